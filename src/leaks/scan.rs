//! Looking for secrets in bytes, word by word.

use std::collections::{BTreeSet, HashSet};

use super::secrets::{Secrets, Spot};
use super::words::{Runs, each_address, unescaped};

/// What sort of secret it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Words of its text.
    Text,
    /// Its address.
    Address,
    /// Its headline.
    Title,
}

/// What was found in an output: secrets, each with the first run of words that was met.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// Runs of words, with their hashes.
    pub(super) runs: Vec<(u64, Spot)>,
    /// Addresses: numbers of secrets.
    pub(super) addresses: BTreeSet<u32>,
}

impl Hits {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.addresses.is_empty()
    }
}

impl Secrets {
    /// Whether a file that pages are made with holds a secret's address, or a good part of a run of its words: a run on a page
    /// may be put together from several files, and then one of them has the better part.
    pub fn hinted(&self, bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes);
        let words = Runs::of(&text);
        let mut is_hinted = false;
        for (weight, hints) in &self.hints {
            words.windows(*weight, &mut |hash, _, _| is_hinted |= hints.contains(&hash));
        }
        each_address(&unescaped(&text), &mut |address| is_hinted |= self.of_address(address).is_some());
        is_hinted
    }

    /// Looks at every word.
    pub fn look(&self, bytes: &[u8]) -> Hits {
        let mut hits = Hits::default();
        if self.is_empty() {
            return hits;
        }
        let text = String::from_utf8_lossy(bytes);
        let words = Runs::of(&text);
        let mut seen = HashSet::new();
        for (weight, runs) in &self.runs {
            words.windows(*weight, &mut |hash, _, _| {
                if let Some(spot) = runs.get(&hash)
                    && seen.insert(hash)
                {
                    hits.runs.push((hash, *spot));
                }
            });
        }
        if !self.addresses.is_empty() {
            each_address(&unescaped(&text), &mut |address| hits.addresses.extend(self.of_address(address)));
        }
        hits
    }

    /// The secret that will stand at an address.
    fn of_address(&self, address: &str) -> Option<u32> {
        self.addresses.get(address.strip_suffix("index.html").unwrap_or(address)).copied()
    }
}
