//! What an earlier build left, and whether anything changed since.
//!
//! In: the ledger's folder, the survey. Out: [`Known`], or the outcome of a build that has nothing to do.
//! Never here: reading a file of the site.

use std::borrow::Cow;
use std::path::Path;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::options::Kept;
use super::{BuildOptions, Outcome};
use crate::base::{Address, Lookout, SourcePath, Stat};
use crate::delivery::{MANIFEST, is_free};
use crate::ledger::{self, Both, Cursor, Folder, Head, Ledger, LedgerFile, Output, SetAside, Source, watched};
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

/// A row of the ledger in the making.
#[derive(Clone, Debug, Default)]
pub struct Record<'a> {
    /// What the file system said when the file was read.
    pub stat: Stat,
    /// Whether that can be trusted.
    pub is_settled: bool,
    /// The hash of the file.
    pub hash: [u8; 16],
    /// All that its reading depended on beside the file, hashed.
    pub reading: u64,
    /// The article, encoded.
    pub card: Cow<'a, [u8]>,
    /// What was found, encoded.
    pub found: Cow<'a, [u8]>,
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

/// A ledger that was opened, and what became of its outputs.
#[derive(Debug)]
pub struct Opened {
    /// The file.
    pub file: LedgerFile,
    /// Of the whole edition.
    pub head: Head,
    /// What is watched.
    pub seen: Both<Vec<u8>>,
    /// For each output whether the file is as it was left.
    pub is_as_left: Vec<bool>,
}

impl Opened {
    /// Opens the ledger of an output, and looks at the output.
    ///
    /// # Errors
    /// When there is none that can be used.
    pub fn of(folder: &Folder, out: &Path) -> Result<Opened, SetAside> {
        let mut file = LedgerFile::open(&folder.ledger())?;
        let head = file.head()?;
        let seen = file.watched()?;
        let is_as_left = are_as_left(&watched(&seen)?.1, out);
        Ok(Opened { file, head, seen, is_as_left })
    }

    /// All that it says.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn ledger<'a>(&'a self, made: &'a Both<[Vec<u8>; 2]>) -> Result<Ledger<'a>, SetAside> {
        Ledger::of(&self.file, self.head.clone(), &self.seen, made)
    }
}

/// The outcome of a build for which nothing changed: neither a file of the site, nor an output, nor what the clock
/// lets in.
pub fn unchanged(opened: &Opened, survey: &Survey, folder: &Folder, options: &BuildOptions) -> Option<Outcome> {
    let Opened { head, seen, is_as_left, .. } = opened;
    let at = options.at.0.as_second();
    let is_steady = head.at <= at && head.steady_until.is_none_or(|until| at < until);
    if !is_steady
        || !head.is_sound
        || head.told != told_of(survey)
        || head.asked != asked(options)
        || folder.marked().is_some()
    {
        return None;
    }
    if !is_as_left.iter().all(|stays| *stays) {
        return None;
    }
    let (sources, outputs) = watched(seen).ok()?;
    let manifest = Stat::at(&options.out.join(MANIFEST)).ok()?;
    if manifest != head.manifest || !are_same(&sources, survey) {
        return None;
    }
    let kept: Kept = postcard::from_bytes(&head.summary).ok()?;
    let mut outcome = kept.outcome(options);
    outcome.tally.unchanged = outputs.len();
    outcome.found.clone_from(&head.found);
    Some(outcome)
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

impl Record<'_> {
    /// The low half of the file's hash.
    pub fn low(&self) -> u64 {
        u64::from_le_bytes(self.hash[..8].try_into().unwrap_or_default())
    }
}

impl<'a> Known<'a> {
    /// What is known by a ledger; nothing of the output, if somebody else wrote there since.
    pub fn of(mut ledger: Ledger<'a>, is_as_left: Vec<bool>, folder: &Folder, out: &Path) -> Known<'a> {
        // A build that was cut short may have written what no ledger knows; the manifest knows it.
        let is_cut_short = folder.marked().is_some();
        if is_cut_short || is_free(out) || Stat::at(&out.join(MANIFEST)).ok() != Some(ledger.head.manifest) {
            ledger.forget_outputs();
        }
        Known { ledger: Some(ledger), is_as_left, now: 0 }
    }
}

impl<'a> Known<'a> {
    /// What is known of an output, with its file's stat where that is as it was left.
    pub fn output(&self, address: &str) -> Option<(&ledger::Sheet<'a>, Option<Stat>)> {
        let outputs = &self.ledger.as_ref()?.outputs;
        let row = outputs.binary_search_by(|(output, _)| output.address.cmp(address)).ok()?;
        let (output, sheet) = &outputs[row];
        Some((sheet, self.is_as_left[row].then_some(output.stat)))
    }

    /// Those of some addresses, in ascending order, of which nothing is known.
    pub fn unknown<'p>(&self, addresses: impl Iterator<Item = &'p Address>) -> Vec<&'p Address> {
        let mut cursor = self.ledger.as_ref().map(Ledger::outputs);
        let find = |address: &&Address| cursor.as_mut().is_none_or(|c| c.find(address.as_str()).is_none());
        addresses.filter(find).collect()
    }

    /// Whether there is an output of which all is known.
    pub fn has_output(&self) -> bool {
        self.ledger.as_ref().is_some_and(|ledger| !ledger.outputs.is_empty())
    }
}

/// Waits until whatever changed just now has done so before the file system's clock, so that a later change shows;
/// then looks again at the files that are read as a whole. Gives that clock's time.
pub fn settle(survey: &mut Survey, ledger: Option<&Ledger<'_>>, folder: &Folder, options: &BuildOptions) -> i64 {
    let mut cursor = ledger.map(Ledger::sources);
    let mut is_known = |path: &SourcePath, stat: &Stat| {
        let row = cursor.as_mut().and_then(|cursor| cursor.find(path.as_str()));
        let row = row.and_then(|n| ledger.map(|ledger| &ledger.sources[n].0));
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
