//! Colours that a site sets itself: rules added to the theme's stylesheet, since pages carry no styles.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Settings;
use crate::matter::Field;
use crate::theme::Theme;

/// The stylesheet that the rules are added to.
const SHEET: &str = "style.css";

/// Adds a class for each colour that a section names by its digits, and the site's own `colours`.
pub fn add_rules(theme: &mut Theme, settings: &Settings) {
    let mut rules = String::new();
    let own = settings.theme_settings.iter().find(|(key, _)| &**key == "colours");
    if let Some((_, Field::Map(colours))) = own {
        rules.push_str("\n:root{");
        for (name, value) in colours {
            if let (true, Field::Text(value)) = (is_word(name), value)
                && is_hex(value)
            {
                let _ = write!(rules, "--{name}:{value};");
            }
        }
        rules.push('}');
    }
    let sections: BTreeSet<&str> =
        settings.sections.iter().filter_map(|s| s.colour.as_deref()).filter(|c| is_hex(c)).collect();
    for colour in sections {
        let _ = write!(rules, "\n.colour-{}{{--section:{colour}}}", colour.trim_start_matches('#'));
    }
    if !rules.is_empty() {
        theme.append(SHEET, &rules);
    }
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_')
}

fn is_hex(colour: &str) -> bool {
    colour
        .strip_prefix('#')
        .is_some_and(|digits| matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}
