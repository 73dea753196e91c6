//! The search page's index, in files small enough for a phone.
//!
//! A language's stories lie in *segments*, in the order of their first publication (`plan/search.rs` says where one ends). A
//! segment has *pieces* of an inverted index ([`index`]), of which the page's script fetches those of the words that
//! are typed, and *rows* of what results show. The manifest says which segments there are. See decision 010.

pub mod index;
pub mod words;

use std::borrow::Cow;

use crate::base::{Moment, json_string};

/// A standfirst is cut after so many characters.
const LONGEST_TEXT: usize = 140;

/// What a result shows.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
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
    /// What the headline may not stand without: “Press release”. Most stories have none.
    pub label: Option<&'a str>,
    /// First publication; its day is what counts. `None` for undated copy.
    pub published: Option<Moment>,
}

/// A segment as the manifest names it.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The path of its files from the host's root, with a slash at the end.
    pub path: &'a str,
    /// How many stories it has.
    pub stories: usize,
    /// In how many pieces its index lies.
    pub pieces: usize,
    /// The years of its first and last story.
    pub years: Option<(i16, i16)>,
}

/// Which segments and sections there are.
#[derive(Clone, Copy, Debug)]
pub struct Manifest<'a> {
    /// Segments, the newest first.
    pub parts: &'a [Part<'a>],
    /// Path and title of each section.
    pub sections: &'a [(&'a str, &'a str)],
    /// The years that have stories, the newest first.
    pub years: &'a [i16],
}

/// Appends `search/index.json`.
pub fn manifest(given: &Manifest<'_>, out: &mut String) {
    out.push_str("{\"version\":2,\n\"segments\":[");
    for (n, part) in given.parts.iter().enumerate() {
        out.push_str(if n > 0 { ",\n[" } else { "\n[" });
        json_string(part.path, out);
        out.push_str(&format!(",{},{}", part.stories, part.pieces));
        if let Some((from, until)) = part.years {
            out.push_str(&format!(",{from},{until}"));
        }
        out.push(']');
    }
    out.push_str("],\n\"years\":[");
    let years: Vec<String> = given.years.iter().map(i16::to_string).collect();
    out.push_str(&years.join(","));
    out.push_str("],\n\"sections\":[");
    for (n, (id, title)) in given.sections.iter().enumerate() {
        out.push_str(if n > 0 { ",\n[" } else { "\n[" });
        json_string(id, out);
        out.push(',');
        json_string(title, out);
        out.push(']');
    }
    out.push_str("]}\n");
}

/// A file of rows: `[title, text, path, day, section, [author], label]`, without what is missing at the end.
pub fn rows(stories: &[Row<'_>]) -> String {
    let mut out = String::with_capacity(8 + stories.len() * 320);
    for (n, story) in stories.iter().enumerate() {
        out.push_str(if n > 0 { ",\n[" } else { "[[" });
        json_string(story.title, &mut out);
        out.push(',');
        json_string(&cut(story.text), &mut out);
        out.push(',');
        json_string(story.path, &mut out);
        out.push_str(",\"");
        if let Some(published) = story.published {
            out.push_str(&published.date().to_string());
        }
        out.push_str("\",");
        json_string(story.section, &mut out);
        out.push_str(",[");
        for (n, author) in story.authors.iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            json_string(author, &mut out);
        }
        out.push(']');
        if let Some(label) = story.label {
            out.push(',');
            json_string(label, &mut out);
        }
        out.push(']');
    }
    out.push_str(if out.is_empty() { "[]\n" } else { "]\n" });
    out
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
    use super::{Manifest, Part, Row, cut, manifest, rows};

    #[test]
    fn a_row_is_what_a_result_shows() {
        let first = Row {
            title: "Ferry \"link\" </script>",
            text: "Crossings start again.",
            path: "/world/2026/11/f/",
            section: "world",
            authors: &["Ona Marsh", "B"],
            label: None,
            published: Some(moment("2026-11-22T22:30:00Z")),
        };
        let second = Row {
            title: "渡船",
            text: "",
            section: "",
            authors: &[],
            label: Some("Letter"),
            published: Some(day("2026-01-02")),
            ..first
        };
        let third = Row { label: None, published: None, ..second };
        assert_eq!(
            rows(&[first, second, third]),
            "[[\"Ferry \\\"link\\\" \\u003c/script>\",\"Crossings start again.\",\"/world/2026/11/f/\",\"2026-11-23\",\"world\",[\"Ona Marsh\",\"B\"]],\n\
             [\"渡船\",\"\",\"/world/2026/11/f/\",\"2026-01-02\",\"\",[],\"Letter\"],\n\
             [\"渡船\",\"\",\"/world/2026/11/f/\",\"\",\"\",[]]]\n"
        );
        assert_eq!(rows(&[]), "[]\n");
    }

    #[test]
    fn the_manifest_names_segments_years_and_sections() {
        let mut out = String::new();
        let part = Part { path: "/search/ab/", stories: 40, pieces: 2, years: Some((2025, 2026)) };
        let parts = [part, Part { path: "/search/cd/", stories: 1, pieces: 1, years: None }];
        manifest(&Manifest { parts: &parts, sections: &[("world", "World")], years: &[2026, 2025] }, &mut out);
        assert_eq!(
            out,
            "{\"version\":2,\n\"segments\":[\n[\"/search/ab/\",40,2,2025,2026],\n[\"/search/cd/\",1,1]],\n\
             \"years\":[2026,2025],\n\"sections\":[\n[\"world\",\"World\"]]}\n"
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
