//! A theme's files, ready for the press: templates, words, assets, declared lists.
//!
//! In: layers of files, those of the site over those of the theme over those built in. Out: [`Theme`].
//! Never here: disk (the `site` room reads it), stories, addresses of stories.

mod assets;
mod builtin;
mod cldr;
mod closure;
mod colour;
mod dates;
mod filters;
mod house;
mod layers;
mod lists;
mod manifest;
mod minify;
mod numerals;
mod palette;
mod pictures;
mod templates;
mod versions;
mod word_check;
mod words;

pub use assets::Asset;
pub use builtin::{BUILT_IN, built_in};
pub use closure::{Closure, Closures};
pub use colour::Colour;
pub use dates::DateWords;
pub use filters::FILTERS;
pub use house::{DateStyle, FORMS, HouseDates};
pub use layers::Layer;
pub use lists::{ListSpec, SectionOf, read_lists};
pub use manifest::Manifest;
pub use numerals::Numerals;
pub use palette::{Pair, Palette, SECTIONS, Scheme};
pub use pictures::PictureSizes;
pub use templates::{Templates, place_of};
pub use words::Words;

use std::collections::{BTreeMap, BTreeSet};

use tera::Tera;

use crate::base::{Found, Lang};

/// A theme, ready for the press.
#[derive(Clone)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// What its theme.yaml says, its parents' included.
    pub manifest: Manifest,
    /// Its templates, components, filters and functions; empty when they don't compile.
    pub tera: Tera,
    /// Whether the templates compiled; if not, that was told, and no page can be printed.
    pub is_sound: bool,
    /// The texts of the templates, for excerpts in diagnostics.
    pub templates: Templates,
    /// The names of its components: what the text of an article may call.
    pub components: BTreeSet<String>,
    /// Its interface words by language.
    pub words: BTreeMap<Lang, Words>,
    /// Its assets by name, fingerprinted.
    pub assets: BTreeMap<String, Asset>,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Theme {
    /// Makes a theme of its layers, the strongest first. A fault of one file is told and the rest still looked at.
    pub fn load(name: &str, layers: &[Layer], languages: &[Lang], dates: &HouseDates, found: &mut Found) -> Theme {
        let manifest = Manifest::read(layers, found);
        let (tera, templates) = templates::compile(layers, found);
        let is_sound = tera.is_some();
        let tera = tera.unwrap_or_default();
        let components = tera.get_component_names().map(str::to_owned).collect();
        let words = languages.iter().map(|lang| (lang.clone(), Words::read(lang, layers, dates, found))).collect();
        word_check::check(layers, &templates, found);
        let assets = assets::gather(layers);
        Theme { name: name.to_owned(), manifest, tera, is_sound, templates, components, words, assets }
    }

    /// The stylesheets that stand in each page, by name, as they may stand in a `<style>`.
    pub fn inlined(&self) -> impl Iterator<Item = (&str, String)> {
        let sheets = self.manifest.inline.iter().filter_map(|name| Some((name, self.assets.get(name)?)));
        // `\r` would be another letter in the page, and another hash; `</` could end the element.
        sheets.filter_map(|(name, asset)| {
            let sheet = std::str::from_utf8(&asset.bytes).ok()?;
            Some((name.as_str(), sheet.replace("\r\n", "\n").replace('\r', "\n").replace("</", "<\\/")))
        })
    }

    /// Appends text to an asset, which gets a new fingerprint.
    pub fn append(&mut self, name: &str, text: &str) {
        if let Some(asset) = self.assets.get_mut(name) {
            let mut bytes = std::mem::take(&mut asset.bytes);
            bytes.extend_from_slice(text.as_bytes());
            *asset = Asset::new(name, bytes);
        }
    }

    /// The words of a language that was declared.
    pub fn words(&self, lang: &Lang) -> &Words {
        self.words.get(lang).or_else(|| self.words.values().next()).expect("every site declares a language")
    }
}
