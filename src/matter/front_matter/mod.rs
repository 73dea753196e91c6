//! The front matter at the head of a file: YAML between `---`, TOML between `+++`, or a JSON object.
//!
//! In: a file's text. Out: its [`Fields`] and where the text begins. Never here: what a field means.

mod json;
mod plain;
#[cfg(test)]
mod plain_test;
mod toml;
mod tree;
mod yaml;

use std::ops::Range;

use memchr::memmem;

use crate::base::{Code, Diagnostic, Found, Place, SourcePath};
use crate::matter::fields::{Codes, Fields};

pub use yaml::{parse_yaml, read_yaml};

/// The head of a file.
pub(crate) struct Head<'t> {
    /// What the front matter holds; nothing when there is none.
    pub fields: Fields<'t>,
    /// Whether there is any front matter, be it empty.
    pub given: bool,
    /// Where the text begins.
    pub text_start: usize,
}

/// How front matter is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Yaml,
    Toml,
    Json,
}

/// Where front matter stands.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Cut {
    /// There is none; the text begins at once.
    None,
    /// It stands in `inner`, and the text begins after it.
    At { format: Format, inner: Range<usize>, text_start: usize },
    /// It begins here and never ends.
    Unclosed { format: Format, start: usize },
}

/// Reads the front matter. `None`: it can't be read, and `found` says why.
pub(crate) fn read<'t>(source: &'t SourcePath, text: &'t str, found: &mut Found) -> Option<Head<'t>> {
    let (format, inner, text_start) = match cut(text) {
        Cut::None => {
            return Some(Head { fields: Fields::empty(source, text, Codes::MATTER), given: false, text_start: 0 });
        }
        Cut::At { format, inner, text_start } => (format, inner, text_start),
        Cut::Unclosed { format, start } => {
            found.push(unclosed(source, text, format, start));
            return None;
        }
    };
    let (fields, faults) = match format {
        Format::Yaml => parse_yaml(source, text, inner, Codes::MATTER),
        Format::Toml => toml::parse(source, text, inner),
        Format::Json => json::parse(source, text, inner),
    };
    let sound = !faults.iter().any(Diagnostic::is_error);
    found.extend(faults);
    sound.then_some(Head { fields, given: true, text_start })
}

fn unclosed(source: &SourcePath, text: &str, format: Format, start: usize) -> Diagnostic {
    let line = line_end(text, start);
    let (what, help) = match format {
        Format::Yaml => ("the front matter begins here and never ends", "close it with a line that holds `---` alone"),
        Format::Toml => ("the front matter begins here and never ends", "close it with a line that holds `+++` alone"),
        Format::Json => ("the JSON object begins here and never ends", "close it with `}`"),
    };
    Diagnostic::new(Code::FrontMatterUnclosed, Place::of(source, text, start..line)).says(what).help(help)
}

/// Finds the front matter, through blank lines before it.
fn cut(text: &str) -> Cut {
    let blank = text.len() - text.trim_start().len();
    let start = text[..blank].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[blank..];
    let fence = match rest.as_bytes() {
        [b'-', b'-', b'-', ..] => "---",
        [b'+', b'+', b'+', ..] => "+++",
        [b'{', ..] if rest[1..].trim_start().starts_with(['"', '}']) => return cut_json(text, blank),
        _ => return Cut::None,
    };
    let inner = line_end(text, start);
    if start != blank || text[blank + 3..inner].trim_end() != "" {
        return Cut::None;
    }
    let inner = next_line(text, inner);
    let format = if fence == "---" { Format::Yaml } else { Format::Toml };
    match closing(text, inner, fence) {
        Some(at) => {
            let text_start = next_line(text, line_end(text, at));
            Cut::At { format, inner: inner..at, text_start }
        }
        None if has_key(&text[inner..], format) => Cut::Unclosed { format, start },
        None => Cut::None,
    }
}

fn cut_json(text: &str, start: usize) -> Cut {
    match json::end_of_object(&text[start..]) {
        Some(length) => {
            let inner = start..start + length;
            let end = line_end(text, inner.end);
            // Text on the same line as the last brace is text.
            let text_start = if text[inner.end..end].trim().is_empty() { next_line(text, end) } else { inner.end };
            Cut::At { format: Format::Json, inner, text_start }
        }
        None => Cut::Unclosed { format: Format::Json, start },
    }
}

/// The start of the first line from `from` on that holds the fence alone.
fn closing(text: &str, from: usize, fence: &str) -> Option<usize> {
    let alone = |at: usize| text[at + fence.len()..line_end(text, at)].trim_end().is_empty();
    if text[from..].starts_with(fence) && alone(from) {
        return Some(from);
    }
    let needle = [b'\n', fence.as_bytes()[0], fence.as_bytes()[0], fence.as_bytes()[0]];
    memmem::find_iter(&text.as_bytes()[from..], &needle).map(|at| from + at + 1).find(|at| alone(*at))
}

/// Whether the first lines look like front matter: a `---` above them is no thematic break then.
fn has_key(text: &str, format: Format) -> bool {
    let joint = if format == Format::Toml { '=' } else { ':' };
    let rows = text.lines().skip_while(|row| row.trim().is_empty());
    rows.take_while(|row| !row.trim().is_empty()).take(50).any(|row| {
        row.split_once(joint).is_some_and(|(key, value)| {
            let key = key.trim_end().trim_matches(['"', '\'']);
            let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
            !key.is_empty() && key.chars().all(word) && (value.is_empty() || value.starts_with([' ', '\t', '\r']))
        })
    })
}

fn line_end(text: &str, from: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |at| from + at)
}

fn next_line(text: &str, line_end: usize) -> usize {
    (line_end + 1).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::{Cut, Format, cut};

    fn parts(text: &str) -> Option<(Format, &str, &str)> {
        match cut(text) {
            Cut::At { format, inner, text_start } => Some((format, &text[inner], &text[text_start..])),
            Cut::None | Cut::Unclosed { .. } => None,
        }
    }

    #[test]
    fn front_matter_is_found_in_each_format() {
        for (text, format, inner, rest) in [
            ("---\na: 1\n---\nText", Format::Yaml, "a: 1\n", "Text"),
            ("\r\n \n---  \r\na: 1\r\n---\r\nText", Format::Yaml, "a: 1\r\n", "Text"),
            ("---\n---", Format::Yaml, "", ""),
            ("---\na: |\n  ---x\n---\n\nb", Format::Yaml, "a: |\n  ---x\n", "\nb"),
            ("+++\na = 1\n+++\nText", Format::Toml, "a = 1\n", "Text"),
            ("{\"a\": \"}\\\"\"}\nText", Format::Json, "{\"a\": \"}\\\"\"}", "Text"),
            ("{} Text", Format::Json, "{}", " Text"),
        ] {
            assert_eq!(parts(text), Some((format, inner, rest)), "{text:?}");
        }
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        for text in [
            "",
            "Text",
            "---\n\nText goes on.\n",
            "----\na: 1\n---\n",
            "--- x\n---\n",
            " ---\na: 1\n---\n",
            "{{< figure >}}",
            "{% raw %}",
            "---\nhttps://example.org: a link\n",
            "---",
        ] {
            assert_eq!(cut(text), Cut::None, "{text:?}");
        }
    }

    #[test]
    fn front_matter_that_never_ends_is_told_from_text() {
        for text in ["---\ntitle: A\n\nText", "---\n\n# note\n'title': A\n--- x\n", "+++\ntitle = 1\n", "{\"a\": 1"] {
            assert!(matches!(cut(text), Cut::Unclosed { .. }), "{text:?}");
        }
    }
}
