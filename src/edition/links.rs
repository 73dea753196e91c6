//! What ties stories together: neighbours, parts of a series, versions in other languages.

use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{Desk, State, Story, StoryId};
use crate::base::{Code, Diagnostic, Found, Place};

/// Sets the story before and after each in its section, and in its series.
pub fn set_neighbours(stories: &mut [Story], desks: &[Desk]) {
    for desk in desks {
        for (number, section) in desk.sections.iter().enumerate() {
            let own = |id: &StoryId| stories[*id as usize].section == Some(number as u32);
            let row: Vec<StoryId> = section.group.stories.iter().copied().filter(own).collect();
            chain(&row, |id, around| stories[id as usize].neighbours = around);
        }
        for series in &desk.series {
            chain(&series.stories, |id, around| stories[id as usize].parts = around);
        }
    }
}

/// `row` is newest first; tells each its older and its newer neighbour.
fn chain(row: &[StoryId], mut set: impl FnMut(StoryId, [Option<StoryId>; 2])) {
    for (n, id) in row.iter().enumerate() {
        let newer = n.checked_sub(1).map(|n| row[n]);
        set(*id, [row.get(n + 1).copied(), newer]);
    }
}

/// Sets each story's versions in all languages, in the order of the languages.
pub fn set_versions(stories: &mut [Story], found: &mut Found) {
    for mut ids in sharing_a_name(stories) {
        ids.sort_by_key(|id| (stories[*id as usize].desk, *id));
        tell_left(stories, &ids, found);
        ids.retain(|id| matches!(stories[*id as usize].state, State::Published | State::Kept));
        ids.dedup_by_key(|id| stories[*id as usize].desk);
        if ids.len() < 2 {
            continue;
        }
        let versions: Arc<[StoryId]> = ids.into();
        for id in versions.iter() {
            stories[*id as usize].versions = versions.clone();
        }
    }
}

/// The stories that share a name and are versions of each other, in the order of the names.
fn sharing_a_name(stories: &[Story]) -> Vec<Vec<StoryId>> {
    let name = |id: &StoryId| {
        let card = &stories[*id as usize].article.card;
        (&*card.story, card.standing)
    };
    let hash = |id: StoryId| {
        let (text, standing) = name(&id);
        (xxh3_64_with_seed(text.as_bytes(), u64::from(standing)), id)
    };
    let mut hashes: Vec<(u64, StoryId)> = (0..stories.len() as StoryId).into_par_iter().map(hash).collect();
    hashes.par_sort_unstable();
    let alike = hashes.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1).flatten();
    let mut ids: Vec<StoryId> = alike.map(|(_, id)| *id).collect();
    ids.par_sort_unstable_by(|a, b| (name(a), a).cmp(&(name(b), b)));
    ids.chunk_by(|a, b| name(a) == name(b)).filter(|run| run.len() > 1).map(<[StoryId]>::to_vec).collect()
}

/// Tells of translations that still stand when a version of the story was withdrawn.
fn tell_left(stories: &[Story], ids: &[StoryId], found: &mut Found) {
    let of = |state| ids.iter().map(|id| &stories[*id as usize]).filter(move |s| s.state == state);
    let Some(withdrawn) = of(State::Withdrawn).next() else { return };
    for left in of(State::Published) {
        found.push(
            Diagnostic::new(Code::TranslationLeft, Place::file(&left.article.card.source))
                .says("another version of this story was withdrawn, and this one still stands")
                .also(Place::file(&withdrawn.article.card.source), "withdrawn here")
                .help("withdraw this one too, or change its name so that it is a story of its own"),
        );
    }
}
