//! What an earlier build left, and whether anything changed since.
//!
//! In: the ledger's folder, the survey. Out: [`Known`], or the outcome of a build that has nothing to do.
//! Never here: reading a file of the site.

use std::path::Path;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::options::Kept;
use super::{BuildOptions, Outcome};
use crate::base::{Address, Lookout, SourcePath, Stat};
use crate::delivery::{MANIFEST, is_free};
use crate::ledger::{Both, Cursor, Folder, Head, Ledger, LedgerFile, Output, SetAside, Sheet, Source, Watched};
use crate::site::{Survey, Surveyed};

/// What a build can build upon.
#[derive(Debug, Default)]
pub struct Known<'a> {
    /// The last build's ledger, if it can be used.
    pub ledger: Option<Ledger<'a>>,
    /// For each of its outputs whether the file is as it was left.
    pub is_as_left: Vec<bool>,
    /// The file system's time after which nothing was looked at yet, in nanoseconds since 1970.
    pub now: i64,
}

/// What a build says of a file that it opened.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// What the file system said when the file was read.
    pub stat: Stat,
    /// Whether that can be trusted.
    pub is_settled: bool,
    /// The hash of the file.
    pub hash: [u8; 16],
    /// All that its reading depended on beside the file, hashed.
    pub reading: u64,
    /// The article, encoded.
    pub card: Vec<u8>,
    /// What was found, encoded.
    pub found: Vec<u8>,
}

/// An output that an earlier build made.
#[derive(Clone, Copy, Debug)]
pub struct Old<'k, 'a> {
    /// Its number in the ledger.
    pub row: u32,
    /// What it was made of.
    pub sheet: &'k Sheet<'a>,
    /// What the file system says of the file, if it is as it was left.
    pub stat: Option<Stat>,
}

/// All flags that change what is built, hashed.
pub fn asked(options: &BuildOptions) -> u64 {
    let BuildOptions { config, base_url, theme, images, drafts, .. } = options;
    xxh3_64(format!("{config:?} {base_url:?} {theme:?} {images:?} {drafts}").as_bytes())
}

/// What the survey told, hashed.
pub fn told_of(survey: &Survey) -> u64 {
    xxh3_64(format!("{:?}", survey.found).as_bytes())
}

/// A ledger that was opened.
#[derive(Debug)]
pub struct Opened {
    file: LedgerFile,
    head: Head,
    seen: Both<Vec<u8>>,
}

/// What a ledger says of files, and what became of its outputs.
#[derive(Debug)]
pub struct Looked<'a> {
    watched: Watched<'a>,
    /// For each output whether the file is as it was left.
    is_as_left: Vec<bool>,
}

impl Opened {
    /// Opens the ledger of an output.
    ///
    /// # Errors
    /// When there is none that can be used.
    pub fn of(folder: &Folder) -> Result<Opened, SetAside> {
        let mut file = LedgerFile::open(&folder.ledger())?;
        let head = file.head()?;
        let seen = file.watched()?;
        Ok(Opened { file, head, seen })
    }

    /// Looks at the output.
    ///
    /// # Errors
    /// When the ledger is damaged.
    pub fn look(&self, out: &Path) -> Result<Looked<'_>, SetAside> {
        let watched = Watched::of(&self.seen)?;
        let is_as_left = are_as_left(&watched.outputs, out);
        Ok(Looked { watched, is_as_left })
    }

    /// What was read and made, as bytes.
    ///
    /// # Errors
    /// When the ledger is damaged.
    pub fn made(&self) -> Result<Both<[Vec<u8>; 2]>, SetAside> {
        self.file.made()
    }

    /// What the ledger says of sources, for those who make no output.
    ///
    /// # Errors
    /// When the ledger is damaged.
    pub fn ledger<'a>(&'a self, made: &'a Both<[Vec<u8>; 2]>) -> Result<Ledger<'a>, SetAside> {
        Ledger::of(&self.file, self.head.clone(), Watched::of(&self.seen)?, made)
    }

    /// The outcome of a build for which nothing changed: neither a file of the site, nor an output, nor what the
    /// clock lets in.
    pub fn unchanged(
        &self,
        looked: &Looked<'_>,
        survey: &Survey,
        folder: &Folder,
        options: &BuildOptions,
    ) -> Option<Outcome> {
        let Opened { head, .. } = self;
        let at = options.at.0.as_second();
        let is_steady = head.at <= at && head.steady_until.is_none_or(|until| at < until);
        if !is_steady
            || !head.is_sound
            || head.told != told_of(survey)
            || head.asked != asked(options)
            || folder.marked().is_some()
            || !looked.is_as_left.iter().all(|stays| *stays)
        {
            return None;
        }
        let manifest = Stat::at(&options.out.join(MANIFEST)).ok()?;
        if manifest != head.manifest || !are_same(&looked.watched.sources, survey) {
            return None;
        }
        let kept: Kept = postcard::from_bytes(&head.summary).ok()?;
        let mut outcome = kept.outcome(options);
        outcome.tally.unchanged = looked.watched.outputs.len();
        outcome.found.clone_from(&head.found);
        Some(outcome)
    }
}

/// Whether the survey found just the sources that the ledger knows, each as it was.
fn are_same(sources: &[Source<'_>], survey: &Survey) -> bool {
    let mut cursor = Cursor::new(sources, |source| source.path);
    let is_same = |(path, stat): &Surveyed| {
        let row = cursor.find(path.as_str()).map(|n| &sources[n]);
        row.is_some_and(|source| source.is_settled && Some(source.stat) == *stat)
    };
    survey.all().count() == sources.len() && survey.all().all(is_same)
}

/// For each output whether it is as the last build left it.
fn are_as_left(outputs: &[Output<'_>], out: &Path) -> Vec<bool> {
    let state = || (Lookout::new(out), String::new());
    let is_as_left = |(lookout, path): &mut (Lookout, String), output: &Output<'_>| is_as_left(output, lookout, path);
    outputs.par_iter().with_min_len(256).map_init(state, is_as_left).collect()
}

/// Whether an output is as the last build left it; `path` is reused.
fn is_as_left(output: &Output<'_>, lookout: &mut Lookout, path: &mut String) -> bool {
    path.clear();
    path.push_str(output.address.trim_start_matches('/'));
    if output.address.ends_with('/') {
        path.push_str("index.html");
    }
    lookout.at(path) == Some(output.stat)
}

impl Record {
    /// The low half of the file's hash.
    pub fn low(&self) -> u64 {
        u64::from_le_bytes(self.hash[..8].try_into().unwrap_or_default())
    }
}

impl<'a> Known<'a> {
    /// What is known by a ledger; nothing of the output, if somebody else wrote there since.
    ///
    /// # Errors
    /// When the ledger is damaged.
    pub fn of(
        opened: &'a Opened,
        looked: Looked<'a>,
        made: &'a Both<[Vec<u8>; 2]>,
        folder: &Folder,
        out: &Path,
    ) -> Result<Known<'a>, SetAside> {
        let Looked { watched, is_as_left } = looked;
        let mut ledger = Ledger::of(&opened.file, opened.head.clone(), watched, made)?;
        // A build that was cut short may have written what no ledger knows; the manifest knows it.
        let is_cut_short = folder.marked().is_some();
        if is_cut_short || is_free(out) || Stat::at(&out.join(MANIFEST)).ok() != Some(ledger.head.manifest) {
            ledger.forget_outputs();
        }
        Ok(Known { ledger: Some(ledger), is_as_left, now: 0 })
    }

    /// What is known of an output.
    pub fn output(&self, address: &str) -> Option<Old<'_, 'a>> {
        let outputs = &self.ledger.as_ref()?.outputs;
        self.row(outputs.binary_search_by(|output| output.address.cmp(address)).ok()? as u32)
    }

    /// What is known of the output of that number.
    pub fn row(&self, row: u32) -> Option<Old<'_, 'a>> {
        let ledger = self.ledger.as_ref()?;
        let n = row as usize;
        Some(Old { row, sheet: ledger.sheets.get(n)?, stat: self.is_as_left[n].then_some(ledger.outputs[n].stat) })
    }

    /// The numbers of the outputs of some addresses, in the order of the addresses.
    pub fn rows<'p>(&self, addresses: impl Iterator<Item = &'p Address>) -> Vec<Option<u32>> {
        let mut cursor = self.ledger.as_ref().map(Ledger::find_outputs);
        let find = |address: &Address| Some(cursor.as_mut()?.find(address.as_str())? as u32);
        addresses.map(find).collect()
    }

    /// Whether there is an output of which all is known.
    pub fn has_output(&self) -> bool {
        self.ledger.as_ref().is_some_and(|ledger| !ledger.outputs.is_empty())
    }
}

/// Waits until whatever changed just now has done so before the file system's clock, so that a later change shows;
/// then looks again at the files that are read as a whole. Gives that clock's time.
pub fn settle(survey: &mut Survey, ledger: Option<&Ledger<'_>>, folder: &Folder, options: &BuildOptions) -> i64 {
    let mut cursor = ledger.map(Ledger::find_sources);
    let mut is_known = |path: &SourcePath, stat: &Stat| {
        let row = cursor.as_mut().and_then(|cursor| cursor.find(path.as_str()));
        let row = row.and_then(|n| ledger.map(|ledger| &ledger.sources[n]));
        row.is_some_and(|source| source.is_settled && source.stat == *stat)
    };
    let fresh = survey.all().filter_map(|(path, stat)| stat.filter(|stat| !is_known(path, stat)));
    let last = fresh.map(|stat| stat.modified.max(stat.changed)).max();
    let now = folder.clock_after(last.unwrap_or(0), 0);
    survey.look_again(&options.site, options.config.as_deref());
    now
}

/// What is said of a ledger that can't be used; nothing where there is none.
pub fn told(why: SetAside) -> Option<&'static str> {
    match why {
        SetAside::Missing => None,
        SetAside::Foreign => {
            Some("the ledger in .dateline is of another version of dateline; everything is printed again")
        }
        SetAside::Damaged => Some("the ledger in .dateline is damaged and was set aside; everything is printed again"),
    }
}
