//! Looking for secrets in bytes: a cheap look at all, a close look at what it can't clear.

use std::collections::{BTreeSet, HashSet};

use super::secrets::{Secrets, Spot};
use super::words::{Runs, each_address, unescaped};

/// A piece of so many bytes is looked up,
const GRAM: usize = 16;
/// at every byte that this divides: so no piece of `GRAM + STRIDE - 1` equal bytes is missed.
const STRIDE: usize = 8;

/// What sort of secret it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Words of its text.
    Text,
    /// Its address.
    Address,
    /// Its headline.
    Title,
}

/// What was found in an output: secrets, each with the first run of words that was met.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// Runs of words, with their hashes.
    pub(super) runs: Vec<(u64, Spot)>,
    /// Addresses: numbers of secrets.
    pub(super) addresses: BTreeSet<u32>,
}

impl Hits {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.addresses.is_empty()
    }
}

impl Secrets {
    /// Looks at a page that the press printed; one that shares no sixteen bytes with a secret isn't taken apart.
    pub fn look(&self, bytes: &[u8]) -> Hits {
        if self.is_empty() || !self.filter.meets(bytes) { Hits::default() } else { self.look_closely(bytes) }
    }

    /// Looks at every word of a file.
    pub fn look_closely(&self, bytes: &[u8]) -> Hits {
        let mut hits = Hits::default();
        if self.is_empty() {
            return hits;
        }
        let text = String::from_utf8_lossy(bytes);
        let words = Runs::of(&text);
        let mut seen = HashSet::new();
        for (weight, runs) in &self.runs {
            words.windows(*weight, &mut |hash, _, _| {
                if let Some(spot) = runs.get(&hash)
                    && seen.insert(hash)
                {
                    hits.runs.push((hash, *spot));
                }
            });
        }
        if !self.addresses.is_empty() {
            let mut meets = |address: &str| {
                if let Some(n) = self.addresses.get(address.strip_suffix("index.html").unwrap_or(address)) {
                    hits.addresses.insert(*n);
                }
            };
            each_address(&unescaped(&text), &mut meets);
        }
        hits
    }
}

/// Pieces of secrets, as hashes, and a table of bits before them.
#[derive(Debug, Default)]
pub(super) struct Filter {
    bits: Vec<u64>,
    shift: u32,
    grams: HashSet<u64>,
}

impl Filter {
    /// A filter of those pieces.
    pub fn of(grams: Vec<u64>) -> Filter {
        let grams: HashSet<u64> = grams.into_iter().collect();
        let log = (grams.len() * 32).next_power_of_two().trailing_zeros().clamp(12, 25);
        let mut filter = Filter { bits: vec![0; 1 << (log - 6)], shift: 64 - log, grams: HashSet::new() };
        for gram in &grams {
            let bit = gram >> filter.shift;
            filter.bits[(bit >> 6) as usize] |= 1 << (bit & 63);
        }
        filter.grams = grams;
        filter
    }

    /// Adds the pieces of a text; tags bear no words of it.
    pub fn add_grams(text: &str, grams: &mut Vec<u64>) {
        let pieces = text.split(['<', '>', '\n']);
        grams.extend(pieces.flat_map(|piece| piece.as_bytes().windows(GRAM)).map(gram));
    }

    /// Whether the bytes share a piece with a secret.
    pub fn meets(&self, bytes: &[u8]) -> bool {
        let has = |gram: u64| {
            let bit = gram >> self.shift;
            self.bits[(bit >> 6) as usize] >> (bit & 63) & 1 == 1 && self.grams.contains(&gram)
        };
        bytes.windows(GRAM).step_by(STRIDE).any(|piece| has(gram(piece)))
    }
}

/// The hash of a piece, without regard to the case of ASCII.
#[inline]
fn gram(piece: &[u8]) -> u64 {
    const FOLD: u64 = 0x2020_2020_2020_2020;
    let half = |at: usize| u64::from_le_bytes(piece[at..at + 8].try_into().unwrap_or_default()) | FOLD;
    (half(0) ^ half(8).wrapping_mul(0xA24B_AED4_963E_E407).rotate_left(29)).wrapping_mul(0x9FB2_1C65_1E98_DF25)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_of_23_bytes_is_missed() {
        let secret = "The prosecutor will charge the mayor on Thursday morning at nine.";
        let mut grams = Vec::new();
        Filter::add_grams(secret, &mut grams);
        let filter = Filter::of(grams);
        for start in 0..secret.len() - 23 {
            for before in 0..9 {
                let page = format!("{}{}{}", "#".repeat(before), &secret[start..start + 23], "#".repeat(20));
                assert!(filter.meets(page.to_uppercase().as_bytes()), "{start} {before}");
            }
        }
        assert!(!filter.meets(b"Nothing of the kind is said anywhere on this page, nor was it ever."));
    }
}
