//! The front page: stories ranked by time and priority, no story twice.

use std::cmp::Reverse;

use super::{Desk, Edition, Section, StoryId};
use crate::site::{Band as Wanted, BandOf, Settings};

/// What stands where on a front page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// The story that leads.
    pub lead: Option<StoryId>,
    /// Beside it.
    pub secondary: Vec<StoryId>,
    /// The newest that stand nowhere else.
    pub latest: Vec<StoryId>,
    /// The bands: those of site.yaml, else one for each section with enough stories left.
    pub bands: Vec<Band>,
    /// What is left of the newest from sections without a band.
    pub river: Vec<StoryId>,
}

/// A band of the front page.
#[derive(Debug, PartialEq, Eq)]
pub struct Band {
    /// The number of the section whose stories stand in it; `None`: it is of a list.
    pub section: Option<u32>,
    /// Its number among the `bands` of site.yaml, where it stands there.
    pub setting: Option<usize>,
    /// Its stories.
    pub stories: Vec<StoryId>,
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
    /// The stories of lists that `bands` of site.yaml names, by name.
    pub lists: Vec<(String, Vec<StoryId>)>,
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
    let mut bands = match &settings.bands {
        None => bands_of_sections(edition, desk, settings, &taken),
        Some(wanted) => bands_wanted(edition, desk, settings, (wanted, slots)),
    };
    for band in &mut bands {
        let most = band.setting.and_then(|n| settings.bands.as_ref()?.get(n)).map_or(BAND, |band| band.stories);
        band.stories = take(&band.stories, most, &mut taken);
    }
    bands.retain(|band| !band.stories.is_empty());
    let sections: Vec<u32> = bands.iter().filter_map(|band| band.section).collect();
    order.retain(|id| !sections.iter().any(|number| stands_in(edition, desk, *id, *number)));
    let river = take(&order, RIVER, &mut taken);
    Front { lead, secondary, latest, bands, river }
}

/// A band for each section that has enough stories left.
fn bands_of_sections(edition: &Edition, desk: &Desk, settings: &Settings, taken: &[StoryId]) -> Vec<Band> {
    let mut bands = Vec::new();
    for (number, section) in desk.sections.iter().enumerate().filter(|(_, s)| s.parent.is_none()) {
        let mut stories = of_section(edition, section, settings, BAND);
        stories.retain(|id| !taken.contains(id));
        if stories.len() >= LEAST_IN_BAND {
            bands.push(Band { section: Some(number as u32), setting: None, stories });
        }
    }
    bands
}

/// The bands that site.yaml names, as far as this desk has their sections and lists.
fn bands_wanted(
    edition: &Edition,
    desk: &Desk,
    settings: &Settings,
    (wanted, slots): (&[Wanted], &Slots),
) -> Vec<Band> {
    let mut bands = Vec::new();
    for (number, band) in wanted.iter().enumerate() {
        let (section, stories) = match &band.of {
            BandOf::Section(path) => {
                let Some(at) = desk.sections.iter().position(|section| *section.path == **path) else { continue };
                (Some(at as u32), of_section(edition, &desk.sections[at], settings, band.stories))
            }
            BandOf::List(name) => match slots.lists.iter().find(|(list, _)| list == name) {
                Some((_, stories)) => (None, stories.clone()),
                None => continue,
            },
        };
        bands.push(Band { section, setting: Some(number), stories });
    }
    bands
}

/// A section's stories for a band, the best first, then those without a date.
fn of_section(edition: &Edition, section: &Section, settings: &Settings, undated: usize) -> Vec<StoryId> {
    let newest = &section.group.stories[..section.group.stories.len().min(CANDIDATES / 10)];
    let mut stories = rank(edition, newest, settings);
    stories.extend(section.group.undated.iter().take(undated));
    stories
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
