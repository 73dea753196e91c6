//! The desk's pages under `/_dateline/`, and the files that the preview's own pages need.
//!
//! In: a path below it. Out: an answer. Never here: anything from a network, what readers see.

mod about;
mod drafts;
mod fault;
mod frame;
mod items;
mod links;
mod looked;
mod markup;
mod overview;
mod phone;
mod schedule;
mod sizes;
mod tags;
#[cfg(test)]
mod test;
mod warnings;
mod words;

use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use hyper::body::Bytes;

use super::host::{Asked, Whole};
use super::newsroom::Newsroom;
use super::times;
use crate::base::EditionTime;
use frame::{Leaf, Tab, View};
use markup::Markup;

/// What the desk answers; none where it has no such page.
pub fn answer(newsroom: &Newsroom, below: &str, asked: &Asked) -> Option<Whole> {
    match below {
        "/live.js" => {
            return Some(file("text/javascript; charset=utf-8", include_str!("../assets/live.js").as_bytes().to_vec()));
        }
        "/desk.css" => {
            return Some(file("text/css; charset=utf-8", include_str!("../assets/desk.css").as_bytes().to_vec()));
        }
        _ => {}
    }
    let page: fn(&View<'_>, &Asked) -> Whole = match below.strip_suffix('/').unwrap_or(below) {
        "" => |view, _| overview::page(view),
        "/drafts" => |view, _| drafts::page(view),
        "/schedule" => |view, _| schedule::page(view),
        "/warnings" => warnings::page,
        "/sizes" => sizes::page,
        "/page" => about::page,
        "/phone" => phone::page,
        _ => return None,
    };
    let now = View { newsroom, round: newsroom.now()?, at: None };
    let at: Option<EditionTime> = match asked.query_value("at").map(|text| newsroom.time_of(&text)) {
        Some(None) => return Some(nothing(&now, StatusCode::BAD_REQUEST, "Which time?", times::HELP)),
        Some(Some(at)) => Some(at),
        None => None,
    };
    let view = match at {
        Some(_) => View { newsroom, round: newsroom.round(at)?, at },
        None => now,
    };
    Some(page(&view, asked))
}

/// A page that says why there is no other.
fn nothing(view: &View<'_>, status: StatusCode, title: &str, lead: &str) -> Whole {
    let mut body = Markup::default();
    body.raw("<p><a href=\"/_dateline/\">To the overview</a></p>");
    Leaf { tab: Tab::Other, title, lead, body }.answer_with(status, view)
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
