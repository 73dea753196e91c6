//! What the last build knew: sources with their cards, outputs with what they were made of.
//!
//! In: what a build found and made. Out: the same, at the next build. Never here: whether a page must be printed
//! (that is decided by whoever compares), anything that a build couldn't do without.

mod cards;
mod cursor;
mod file;
mod folder;
mod rows;

pub use cards::{decode, encode, print_of};
pub use cursor::Cursor;
pub use file::{Ledger, LedgerFile, PROGRAM, SetAside, watched};
pub use folder::{Folder, Locked};
pub use rows::{Head, Output, Sheet, Source, SourceCopy};
