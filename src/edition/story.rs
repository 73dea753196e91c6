//! A story: an article that has its place in an edition.

use std::sync::{Arc, OnceLock};

use super::fronts::LaidOut;
use super::related::Related;
use super::sources::Sources;
use super::{Author, Desk, Held, LeftOut, NextChange, order};
use crate::base::{Address, EditionTime, Kind, Moment, SourcePath};
use crate::copy::Article;

/// A story's number in its edition.
pub type StoryId = u32;

/// A language's number in its edition: an index of [`Edition::desks`].
pub type DeskId = u16;

/// All that is published at one instant.
#[derive(Debug)]
pub struct Edition {
    /// The instant.
    pub at: EditionTime,
    /// Whether it is a preview, with what readers wouldn't see.
    pub drafts: bool,
    /// Every story and standing page that has an address, in the order of their sources.
    pub stories: Vec<Story>,
    /// All stories by address; those of one address, which is an error, in the order of their sources.
    pub by_address: Vec<StoryId>,
    /// One for each declared language, the site's own first.
    pub desks: Vec<Desk>,
    /// Profiles and every name that signs, by slug.
    pub authors: Vec<Author>,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
    /// Of these, the sound articles themselves: what no output may hold.
    pub held: Vec<Held>,
    /// The next moment at which the edition changes by itself.
    pub next_change: Option<NextChange>,
    /// The first instant after `at` at which the clock alone changes anything that is printed or told: editions of
    /// the same files from `at` on and before it are equal. `None`: it never does.
    pub steady_until: Option<EditionTime>,
    /// Stories by source, and articles that aren't published.
    pub(super) sources: Sources,
    /// Found when a page first asks.
    pub(super) related: OnceLock<Related>,
    /// Front pages as editors lay them out.
    pub(super) fronts: Vec<LaidOut>,
}

/// An article with its place.
#[derive(Debug)]
pub struct Story {
    /// What its file says.
    pub article: Arc<Article>,
    /// Where readers find it.
    pub address: Address,
    /// Its language's desk.
    pub desk: DeskId,
    /// Its section in the desk's list.
    pub section: Option<u32>,
    /// Its tags in the desk's list, in the order of the article.
    pub tags: Box<[u32]>,
    /// Its authors in the edition's list.
    pub authors: Box<[u32]>,
    /// Its series in the desk's list.
    pub series: Option<u32>,
    /// What stands at its address.
    pub state: State,
    /// In previews, why readers wouldn't see it.
    pub mark: Option<Mark>,
    /// The story before and after it in its section.
    pub neighbours: [Option<StoryId>; 2],
    /// The part before and after it in its series.
    pub parts: [Option<StoryId>; 2],
    /// Its versions in all languages, this one too; empty when there is one only.
    pub versions: Arc<[StoryId]>,
    /// When the newest entry of running coverage that readers see was published.
    pub newest_entry: Option<Moment>,
    /// Where the files of its bundle lie, with a slash at the end.
    pub bundle: Option<Arc<str>>,
}

/// What stands at a story's address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// The story.
    Published,
    /// A notice that it was withdrawn.
    Withdrawn,
    /// A notice that it has expired.
    Expired,
    /// The story, on no list (`expired: keep`).
    Kept,
}

/// Why readers wouldn't see a story that a preview shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mark {
    /// It is a draft.
    Draft,
    /// It is under embargo.
    Embargoed,
    /// Its date is to come.
    Future,
}

/// Why an article is left out of an edition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Why {
    /// It is a draft.
    Draft,
    /// It is under embargo.
    Embargoed,
    /// Its date is to come.
    Future,
    /// It has expired, and `expired: remove` says that its address goes.
    Expired,
    /// It has an error.
    Faulty,
}

impl Mark {
    /// The word that templates and words files use.
    pub fn as_str(self) -> &'static str {
        match self {
            Mark::Draft => "draft",
            Mark::Embargoed => "embargoed",
            Mark::Future => "future",
        }
    }
}

impl Why {
    /// In words, for the summary.
    pub fn as_str(self) -> &'static str {
        match self {
            Why::Draft => "in draft",
            Why::Embargoed => "under embargo",
            Why::Future => "dated in the future",
            Why::Expired => "expired",
            Why::Faulty => "with errors",
        }
    }
}

impl Story {
    /// A story whose place among others isn't set yet.
    pub(super) fn new(
        article: Arc<Article>,
        address: Address,
        desk: DeskId,
        state: State,
        mark: Option<Mark>,
        bundle: Option<Arc<str>>,
    ) -> Story {
        Story {
            article,
            address,
            desk,
            section: None,
            tags: Box::default(),
            authors: Box::default(),
            series: None,
            state,
            mark,
            neighbours: [None; 2],
            parts: [None; 2],
            versions: Arc::default(),
            newest_entry: None,
            bundle,
        }
    }

    /// Whether it is journalism that lists may show.
    pub fn is_listed(&self) -> bool {
        self.state == State::Published && !self.article.card.standing
    }

    /// Whether it is running coverage, which has entries.
    pub fn is_running(&self) -> bool {
        self.article.card.kind == Kind::Live
    }

    /// The last editorial change of its text: of its front matter, or its newest entry.
    pub fn changed(&self) -> Option<Moment> {
        let card = &self.article.card;
        card.changed.max(self.newest_entry).max(card.published)
    }

    /// When readers are told that it was updated.
    pub fn updated(&self) -> Option<Moment> {
        self.article.card.updated.max(self.newest_entry)
    }

    /// The seconds by which lists sort; stories without a date come after all others.
    pub fn seconds(&self) -> i64 {
        self.article.card.published.map_or(i64::MIN, |m| m.seconds())
    }
}

impl Edition {
    /// The story of that number.
    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id as usize]
    }

    /// Stories on the same subject, best first.
    pub fn related(&self, id: StoryId) -> &[StoryId] {
        self.related.get_or_init(|| Related::of(self)).to(id)
    }

    /// The desk of that story.
    pub fn desk_of(&self, story: &Story) -> &Desk {
        &self.desks[usize::from(story.desk)]
    }

    /// Each story's place in the order of addresses.
    pub fn address_ranks(&self) -> Vec<u32> {
        order::ranks(&self.by_address)
    }

    /// What lies at a source: `None` for nothing known, `Some(None)` for an article that isn't published.
    pub fn at_source(&self, source: &SourcePath) -> Option<Option<StoryId>> {
        self.sources.find(source, &self.stories, &self.left_out)
    }
}
