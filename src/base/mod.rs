//! The nouns that every room uses: addresses, paths, moments, languages, diagnostics.
//!
//! In: nothing. Out: small values. Never here: disk, clock, settings, templates.

mod address;
mod code;
mod coding;
mod diagnostic;
mod digits;
mod escape;
mod failure;
mod kind;
mod lang;
mod lookout;
mod moment;
mod slug;
mod source_path;
mod stat;

pub use address::{Address, percent_decode};
pub use code::{Code, Severity};
pub use coding::{Coding, Effort};
pub use diagnostic::{Diagnostic, Found, Place, Range32};
pub use digits::{push_number, push_two};
pub use escape::{attribute, html, json_string, xml};
pub use failure::Failure;
pub use kind::Kind;
pub use lang::{Direction, Lang};
pub use lookout::Lookout;
pub use moment::{EditionTime, Moment, SiteZone};
pub use slug::{Slugs, natural_order, slug, title_from_slug};
pub use source_path::SourcePath;
pub use stat::Stat;
