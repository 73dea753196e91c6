//! The text of a section's page or of a profile, kept from reading to printing: there are few of them, and what is
//! printed is what was read.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

/// A file's text and where its own words begin.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SideText {
    /// The whole file.
    pub text: Arc<str>,
    /// Where the text below the front matter begins, in bytes.
    pub start: u32,
    /// The hash of the file.
    pub hash: u64,
}

impl SideText {
    /// The text of a file, whose own words begin at `start`.
    pub fn new(text: &str, start: usize) -> SideText {
        SideText { text: text.into(), start: start as u32, hash: xxh3_64(text.as_bytes()) }
    }
}
