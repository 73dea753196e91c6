//! Where the segments of the search index begin and end.
//!
//! In: a desk's stories. Out: [`Segment`]s, oldest first. Never here: words.
//!
//! Whether a segment ends after a story is told from that story's own name, so that a story that comes, goes or moves
//! changes the segments round it and no other. Old stories lie in large segments, so that few have to be asked for a rare
//! word; those after the last large one in small segments, so that what changes most is cheap to write.

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::sheet::Sheet;
use crate::base::Address;
use crate::edition::{Desk, DeskId, Edition, StoryId};

/// How long segments are.
#[derive(Clone, Copy)]
struct Lengths {
    least: usize,
    /// One story in so many (a power of two) ends a segment.
    one_in: u64,
    most: usize,
}

/// Some 4,000 stories.
const LARGE: Lengths = Lengths { least: 2_048, one_in: 2_048, most: 8_192 };
/// Some 400.
const SMALL: Lengths = Lengths { least: 256, one_in: 128, most: 1_024 };

/// An index has a piece for each so many stories, as a power of two.
const STORIES_OF_A_PIECE: usize = 32;
const MOST_PIECES: usize = 128;

/// A file of what results show holds no more stories: some 4 KB compressed.
const ROWS: usize = 32;

/// Stories that follow each other, and the part of the search index that is theirs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// The folder of its files: twelve hexadecimal digits, told from its first story.
    pub name: String,
    /// Its stories, oldest first; those without a date come before all others.
    pub stories: Vec<StoryId>,
    /// In how many pieces its index lies.
    pub pieces: usize,
}

impl Segment {
    /// The folder of its files below its desk.
    pub fn folder(&self) -> String {
        format!("/search/{}/", self.name)
    }

    /// Its stories by the files of what results show.
    pub fn rows(&self) -> std::slice::Chunks<'_, StoryId> {
        self.stories.chunks(ROWS)
    }
}

/// The segments of a desk's search index.
pub(super) fn segments(edition: &Edition, desk: &Desk) -> Vec<Segment> {
    let dated = desk.months.values().flat_map(|ids| ids.iter().rev());
    let ids: Vec<StoryId> = desk.undated.iter().chain(dated).copied().collect();
    let row = |id: StoryId| {
        let card = &edition.story(id).article.card;
        card.index.then(|| (id, xxh3_64(card.source.as_str().as_bytes())))
    };
    let rows: Vec<(StoryId, u64)> = ids.into_par_iter().filter_map(row).collect();
    let (mut parts, rest) = cut(&rows, LARGE);
    let (small, rest) = cut(rest, SMALL);
    parts.extend(small);
    parts.extend(Some(rest).filter(|rest| !rest.is_empty()));
    parts.into_iter().map(segment).collect()
}

fn segment(rows: &[(StoryId, u64)]) -> Segment {
    let pieces = (rows.len() / STORIES_OF_A_PIECE).next_power_of_two().clamp(1, MOST_PIECES);
    let name = format!("{:012x}", rows.first().map_or(0, |(_, hash)| hash >> 16));
    Segment { name, stories: rows.iter().map(|(id, _)| *id).collect(), pieces }
}

/// Stories with the hashes of their addresses.
type Hashed = [(StoryId, u64)];

/// Whole parts, and what is left.
fn cut(mut rows: &Hashed, lengths: Lengths) -> (Vec<&Hashed>, &Hashed) {
    let mut parts = Vec::new();
    let ends = |n: usize, hash: u64| n + 1 >= lengths.least && hash.is_multiple_of(lengths.one_in);
    while let Some(end) =
        rows.iter().take(lengths.most).zip(0..).position(|((_, hash), n)| ends(n, *hash) || n + 1 == lengths.most)
    {
        let (part, rest) = rows.split_at(end + 1);
        parts.push(part);
        rows = rest;
    }
    (parts, rows)
}

/// The sheets of a desk's segments, with their addresses.
pub(super) fn sheets(number: DeskId, desk: &Desk, segments: &[Segment], mut own: impl FnMut(Address, Sheet)) {
    for (n, segment) in segments.iter().enumerate() {
        let (n, folder) = (n as u32, desk.address(&segment.folder()));
        for piece in 0..segment.pieces {
            own(folder.join(&format!("w{piece}.json")), Sheet::SearchPiece(number, n, piece as u32));
        }
        for rows in 0..segment.rows().len() {
            own(folder.join(&format!("s{rows}.json")), Sheet::SearchRows(number, n, rows as u32));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: u32) -> Vec<(StoryId, u64)> {
        (0..count).map(|n| (n, xxh3_64(&n.to_le_bytes()))).collect()
    }

    #[test]
    fn a_story_more_or_less_changes_the_segments_round_it_alone() {
        let before = rows(60_000);
        let (parts, _) = cut(&before, LARGE);
        for at in [3, 20_000, 59_000] {
            let mut fewer = before.clone();
            fewer.remove(at);
            let (after, _) = cut(&fewer, LARGE);
            let same = parts.iter().filter(|part| after.contains(part)).count();
            assert!(parts.len() - same <= 4, "{} of {}", parts.len() - same, parts.len());
        }
    }

    #[test]
    fn a_new_story_touches_the_last_small_segment() {
        let all = rows(2_000);
        let (parts, rest) = cut(&all[..1_999], SMALL);
        let (after, more) = cut(&all, SMALL);
        assert_eq!(parts, after[..parts.len()]);
        assert!(more.len() == rest.len() + 1 || after.len() == parts.len() + 1);
    }

    #[test]
    fn no_segment_is_longer_than_it_may_be() {
        let all: Vec<(StoryId, u64)> = (0..20_000).map(|n| (n, 1)).collect();
        let (parts, rest) = cut(&all, LARGE);
        assert_eq!((parts.len(), parts[0].len(), rest.len()), (2, 8_192, 3_616));
    }

    #[test]
    fn pieces_follow_the_number_of_stories() {
        let pieces = |count| segment(&rows(count)).pieces;
        assert_eq!([1, 31, 64, 100, 1_024, 8_192].map(pieces), [1, 1, 2, 4, 32, 128]);
    }
}
