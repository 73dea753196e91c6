//! Files of content that are no articles, as the walk found them.

use std::sync::Arc;

use crate::base::{Lang, SourcePath};

/// An author's profile, a section's `_index.md` or a `_front.yaml`, as the walk found it.
#[derive(Clone, Debug)]
pub struct SideFile {
    /// Its path.
    pub source: SourcePath,
    /// Its language.
    pub lang: Lang,
    /// An author's: the file's name without extension and language. A section's or a front's: the section's path.
    pub name: Arc<str>,
}
