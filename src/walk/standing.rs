//! A site that stays set up between one change and the next.
//!
//! In: options, then the names of files that may have changed. Out: [`Closed`] editions, each of which shares with
//! the last what didn't change. Never here: who watches the files, who asks for pages, a change of an edition.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::kept::Kept;
use super::known::Opened;
use super::preview::{Closed, Unseen};
use super::reading::{self, Desk, Memory, One};
use super::{BuildOptions, instead, registering, verdict};
use crate::base::{EditionTime, Failure, Found, SourcePath};
use crate::edition::{Copy, Edition, LeftOut};
use crate::ledger::{self, Draft, Folder, Head, PROGRAM, Rows};
use crate::plan::Plan;
use crate::site::{Site, Survey, Touched};

/// A site as it stands.
#[derive(Debug)]
pub struct Standing {
    options: BuildOptions,
    /// Where its cards are kept from one start to the next; none where nothing can be.
    folder: Option<Folder>,
    survey: Survey,
    /// The site: its files as they are, its settings and theme as they last were sound.
    site: Arc<Site>,
    /// What opening settings, theme and data told.
    opened: Found,
    /// Whether settings, theme or data are as they last were sound, and not as they are.
    is_held: bool,
    /// Sections' pages and profiles.
    sides: Copy,
    /// What reading them told.
    sides_found: Found,
    /// Its manuscripts, in the order of their paths.
    kept: Vec<Kept>,
    /// Whether a turn failed, so that nothing is known to be as it was.
    is_lost: bool,
    /// Whether cards changed since they were written down.
    is_unwritten: bool,
}

/// What names may have changed.
#[derive(Clone, Debug)]
pub enum Names {
    /// These files or folders, relative to the site, with `/`.
    Some(BTreeSet<SourcePath>),
    /// Nobody knows.
    All,
}

impl Standing {
    /// Reads a site: from what an earlier preview or build left, where the file system vouches for it. `enters` is told
    /// of each folder of content before what lies in it is looked at.
    ///
    /// # Errors
    /// Only when the machine fails.
    pub fn set_up(options: BuildOptions, enters: &mut (dyn FnMut(&Path) + Send)) -> Result<Standing, Failure> {
        let folder = if options.site.is_dir() { Folder::of_preview(&options.site).ok() } else { None };
        // A file that is saved from now on isn't trusted at the next start.
        let now = folder.as_ref().map_or(0, |folder| folder.clock_after(0, 0));
        let (from, made) = (OnceLock::new(), OnceLock::new());
        let ledger = || {
            let from: &Opened = from.get_or_init(|| Opened::of(&newest(&options)?).ok()).as_ref()?;
            let ledger = from.ledger(made.get_or_init(|| from.made().ok()).as_ref()?).ok()?;
            let early = reading::decode_early(&ledger);
            Some((ledger, early))
        };
        let mut opened = Found::new();
        // The walk takes one core; the other reads what is known meanwhile, though some of it may have changed.
        let (survey, (ledger, site)) = rayon::join(
            || Survey::take_entering(&options.site, options.config.as_deref(), enters),
            || (ledger(), Site::open_workshop(&options.site, &instead(&options), &mut opened)),
        );
        let (ledger, early) = ledger.unzip();
        let early = early.unwrap_or_default();
        let mut site = site?.with_files(&survey);
        let (sides, mut sides_found) = read_sides(&site);
        add_colours(&mut site, &sides, &mut sides_found);
        let memory = Memory::Ledger(ledger.as_ref(), &early);
        let (kept, is_unwritten) = read_all(&site, &sides, &survey, now, memory, &[]);
        Ok(Standing {
            site: Arc::new(site),
            is_held: false,
            is_lost: false,
            options,
            folder,
            survey,
            opened,
            sides,
            sides_found,
            kept,
            is_unwritten,
        })
    }

    /// Takes in what changed since the edition `last`. Out: the edition of `at`, or none where `last` holds.
    ///
    /// # Errors
    /// When the machine fails; `last` stays as it is, and the next turn looks at everything.
    pub fn turn(&mut self, last: &Closed, names: &Names, at: EditionTime) -> Result<Option<Closed>, Failure> {
        let (root, config) = (self.options.site.clone(), self.options.config.clone());
        let mut touched = match names {
            Names::Some(names) if !self.is_lost => self.survey.look_at(&root, config.as_deref(), names),
            Names::Some(_) | Names::All => self.survey.look_at_all(&root, config.as_deref()),
        };
        if self.is_lost {
            touched.paths.insert(SourcePath::new("site.yaml"));
            touched.is_listing_new = true;
        }
        let is_due = last.edition.steady_until.is_some_and(|until| until <= at);
        if touched == Touched::default() && !is_due {
            return Ok(None);
        }
        self.is_lost = true;
        let closed = self.take_in(last, &touched, at, is_due)?;
        self.is_lost = false;
        Ok(Some(closed))
    }

    fn take_in(&mut self, last: &Closed, touched: &Touched, at: EditionTime, is_due: bool) -> Result<Closed, Failure> {
        if touched.has_workshop() {
            self.open_again(touched)?;
        } else if touched.is_listing_new {
            self.site = Arc::new(Site::clone(&self.site).with_files(&self.survey));
        }
        let are_settings_same = last.site.settings.prints() == self.site.settings.prints();
        let is_known = are_settings_same && !touched.is_listing_new && !touched.has_sides();
        let cards = if is_known { self.read_some(touched) } else { self.read_again() };
        if is_due || cards.is_any_other || !is_known || !has_same_assets(&last.site, &self.site) {
            return self.close(at, last.drafts);
        }
        let mut closed =
            Closed { laid: last.laid.clone(), ..self.closed(last.edition.clone(), last.plan.clone(), last.drafts) };
        (closed.register, closed.saved) = (last.register.clone(), last.saved.clone());
        closed.unseen = last.unseen.clone();
        closed.saved.extend(cards.texts);
        Ok(closed)
    }

    /// Closes an edition of another time, or with drafts.
    ///
    /// # Errors
    /// When the machine can't read the register.
    pub fn close(&self, at: EditionTime, drafts: bool) -> Result<Closed, Failure> {
        let mut found = Found::new();
        let edition = Edition::close(self.copy(), &self.site.settings, at, drafts, &mut found);
        let plan = Plan::lay_out(&edition, &self.site, &mut found);
        let held = registering::hold(&self.site, &edition, &plan, drafts, &mut found)?;
        verdict::weigh(&mut found, &self.site.settings, false);
        let unseen = Arc::new(self.unseen(&edition));
        let closed = self.closed(Arc::new(edition), Arc::new(plan), drafts);
        Ok(Closed { unseen, register: held.register.map(Arc::new), laid: Arc::new(found), ..closed })
    }

    /// An edition of the site, with what is known of the site's files.
    fn closed(&self, edition: Arc<Edition>, plan: Arc<Plan>, drafts: bool) -> Closed {
        let faulty = self.kept.iter().filter(|kept| kept.is_faulty).map(|kept| kept.source.clone()).collect();
        Closed {
            site: self.site.clone(),
            edition,
            plan,
            register: None,
            saved: BTreeMap::new(),
            read: Arc::new(self.all_found()),
            laid: Arc::default(),
            faulty: Arc::new(faulty),
            unseen: Arc::default(),
            is_held: self.is_held,
            drafts,
        }
    }

    /// The articles that an edition leaves out.
    fn unseen(&self, edition: &Edition) -> Vec<Unseen> {
        let unseen = |left: &LeftOut| {
            let row = self.kept.binary_search_by(|kept| kept.source.cmp(&left.source)).ok()?;
            let article = self.kept[row].article.clone()?;
            let address = edition.address_of(&article.card, &self.site.settings);
            Some(Unseen { article, why: left.why, address })
        };
        edition.left_out.iter().filter_map(unseen).collect()
    }

    fn copy(&self) -> Copy {
        let mut copy = self.sides.clone();
        for (kept, manuscript) in self.kept.iter().zip(&self.site.content.manuscripts) {
            match &kept.article {
                Some(article) => copy.articles.push((article.clone(), reading::bundle_of(&self.site, manuscript))),
                None => copy.faulty.push(kept.source.clone()),
            }
        }
        copy
    }

    /// What is known of the site before an edition of it is closed.
    fn all_found(&self) -> Found {
        let mut found = self.opened.clone();
        found.extend_from_slice(&self.survey.found);
        found.extend_from_slice(&self.sides_found);
        found.extend(self.kept.iter().flat_map(|kept| kept.found.iter().cloned()));
        verdict::weigh(&mut found, &self.site.settings, false);
        found
    }

    /// Opens settings, theme and data; where they are broken, the last sound ones stay.
    fn open_again(&mut self, touched: &Touched) -> Result<(), Failure> {
        let mut found = Found::new();
        let root = &self.options.site;
        let mut site = Site::open_workshop(root, &instead(&self.options), &mut found)?;
        let last = &self.site;
        self.is_held = found.iter().any(|fault| fault.is_error());
        if self.is_held {
            // What else was told is of settings that aren't used.
            found.retain(|fault| fault.is_error());
            found.extend(self.opened.iter().filter(|fault| !fault.is_error()).cloned());
            site = Site { root: site.root, content: Arc::default(), statics: Arc::default(), ..Site::clone(last) };
        }
        if touched.is_listing_new || site.settings.languages != last.settings.languages {
            site = site.with_files(&self.survey);
        } else {
            (site.content, site.statics) = (last.content.clone(), last.statics.clone());
        }
        (self.sides, self.sides_found) = read_sides(&site);
        if !self.is_held {
            add_colours(&mut site, &self.sides, &mut self.sides_found);
        }
        (self.site, self.opened) = (Arc::new(site), found);
        Ok(())
    }

    /// Reads every manuscript that isn't known to be as it was.
    fn read_again(&mut self) -> Cards {
        let now = self.clock();
        let memory = Memory::Kept(&self.kept);
        let (kept, is_unwritten) = read_all(&self.site, &self.sides, &self.survey, now, memory, &self.kept);
        let before = std::mem::replace(&mut self.kept, kept);
        self.is_unwritten |= is_unwritten;
        let mut cards = Cards::default();
        cards.is_any_other |= before.len() != self.kept.len();
        for (before, after) in before.iter().zip(&self.kept) {
            cards.compare(before, after);
        }
        cards
    }

    /// Reads the manuscripts that were named.
    fn read_some(&mut self, touched: &Touched) -> Cards {
        let now = self.clock();
        let desk = Desk::new(&self.site, &self.sides, now);
        let row = |path: &SourcePath| self.kept.binary_search_by(|kept| kept.source.cmp(path)).ok();
        // A text is read with its entries.
        let is_entry = |path: &&SourcePath| path.folder().ends_with("/entries");
        let entries: Vec<&SourcePath> = touched.paths.iter().filter(is_entry).collect();
        let touched_entries = self.site.content.entries.iter().filter(|entry| entries.contains(&&entry.source));
        let owners = touched_entries.flat_map(|entry| self.kept.iter().position(|kept| entry.is_of(&kept.source)));
        let rows: BTreeSet<usize> = touched.paths.iter().filter_map(row).chain(owners).collect();
        let read = |bytes: &mut Vec<u8>, row: &usize| {
            let manuscript = &self.site.content.manuscripts[*row];
            let stat = self.survey.content.binary_search_by(|(path, _)| path.cmp(&manuscript.source));
            let stat = stat.ok().and_then(|n| self.survey.content[n].1);
            let one = desk.read_one(manuscript, stat, None, bytes);
            Kept::of(&manuscript.source, one, stat, Some(&self.kept[*row]))
        };
        let rows: Vec<usize> = rows.into_iter().collect();
        let read: Vec<Kept> = rows.par_iter().map_init(Vec::new, read).collect();
        let mut cards = Cards::default();
        for (row, after) in rows.into_iter().zip(read) {
            let before = std::mem::replace(&mut self.kept[row], after);
            cards.compare(&before, &self.kept[row]);
            self.is_unwritten = true;
        }
        cards
    }

    fn clock(&self) -> i64 {
        self.folder.as_ref().map_or(0, |folder| folder.clock_after(0, 0))
    }

    /// What writes the cards down for the next start; nothing where they are as they were written.
    pub fn keeper(&mut self) -> Option<impl FnOnce() -> Result<(), Failure> + Send + use<>> {
        let path = self.folder.as_ref()?.ledger();
        if !std::mem::take(&mut self.is_unwritten) {
            return None;
        }
        let kept = self.kept.clone();
        Some(move || write_down(&path, &kept))
    }
}

/// What a reading came to, beside the one before.
#[derive(Debug, Default)]
struct Cards {
    /// Whether any card came, went or is another.
    is_any_other: bool,
    /// Files of which the text alone is another, with their hashes.
    texts: BTreeMap<SourcePath, u128>,
}

impl Cards {
    fn compare(&mut self, before: &Kept, after: &Kept) {
        match (&before.article, &after.article) {
            (Some(old), Some(new)) if old.print == new.print && before.source == after.source => {
                if old.hash != new.hash {
                    self.texts.insert(after.source.clone(), new.hash);
                }
            }
            (None, None) => self.is_any_other |= before.source != after.source,
            (Some(_), Some(_)) | (Some(_), None) | (None, Some(_)) => self.is_any_other = true,
        }
    }
}

/// Whether the themes of two sites claim the same addresses.
fn has_same_assets(a: &Site, b: &Site) -> bool {
    let addresses = |site: &'_ Site| -> Vec<_> { site.theme.assets.values().map(|one| one.address.clone()).collect() };
    Arc::ptr_eq(&a.theme, &b.theme) || addresses(a) == addresses(b)
}

fn read_sides(site: &Site) -> (Copy, Found) {
    let (mut sides, mut found) = (Copy::default(), Found::new());
    reading::read_sides(site, &mut sides, &mut found);
    (sides, found)
}

fn add_colours(site: &mut Site, sides: &Copy, found: &mut Found) {
    site.add_colours(sides.sections.iter().filter_map(|(page, _, _)| page.placed_colour()), found);
}

/// Reads all manuscripts; tells whether any was read from its file.
fn read_all(
    site: &Site,
    sides: &Copy,
    survey: &Survey,
    now: i64,
    memory: Memory<'_>,
    before: &[Kept],
) -> (Vec<Kept>, bool) {
    let (read, seats) = Desk::new(site, sides, now).read_all(&survey.content, memory, &|_| {});
    let is_any_new = read.iter().any(|one| matches!(one.from, reading::From::File(_)));
    let mut cursor = ledger::Cursor::new(before, |kept| kept.source.as_str());
    let keep = |((manuscript, seat), one): ((&crate::site::Manuscript, Option<u32>), One)| {
        let stat = seat.and_then(|n| survey.content[n as usize].1);
        let before = cursor.find(manuscript.source.as_str()).map(|n| &before[n]);
        Kept::of(&manuscript.source, one, stat, before)
    };
    (site.content.manuscripts.iter().zip(seats).zip(read).map(keep).collect(), is_any_new)
}

/// Of the ledgers that a preview and a build left, the later one.
fn newest(options: &BuildOptions) -> Option<Folder> {
    let folders = [Folder::of_preview(&options.site).ok()?, Folder::unmade(&options.site, &options.out)];
    let written = |folder: &Folder| {
        let path: PathBuf = folder.ledger();
        let time = |path: PathBuf| path.metadata().and_then(|meta| meta.modified()).ok();
        time(path.with_extension("changes")).max(time(path))
    };
    folders.into_iter().max_by_key(written)
}

fn write_down(path: &Path, kept: &[Kept]) -> Result<(), Failure> {
    let encode = |kept: &Kept| {
        let card = kept.article.as_ref().map(|article| ledger::encode(article)).unwrap_or_default();
        let found =
            if kept.found.is_empty() { Vec::new() } else { postcard::to_allocvec(&kept.found).unwrap_or_default() };
        (card, found)
    };
    let encoded: Vec<(Vec<u8>, Vec<u8>)> = kept.par_iter().map(encode).collect();
    let made = kept.iter().zip(&encoded).filter_map(|(kept, (card, found))| kept.row(card, found)).collect();
    let head = Head { program: PROGRAM.parse().unwrap_or_default(), ..Head::default() };
    let sources = Rows { kept: Vec::new(), made };
    let outputs = Rows { kept: Vec::new(), made: Vec::new() };
    Draft { head, sources, outputs }.write(path, None)
}
