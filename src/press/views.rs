//! All that a template gets. Every page has `site`, `page`, `lists` and `data`, and one view of its own.

mod contents;
mod site;
mod story;

use std::borrow::Cow;

pub use contents::*;
pub use site::*;
pub use story::*;

use super::view::ViewDoc;

/// Text that is borrowed where it can be.
pub type Text<'a> = Cow<'a, str>;

/// The docs of every view.
pub fn all() -> Vec<ViewDoc> {
    [site::all(), story::all(), contents::all()].into_iter().flatten().collect()
}
