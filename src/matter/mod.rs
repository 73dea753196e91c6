//! The language of front matter, settings and data: keys with values and places, in YAML, TOML or JSON.
//!
//! In: a file's text. Out: [`Field`]s, [`fields::Fields`] with the place of each, dates. Never here: what a key
//! means, disk, the clock.

#[cfg(test)]
pub(crate) mod corpus;
pub mod dates;
mod field;
pub mod fields;
pub(crate) mod front_matter;

pub use field::Field;
pub use front_matter::{parse_yaml, read_yaml};
