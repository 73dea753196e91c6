//! Makes what stands in a user's file safe to print.

use std::{borrow::Cow, ops::Range};

/// The text with each character that could steer a terminal shown as a picture of itself: C0 and C1
/// controls, direction marks and overrides, joiners, line separators, byte-order marks, tags. Letters
/// of every script stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (b' '..0x7f).contains(&b)) || text.chars().all(|c| stand_in(c).is_none()) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| stand_in(c).unwrap_or(c)).collect::<String>().into()
}

/// The same for an excerpt, with the range of bytes that is meant moved along. Whatever the range
/// was, it lies inside the text afterwards, on boundaries of characters.
pub fn visible_excerpt(text: &str, range: Range<usize>) -> (String, Range<usize>) {
    let mut out = String::with_capacity(text.len());
    let (mut start, mut end) = (None, None);
    for (at, c) in text.char_indices() {
        if at + c.len_utf8() > range.start && start.is_none() {
            start = Some(out.len());
        }
        if at >= range.end && end.is_none() {
            end = Some(out.len());
        }
        out.push(stand_in(c).unwrap_or(c));
    }
    let start = start.unwrap_or(out.len());
    let end = end.unwrap_or(out.len()).max(start);
    (out, start..end)
}

/// What is printed in place of a character that a terminal or a reader's eye could stumble over.
fn stand_in(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('␡'),
        // C1 (0x9b is the escape sequences' opener in eight bits), soft hyphen, Arabic letter mark,
        // zero-width characters and marks, separators, embeddings and isolates, BOM, tags.
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some('�'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{visible, visible_excerpt};

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        for (given, shown) in [
            ("plain", "plain"),
            ("żółw عربي 漢字 e\u{301}", "żółw عربي 漢字 e\u{301}"),
            ("\u{1b}[31mred\u{1b}]0;x\u{7}", "␛[31mred␛]0;x␇"),
            ("a\tb\r\n", "a b␍␊"),
            ("\u{9b}31m\u{7f}", "�31m␡"),
            ("\u{202e}abc\u{feff}", "�abc�"),
        ] {
            assert_eq!(visible(given), shown, "{given:?}");
        }
    }

    proptest! {
        #[test]
        fn the_range_stays_inside_and_on_boundaries(text in ".{0,40}", start in 0usize..200, len in 0usize..200) {
            let (shown, range) = visible_excerpt(&text, start..start + len);
            prop_assert!(shown.get(range).is_some());
            prop_assert!(!shown.chars().any(char::is_control));
        }

        #[test]
        fn the_range_covers_the_same_characters(before in "\\PC{0,9}", meant in "\\PC{1,9}", after in "\\PC{0,9}") {
            let text = format!("{before}{meant}{after}");
            let (shown, range) = visible_excerpt(&text, before.len()..before.len() + meant.len());
            prop_assert_eq!(&shown[range], &*visible(&meant));
        }
    }
}
