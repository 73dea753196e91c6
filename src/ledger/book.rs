//! The ledger as a build has it before it, and the next one in the making.

use std::borrow::Cow;
use std::path::Path;

use super::rows::{Head, Output, Sheet, Source, SourceCopy};
use super::{Cursor, file};
use crate::base::Failure;

/// Where a row came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// From the file that holds all.
    Whole,
    /// From the file of changes, in the place of a row of the whole.
    Changed,
    /// From the file of changes; the whole has no such row.
    New,
}

/// What a build leaves to the next one.
#[derive(Clone, Debug, Default)]
pub struct Ledger<'a> {
    /// Of the whole edition.
    pub head: Head,
    /// The sources, by path.
    pub sources: Vec<Source<'a>>,
    /// For each source what was read of it.
    pub copies: Vec<SourceCopy<'a>>,
    /// The outputs, by address.
    pub outputs: Vec<Output<'a>>,
    /// For each output what it was made of.
    pub sheets: Vec<Sheet<'a>>,
    /// The file that holds all; 0 when all must be written again.
    pub(super) whole: u128,
    /// Where each source and each output came from; empty: all from the whole.
    pub(super) origins: [Vec<Origin>; 2],
    /// Sources and outputs of the whole that are no more, sorted.
    pub(super) gone: [Vec<&'a str>; 2],
}

impl<'a> Ledger<'a> {
    /// Forgets the outputs, of which the next ledger then tells all.
    pub fn forget_outputs(&mut self) {
        self.outputs.clear();
        self.sheets.clear();
        self.origins[1].clear();
        self.whole = 0;
    }

    /// What is known of a source.
    pub fn source(&self, path: &str) -> Option<(&Source<'a>, &SourceCopy<'a>)> {
        let row = self.sources.binary_search_by(|source| source.path.cmp(path)).ok()?;
        Some((&self.sources[row], &self.copies[row]))
    }

    /// A source with what was read of it.
    pub(super) fn source_row(&self, row: usize) -> SourceRow<'a> {
        (self.sources[row], self.copies[row])
    }

    /// An output with what it was made of.
    pub(super) fn output_row(&self, row: usize) -> OutputRow<'a> {
        (self.outputs[row], self.sheets[row])
    }

    /// A cursor over the sources.
    pub fn find_sources(&self) -> Cursor<'_, Source<'a>> {
        Cursor::new(&self.sources, |source| source.path)
    }

    /// A cursor over the outputs.
    pub fn find_outputs(&self) -> Cursor<'_, Output<'a>> {
        Cursor::new(&self.outputs, |output| output.address)
    }
}

/// A source and what was read of it.
pub type SourceRow<'a> = (Source<'a>, SourceCopy<'a>);

/// An output and what it was made of.
pub type OutputRow<'a> = (Output<'a>, Sheet<'a>);

/// Rows of the next ledger, in the order of their keys.
#[derive(Clone, Debug)]
pub struct Rows<R> {
    /// Those that stay as they are, by their numbers in the last ledger.
    pub kept: Vec<u32>,
    /// Those that were made now; some may say what the last ones said.
    pub made: Vec<R>,
}

/// The next ledger in the making.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// Of the whole edition.
    pub head: Head,
    /// The sources.
    pub sources: Rows<SourceRow<'a>>,
    /// The outputs.
    pub outputs: Rows<OutputRow<'a>>,
}

/// Rows, and the keys of those that are no more; all sorted by key.
pub(super) type Changed<'s, R> = (Vec<R>, Vec<&'s str>);

impl Draft<'_> {
    /// Writes it: what changed since the whole of the last one, or all of it.
    ///
    /// # Errors
    /// When the machine fails; the ledger that was there stays.
    pub fn write(&self, path: &Path, last: Option<&Ledger<'_>>) -> Result<(), Failure> {
        file::write(path, self, last.unwrap_or(&Ledger::default()))
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.sources.len() + self.outputs.len()
    }

    /// The sources that the last ledger's whole doesn't hold as they are, and those of the whole that are no more.
    pub(super) fn changed_sources<'s>(&'s self, last: &'s Ledger<'_>) -> Changed<'s, SourceRow<'s>> {
        let mut cursor = last.find_sources();
        let before = Before {
            found: self.sources.made.iter().map(|row| cursor.find(row.0.path)).collect(),
            count: last.sources.len(),
            row: |n| last.source_row(n),
            key: |row: &SourceRow<'s>| row.0.path,
            is_same: |a, b| a.0 == b.0 && a.1.is(&b.1),
            origins: &last.origins[0],
            gone: &last.gone[0],
        };
        before.changed(&self.sources)
    }

    /// The same of the outputs.
    pub(super) fn changed_outputs<'s>(&'s self, last: &'s Ledger<'_>) -> Changed<'s, OutputRow<'s>> {
        let mut cursor = last.find_outputs();
        let before = Before {
            found: self.outputs.made.iter().map(|row| cursor.find(row.0.address)).collect(),
            count: last.outputs.len(),
            row: |n| last.output_row(n),
            key: |row: &OutputRow<'s>| row.0.address,
            is_same: |a, b| a.0 == b.0 && a.1.is(&b.1),
            origins: &last.origins[1],
            gone: &last.gone[1],
        };
        before.changed(&self.outputs)
    }
}

impl<R: Copy> Rows<R> {
    fn len(&self) -> usize {
        self.kept.len() + self.made.len()
    }

    /// All of them by `key`; `row` gives those that are kept.
    pub(super) fn all<'s>(&'s self, row: impl Fn(usize) -> R, key: fn(&R) -> &str) -> Cow<'s, [R]> {
        if self.kept.is_empty() {
            return Cow::Borrowed(&self.made);
        }
        let mut all: Vec<R> = self.kept.iter().map(|n| row(*n as usize)).chain(self.made.iter().copied()).collect();
        all.sort_by(|a, b| key(a).cmp(key(b)));
        Cow::Owned(all)
    }
}

/// The last ledger's rows of one kind.
struct Before<'s, R, F> {
    /// For each row that was made now its number among these.
    found: Vec<Option<usize>>,
    count: usize,
    row: F,
    key: fn(&R) -> &'s str,
    is_same: fn(&R, &R) -> bool,
    origins: &'s [Origin],
    gone: &'s [&'s str],
}

impl<'s, R: Copy, F: Fn(usize) -> R> Before<'s, R, F> {
    fn origin(&self, row: usize) -> Origin {
        self.origins.get(row).copied().unwrap_or(Origin::Whole)
    }

    fn changed(self, next: &Rows<R>) -> Changed<'s, R> {
        let mut is_there = vec![false; self.count];
        let kept = next.kept.iter().map(|n| *n as usize);
        kept.clone().chain(self.found.iter().flatten().copied()).for_each(|n| is_there[n] = true);
        let stands = |n: usize, row: &R| self.origin(n) == Origin::Whole && (self.is_same)(row, &(self.row)(n));
        let made = next.made.iter().zip(&self.found);
        let made = made.filter(|(row, n)| n.is_none_or(|n| !stands(n, row))).map(|(row, _)| *row);
        let kept = kept.filter(|n| self.origin(*n) != Origin::Whole).map(&self.row);
        let mut changed: Vec<R> = kept.chain(made).collect();
        changed.sort_by(|a, b| (self.key)(a).cmp((self.key)(b)));
        let left = (0..self.count).filter(|n| !is_there[*n] && self.origin(*n) != Origin::New);
        let mut gone: Vec<&str> = left.map(|n| (self.key)(&(self.row)(n))).collect();
        // What was gone before and didn't come back.
        let is_back = |path: &&str| changed.binary_search_by(|row| (self.key)(row).cmp(path)).is_ok();
        gone.extend(self.gone.iter().filter(|path| !is_back(path)));
        gone.sort_unstable();
        (changed, gone)
    }
}
