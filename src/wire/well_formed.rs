//! Whatever the text, what this room writes can be read back.

use proptest::prelude::*;
use quick_xml::{Reader, events::Event};

use super::{
    atom,
    feed::{Author, Category, Enclosure, Feed, Item, Picture, Source},
    json_feed, opml, rss,
    samples::{day, moment, plain_feed, plain_item},
    sitemap,
};

/// Reads to the end, and gives the text of the first element `name`, its references resolved.
fn read(xml: &str, name: &str) -> String {
    let allowed = |c: char| c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}') || matches!(c, '\t' | '\n' | '\r');
    assert!(xml.chars().all(allowed), "a forbidden character in {xml:?}");
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut found, mut inside, mut done) = (String::new(), false, false);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {xml:?}")) {
            Event::Eof => return found,
            Event::Start(start) => {
                start.attributes().for_each(|a| drop(a.expect("sound attributes")));
                inside |= !done && start.name().as_ref() == name;
            }
            Event::End(end) if inside && end.name().as_ref() == name => (inside, done) = (false, true),
            Event::Text(text) if inside => found.push_str(&text),
            Event::CData(text) if inside => found.push_str(&text),
            Event::GeneralRef(reference) if inside => {
                let word = &*reference;
                found.push_str(quick_xml::escape::resolve_predefined_entity(word).expect("a predefined entity"));
            }
            _ => {}
        }
    }
}

/// What a reader of XML sees of `text`.
fn seen(text: &str) -> String {
    text.chars()
        .filter(|c| *c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}') || matches!(c, '\t' | '\n' | '\r'))
        .collect()
}

/// Hands an item and a feed that say `text` wherever they can to `test`.
fn everywhere(text: &str, test: impl FnOnce(&Feed<'_>, &Item<'_>)) {
    let authors = [Author { name: text, url: Some(text) }];
    let categories = [Category { term: text, label: text, domain: Some(text) }];
    let item = Item {
        link: text,
        guid: text,
        updated: Some(moment("2026-11-23T10:30:00Z")),
        authors: &authors,
        categories: &categories,
        description: text,
        content_html: Some(text),
        image: Some(Picture {
            url: text,
            mime: text,
            width: 1,
            height: 1,
            alt: Some(text),
            caption: None,
            credit: Some(text),
            copyright: Some(text),
            license: Some(text),
            license_url: Some(text),
        }),
        source: Some(Source { name: text, url: text }),
        enclosure: Some(Enclosure { url: text, mime: text, bytes: 1, seconds: Some(1) }),
        language: Some(text),
        ..plain_item(text)
    };
    let hubs = [text];
    let feed = Feed { title: text, description: text, link: text, hubs: &hubs, copyright: Some(text), ..plain_feed() };
    test(&feed, &item);
}

proptest! {
    #[test]
    fn feeds_can_be_read_whatever_the_text(text in "(\\PC|[\u{0}-\u{1f}\u{fffe}\u{ffff}]|[\\]>&<\"'])*") {
        everywhere(&text, |feed, item| {
            let (mut one, mut whole) = (String::new(), String::new());
            rss::item(item, &mut one);
            rss::feed(feed, &[&one, &one], &mut whole);
            assert_eq!(read(&whole, "content:encoded"), seen(&text));
            assert_eq!(read(&one, "title"), seen(&text));

            let (mut one, mut whole) = (String::new(), String::new());
            atom::entry(item, &mut one);
            atom::feed(feed, &[&one, &one], day("2026-11-23"), &mut whole);
            assert_eq!(read(&whole, "content"), seen(&text));

            let (mut one, mut whole) = (String::new(), String::new());
            json_feed::item(item, &mut one);
            json_feed::feed(feed, &[&one, &one], &mut whole);
            let json: serde_json::Value = serde_json::from_str(&whole).expect("JSON");
            assert_eq!(json["items"][1]["content_html"], text.as_str());
        });
    }

    #[test]
    fn sitemaps_and_outlines_can_be_read_whatever_the_text(text in "(\\PC|[\u{0}-\u{1f}\u{fffe}\u{ffff}]|[\\]>&<\"'])*") {
        let (images, alternates) = ([text.as_str()], [(text.as_str(), text.as_str())]);
        let entry = sitemap::Entry { loc: &text, lastmod: Some(day("2026-11-23")), images: &images, alternates: &alternates };
        assert_eq!(read(&sitemap::parts(&[entry])[0].xml, "loc"), seen(&text));
        let mut out = String::new();
        let story = sitemap::News { loc: &text, published: day("2026-11-23"), title: &text, language: &text };
        sitemap::news(&text, &[story], &mut out);
        assert_eq!(read(&out, "news:title"), seen(&text));
        out.clear();
        sitemap::index(&[(&text, None)], &mut out);
        assert_eq!(read(&out, "loc"), seen(&text));
        out.clear();
        opml::opml(&text, &[opml::Outline { title: &text, feed_url: &text, page_url: &text, language: &text }], &mut out);
        assert_eq!(read(&out, "title"), seen(&text));
    }
}
