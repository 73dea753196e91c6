//! The quick way through YAML that is simple.
//!
//! In: YAML text. Out: its entries, or nothing at the slightest doubt. Never here: an outcome that
//! differs from the full parser's; a test holds both against each other.

use std::{borrow::Cow, ops::Range};

use crate::matter::Field;
use crate::matter::fields::Entry;

/// Reads `key: value` lines, flow lists of simple texts and block lists of simple texts. `None` when
/// there is anything else, faults included.
pub(super) fn read(text: &str, part: Range<usize>) -> Option<Vec<Entry<'_>>> {
    let yaml = &text[part.clone()];
    if !only_plain_bytes(yaml.as_bytes()) {
        return None;
    }
    let mut lines = Lines { text, at: part.start, end: part.end };
    let mut entries = Vec::with_capacity(12);
    let mut next = lines.next();
    while let Some((start, row)) = next {
        next = lines.next();
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        let (key, rest) = key(row)?;
        let value = match rest.trim_start_matches(' ') {
            "" => block_list(&mut next, &mut lines)?,
            list if list.starts_with('[') => flow_list(&list[1..])?,
            quoted if quoted.starts_with('"') => double_quoted(&quoted[1..], &mut next, &mut lines)?,
            ">-" => folded(&mut next, &mut lines)?,
            plain => carried_on(plain, &mut next, &mut lines)?,
        };
        entries.push(Entry { key: Cow::Borrowed(key), value, line: start..start + row.len() });
    }
    Some(entries)
}

/// The lines of a part of the text, without the spaces at their ends, each with its start.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<(usize, &'t str)> {
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let rest = &self.text[start..self.end];
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        self.at = start + length + 1;
        Some((start, rest[..length].trim_end_matches([' ', '\r'])))
    }
}

/// No tabs, no controls, no carriage return but at the end of a line, no line breaks of Unicode's own,
/// no byte-order mark: what the parser gives a meaning, or refuses.
fn only_plain_bytes(yaml: &[u8]) -> bool {
    if yaml.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return true;
    }
    yaml.iter().enumerate().all(|(at, byte)| match byte {
        b' '..=b'~' | b'\n' => true,
        b'\r' => yaml.get(at + 1) == Some(&b'\n'),
        0..b' ' | 0x7F => false,
        0xC2 => yaml.get(at + 1).is_some_and(|next| *next >= 0xA0),
        0xE2 => !matches!(yaml.get(at + 1..at + 3), Some([0x80, 0xA8 | 0xA9])),
        0xEF => !matches!(yaml.get(at + 1..at + 3), Some([0xBB, 0xBF] | [0xBF, 0xBE | 0xBF])),
        0x80.. => true,
    })
}

/// `key` and what follows its colon.
fn key(row: &str) -> Option<(&str, &str)> {
    let bytes = row.as_bytes();
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let inside = |at: &usize| word(&bytes[*at]) || (bytes[*at] == b':' && bytes.get(at + 1).is_some_and(word));
    let length = (0..bytes.len()).take_while(inside).count();
    let (key, rest) = row.split_at(length);
    let rest = rest.strip_prefix(':')?;
    let simple = length <= 100 && key.starts_with(|c: char| c.is_ascii_alphabetic()) && meant(key).is_none();
    (simple && (rest.is_empty() || rest.starts_with(' '))).then_some((key, rest))
}

/// A block list below a key, or null where there is none.
fn block_list<'t>(next: &mut Next<'t>, lines: &mut Lines<'t>) -> Option<Field> {
    let mut items = Vec::new();
    let mut margin = 0;
    while let Some((_, row)) = *next {
        if row.is_empty() {
            *next = lines.next();
            continue;
        }
        let bare = row.trim_start_matches(' ');
        let Some(item) = bare.strip_prefix("- ") else { break };
        let indent = row.len() - bare.len();
        if items.is_empty() {
            margin = indent;
        }
        if indent != margin {
            return None;
        }
        items.push(scalar(item.trim_start_matches(' '))?);
        *next = lines.next();
    }
    Some(if items.is_empty() { Field::Null } else { Field::List(items) })
}

type Next<'t> = Option<(usize, &'t str)>;

/// A plain or single-quoted text; indented lines below carry a plain one on.
fn carried_on<'t>(text: &str, next: &mut Next<'t>, lines: &mut Lines<'t>) -> Option<Field> {
    let first = scalar(text)?;
    let indented = |next: &Next<'_>| next.is_some_and(|(_, row)| row.starts_with(' '));
    if !indented(next) || text.starts_with('\'') {
        return Some(first);
    }
    let mut whole = text.to_owned();
    while let Some((_, row)) = next.filter(|_| indented(next)) {
        let row = row.trim_start_matches(' ');
        if row.starts_with('#') || !plain_inside(row) {
            return None;
        }
        whole.push(' ');
        whole.push_str(row);
        *next = lines.next();
    }
    Some(Field::Text(whole.into()))
}

/// A text in double quotes, without the first; line breaks in it are spaces.
fn double_quoted<'t>(text: &str, next: &mut Next<'t>, lines: &mut Lines<'t>) -> Option<Field> {
    let mut whole = String::new();
    let mut row = text;
    loop {
        match memchr::memchr2(b'"', b'\\', row.as_bytes()) {
            None => {
                whole.push_str(row);
                let (_, below) = (*next).filter(|(_, below)| !below.is_empty())?;
                if below.starts_with("---") || below.starts_with("...") {
                    return None;
                }
                whole.push(' ');
                row = below.trim_start_matches(' ');
                *next = lines.next();
            }
            Some(end) if row.as_bytes()[end] == b'"' => {
                let text = if whole.is_empty() { row[..end].into() } else { whole + &row[..end] }.into();
                return (end + 1 == row.len()).then_some(Field::Text(text));
            }
            Some(at) => {
                let escaped = row[at + 1..].chars().next().filter(|c| matches!(c, '"' | '\\'))?;
                whole.push_str(&row[..at]);
                whole.push(escaped);
                row = &row[at + 2..];
            }
        }
    }
}

/// The lines below `>-`, all in one column, as one line.
fn folded<'t>(next: &mut Next<'t>, lines: &mut Lines<'t>) -> Option<Field> {
    let mut whole = String::new();
    let mut margin = 0;
    while let Some((start, row)) = (*next).filter(|(_, row)| row.starts_with(' ')) {
        let bare = row.trim_start_matches(' ');
        let indent = row.len() - bare.len();
        // Spaces at a line's end would be part of the text.
        let ends_in_space = lines.text[start + row.len()..].starts_with(' ');
        if ends_in_space || (!whole.is_empty() && indent != margin) {
            return None;
        }
        if !whole.is_empty() {
            whole.push(' ');
        }
        margin = indent;
        whole.push_str(bare);
        *next = lines.next();
    }
    // Nothing at all, or a blank line that may belong to it.
    let ended = next.is_none_or(|(_, row)| !row.is_empty());
    (ended && !whole.is_empty()).then(|| Field::Text(whole.into()))
}

/// A text in quotation marks, or a plain one, up to the end of its line.
fn scalar(text: &str) -> Option<Field> {
    if let Some(quoted) = text.strip_prefix(['"', '\'']) {
        let mark = text.as_bytes()[0];
        let end = memchr::memchr2(mark, b'\\', quoted.as_bytes())?;
        return (end + 1 == quoted.len() && quoted.as_bytes()[end] == mark).then(|| Field::Text(quoted[..end].into()));
    }
    let first = text.chars().next()?;
    if !(first.is_ascii_alphanumeric() || !first.is_ascii() || matches!(first, '/' | '<' | '(')) {
        return None;
    }
    if !plain_inside(text) {
        return None;
    }
    if first.is_ascii_digit() { number(text) } else { word(text) }
}

/// Whether a line of a plain text holds neither a key's colon nor a comment.
fn plain_inside(text: &str) -> bool {
    let bytes = text.as_bytes();
    let joint = |at: usize| matches!(bytes.get(at + 1), None | Some(b' '));
    !memchr::memchr_iter(b':', bytes).any(joint)
        && !memchr::memchr_iter(b'#', bytes).any(|at| at == 0 || bytes[at - 1] == b' ')
}

/// A plain text that begins with a letter, or one of YAML's own words in its usual spelling.
fn word(text: &str) -> Option<Field> {
    match meant(text) {
        None => Some(Field::Text(text.into())),
        Some("true") => Some(Field::Bool(true)),
        Some("false") => Some(Field::Bool(false)),
        Some(_) => None,
    }
}

/// The text, when YAML may give it a meaning.
fn meant(text: &str) -> Option<&str> {
    const MEANT: [&str; 3] = ["true", "false", "null"];
    (text.len() <= 5 && MEANT.iter().any(|word| word.eq_ignore_ascii_case(text))).then_some(text)
}

/// A plain text that begins with a digit: a small whole number, or clearly a text.
fn number(text: &str) -> Option<Field> {
    if text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0')) {
        return text.parse().ok().map(Field::Integer);
    }
    let doubtful = matches!(text.as_bytes(), [b'0', b'x' | b'o' | b'b', ..]) || text.parse::<f64>().is_ok();
    (!doubtful).then(|| Field::Text(text.into()))
}

/// `"a", b]`: texts in double quotes, or of letters, digits, spaces and hyphens.
fn flow_list(list: &str) -> Option<Field> {
    let mut items = Vec::new();
    let mut rest = list.trim_start_matches(' ');
    if rest == "]" {
        return Some(Field::List(items));
    }
    loop {
        let (item, after) = flow_item(rest)?;
        items.push(item);
        let after = after.trim_start_matches(' ');
        match after.as_bytes() {
            b"]" => return Some(Field::List(items)),
            [b',', ..] => rest = after[1..].trim_start_matches(' '),
            _ => return None,
        }
    }
}

fn flow_item(text: &str) -> Option<(Field, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let end = memchr::memchr2(b'"', b'\\', quoted.as_bytes())?;
        return (quoted.as_bytes()[end] == b'"').then(|| (Field::Text(quoted[..end].into()), &quoted[end + 1..]));
    }
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80 || matches!(byte, b' ' | b'-');
    let length = text.as_bytes().iter().take_while(|byte| plain(byte)).count();
    let item = text[..length].trim_end_matches(' ');
    let letter = item.starts_with(|c: char| c.is_ascii_alphabetic() || !c.is_ascii());
    if letter { Some((word(item)?, &text[length..])) } else { None }
}
