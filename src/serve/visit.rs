//! A visit to an address of the site: what the host would give there.
//!
//! In: a path, perhaps a time. Out: an answer with what a host adds to a file. Never here: the desk's pages, methods,
//! conditions and ranges.

use std::path::PathBuf;
use std::sync::Arc;

use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, X_FRAME_OPTIONS};
use http::{HeaderMap, HeaderValue, StatusCode};
use hyper::body::Bytes;

use super::faults::Faults;
use super::host::{self, Asked, Whole};
use super::newsroom::Newsroom;
use super::round::{Page, Round};
use super::seats::{NOT_FOUND, Seat, below_base, find};
use super::{broken, inject};
use crate::base::{Address, EditionTime, Stat};
use crate::plan::Sheet;

/// Files from so many bytes on are sent from the disk, a piece at a time.
const LARGE: u64 = 4 << 20;

/// A visit to an address.
#[derive(Clone, Copy)]
pub struct Visit<'v> {
    /// Whose pages are visited.
    pub newsroom: &'v Newsroom,
    /// What was asked for.
    pub asked: &'v Asked,
    /// The edition that was asked for; none for that of now.
    pub at: Option<EditionTime>,
}

/// What a host gives.
pub enum Given {
    /// All of it.
    Whole(Whole),
    /// The headers of a file that is too large to be held, the file, and what the file system says of it.
    File(HeaderMap, PathBuf, Stat),
}

impl Visit<'_> {
    /// What the host would give. `None`: there is no edition.
    pub fn answer(&self) -> Option<Given> {
        let round = self.newsroom.round(self.at)?;
        let (path, base) = (&self.asked.path, round.closed().site.settings.base.path.clone());
        if let Some(hit) = round.rules().redirects.find(path, self.asked.query.as_deref())
            && (hit.is_forced || !has_file(&round, path, &base))
        {
            return self.by_rule(&round, &hit).map(Given::Whole);
        }
        let Some(below) = below_base(path, &base) else {
            // The site stands below a path of its host: whoever asks for the root means it.
            let is_root = path == "/" || format!("{path}/") == format!("{base}/");
            let given = if is_root { Some(self.moved(&format!("{base}/"))) } else { self.not_found() };
            return given.map(Given::Whole);
        };
        let given = match find(&round, below) {
            Seat::At(address) => match self.large(&round, &address) {
                Some(file) => return Some(file),
                None => self.page(&address, StatusCode::OK),
            },
            Seat::Moved(address) => Some(self.moved(&round.closed().site.settings.base.href(&address))),
            Seat::Nowhere => self.not_found(),
        };
        given.map(Given::Whole)
    }

    /// The file at an address, if it is a large one and no page.
    fn large(&self, round: &Round, address: &Address) -> Option<Given> {
        let path = round.preview.file_at(address)?;
        let stat = Stat::at(&path).ok().filter(|stat| stat.size >= LARGE)?;
        let headers = headers_of(round, address, self.asked);
        (!is_html(&headers)).then_some(Given::File(headers, path, stat))
    }

    /// The page at an address.
    fn page(&self, address: &Address, status: StatusCode) -> Option<Whole> {
        let (round, page) = self.newsroom.page(address, self.at)?;
        match page {
            Some(page) => Some(self.whole(&round, address, &page, status)),
            None => self.not_found(),
        }
    }

    /// What a rule of `_redirects` gives.
    fn by_rule(&self, round: &Round, hit: &host::Hit) -> Option<Whole> {
        let status = StatusCode::from_u16(hit.status).unwrap_or(StatusCode::MOVED_PERMANENTLY);
        let base = &round.closed().site.settings.base.path;
        let seat = |path: &str| match below_base(path, base).map(|path| find(round, path)) {
            Some(Seat::At(address)) => Some(address),
            Some(Seat::Moved(_) | Seat::Nowhere) | None => None,
        };
        if status.is_redirection() {
            // Hosts that know no rules give the page that leads on; so it comes along.
            let page = seat(&self.asked.path).and_then(|address| self.page(&address, status));
            let mut answer = page.unwrap_or_else(|| text(status, ""));
            answer.headers.insert(LOCATION, HeaderValue::from_str(&hit.to).ok()?);
            answer.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            return Some(answer);
        }
        // A rule that gives another page in the place of what was asked for.
        match seat(&host::asked(&hit.to).ok()?.path) {
            Some(address) => self.page(&address, status),
            None => self.not_found(),
        }
    }

    /// The site's own page for what isn't there.
    fn not_found(&self) -> Option<Whole> {
        let address = Address::new(NOT_FOUND);
        let (round, page) = self.newsroom.page(&address, self.at)?;
        Some(match page {
            Some(page) => self.whole(&round, &address, &page, StatusCode::NOT_FOUND),
            None => text(StatusCode::NOT_FOUND, "Nothing stands at this address.\n"),
        })
    }

    /// A page as it is sent: as it is built, with the preview's script; where it can't be printed, as it last was.
    fn whole(&self, round: &Round, address: &Address, page: &Arc<Page>, status: StatusCode) -> Whole {
        let headers = headers_of(round, address, self.asked);
        let good = if page.bytes.is_some() { Some(page.clone()) } else { self.newsroom.last_good(address, self.at) };
        let good = good.and_then(|page| page.bytes.clone().map(|bytes| (bytes, page.print)));
        if is_html(&headers) {
            return self.live(round, address, good, headers, status).unwrap_or_else(|| {
                let faults = Faults::of(round, address, Some(page));
                let window = inject::Window { path: address.as_str(), print: 0, nonce: "" };
                let bytes = inject::into(broken::page(&faults).as_bytes(), &window);
                let kind = (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
                let headers = HeaderMap::from_iter([kind, (CACHE_CONTROL, HeaderValue::from_static("no-store"))]);
                Whole::new(StatusCode::INTERNAL_SERVER_ERROR, headers, bytes.into())
            });
        }
        match good {
            Some((bytes, _)) => Whole::new(status, headers, bytes),
            None => text(StatusCode::INTERNAL_SERVER_ERROR, &broken::lines(&Faults::of(round, address, Some(page)))),
        }
    }

    /// A page that hears of changes; none where it never could be printed.
    fn live(
        &self,
        round: &Round,
        address: &Address,
        good: Option<(Bytes, u64)>,
        mut headers: HeaderMap,
        status: StatusCode,
    ) -> Option<Whole> {
        let (bytes, print) = good?;
        let nonce = inject::hex(print);
        admit_preview(&mut headers, &nonce);
        // Something may come to stand where nothing does yet. A rule that gives another page stays with that.
        let is_nowhere = status == StatusCode::NOT_FOUND && address.as_str() == NOT_FOUND;
        let path = below_base(&self.asked.path, &round.closed().site.settings.base.path).filter(|_| is_nowhere);
        let window = inject::Window { path: path.unwrap_or(address.as_str()), print, nonce: &nonce };
        Some(Whole::new(status, headers, inject::into(&bytes, &window).into()))
    }

    fn moved(&self, to: &str) -> Whole {
        let query = self.asked.query.as_deref().filter(|query| query.is_ascii());
        let to = query.map_or_else(|| to.to_owned(), |query| format!("{to}?{query}"));
        let mut whole = text(StatusCode::MOVED_PERMANENTLY, "");
        if let Ok(value) = HeaderValue::from_str(&to) {
            whole.headers.insert(LOCATION, value);
        }
        // Where a page stands may change while it is written.
        whole.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        whole
    }
}

/// Whether a rule gives way to what stands at a path; not to a page that only leads on itself.
fn has_file(round: &Round, path: &str, base: &str) -> bool {
    let plan = &round.closed().plan;
    match below_base(path, base).map(|path| find(round, path)) {
        Some(Seat::At(address) | Seat::Moved(address)) => !matches!(plan.at(&address), Some(Sheet::Alias(_))),
        Some(Seat::Nowhere) | None => false,
    }
}

/// The headers that the host gives to what stands at an address.
fn headers_of(round: &Round, address: &Address, asked: &Asked) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let kind = HeaderValue::from_str(&host::content_type(address.as_str()));
    headers.insert(CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    for (name, value) in round.rules().headers.of(&asked.path) {
        headers.insert(name, value);
    }
    headers
}

fn is_html(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Lets the preview's own script and the desk's frames through the site's policy.
fn admit_preview(headers: &mut HeaderMap, nonce: &str) {
    if let Some(policy) = headers.get(CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok())
        && let Ok(policy) = HeaderValue::from_str(&host::admit_preview(policy, nonce))
    {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    if headers.contains_key(X_FRAME_OPTIONS) {
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    }
}

/// A few words as an answer.
pub fn text(status: StatusCode, words: &str) -> Whole {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    Whole::new(status, headers, Bytes::copy_from_slice(words.as_bytes()))
}
