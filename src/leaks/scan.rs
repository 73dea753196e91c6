//! Looking for secrets in bytes: a cheap look at all, a close look at what it can't clear.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use super::secrets::{Secrets, Spot};
use super::words::{Runs, each_address, unescaped};

/// A piece of so many bytes is looked up,
const GRAM: usize = 16;
/// at every byte that this divides: so no piece of `GRAM + STRIDE - 1` equal bytes is missed.
const STRIDE: usize = 8;
/// A run of words, with the tags in it, lies within so many bytes of each of its pieces.
const AROUND: usize = 768;

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
    fn add(&mut self, other: Hits) {
        self.runs.extend(other.runs);
        self.addresses.extend(other.addresses);
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.addresses.is_empty()
    }
}

impl Secrets {
    /// Looks at a page that the press printed; one that shares no sixteen bytes with a secret isn't taken apart.
    pub fn look(&self, bytes: &[u8]) -> Hits {
        let mut hits = Hits::default();
        if !self.is_empty() {
            self.filter.near(bytes, &mut |range| hits.add(self.look_closely(&bytes[range])));
        }
        hits
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
    grams: Vec<u64>,
}

impl Filter {
    /// A filter of those pieces.
    pub fn of(mut grams: Vec<u64>) -> Filter {
        grams.par_sort_unstable();
        grams.dedup();
        let log = (grams.len() * 64).next_power_of_two().trailing_zeros().clamp(12, 25);
        let (mut bits, shift) = (vec![0_u64; 1 << (log - 6)], 64 - log);
        for gram in &grams {
            let bit = gram >> shift;
            bits[(bit >> 6) as usize] |= 1 << (bit & 63);
        }
        Filter { bits, shift, grams }
    }

    /// Adds the pieces of a text; tags bear no words of it.
    pub fn add_grams(text: &str, grams: &mut Vec<u64>) {
        let pieces = text.split(['<', '>', '\n']);
        grams.extend(pieces.flat_map(|piece| piece.as_bytes().windows(GRAM)).map(gram));
    }

    /// Calls `meets` with the parts of a page round the pieces that it shares with a secret.
    pub fn near(&self, bytes: &[u8], meets: &mut impl FnMut(Range<usize>)) {
        let mut open: Option<Range<usize>> = None;
        for (n, piece) in bytes.windows(GRAM).step_by(STRIDE).enumerate() {
            let gram = gram(piece);
            let bit = gram >> self.shift;
            if self.bits[(bit >> 6) as usize] >> (bit & 63) & 1 == 0 || self.grams.binary_search(&gram).is_err() {
                continue;
            }
            let at = n * STRIDE;
            match &mut open {
                Some(range) if at < range.end => range.end = at + AROUND,
                _ => {
                    if let Some(range) = open.replace(at.saturating_sub(AROUND)..at + AROUND) {
                        meets(whole(range, bytes));
                    }
                }
            }
        }
        if let Some(range) = open {
            meets(whole(range, bytes));
        }
    }
}

/// The range, from the tag before it to the tag after it.
fn whole(range: Range<usize>, bytes: &[u8]) -> Range<usize> {
    let end = range.end.min(bytes.len());
    let start = memchr::memrchr(b'<', &bytes[..range.start]).unwrap_or(0);
    start..memchr::memchr(b'<', &bytes[end..]).map_or(bytes.len(), |more| end + more)
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
        let meets = |page: &str| {
            let mut met = false;
            filter.near(page.as_bytes(), &mut |_| met = true);
            met
        };
        for start in 0..secret.len() - 23 {
            for before in 0..9 {
                let page = format!("{}{}{}", "#".repeat(before), &secret[start..start + 23], "#".repeat(20));
                assert!(meets(&page.to_uppercase()), "{start} {before}");
            }
        }
        assert!(!meets("Nothing of the kind is said anywhere on this page, nor was it ever."));
    }
}
