//! Heading levels and anchors.

use std::collections::{HashMap, hash_map::Entry};

use crate::base::{Slugs, slug};

/// The headings above the place that is being written, by the level they were given.
///
/// A heading's level is the number of its ancestors and two: so a body's `#` stands below the page's title,
/// a `##` without a `#` above it too, and no level is ever skipped.
#[derive(Default)]
pub(in crate::copy) struct Outline {
    above: Vec<u8>,
}

impl Outline {
    /// The level, 2 to 6, of a heading that was written as `written`.
    pub fn level(&mut self, written: u8) -> u8 {
        while self.above.last().is_some_and(|level| *level >= written) {
            self.above.pop();
        }
        self.above.push(written);
        (self.above.len() as u8 + 1).min(6)
    }
}

/// The anchors that a page has so far. Only asked for membership, so its order shows nowhere.
#[derive(Default)]
pub(in crate::copy) struct Ids {
    taken: HashMap<String, u32>,
}

impl Ids {
    /// Takes `id` as it is; false when the page has it already.
    pub fn take(&mut self, id: &str) -> bool {
        match self.taken.entry(id.to_owned()) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => {
                place.insert(1);
                true
            }
        }
    }

    /// Takes the anchor of a heading, with `-2`, `-3` … where it is taken.
    pub fn unique(&mut self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "section" } else { wanted };
        if self.take(wanted) {
            return wanted.to_owned();
        }
        let mut number = self.taken.get(wanted).copied().unwrap_or(1);
        loop {
            number += 1;
            let id = format!("{wanted}-{number}");
            if self.take(&id) {
                self.taken.insert(wanted.to_owned(), number);
                return id;
            }
        }
    }

    /// The anchor of a heading that reads `text`.
    pub fn of_heading(&mut self, text: &str) -> String {
        self.unique(&slug(text, Slugs::Unicode))
    }
}

#[cfg(test)]
mod tests {
    use super::{Ids, Outline};

    #[test]
    fn levels_begin_at_two_and_never_jump() {
        for (written, set) in [
            (&[2, 3, 2][..], &[2, 3, 2][..]),
            (&[1, 2, 3, 1], &[2, 3, 4, 2]),
            (&[4, 4, 3], &[2, 2, 2]),
            (&[2, 4, 5, 4], &[2, 3, 4, 3]),
            (&[1, 2, 3, 4, 5, 6], &[2, 3, 4, 5, 6, 6]),
        ] {
            let mut outline = Outline::default();
            let levels: Vec<u8> = written.iter().map(|level| outline.level(*level)).collect();
            assert_eq!(levels, set, "{written:?}");
        }
    }

    #[test]
    fn anchors_are_numbered_where_they_are_taken() {
        let mut ids = Ids::default();
        assert!(ids.take("a-2"));
        let given: Vec<String> = ["A", "a", "a", "…"].iter().map(|text| ids.of_heading(text)).collect();
        assert_eq!(given, ["a", "a-3", "a-4", "section"]);
    }
}
