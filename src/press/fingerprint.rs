//! What each sheet is made of in this edition.
//!
//! In: a sheet and the hashes of what sheets are made of. Out: its [`Fingerprint`], or none for the few sheets that
//! are printed each time and compared by their bytes. Never here: printing.

use super::Press;
use super::ask::Ask;
use super::elements::Elements;
use super::ingredient::{Fingerprint, Ingredient};
use super::mix::Mix;
use super::named::Around;
use crate::base::{Address, Found};
use crate::edition::{Desk, DeskId, State, Story, StoryId};
use crate::plan::{ListPage, ListRef, Month, Sheet};

/// How fingerprints of one edition are taken.
pub struct Assay<'p> {
    press: &'p Press<'p>,
    elements: &'p Elements,
    /// What the text of a story asks, encoded, as far as that is known.
    asks: &'p (dyn Fn(StoryId) -> Option<&'p [u8]> + Sync),
}

impl<'p> Assay<'p> {
    /// An assay of a press's sheets.
    pub fn new(
        press: &'p Press<'p>,
        elements: &'p Elements,
        asks: &'p (dyn Fn(StoryId) -> Option<&'p [u8]> + Sync),
    ) -> Assay<'p> {
        Assay { press, elements, asks }
    }

    /// The fingerprint of a sheet, of whose own text it is known what it asks (encoded). `None`: it must be printed.
    pub fn of(&self, sheet: &Sheet, own: Option<&[u8]>, mix: &mut Mix) -> Option<Fingerprint> {
        match sheet {
            Sheet::Story(id) => self.story(*id, own?, mix),
            Sheet::Notice(id) => Some(self.notice(*id, mix)),
            Sheet::List(desk, list, page) => self.list(*desk, *list, *page, own, mix),
            Sheet::Month(desk, year, month) => Some(self.month(*desk, *year, *month, mix)),
            Sheet::Feed(desk, list, _) => self.feed(*desk, *list, mix),
            Sheet::SearchPiece(desk, segment, _) => Some(self.search_piece(*desk, *segment)),
            Sheet::SearchRows(desk, segment, rows) => Some(self.search_rows(*desk, *segment, *rows, mix)),
            Sheet::Sitemap(Some(month), _) => Some(self.sitemap(Some(*month), mix)),
            Sheet::Item(id) => self.item(*id, mix),
            Sheet::LatestItems(desk, list) => Some(self.latest_items(*desk, *list, mix)),
            Sheet::Partner(number, _) => self.partner(*number, mix),
            Sheet::Live(id) => self.story(*id, (self.asks)(*id)?, mix),
            Sheet::Card(id) => {
                let mut print = Fingerprint::roomy();
                print.add(Ingredient::Card, self.press.card_key(*id) as u64);
                Some(print)
            }
            Sheet::Alias(id) => Some(self.alias(*id)),
            Sheet::File(source) => {
                let row = self.press.plan.files.binary_search_by(|(s, _)| s.cmp(source)).ok()?;
                let mut print = Fingerprint::roomy();
                print.add(Ingredient::File, self.elements.file(Some(row)));
                Some(print)
            }
            // There are few of these, and they look at much of the site.
            Sheet::Front(_)
            | Sheet::Terms(..)
            | Sheet::Archive(_)
            | Sheet::Year(..)
            | Sheet::Undated(_)
            | Sheet::Corrections(_)
            | Sheet::Search(_)
            | Sheet::Feeds(_)
            | Sheet::NotFound
            | Sheet::Styleguide(_)
            | Sheet::StyleguidePicture
            | Sheet::CorrectionsFeed(_)
            | Sheet::Opml
            | Sheet::SearchIndex(_)
            | Sheet::SitemapIndex
            | Sheet::Sitemap(None, _)
            | Sheet::NewsSitemap
            | Sheet::Robots
            | Sheet::Manifest
            | Sheet::Redirects
            | Sheet::Headers
            | Sheet::Mining
            | Sheet::SecurityTxt
            | Sheet::AdsTxt
            | Sheet::TrustTxt
            | Sheet::Llms
            | Sheet::Asset(_) => None,
        }
    }

    fn desk(&self, desk: DeskId) -> &'p Desk {
        self.press.desk(desk)
    }

    /// What every page has.
    fn page(&self, template: &str, desk: DeskId, print: &mut Fingerprint) {
        print.add(Ingredient::Template, self.elements.template(template));
        print.add(Ingredient::Site, self.elements.sites[usize::from(desk)]);
        print.add(Ingredient::Settings, self.elements.settings);
    }

    /// The stories that stand on a sheet, in their order.
    fn stories(&self, ids: &[StoryId], part: Ingredient, mix: &mut Mix, print: &mut Fingerprint) {
        for id in ids {
            mix.number(self.elements.cards[*id as usize]);
            print.member(self.elements.addresses[*id as usize]);
        }
        print.add(part, mix.done());
    }

    fn lists(&self, desk: DeskId, around: Around<'_>, mix: &mut Mix, print: &mut Fingerprint) {
        let lists = self.press.listed(self.desk(desk), around, &mut Found::new());
        for (name, ids) in &lists {
            mix.text(name);
            mix.number(ids.len() as u64);
            for id in ids {
                mix.number(self.elements.cards[*id as usize]);
                print.member(self.elements.addresses[*id as usize]);
            }
        }
        if !lists.is_empty() {
            print.add(Ingredient::Lists, mix.done());
        }
        print.add(Ingredient::Data, self.data(around, mix));
    }

    fn data(&self, around: Around<'_>, mix: &mut Mix) -> u64 {
        match self.press.own_data(around) {
            None => self.elements.data,
            Some(value) => {
                mix.number(self.elements.data);
                mix.text(&serde_json::to_string(&value).unwrap_or_default());
                mix.done()
            }
        }
    }

    fn section_of(&self, story: &Story) -> u64 {
        story.section.map_or(0, |section| self.elements.sections[usize::from(story.desk)][section as usize])
    }

    fn topics_of(&self, story: &Story, mix: &mut Mix) -> u64 {
        let tags = &self.elements.tags[usize::from(story.desk)];
        story.tags.iter().for_each(|tag| mix.number(tags[*tag as usize]));
        mix.done()
    }

    fn translations_of(&self, story: &Story, mix: &mut Mix) -> u64 {
        for version in story.versions.iter().map(|id| self.press.story(*id)) {
            mix.text(version.article.card.lang.as_str());
            mix.text(version.address.as_str());
        }
        mix.done()
    }

    /// Where the language switch of a page leads.
    fn switch(&self, desk: DeskId, address: &Address, story: Option<StoryId>, mix: &mut Mix, print: &mut Fingerprint) {
        let counterparts = self.press.counterparts(desk, address, story);
        if !counterparts.is_empty() {
            counterparts.iter().for_each(|(_, address)| mix.text(address.as_str()));
            print.add(Ingredient::Languages, mix.done());
        }
    }

    fn links_of(&self, asks: &[u8], story: &Story, mix: &mut Mix) -> u64 {
        let own = self.press.asks_of_matter(story);
        let source = &story.article.card.source;
        let text = self.press.answer(&decoded(asks), source, &story.address, self.elements, mix);
        text ^ self.press.answer(&own, source, &story.address, self.elements, mix).rotate_left(1)
    }

    fn story(&self, id: StoryId, asks: &[u8], mix: &mut Mix) -> Option<Fingerprint> {
        let story = self.press.story(id);
        let standing = story.article.card.standing;
        let template = if standing { "page" } else { "article" };
        let mut print = Fingerprint::roomy();
        print.add(Ingredient::Text, story.article.hash as u64);
        print.add(Ingredient::Card, self.elements.cards[id as usize]);
        self.people(story, mix, &mut print);
        print.add(Ingredient::Section, self.section_of(story));
        print.add(Ingredient::Topics, self.topics_of(story, mix));
        if let Some(series) = story.series {
            mix.number(self.elements.series[usize::from(story.desk)][series as usize]);
            self.around(story.parts, Ingredient::Series, mix, &mut print);
        }
        self.stories(self.press.edition.related(id), Ingredient::Related, mix, &mut print);
        self.around(story.neighbours, Ingredient::Neighbours, mix, &mut print);
        if !story.versions.is_empty() {
            print.add(Ingredient::Translations, self.translations_of(story, mix));
        }
        self.switch(story.desk, &story.address, Some(id), mix, &mut print);
        print.add(Ingredient::Links, self.links_of(asks, story, mix));
        print.add(Ingredient::Shortcodes, self.elements.components);
        if let Some(register) = self.press.register {
            mix.maybe(register.sketch_of(id, self.press.edition, self.press.plan));
            print.add(Ingredient::Registered, mix.done());
        }
        if let Some(years) = self.press.age(story) {
            print.add(Ingredient::Age, years as u64);
        }
        let around = Around { template, story: Some(id), section: story.section };
        self.lists(story.desk, around, mix, &mut print);
        self.page(if standing { "page.html" } else { "article.html" }, story.desk, &mut print);
        Some(print)
    }

    /// Entries of running coverage name whom they like by the name of a profile.
    fn all_authors(&self) -> u64 {
        self.elements.authors.iter().fold(0, |all, author| all.rotate_left(5) ^ author)
    }

    /// Who signs a story, and who reported for it beside them.
    fn people(&self, story: &Story, mix: &mut Mix, print: &mut Fingerprint) {
        let contributors = &story.article.details().contributors;
        let contributors = contributors.iter().map(|credit| self.press.author_of(credit));
        let desk = self.desk(story.desk);
        for author in contributors.clone().flatten() {
            mix.maybe(desk.author_address(author).map(Address::as_str));
        }
        if story.is_running() {
            mix.number(self.all_authors());
        }
        let people = story.authors.iter().map(|author| Some(*author)).chain(contributors);
        let mut is_anybody = story.is_running();
        for author in people {
            is_anybody = true;
            mix.number(author.map_or(0, |author| self.elements.authors[author as usize]));
        }
        if is_anybody {
            print.add(Ingredient::Authors, mix.done());
        }
    }

    /// Stories that may be missing, with what was mixed before them.
    fn around(&self, ids: [Option<StoryId>; 2], part: Ingredient, mix: &mut Mix, print: &mut Fingerprint) {
        for id in ids {
            mix.number(id.map_or(0, |id| self.elements.cards[id as usize]));
            if let Some(id) = id {
                print.member(self.elements.addresses[id as usize]);
            }
        }
        print.add(part, mix.done());
    }

    fn notice(&self, id: StoryId, mix: &mut Mix) -> Fingerprint {
        let story = self.press.story(id);
        let mut print = Fingerprint::roomy();
        print.add(Ingredient::Card, self.elements.cards[id as usize]);
        if !story.authors.is_empty() {
            story.authors.iter().for_each(|author| mix.number(self.elements.authors[*author as usize]));
            print.add(Ingredient::Authors, mix.done());
        }
        print.add(Ingredient::Section, self.section_of(story));
        print.add(Ingredient::Links, self.links_of(&[], story, mix));
        self.switch(story.desk, &story.address, None, mix, &mut print);
        self.lists(story.desk, Around { template: "notice", story: None, section: story.section }, mix, &mut print);
        self.page("notice.html", story.desk, &mut print);
        print
    }

    fn list(
        &self,
        number: DeskId,
        list: ListRef,
        page: ListPage,
        own: Option<&[u8]>,
        mix: &mut Mix,
    ) -> Option<Fingerprint> {
        let (desk, settings) = (self.desk(number), self.press.settings());
        let (stories, undated) = (list.stories(desk), list.undated(desk));
        let mut print = Fingerprint::roomy();
        self.stories(&stories[page.slice(stories.len(), settings)], Ingredient::Stories, mix, &mut print);
        let address = list.address(desk);
        let (newer, older) = page.around(stories.len(), settings);
        for page in [newer, older] {
            mix.maybe(page.map(|page| page.address(&address)).as_ref().map(Address::as_str));
        }
        let is_newest = page == ListPage::Newest;
        mix.number(self.name_of(number, list));
        mix.flag(is_newest);
        if is_newest {
            mix.number(undated.len() as u64);
            undated.iter().take(40).for_each(|id| mix.number(self.elements.cards[*id as usize]));
        }
        print.add(Ingredient::Pages, mix.done());
        if let Some((source, text)) = self.press.side_source(desk, list).filter(|_| is_newest) {
            let hash = text.hash;
            print.add(
                Ingredient::Introduction,
                hash ^ self.press.answer(&decoded(own?), source, &desk.address("/"), self.elements, mix),
            );
            print.add(Ingredient::Shortcodes, self.elements.components);
        }
        let section = if let ListRef::Section(n) = list { Some(n) } else { None };
        if let Some(section) = section.filter(|_| is_newest) {
            self.section_front(number, section, mix, &mut print);
        }
        let template = template_of(list);
        self.switch(number, &address, None, mix, &mut print);
        let around = Around { template: template.trim_end_matches(".html"), story: None, section };
        self.lists(number, around, mix, &mut print);
        self.page(template, number, &mut print);
        Some(print)
    }

    /// What editors put on a section's front, and what is told of it.
    fn section_front(&self, desk: DeskId, section: u32, mix: &mut Mix, print: &mut Fingerprint) {
        let mut found = Found::new();
        let Some((page, slots)) = self.press.slots(desk, Some(section), &mut found) else { return };
        mix.number(page.hash);
        let windows = page.windows().map(|window| u64::from(window.is_open(self.press.edition.at)));
        windows.for_each(|is_open| mix.number(is_open));
        self.press.banner(page, desk, &mut found);
        self.press.packages(page, &slots, desk, &mut found);
        mix.text(&format!("{found:?}"));
        let ids: Vec<StoryId> = slots.stories().collect();
        self.stories(&ids, Ingredient::Front, mix, print);
    }

    /// What a list is called, with all that its page says of it.
    fn name_of(&self, number: DeskId, list: ListRef) -> u64 {
        let (desk, row) = (self.desk(number), usize::from(number));
        match list {
            ListRef::Latest => 0,
            ListRef::Section(n) => {
                let within =
                    desk.sections.iter().zip(&self.elements.sections[row]).filter(|(s, _)| s.parent == Some(n));
                within.fold(self.elements.sections[row][n as usize], |all, (_, hash)| all.rotate_left(5) ^ hash)
            }
            ListRef::Tag(n) => self.elements.tags[row][n as usize],
            ListRef::Author(n) => {
                let group = &desk.authors[n as usize];
                let author = group.author.map_or(0, |author| self.elements.authors[author as usize]);
                author ^ xxhash_rust::xxh3::xxh3_64(group.address.as_str().as_bytes())
            }
            ListRef::Series(n) => self.elements.series[row][n as usize],
        }
    }

    fn month(&self, number: DeskId, year: i16, month: i8, mix: &mut Mix) -> Fingerprint {
        let desk = self.desk(number);
        let mut print = Fingerprint::roomy();
        let ids = desk.months.get(&(year, month)).map_or(&[][..], Vec::as_slice);
        self.stories(ids, Ingredient::Stories, mix, &mut print);
        let older = desk.months.range(..(year, month)).next_back();
        let newer = desk.months.range((year, month + 1)..).next();
        for beside in [older, newer].map(|row| row.map(|(at, _)| *at)) {
            mix.text(&format!("{beside:?}"));
        }
        print.add(Ingredient::Pages, mix.done());
        self.switch(number, &desk.address(&format!("/archive/{year:04}/{month:02}/")), None, mix, &mut print);
        self.lists(number, Around { template: "month", story: None, section: None }, mix, &mut print);
        self.page("month.html", number, &mut print);
        print
    }

    fn feed(&self, number: DeskId, list: ListRef, mix: &mut Mix) -> Option<Fingerprint> {
        let (desk, feeds) = (self.desk(number), &self.press.settings().feeds);
        let stories = list.stories(desk);
        let shown = &stories[..stories.len().min(feeds.size)];
        let mut print = Fingerprint::roomy();
        self.feed_texts(shown, feeds.full_text, mix, &mut print)?;
        print.add(Ingredient::Pages, self.name_of(number, list));
        self.feed_frame(number, shown, mix, &mut print);
        Some(print)
    }

    /// What a feed carries of its stories beside their cards.
    fn feed_texts(&self, shown: &[StoryId], has_texts: bool, mix: &mut Mix, print: &mut Fingerprint) -> Option<()> {
        for id in shown {
            let story = self.press.story(*id);
            let topics = self.topics_of(story, mix);
            mix.number(topics);
            let has_texts = has_texts || self.press.settings().feeds.live_entries && story.is_running();
            if has_texts {
                let links = self.links_of((self.asks)(*id)?, story, mix);
                // A component in the text may show them.
                self.press.edition.related(*id).iter().for_each(|id| mix.number(self.elements.cards[*id as usize]));
                mix.number(links ^ topics.rotate_left(1) ^ story.article.hash as u64);
                if story.is_running() {
                    mix.number(self.all_authors());
                }
            }
        }
        print.add(Ingredient::Text, mix.done());
        Some(())
    }

    /// What a feed says round its stories.
    fn feed_frame(&self, number: DeskId, shown: &[StoryId], mix: &mut Mix, print: &mut Fingerprint) {
        self.stories(shown, Ingredient::Stories, mix, print);
        if let Some(register) = self.press.register {
            shown.iter().for_each(|id| mix.maybe(register.guid_of(*id, self.press.edition, self.press.plan)));
            print.add(Ingredient::Guids, mix.done());
        }
        if shown.is_empty() {
            let day = self.press.settings().zone.date_at(self.press.edition.at);
            mix.text(&day.to_string());
            print.add(Ingredient::Day, mix.done());
        }
        print.add(Ingredient::Shortcodes, self.elements.components);
        print.add(Ingredient::Site, self.elements.sites[usize::from(number)]);
        print.add(Ingredient::Settings, self.elements.settings);
    }

    /// A story for other newsrooms.
    fn item(&self, id: StoryId, mix: &mut Mix) -> Option<Fingerprint> {
        let story = self.press.story(id);
        if story.state != State::Withdrawn {
            return self.story(id, (self.asks)(id)?, mix);
        }
        let mut print = self.notice(id, mix);
        print.add(Ingredient::Text, story.article.hash as u64);
        Some(print)
    }

    fn latest_items(&self, number: DeskId, list: ListRef, mix: &mut Mix) -> Fingerprint {
        let mut print = Fingerprint::roomy();
        let shown = &self.press.latest_items(list.stories(self.desk(number)));
        for story in shown.iter().map(|id| self.press.story(*id)) {
            let topics = self.topics_of(story, mix);
            mix.number(topics ^ story.article.hash as u64);
        }
        print.add(Ingredient::Text, mix.done());
        print.add(Ingredient::Pages, self.name_of(number, list));
        self.stories(shown, Ingredient::Stories, mix, &mut print);
        print.add(Ingredient::Site, self.elements.sites[usize::from(number)]);
        print.add(Ingredient::Settings, self.elements.settings);
        print
    }

    /// A partner's feed: whatever its stories say, with their texts.
    fn partner(&self, number: usize, mix: &mut Mix) -> Option<Fingerprint> {
        let (desk, shown) = self.press.partner_stories(number);
        let mut print = Fingerprint::roomy();
        self.feed_texts(&shown, true, mix, &mut print)?;
        self.feed_frame(desk, &shown, mix, &mut print);
        Some(print)
    }

    /// All pieces of a segment are made of the same stories.
    fn search_piece(&self, desk: DeskId, segment: u32) -> Fingerprint {
        let mut print = Fingerprint::roomy();
        print.add(Ingredient::Text, self.elements.segments[usize::from(desk)][segment as usize]);
        print.add(Ingredient::Shortcodes, self.elements.components);
        print.add(Ingredient::Settings, self.elements.settings);
        print
    }

    fn search_rows(&self, desk: DeskId, segment: u32, rows: u32, mix: &mut Mix) -> Fingerprint {
        let ids = self.press.segment(desk, segment).rows().nth(rows as usize).unwrap_or_default();
        let mut print = Fingerprint::roomy();
        self.stories(ids, Ingredient::Stories, mix, &mut print);
        print.add(Ingredient::Site, self.elements.sites[usize::from(desk)]);
        print.add(Ingredient::Settings, self.elements.settings);
        print
    }

    fn sitemap(&self, month: Month, mix: &mut Mix) -> Fingerprint {
        let ids = self.press.plan.mapped.get(&month).map_or(&[][..], Vec::as_slice);
        let mut print = Fingerprint::roomy();
        for id in ids {
            let translations = self.translations_of(self.press.story(*id), mix);
            mix.number(translations);
        }
        print.add(Ingredient::Translations, mix.done());
        self.stories(ids, Ingredient::Stories, mix, &mut print);
        print.add(Ingredient::Settings, self.elements.settings);
        print
    }

    fn alias(&self, id: StoryId) -> Fingerprint {
        let mut print = Fingerprint::roomy();
        print.add(Ingredient::Card, self.elements.cards[id as usize]);
        print.add(Ingredient::Site, self.elements.sites[usize::from(self.press.story(id).desk)]);
        print.add(Ingredient::Settings, self.elements.settings);
        print
    }
}

fn decoded(asks: &[u8]) -> Vec<Ask> {
    if asks.is_empty() { Vec::new() } else { postcard::from_bytes(asks).unwrap_or_default() }
}

/// The template of a list's pages.
pub(super) fn template_of(list: ListRef) -> &'static str {
    match list {
        ListRef::Latest => "latest.html",
        ListRef::Section(_) => "section.html",
        ListRef::Tag(_) => "tag.html",
        ListRef::Author(_) => "author.html",
        ListRef::Series(_) => "series.html",
    }
}
