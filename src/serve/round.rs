//! One edition as it is served: its pages, each printed when first asked for.
//!
//! In: a [`Preview`]. Out: [`Page`]s, kept until the next edition. Never here: requests, files that change.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hyper::body::Bytes;
use xxhash_rust::xxh3::xxh3_64;

use super::host::{HeaderRules, Redirects};
use super::shelf::Shelf;
use crate::base::{Address, Found, SourcePath, Stat};
use crate::walk::{Closed, Preview, Shown};

/// Pages are kept up to so many bytes in all.
const MOST_BYTES: usize = 16 << 20;

/// A page, or any other file of the site, as it was printed.
#[derive(Debug)]
pub struct Page {
    /// Its bytes; none where an error kept it from being printed.
    pub bytes: Option<Bytes>,
    /// A hash of them.
    pub print: u64,
    /// What was found while it was printed.
    pub found: Found,
    /// The file that it is of, and what the file system said of that before it was printed.
    pub source: Option<(SourcePath, Option<Stat>)>,
    /// Whether that file was saved after the edition had been closed.
    pub is_outrun: bool,
}

/// An edition as it is served.
#[derive(Debug)]
pub struct Round {
    /// Its number: later ones are greater.
    pub number: u64,
    /// What prints it.
    pub preview: Preview,
    pages: Mutex<Shelf<Address>>,
    rules: OnceLock<Rules>,
}

/// What the host is told by files of the output.
#[derive(Debug)]
pub struct Rules {
    /// `_redirects`.
    pub redirects: Redirects,
    /// `_headers`.
    pub headers: HeaderRules,
}

impl Round {
    /// An edition of which no page was asked for yet.
    pub fn new(number: u64, preview: Preview) -> Round {
        Round { number, preview, pages: Mutex::new(Shelf::new(MOST_BYTES)), rules: OnceLock::new() }
    }

    /// The edition.
    pub fn closed(&self) -> &Closed {
        self.preview.closed()
    }

    /// What stands at an address. `None`: nothing does.
    pub fn page(&self, address: &Address) -> Option<Arc<Page>> {
        let known = self.pages().get(address);
        if let Some(page) = known.filter(|page| self.is_fresh(page)) {
            return Some(page);
        }
        let stat = self.preview.source_at(address).and_then(|source| self.stat(source));
        let page = Arc::new(Page::of(self.preview.print(address)?, stat));
        if !page.is_outrun {
            self.pages().keep(address.clone(), &page);
        }
        Some(page)
    }

    /// The pages that were asked for so far, by address.
    pub fn printed(&self) -> Vec<(Address, Arc<Page>)> {
        self.pages().all()
    }

    /// The host's rules.
    pub fn rules(&self) -> &Rules {
        self.rules.get_or_init(|| {
            let text = |address: &str| {
                let bytes = self.page(&Address::new(address)).and_then(|page| page.bytes.clone());
                String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
            };
            Rules { redirects: Redirects::parse(&text("/_redirects")), headers: HeaderRules::parse(&text("/_headers")) }
        })
    }

    /// Whether the file that a page is of is as it was when the page was printed.
    fn is_fresh(&self, page: &Page) -> bool {
        page.source.as_ref().is_none_or(|(source, stat)| self.stat(source) == *stat)
    }

    fn stat(&self, source: &SourcePath) -> Option<Stat> {
        Stat::at(&self.closed().site.path(source)).ok()
    }

    fn pages(&self) -> std::sync::MutexGuard<'_, Shelf<Address>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Page {
    fn of(shown: Shown, stat: Option<Stat>) -> Page {
        let is_outrun = shown.is_outrun();
        let bytes = shown.bytes.map(Bytes::from);
        let print = bytes.as_ref().map_or(0, |bytes| xxh3_64(bytes));
        Page { bytes, print, found: shown.found, source: shown.source.map(|source| (source, stat)), is_outrun }
    }
}
