//! A file of four parts, each with its length and checksum. A part that isn't as it was written is noticed before
//! anything in it is believed.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

use super::blocks::{Pieces, length};
use crate::base::Failure;

const MAGIC: &[u8; 16] = b"dateline ledger\n";

/// How many parts there are.
pub const PARTS: usize = 4;

/// Length and checksum of each part, and a checksum over that.
const INDEX: usize = PARTS * 24 + 16;

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

/// A file of parts, whose index was read.
#[derive(Clone, Debug)]
pub struct Parts {
    path: PathBuf,
    lengths: [usize; PARTS],
    checksums: [u128; PARTS],
    /// A checksum over all parts, which tells one file from any other.
    pub id: u128,
}

impl Parts {
    /// Opens a file.
    ///
    /// # Errors
    /// When there is none that can be used.
    pub fn open(path: &Path) -> Result<Parts, SetAside> {
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
        let id = xxh3_128(rows);
        if id.to_le_bytes() != checksum {
            return Err(SetAside::Damaged);
        }
        let mut parts = Parts { path: path.to_owned(), lengths: [0; PARTS], checksums: [0; PARTS], id };
        for (n, row) in rows.chunks_exact(24).enumerate() {
            let (length, checksum) = row.split_at(8);
            parts.lengths[n] = u64::from_le_bytes(length.try_into().unwrap_or_default()) as usize;
            parts.checksums[n] = u128::from_le_bytes(checksum.try_into().unwrap_or_default());
        }
        let size = file.metadata().map_err(|_| SetAside::Damaged)?.len();
        let told = parts.lengths.iter().try_fold(top.len() as u64, |all, n| all.checked_add(*n as u64));
        if told == Some(size) { Ok(parts) } else { Err(SetAside::Damaged) }
    }

    /// The bytes of a part.
    ///
    /// # Errors
    /// When they aren't as they were written.
    pub fn read(&self, part: usize) -> Result<Vec<u8>, SetAside> {
        let before: usize = self.lengths[..part].iter().sum();
        let mut bytes = Vec::with_capacity(self.lengths[part]);
        let mut read = || {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start((MAGIC.len() + INDEX + before) as u64))?;
            file.take(self.lengths[part] as u64).read_to_end(&mut bytes)
        };
        read().map_err(|_| SetAside::Damaged)?;
        if xxh3_128(&bytes) == self.checksums[part] { Ok(bytes) } else { Err(SetAside::Damaged) }
    }

    /// Writes parts to a temporary file beside `path`, which then takes its place.
    ///
    /// # Errors
    /// When the machine fails; the file that was there stays.
    pub fn write(path: &Path, parts: &[Pieces; PARTS]) -> Result<(), Failure> {
        let sum = |part: &Pieces| {
            let mut all = Xxh3Default::new();
            part.iter().for_each(|piece| all.update(piece));
            all.digest128()
        };
        let sums: Vec<u128> = parts.par_iter().map(sum).collect();
        let mut index = Vec::with_capacity(INDEX);
        for (part, sum) in parts.iter().zip(sums) {
            index.extend_from_slice(&(length(part) as u64).to_le_bytes());
            index.extend_from_slice(&sum.to_le_bytes());
        }
        index.extend_from_slice(&xxh3_128(&index).to_le_bytes());
        let fresh = path.with_extension("new");
        let write = || {
            let mut file = File::create(&fresh)?;
            file.write_all(MAGIC)?;
            file.write_all(&index)?;
            parts.iter().flatten().try_for_each(|piece| file.write_all(piece))?;
            fs::rename(&fresh, path)
        };
        write().map_err(|error| {
            let _ = fs::remove_file(&fresh);
            Failure::when("write", path)(error)
        })
    }
}
