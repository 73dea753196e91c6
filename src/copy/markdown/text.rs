//! Running text: escaped, set with printers' punctuation, counted.

use std::ops::Range;

use super::{
    Writer,
    quotes::{OpenQuotes, Quotes, quotes_of},
    writer::Paragraph,
};
use crate::copy::shortcode::{NOTHING, slot_at};

/// What a block of text has shown so far, as far as the next character depends on it.
pub(in crate::copy) struct Setter {
    quotes: Quotes,
    open: OpenQuotes,
    /// The last character that was set; a blank at the head of a block.
    previous: char,
    /// Lines of this script run on without a blank between them.
    joins_lines: bool,
    smart: bool,
    counted: bool,
    blanks: u32,
    letters: u32,
}

/// Bytes that can't simply be copied.
const PLAIN: u8 = 0;
const ESCAPED: u8 = 1;
const PRINTERS: u8 = 2;
const BRACE: u8 = 3;
const PRIVATE: u8 = 4;
const CONTROL: u8 = 5;
/// Means something only when it is written more than once.
const RUN: u8 = 6;

static CLASS: [u8; 256] = {
    let mut table = [PLAIN; 256];
    let mut byte = 0;
    while byte < 32 {
        table[byte] = CONTROL;
        byte += 1;
    }
    table[b'\t' as usize] = PLAIN;
    table[b'\n' as usize] = PLAIN;
    table[b'\r' as usize] = PLAIN;
    table[127] = CONTROL;
    table[b'&' as usize] = ESCAPED;
    table[b'<' as usize] = ESCAPED;
    table[b'>' as usize] = ESCAPED;
    table[b'"' as usize] = PRINTERS;
    table[b'\'' as usize] = PRINTERS;
    table[b'-' as usize] = RUN;
    table[b'.' as usize] = RUN;
    table[b'{' as usize] = BRACE;
    table[0xEE] = PRIVATE;
    table
};

impl Setter {
    pub fn new(lang: &crate::base::Lang, smart: bool) -> Self {
        Setter {
            quotes: quotes_of(lang),
            open: OpenQuotes::default(),
            previous: ' ',
            joins_lines: matches!(lang.primary(), "ja" | "zh"),
            smart,
            counted: true,
            blanks: 0,
            letters: 0,
        }
    }

    /// A block begins or ends: quotes don't reach over it, nor do words.
    pub fn next_block(&mut self) {
        self.open = OpenQuotes::default();
        self.previous = ' ';
        if !self.counted {
            self.counted = true;
            self.blanks += 1;
        }
    }

    /// A line break ends a word.
    pub fn next_word(&mut self) {
        self.blanks += 1;
        self.previous = ' ';
    }

    /// Something that is no text was set and counts as a letter to its neighbours.
    pub fn object(&mut self) {
        self.previous = 'x';
    }

    /// Counts the words of `text`: blanks, and the letters of scripts without blanks.
    pub fn count(&mut self, text: &str) {
        self.counted = false;
        self.blanks += memchr::memchr_iter(b' ', text.as_bytes()).count() as u32;
        if !text.is_ascii() {
            // The bytes 0xE3–0xE9 only ever lead a character: U+3000 to U+9FFF.
            self.letters += text.bytes().filter(|b| (0xE3..=0xE9).contains(b)).count() as u32;
        }
    }

    /// The words counted so far, a letter of Chinese or Japanese as half a word.
    pub fn words(&self) -> u32 {
        self.blanks + self.letters / 2
    }
}

impl Writer<'_, '_> {
    /// Text as the writer typed it; `range` is where it stands in the fair copy.
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(alt) = &mut self.alt {
            alt.push_str(text);
            return;
        }
        self.setter.count(text);
        let bytes = text.as_bytes();
        // A character after a backslash or made by an entity is meant as it is.
        let source = self.fair.text.as_bytes();
        let literal = match source.get(range.start) {
            Some(_) if !self.raw.is_empty() && self.in_code() => bytes.len(),
            Some(b'&') if !text.starts_with('&') => bytes.len(),
            Some(_) if range.start > 0 && source[range.start - 1] == b'\\' => 1,
            Some(_) | None => 0,
        };
        let (mut from, mut at) = (0, 0);
        while let Some(plain) = bytes[at..].iter().position(|byte| CLASS[usize::from(*byte)] != PLAIN) {
            at += plain;
            let class = CLASS[usize::from(bytes[at])];
            if class == RUN && bytes.get(at + 1) != Some(&bytes[at]) {
                at += 1;
                continue;
            }
            let skip = match class {
                PRINTERS | RUN if at >= literal && self.setter.smart && self.unlinked() => {
                    self.printers(text, from, at, range.end)
                }
                BRACE if at >= literal => self.leaked(text, from, at, range.start),
                PRIVATE => self.placeholder(text, from, at, &range),
                ESCAPED => {
                    self.put(&text[from..at]);
                    self.put(match bytes[at] {
                        b'&' => "&amp;",
                        b'<' => "&lt;",
                        _ => "&gt;",
                    });
                    1
                }
                CONTROL => {
                    self.put(&text[from..at]);
                    1
                }
                _ => 0,
            };
            // 0: the byte stays as it is.
            at += skip.max(1);
            if skip > 0 {
                from = at;
            }
        }
        self.put(&text[from..]);
    }

    /// Sets the quote, dash or dots at `at`; 0 when it is none.
    fn printers(&mut self, text: &str, from: usize, at: usize, end: usize) -> usize {
        let bytes = text.as_bytes();
        let run = bytes[at..].iter().take_while(|b| **b == bytes[at]).count();
        let (set, length) = match bytes[at] {
            b'-' if run == 2 && !in_address(text, at) => ("–", 2),
            b'-' if run == 3 && !in_address(text, at) => ("—", 3),
            b'-' | b'.' if run != 3 || bytes[at] == b'-' => {
                // A longer run, or a single sign, is what it is.
                self.put(&text[from..at + run]);
                return run;
            }
            b'.' if in_address(text, at) => {
                self.put(&text[from..at + run]);
                return run;
            }
            b'.' => ("…", 3),
            mark => {
                self.put(&text[from..at]);
                let previous = self.setter.previous;
                let next = text[at + 1..].chars().next().unwrap_or_else(|| self.peek(end));
                let setter = &mut self.setter;
                let set = match mark {
                    b'"' => setter.open.double(&setter.quotes, previous, next),
                    _ => setter.open.single(&setter.quotes, previous, next, &text[at + 1..]),
                };
                self.put_mark(set);
                return 1;
            }
        };
        self.put(&text[from..at]);
        self.put(set);
        length
    }

    /// A quotation mark; a straight double one must be escaped.
    fn put_mark(&mut self, mark: &str) {
        self.put(if mark == "\"" { "&quot;" } else { mark });
    }

    /// The character that readers see after the byte `at` of the fair copy, seen through emphasis and links.
    fn peek(&self, at: usize) -> char {
        let rest = self.fair.text.get(at..).unwrap_or_default();
        rest.chars().take(16).find(|c| !matches!(c, '*' | '_' | '~' | '`' | '[' | ']' | '\\')).unwrap_or(' ')
    }

    /// Braces of a tag that only came to light after all tags had been taken out.
    fn leaked(&mut self, text: &str, from: usize, at: usize, start: usize) -> usize {
        if !matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%')) {
            return 0;
        }
        self.put(&text[from..at]);
        let place = self.fair.source_of(start + at);
        self.report_leak(place);
        2
    }

    /// What stands in the text's place: see [`crate::copy::shortcode`].
    fn placeholder(&mut self, text: &str, from: usize, at: usize, range: &Range<usize>) -> usize {
        if text[at..].starts_with(NOTHING) {
            self.put(&text[from..at]);
            return NOTHING.len_utf8();
        }
        let Some((slot, length)) = slot_at(&text[at..]) else { return 0 };
        self.put(&text[from..at]);
        self.slot(slot, range.start + at, length);
        length
    }

    /// Appends HTML of running text, and opens the paragraph that waits for it.
    pub(in crate::copy) fn put(&mut self, html: &str) {
        let mut html = html;
        if self.paragraph == Paragraph::Waiting {
            html = html.trim_start();
            if html.is_empty() {
                return;
            }
            self.open_paragraph();
        }
        if let Some(last) = html.chars().next_back() {
            self.setter.previous = last;
            self.html.push_str(html);
        }
    }

    /// A line end that isn't a line break.
    pub(super) fn soft_break(&mut self, at: usize) {
        if let Some(alt) = &mut self.alt {
            alt.push(' ');
            return;
        }
        if self.paragraph == Paragraph::Waiting {
            return;
        }
        self.setter.blanks += 1;
        let rest = self.fair.text.get(at..).unwrap_or_default();
        let next = rest.chars().find(|c| !c.is_whitespace()).unwrap_or(' ');
        if self.setter.joins_lines && has_no_blanks(self.setter.previous) && has_no_blanks(next) {
            return;
        }
        self.put("\n");
    }
}

/// Whether `c` belongs to a script that sets no blanks between words.
fn has_no_blanks(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether the word round `at` is a URL, whose dashes and dots must stay.
fn in_address(text: &str, at: usize) -> bool {
    let start = text[..at].rfind(char::is_whitespace).unwrap_or(0);
    text[start..at].contains("://") || text[start..at].contains("www.")
}
