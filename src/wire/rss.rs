//! RSS 2.0, with the modules of the RSS Best Practices Profile and Media RSS 1.5.1.

use super::{
    feed::{Feed, Item, Logo, Picture},
    xml::{DECLARATION, attribute, cdata, element, line, number},
};

/// The media type, for `<link rel=alternate>` and `_headers`.
pub const MEDIA_TYPE: &str = "application/rss+xml";

const NAMESPACES: [(&str, &str); 5] = [
    ("atom", "http://www.w3.org/2005/Atom"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("media", "http://search.yahoo.com/mrss/"),
    ("dcterms", "http://purl.org/dc/terms/"),
];

/// Appends a whole feed; `items` are fragments that [`item`] made, newest first.
pub fn feed(feed: &Feed<'_>, items: &[&str], out: &mut String) {
    out.reserve(2048 + items.iter().map(|i| i.len()).sum::<usize>());
    out.push_str(DECLARATION);
    out.push_str("<rss version=\"2.0\"");
    for (prefix, uri) in NAMESPACES {
        attribute(&format!("xmlns:{prefix}"), uri, out);
    }
    out.push_str(">\n<channel>\n");
    channel(feed, out);
    for item in items {
        out.push_str(item);
    }
    out.push_str("</channel>\n</rss>\n");
}

fn channel(feed: &Feed<'_>, out: &mut String) {
    line("title", feed.title, out);
    line("link", feed.link, out);
    let description = if feed.description.trim().is_empty() { feed.title } else { feed.description };
    line("description", description, out);
    line("language", &feed.language.to_ascii_lowercase(), out);
    if let Some(copyright) = feed.copyright {
        line("copyright", copyright, out);
    }
    if let Some(changed) = feed.changed {
        line("lastBuildDate", &changed.rfc5322(), out);
    }
    if let Some(generator) = feed.generator {
        line("generator", generator, out);
    }
    out.push_str("<docs>https://www.rssboard.org/rss-specification</docs>\n<ttl>60</ttl>\n");
    if let Some(logo) = feed.image.filter(is_allowed) {
        out.push_str("<image>");
        element("url", logo.url, out);
        element("title", feed.title, out);
        element("link", feed.link, out);
        element("width", &logo.width.to_string(), out);
        element("height", &logo.height.to_string(), out);
        out.push_str("</image>\n");
    }
    out.push_str("<atom:link rel=\"self\" type=\"application/rss+xml\"");
    attribute("href", feed.self_url, out);
    out.push_str("/>\n");
    for hub in feed.hubs {
        out.push_str("<atom:link rel=\"hub\"");
        attribute("href", hub, out);
        out.push_str("/>\n");
    }
}

/// At most 144 × 400 pixels, and no SVG (RSS Advisory Board, `image`).
fn is_allowed(logo: &Logo<'_>) -> bool {
    (1..=144).contains(&logo.width) && (1..=400).contains(&logo.height) && !logo.url.ends_with(".svg")
}

/// Appends one story.
pub fn item(item: &Item<'_>, out: &mut String) {
    out.push_str("<item>\n");
    line("title", item.title, out);
    line("link", item.link, out);
    out.push_str(if item.guid_is_permalink { "<guid isPermaLink=\"true\">" } else { "<guid isPermaLink=\"false\">" });
    crate::base::xml(item.guid, out);
    out.push_str("</guid>\n");
    line("pubDate", &item.published.rfc5322(), out);
    for author in item.authors {
        line("dc:creator", author.name, out);
    }
    for category in item.categories {
        out.push_str("<category");
        if let Some(domain) = category.domain {
            attribute("domain", domain, out);
        }
        out.push('>');
        crate::base::xml(category.label, out);
        out.push_str("</category>\n");
    }
    line("description", item.description, out);
    if let Some(html) = item.content_html {
        out.push_str("<content:encoded>");
        cdata(html, out);
        out.push_str("</content:encoded>\n");
    }
    extras(item, out);
    out.push_str("</item>\n");
}

fn extras(item: &Item<'_>, out: &mut String) {
    if item.updated.is_some() {
        line("dcterms:modified", &item.changed().rfc3339(), out);
    }
    if let Some(language) = item.language {
        line("dc:language", language, out);
    }
    if let Some(image) = &item.image {
        picture(image, out);
    }
    if let Some(enclosure) = &item.enclosure {
        out.push_str("<enclosure");
        attribute("url", enclosure.url, out);
        number("length", enclosure.bytes, out);
        attribute("type", enclosure.mime, out);
        out.push_str("/>\n");
    }
    if let Some(source) = &item.source {
        out.push_str("<source");
        attribute("url", source.url, out);
        out.push('>');
        crate::base::xml(source.label(), out);
        out.push_str("</source>\n");
    }
}

fn picture(image: &Picture<'_>, out: &mut String) {
    out.push_str("<media:content");
    attribute("url", image.url, out);
    attribute("type", image.mime, out);
    attribute("medium", "image", out);
    if image.width > 0 && image.height > 0 {
        number("width", u64::from(image.width), out);
        number("height", u64::from(image.height), out);
    }
    out.push('>');
    if let Some(text) = image.caption.or(image.alt).filter(|text| !text.is_empty()) {
        out.push_str("<media:description type=\"plain\">");
        crate::base::xml(text, out);
        out.push_str("</media:description>");
    }
    if let Some(credit) = image.credit {
        out.push_str("<media:credit role=\"photographer\" scheme=\"urn:ebu\">");
        crate::base::xml(credit, out);
        out.push_str("</media:credit>");
    }
    if let Some(copyright) = image.copyright {
        element("media:copyright", copyright, out);
    }
    if image.license.is_some() || image.license_url.is_some() {
        out.push_str("<media:license type=\"text/html\"");
        if let Some(url) = image.license_url {
            attribute("href", url, out);
        }
        out.push('>');
        crate::base::xml(image.license.or(image.license_url).unwrap_or_default(), out);
        out.push_str("</media:license>");
    }
    out.push_str("</media:content>\n");
}

#[cfg(test)]
mod tests {
    use super::super::samples::{full_item, moment, plain_feed, plain_item};
    use super::{feed, item};

    #[test]
    fn an_item_says_only_what_is_known() {
        let mut out = String::new();
        item(&plain_item("Ferry link reopens"), &mut out);
        assert_eq!(
            out,
            "<item>\n<title>Ferry link reopens</title>\n<link>https://post.example/f/</link>\n\
             <guid isPermaLink=\"true\">https://post.example/f/</guid>\n\
             <pubDate>Mon, 23 Nov 2026 08:05:00 +0200</pubDate>\n\
             <description>Crossings start again.</description>\n</item>\n"
        );
    }

    #[test]
    fn an_item_carries_text_picture_recording_and_source() {
        let mut out = String::new();
        full_item(|full| item(full, &mut out));
        assert_eq!(
            out,
            "<item>\n<title>Žuvys &amp; &lt;ferries&gt; ⛴</title>\n<link>https://post.example/f/</link>\n\
             <guid isPermaLink=\"false\">https://post.example/old/</guid>\n\
             <pubDate>Mon, 23 Nov 2026 08:05:00 +0200</pubDate>\n\
             <dc:creator>Ona Marsh</dc:creator>\n<dc:creator>سارة &quot;S&quot;</dc:creator>\n\
             <category domain=\"https://post.example/world/\">World</category>\n<category>Ferries</category>\n\
             <description>A &amp; B</description>\n\
             <content:encoded><![CDATA[<p>x]]]]><![CDATA[></p>]]></content:encoded>\n\
             <dcterms:modified>2026-11-23T12:30:00+02:00</dcterms:modified>\n<dc:language>ar</dc:language>\n\
             <media:content url=\"https://post.example/f.jpg\" type=\"image/jpeg\" medium=\"image\" width=\"1200\" height=\"630\">\
             <media:description type=\"plain\">The pier</media:description>\
             <media:credit role=\"photographer\" scheme=\"urn:ebu\">Ona Marsh</media:credit>\
             <media:copyright>© Post</media:copyright>\
             <media:license type=\"text/html\" href=\"https://licence.example/\">CC BY</media:license></media:content>\n\
             <enclosure url=\"https://post.example/a.mp3\" length=\"12345\" type=\"audio/mpeg\"/>\n\
             <source url=\"https://other.example/s/\">Other Post</source>\n</item>\n"
        );
    }

    #[test]
    fn an_empty_feed_is_whole() {
        let mut out = String::new();
        feed(&plain_feed(), &[], &mut out);
        assert_eq!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
             xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"http://search.yahoo.com/mrss/\" \
             xmlns:dcterms=\"http://purl.org/dc/terms/\">\n<channel>\n<title>Harbour Post</title>\n\
             <link>https://post.example/</link>\n<description>Harbour Post</description>\n<language>en-gb</language>\n\
             <docs>https://www.rssboard.org/rss-specification</docs>\n<ttl>60</ttl>\n\
             <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://post.example/rss.xml\"/>\n\
             </channel>\n</rss>\n"
        );
    }

    #[test]
    fn a_logo_too_large_for_rss_is_left_out() {
        let mut given = plain_feed();
        given.changed = Some(moment("2026-11-23T06:05:00Z"));
        for (width, shown) in [(144, true), (145, false), (0, false)] {
            given.image = Some(super::Logo { url: "https://post.example/l.png", width, height: 48 });
            let mut out = String::new();
            feed(&given, &["<item/>\n"], &mut out);
            assert_eq!(out.contains("<image>"), shown, "{width}");
            assert!(out.contains("<lastBuildDate>Mon, 23 Nov 2026 08:05:00 +0200</lastBuildDate>"));
            assert!(out.ends_with("<item/>\n</channel>\n</rss>\n"));
        }
    }
}
