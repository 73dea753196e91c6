//! Colours that a site sets itself: rules added to the theme's stylesheet, since pages carry no styles.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Settings;
use crate::matter::Field;
use crate::theme::Theme;

/// The stylesheet that the rules are added to.
const SHEET: &str = "style.css";

/// Adds the site's own `colours` and `fonts`: custom properties by the names of theme.yaml.
pub fn add_settings(theme: &mut Theme, settings: &Settings) {
    let mut rules = String::new();
    for (key, field) in &settings.theme_settings {
        let Field::Map(rows) = field else { continue };
        let is_fit: fn(&str) -> bool = match &**key {
            "colours" => is_hex,
            "fonts" => is_font,
            _ => continue,
        };
        for (name, value) in rows.iter().filter(|(name, _)| is_word(name)) {
            if let Field::Text(value) = value
                && is_fit(value)
            {
                let _ = write!(rules, "--{name}:{value};");
            }
        }
    }
    if !rules.is_empty() {
        theme.append(SHEET, &format!("\n:root{{{rules}}}"));
    }
}

/// Adds a class for each colour that a section names by its digits; on dark ground it is mixed with white.
pub fn add_sections(theme: &mut Theme, colours: &BTreeSet<String>) {
    let (mut light, mut dark) = (String::new(), String::new());
    for colour in colours.iter().filter(|c| is_hex(c)) {
        let class = colour.trim_start_matches('#');
        let _ = write!(light, "\n.colour-{class}{{--accent:{colour}}}");
        let _ = write!(dark, ".colour-{class}{{--accent:color-mix(in oklab,{colour} 45%,#fff)}}");
    }
    if !light.is_empty() {
        theme.append(SHEET, &format!("{light}\n@media (prefers-color-scheme:dark){{{dark}}}\n"));
    }
}

/// A list of font families: nothing in it may end the rule.
fn is_font(value: &str) -> bool {
    !value.contains([';', '{', '}', '<', '\\', '@']) && !value.contains("url(")
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_')
}

fn is_hex(colour: &str) -> bool {
    colour
        .strip_prefix('#')
        .is_some_and(|digits| matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}
