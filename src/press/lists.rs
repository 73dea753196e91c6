//! Pages of lists: sections, tags, authors, series, the river.

use std::borrow::Cow;

use super::Press;
use super::view::Html;
use super::views::{AuthorView, FeedLinkView, LinkView, ListView, Text};
use crate::base::{Found, SourcePath};
use crate::copy::SideText;
use crate::edition::{Desk, DeskId, Section, StoryId};
use crate::plan::{ListPage, ListRef, formats};

/// So many stories without a date stand on a list's newest page.
const UNDATED_SHOWN: usize = 20;

impl<'a> Press<'a> {
    /// A page of a list.
    pub(super) fn list_view(&self, number: DeskId, list: ListRef, page: ListPage, found: &mut Found) -> ListView<'a> {
        let desk = self.desk(number);
        let (stories, undated) = (list.stories(desk), list.undated(desk));
        let shown = &stories[page.slice(stories.len(), self.settings())];
        let (newer, older) = page.around(stories.len(), self.settings());
        let address = list.address(desk);
        let link = |page: ListPage, word| LinkView {
            title: Cow::from(self.words(desk).get(word)),
            href: self.href(&page.address(&address)).into(),
            language: None,
            colour: None,
        };
        let day = |id: Option<&StoryId>| {
            id.and_then(|id| self.story(*id).article.card.published).map(|m| self.moment(m, desk))
        };
        let is_newest = page == ListPage::Newest;
        let undated = if is_newest { undated } else { &[] };
        let hidden = undated.len() > UNDATED_SHOWN;
        let front = match list {
            ListRef::Section(n) if is_newest => self.section_front(number, n, shown, found),
            ListRef::Section(_) | ListRef::Latest | ListRef::Tag(_) | ListRef::Author(_) | ListRef::Series(_) => None,
        };
        let (front, above) = front.unzip();
        let is_below = |id: &StoryId| above.as_ref().is_none_or(|above| !above.contains(id));
        let cards = |ids: &[StoryId]| ids.iter().filter(|id| is_below(id)).map(|id| self.card(*id)).collect();
        ListView {
            title: self.list_title(desk, list),
            description: description(desk, list).map(Cow::from),
            introduction: Html(match section(desk, list).filter(|_| is_newest).and_then(|s| s.source.as_ref()) {
                Some((source, text)) => self.side_text(source, text, desk, found),
                None => String::new(),
            }),
            href: self.href(&address).into(),
            colour: section(desk, list).and_then(|s| s.colour.as_deref()).map(colour_word),
            front,
            stories: cards(shown),
            undated: cards(&undated[..undated.len().min(UNDATED_SHOWN)]),
            undated_href: hidden.then(|| self.href(&desk.address("/archive/undated/")).into()),
            is_newest,
            older: older.map(|page| link(page, "older")),
            newer: newer.map(|page| link(page, "newer")),
            from: day(shown.last()),
            until: day(shown.first()),
            sections: if is_newest { self.sections_within(desk, list) } else { Vec::new() },
            author: match list {
                ListRef::Author(n) => {
                    desk.authors[n as usize].author.map(|id| self.author_view(id, desk, is_newest, found))
                }
                ListRef::Latest | ListRef::Section(_) | ListRef::Tag(_) | ListRef::Series(_) => None,
            },
        }
    }

    /// The text that opens a list's newest page, and its file.
    pub(super) fn side_source(&self, desk: &'a Desk, list: ListRef) -> Option<(&'a SourcePath, &'a SideText)> {
        match list {
            ListRef::Section(n) => desk.sections[n as usize].source.as_ref().map(|(source, text)| (source, text)),
            ListRef::Author(n) => {
                let author = &self.edition.authors[desk.authors[n as usize].author? as usize];
                author.profile.as_ref().map(|profile| (&profile.source, &profile.text))
            }
            ListRef::Latest | ListRef::Tag(_) | ListRef::Series(_) => None,
        }
    }

    /// The name of a list.
    pub(super) fn list_title(&self, desk: &'a Desk, list: ListRef) -> Text<'a> {
        match list {
            ListRef::Latest => Cow::from(self.words(desk).get("latest")),
            ListRef::Section(n) => Cow::from(&*desk.sections[n as usize].group.title),
            ListRef::Tag(n) => Cow::from(&*desk.tags[n as usize].title),
            ListRef::Author(n) => Cow::from(&*desk.authors[n as usize].title),
            ListRef::Series(n) => Cow::from(&*desk.series[n as usize].title),
        }
    }

    /// The name of the page that a list's feeds belong to: of the river's the paper's.
    pub(super) fn home_title(&self, desk: &'a Desk, list: ListRef) -> Text<'a> {
        if list == ListRef::Latest { Cow::from(&*self.settings().title) } else { self.list_title(desk, list) }
    }

    fn sections_within(&self, desk: &'a Desk, list: ListRef) -> Vec<LinkView<'a>> {
        let ListRef::Section(n) = list else { return Vec::new() };
        let within = desk.sections.iter().filter(|s| s.parent == Some(n));
        within.map(|s| self.section_view(s)).collect()
    }

    /// A link to a section.
    pub(super) fn section_view(&self, section: &'a Section) -> LinkView<'a> {
        LinkView {
            title: Cow::from(&*section.group.title),
            href: self.href(&section.group.address).into(),
            language: None,
            colour: section.colour.as_deref().map(colour_word),
        }
    }

    /// The feeds of a list.
    pub(super) fn feed_links(&self, desk: &'a Desk, list: ListRef) -> Vec<FeedLinkView<'a>> {
        let home = list.home(desk);
        let title = self.home_title(desk, list);
        let link = |format: &crate::site::FeedFormat| FeedLinkView {
            title: title.clone(),
            href: self.href(&home.join(format.file_name())).into(),
            url: self.want("url", || self.absolute(&home.join(format.file_name())).into()),
            media_type: format.media_type().into(),
            format: format.label().into(),
        };
        formats(list, self.settings()).iter().map(link).collect()
    }

    /// An author; the biography is printed only where `whole`.
    pub(super) fn author_view(&self, id: u32, desk: &'a Desk, whole: bool, found: &mut Found) -> AuthorView<'a> {
        let author = &self.edition.authors[id as usize];
        let profile = author.profile.as_ref();
        let list = |texts: Option<&'a Vec<Box<str>>>| texts.into_iter().flatten().map(|t| Cow::from(&**t)).collect();
        AuthorView {
            name: Cow::from(&*author.name),
            href: desk.author_address(id).map(|address| self.href(address).into()),
            role: profile.and_then(|p| p.role.as_deref()).map(Cow::from),
            image: profile.and_then(|p| self.image(p.image.as_deref()?, &p.source)),
            email: profile.and_then(|p| p.email.as_deref()).map(Cow::from),
            same_as: list(profile.map(|p| &p.same_as)),
            languages: profile.iter().flat_map(|p| &p.languages).map(|l| self.name_of_language(l, desk)).collect(),
            topics: list(profile.map(|p| &p.topics)),
            former: profile.is_some_and(|p| p.former),
            is_organisation: profile.is_some_and(|p| !p.person),
            biography: Html(match profile.filter(|_| whole) {
                Some(profile) => self.side_text(&profile.source, &profile.text, desk, found),
                None => String::new(),
            }),
        }
    }
}

fn section(desk: &Desk, list: ListRef) -> Option<&Section> {
    match list {
        ListRef::Section(n) => desk.sections.get(n as usize),
        ListRef::Latest | ListRef::Tag(_) | ListRef::Author(_) | ListRef::Series(_) => None,
    }
}

fn description(desk: &Desk, list: ListRef) -> Option<&str> {
    section(desk, list).and_then(|s| s.description.as_deref())
}

/// A colour as a word for a class: a name of the theme's palette, or the digits of `#a8071a`.
pub(super) fn colour_word(colour: &str) -> Cow<'_, str> {
    Cow::from(colour.trim_start_matches('#'))
}
