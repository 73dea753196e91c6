//! The orders that lists and sitemaps are made of.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::{Story, StoryId};
use crate::base::{Moment, natural_order};

/// An address as it is sorted: its first bytes, which settle most comparisons without a look at the text.
type Key<'s> = ([u128; 2], &'s str, StoryId);

/// All stories by address; those of one address, which is an error, in the order of their sources.
pub fn by_address<'s>(stories: &'s [Story]) -> Vec<StoryId> {
    let key = |(id, story): (usize, &'s Story)| {
        let text = story.address.as_str();
        (first_bytes(text), text, id as StoryId)
    };
    let mut rows: Vec<Key<'s>> = stories.par_iter().enumerate().map(key).collect();
    rows.par_sort_unstable();
    rows.into_par_iter().map(|(_, _, id)| id).collect()
}

/// The first 32 bytes of a text as numbers that sort like it.
fn first_bytes(text: &str) -> [u128; 2] {
    let (mut first, mut second) = ([0; 16], [0; 16]);
    let bytes = text.as_bytes();
    let (head, rest) = bytes.split_at(bytes.len().min(16));
    first[..head.len()].copy_from_slice(head);
    let rest = &rest[..rest.len().min(16)];
    second[..rest.len()].copy_from_slice(rest);
    [u128::from_be_bytes(first), u128::from_be_bytes(second)]
}

/// Each story's place in `by_address`.
pub fn ranks(by_address: &[StoryId]) -> Vec<u32> {
    let mut ranks = vec![0; by_address.len()];
    for (id, rank) in by_address.iter().zip(0..) {
        ranks[*id as usize] = rank;
    }
    ranks
}

/// Of a desk's listed stories, those with a date, newest first and then by address.
pub fn river(own: &[StoryId], stories: &[Story], ranks: &[u32]) -> Vec<StoryId> {
    let key = |id: &StoryId| Some((Reverse(stories[*id as usize].article.card.published?), ranks[*id as usize], *id));
    let mut rows: Vec<(Reverse<Moment>, u32, StoryId)> = own.par_iter().filter_map(key).collect();
    rows.par_sort_unstable();
    rows.into_par_iter().map(|(_, _, id)| id).collect()
}

/// Of a desk's listed stories, those without a date, by path.
pub fn undated(own: &[StoryId], stories: &[Story]) -> Vec<StoryId> {
    let card = |id: &StoryId| &stories[*id as usize].article.card;
    let mut ids: Vec<StoryId> = own.par_iter().copied().filter(|id| card(id).published.is_none()).collect();
    ids.par_sort_unstable_by(|a, b| natural_order(card(a).source.as_str(), card(b).source.as_str()));
    ids
}
