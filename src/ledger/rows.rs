//! The rows of a ledger.

use serde::{Deserialize, Serialize};

use crate::base::{Diagnostic, Stat};

/// What holds for the whole edition.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Head {
    /// The program that wrote it.
    pub program: u64,
    /// The flags with which it was asked.
    pub asked: u64,
    /// The edition's time, in seconds since 1970.
    pub at: i64,
    /// Up to which second the clock alone changes nothing; `None`: for ever.
    pub steady_until: Option<i64>,
    /// What the survey told of files that can't be read at all, hashed.
    pub told: u64,
    /// What the leak check looked for, as the walk keeps it.
    pub leaks: Vec<u8>,
    /// Whether the site had no error.
    pub is_sound: bool,
    /// What was found, weighed by the site's settings.
    pub found: Vec<Diagnostic>,
    /// What was built, and when it next changes: the summary's, as the walk keeps it.
    pub summary: Vec<u8>,
    /// Fingerprints of settings, templates and data by name, to tell what changed.
    pub parts: Vec<(String, u64)>,
    /// Stat of the output's manifest.
    pub manifest: Stat,
}

/// A file of the site, as the file system knew it.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Source<'a> {
    /// Its path.
    pub path: &'a str,
    /// What the file system said when it was read.
    pub stat: Stat,
    /// Whether that can be trusted.
    pub is_settled: bool,
}

/// What was read of a source.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct SourceCopy<'a> {
    /// The hash of the file.
    pub hash: [u8; 16],
    /// All that its reading depended on beside the file, hashed.
    pub reading: u64,
    /// The article, encoded; empty for other files.
    #[serde(with = "serde_bytes")]
    pub card: &'a [u8],
    /// What was found, encoded; empty for nothing.
    #[serde(with = "serde_bytes")]
    pub found: &'a [u8],
}

/// An output, as the file system knew it.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Output<'a> {
    /// Its address.
    pub address: &'a str,
    /// What the file system said after it was written.
    pub stat: Stat,
}

/// What an output was made of.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Sheet<'a> {
    /// The hash of its bytes.
    pub hash: [u8; 16],
    /// Its ingredients, packed; empty when it is printed each time.
    #[serde(with = "serde_bytes")]
    pub print: &'a [u8],
    /// The stories that it shows, packed.
    #[serde(with = "serde_bytes")]
    pub members: &'a [u8],
    /// What its own text asks, encoded; empty where it has none.
    #[serde(with = "serde_bytes")]
    pub asks: &'a [u8],
    /// What was found while it was printed, encoded; empty for nothing.
    #[serde(with = "serde_bytes")]
    pub found: &'a [u8],
    /// Why its bytes last changed.
    pub why: &'a str,
    /// The edition's time of that, in seconds since 1970.
    pub at: i64,
}

/// Rows that weren't touched are the same bytes in the same place, which is quick to see.
fn is(a: &[u8], b: &[u8]) -> bool {
    std::ptr::eq(a, b) || a == b
}

impl SourceCopy<'_> {
    /// Whether two say the same.
    pub(super) fn is(&self, other: &SourceCopy<'_>) -> bool {
        self.hash == other.hash
            && self.reading == other.reading
            && is(self.card, other.card)
            && is(self.found, other.found)
    }
}

impl Sheet<'_> {
    /// Whether two say the same.
    pub(super) fn is(&self, other: &Sheet<'_>) -> bool {
        let Sheet { hash, print, members, asks, found, why, at } = self;
        *hash == other.hash
            && *at == other.at
            && is(print, other.print)
            && is(members, other.members)
            && is(asks, other.asks)
            && is(found, other.found)
            && *why == other.why
    }
}
