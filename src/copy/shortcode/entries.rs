//! The calls of `live-entry` in a text, without reading what else stands in it.

use std::ops::Range;

use super::lex::{self, What};
use super::{has_tags, survey};
use crate::copy::Field;

/// An entry of running coverage as it is called.
pub(in crate::copy) struct Entry {
    /// The opening tag's bytes in the file.
    pub range: Range<usize>,
    /// Its arguments.
    pub args: Vec<(Box<str>, Field)>,
    /// Whether nothing stands between its tags.
    pub is_empty: bool,
}

/// The entries of the text from the byte `start` on, in their order.
pub(in crate::copy) fn entries(file: &str, start: usize) -> Vec<Entry> {
    let Some(text) = file.get(start..).filter(|text| has_tags(text)) else { return Vec::new() };
    let code = survey::survey(text, start).code;
    let mut tokens = lex::tokens(file, start..file.len(), &code).into_iter().peekable();
    let mut entries = Vec::new();
    while let Some(token) = tokens.next() {
        let What::Open { name, args, .. } = token.what else { continue };
        if name.replace('-', "_") != "live_entry" {
            continue;
        }
        let is_empty = tokens.peek().is_none_or(|next| {
            matches!(next.what, What::Close { .. }) && file[token.range.end..next.range.start].trim().is_empty()
        });
        entries.push(Entry { range: token.range, args, is_empty });
    }
    entries
}
