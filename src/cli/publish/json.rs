//! Where the members of JSON front matter stand.

use std::ops::Range;

use serde_json::{Map, Value};

use super::head::{Entry, Form, Head, normal, spliced, unreadable};
use crate::{base::SourcePath, cli::exit::Stop};

/// Finds the object that opens at `first`, and its members.
///
/// # Errors
/// When the JSON can't be read.
pub fn read(text: &str, first: usize, head: Head, source: &SourcePath) -> Result<Head, Stop> {
    let mut stream = serde_json::Deserializer::from_str(&text[first..]).into_iter::<Map<String, Value>>();
    match stream.next() {
        Some(Ok(_)) => {}
        Some(Err(error)) => {
            let at = position(&text[first..], error.line(), error.column());
            return Err(unreadable(source, text, first + at..first + at, &error.to_string()));
        }
        None => return Ok(head),
    }
    let end = first + stream.byte_offset();
    let inside = first + 1..end - 1;
    Ok(Head { form: Form::Json, entries: members(text, inside.clone()), inside, end, ..head })
}

/// The byte that a line and a column in bytes, both from 1, stand for.
fn position(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = (start + column.saturating_sub(1)).min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The members of an object that has been read without a fault, so brackets and quotes are in pairs.
fn members(text: &str, inside: Range<usize>) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut at = inside.start;
    while let Some(key) = string_at(text, at, inside.end) {
        let value_start = blanks_end(text, blanks_end(text, key.end) + 1);
        let value = value_start..value_end(text, value_start, inside.end);
        let name: String = serde_json::from_str(&text[key.clone()]).unwrap_or_default();
        entries.push(Entry {
            key: normal(&name),
            core: key.start..value.end,
            one_line: !text[key.start..value.end].contains('\n'),
            meaning: serde_json::from_str(&text[value.clone()]).unwrap_or(Value::Null),
            value: value.clone(),
        });
        at = value.end;
    }
    entries
}

/// The next string from `at` on, quotes included.
fn string_at(text: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let start = at + text[at..end].find('"')?;
    let mut escaped = false;
    for (offset, byte) in text[start + 1..end].bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(start..start + offset + 2),
            _ => {}
        }
    }
    None
}

fn blanks_end(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start_matches([' ', '\t', '\r', '\n']).len()
}

/// Where the value that starts at `start` ends: at a comma outside brackets, or with the object.
fn value_end(text: &str, start: usize, end: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while at < end {
        match text.as_bytes()[at] {
            b'"' => {
                at = string_at(text, at, end).map_or(end, |string| string.end);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => break,
            _ => {}
        }
        at += 1;
    }
    start + text[start..at].trim_end().len()
}

/// The member `n` with the comma and the blanks that go with it.
pub fn reach(head: &Head, n: usize) -> Range<usize> {
    let entry = &head.entries[n];
    match (head.entries.get(n + 1), n.checked_sub(1)) {
        (Some(next), _) => entry.core.start..next.core.start,
        (None, Some(before)) => head.entries[before].core.end..entry.core.end,
        (None, None) => entry.core.clone(),
    }
}

/// `text` with the member `date` put in behind the member `after`, or first.
pub fn with_date(head: &Head, text: &str, after: Option<usize>, date: &str) -> String {
    let Some(first) = head.entries.first() else {
        return spliced(text, head.inside.start..head.inside.start, date);
    };
    // As the members stand apart, so the new one does.
    let gap = &text[head.inside.start..first.core.start];
    match after {
        Some(n) => {
            let at = head.entries[n].core.end;
            let gap = if gap.is_empty() { " " } else { gap };
            spliced(text, at..at, &format!(",{gap}{date}"))
        }
        None => spliced(
            text,
            first.core.start..first.core.start,
            &format!("{date},{}", if gap.is_empty() { " " } else { gap }),
        ),
    }
}
