//! Pictures as bytes: what a file says of itself, the copies that readers get of it.
//!
//! In: a picture file's bytes. Out: its [`Facts`] or its [`Fault`], a cleaned copy, smaller copies in other formats. Never
//! here: a disk, an article, a thread that goes on afterwards.

mod clean;
mod container;
mod encode;
mod exif;
mod facts;
mod iim;
mod ladder;
mod packet;
mod rights;
mod svg;
mod wrap;
mod xmp;

pub use clean::clean;
pub use encode::{ENCODER, Encoded, Open};
pub use facts::{Facts, Fault, Format, MOST_PIXELS, is_picture, read};
pub use ladder::{Coding, Cut, Effort, Variant, crops, ladder, stem};
pub use rights::{AI, Rights};
pub use wrap::wrapped;

#[cfg(test)]
mod property_test;
