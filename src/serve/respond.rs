//! From a request to its answer: the desk's pages, else what the host would give.
//!
//! In: a request's head. Out: an answer. Never here: sockets, files, how a page is printed.

use std::net::IpAddr;
use std::ops::Range;
use std::path::PathBuf;

use http::header::HOST;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use hyper::body::Bytes;
use xxhash_rust::xxh3::xxh3_64;

use super::host::{self, Whole};
use super::newsroom::Newsroom;
use super::seats::below_base;
use super::visit::{Visit, headers_of, text};
use super::{desk, times};
use crate::base::{Address, Stat};

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
    // Another edition, a page and what a rule gives are answered as all others are.
    if asked.query_value("at").is_some() || host::content_type(&asked.path).starts_with("text/html") {
        return None;
    }
    let round = newsroom.now()?;
    let rule = round.rules().redirects.find(&asked.path, asked.query.as_deref());
    if rule.is_some_and(|rule| rule.is_forced) {
        return None;
    }
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
    match (Visit { newsroom, asked: &asked, at }).answer() {
        Some(whole) => host::answer(&whole, &request.method, &request.headers, |coding| squeezed(&whole, coding)),
        None => plain(StatusCode::SERVICE_UNAVAILABLE, "The site can't be read at the moment.\n"),
    }
}

/// A few words, for those who get nothing else.
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
