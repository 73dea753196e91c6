//! The register: which addresses readers were shown, and what for. `register.tsv` beside site.yaml.
//!
//! In: the register's text, a frozen edition, its plan. Out: diagnostics where an address has gone, the guids
//! of moved stories, the register's next text. Never here: a change of the plan, a write to disk. Off until
//! there is a register: a site without one pays for a file that isn't found.

mod check;
mod entries;
mod fate;
mod front_matter_line;
mod guid;
mod read;
#[cfg(test)]
mod read_test;
mod silent;
mod sketch;
mod times;
mod update;
mod words;

pub use entries::{Entry, Register};
pub use guid::guid;
pub use read::FILE;
pub use update::{Update, update, why_not_gone};
