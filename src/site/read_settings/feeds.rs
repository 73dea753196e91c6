//! `feeds`: formats, size, whole texts, hubs, partners.

use super::links::is_url;
use super::rows::{Row, Rows, one_of};
use crate::base::{Found, Kind, Lang, Slugs, slug};
use crate::site::{FeedFormat, Feeds, Partner, Settings};

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
    if let Some(entries) = map.bool("live_entries", found) {
        feeds.live_entries = entries;
    }
    let hub = |text: &str| is_url(text).then(|| text.to_owned());
    if let Some(hubs) = map.each("websub", "the URL of a hub, such as `https://hub.example/`", found, hub) {
        feeds.websub = hubs;
    }
    if let Some(mut partners) = map.map("partners", found) {
        for row in partners.take_all() {
            feeds.partners.extend(partner(&partners, &row, &settings.languages, found));
        }
    }
    map.close(&[("limit", "size"), ("items", "size"), ("hub", "websub"), ("hubs", "websub")], found);
}

/// A feed for somebody who passes stories on: what stands in it, how much and in which form.
fn partner<'t>(rows: &Rows<'t>, row: &Row<'t>, languages: &[Lang], found: &mut Found) -> Option<Partner> {
    let place = rows.place(row);
    let name = slug(row.key(), Slugs::Ascii);
    let Some(mut map) = rows.open(row).filter(|_| !name.is_empty()) else {
        found.push(
            rows.wrong(row, "keys and values, such as `sections` and `size`, below a name of letters and digits"),
        );
        return None;
    };
    let told = found.len();
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    let language = |text: &str| Lang::parse(text).filter(|lang| languages.contains(lang));
    let partner = Partner {
        name,
        title: map.text("title", found),
        sections: map.each("sections", "the path of a section", found, text).unwrap_or_default(),
        tags: map.each("tags", "a tag", found, text).unwrap_or_default(),
        kinds: map.each("kinds", &one_of(&kinds), found, Kind::parse).unwrap_or_default(),
        language: map
            .parsed("language", "a language of the site", found, language)
            .unwrap_or_else(|| languages[0].clone()),
        size: map.number("size", 1..=500, found).unwrap_or(20) as usize,
        full_text: map.bool("full_text", found).unwrap_or(true),
        formats: map.take("formats").map_or_else(|| vec![FeedFormat::Rss], |row| formats(&map, &row, found)),
        place,
    };
    map.close(
        &[("section", "sections"), ("tag", "tags"), ("kind", "kinds"), ("limit", "size"), ("format", "formats")],
        found,
    );
    // A condition that can't be read would let in what it was to keep out.
    (found.len() == told).then_some(partner)
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
