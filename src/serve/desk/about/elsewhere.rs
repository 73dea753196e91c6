//! How others show a page: search engines, shared links, feed readers, machines.
//!
//! In: a page's HTML. Out: HTML. Never here: what these really do, which nobody but they decides.

use super::head::Head;
use super::weight::resolve;
use crate::base::{Address, percent_decode};
use crate::plan::{ListRef, Sheet};
use crate::serve::desk::frame::View;
use crate::serve::desk::markup::Markup;
use crate::serve::desk::tags::decoded;
use crate::serve::desk::{links, words};
use crate::site::FeedFormat;

/// Search engines cut a title after about so many characters, and a description.
const TITLE: usize = 60;
const DESCRIPTION: usize = 155;

/// Shared links show about so many characters of a title and a description.
const CARD_TITLE: usize = 90;
const CARD_DESCRIPTION: usize = 125;

/// So many feeds are named.
const MOST_FEEDS: usize = 12;

/// Shows it.
pub fn show(view: &View<'_>, address: &Address, html: &str, out: &mut Markup) {
    let head = Head::of(html);
    out.raw("<section aria-labelledby=\"others\"><h2 id=\"others\">How others show it</h2><div class=\"others\">\n");
    search(view, address, &head, out);
    shared(view, address, &head, out);
    feeds(view, address, out);
    out.raw("</div>\n");
    json_ld(&head, out);
    out.raw("</section>\n");
}

fn search(view: &View<'_>, address: &Address, head: &Head, out: &mut Markup) {
    let base = &view.closed().site.settings.base;
    let url = head.canonical.clone().unwrap_or_else(|| base.absolute(address));
    let host = url.split("://").nth(1).unwrap_or(&url);
    let crumbs: Vec<String> = host.split('/').filter(|part| !part.is_empty()).map(percent_decode).collect();
    out.raw("<div><h3>In a search engine</h3><div class=\"card search\"><p class=\"crumbs\">")
        .text(&crumbs.join(" › "));
    out.raw("</p><p class=\"title\">").text(&words::cut(&head.title, TITLE)).raw("</p>");
    match head.meta("description") {
        Some(text) => out.raw("<p>").text(&words::cut(text, DESCRIPTION)).raw("</p></div>"),
        None => out.raw("<p class=\"soft\">No description: it takes some of the text.</p></div>"),
    };
    let length = head.title.chars().count();
    if length > TITLE {
        let note =
            format!("The title has {length} characters; about {TITLE} are shown. “titles: search” sets a shorter one.");
        out.raw("<p class=\"soft\">").text(&note).raw("</p>");
    }
    if head.is_noindex() {
        out.raw("<p class=\"soft\">").raw(if view.closed().drafts {
            "With --drafts every page tells search engines to leave it out; what is published says so only where it should."
        } else {
            "It tells search engines to leave it out."
        });
        out.raw("</p>");
    }
    out.raw("</div>\n");
}

fn shared(view: &View<'_>, address: &Address, head: &Head, out: &mut Markup) {
    let is_large = head.meta("twitter:card") == Some("summary_large_image");
    out.raw("<div><h3>As a shared link</h3><div class=\"")
        .raw(if is_large { "card large" } else { "card small" })
        .raw("\">");
    let image = head.meta("og:image").map(|url| (url, resolve(view, address, url)));
    match &image {
        Some((_, Some(Ok(at)))) => {
            let alt = head.meta("og:image:alt").unwrap_or_default();
            out.raw("<img src=\"").text(&links::shown_then(view, at)).raw("\" alt=\"").text(alt).raw("\">");
        }
        Some((url, _)) => drop(out.raw("<p class=\"soft\">Picture: ").text(url).raw("</p>")),
        None => drop(out.raw("<p class=\"soft\">No picture.</p>")),
    }
    let name = head.meta("og:site_name").unwrap_or(&view.closed().site.settings.title);
    out.raw("<div><p class=\"crumbs\">").text(name).raw("</p><p class=\"title\">");
    out.text(&words::cut(&head.headline(), CARD_TITLE)).raw("</p>");
    if let Some(text) = head.meta("og:description") {
        out.raw("<p>").text(&words::cut(text, CARD_DESCRIPTION)).raw("</p>");
    }
    out.raw("</div></div>");
    if let Some((_, Some(Ok(at)))) = &image
        && !view.round.preview.has(at)
    {
        out.raw("<p class=\"bad\">Nothing stands at ").text(at.as_str()).raw(", where its picture should be.</p>");
    }
    out.raw("</div>\n");
}

/// The feeds that have the page's story, and how readers of the first one see it.
fn feeds(view: &View<'_>, address: &Address, out: &mut Markup) {
    let closed = view.closed();
    let Some(id) = super::story_at(view, address) else { return };
    let mut all: Vec<(&Address, bool)> = Vec::new();
    for (at, sheet) in &closed.plan.sheets {
        let Sheet::Feed(desk, list, format) = sheet else { continue };
        let stories = list.stories(&closed.edition.desks[usize::from(*desk)]);
        if stories.iter().take(closed.site.settings.feeds.size).any(|own| *own == id) {
            all.push((at, *list == ListRef::Latest && *format == FeedFormat::Rss));
        }
    }
    out.raw("<div><h3>In a feed reader</h3>");
    if let Some((feed, _)) = all.iter().find(|(_, is_front)| *is_front) {
        item(view, feed, address, out);
    }
    if all.is_empty() {
        out.raw("<p>It is in no feed: it has no date, or newer stories have taken its place.</p>");
    } else {
        out.raw("<p class=\"soft\">In ").text(&words::count(all.len(), "feed", "feeds")).raw(": ");
        for (n, (at, _)) in all.iter().take(MOST_FEEDS).enumerate() {
            out.raw(if n > 0 { ", " } else { "" }).link(&links::shown_then(view, at), at.as_str());
        }
        if all.len() > MOST_FEEDS {
            out.raw(" and ").number(all.len() - MOST_FEEDS).raw(" more");
        }
        out.raw("</p>");
    }
    out.raw("</div>\n");
}

fn item(view: &View<'_>, feed: &Address, address: &Address, out: &mut Markup) {
    let closed = view.closed();
    let Some(bytes) = view.round.page(feed).and_then(|page| page.bytes.clone()) else { return };
    let xml = String::from_utf8_lossy(&bytes);
    let link = closed.site.settings.base.absolute(address);
    let Some(item) = xml.split("<item>").skip(1).find(|item| element(item, "link").as_deref() == Some(&*link)) else {
        return;
    };
    let title = element(&xml, "title").unwrap_or_default();
    out.raw("<div class=\"card\"><p class=\"crumbs\">").text(&title).raw("</p><p class=\"title\">");
    out.text(&element(item, "title").unwrap_or_default()).raw("</p>");
    if let Some(text) = element(item, "description") {
        out.raw("<p>").text(&text).raw("</p>");
    }
    let by = [element(item, "dc:creator"), element(item, "pubDate")];
    let by: Vec<String> = by.into_iter().flatten().collect();
    out.raw("<p class=\"soft\">").text(&by.join(" · ")).raw("</p></div>");
}

/// The text of the first element of a name.
fn element(xml: &str, name: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    let plain = text.trim().strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>"));
    Some(plain.map_or_else(|| decoded(text.trim()), str::to_owned))
}

fn json_ld(head: &Head, out: &mut Markup) {
    for text in &head.json_ld {
        let value: Result<serde_json::Value, _> = serde_json::from_str(text);
        out.raw("<details><summary>What it tells machines of itself (JSON-LD)</summary><pre tabindex=\"0\">");
        match value.and_then(|value| serde_json::to_string_pretty(&value)) {
            Ok(pretty) => out.text(&pretty),
            Err(_) => out.text(text),
        };
        out.raw("</pre></details>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn the_text_of_an_element_is_read() {
        assert_eq!(element("<a><title>x &amp; y</title>", "title").as_deref(), Some("x & y"));
        assert_eq!(element("<title>\n<![CDATA[<b> & y]]></title>", "title").as_deref(), Some("<b> & y"));
        assert_eq!(element("<title>x", "title"), None);
    }
}
