//! Closing an edition: who is in, where each stands, what gathers them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::slice;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::gather::{Name, distinct, gather};
use super::kin::{Names, Spellings};
use super::sources::Sources;
use super::{Author, Desk, DeskId, Edition, Group, Section, State, Story, StoryId, Why, address, links, order, steady};
use crate::base::{Address, Code, Diagnostic, EditionTime, Found, Lang, Moment, Place, SourcePath};
use crate::copy::{Article, Credit, FrontPage, Profile, SectionPage};
use crate::site::Settings;

/// A name that stories use, with its first use.
type Used<'s> = Name<'s, Arc<str>>;

/// All that was read of a site, before anything is decided.
#[derive(Clone, Debug, Default)]
pub struct Copy {
    /// Sound articles in the order of their sources, each with its bundle's folder.
    pub articles: Vec<(Arc<Article>, Option<Arc<str>>)>,
    /// Section pages with the section's path and the language.
    pub sections: Vec<(SectionPage, Arc<str>, Lang)>,
    /// Front pages as editors lay them out, with the section's path (empty: the paper's own) and the language.
    pub fronts: Vec<(FrontPage, Arc<str>, Lang)>,
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

/// A sound article that readers mustn't see yet, or no more.
#[derive(Clone, Debug)]
pub struct Held {
    /// What its file says.
    pub article: Arc<Article>,
    /// Where it would stand.
    pub address: Address,
    /// Where the files of its bundle lie, with a slash at the end.
    pub bundle: Option<Arc<str>>,
    /// Why it is left out.
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
            drafts,
            stories: Vec::new(),
            by_address: Vec::new(),
            desks: settings.languages.iter().enumerate().map(|(n, lang)| Desk::new(lang, n)).collect(),
            authors: Vec::new(),
            held: Vec::new(),
            left_out: copy.faulty.iter().map(|s| LeftOut { source: s.clone(), why: Why::Faulty }).collect(),
            next_change: None,
            steady_until: None,
            sources: Sources::default(),
            related: OnceLock::new(),
            fronts: Vec::new(),
        };
        let judged = edition.admit(copy.articles, settings, drafts);
        edition.set_authors(copy.profiles, settings, found);
        edition.set_sections(&copy.sections, settings);
        edition.set_names(settings, found);
        edition.sources = Sources::of(&edition.stories, &edition.left_out);
        edition.by_address = order::by_address(&edition.stories);
        let ranks = edition.address_ranks();
        edition.fill(settings, &ranks);
        links::set_neighbours(&mut edition.stories, &edition.desks);
        links::set_versions(&mut edition.stories, found);
        edition.set_fronts(copy.fronts, found);
        edition.steady_until = steady::steady_until(&edition, judged, settings);
        edition
    }

    fn set_authors(&mut self, profiles: Vec<(Profile, Lang)>, settings: &Settings, found: &mut Found) {
        let mut rows: BTreeMap<Arc<str>, Author> = BTreeMap::new();
        for (profile, lang) in profiles {
            let first = &lang == settings.language();
            let row =
                Author { name: Arc::from(&*profile.name), slug: Arc::from(&*profile.slug), profile: Some(profile) };
            let other =
                if first || !rows.contains_key(&row.slug) { rows.insert(row.slug.clone(), row) } else { Some(row) };
            found.extend(other.and_then(|other| other.profile).map(|other| profile_unused(&other)));
        }
        let by_name: HashMap<Arc<str>, Arc<str>> =
            rows.values().map(|author| (author.name.clone(), author.slug.clone())).collect();
        let (credits, uses) = gather(
            &self.stories,
            |story| &story.article.card.authors,
            |_, credit| (u32::from(credit.by_slug), slug_of(credit, &by_name)),
        );
        for credit in &credits {
            let (Credit { name, by_slug, .. }, slug) = (credit.first, slug_of(credit.first, &by_name));
            if *by_slug && rows.get(slug).is_none_or(|a| a.profile.is_none()) {
                found.push(author_unknown(&self.stories[credit.story as usize].article.card.source, slug, name));
            }
            if !rows.contains_key(slug) {
                rows.insert(slug.clone(), Author { name: name.clone(), slug: slug.clone(), profile: None });
            }
        }
        let number: HashMap<&str, u32> = rows.keys().map(|slug| &**slug).zip(0..).collect();
        let numbers: Vec<u32> = credits.iter().map(|credit| number[&**slug_of(credit.first, &by_name)]).collect();
        uses.tell(&mut self.stories, &numbers, |story, authors| story.authors = distinct(authors.iter().copied()));
        self.authors = rows.into_values().collect();
    }

    fn set_sections(&mut self, pages: &[(SectionPage, Arc<str>, Lang)], settings: &Settings) {
        let (named, uses) = gather(
            &self.stories,
            |story| slice::from_ref(&story.article.card.section),
            |story, path| (u32::from(story.desk) * 2 + u32::from(story.article.card.standing), path),
        );
        for (number, desk) in self.desks.iter_mut().enumerate() {
            let own = pages.iter().filter(|(_, path, lang)| *lang == desk.lang && is_section(path));
            let named = named.iter().filter(|name| name.class == number as u32 * 2 && is_section(name.first));
            let paths = own.map(|(_, path, _)| path.clone()).chain(named.map(|name| name.first.clone())).collect();
            desk.sections = order_sections(desk, paths, pages, settings);
        }
        let numbers: Vec<HashMap<&str, u32>> =
            self.desks.iter().map(|d| d.sections.iter().map(|s| &*s.path).zip(0..).collect()).collect();
        let number = |name: &Used<'_>| numbers[name.class as usize / 2].get(&**name.first).copied();
        let numbers: Vec<Option<u32>> = named.iter().map(number).collect();
        uses.tell(&mut self.stories, &numbers, |story, own| story.section = own.first().copied().flatten());
    }

    fn set_names(&mut self, settings: &Settings, found: &mut Found) {
        let (tags, tag_uses) = gather(
            &self.stories,
            |story| if story.is_listed() { &story.article.card.tags } else { &[] },
            |story, tag| (u32::from(story.desk), tag),
        );
        let (series, series_uses) = gather(
            &self.stories,
            |story| if story.is_listed() { story.article.card.series.as_slice() } else { &[] },
            |story, name| (u32::from(story.desk), name),
        );
        let (mut tag_rows, mut series_rows) = (vec![None; tags.len()], vec![None; series.len()]);
        let source = |name: &Used<'_>| &self.stories[name.story as usize].article.card.source;
        for (number, desk) in self.desks.iter_mut().enumerate() {
            let own = |name: &&Used<'_>| name.class == number as u32;
            let (mut of_tags, mut of_series) = (Spellings::default(), Spellings::default());
            for tag in tags.iter().filter(own) {
                let meant = settings.synonyms.get(&**tag.first).map(String::as_str);
                of_tags.note((tag.first, tag.count), meant, settings.slugs, source(tag));
            }
            for name in series.iter().filter(own) {
                of_series.note((name.first, name.count), None, settings.slugs, source(name));
            }
            let (of_tags, of_series) = (of_tags.settle(settings.slugs, found), of_series.settle(settings.slugs, found));
            of_tags.set_rows(tags.iter().zip(&mut tag_rows).filter(|(name, _)| own(name)));
            of_series.set_rows(series.iter().zip(&mut series_rows).filter(|(name, _)| own(name)));
            desk.tags = groups(desk, &of_tags, "tags");
            desk.series = groups(desk, &of_series, "series");
        }
        let set_tags = |story: &mut Story, rows: &[Option<u32>]| story.tags = distinct(rows.iter().flatten().copied());
        tag_uses.tell(&mut self.stories, &tag_rows, set_tags);
        let set_series = |story: &mut Story, rows: &[Option<u32>]| story.series = rows.first().copied().flatten();
        series_uses.tell(&mut self.stories, &series_rows, set_series);
    }

    /// Puts every listed story into its groups, newest first, and what has no date by path.
    fn fill(&mut self, settings: &Settings, ranks: &[u32]) {
        let stories = &self.stories;
        let role = |story: &Story| match (story.article.card.standing, story.state) {
            (true, _) => Role::Page,
            (false, State::Published) => Role::Listed(story.article.details().corrections.len()),
            (false, State::Withdrawn | State::Expired | State::Kept) => Role::Notice,
        };
        let roles: Vec<(DeskId, Role)> = stories.par_iter().map(|story| (story.desk, role(story))).collect();
        let mut listed: Vec<Vec<StoryId>> = vec![Vec::new(); self.desks.len()];
        for ((desk, role), id) in roles.into_iter().zip(0..) {
            match role {
                Role::Page => self.desks[usize::from(desk)].pages.push(id),
                Role::Listed(corrections) => {
                    listed[usize::from(desk)].push(id);
                    self.desks[usize::from(desk)].corrections.extend((1..=corrections).map(|n| (id, n)));
                }
                Role::Notice => {}
            }
        }
        let authors = &self.authors;
        self.desks.par_iter_mut().zip(listed).for_each(|(desk, listed)| {
            desk.river = order::river(&listed, stories, ranks);
            desk.undated = order::undated(&listed, stories);
            let rows: Vec<Filed<'_>> =
                desk.river.par_iter().chain(&desk.undated).map(|id| Filed::of(*id, &stories[*id as usize])).collect();
            desk.set_author_groups(authors, &rows);
            desk.file(&rows);
            let date = |(id, n): &(StoryId, usize)| {
                let correction = &stories[*id as usize].article.details().corrections[*n - 1];
                correction.date.map_or(i64::MIN, Moment::seconds)
            };
            desk.corrections.sort_by_key(|row| (Reverse(date(row)), row.0, Reverse(row.1)));
            for tag in &mut desk.tags {
                tag.has_page = tag.stories.len() + tag.undated.len() >= settings.tag_min;
            }
        });
    }
}

/// The slug that a credit means: a name that a profile has means that profile, however its file is called.
fn slug_of<'c>(credit: &'c Credit, by_name: &'c HashMap<Arc<str>, Arc<str>>) -> &'c Arc<str> {
    let own = if credit.by_slug { None } else { by_name.get(&credit.name) };
    own.unwrap_or(&credit.slug)
}

/// What a story is to its desk.
enum Role {
    /// A standing page.
    Page,
    /// On lists, with so many corrections.
    Listed(usize),
    /// On no list.
    Notice,
}

/// A listed story as far as filing needs to know it.
struct Filed<'s> {
    id: StoryId,
    month: Option<(i16, i8)>,
    section: Option<u32>,
    series: Option<u32>,
    tags: &'s [u32],
    authors: &'s [u32],
}

impl Filed<'_> {
    fn of(id: StoryId, story: &Story) -> Filed<'_> {
        let Story { section, series, tags, authors, article, .. } = story;
        let month = article.card.published.map(Moment::month);
        Filed { id, month, section: *section, series: *series, tags, authors }
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

    /// A list for each author who signs a story of this desk; on the first desk for each profile, too.
    fn set_author_groups(&mut self, authors: &[Author], rows: &[Filed<'_>]) {
        let first = self.prefix.is_empty();
        let mut signs: Vec<bool> = authors.iter().map(|author| first && author.profile.is_some()).collect();
        rows.iter().flat_map(|row| row.authors).for_each(|author| signs[*author as usize] = true);
        self.author_rows = vec![None; authors.len()];
        for (number, author) in authors.iter().enumerate().filter(|(n, _)| signs[*n]) {
            self.author_rows[number] = Some(self.authors.len() as u32);
            let address = self.address(&format!("/authors/{}/", author.slug));
            let mut group = Group::new(author.name.clone(), author.slug.clone(), address);
            group.author = Some(number as u32);
            self.authors.push(group);
        }
    }

    /// Files stories, newest first and then those without a date, into each sort of group on its own.
    fn file(&mut self, rows: &[Filed<'_>]) {
        let Desk { sections, tags, authors, author_rows, series, months, .. } = self;
        let by_tag = || {
            for row in rows {
                row.tags.iter().for_each(|tag| tags[*tag as usize].push(row));
            }
        };
        let by_author = || {
            for row in rows {
                let own = row.authors.iter().filter_map(|author| author_rows[*author as usize]);
                own.for_each(|author| authors[author as usize].push(row));
            }
        };
        let by_section = || {
            for row in rows {
                let mut section = row.section;
                while let Some(number) = section {
                    let section_row = &mut sections[number as usize];
                    section_row.group.push(row);
                    section = section_row.parent;
                }
                if let Some(number) = row.series {
                    series[number as usize].push(row);
                }
            }
        };
        let by_month = || {
            for run in rows.chunk_by(|a, b| a.month == b.month) {
                if let Some(month) = run[0].month {
                    months.entry(month).or_default().extend(run.iter().map(|row| row.id));
                }
            }
        };
        rayon::join(|| rayon::join(by_tag, by_month), || rayon::join(by_author, by_section));
    }
}

impl Group {
    fn new(title: Arc<str>, slug: Arc<str>, address: crate::base::Address) -> Group {
        Group { title, slug, address, stories: Vec::new(), undated: Vec::new(), author: None, has_page: true }
    }

    fn push(&mut self, row: &Filed<'_>) {
        if row.month.is_some() { self.stories.push(row.id) } else { self.undated.push(row.id) }
    }
}

fn is_section(path: &str) -> bool {
    !path.is_empty()
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

fn profile_unused(profile: &Profile) -> Diagnostic {
    Diagnostic::new(Code::ProfileUnused, Place::file(&profile.source))
        .says(format!("“{}” has another profile, which readers of all languages see", profile.slug))
        .help("an author has one profile: say what this one says there, or delete it")
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
            source: own.map(|p| (p.source.clone(), p.text.clone())),
        }
    };
    rows.iter().map(build).collect()
}
