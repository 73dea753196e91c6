//! Whether the colours that a site, or its own theme, sets can be told apart.
//!
//! In: the colours that pages have, the pairs that the theme declares. Out: a warning for each colour that isn't plain
//! enough on what it stands, with the nearest one that is. Never here: a change of what somebody wrote.

use super::colours::Paint;
use super::{Rows, Settings};
use crate::base::{Code, Diagnostic, Found, Place, SourcePath};
use crate::matter::fields::nearest;
use crate::theme::{Colour, Layer, Palette, SECTIONS, Scheme, Theme};

/// A colour to blame, what it isn't plain enough with, and what it would have to be told from.
struct Blamed<'p> {
    name: &'p str,
    colour: Colour,
    /// In words: “`link` on `ground` is 3.10:1 and needs 4.5:1”.
    faults: Vec<String>,
    against: Vec<(Colour, f32)>,
}

/// Tells of colours and faces that the theme doesn't have, and of pairs that site.yaml made too faint.
pub(super) fn check_settings(theme: &Theme, settings: &Settings, found: &mut Found) {
    let palette = &theme.manifest.palette;
    for (name, scheme, _) in &settings.colours {
        let place = || settings.places.of(&key(name, *scheme));
        let known = palette.light.keys().chain(palette.dark.keys()).map(String::as_str);
        tell_unknown(name, known, &format!("the theme `{}` has no colour", theme.name), place, found);
    }
    for face in &settings.faces {
        let place = || settings.places.of(&format!("fonts.{}", face.name));
        let known = palette.fonts.keys().map(String::as_str);
        tell_unknown(&face.name, known, &format!("the theme `{}` has no face", theme.name), place, found);
    }
    let paint = Paint::of(palette, settings);
    for scheme in [Scheme::Light, Scheme::Dark] {
        check(&paint, scheme, |name| paint.is_set(scheme, name), |name| place_of(settings, name, scheme), found);
    }
}

/// Checks all pairs of a theme that isn't built in; those that site.yaml set are checked as the site's.
pub(super) fn check_theme(layer: &Layer, palette: &Palette, settings: &Settings, found: &mut Found) {
    let plain = Settings { colours: Vec::new(), ..settings.clone() };
    let (paint, real) = (Paint::of(palette, &plain), Paint::of(palette, settings));
    let text = layer.text("theme.yaml").unwrap_or_default();
    let source = layer.source("theme.yaml");
    let places = places_in(text, &source);
    for scheme in [Scheme::Light, Scheme::Dark] {
        let place = |name: &str| {
            let own = places.iter().find(|(known, _)| *known == key(name, scheme)).map(|(_, place)| place.clone());
            own.unwrap_or_else(|| Place::file(&source))
        };
        let declares = |name: &str| places.iter().any(|(known, _)| *known == key(name, scheme));
        check(&paint, scheme, |name| declares(name) && !real.is_set(scheme, name), place, found);
    }
}

/// Checks a colour that a section names: whether the theme has it, or whether it is plain enough on light pages. For dark
/// ones a fit colour is made.
pub(super) fn check_section(theme: &Theme, settings: &Settings, colour: &str, place: &Place, found: &mut Found) {
    let palette = &theme.manifest.palette;
    let Some(own) = Colour::parse(colour) else {
        let known = palette.light.keys().map(String::as_str);
        tell_unknown(colour, known, &format!("the theme `{}` has no colour", theme.name), || place.clone(), found);
        return;
    };
    let paint = Paint::of(palette, settings);
    let mut blamed = Blamed { name: SECTIONS, colour: own, faults: Vec::new(), against: Vec::new() };
    for pair in palette.pairs.iter().filter(|pair| pair.colour == SECTIONS) {
        let Some(ground) = paint.get(Scheme::Light, &pair.on) else { continue };
        blamed.against.push((ground, pair.at_least));
        if own.contrast(ground) < pair.at_least {
            blamed.faults.push(says(&format!("{own}"), &pair.on, own.contrast(ground), pair.at_least));
        }
    }
    blamed.tell(Scheme::Light, place.clone(), found);
}

/// Checks the pairs of a scheme of which `is_ours` holds for either colour; the letters are blamed before the ground.
fn check<'p>(
    paint: &Paint<'p>,
    scheme: Scheme,
    is_ours: impl Fn(&str) -> bool,
    place: impl Fn(&str) -> Place,
    found: &mut Found,
) {
    let mut all: Vec<Blamed<'p>> = Vec::new();
    for pair in paint.palette.pairs.iter().filter(|pair| is_ours(&pair.colour) || is_ours(&pair.on)) {
        let (Some(colour), Some(on)) = (paint.get(scheme, &pair.colour), paint.get(scheme, &pair.on)) else { continue };
        let ratio = colour.contrast(on);
        if ratio >= pair.at_least {
            continue;
        }
        let (name, own) = if is_ours(&pair.colour) { (&*pair.colour, colour) } else { (&*pair.on, on) };
        let fault = says(&format!("`{}`", pair.colour), &pair.on, ratio, pair.at_least);
        match all.iter_mut().find(|blamed| blamed.name == name) {
            Some(blamed) => blamed.faults.push(fault),
            None => all.push(Blamed { name, colour: own, faults: vec![fault], against: against(paint, scheme, name) }),
        }
    }
    all.into_iter().for_each(|blamed| blamed.tell(scheme, place(blamed.name), found));
}

/// What a colour has to be told from: the grounds that it stands on, or what stands on it.
fn against(paint: &Paint<'_>, scheme: Scheme, name: &str) -> Vec<(Colour, f32)> {
    let standing = paint.palette.pairs.iter().filter(|pair| pair.on == name);
    let standing = standing.filter_map(|pair| Some((paint.get(scheme, &pair.colour)?, pair.at_least)));
    paint.grounds(scheme, name).into_iter().chain(standing).collect()
}

impl Blamed<'_> {
    fn tell(&self, scheme: Scheme, place: Place, found: &mut Found) {
        if self.faults.is_empty() {
            return;
        }
        let pages = match scheme {
            Scheme::Light => "",
            Scheme::Dark => "on dark pages: ",
        };
        let fault = Diagnostic::new(Code::Contrast, place).says(format!("{pages}{}", self.faults.join("; ")));
        let fault = match self.colour.nearest(&self.against) {
            Some(near) => fault.help(format!("the nearest colour that passes is \"{near}\"")),
            None => fault.help("no lightness of this colour passes: change what it stands with, too"),
        };
        found.push(fault.culprit(None));
    }
}

/// The ratio is cut, never rounded up to what is needed.
fn says(colour: &str, on: &str, ratio: f32, at_least: f32) -> String {
    format!("{colour} on `{on}` has a contrast of {:.2}:1 and needs {at_least}:1", (ratio * 100.0).floor() / 100.0)
}

fn tell_unknown<'k>(
    name: &str,
    known: impl Iterator<Item = &'k str> + Clone,
    says: &str,
    place: impl FnOnce() -> Place,
    found: &mut Found,
) {
    if known.clone().any(|own| own == name) {
        return;
    }
    let mut all: Vec<&str> = known.clone().collect();
    all.sort_unstable();
    all.dedup();
    let help = match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`? There are: {}", all.join(", ")),
        None => format!("there are: {}", all.join(", ")),
    };
    found.push(Diagnostic::new(Code::LookUnknown, place()).says(format!("{says} `{name}`")).help(help).culprit(None));
}

fn key(name: &str, scheme: Scheme) -> String {
    match scheme {
        Scheme::Light => format!("colours.{name}"),
        Scheme::Dark => format!("colours.dark.{name}"),
    }
}

/// Where site.yaml sets a colour; one that was made for dark pages stands where its light one is.
fn place_of(settings: &Settings, name: &str, scheme: Scheme) -> Place {
    let is_set = settings.colours.iter().any(|(known, of, _)| known == name && *of == scheme);
    settings.places.of(&key(name, if is_set { scheme } else { Scheme::Light }))
}

/// Where a theme.yaml declares its colours.
fn places_in(text: &str, source: &SourcePath) -> Vec<(String, Place)> {
    let mut unheard = Found::new();
    let mut rows = Rows::of_file(source, text, &mut unheard);
    let Some(mut colours) = rows.map("colours", &mut unheard) else { return Vec::new() };
    let mut places = Vec::new();
    if let Some(mut dark) = colours.map("dark", &mut unheard) {
        let dark_rows = dark.take_all();
        places.extend(dark_rows.iter().map(|row| (format!("colours.dark.{}", row.key()), dark.place(row))));
    }
    let light = colours.take_all();
    places.extend(light.iter().map(|row| (format!("colours.{}", row.key()), colours.place(row))));
    places
}
