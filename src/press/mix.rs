//! Many small things become one hash.

use xxhash_rust::xxh3::xxh3_64;

/// Collects bytes and hashes them at once. One is used over and over, so nothing is allocated in the long run.
#[derive(Default)]
pub struct Mix(Vec<u8>);

impl Mix {
    pub(super) fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.0.push(flag.into());
    }

    /// A text, with its length, so that `a` and `bc` isn't `ab` and `c`.
    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A text that may be missing, which isn't the empty text.
    pub(super) fn maybe(&mut self, text: Option<&str>) {
        self.flag(text.is_some());
        self.text(text.unwrap_or(""));
    }

    /// The hash of all since the last one; never 0.
    pub(super) fn done(&mut self) -> u64 {
        let hash = xxh3_64(&self.0).max(1);
        self.0.clear();
        hash
    }
}
