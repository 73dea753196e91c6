//! `markdown="1"`: opens raw HTML up for the Markdown inside it.

use std::ops::Range;

use super::fair_copy::{Edit, NOTHING, With};
use crate::copy::raw_html::{Token, Tokens, attribute, is_phrase};

/// [`NOTHING`] as text.
const PARAGRAPH: &str = "\u{E002}";

/// Elements nested deeper than this stay as they are.
const DEEPEST: usize = 100;

/// Puts blank lines into blocks of raw HTML round the content of elements with `markdown="1"`, so that
/// the Markdown parser reads it. `blocks` are bytes of `file`.
pub(super) fn open_up(file: &str, blocks: &[Range<usize>], edits: &mut Vec<Edit>) {
    debug_assert!(PARAGRAPH.starts_with(NOTHING), "the two are one character");
    for block in blocks {
        let html = &file[block.clone()];
        let line = file[..block.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &file[line..block.start];
        // In a quote each line has a mark of its own, so nothing can be put between.
        if !html.contains("markdown=") || !before.trim().is_empty() {
            continue;
        }
        let html = html.trim_end();
        open_block(Block { file, start: block.start, end: block.start + html.len(), margin: before.len() }, edits);
    }
}

struct Block<'a> {
    file: &'a str,
    start: usize,
    end: usize,
    /// Columns before its first line.
    margin: usize,
}

fn open_block(block: Block, edits: &mut Vec<Edit>) {
    let mut tokens = Tokens::new(&block.file[block.start..block.end]);
    // How deep elements of each name are open, innermost last; true where Markdown is inside.
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut inside = 0;
    let mut text_from = None;
    while let Some((token, range)) = tokens.next() {
        let range = block.start + range.start..block.start + range.end;
        match token {
            Token::Open { name, attributes, empty } => {
                // Inside of a line there is nothing to open up.
                let markdown = !is_phrase(name)
                    && matches!(attribute(attributes, "markdown").as_deref(), Some("1" | "block" | "span"));
                if !empty
                    && open.len() < DEEPEST
                    && (markdown || open.iter().any(|(opened, _)| opened.eq_ignore_ascii_case(name)))
                {
                    open.push((name.to_owned(), markdown));
                    inside += u32::from(markdown);
                }
                if markdown && !empty {
                    if let Some(from) = text_from.take() {
                        block.clear_lines(from..range.start, edits);
                    }
                    block.blank_after(range.end, edits);
                    text_from = Some(range.end);
                }
            }
            Token::Close { name } => {
                let Some(at) = open.iter().rposition(|(opened, _)| opened.eq_ignore_ascii_case(name)) else { continue };
                let closes = open[at..].iter().filter(|(_, markdown)| *markdown).count() as u32;
                open.truncate(at);
                inside -= closes;
                if closes > 0 {
                    if let Some(from) = text_from.take() {
                        block.clear_lines(from..range.start, edits);
                    }
                    block.blank_before(range.start, edits);
                    text_from = (inside > 0).then_some(range.end);
                }
            }
            Token::Comment | Token::Text(_) => {}
        }
    }
    if let Some(from) = text_from {
        block.clear_lines(from..block.end, edits);
    }
}

impl Block<'_> {
    /// A blank line after the tag that ends at `at`.
    fn blank_after(&self, at: usize, edits: &mut Vec<Edit>) {
        let rest = &self.file[at..self.end];
        let line = &rest[..rest.find('\n').map_or(rest.len(), |at| at + 1)];
        if line.ends_with('\n') && line.trim().is_empty() {
            edits.push(Edit::insert(at + line.len(), "\n"));
        } else {
            self.break_at(at, edits);
        }
    }

    /// A blank line before the tag that begins at `at`.
    fn blank_before(&self, at: usize, edits: &mut Vec<Edit>) {
        let before = &self.file[self.start..at];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        if line > 0 && before[line..].trim().is_empty() {
            edits.push(Edit::insert(self.start + line, "\n"));
        } else {
            self.break_at(at, edits);
        }
    }

    fn break_at(&self, at: usize, edits: &mut Vec<Edit>) {
        edits.push(Edit::insert(at, "\n\n"));
        edits.push(Edit { range: at..at, with: With::Blanks(self.margin) });
    }

    /// Lines of Markdown lose their indentation, and a picture at the head of one doesn't turn the rest
    /// of the paragraph into raw HTML.
    fn clear_lines(&self, range: Range<usize>, edits: &mut Vec<Edit>) {
        let mut at = range.start;
        for line in self.file[range.clone()].split_inclusive('\n') {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            let starts_line = self.file[..at].ends_with('\n');
            if starts_line && blanks > self.margin {
                edits.push(Edit::cut(at + self.margin..at + blanks));
            }
            let rest = &line[blanks..];
            if ["<img", "<span", "<a ", "<em", "<strong", "<b>", "<i>", "<br"].iter().any(|tag| rest.starts_with(tag)) {
                edits.push(Edit::insert(at + blanks, PARAGRAPH));
            }
            at += line.len();
        }
    }
}
