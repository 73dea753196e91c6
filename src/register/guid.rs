//! What feeds call a story.

use super::{Entry, Register};
use crate::base::Address;
use crate::edition::{Edition, StoryId};
use crate::plan::{Plan, Sheet};
use crate::site::BaseUrl;

/// The guid of a story: what the register says of its address or, after a move, of the oldest of its aliases. Else its
/// first alias, else its address, so that readers' programs don't take a moved story for a new one.
pub fn guid(register: Option<&Register>, id: StoryId, edition: &Edition, plan: &Plan, base: &BaseUrl) -> String {
    let story = edition.story(id);
    let Some(register) = register else {
        return base.absolute(story.article.card.aliases.first().unwrap_or(&story.address));
    };
    match register.known(id, edition, plan) {
        Some(entry) => entry.guid.to_owned(),
        None => base.absolute(aliases(id, edition, plan).next().unwrap_or(&story.address)),
    }
}

impl Register {
    /// What feeds called a story before, where the register knows.
    pub fn guid_of(&self, id: StoryId, edition: &Edition, plan: &Plan) -> Option<&str> {
        self.known(id, edition, plan).map(|entry| entry.guid)
    }

    /// The line that a story is known by: its address's, else the oldest of its aliases'.
    pub(super) fn known(&self, id: StoryId, edition: &Edition, plan: &Plan) -> Option<Entry<'_>> {
        let of_aliases = || {
            let entries = aliases(id, edition, plan).filter_map(|alias| self.find(alias.as_str()));
            // Days and times sort well enough as text: a tie of an hour is no move.
            entries.min_by_key(|entry| (entry.published.is_none(), entry.published))
        };
        self.find(edition.story(id).address.as_str()).or_else(of_aliases)
    }
}

/// The aliases that lead to the story: a translation that repeats its original's is not a part of its past.
fn aliases<'e>(id: StoryId, edition: &'e Edition, plan: &'e Plan) -> impl Iterator<Item = &'e Address> {
    let is_own = move |alias: &&Address| matches!(plan.at(alias), Some(Sheet::Alias(owner)) if *owner == id);
    edition.story(id).article.card.aliases.iter().filter(is_own)
}
