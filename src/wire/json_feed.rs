//! JSON Feed 1.1.

use crate::base::json_string;

use super::feed::{Author, Feed, Item};

/// The media type, for `<link rel=alternate>` and `_headers`.
pub const MEDIA_TYPE: &str = "application/feed+json";

/// Appends a whole feed; `items` are fragments that [`item`] made, newest first.
pub fn feed(feed: &Feed<'_>, items: &[&str], out: &mut String) {
    out.reserve(1024 + items.iter().map(|i| i.len() + 2).sum::<usize>());
    out.push_str("{\n\"version\":\"https://jsonfeed.org/version/1.1\"");
    member("title", feed.title, out);
    if !feed.description.trim().is_empty() {
        member("description", feed.description, out);
    }
    member("home_page_url", feed.link, out);
    member("feed_url", feed.self_url, out);
    member("language", feed.language, out);
    if let Some(icon) = feed.icon {
        member("icon", icon, out);
    }
    if let Some(favicon) = feed.favicon {
        member("favicon", favicon, out);
    }
    authors(&[feed.author], out);
    if !feed.hubs.is_empty() {
        out.push_str(",\n\"hubs\":[");
        for (n, hub) in feed.hubs.iter().enumerate() {
            out.push_str(if n > 0 { ",{\"type\":\"WebSub\",\"url\":" } else { "{\"type\":\"WebSub\",\"url\":" });
            json_string(hub, out);
            out.push('}');
        }
        out.push(']');
    }
    out.push_str(",\n\"items\":[");
    for (n, item) in items.iter().enumerate() {
        out.push_str(if n > 0 { ",\n" } else { "\n" });
        out.push_str(item);
    }
    out.push_str(if items.is_empty() { "]\n}\n" } else { "\n]\n}\n" });
}

/// Appends one story. An item must have a text (JSON Feed 1.1, "Items"): where the feed carries no
/// full text, that is the description, and the headline where there is none.
pub fn item(item: &Item<'_>, out: &mut String) {
    out.push_str("{\"id\":");
    json_string(item.guid, out);
    member("url", item.link, out);
    if let Some(source) = &item.source {
        member("external_url", source.url, out);
    }
    member("title", item.title, out);
    if !item.description.is_empty() {
        member("summary", item.description, out);
    }
    match item.content_html {
        Some(html) => member("content_html", html, out),
        None if item.description.is_empty() => member("content_text", item.title, out),
        None => member("content_text", item.description, out),
    }
    if let Some(image) = &item.image {
        member("image", image.url, out);
    }
    member("date_published", &item.published.rfc3339(), out);
    if item.updated.is_some() {
        member("date_modified", &item.changed().rfc3339(), out);
    }
    if !item.authors.is_empty() {
        authors(item.authors, out);
    }
    if !item.categories.is_empty() {
        out.push_str(",\n\"tags\":[");
        for (n, category) in item.categories.iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            json_string(category.label, out);
        }
        out.push(']');
    }
    if let Some(language) = item.language {
        member("language", language, out);
    }
    attachment(item, out);
    out.push('}');
}

fn attachment(item: &Item<'_>, out: &mut String) {
    let Some(enclosure) = &item.enclosure else { return };
    out.push_str(",\n\"attachments\":[{\"url\":");
    json_string(enclosure.url, out);
    out.push_str(",\"mime_type\":");
    json_string(enclosure.mime, out);
    out.push_str(&format!(",\"size_in_bytes\":{}", enclosure.bytes));
    if let Some(seconds) = enclosure.seconds {
        out.push_str(&format!(",\"duration_in_seconds\":{seconds}"));
    }
    out.push_str("}]");
}

fn authors(authors: &[Author<'_>], out: &mut String) {
    out.push_str(",\n\"authors\":[");
    for (n, author) in authors.iter().enumerate() {
        out.push_str(if n > 0 { ",{\"name\":" } else { "{\"name\":" });
        json_string(author.name, out);
        if let Some(url) = author.url {
            out.push_str(",\"url\":");
            json_string(url, out);
        }
        out.push('}');
    }
    out.push(']');
}

fn member(name: &str, text: &str, out: &mut String) {
    out.push_str(",\n\"");
    out.push_str(name);
    out.push_str("\":");
    json_string(text, out);
}

#[cfg(test)]
mod tests {
    use super::super::samples::{full_item, plain_feed, plain_item};
    use super::{feed, item};

    #[test]
    fn an_item_has_a_text_even_without_a_standfirst() {
        let mut bare = plain_item("Ferry \"link\"");
        bare.description = "";
        let mut out = String::new();
        item(&bare, &mut out);
        assert_eq!(
            out,
            "{\"id\":\"https://post.example/f/\",\n\"url\":\"https://post.example/f/\",\n\"title\":\"Ferry \\\"link\\\"\",\n\
             \"content_text\":\"Ferry \\\"link\\\"\",\n\"date_published\":\"2026-11-23T08:05:00+02:00\"}"
        );
    }

    #[test]
    fn a_full_feed_is_json() {
        let mut story = String::new();
        full_item(|full| item(full, &mut story));
        let mut out = String::new();
        let mut given = plain_feed();
        given.hubs = &["https://hub.example/", "https://hub2.example/"];
        feed(&given, &[&story, &story], &mut out);
        let read: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        let first = &read["items"][0];
        assert_eq!(read["hubs"][1]["url"], "https://hub2.example/");
        assert_eq!(read["items"].as_array().map(Vec::len), Some(2));
        assert_eq!(first["id"], "https://post.example/old/");
        assert_eq!(first["external_url"], "https://other.example/s/");
        assert_eq!(first["content_html"], "<p>x]]></p>");
        assert_eq!(first["tags"][1], "Ferries");
        assert_eq!(first["authors"][1]["name"], "سارة \"S\"");
        assert_eq!(first["attachments"][0]["duration_in_seconds"], 61);
        assert!(out.ends_with("}\n]\n}\n"));
    }

    #[test]
    fn an_empty_feed_is_json() {
        let mut out = String::new();
        feed(&plain_feed(), &[], &mut out);
        let read: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(read["items"], serde_json::json!([]));
    }
}
