//! Stories on the same subject: they share topics, the rarer the better, and lie near in time.
//!
//! For each topic of a story only its nearest neighbours in time are looked at, so the cost grows
//! with the number of stories and not with how common a topic is. Rarity counts in powers of two, so
//! that one more story seldom moves it; distance is between dates, never to now. Ties go by address.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::{Desk, Story, StoryId};

/// How many related stories a story shows.
const SHOWN: usize = 4;

/// How many stories of a topic are looked at on each side in time.
const WINDOW: usize = 10;

/// What sharing one topic weighs at least, beside which closeness in time can only break ties between near equals.
const TOPIC_WEIGHT: i64 = 48;

/// The related stories of every story, in the order of `stories`.
pub fn find(stories: &[Story], desks: &[Desk]) -> Vec<Vec<StoryId>> {
    let places: Vec<Places> = desks.iter().map(|desk| Places::of(desk, stories.len())).collect();
    stories
        .par_iter()
        .enumerate()
        .map_init(Vec::new, |scores, (id, story)| {
            if !story.is_listed() || story.article.card.published.is_none() || story.tags.is_empty() {
                return Vec::new();
            }
            let desk = usize::from(story.desk);
            score(id as StoryId, story, stories, &desks[desk], &places[desk], scores)
        })
        .collect()
}

/// Where each story stands in the lists of its tags: one row for each of its tags, in the same order.
struct Places {
    first: Vec<u32>,
    rows: Vec<u32>,
}

impl Places {
    fn of(desk: &Desk, stories: usize) -> Places {
        let mut counts = vec![0u32; stories + 1];
        for id in desk.tags.iter().flat_map(|tag| &tag.stories) {
            counts[*id as usize + 1] += 1;
        }
        for n in 1..counts.len() {
            counts[n] += counts[n - 1];
        }
        let mut rows = vec![0; counts[stories] as usize];
        let mut next = counts.clone();
        for tag in &desk.tags {
            for (place, id) in tag.stories.iter().enumerate() {
                rows[next[*id as usize] as usize] = place as u32;
                next[*id as usize] += 1;
            }
        }
        Places { first: counts, rows }
    }
}

fn score(
    id: StoryId,
    story: &Story,
    stories: &[Story],
    desk: &Desk,
    places: &Places,
    scores: &mut Vec<(StoryId, i64)>,
) -> Vec<StoryId> {
    scores.clear();
    let mut tags = story.tags.clone();
    tags.sort_unstable();
    let first = places.first[id as usize] as usize;
    for (n, tag) in tags.iter().enumerate() {
        let row = &desk.tags[*tag as usize].stories;
        let weight = TOPIC_WEIGHT * i64::from(24u32.saturating_sub(row.len().ilog2()).max(1));
        let place = places.rows[first + n] as usize;
        let around = place.saturating_sub(WINDOW)..(place + WINDOW + 1).min(row.len());
        scores.extend(row[around].iter().filter(|other| **other != id).map(|other| (*other, weight)));
    }
    scores.sort_unstable_by_key(|(other, _)| *other);
    scores.dedup_by(|b, a| {
        let same = a.0 == b.0;
        if same {
            a.1 += b.1;
        }
        same
    });
    for (other, score) in scores.iter_mut() {
        let other = &stories[*other as usize];
        let days = (story.seconds() - other.seconds()).unsigned_abs() / 86_400;
        *score -= i64::from((days + 1).ilog2()) * 8;
        *score += if other.section == story.section { 24 } else { 0 };
    }
    let rank = |(other, score): &(StoryId, i64)| (Reverse(*score), &stories[*other as usize].address);
    if scores.len() > SHOWN {
        scores.select_nth_unstable_by(SHOWN - 1, |a, b| rank(a).cmp(&rank(b)));
        scores.truncate(SHOWN);
    }
    scores.sort_unstable_by(|a, b| rank(a).cmp(&rank(b)));
    scores.iter().map(|(other, _)| *other).collect()
}
