//! A file of content, as the walk found it.

use std::sync::Arc;

use crate::base::{Lang, SourcePath};

/// Where a manuscript lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shelf {
    /// Straight in `content/`: an article when it has a date or no front matter, else a standing page.
    Top,
    /// Under `content/pages/`: a standing page.
    Pages,
    /// In a section.
    Section,
}

/// A file of content, as the walk found it.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// Its path.
    pub source: SourcePath,
    /// Where it lies.
    pub shelf: Shelf,
    /// The section's path, `world/europe`; empty for none. Under `pages/`: the folders below it.
    pub section: Arc<str>,
    /// What translations share: the path without language and extension.
    pub story: Arc<str>,
    /// Its language by name or folder, else the site's.
    pub lang: Lang,
    /// Whether name or folder gave the language.
    pub lang_given: bool,
    /// The file's or the bundle's name without extension and language.
    pub name: Box<str>,
    /// Whether it is a bundle's `index.md`.
    pub bundle: bool,
}

/// An author's profile or a section's `_index.md`, as the walk found it.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its path.
    pub source: SourcePath,
    /// Its language.
    pub lang: Lang,
    /// An author's: the file's name without extension and language. A section's: its path.
    pub name: Arc<str>,
}
