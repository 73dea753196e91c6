//! One edition, ready to be printed page by page as somebody asks for them.
//!
//! In: a closed edition with its plan and its site. Out: [`Preview`], which prints an address with the press that
//! builds. Never here: a change of the edition, a cache, the network.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use self_cell::self_cell;

use super::explaining::{self, Explanation};
use super::{Tally, pictures, verdict};
use crate::base::{Address, Code, Diagnostic, Found, Place, SourcePath};
use crate::copy::Article;
use crate::edition::{Edition, Why};
use crate::ledger::Cache;
use crate::pictures::is_picture;
use crate::plan::{Plan, Sheet};
use crate::press::{Bytes, Press, tell};
use crate::register::Register;
use crate::site::{Site, unreadable};

/// So many cards are kept as templates see them: some ten kilobytes each, made anew in some microseconds.
const MOST_CARDS: usize = 2_048;

/// All that a press prints from. What didn't change is shared with the editions before.
#[derive(Clone, Debug)]
pub struct Closed {
    /// The site.
    pub site: Arc<Site>,
    /// What is published.
    pub edition: Arc<Edition>,
    /// Where everything stands.
    pub plan: Arc<Plan>,
    /// The site's register, if it has one.
    pub register: Option<Arc<Register>>,
    /// Files whose text alone was saved since the edition was closed, with their hashes.
    pub saved: BTreeMap<SourcePath, u128>,
    /// What was found in the site's files, weighed by its settings.
    pub read: Arc<Found>,
    /// What was found while the edition was closed and laid out, weighed.
    pub laid: Arc<Found>,
    /// Manuscripts that can't be read now; the edition has them as they last could be.
    pub faulty: Arc<BTreeSet<SourcePath>>,
    /// The articles that the edition leaves out, as far as they could be read, in the order of their sources.
    pub unseen: Arc<Vec<Unseen>>,
    /// Settings, theme or data can't be used now; those that last could be are.
    pub is_held: bool,
    /// Whether drafts, embargoed and future copy are shown.
    pub drafts: bool,
}

/// An article that the edition leaves out.
#[derive(Clone, Debug)]
pub struct Unseen {
    /// What its file says.
    pub article: Arc<Article>,
    /// Why it is left out.
    pub why: Why,
    /// Where it would stand.
    pub address: Address,
}

self_cell!(
    struct Set {
        owner: Closed,
        #[covariant]
        dependent: Press,
    }
);

/// An edition with a press set for it.
pub struct Preview(Set);

impl std::fmt::Debug for Preview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Preview").field(&self.closed().edition.at).finish_non_exhaustive()
    }
}

/// What stands at an address.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Its bytes; none where an error kept it from being printed.
    pub bytes: Option<Vec<u8>>,
    /// What was found while it was printed, weighed by the site's settings.
    pub found: Found,
    /// The file that it is of: an article's, or the one that is passed on.
    pub source: Option<SourcePath>,
}

impl Shown {
    /// Whether the file was saved after the edition had been closed, so that the page must be asked for again.
    pub fn is_outrun(&self) -> bool {
        self.found.iter().any(|fault| fault.code == Code::FileChanged)
    }
}

impl Closed {
    /// All faults that are known before anything is printed.
    pub fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        self.read.iter().chain(&*self.laid)
    }

    /// What there is, in numbers; nothing of it was written.
    pub fn tally(&self) -> Tally {
        verdict::tally(&self.edition, &self.plan)
    }
}

impl Preview {
    /// Sets a press for an edition.
    pub fn set(closed: Closed) -> Preview {
        Preview(Set::new(closed, |closed| {
            let press = Press::set(&closed.edition, &closed.plan, &closed.site, closed.drafts);
            let effort = pictures::effort_of_preview(&closed.site.settings);
            let press = press.picturing(effort, std::iter::empty());
            press.remembering(closed.register.as_deref()).with_saved(&closed.saved).keeping_cards(MOST_CARDS)
        }))
    }

    /// What it is printed from.
    pub fn closed(&self) -> &Closed {
        self.0.borrow_owner()
    }

    /// Whether anything stands at an address.
    pub fn has(&self, address: &Address) -> bool {
        self.closed().plan.has(address)
            || self.loose(address).is_some()
            || self.0.borrow_dependent().wanted_at(address).is_some()
    }

    /// The file that an address is of, if it is of one.
    pub fn source_at(&self, address: &Address) -> Option<&SourcePath> {
        let closed = self.closed();
        match closed.plan.at(address) {
            Some(Sheet::Story(id) | Sheet::Notice(id)) => Some(&closed.edition.story(*id).article.card.source),
            Some(Sheet::File(source)) => Some(source),
            Some(_) => None,
            None => self.loose(address),
        }
    }

    /// The file that is passed on at an address as it is, if one is.
    pub fn file_at(&self, address: &Address) -> Option<PathBuf> {
        let closed = self.closed();
        let source = match closed.plan.at(address) {
            Some(Sheet::File(source)) => source,
            Some(_) => return None,
            None => self.loose(address)?,
        };
        // A picture may be passed on as another file.
        if is_picture(source.name()) {
            return None;
        }
        Site::path_within(&closed.site.root, source)
    }

    /// Prints what stands at an address. `None`: nothing does.
    pub fn print(&self, address: &Address) -> Option<Shown> {
        let closed = self.closed();
        let press = self.0.borrow_dependent();
        let Some(sheet) = closed.plan.at(address) else {
            if let Some(picture) = self.picture(address) {
                return Some(picture);
            }
            let mut found = Found::new();
            let source = self.loose(address)?;
            return Some(self.passed_on(press.pass_on(source, &mut found), source, found));
        };
        let printed = press.print(address, sheet);
        let bytes = match printed.bytes {
            Bytes::Here(bytes) => Some(bytes),
            Bytes::File(source) => return Some(self.as_it_is(&source)),
            Bytes::None => None,
        };
        let mut found = printed.found;
        if found.iter().any(|fault| fault.code == Code::TemplateFailed) {
            // What a template asks for in vain is told beside all that it could ask for, so that must be there.
            let whole = Press::set(&closed.edition, &closed.plan, &closed.site, closed.drafts);
            let whole = whole.picturing(press.effort(), std::iter::empty());
            found = whole.remembering(closed.register.as_deref()).whole().print(address, sheet).found;
        }
        verdict::weigh(&mut found, &closed.site.settings, false);
        Some(Shown { bytes, found, source: self.source_at(address).cloned() })
    }

    /// Explains an output or a source as `dateline explain` does, but for what a ledger knows.
    pub fn explain(&self, asked: &str) -> Explanation {
        explaining::explain_closed(self.closed(), self.0.borrow_dependent(), asked)
    }

    /// A loose file, which a build passes on where something published shows it.
    fn loose(&self, address: &Address) -> Option<&SourcePath> {
        let loose = &self.closed().plan.loose;
        let source = format!("content{}", address.as_str());
        loose.binary_search_by(|(path, _)| path.as_str().cmp(&source)).ok().map(|row| &loose[row].0)
    }

    /// A copy of a picture that a page shows. Pages that were printed from an edition before may ask for one that no page of
    /// this edition has asked for yet.
    fn picture(&self, address: &Address) -> Option<Shown> {
        let (closed, press) = (self.closed(), self.0.borrow_dependent());
        let (wanted, variant) = press.wanted_at(address)?;
        let cache = Cache::of(&closed.site.root, "pictures");
        let maker = pictures::Maker::new(&closed.site, &cache, press.effort()?);
        let source = Some(wanted.file.clone());
        Some(match pictures::copy(&wanted, &variant, &maker) {
            Ok(bytes) => Shown { bytes: Some(bytes), found: Found::new(), source },
            Err(fault) => {
                let fault = tell(&fault, wanted.file.as_str(), Place::file(&wanted.source));
                Shown { bytes: None, found: vec![fault], source }
            }
        })
    }

    fn passed_on(&self, bytes: Bytes, source: &SourcePath, found: Found) -> Shown {
        match bytes {
            Bytes::Here(bytes) => Shown { bytes: Some(bytes), found, source: Some(source.clone()) },
            Bytes::File(source) => self.as_it_is(&source),
            Bytes::None => Shown { bytes: None, found, source: Some(source.clone()) },
        }
    }

    /// A file of the site, as it is. Links that lead out of the site lead nowhere.
    fn as_it_is(&self, source: &SourcePath) -> Shown {
        let site = &self.closed().site;
        let read = || {
            std::fs::metadata(site.path(source))?;
            std::fs::read(Site::path_within(&site.root, source).ok_or(io::ErrorKind::PermissionDenied)?)
        };
        match read() {
            Ok(bytes) => Shown { bytes: Some(bytes), found: Found::new(), source: Some(source.clone()) },
            Err(error) => Shown { bytes: None, found: vec![unreadable(source, &error)], source: Some(source.clone()) },
        }
    }
}
