//! The desk's pages under `/_dateline/`, and the files that the preview's own pages need.
//!
//! In: a path below it. Out: an answer. Never here: anything from a network, what readers see.

use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use hyper::body::Bytes;

use super::host::{Asked, Whole};
use super::newsroom::Newsroom;

/// What the desk answers; none where it has no such page.
pub fn answer(_newsroom: &Newsroom, below: &str, _asked: &Asked) -> Option<Whole> {
    match below {
        "/live.js" => {
            Some(file("text/javascript; charset=utf-8", include_str!("../assets/live.js").as_bytes().to_vec()))
        }
        "/desk.css" => Some(file("text/css; charset=utf-8", include_str!("../assets/desk.css").as_bytes().to_vec())),
        _ => None,
    }
}

/// An answer of the desk.
pub fn file(content_type: &'static str, bytes: Vec<u8>) -> Whole {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    Whole::new(StatusCode::OK, headers, Bytes::from(bytes))
}
