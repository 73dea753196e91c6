//! Stories on the same subject: they share topics, the rarer the better, and lie near in time.
//!
//! For each topic of a story only its nearest neighbours in time are looked at, so the cost grows
//! with the number of stories and not with how common a topic is. Rarity counts in powers of two, so
//! that one more story seldom moves it; distance is between dates, never to now. Ties go by address.
//!
//! Stories are taken in the order of the river: neighbours in time are then neighbours in memory.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::{Desk, Story, StoryId};

/// How many related stories a story shows.
const SHOWN: usize = 4;

/// How many stories of a topic are looked at on each side in time.
const WINDOW: usize = 10;

/// What sharing one topic weighs at least, beside which closeness in time can only break ties between near equals.
const TOPIC_WEIGHT: u32 = 48;

/// A thread takes so many stories at least.
const LEAST: usize = 1_024;

/// Finds the related stories of every story. `ranks` says for each story how many addresses sort before its own.
pub fn set(stories: &mut [Story], desks: &[Desk], ranks: &[u32]) {
    for (number, desk) in desks.iter().enumerate() {
        let river = River::of(desk, stories, ranks);
        let rows = river.find();
        stories.par_iter_mut().zip(&river.place_of).for_each(|(story, place)| {
            if usize::from(story.desk) == number
                && let Some(row) = rows.get(*place as usize)
            {
                story.related = row.shown().map(|place| desk.river[place as usize]).collect();
            }
        });
    }
}

/// A desk's dated stories, newest first, as far as kinship needs to know them.
struct River {
    points: Vec<Point>,
    /// For each of the edition's stories its place in the river; beyond its end for those that aren't in it.
    place_of: Vec<u32>,
    /// For each topic the places of its stories.
    topics: Vec<Vec<u32>>,
    /// For each place, where its rows of `tags` begin; and where the last ends.
    first: Vec<u32>,
    /// The topic, and the place in that topic's list.
    tags: Vec<(u32, u32)>,
}

/// A story of the river.
struct Point {
    seconds: i64,
    /// The section's number; one beyond all for none.
    section: u32,
    rank: u32,
}

/// The places of the stories that are shown, best first.
#[derive(Clone, Copy, Default)]
struct Row {
    places: [u32; SHOWN],
    count: u8,
}

impl Row {
    fn shown(&self) -> impl Iterator<Item = u32> {
        self.places.into_iter().take(usize::from(self.count))
    }
}

impl River {
    fn of(desk: &Desk, stories: &[Story], ranks: &[u32]) -> River {
        let point = |id: &StoryId| {
            let story = &stories[*id as usize];
            Point { seconds: story.seconds(), section: story.section.unwrap_or(u32::MAX), rank: ranks[*id as usize] }
        };
        let points: Vec<Point> = desk.river.par_iter().map(point).collect();
        let mut place_of = vec![u32::MAX; stories.len()];
        for (id, place) in desk.river.iter().zip(0..) {
            place_of[*id as usize] = place;
        }
        let places = |ids: &Vec<StoryId>| ids.iter().map(|id| place_of[*id as usize]).collect();
        let topics: Vec<Vec<u32>> = desk.tags.par_iter().map(|tag| places(&tag.stories)).collect();
        let mut first = vec![0u32; points.len() + 1];
        for place in topics.iter().flatten() {
            first[*place as usize + 1] += 1;
        }
        for n in 1..first.len() {
            first[n] += first[n - 1];
        }
        let mut tags = vec![(0, 0); first[points.len()] as usize];
        let mut next = first.clone();
        for (topic, places) in topics.iter().enumerate() {
            for (n, place) in places.iter().enumerate() {
                tags[next[*place as usize] as usize] = (topic as u32, n as u32);
                next[*place as usize] += 1;
            }
        }
        River { points, place_of, topics, first, tags }
    }

    fn find(&self) -> Vec<Row> {
        let share = self.points.len().div_ceil(rayon::current_num_threads() * 4).max(LEAST);
        let places: Vec<u32> = (0..self.points.len() as u32).collect();
        let shares: Vec<Vec<Row>> = places
            .par_chunks(share)
            .map(|places| {
                let mut near = Near { weights: vec![0; self.points.len()], places: Vec::new() };
                places.iter().map(|place| self.score(*place, &mut near)).collect()
            })
            .collect();
        shares.concat()
    }

    fn score(&self, place: u32, near: &mut Near) -> Row {
        let here = place as usize;
        for (topic, n) in &self.tags[self.first[here] as usize..self.first[here + 1] as usize] {
            let (row, n) = (&self.topics[*topic as usize], *n as usize);
            let weight = TOPIC_WEIGHT * 24u32.saturating_sub(row.len().ilog2()).max(1);
            near.add(&row[n.saturating_sub(WINDOW)..n], weight);
            near.add(&row[n + 1..(n + WINDOW + 1).min(row.len())], weight);
        }
        let mut best = [(Reverse(i64::MIN), u32::MAX, 0); SHOWN];
        let mut count = 0;
        let story = &self.points[here];
        for other in near.places.drain(..) {
            let weight = std::mem::take(&mut near.weights[other as usize]);
            let point = &self.points[other as usize];
            let days = (story.seconds - point.seconds).unsigned_abs() / 86_400;
            let kin = if point.section == story.section { 24 } else { 0 };
            let score = i64::from(weight) - i64::from((days + 1).ilog2()) * 8 + kin;
            let row = (Reverse(score), point.rank, other);
            if row < best[SHOWN - 1] {
                let at = best.partition_point(|better| *better < row);
                best[at..].rotate_right(1);
                best[at] = row;
                count += 1;
            }
        }
        Row { places: best.map(|(_, _, place)| place), count: count.min(SHOWN) as u8 }
    }
}

/// The stories that share a topic with one story, by their places.
struct Near {
    /// What the shared topics weigh, for every story of the river; nothing for most.
    weights: Vec<u32>,
    /// Those that weigh something.
    places: Vec<u32>,
}

impl Near {
    fn add(&mut self, places: &[u32], weight: u32) {
        for place in places {
            let sum = &mut self.weights[*place as usize];
            if *sum == 0 {
                self.places.push(*place);
            }
            *sum = sum.saturating_add(weight);
        }
    }
}
