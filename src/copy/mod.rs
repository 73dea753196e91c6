//! One manuscript at a time: front matter and the head of the text become a card, the text a body.
//!
//! In: a file's bytes. Out: [`Article`] or diagnostics, and later [`Body`]. Never here: other files,
//! the clock, addresses of other articles (links stay as they were written).

pub mod card;
#[cfg(test)]
mod corpus;
pub mod dates;
pub mod fields;
mod front_matter;
mod manuscript;

pub use card::*;
pub use front_matter::{parse_yaml, read_yaml};
pub use manuscript::*;
