//! Rows as bytes, in blocks that are written and read on all cores.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::parts::SetAside;

/// So many rows are encoded together.
const BLOCK: usize = 1024;

/// A value as bytes.
pub fn bytes_of(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).expect("rows are plain data, and memory is the only sink")
}

/// The value of bytes.
///
/// # Errors
/// When they are none.
pub fn value_of<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, SetAside> {
    postcard::from_bytes(bytes).map_err(|_| SetAside::Damaged)
}

/// Bytes in pieces, to be written one after the other.
pub type Pieces = Vec<Vec<u8>>;

/// How many bytes there are in all.
pub fn length(pieces: &Pieces) -> usize {
    pieces.iter().map(Vec::len).sum()
}

/// Rows in blocks: their number and the lengths of the blocks, then their bytes.
pub fn blocks<R: Sync, T: Serialize>(rows: &[R], row: impl Fn(&R) -> T + Sync) -> Pieces {
    let encode = |block: &[R]| {
        let bytes = Vec::with_capacity(block.len() * 256);
        block.iter().fold(bytes, |bytes, one| {
            postcard::to_extend(&row(one), bytes).expect("rows are plain data, and memory is the only sink")
        })
    };
    let mut pieces: Pieces = rows.par_chunks(BLOCK).map(encode).collect();
    pieces.insert(0, bytes_of(&(rows.len(), pieces.iter().map(Vec::len).collect::<Vec<_>>())));
    pieces
}

/// The rows of blocks.
///
/// # Errors
/// When the bytes are no such rows.
pub fn rows<'a, T: Deserialize<'a> + Send>(bytes: &'a [u8]) -> Result<Vec<T>, SetAside> {
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
