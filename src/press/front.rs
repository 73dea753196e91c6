//! The front page and the page that isn't there.

use super::Press;
use super::views::{BandView, FrontView, NotFoundView};
use crate::base::Found;
use crate::edition::{DeskId, StoryId, lay_out_front};

/// The newest stories on the page for addresses that don't exist.
const SHOWN_ON_404: usize = 5;

/// Stories on a front that goes by time alone.
const REST: usize = 40;

impl<'a> Press<'a> {
    /// The front page of a desk.
    pub(super) fn front_view(&self, number: DeskId, found: &mut Found) -> FrontView<'a> {
        let desk = self.desk(number);
        let (page, slots) = self.slots(number, None, found).unzip();
        let slots = slots.unwrap_or_default();
        let front = lay_out_front(self.edition, desk, self.settings(), &slots);
        let above: Vec<StoryId> = slots.stories().chain(front.lead).chain(front.secondary.iter().copied()).collect();
        let rest = desk.river.iter().filter(|id| !above.contains(id)).take(REST).map(|id| self.card(*id));
        FrontView {
            is_laid_out: page.is_some(),
            banner: page.and_then(|page| self.banner(page, number, found)),
            sublinks: self.cards(&slots.sublinks),
            packages: page.map(|page| self.packages(page, &slots, number, found)).unwrap_or_default(),
            lead: front.lead.map(|id| self.card(id)),
            secondary: self.cards(&front.secondary),
            latest: self.cards(&front.latest),
            bands: front
                .bands
                .iter()
                .map(|(section, stories)| BandView {
                    section: self.section_view(&desk.sections[*section as usize]),
                    stories: self.cards(stories),
                })
                .collect(),
            river: self.cards(&front.river),
            rest: self.want("rest", || rest.collect()),
        }
    }

    /// The stories on the front page of a desk, from the top down.
    pub fn stories_on_front(&self, number: DeskId) -> Vec<StoryId> {
        let slots = self.slots(number, None, &mut Found::new()).map(|(_, slots)| slots).unwrap_or_default();
        let front = lay_out_front(self.edition, self.desk(number), self.settings(), &slots);
        let packages = slots.packages.iter().flat_map(|(_, ids)| ids);
        let bands = front.bands.iter().flat_map(|(_, ids)| ids);
        let top = front.lead.iter().chain(&slots.sublinks).chain(&front.secondary).chain(packages);
        top.chain(&front.latest).chain(bands).chain(&front.river).copied().collect()
    }

    /// The page for addresses that don't exist.
    pub(super) fn not_found_view(&self) -> NotFoundView<'a> {
        let river = &self.desk(0).river;
        NotFoundView { latest: self.cards(&river[..river.len().min(SHOWN_ON_404)]) }
    }
}
