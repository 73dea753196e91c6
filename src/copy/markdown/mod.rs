//! Markdown to HTML: the text of an article becomes a [`Body`].
//!
//! In: a file's text and where its body begins. Out: HTML that is balanced whatever was written, with marks
//! where the press puts links, pictures and components; diagnostics. Never here: other files, what a link
//! leads to, template code, an element that the Content-Security-Policy forbids.

mod code;
mod headings;
mod href;
mod links;
mod notes;
mod outline;
mod page;
mod plain;
mod quotes;
mod tables;
mod text;
mod writer;

#[cfg(test)]
mod corpora_test;
#[cfg(test)]
mod property_test;
#[cfg(test)]
pub(in crate::copy) mod test;

use pulldown_cmark::Options;

use super::Body;
use crate::base::{Found, Lang, SourcePath};

pub(in crate::copy) use href::{Target, encode, target};
pub(in crate::copy) use links::shortened;
pub(in crate::copy) use outline::{Ids, Outline};
pub(in crate::copy) use page::Page;
pub use plain::plain;
pub(in crate::copy) use writer::{Mute, Paragraph, Writer};

/// What the text needs to be told beside itself.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The file, for diagnostics.
    pub source: &'a SourcePath,
    /// The text's language: quotation marks, line breaks.
    pub lang: &'a Lang,
    /// Whether quotes, dashes and dots are set as printers do (`smart_punctuation` in site.yaml).
    pub smart_punctuation: bool,
    /// Whether the theme defines the component of that name, with `_` for `-`.
    pub components: &'a dyn Fn(&str) -> bool,
}

/// The Markdown that dateline reads: CommonMark and what newsrooms use beyond it.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Sets the body of a file: `text` is the whole file, `start` the byte where the body begins.
pub fn body(text: &str, start: usize, setting: &Setting) -> (Body, Found) {
    let mut page = Page::new(text, *setting);
    let body = page.render(start.min(text.len())..text.len(), 0);
    (body, page.into_found())
}

/// Sets a line of inline Markdown (a correction, a caption): HTML without a paragraph round it. Nothing in
/// it becomes a list or a heading, whatever it begins with; components and footnotes are left out.
pub fn inline(text: &str, setting: &Setting) -> Body {
    let line: String = text.trim().chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
    let nothing_known = |_: &str| false;
    Page::new(&line, Setting { components: &nothing_known, ..*setting }).render_line()
}
