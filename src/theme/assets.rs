//! Stylesheets, scripts and pictures of a theme, under names that change with their content.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::Layer;
use crate::base::Address;

/// A file of `assets/`.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its address, with its fingerprint: `/assets/style.1a2b3c4d.css`.
    pub address: Address,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The strongest layer's file of each name.
pub fn gather(layers: &[Layer]) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    for layer in layers.iter().rev() {
        for (name, bytes) in layer.below("assets/") {
            let print = xxh3_64(bytes) as u32;
            let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
            let address = Address::new(format!("/assets/{stem}.{print:08x}.{extension}"));
            assets.insert(name.to_owned(), Asset { address, bytes: bytes.to_vec() });
        }
    }
    assets
}
