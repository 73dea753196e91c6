//! What of a text can be drawn: pictographs go, letters that no font has are told.

use unicode_normalization::UnicodeNormalization;

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
    for c in text.nfc() {
        if c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}' | '\u{3000}') {
            kept.push(' ');
        } else if c.is_control() || is_joint_of_pictures(c, &kept) {
        } else if is_silent(c) || faces.iter().any(|face| face.has(c)) {
            kept.push(c);
        } else if let parts = c.nfd().collect::<Vec<char>>()
            && parts.len() > 1
            && parts.iter().all(|part| faces.iter().any(|face| face.has(*part)))
        {
            kept.extend(parts);
        } else {
            while kept.ends_with('\u{200D}') {
                kept.pop();
            }
            if c.is_alphanumeric() && !missing.contains(&c) {
                missing.push(c);
            }
        }
    }
    Cleaned { text: kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "), missing }
}

/// A joiner or a selector whose picture is gone.
fn is_joint_of_pictures(c: char, before: &str) -> bool {
    let selects = matches!(c, '\u{FE00}'..='\u{FE0F}');
    selects || c == '\u{200D}' && before.chars().next_back().is_none_or(|b| !b.is_alphabetic() && !is_mark(b))
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Joiners, soft hyphens and signs of direction: they have no glyph and need none.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}
