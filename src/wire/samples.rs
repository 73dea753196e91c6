//! Small inputs that the tests of this room share.

use crate::base::{Moment, SiteZone};

use super::feed::{Author, Category, Enclosure, Feed, Item, Picture, Source};

/// An instant on Vilnius clocks.
pub fn moment(instant: &str) -> Moment {
    Moment::at(instant.parse().expect("a time"), &SiteZone::named("Europe/Vilnius").expect("a zone"))
}

/// A whole day in Vilnius.
pub fn day(date: &str) -> Moment {
    Moment::day(date.parse().expect("a date"), &SiteZone::named("Europe/Vilnius").expect("a zone")).expect("a day")
}

/// A feed with what every feed has.
pub fn plain_feed() -> Feed<'static> {
    Feed {
        title: "Harbour Post",
        description: "",
        link: "https://post.example/",
        self_url: "https://post.example/rss.xml",
        language: "en-GB",
        changed: None,
        author: Author { name: "Harbour Post", url: Some("https://post.example/") },
        image: None,
        icon: None,
        favicon: None,
        hubs: &[],
        copyright: None,
        generator: None,
    }
}

/// A story with what every story has.
pub fn plain_item(title: &str) -> Item<'_> {
    Item {
        title,
        link: "https://post.example/f/",
        guid: "https://post.example/f/",
        guid_is_permalink: true,
        published: moment("2026-11-23T06:05:00Z"),
        updated: None,
        authors: &[],
        categories: &[],
        description: "Crossings start again.",
        content_html: None,
        image: None,
        source: None,
        enclosure: None,
        language: None,
    }
}

/// Hands a story with everything to `test`.
pub fn full_item(test: impl FnOnce(&Item<'_>)) {
    let authors = [
        Author { name: "Ona Marsh", url: Some("https://post.example/authors/ona-marsh/") },
        Author { name: "سارة \"S\"", url: None },
    ];
    let categories = [
        Category { term: "world", label: "World", domain: Some("https://post.example/world/") },
        Category { term: "ferries", label: "Ferries", domain: None },
    ];
    let mut item = plain_item("Žuvys & <ferries> ⛴");
    item.guid = "https://post.example/old/";
    item.guid_is_permalink = false;
    item.updated = Some(moment("2026-11-23T10:30:00Z"));
    item.authors = &authors;
    item.categories = &categories;
    item.description = "A \u{8}& B";
    item.content_html = Some("<p>x]]></p>");
    item.image = Some(Picture {
        url: "https://post.example/f.jpg",
        mime: "image/jpeg",
        width: 1200,
        height: 630,
        alt: Some("A pier"),
        caption: Some("The pier"),
        credit: Some("Ona Marsh"),
        copyright: Some("© Post"),
        license: Some("CC BY"),
        license_url: Some("https://licence.example/"),
    });
    item.source = Some(Source { name: "Other Post", url: "https://other.example/s/" });
    item.enclosure =
        Some(Enclosure { url: "https://post.example/a.mp3", mime: "audio/mpeg", bytes: 12345, seconds: Some(61) });
    item.language = Some("ar");
    test(&item);
}
