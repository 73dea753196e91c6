//! What there is, in numbers, and the ways from here.
//!
//! In: an edition. Out: `/_dateline/`. Never here: what other pages of the desk tell in full.

use super::drafts::Unseen;
use super::frame::{Leaf, Tab, View};
use super::markup::{Markup, Table};
use super::{items, links, schedule, words};
use crate::base::{Address, Moment, Severity};
use crate::serve::host::Whole;

/// So many of the newest articles are listed.
const NEWEST: usize = 10;

/// `/_dateline/`.
pub fn page(view: &View<'_>) -> Whole {
    let closed = view.closed();
    let settings = &closed.site.settings;
    let mut body = Markup::default();
    if closed.is_held {
        body.raw("<p class=\"notice bad\">Settings, theme or data have an error. The preview shows the site with those that ")
            .raw("last were sound; <a href=\"/_dateline/warnings\">Warnings</a> tells what is wrong.</p>\n");
    }
    counts(view, &mut body);
    facts(view, &mut body);
    forms(view, &mut body);
    newest(view, &mut body);
    let lead = settings.tagline.as_deref().unwrap_or_default();
    Leaf { tab: Tab::Overview, title: &settings.title, lead, body }.answer(view)
}

/// How much there is to do.
fn counts(view: &View<'_>, out: &mut Markup) {
    let unseen = Unseen::of(view);
    let of = |severity: Severity| view.closed().found().filter(|fault| fault.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warn));
    out.raw("<ul class=\"counts\">");
    for (href, count, one, many) in [
        ("/_dateline/drafts", unseen.drafts(), "draft", "drafts"),
        ("/_dateline/schedule", unseen.scheduled(), "scheduled", "scheduled"),
        ("/_dateline/warnings", errors, "error", "errors"),
        ("/_dateline/warnings", warnings, "warning", "warnings"),
    ] {
        out.raw(if one == "error" && count > 0 { "<li class=\"bad\">" } else { "<li>" });
        out.raw("<a href=\"").raw(href).raw("\"><b>").number(count).raw("</b> ");
        out.raw(if count == 1 { one } else { many }).raw("</a></li>");
    }
    out.raw("</ul>\n");
}

/// The edition: its time, how much it holds, what comes next.
fn facts(view: &View<'_>, out: &mut Markup) {
    let closed = view.closed();
    let zone = &closed.site.settings.zone;
    let (at, tally) = (Moment::at(closed.edition.at.0, zone), closed.tally());
    out.raw("<section aria-labelledby=\"edition\"><h2 id=\"edition\">This preview</h2><dl><dt>Shows the site as of</dt><dd>");
    out.time(at, &words::moment(at)).raw(" <span class=\"soft\">").text(&zone.abbreviation(at)).raw("</span></dd>");
    out.raw("<dt>Holds</dt><dd>").text(&words::count(tally.articles, "article", "articles")).raw(", ");
    out.text(&words::count(tally.pages, "page", "pages")).raw(", ");
    out.text(&words::count(tally.feeds, "feed", "feeds")).raw(", ");
    out.text(&words::count(tally.other_files, "other file", "other files")).raw("</dd><dt>Drafts</dt><dd>");
    out.raw(if closed.drafts {
        "are shown, and marked as such; so is what waits for a time"
    } else {
        "aren’t shown: this is what readers see"
    });
    out.raw("</dd><dt>Next change</dt><dd>");
    match &closed.edition.next_change {
        Some(change) => {
            out.time(change.at, &words::moment(change.at)).raw(": ");
            match schedule::card_of(view, &change.source) {
                Some((card, address)) => {
                    out.link_in(&card.lang, &links::shown_at(&view.round, address, change.at), &card.title)
                }
                None => out.text(change.source.as_str()),
            };
            out.raw(" (").raw(change.what).raw(")");
        }
        None => drop(out.raw("none: nothing waits for a time")),
    }
    out.raw("</dd></dl></section>\n");
}

/// Ways to another time and to a page.
fn forms(view: &View<'_>, out: &mut Markup) {
    let closed = view.closed();
    let settings = &closed.site.settings;
    let at = Moment::at(closed.edition.at.0, &settings.zone).civil();
    let now = at.strftime("%Y-%m-%dT%H:%M").to_string();
    let front = settings.base.href(&Address::new("/"));
    let zone = settings.zone.as_jiff().iana_name().unwrap_or("the site’s zone");
    out.raw("<div class=\"forms\"><form action=\"").text(&front).raw("\"><h2>Another time</h2>");
    out.raw("<p><label for=\"at\">See the site as it will be at</label></p><p class=\"field\">");
    out.raw("<input id=\"at\" type=\"datetime-local\" name=\"at\" required value=\"")
        .text(&now)
        .raw("\"> <button>Show</button></p>");
    out.raw("<p class=\"soft\">In the time of ").text(zone).raw(". Links on that page keep the time.</p></form>\n");
    out.raw("<form action=\"/_dateline/page\"><h2>All about a page</h2>");
    out.raw("<p><label for=\"of\">Its address, as you copy it from the browser</label></p><p class=\"field\">");
    out.raw(
        "<input id=\"of\" name=\"of\" required spellcheck=\"false\" autocapitalize=\"off\" placeholder=\"/news/…/\"> ",
    );
    out.raw(
        "<button>Look</button></p><p class=\"soft\">What it is made of, what it weighs, how search engines and shared ",
    );
    out.raw("links show it.</p></form></div>\n");
}

/// The newest articles, each with the ways to look at it.
fn newest(view: &View<'_>, out: &mut Markup) {
    let edition = &view.closed().edition;
    let Some(desk) = edition.desks.first().filter(|desk| !desk.river.is_empty()) else { return };
    let mut table =
        Table::new("As the front page’s language has them", &["Headline", "Section", "By", "Published", "Look"]);
    let published = desk.river.iter().map(|id| edition.story(*id)).filter(|story| story.mark.is_none());
    for story in published.take(NEWEST) {
        let card = &story.article.card;
        let mut look = Markup::default();
        look.link(&links::about(&story.address), "All about it").raw(" · ");
        look.link(&links::phone_then(view, &story.address), "On a phone");
        table.row(&[
            items::headline(card, Some(&links::shown(&view.round, &story.address))),
            items::section(view, card),
            items::by(view, card),
            items::when(card.published),
            look,
        ]);
    }
    out.raw("<section aria-labelledby=\"newest\"><h2 id=\"newest\">Newest articles</h2>")
        .add(&table.done())
        .raw("</section>\n");
}
