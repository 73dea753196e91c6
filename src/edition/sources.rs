//! Which story lies at which source.

use hashbrown::HashTable;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::{LeftOut, Story, StoryId};
use crate::base::SourcePath;

/// Finds stories and left-out articles by their sources, which it doesn't hold itself.
#[derive(Debug, Default)]
pub struct Sources {
    /// Numbers of stories; from `stories.len()` on, of what was left out.
    table: HashTable<u32>,
}

impl Sources {
    /// Takes note of where everything lies.
    pub fn of(stories: &[Story], left_out: &[LeftOut]) -> Sources {
        let own = stories.par_iter().map(|story| hash(&story.article.card.source));
        let hashes: Vec<u64> = own.chain(left_out.par_iter().map(|left| hash(&left.source))).collect();
        let mut table = HashTable::with_capacity(hashes.len());
        for (hash, n) in hashes.iter().zip(0..) {
            table.insert_unique(*hash, n, |n| hashes[*n as usize]);
        }
        Sources { table }
    }

    /// What lies at `source`: `None` for nothing known, `Some(None)` for an article that isn't published.
    pub fn find(&self, source: &SourcePath, stories: &[Story], left_out: &[LeftOut]) -> Option<Option<StoryId>> {
        let story = |n: u32| stories.get(n as usize);
        let is_it = |n: &u32| match story(*n) {
            Some(story) => story.article.card.source == *source,
            None => left_out[*n as usize - stories.len()].source == *source,
        };
        self.table.find(hash(source), is_it).map(|n| story(*n).map(|_| *n))
    }
}

fn hash(source: &SourcePath) -> u64 {
    xxh3_64(source.as_str().as_bytes())
}
