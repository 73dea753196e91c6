//! Where code and raw HTML stand in a text: tags are not looked for in the first, and Markdown inside the
//! second has to be opened up.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::copy::raw_html::{Token, Tokens};

/// What a first look at the text tells, in bytes of the file.
#[derive(Default)]
pub(super) struct Survey {
    /// Code spans and blocks, `<pre>`, `<code>`, scripts, styles and comments: sorted, apart from each other.
    pub code: Vec<Range<usize>>,
    /// Blocks of raw HTML.
    pub html: Vec<Range<usize>>,
}

/// Raw elements whose content is no text of the article's.
const SILENT: [&str; 4] = ["pre", "code", "script", "style"];

/// An element of [`SILENT`] that is open: its name and where it began.
type OpenCode = Option<(&'static str, usize)>;

/// Looks through `text`, which begins at the byte `start` of the file.
pub(super) fn survey(text: &str, start: usize) -> Survey {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_DEFINITION_LIST;
    let mut survey = Survey::default();
    let mut open: OpenCode = None;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let range = start + range.start..start + range.end;
        match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => survey.code.push(range),
            Event::InlineHtml(html) => survey.raw(&html, range.start, &mut open),
            Event::Start(Tag::HtmlBlock) => {
                survey.html.push(range.clone());
                survey.raw(&text[range.start - start..range.end - start], range.start, &mut open);
                survey.end(range.end, &mut open);
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) => {
                survey.end(range.end, &mut open);
            }
            _ => {}
        }
    }
    survey.merge();
    survey
}

impl Survey {
    /// Looks through raw HTML that begins at the byte `start` of the file.
    fn raw(&mut self, html: &str, start: usize, open: &mut OpenCode) {
        let mut tokens = Tokens::new(html);
        while let Some((token, range)) = tokens.next() {
            match (token, *open) {
                (Token::Open { name, .. }, None) => {
                    let silent = SILENT.iter().find(|silent| silent.eq_ignore_ascii_case(name));
                    *open = silent.map(|name| (*name, start + range.start));
                }
                (Token::Close { name }, Some((opened, from))) if opened.eq_ignore_ascii_case(name) => {
                    self.code.push(from..start + range.end);
                    *open = None;
                }
                (Token::Comment, None) => self.code.push(start + range.start..start + range.end),
                (Token::Open { .. } | Token::Close { .. } | Token::Comment | Token::Text(_), _) => {}
            }
        }
    }

    /// A block ends, and with it what was left open.
    fn end(&mut self, at: usize, open: &mut OpenCode) {
        if let Some((_, from)) = open.take() {
            self.code.push(from..at);
        }
    }

    fn merge(&mut self) {
        self.code.sort_by_key(|range| (range.start, range.end));
        self.code.dedup_by(|next, kept| {
            let touches = next.start < kept.end;
            if touches {
                kept.end = kept.end.max(next.end);
            }
            touches
        });
    }
}
