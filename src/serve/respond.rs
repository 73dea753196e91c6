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
use super::visit::{Given, Visit, text};
use super::{desk, times};

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

/// Answers a request; may take as long as a page takes to print.
pub fn respond(newsroom: &Newsroom, names: &Names, request: &Request) -> Answer {
    let Request { method, target, headers } = request;
    if headers.get_all(HOST).iter().count() > 1 {
        return plain(StatusCode::BAD_REQUEST, "A request names one host.\n").into();
    }
    if !names.allow_one(headers) {
        let text = "This preview answers only under an address of this machine, say http://127.0.0.1:4000/.\n";
        return plain(StatusCode::MISDIRECTED_REQUEST, text).into();
    }
    if method != Method::GET && method != Method::HEAD {
        return host::not_allowed().into();
    }
    let Ok(asked) = host::asked(target) else {
        return plain(StatusCode::BAD_REQUEST, "This is no address of a page.\n").into();
    };
    let whole = |whole: Whole| host::answer(&whole, method, headers, |coding| squeezed(&whole, coding)).into();
    if let Some(below) =
        asked.path.strip_prefix("/_dateline").filter(|below| below.is_empty() || below.starts_with('/'))
    {
        return match desk::answer(newsroom, below, &asked) {
            Some(page) => whole(page),
            None => plain(StatusCode::NOT_FOUND, "The desk has no such page.\n").into(),
        };
    }
    let at = match asked.query_value("at").map(|text| newsroom.time_of(&text)) {
        Some(None) => return plain(StatusCode::BAD_REQUEST, times::HELP).into(),
        Some(Some(at)) => Some(at),
        None => None,
    };
    match (Visit { newsroom, asked: &asked, at }).answer() {
        Some(Given::Whole(page)) => whole(page),
        Some(Given::File(own, path, stat)) => {
            let etag = xxh3_64(format!("{stat:?}").as_bytes());
            let (head, part) = host::large(stat.size, etag, own, method, headers);
            Answer::File(head, path, part)
        }
        None => plain(StatusCode::SERVICE_UNAVAILABLE, "The site can't be read at the moment.\n").into(),
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
