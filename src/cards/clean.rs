//! What of a text can be drawn: pictographs go, letters that no font has are told.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fonts::Face;

/// A text that can be drawn, and the letters that can't.
pub struct Cleaned {
    /// The text in one form (NFC), its spaces single, without what no font has.
    pub text: String,
    /// Letters and numerals that no font has: without them a headline says something else.
    pub missing: Vec<char>,
}

/// Takes out of a text what the faces lack.
pub fn clean(text: &str, faces: &[&Face]) -> Cleaned {
    let mut kept = String::with_capacity(text.len());
    let mut missing = Vec::new();
    let has = |c: char| faces.iter().any(|face| face.has(c));
    for c in text.nfc() {
        if c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}' | '\u{3000}') {
            kept.push(' ');
        } else if is_silent(c) || has(c) {
            if c != '\u{200D}' || joins(&kept) {
                kept.push(c);
            }
        } else if is_made_of(c, has) {
            kept.extend(c.nfd());
        } else if c.is_alphanumeric() && !missing.contains(&c) {
            missing.push(c);
        }
    }
    Cleaned { text: kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "), missing }
}

/// Whether a letter without a glyph can be drawn as a letter and its marks.
fn is_made_of(c: char, has: impl Fn(char) -> bool) -> bool {
    c.nfd().count() > 1 && c.nfd().all(has)
}

/// Whether a joiner after this text joins letters: one between two pictures goes with them.
fn joins(before: &str) -> bool {
    before.chars().next_back().is_some_and(|c| c.is_alphabetic() || is_combining_mark(c))
}

/// Joiners, soft hyphens and signs of direction: they have no glyph and need none.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}
