//! Which outputs there are beside pages and feeds.

use super::rows::{Row, Rows};
use crate::base::{Coding, Found};
use crate::site::Settings;
use crate::site::settings::Images;

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let switches = [
        ("llms_txt", &mut settings.llms_txt),
        ("ninjs", &mut settings.ninjs),
        ("social_cards", &mut settings.social_cards),
        ("search", &mut settings.search),
    ];
    for (key, switch) in switches {
        if let Some(on) = rows.bool(key, found) {
            *switch = on;
        }
    }
    if let Some(row) = rows.take("compress") {
        settings.compress = compress(rows, &row, found);
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
