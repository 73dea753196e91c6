//! Stylesheets, scripts and pictures of a theme, under names that change with their content.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::{Layer, minify};
use crate::base::Address;

/// A file of `assets/`.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its address, with its fingerprint: `/assets/style.1a2b3c4d.css`.
    pub address: Address,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Asset {
    /// An asset of that name with those bytes; of a stylesheet's, what browsers need.
    pub fn new(name: &str, bytes: Vec<u8>) -> Asset {
        let bytes = match std::str::from_utf8(&bytes) {
            Ok(sheet) if name.ends_with(".css") => minify::css(sheet).into_bytes(),
            Ok(_) | Err(_) => bytes,
        };
        let print = xxh3_64(&bytes) as u32;
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        Asset { address: Address::new(format!("/assets/{stem}.{print:08x}.{extension}")), bytes }
    }
}

/// The strongest layer's file of each name.
pub fn gather(layers: &[Layer]) -> BTreeMap<String, Asset> {
    let below = layers.iter().rev().flat_map(|layer| layer.below("assets/"));
    below.map(|(name, bytes)| (name.to_owned(), Asset::new(name, bytes.to_vec()))).collect()
}
