//! The colours and faces that a theme declares: their names, their values on light and on dark ground, and which of
//! them stand on which.
//!
//! In: what theme.yaml says. Out: [`Palette`]. Never here: what a site sets itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::{Colour, manifest::theme_fault};
use crate::base::{Found, Place};

/// The name that stands in `contrast` for whatever colours sections have.
pub const SECTIONS: &str = "sections";

/// Whether the page is light or dark.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scheme {
    /// Dark letters on light ground.
    Light,
    /// `prefers-color-scheme: dark`.
    Dark,
}

/// What a theme's letters and grounds look like.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Palette {
    /// The colours of light pages by name.
    pub light: BTreeMap<String, Colour>,
    /// Those of dark pages.
    pub dark: BTreeMap<String, Colour>,
    /// Colours of which a site that sets the light one alone gets a paler one for dark pages.
    pub accents: Vec<String>,
    /// What stands on what.
    pub pairs: Vec<Pair>,
    /// Font families by name.
    pub fonts: BTreeMap<String, String>,
}

/// Two colours that must be told apart.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// The name of the letters', the line's or the ring's colour, or [`SECTIONS`].
    pub colour: String,
    /// The name of the ground's.
    pub on: String,
    /// The contrast that it needs: 4.5 for text, 3 for lines and rings (WCAG 2.2, 1.4.3 and 1.4.11).
    pub at_least: f32,
}

impl Palette {
    /// Reads `colours`, `fonts`, `accents` and `contrast` of a theme.yaml, the parents' already below them.
    pub fn read(settings: &Map<String, Json>, place: &Place, found: &mut Found) -> Palette {
        let mut palette = Palette::default();
        let of = |key: &str| settings.get(key).and_then(Json::as_object).into_iter().flatten();
        for (name, value) in of("colours") {
            match value.as_object() {
                Some(dark) if name == "dark" => {
                    dark.iter().for_each(|(name, value)| add(&mut palette.dark, name, value, place, found));
                }
                None if name == "dark" && value.is_null() => {}
                Some(_) | None => add(&mut palette.light, name, value, place, found),
            }
        }
        let fonts = of("fonts").filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        palette.fonts = fonts.collect();
        palette.accents = settings.get("accents").map(names).unwrap_or_default();
        for row in settings.get("contrast").and_then(Json::as_array).into_iter().flatten() {
            let get = |key: &str| row.get(key).map(names).unwrap_or_default();
            let at_least = row.get("at_least").and_then(Json::as_f64).unwrap_or(4.5) as f32;
            for colour in get("colour") {
                for on in get("on") {
                    if let Some(name) = [&colour, &on].into_iter().find(|name| !palette.knows(name)) {
                        let why = format!("`contrast` names the colour `{name}`, which `colours` doesn't have");
                        found.push(theme_fault(place.clone(), &why));
                    }
                    palette.pairs.push(Pair { colour: colour.clone(), on, at_least });
                }
            }
        }
        palette
    }

    /// The colours of light or of dark pages.
    pub fn of(&self, scheme: Scheme) -> &BTreeMap<String, Colour> {
        match scheme {
            Scheme::Light => &self.light,
            Scheme::Dark => &self.dark,
        }
    }

    fn knows(&self, name: &str) -> bool {
        name == SECTIONS || self.light.contains_key(name) || self.dark.contains_key(name)
    }
}

fn add(colours: &mut BTreeMap<String, Colour>, name: &str, value: &Json, place: &Place, found: &mut Found) {
    match value.as_str().and_then(Colour::parse) {
        Some(colour) => drop(colours.insert(name.to_owned(), colour)),
        None => {
            let why = format!("the colour `{name}` isn't one such as \"#a8071a\", in quotation marks");
            found.push(theme_fault(place.clone(), &why));
        }
    }
}

/// A name, or a list of them.
fn names(value: &Json) -> Vec<String> {
    let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    list.iter().filter_map(Json::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{Palette, SECTIONS, Scheme};
    use crate::base::Found;
    use crate::theme::{BUILT_IN, Colour, Layer, Manifest, built_in};

    fn layers(name: &str) -> Vec<Layer> {
        let parent = (name != "broadsheet").then(|| built_in("broadsheet")).flatten();
        built_in(name).into_iter().chain(parent).collect()
    }

    fn palette(name: &str) -> Palette {
        let mut found = Found::new();
        let palette = Manifest::read(&layers(name), &mut found).palette;
        assert!(found.is_empty(), "{found:?}");
        palette
    }

    /// The custom properties of the rules in which `before` ends right before the first brace.
    fn declared(css: &str, name: &str, scheme: Scheme) -> Vec<Colour> {
        let dark = css.find("@media (prefers-color-scheme: dark)").expect("dark pages");
        let end = dark + css[dark..].find("\n}").expect("its end");
        let part = match scheme {
            Scheme::Light => &css[..dark],
            Scheme::Dark => &css[dark..end],
        };
        let start = format!("--{name}:");
        let values = part.match_indices(&start).map(|(at, _)| part[at + start.len()..].split([';', '}']).next());
        values.flatten().filter_map(|value| Colour::parse(value.trim())).collect()
    }

    #[test]
    fn built_in_themes_declare_what_their_style_sheets_say() {
        for name in BUILT_IN {
            let theme = built_in(name).expect(name);
            let css = theme.text("assets/style.css").expect("a style sheet");
            let own = serde_yaml::from_str::<serde_json::Value>(theme.text("theme.yaml").expect("theme.yaml"));
            let own = own.expect("YAML");
            for scheme in [Scheme::Light, Scheme::Dark] {
                let colours = match scheme {
                    Scheme::Light => &own["colours"],
                    Scheme::Dark => &own["colours"]["dark"],
                };
                for (colour, value) in colours.as_object().expect("colours").iter().filter(|(_, v)| v.is_string()) {
                    let value = value.as_str().and_then(Colour::parse).expect(colour);
                    assert_eq!(declared(css, colour, scheme), [value], "{name}: {colour} {scheme:?}");
                }
            }
        }
    }

    #[test]
    fn built_in_themes_have_the_contrast_that_they_ask_for() {
        for name in BUILT_IN {
            let palette = palette(name);
            assert!(palette.pairs.len() >= 8, "{name}");
            for scheme in [Scheme::Light, Scheme::Dark] {
                let colours = palette.of(scheme);
                for pair in palette.pairs.iter().filter(|pair| pair.colour != SECTIONS) {
                    let ratio = colours[&pair.colour].contrast(colours[&pair.on]);
                    let (colour, on) = (&pair.colour, &pair.on);
                    assert!(ratio >= pair.at_least, "{name}, {scheme:?}: {colour} on {on} has {ratio}");
                }
            }
            assert!(palette.accents.iter().all(|accent| palette.light.contains_key(accent)), "{name}");
        }
    }
}
