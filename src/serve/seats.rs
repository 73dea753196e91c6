//! Where the path of a request leads in an edition.
//!
//! In: a path. Out: an address, or that there is none. Never here: what stands there.

use std::borrow::Cow;

use super::round::Round;
use crate::base::Address;

/// Where the site's page for what isn't there stands.
pub const NOT_FOUND: &str = "/404.html";

/// The address that a path below the site's own leads to, if anything stands there.
pub fn address_of(round: &Round, path: &str) -> Option<Address> {
    match find(round, path) {
        Seat::At(address) | Seat::Moved(address) => Some(address),
        Seat::Nowhere => None,
    }
}

/// Where a path leads.
#[derive(Debug)]
pub enum Seat {
    /// To what stands at an address.
    At(Address),
    /// To an address that is written with a slash at its end.
    Moved(Address),
    /// To nothing.
    Nowhere,
}

/// The address of a path: a page by its folder or its file, with or without the slash at its end.
pub fn find(round: &Round, path: &str) -> Seat {
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

/// The path below the site's own path on its host.
pub fn below_base<'p>(path: &'p str, base: &str) -> Option<&'p str> {
    let decoded: Cow<'_, str> = percent_encoding::percent_decode_str(base).decode_utf8_lossy();
    path.strip_prefix(&*decoded).filter(|rest| rest.starts_with('/'))
}
