//! Every output that there will be, before a byte is written: `Address` → [`Sheet`].
//!
//! In: a frozen edition, the site. Out: [`Plan`], free of collisions, or diagnostics that name both
//! sources. Never here: bytes, templates, disk.

mod claims;
mod lay_out;
mod list;
mod sheet;

pub use lay_out::{MOST_STORIES, SITEMAP_MOST, formats, is_mapped, shard_path, shards_of, sitemap_path};
pub use list::{ListPage, ListRef, pages_of};
pub use sheet::{Month, Origin, Plan, Sheet, TermsOf};
