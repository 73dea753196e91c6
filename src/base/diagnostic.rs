//! Faults as data. Printed by `cli` alone.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Code, Severity, SourcePath};

/// Where in a file something is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: SourcePath,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1; 0 when the whole line is meant.
    pub column: u32,
    /// The line's text, cut to a readable length, and the bytes of it that are meant.
    pub excerpt: Option<(String, Range32)>,
}

/// A range of bytes inside an excerpt.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Range32 {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// An excerpt shows at most so many bytes of a line.
const LONGEST_EXCERPT: usize = 160;

impl Place {
    /// The whole file.
    pub fn file(file: &SourcePath) -> Place {
        Place { file: file.clone(), line: 0, column: 0, excerpt: None }
    }

    /// The bytes `range` of `text`, which is the file's whole text.
    pub fn of(file: &SourcePath, text: &str, range: Range<usize>) -> Place {
        let start = floor_boundary(text, range.start.min(text.len()));
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let end = floor_boundary(text, range.end.clamp(start, line_end));
        let line = 1 + before.bytes().filter(|b| *b == b'\n').count();
        let column = 1 + text[line_start..start].chars().count();
        let from = if start - line_start > LONGEST_EXCERPT / 2 {
            floor_boundary(text, start - LONGEST_EXCERPT / 2)
        } else {
            line_start
        };
        let to = floor_boundary(text, line_end.min(from + LONGEST_EXCERPT)).max(start);
        let shown = text[from..to].trim_end_matches('\r').replace('\t', " ");
        let range = Range32 {
            start: (start - from) as u32,
            end: (end.min(to) - from).max(start - from).min(shown.len()) as u32,
        };
        let excerpt = (range.start as usize <= shown.len()).then_some((shown, range));
        Place { file: file.clone(), line: line as u32, column: column as u32, excerpt }
    }

    /// A line and column that another parser named, both from 1 (0: not known).
    pub fn at(file: &SourcePath, text: &str, line: usize, column: usize) -> Place {
        let Some(start) = line_start(text, line) else { return Place::file(file) };
        let row = text[start..].lines().next().unwrap_or("");
        let skip = row.char_indices().nth(column.saturating_sub(1)).map_or(row.len(), |(at, _)| at);
        let skip = if column == 0 { row.len() - row.trim_start().len() } else { skip };
        let end = if column == 0 { start + row.trim_end().len() } else { start + skip + 1 };
        Place::of(file, text, start + skip..end.max(start + skip))
    }
}

fn line_start(text: &str, line: usize) -> Option<usize> {
    if line == 0 {
        return None;
    }
    let mut start = 0;
    for _ in 1..line {
        start += text[start..].find('\n')? + 1;
    }
    Some(start)
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A fault: what, where, and what to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Its stable name.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// Other places that belong to it, each with a few words.
    pub also: Vec<(Place, String)>,
    /// What to do.
    pub help: Option<String>,
    /// Whether its weight stands whatever the site's `diagnostics` say: the article couldn't be read.
    pub firm: bool,
    /// The article or file that can be left out so that the rest is sound (`--keep-going`).
    pub culprit: Option<SourcePath>,
}

impl Diagnostic {
    /// A fault of that code, as heavy as the code is by default. The culprit is the place's file.
    pub fn new(code: Code, place: Place) -> Diagnostic {
        let culprit = Some(place.file.clone());
        Diagnostic {
            code,
            severity: code.severity(),
            place,
            message: String::new(),
            also: Vec::new(),
            help: None,
            firm: false,
            culprit,
        }
    }

    /// What is wrong.
    #[must_use]
    pub fn says(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// Another place that belongs to it.
    #[must_use]
    pub fn also(mut self, place: Place, words: impl Into<String>) -> Self {
        self.also.push((place, words.into()));
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whom to leave out under `--keep-going`; `None`: nobody, the site as a whole is at fault.
    #[must_use]
    pub fn culprit(mut self, source: Option<SourcePath>) -> Self {
        self.culprit = source;
        self
    }

    /// Whether it keeps the site from being delivered.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The diagnostics found so far; the one thing that the walk mutates.
pub type Found = Vec<Diagnostic>;

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::base::SourcePath;

    #[test]
    fn places_count_lines_and_characters() {
        let file = SourcePath::new("a.md");
        let text = "ein\nzwei äöü x\n";
        let at = text.find('x').expect("x");
        let place = Place::of(&file, text, at..at + 1);
        assert_eq!((place.line, place.column), (2, 10));
        let (row, range) = place.excerpt.expect("an excerpt");
        assert_eq!(&row[range.start as usize..range.end as usize], "x");
    }

    #[test]
    fn long_lines_are_cut_round_the_fault() {
        let file = SourcePath::new("a.md");
        let text = format!("{}!{}", "é".repeat(5000), "x".repeat(5_000));
        let place = Place::of(&file, &text, 10_000..10_001);
        let (row, range) = place.excerpt.expect("an excerpt");
        assert!(row.len() <= 200 && &row[range.start as usize..range.end as usize] == "!");
    }

    #[test]
    fn places_that_other_parsers_name_never_panic() {
        let file = SourcePath::new("a.md");
        for (line, column) in [(0, 0), (1, 0), (1, 99), (7, 1), (2, 2)] {
            Place::at(&file, "ab\nc\r\n", line, column);
        }
    }
}
