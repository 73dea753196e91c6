//! Where the entries of YAML front matter stand.

use std::{fmt, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::Value;

use super::head::{Entry, Head, line_at, next_line, normal, unreadable};
use crate::{base::SourcePath, cli::exit::Stop};

/// Fills in the entries of `head`: the reader says what they mean, the lines say where they are.
///
/// # Errors
/// When the YAML can't be read, or its keys don't each begin a line, so that the places aren't sure.
pub fn read(text: &str, head: Head, source: &SourcePath) -> Result<Head, Stop> {
    let inside = &text[head.inside.clone()];
    let Entries(meanings) = serde_yaml::from_str(inside).map_err(|error| {
        let at = error.location().map_or(0, |place| place.index().min(inside.len()));
        let at = head.inside.start + (0..=at).rev().find(|at| inside.is_char_boundary(*at)).unwrap_or(0);
        unreadable(source, text, at..at, &error.to_string())
    })?;
    let indent = indent(inside);
    let mut places = places(text, head.inside.clone(), indent.len());
    let is_sure =
        places.len() == meanings.len() && places.iter().zip(&meanings).all(|(place, (key, _))| place.key == *key);
    if !is_sure {
        let help = "put each key on a line of its own, or make the change by hand";
        return Err(Stop::refused(format!("{source}: the keys of the front matter don't each begin a line"), help));
    }
    for (place, (key, meaning)) in places.iter_mut().zip(meanings) {
        (place.key, place.meaning) = (normal(&key), meaning);
    }
    Ok(Head { entries: places, indent: indent.to_owned(), ..head })
}

/// What stands before the keys of the first level: nothing, as a rule.
fn indent(inside: &str) -> &str {
    let first = inside.lines().find(|line| !matches!(line.trim_start().chars().next(), None | Some('#')));
    first.map_or("", |line| &line[..line.len() - line.trim_start_matches(' ').len()])
}

/// The lines that begin an entry of the first level, with those that go on with it.
fn places(text: &str, inside: Range<usize>, indent: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = inside.start;
    while at < inside.end {
        let line = line_at(text, at).trim_end();
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let rest = line.get(indent..).unwrap_or("");
        let opening = if blanks == indent { key(rest) } else { None };
        match (opening, entries.last_mut()) {
            (Some((key, colon)), _) => {
                let start = at + indent;
                let value = value(text, start + colon..at + line.len());
                entries.push(Entry { key, core: start..at + line.len(), value, one_line: true, meaning: Value::Null });
            }
            // Blank lines and comments between entries belong to none; inside a value more of it follows.
            (None, Some(entry)) if !rest.is_empty() && !line.trim_start().starts_with('#') => {
                (entry.core.end, entry.one_line) = (at + line.len(), false);
            }
            (None, _) => {}
        }
        at = next_line(text, at);
    }
    entries
}

/// The key that begins `line`, and where its value may begin.
fn key(line: &str) -> Option<(String, usize)> {
    let end = match line.chars().next()? {
        '#' | '-' | '?' | '{' | '[' | '|' | '>' | '%' | '@' | '`' => return None,
        quote @ ('"' | '\'') => line[1..].find(quote)? + 2,
        _ => line
            .match_indices(':')
            .map(|(at, _)| at)
            .find(|at| matches!(line.as_bytes().get(at + 1), None | Some(b' ' | b'\t')))?,
    };
    let (key, after) = line.split_at(end);
    let gap = after.len() - after.trim_start().len();
    let after = after.trim_start().strip_prefix(':')?;
    if !matches!(after.chars().next(), None | Some(' ' | '\t')) {
        return None;
    }
    Some((key.trim().trim_matches(['"', '\'']).to_owned(), end + gap + 1))
}

/// The value behind a colon, without blanks and a comment.
fn value(text: &str, range: Range<usize>) -> Range<usize> {
    let all = &text[range.clone()];
    let from = all.len() - all.trim_start().len();
    if all.trim_start().is_empty() || all[from..].starts_with('#') {
        return range.start..range.start;
    }
    let until = all.find(" #").filter(|at| *at >= from).unwrap_or(all.len());
    range.start + from..range.start + all[..until].trim_end().len()
}

/// A mapping as it is written: in order, also with a key written twice.
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("keys and values")
            }

            fn visit_unit<E>(self) -> Result<Entries, E> {
                Ok(Entries(Vec::new()))
            }

            fn visit_none<E>(self) -> Result<Entries, E> {
                Ok(Entries(Vec::new()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, value)) = map.next_entry::<serde_yaml::Value, serde_yaml::Value>()? {
                    entries.push((word(&key), plain(value)));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_any(InOrder)
    }
}

/// A key as it is written, where it is a word, a number or a truth value.
fn word(key: &serde_yaml::Value) -> String {
    match plain(key.clone()) {
        Value::String(text) => text,
        Value::Null => "null".to_owned(),
        other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => other.to_string(),
    }
}

/// The value in JSON's terms; what JSON has no word for is told in YAML's notation.
fn plain(value: serde_yaml::Value) -> Value {
    serde_json::to_value(&value).unwrap_or_else(|_| Value::String(format!("{value:?}")))
}
