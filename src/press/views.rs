//! All that a template gets. Every page has `site`, `page`, `lists` and `data`, and one view of its own.

mod contents;
mod site;
mod story;
mod styleguide;

use std::borrow::Cow;

pub use contents::*;
pub use site::*;
pub use story::*;
pub use styleguide::*;

use super::view::ViewDoc;

/// Text that is borrowed where it can be.
pub type Text<'a> = Cow<'a, str>;

/// The docs of every view.
pub fn all() -> Vec<ViewDoc> {
    [site::all(), story::all(), contents::all(), styleguide::all()].into_iter().flatten().collect()
}
