//! Printers' punctuation by language.

use crate::base::Lang;

/// The quotation marks of a language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quotes {
    /// Outer marks.
    pub double: (&'static str, &'static str),
    /// Inner marks.
    pub single: (&'static str, &'static str),
    /// The marks of typewriters stay as they are.
    pub straight: bool,
}

const fn quotes(
    open: &'static str,
    close: &'static str,
    single_open: &'static str,
    single_close: &'static str,
) -> Quotes {
    Quotes { double: (open, close), single: (single_open, single_close), straight: false }
}

/// The marks of `lang`; English ones where we know no better.
pub(super) fn quotes_of(lang: &Lang) -> Quotes {
    match lang.as_str() {
        "de-CH" | "de-LI" => return quotes("«", "»", "‹", "›"),
        "pt-PT" => return quotes("«", "»", "“", "”"),
        _ => {}
    }
    match lang.primary() {
        "lt" | "de" | "et" | "cs" | "sk" | "sl" | "is" | "bg" | "mk" | "ka" | "lb" => quotes("„", "“", "‚", "‘"),
        "pl" | "lv" | "hr" | "sr" | "bs" => quotes("„", "”", "‚", "’"),
        "ro" => quotes("„", "”", "«", "»"),
        "hu" => quotes("„", "”", "»", "«"),
        "fr" => quotes("«\u{202F}", "\u{202F}»", "‘", "’"),
        "es" | "ca" | "gl" | "it" | "el" | "no" | "nb" | "nn" | "hy" | "fa" => quotes("«", "»", "‘", "’"),
        "uk" | "ru" | "be" => quotes("«", "»", "„", "“"),
        "sv" | "fi" | "da" => quotes("”", "”", "’", "’"),
        "ja" | "zh" => Quotes { straight: true, ..quotes("\"", "\"", "'", "'") },
        _ => quotes("“", "”", "‘", "’"),
    }
}

/// Which quotation marks are open in a block of text.
#[derive(Clone, Copy, Default)]
pub(super) struct OpenQuotes {
    double: bool,
    single: bool,
}

/// What stands before a mark, as far as it decides.
#[derive(PartialEq)]
enum Before {
    /// A blank, the block's start, an opening bracket: the mark opens.
    Free,
    /// A dash, a slash, another mark: it opens if none is open.
    Unclear,
    /// A letter, a digit, a full stop: it closes.
    Bound,
}

fn before(c: char) -> Before {
    match c {
        '(' | '[' | '{' | '¿' | '¡' => Before::Free,
        c if c.is_whitespace() => Before::Free,
        '-' | '–' | '—' | '/' | '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' => {
            Before::Unclear
        }
        _ => Before::Bound,
    }
}

impl OpenQuotes {
    /// The mark for a `"` between `previous` and `next`.
    pub fn double(&mut self, set: &Quotes, previous: char, next: char) -> &'static str {
        if set.straight {
            return "\"";
        }
        let opens = match before(previous) {
            Before::Free => !next.is_whitespace() || !self.double,
            Before::Unclear => !self.double,
            Before::Bound if previous.is_alphanumeric() && next.is_alphanumeric() => !self.double,
            Before::Bound => false,
        };
        self.double = opens;
        if opens { set.double.0 } else { set.double.1 }
    }

    /// The mark for a `'` between `previous` and what follows.
    pub fn single(&mut self, set: &Quotes, previous: char, next: char, word: &str) -> &'static str {
        if previous.is_alphanumeric() && next.is_alphanumeric() {
            return "’";
        }
        if set.straight {
            return "'";
        }
        let opens = match before(previous) {
            Before::Free => !next.is_whitespace() && !next.is_ascii_digit() && !is_clipped(word),
            Before::Unclear => !self.single && !next.is_whitespace(),
            Before::Bound => false,
        };
        if opens {
            self.single = true;
            return set.single.0;
        }
        let closes = self.single && before(previous) != Before::Free;
        if closes {
            self.single = false;
            return set.single.1;
        }
        "’"
    }
}

/// English words that begin with an apostrophe: ’tis, rock ’n’ roll.
fn is_clipped(word: &str) -> bool {
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let word = &word[..end];
    ["tis", "twas", "em", "til", "n", "cause"].iter().any(|clipped| clipped.eq_ignore_ascii_case(word))
}
