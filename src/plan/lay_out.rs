//! Laying out: every sheet of every desk claims its address.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::claims::{Claim, settle};
use super::search::{self, Segment};
use super::sheet::{Month, Origin, Plan, Sheet, TermsOf};
use super::{ListPage, ListRef};
use crate::base::{Address, Found, Moment, SourcePath};
use crate::edition::{Desk, DeskId, Edition, State, Story, StoryId};
use crate::site::{FeedFormat, Images, Settings, Site};

/// A sitemap holds at most so many addresses (sitemaps.org).
pub const SITEMAP_MOST: usize = 50_000;

impl Plan {
    /// Lays out all outputs of an edition.
    pub fn lay_out(edition: &Edition, site: &Site, found: &mut Found) -> Plan {
        let mut claims: Vec<Claim> = Vec::new();
        let mut plan = Plan { mapped: map_stories(edition), ..Plan::default() };
        if site.settings.search.is_on() {
            plan.search = edition.desks.iter().map(|desk| search::segments(edition, desk)).collect();
        }
        plan.claim_files(edition, site, &mut claims);
        for (number, desk) in edition.desks.iter().enumerate() {
            let segments = plan.search.get(number).map_or(&[][..], Vec::as_slice);
            claim_desk(number as DeskId, desk, segments, &site.settings, &mut claims);
        }
        claim_site_files(&plan, site, &mut claims);
        claim_aliases(edition, &mut claims);
        claim_partners(&site.settings, &mut claims);
        if site.settings.ninjs {
            claim_items(edition, &mut claims);
        }
        claim_live(edition, &mut claims);
        if site.settings.social_cards && site.settings.images != Images::Off {
            claim_cards(edition, &mut claims);
        }
        if edition.drafts && site.theme.templates.source("styleguide.html").is_some() {
            claim_styleguide(edition, &mut claims);
        }
        claims.extend(plan.loose.iter().map(|(source, address)| Claim::keep_free(address.clone(), source.clone())));
        plan.sheets = settle(claims, edition, found);
        plan
    }

    fn claim_files(&mut self, edition: &Edition, site: &Site, claims: &mut Vec<Claim>) {
        let file = |source: &SourcePath, address: &Address| {
            Claim::new(address.clone(), Sheet::File(source.clone()), Origin::Source(source.clone()))
        };
        for source in &*site.statics {
            let address = Address::new(source.as_str().strip_prefix("static").unwrap_or(source.as_str()).to_owned());
            claims.push(file(source, &address));
            self.files.push((source.clone(), address));
        }
        for (name, asset) in &site.theme.assets {
            claims.push(Claim::new(asset.address.clone(), Sheet::Asset(name.clone()), Origin::Own("theme's asset")));
        }
        let bundles = bundle_owners(edition);
        for source in &site.content.files {
            match bundle_of(source, &site.content.bundles) {
                Some(folder) => {
                    let Some(id) = bundles.get(folder) else { continue };
                    let address = edition.story(*id).address.join(&source.as_str()[folder.len()..]);
                    claims.push(file(source, &address));
                    self.files.push((source.clone(), address));
                }
                None => {
                    let path = source.as_str().strip_prefix("content").unwrap_or(source.as_str());
                    let address = Address::new(path.to_owned());
                    self.files.push((source.clone(), address.clone()));
                    self.loose.push((source.clone(), address));
                }
            }
        }
        self.files.par_sort_unstable();
    }
}

/// The published owner of each bundle: the first language that is published.
fn bundle_owners(edition: &Edition) -> HashMap<Arc<str>, StoryId> {
    let mut owners: HashMap<Arc<str>, StoryId> = HashMap::new();
    for (id, story) in edition.stories.iter().enumerate() {
        let shows = matches!(story.state, State::Published | State::Kept);
        if let Some(bundle) = story.bundle.as_ref().filter(|_| shows) {
            let owner = owners.entry(bundle.clone()).or_insert(id as StoryId);
            if story.desk < edition.story(*owner).desk {
                *owner = id as StoryId;
            }
        }
    }
    owners
}

/// The innermost bundle that a file lies in.
fn bundle_of<'a>(source: &SourcePath, bundles: &'a [Arc<str>]) -> Option<&'a Arc<str>> {
    let folders = source.as_str().match_indices('/').rev().map(|(end, _)| &source.as_str()[..=end]);
    folders.filter_map(|folder| bundles.binary_search_by(|b| (**b).cmp(folder)).ok()).map(|n| &bundles[n]).next()
}

/// Old addresses, in the order of the stories.
fn claim_aliases(edition: &Edition, claims: &mut Vec<Claim>) {
    let stories = edition.stories.par_iter().enumerate();
    claims.par_extend(stories.flat_map_iter(|(id, story)| {
        let own = move |alias: &&Address| has_alias(id as StoryId, story, edition, alias);
        story.article.card.aliases.iter().filter(own).map(move |alias| {
            let origin = Origin::Source(story.article.card.source.clone());
            Claim::new(alias.clone(), Sheet::Alias(id as StoryId), origin)
        })
    }));
}

/// What other newsrooms fetch: an item beside each article, and the latest of each list.
fn claim_items(edition: &Edition, claims: &mut Vec<Claim>) {
    let items = edition.stories.par_iter().enumerate().filter(|(_, story)| {
        let is_told = matches!(story.state, State::Published | State::Kept | State::Withdrawn);
        is_told
            && story.article.card.syndicate
            && !story.article.card.standing
            && story.article.card.published.is_some()
            && story.address.is_page()
    });
    claims.par_extend(items.map(|(id, story)| {
        let origin = Origin::Source(story.article.card.source.clone());
        Claim::new(story.address.join("item.json"), Sheet::Item(id as StoryId), origin)
    }));
    for (number, desk) in edition.desks.iter().enumerate() {
        for list in ListRef::main(desk) {
            let sheet = Sheet::LatestItems(number as DeskId, list);
            claims.push(Claim::new(list.home(desk).join("latest.json"), sheet, Origin::Own("latest items")));
        }
    }
}

/// What partners fetch.
fn claim_partners(settings: &Settings, claims: &mut Vec<Claim>) {
    for (number, partner) in settings.feeds.partners.iter().enumerate() {
        for format in &partner.formats {
            let sheet = Sheet::Partner(number, *format);
            claims.push(Claim::new(partner.address(*format), sheet, Origin::Own("feed for a partner")));
        }
    }
}

/// The cards of articles that have no picture of their own.
fn claim_cards(edition: &Edition, claims: &mut Vec<Claim>) {
    let cards = edition.stories.par_iter().enumerate().filter_map(|(id, story)| {
        let card = &story.article.card;
        let is_shown = matches!(story.state, State::Published | State::Kept) && card.image.is_none();
        let address = card_address(&story.address).filter(|_| is_shown && !card.standing)?;
        Some(Claim::new(address, Sheet::Card(id as StoryId), Origin::Source(card.source.clone())))
    });
    claims.par_extend(cards);
}

/// Where the card of an article at that address stands.
pub fn card_address(story: &Address) -> Option<Address> {
    story.is_page().then(|| story.join("card.png"))
}

/// What a page of running coverage asks for what is new.
fn claim_live(edition: &Edition, claims: &mut Vec<Claim>) {
    let live = edition.stories.par_iter().enumerate().filter(|(_, story)| {
        let card = &story.article.card;
        story.is_running() && !card.standing && matches!(story.state, State::Published | State::Kept)
    });
    claims.par_extend(live.map(|(id, story)| {
        let origin = Origin::Source(story.article.card.source.clone());
        Claim::new(story.address.join("live.json"), Sheet::Live(id as StoryId), origin)
    }));
}

/// What those who work on a theme look at. A page of the site goes before it.
fn claim_styleguide(edition: &Edition, claims: &mut Vec<Claim>) {
    for (number, desk) in edition.desks.iter().enumerate() {
        let address = desk.address("/styleguide/");
        claims.push(Claim::unless_taken(address, Sheet::Styleguide(number as DeskId)));
    }
    claims.push(Claim::unless_taken(Address::new("/styleguide/picture.svg"), Sheet::StyleguidePicture));
}

/// A translation often carries its original's front matter: of all versions that name an alias, the one in the
/// first language has it.
fn has_alias(id: StoryId, story: &Story, edition: &Edition, alias: &Address) -> bool {
    let mut before = story.versions.iter().take_while(|version| **version != id);
    *alias != story.address && !before.any(|version| edition.story(*version).article.card.aliases.contains(alias))
}

fn claim_desk(number: DeskId, desk: &Desk, segments: &[Segment], settings: &Settings, claims: &mut Vec<Claim>) {
    let own = |address: Address, sheet: Sheet, name: &'static str| Claim::new(address, sheet, Origin::Own(name));
    claims.push(own(desk.address("/"), Sheet::Front(number), "front page"));
    let lists: Vec<ListRef> = ListRef::all(desk).collect();
    claims.par_extend(lists.par_iter().flat_map_iter(|list| claims_of_list(number, desk, *list, settings)));
    let mut own = |address: Address, sheet: Sheet, name: &'static str| claims.push(own(address, sheet, name));
    if desk.tags.iter().any(|tag| tag.has_page) {
        own(desk.address("/tags/"), Sheet::Terms(number, TermsOf::Tags), "list of tags");
    }
    if !desk.authors.is_empty() {
        own(desk.address("/authors/"), Sheet::Terms(number, TermsOf::Authors), "list of authors");
    }
    if !desk.series.is_empty() {
        own(desk.address("/series/"), Sheet::Terms(number, TermsOf::Series), "list of series");
    }
    claim_archive(number, desk, &mut own);
    own(desk.address("/corrections/"), Sheet::Corrections(number), "page of corrections");
    own(desk.address("/corrections/rss.xml"), Sheet::CorrectionsFeed(number), "feed of corrections");
    own(desk.address("/feeds/"), Sheet::Feeds(number), "page of feeds");
    if settings.search.is_on() {
        own(desk.address("/search/"), Sheet::Search(number), "search page");
        own(desk.address("/search/index.json"), Sheet::SearchIndex(number), "search index");
        search::sheets(number, desk, segments, |address, sheet| own(address, sheet, "search index"));
    }
}

/// The pages of a list, and its feeds.
fn claims_of_list(number: DeskId, desk: &Desk, list: ListRef, settings: &Settings) -> impl Iterator<Item = Claim> {
    let (address, stories) = (list.address(desk), list.stories(desk).len());
    let home = list.home(desk);
    let page = move |page: ListPage| {
        Claim::new(page.address(&address), Sheet::List(number, list, page), Origin::Own(list_name(list)))
    };
    let feed = move |format: &FeedFormat| {
        let sheet = Sheet::Feed(number, list, *format);
        Claim::new(home.join(format.file_name()), sheet, Origin::Own("feed"))
    };
    ListPage::all(stories, settings).map(page).chain(formats(list, settings).iter().map(feed))
}

fn claim_archive(number: DeskId, desk: &Desk, own: &mut impl FnMut(Address, Sheet, &'static str)) {
    own(desk.address("/archive/"), Sheet::Archive(number), "archive");
    let mut last = None;
    for (year, month) in desk.months.keys().copied() {
        if last != Some(year) {
            own(desk.address(&format!("/archive/{year:04}/")), Sheet::Year(number, year), "archive");
            last = Some(year);
        }
        own(desk.address(&format!("/archive/{year:04}/{month:02}/")), Sheet::Month(number, year, month), "archive");
    }
    if !desk.undated.is_empty() {
        own(desk.address("/archive/undated/"), Sheet::Undated(number), "archive");
    }
}

fn list_name(list: ListRef) -> &'static str {
    match list {
        ListRef::Latest => "river",
        ListRef::Section(_) => "section",
        ListRef::Tag(_) => "tag",
        ListRef::Author(_) => "author",
        ListRef::Series(_) => "series",
    }
}

/// The formats in which a list has a feed.
pub fn formats(list: ListRef, settings: &Settings) -> &[FeedFormat] {
    match list {
        ListRef::Latest => &settings.feeds.site,
        ListRef::Section(_) => &settings.feeds.section,
        ListRef::Tag(_) => &settings.feeds.tag,
        ListRef::Author(_) => &settings.feeds.author,
        ListRef::Series(_) => &settings.feeds.series,
    }
}

fn claim_site_files(plan: &Plan, site: &Site, claims: &mut Vec<Claim>) {
    let settings = &site.settings;
    let mut file = |path: &str, sheet: Sheet| claims.push(Claim::unless_taken(Address::new(path), sheet));
    file("/404.html", Sheet::NotFound);
    file("/opml.xml", Sheet::Opml);
    file("/robots.txt", Sheet::Robots);
    file("/manifest.webmanifest", Sheet::Manifest);
    file("/_redirects", Sheet::Redirects);
    file("/_headers", Sheet::Headers);
    file("/sitemap.xml", Sheet::SitemapIndex);
    file("/news-sitemap.xml", Sheet::NewsSitemap);
    for (month, part) in plan.sitemaps() {
        file(&sitemap_path(month, part), Sheet::Sitemap(month, part));
    }
    if settings.mining == Some(false) {
        file("/.well-known/tdmrep.json", Sheet::Mining);
    }
    if !settings.security_txt.is_empty() {
        file("/.well-known/security.txt", Sheet::SecurityTxt);
    }
    if !settings.ads_txt.is_empty() {
        file("/ads.txt", Sheet::AdsTxt);
    }
    if settings.llms_txt && settings.mining != Some(false) {
        file("/llms.txt", Sheet::Llms);
    }
    if !settings.trust_txt.is_empty() {
        file("/trust.txt", Sheet::TrustTxt);
    }
}

/// Where a sitemap stands.
pub fn sitemap_path(month: Month, part: usize) -> String {
    let name = month.map_or_else(|| "pages".to_owned(), |(year, month)| format!("{year:04}-{month:02}"));
    if part == 1 { format!("/sitemap-{name}.xml") } else { format!("/sitemap-{name}-{part}.xml") }
}

/// The stories of each sitemap, oldest first. That of other pages is there even when it has no story.
fn map_stories(edition: &Edition) -> BTreeMap<Month, Vec<StoryId>> {
    let ranks = edition.address_ranks();
    let row = |((id, story), rank): ((usize, &Story), &u32)| {
        let dated = story.article.card.published.filter(|_| !story.article.card.standing);
        is_mapped(story).then(|| (dated.map(Moment::month), story.seconds(), *rank, id as StoryId))
    };
    let stories = edition.stories.par_iter().enumerate().zip(&ranks);
    let mut rows: Vec<(Month, i64, u32, StoryId)> = stories.filter_map(row).collect();
    rows.par_sort_unstable();
    let months = rows.chunk_by(|a, b| a.0 == b.0).map(|run| (run[0].0, run.iter().map(|row| row.3).collect()));
    let mut mapped: BTreeMap<Month, Vec<StoryId>> = months.collect();
    mapped.entry(None).or_default();
    mapped
}

impl Plan {
    /// The sitemaps that there are: each month's, in as many parts as its stories need.
    pub fn sitemaps(&self) -> impl Iterator<Item = (Month, usize)> {
        let parts = |ids: &Vec<StoryId>| 1..=ids.len().div_ceil(SITEMAP_MOST).max(1);
        self.mapped.iter().flat_map(move |(month, ids)| parts(ids).map(|part| (*month, part)))
    }
}

/// Whether a story belongs in a sitemap.
pub fn is_mapped(story: &Story) -> bool {
    let card = &story.article.card;
    let stands = match story.state {
        State::Published | State::Kept => true,
        State::Withdrawn => !card.withdrawn.as_ref().is_some_and(|w| w.gone),
        State::Expired => false,
    };
    stands && card.index && card.canonical.is_none() && story.mark.is_none()
}
