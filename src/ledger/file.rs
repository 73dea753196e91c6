//! The ledger's file: four parts, each with its length and checksum, read only as far as needed.
//!
//! A part that isn't as it was written is noticed before anything in it is believed.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_bytes::Bytes;
use xxhash_rust::xxh3::xxh3_128;

use super::Cursor;
use super::rows::{Head, Output, Sheet, Source, SourceCopy};
use crate::base::Failure;

/// The program, as a hash over all that it is made of.
pub const PROGRAM: &str = env!("DATELINE_PROGRAM");

const MAGIC: &[u8; 16] = b"dateline ledger\n";

/// Parts: head, what is watched, copy, sheets.
const PARTS: usize = 4;

/// Length and checksum of each part, and a checksum over that.
const INDEX: usize = PARTS * 24 + 16;

/// So many rows are encoded together; blocks are read in parallel.
const BLOCK: usize = 4096;

/// Why a ledger isn't used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SetAside {
    /// There is none.
    Missing,
    /// It is of another program, or of an older one.
    Foreign,
    /// It isn't as it was written.
    Damaged,
}

/// A ledger on disk, opened.
#[derive(Debug)]
pub struct LedgerFile {
    file: File,
    lengths: [usize; PARTS],
    checksums: [u128; PARTS],
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
}

impl LedgerFile {
    /// Opens a ledger.
    ///
    /// # Errors
    /// When there is none that can be used.
    pub fn open(path: &Path) -> Result<LedgerFile, SetAside> {
        let missing = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => SetAside::Missing,
            _ => SetAside::Damaged,
        };
        let mut file = File::open(path).map_err(missing)?;
        let mut top = [0; MAGIC.len() + INDEX];
        file.read_exact(&mut top).map_err(|_| SetAside::Damaged)?;
        let (magic, index) = top.split_at(MAGIC.len());
        if magic != MAGIC {
            return Err(SetAside::Foreign);
        }
        let (rows, checksum) = index.split_at(PARTS * 24);
        if xxh3_128(rows).to_le_bytes() != checksum {
            return Err(SetAside::Damaged);
        }
        let mut opened = LedgerFile { file, lengths: [0; PARTS], checksums: [0; PARTS] };
        for (n, row) in rows.chunks_exact(24).enumerate() {
            let (length, checksum) = row.split_at(8);
            opened.lengths[n] = u64::from_le_bytes(length.try_into().unwrap_or_default()) as usize;
            opened.checksums[n] = u128::from_le_bytes(checksum.try_into().unwrap_or_default());
        }
        let size = opened.file.metadata().map_err(|_| SetAside::Damaged)?.len();
        if opened.lengths.iter().map(|n| *n as u64).sum::<u64>() + top.len() as u64 != size {
            return Err(SetAside::Damaged);
        }
        Ok(opened)
    }

    /// The bytes of a part.
    fn part(&mut self, part: usize) -> Result<Vec<u8>, SetAside> {
        let before: usize = self.lengths[..part].iter().sum();
        let mut bytes = Vec::with_capacity(self.lengths[part]);
        let from = SeekFrom::Start((MAGIC.len() + INDEX + before) as u64);
        self.file.seek(from).map_err(|_| SetAside::Damaged)?;
        let length = self.lengths[part] as u64;
        (&self.file).take(length).read_to_end(&mut bytes).map_err(|_| SetAside::Damaged)?;
        if xxh3_128(&bytes) == self.checksums[part] { Ok(bytes) } else { Err(SetAside::Damaged) }
    }

    /// What holds for the whole edition.
    ///
    /// # Errors
    /// When it is damaged, or of another program.
    pub fn head(&mut self) -> Result<Head, SetAside> {
        let head: Head = one(&self.part(0)?)?;
        if head.program.to_string() == PROGRAM { Ok(head) } else { Err(SetAside::Foreign) }
    }

    /// What is watched, to be read by [`watched`].
    ///
    /// # Errors
    /// When it is damaged.
    pub fn watched(&mut self) -> Result<Vec<u8>, SetAside> {
        self.part(1)
    }

    /// What was read and made.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn made(&mut self) -> Result<[Vec<u8>; 2], SetAside> {
        Ok([self.part(2)?, self.part(3)?])
    }
}

/// Sources and outputs as the file system knew them, in their order.
///
/// # Errors
/// When the bytes are no such rows.
pub fn watched(bytes: &[u8]) -> Result<(Vec<Source<'_>>, Vec<Output<'_>>), SetAside> {
    let (sources, outputs): (&Bytes, &Bytes) = borrowed(bytes)?;
    Ok((rows(sources)?, rows(outputs)?))
}

impl<'a> Ledger<'a> {
    /// Puts a ledger together from its parts.
    ///
    /// # Errors
    /// When the bytes are no such rows.
    pub fn of(head: Head, watched_bytes: &'a [u8], made: &'a [Vec<u8>; 2]) -> Result<Ledger<'a>, SetAside> {
        let (sources, outputs) = watched(watched_bytes)?;
        let copies: Vec<SourceCopy<'a>> = rows(&made[0])?;
        let sheets: Vec<Sheet<'a>> = rows(&made[1])?;
        if copies.len() != sources.len() || sheets.len() != outputs.len() {
            return Err(SetAside::Damaged);
        }
        let sources = sources.into_iter().zip(copies).collect();
        Ok(Ledger { head, sources, outputs: outputs.into_iter().zip(sheets).collect() })
    }

    /// What is known of a source.
    pub fn source(&self, path: &str) -> Option<&(Source<'a>, SourceCopy<'a>)> {
        self.sources.binary_search_by(|(source, _)| source.path.cmp(path)).ok().map(|n| &self.sources[n])
    }

    /// A cursor over the sources.
    pub fn sources(&self) -> Cursor<'_, (Source<'a>, SourceCopy<'a>)> {
        Cursor::new(&self.sources, |(source, _)| source.path)
    }

    /// A cursor over the outputs.
    pub fn outputs(&self) -> Cursor<'_, (Output<'a>, Sheet<'a>)> {
        Cursor::new(&self.outputs, |(output, _)| output.address)
    }

    /// Writes it to a temporary file beside `path`, which then takes its place.
    ///
    /// # Errors
    /// When the machine fails; the ledger that was there stays.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let sources = blocks(&self.sources, |(source, _)| *source);
        let outputs = blocks(&self.outputs, |(output, _)| *output);
        let parts = [
            bytes_of(&self.head),
            bytes_of(&(Bytes::new(&sources), Bytes::new(&outputs))),
            blocks(&self.sources, |(_, copy)| *copy),
            blocks(&self.outputs, |(_, sheet)| *sheet),
        ];
        let sums: Vec<u128> = parts.par_iter().map(|part| xxh3_128(part)).collect();
        let mut index = Vec::with_capacity(INDEX);
        for (part, sum) in parts.iter().zip(sums) {
            index.extend_from_slice(&(part.len() as u64).to_le_bytes());
            index.extend_from_slice(&sum.to_le_bytes());
        }
        index.extend_from_slice(&xxh3_128(&index).to_le_bytes());
        let fresh = path.with_extension("new");
        let write = || {
            let mut file = File::create(&fresh)?;
            file.write_all(MAGIC)?;
            file.write_all(&index)?;
            parts.iter().try_for_each(|part| file.write_all(part))?;
            fs::rename(&fresh, path)
        };
        write().map_err(|error| {
            let _ = fs::remove_file(&fresh);
            Failure::when("write", path)(error)
        })
    }
}

fn bytes_of(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).expect("rows are plain data, and memory is the only sink")
}

fn one<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, SetAside> {
    postcard::from_bytes(bytes).map_err(|_| SetAside::Damaged)
}

fn borrowed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, SetAside> {
    postcard::from_bytes(bytes).map_err(|_| SetAside::Damaged)
}

/// Rows in blocks: the lengths of the blocks, then their bytes.
fn blocks<R: Sync, T: Serialize>(rows: &[R], row: impl Fn(&R) -> T + Sync) -> Vec<u8> {
    let blocks: Vec<Vec<u8>> = rows
        .par_chunks(BLOCK)
        .map(|block| {
            let mut bytes = Vec::with_capacity(block.len() * 128);
            for one in block {
                bytes =
                    postcard::to_extend(&row(one), bytes).expect("rows are plain data, and memory is the only sink");
            }
            bytes
        })
        .collect();
    let mut all = bytes_of(&(rows.len(), blocks.iter().map(Vec::len).collect::<Vec<_>>()));
    all.reserve_exact(blocks.iter().map(Vec::len).sum());
    blocks.iter().for_each(|block| all.extend_from_slice(block));
    all
}

/// The rows of blocks.
fn rows<'a, T: Deserialize<'a> + Send>(bytes: &'a [u8]) -> Result<Vec<T>, SetAside> {
    let ((count, lengths), mut rest): ((usize, Vec<usize>), &'a [u8]) =
        postcard::take_from_bytes(bytes).map_err(|_| SetAside::Damaged)?;
    let mut blocks = Vec::with_capacity(lengths.len());
    for length in lengths {
        let (block, after) = rest.split_at_checked(length).ok_or(SetAside::Damaged)?;
        blocks.push(block);
        rest = after;
    }
    let read = |mut block: &'a [u8]| -> Result<Vec<T>, SetAside> {
        let mut rows = Vec::with_capacity(BLOCK);
        while !block.is_empty() {
            let (row, after) = postcard::take_from_bytes(block).map_err(|_| SetAside::Damaged)?;
            rows.push(row);
            block = after;
        }
        Ok(rows)
    };
    let read: Vec<Vec<T>> = blocks.into_par_iter().map(read).collect::<Result<_, _>>()?;
    let mut all = Vec::with_capacity(count.min(bytes.len()));
    read.into_iter().for_each(|block| all.extend(block));
    if all.len() == count { Ok(all) } else { Err(SetAside::Damaged) }
}
