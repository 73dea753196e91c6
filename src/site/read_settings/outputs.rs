//! Which outputs there are beside pages and feeds.

use super::rows::{Row, Rows};
use crate::base::{Coding, Found};
use crate::site::settings::Images;
use crate::site::{Depth, Engine, Search, Settings};

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let switches = [
        ("llms_txt", &mut settings.llms_txt),
        ("ninjs", &mut settings.ninjs),
        ("social_cards", &mut settings.social_cards),
    ];
    for (key, switch) in switches {
        if let Some(on) = rows.bool(key, found) {
            *switch = on;
        }
    }
    if let Some(row) = rows.take("compress") {
        settings.compress = compress(rows, &row, found);
    }
    if let Some(row) = rows.take("search") {
        search(rows, &row, &mut settings.search, found);
    }
    let words = [("best", Images::Best), ("fast", Images::Fast), ("off", Images::Off)];
    if let Some(images) = rows.word("images", &words, found) {
        settings.images = images;
    }
}

/// `true` for all codings, `false` for none, or their names.
fn compress(rows: &Rows<'_>, row: &Row<'_>, found: &mut Found) -> Vec<Coding> {
    const CODINGS: [(&str, Coding); 4] =
        [("br", Coding::Brotli), ("gzip", Coding::Gzip), ("brotli", Coding::Brotli), ("gz", Coding::Gzip)];
    match row.value().as_bool() {
        Some(true) => vec![Coding::Brotli, Coding::Gzip],
        Some(false) => Vec::new(),
        None => {
            let items = rows.items(row);
            let mut codings: Vec<Coding> =
                items.iter().filter_map(|item| rows.word_of(item, &CODINGS, found)).collect();
            codings.sort_unstable();
            codings.dedup();
            codings
        }
    }
}

const DEPTHS: [(&str, Depth); 4] =
    [("full", Depth::Full), ("headlines", Depth::Headlines), ("on", Depth::Full), ("off", Depth::Off)];

/// What is found, or a map that says also who searches for readers without script.
fn search<'t>(rows: &Rows<'t>, row: &Row<'t>, search: &mut Search, found: &mut Found) {
    let Some(mut map) = rows.open(row) else {
        search.index = rows.word_of(row, &DEPTHS, found).unwrap_or(search.index);
        return;
    };
    search.index = map.word("index", &DEPTHS, found).unwrap_or(search.index);
    if let Some(row) = map.take("engine") {
        let wants = "the address of an engine's results, in which `{query}` is a field of its own, or `off`: \
            \"https://duckduckgo.com/?q={query}&sites={host}\"";
        let engine = row.value().as_text().and_then(|text| Engine::parse(&text));
        if !row.is_off() && engine.is_none() {
            found.push(map.wrong(&row, wants));
        } else {
            search.engine = engine;
        }
    }
    map.close(&[], found);
}
