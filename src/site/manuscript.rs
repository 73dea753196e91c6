//! A file of content, as the walk found it.

use std::sync::Arc;

use crate::base::{Lang, SourcePath};

/// The part of `content/` that a file lies in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shelf {
    /// Straight in `content/`: an article when it is dated or has no front matter, else a standing page.
    Top,
    /// Under `content/pages/`: a standing page.
    Pages,
    /// Under a section's folder: an article.
    Section,
    /// Under `content/authors/`: a profile, never an article.
    Authors,
}

/// A file of content, as the walk found it.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// The file.
    pub source: SourcePath,
    /// Where it lies.
    pub shelf: Shelf,
    /// The section's path, `world/europe`; empty for none.
    pub section: Arc<str>,
    /// What its translations share: the path without language and extension.
    pub story: Arc<str>,
    /// Its language: of `name.LANG.md` or the folder, else the site's.
    pub lang: Lang,
    /// Whether the file's name or folder told the language.
    pub lang_given: bool,
    /// The file's or bundle's name without extension and language; may begin with a date.
    pub name: Box<str>,
}
