//! Text without mark-up: for search, meta tags and anchors.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{OPTIONS, Page, Setting};
use crate::{
    base::{Lang, SourcePath},
    copy::{
        raw_html::{Token, Tokens, decoded},
        shortcode::{fair_copy, without_slots},
    },
};

/// The text that readers see of the Markdown in `text` from the byte `start` on, in one line: without code
/// blocks, footnotes, pictures, raw HTML and components. At most `limit` bytes, cut between words.
pub fn plain(text: &str, start: usize, limit: usize) -> String {
    let (source, nothing_known) = (SourcePath::new(""), |_: &str| false);
    let Some(lang) = Lang::parse("en") else { return String::new() };
    let setting = Setting { source: &source, lang: &lang, smart_punctuation: false, components: &nothing_known };
    let mut page = Page::new(text, setting);
    let fair = fair_copy(&mut page, start.min(text.len())..text.len(), 0);
    let mut out = String::new();
    let mut hidden = 0_u32;
    for event in Parser::new_ext(&fair.text, OPTIONS) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::FootnoteDefinition(_)) => hidden += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::FootnoteDefinition) => hidden -= 1,
            Event::Text(text) | Event::Code(text) if hidden == 0 => add(&without_slots(&text), &mut out),
            Event::SoftBreak | Event::HardBreak => add(" ", &mut out),
            Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Superscript
                | TagEnd::Subscript,
            ) => {}
            Event::End(_) => add(" ", &mut out),
            _ => {}
        }
        if out.len() > limit {
            break;
        }
    }
    cut(out, limit)
}

/// Adds `text` with each run of blanks as one.
fn add(text: &str, out: &mut String) {
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

/// Cuts `text` to `limit` bytes, between words where it has any.
fn cut(mut text: String, limit: usize) -> String {
    if text.len() > limit {
        let mut end = limit;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let word = text[..end].rfind(' ').filter(|_| !text[end..].starts_with(' '));
        text.truncate(word.unwrap_or(end));
    }
    text.truncate(text.trim_end().len());
    text
}

/// The text of HTML that this room wrote, without footnote numbers.
pub(super) fn of_html(html: &str) -> String {
    if memchr::memchr3(b'<', b'&', b'\n', html.as_bytes()).is_none() {
        return html.trim().to_owned();
    }
    let mut out = String::with_capacity(html.len());
    let mut tokens = Tokens::new(html);
    while let Some((token, _)) = tokens.next() {
        match token {
            Token::Text(text) => add(&decoded(text), &mut out),
            Token::Open { name: "sup", attributes, .. } if attributes.contains("footnote-ref") => {
                tokens.skip_content("sup");
            }
            Token::Open { name: "br", .. } => add(" ", &mut out),
            Token::Open { .. } | Token::Close { .. } | Token::Comment => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn plain_text_is_what_readers_see() {
        let text =
            "---\n# A *b*\n\nText [link](x)[^1] `code`,\n{{ x() }}\n![alt](y.jpg)\n\n```\nno\n```\n\n[^1]: note\n";
        assert_eq!(plain(text, 4, 100), "A b Text link code,");
        assert_eq!(plain(text, 4, 10), "A b Text");
        assert_eq!(plain(text, 4, 8), "A b Text");
        assert_eq!(plain("", 9, 0), "");
    }
}
