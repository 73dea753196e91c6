//! Reading all copy of a site, in parallel: from the ledger where the file system vouches for it, else from its file.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::Step;
use super::kept::Kept;
use super::known::{Known, Record};
use crate::base::{Found, SourcePath, Stat};
use crate::copy::{self, Article, LARGEST, Reading};
use crate::edition::Copy;
use crate::ledger::{self, Cursor, Ledger};
use crate::matter::Field;
use crate::site::{Manuscript, Settings, Site, Surveyed, place_in_entries, unreadable};

/// A file that changes while it is read is read so many times before its stat is not believed.
const TRIES: usize = 3;

/// Front matter that holds for a folder and all below it.
type Defaults = HashMap<String, Vec<(Box<str>, Field)>>;

/// What was read of one manuscript.
pub(super) struct One {
    /// The article; none where an error keeps it out.
    pub article: Option<Arc<Article>>,
    /// What was found in it.
    pub found: Found,
    /// Where it was read from.
    pub from: From,
    /// All that its reading depended on beside the file, hashed.
    pub reading: u64,
}

/// Where an article was read from.
pub(super) enum From {
    /// From that row of what was known.
    Known(u32),
    /// From its file.
    File(Box<Record>),
    /// It couldn't be read.
    Nowhere,
}

/// An article that was decoded before its file was found; whoever reads it takes it.
pub(super) type Early = Mutex<Option<Arc<Article>>>;

/// Decodes all articles of a ledger.
pub(super) fn decode_early(ledger: &Ledger<'_>) -> Vec<Early> {
    let decode = |copy: &ledger::SourceCopy<'_>| {
        let is_article = !copy.card.is_empty();
        let article = is_article.then(|| ledger::decode_early(copy.card, u128::from_le_bytes(copy.hash)));
        Mutex::new(article.flatten())
    };
    ledger.copies.par_iter().map(decode).collect()
}

/// What an earlier reading knows of manuscripts.
#[derive(Clone, Copy)]
pub(super) enum Memory<'m> {
    /// What an earlier build wrote down, if it did; and those of its articles that were decoded already.
    Ledger(Option<&'m Ledger<'m>>, &'m [Early]),
    /// What is kept in memory.
    Kept(&'m [Kept]),
}

impl Memory<'_> {
    /// The article as it was read before, if all that its reading depends on is the same.
    fn recall(&self, row: u32, manuscript: &Manuscript, stat: Option<Stat>, reading: u64) -> Option<One> {
        let n = row as usize;
        match self {
            Memory::Ledger(ledger, early) => {
                let ledger = (*ledger)?;
                let (source, copy) = (&ledger.sources[n], &ledger.copies[n]);
                if !source.is_settled || Some(source.stat) != stat || copy.reading != reading {
                    return None;
                }
                let early = early.get(n).and_then(|early| early.lock().ok()?.take());
                let (article, found) = from_ledger(manuscript, copy, early)?;
                Some(One { article: Some(article), found, from: From::Known(row), reading })
            }
            Memory::Kept(kept) => kept[n].recall(stat, reading, row),
        }
    }

    /// The row of each manuscript; both are in the order of their paths.
    fn rows(&self, manuscripts: &[Manuscript]) -> Vec<Option<u32>> {
        fn find<R>(mut cursor: Cursor<'_, R>, manuscripts: &[Manuscript]) -> Vec<Option<u32>> {
            manuscripts.iter().map(|one| cursor.find(one.source.as_str()).map(|n| n as u32)).collect()
        }
        match self {
            Memory::Ledger(Some(ledger), _) => find(ledger.find_sources(), manuscripts),
            Memory::Ledger(None, _) => vec![None; manuscripts.len()],
            Memory::Kept(kept) => find(Cursor::new(kept, |row| row.source.as_str()), manuscripts),
        }
    }
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
    let desk = Desk::new(site, &all.copy, known.now);
    let (read, seats) = desk.read_all(survey, Memory::Ledger(known.ledger.as_ref(), &[]), watch);
    all.copy.articles.reserve_exact(read.len());
    all.read.is_manuscript = vec![false; survey.len()];
    for ((manuscript, seat), one) in site.content.manuscripts.iter().zip(&seats).zip(read) {
        found.extend(one.found);
        let number = seat.inspect(|n| all.read.is_manuscript[*n as usize] = true);
        match (one.from, number) {
            (From::Known(row), _) => all.read.known.push(row),
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
pub(super) fn bundle_of(site: &Site, manuscript: &Manuscript) -> Option<Arc<str>> {
    if !manuscript.source.name().starts_with("index.") {
        return None;
    }
    let folder = format!("{}/", manuscript.source.folder());
    let row = site.content.bundles.binary_search_by(|b| (**b).cmp(&folder)).ok()?;
    Some(site.content.bundles[row].clone())
}

/// Sections' pages and profiles: there are few, so they are read each time.
pub(super) fn read_sides(site: &Site, copy: &mut Copy, found: &mut Found) {
    let plain = reading(&site.settings, &[]);
    for file in &site.content.sections {
        let Some(bytes) = open(site, &file.source, found) else { continue };
        let (page, faults) = copy::read_section(&file.source, &bytes, &plain);
        found.extend(faults);
        copy.sections.extend(page.map(|page| (page, file.name.clone(), file.lang.clone())));
    }
    for file in &site.content.fronts {
        let Some(bytes) = open(site, &file.source, found) else { continue };
        let front = copy::read_front(&file.source, &bytes, &site.settings.zone, found);
        copy.fronts.push((front, file.name.clone(), file.lang.clone()));
    }
    for file in &site.content.profiles {
        let Some(bytes) = open(site, &file.source, found) else { continue };
        let (profile, faults) = copy::read_profile(&file.source, &file.name, &bytes, &plain);
        found.extend(faults);
        copy.profiles.extend(profile.map(|profile| (profile, file.lang.clone())));
    }
}

fn reading<'a>(settings: &'a Settings, defaults: &'a [(Box<str>, Field)]) -> Reading<'a> {
    Reading { zone: &settings.zone, zone_given: settings.zone_given, slugs: settings.slugs, defaults }
}

/// The settings on which the reading of every file depends.
fn settings_hash(settings: &Settings) -> u64 {
    let zone = settings.zone.as_jiff().iana_name();
    xxh3_64(format!("{zone:?} {} {:?}", settings.zone_given, settings.slugs).as_bytes())
}

/// What reading manuscripts needs.
pub(super) struct Desk<'s> {
    site: &'s Site,
    defaults: Defaults,
    settings: u64,
    now: i64,
}

impl<'s> Desk<'s> {
    /// What is needed to read a site's manuscripts, whose sections' pages are in `copy`. `now` is the file system's
    /// time after which nothing was looked at yet.
    pub fn new(site: &'s Site, copy: &Copy, now: i64) -> Desk<'s> {
        let given = copy.sections.iter().filter(|(page, _, _)| !page.defaults.is_empty());
        let defaults = given.map(|(page, _, _)| (page.source.folder().to_owned(), page.defaults.clone())).collect();
        Desk { site, defaults, settings: settings_hash(&site.settings), now }
    }

    /// Reads all manuscripts. Out: each, and its place in the survey of `content/`.
    pub fn read_all(
        &self,
        survey: &[Surveyed],
        memory: Memory<'_>,
        watch: &(dyn Fn(Step) + Sync),
    ) -> (Vec<One>, Vec<Option<u32>>) {
        let manuscripts = &self.site.content.manuscripts;
        let mut seen = Cursor::new(survey, |(path, _)| path.as_str());
        let seats: Vec<Option<u32>> =
            manuscripts.iter().map(|one| seen.find(one.source.as_str()).map(|n| n as u32)).collect();
        let rows = memory.rows(manuscripts);
        let read_one = |bytes: &mut Vec<u8>, ((manuscript, seat), row): ((&Manuscript, &Option<u32>), &Option<u32>)| {
            let stat = seat.and_then(|n| survey[n as usize].1);
            let one = self.read_one(manuscript, stat, row.map(|row| (row, memory)), bytes);
            watch(Step::Tick);
            one
        };
        let read = manuscripts.par_iter().zip(&seats).zip(&rows).map_init(Vec::new, read_one).collect();
        (read, seats)
    }

    /// Reads a manuscript; `bytes` are for those of its file.
    pub fn read_one(
        &self,
        manuscript: &Manuscript,
        stat: Option<Stat>,
        known: Option<(u32, Memory<'_>)>,
        bytes: &mut Vec<u8>,
    ) -> One {
        let above = if self.defaults.is_empty() { Vec::new() } else { self.defaults_above(&manuscript.source) };
        let entries = self.site.stats_of_entries(&manuscript.source);
        let reading_hash = self.reading_hash(manuscript, &above, &entries);
        if let Some(one) = known.and_then(|(row, memory)| memory.recall(row, manuscript, stat, reading_hash)) {
            return one;
        }
        let mut found = Vec::new();
        let Some(stat) = open_stable(self.site, &manuscript.source, bytes, &mut found) else {
            return One { article: None, found: firm(found), from: From::Nowhere, reading: reading_hash };
        };
        let seams = self.site.add_entries(&manuscript.source, bytes, &mut found);
        let (mut article, faults) = copy::read_article(manuscript, bytes, &reading(&self.site.settings, &above));
        if found.iter().any(|fault| fault.is_error()) {
            article = None;
        }
        found.extend(faults);
        place_in_entries(&manuscript.source, &seams, &mut found);
        let Some(article_read) = &mut article else {
            return One { article: None, found: firm(found), from: From::Nowhere, reading: reading_hash };
        };
        let card = ledger::encode(article_read);
        article_read.print = ledger::print_of(&card);
        let faults = if found.is_empty() { Vec::new() } else { postcard::to_allocvec(&found).unwrap_or_default() };
        let from = From::File(Box::new(Record {
            stat: stat.unwrap_or_default(),
            is_settled: entries.iter().chain([&stat]).all(|stat| stat.is_some_and(|stat| stat.is_settled(self.now))),
            hash: article_read.hash.to_le_bytes(),
            reading: reading_hash,
            card,
            found: faults,
        }));
        One { article: article.map(Arc::new), found, from, reading: reading_hash }
    }

    /// The defaults of the folders above, outermost first.
    fn defaults_above(&self, source: &SourcePath) -> Vec<(Box<str>, Field)> {
        let folder = source.folder();
        let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
        ends.filter_map(|end| self.defaults.get(&folder[..end])).flatten().cloned().collect()
    }

    /// All that reading a manuscript depends on beside its bytes, hashed.
    fn reading_hash(&self, manuscript: &Manuscript, above: &[(Box<str>, Field)], entries: &[Option<Stat>]) -> u64 {
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
        for (entry, stat) in self.site.entries_of(&manuscript.source).iter().zip(entries) {
            bytes.extend_from_slice(format!("{} {stat:?}", entry.source).as_bytes());
        }
        xxh3_64(&bytes)
    }
}

/// Errors that keep an article out stand whatever the site says.
fn firm(mut found: Found) -> Found {
    found.iter_mut().filter(|fault| fault.is_error()).for_each(|fault| fault.firm = true);
    found
}

/// An article as the ledger knows it, and what was found in it.
fn from_ledger(
    manuscript: &Manuscript,
    copy: &ledger::SourceCopy<'_>,
    early: Option<Arc<Article>>,
) -> Option<(Arc<Article>, Found)> {
    let article = match early {
        Some(article) => ledger::settle(article, manuscript),
        None => ledger::decode(copy.card, manuscript, u128::from_le_bytes(copy.hash))?,
    };
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
