//! What feeds call a story.

use super::{Entry, Register};
use crate::edition::Story;
use crate::site::BaseUrl;

/// The guid of a story: what the register says of its address or, after a move, of the oldest of its aliases. Else its
/// first alias, else its address, so that readers' programs don't take a moved story for a new one.
pub fn guid(register: Option<&Register>, story: &Story, base: &BaseUrl) -> String {
    match register.and_then(|register| register.known(story)) {
        Some(entry) => entry.guid.to_owned(),
        None => base.absolute(story.article.card.aliases.first().unwrap_or(&story.address)),
    }
}

impl Register {
    /// The line that a story is known by: its address's, else the oldest of its aliases'.
    pub(super) fn known(&self, story: &Story) -> Option<Entry<'_>> {
        let of_aliases = || {
            let entries = story.article.card.aliases.iter().filter_map(|alias| self.find(alias.as_str()));
            // Days and times sort well enough as text: a tie of an hour is no move.
            entries.min_by_key(|entry| (entry.published.is_none(), entry.published))
        };
        self.find(story.address.as_str()).or_else(of_aliases)
    }

    /// What feeds called a story before, where the register knows.
    pub fn guid_of(&self, story: &Story) -> Option<&str> {
        self.known(story).map(|entry| entry.guid)
    }
}
