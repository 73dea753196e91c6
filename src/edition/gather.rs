//! Gathering the names that stories use, all stories at once.
//!
//! Each distinct name gets a number in the order of first use, whatever the number of threads, and each story
//! the numbers of its own. What the names mean is settled on the few distinct ones; then [`Uses::tell`] brings it
//! to the stories.

use hashbrown::HashTable;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{Story, StoryId};

/// A thread takes so many stories at least: below that, dividing costs more than it saves.
const LEAST: usize = 2_048;

/// A distinct name.
#[derive(Clone, Copy, Debug)]
pub struct Name<'s, T> {
    /// What names of other classes are kept apart by: a language, a way of naming.
    pub class: u32,
    /// Its first use.
    pub first: &'s T,
    /// The story of its first use.
    pub story: StoryId,
    /// How often it is used.
    pub count: usize,
}

/// Which story uses which names, by their numbers.
pub struct Uses {
    /// So many stories to a part, but for the last.
    size: usize,
    parts: Vec<Part>,
}

/// The uses of neighbouring stories, one after the other.
#[derive(Default)]
struct Part {
    /// Where each story's uses end in `numbers`.
    ends: Vec<u32>,
    /// Numbers in the part's own list of names.
    numbers: Vec<u32>,
    /// What those are in the list of all.
    of_all: Vec<u32>,
}

/// Gathers what `list` gives of each story. Names are equal when `key` is: their class and their text.
pub fn gather<'s, T: Sync>(
    stories: &'s [Story],
    list: impl Fn(&'s Story) -> &'s [T] + Sync,
    key: impl Fn(&'s Story, &'s T) -> (u32, &'s str) + Sync,
) -> (Vec<Name<'s, T>>, Uses) {
    let size = stories.len().div_ceil(rayon::current_num_threads() * 2).max(LEAST);
    let mut parts: Vec<(Roll<'s, T>, Part)> = stories
        .par_chunks(size)
        .enumerate()
        .map(|(n, chunk)| {
            let (mut roll, mut part) = (Roll::new(), Part::default());
            part.ends.reserve_exact(chunk.len());
            for (story, id) in chunk.iter().zip((n * size) as StoryId..) {
                for first in list(story) {
                    let (class, text) = key(story, first);
                    part.numbers.push(roll.number(text, Name { class, first, story: id, count: 1 }));
                }
                part.ends.push(part.numbers.len() as u32);
            }
            (roll, part)
        })
        .collect();
    let mut all = Roll::new();
    for (roll, part) in &mut parts {
        part.of_all.extend(roll.names.drain(..).map(|(text, name)| all.number(text, name)));
    }
    let parts = parts.into_iter().map(|(_, part)| part).collect();
    (all.names.into_iter().map(|(_, name)| name).collect(), Uses { size, parts })
}

impl Uses {
    /// Brings each story what its names mean: `meant` says it for each number that [`gather`] gave.
    pub fn tell<M: Copy + Sync>(&self, stories: &mut [Story], meant: &[M], set: impl Fn(&mut Story, &[M]) + Sync) {
        stories.par_chunks_mut(self.size).zip(&self.parts).for_each(|(chunk, part)| {
            let (mut own, mut from) = (Vec::new(), 0);
            for (story, end) in chunk.iter_mut().zip(&part.ends) {
                let numbers = &part.numbers[from..*end as usize];
                own.clear();
                own.extend(numbers.iter().map(|n| meant[part.of_all[*n as usize] as usize]));
                set(story, &own);
                from = *end as usize;
            }
        });
    }
}

/// Names as they are numbered.
struct Roll<'s, T> {
    names: Vec<(&'s str, Name<'s, T>)>,
    /// Numbers by the hash of the name.
    table: HashTable<u32>,
}

impl<'s, T> Roll<'s, T> {
    fn new() -> Self {
        Roll { names: Vec::new(), table: HashTable::new() }
    }

    /// The name's number; its uses are added.
    fn number(&mut self, text: &'s str, name: Name<'s, T>) -> u32 {
        let hash = |class: u32, text: &str| xxh3_64_with_seed(text.as_bytes(), u64::from(class));
        let names = &mut self.names;
        let is_it = |n: &u32| names[*n as usize].1.class == name.class && names[*n as usize].0 == text;
        if let Some(n) = self.table.find(hash(name.class, text), is_it).copied() {
            names[n as usize].1.count += name.count;
            return n;
        }
        let n = names.len() as u32;
        let rehash = |n: &u32| hash(names[*n as usize].1.class, names[*n as usize].0);
        self.table.insert_unique(hash(name.class, text), n, rehash);
        names.push((text, name));
        n
    }
}

/// Each of `rows` once, in the order of first mention.
pub fn distinct(rows: impl Iterator<Item = u32>) -> Box<[u32]> {
    let mut out: Vec<u32> = Vec::with_capacity(rows.size_hint().1.unwrap_or_default());
    for row in rows {
        if !out.contains(&row) {
            out.push(row);
        }
    }
    out.into_boxed_slice()
}
