//! Tags, comments and text in raw HTML, as browsers tell them apart (WHATWG HTML §13.2.5, without states that
//! an article can't reach).

use std::{borrow::Cow, ops::Range};

use memchr::{memchr, memmem};
use pulldown_cmark::{Event, Parser};

/// A piece of raw HTML.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::copy) enum Token<'a> {
    /// A start tag.
    Open {
        /// As written.
        name: &'a str,
        /// What stands between the name and `>`.
        attributes: &'a str,
        /// It ends with `/>`.
        empty: bool,
    },
    /// An end tag.
    Close {
        /// As written.
        name: &'a str,
    },
    /// A comment, a declaration, a processing instruction.
    Comment,
    /// All else.
    Text(&'a str),
}

/// Goes through raw HTML.
pub(in crate::copy) struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// Bytes that may still be looked at for the ends of tags that have none: else `<a` over and over would
    /// take time by its square.
    patience: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(html: &'a str) -> Self {
        Tokens { html, at: 0, patience: html.len() * 4 + 4096 }
    }

    /// The next piece and where it is.
    pub fn next(&mut self) -> Option<(Token<'a>, Range<usize>)> {
        let start = self.at;
        let rest = self.html.get(start..).filter(|rest| !rest.is_empty())?;
        if let Some((token, length)) = self.tag(rest) {
            self.at += length;
            return Some((token, start..self.at));
        }
        // The byte at the head is text even when it is a `<`.
        let mut end = 1;
        while let Some(next) = rest.as_bytes().get(end..).and_then(|more| memchr(b'<', more)) {
            end += next;
            if self.patience > 0 && is_tag_head(&rest.as_bytes()[end..]) {
                break;
            }
            end += 1;
        }
        if rest.as_bytes().get(end..).and_then(|more| memchr(b'<', more)).is_none() {
            end = rest.len();
        }
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        self.at += end;
        Some((Token::Text(&rest[..end]), start..self.at))
    }

    /// Passes over what stands before `</name`, and over that tag; all of the rest if there is none.
    pub fn skip_content(&mut self, name: &str) {
        let rest = &self.html[self.at..];
        let closes = |at: &usize| {
            let after = &rest.as_bytes()[at + 2..];
            after.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
                && after.get(name.len()).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
        };
        let end = memmem::find_iter(rest.as_bytes(), b"</").find(closes);
        let after = end.and_then(|at| memchr(b'>', &rest.as_bytes()[at..]).map(|length| at + length + 1));
        self.at += after.unwrap_or(rest.len());
    }

    fn tag(&mut self, rest: &'a str) -> Option<(Token<'a>, usize)> {
        let bytes = rest.as_bytes();
        if !is_tag_head(bytes) {
            return None;
        }
        match bytes[1] {
            b'!' if rest.starts_with("<!--") => {
                let end = memmem::find(&bytes[2..], b"-->").map_or(bytes.len(), |at| at + 5);
                Some((Token::Comment, end))
            }
            b'!' if rest.starts_with("<![CDATA[") => {
                let end = memmem::find(bytes, b"]]>").map_or(bytes.len(), |at| at + 3);
                Some((Token::Comment, end))
            }
            b'!' | b'?' => {
                let end = memchr(b'>', bytes).map_or(bytes.len(), |at| at + 1);
                Some((Token::Comment, end))
            }
            b'/' => {
                let end = self.end_of_tag(bytes, 2)?;
                let name = name_of(&rest[2..end - 1]);
                Some((Token::Close { name }, end))
            }
            _ => {
                let end = self.end_of_tag(bytes, 1)?;
                let inner = &rest[1..end - 1];
                let name = name_of(inner);
                let empty = inner.ends_with('/');
                let attributes = inner[name.len()..].trim_end_matches('/');
                Some((Token::Open { name, attributes, empty }, end))
            }
        }
    }

    /// The byte after the `>` that ends a tag; quotes after `=` may hold one.
    fn end_of_tag(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        let mut after_equals = false;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => return Some(at + 1),
                b'=' => after_equals = true,
                b'"' | b'\'' if after_equals => match memchr(*byte, &bytes[at + 1..]) {
                    Some(length) => {
                        at += length + 1;
                        after_equals = false;
                    }
                    None => break,
                },
                byte if byte.is_ascii_whitespace() => {}
                _ => after_equals = false,
            }
            at += 1;
            if at - from > self.patience {
                break;
            }
        }
        self.patience = self.patience.saturating_sub(bytes.len());
        None
    }
}

/// Whether a tag, a comment or the like may begin so.
fn is_tag_head(bytes: &[u8]) -> bool {
    match bytes {
        [b'<', b'/', letter, ..] | [b'<', letter, ..] if letter.is_ascii_alphabetic() => true,
        [b'<', b'!' | b'?', ..] => true,
        _ => false,
    }
}

fn name_of(inner: &str) -> &str {
    let end = inner.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inner.len());
    &inner[..end]
}

/// The attributes of a tag: names as written, values as written; none twice.
pub(in crate::copy) fn attributes(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '='));
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '=')).unwrap_or(rest.len());
        let name = &rest[..end];
        rest = &rest[end..];
        let after = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let Some(after) = after.strip_prefix('=') else { return Some((name, None)) };
        let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let (value, left) = match after.chars().next() {
            Some(mark @ ('"' | '\'')) => {
                let end = after[1..].find(mark).map_or(after.len(), |at| at + 1);
                (&after[1..end], after.get(end + 1..).unwrap_or_default())
            }
            Some(_) | None => {
                let end = after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len());
                (&after[..end], &after[end..])
            }
        };
        rest = left;
        Some((name, Some(value)))
    })
}

/// The value of an attribute, with entities decoded.
pub(in crate::copy) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut all = self::attributes(attributes);
    let (_, value) = all.find(|(given, _)| given.eq_ignore_ascii_case(name))?;
    Some(decoded(value.unwrap_or_default()))
}

/// `text` with its entities decoded.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end =
            rest.bytes().skip(1).position(|b| !b.is_ascii_alphanumeric() && b != b'#').map_or(rest.len(), |n| n + 1);
        let entity = &rest[..end];
        let closed = rest[end..].starts_with(';') && end < 34;
        match closed.then(|| entity_text(&rest[..=end])).flatten() {
            Some(text) => out.push_str(&text),
            None => out.push_str(&rest[..end + usize::from(closed)]),
        }
        rest = &rest[entity.len() + usize::from(closed)..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What an entity stands for: the Markdown parser has HTML's list of them.
fn entity_text(entity: &str) -> Option<String> {
    // Those that every page has are known without a parser.
    let plain = match entity {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&#39;" | "&#x27;" => "'",
        _ => "",
    };
    if !plain.is_empty() {
        return Some(plain.to_owned());
    }
    Parser::new(entity).find_map(|event| match event {
        Event::Text(text) if *text != *entity => Some(text.into_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens, attribute, attributes, decoded};

    fn all(html: &str) -> Vec<Token<'_>> {
        let mut tokens = Tokens::new(html);
        std::iter::from_fn(|| tokens.next()).map(|(token, _)| token).collect()
    }

    #[test]
    fn pieces_are_told_apart() {
        let open = |name, attributes, empty| Token::Open { name, attributes, empty };
        assert_eq!(
            all("a < b <p class='x>y'>é</P ><br/><!-- <b> --><!doctype x><3"),
            [
                Token::Text("a < b "),
                open("p", " class='x>y'", false),
                Token::Text("é"),
                Token::Close { name: "P" },
                open("br", "", true),
                Token::Comment,
                Token::Comment,
                Token::Text("<3"),
            ]
        );
        assert_eq!(all("<a href=\"x"), [Token::Text("<a href=\"x")]);
        assert_eq!(all("<!-- x"), [Token::Comment]);
    }

    #[test]
    fn tags_without_ends_take_no_time() {
        let html = "<a ".repeat(200_000);
        assert!(all(&html).len() < 200_000);
        let html = "<a b='".repeat(200_000);
        assert!(!all(&html).is_empty());
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let text = " a=1 b = 'x y' c=\"&quot;&amp;&eacute;&#x41;&nope;&\" / d e='";
        let found: Vec<_> = attributes(text).collect();
        assert_eq!(found[0], ("a", Some("1")));
        assert_eq!(found[1], ("b", Some("x y")));
        assert_eq!(found[3], ("d", None));
        assert_eq!(found[4].0, "e");
        assert_eq!(attribute(text, "C").as_deref(), Some("\"&éA&nope;&"));
        assert_eq!(decoded("java&#115;cript&colon;x"), "javascript:x");
    }
}
