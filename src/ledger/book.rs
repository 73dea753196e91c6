//! The ledger as a build has it before it: all rows, and where each came from.

use rayon::prelude::*;

use super::Cursor;
use super::rows::{Head, Output, Sheet, Source, SourceCopy};

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
    /// The sources, by path; and for each what was read of it.
    pub sources: Vec<(Source<'a>, SourceCopy<'a>)>,
    /// The outputs, by address; and for each what it was made of.
    pub outputs: Vec<(Output<'a>, Sheet<'a>)>,
    /// The file that holds all; 0 before it is written.
    pub(super) whole: u128,
    /// Where each source and each output came from.
    pub(super) origins: [Vec<Origin>; 2],
    /// Sources and outputs of the whole that are no more, sorted.
    pub(super) gone: [Vec<&'a str>; 2],
}

impl<'a> Ledger<'a> {
    /// A ledger in the making.
    pub fn new(
        head: Head,
        sources: Vec<(Source<'a>, SourceCopy<'a>)>,
        outputs: Vec<(Output<'a>, Sheet<'a>)>,
    ) -> Ledger<'a> {
        Ledger { head, sources, outputs, ..Ledger::default() }
    }

    /// Forgets the outputs, of which the next ledger then tells all.
    pub fn forget_outputs(&mut self) {
        self.outputs.clear();
        self.whole = 0;
    }

    /// What is known of a source.
    pub fn source(&self, path: &str) -> Option<&(Source<'a>, SourceCopy<'a>)> {
        self.sources().find(path).map(|n| &self.sources[n])
    }

    /// A cursor over the sources.
    pub fn sources(&self) -> Cursor<'_, (Source<'a>, SourceCopy<'a>)> {
        Cursor::new(&self.sources, |(source, _)| source.path)
    }

    /// A cursor over the outputs.
    pub fn outputs(&self) -> Cursor<'_, (Output<'a>, Sheet<'a>)> {
        Cursor::new(&self.outputs, |(output, _)| output.address)
    }

    /// How many rows there are, those that are no more included.
    pub(super) fn len(&self) -> usize {
        self.sources.len() + self.outputs.len() + self.gone[0].len() + self.gone[1].len()
    }

    /// The rows that aren't in the whole upon which `last` stands, and which of its rows are no more.
    pub(super) fn since<'s>(&'s self, last: &'s Ledger<'_>) -> Ledger<'s> {
        let sources = since(
            &self.sources,
            &last.sources,
            &last.origins[0],
            |(source, _)| source.path,
            |a, b| a.0 == b.0 && a.1.is(&b.1),
        );
        let outputs = since(
            &self.outputs,
            &last.outputs,
            &last.origins[1],
            |(output, _)| output.address,
            |a, b| a.0 == b.0 && a.1.is(&b.1),
        );
        Ledger {
            head: self.head.clone(),
            gone: [
                gone(sources.1, &last.gone[0], &self.sources, |(source, _)| source.path),
                gone(outputs.1, &last.gone[1], &self.outputs, |(output, _)| output.address),
            ],
            sources: sources.0,
            outputs: outputs.0,
            ..Ledger::default()
        }
    }
}

/// The rows that the whole doesn't hold as they are, and the keys of last rows that are no more.
fn since<'s, R: Copy + Sync + Send>(
    now: &'s [R],
    last: &'s [R],
    origins: &[Origin],
    key: fn(&R) -> &str,
    is_same: fn(&R, &R) -> bool,
) -> (Vec<R>, Vec<&'s str>) {
    let mut cursor = Cursor::new(last, key);
    let mut is_there = vec![false; last.len()];
    let found: Vec<Option<usize>> = now.iter().map(|row| cursor.find(key(row))).collect();
    found.iter().flatten().for_each(|n| is_there[*n] = true);
    let is_new = |(row, n): &(&R, &Option<usize>)| {
        n.is_none_or(|n| origins.get(n) != Some(&Origin::Whole) || !is_same(row, &last[n]))
    };
    let changed = now.par_iter().zip(&found).filter(is_new).map(|(row, _)| *row).collect();
    let rows = last.iter().zip(origins).zip(is_there);
    let gone = rows.filter(|((_, origin), is_there)| !is_there && **origin != Origin::New);
    (changed, gone.map(|((row, _), _)| key(row)).collect())
}

/// What is gone now, and what was gone before and didn't come back.
fn gone<'s, R>(now_gone: Vec<&'s str>, before: &[&'s str], rows: &[R], key: fn(&R) -> &str) -> Vec<&'s str> {
    let mut cursor = Cursor::new(rows, key);
    let mut all = now_gone;
    all.extend(before.iter().filter(|path| cursor.find(path).is_none()));
    all.sort_unstable();
    all
}
