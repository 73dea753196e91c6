//! `feeds`: formats, size, whole texts, hubs, partners.

use super::links::is_url;
use super::rows::{Row, Rows};
use crate::base::Found;
use crate::site::{FeedFormat, Feeds, Settings};

const FORMATS: [(&str, FeedFormat); 3] =
    [("rss", FeedFormat::Rss), ("atom", FeedFormat::Atom), ("json", FeedFormat::Json)];

/// `false` for no feeds, a list of formats for all feeds, or a map that says more.
pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let Some(row) = rows.take("feeds") else { return };
    if row.value().as_bool() == Some(true) {
        return;
    }
    let feeds = &mut settings.feeds;
    let Some(mut map) = rows.open(&row) else {
        set_all(feeds, &formats(rows, &row, found));
        return;
    };
    if let Some(row) = map.take("formats") {
        set_all(feeds, &formats(&map, &row, found));
    }
    let places = [
        ("site", &mut feeds.site),
        ("section", &mut feeds.section),
        ("tag", &mut feeds.tag),
        ("author", &mut feeds.author),
        ("series", &mut feeds.series),
    ];
    for (key, place) in places {
        if let Some(row) = map.take(key) {
            *place = formats(&map, &row, found);
        }
    }
    if let Some(size) = map.number("size", 1..=500, found) {
        feeds.size = size as usize;
    }
    if let Some(whole) = map.bool("full_text", found) {
        feeds.full_text = whole;
    }
    let hub = |text: &str| is_url(text).then(|| text.to_owned());
    if let Some(hubs) = map.each("websub", "the URL of a hub, such as `https://hub.example/`", found, hub) {
        feeds.websub = hubs;
    }
    if let Some(mut partners) = map.map("partners", found) {
        let rows = partners.take_all().into_iter().filter(|row| !row.value().is_empty());
        feeds.partners = rows.map(|row| (row.key().into(), row.value().clone())).collect();
    }
    map.close(&[("limit", "size"), ("items", "size"), ("hub", "websub"), ("hubs", "websub")], found);
}

fn set_all(feeds: &mut Feeds, formats: &[FeedFormat]) {
    for place in [&mut feeds.site, &mut feeds.section, &mut feeds.tag, &mut feeds.author, &mut feeds.series] {
        *place = formats.to_vec();
    }
}

/// Formats in the order given, each once; what is no format is told.
fn formats<'t>(rows: &Rows<'t>, row: &Row<'t>, found: &mut Found) -> Vec<FeedFormat> {
    let mut formats = Vec::new();
    if row.is_off() {
        return formats;
    }
    for item in rows.items(row).iter().filter(|item| !item.value().is_empty()) {
        if let Some(format) = rows.word_of(item, &FORMATS, found).filter(|format| !formats.contains(format)) {
            formats.push(format);
        }
    }
    formats
}
