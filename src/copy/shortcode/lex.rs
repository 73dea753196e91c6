//! The tags of a text, one after the other.

use std::ops::Range;

use memchr::memmem;

use super::args::{Args, Reader};

/// A tag.
pub(super) struct Token {
    /// Its bytes in the file.
    pub range: Range<usize>,
    pub what: What,
}

/// What a tag is by its form.
pub(super) enum What {
    /// A call, or the opening of one.
    Open { name: String, args: Args, style: Style },
    /// The end of a call; `end` has no name.
    Close { name: String, style: Style },
    /// `{% raw %}…{% endraw %}`; the tags inside are text.
    Raw { inner: Range<usize> },
    /// Said to nobody.
    Comment,
    /// Another generator's way to write a tag as text.
    Escaped(String),
    /// A template's expression.
    Expression,
    /// A tag that can't be read. With a name, it is a call of that name.
    Broken { name: Option<String>, says: String },
}

/// How a call is spelled, and so whether it has an end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Style {
    /// `{{ name() }}`: never.
    Line,
    /// `{% name() %}`: always, `{% end %}`.
    Block,
    /// `{{< name >}}`: perhaps, `{{< /name >}}`.
    Angle,
    /// `{% name %}`: perhaps, `{% endname %}`.
    Liquid,
}

/// A tag is at most so long, in bytes: else an opening brace in a huge file would be looked at for ever.
const LONGEST: usize = 16_384;

/// After so many tags without an end, braces are taken away without a search for one.
const MOST_UNENDED: u32 = 50;

const NO_END: &str = "this tag has no end";

struct Lexer<'a> {
    /// The file up to the end of the range.
    text: &'a str,
    unended: u32,
    /// The next `endraw` and ends of comments, by word, so that each is looked for only once.
    ends: Vec<(&'static str, Option<Range<usize>>)>,
}

/// The tags in the bytes `range` of `file`, but for those that begin in `code`.
pub(super) fn tokens(file: &str, range: Range<usize>, code: &[Range<usize>]) -> Vec<Token> {
    let mut lexer = Lexer { text: &file[..range.end], unended: 0, ends: Vec::new() };
    let (mut at, mut code, mut found) = (range.start, code.iter().peekable(), Vec::new());
    while let Some(start) = lexer.next_opening(at) {
        while code.next_if(|code| code.end <= start).is_some() {}
        let inside = code.peek().filter(|code| code.start <= start);
        if let Some(code) = inside {
            // Other generators read tags in code too, so their writers had to protect braces there.
            let raw = lexer.raw(start).filter(|token| token.range.end <= code.end);
            at = raw.as_ref().map_or(start + 2, |token| token.range.end);
            found.extend(raw);
            continue;
        }
        if start > range.start && file.as_bytes()[start - 1] == b'\\' {
            at = start + 2;
            continue;
        }
        let token = lexer.token(start);
        at = token.range.end.max(start + 2);
        found.push(token);
    }
    found
}

impl<'a> Lexer<'a> {
    fn next_opening(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(from..)?;
        memchr::memchr_iter(b'{', rest).map(|at| from + at).find(|at| matches!(bytes.get(at + 1), Some(b'{' | b'%')))
    }

    fn reader(&self, at: usize) -> Reader<'a> {
        let mut end = self.text.len().min(at + LONGEST);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        Reader { text: &self.text[..end], at }
    }

    fn token(&mut self, start: usize) -> Token {
        if self.unended > MOST_UNENDED {
            return self.broken(start, start + 2, None, NO_END.to_owned());
        }
        let rest = &self.text[start..];
        if rest.starts_with("{%") {
            self.percent(start)
        } else if rest.starts_with("{{<") || rest.starts_with("{{%") {
            self.angle(start)
        } else {
            self.expression(start)
        }
    }

    fn broken(&mut self, start: usize, end: usize, name: Option<String>, says: String) -> Token {
        Token { range: start..end, what: What::Broken { name, says } }
    }

    /// A tag whose arguments stop making sense: up to the first of its ends, or to the end of the line.
    fn unreadable(&mut self, start: usize, end: &str, name: Option<String>, says: String) -> Token {
        match self.plain_end(start + 2, end) {
            Some(at) => self.broken(start, at, name, says),
            None => {
                self.unended += 1;
                let line = memchr::memchr(b'\n', &self.text.as_bytes()[start..]);
                let at = line.map_or(self.text.len(), |at| start + at);
                let at = if at - start > LONGEST { start + 2 } else { at };
                self.broken(start, at, None, NO_END.to_owned())
            }
        }
    }

    /// The byte after the next `end`, in the same paragraph.
    fn plain_end(&self, from: usize, end: &str) -> Option<usize> {
        let text = self.reader(from).rest();
        let at = memmem::find(text.as_bytes(), end.as_bytes())?;
        (!text[..at].contains("\n\n")).then_some(from + at + end.len())
    }

    /// `{{ … }}`.
    fn expression(&mut self, start: usize) -> Token {
        let mut reader = self.reader(start + 2);
        if reader.next_is("/*") {
            let end = self.plain_end(start, "*/}}").or_else(|| self.plain_end(start, "}}"));
            return Token { range: start..end.unwrap_or(start + 2), what: What::Comment };
        }
        reader.take("-");
        reader.blanks();
        let name = reader.name("").to_owned();
        if !name.is_empty() && reader.take("(") {
            let args = reader.strict();
            reader.blanks();
            reader.take("-");
            let ends = reader.take("}}");
            return match args {
                Ok(args) if ends => {
                    Token { range: start..reader.at, what: What::Open { name, args, style: Style::Line } }
                }
                Ok(_) => self.unreadable(start, "}}", Some(name), "`}}` is missing after the arguments".to_owned()),
                Err(says) => self.unreadable(start, "}}", Some(name), says),
            };
        }
        let mut reader = self.reader(start + 2);
        let end = reader.loose(&["}}"]).map(|_| reader.at).or_else(|| self.plain_end(start + 2, "}}"));
        match end {
            Some(mut end) => {
                while self.text.as_bytes().get(end) == Some(&b'}') {
                    end += 1;
                }
                Token { range: start..end, what: What::Expression }
            }
            None => self.unreadable(start, "}}", None, NO_END.to_owned()),
        }
    }

    /// `{{< … >}}` and `{{% … %}}`.
    fn angle(&mut self, start: usize) -> Token {
        let end = if self.text[start..].starts_with("{{<") { ">}}" } else { "%}}" };
        let mut reader = self.reader(start + 3);
        if reader.take("/*") {
            return match self.plain_end(start, &format!("*/{end}")) {
                Some(at) => {
                    let inner = self.text[start + 5..at - 5].trim();
                    let shown = format!("{} {inner} {end}", &self.text[start..start + 3]);
                    Token { range: start..at, what: What::Escaped(shown) }
                }
                None => self.unreadable(start, end, None, NO_END.to_owned()),
            };
        }
        reader.blanks();
        let closes = reader.take("/");
        reader.blanks();
        let name = reader.name("./").trim_end_matches('/').replace('/', "_");
        if name == "comment" && !closes {
            return self.comment(start, end);
        }
        let self_closed = format!("/{end}");
        match reader.loose(&[&self_closed, end]) {
            Some(_) if name.is_empty() => Token { range: start..reader.at, what: What::Expression },
            Some(_) if closes => Token { range: start..reader.at, what: What::Close { name, style: Style::Angle } },
            Some(args) if self.text[..reader.at].ends_with(&self_closed) => {
                Token { range: start..reader.at, what: What::Open { name, args, style: Style::Line } }
            }
            Some(args) => Token { range: start..reader.at, what: What::Open { name, args, style: Style::Angle } },
            None => self.unreadable(start, end, Some(name), "its arguments can't be read".to_owned()),
        }
    }

    /// `{% … %}`.
    fn percent(&mut self, start: usize) -> Token {
        let mut reader = self.reader(start + 2);
        reader.take("-");
        reader.blanks();
        if reader.next_is("#") {
            return match self.plain_end(start, "%}") {
                Some(end) => Token { range: start..end, what: What::Comment },
                None => self.unreadable(start, "%}", None, NO_END.to_owned()),
            };
        }
        let closes = reader.take("/");
        let name = reader.name("").to_owned();
        match name.as_str() {
            "raw" if !closes => {
                if let Some(token) = self.raw(start) {
                    return token;
                }
            }
            "comment" if !closes => return self.comment(start, "%}"),
            _ => {}
        }
        if !closes && !name.is_empty() && reader.take("(") {
            let args = reader.strict();
            reader.blanks();
            reader.take("-");
            let ends = reader.take("%}");
            return match args {
                Ok(args) if ends => {
                    Token { range: start..reader.at, what: What::Open { name, args, style: Style::Block } }
                }
                Ok(_) => self.unreadable(start, "%}", Some(name), "`%}` is missing after the arguments".to_owned()),
                Err(says) => self.unreadable(start, "%}", Some(name), says),
            };
        }
        let Some(args) = reader.loose(&["-%}", "%}"]) else {
            return self.unreadable(start, "%}", Some(name), "its arguments can't be read".to_owned());
        };
        let what = match name.strip_prefix("end") {
            _ if closes => What::Close { name, style: Style::Liquid },
            Some("") => What::Close { name: String::new(), style: Style::Block },
            Some(ended) => What::Close { name: ended.to_owned(), style: Style::Liquid },
            None if name.is_empty() => What::Expression,
            None => What::Open { name, args, style: Style::Liquid },
        };
        Token { range: start..reader.at, what }
    }

    /// `{% raw %}` with its end, when it is one and has one.
    fn raw(&mut self, start: usize) -> Option<Token> {
        let open = bare_tag(self.text, start, "raw")?;
        let end = self.next_end("endraw", open.end)?;
        Some(Token { range: start..end.end, what: What::Raw { inner: open.end..end.start } })
    }

    /// A comment from its opening tag, which ends with `end`, to its closing one.
    fn comment(&mut self, start: usize, end: &'static str) -> Token {
        let word = match end {
            ">}}" => "{{< /comment >}}",
            "%}}" => "{{% /comment %}}",
            _ => "endcomment",
        };
        match self.next_end(word, start + 2) {
            Some(closing) => Token { range: start..closing.end, what: What::Comment },
            None => self.unreadable(start, end, Some("comment".to_owned()), "this comment has no end".to_owned()),
        }
    }

    /// The next closing tag of that word. A search that was made is kept.
    fn next_end(&mut self, word: &'static str, from: usize) -> Option<Range<usize>> {
        if let Some((_, kept)) = self.ends.iter().find(|(kept, _)| *kept == word) {
            match kept {
                None => return None,
                Some(kept) if kept.start >= from => return Some(kept.clone()),
                Some(_) => {}
            }
        }
        let found = self.search_end(word, from);
        self.ends.retain(|(kept, _)| *kept != word);
        self.ends.push((word, found.clone()));
        found
    }

    fn search_end(&self, word: &str, from: usize) -> Option<Range<usize>> {
        let text = self.text;
        let openings = memmem::find_iter(&text.as_bytes()[from..], b"{%".as_slice()).map(|at| from + at);
        match word {
            "{{< /comment >}}" => memmem::find_iter(&text.as_bytes()[from..], b"{{<".as_slice())
                .find_map(|at| closing_comment(text, from + at, ">}}")),
            "{{% /comment %}}" => memmem::find_iter(&text.as_bytes()[from..], b"{{%".as_slice())
                .find_map(|at| closing_comment(text, from + at, "%}}")),
            word => openings.into_iter().find_map(|at| bare_tag(text, at, word)),
        }
    }
}

/// The tag `{% word %}` at `at`.
fn bare_tag(text: &str, at: usize, word: &str) -> Option<Range<usize>> {
    let mut reader = Reader { text, at };
    let is = reader.take("{%") && {
        reader.take("-");
        reader.blanks();
        reader.name("") == word
    };
    reader.blanks();
    reader.take("-");
    (is && reader.take("%}")).then_some(at..reader.at)
}

/// The tag `{{< /comment >}}` at `at`.
fn closing_comment(text: &str, at: usize, end: &str) -> Option<Range<usize>> {
    let mut reader = Reader { text, at: at + 3 };
    reader.blanks();
    let is = reader.take("/") && {
        reader.blanks();
        reader.name("") == "comment"
    };
    reader.blanks();
    (is && reader.take(end)).then_some(at..reader.at)
}
