//! Sitemaps: sitemaps.org 0.9, with Google's image and news extensions and hreflang links.

use crate::base::Moment;

use super::xml::{DECLARATION, attribute, element};

/// A file holds no more addresses.
pub const MOST_ENTRIES: usize = 50_000;
/// A file holds no more bytes, uncompressed.
pub const MOST_BYTES: usize = 52_428_800;
/// An address holds no more pictures.
pub const MOST_IMAGES: usize = 1_000;
/// The news sitemap holds no more addresses.
pub const MOST_NEWS: usize = 1_000;
/// An index holds no more files.
pub const MOST_FILES: usize = 50_000;

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const IMAGE: &str = "http://www.google.com/schemas/sitemap-image/1.1";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";

/// More than declaration, root and end of a file take together.
const FRAME_BYTES: usize = 400;

/// One page.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The page's absolute URL.
    pub loc: &'a str,
    /// The page's own latest change, never the build's time.
    pub lastmod: Option<Moment>,
    /// Its pictures' absolute URLs; no more than [`MOST_IMAGES`] are written.
    pub images: &'a [&'a str],
    /// Language (or `x-default`) and absolute URL of every version, this one included; empty for a
    /// page without translations.
    pub alternates: &'a [(&'a str, &'a str)],
}

/// One file of addresses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The whole file.
    pub xml: String,
    /// The newest `lastmod` inside: what the index says of it.
    pub changed: Option<Moment>,
    /// How many addresses it holds.
    pub entries: usize,
}

/// The files that `entries` fill, in their order (give the oldest first, so that a new story
/// rewrites the last file only). No entry, no file: an empty `urlset` is not valid.
pub fn parts(entries: &[Entry<'_>]) -> Vec<Part> {
    parts_within(entries, MOST_ENTRIES, MOST_BYTES)
}

/// The name of part `n` (from 0) of the file `stem`: `sitemap-2026-11.xml`, `sitemap-2026-11-2.xml`.
pub fn part_name(stem: &str, n: usize) -> String {
    if n == 0 { format!("{stem}.xml") } else { format!("{stem}-{}.xml", n + 1) }
}

fn parts_within(entries: &[Entry<'_>], most_entries: usize, most_bytes: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut open, mut one) = (Open::default(), String::new());
    for entry in entries {
        one.clear();
        push_entry(entry, &mut one);
        let full = open.entries == most_entries || open.body.len() + one.len() + FRAME_BYTES > most_bytes;
        if full && open.entries > 0 {
            parts.push(std::mem::take(&mut open).close());
        }
        open.body.push_str(&one);
        open.entries += 1;
        open.changed = open.changed.max(entry.lastmod);
        open.images |= !entry.images.is_empty();
        open.alternates |= !entry.alternates.is_empty();
    }
    if open.entries > 0 {
        parts.push(open.close());
    }
    parts
}

/// A file that still takes entries; which namespaces its root needs is known at the end only.
#[derive(Default)]
struct Open {
    body: String,
    changed: Option<Moment>,
    entries: usize,
    images: bool,
    alternates: bool,
}

impl Open {
    fn close(self) -> Part {
        let mut xml = String::with_capacity(self.body.len() + FRAME_BYTES);
        open_urlset(&[(self.images, "xmlns:image", IMAGE), (self.alternates, "xmlns:xhtml", XHTML)], &mut xml);
        xml.push_str(&self.body);
        xml.push_str("</urlset>\n");
        Part { xml, changed: self.changed, entries: self.entries }
    }
}

fn open_urlset(namespaces: &[(bool, &str, &str)], out: &mut String) {
    out.push_str(DECLARATION);
    out.push_str("<urlset");
    attribute("xmlns", SITEMAP, out);
    for (needed, name, uri) in namespaces {
        if *needed {
            attribute(name, uri, out);
        }
    }
    out.push_str(">\n");
}

fn push_entry(entry: &Entry<'_>, out: &mut String) {
    out.push_str("<url>");
    element("loc", entry.loc, out);
    if let Some(lastmod) = entry.lastmod {
        element("lastmod", &lastmod.iso(), out);
    }
    for image in entry.images.iter().take(MOST_IMAGES) {
        out.push_str("<image:image>");
        element("image:loc", image, out);
        out.push_str("</image:image>");
    }
    for (language, url) in entry.alternates {
        out.push_str("<xhtml:link rel=\"alternate\"");
        attribute("hreflang", language, out);
        attribute("href", url, out);
        out.push_str("/>");
    }
    out.push_str("</url>\n");
}

/// Appends the index of `files`: absolute URL and the newest change inside.
pub fn index(files: &[(&str, Option<Moment>)], out: &mut String) {
    out.push_str(DECLARATION);
    out.push_str("<sitemapindex");
    attribute("xmlns", SITEMAP, out);
    out.push_str(">\n");
    for (loc, changed) in files.iter().take(MOST_FILES) {
        out.push_str("<sitemap>");
        element("loc", loc, out);
        if let Some(changed) = changed {
            element("lastmod", &changed.iso(), out);
        }
        out.push_str("</sitemap>\n");
    }
    out.push_str("</sitemapindex>\n");
}

/// One story of the news sitemap.
#[derive(Clone, Copy, Debug)]
pub struct News<'a> {
    /// The page's absolute URL.
    pub loc: &'a str,
    /// First publication.
    pub published: Moment,
    /// The headline, without author or paper.
    pub title: &'a str,
    /// BCP 47; written as Google News wants it.
    pub language: &'a str,
}

/// Appends the news sitemap of `publication`, its name as Google News knows it. Stories come newest
/// first; those after [`MOST_NEWS`] are left out (tell the desk when there are more). Written even
/// without stories, since its address is registered.
pub fn news(publication: &str, stories: &[News<'_>], out: &mut String) {
    open_urlset(&[(true, "xmlns:news", NEWS)], out);
    for story in stories.iter().take(MOST_NEWS) {
        out.push_str("<url>");
        element("loc", story.loc, out);
        out.push_str("<news:news><news:publication>");
        element("news:name", publication, out);
        element("news:language", &news_language(story.language), out);
        out.push_str("</news:publication>");
        element("news:publication_date", &story.published.iso(), out);
        element("news:title", story.title, out);
        out.push_str("</news:news></url>\n");
    }
    out.push_str("</urlset>\n");
}

/// ISO 639 alone, but for Chinese, which is told apart by script (Google, "News sitemaps").
fn news_language(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or_default();
    if primary != "zh" {
        return primary.to_owned();
    }
    let rest: Vec<&str> = subtags.collect();
    let has = |names: &[&str]| rest.iter().any(|part| names.contains(part));
    let traditional = has(&["hant"]) || (!has(&["hans"]) && has(&["tw", "hk", "mo"]));
    if traditional { "zh-tw" } else { "zh-cn" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{day, moment};
    use super::{Entry, News, index, news, news_language, part_name, parts, parts_within};

    fn page(loc: &str) -> Entry<'_> {
        Entry { loc, lastmod: None, images: &[], alternates: &[] }
    }

    #[test]
    fn only_the_namespaces_that_are_used_are_declared() {
        let plain = Entry { lastmod: Some(day("2026-11-23")), ..page("https://post.example/a%20b/?x=1&y=2") };
        assert_eq!(
            parts(&[plain])[0].xml,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
             <url><loc>https://post.example/a%20b/?x=1&amp;y=2</loc><lastmod>2026-11-23</lastmod></url>\n</urlset>\n"
        );
        let rich = Entry {
            lastmod: Some(moment("2026-11-23T06:05:00Z")),
            images: &["https://post.example/f.jpg"],
            alternates: &[("en", "https://post.example/f/"), ("lt", "https://post.example/lt/f/")],
            ..page("https://post.example/f/")
        };
        let part = &parts(&[plain, rich])[0];
        assert!(part.xml.contains(
            "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">"
        ));
        assert!(part.xml.contains(
            "<url><loc>https://post.example/f/</loc><lastmod>2026-11-23T08:05:00+02:00</lastmod>\
             <image:image><image:loc>https://post.example/f.jpg</image:loc></image:image>\
             <xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://post.example/f/\"/>\
             <xhtml:link rel=\"alternate\" hreflang=\"lt\" href=\"https://post.example/lt/f/\"/></url>\n"
        ));
        assert_eq!((part.changed, part.entries), (Some(moment("2026-11-23T06:05:00Z")), 2));
    }

    #[test]
    fn a_full_file_is_followed_by_another() {
        let pages = [page("https://a.example/1/"), page("https://a.example/2/"), page("https://a.example/3/")];
        let sizes = |parts: Vec<super::Part>| parts.iter().map(|p| p.entries).collect::<Vec<_>>();
        assert_eq!(sizes(parts_within(&pages, 2, 1 << 20)), [2, 1]);
        assert_eq!(sizes(parts_within(&pages, 10, 460)), [1, 1, 1]);
        assert!(parts_within(&pages, 10, 460).iter().all(|part| part.xml.len() <= 460));
        assert_eq!(sizes(parts(&[])), [] as [usize; 0]);
        assert_eq!(part_name("sitemap-2026-11", 0), "sitemap-2026-11.xml");
        assert_eq!(part_name("sitemap-2026-11", 1), "sitemap-2026-11-2.xml");
    }

    #[test]
    fn the_index_names_each_file() {
        let mut out = String::new();
        index(
            &[
                ("https://a.example/sitemap-pages.xml", None),
                ("https://a.example/sitemap-2026-11.xml", Some(day("2026-11-23"))),
            ],
            &mut out,
        );
        assert_eq!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
             <sitemap><loc>https://a.example/sitemap-pages.xml</loc></sitemap>\n\
             <sitemap><loc>https://a.example/sitemap-2026-11.xml</loc><lastmod>2026-11-23</lastmod></sitemap>\n\
             </sitemapindex>\n"
        );
    }

    #[test]
    fn the_news_sitemap_is_there_even_without_news() {
        let mut out = String::new();
        news("Harbour Post", &[], &mut out);
        assert!(out.ends_with("xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n</urlset>\n"));
        out.clear();
        let story = News {
            loc: "https://post.example/f/",
            published: moment("2026-11-23T06:05:00Z"),
            title: "Fish & chips",
            language: "en-GB",
        };
        news("Harbour Post", &[story], &mut out);
        assert!(out.contains(
            "<url><loc>https://post.example/f/</loc><news:news><news:publication><news:name>Harbour Post</news:name>\
             <news:language>en</news:language></news:publication>\
             <news:publication_date>2026-11-23T08:05:00+02:00</news:publication_date>\
             <news:title>Fish &amp; chips</news:title></news:news></url>\n"
        ));
    }

    #[test]
    fn chinese_is_told_apart_by_script() {
        for (tag, said) in
            [("zh", "zh-cn"), ("zh-Hant", "zh-tw"), ("zh-HK", "zh-tw"), ("zh-Hans-HK", "zh-cn"), ("de-AT", "de")]
        {
            assert_eq!(news_language(tag), said, "{tag}");
        }
    }
}
