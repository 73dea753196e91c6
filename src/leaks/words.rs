//! Words as they are compared: letters and digits, folded, without mark-up and escapes.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use xxhash_rust::xxh3::xxh3_64;

use crate::copy;

/// A word weighs so much; a character of a script without spaces weighs 1.
pub(super) const WORD: u32 = 2;

/// Eight words, or sixteen characters of a script without spaces.
pub(super) const RUN: u32 = 8 * WORD;

/// Mark-up may be escaped within mark-up, as feeds do; deeper it isn't followed.
const DEEPEST: usize = 3;

/// The base of the running sums.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// A word, folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub hash: u64,
    pub weight: u32,
}

/// Words by the runs in which readers and programs meet them: the text, and for each tag what stands in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    /// The text without its tags first, then the tags.
    pub runs: Vec<Vec<Word>>,
}

impl Runs {
    /// The words of a text of any kind: HTML, XML, JSON, Markdown, plain.
    pub fn of(text: &str) -> Runs {
        let mut all = Runs { runs: vec![Vec::new()] };
        all.add(&unescaped(text), 0, 0);
        all
    }

    /// Adds a text to the run of that number.
    fn add(&mut self, text: &str, run: usize, depth: usize) {
        let mut rest = text;
        while let Some((start, end)) = next_tag(rest) {
            self.piece(&rest[..start], run, depth);
            if let Some(inside) = rest.get(start + 1..end.saturating_sub(1)).filter(|tag| tag.contains([' ', '\n'])) {
                self.runs.push(Vec::new());
                let last = self.runs.len() - 1;
                self.piece(inside, last, depth);
            }
            rest = &rest[end..];
        }
        self.piece(rest, run, depth);
    }

    fn piece(&mut self, text: &str, run: usize, depth: usize) {
        let plain = if text.contains('&') { copy::decoded(text) } else { Cow::Borrowed(text) };
        if depth < DEEPEST && matches!(plain, Cow::Owned(_)) && next_tag(&plain).is_some() {
            return self.add(&plain, run, depth + 1);
        }
        let words = &mut self.runs[run];
        each_word(&plain, &mut |word, weight| words.push(Word { hash: xxh3_64(word.as_bytes()), weight }));
    }

    /// Calls `meets` with the plain text of the run of that number, piece by piece.
    pub fn each_run_text(text: &str, run: usize, meets: &mut impl FnMut(&str)) {
        // Only the text without its tags is told in words; what stands in a tag is told whole.
        let mut rest = text;
        let mut number = 0;
        while let Some((start, end)) = next_tag(rest) {
            if run == 0 {
                meets(&copy::decoded(&rest[..start]));
            }
            if let Some(inside) = rest.get(start + 1..end.saturating_sub(1)).filter(|tag| tag.contains([' ', '\n'])) {
                number += 1;
                if number == run {
                    meets(&copy::decoded(inside));
                }
            }
            rest = &rest[end..];
        }
        if run == 0 {
            meets(&copy::decoded(rest));
        }
    }

    /// Calls `meets` with the hash of every run of just that weight (or the next that words make) and its first word.
    pub fn windows(&self, weight: u32, meets: &mut impl FnMut(u64, usize, usize)) {
        for (run, words) in self.runs.iter().enumerate() {
            windows(words, weight, &mut |hash, at| meets(hash, run, at));
        }
    }
}

/// The same of one run.
pub(super) fn windows(words: &[Word], weight: u32, meets: &mut impl FnMut(u64, usize)) {
    let (mut end, mut held, mut sum, mut power) = (0, 0, 0_u64, 1_u64);
    for start in 0..words.len() {
        while held < weight {
            let Some(word) = words.get(end) else { return };
            sum = sum.wrapping_mul(BASE).wrapping_add(word.hash);
            power = power.wrapping_mul(BASE);
            held += word.weight;
            end += 1;
        }
        meets(sum ^ u64::from(weight).wrapping_mul(BASE), start);
        // The first word leaves: it stands in the sum times the base to the power of those after it.
        power = power.wrapping_mul(INVERSE);
        sum = sum.wrapping_sub(words[start].hash.wrapping_mul(power));
        held -= words[start].weight;
    }
}

/// The number that takes a factor of [`BASE`] away (modulo 2⁶⁴).
const INVERSE: u64 = {
    let (mut inverse, mut n) = (BASE, 0);
    while n < 6 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(BASE.wrapping_mul(inverse)));
        n += 1;
    }
    inverse
};

/// The next tag or comment: where it begins and ends.
fn next_tag(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let start = from + memchr::memchr(b'<', &text.as_bytes()[from..])?;
        let rest = &text[start..];
        if rest.starts_with("<![CDATA[") {
            return Some((start, start + 9));
        }
        let close = if rest.starts_with("<!--") { "-->" } else { ">" };
        let opens = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let end = if opens { memchr::memmem::find(rest.as_bytes(), close.as_bytes()) } else { None };
        if let Some(end) = end {
            return Some((start, start + end + close.len()));
        }
        from = start + 1;
    }
}

/// Without the escapes of JSON and scripts.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let next = rest.chars().next();
        let hex = rest.strip_prefix('u').and_then(|hex| u32::from_str_radix(hex.get(..4)?, 16).ok());
        match (hex, next) {
            (Some(code), _) => {
                out.push(char::from_u32(code).unwrap_or(' '));
                rest = &rest[5..];
            }
            (None, Some('n' | 't' | 'r')) => {
                out.push(' ');
                rest = &rest[1..];
            }
            (None, Some('/')) => {
                out.push('/');
                rest = &rest[1..];
            }
            (None, Some('"')) => {
                out.push('"');
                rest = &rest[1..];
            }
            (None, Some(_) | None) => out.push(' '),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Calls `meets` with every word of a plain text, folded, and its weight.
pub(super) fn each_word(text: &str, meets: &mut impl FnMut(&str, u32)) {
    let text: Cow<'_, str> =
        if text.is_ascii() || is_nfc(text) { text.into() } else { text.nfc().collect::<String>().into() };
    let mut word = String::new();
    for c in text.chars() {
        if is_unspaced(c) {
            flush(&mut word, meets);
            meets(c.encode_utf8(&mut [0; 4]), 1);
        } else if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !is_nothing(c) {
            flush(&mut word, meets);
        }
    }
    flush(&mut word, meets);
}

fn flush(word: &mut String, meets: &mut impl FnMut(&str, u32)) {
    if !word.is_empty() {
        meets(word, WORD);
        word.clear();
    }
}

/// Soft hyphens and joiners, which no reader sees, and marks that stand above a letter.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

/// Scripts that set no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}

/// Calls `meets` with everything in a text that may be an address, without what follows `#` and `?`.
pub(super) fn each_address(text: &str, meets: &mut impl FnMut(&str)) {
    let ends = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '(' | ')' | '=' | ',' | '|' | ';' | '[' | ']')
    };
    for piece in text.split(ends).filter(|piece| piece.contains('/')) {
        let piece = piece.split(['#', '?']).next().unwrap_or(piece);
        if piece.contains('%') { meets(&percent_decode_str(piece).decode_utf8_lossy()) } else { meets(piece) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn all(text: &str) -> HashSet<u64> {
        let mut all = HashSet::new();
        Runs::of(text).windows(RUN, &mut |hash, _, _| {
            all.insert(hash);
        });
        all
    }

    #[test]
    fn a_run_is_the_same_in_every_dress() {
        let plain = all("The minister’s résumé wasn't seen by anybody in town");
        assert_eq!(plain.len(), 4);
        for dress in [
            "<p>The <em>minister&#x27;s</em> r\u{e9}sum\u{e9} wasn&rsquo;t\nseen by <a href=\"/x/\">anybody</a> in town</p>",
            r#"{"text": "The minister's r\u00e9sum\u00e9 wasn\u2019t\nseen by anybody in town"}"#,
            "&lt;p&gt;The MINISTER's re\u{301}sume\u{301} &lt;b class=&quot;a b&quot;&gt;wasn't&lt;/b&gt; seen by any\u{ad}body in town",
            "<meta name=\"description\" content=\"The minister’s résumé wasn’t seen by anybody in town\">",
        ] {
            assert!(plain.is_subset(&all(dress)), "{dress}");
        }
    }

    #[test]
    fn sums_that_run_are_sums_that_are_made_anew() {
        let words: Vec<Word> = (1..60).map(|n| Word { hash: n * n * 7_919, weight: 1 + (n % 2) as u32 }).collect();
        let mut anew = Vec::new();
        for start in 0..words.len() {
            windows(&words[start..], RUN, &mut |hash, at| {
                if at == 0 {
                    anew.push(hash);
                }
            });
        }
        let mut running = Vec::new();
        windows(&words, RUN, &mut |hash, _| running.push(hash));
        assert_eq!(running, anew);
    }

    #[test]
    fn scripts_without_spaces_count_by_character() {
        let text = "政府在星期三宣布新的计划将于明年开始实施";
        assert_eq!(all(text).len(), text.chars().count() - 15);
    }
}
