//! Printing what isn't known to be as it was.
//!
//! In: a press, a plan, what an earlier build left. Out: a row for each output; the bytes that differ are on the
//! stage. Never here: delivery, the ledger's file.

use std::borrow::Cow;
use std::path::Path;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::files::{self, Files};
use super::known::Known;
use super::reasons::Reasons;
use super::{Step, Watch};
use crate::base::{Address, EditionTime, Failure, Found, Stat};
use crate::delivery::{Stage, Writer};
use crate::edition::StoryId;
use crate::ledger;
use crate::plan::{Plan, Sheet};
use crate::press::{Assay, Bytes, Elements, Fingerprint, Mix, Press};
use crate::site::Site;

/// A row of the ledger's outputs in the making.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    /// The hash of its bytes.
    pub hash: [u8; 16],
    /// Its ingredients, packed.
    pub print: Cow<'a, [u8]>,
    /// The stories that it shows, packed.
    pub members: Cow<'a, [u8]>,
    /// What its own text asks, encoded.
    pub asks: Cow<'a, [u8]>,
    /// What was found while it was printed, encoded.
    pub found: Cow<'a, [u8]>,
    /// Why its bytes last changed, and when.
    pub why: Cow<'a, str>,
    /// The edition's time of that.
    pub at: i64,
    /// What the file system says of the file, where it is right as it is.
    pub stat: Option<Stat>,
    /// What the file system says of the file on the stage.
    pub staged: Option<Stat>,
    /// No earlier build wrote it.
    pub is_new: bool,
}

/// What became of a sheet.
struct Done<'a> {
    row: Box<Row<'a>>,
    found: Found,
    /// An error kept it from being printed.
    is_unprinted: bool,
    /// It was printed in this build.
    is_fresh: bool,
}

/// All that printing needs.
pub struct Printing<'p, 'a> {
    /// The press, set.
    pub press: &'p Press<'p>,
    /// The plan.
    pub plan: &'p Plan,
    /// The site.
    pub site: &'p Site,
    /// What an earlier build left.
    pub known: &'p Known<'a>,
    /// The files that pages show.
    pub files: &'p Files,
    /// What sheets are made of.
    pub elements: &'p Elements,
    /// Why outputs change.
    pub reasons: &'p Reasons<'p>,
    /// Where bytes go; none when an error is known that keeps the output from being delivered.
    pub stage: Option<&'p Stage>,
    /// The output.
    pub out: &'p Path,
    /// The edition's time.
    pub at: EditionTime,
}

/// All sheets, printed or left as they are.
#[derive(Default)]
pub struct Outputs<'a> {
    /// In the order of the plan, then the files that pages show.
    pub rows: Vec<(Address, Box<Row<'a>>)>,
    /// What was found.
    pub found: Found,
}

type Old<'p, 'a> = Option<(&'p ledger::Sheet<'a>, Option<Stat>)>;

impl<'p, 'a> Printing<'p, 'a> {
    /// Prints every sheet whose fingerprint isn't known.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn run(&self, watch: Watch<'_>) -> Result<Outputs<'a>, Failure> {
        watch(Step::Stage("printing", self.plan.sheets.len()));
        let old: Vec<Old<'p, 'a>> = self.beside();
        let sheet_of = self.sheets_of_stories();
        let asks_before = |id: StoryId| old[*sheet_of.get(id as usize)? as usize].map(|(sheet, _)| sheet.asks);
        let before = Assay::new(self.press, self.elements, &asks_before);
        let sheets = self.plan.sheets.par_iter().zip(&old);
        let tools = || (Mix::default(), self.stage.map(Stage::writer));
        let mut done: Vec<Done<'a>> = sheets
            .map_init(tools, |tools, ((address, sheet), old)| {
                let done = self.one(address, sheet, *old, &before, tools);
                watch(Step::Tick);
                done
            })
            .collect::<Result<_, _>>()?;
        self.assay_again(&mut done, &old, &sheet_of);
        let mut all = Outputs::default();
        for ((address, _), done) in self.plan.sheets.iter().zip(done) {
            all.found.extend(done.found);
            if !done.is_unprinted {
                all.rows.push((address.clone(), done.row));
            }
        }
        self.add_shown(&mut all)?;
        Ok(all)
    }

    /// The ledger's row for each sheet of the plan, with its file's stat where that is as it was left. Both are
    /// sorted by address.
    fn beside(&self) -> Vec<Old<'p, 'a>> {
        let Some(ledger) = &self.known.ledger else { return vec![None; self.plan.sheets.len()] };
        let mut cursor = ledger.outputs();
        let row = |(address, _): &(Address, Sheet)| {
            let n = cursor.find(address.as_str())?;
            let (output, sheet) = &ledger.outputs[n];
            Some((sheet, self.known.is_as_left[n].then_some(output.stat)))
        };
        self.plan.sheets.iter().map(row).collect()
    }

    /// The sheet of each story.
    fn sheets_of_stories(&self) -> Vec<u32> {
        let mut rows = vec![u32::MAX; self.elements.stories()];
        for (n, (_, sheet)) in self.plan.sheets.iter().enumerate() {
            if let Sheet::Story(id) | Sheet::Notice(id) = sheet {
                rows[*id as usize] = n as u32;
            }
        }
        rows
    }

    fn one(
        &self,
        address: &Address,
        sheet: &Sheet,
        old: Old<'p, 'a>,
        assay: &Assay<'_>,
        (mix, writer): &mut (Mix, Option<Writer>),
    ) -> Result<Done<'a>, Failure> {
        if let Some((row, stat)) = old
            && let Some(print) = assay.of(sheet, Some(row.asks), mix)
            && print.bytes() == row.print
            && let Some(stat) = stat.or_else(|| self.stat_if_same(address, &row.hash))
        {
            let found =
                if row.found.is_empty() { Vec::new() } else { postcard::from_bytes(row.found).unwrap_or_default() };
            return Ok(Done { row: Box::new(kept(row, stat)), found, is_unprinted: false, is_fresh: false });
        }
        let printed = self.press.print(address, sheet);
        let path = address.out_path();
        let hash = match &printed.bytes {
            Bytes::Here(bytes) => xxh3_128(bytes).to_le_bytes(),
            Bytes::File(source) => self.files.get(source).map(|file| file.hash).unwrap_or_default(),
            Bytes::None => [0; 16],
        };
        let stat = match old {
            Some((row, Some(stat))) => (row.hash == hash).then_some(stat),
            // Whoever touched it may have left it as it must be.
            Some((_, None)) => self.stat_if_same(address, &hash),
            None => None,
        };
        let staged = match (&printed.bytes, writer, stat) {
            (Bytes::Here(bytes), Some(writer), None) => Some(writer.put(&path, bytes)?),
            (Bytes::File(source), Some(writer), None) => Some(writer.copy(&path, &self.site.path(source))?),
            (Bytes::None, _, _) | (_, None, _) | (_, _, Some(_)) => None,
        };
        let row = Row {
            hash,
            asks: Cow::Owned(encoded(&printed.asks)),
            found: Cow::Owned(encoded(&printed.found)),
            stat,
            staged,
            is_new: old.is_none(),
            ..Row::default()
        };
        let is_unprinted = matches!(printed.bytes, Bytes::None);
        Ok(Done { row: Box::new(row), found: printed.found, is_unprinted, is_fresh: true })
    }

    /// The stat of an output that isn't as it was left, but holds the same bytes.
    fn stat_if_same(&self, address: &Address, hash: &[u8; 16]) -> Option<Stat> {
        let path = self.out.join(address.out_path());
        let stat = Stat::at(&path).ok()?;
        (files::hash_at(&path)? == *hash).then_some(stat)
    }

    /// Takes the fingerprints of all that was printed, now that it is known what every text asks, and says why each
    /// was printed.
    fn assay_again(&self, done: &mut [Done<'a>], old: &[Old<'p, 'a>], sheet_of: &[u32]) {
        let prints: Vec<Option<Fingerprint>> = {
            let asks = |id: StoryId| done.get(*sheet_of.get(id as usize)? as usize).map(|done| &*done.row.asks);
            let assay = Assay::new(self.press, self.elements, &asks);
            let of = |mix: &mut Mix, (done, (_, sheet)): (&Done<'a>, &(Address, Sheet))| {
                if done.is_fresh { assay.of(sheet, Some(&done.row.asks), mix) } else { None }
            };
            done.par_iter().zip(&self.plan.sheets).map_init(Mix::default, of).collect()
        };
        let rows = done.par_iter_mut().zip(prints).zip(old);
        rows.filter(|((done, _), _)| done.is_fresh).for_each(|((done, print), old)| {
            let row = &mut done.row;
            match old.map(|(old, _)| old).filter(|old| old.hash == row.hash) {
                Some(old) => (row.why, row.at) = (Cow::Borrowed(old.why), old.at),
                None => {
                    row.why = self.reasons.why(old.map(|(old, _)| old), print.as_ref(), self.elements);
                    row.at = self.at.0.as_second();
                }
            }
            if let Some(print) = print {
                let (bytes, members) = print.into_parts();
                (row.print, row.members) = (Cow::Owned(bytes), Cow::Owned(members));
            }
        });
    }

    /// Adds the loose files that something printed shows.
    fn add_shown(&self, all: &mut Outputs<'a>) -> Result<(), Failure> {
        let mut writer = self.stage.map(Stage::writer);
        for (address, source) in self.press.shown_files() {
            if self.plan.has(&address) {
                continue;
            }
            let hash = self.files.get(&source).map(|file| file.hash).unwrap_or_default();
            let old = self.known.output(address.as_str()).filter(|(row, _)| row.hash == hash);
            let row = match old {
                Some((row, Some(stat))) => kept(row, stat),
                Some((_, None)) | None => {
                    let copy = |writer: &mut Writer| writer.copy(&address.out_path(), &self.site.path(&source));
                    let staged = writer.as_mut().map(copy).transpose()?;
                    let is_new = self.known.output(address.as_str()).is_none();
                    let why = self.reasons.of_file(!is_new);
                    Row { hash, staged, is_new, why, at: self.at.0.as_second(), ..Row::default() }
                }
            };
            all.rows.push((address, Box::new(row)));
        }
        Ok(())
    }
}

fn kept<'a>(row: &ledger::Sheet<'a>, stat: Stat) -> Row<'a> {
    Row {
        hash: row.hash,
        print: Cow::Borrowed(row.print),
        members: Cow::Borrowed(row.members),
        asks: Cow::Borrowed(row.asks),
        found: Cow::Borrowed(row.found),
        why: Cow::Borrowed(row.why),
        at: row.at,
        stat: Some(stat),
        staged: None,
        is_new: false,
    }
}

fn encoded<T: serde::Serialize>(rows: &[T]) -> Vec<u8> {
    if rows.is_empty() { Vec::new() } else { postcard::to_allocvec(rows).unwrap_or_default() }
}
