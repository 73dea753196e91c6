//! Reading all copy of a site, in parallel: from the ledger where the file system vouches for it, else from its file.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::Step;
use super::known::{Known, Record};
use crate::base::{Found, SourcePath, Stat};
use crate::copy::{self, Article, LARGEST, Reading};
use crate::edition::Copy;
use crate::ledger::{self, Cursor, Ledger};
use crate::matter::Field;
use crate::site::{Manuscript, Settings, Site, Surveyed, unreadable};

/// A file that changes while it is read is read so many times before its stat is not believed.
const TRIES: usize = 3;

/// Front matter that holds for a folder and all below it.
type Defaults = HashMap<String, Vec<(Box<str>, Field)>>;

/// What was read of one manuscript.
struct One {
    article: Option<Box<Article>>,
    found: Found,
    from: From,
}

/// Where an article was read from.
enum From {
    /// From that row of the ledger.
    Ledger(u32),
    /// From its file.
    File(Box<Record>),
    /// It couldn't be read.
    Nowhere,
}

/// All copy, and where it was read from.
#[derive(Default)]
pub struct Gathered {
    /// What the edition is made of.
    pub copy: Copy,
    /// What the ledger is to know of it.
    pub read: Read,
}

/// Where manuscripts were read from.
#[derive(Debug, Default)]
pub struct Read {
    /// For each file of `content/`, as it was surveyed, whether it is a manuscript.
    pub is_manuscript: Vec<bool>,
    /// Those that were opened and could be read, by their number in the survey.
    pub opened: Vec<(u32, Box<Record>)>,
    /// Rows of the ledger that hold of all others.
    pub known: Vec<u32>,
}

/// Reads sections, profiles and articles; what is faulty is told and listed. `survey` is `content/` as it was looked at.
pub fn read(
    site: &Site,
    survey: &[Surveyed],
    known: &Known<'_>,
    watch: &(dyn Fn(Step) + Sync),
    found: &mut Found,
) -> Gathered {
    watch(Step::Stage("reading", site.content.manuscripts.len()));
    let mut all = Gathered::default();
    read_sides(site, &mut all.copy, found);
    let defaults: Defaults = all
        .copy
        .sections
        .iter()
        .filter(|(page, _, _)| !page.defaults.is_empty())
        .map(|(page, _, _)| (page.source.folder().to_owned(), page.defaults.clone()))
        .collect();
    let desk = Desk { site, defaults, settings: settings_hash(&site.settings), now: known.now };
    let seats = seats(&site.content.manuscripts, survey, known.ledger.as_ref());
    let read_one = |bytes: &mut Vec<u8>, (manuscript, seat): (&Manuscript, &Seat)| {
        let stat = seat.survey.and_then(|n| survey[n as usize].1);
        let one = desk.read_one(manuscript, stat, seat.row, known, bytes);
        watch(Step::Tick);
        one
    };
    let read: Vec<One> = site.content.manuscripts.par_iter().zip(&seats).map_init(Vec::new, read_one).collect();
    all.copy.articles.reserve_exact(read.len());
    all.read.is_manuscript = vec![false; survey.len()];
    for ((manuscript, seat), mut one) in site.content.manuscripts.iter().zip(&seats).zip(read) {
        for fault in one.found.iter_mut().filter(|fault| one.article.is_none() && fault.is_error()) {
            fault.firm = true;
        }
        found.extend(one.found);
        let number = seat.survey.inspect(|n| all.read.is_manuscript[*n as usize] = true);
        match (one.from, number) {
            (From::Ledger(row), _) => all.read.known.push(row),
            (From::File(record), Some(n)) => all.read.opened.push((n, record)),
            (From::File(_), None) | (From::Nowhere, _) => {}
        }
        match one.article {
            Some(article) => all.copy.articles.push((article, bundle_of(site, manuscript))),
            None => all.copy.faulty.push(manuscript.source.clone()),
        }
    }
    all
}

/// The folder of a manuscript that is a bundle's.
fn bundle_of(site: &Site, manuscript: &Manuscript) -> Option<Arc<str>> {
    if !manuscript.source.name().starts_with("index.") {
        return None;
    }
    let folder = format!("{}/", manuscript.source.folder());
    let row = site.content.bundles.binary_search_by(|b| (**b).cmp(&folder)).ok()?;
    Some(site.content.bundles[row].clone())
}

/// Sections' pages and profiles: there are few, so they are read each time.
fn read_sides(site: &Site, copy: &mut Copy, found: &mut Found) {
    let plain = reading(&site.settings, &[]);
    for file in &site.content.sections {
        let Some(bytes) = open(site, &file.source, found) else { continue };
        let (page, faults) = copy::read_section(&file.source, &bytes, &plain);
        found.extend(faults);
        copy.sections.extend(page.map(|page| (page, file.name.clone(), file.lang.clone())));
    }
    for file in &site.content.profiles {
        let Some(bytes) = open(site, &file.source, found) else { continue };
        let (profile, faults) = copy::read_profile(&file.source, &file.name, &bytes, &plain);
        found.extend(faults);
        copy.profiles.extend(profile.map(|profile| (profile, file.lang.clone())));
    }
}

/// Where a manuscript stands in the survey of `content/`, and in the ledger.
struct Seat {
    survey: Option<u32>,
    row: Option<u32>,
}

/// The seat of each manuscript; all three are in the order of their paths.
fn seats(manuscripts: &[Manuscript], survey: &[Surveyed], ledger: Option<&Ledger<'_>>) -> Vec<Seat> {
    let (mut seen, mut rows) = (Cursor::new(survey, |(path, _)| path.as_str()), ledger.map(Ledger::find_sources));
    let seat = |manuscript: &Manuscript| {
        let source = manuscript.source.as_str();
        let row = rows.as_mut().and_then(|rows| rows.find(source));
        Seat { survey: seen.find(source).map(|n| n as u32), row: row.map(|n| n as u32) }
    };
    manuscripts.iter().map(seat).collect()
}

fn reading<'a>(settings: &'a Settings, defaults: &'a [(Box<str>, Field)]) -> Reading<'a> {
    Reading { zone: &settings.zone, zone_given: settings.zone_given, slugs: settings.slugs, defaults }
}

/// The settings on which the reading of every file depends.
fn settings_hash(settings: &Settings) -> u64 {
    let zone = settings.zone.as_jiff().iana_name();
    xxh3_64(format!("{zone:?} {} {:?}", settings.zone_given, settings.slugs).as_bytes())
}

/// What reading one manuscript needs.
struct Desk<'s> {
    site: &'s Site,
    defaults: Defaults,
    settings: u64,
    now: i64,
}

impl Desk<'_> {
    /// Reads a manuscript; `bytes` are for those of its file.
    fn read_one(
        &self,
        manuscript: &Manuscript,
        stat: Option<Stat>,
        row: Option<u32>,
        known: &Known<'_>,
        bytes: &mut Vec<u8>,
    ) -> One {
        let above = if self.defaults.is_empty() { Vec::new() } else { self.defaults_above(&manuscript.source) };
        let reading_hash = self.reading_hash(manuscript, &above);
        if let Some((row, ledger)) = row.zip(known.ledger.as_ref())
            && let (source, copy) = (&ledger.sources[row as usize], &ledger.copies[row as usize])
            && source.is_settled
            && Some(source.stat) == stat
            && copy.reading == reading_hash
            && let Some((article, found)) = from_ledger(manuscript, copy)
        {
            return One { article: Some(article), found, from: From::Ledger(row) };
        }
        let mut found = Vec::new();
        let Some(stat) = open_stable(self.site, &manuscript.source, bytes, &mut found) else {
            return One { article: None, found, from: From::Nowhere };
        };
        let (mut article, found) = copy::read_article(manuscript, bytes, &reading(&self.site.settings, &above));
        let mut from = From::Nowhere;
        if let Some(article) = &mut article {
            let card = ledger::encode(article);
            article.print = ledger::print_of(&card);
            let faults = if found.is_empty() { Vec::new() } else { postcard::to_allocvec(&found).unwrap_or_default() };
            from = From::File(Box::new(Record {
                stat: stat.unwrap_or_default(),
                is_settled: stat.is_some_and(|stat| stat.is_settled(self.now)),
                hash: article.hash.to_le_bytes(),
                reading: reading_hash,
                card,
                found: faults,
            }));
        }
        One { article: article.map(Box::new), found, from }
    }

    /// The defaults of the folders above, outermost first.
    fn defaults_above(&self, source: &SourcePath) -> Vec<(Box<str>, Field)> {
        let folder = source.folder();
        let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
        ends.filter_map(|end| self.defaults.get(&folder[..end])).flatten().cloned().collect()
    }

    /// All that reading a manuscript depends on beside its bytes, hashed.
    fn reading_hash(&self, manuscript: &Manuscript, above: &[(Box<str>, Field)]) -> u64 {
        let Manuscript { source: _, shelf, section, story, lang, lang_given, name } = manuscript;
        let mut bytes = Vec::with_capacity(96);
        bytes.extend_from_slice(&self.settings.to_le_bytes());
        bytes.extend_from_slice(&[*shelf as u8, u8::from(*lang_given)]);
        for part in [section, story, lang.as_str(), name] {
            bytes.extend_from_slice(part.as_bytes());
            bytes.push(0);
        }
        if !above.is_empty() {
            bytes.extend_from_slice(format!("{above:?}").as_bytes());
        }
        xxh3_64(&bytes)
    }
}

/// An article as the ledger knows it, and what was found in it.
fn from_ledger(manuscript: &Manuscript, copy: &ledger::SourceCopy<'_>) -> Option<(Box<Article>, Found)> {
    let article = ledger::decode(copy.card, manuscript, u128::from_le_bytes(copy.hash))?;
    let found = if copy.found.is_empty() { Vec::new() } else { postcard::from_bytes(copy.found).ok()? };
    Some((article, found))
}

fn open(site: &Site, source: &SourcePath, found: &mut Found) -> Option<Vec<u8>> {
    site.read(source).map_err(|error| found.push(unreadable(source, &error))).ok()
}

/// Reads a file's bytes; gives its stat, if it stayed the same while they were read.
fn open_stable(site: &Site, source: &SourcePath, bytes: &mut Vec<u8>, found: &mut Found) -> Option<Option<Stat>> {
    read_stable(&site.path(source), bytes).map_err(|error| found.push(unreadable(source, &error))).ok()
}

fn read_stable(path: &Path, bytes: &mut Vec<u8>) -> io::Result<Option<Stat>> {
    for _ in 0..TRIES {
        let mut file = File::open(path)?;
        let before = Stat::of(&file.metadata()?);
        bytes.clear();
        bytes.reserve(before.size.min(LARGEST as u64 + 1) as usize + 1);
        file.read_to_end(bytes)?;
        if Stat::of(&file.metadata()?) == before && before.size == bytes.len() as u64 {
            return Ok(Some(before));
        }
    }
    Ok(None)
}
