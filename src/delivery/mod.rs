//! Output: printed bytes go to a stage beside the output folder, and from there into it at the end.
//!
//! In: paths and bytes. Out: files. Never here: what the bytes mean. Nothing of the last good output
//! is touched before [`Stage::deliver`], and only files that dateline wrote are ever removed.

mod manifest;
mod stage;
mod writer;

pub use manifest::{MANIFEST, Manifest, Owner};
pub use stage::{Changes, Delivered, Stage, is_free};
pub use writer::Writer;
