//! The ledger's two files: one that holds all, and one that holds what changed since, so that a small change writes
//! little. They are read only as far as needed.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_bytes::Bytes;

use super::blocks::{Pieces, blocks, bytes_of, length, rows, value_of};
use super::parts::{Parts, SetAside};
use super::rows::{Head, Output, Sheet, Source, SourceCopy};
use super::{Ledger, Origin};
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
struct Watched<'a> {
    #[serde(borrow)]
    sources: &'a Bytes,
    #[serde(borrow)]
    outputs: &'a Bytes,
    /// Rows of the whole that are no more.
    #[serde(borrow)]
    gone: (Vec<&'a str>, Vec<&'a str>),
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

    /// What is watched, to be read by [`watched`]. Asked after the head.
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

/// Sources and outputs as the file system knew them, in their order.
///
/// # Errors
/// When the bytes are no such rows.
pub fn watched(bytes: &Both<Vec<u8>>) -> Result<(Vec<Source<'_>>, Vec<Output<'_>>), SetAside> {
    let Watched { sources, outputs, .. } = value_of(&bytes.0)?;
    let (sources, outputs) = (rows(sources)?, rows(outputs)?);
    let Some(changes) = &bytes.1 else { return Ok((sources, outputs)) };
    let Watched { sources: more, outputs: more_outputs, gone } = value_of(changes)?;
    let sources = laid_over(sources, rows(more)?, &gone.0, |source| source.path);
    let outputs = laid_over(outputs, rows(more_outputs)?, &gone.1, |output| output.address);
    Ok((sources.into_iter().map(|(row, _)| row).collect(), outputs.into_iter().map(|(row, _)| row).collect()))
}

/// Changed rows laid over those of the whole; all are sorted by key.
fn laid_over<'a, R>(whole: Vec<R>, changed: Vec<R>, gone: &[&str], key: fn(&R) -> &'a str) -> Vec<(R, Origin)> {
    let mut all = Vec::with_capacity(whole.len() + changed.len());
    let (mut changed, mut gone) = (changed.into_iter().peekable(), gone.iter().peekable());
    for row in whole {
        let own = key(&row);
        while let Some(new) = changed.next_if(|new| key(new) < own) {
            all.push((new, Origin::New));
        }
        while gone.next_if(|path| **path < own).is_some() {}
        match changed.next_if(|new| key(new) == own) {
            Some(new) => all.push((new, Origin::Changed)),
            None if gone.peek().is_some_and(|path| **path == own) => {}
            None => all.push((row, Origin::Whole)),
        }
    }
    all.extend(changed.map(|new| (new, Origin::New)));
    all
}

type Rows<'a> = (Vec<(Source<'a>, SourceCopy<'a>)>, Vec<(Output<'a>, Sheet<'a>)>);

/// The rows of one file, and which rows of the whole are no more.
fn pairs<'a>(watched: &'a [u8], made: &'a [Vec<u8>; 2]) -> Result<(Rows<'a>, [Vec<&'a str>; 2]), SetAside> {
    let Watched { sources, outputs, gone } = value_of(watched)?;
    let (sources, outputs) = (rows(sources)?, rows(outputs)?);
    let (copies, sheets) = (rows(&made[0])?, rows(&made[1])?);
    if copies.len() != sources.len() || sheets.len() != outputs.len() {
        return Err(SetAside::Damaged);
    }
    let sources = sources.into_iter().zip(copies).collect();
    Ok(((sources, outputs.into_iter().zip(sheets).collect()), gone.into()))
}

impl<'a> Ledger<'a> {
    /// Puts a ledger together from its parts.
    ///
    /// # Errors
    /// When the bytes are no such rows.
    pub fn of(
        file: &LedgerFile,
        head: Head,
        seen: &'a Both<Vec<u8>>,
        made: &'a Both<[Vec<u8>; 2]>,
    ) -> Result<Ledger<'a>, SetAside> {
        let ((sources, outputs), _) = pairs(&seen.0, &made.0)?;
        let mut ledger = Ledger { head, whole: file.whole.id, ..Ledger::default() };
        let Some((seen, made)) = seen.1.as_ref().zip(made.1.as_ref()) else {
            ledger.origins = [vec![Origin::Whole; sources.len()], vec![Origin::Whole; outputs.len()]];
            (ledger.sources, ledger.outputs) = (sources, outputs);
            return Ok(ledger);
        };
        let ((more, more_outputs), gone) = pairs(seen, made)?;
        let sources = laid_over(sources, more, &gone[0], |(source, _)| source.path);
        let outputs = laid_over(outputs, more_outputs, &gone[1], |(output, _)| output.address);
        ledger.gone = gone;
        (ledger.sources, ledger.origins[0]) = sources.into_iter().unzip();
        (ledger.outputs, ledger.origins[1]) = outputs.into_iter().unzip();
        Ok(ledger)
    }

    /// Writes it: what changed since the last one, or all of it.
    ///
    /// # Errors
    /// When the machine fails; the ledger that was there stays.
    pub fn write(&self, path: &Path, last: Option<&Ledger<'_>>) -> Result<(), Failure> {
        if let Some(last) = last.filter(|last| last.whole != 0) {
            let changes = self.since(last);
            let (some, all) = (changes.len(), self.sources.len() + self.outputs.len());
            if some < all / LARGEST_SHARE {
                return Parts::write(&changes_of(path), &changes.parts(last.whole));
            }
        }
        Parts::write(path, &self.parts(0))?;
        match fs::remove_file(changes_of(path)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Failure::when("remove", changes_of(path))(error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn parts(&self, upon: u128) -> [Pieces; 4] {
        // As `Watched` is read: two rows of bytes, each behind its length, and what is gone.
        let mut watched = Pieces::new();
        let sources = blocks(&self.sources, |(source, _)| *source);
        let outputs = blocks(&self.outputs, |(output, _)| *output);
        for rows in [sources, outputs] {
            watched.push(bytes_of(&length(&rows)));
            watched.extend(rows);
        }
        watched.push(bytes_of(&(&self.gone[0], &self.gone[1])));
        [
            vec![bytes_of(&Top { upon, head: self.head.clone() })],
            watched,
            blocks(&self.sources, |(_, copy)| *copy),
            blocks(&self.outputs, |(_, sheet)| *sheet),
        ]
    }
}
