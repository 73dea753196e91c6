//! Bytes for machines: feeds, sitemaps, the files that robots, hosts and advertisers read.
//!
//! In: plain structs of this room, with absolute, percent-encoded URLs. Out: text appended to a
//! `String`. Never here: articles, settings, templates, disk, clock.

pub mod ads_txt;
pub mod alias_page;
pub mod atom;
pub mod feed;
pub mod headers;
pub mod json_feed;
pub mod llms;
pub mod manifest;
pub mod opml;
pub mod portable;
pub mod record;
pub mod redirects;
pub mod robots;
pub mod rss;
pub mod search;
pub mod security_txt;
pub mod sitemap;
pub mod tdmrep;
pub mod trust_txt;
mod xml;

pub use record::Refused;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod small_site;
#[cfg(test)]
mod well_formed;
