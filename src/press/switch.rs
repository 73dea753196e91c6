//! The way from a page to the same page in another language.
//!
//! In: a page's address, its story. Out: an address for each language of the paper. Never here: how pages show it.

use std::borrow::Cow;

use super::Press;
use super::views::LinkView;
use crate::base::{Address, Lang};
use crate::edition::{Desk, DeskId, StoryId};

impl<'a> Press<'a> {
    /// The desks that readers can go to: the site's own language, and each other one that has stories.
    pub(super) fn open_desks(&self) -> impl Iterator<Item = (DeskId, &'a Desk)> {
        let desks = self.edition.desks.iter().enumerate().map(|(id, desk)| (id as DeskId, desk));
        desks.filter(|(_, d)| d.prefix.is_empty() || !d.river.is_empty() || !d.undated.is_empty())
    }

    /// For each language where its readers go on: the story's translation, else the page of the same name, else the
    /// story's section, else the front. Nothing in a paper of one language.
    pub(super) fn counterparts(&self, id: DeskId, address: &Address, story: Option<StoryId>) -> Vec<(DeskId, Address)> {
        if self.edition.desks.len() < 2 || self.open_desks().count() < 2 {
            return Vec::new();
        }
        let (desk, story) = (self.desk(id), story.map(|id| self.story(id)));
        let own = unnumbered(address.as_str().strip_prefix(&*desk.prefix).unwrap_or(address.as_str()));
        let to = |(other_id, other): (DeskId, &'a Desk)| {
            let translation = || {
                let versions = story?.versions.iter().map(|version| self.story(*version));
                versions.into_iter().find(|version| version.desk == other_id).map(|version| version.address.clone())
            };
            let same = || Some(other.address(own)).filter(|address| story.is_none() && self.plan.has(address));
            let section = || self.same_section(desk, story?.section?, other);
            let address = match other_id == id {
                true => address.clone(),
                false => translation().or_else(same).or_else(section).unwrap_or_else(|| other.address("/")),
            };
            (other_id, address)
        };
        self.open_desks().map(to).collect()
    }

    /// The section of the same folder in another language.
    fn same_section(&self, desk: &Desk, section: u32, other: &Desk) -> Option<Address> {
        let path = &desk.sections[section as usize].path;
        let same = other.sections.iter().find(|section| section.path == *path)?;
        Some(same.group.address.clone()).filter(|address| self.plan.has(address))
    }

    /// A section in all languages that have it.
    pub(super) fn section_versions(&self, desk: &Desk, section: u32) -> Vec<(Lang, Address)> {
        let of = |(_, other): (DeskId, &'a Desk)| Some((other.lang.clone(), self.same_section(desk, section, other)?));
        self.open_desks().filter_map(of).collect()
    }

    /// The links of a page's language switch.
    pub(super) fn language_links(&self, desk: DeskId, address: &Address, story: Option<StoryId>) -> Vec<LinkView<'a>> {
        let link = |(id, address): (DeskId, Address)| {
            let lang = &self.desk(id).lang;
            LinkView {
                title: self.language_name(lang),
                href: self.href(&address).into(),
                language: Some(Cow::from(lang.as_str())),
                colour: None,
            }
        };
        self.counterparts(desk, address, story).into_iter().map(link).collect()
    }
}

/// A path without the number of its page: numbers of two languages have nothing to do with each other.
fn unnumbered(path: &str) -> &str {
    let cut = path.rfind("/page/").filter(|at| {
        let number = path[at + "/page/".len()..].trim_end_matches('/');
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    cut.map_or(path, |at| &path[..=at])
}

#[cfg(test)]
mod tests {
    use super::unnumbered;

    #[test]
    fn numbers_of_pages_are_left_out() {
        assert_eq!(unnumbered("/world/page/12/"), "/world/");
        for path in ["/world/", "/page/one/", "/archive/2026/11/", "/"] {
            assert_eq!(unnumbered(path), path);
        }
    }
}
