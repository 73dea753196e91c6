//! Sheets become bytes: a view for each, a template over it, or a machine's format.
//!
//! In: a plan, a frozen edition, the site. Out: [`Printed`] sheets. Never here: the clock, a change of the
//! edition, a write to disk.

mod about;
mod article;
mod ask;
mod body;
mod byline;
mod cards;
mod carried;
mod component;
pub mod docs;
mod elements;
mod feed_entries;
mod feeds;
mod figure;
mod files;
mod fingerprint;
mod front;
mod head;
mod indexes;
mod ingredient;
mod json_ld;
mod json_object;
mod labels;
mod lists;
mod live;
mod machines;
mod mix;
mod named;
pub mod needs;
mod ninjs;
mod partners;
mod pictures;
mod print;
mod resolve;
mod search;
mod signposts;
mod site_view;
mod slots;
mod snippets;
mod social;
mod styleguide;
mod switch;
pub mod view;
pub mod views;

pub use about::Asked;
pub use ask::Ask;
pub use elements::Elements;
pub use fingerprint::Assay;
pub use ingredient::{Fingerprint, Ingredient, differing, ingredients};
pub use mix::Mix;
pub use pictures::{Known, Wanted, tell};
pub use print::{Bytes, Printed};

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};

use needs::Needs;
use tera::Value;

use crate::base::{Address, Kind, SourcePath};
use crate::edition::{Desk, DeskId, Edition, Story, StoryId};
use crate::pictures::Effort;
use crate::plan::Plan;
use crate::register::Register;
use crate::site::{BaseUrl, Settings, Site};
use crate::theme::Words;

/// So many cards are kept at once; a card that is shown after another took its place is made anew.
const MOST_CARDS: usize = 1 << 16;

/// What many pages of a desk show alike, made when first shown.
struct Common {
    kinds: Vec<OnceLock<Value>>,
    sections: Vec<OnceLock<Value>>,
    /// The feeds of each section.
    feeds: Vec<OnceLock<Value>>,
    tags: Vec<OnceLock<Value>>,
}

impl Common {
    fn of(desk: &Desk) -> Common {
        let empty = |count: usize| (0..count).map(|_| OnceLock::new()).collect();
        let (sections, feeds) = (empty(desk.sections.len()), empty(desk.sections.len()));
        Common { kinds: empty(Kind::ALL.len()), sections, feeds, tags: empty(desk.tags.len()) }
    }
}

/// All that printing needs. Everything in it is fixed, but for values that are made when first needed.
pub struct Press<'a> {
    edition: &'a Edition,
    plan: &'a Plan,
    site: &'a Site,
    preview: bool,
    /// Whether headlines and labels carry marks, for a check.
    marks_labels: bool,
    /// What feeds called stories before.
    register: Option<&'a Register>,
    /// Files whose text was saved since the edition was closed, with their hashes.
    saved: Option<&'a BTreeMap<SourcePath, u128>>,
    /// The site's view by desk.
    sites: Vec<Value>,
    /// Cards of stories, made when first shown. A story's place is its number beyond full rounds, so that
    /// neighbours never drive each other out; see [`MOST_CARDS`].
    cards: Vec<Mutex<Option<(StoryId, Value)>>>,
    /// The search index in the making.
    indexes: search::Indexes,
    /// What many pages show alike, by desk.
    common: Vec<Common>,
    /// The picture for shared links of pages that have none of their own.
    card: OnceLock<Option<Value>>,
    /// The pictures among the plan's files.
    gallery: pictures::Gallery,
    /// What social cards are drawn on.
    easels: social::Easels,
    /// The slots of a page without snippets.
    no_slots: OnceLock<Value>,
    /// Which of the plan's files something published shows.
    shown: Vec<AtomicBool>,
    /// Data files by the name that templates use.
    data: Value,
    /// The Media Topics of tags, by the tag's slug.
    media_topics: HashMap<String, &'a str>,
    /// Which fields of the views the theme's templates name.
    needs: Needs,
    /// Whether any template prints JSON-LD.
    has_json_ld: bool,
    /// Whether the theme has a component of that name.
    is_component: Box<dyn Fn(&str) -> bool + Send + Sync + 'a>,
}

impl<'a> Press<'a> {
    /// Sets up the press; `preview` marks every page `noindex`.
    pub fn set(edition: &'a Edition, plan: &'a Plan, site: &'a Site, preview: bool) -> Press<'a> {
        let mut press = Press {
            edition,
            plan,
            site,
            preview,
            marks_labels: false,
            register: None,
            saved: None,
            sites: Vec::new(),
            cards: (0..edition.stories.len().min(MOST_CARDS)).map(|_| Mutex::default()).collect(),
            indexes: search::Indexes::of(plan),
            common: edition.desks.iter().map(Common::of).collect(),
            card: OnceLock::new(),
            gallery: pictures::Gallery::of(plan.files.len(), None),
            easels: social::Easels::default(),
            no_slots: OnceLock::new(),
            shown: plan.files.iter().map(|_| AtomicBool::new(false)).collect(),
            data: named::data(site),
            media_topics: ninjs::media_topics(&site.settings),
            needs: Needs::of(&site.theme.templates),
            has_json_ld: site.theme.templates.any_holds("json_ld"),
            is_component: Box::new(|name| !site.theme.is_sound || site.theme.components.contains(name)),
        };
        press.sites = (0..edition.desks.len()).map(|n| press.site_view(n as DeskId, &press.needs)).collect();
        press
    }

    /// The same press, with a register by which feeds call moved stories what they called them before.
    #[must_use]
    pub fn remembering(mut self, register: Option<&'a Register>) -> Press<'a> {
        self.register = register;
        self
    }

    /// The same press, showing pictures in copies that are made with that effort (none: as they are). `known` tells what is
    /// known of the plan's files, in their order; what isn't is read when it is asked for.
    #[must_use]
    pub fn picturing(mut self, effort: Option<Effort>, known: impl Iterator<Item = Option<Known>>) -> Press<'a> {
        self.gallery = pictures::Gallery::of(self.plan.files.len(), effort).knowing(known);
        self
    }

    /// The same press, keeping no more than so many cards: for those who print few pages at a time.
    #[must_use]
    pub fn keeping_cards(mut self, most: usize) -> Press<'a> {
        self.cards.truncate(most.max(1));
        self
    }

    /// The same press, for an edition some of whose files were saved since it was closed: their texts are others, their
    /// cards are not.
    #[must_use]
    pub fn with_saved(mut self, saved: &'a BTreeMap<SourcePath, u128>) -> Press<'a> {
        self.saved = Some(saved);
        self
    }

    /// The same press, making every field of every view.
    #[must_use]
    pub fn whole(mut self) -> Press<'a> {
        (self.needs, self.no_slots) = (Needs::ALL.clone(), OnceLock::new());
        self.sites = (0..self.edition.desks.len()).map(|n| self.site_view(n as DeskId, &self.needs)).collect();
        self
    }

    /// The loose files that something printed shows, with their addresses.
    pub fn shown_files(&self) -> Vec<(Address, SourcePath)> {
        let shown = |source: &SourcePath| {
            let row = self.plan.files.binary_search_by(|(s, _)| s.cmp(source));
            row.is_ok_and(|row| self.shown[row].load(Ordering::Relaxed))
        };
        let loose = self.plan.loose.iter().filter(|(source, _)| shown(source));
        loose.map(|(source, address)| (address.clone(), source.clone())).collect()
    }

    /// The values that were made for many pages, when no more pages are printed.
    pub fn into_values(self) -> impl Send + 'static {
        (self.cards, self.common)
    }

    fn settings(&self) -> &'a Settings {
        &self.site.settings
    }

    fn base(&self) -> &'a BaseUrl {
        &self.site.settings.base
    }

    fn story(&self, id: StoryId) -> &'a Story {
        self.edition.story(id)
    }

    fn desk(&self, id: DeskId) -> &'a Desk {
        &self.edition.desks[usize::from(id)]
    }

    fn words(&self, desk: &Desk) -> &'a Words {
        self.site.theme.words(&desk.lang)
    }

    /// Whether any template names that field.
    #[inline]
    fn wants(&self, field: &str) -> bool {
        self.needs.has(Needs::bit(field))
    }

    /// What a field holds, where any template names it; else nothing. `make` may only make: what it finds
    /// and what it marks as shown would be lost.
    #[inline]
    fn want<T: Default>(&self, field: &str, make: impl FnOnce() -> T) -> T {
        if self.wants(field) { make() } else { T::default() }
    }

    fn href(&self, address: &Address) -> String {
        self.base().href(address)
    }

    fn absolute(&self, address: &Address) -> String {
        self.base().absolute(address)
    }
}
