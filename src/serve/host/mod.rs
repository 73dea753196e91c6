//! What a static host does with an output folder: addresses, `_redirects`, `_headers`, types, HTTP.
//!
//! In: a request's target and headers, the text of the hosts' two files, a file's bytes. Out: an address,
//! a redirect, headers, a whole response. Never here: disk, network, clock, and what only a preview adds
//! (but for [`admit_preview`], which opens a page's policy to it).

mod answer;
mod coding;
mod headers;
mod large;
mod path;
mod pattern;
mod policy;
mod ranges;
mod redirects;
mod tags;
mod types;

pub use answer::{Whole, answer, not_allowed};
pub use coding::{Coding, squeeze};
pub use headers::HeaderRules;
pub use large::large;
pub use path::{Asked, BadPath, asked, encoded};
pub use pattern::LeftOut;
pub use policy::admit_preview;
pub use redirects::{Hit, Redirects};
pub use types::{is_compressible, of as content_type};
