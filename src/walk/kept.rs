//! Articles that stay in memory between one edition and the next.
//!
//! In: what was read. Out: [`Kept`]: the article, or the last that could be read of its file. Never here: disk.

use std::sync::Arc;

use super::reading::{From, One};
use crate::base::{Found, SourcePath, Stat};
use crate::copy::Article;
use crate::ledger::{self, SourceRow};

/// A manuscript, as it was last read.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// Its file.
    pub source: SourcePath,
    /// The article; where the file can't be read any more, as it was when it last could.
    pub article: Option<Arc<Article>>,
    /// Whether the file can't be read now.
    pub is_faulty: bool,
    /// What was found in it.
    pub found: Found,
    /// What the file system said when it was read.
    pub stat: Option<Stat>,
    /// Whether that can be trusted.
    pub is_settled: bool,
    /// All that its reading depended on beside the file, hashed.
    pub reading: u64,
}

impl Kept {
    /// What was read of a manuscript, beside what was known of it. `stat` is the survey's.
    pub(super) fn of(source: &SourcePath, one: One, stat: Option<Stat>, before: Option<&Kept>) -> Kept {
        let One { article, found, from, reading } = one;
        let is_faulty = article.is_none();
        let article = article.or_else(|| before?.article.clone());
        let (stat, is_settled) = match from {
            From::File(record) => (Some(record.stat), record.is_settled),
            From::Known(_) => (stat, true),
            From::Nowhere => (stat, false),
        };
        Kept { source: source.clone(), article, is_faulty, found, stat, is_settled, reading }
    }

    /// The article, if its file and all that its reading depends on are the same.
    pub(super) fn recall(&self, stat: Option<Stat>, reading: u64, row: u32) -> Option<One> {
        let is_same = self.is_settled && self.stat == stat && self.reading == reading && !self.is_faulty;
        let article = self.article.clone().filter(|_| is_same)?;
        Some(One { article: Some(article), found: self.found.clone(), from: From::Known(row), reading })
    }

    /// Its row in a ledger; `card` and `found` are for what is encoded.
    pub(super) fn row<'r>(&'r self, card: &'r [u8], found: &'r [u8]) -> Option<SourceRow<'r>> {
        let article = self.article.as_ref().filter(|_| !self.is_faulty)?;
        let source = ledger::Source { path: self.source.as_str(), stat: self.stat?, is_settled: self.is_settled };
        let hash = article.hash.to_le_bytes();
        Some((source, ledger::SourceCopy { hash, reading: self.reading, card, found }))
    }
}
