//! The search page's index: a small manifest, and shards by year that the page's script fetches,
//! newest first, while a reader types (`assets/search.js` of the themes).
//!
//! A shard's bytes depend on its own stories only, and the manifest on which shards there are: a new
//! story rewrites the last shard of its year, and an edit never touches the manifest. What a reader
//! fetches first stays small however large the archive is.

use std::borrow::Cow;

use crate::base::{Moment, json_string};

/// A shard holds no more stories: some 90 KB compressed.
pub const MOST_STORIES: usize = 1_000;

/// A standfirst is cut after so many characters.
const LONGEST_TEXT: usize = 140;

/// One story.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    /// The headline, plain text.
    pub title: &'a str,
    /// Standfirst, summary or opening, plain text; cut here.
    pub text: &'a str,
    /// The page's path from the host's root, percent-encoded.
    pub path: &'a str,
    /// The section's path (`world/europe`); empty for none.
    pub section: &'a str,
    /// Names as printed.
    pub authors: &'a [&'a str],
    /// Topics as written.
    pub topics: &'a [&'a str],
    /// What the headline may not stand without: “Press release”. Most stories have none.
    pub label: Option<&'a str>,
    /// First publication; its day is what counts. `None` for undated copy.
    pub published: Option<Moment>,
}

/// Which shards and sections there are.
#[derive(Clone, Copy, Debug)]
pub struct Manifest<'a> {
    /// BCP 47.
    pub language: &'a str,
    /// Year (`None` for undated copy) and path from the host's root of each shard, in the order in
    /// which they are searched: the newest first, undated copy last.
    pub shards: &'a [(Option<i16>, &'a str)],
    /// Path and title of each section.
    pub sections: &'a [(&'a str, &'a str)],
}

/// Appends `search/index.json`.
pub fn manifest(given: &Manifest<'_>, out: &mut String) {
    out.push_str("{\"version\":1,\"language\":");
    json_string(given.language, out);
    out.push_str(",\n\"shards\":[");
    for (n, (year, url)) in given.shards.iter().enumerate() {
        out.push_str(if n > 0 { ",\n{\"year\":" } else { "\n{\"year\":" });
        push_year(*year, out);
        out.push_str(",\"url\":");
        json_string(url, out);
        out.push('}');
    }
    out.push_str("],\n\"sections\":[");
    for (n, (id, title)) in given.sections.iter().enumerate() {
        out.push_str(if n > 0 { ",\n{\"id\":" } else { "\n{\"id\":" });
        json_string(id, out);
        out.push_str(",\"title\":");
        json_string(title, out);
        out.push('}');
    }
    out.push_str("]}\n");
}

/// The name of part `n` (from 0) of a year's index: `2026.json`, `2026-2.json`; `undated.json`.
pub fn shard_name(year: Option<i16>, n: usize) -> String {
    let stem = year.map_or_else(|| "undated".to_owned(), |year| format!("{year:04}"));
    if n == 0 { format!("{stem}.json") } else { format!("{stem}-{}.json", n + 1) }
}

/// The shards of one year's stories (`None`: the undated ones), which come oldest first, so that a
/// new story rewrites the last shard only.
pub fn shards(year: Option<i16>, stories: &[Story<'_>]) -> Vec<String> {
    stories.chunks(MOST_STORIES).map(|part| shard(year, part)).collect()
}

/// Columns, for they compress better than rows. Sections, authors and topics are numbers, in the
/// order in which the shard's stories first name them.
fn shard(year: Option<i16>, stories: &[Story<'_>]) -> String {
    let mut out = String::with_capacity(64 + stories.len() * 320);
    out.push_str("{\"version\":1,\"year\":");
    push_year(year, &mut out);
    let (mut sections, mut authors, mut topics) = (Words::default(), Words::default(), Words::default());
    column("title", stories, &mut out, |story, out| json_string(story.title, out));
    column("text", stories, &mut out, |story, out| json_string(&cut(story.text), out));
    column("url", stories, &mut out, |story, out| json_string(story.path, out));
    column("date", stories, &mut out, |story, out| push_day(story.published, out));
    column("section", stories, &mut out, |story, out| match story.section {
        "" => out.push_str("-1"),
        section => sections.push_number(section, out),
    });
    column("author", stories, &mut out, |story, out| authors.push_list(story.authors, out));
    column("topic", stories, &mut out, |story, out| topics.push_list(story.topics, out));
    push_labels(stories, &mut out);
    for (name, words) in [("sections", &sections), ("authors", &authors), ("topics", &topics)] {
        column(name, &words.words, &mut out, |word, out| json_string(word, out));
    }
    out.push_str("}\n");
    out
}

/// The labels of the few stories that have one, by their number.
fn push_labels(stories: &[Story<'_>], out: &mut String) {
    let labelled = stories.iter().enumerate().filter_map(|(n, story)| Some((n, story.label?)));
    for (at, (n, label)) in labelled.clone().enumerate() {
        out.push_str(if at == 0 { ",\n\"label\":{\"" } else { ",\"" });
        out.push_str(&n.to_string());
        out.push_str("\":");
        json_string(label, out);
    }
    if labelled.count() > 0 {
        out.push('}');
    }
}

fn column<T>(name: &str, values: &[T], out: &mut String, mut push: impl FnMut(&T, &mut String)) {
    out.push_str(",\n\"");
    out.push_str(name);
    out.push_str("\":[");
    for (n, value) in values.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        push(value, out);
    }
    out.push(']');
}

/// Words by the number of their first appearance.
#[derive(Default)]
struct Words<'a> {
    words: Vec<&'a str>,
    numbers: std::collections::BTreeMap<&'a str, usize>,
}

impl<'a> Words<'a> {
    fn push_number(&mut self, word: &'a str, out: &mut String) {
        let number = *self.numbers.entry(word).or_insert_with(|| {
            self.words.push(word);
            self.words.len() - 1
        });
        out.push_str(&number.to_string());
    }

    fn push_list(&mut self, words: &[&'a str], out: &mut String) {
        out.push('[');
        for (n, word) in words.iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            self.push_number(word, out);
        }
        out.push(']');
    }
}

fn push_year(year: Option<i16>, out: &mut String) {
    match year {
        Some(year) => out.push_str(&year.to_string()),
        None => out.push_str("null"),
    }
}

/// Month and day as one number, `1123`; the shard says the year. 0 for undated copy.
fn push_day(published: Option<Moment>, out: &mut String) {
    let day = published.map_or(0, |published| {
        let date = published.date();
        i32::from(date.month()) * 100 + i32::from(date.day())
    });
    out.push_str(&day.to_string());
}

/// At most [`LONGEST_TEXT`] characters, cut between words where there are any, with an ellipsis.
fn cut(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(LONGEST_TEXT) else { return Cow::Borrowed(text) };
    let head = &text[..end];
    // A script without spaces has none near the end: it is cut where the room ends.
    let words = head.rfind(char::is_whitespace).filter(|at| *at > end / 2).map_or(head, |at| &head[..at]);
    Cow::Owned(format!("{}…", words.trim_end_matches([' ', ',', ';', ':', '–', '—', '.'])))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{day, moment};
    use super::{Manifest, Story, cut, manifest, shard_name, shards};

    const FERRY: Story<'static> = Story {
        title: "Ferry \"link\" </script>",
        text: "Crossings start again.",
        path: "/world/2026/11/f/",
        section: "world",
        authors: &["Ona Marsh", "B"],
        topics: &["Ferries"],
        label: None,
        published: None,
    };

    #[test]
    fn a_shard_is_columns() {
        let first = Story { published: Some(moment("2026-11-22T22:30:00Z")), ..FERRY };
        let second = Story {
            title: "渡船",
            text: "",
            section: "",
            authors: &["B"],
            topics: &[],
            label: Some("Letter"),
            published: Some(day("2026-01-02")),
            ..FERRY
        };
        assert_eq!(
            shards(Some(2026), &[first, second]),
            ["{\"version\":1,\"year\":2026,\n\"title\":[\"Ferry \\\"link\\\" \\u003c/script>\",\"渡船\"],\n\
              \"text\":[\"Crossings start again.\",\"\"],\n\"url\":[\"/world/2026/11/f/\",\"/world/2026/11/f/\"],\n\
              \"date\":[1123,102],\n\"section\":[0,-1],\n\"author\":[[0,1],[1]],\n\"topic\":[[0],[]],\n\"label\":{\"1\":\"Letter\"},\n\
              \"sections\":[\"world\"],\n\"authors\":[\"Ona Marsh\",\"B\"],\n\"topics\":[\"Ferries\"]}\n"]
        );
    }

    #[test]
    fn a_new_story_rewrites_the_last_shard_only() {
        let mut stories = vec![FERRY; 1_000];
        let before = shards(Some(2026), &stories);
        stories.push(Story { authors: &["C"], ..FERRY });
        let after = shards(Some(2026), &stories);
        assert_eq!((before.len(), after.len()), (1, 2));
        assert_eq!(before[0], after[0]);
        assert_eq!(shard_name(Some(2026), 0), "2026.json");
        assert_eq!(shard_name(Some(2026), 1), "2026-2.json");
        assert_eq!(shard_name(None, 0), "undated.json");
    }

    #[test]
    fn the_manifest_names_shards_and_sections() {
        let mut out = String::new();
        let shards = [(Some(2026), "/search/2026.json"), (None, "/search/undated.json")];
        manifest(&Manifest { language: "en", shards: &shards, sections: &[("world", "World")] }, &mut out);
        assert_eq!(
            out,
            "{\"version\":1,\"language\":\"en\",\n\"shards\":[\n{\"year\":2026,\"url\":\"/search/2026.json\"},\n\
             {\"year\":null,\"url\":\"/search/undated.json\"}],\n\"sections\":[\n{\"id\":\"world\",\"title\":\"World\"}]}\n"
        );
    }

    #[test]
    fn a_long_standfirst_is_cut_between_words() {
        assert_eq!(cut(" short "), "short");
        let words = "word, ".repeat(40);
        assert_eq!(cut(&words), format!("{}word…", "word, ".repeat(22)));
        assert_eq!(cut(&"字".repeat(200)), format!("{}…", "字".repeat(140)));
    }
}
