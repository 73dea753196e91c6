//! Hashes of what many sheets are made of, computed once for all of them.
//!
//! In: a press with its edition, and a hash of each file that can be shown. Out: [`Elements`]. Never here: sheets.

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::Press;
use super::mix::Mix;
use super::needs::Needs;
use crate::base::SourcePath;
use crate::copy::SideText;
use crate::edition::{Author, Desk, DeskId, Group, State, Story};
use crate::plan::Segment;
use crate::site::Depth;
use crate::theme::Closures;

/// Settings that pages don't read, or only by way of something else that is hashed: addresses, lists, the site's view.
const NOT_ON_PAGES: [&str; 17] = [
    "bands",
    "places",
    "navigation",
    "footer",
    "sections",
    "permalinks",
    "pagination",
    "page_size",
    "age_notice",
    "compress",
    "robots",
    "security_txt",
    "ads_txt",
    "headers",
    "tag_min",
    "front_hours",
    "diagnostics",
];

/// What sheets are made of, hashed.
pub struct Elements {
    /// The settings that pages read.
    pub(super) settings: u64,
    /// What every page of a desk shows of the site.
    pub(super) sites: Vec<u64>,
    /// What each template and component is made of.
    pub closures: Closures,
    /// The names of all components: a text calls one only if it is there.
    pub(super) components: u64,
    /// The data that every page gets.
    pub(super) data: u64,
    /// The files that can be shown, in the plan's order.
    files: Vec<u64>,
    /// The authors as articles show them.
    pub(super) authors: Vec<u64>,
    /// By desk: sections with all round them, tags, series.
    pub(super) sections: Vec<Vec<u64>>,
    pub(super) tags: Vec<Vec<u64>>,
    pub(super) series: Vec<Vec<u64>>,
    /// What lists show of each story.
    pub(super) cards: Vec<u64>,
    /// What the search index says of each segment, by desk.
    pub(super) segments: Vec<Vec<u64>>,
    /// The hash of each story's address.
    pub(super) addresses: Vec<u64>,
}

impl Elements {
    /// A file that is shown; a URL has no row.
    pub(super) fn file(&self, row: Option<usize>) -> u64 {
        row.map_or(0, |row| self.files[row])
    }

    /// A component with all that it is made of.
    pub(super) fn component(&self, name: &str) -> u64 {
        self.closures.components.get(name).map_or(0, |closure| closure.hash)
    }

    /// A template with all that it is made of.
    pub(super) fn template(&self, name: &str) -> u64 {
        self.closures.templates.get(name).map_or(0, |closure| closure.hash)
    }

    /// How many stories there are.
    pub fn stories(&self) -> usize {
        self.cards.len()
    }

    /// The hashes of the stories' addresses, by number.
    pub fn addresses(&self) -> &[u64] {
        &self.addresses
    }
}

impl Press<'_> {
    /// Hashes what sheets are made of; `files` in the order of the plan's.
    pub fn elements(&self, files: Vec<u64>) -> Elements {
        let mut mix = Mix::default();
        let closures = self.site.theme.templates.closures();
        let mut names: Vec<&str> = self.site.theme.components.iter().map(String::as_str).collect();
        names.sort_unstable();
        names.iter().for_each(|name| mix.text(name));
        mix.flag(self.site.theme.is_sound);
        let components = mix.done();
        mix.text(&json(&self.data));
        let data = mix.done();
        for (key, hash) in self.settings().prints().iter().filter(|(key, _)| !NOT_ON_PAGES.contains(key)) {
            mix.text(key);
            mix.number(*hash);
        }
        mix.flag(self.preview);
        let settings = mix.done();
        let mut elements = Elements {
            settings,
            sites: Vec::new(),
            closures,
            components,
            data,
            files,
            authors: Vec::new(),
            sections: Vec::new(),
            tags: Vec::new(),
            series: Vec::new(),
            cards: Vec::new(),
            segments: Vec::new(),
            addresses: Vec::new(),
        };
        elements.sites = self.site_hashes(&elements, &mut mix);
        elements.authors = self.edition.authors.iter().map(|a| self.author_hash(a, &elements, &mut mix)).collect();
        for desk in &self.edition.desks {
            elements.tags.push(desk.tags.iter().map(|tag| group_hash(tag, &mut mix)).collect());
            elements.series.push(desk.series.iter().map(|series| group_hash(series, &mut mix)).collect());
            elements.sections.push(section_hashes(desk, &mut mix));
        }
        let stories = &self.edition.stories;
        let cards = stories.par_iter().map_init(Mix::default, |mix, story| self.card_hash(story, &elements, mix));
        elements.cards = cards.collect();
        elements.segments = self.segment_hashes(&elements);
        elements.addresses = stories.par_iter().map(|story| xxh3_64(story.address.as_str().as_bytes())).collect();
        elements
    }

    /// For each desk all that its pages show of the site, with the words and the pictures that stand for the paper.
    fn site_hashes(&self, elements: &Elements, mix: &mut Mix) -> Vec<u64> {
        for desk in &self.edition.desks {
            mix.text(&json(&self.words(desk).value()));
        }
        let settings = self.settings();
        let organisation = &settings.organisation;
        let pictures = [
            settings.logo.as_ref().map(|logo| &*logo.path),
            settings.logo.as_ref().and_then(|logo| logo.dark.as_deref()),
            organisation.logo.as_deref(),
            Some("/logo.png"),
            Some("/icon-512.png"),
            Some("/card.png"),
        ];
        for picture in pictures {
            let shown = picture.and_then(|path| self.static_file(path));
            mix.number(shown.map_or(0, |shown| elements.file(shown.row) ^ xxh3_64(shown.href.as_bytes())));
        }
        for (_, path) in &organisation.policies {
            mix.flag(crate::base::Address::parse(path).is_ok_and(|address| self.plan.has(&address)));
        }
        let common = mix.done();
        // Feeds read fields that no template may name, so all are hashed.
        let one = |desk: usize| {
            mix.number(common);
            mix.text(&json(&self.site_view(desk as DeskId, Needs::ALL)));
            mix.done()
        };
        (0..self.edition.desks.len()).map(one).collect()
    }

    /// An author as articles show one; the biography stands on the author's own page alone.
    fn author_hash(&self, author: &Author, elements: &Elements, mix: &mut Mix) -> u64 {
        mix.text(&author.name);
        mix.text(&author.slug);
        if let Some(profile) = &author.profile {
            let plain = crate::copy::Profile { text: SideText::default(), ..profile.clone() };
            mix.text(&format!("{plain:?}"));
            let image = profile.image.as_deref().and_then(|image| self.picture(image, &profile.source));
            let image = image.map(|picture| picture.shown);
            mix.number(image.map_or(0, |shown| elements.file(shown.row) ^ xxh3_64(shown.href.as_bytes())));
        }
        mix.done()
    }

    /// What lists show of a story.
    fn card_hash(&self, story: &Story, elements: &Elements, mix: &mut Mix) -> u64 {
        let (card, desk) = (&story.article.card, self.edition.desk_of(story));
        mix.number(story.article.print);
        mix.text(card.source.as_str());
        mix.text(&card.section);
        mix.text(story.address.as_str());
        mix.number(u64::from(story.desk));
        mix.number(story.state as u64);
        mix.number(story.mark.map_or(0, |mark| 1 + mark as u64));
        mix.number(story.newest_entry.map_or(0, |moment| moment.seconds() as u64));
        for author in &story.authors {
            mix.text(&self.edition.authors[*author as usize].name);
            mix.maybe(desk.author_address(*author).map(|address| address.as_str()));
        }
        if let Some(section) = story.section {
            mix.number(elements.sections[usize::from(story.desk)][section as usize]);
        }
        if let Some(image) = &card.image {
            let row = match story.state {
                State::Published | State::Kept => {
                    self.lead_picture(image, &card.source).and_then(|picture| picture.shown.row)
                }
                State::Withdrawn | State::Expired => self.row_of(&card.source, &image.src),
            };
            mix.number(elements.file(row));
            mix.maybe(row.map(|row| self.plan.files[row].1.as_str()));
        }
        if let Some(audio) = &card.audio {
            mix.number(elements.file(self.row_of(&card.source, audio)));
        }
        mix.done()
    }

    /// For each segment of the search index all that is found in it.
    fn segment_hashes(&self, elements: &Elements) -> Vec<Vec<u64>> {
        let has_texts = self.settings().search.index == Depth::Full;
        let everybody = elements.authors.iter().fold(0_u64, |all, author| all.rotate_left(5) ^ author);
        let one = |mix: &mut Mix, segment: &Segment| {
            for id in &segment.stories {
                let story = self.story(*id);
                mix.number(elements.cards[*id as usize]);
                story.tags.iter().for_each(|tag| mix.number(elements.tags[usize::from(story.desk)][*tag as usize]));
                if has_texts {
                    mix.number(story.article.hash as u64);
                    // Entries name their authors by their pages.
                    mix.number(if story.is_running() { everybody } else { 0 });
                }
            }
            mix.done()
        };
        let of_desk = |segments: &Vec<Segment>| segments.par_iter().map_init(Mix::default, one).collect();
        self.plan.search.iter().map(of_desk).collect()
    }

    /// Notes that a story's lead image is shown.
    pub(super) fn show_lead_image(&self, story: &Story) {
        let card = &story.article.card;
        if let Some(image) = &card.image {
            self.lead_picture(image, &card.source);
        }
    }

    /// The row of a file that a source names, without noting that it is shown.
    fn row_of(&self, source: &SourcePath, link: &str) -> Option<usize> {
        let path = link.split(['?', '#']).next().unwrap_or(link);
        self.file_row(source, path).or_else(|| self.file_row(source, &crate::base::percent_decode(path)))
    }
}

/// A section stands before those within it, so what is round it has its hash already.
fn section_hashes(desk: &Desk, mix: &mut Mix) -> Vec<u64> {
    let mut hashes: Vec<u64> = Vec::with_capacity(desk.sections.len());
    for section in &desk.sections {
        mix.number(section.parent.map_or(0, |parent| hashes[parent as usize]));
        mix.text(&section.path);
        mix.maybe(section.description.as_deref());
        mix.maybe(section.colour.as_deref());
        let about = mix.done();
        mix.number(about);
        hashes.push(group_hash(&section.group, mix));
    }
    hashes
}

fn group_hash(group: &Group, mix: &mut Mix) -> u64 {
    mix.text(&group.title);
    mix.text(group.address.as_str());
    mix.flag(group.has_page);
    mix.done()
}

fn json(value: &tera::Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
