//! The front page and the page that isn't there.

use super::Press;
use super::views::{BandView, FrontView, NotFoundView, Text};
use crate::base::{Address, Code, Diagnostic, Found};
use crate::edition::{Band, Desk, DeskId, Slots, StoryId, lay_out_front};
use crate::site::{BandOf, Layout};

/// The newest stories on the page for addresses that don't exist.
const SHOWN_ON_404: usize = 5;

/// Stories on a front that goes by time alone.
const REST: usize = 40;

impl<'a> Press<'a> {
    /// The front page of a desk.
    pub(super) fn front_view(&self, number: DeskId, found: &mut Found) -> FrontView<'a> {
        let desk = self.desk(number);
        let (page, slots) = self.slots(number, None, found).unzip();
        let slots = self.with_lists(slots.unwrap_or_default(), number, found);
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
            bands: front.bands.iter().map(|band| self.band(band, desk)).collect(),
            river: self.cards(&front.river),
            rest: self.want("rest", || rest.collect()),
        }
    }

    /// The stories on the front page of a desk, from the top down.
    pub fn stories_on_front(&self, number: DeskId) -> Vec<StoryId> {
        let slots = self.slots(number, None, &mut Found::new()).map(|(_, slots)| slots).unwrap_or_default();
        let slots = self.with_lists(slots, number, &mut Found::new());
        let front = lay_out_front(self.edition, self.desk(number), self.settings(), &slots);
        let packages = slots.packages.iter().flat_map(|(_, ids)| ids);
        let bands = front.bands.iter().flat_map(|band| &band.stories);
        let top = front.lead.iter().chain(&slots.sublinks).chain(&front.secondary).chain(packages);
        top.chain(&front.latest).chain(bands).chain(&front.river).copied().collect()
    }

    /// A band, with what site.yaml says of it over what its section says.
    fn band(&self, band: &Band, desk: &'a Desk) -> BandView<'a> {
        let section = band.section.map(|section| self.section_view(&desk.sections[section as usize]));
        let wanted = band.setting.and_then(|number| self.settings().bands.as_ref()?.get(number));
        let title = wanted.and_then(|wanted| wanted.title.as_deref()).map(Text::from);
        let href = wanted.and_then(|wanted| wanted.href.as_deref()).map(|href| self.own_href(href));
        BandView {
            title: title.or_else(|| Some(section.as_ref()?.title.clone())),
            href: href.or_else(|| Some(section.as_ref()?.href.clone())),
            layout: wanted.map_or(Layout::Lead, |wanted| wanted.layout).as_str().into(),
            section,
            stories: self.cards(&band.stories),
        }
    }

    /// An address that site.yaml writes, ready for a link.
    fn own_href(&self, href: &'a str) -> Text<'a> {
        let address = Address::parse(href).ok().filter(|_| href.starts_with('/'));
        address.map_or_else(|| href.into(), |address| self.href(&address).into())
    }

    /// The slots, with the stories of the lists that `bands` names; what it names and isn't there is told, once.
    fn with_lists(&self, mut slots: Slots, number: DeskId, found: &mut Found) -> Slots {
        for band in self.settings().bands.iter().flatten() {
            let (sort, name) = match &band.of {
                BandOf::Section(path) => {
                    let is_there = |desk: &Desk| desk.sections.iter().any(|section| *section.path == **path);
                    if self.edition.desks.iter().any(is_there) {
                        continue;
                    }
                    ("section", path)
                }
                BandOf::List(name) => match self.listed_on_front(name, number) {
                    Some(stories) => {
                        slots.lists.push((name.clone(), stories));
                        continue;
                    }
                    None => ("list", name),
                },
            };
            if number == 0 {
                let place = self.settings().places.of(&format!("bands.{name}"));
                let help = "name a folder of `content/`, or a list that `lists` declares, or take the row out";
                let fault = Diagnostic::new(Code::BandUnknown, place).says(format!("there is no {sort} `{name}`"));
                found.push(fault.help(help).culprit(None));
            }
        }
        slots
    }

    /// The page for addresses that don't exist.
    pub(super) fn not_found_view(&self) -> NotFoundView<'a> {
        let river = &self.desk(0).river;
        NotFoundView { latest: self.cards(&river[..river.len().min(SHOWN_ON_404)]) }
    }
}
