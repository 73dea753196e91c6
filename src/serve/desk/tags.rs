//! The tags of HTML or XML, as far as the desk reads its own pages.
//!
//! In: text of any sort. Out: opening tags in their order, with decoded attributes. Never here: a tree, a fault.

/// Elements whose text is no markup.
const RAW: [&str; 4] = ["script", "style", "title", "textarea"];

/// An opening tag.
#[derive(Debug, Default)]
pub struct Tag<'h> {
    /// Its name, in lower case.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// What stands in it, of elements whose text is no markup; else empty. As it is written.
    pub text: &'h str,
}

impl Tag<'_> {
    /// The first value of an attribute, decoded.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| &**value)
    }

    /// Whether an attribute holds a word, in whatever case.
    pub fn has_word(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.split_ascii_whitespace().any(|own| own.eq_ignore_ascii_case(word)))
    }
}

/// The opening tags of `html`.
pub fn tags(html: &str) -> Tags<'_> {
    Tags { html, at: 0 }
}

/// See [`tags`].
#[derive(Debug)]
pub struct Tags<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Iterator for Tags<'h> {
    type Item = Tag<'h>;

    fn next(&mut self) -> Option<Tag<'h>> {
        loop {
            self.at += self.html[self.at..].find('<')?;
            let rest = &self.html[self.at + 1..];
            if rest.starts_with("!--") {
                self.at += rest.find("-->").map_or(rest.len(), |end| end + 3) + 1;
            } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.at += 1;
                return Some(self.tag());
            } else {
                self.at += 1;
            }
        }
    }
}

impl<'h> Tags<'h> {
    /// The tag whose name begins here.
    fn tag(&mut self) -> Tag<'h> {
        let name = self.take(|c| c.is_ascii_whitespace() || matches!(c, '/' | '>')).to_ascii_lowercase();
        let mut tag = Tag { name, ..Tag::default() };
        loop {
            self.take(|c| !(c.is_ascii_whitespace() || c == '/'));
            if self.rest().is_empty() || self.rest().starts_with('>') {
                break;
            }
            let (name, value) = self.attribute();
            tag.attributes.push((name, value));
        }
        self.at = (self.at + 1).min(self.html.len());
        if RAW.contains(&&*tag.name) {
            let rest = self.rest();
            let end = rest.match_indices("</").map(|(at, _)| at).find(|at| {
                let own = rest.as_bytes().get(at + 2..at + 2 + tag.name.len());
                own.is_some_and(|own| own.eq_ignore_ascii_case(tag.name.as_bytes()))
            });
            tag.text = &rest[..end.unwrap_or(rest.len())];
            self.at += tag.text.len();
        }
        tag
    }

    fn attribute(&mut self) -> (String, String) {
        let first = self.rest().chars().next().map_or(0, char::len_utf8);
        let start = self.at;
        self.at += first;
        self.take(|c| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='));
        let name = self.html[start..self.at].to_ascii_lowercase();
        self.take(|c| !c.is_ascii_whitespace());
        if !self.rest().starts_with('=') {
            return (name, String::new());
        }
        self.at += 1;
        self.take(|c| !c.is_ascii_whitespace());
        let value = match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                let value = self.take(|c| c == quote);
                self.at = (self.at + 1).min(self.html.len());
                value
            }
            Some(_) | None => self.take(|c| c.is_ascii_whitespace() || c == '>'),
        };
        (name, decoded(value))
    }

    fn rest(&self) -> &'h str {
        &self.html[self.at..]
    }

    /// All up to where `ends` holds, or to the end.
    fn take(&mut self, ends: impl Fn(char) -> bool) -> &'h str {
        let rest = self.rest();
        let taken = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }
}

/// Text with the entities resolved that dateline and its themes write.
pub fn decoded(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            digits => number(digits, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{decoded, tags};

    #[test]
    fn attributes_are_read_however_they_are_written() {
        let html = "<!doctype html><!-- <img src=no> --><IMG SRC=a.png alt='it&#39;s' hidden/><br/>\
                    <link rel = \"icon  stylesheet\" href=\"/a?b&amp;c\"></p><p";
        let all: Vec<_> = tags(html).collect();
        let names: Vec<&str> = all.iter().map(|tag| &*tag.name).collect();
        assert_eq!(names, ["img", "br", "link", "p"]);
        assert_eq!(
            (all[0].get("src"), all[0].get("alt"), all[0].get("hidden")),
            (Some("a.png"), Some("it's"), Some(""))
        );
        assert_eq!(all[2].get("href"), Some("/a?b&c"));
        assert!(all[2].has_word("rel", "Stylesheet") && !all[2].has_word("rel", "style"));
    }

    #[test]
    fn text_that_is_no_markup_holds_no_tags() {
        let html = "<title>a &lt; b</title><script>if (a <b) '<img src=x>'</SCRIPT><style>a{}";
        let all: Vec<_> = tags(html).map(|tag| (tag.name, tag.text)).collect();
        let expected = [("title", "a &lt; b"), ("script", "if (a <b) '<img src=x>'"), ("style", "a{}")];
        assert_eq!(all, expected.map(|(name, text)| (name.to_owned(), text)));
    }

    #[test]
    fn entities_are_resolved_once() {
        for (given, text) in [
            ("&amp;lt;", "&lt;"),
            ("&#x41;&#66;", "AB"),
            ("a & b &c;", "a & b &c;"),
            ("&#xD800;&", "&#xD800;&"),
            ("&ž;", "&ž;"),
        ] {
            assert_eq!(decoded(given), text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(html in "(<|>|/|!--|-->|[a-c]|=|\"|'| |script|</script|&|#|x|;|ž|\\PC){0,40}") {
            prop_assert!(tags(&html).count() <= html.len());
            decoded(&html);
        }
    }
}
