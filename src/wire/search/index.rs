//! The inverted index of one segment: which stories hold a term.
//!
//! In: texts, story by story. Out: pieces, each with all terms of some keys ([`super::words::key`]). Never here: what a
//! result shows.
//!
//! A piece is a JSON object: `{"ferry":"]^,_,]"}`. A value has up to three lists: the stories that hold the term anywhere,
//! those that hold it in standfirst, topics or names, those that hold it in the headline. A list is the steps from one
//! story's number to the next (from -1), each less one, in base 32 with the lowest digits first.

use std::hash::{BuildHasherDefault, Hasher};

use hashbrown::HashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::words::{each_term, piece_of};
use crate::base::json_string;

/// The last digit of a number counts from here (`]`), those before it from `0`.
const LAST: u32 = 93;
const BEFORE: u32 = 48;

/// Where a term stands; later ones weigh more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stands {
    /// In the text.
    Text,
    /// In standfirst, topics or names.
    Near,
    /// In the headline.
    Head,
}

/// An index in the making.
#[derive(Default)]
pub struct Index {
    /// Terms of up to fifteen bytes, with their length in the sixteenth.
    short: HashMap<u128, Term, BuildHasherDefault<Fast>>,
    long: HashMap<String, Term, BuildHasherDefault<Fast>>,
    /// The stories in the order in which they came, each with the number of terms before its own.
    runs: Vec<(u32, usize)>,
    /// The terms of each story, each once.
    all: Vec<u32>,
    /// Terms of standfirsts and headlines; a pair may come twice.
    near: Vec<(u32, u32)>,
    head: Vec<(u32, u32)>,
    marked: String,
}

#[derive(Clone, Copy)]
struct Term {
    number: u32,
    /// The last story that was seen to hold it, as the number of stories that had come by then.
    last: u32,
}

impl Index {
    /// Begins with a story. All that is added after it is said of that story.
    pub fn story(&mut self, number: u32) {
        self.runs.push((number, self.all.len()));
    }

    /// Adds words of the story.
    pub fn add(&mut self, stands: Stands, text: &str) {
        each_term(text, &mut |term| self.term(stands, term));
    }

    /// Adds a term as it is.
    pub fn term(&mut self, stands: Stands, term: &str) {
        let Some((story, _)) = self.runs.last() else { return };
        let (story, now) = (*story, self.runs.len() as u32);
        let new = Term { number: (self.short.len() + self.long.len()) as u32, last: 0 };
        let known = match short(term) {
            Some(key) => self.short.entry(key).or_insert(new),
            None => self.long.entry_ref(term).or_insert(new),
        };
        let number = known.number;
        if known.last != now {
            known.last = now;
            self.all.push(number);
        }
        match stands {
            Stands::Text => {}
            Stands::Near => self.near.push((number, story)),
            Stands::Head => self.head.push((number, story)),
        }
    }

    /// Adds a name, to be looked for by any of its words.
    pub fn name(&mut self, name: &str) {
        let mut marked = std::mem::take(&mut self.marked);
        each_term(name, &mut |term| {
            marked.clear();
            marked.push('@');
            marked.push_str(term);
            self.term(Stands::Text, &marked);
            self.term(Stands::Near, term);
        });
        self.marked = marked;
    }

    /// The pieces' texts.
    pub fn pieces(self, count: usize) -> Vec<String> {
        let terms = self.short.len() + self.long.len();
        let ends = self.runs.iter().skip(1).map(|(_, start)| *start).chain([self.all.len()]);
        let mut runs: Vec<(u32, &[u32])> =
            self.runs.iter().zip(ends).map(|((story, start), end)| (*story, &self.all[*start..end])).collect();
        runs.sort_unstable_by_key(|(story, _)| *story);
        let mut beside = [self.near, self.head];
        beside.iter_mut().for_each(|pairs| pairs.sort_unstable_by_key(|(_, story)| *story));
        let all = || runs.iter().flat_map(|(story, terms)| terms.iter().map(|term| (*term, *story)));
        let [near, head] = beside.map(|pairs| Lists::of(|| pairs.iter().copied(), terms));
        let lists = [Lists::of(all, terms), near, head];
        let mut rows: Vec<(usize, String, u32)> = Vec::with_capacity(terms);
        let short = self.short.into_iter().map(|(key, term)| (spelled(key), term));
        let all = short.chain(self.long);
        rows.extend(all.map(|(spelled, term)| (piece_of(&spelled, count), spelled, term.number)));
        rows.sort_unstable();
        let mut pieces = vec![String::new(); count];
        for run in rows.chunk_by(|a, b| a.0 == b.0) {
            let piece = &mut pieces[run[0].0];
            piece.reserve(run.len() * 24);
            for (_, term, number) in run {
                piece.push_str(if piece.is_empty() { "{" } else { ",\n" });
                json_string(term, piece);
                piece.push_str(":\"");
                let lists = lists.each_ref().map(|lists| lists.of_term(*number));
                let used = lists.iter().rposition(|list| !list.is_empty()).map_or(0, |last| last + 1);
                for (n, list) in lists[..used].iter().enumerate() {
                    if n > 0 {
                        piece.push(',');
                    }
                    push_list(list, piece);
                }
                piece.push('"');
            }
        }
        pieces.iter_mut().for_each(|piece| piece.push_str(if piece.is_empty() { "{}\n" } else { "}\n" }));
        pieces
    }
}

/// The stories of each term, sorted.
struct Lists {
    starts: Vec<u32>,
    stories: Vec<u32>,
}

impl Lists {
    /// Of pairs whose stories ascend.
    fn of<I: Iterator<Item = (u32, u32)>>(pairs: impl Fn() -> I, terms: usize) -> Lists {
        let mut starts = vec![0_u32; terms + 1];
        pairs().for_each(|(term, _)| starts[term as usize + 1] += 1);
        for n in 0..terms {
            starts[n + 1] += starts[n];
        }
        let mut next = starts.clone();
        let mut stories = vec![0; starts[terms] as usize];
        for (term, story) in pairs() {
            stories[next[term as usize] as usize] = story;
            next[term as usize] += 1;
        }
        Lists { starts, stories }
    }

    fn of_term(&self, term: u32) -> &[u32] {
        &self.stories[self.starts[term as usize] as usize..self.starts[term as usize + 1] as usize]
    }
}

/// Stories in ascending order; one that comes twice counts once.
fn push_list(stories: &[u32], out: &mut String) {
    let mut from = 0;
    for story in stories.iter().copied() {
        if story < from {
            continue;
        }
        let mut step = story - from;
        from = story + 1;
        while step >= 32 {
            out.extend(char::from_u32(BEFORE + step % 32));
            step /= 32;
        }
        out.extend(char::from_u32(LAST + step));
    }
}

/// A term of up to fifteen bytes as a number.
fn short(term: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes[..15].get_mut(..term.len())?.copy_from_slice(term.as_bytes());
    bytes[15] = term.len() as u8;
    Some(u128::from_le_bytes(bytes))
}

fn spelled(key: u128) -> String {
    let bytes = key.to_le_bytes();
    String::from_utf8_lossy(&bytes[..usize::from(bytes[15])]).into_owned()
}

/// Hashes a term at once.
#[derive(Default)]
struct Fast(u64);

impl Hasher for Fast {
    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= xxh3_64(bytes);
    }

    fn write_u8(&mut self, _: u8) {}

    fn write_u128(&mut self, key: u128) {
        let (low, high) = (key as u64 ^ 0x9E37_79B9_7F4A_7C15, (key >> 64) as u64 ^ 0xD6E8_FEB8_6659_FD93);
        let both = u128::from(low) * u128::from(high);
        self.0 = both as u64 ^ (both >> 64) as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_piece_tells_which_stories_hold_a_term_and_where() {
        let mut index = Index::default();
        index.story(1);
        index.add(Stands::Text, "the quay");
        index.story(0);
        index.add(Stands::Text, "the ferry, the Ferry");
        index.story(40);
        index.add(Stands::Near, "ferry");
        index.term(Stands::Text, "#world");
        index.story(2);
        index.name("Ona Marsh");
        index.add(Stands::Head, "Ferry ferry internationalisation");
        assert_eq!(
            index.pieces(1),
            ["{\"#world\":\"8^\",\n\"@marsh\":\"_\",\n\"@ona\":\"_\",\n\"ferry\":\"]^5^,8^,_\",\n\
              \"internationalisation\":\"_,,_\",\n\"marsh\":\"_,_\",\n\"ona\":\"_,_\",\n\"quay\":\"^\",\n\"the\":\"]]\"}\n"]
        );
        assert_eq!(Index::default().pieces(2), ["{}\n", "{}\n"]);
    }

    fn read_list(text: &str) -> Vec<u32> {
        let (mut all, mut from, mut step, mut shift) = (Vec::new(), 0, 0, 0);
        for digit in text.bytes().map(u32::from) {
            step |= (digit - if digit < LAST { BEFORE } else { LAST }) << shift;
            shift += 5;
            if digit >= LAST {
                all.push(from + step);
                (from, step, shift) = (from + step + 1, 0, 0);
            }
        }
        all
    }

    proptest! {
        #[test]
        fn a_list_can_be_read_again(mut stories: Vec<u16>) {
            stories.sort_unstable();
            stories.dedup();
            let stories: Vec<u32> = stories.into_iter().map(u32::from).collect();
            let mut out = String::new();
            push_list(&stories, &mut out);
            prop_assert_eq!(read_list(&out), stories);
        }
    }
}
