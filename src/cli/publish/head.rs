//! Where the entries of a file's front matter stand, whatever its form.

use std::ops::Range;

use serde_json::Value;

use super::{json, toml, yaml};
use crate::{
    base::{Code, Diagnostic, Place, SourcePath},
    cli::exit::Stop,
};

/// How front matter is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// There is none.
    Absent,
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// An object at the head of the file.
    Json,
}

/// The front matter of a file: where its entries stand.
#[derive(Clone, Debug)]
pub struct Head {
    /// How it is written.
    pub form: Form,
    /// What stands between the delimiters, in bytes of the file.
    pub inside: Range<usize>,
    /// Where it ends, delimiters and all.
    pub end: usize,
    /// Its entries of the first level, in the file's order.
    pub entries: Vec<Entry>,
    /// What stands before each key.
    pub indent: String,
    /// The file's line ending.
    pub line_end: &'static str,
}

/// An entry of the first level.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its key, lower case, with `_` for `-`.
    pub key: String,
    /// Key and value, without the line's end.
    pub core: Range<usize>,
    /// The value alone; empty behind the colon where there is none.
    pub value: Range<usize>,
    /// Whether it stands on one line.
    pub one_line: bool,
    /// The value as it is read.
    pub meaning: Value,
}

impl Entry {
    /// Whether it says that the article isn't to be published: `draft: true`, `published: false`.
    pub fn is_mark(&self) -> bool {
        match self.key.as_str() {
            "draft" => !self.is_empty() && !is_no(&self.meaning),
            "published" => is_no(&self.meaning),
            _ => false,
        }
    }

    /// Whether it is the date of first publication, under one of its names.
    pub fn is_date(&self) -> bool {
        match self.key.as_str() {
            "date" | "publishdate" | "pubdate" | "datepublished" => true,
            "published" => !is_no(&self.meaning) && !is_yes(&self.meaning),
            _ => false,
        }
    }

    /// Empty text, an empty list or null is as if the key weren't there.
    pub fn is_empty(&self) -> bool {
        match &self.meaning {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        }
    }

    /// The value in words.
    pub fn shown(&self) -> String {
        match &self.meaning {
            Value::String(text) => text.clone(),
            // TOML's own dates come wrapped in a map of one.
            Value::Object(map) => map.values().next().and_then(Value::as_str).unwrap_or_default().to_owned(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => self.meaning.to_string(),
        }
    }
}

fn is_no(value: &Value) -> bool {
    says(value, false, &["false", "no", "off", "0"])
}

fn is_yes(value: &Value) -> bool {
    says(value, true, &["true", "yes", "on", "1"])
}

fn says(value: &Value, meant: bool, words: &[&str]) -> bool {
    match value {
        Value::Bool(value) => *value == meant,
        Value::String(text) => words.iter().any(|word| text.trim().eq_ignore_ascii_case(word)),
        Value::Number(number) => words.contains(&number.to_string().as_str()),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

impl Head {
    /// Finds the front matter of `text`, the whole file.
    ///
    /// # Errors
    /// A diagnostic, when it never ends or can't be read.
    pub fn read(text: &str, source: &SourcePath) -> Result<Head, Stop> {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let body = &text[start..];
        let first = start + (body.len() - body.trim_start_matches([' ', '\t', '\r', '\n']).len());
        // Blank lines before the first delimiter are read through, but not blanks on its own line.
        let first = text[..first].rfind('\n').map_or(start, |at| (at + 1).max(start));
        let line = line_at(text, first).trim_end();
        let line_end =
            if text.split_inclusive('\n').next().is_some_and(|l| l.ends_with("\r\n")) { "\r\n" } else { "\n" };
        let head = Head {
            form: Form::Absent,
            inside: start..start,
            end: start,
            entries: Vec::new(),
            indent: String::new(),
            line_end,
        };
        match line {
            "---" => yaml::read(text, fenced(text, first, Form::Yaml, head, source)?, source),
            "+++" => toml::read(text, fenced(text, first, Form::Toml, head, source)?, source),
            _ if opens_object(&text[first..]) => json::read(text, first, head, source),
            _ => Ok(head),
        }
    }

    /// All entries but dates and marks: what publishing must not change.
    pub fn others(&self) -> impl Iterator<Item = (&str, &Value)> {
        let others = self.entries.iter().filter(|entry| !entry.is_mark() && !entry.is_date());
        others.map(|entry| (entry.key.as_str(), &entry.meaning))
    }

    /// `text` without the entry `n`.
    pub fn without(&self, text: &str, n: usize) -> String {
        let entry = &self.entries[n];
        let range = match self.form {
            Form::Json => json::reach(self, n),
            Form::Absent | Form::Yaml | Form::Toml => {
                let lines = entry.core.start - self.indent.len()..next_line(text, entry.core.end);
                lines.start..lines.end.min(self.inside.end)
            }
        };
        spliced(text, range, "")
    }

    /// `text` with the date in place of the entry `n`.
    pub fn replaced(&self, text: &str, n: usize, minute: &str) -> String {
        spliced(text, self.entries[n].core.clone(), &self.date(minute))
    }

    /// `text` with the date as the value of the entry `n`, whose key stays.
    pub fn filled(&self, text: &str, n: usize, minute: &str) -> String {
        let range = self.entries[n].value.clone();
        let gap = if range.is_empty() && text[..range.start].ends_with(':') { " " } else { "" };
        let value = match self.form {
            Form::Absent | Form::Yaml | Form::Toml => minute.to_owned(),
            Form::Json => format!("\"{minute}\""),
        };
        spliced(text, range, &format!("{gap}{value}"))
    }

    /// `text` with the date put in under the entry `after`, or first.
    pub fn with_date(&self, text: &str, after: Option<usize>, minute: &str) -> String {
        let date = self.date(minute);
        let (line_end, indent) = (self.line_end, &self.indent);
        match (self.form, after) {
            (Form::Absent, _) => {
                let gap = if text[self.end..].starts_with(['\n', '\r']) { "" } else { line_end };
                spliced(text, self.end..self.end, &format!("---{line_end}{date}{line_end}---{line_end}{gap}"))
            }
            (Form::Yaml | Form::Toml, Some(n)) => {
                let at = next_line(text, self.entries[n].core.end);
                spliced(text, at..at, &format!("{indent}{date}{line_end}"))
            }
            (Form::Yaml | Form::Toml, None) => {
                spliced(text, self.inside.start..self.inside.start, &format!("{indent}{date}{line_end}"))
            }
            (Form::Json, _) => json::with_date(self, text, after, &date),
        }
    }

    /// The entry as this form writes it.
    fn date(&self, minute: &str) -> String {
        match self.form {
            Form::Absent | Form::Yaml => format!("date: {minute}"),
            Form::Toml => format!("date = {minute}"),
            Form::Json => format!("\"date\": \"{minute}\""),
        }
    }
}

/// The key as the contract compares it.
pub fn normal(key: &str) -> String {
    key.to_lowercase().replace('-', "_")
}

/// The front matter can't be read, and why, at a place of the file.
pub fn unreadable(source: &SourcePath, text: &str, range: Range<usize>, why: &str) -> Stop {
    let place = Place::of(source, text, range);
    Stop::Faults(vec![
        Diagnostic::new(Code::FrontMatterUnreadable, place).says(format!("the front matter can't be read: {why}")),
    ])
}

/// The text with `range` replaced.
pub fn spliced(text: &str, range: Range<usize>, new: &str) -> String {
    [&text[..range.start], new, &text[range.end..]].concat()
}

/// The line that begins at `at`, with its end.
pub fn line_at(text: &str, at: usize) -> &str {
    &text[at..next_line(text, at)]
}

/// Where the line after the one that holds `at` begins.
pub fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// An object opens with a key, or is empty; `{{` and `{%` open shortcodes.
fn opens_object(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']))
}

/// The head between two lines of the delimiter that stands at `first`.
fn fenced(text: &str, first: usize, form: Form, head: Head, source: &SourcePath) -> Result<Head, Stop> {
    let fence = line_at(text, first).trim_end();
    let inside = next_line(text, first);
    let mut at = inside;
    while at < text.len() {
        let end = next_line(text, at);
        if text[at..end].trim_end() == fence {
            return Ok(Head { form, inside: inside..at, end, ..head });
        }
        at = end;
    }
    let place = Place::of(source, text, first..first + fence.len());
    let fault = Diagnostic::new(Code::FrontMatterUnclosed, place)
        .says(format!("the front matter never ends: there is no second `{fence}` line"));
    Err(Stop::Faults(vec![fault.help(format!("close it with a line `{fence}`"))]))
}
