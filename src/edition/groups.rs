//! What gathers stories: sections, tags, authors, series.

use std::{collections::BTreeMap, sync::Arc};

use super::StoryId;
use crate::base::{Address, Lang, SourcePath};
use crate::copy::{Profile, SideText};

/// One language's part of an edition.
#[derive(Debug)]
pub struct Desk {
    /// The language.
    pub lang: Lang,
    /// `/lt`, or empty for the site's own language.
    pub prefix: String,
    /// Dated stories, newest first.
    pub river: Vec<StoryId>,
    /// Stories without a date, by path.
    pub undated: Vec<StoryId>,
    /// Sections, in the site's order.
    pub sections: Vec<Section>,
    /// Tags, by slug.
    pub tags: Vec<Group>,
    /// Authors who sign in this language, by slug.
    pub authors: Vec<Group>,
    /// For each of the edition's authors, the row in `authors`.
    pub author_rows: Vec<Option<u32>>,
    /// Series, by slug.
    pub series: Vec<Group>,
    /// Dated stories by year and month, newest first in each.
    pub months: BTreeMap<(i16, i8), Vec<StoryId>>,
    /// Corrections, newest first: the story and the correction's number from 1.
    pub corrections: Vec<(StoryId, usize)>,
    /// Standing pages, by path.
    pub pages: Vec<StoryId>,
}

/// A section.
#[derive(Debug)]
pub struct Section {
    /// Its path: `world/europe`.
    pub path: Arc<str>,
    /// Its stories and its name.
    pub group: Group,
    /// In a few words.
    pub description: Option<String>,
    /// Its colour, as written.
    pub colour: Option<String>,
    /// The section that it lies in.
    pub parent: Option<u32>,
    /// Its `_index.md`, and the text of that.
    pub source: Option<(SourcePath, SideText)>,
}

/// Stories that share something.
#[derive(Debug)]
pub struct Group {
    /// What they share, as readers see it.
    pub title: Arc<str>,
    /// The last part of the address.
    pub slug: Arc<str>,
    /// The newest page of the list.
    pub address: Address,
    /// Dated stories, newest first.
    pub stories: Vec<StoryId>,
    /// Stories without a date, by path.
    pub undated: Vec<StoryId>,
    /// For authors: the number in [`super::Edition::authors`].
    pub author: Option<u32>,
    /// Whether it has pages and feeds of its own.
    pub has_page: bool,
}

/// Somebody who signs, or has a profile.
#[derive(Debug)]
pub struct Author {
    /// The name as printed.
    pub name: Arc<str>,
    /// The last part of the address.
    pub slug: Arc<str>,
    /// The profile, where there is one.
    pub profile: Option<Profile>,
}

impl Desk {
    /// The address below this language's front.
    pub fn address(&self, path: &str) -> Address {
        Address::new(format!("{}{path}", self.prefix))
    }

    /// The address of the author's page in this language, if there is one.
    pub fn author_address(&self, author: u32) -> Option<&Address> {
        let row = *self.author_rows.get(author as usize)?;
        row.map(|row| &self.authors[row as usize].address)
    }
}
