//! Every output that there will be, before a byte is written: `Address` → [`Sheet`].
//!
//! In: a frozen edition, the site. Out: [`Plan`], free of collisions, or diagnostics that name both
//! sources. Never here: bytes, templates, disk.

mod claims;
mod lay_out;
mod list;
mod search;
mod sheet;

pub use lay_out::{SITEMAP_MOST, card_address, formats, is_mapped, sitemap_path};
pub use list::{ListPage, ListRef, pages_of};
pub use search::Segment;
pub use sheet::{Month, Origin, Plan, Sheet, TermsOf};
