//! Stories on the same subject: they share topics, the rarer the better, and lie near in time.
//!
//! For each topic of a story only its nearest neighbours in time are looked at, so the cost grows
//! with the number of stories and not with how common a topic is. Rarity counts in powers of two, so
//! that one more story seldom moves it; distance is between dates, never to now. Ties go by address.
//!
//! Stories are taken in the order of the river: neighbours in time are then neighbours in memory.

use std::cmp::Reverse;

use super::{Desk, Edition, Group, Story, StoryId};

/// How many related stories a story shows.
const SHOWN: usize = 4;

/// How many stories of a topic are looked at on each side in time.
const WINDOW: usize = 10;

/// What sharing one topic weighs at least, beside which closeness in time can only break ties between near equals.
const TOPIC_WEIGHT: u32 = 48;

/// What standing in the same section counts.
const SAME_SECTION: i64 = 24;

/// A thread takes so many stories at least.
const LEAST: usize = 1_024;

/// The related stories of every story.
#[derive(Debug, Default)]
pub struct Related(Vec<([StoryId; SHOWN], u8)>);

impl Related {
    /// Finds them for all stories of an edition.
    ///
    /// This is asked for when the first page needs it, perhaps by a thread of the pool while others wait for it: so
    /// it has threads of its own, and waits for none of the pool.
    pub fn of(edition: &Edition) -> Related {
        let ranks = edition.address_ranks();
        let mut all = vec![([0; SHOWN], 0); edition.stories.len()];
        for desk in &edition.desks {
            let rows = River::of(desk, &edition.stories, &ranks).find();
            for (id, row) in desk.river.iter().zip(rows) {
                let (places, count) = &mut all[*id as usize];
                *count = row.count;
                for (shown, place) in places.iter_mut().zip(row.shown()) {
                    *shown = desk.river[place as usize];
                }
            }
        }
        Related(all)
    }

    /// Those of one story, best first.
    pub fn to(&self, id: StoryId) -> &[StoryId] {
        let (shown, count) = &self.0[id as usize];
        &shown[..usize::from(*count)]
    }
}

/// A desk's dated stories, newest first, as far as kinship needs to know them.
struct River {
    points: Vec<Point>,
    /// For each topic the places of its stories.
    topics: Vec<Topic>,
    /// For each place, where its rows of `tags` begin; and where the last ends.
    first: Vec<u32>,
    /// The topic, and the place in that topic's list.
    tags: Vec<(u32, u32)>,
}

/// The stories of a topic, newest first.
struct Topic {
    places: Vec<u32>,
    seconds: Vec<i64>,
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
        let points: Vec<Point> = desk.river.iter().map(point).collect();
        let mut place_of = vec![u32::MAX; stories.len()];
        for (id, place) in desk.river.iter().zip(0..) {
            place_of[*id as usize] = place;
        }
        let topic = |tag: &Group| {
            let places: Vec<u32> = tag.stories.iter().map(|id| place_of[*id as usize]).collect();
            let seconds = places.iter().map(|place| points[*place as usize].seconds).collect();
            Topic { places, seconds }
        };
        let topics: Vec<Topic> = desk.tags.iter().map(topic).collect();
        let mut first = vec![0u32; points.len() + 1];
        for place in topics.iter().flat_map(|topic| &topic.places) {
            first[*place as usize + 1] += 1;
        }
        for n in 1..first.len() {
            first[n] += first[n - 1];
        }
        let mut tags = vec![(0, 0); first[points.len()] as usize];
        let mut next = first.clone();
        // The rarest topics and the nearest stories come first: then most others can't be among the best any more.
        let mut by_rarity: Vec<(usize, &Topic)> = topics.iter().enumerate().collect();
        by_rarity.sort_by_key(|(_, topic)| topic.places.len());
        for (number, topic) in by_rarity {
            for (n, place) in topic.places.iter().enumerate() {
                tags[next[*place as usize] as usize] = (number as u32, n as u32);
                next[*place as usize] += 1;
            }
        }
        River { points, topics, first, tags }
    }

    fn find(&self) -> Vec<Row> {
        let share = self.points.len().div_ceil(rayon::current_num_threads()).max(LEAST);
        let places: Vec<u32> = (0..self.points.len() as u32).collect();
        let find = |places: &[u32]| -> Vec<Row> {
            let mut near = Near { weights: vec![0; self.points.len()], places: Vec::new() };
            places.iter().map(|place| self.score(*place, &mut near)).collect()
        };
        let mut shares: Vec<Vec<Row>> = places.chunks(share).map(|_| Vec::new()).collect();
        std::thread::scope(|scope| {
            for (places, rows) in places.chunks(share).zip(&mut shares) {
                scope.spawn(|| *rows = find(places));
            }
        });
        shares.concat()
    }

    fn score(&self, place: u32, near: &mut Near) -> Row {
        let here = place as usize;
        let story = &self.points[here];
        for (topic, n) in &self.tags[self.first[here] as usize..self.first[here + 1] as usize] {
            let (topic, n) = (&self.topics[*topic as usize], *n as usize);
            let most = topic.places.len();
            let weight = TOPIC_WEIGHT * 24u32.saturating_sub(most.ilog2()).max(1);
            near.add(topic, (n.saturating_sub(WINDOW)..n).rev(), weight, story.seconds);
            near.add(topic, n + 1..(n + WINDOW + 1).min(most), weight, story.seconds);
        }
        let mut best = [(Reverse(i64::MIN), u32::MAX, 0); SHOWN];
        let mut count = 0;
        for (other, distance) in near.places.drain(..) {
            let score = i64::from(std::mem::take(&mut near.weights[other as usize])) - i64::from(distance) * 8;
            // Most are too far even if they stood in the same section.
            if score + SAME_SECTION < best[SHOWN - 1].0.0 {
                continue;
            }
            let point = &self.points[other as usize];
            let kin = if point.section == story.section { SAME_SECTION } else { 0 };
            let row = (Reverse(score + kin), point.rank, other);
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

/// The stories that share a topic with one story.
struct Near {
    /// What the shared topics weigh, for every story of the river; nothing for most.
    weights: Vec<u32>,
    /// The places of those that weigh something, and their distance: days in powers of two.
    places: Vec<(u32, u32)>,
}

impl Near {
    fn add(&mut self, topic: &Topic, rows: impl Iterator<Item = usize>, weight: u32, here: i64) {
        for row in rows {
            let (place, seconds) = (&topic.places[row], topic.seconds[row]);
            let sum = &mut self.weights[*place as usize];
            if *sum == 0 {
                let days = (here - seconds).unsigned_abs() / 86_400;
                self.places.push((*place, (days + 1).ilog2()));
            }
            *sum = sum.saturating_add(weight);
        }
    }
}
