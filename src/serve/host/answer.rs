//! A whole file, and what a request gets of it (RFC 9110): all, a slice, squeezed, or word that it's unchanged.

use std::ops::Range;

use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode,
    header::{
        ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_LOCATION, CONTENT_RANGE,
        CONTENT_TYPE, ETAG, EXPIRES, RANGE, VARY,
    },
};
use hyper::body::Bytes;
use memchr::memmem;
use xxhash_rust::xxh3::xxh3_64;

use super::coding::{Coding, preferred};
use super::ranges::{Slices, slices};
use super::tags::{Tag, Verdict};
use super::types::is_compressible;

/// Fewer bytes than this aren't worth squeezing: they go in one packet anyway.
const LEAST_SQUEEZED: usize = 1_024;

/// What "not modified" repeats of a file's headers (RFC 9110, 15.4.5).
const OF_NOT_MODIFIED: [HeaderName; 5] = [CACHE_CONTROL, CONTENT_LOCATION, ETAG, EXPIRES, VARY];

/// All there is at an address.
#[derive(Clone, Debug)]
pub struct Whole {
    /// 200; or 404 and 410 with the page that says so, or a redirect.
    pub status: StatusCode,
    /// `Content-Type` and what the host adds.
    pub headers: HeaderMap,
    /// The file, not squeezed.
    pub bytes: Bytes,
    /// Changes with whatever a reader that keeps a copy must notice.
    pub etag: u64,
}

impl Whole {
    /// A response whose `etag` is a hash of bytes and headers, since a browser that is told "not modified" keeps
    /// the old headers: a change of `_headers` alone must be seen too.
    pub fn new(status: StatusCode, headers: HeaderMap, bytes: Bytes) -> Whole {
        // Added up, as a map's order means nothing.
        let hash_of = |(name, value): (&HeaderName, &HeaderValue)| {
            xxh3_64(&[name.as_str().as_bytes(), b":", value.as_bytes()].concat())
        };
        let etag = headers.iter().map(hash_of).fold(xxh3_64(&bytes), u64::wrapping_add);
        Whole { status, headers, bytes, etag }
    }

    fn content_type(&self) -> &str {
        self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Answers a request for a file. `squeezed` is called when the reader wants a coding, and gives the file's bytes
/// in it, as [`squeeze`](super::squeeze) makes them.
///
/// Conditions and slices count for status 200 alone, slices for `GET` alone, and a slice is never squeezed.
/// `HEAD` gets the headers of `GET`; other methods are refused.
pub fn answer(
    whole: &Whole,
    method: &Method,
    asks: &HeaderMap,
    squeezed: impl FnOnce(Coding) -> Bytes,
) -> Response<Bytes> {
    let is_get = method == Method::GET;
    if !is_get && method != Method::HEAD {
        return not_allowed();
    }
    let is_ok = whole.status == StatusCode::OK;
    let range = if is_get && is_ok { only_value(asks, RANGE) } else { None };
    let is_varying = is_compressible(whole.content_type());
    let may_squeeze = is_varying
        && range.is_none()
        && whole.bytes.len() >= LEAST_SQUEEZED
        && !whole.headers.contains_key(CONTENT_ENCODING);
    let coding = if may_squeeze { preferred(asks) } else { None };
    let tag = Tag::new(whole.etag, coding);
    let mut headers = headers_of(whole, &tag, is_varying);
    if is_ok {
        match tag.verdict(asks) {
            Verdict::Send => {}
            Verdict::NotModified => return not_modified(&headers),
            Verdict::Failed => return empty(StatusCode::PRECONDITION_FAILED, headers),
        }
    }
    if let Some(coding) = coding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    }
    let found = range.filter(|_| tag.may_continue(asks)).map(|range| slices(range, whole.bytes.len()));
    match found {
        Some(Slices::These(found)) => partial(whole, headers, &found),
        Some(Slices::None) => not_satisfiable(headers, whole.bytes.len()),
        Some(Slices::Whole) | None => {
            full(whole.status, headers, coding.map_or_else(|| whole.bytes.clone(), squeezed), is_get)
        }
    }
}

/// The answer to other methods than `GET` and `HEAD`.
pub fn not_allowed() -> Response<Bytes> {
    let headers = HeaderMap::from_iter([(ALLOW, HeaderValue::from_static("GET, HEAD"))]);
    empty(StatusCode::METHOD_NOT_ALLOWED, headers)
}

/// The headers of a file however it is sent.
fn headers_of(whole: &Whole, tag: &Tag, is_varying: bool) -> HeaderMap {
    let mut headers = whole.headers.clone();
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    if is_varying {
        headers.append(VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    if whole.status == StatusCode::OK {
        put(&mut headers, ETAG, tag.as_str());
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
    headers
}

/// The whole file; for `HEAD` without its bytes.
fn full(status: StatusCode, mut headers: HeaderMap, bytes: Bytes, is_get: bool) -> Response<Bytes> {
    headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    respond(status, headers, if is_get { bytes } else { Bytes::new() })
}

/// 206: one slice as it is, several as `multipart/byteranges` (RFC 9110, 14.6).
fn partial(whole: &Whole, mut headers: HeaderMap, found: &[Range<usize>]) -> Response<Bytes> {
    let bytes = match found {
        [one] => {
            put(&mut headers, CONTENT_RANGE, &content_range(one, whole.bytes.len()));
            whole.bytes.slice(one.clone())
        }
        several => {
            let boundary = boundary(whole);
            let body = multipart(whole, several, &boundary);
            put(&mut headers, CONTENT_TYPE, &format!("multipart/byteranges; boundary={boundary}"));
            body
        }
    };
    headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    respond(StatusCode::PARTIAL_CONTENT, headers, bytes)
}

fn multipart(whole: &Whole, slices: &[Range<usize>], boundary: &str) -> Bytes {
    let mut body = Vec::new();
    for slice in slices {
        let (media, range) = (whole.content_type(), content_range(slice, whole.bytes.len()));
        let head = format!("\r\n--{boundary}\r\nContent-Type: {media}\r\nContent-Range: {range}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(&whole.bytes[slice.clone()]);
    }
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    body.into()
}

/// A line that doesn't stand in the file; the same for the same file.
fn boundary(whole: &Whole) -> String {
    let mut boundary = format!("dateline-{:016x}", whole.etag);
    while memmem::find(&whole.bytes, boundary.as_bytes()).is_some() {
        boundary.push_str("-0");
    }
    boundary
}

fn content_range(slice: &Range<usize>, length: usize) -> String {
    format!("bytes {}-{}/{length}", slice.start, slice.end - 1)
}

fn not_satisfiable(mut headers: HeaderMap, length: usize) -> Response<Bytes> {
    put(&mut headers, CONTENT_RANGE, &format!("bytes */{length}"));
    empty(StatusCode::RANGE_NOT_SATISFIABLE, headers)
}

fn not_modified(headers: &HeaderMap) -> Response<Bytes> {
    let kept = headers.iter().filter(|(name, _)| OF_NOT_MODIFIED.contains(name));
    let mut out = HeaderMap::new();
    for (name, value) in kept {
        out.append(name, value.clone());
    }
    respond(StatusCode::NOT_MODIFIED, out, Bytes::new())
}

/// A response without content, and so without its type and tag.
fn empty(status: StatusCode, mut headers: HeaderMap) -> Response<Bytes> {
    headers.remove(CONTENT_TYPE);
    headers.remove(ETAG);
    headers.insert(CONTENT_LENGTH, HeaderValue::from(0));
    respond(status, headers, Bytes::new())
}

fn respond(status: StatusCode, headers: HeaderMap, bytes: Bytes) -> Response<Bytes> {
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// The value of a header that is there once, as text.
fn only_value(asks: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = asks.get_all(name).iter();
    values.next().filter(|_| values.next().is_none()).and_then(|value| value.to_str().ok())
}

/// Sets a header whose value is ASCII that we made.
fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
#[path = "answer_test.rs"]
mod tests;
