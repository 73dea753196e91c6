//! From a request to its answer: the desk's pages, else what the host would give.
//!
//! In: a request's head. Out: an answer. Never here: sockets, files, how a page is printed.

use std::borrow::Cow;
use std::net::IpAddr;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION, X_FRAME_OPTIONS};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use hyper::body::Bytes;
use xxhash_rust::xxh3::xxh3_64;

use super::faults::Faults;
use super::host::{self, Asked, Whole};
use super::newsroom::Newsroom;
use super::round::{Page, Round};
use super::{broken, desk, inject, times};
use crate::base::{Address, EditionTime, Stat};
use crate::plan::Sheet;

/// Where the site's page for what isn't there stands.
pub const NOT_FOUND: &str = "/404.html";

/// A request, as far as it counts.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The target as it was sent.
    pub target: String,
    /// The headers.
    pub headers: HeaderMap,
}

/// The names by which this server may be called: a page of another site can't reach it under a name of its own.
#[derive(Clone, Debug)]
pub struct Names {
    /// What `--host` named.
    pub host: String,
}

impl Names {
    /// Whether the headers hold one `Host`, which names this server.
    pub fn allow_one(&self, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(HOST).iter();
        self.allow(hosts.next()) && hosts.next().is_none()
    }

    /// Whether a `Host` header names this server: an address, a name of this machine alone, or what `--host` says.
    fn allow(&self, host: Option<&HeaderValue>) -> bool {
        let Some(host) = host.and_then(|host| host.to_str().ok()) else { return false };
        let Ok(authority) = host.parse::<http::uri::Authority>() else { return false };
        let name = authority.host().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        let name = name.strip_suffix('.').unwrap_or(&name);
        name == "localhost"
            || name.ends_with(".localhost")
            || name == self.host.to_ascii_lowercase()
            || name.parse::<IpAddr>().is_ok()
    }
}

/// An answer.
#[derive(Debug)]
pub enum Answer {
    /// With its bytes.
    Here(Response<Bytes>),
    /// With those bytes of a file, which are too many to be held.
    File(Response<()>, PathBuf, Range<u64>),
}

impl From<Response<Bytes>> for Answer {
    fn from(response: Response<Bytes>) -> Answer {
        Answer::Here(response)
    }
}

/// Files from so many bytes on are sent from the disk, a piece at a time.
const LARGE: u64 = 4 << 20;

/// Answers a request; may take as long as a page takes to print.
pub fn respond(newsroom: &Newsroom, names: &Names, request: &Request) -> Answer {
    match large(newsroom, names, request) {
        Some(answer) => answer,
        None => respond_here(newsroom, names, request).into(),
    }
}

/// The answer of a large file, where one is asked for.
fn large(newsroom: &Newsroom, names: &Names, request: &Request) -> Option<Answer> {
    let is_read = request.method == Method::GET || request.method == Method::HEAD;
    let asked = host::asked(&request.target).ok().filter(|_| is_read && names.allow_one(&request.headers))?;
    let round = newsroom.now()?;
    let base = &round.closed().site.settings.base.path;
    let address = Address::new(below_base(&asked.path, base)?);
    let path = round.preview.file_at(&address)?;
    let stat = Stat::at(&path).ok().filter(|stat| stat.size >= LARGE)?;
    let etag = xxh3_64(format!("{stat:?}").as_bytes());
    let headers = headers_of(&round, &address, &asked);
    let (head, part) = host::large(stat.size, etag, headers, &request.method, &request.headers);
    Some(Answer::File(head, path, part))
}

fn respond_here(newsroom: &Newsroom, names: &Names, request: &Request) -> Response<Bytes> {
    if request.headers.get_all(HOST).iter().count() > 1 {
        return plain(StatusCode::BAD_REQUEST, "A request names one host.\n");
    }
    if !names.allow_one(&request.headers) {
        let text = "This preview answers only under an address of this machine, say http://127.0.0.1:4000/.\n";
        return plain(StatusCode::MISDIRECTED_REQUEST, text);
    }
    if request.method != Method::GET && request.method != Method::HEAD {
        return host::not_allowed();
    }
    let Ok(asked) = host::asked(&request.target) else {
        return plain(StatusCode::BAD_REQUEST, "This is no address of a page.\n");
    };
    if let Some(below) =
        asked.path.strip_prefix("/_dateline").filter(|below| below.is_empty() || below.starts_with('/'))
    {
        return match desk::answer(newsroom, below, &asked) {
            Some(whole) => host::answer(&whole, &request.method, &request.headers, |coding| squeezed(&whole, coding)),
            None => plain(StatusCode::NOT_FOUND, "The desk has no such page.\n"),
        };
    }
    let zone = newsroom.now().map(|round| round.closed().site.settings.zone.clone());
    let at = match asked.query_value("at").map(|text| times::read(&text, zone.as_ref())) {
        Some(None) => return plain(StatusCode::BAD_REQUEST, times::HELP),
        Some(Some(at)) => Some(at),
        None => None,
    };
    match site(newsroom, &asked, at) {
        Some(whole) => host::answer(&whole, &request.method, &request.headers, |coding| squeezed(&whole, coding)),
        None => plain(StatusCode::SERVICE_UNAVAILABLE, "The site can't be read at the moment.\n"),
    }
}

/// What the host would give. `None`: there is no edition.
fn site(newsroom: &Newsroom, asked: &Asked, at: Option<EditionTime>) -> Option<Whole> {
    let round = newsroom.round(at)?;
    let base = round.closed().site.settings.base.path.clone();
    if let Some(hit) = round.rules().redirects.find(&asked.path, asked.query.as_deref())
        && (hit.is_forced || !has_file(&round, &asked.path, &base))
    {
        return redirect_by_rule(newsroom, asked, at, &hit);
    }
    let Some(path) = below_base(&asked.path, &base) else {
        // The site stands below a path of its host: whoever asks for the root means it.
        let is_root = asked.path == "/" || format!("{}/", asked.path) == format!("{base}/");
        return if is_root { Some(moved(&format!("{base}/"), asked)) } else { not_found(newsroom, asked, at) };
    };
    match find(&round, path) {
        Seat::At(address) => {
            let (round, page) = newsroom.page(&address, at)?;
            match page {
                Some(page) => Some(whole(newsroom, &round, &address, &page, (asked, at), StatusCode::OK)),
                None => not_found(newsroom, asked, at),
            }
        }
        Seat::Moved(address) => Some(moved(&round.closed().site.settings.base.href(&address), asked)),
        Seat::Nowhere => not_found(newsroom, asked, at),
    }
}

/// The address that a path below the site's own leads to, if anything stands there.
pub fn seat(round: &Round, path: &str) -> Option<Address> {
    match find(round, path) {
        Seat::At(address) | Seat::Moved(address) => Some(address),
        Seat::Nowhere => None,
    }
}

/// Where a path leads.
enum Seat {
    At(Address),
    Moved(Address),
    Nowhere,
}

/// The address of a path: a page by its folder or its file, with or without the slash at its end.
fn find(round: &Round, path: &str) -> Seat {
    let is_there = |text: &str| Some(Address::new(text)).filter(|address| round.preview.has(address));
    if let Some(address) = is_there(path) {
        return Seat::At(address);
    }
    if let Some(folder) = path.strip_suffix("index.html").filter(|folder| folder.ends_with('/'))
        && let Some(address) = is_there(folder)
    {
        return Seat::At(address);
    }
    let bare = path.trim_end_matches('/');
    if path.ends_with('/') {
        return is_there(&format!("{path}index.html")).map_or(Seat::Nowhere, Seat::At);
    }
    if let Some(address) = is_there(&format!("{bare}/")) {
        return Seat::Moved(address);
    }
    is_there(&format!("{bare}.html")).map_or(Seat::Nowhere, Seat::At)
}

/// Whether a rule gives way to what stands at a path; not to a page that only leads on itself.
fn has_file(round: &Round, path: &str, base: &str) -> bool {
    let plan = &round.closed().plan;
    match below_base(path, base).map(|path| find(round, path)) {
        Some(Seat::At(address) | Seat::Moved(address)) => !matches!(plan.at(&address), Some(Sheet::Alias(_))),
        Some(Seat::Nowhere) | None => false,
    }
}

/// The path below the site's own path on its host.
fn below_base<'p>(path: &'p str, base: &str) -> Option<&'p str> {
    let decoded: Cow<'_, str> = percent_encoding::percent_decode_str(base).decode_utf8_lossy();
    path.strip_prefix(&*decoded).filter(|rest| rest.starts_with('/'))
}

fn redirect_by_rule(newsroom: &Newsroom, asked: &Asked, at: Option<EditionTime>, hit: &host::Hit) -> Option<Whole> {
    let status = StatusCode::from_u16(hit.status).unwrap_or(StatusCode::MOVED_PERMANENTLY);
    let round = newsroom.round(at)?;
    let base = &round.closed().site.settings.base.path;
    if status.is_redirection() {
        // Hosts that know no rules give the page that leads on; so it comes along.
        let seat = below_base(&asked.path, base).map(|path| find(&round, path));
        let mut answer = match seat {
            Some(Seat::At(address)) => {
                let (round, page) = newsroom.page(&address, at)?;
                whole(newsroom, &round, &address, &page?, (asked, at), status)
            }
            Some(Seat::Moved(_) | Seat::Nowhere) | None => text(status, ""),
        };
        answer.headers.insert(LOCATION, HeaderValue::from_str(&hit.to).ok()?);
        answer.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return Some(answer);
    }
    // A rule that gives another page in the place of what was asked for.
    let to = host::asked(&hit.to).ok()?;
    match below_base(&to.path, base).map(|path| find(&round, path)) {
        Some(Seat::At(address)) => {
            let (round, page) = newsroom.page(&address, at)?;
            Some(whole(newsroom, &round, &address, &page?, (asked, at), status))
        }
        Some(Seat::Moved(_) | Seat::Nowhere) | None => not_found(newsroom, asked, at),
    }
}

/// The site's own page for what isn't there.
fn not_found(newsroom: &Newsroom, asked: &Asked, at: Option<EditionTime>) -> Option<Whole> {
    let address = Address::new(NOT_FOUND);
    let (round, page) = newsroom.page(&address, at)?;
    match page {
        Some(page) => Some(whole(newsroom, &round, &address, &page, (asked, at), StatusCode::NOT_FOUND)),
        None => Some(text(StatusCode::NOT_FOUND, "Nothing stands at this address.\n")),
    }
}

/// A page as it is sent: as it is built, with the preview's script; where it can't be printed, as it last was.
fn whole(
    newsroom: &Newsroom,
    round: &Round,
    address: &Address,
    page: &Arc<Page>,
    (asked, at): (&Asked, Option<EditionTime>),
    status: StatusCode,
) -> Whole {
    let mut headers = headers_of(round, address, asked);
    let is_html = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let good = if page.bytes.is_some() { Some(page.clone()) } else { newsroom.last_good(address, at) };
    if !is_html {
        return match good.as_ref().and_then(|page| page.bytes.clone()) {
            Some(bytes) => Whole::new(status, headers, bytes),
            None => text(StatusCode::INTERNAL_SERVER_ERROR, &broken::lines(&Faults::of(round, address, Some(page)))),
        };
    }
    let print = good.as_ref().map_or(0, |page| page.print);
    let nonce = format!("{print:016x}");
    admit_preview(&mut headers, &nonce);
    // Something may come to stand where nothing does yet. A rule that gives another page stays with that.
    let is_nowhere = status == StatusCode::NOT_FOUND && address.as_str() == NOT_FOUND;
    let path = below_base(&asked.path, &round.closed().site.settings.base.path).filter(|_| is_nowhere);
    let window = inject::Window { path: path.unwrap_or(address.as_str()), print, nonce: &nonce };
    let (status, bytes) = match good.as_ref().and_then(|page| page.bytes.as_ref()) {
        Some(bytes) => (status, inject::into(bytes, &window)),
        None => {
            let faults = Faults::of(round, address, Some(page));
            headers.remove(CONTENT_SECURITY_POLICY);
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            let page = broken::page(&faults);
            (StatusCode::INTERNAL_SERVER_ERROR, inject::into(page.as_bytes(), &window))
        }
    };
    Whole::new(status, headers, bytes.into())
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

fn moved(to: &str, asked: &Asked) -> Whole {
    let query = asked.query.as_deref().filter(|query| query.is_ascii());
    let to = query.map_or_else(|| to.to_owned(), |query| format!("{to}?{query}"));
    let mut whole = text(StatusCode::MOVED_PERMANENTLY, "");
    if let Ok(value) = HeaderValue::from_str(&to) {
        whole.headers.insert(LOCATION, value);
    }
    // Where a page stands may change while it is written.
    whole.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    whole
}

/// A few words as an answer.
fn text(status: StatusCode, words: &str) -> Whole {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    Whole::new(status, headers, Bytes::copy_from_slice(words.as_bytes()))
}

/// The same, for those who get nothing else.
pub fn plain(status: StatusCode, words: &str) -> Response<Bytes> {
    let Whole { status, headers, bytes, .. } = text(status, words);
    let mut response = Response::new(bytes);
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    let nosniff = (HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    response.headers_mut().insert(nosniff.0, nosniff.1);
    response
}

fn squeezed(whole: &Whole, coding: host::Coding) -> Bytes {
    host::squeeze(&whole.bytes, coding).into()
}
