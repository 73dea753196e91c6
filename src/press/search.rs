//! The search index: what is found in each story.
//!
//! In: segments of the plan. Out: the manifest, pieces of the index, rows of results. Never here: a text that readers don't
//! see: the body is the one that the story's page prints.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};

use super::Press;
use super::cards::summary;
use super::labels::is_always_labelled;
use crate::base::Found;
use crate::copy::{self, Body, Insert};
use crate::edition::{Desk, DeskId, Story, StoryId};
use crate::plan::{Plan, Segment, Sheet};
use crate::site::Depth;
use crate::wire::search::index::{Index, Stands};
use crate::wire::search::{Manifest, Part, Row, manifest, rows};

/// What of a component's call readers are shown as words. Others name files, places and times.
const SHOWN: [&str; 15] = [
    "value", "text", "title", "caption", "alt", "credit", "author", "by", "name", "role", "source", "label", "quote",
    "cite", "summary",
];

/// Elements within a word.
const WITHIN: [&str; 15] =
    ["a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong"];

/// The index of a segment, from when the first of its stories is added until the last of its pieces is printed.
#[derive(Default)]
pub(super) struct Making {
    index: Index,
    /// Which stories are in the index.
    added: Vec<bool>,
    /// The pieces, once they are made.
    pieces: Vec<String>,
    printed: usize,
}

/// The search index in the making.
pub(super) struct Indexes {
    /// By desk and segment.
    segments: Vec<Vec<Mutex<Making>>>,
    /// For each story its desk, segment and number there, where words are taken down while pages are printed.
    places: OnceLock<Vec<Option<(DeskId, u32, u32)>>>,
    /// All pages are printed.
    is_late: AtomicBool,
}

impl Indexes {
    pub(super) fn of(plan: &Plan) -> Indexes {
        let segments = plan.search.iter().map(|segments| segments.iter().map(|_| Mutex::default()).collect());
        Indexes { segments: segments.collect(), places: OnceLock::new(), is_late: AtomicBool::new(false) }
    }
}

impl Press<'_> {
    pub(super) fn segment(&self, desk: DeskId, segment: u32) -> &Segment {
        &self.plan.search[usize::from(desk)][segment as usize]
    }

    /// The first file of the search index.
    pub(super) fn search_index(&self, number: DeskId) -> String {
        let desk = self.desk(number);
        let segments = self.plan.search[usize::from(number)].iter().rev();
        let year = |id: &u32| Some(self.story(*id).article.card.published?.date().year());
        let row = |segment: &Segment| {
            let (first, last) = (segment.stories.iter().find_map(year), segment.stories.iter().rev().find_map(year));
            (self.href(&desk.address(&segment.folder())), segment.stories.len(), segment.pieces, first.zip(last))
        };
        let rows: Vec<_> = segments.map(row).collect();
        let parts = rows.iter().map(|(path, stories, pieces, years)| Part {
            path,
            stories: *stories,
            pieces: *pieces,
            years: *years,
        });
        let parts: Vec<Part<'_>> = parts.collect();
        let sections: Vec<(&str, &str)> = desk.sections.iter().map(|s| (&*s.path, &*s.group.title)).collect();
        let mut years: Vec<i16> = desk.months.keys().rev().map(|(year, _)| *year).collect();
        years.dedup();
        let mut out = String::new();
        manifest(&Manifest { parts: &parts, sections: &sections, years: &years }, &mut out);
        out
    }

    /// What results show of some stories of a segment.
    pub(super) fn search_rows(&self, desk: DeskId, segment: u32, file: u32) -> String {
        let ids = self.segment(desk, segment).rows().nth(file as usize).unwrap_or_default();
        let stories: Vec<&Story> = ids.iter().map(|id| self.story(*id)).collect();
        let with: Vec<(String, Vec<&str>)> =
            stories.iter().map(|story| (self.href(&story.address), self.names(story))).collect();
        let all: Vec<Row<'_>> = stories
            .iter()
            .zip(&with)
            .map(|(story, (path, authors))| Row {
                title: &story.article.card.title,
                text: summary(story).unwrap_or(""),
                path,
                section: &story.article.card.section,
                authors,
                label: self.kind_label(story).filter(|_| is_always_labelled(story.article.card.kind)),
                published: story.article.card.published,
            })
            .collect();
        rows(&all)
    }

    /// Who signs: each author, else the byline.
    fn names<'s>(&'s self, story: &'s Story) -> Vec<&'s str> {
        let byline = story.article.card.byline.as_deref().filter(|_| story.authors.is_empty());
        let authors = story.authors.iter().map(|id| &*self.edition.authors[*id as usize].name);
        authors.chain(byline).collect()
    }

    /// Takes words down for the index while the pages of stories are printed, so that no text is read twice.
    pub fn take_words(&self) {
        let mut places = vec![None; self.edition.stories.len()];
        for (segments, desk) in self.plan.search.iter().zip(0..) {
            for (segment, n) in segments.iter().zip(0..) {
                let numbers = segment.stories.iter().zip(0..);
                numbers.for_each(|(id, number)| places[*id as usize] = Some((desk, n, number)));
            }
        }
        // Whoever asks twice gets the same places.
        let _ = self.indexes.places.set(places);
    }

    /// Where a sheet's words stand in the index: segment by segment, the stories of each before its pieces, all else last.
    pub fn place_in_index(&self, sheet: &Sheet) -> (DeskId, u32, bool, u32) {
        let places = self.indexes.places.get();
        let place = if let Sheet::SearchPiece(desk, segment, piece) = sheet {
            Some((*desk, *segment, true, *piece))
        } else if let (Sheet::Story(id), Some(places)) = (sheet, places) {
            places[*id as usize].map(|(desk, segment, number)| (desk, segment, false, number))
        } else {
            None
        };
        place.unwrap_or((DeskId::MAX, 0, false, 0))
    }

    /// No page is printed any more: what wasn't taken down is read.
    pub fn words_are_taken(&self) {
        self.indexes.is_late.store(true, Ordering::Relaxed);
    }

    /// Whether a sheet is a piece of an index whose stories aren't all printed yet.
    pub fn awaits_words(&self, sheet: &Sheet) -> bool {
        let Sheet::SearchPiece(desk, segment, _) = sheet else { return false };
        if self.indexes.places.get().is_none() || self.indexes.is_late.load(Ordering::Relaxed) {
            return false;
        }
        let making = self.indexes.segments[usize::from(*desk)][*segment as usize].lock();
        let stories = self.segment(*desk, *segment).stories.len();
        making.is_ok_and(|making| {
            making.pieces.is_empty() && making.added.iter().filter(|is_added| **is_added).count() < stories
        })
    }

    /// Takes down the words of a story whose page is printed.
    pub(super) fn take_words_of(&self, id: StoryId, body: &Body) {
        let Some(Some((desk, segment, number))) = self.indexes.places.get().map(|places| places[id as usize]) else {
            return;
        };
        let story = self.story(id);
        let mut text = String::new();
        if self.settings().search.index == Depth::Full {
            text.reserve(body.html.len() + 256);
            push_story(story, body, &mut text);
        }
        if let Ok(mut making) = self.indexes.segments[usize::from(desk)][segment as usize].lock() {
            making.added.resize(self.segment(desk, segment).stories.len(), false);
            if !std::mem::replace(&mut making.added[number as usize], true) {
                self.add_story(story, number, self.desk(desk), &text, &mut making.index);
            }
        }
    }

    /// A piece of a segment's index. All of them are made when the first one is printed.
    pub(super) fn search_piece(&self, desk: DeskId, segment: u32, piece: u32, found: &mut Found) -> String {
        let Ok(mut making) = self.indexes.segments[usize::from(desk)][segment as usize].lock() else {
            return String::new();
        };
        if making.pieces.is_empty() {
            let Making { mut index, added, .. } = std::mem::take(&mut *making);
            self.add_rest(desk, self.segment(desk, segment), &added, &mut index, found);
            making.pieces = index.pieces(self.segment(desk, segment).pieces);
        }
        let text = making.pieces.get(piece as usize).cloned().unwrap_or_default();
        making.printed += 1;
        if making.printed >= making.pieces.len() {
            *making = Making::default();
        }
        text
    }

    /// Adds the stories that aren't in an index yet.
    fn add_rest(&self, desk: DeskId, segment: &Segment, added: &[bool], index: &mut Index, found: &mut Found) {
        let mut text = String::new();
        for (story, number) in segment.stories.iter().map(|id| self.story(*id)).zip(0..) {
            if added.get(number as usize) == Some(&true) {
                continue;
            }
            text.clear();
            if self.settings().search.index == Depth::Full {
                self.read_text(story, &mut text, found);
            }
            self.add_story(story, number, self.desk(desk), &text, index);
        }
    }

    /// What is found of a story, and by what results can be narrowed: section, year, names.
    fn add_story(&self, story: &Story, number: u32, desk: &Desk, text: &str, index: &mut Index) {
        let card = &story.article.card;
        index.story(number);
        index.add(Stands::Head, &card.title);
        if let Some(short) = card.titles.as_ref().and_then(|titles| titles.short.as_deref()) {
            index.add(Stands::Head, short);
        }
        for text in [card.standfirst.as_deref(), summary(story)].into_iter().flatten() {
            index.add(Stands::Near, text);
        }
        story.tags.iter().for_each(|tag| index.add(Stands::Near, &desk.tags[*tag as usize].title));
        self.names(story).into_iter().for_each(|name| index.name(name));
        let ends = card.section.match_indices('/').map(|(end, _)| end).chain([card.section.len()]);
        for section in ends.map(|end| &card.section[..end]).filter(|section| !section.is_empty()) {
            index.term(Stands::Text, &format!("#{section}"));
        }
        if let Some(published) = card.published {
            index.term(Stands::Text, &format!("%{}", published.date().year()));
        }
        index.add(Stands::Text, text);
    }

    /// Appends what the page of a story says, which has to be read for it.
    fn read_text(&self, story: &Story, out: &mut String, found: &mut Found) {
        let card = &story.article.card;
        let saved = self.saved.and_then(|saved| saved.get(&card.source)).copied();
        let bytes = self.site.read_again(&card.source, saved.unwrap_or(story.article.hash), found);
        let bytes = bytes.unwrap_or_default();
        let Ok(text) = copy::text_of(&bytes) else { return };
        let setting = self.setting(&card.source, &card.lang);
        let (mut body, _) = copy::body(&text, story.article.text_start as usize, &setting);
        if story.is_running() {
            self.arrange(story, &mut body);
        }
        push_story(story, &body, out);
    }
}

/// Appends what the page of a story says, without mark-up.
fn push_story(story: &Story, body: &Body, out: &mut String) {
    push_words(body, out);
    let image = story.article.card.image.as_deref();
    let said = image.into_iter().flat_map(|image| [&image.alt, &image.caption]).filter_map(Option::as_deref);
    said.for_each(|text| push_line(text, out));
    let corrections = &story.article.details().corrections;
    corrections.iter().for_each(|correction| push_line(&copy::plain(&correction.text, 0, 2_000), out));
}

fn push_line(text: &str, out: &mut String) {
    out.push('\n');
    out.push_str(text);
}

/// Appends the words of a body and of what it calls.
fn push_words(body: &Body, out: &mut String) {
    out.push('\n');
    push_text(&body.html, out);
    for mark in &body.marks {
        match &mark.what {
            Insert::LinkOpen { .. } | Insert::LinkClose => {}
            Insert::Image { alt, title, .. } => [alt, title].into_iter().for_each(|text| push_line(text, out)),
            Insert::Call(call) => {
                let shown = call.args.iter().filter(|(name, _)| SHOWN.contains(&&**name));
                shown.filter_map(|(_, value)| value.as_text()).for_each(|text| push_line(&text, out));
                if let Some(body) = &call.body {
                    push_words(body, out);
                }
            }
        }
    }
}

/// Appends the text of HTML that dateline wrote.
fn push_text(html: &str, out: &mut String) {
    let start = out.len();
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let tag = rest[at + 1..].trim_start_matches('/');
        let name = tag.find(|c: char| !c.is_ascii_alphanumeric()).map_or(tag, |end| &tag[..end]);
        if !WITHIN.contains(&name) {
            out.push('\n');
        }
        rest = memchr::memchr(b'>', tag.as_bytes()).map_or("", |end| &tag[end + 1..]);
    }
    out.push_str(rest);
    if memchr::memchr(b'&', &out.as_bytes()[start..]).is_some() {
        let plain = copy::decoded(&out[start..]).into_owned();
        out.truncate(start);
        out.push_str(&plain);
    }
}

#[cfg(test)]
mod tests {
    use super::push_text;

    #[test]
    fn text_is_what_stands_between_tags() {
        let mut out = String::new();
        push_text("<p>A f<em>er</em>ry &amp; b<br>c<sup id=\"x\">1</sup></p>\n<ul><li>d</ul>", &mut out);
        assert_eq!(out.split_whitespace().collect::<Vec<_>>(), ["A", "ferry", "&", "b", "c", "1", "d"]);
    }
}
