//! Closing an edition: who is in, where each stands, what gathers them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::kin::{Names, Spellings};
use super::{Author, Desk, DeskId, Edition, Group, Mark, Section, State, Story, StoryId, Why, address, links, related};
use crate::base::{Code, Diagnostic, EditionTime, Found, Lang, Moment, Place, SourcePath, natural_order};
use crate::copy::{Article, Profile, SectionPage};
use crate::site::{Expired, Settings};

/// All that was read of a site, before anything is decided.
#[derive(Clone, Debug, Default)]
pub struct Copy {
    /// Sound articles in the order of their sources, each with its bundle's folder.
    pub articles: Vec<(Article, Option<Arc<str>>)>,
    /// Section pages with the section's path and the language.
    pub sections: Vec<(SectionPage, Arc<str>, Lang)>,
    /// Authors' profiles.
    pub profiles: Vec<(Profile, Lang)>,
    /// Articles that have an error.
    pub faulty: Vec<SourcePath>,
}

/// An article that is left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Its source.
    pub source: SourcePath,
    /// Why.
    pub why: Why,
}

/// The next moment at which an edition changes by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NextChange {
    /// When.
    pub at: Moment,
    /// Which article.
    pub source: SourcePath,
    /// What happens, in words.
    pub what: &'static str,
}

impl Edition {
    /// Closes an edition: judges every article at the edition's time and puts each in its place.
    /// `drafts` lets in what readers wouldn't see, marked.
    pub fn close(copy: Copy, settings: &Settings, at: EditionTime, drafts: bool, found: &mut Found) -> Edition {
        let mut edition = Edition {
            at,
            stories: Vec::with_capacity(copy.articles.len()),
            desks: settings.languages.iter().enumerate().map(|(n, lang)| Desk::new(lang, n)).collect(),
            authors: Vec::new(),
            left_out: copy.faulty.iter().map(|s| LeftOut { source: s.clone(), why: Why::Faulty }).collect(),
            next_change: None,
            by_source: copy.faulty.iter().map(|s| (s.clone(), None)).collect(),
        };
        edition.admit(copy.articles, settings, drafts);
        edition.set_authors(copy.profiles, settings, found);
        edition.set_sections(&copy.sections, settings);
        edition.set_names(settings, found);
        edition.fill(settings);
        links::set_neighbours(&mut edition.stories, &edition.desks);
        links::set_versions(&mut edition.stories, found);
        let related = related::find(&edition.stories, &edition.desks);
        for (story, related) in edition.stories.iter_mut().zip(related) {
            story.related = related;
        }
        edition
    }

    fn admit(&mut self, articles: Vec<(Article, Option<Arc<str>>)>, settings: &Settings, drafts: bool) {
        let desk_of: HashMap<Lang, DeskId> =
            settings.languages.iter().enumerate().map(|(n, lang)| (lang.clone(), n as DeskId)).collect();
        for (article, bundle) in articles {
            let verdict = judge(&article, settings, self.at, drafts, &mut self.next_change);
            let source = article.card.source.clone();
            match verdict {
                Err(why) => {
                    self.by_source.insert(source.clone(), None);
                    self.left_out.push(LeftOut { source, why });
                }
                Ok((state, mark)) => {
                    let desk = desk_of.get(&article.card.lang).copied().unwrap_or(0);
                    let address = address::of_story(&article.card, &self.desks[usize::from(desk)].prefix, settings);
                    self.by_source.insert(source, Some(self.stories.len() as StoryId));
                    self.stories.push(Story::new(article, address, desk, state, mark, bundle));
                }
            }
        }
    }

    fn set_authors(&mut self, profiles: Vec<(Profile, Lang)>, settings: &Settings, found: &mut Found) {
        let mut rows: BTreeMap<Arc<str>, Author> = BTreeMap::new();
        for (profile, lang) in profiles {
            let first = &lang == settings.language();
            let row =
                Author { name: Arc::from(&*profile.name), slug: Arc::from(&*profile.slug), profile: Some(profile) };
            if first || !rows.contains_key(&row.slug) {
                rows.insert(row.slug.clone(), row);
            }
        }
        // A name that a profile has means that profile, however the file is called.
        let by_name: HashMap<Arc<str>, Arc<str>> =
            rows.values().map(|author| (author.name.clone(), author.slug.clone())).collect();
        for credit in self.stories.iter_mut().flat_map(|story| &mut story.article.card.authors) {
            if let Some(slug) = by_name.get(&credit.name).filter(|_| !credit.by_slug) {
                credit.slug = slug.clone();
            }
        }
        let mut told: BTreeSet<Arc<str>> = BTreeSet::new();
        for story in &self.stories {
            for credit in &story.article.card.authors {
                if credit.by_slug
                    && rows.get(&credit.slug).is_none_or(|a| a.profile.is_none())
                    && told.insert(credit.slug.clone())
                {
                    found.push(author_unknown(&story.article.card.source, &credit.slug, &credit.name));
                }
                if !rows.contains_key(&credit.slug) {
                    let row = Author { name: credit.name.clone(), slug: credit.slug.clone(), profile: None };
                    rows.insert(credit.slug.clone(), row);
                }
            }
        }
        let number: HashMap<Arc<str>, u32> = rows.keys().cloned().zip(0..).collect();
        for story in &mut self.stories {
            let mut authors: Vec<u32> = Vec::with_capacity(story.article.card.authors.len());
            for credit in &story.article.card.authors {
                let author = number[&credit.slug];
                if !authors.contains(&author) {
                    authors.push(author);
                }
            }
            story.authors = authors;
        }
        self.authors = rows.into_values().collect();
    }

    fn set_sections(&mut self, pages: &[(SectionPage, Arc<str>, Lang)], settings: &Settings) {
        for (number, desk) in self.desks.iter_mut().enumerate() {
            let mut paths: BTreeSet<Arc<str>> = BTreeSet::new();
            let own = pages.iter().filter(|(_, path, lang)| *lang == desk.lang && is_section(path));
            paths.extend(own.map(|(_, path, _)| path.clone()));
            let stories = self.stories.iter().filter(|s| usize::from(s.desk) == number && !s.article.card.standing);
            for path in stories.map(|s| &s.article.card.section).filter(|p| is_section(p)) {
                if !paths.contains(path) {
                    paths.insert(path.clone());
                }
            }
            desk.sections = order_sections(desk, paths, pages, settings);
        }
        let numbers: Vec<HashMap<Arc<str>, u32>> =
            self.desks.iter().map(|d| d.sections.iter().map(|s| s.path.clone()).zip(0..).collect()).collect();
        for story in &mut self.stories {
            story.section = numbers[usize::from(story.desk)].get(&story.article.card.section).copied();
        }
    }

    fn set_names(&mut self, settings: &Settings, found: &mut Found) {
        for number in 0..self.desks.len() {
            let (mut tags, mut series) = (Spellings::default(), Spellings::default());
            for story in self.stories.iter().filter(|s| usize::from(s.desk) == number && s.is_listed()) {
                let card = &story.article.card;
                for tag in &card.tags {
                    let meant = settings.synonyms.get(&**tag).map(String::as_str);
                    tags.note(tag, meant, settings.slugs, &card.source);
                }
                if let Some(name) = &card.series {
                    series.note(name, None, settings.slugs, &card.source);
                }
            }
            let (tags, series) = (tags.settle(settings.slugs, found), series.settle(settings.slugs, found));
            for story in self.stories.iter_mut().filter(|s| usize::from(s.desk) == number && s.is_listed()) {
                story.tags = rows_of(&tags, &story.article.card.tags);
                story.series = story.article.card.series.as_ref().and_then(|name| series.row_of.get(name).copied());
            }
            let desk = &mut self.desks[number];
            desk.tags = groups(desk, &tags, "tags");
            desk.series = groups(desk, &series, "series");
        }
    }

    /// Puts every listed story into its groups, newest first, and what has no date by path.
    fn fill(&mut self, settings: &Settings) {
        let mut order: Vec<StoryId> = (0..self.stories.len() as StoryId).collect();
        order.retain(|id| self.story(*id).is_listed());
        let stories = &self.stories;
        order.sort_unstable_by(|a, b| newest_first(&stories[*a as usize], &stories[*b as usize]));
        let signs = self.authors_of_desks();
        for (desk, signs) in self.desks.iter_mut().zip(signs) {
            desk.set_author_groups(&self.authors, &signs);
        }
        for id in order {
            let story = &self.stories[id as usize];
            self.desks[usize::from(story.desk)].file(id, story);
        }
        for (id, story) in self.stories.iter().enumerate() {
            let desk = &mut self.desks[usize::from(story.desk)];
            if story.article.card.standing {
                desk.pages.push(id as StoryId);
            } else if story.state == State::Published {
                let count = story.article.details.as_ref().map_or(0, |d| d.corrections.len());
                desk.corrections.extend((1..=count).map(|n| (id as StoryId, n)));
            }
        }
        for desk in &mut self.desks {
            let date = |(id, n): &(StoryId, usize)| {
                let details = self.stories[*id as usize].article.details.as_ref();
                details.and_then(|d| d.corrections[*n - 1].date).map_or(i64::MIN, Moment::seconds)
            };
            desk.corrections.sort_by_key(|row| (std::cmp::Reverse(date(row)), row.0, std::cmp::Reverse(row.1)));
            for tag in &mut desk.tags {
                tag.has_page = tag.stories.len() + tag.undated.len() >= settings.tag_min;
            }
        }
    }

    /// For each desk, the authors who sign a listed story of it.
    fn authors_of_desks(&self) -> Vec<Vec<bool>> {
        let mut signs = vec![vec![false; self.authors.len()]; self.desks.len()];
        for story in self.stories.iter().filter(|s| s.is_listed()) {
            for author in &story.authors {
                signs[usize::from(story.desk)][*author as usize] = true;
            }
        }
        for (number, author) in self.authors.iter().enumerate().filter(|(_, a)| a.profile.is_some()) {
            debug_assert!(!author.slug.is_empty());
            signs[0][number] = true;
        }
        signs
    }
}

impl Desk {
    fn new(lang: &Lang, number: usize) -> Desk {
        Desk {
            lang: lang.clone(),
            prefix: if number == 0 { String::new() } else { format!("/{}", lang.as_str().to_lowercase()) },
            river: Vec::new(),
            undated: Vec::new(),
            sections: Vec::new(),
            tags: Vec::new(),
            authors: Vec::new(),
            author_rows: Vec::new(),
            series: Vec::new(),
            months: BTreeMap::new(),
            corrections: Vec::new(),
            pages: Vec::new(),
        }
    }

    fn set_author_groups(&mut self, authors: &[Author], signs: &[bool]) {
        self.author_rows = vec![None; authors.len()];
        for (number, author) in authors.iter().enumerate().filter(|(n, _)| signs[*n]) {
            self.author_rows[number] = Some(self.authors.len() as u32);
            let address = self.address(&format!("/authors/{}/", author.slug));
            let mut group = Group::new(author.name.clone(), author.slug.clone(), address);
            group.author = Some(number as u32);
            self.authors.push(group);
        }
    }

    /// Files a listed story; stories come newest first, those without a date last.
    fn file(&mut self, id: StoryId, story: &Story) {
        let dated = story.article.card.published;
        match dated {
            Some(moment) => {
                let date = moment.date();
                self.river.push(id);
                self.months.entry((date.year(), date.month())).or_default().push(id);
            }
            None => self.undated.push(id),
        }
        let mut section = story.section;
        while let Some(number) = section {
            let row = &mut self.sections[number as usize];
            row.group.push(id, dated.is_some());
            section = row.parent;
        }
        for tag in &story.tags {
            self.tags[*tag as usize].push(id, dated.is_some());
        }
        for author in &story.authors {
            if let Some(row) = self.author_rows[*author as usize] {
                self.authors[row as usize].push(id, dated.is_some());
            }
        }
        if let Some(series) = story.series {
            self.series[series as usize].push(id, dated.is_some());
        }
    }
}

impl Group {
    fn new(title: Arc<str>, slug: Arc<str>, address: crate::base::Address) -> Group {
        Group { title, slug, address, stories: Vec::new(), undated: Vec::new(), author: None, has_page: true }
    }

    fn push(&mut self, id: StoryId, dated: bool) {
        if dated { self.stories.push(id) } else { self.undated.push(id) }
    }
}

fn is_section(path: &str) -> bool {
    !path.is_empty()
}

fn newest_first(a: &Story, b: &Story) -> Ordering {
    match (a.article.card.published, b.article.card.published) {
        (Some(x), Some(y)) => y.cmp(&x).then_with(|| a.address.cmp(&b.address)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => natural_order(a.article.card.source.as_str(), b.article.card.source.as_str()),
    }
}

fn rows_of(names: &Names, spellings: &[Arc<str>]) -> Vec<u32> {
    let mut rows: Vec<u32> = Vec::with_capacity(spellings.len());
    for row in spellings.iter().filter_map(|s| names.row_of.get(s)) {
        if !rows.contains(row) {
            rows.push(*row);
        }
    }
    rows
}

fn groups(desk: &Desk, names: &Names, folder: &str) -> Vec<Group> {
    let group = |(title, slug): &(Arc<str>, Arc<str>)| {
        Group::new(title.clone(), slug.clone(), desk.address(&format!("/{folder}/{slug}/")))
    };
    names.rows.iter().map(group).collect()
}

fn author_unknown(source: &SourcePath, slug: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::AuthorUnknown, Place::file(source))
        .says(format!("the author “{slug}” has no profile; readers see “{name}”"))
        .help(format!("write content/authors/{slug}.md with `title: …`, or give the full name"))
}

/// The sections of a desk in the site's order: as site.yaml lists them, then by `order`, then by path;
/// a section stands before those within it.
fn order_sections(
    desk: &Desk,
    mut paths: BTreeSet<Arc<str>>,
    pages: &[(SectionPage, Arc<str>, Lang)],
    settings: &Settings,
) -> Vec<Section> {
    let page_of = |path: &str| {
        let of = |lang: &Lang| pages.iter().find(|(_, p, l)| &**p == path && l == lang).map(|(page, _, _)| page);
        (of(&desk.lang), of(settings.language()))
    };
    for path in paths.clone() {
        let above = path.match_indices('/').map(|(end, _)| &path[..end]);
        paths.extend(above.filter(|p| page_of(p).1.is_some() || page_of(p).0.is_some()).map(Arc::from));
    }
    let rank = |path: &str| {
        let listed = settings.sections.iter().position(|s| s.path == path).unwrap_or(usize::MAX);
        let (own, first) = page_of(path);
        (listed, own.and_then(|p| p.order).or(first.and_then(|p| p.order)).unwrap_or(i64::MAX))
    };
    let mut rows: Vec<Arc<str>> = paths.into_iter().collect();
    rows.sort_by_cached_key(|path| {
        let steps = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        steps.map(|end| (rank(&path[..end]), path[..end].to_owned())).collect::<Vec<_>>()
    });
    let number: HashMap<Arc<str>, u32> = rows.iter().cloned().zip(0..).collect();
    let build = |path: &Arc<str>| {
        let setting = settings.sections.iter().find(|s| s.path == **path);
        let (own, first) = page_of(path);
        let name = path.rsplit('/').next().unwrap_or(path);
        let title = own.and_then(|p| p.title.clone()).map(String::from);
        let set = setting.and_then(|s| s.title.clone()).filter(|_| desk.prefix.is_empty());
        let inherited = first.and_then(|p| p.title.clone()).map(String::from);
        let title = set.or(title).or(inherited).unwrap_or_else(|| crate::base::title_from_slug(name, false));
        let colour = setting.and_then(|s| s.colour.clone());
        let above = path.match_indices('/').rev().find_map(|(end, _)| number.get(&path[..end]));
        Section {
            path: path.clone(),
            group: Group::new(title.into(), name.into(), address::of_section(path, &desk.prefix, settings)),
            description: own.and_then(|p| p.description.clone()).map(String::from),
            colour: colour
                .or_else(|| [own, first].into_iter().flatten().find_map(|p| p.colour.clone()).map(String::from)),
            parent: above.copied(),
            source: own.map(|p| (p.source.clone(), p.text_start)),
        }
    };
    rows.iter().map(build).collect()
}

/// Whether an article is in, and as what.
fn judge(
    article: &Article,
    settings: &Settings,
    at: EditionTime,
    drafts: bool,
    next: &mut Option<NextChange>,
) -> Result<(State, Option<Mark>), Why> {
    let card = &article.card;
    let mut plan = |moment: Moment, what| {
        if next.as_ref().is_none_or(|n| (moment, &card.source) < (n.at, &n.source)) {
            *next = Some(NextChange { at: moment, source: card.source.clone(), what });
        }
    };
    if card.draft {
        return if drafts { Ok((State::Published, Some(Mark::Draft))) } else { Err(Why::Draft) };
    }
    if let Some(due) = card.published.filter(|p| !p.is_due(at)) {
        let embargoed = card.embargo.is_some_and(|e| !e.is_due(at));
        plan(due, if embargoed { "its embargo ends" } else { "its date comes" });
        let (mark, why) = if embargoed { (Mark::Embargoed, Why::Embargoed) } else { (Mark::Future, Why::Future) };
        return if drafts { Ok((State::Published, Some(mark))) } else { Err(why) };
    }
    if card.withdrawn.is_some() {
        return Ok((State::Withdrawn, None));
    }
    match card.expires {
        Some(expires) if expires.is_due(at) => match settings.expired {
            Expired::Notice => Ok((State::Expired, None)),
            Expired::Remove => Err(Why::Expired),
            Expired::Keep => Ok((State::Kept, None)),
        },
        Some(expires) => {
            plan(expires, "it expires");
            Ok((State::Published, None))
        }
        None => Ok((State::Published, None)),
    }
}
