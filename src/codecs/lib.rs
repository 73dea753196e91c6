//! Codecs: pictures and squeezed bytes, in and out.
//!
//! In: bytes. Out: bytes. Never here: a path, what a file says of itself, what is wanted of it. A crate of its own, since
//! the libraries that it calls are compiled where they are called: here they are compiled once, and optimised in every
//! profile (Cargo.toml).

mod pixels;

use std::io::Read;

pub use pixels::{Kind, Pixels};

/// What went wrong, as the library at hand says it.
pub type Fault = String;

/// Squeezes bytes (RFC 7932), at a quality from 0 to 11.
///
/// # Errors
/// None but what writing to memory has.
pub fn brotli(bytes: &[u8], quality: u8) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::with_capacity(bytes.len() / 3);
    // A window of 256 KB is all that a page needs; clearing a larger one takes longer than the page.
    let lgwin = if bytes.len() < 200_000 { 18 } else { 22 };
    let params = brotli::enc::BrotliEncoderParams {
        quality: i32::from(quality),
        lgwin,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).map_err(|error| error.to_string())?;
    Ok(out)
}

/// What [`brotli()`] squeezed.
///
/// # Errors
/// When the bytes are something else, or cut off.
pub fn unbrotli(squeezed: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    brotli::Decompressor::new(squeezed, 1 << 16).read_to_end(&mut out).map_err(|error| error.to_string())?;
    Ok(out)
}
