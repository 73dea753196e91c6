//! Printing what isn't known to be as it was.
//!
//! In: a press, a plan, what an earlier build left. Out: a row for each output; the bytes that differ are on the
//! stage. Never here: delivery, the ledger's file.

use std::borrow::Cow;
use std::path::Path;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::files::{self, Files};
use super::guard::Guard;
use super::known::{Known, Old};
use super::reasons::Reasons;
use super::{Step, Watch};
use crate::base::{Address, EditionTime, Failure, Found, Stat};
use crate::delivery::{Stage, Writer};
use crate::edition::StoryId;
use crate::leaks::Hits;
use crate::ledger::{self, Cache};
use crate::plan::{Plan, Sheet};
use crate::press::{Assay, Bytes, Elements, Fingerprint, Mix, Press, Printed};
use crate::site::Site;

/// An output, as the next ledger is to know it.
#[derive(Clone, Debug)]
pub enum Row {
    /// As that row of the last ledger says.
    Kept(u32),
    /// As it was made now.
    Made(Box<Made>),
}

/// An output that was printed, or looked at anew.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The hash of its bytes.
    pub hash: [u8; 16],
    /// Its ingredients, packed.
    pub print: Vec<u8>,
    /// The stories that it shows, packed.
    pub members: Vec<u8>,
    /// What its own text asks, encoded.
    pub asks: Vec<u8>,
    /// What was found while it was printed, encoded.
    pub found: Vec<u8>,
    /// Why its bytes last changed, and when.
    pub why: Cow<'static, str>,
    /// The edition's time of that.
    pub at: i64,
    /// What the file system says of the file, where it is right as it is.
    pub stat: Option<Stat>,
    /// What the file system says of the file on the stage.
    pub staged: Option<Stat>,
    /// Its row in the last ledger.
    pub old: Option<u32>,
}

impl Row {
    /// What was made now.
    pub fn made(&self) -> Option<&Made> {
        match self {
            Row::Made(made) => Some(made),
            Row::Kept(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn made_mut(&mut self) -> Option<&mut Made> {
        match self {
            Row::Made(made) => Some(made),
            Row::Kept(_) => None,
        }
    }

    /// Its number in the last ledger.
    pub fn old(&self) -> Option<u32> {
        match self {
            Row::Made(made) => made.old,
            Row::Kept(row) => Some(*row),
        }
    }
}

/// What became of a sheet.
struct Done {
    row: Row,
    found: Found,
    /// What of it isn't published.
    hits: Hits,
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
    /// The rows of the plan's sheets in the last ledger.
    pub rows: &'p [Option<u32>],
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
    /// What no output may hold.
    pub guard: &'p Guard,
    /// Copies of pictures that were made before.
    pub pictures: &'p Cache,
    /// Social cards that were drawn before.
    pub cards: &'p Cache,
}

/// All sheets, printed or left as they are.
#[derive(Default)]
pub struct Outputs {
    /// In the order of the plan, then the files that pages show.
    pub rows: Vec<(Address, Row)>,
    /// How many of them are of the plan.
    pub planned: usize,
    /// What was found.
    pub found: Found,
    /// Outputs that hold what no output may.
    pub hits: Vec<(Address, Hits)>,
}

impl<'p, 'a> Printing<'p, 'a> {
    /// Prints every sheet whose fingerprint isn't known.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn run(&self, watch: Watch<'_>) -> Result<Outputs, Failure> {
        watch(Step::Stage("printing", self.plan.sheets.len()));
        let sheet_of = self.sheets_of_stories();
        let asks_before = |id: StoryId| Some(self.old(*sheet_of.get(id as usize)? as usize)?.sheet.asks);
        let before = Assay::new(self.press, self.elements, &asks_before);
        let tools = || (Mix::default(), self.stage.map(Stage::writer));
        let one = |tools: &mut _, n: u32| {
            let (address, sheet) = &self.plan.sheets[n as usize];
            if self.press.awaits_words(sheet) {
                return Ok((n, None));
            }
            let done = self.one(address, sheet, self.old(n as usize), &before, tools)?;
            watch(Step::Tick);
            Ok((n, Some(done)))
        };
        let order = self.order();
        let mut done: Vec<(u32, Option<Done>)> =
            order.into_par_iter().map_init(tools, one).collect::<Result<_, Failure>>()?;
        self.press.words_are_taken();
        let late = done.par_iter_mut().filter(|(_, done)| done.is_none());
        late.map_init(tools, |tools, row| one(tools, row.0).map(|now| *row = now)).collect::<Result<(), Failure>>()?;
        done.par_sort_unstable_by_key(|(n, _)| *n);
        let mut done: Vec<Done> = done.into_iter().filter_map(|(_, done)| done).collect();
        self.assay_again(&mut done, &sheet_of);
        let mut all = Outputs { rows: Vec::with_capacity(done.len()), ..Outputs::default() };
        for ((address, _), done) in self.plan.sheets.iter().zip(done) {
            all.found.extend(done.found);
            if !done.hits.is_empty() {
                all.hits.push((address.clone(), done.hits));
            }
            if !done.is_unprinted {
                all.rows.push((address.clone(), done.row));
            }
        }
        all.planned = all.rows.len();
        self.add_shown(&mut all)?;
        self.add_pictures(&mut all, watch)?;
        Ok(all)
    }

    /// The numbers of the sheets in the order in which they are printed. Where all of them are, the search index takes words
    /// down from the pages of stories, so these are printed segment by segment, and its pieces after them.
    fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.plan.sheets.len() as u32).collect();
        if self.plan.search.is_empty() || self.rows.iter().any(Option::is_some) {
            return order;
        }
        self.press.take_words();
        order.par_sort_by_cached_key(|n| self.press.place_in_index(&self.plan.sheets[*n as usize].1));
        order
    }

    /// What an earlier build made of the sheet of that number.
    fn old(&self, sheet: usize) -> Option<Old<'p, 'a>> {
        self.known.row((*self.rows.get(sheet)?)?)
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
        old: Option<Old<'p, 'a>>,
        assay: &Assay<'_>,
        (mix, writer): &mut (Mix, Option<Writer>),
    ) -> Result<Done, Failure> {
        if let Some(old) = old
            && let Some(print) = assay.of(sheet, Some(old.sheet.asks), mix)
            && print.bytes() == old.sheet.print
            && let Some(row) = self.kept(address, old)
        {
            let found = old.sheet.found;
            let found = if found.is_empty() { Vec::new() } else { postcard::from_bytes(found).unwrap_or_default() };
            let hits = self.guard.look_again(&self.out.join(address.out_path()), matches!(sheet, Sheet::File(_)));
            return Ok(Done { row, found, hits, is_unprinted: false, is_fresh: false });
        }
        let printed =
            if let Sheet::Card(id) = sheet { self.card(address, *id) } else { self.press.print(address, sheet) };
        let path = address.out_path();
        // A picture is passed on without what isn't for readers; what it says is looked for in the file.
        let file = if let Sheet::File(source) = sheet { Some(Bytes::File(source.clone())) } else { None };
        let hits = self.guard.look(file.as_ref().unwrap_or(&printed.bytes), self.site);
        let hash = match &printed.bytes {
            Bytes::Here(bytes) => xxh3_128(bytes).to_le_bytes(),
            Bytes::File(source) => self.files.get(source).map(|file| file.hash).unwrap_or_default(),
            Bytes::None => [0; 16],
        };
        let stat = old.and_then(|old| match old.stat {
            Some(stat) => (old.sheet.hash == hash).then_some(stat),
            // Whoever touched it may have left it as it must be.
            None => self.stat_if_same(address, &hash),
        });
        let staged = match (&printed.bytes, writer, stat) {
            (Bytes::Here(bytes), Some(writer), None) => Some(writer.put(&path, bytes)?),
            (Bytes::File(source), Some(writer), None) => Some(writer.copy(&path, &self.site.path(source))?),
            (Bytes::None, _, _) | (_, None, _) | (_, _, Some(_)) => None,
        };
        let (asks, found) = (encoded(&printed.asks), encoded(&printed.found));
        let made = Made { hash, asks, found, stat, staged, old: old.map(|old| old.row), ..Made::default() };
        let is_unprinted = matches!(printed.bytes, Bytes::None);
        Ok(Done { row: Row::Made(Box::new(made)), found: printed.found, hits, is_unprinted, is_fresh: true })
    }

    /// A social card: kept, or drawn.
    fn card(&self, address: &Address, id: StoryId) -> Printed {
        let key = self.press.card_key(id);
        if let Some(bytes) = self.cards.get(key) {
            return Printed { bytes: Bytes::Here(bytes), found: Found::new(), asks: Vec::new() };
        }
        let printed = self.press.print(address, &Sheet::Card(id));
        // One with a fault is drawn, and told, each time.
        if let (Bytes::Here(bytes), true) = (&printed.bytes, printed.found.is_empty()) {
            self.cards.keep(key, bytes);
        }
        printed
    }

    /// The row of an output that is made of what it was made of; none where its file holds anything else.
    fn kept(&self, address: &Address, old: Old<'_, '_>) -> Option<Row> {
        if old.stat.is_some() {
            return Some(Row::Kept(old.row));
        }
        let ledger::Sheet { hash, print, members, asks, found, why, at } = *old.sheet;
        Some(Row::Made(Box::new(Made {
            hash,
            print: print.to_vec(),
            members: members.to_vec(),
            asks: asks.to_vec(),
            found: found.to_vec(),
            why: Cow::Owned(why.to_owned()),
            at,
            stat: Some(self.stat_if_same(address, &hash)?),
            staged: None,
            old: Some(old.row),
        })))
    }

    /// The stat of an output that isn't as it was left, but holds the same bytes.
    pub(super) fn stat_if_same(&self, address: &Address, hash: &[u8; 16]) -> Option<Stat> {
        let path = self.out.join(address.out_path());
        let stat = Stat::at(&path).ok()?;
        (files::hash_at(&path)? == *hash).then_some(stat)
    }

    /// Takes the fingerprints of all that was printed, now that it is known what every text asks, and says why each
    /// was printed.
    fn assay_again(&self, done: &mut [Done], sheet_of: &[u32]) {
        let prints: Vec<Option<Fingerprint>> = {
            let asks = |id: StoryId| {
                let sheet = *sheet_of.get(id as usize)? as usize;
                match &done.get(sheet)?.row {
                    Row::Made(made) => Some(made.asks.as_slice()),
                    Row::Kept(row) => Some(self.known.row(*row)?.sheet.asks),
                }
            };
            let assay = Assay::new(self.press, self.elements, &asks);
            let of = |mix: &mut Mix, (done, (_, sheet)): (&Done, &(Address, Sheet))| {
                let made = done.row.made().filter(|_| done.is_fresh)?;
                assay.of(sheet, Some(&made.asks), mix)
            };
            done.par_iter().zip(&self.plan.sheets).map_init(Mix::default, of).collect()
        };
        let fresh = done.par_iter_mut().zip(prints).filter(|(done, _)| done.is_fresh);
        let rows = fresh.filter_map(|(done, print)| Some((done.row.made_mut()?, print)));
        rows.for_each(|(made, print)| self.give_reason(made, print));
    }

    fn give_reason(&self, made: &mut Made, print: Option<Fingerprint>) {
        let old = made.old.and_then(|row| self.known.row(row)).map(|old| old.sheet);
        match old.filter(|old| old.hash == made.hash) {
            Some(old) => (made.why, made.at) = (Cow::Owned(old.why.to_owned()), old.at),
            None => {
                made.why = self.reasons.why(old, print.as_ref(), self.elements);
                made.at = self.at.0.as_second();
            }
        }
        if let Some(print) = print {
            (made.print, made.members) = print.into_parts();
        }
    }

    /// Adds the loose files that something printed shows.
    fn add_shown(&self, all: &mut Outputs) -> Result<(), Failure> {
        let mut tools = (Mix::default(), self.stage.map(Stage::writer));
        let nothing = |_| None;
        let assay = Assay::new(self.press, self.elements, &nothing);
        for (address, source) in self.press.shown_files() {
            if self.plan.has(&address) {
                continue;
            }
            let (sheet, old) = (Sheet::File(source), self.known.output(address.as_str()));
            let mut done = self.one(&address, &sheet, old, &assay, &mut tools)?;
            all.found.append(&mut done.found);
            if !done.hits.is_empty() {
                all.hits.push((address.clone(), done.hits));
            }
            if let Some(made) = done.row.made_mut().filter(|_| done.is_fresh) {
                (made.why, made.at) = (self.reasons.of_file(old.is_some()), self.at.0.as_second());
                if let Some(print) = assay.of(&sheet, None, &mut tools.0) {
                    (made.print, made.members) = print.into_parts();
                }
            }
            if !done.is_unprinted {
                all.rows.push((address, done.row));
            }
        }
        Ok(())
    }
}

fn encoded<T: serde::Serialize>(rows: &[T]) -> Vec<u8> {
    if rows.is_empty() { Vec::new() } else { postcard::to_allocvec(rows).unwrap_or_default() }
}
