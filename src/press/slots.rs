//! What stands in the slots of a front page: whom editors name, as far as it is published.
//!
//! In: a front page's file. Out: its slots filled, and a fault for each story that falls out. Never here: what fills the
//! places that editors leave open.

use super::Press;
use super::named::Around;
use super::resolve::Target;
use super::views::{BannerView, PackageView, SectionFrontView};
use crate::base::{Code, Diagnostic, Found, Place, SourcePath};
use crate::copy::{FrontPage, Pick, Wants};
use crate::edition::{DeskId, Slots, State, StoryId, leader};
use crate::plan::Sheet;

/// A front page in the making.
struct Filling<'f> {
    page: &'f FrontPage,
    desk: DeskId,
    section: Option<u32>,
    /// Stories that are named somewhere on the page: no list puts them elsewhere.
    named: Vec<StoryId>,
    taken: Vec<StoryId>,
}

impl<'a> Press<'a> {
    /// The slots of a front page, where editors lay it out.
    pub(super) fn slots(
        &self,
        desk: DeskId,
        section: Option<u32>,
        found: &mut Found,
    ) -> Option<(&'a FrontPage, Slots)> {
        let page = self.edition.front_of(desk, section)?;
        let packages = page.packages.iter().filter(|package| package.window.is_open(self.edition.at));
        let picks = page.lead.iter().chain(&page.second).chain(&page.sublinks);
        let picks = picks.chain(packages.flat_map(|package| &package.stories));
        let named = picks.filter(|pick| pick.window.is_open(self.edition.at));
        let named = named.filter_map(|pick| match &pick.wants {
            Wants::Story(text) => self.story_named(text, &page.source).ok(),
            Wants::List(_) => None,
        });
        let mut filling = Filling { page, desk, section, named: named.collect(), taken: Vec::new() };
        let slots = Slots {
            lead: self.fill_slot(&page.lead, 1, &mut filling, found).pop(),
            second: self.fill_slot(&page.second, usize::MAX, &mut filling, found),
            packages: self.fill_packages(&mut filling, found),
            sublinks: self.fill_slot(&page.sublinks, usize::MAX, &mut filling, found),
            lists: Vec::new(),
        };
        Some((page, slots))
    }

    fn fill_packages(&self, filling: &mut Filling<'a>, found: &mut Found) -> Vec<(usize, Vec<StoryId>)> {
        let mut filled = Vec::new();
        for (number, package) in filling.page.packages.iter().enumerate() {
            if package.window.is_open(self.edition.at) {
                let stories = self.fill_slot(&package.stories, usize::MAX, filling, found);
                filled.push((number, stories));
            }
        }
        filled.retain(|(_, stories)| !stories.is_empty());
        filled
    }

    /// The stories of some picks, no more than `most`.
    fn fill_slot(&self, picks: &[Pick], most: usize, filling: &mut Filling<'_>, found: &mut Found) -> Vec<StoryId> {
        let mut stories = Vec::new();
        for pick in picks.iter().filter(|pick| pick.window.is_open(self.edition.at)) {
            if stories.len() >= most {
                break;
            }
            match &pick.wants {
                Wants::Story(text) => match self.story_named(text, &filling.page.source) {
                    Ok(id) if filling.taken.contains(&id) => {
                        found.push(falls_out(pick.place.clone(), format!("{text} stands on this front already")));
                    }
                    Ok(id) => {
                        filling.taken.push(id);
                        stories.push(id);
                    }
                    Err(why) => found.push(falls_out(pick.place.clone(), why)),
                },
                Wants::List(name) => {
                    let Some(listed) = self.of_list(name, filling) else {
                        found.push(falls_out(pick.place.clone(), format!("there is no list `{name}`")));
                        continue;
                    };
                    let is_free = |id: &StoryId| !filling.taken.contains(id) && !filling.named.contains(id);
                    let picked: Vec<StoryId> = listed.into_iter().filter(is_free).take(most - stories.len()).collect();
                    filling.taken.extend(&picked);
                    stories.extend(picked);
                }
            }
        }
        stories
    }

    /// The stories of a list, as the front of a desk has them; none where no list has that name.
    pub(super) fn listed_on_front(&self, name: &str, desk: DeskId) -> Option<Vec<StoryId>> {
        self.declared(name, desk, None)
    }

    /// The stories of a list that the theme or the site declares.
    fn of_list(&self, name: &str, filling: &Filling<'_>) -> Option<Vec<StoryId>> {
        self.declared(name, filling.desk, filling.section)
    }

    fn declared(&self, name: &str, desk: DeskId, section: Option<u32>) -> Option<Vec<StoryId>> {
        let declared = self.settings().lists.iter().chain(&self.site.theme.manifest.lists);
        let list = declared.into_iter().find(|list| list.name == name)?;
        let template = if section.is_some() { "section" } else { "front" };
        let around = Around { template, story: None, section };
        Some(self.pick(list, self.desk(desk), around, &[]))
    }

    /// The story that a text names by address or by file; else why there is none.
    fn story_named(&self, text: &str, source: &SourcePath) -> Result<StoryId, String> {
        let id = match self.story_at_old_address(text).map_or_else(|| self.story_at(text, source), Ok) {
            Ok(id) => id,
            Err(_) if text.starts_with('/') => return Err(format!("nothing that is published stands at {text}")),
            Err(Target::Unpublished) => return Err(format!("{text} isn't published now")),
            Err(_) => return Err(format!("there is no story {text}")),
        };
        let story = self.story(id);
        match story.state {
            State::Published if story.article.card.standing => Err(format!("{text} is a standing page")),
            State::Published => Ok(id),
            State::Withdrawn => Err(format!("{text} was withdrawn")),
            State::Expired | State::Kept => Err(format!("{text} has expired")),
        }
    }

    fn story_at_old_address(&self, text: &str) -> Option<StoryId> {
        let address = self.resolve_address(text).filter(|_| text.starts_with('/'))?;
        if let Some(Sheet::Alias(id)) = self.plan.at(&address) { Some(*id) } else { None }
    }

    /// What is breaking, while it is.
    pub(super) fn banner(&self, page: &'a FrontPage, desk: DeskId, found: &mut Found) -> Option<BannerView<'a>> {
        let banner = page.banner.as_ref().filter(|banner| banner.window.is_open(self.edition.at))?;
        let href = banner.link.as_deref().and_then(|link| self.href_of_front(link, &banner.place, page, desk, found));
        Some(BannerView { text: (&*banner.text).into(), href: href.map(Into::into) })
    }

    /// Where a link of a front page leads; told where that is nowhere.
    fn href_of_front(
        &self,
        link: &str,
        place: &Place,
        page: &FrontPage,
        desk: DeskId,
        found: &mut Found,
    ) -> Option<String> {
        match self.resolve(link, &page.source, &self.desk(desk).address("/"), false) {
            Target::Href(href) => Some(href),
            Target::Unpublished | Target::Broken | Target::Nowhere(_) | Target::FileMissing(_) => {
                found.push(falls_out(place.clone(), format!("the link {link} leads to nothing that is published")));
                None
            }
        }
    }

    /// The packages of a front page.
    pub(super) fn packages(
        &self,
        page: &'a FrontPage,
        slots: &Slots,
        desk: DeskId,
        found: &mut Found,
    ) -> Vec<PackageView<'a>> {
        let mut views = Vec::with_capacity(slots.packages.len());
        for (number, stories) in &slots.packages {
            let package = &page.packages[*number];
            let href = package.link.as_deref();
            let href = href.and_then(|link| self.href_of_front(link, &package.place, page, desk, found));
            let (title, href) = ((&*package.title).into(), href.map(Into::into));
            views.push(PackageView { title, href, stories: self.cards(stories) });
        }
        views
    }

    /// The slots of a section's front, with the stories that stand in them; `shown` is on the section's newest page.
    pub(super) fn section_front(
        &self,
        desk: DeskId,
        section: u32,
        shown: &[StoryId],
        found: &mut Found,
    ) -> Option<(SectionFrontView<'a>, Vec<StoryId>)> {
        let (page, mut slots) = self.slots(desk, Some(section), found)?;
        slots.lead = leader(self.edition, shown, self.settings(), &slots);
        let view = SectionFrontView {
            banner: self.banner(page, desk, found),
            lead: slots.lead.map(|id| self.card(id)),
            sublinks: self.cards(&slots.sublinks),
            secondary: self.cards(&slots.second),
            packages: self.packages(page, &slots, desk, found),
        };
        Some((view, slots.stories().collect()))
    }
}

fn falls_out(place: Place, why: String) -> Diagnostic {
    Diagnostic::new(Code::FrontSlot, place)
        .says(why)
        .help("the next one takes its place; name another story, or take the row out")
        .culprit(None)
}
