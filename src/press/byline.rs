//! Who signs a story, as a paper prints it: “Ann Lee in Kyiv and Bo Ek in Warsaw”.
//!
//! In: a story. Out: its byline as text and as HTML, and who else reported for it. Never here: a name that nobody gave.

use std::borrow::Cow;

use super::Press;
use super::views::{AuthorLinkView, Text};
use crate::base::{attribute, html};
use crate::copy::{Credit, Details};
use crate::edition::{Desk, Story};

impl<'a> Press<'a> {
    /// The authors of a story, each with the address of the page in the story's language.
    pub(super) fn author_links(&self, story: &'a Story) -> Vec<AuthorLinkView<'a>> {
        let desk = self.edition.desk_of(story);
        story.authors.iter().map(|id| self.author_link(*id, desk)).collect()
    }

    fn author_link(&self, id: u32, desk: &'a Desk) -> AuthorLinkView<'a> {
        AuthorLinkView {
            name: Cow::from(&*self.edition.authors[id as usize].name),
            href: desk.author_address(id).map(|address| self.href(address).into()),
        }
    }

    /// The byline in words; empty when nobody is named.
    pub(super) fn byline(&self, story: &'a Story) -> Text<'a> {
        let card = &story.article.card;
        if let Some(byline) = &card.byline {
            return Cow::from(&**byline);
        }
        let name = |id: &u32| Cow::from(&*self.edition.authors[*id as usize].name);
        match &*story.authors {
            [] => Cow::from(""),
            [only] if card.authors.iter().all(|credit| credit.places.is_empty()) => name(only),
            several => {
                let names: Vec<Cow<'_, str>> = several.iter().map(name).collect();
                self.signed(story, &names, |place| Cow::from(place)).into()
            }
        }
    }

    /// The byline with every author linked.
    pub(super) fn linked_byline(&self, story: &'a Story) -> String {
        if let Some(byline) = &story.article.card.byline {
            return attribute(byline);
        }
        let links: Vec<Cow<'_, str>> = self.author_links(story).iter().map(|author| linked(author).into()).collect();
        self.signed(story, &links, |place| attribute(place).into())
    }

    /// Who reported for a story beside its authors, linked where they have a page.
    pub(super) fn contributors(&self, story: &'a Story, details: &'a Details) -> String {
        let desk = self.edition.desk_of(story);
        let link = |credit: &'a Credit| match self.author_of(credit) {
            Some(id) => linked(&self.author_link(id, desk)),
            None => linked(&AuthorLinkView { name: Cow::from(&*credit.name), href: None }),
        };
        let links: Vec<String> = details.contributors.iter().map(link).collect();
        let mut out = String::new();
        self.words(desk).join(links.iter().map(String::as_str), &mut out);
        out
    }

    /// The author that a credit means, where the paper knows one.
    pub(super) fn author_of(&self, credit: &Credit) -> Option<u32> {
        self.edition.authors.binary_search_by(|author| (*author.slug).cmp(&credit.slug)).ok().map(|n| n as u32)
    }

    /// Names joined as the language does, each with the places that it reported from; what all share is said once.
    fn signed(&self, story: &Story, names: &[Cow<'_, str>], show: impl Fn(&str) -> Cow<'_, str>) -> String {
        let words = self.words(self.edition.desk_of(story));
        let join = |parts: &[Cow<'_, str>]| {
            let mut out = String::new();
            words.join(parts.iter().map(|part| &**part), &mut out);
            out
        };
        let places: Vec<&[Box<str>]> = story.authors.iter().map(|id| self.places_of(*id, story)).collect();
        let located = |names: &str, places: &[Box<str>]| {
            let places: Vec<Cow<'_, str>> = places.iter().map(|place| show(place)).collect();
            words.get("byline.in").replace("{places}", &join(&places)).replace("{authors}", names)
        };
        match places.first() {
            Some(first) if !first.is_empty() && places.iter().all(|other| other == first) => {
                located(&join(names), first)
            }
            Some(_) if places.iter().any(|places| !places.is_empty()) => {
                let sign = |(name, places): (&Cow<'_, str>, &&[Box<str>])| match places.is_empty() {
                    true => name.clone().into_owned(),
                    false => located(name, places),
                };
                let signed: Vec<Cow<'_, str>> = names.iter().zip(&places).map(sign).map(Cow::from).collect();
                join(&signed)
            }
            Some(_) | None => join(names),
        }
    }

    fn places_of<'s>(&self, id: u32, story: &'s Story) -> &'s [Box<str>] {
        let author = &self.edition.authors[id as usize];
        let credit = story.article.card.authors.iter().find(|c| c.slug == author.slug || c.name == author.name);
        credit.map(|credit| &*credit.places).unwrap_or_default()
    }
}

fn linked(author: &AuthorLinkView<'_>) -> String {
    let mut out = String::new();
    if let Some(href) = &author.href {
        out.push_str("<a class=\"p-author h-card\" rel=\"author\" href=\"");
        html(href, &mut out);
        out.push_str("\">");
    }
    out.push_str("<bdi>");
    html(&author.name, &mut out);
    out.push_str(if author.href.is_some() { "</bdi></a>" } else { "</bdi>" });
    out
}
