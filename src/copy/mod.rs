//! One manuscript at a time: front matter and the head of the text become a card, the text a body.
//!
//! In: a file's bytes. Out: [`Article`] or diagnostics, and later [`Body`]. Never here: other files,
//! the clock, addresses of other articles (links stay as they were written).

mod article;
#[cfg(test)]
mod article_test;
mod author;
pub mod card;
#[cfg(test)]
mod corpus;
mod credits;
mod dateline;
mod details;
mod front;
mod head;
mod highlight;
mod image;
mod live;
pub mod markdown;
mod names;
mod raw_html;
mod reading;
mod section;
mod seen;
mod shortcode;
mod side_text;
mod times;

use crate::matter::{Field, dates, fields, front_matter};
use crate::site::{Manuscript, Shelf};

pub use article::read_article;
pub use author::{Profile, read_profile};
pub use card::*;
pub use front::{Banner, FrontPage, Package, Pick, Wants, Window, read_front};
pub use live::{argument, is_set, time_of};
pub use markdown::{Setting, body, inline, plain};
pub use raw_html::decoded;
pub use reading::{LARGEST, NotUtf8, Reading, text_of};
pub use section::{SectionPage, read_section};
pub use side_text::SideText;

/// The moment of a text that a person wrote; `None` when it is none.
pub fn parse_moment(text: &str, zone: &crate::base::SiteZone) -> Option<crate::base::Moment> {
    dates::read_date(text, zone).ok().map(|dated| dated.moment)
}
