//! Where the keys and items of YAML stand in its text, for the places of faults.
//!
//! In: text that a parser has already read. Out: a spot for each key or item that stands where
//! people write them. Never here: values; an odd way of writing has no spot, and its parent's counts.

use std::collections::BTreeMap;
use std::ops::Range;

/// Where a key, or an item of a list, stands with its value. All in bytes of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    /// From the key on to the end of its line, or of its pair where others follow on that line.
    pub line: Range<usize>,
    /// The value, with all that is indented below it.
    pub inner: Range<usize>,
}

/// The spots of the keys of the map that stands in `part`. Of a key written twice the last counts.
pub fn of_keys(text: &str, part: Range<usize>) -> BTreeMap<&str, Spot> {
    let pieces = pieces(text, part, Sort::Keys);
    let spot = |piece: Range<usize>| {
        let (key, after) = key_of(&text[piece.clone()])?;
        Some((key, Spot { line: first_line(text, &piece), inner: piece.start + after..piece.end }))
    };
    pieces.into_iter().filter_map(spot).collect()
}

/// The spots of the `count` items of the list that stands in `part`; none when the text shows
/// another number of them.
pub fn of_items(text: &str, part: Range<usize>, count: usize) -> Option<Vec<Spot>> {
    let pieces = pieces(text, part, Sort::Items);
    let spot = |piece: Range<usize>| Spot { line: first_line(text, &piece), inner: piece };
    (pieces.len() == count).then(|| pieces.into_iter().map(spot).collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Keys,
    Items,
}

/// The pairs of a map or the items of a list, each with what belongs to it.
fn pieces(text: &str, part: Range<usize>, sort: Sort) -> Vec<Range<usize>> {
    let mut column = None;
    let mut starts = Vec::new();
    for (at, row) in rows(text, part.clone()) {
        let own = at - text[..at].rfind('\n').map_or(0, |n| n + 1);
        let open = if sort == Sort::Keys { '{' } else { '[' };
        if column.is_none() && row.starts_with(open) {
            return flow(text, at..part.end);
        }
        let item = row == "-" || row.starts_with("- ");
        if *column.get_or_insert(own) == own && item == (sort == Sort::Items) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([part.end]);
    let skip = if sort == Sort::Items { 1 } else { 0 };
    starts.iter().zip(ends).map(|(start, end)| trimmed(text, start + skip..end)).collect()
}

/// The lines of a part that say something, from their first letter on.
fn rows(text: &str, part: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    let mut at = part.start;
    let lines = text[part].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start + line.len() - line.trim_start().len(), line.trim())
    });
    // Marks of documents, anchors and tags on lines of their own say nothing of where keys stand.
    let says_nothing = |row: &str| row.is_empty() || row == "---" || row.starts_with(['#', '%', '&', '!']);
    lines.filter(move |(_, row)| !says_nothing(row))
}

/// What stands between the commas of `[…]` or `{…}`, at whose bracket the part begins.
fn flow(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let (mut pieces, mut depth, mut start, mut quote) = (Vec::new(), 0usize, part.start + 1, None);
    let (mut before, mut escaped) = (b' ', false);
    for (n, byte) in text.as_bytes()[part.clone()].iter().copied().enumerate() {
        let at = part.start + n;
        if let Some(mark) = quote {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if mark == b'"' => escaped = true,
                _ if byte == mark => quote = None,
                _ => {}
            }
            continue;
        }
        match byte {
            // Only at the head of a text is a quotation mark one: not in `don't`.
            b'"' | b'\'' if matches!(before, b'[' | b'{' | b',' | b':') => quote = Some(byte),
            b'[' | b'{' => depth += 1,
            b',' if depth == 1 => {
                pieces.push(trimmed(text, start..at));
                start = at + 1;
            }
            b']' | b'}' if depth == 1 => {
                pieces.push(trimmed(text, start..at));
                pieces.retain(|piece| !piece.is_empty());
                return pieces;
            }
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    Vec::new()
}

/// A range without the white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text[range.clone()].trim_start();
    let start = range.end - inner.len();
    start..start + inner.trim_end().len()
}

fn first_line(text: &str, piece: &Range<usize>) -> Range<usize> {
    let row = text[piece.clone()].lines().next().unwrap_or("");
    piece.start..piece.start + row.trim_end().len()
}

/// The key at the head of a piece, and where what follows its colon begins.
fn key_of(piece: &str) -> Option<(&str, usize)> {
    if let Some(mark @ ('"' | '\'')) = piece.chars().next() {
        let end = 1 + piece[1..].find(mark)?;
        let rest = piece[end + 1..].trim_start();
        return rest.starts_with(':').then_some((&piece[1..end], piece.len() - rest.len() + 1));
    }
    let is_end = |at: usize| piece[at + 1..].chars().next().is_none_or(char::is_whitespace);
    let (at, _) = piece.match_indices(':').find(|(at, _)| is_end(*at))?;
    Some((piece[..at].trim_end(), at + 1))
}

#[cfg(test)]
mod tests {
    use super::{of_items, of_keys};

    fn keys(text: &str) -> Vec<(&str, &str, &str)> {
        let spots = of_keys(text, 0..text.len());
        spots.into_iter().map(|(key, spot)| (key, &text[spot.line], text[spot.inner].trim())).collect()
    }

    #[test]
    fn keys_are_found_as_people_write_them() {
        for (text, want) in [
            ("a: 1\nb:\n  c: 2\n", vec![("a", "a: 1", "1"), ("b", "b:", "c: 2")]),
            ("# b: 0\n---\nb:\n- x: 1\n  a: 2\na: 3", vec![("a", "a: 3", "3"), ("b", "b:", "- x: 1\n  a: 2")]),
            ("{a: 1, 'b c': {d: \"},\"}}", vec![("a", "a: 1", "1"), ("b c", "'b c': {d: \"},\"}", "{d: \"},\"}")]),
            ("\"a:b\": 1\nhttps://x: y", vec![("a:b", "\"a:b\": 1", "1"), ("https://x", "https://x: y", "y")]),
            ("a: 1\na: 2", vec![("a", "a: 2", "2")]),
            ("a: |\n  b: 1\nc: 2", vec![("a", "a: |", "|\n  b: 1"), ("c", "c: 2", "2")]),
            ("{a: don't, b: 'x, y'}", vec![("a", "a: don't", "don't"), ("b", "b: 'x, y'", "'x, y'")]),
            ("", vec![]),
            ("{", vec![]),
            ("é", vec![]),
        ] {
            assert_eq!(keys(text), want, "{text:?}");
        }
    }

    #[test]
    fn items_are_found_as_people_write_them() {
        for (text, count, want) in [
            ("- a\n- b: 1\n  c: 2\n\n-\n  d", 3, Some(vec!["a", "b: 1\n  c: 2", "d"])),
            ("  - a\n  - - b\n    - c\n", 2, Some(vec!["a", "- b\n    - c"])),
            ("[a, [b, c], \"d, e\",]", 3, Some(vec!["a", "[b, c]", "\"d, e\""])),
            ("*all", 2, None),
        ] {
            let spots = of_items(text, 0..text.len(), count);
            assert_eq!(spots.map(|s| s.into_iter().map(|s| &text[s.inner]).collect()), want, "{text:?}");
        }
    }
}
