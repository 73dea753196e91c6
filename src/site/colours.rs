//! Colours and faces that a site or its own theme sets: rules added to the theme's style sheet, since pages carry no
//! styles.
//!
//! In: the theme's palette and what site.yaml says. Out: which colour each name has on light and on dark pages; rules.
//! Never here: whether they can be told apart (that is `contrast`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{Face, Settings};
use crate::theme::{Colour, Palette, SECTIONS, Scheme, Theme};

impl super::Site {
    /// A colour of light pages by its name: the site's, else the theme's.
    pub fn colour(&self, name: &str) -> Option<Colour> {
        Paint::of(&self.theme.manifest.palette, &self.settings).get(Scheme::Light, name)
    }
}

/// The style sheet that rules are added to.
pub(super) const SHEET: &str = "style.css";

/// The colours that pages have in the end.
pub(super) struct Paint<'p> {
    /// The theme's.
    pub palette: &'p Palette,
    /// By scheme and name: those that site.yaml sets, or that follow from one that it sets.
    set: BTreeMap<(Scheme, &'p str), Colour>,
}

impl<'p> Paint<'p> {
    /// The theme's colours, and over them the site's.
    pub fn of(palette: &'p Palette, settings: &'p Settings) -> Paint<'p> {
        let set = settings.colours.iter().map(|(name, scheme, colour)| ((*scheme, name.as_str()), *colour));
        let mut paint = Paint { palette, set: set.collect() };
        // Grounds of dark pages are known before what is to be read on them is made.
        let light: Vec<(&str, Colour)> = paint.set_in(Scheme::Light).collect();
        for (name, colour) in light {
            if palette.accents.iter().any(|accent| accent == name) && !palette.dark.is_empty() {
                let dark = paint.on_dark(name, colour);
                paint.set.entry((Scheme::Dark, name)).or_insert(dark);
            }
        }
        paint
    }

    /// A colour by its name.
    pub fn get(&self, scheme: Scheme, name: &str) -> Option<Colour> {
        self.set.get(&(scheme, name)).or_else(|| self.palette.of(scheme).get(name)).copied()
    }

    /// Whether it isn't the theme's.
    pub fn is_set(&self, scheme: Scheme, name: &str) -> bool {
        self.set.contains_key(&(scheme, name))
    }

    /// The colours of a scheme that aren't the theme's.
    pub fn set_in(&self, scheme: Scheme) -> impl Iterator<Item = (&'p str, Colour)> {
        self.set.iter().filter(move |((of, _), _)| *of == scheme).map(|((_, name), colour)| (*name, *colour))
    }

    /// What a colour of that name needs to be told from: the grounds that it stands on, each with the contrast.
    pub fn grounds(&self, scheme: Scheme, name: &str) -> Vec<(Colour, f32)> {
        let pairs = self.palette.pairs.iter().filter(|pair| pair.colour == name);
        pairs.filter_map(|pair| Some((self.get(scheme, &pair.on)?, pair.at_least))).collect()
    }

    /// What stands for a colour on dark pages where nobody says: paler, and as pale as it must be.
    fn on_dark(&self, name: &str, colour: Colour) -> Colour {
        // One that the theme has itself has its counterpart, too.
        let own = self.palette.light.iter().find(|(name, own)| **own == colour && self.palette.accents.contains(name));
        let pale = own.and_then(|(name, _)| self.palette.dark.get(name).copied()).unwrap_or_else(|| colour.on_dark());
        pale.nearest(&self.grounds(Scheme::Dark, name)).unwrap_or(pale)
    }
}

/// Adds what site.yaml says of colours and faces to the style sheet, and before it what the site's own theme says.
/// `is_own_sheet`: the theme that declares them brings the style sheet too, whose rules go before.
pub(super) fn add_settings(theme: &mut Theme, settings: &Settings, own: Option<&Palette>, is_own_sheet: bool) {
    let mut rules = String::new();
    if let Some(own) = own {
        let root = if is_own_sheet { ":where(:root)" } else { ":root" };
        let media = if is_own_sheet { "" } else { "screen" };
        let fonts = own.fonts.iter().map(|(name, families)| (name.as_str(), families.clone()));
        rule(&mut rules, "", root, fonts);
        rule(&mut rules, media, root, of_colours(own.light.iter().map(|(name, colour)| (name.as_str(), *colour))));
        let dark = own.dark.iter().map(|(name, colour)| (name.as_str(), *colour));
        rule(&mut rules, "screen and (prefers-color-scheme:dark)", root, of_colours(dark));
    }
    let palette = theme.manifest.palette.clone();
    let paint = Paint::of(&palette, settings);
    rule(&mut rules, "screen", ":root", of_colours(paint.set_in(Scheme::Light)));
    // What is set for light pages stands after the theme's own rules for dark ones, which it must not undo.
    let light = paint.set_in(Scheme::Light).map(|(name, _)| name);
    let names: BTreeSet<&str> = light.chain(paint.set_in(Scheme::Dark).map(|(name, _)| name)).collect();
    let dark = names.into_iter().filter_map(|name| Some((name, paint.get(Scheme::Dark, name)?)));
    rule(&mut rules, "screen and (prefers-color-scheme:dark)", ":root", of_colours(dark));
    add_faces(&mut rules, settings);
    if let Some(height) = settings.logo.as_ref().and_then(|logo| logo.height) {
        rule(&mut rules, "", ":root", [("logo-height", format!("{height}px"))].into_iter());
    }
    if !rules.is_empty() {
        theme.append(SHEET, &rules);
    }
}

fn of_colours<'c>(colours: impl Iterator<Item = (&'c str, Colour)>) -> impl Iterator<Item = (&'c str, String)> {
    colours.map(|(name, colour)| (name, colour.to_string()))
}

/// Writes a rule of custom properties, for some media alone.
fn rule<'n>(out: &mut String, media: &str, selector: &str, values: impl Iterator<Item = (&'n str, String)>) {
    let mut inner = String::new();
    for (name, value) in values.filter(|(name, _)| is_word(name)) {
        let _ = write!(inner, "--{name}:{value};");
    }
    match inner.is_empty() {
        true => {}
        false if media.is_empty() => drop(write!(out, "\n{selector}{{{inner}}}")),
        false => drop(write!(out, "\n@media {media}{{{selector}{{{inner}}}}}")),
    }
}

/// Faces, and the files of those that the site serves itself. Nothing jumps: a file that comes late waits for the next
/// page (`font-display: optional`).
fn add_faces(rules: &mut String, settings: &Settings) {
    for file in settings.faces.iter().flat_map(|face| &face.files) {
        let address =
            crate::base::Address::parse(&file.path).map_or_else(|_| file.path.clone(), |a| settings.base.href(&a));
        let style = if file.is_italic { "italic" } else { "normal" };
        let _ = write!(
            rules,
            "\n@font-face{{font-family:{};src:url(\"{address}\");font-weight:{};font-style:{style};font-display:optional}}",
            file.family, file.weight
        );
    }
    // A face of the site's own language is none for those that are written otherwise: the theme has theirs.
    let own = settings.language().primary();
    let others: BTreeSet<&str> = settings.languages.iter().map(|lang| lang.primary()).collect();
    let others = others.into_iter().filter(|lang| *lang != own && has_own_faces(lang));
    let without: String = others.map(|lang| format!(":not(:lang({lang}))")).collect();
    let selectors = settings.languages.iter().map(|lang| (Some(lang), format!(":lang({lang})")));
    for (lang, selector) in [(None, format!(":root{without}"))].into_iter().chain(selectors) {
        let faces = settings.faces.iter().filter(|face| face.lang.as_ref() == lang);
        rule(rules, "", &selector, faces.map(|Face { name, families, .. }| (name.as_str(), families.clone())));
    }
}

/// Whether a language is written in letters that Latin faces don't have.
fn has_own_faces(lang: &str) -> bool {
    ["ar", "fa", "he", "ur", "ja", "zh", "ko", "th", "hi", "bn", "ka", "hy", "am", "ta", "my", "km"].contains(&lang)
}

/// Adds a class for each colour that a section names by its digits.
pub(super) fn add_sections(theme: &mut Theme, settings: &Settings, colours: &BTreeSet<String>) {
    let palette = theme.manifest.palette.clone();
    let paint = Paint::of(&palette, settings);
    let (mut light, mut dark) = (String::new(), String::new());
    for text in colours {
        let Some(colour) = Colour::parse(text) else { continue };
        let class = text.trim_start_matches('#');
        let _ = write!(light, ".colour-{class}{{--accent:{colour}}}");
        let _ = write!(dark, ".colour-{class}{{--accent:{}}}", paint.on_dark(SECTIONS, colour));
    }
    if !light.is_empty() {
        let dark = format!("@media screen and (prefers-color-scheme:dark){{{dark}}}");
        theme.append(SHEET, &format!("\n@media screen{{{light}}}\n{dark}\n"));
    }
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}
