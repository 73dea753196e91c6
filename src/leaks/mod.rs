//! The leak check: whether an output holds what isn't published.
//!
//! In: a frozen edition, the texts of what it leaves out, outputs as bytes and hashes. Out: diagnostics that keep
//! the output from being delivered. Never here: disk (whoever asks gives the bytes), a change of what is printed.
//!
//! What it proves, and what it can't, is said in `docs/leaks.md`.

mod scan;
mod secrets;
mod tell;
mod words;

pub use scan::{Hits, Kind};
pub use secrets::{Reads, SMALLEST, Secrets};
pub use tell::{Excuses, tell, tell_files};
