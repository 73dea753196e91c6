//! Which fields of the views a theme's templates name: the others needn't be made.
//!
//! In: the texts of the templates. Out: [`Needs`]. Never here: a guess. Where a template might use a view
//! otherwise than by the names of its fields (prints it whole, goes through its keys, compares it), every
//! field is needed.

mod scan;
#[cfg(test)]
mod test;
mod uses;

use super::views;
use crate::theme::Templates;

/// So many words of bits.
const WORDS: usize = 32;

/// Names of fields, as a set that may hold more than was put in, never less: a bit for each name's hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs([u64; WORDS]);

impl Needs {
    /// Every field.
    pub const ALL: &'static Needs = &Needs([u64::MAX; WORDS]);

    /// What the templates that can be reached name.
    pub fn of(templates: &Templates) -> Needs {
        let views = views::all();
        match uses::named(templates, &views) {
            Some(names) => {
                let mut needs = Needs([0; WORDS]);
                for name in names {
                    let bit = Needs::bit(name);
                    needs.0[bit / 64] |= 1 << (bit % 64);
                }
                needs
            }
            None => Needs::ALL.clone(),
        }
    }

    /// The bit of a field's name, from [`Needs::bit`].
    #[inline]
    pub const fn has(&self, bit: usize) -> bool {
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }

    /// A name's bit: FNV-1a, cut short.
    pub const fn bit(name: &str) -> usize {
        let (bytes, mut hash, mut at) = (name.as_bytes(), 0xcbf2_9ce4_8422_2325_u64, 0);
        while at < bytes.len() {
            hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        ((hash >> 32) as usize) % (WORDS * 64)
    }
}
