//! The ledger's two files: one that holds all, and one that holds what changed since, so that a small change writes
//! little. They are read only as far as needed.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_bytes::Bytes;

use super::blocks::{Pieces, blocks, bytes_of, length, rows, value_of};
use super::parts::{Parts, SetAside};
use super::rows::{Head, Output, Source};
use super::{Draft, Ledger, Origin, OutputRow, SourceRow};
use crate::base::Failure;

/// The program, as a hash over all that it is made of.
pub const PROGRAM: &str = env!("DATELINE_PROGRAM");

/// What changed may be this share of all rows before all are written again.
const LARGEST_SHARE: usize = 8;

/// Bytes of the whole, and of what changed since.
pub type Both<T> = (T, Option<T>);

/// A ledger on disk, opened.
#[derive(Debug)]
pub struct LedgerFile {
    whole: Parts,
    changes: Option<Parts>,
}

/// The file's first part.
#[derive(Serialize, Deserialize)]
struct Top {
    /// The whole to which these changes belong; 0 for a whole itself.
    upon: u128,
    head: Head,
}

/// The file's second part.
#[derive(Deserialize)]
struct Second<'a> {
    #[serde(borrow)]
    sources: &'a Bytes,
    #[serde(borrow)]
    outputs: &'a Bytes,
    /// Rows of the whole that are no more.
    #[serde(borrow)]
    gone: (Vec<&'a str>, Vec<&'a str>),
}

/// Sources and outputs as the file system knew them, in their order.
#[derive(Debug, Default)]
pub struct Watched<'a> {
    /// The sources.
    pub sources: Vec<Source<'a>>,
    /// The outputs.
    pub outputs: Vec<Output<'a>>,
    /// Where each of them came from.
    laid: [Laid<'a>; 2],
}

/// How changes lie over the whole.
#[derive(Debug, Default)]
struct Laid<'a> {
    /// Where each row comes from, and its number there; empty where there are no changes.
    rows: Vec<(Origin, u32)>,
    /// Rows of the whole that are no more.
    gone: Vec<&'a str>,
}

fn changes_of(path: &Path) -> PathBuf {
    path.with_extension("changes")
}

impl LedgerFile {
    /// Opens a ledger.
    ///
    /// # Errors
    /// When there is none that can be used.
    pub fn open(path: &Path) -> Result<LedgerFile, SetAside> {
        let whole = Parts::open(path)?;
        let changes = match Parts::open(&changes_of(path)) {
            Ok(changes) => Some(changes),
            Err(SetAside::Missing) => None,
            Err(why) => return Err(why),
        };
        Ok(LedgerFile { whole, changes })
    }

    /// What holds for the whole edition.
    ///
    /// # Errors
    /// When it is damaged, or of another program.
    pub fn head(&mut self) -> Result<Head, SetAside> {
        if let Some(changes) = &self.changes {
            let top: Top = value_of(&changes.read(0)?)?;
            if top.upon == self.whole.id {
                return ours(top.head);
            }
            // Left behind by a build that was cut short after it had written the whole.
            self.changes = None;
        }
        ours(value_of::<Top>(&self.whole.read(0)?)?.head)
    }

    /// What is watched, to be read by [`Watched::of`]. Asked after the head.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn watched(&self) -> Result<Both<Vec<u8>>, SetAside> {
        Ok((self.whole.read(1)?, self.changes.as_ref().map(|changes| changes.read(1)).transpose()?))
    }

    /// What was read, and what was made. Asked after the head.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn made(&self) -> Result<Both<[Vec<u8>; 2]>, SetAside> {
        let both = |parts: &Parts| {
            let (read, made) = rayon::join(|| parts.read(2), || parts.read(3));
            Ok([read?, made?])
        };
        Ok((both(&self.whole)?, self.changes.as_ref().map(both).transpose()?))
    }
}

fn ours(head: Head) -> Result<Head, SetAside> {
    if head.program.to_string() == PROGRAM { Ok(head) } else { Err(SetAside::Foreign) }
}

impl<'a> Watched<'a> {
    /// Reads what is watched.
    ///
    /// # Errors
    /// When the bytes are no such rows.
    pub fn of(bytes: &'a Both<Vec<u8>>) -> Result<Watched<'a>, SetAside> {
        let Second { sources, outputs, .. } = value_of(&bytes.0)?;
        let (sources, outputs) = (rows(sources)?, rows(outputs)?);
        let Some(changes) = &bytes.1 else { return Ok(Watched { sources, outputs, ..Watched::default() }) };
        let Second { sources: more, outputs: more_outputs, gone } = value_of(changes)?;
        let (more, more_outputs) = (rows(more)?, rows(more_outputs)?);
        let laid = [
            Laid::over(&sources, &more, gone.0, |source| source.path),
            Laid::over(&outputs, &more_outputs, gone.1, |output| output.address),
        ];
        let (sources, outputs) = (laid[0].take(sources, &more)?, laid[1].take(outputs, &more_outputs)?);
        Ok(Watched { sources, outputs, laid })
    }
}

impl<'a> Laid<'a> {
    /// Lays changed rows over those of the whole; all are sorted by key.
    fn over<R>(whole: &[R], changed: &[R], gone: Vec<&'a str>, key: fn(&R) -> &'a str) -> Laid<'a> {
        let mut laid = Vec::with_capacity(whole.len() + changed.len());
        let (mut changed, mut left) = (changed.iter().zip(0..).peekable(), gone.iter().peekable());
        for (row, n) in whole.iter().zip(0..) {
            let own = key(row);
            while let Some((_, n)) = changed.next_if(|(new, _)| key(new) < own) {
                laid.push((Origin::New, n));
            }
            while left.next_if(|path| **path < own).is_some() {}
            match changed.next_if(|(new, _)| key(new) == own) {
                Some((_, n)) => laid.push((Origin::Changed, n)),
                None if left.peek().is_some_and(|path| **path == own) => {}
                None => laid.push((Origin::Whole, n)),
            }
        }
        laid.extend(changed.map(|(_, n)| (Origin::New, n)));
        Laid { rows: laid, gone }
    }

    /// The rows as they then lie.
    fn take<R: Copy>(&self, mut whole: Vec<R>, changed: &[R]) -> Result<Vec<R>, SetAside> {
        let row = |from: &[R], n: u32| from.get(n as usize).copied().ok_or(SetAside::Damaged);
        if self.rows.is_empty() && changed.is_empty() {
            return Ok(whole);
        }
        if self.gone.is_empty() && self.rows.len() == whole.len() {
            // None is new: each stays in its place.
            for (place, (_, n)) in whole.iter_mut().zip(&self.rows).filter(|(_, (from, _))| *from != Origin::Whole) {
                *place = row(changed, *n)?;
            }
            return Ok(whole);
        }
        let rows = self.rows.iter();
        rows.map(|(from, n)| row(if *from == Origin::Whole { &whole } else { changed }, *n)).collect()
    }

    fn origins(&self) -> Vec<Origin> {
        self.rows.iter().map(|(origin, _)| *origin).collect()
    }
}

impl<'a> Ledger<'a> {
    /// Puts a ledger together from its parts.
    ///
    /// # Errors
    /// When the bytes are no such rows.
    pub fn of(
        file: &LedgerFile,
        head: Head,
        watched: Watched<'a>,
        made: &'a Both<[Vec<u8>; 2]>,
    ) -> Result<Ledger<'a>, SetAside> {
        let Watched { sources, outputs, laid } = watched;
        let (mut copies, mut sheets) = (rows(&made.0[0])?, rows(&made.0[1])?);
        if let Some([more_copies, more_sheets]) = &made.1 {
            copies = laid[0].take(copies, &rows(more_copies)?)?;
            sheets = laid[1].take(sheets, &rows(more_sheets)?)?;
        }
        if copies.len() != sources.len() || sheets.len() != outputs.len() {
            return Err(SetAside::Damaged);
        }
        let origins = [laid[0].origins(), laid[1].origins()];
        let gone = laid.map(|laid| laid.gone);
        Ok(Ledger { head, sources, copies, outputs, sheets, whole: file.whole.id, origins, gone })
    }
}

/// Writes the next ledger.
///
/// # Errors
/// When the machine fails; the ledger that was there stays.
pub(super) fn write(path: &Path, next: &Draft<'_>, last: &Ledger<'_>) -> Result<(), Failure> {
    if last.whole != 0 {
        let (sources, outputs) = (next.changed_sources(last), next.changed_outputs(last));
        let some = sources.0.len() + sources.1.len() + outputs.0.len() + outputs.1.len();
        if some < next.len() / LARGEST_SHARE {
            let gone = [sources.1, outputs.1];
            return Parts::write(&changes_of(path), &parts(last.whole, &next.head, &sources.0, &outputs.0, gone));
        }
    }
    let sources = next.sources.all(|n| last.source_row(n), |(source, _)| source.path);
    let outputs = next.outputs.all(|n| last.output_row(n), |(output, _)| output.address);
    Parts::write(path, &parts(0, &next.head, &sources, &outputs, Default::default()))?;
    match fs::remove_file(changes_of(path)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::when("remove", changes_of(path))(error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

fn parts(
    upon: u128,
    head: &Head,
    sources: &[SourceRow<'_>],
    outputs: &[OutputRow<'_>],
    gone: [Vec<&str>; 2],
) -> [Pieces; 4] {
    // As `Second` is read: two rows of bytes, each behind its length, and what is gone.
    let mut second = Pieces::new();
    for rows in [blocks(sources, |(source, _)| *source), blocks(outputs, |(output, _)| *output)] {
        second.push(bytes_of(&length(&rows)));
        second.extend(rows);
    }
    second.push(bytes_of(&gone));
    [
        vec![bytes_of(&Top { upon, head: head.clone() })],
        second,
        blocks(sources, |(_, copy)| *copy),
        blocks(outputs, |(_, sheet)| *sheet),
    ]
}
