//! Front matter in TOML.
//!
//! In: the text between the `+++` lines. Out: its fields, dates as text. Never here: YAML.

use std::{borrow::Cow, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue, Error},
};

use crate::base::{Diagnostic, Found, Place, SourcePath};
use crate::matter::Field;
use crate::matter::fields::{Codes, Entry, Fields, key_twice};

/// Reads the TOML that stands in `part` of the text.
pub(super) fn parse<'t>(source: &'t SourcePath, text: &'t str, part: Range<usize>) -> (Fields<'t>, Found) {
    let mut found = Found::new();
    let mut fields = Fields::empty(source, text, Codes::MATTER);
    fields.part = part.clone();
    let mut given = Cow::Borrowed(&text[part.clone()]);
    // Each turn takes one repeated key away, so it ends.
    loop {
        let fault = match DeTable::parse(&given) {
            Ok(table) => {
                fields.entries = entries(table.into_inner(), &given, part.start);
                for entry in &mut fields.entries {
                    let end = text[entry.line.start..part.end].find('\n').map_or(part.end, |at| entry.line.start + at);
                    entry.line.end = end;
                }
                fields.drop_repeats(&mut found);
                return (fields, found);
            }
            Err(fault) => fault,
        };
        match without_repeat(&given, &fault) {
            Some((key, first, last)) => {
                let place =
                    |line: &Range<usize>| Place::of(source, text, part.start + line.start..part.start + line.end);
                found.push(key_twice(&key, place(&last), place(&first)));
                let blank = format!("#{}", " ".repeat(first.len() - 1));
                given.to_mut().replace_range(first, &blank);
            }
            None => {
                found.push(unreadable(source, text, part.start, &fault));
                return (fields, found);
            }
        }
    }
}

/// The fault that the text is no TOML.
fn unreadable(source: &SourcePath, text: &str, offset: usize, fault: &Error) -> Diagnostic {
    let place = match fault.span() {
        Some(span) => Place::of(source, text, offset + span.start..offset + span.end.max(span.start + 1)),
        None => Place::file(source),
    };
    let message = fault.message().lines().next().unwrap_or("it is no TOML");
    Diagnostic::new(Codes::MATTER.unreadable, place)
        .says(format!("the front matter can't be read as TOML: {message}"))
        .help("texts stand in quotes: `title = \"…\"`; tables such as `[extra]` come last")
}

/// Where a fault is that a plain `key = value` line of the outermost table is repeated: the key, its
/// first line and its last.
fn without_repeat(text: &str, fault: &Error) -> Option<(String, Range<usize>, Range<usize>)> {
    if !fault.message().contains("duplicate key") {
        return None;
    }
    let at = fault.span()?.start;
    let start = text.get(..at)?.rfind('\n').map_or(0, |n| n + 1);
    let line = |start: usize| start..text[start..].find('\n').map_or(text.len(), |n| start + n);
    let key = |row: &str| row.split_once('=').map(|(key, _)| key.trim().to_owned());
    let last = line(start);
    let name = key(&text[last.clone()])?;
    let mut from = 0;
    while from < start {
        let row = line(from);
        let words = &text[row.clone()];
        if words.trim_start().starts_with('[') {
            return None;
        }
        if key(words).is_some_and(|other| other == name) {
            return Some((name, row, last));
        }
        from = row.end + 1;
    }
    None
}

/// The pairs of a table in the file's order.
fn entries<'t>(table: DeTable<'_>, text: &str, offset: usize) -> Vec<Entry<'t>> {
    let in_order = in_order(table);
    let entry = |(key, value): (Spanned<Cow<'_, str>>, Spanned<DeValue<'_>>)| Entry {
        line: offset + key.span().start..offset + key.span().end,
        key: Cow::Owned(key.into_inner().into_owned()),
        value: field(value, text),
    };
    in_order.into_iter().map(entry).collect()
}

type Pair<'d> = (Spanned<Cow<'d, str>>, Spanned<DeValue<'d>>);

fn in_order(table: DeTable<'_>) -> Vec<Pair<'_>> {
    let mut pairs: Vec<Pair<'_>> = table.into_iter().collect();
    pairs.sort_by_key(|(key, _)| key.span().start);
    pairs
}

fn field(value: Spanned<DeValue<'_>>, text: &str) -> Field {
    let span = value.span();
    match value.into_inner() {
        DeValue::String(text) => Field::Text(text.into()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Field::Integer(number),
            Err(_) => Field::Text(number.to_string().into()),
        },
        DeValue::Float(number) => match number.as_str().parse() {
            Ok(number) => Field::Float(number),
            Err(_) => Field::Text(number.to_string().into()),
        },
        DeValue::Boolean(yes) => Field::Bool(yes),
        DeValue::Datetime(date) => match text.get(span) {
            Some(written) => Field::Text(written.trim().into()),
            None => Field::Text(date.to_string().into()),
        },
        DeValue::Array(items) => Field::List(items.into_iter().map(|item| field(item, text)).collect()),
        DeValue::Table(table) => {
            let pair = |(key, value): Pair<'_>| (key.into_inner().into(), field(value, text));
            Field::Map(in_order(table).into_iter().map(pair).collect())
        }
    }
}
