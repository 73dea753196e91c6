//! The front page: stories ranked by time and priority, no story twice.

use std::cmp::Reverse;

use super::{Desk, Edition, StoryId};
use crate::site::Settings;

/// What stands where on a front page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// The story that leads.
    pub lead: Option<StoryId>,
    /// Beside it.
    pub secondary: Vec<StoryId>,
    /// The newest that stand nowhere else.
    pub latest: Vec<StoryId>,
    /// A band for each section with enough stories left: the section's number and its stories.
    pub bands: Vec<(u32, Vec<StoryId>)>,
    /// What is left of the newest from sections without a band.
    pub river: Vec<StoryId>,
}

const SECONDARY: usize = 4;
const LATEST: usize = 8;
const BAND: usize = 5;
const LEAST_IN_BAND: usize = 3;
const RIVER: usize = 12;

/// So many of the newest stories can come to the front; priority moves a story by 72 hours at most.
const CANDIDATES: usize = 1_000;

/// What editors put on a front page; nothing of it stands elsewhere on the page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// Who leads.
    pub lead: Option<StoryId>,
    /// Below the lead.
    pub sublinks: Vec<StoryId>,
    /// Beside it.
    pub second: Vec<StoryId>,
    /// Packages by their number in the file, each with its stories.
    pub packages: Vec<(usize, Vec<StoryId>)>,
}

impl Slots {
    /// All stories in the slots.
    pub fn stories(&self) -> impl Iterator<Item = StoryId> {
        let packages = self.packages.iter().flat_map(|(_, stories)| stories);
        self.lead.iter().chain(&self.sublinks).chain(&self.second).chain(packages).copied()
    }
}

/// Lays out the front page of a desk round what editors put into its slots.
pub fn lay_out_front(edition: &Edition, desk: &Desk, settings: &Settings, slots: &Slots) -> Front {
    let mut taken: Vec<StoryId> = slots.stories().collect();
    let ranked = rank(edition, &desk.river[..desk.river.len().min(CANDIDATES)], settings);
    let undated = desk.undated.iter().take(settings.page_size);
    let mut order: Vec<StoryId> = ranked.iter().chain(undated).copied().collect();
    let lead = slots.lead.or_else(|| take(&order, 1, &mut taken).pop());
    let mut secondary = slots.second.clone();
    secondary.extend(take(&order, SECONDARY.saturating_sub(secondary.len()), &mut taken));
    let latest = take(&desk.river, LATEST, &mut taken);
    let mut bands = Vec::new();
    for (number, section) in desk.sections.iter().enumerate().filter(|(_, s)| s.parent.is_none()) {
        let newest = &section.group.stories[..section.group.stories.len().min(CANDIDATES / 10)];
        let mut stories = rank(edition, newest, settings);
        stories.extend(section.group.undated.iter().take(BAND));
        stories.retain(|id| !taken.contains(id));
        if stories.len() >= LEAST_IN_BAND {
            bands.push((number as u32, stories));
        }
    }
    for (_, stories) in &mut bands {
        *stories = take(stories, BAND, &mut taken);
    }
    bands.retain(|(_, stories)| !stories.is_empty());
    order.retain(|id| !bands.iter().any(|(number, _)| stands_in(edition, desk, *id, *number)));
    let river = take(&order, RIVER, &mut taken);
    Front { lead, secondary, latest, bands, river }
}

/// Who leads a section's front: whom editors put there, else the first of `shown` by time and priority that is in no slot.
pub fn leader(edition: &Edition, shown: &[StoryId], settings: &Settings, slots: &Slots) -> Option<StoryId> {
    let is_free = |id: &StoryId| !slots.stories().any(|slot| slot == *id);
    slots.lead.or_else(|| rank(edition, shown, settings).into_iter().find(is_free))
}

/// The first of `from` that aren't taken; they are then.
fn take(from: &[StoryId], most: usize, taken: &mut Vec<StoryId>) -> Vec<StoryId> {
    let picked: Vec<StoryId> = from.iter().copied().filter(|id| !taken.contains(id)).take(most).collect();
    taken.extend(&picked);
    picked
}

/// Whether the story's section is that one or lies in it.
fn stands_in(edition: &Edition, desk: &Desk, id: StoryId, section: u32) -> bool {
    let mut at = edition.story(id).section;
    while let Some(number) = at {
        if number == section {
            return true;
        }
        at = desk.sections[number as usize].parent;
    }
    false
}

/// Best first: by date plus a handicap for priority (`front_hours`), so no clock is asked and nothing falls due.
fn rank(edition: &Edition, stories: &[StoryId], settings: &Settings) -> Vec<StoryId> {
    let mut ranked = stories.to_vec();
    ranked.sort_by_cached_key(|id| {
        let story = edition.story(*id);
        let handicap = (5 - i64::from(story.article.card.priority)) * i64::from(settings.front_hours) * 900;
        (Reverse(story.seconds().saturating_add(handicap)), story.address.clone())
    });
    ranked
}
