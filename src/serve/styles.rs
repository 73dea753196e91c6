//! Whether two prints of a page differ in nothing but the names of stylesheets.
//!
//! In: both. Out: which stylesheet took the place of which. Never here: what stands in them.

use std::collections::BTreeMap;

use super::round::{Page, Round};

/// A stylesheet's address in the page: where it begins and ends.
type Span = (usize, usize);

/// The stylesheets of `now` that take the place of those of `last`, by address; `None`: more than that differs.
pub fn swap(last: &Page, now: &Page, round: &Round) -> Option<BTreeMap<String, String>> {
    let assets = format!("{}/assets/", round.closed().site.settings.base.path);
    let (last, now) = (text(last)?, text(now)?);
    let (a, b) = (spans(last, &assets), spans(now, &assets));
    if a.len() != b.len() || a.is_empty() {
        return None;
    }
    let mut swap = BTreeMap::new();
    let (mut from, mut to) = (0, 0);
    for ((start, end), (new_start, new_end)) in a.into_iter().zip(b) {
        if last[from..start] != now[to..new_start] {
            return None;
        }
        let (old, new) = (&last[start..end], &now[new_start..new_end]);
        if old != new {
            swap.insert(old.to_owned(), new.to_owned());
        }
        (from, to) = (end, new_end);
    }
    (last[from..] == now[to..] && !swap.is_empty()).then_some(swap)
}

fn text(page: &Page) -> Option<&str> {
    std::str::from_utf8(page.bytes.as_ref()?).ok()
}

/// Where addresses of fingerprinted stylesheets stand.
fn spans(html: &str, assets: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut from = 0;
    while let Some(start) = html[from..].find(assets).map(|at| from + at) {
        let length = html[start..].find(['"', '\'', ' ', '>', '<']).unwrap_or(html.len() - start);
        if html[start..start + length].ends_with(".css") {
            spans.push((start, start + length));
        }
        from = start + length.max(1);
    }
    spans
}
