//! A sketch of a text: so little of it that a register can keep it, so much that what was changed is found again.
//!
//! In: a text. Out: its passages of some sixteen words, each with a number of eighteen bits. Never here: what a change
//! means, the text as it was.
//!
//! A passage ends after a word that its own hash chooses, and not where a sentence does: what is typography (signs,
//! case, spaces, line breaks, markup, the addresses of links) neither changes a passage nor moves its end.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

/// One word in so many ends a passage.
const ENDS: u64 = 16;
/// A passage has no more words.
const LONGEST: usize = 48;
/// Three signs of six bits each.
const SIGNS: usize = 3;
const ALPHABET: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// Some words of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Passage {
    /// Eighteen bits of the hash of its words.
    pub hash: u32,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

/// The passages of a text, from its byte `start` on.
pub(super) fn passages(text: &str, start: usize) -> Vec<Passage> {
    let mut all = Vec::new();
    let (mut count, mut hash, mut from) = (0, 0_u64, 0);
    let mut end = 0;
    each_word(text, start, |range, word| {
        if count == 0 {
            from = range.start;
        }
        let own = xxh3_64(word.as_bytes());
        (hash, count, end) = (hash.rotate_left(7) ^ own, count + 1, range.end);
        if own.is_multiple_of(ENDS) || count == LONGEST {
            all.push(passage(hash, from..end));
            (hash, count) = (0, 0);
        }
    });
    if count > 0 {
        all.push(passage(hash, from..end));
    }
    all
}

fn passage(hash: u64, range: Range<usize>) -> Passage {
    // All bits count: those that chose the ends of passages are alike in many of them.
    Passage { hash: (hash ^ hash >> 18 ^ hash >> 36) as u32 & 0x3_ffff, range }
}

/// Gives each word in lower case with where it stands; tags and the addresses of links are passed over.
fn each_word(text: &str, start: usize, mut give: impl FnMut(Range<usize>, &str)) {
    let (mut word, mut from, mut at) = (String::new(), 0, start);
    let mut signs = text[start..].char_indices().map(|(n, sign)| (start + n, sign)).peekable();
    let mut before = ' ';
    while let Some((n, sign)) = signs.next() {
        at = n + sign.len_utf8();
        if sign.is_alphanumeric() {
            if word.is_empty() {
                from = n;
            }
            word.extend(sign.to_lowercase());
        } else if !is_within(sign) {
            if !word.is_empty() {
                give(from..n, &word);
                word.clear();
            }
            let close = match (before, sign) {
                (']', '(') => Some(')'),
                (_, '<') if signs.peek().is_some_and(|(_, next)| next.is_ascii_alphabetic() || *next == '/') => {
                    Some('>')
                }
                _ => None,
            };
            if let Some(close) = close {
                for (_, skipped) in signs.by_ref() {
                    if skipped == close || skipped == '\n' {
                        break;
                    }
                }
            }
        }
        before = sign;
    }
    if !word.is_empty() {
        give(from..at.min(text.len()), &word);
    }
}

/// Signs that stand within a word and are no part of it: apostrophes, soft hyphens, marks of direction, emphasis.
fn is_within(sign: char) -> bool {
    matches!(sign, '\'' | '’' | 'ʼ' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '*' | '_' | '`')
}

/// The numbers of passages as the register writes them.
pub(super) fn write(passages: &[Passage]) -> String {
    let sign = |hash: u32, n: usize| char::from(ALPHABET[(hash >> (6 * n)) as usize & 63]);
    passages.iter().flat_map(|passage| (0..SIGNS).rev().map(move |n| sign(passage.hash, n))).collect()
}

/// The numbers that a register wrote; what can't be read is none.
pub(super) fn read(text: &str) -> Vec<u32> {
    let digit = |sign: &u8| ALPHABET.iter().position(|known| known == sign).unwrap_or(0) as u32;
    text.as_bytes()
        .chunks_exact(SIGNS)
        .map(|signs| signs.iter().fold(0, |hash, sign| hash << 6 | digit(sign)))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{passages, read, write};

    fn hashes(text: &str) -> Vec<u32> {
        passages(text, 0).into_iter().map(|passage| passage.hash).collect()
    }

    #[test]
    fn typography_changes_no_passage() {
        let plain = "The mayor said \"we don't know\" on Monday. The bill - nine million - is due.";
        for other in [
            "The mayor said “we don’t know” on Monday. The bill – nine million – is due.",
            "the Mayor said: we dont know\non *Monday*;\n\nThe bill (nine million) is due…",
            "The [mayor](https://a.example/x) said <em>we don't know</em> on Monday. The bill - nine million - is due!",
        ] {
            assert_eq!(hashes(plain), hashes(other), "{other}");
        }
        assert_ne!(hashes(plain), hashes(&plain.replace("nine", "six")));
        assert_ne!(hashes(plain), hashes(&plain.replace("don't know", "know")));
    }

    #[test]
    fn a_change_is_found_where_it_is() {
        let text: String = (0..400).map(|n| format!("word{n} ")).collect();
        let (before, changed) = (hashes(&text), text.replace("word200 ", "other "));
        let new: Vec<_> = passages(&changed, 0).into_iter().filter(|p| !before.contains(&p.hash)).collect();
        assert!(new.len() <= 2 && new.iter().any(|p| changed[p.range.clone()].contains("other")), "{new:?}");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "\\PC{0,400}") {
            let all = passages(&text, 0);
            let hashes: Vec<u32> = all.iter().map(|passage| passage.hash).collect();
            prop_assert_eq!(read(&write(&all)), hashes);
            for passage in all {
                prop_assert!(text.get(passage.range).is_some());
            }
        }
    }
}
