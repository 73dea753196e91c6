//! Laying out: every sheet of every desk claims its address.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::claims::Claims;
use super::sheet::{Month, Origin, Plan, Sheet, TermsOf};
use super::{ListPage, ListRef};
use crate::base::{Address, Found, SourcePath};
use crate::edition::{Desk, DeskId, Edition, State, Story, StoryId};
use crate::site::{FeedFormat, Settings, Site};

/// A part of the search index holds no more stories: some 90 KB compressed.
pub const MOST_STORIES: usize = 1_000;

/// A sitemap holds at most so many addresses (sitemaps.org).
pub const SITEMAP_MOST: usize = 50_000;

impl Plan {
    /// Lays out all outputs of an edition.
    pub fn lay_out(edition: &Edition, site: &Site, found: &mut Found) -> Plan {
        let mut claims = Claims::with_capacity(edition.stories.len() * 3 / 2);
        let mut plan = Plan { mapped: map_stories(edition), ..Plan::default() };
        for (id, story) in edition.stories.iter().enumerate() {
            claim_story(id as StoryId, story, &mut claims, found);
        }
        plan.claim_files(edition, site, &mut claims, found);
        for (number, desk) in edition.desks.iter().enumerate() {
            claim_desk(number as DeskId, desk, edition, &site.settings, &mut claims, found);
        }
        claim_site_files(&plan, site, &mut claims);
        for (id, story) in edition.stories.iter().enumerate() {
            claim_aliases(id as StoryId, story, edition, &mut claims, found);
        }
        for (source, address) in &plan.loose {
            claims.keep_free(address, source, found);
        }
        plan.sheets = claims.settle(found);
        plan
    }

    fn claim_files(&mut self, edition: &Edition, site: &Site, claims: &mut Claims, found: &mut Found) {
        for source in &site.statics {
            let address = Address::new(source.as_str().strip_prefix("static").unwrap_or(source.as_str()).to_owned());
            self.files.push((source.clone(), address.clone()));
            claims.claim(address, Sheet::File(source.clone()), Origin::Source(source.clone()), found);
        }
        for (name, asset) in &site.theme.assets {
            claims.claim(asset.address.clone(), Sheet::Asset(name.clone()), Origin::Own("theme's asset"), found);
        }
        let bundles = bundle_owners(edition);
        for source in &site.content.files {
            match bundle_of(source, &site.content.bundles) {
                Some(folder) => {
                    let Some(id) = bundles.get(folder) else { continue };
                    let address = edition.story(*id).address.join(&source.as_str()[folder.len()..]);
                    self.files.push((source.clone(), address.clone()));
                    claims.claim(address, Sheet::File(source.clone()), Origin::Source(source.clone()), found);
                }
                None => {
                    let path = source.as_str().strip_prefix("content").unwrap_or(source.as_str());
                    let address = Address::new(path.to_owned());
                    self.files.push((source.clone(), address.clone()));
                    self.loose.push((source.clone(), address));
                }
            }
        }
        self.files.sort();
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

fn claim_story(id: StoryId, story: &Story, claims: &mut Claims, found: &mut Found) {
    let sheet = match story.state {
        State::Published | State::Kept => Sheet::Story(id),
        State::Withdrawn | State::Expired => Sheet::Notice(id),
    };
    let source = story.article.card.source.clone();
    claims.claim(story.address.clone(), sheet, Origin::Source(source), found);
}

/// A translation often carries its original's front matter: of all versions that name an alias, the one in the
/// first language has it.
fn claim_aliases(id: StoryId, story: &Story, edition: &Edition, claims: &mut Claims, found: &mut Found) {
    let before = || story.versions.iter().take_while(|version| **version != id);
    for alias in &story.article.card.aliases {
        let source = &story.article.card.source;
        let is_theirs = before().any(|version| edition.story(*version).article.card.aliases.contains(alias));
        if *alias == story.address || is_theirs {
            continue;
        }
        claims.claim(alias.clone(), Sheet::Alias(id), Origin::Source(source.clone()), found);
    }
}

fn claim_desk(
    number: DeskId,
    desk: &Desk,
    edition: &Edition,
    settings: &Settings,
    claims: &mut Claims,
    found: &mut Found,
) {
    let mut own = |address: Address, sheet: Sheet, name: &'static str| {
        claims.claim(address, sheet, Origin::Own(name), found);
    };
    own(desk.address("/"), Sheet::Front(number), "front page");
    for list in ListRef::all(desk) {
        let (address, stories) = (list.address(desk), list.stories(desk).len());
        for page in ListPage::all(stories, settings) {
            own(page.address(&address), Sheet::List(number, list, page), list_name(list));
        }
        let home = if list == ListRef::Latest { desk.address("/") } else { address };
        for format in formats(list, settings) {
            own(home.join(format.file_name()), Sheet::Feed(number, list, *format), "feed");
        }
    }
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
    if settings.search {
        own(desk.address("/search/"), Sheet::Search(number), "search page");
        own(desk.address("/search/index.json"), Sheet::SearchIndex(number), "search index");
        for (year, parts) in shards_of(edition, desk) {
            for part in 0..parts {
                own(desk.address(&shard_path(year, part)), Sheet::SearchShard(number, year, part), "search index");
            }
        }
    }
}

/// The years of the search index with the number of their parts, the newest first, undated copy last.
pub fn shards_of(edition: &Edition, desk: &Desk) -> Vec<(Option<i16>, usize)> {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    let indexed = |ids: &[StoryId]| ids.iter().filter(|id| edition.story(**id).article.card.index).count();
    for ((year, _), ids) in &desk.months {
        *counts.entry(*year).or_default() += indexed(ids);
    }
    let mut rows: Vec<(Option<i16>, usize)> = counts.into_iter().rev().map(|(year, n)| (Some(year), n)).collect();
    rows.push((None, indexed(&desk.undated)));
    rows.iter().map(|(year, n)| (*year, n.div_ceil(MOST_STORIES))).filter(|(_, parts)| *parts > 0).collect()
}

/// Where a part of the search index lies below its desk.
pub fn shard_path(year: Option<i16>, part: usize) -> String {
    let stem = year.map_or_else(|| "undated".to_owned(), |year| format!("{year:04}"));
    if part == 0 { format!("/search/{stem}.json") } else { format!("/search/{stem}-{}.json", part + 1) }
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

fn claim_site_files(plan: &Plan, site: &Site, claims: &mut Claims) {
    let settings = &site.settings;
    let mut file = |path: &str, sheet: Sheet| claims.claim_unless_static(Address::new(path), sheet);
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
    let mut mapped: BTreeMap<Month, Vec<StoryId>> = BTreeMap::from([(None, Vec::new())]);
    for (id, story) in edition.stories.iter().enumerate().filter(|(_, story)| is_mapped(story)) {
        let dated = story.article.card.published.filter(|_| !story.article.card.standing);
        let month = dated.map(|m| m.date()).map(|d| (d.year(), d.month()));
        mapped.entry(month).or_default().push(id as StoryId);
    }
    for ids in mapped.values_mut() {
        ids.sort_by_key(|id| (edition.story(*id).seconds(), &edition.story(*id).address));
    }
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
