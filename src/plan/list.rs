//! Lists of stories and their pages.

use crate::base::Address;
use crate::edition::{Desk, StoryId};
use crate::site::{Pagination, Settings};

/// Which list of a desk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ListRef {
    /// The river of everything.
    Latest,
    /// A section.
    Section(u32),
    /// A tag.
    Tag(u32),
    /// An author.
    Author(u32),
    /// A series.
    Series(u32),
}

/// A page of a list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ListPage {
    /// The list's own address: its newest stories.
    Newest,
    /// `page/N/`.
    Number(usize),
}

impl ListRef {
    /// The address of the list's newest page.
    pub fn address(self, desk: &Desk) -> Address {
        match self {
            ListRef::Latest => desk.address("/latest/"),
            ListRef::Section(n) => desk.sections[n as usize].group.address.clone(),
            ListRef::Tag(n) => desk.tags[n as usize].address.clone(),
            ListRef::Author(n) => desk.authors[n as usize].address.clone(),
            ListRef::Series(n) => desk.series[n as usize].address.clone(),
        }
    }

    /// The page that its feeds belong to: of the river the front page.
    pub fn home(self, desk: &Desk) -> Address {
        if self == ListRef::Latest { desk.address("/") } else { self.address(desk) }
    }

    /// Its dated stories, newest first.
    pub fn stories(self, desk: &Desk) -> &[StoryId] {
        match self {
            ListRef::Latest => &desk.river,
            ListRef::Section(n) => &desk.sections[n as usize].group.stories,
            ListRef::Tag(n) => &desk.tags[n as usize].stories,
            ListRef::Author(n) => &desk.authors[n as usize].stories,
            ListRef::Series(n) => &desk.series[n as usize].stories,
        }
    }

    /// Its stories without a date; the river has none.
    pub fn undated(self, desk: &Desk) -> &[StoryId] {
        match self {
            ListRef::Latest => &[],
            ListRef::Section(n) => &desk.sections[n as usize].group.undated,
            ListRef::Tag(n) => &desk.tags[n as usize].undated,
            ListRef::Author(n) => &desk.authors[n as usize].undated,
            ListRef::Series(n) => &desk.series[n as usize].undated,
        }
    }

    /// The river and the sections.
    pub fn main(desk: &Desk) -> impl Iterator<Item = ListRef> + use<> {
        std::iter::once(ListRef::Latest).chain((0..desk.sections.len() as u32).map(ListRef::Section))
    }

    /// Every list of a desk that has pages of its own.
    pub fn all(desk: &Desk) -> impl Iterator<Item = ListRef> {
        let tags = (0..desk.tags.len() as u32).filter(|n| desk.tags[*n as usize].has_page);
        let authors = (0..desk.authors.len() as u32).map(ListRef::Author);
        let series = (0..desk.series.len() as u32).map(ListRef::Series);
        ListRef::main(desk).chain(tags.map(ListRef::Tag)).chain(authors).chain(series)
    }
}

/// How many numbered pages a list of `stories` has, beside its newest page.
pub fn pages_of(stories: usize, settings: &Settings) -> usize {
    match settings.pagination {
        Pagination::Stable => (stories / settings.page_size).saturating_sub(1),
        Pagination::NewestFirst => stories.div_ceil(settings.page_size).max(1) - 1,
    }
}

impl ListPage {
    /// The part of `stories` (newest first) that stands on this page.
    pub fn slice(self, stories: usize, settings: &Settings) -> std::ops::Range<usize> {
        let size = settings.page_size;
        match (settings.pagination, self) {
            (Pagination::Stable, ListPage::Newest) => 0..stories - pages_of(stories, settings) * size,
            (Pagination::Stable, ListPage::Number(n)) => stories - n * size..stories - (n - 1) * size,
            (Pagination::NewestFirst, ListPage::Newest) => 0..stories.min(size),
            (Pagination::NewestFirst, ListPage::Number(n)) => (n - 1) * size..stories.min(n * size),
        }
    }

    /// The address of this page of the list at `list`.
    pub fn address(self, list: &Address) -> Address {
        match self {
            ListPage::Newest => list.clone(),
            ListPage::Number(n) => list.join(&format!("page/{n}/")),
        }
    }

    /// The pages with newer and with older stories.
    pub fn around(self, stories: usize, settings: &Settings) -> (Option<ListPage>, Option<ListPage>) {
        let pages = pages_of(stories, settings);
        match (settings.pagination, self) {
            (Pagination::Stable, ListPage::Newest) => (None, (pages > 0).then_some(ListPage::Number(pages))),
            (Pagination::Stable, ListPage::Number(n)) => {
                let newer = if n == pages { ListPage::Newest } else { ListPage::Number(n + 1) };
                (Some(newer), (n > 1).then(|| ListPage::Number(n - 1)))
            }
            (Pagination::NewestFirst, ListPage::Newest) => (None, (pages > 0).then_some(ListPage::Number(2))),
            (Pagination::NewestFirst, ListPage::Number(n)) => {
                let newer = if n == 2 { ListPage::Newest } else { ListPage::Number(n - 1) };
                (Some(newer), (n <= pages).then(|| ListPage::Number(n + 1)))
            }
        }
    }

    /// All pages of a list, the newest first.
    pub fn all(stories: usize, settings: &Settings) -> impl Iterator<Item = ListPage> {
        let first = match settings.pagination {
            Pagination::Stable => 1,
            Pagination::NewestFirst => 2,
        };
        let numbers = first..first + pages_of(stories, settings);
        std::iter::once(ListPage::Newest).chain(numbers.map(ListPage::Number))
    }
}
