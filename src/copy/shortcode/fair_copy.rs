//! The fair copy: a text whose tags were taken out, and the way back to the bytes that they came from.

use std::{borrow::Cow, ops::Range};

use crate::copy::Field;

/// Stands before a placeholder's number.
const OPEN: char = '\u{E000}';
/// Stands after it.
const CLOSE: char = '\u{E001}';
/// Stands where a line must not begin with what comes next; shows nothing.
pub(in crate::copy) const NOTHING: char = '\u{E002}';

/// What a placeholder stands for.
pub(in crate::copy) struct Slot {
    /// The tag, with its body and its end, in bytes of the file.
    pub source: Range<usize>,
    pub what: Stand,
}

/// What comes in the place of a tag.
pub(in crate::copy) enum Stand {
    /// Nothing: the tag was reported or is a comment.
    Removed,
    /// This text as it is.
    Literal(Box<str>),
    /// A component.
    Component {
        /// Its name, with `_` for `-`.
        name: Box<str>,
        args: Vec<(Box<str>, Field)>,
        /// Whether it is spelled as other generators do.
        foreign: bool,
        /// The bytes of its body in the file.
        body: Option<Range<usize>>,
        /// Columns at the head of the body's lines that belong to what stands round the call.
        margin: usize,
    },
}

/// A change to the text.
pub(super) struct Edit {
    /// The bytes of the file that go.
    pub range: Range<usize>,
    pub with: With,
}

/// What comes instead.
pub(super) enum With {
    Text(&'static str),
    Blanks(usize),
    Slot(Stand, Range<usize>),
}

impl Edit {
    pub fn cut(range: Range<usize>) -> Edit {
        Edit { range, with: With::Text("") }
    }

    pub fn insert(at: usize, text: &'static str) -> Edit {
        Edit { range: at..at, with: With::Text(text) }
    }

    pub fn stand(range: Range<usize>, what: Stand) -> Edit {
        Edit { with: With::Slot(what, range.clone()), range }
    }
}

/// A text ready for the Markdown parser.
pub(in crate::copy) struct FairCopy<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Where runs that were copied begin: in the text, in the file.
    runs: Vec<(usize, usize)>,
    /// What the placeholders stand for, by number.
    pub slots: Vec<Slot>,
}

impl<'a> FairCopy<'a> {
    /// A text that nothing has to be taken out of; it begins at the byte `start` of the file.
    pub fn verbatim(text: &'a str, start: usize) -> Self {
        FairCopy { text: Cow::Borrowed(text), runs: vec![(0, start)], slots: Vec::new() }
    }

    /// Makes the edits; where two overlap, the one that begins first is made.
    pub(super) fn edited(file: &'a str, range: Range<usize>, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| (edit.range.start, !edit.range.is_empty(), std::cmp::Reverse(edit.range.end)));
        let mut text = String::with_capacity(range.len() + edits.len() * 4);
        let (mut runs, mut slots, mut at) = (Vec::with_capacity(edits.len() + 1), Vec::new(), range.start);
        for edit in edits {
            if edit.range.start < at || edit.range.end > range.end {
                continue;
            }
            runs.push((text.len(), at));
            text.push_str(&file[at..edit.range.start]);
            runs.push((text.len(), edit.range.start));
            at = edit.range.end;
            match edit.with {
                With::Text(with) => text.push_str(with),
                With::Blanks(count) => text.extend(std::iter::repeat_n(' ', count)),
                With::Slot(what, source) => {
                    text.push(OPEN);
                    text.push_str(&slots.len().to_string());
                    text.push(CLOSE);
                    slots.push(Slot { source, what });
                }
            }
        }
        runs.push((text.len(), at));
        text.push_str(&file[at..range.end]);
        FairCopy { text: Cow::Owned(text), runs, slots }
    }

    /// Whether `text`, which is a part of this copy, is tags and blanks, and nothing that is printed as text.
    pub fn is_tags(&self, text: &str) -> bool {
        let mut rest = text.trim();
        while let Some((slot, length)) = slot_at(rest) {
            if self.slots.get(slot).is_none_or(|slot| matches!(slot.what, Stand::Literal(_))) {
                return false;
            }
            rest = rest[length..].trim_start();
        }
        rest.is_empty()
    }

    /// The byte of the file that the byte `at` of the text comes from.
    pub fn source_of(&self, at: usize) -> usize {
        let next = self.runs.partition_point(|(start, _)| *start <= at);
        let Some((start, source)) = next.checked_sub(1).and_then(|n| self.runs.get(n)) else { return 0 };
        let length = at - start;
        match self.runs.get(next) {
            // What was put in has no place of its own: it stands where the next run begins.
            Some((_, limit)) => (source + length).min(*limit),
            None => source + length,
        }
    }

    /// As [`FairCopy::source_of`], for a range.
    pub fn source_range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.source_of(range.start);
        start..self.source_of(range.end).max(start)
    }
}

/// The number and the length in bytes of the placeholder at the head of `text`.
pub(in crate::copy) fn slot_at(text: &str) -> Option<(usize, usize)> {
    let rest = text.strip_prefix(OPEN)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok()?;
    rest[digits..].starts_with(CLOSE).then_some((number, OPEN.len_utf8() + digits + CLOSE.len_utf8()))
}

/// A line is looked at so far from a tag, in bytes: a tag that stands alone has few blanks round it, and all of
/// a huge line for each of its tags would take time by its square.
const NEAR: usize = 256;

/// The text between the line's start and the byte `at`, which lies in `text` from `start` on; `None` when it
/// is long.
pub(in crate::copy) fn line_before(text: &str, start: usize, at: usize) -> Option<&str> {
    let near = at.saturating_sub(NEAR).max(start);
    match memchr::memrchr(b'\n', &text.as_bytes()[near..at]) {
        Some(end) => text.get(near + end + 1..at),
        None if near == start => text.get(start..at),
        None => None,
    }
}

/// The text from the byte `at` to the line's end, with it, which lies before `end`; `None` when it is long.
pub(in crate::copy) fn rest_of_line(text: &str, at: usize, end: usize) -> Option<&str> {
    let near = (at + NEAR).min(end);
    match memchr::memchr(b'\n', &text.as_bytes()[at..near]) {
        Some(length) => text.get(at..=at + length),
        None if near == end => text.get(at..end),
        None => None,
    }
}

/// Whether `text` holds a placeholder.
pub(in crate::copy) fn has_slot(text: &str) -> bool {
    memchr::memchr(0xEE, text.as_bytes()).is_some() && text.contains(OPEN)
}

/// Whether `text` is placeholders and blanks, and nothing else.
pub(in crate::copy) fn is_slots(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some((_, length)) = slot_at(rest) {
        rest = rest[length..].trim_start();
    }
    rest.is_empty()
}

/// `text` without placeholders.
pub(in crate::copy) fn without_slots(text: &str) -> Cow<'_, str> {
    if memchr::memchr(0xEE, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = text[at..].find([OPEN, CLOSE, NOTHING]) {
        out.push_str(&text[at..at + next]);
        at += next;
        at += slot_at(&text[at..]).map_or(OPEN.len_utf8(), |(_, length)| length);
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// The places of characters that the text may not hold, because placeholders are made of them.
pub(super) fn reserved(text: &str, start: usize) -> impl Iterator<Item = Edit> {
    let found = |c: char| matches!(c, OPEN | CLOSE | NOTHING);
    text.match_indices(found).map(move |(at, c)| Edit::cut(start + at..start + at + c.len()))
}

#[cfg(test)]
mod tests {
    use super::{Edit, FairCopy, Stand, is_slots, slot_at, without_slots};

    #[test]
    fn places_lead_back_to_the_file() {
        let file = "xx ab{{t}}cd\n  ef";
        let edits = vec![Edit::cut(13..15), Edit::stand(5..10, Stand::Removed), Edit::insert(13, "\n")];
        let fair = FairCopy::edited(file, 3..file.len(), edits);
        assert_eq!(fair.text, "ab\u{E000}0\u{E001}cd\n\nef");
        for letter in ["a", "b", "c", "d", "e", "f"] {
            let at = fair.text.find(letter).expect(letter);
            assert_eq!(Some(fair.source_of(at)), file.find(letter), "{letter}");
        }
        assert_eq!(fair.source_of(2), 5);
        assert!((5..=10).contains(&fair.source_of(4)));
    }

    #[test]
    fn placeholders_are_told_from_other_text() {
        assert_eq!(slot_at("\u{E000}12\u{E001}x"), Some((12, 8)));
        assert_eq!(slot_at("\u{E000}x"), None);
        assert!(is_slots(" \u{E000}1\u{E001}\n\u{E000}2\u{E001} ") && !is_slots("\u{E000}1\u{E001}a"));
        assert_eq!(without_slots("a\u{E000}1\u{E001}b\u{E002}"), "ab");
    }
}
