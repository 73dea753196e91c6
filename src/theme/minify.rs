//! Stylesheets without what only their authors read: comments, indentation, spaces that mean nothing.
//!
//! In: CSS. Out: CSS of the same meaning (CSS Syntax 3). Never here: values made shorter, rules put together, anything
//! that would need to know what a property means. What isn't understood stays as it is.

use std::ops::Range;

/// The sheet without its comments (`/*! … */` stays) and without white space that separates nothing.
pub fn css(sheet: &str) -> String {
    let mut out = Writer { sheet, out: String::with_capacity(sheet.len()), last: '{', gap: Gap::None, ends: false };
    let mut at = 0;
    while at < sheet.len() {
        let token = next(sheet, at);
        out.take(token.0, token.1.clone());
        at = token.1.end;
    }
    if out.ends {
        out.out.push(';');
    }
    out.out
}

/// What stands between two pieces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gap {
    None,
    Comment,
    Space,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token {
    Space,
    Comment,
    /// A string, an address, an escape: as it is.
    Piece,
    /// A letter of anything else.
    Sign,
}

/// The token that begins at `at`.
fn next(sheet: &str, at: usize) -> (Token, Range<usize>) {
    let (rest, first) = (&sheet[at..], sheet.as_bytes()[at]);
    let until = |length: usize| at..at + length;
    match first {
        b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => {
            (Token::Space, until(rest.find(|c: char| !is_space(c)).unwrap_or(rest.len())))
        }
        b'/' if rest.starts_with("/*") => {
            let length = rest[2..].find("*/").map_or(rest.len(), |end| end + 4);
            (if rest.starts_with("/*!") { Token::Piece } else { Token::Comment }, until(length))
        }
        b'"' | b'\'' => (Token::Piece, until(string(rest))),
        b'\\' => (Token::Piece, until(escape(rest))),
        b'u' | b'U' if is_bare_address(sheet, at) => {
            let end = ends(rest, |c| c == ')').map_or(rest.len(), |end| end + 1);
            (Token::Piece, until(end))
        }
        _ => (Token::Sign, until(rest.chars().next().map_or(1, char::len_utf8))),
    }
}

/// `url(` without quotation marks: what follows is neither comment nor string.
fn is_bare_address(sheet: &str, at: usize) -> bool {
    let is_own_word = sheet[..at].chars().next_back().is_none_or(|c| !(c.is_alphanumeric() || "-_\\".contains(c)));
    let is_address = sheet[at..].get(..4).is_some_and(|name| name.eq_ignore_ascii_case("url("));
    is_own_word && is_address && !sheet[at + 4..].trim_start_matches(is_space).starts_with(['"', '\''])
}

/// The length of a string with its marks; one that isn't closed ends with its line.
fn string(rest: &str) -> usize {
    let mark = rest.chars().next().unwrap_or('"');
    ends(&rest[1..], |c| c == mark || c == '\n').map_or(rest.len(), |end| end + 2)
}

/// Where the first letter stands that isn't escaped and ends it.
fn ends(text: &str, is_end: impl Fn(char) -> bool) -> Option<usize> {
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            letter if is_end(letter) => return Some(at),
            _ => {}
        }
    }
    None
}

/// The length of an escape: a space behind its digits belongs to it.
fn escape(rest: &str) -> usize {
    let digits = rest[1..].bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    let behind = rest[1 + digits..].chars().next();
    match behind {
        Some(letter) if digits == 0 || is_space(letter) => 1 + digits + letter.len_utf8(),
        Some(_) | None => 1 + digits,
    }
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

struct Writer<'s> {
    sheet: &'s str,
    out: String,
    /// The last sign; `x` for a piece.
    last: char,
    gap: Gap,
    /// A semicolon is due, unless its block ends.
    ends: bool,
}

impl Writer<'_> {
    fn take(&mut self, token: Token, range: Range<usize>) {
        match token {
            Token::Space => self.gap = Gap::Space,
            Token::Comment if self.gap == Gap::None => self.gap = Gap::Comment,
            Token::Comment => {}
            Token::Piece | Token::Sign => {
                let text = &self.sheet[range];
                let is_sign = token == Token::Sign;
                let sign = if is_sign { text.chars().next().unwrap_or(' ') } else { 'x' };
                self.put_gap(sign);
                match sign {
                    ';' => self.ends = true,
                    _ => self.out.push_str(text),
                }
                (self.last, self.gap) = (sign, Gap::None);
            }
        }
    }

    /// Writes what must stand between the last piece and one that begins with `next`.
    fn put_gap(&mut self, next: char) {
        if std::mem::take(&mut self.ends) {
            // A custom property without a value ends with its semicolon.
            if next != '}' || self.out.ends_with(' ') {
                self.out.push(';');
            }
            return;
        }
        let last = self.last;
        let is_closed = matches!(last, '{' | '}' | ',') || matches!(next, '{' | '}' | ';' | ',');
        match self.gap {
            Gap::None => {}
            Gap::Comment if is_closed || last == ';' => {}
            Gap::Comment => self.out.push_str("/**/"),
            Gap::Space if last == ':' && matches!(next, ';' | '}' | ',') => self.out.push(' '),
            Gap::Space if is_closed || matches!(last, ':' | ';' | '(') || next == ')' => {}
            Gap::Space if last == '>' || next == '>' && last != '-' => {}
            Gap::Space => self.out.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::css;

    #[test]
    fn what_only_authors_read_goes() {
        for (sheet, short) in [
            ("/* a */\na , b > c {\n  color: red;\n  margin: 0 auto;\n}\n", "a,b>c{color:red;margin:0 auto}"),
            ("@media (width >= 40em) and (hover) { a { b: c } }", "@media (width>= 40em) and (hover){a{b:c}}"),
            (".n { color: red; & .m { a: b } > p { c: d } + & { e: f } }", ".n{color:red;& .m{a:b}>p{c:d}+ &{e:f}}"),
            ("a { b: c;; }", "a{b:c;}"),
            ("@layer a , b ;", "@layer a,b;"),
        ] {
            assert_eq!(css(sheet), short);
        }
    }

    #[test]
    fn what_means_something_stays() {
        for sheet in [
            "a{width:calc(1px + 2px*(var(--a) - 3))}",
            "a{font-size:clamp(1rem,.9rem + 2vw,3rem)}",
            "a{content:\"/* a */  ; b }\";quotes:'\\'  ' \"\\\"  \"}",
            "a{background:url(data:image/svg+xml;utf8,<svg /*a*/>)}",
            "a :hover b+c ~ d{e:f}",
            ".\\31  a .b\\{ c{d:e}",
            "a{--a: ;--b:x y}",
            "a{--a: }",
            ".a/**/.b{}",
            "a-- >b{}",
            "/*! licence */a{b:c}",
            "@import url(\"a b.css\") screen;",
            "a{grid-template-areas:\"a b\" \"c d\"}",
        ] {
            assert_eq!(css(sheet), sheet);
        }
    }

    #[test]
    fn a_sheet_that_breaks_off_is_kept() {
        for sheet in ["a{b:\"c", "a{b:url(c", "a\\", "a{b:c", "a{b:\"c\nd:e}"] {
            assert_eq!(css(sheet), sheet);
        }
        assert_eq!(css("a{b:c}/* d"), "a{b:c}");
    }

    proptest! {
        #[test]
        fn any_text_goes_through_and_twice_is_as_once(sheet in r#"([a-c{}:;,>()"'\\ /*!\n+~.-]|url\(|/\*|\*/|é){0,40}"#) {
            let once = css(&sheet);
            prop_assert_eq!(css(&once), once);
        }
    }
}
