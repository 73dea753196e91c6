//! Atom (RFC 4287).

use crate::base::Moment;

use super::{
    feed::{Author, Feed, Item},
    xml::{DECLARATION, attribute, element, line, number},
};

/// The media type, for `<link rel=alternate>` and `_headers`.
pub const MEDIA_TYPE: &str = "application/atom+xml";

/// Appends a whole feed; `entries` are fragments that [`entry`] made, newest first. A feed must say
/// when it last changed (§4.1.1): an empty one says `edition_day`.
pub fn feed(feed: &Feed<'_>, entries: &[&str], edition_day: Moment, out: &mut String) {
    out.reserve(2048 + entries.iter().map(|e| e.len()).sum::<usize>());
    out.push_str(DECLARATION);
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    attribute("xml:lang", feed.language, out);
    out.push_str(">\n");
    line("id", feed.self_url, out);
    text_line("title", feed.title, out);
    if !feed.description.trim().is_empty() {
        text_line("subtitle", feed.description, out);
    }
    line("updated", &feed.changed.unwrap_or(edition_day).rfc3339(), out);
    link("self", Some(MEDIA_TYPE), feed.self_url, out);
    link("alternate", Some("text/html"), feed.link, out);
    for hub in feed.hubs {
        link("hub", None, hub, out);
    }
    author(&feed.author, out);
    if let Some(generator) = feed.generator {
        line("generator", generator, out);
    }
    if let Some(icon) = feed.favicon.or(feed.icon) {
        line("icon", icon, out);
    }
    if let Some(logo) = feed.image {
        line("logo", logo.url, out);
    }
    if let Some(rights) = feed.copyright {
        text_line("rights", rights, out);
    }
    for entry in entries {
        out.push_str(entry);
    }
    out.push_str("</feed>\n");
}

/// Appends one story.
pub fn entry(item: &Item<'_>, out: &mut String) {
    out.push_str("<entry");
    if let Some(language) = item.language {
        attribute("xml:lang", language, out);
    }
    out.push_str(">\n");
    line("id", item.guid, out);
    text_line("title", item.title, out);
    line("updated", &item.changed().rfc3339(), out);
    line("published", &item.published.rfc3339(), out);
    for one in item.authors {
        author(one, out);
    }
    link("alternate", Some("text/html"), item.link, out);
    if let Some(source) = &item.source {
        link("via", None, source.url, out);
    }
    if let Some(enclosure) = &item.enclosure {
        out.push_str("<link rel=\"enclosure\"");
        attribute("type", enclosure.mime, out);
        number("length", enclosure.bytes, out);
        attribute("href", enclosure.url, out);
        out.push_str("/>\n");
    }
    for category in item.categories {
        out.push_str("<category");
        attribute("term", category.term, out);
        if let Some(scheme) = category.domain {
            attribute("scheme", scheme, out);
        }
        attribute("label", category.label, out);
        out.push_str("/>\n");
    }
    if !item.description.is_empty() || item.content_html.is_none() {
        text_line("summary", item.description, out);
    }
    if let Some(html) = item.content_html {
        out.push_str("<content type=\"html\">");
        crate::base::xml(html, out);
        out.push_str("</content>\n");
    }
    out.push_str("</entry>\n");
}

fn text_line(name: &str, text: &str, out: &mut String) {
    out.push('<');
    out.push_str(name);
    out.push_str(" type=\"text\">");
    crate::base::xml(text, out);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn link(rel: &str, mime: Option<&str>, href: &str, out: &mut String) {
    out.push_str("<link");
    attribute("rel", rel, out);
    if let Some(mime) = mime {
        attribute("type", mime, out);
    }
    attribute("href", href, out);
    out.push_str("/>\n");
}

fn author(author: &Author<'_>, out: &mut String) {
    out.push_str("<author>");
    element("name", author.name, out);
    if let Some(url) = author.url {
        element("uri", url, out);
    }
    out.push_str("</author>\n");
}

#[cfg(test)]
mod tests {
    use super::super::samples::{full_item, moment, plain_feed};
    use super::{entry, feed};

    #[test]
    fn an_entry_is_escaped_once() {
        let mut out = String::new();
        full_item(|full| entry(full, &mut out));
        assert_eq!(
            out,
            "<entry xml:lang=\"ar\">\n<id>https://post.example/old/</id>\n\
             <title type=\"text\">Žuvys &amp; &lt;ferries&gt; ⛴</title>\n\
             <updated>2026-11-23T12:30:00+02:00</updated>\n<published>2026-11-23T08:05:00+02:00</published>\n\
             <author><name>Ona Marsh</name><uri>https://post.example/authors/ona-marsh/</uri></author>\n\
             <author><name>سارة &quot;S&quot;</name></author>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"https://post.example/f/\"/>\n\
             <link rel=\"via\" href=\"https://other.example/s/\"/>\n\
             <link rel=\"enclosure\" type=\"audio/mpeg\" length=\"12345\" href=\"https://post.example/a.mp3\"/>\n\
             <category term=\"world\" scheme=\"https://post.example/world/\" label=\"World\"/>\n\
             <category term=\"ferries\" label=\"Ferries\"/>\n\
             <summary type=\"text\">A &amp; B</summary>\n\
             <content type=\"html\">&lt;p&gt;x]]&gt;&lt;/p&gt;</content>\n</entry>\n"
        );
    }

    #[test]
    fn an_empty_feed_was_updated_on_the_edition_day() {
        let mut out = String::new();
        feed(&plain_feed(), &[], moment("2026-11-22T22:00:00Z"), &mut out);
        assert_eq!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-GB\">\n<id>https://post.example/rss.xml</id>\n\
             <title type=\"text\">Harbour Post</title>\n<updated>2026-11-23T00:00:00+02:00</updated>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"https://post.example/rss.xml\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"https://post.example/\"/>\n\
             <author><name>Harbour Post</name><uri>https://post.example/</uri></author>\n</feed>\n"
        );
    }
}
