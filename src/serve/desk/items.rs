//! What the desk tells of an article wherever it lists some.
//!
//! In: a card and its edition. Out: a row's cells. Never here: which articles.

use super::frame::View;
use super::markup::{Markup, cell};
use super::{links, words};
use crate::base::{Moment, Place};
use crate::copy::{Card, Credit};

/// What the columns of such a row are called, but for the time.
pub const HEADS: [&str; 4] = ["Headline", "Section", "By", "File"];

/// An article's headline; a link where it has a page.
pub fn headline(card: &Card, href: Option<&str>) -> Markup {
    let (mut out, lang) = (Markup::default(), card.lang.as_str());
    if let Some(kicker) = &card.kicker {
        out.raw("<span class=\"kicker\" lang=\"").text(lang).raw("\">").text(kicker).raw("</span> ");
    }
    match href {
        Some(href) => out.link_in(&card.lang, href, &card.title),
        None => out.raw("<span lang=\"").text(lang).raw("\">").text(&card.title).raw("</span>"),
    };
    out
}

/// The name of an article's section.
pub fn section(view: &View<'_>, card: &Card) -> Markup {
    if card.standing {
        return cell("Standing page");
    }
    let edition = &view.closed().edition;
    let desk = edition.desks.iter().find(|desk| desk.lang == card.lang).or(edition.desks.first());
    let row = desk.and_then(|desk| desk.sections.iter().find(|section| section.path == card.section));
    cell(row.map_or(&*card.section, |section| &section.group.title))
}

/// An article's byline, else the names of its authors.
pub fn by(view: &View<'_>, card: &Card) -> Markup {
    let authors = &view.closed().edition.authors;
    // What names a profile is signed with the profile's name.
    let name = |credit: &'_ Credit| {
        let row = authors.binary_search_by(|author| author.slug.cmp(&credit.slug)).ok().filter(|_| credit.by_slug);
        row.map_or_else(|| credit.name.clone(), |row| authors[row].name.clone()).to_string()
    };
    match &card.byline {
        Some(byline) => cell(byline),
        None => cell(&card.authors.iter().map(name).collect::<Vec<_>>().join(", ")),
    }
}

/// An article's file; a link that opens it in an editor.
pub fn file(view: &View<'_>, place: &Place) -> Markup {
    let mut out = Markup::default();
    out.raw("<code class=\"path\">");
    match links::editor(&view.closed().site.root, place) {
        Some(href) => out.link(&href, place.file.as_str()),
        None => out.text(place.file.as_str()),
    };
    out.raw("</code>");
    out
}

/// A time, in words.
pub fn when(moment: Option<Moment>) -> Markup {
    let mut out = Markup::default();
    if let Some(moment) = moment {
        out.time(moment, &words::moment(moment));
    }
    out
}
