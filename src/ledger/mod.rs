//! What the last build knew: sources with their cards, outputs with what they were made of.
//!
//! In: what a build found and made. Out: the same, at the next build. Never here: whether a page must be printed
//! (that is decided by whoever compares), anything that a build couldn't do without.

mod blocks;
mod book;
mod cache;
mod cards;
mod cursor;
mod file;
mod folder;
mod parts;
mod rows;

pub use book::{Draft, Ledger, Origin, OutputRow, Rows, SourceRow};
pub use cache::Cache;
pub use cards::{decode, decode_early, encode, print_of, settle};
pub use cursor::Cursor;
pub use file::{Both, LedgerFile, PROGRAM, Watched};
pub use folder::{Folder, Locked};
pub use parts::SetAside;
pub use rows::{Head, Output, Sheet, Source, SourceCopy};
