//! One manuscript at a time: front matter and the head of the text become a card, the text a body.
//!
//! In: a file's bytes. Out: [`Article`] or diagnostics, and later [`Body`]. Never here: other files,
//! the clock, addresses of other articles (links stay as they were written).

pub mod card;
pub mod dates;
mod manuscript;

pub use card::*;
pub use manuscript::*;
