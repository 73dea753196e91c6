//! The front page and the page that isn't there.

use super::Press;
use super::views::{BandView, FrontView, NotFoundView};
use crate::edition::{DeskId, lay_out_front};

/// The newest stories on the page for addresses that don't exist.
const SHOWN_ON_404: usize = 5;

impl<'a> Press<'a> {
    /// The front page of a desk.
    pub(super) fn front_view(&self, desk: DeskId) -> FrontView<'a> {
        let desk = self.desk(desk);
        let front = lay_out_front(self.edition, desk, self.settings());
        FrontView {
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
        }
    }

    /// The page for addresses that don't exist.
    pub(super) fn not_found_view(&self) -> NotFoundView<'a> {
        let river = &self.desk(0).river;
        NotFoundView { latest: self.cards(&river[..river.len().min(SHOWN_ON_404)]) }
    }
}
