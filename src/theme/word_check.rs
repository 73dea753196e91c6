//! Whether the words that a site gives are words of its theme.
//!
//! In: all layers. Out: warnings. Never here: what the words say.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::{FORMS, Layer, Templates, manifest};
use crate::base::{Code, Diagnostic, Found, Place};
use crate::matter::fields::nearest;

/// Maps in which any key will do.
const OPEN: [&str; 2] = ["languages", "policy_names"];

/// Words that no file needs to have: CLDR has them.
const OPTIONAL: [&str; 5] = ["byline.comma", "byline.and", "dates.months", "dates.months_alone", "dates.months_short"];

/// Tells of keys in the site's own `i18n/` that neither its theme has nor any template asks for.
pub(super) fn check(layers: &[Layer], templates: &Templates, found: &mut Found) {
    let (own, theme): (Vec<&Layer>, Vec<&Layer>) = layers.iter().partition(|layer| layer.folder.is_empty());
    let files = own.iter().flat_map(|layer| {
        let names = layer.below("i18n/").map(|(name, _)| name).filter(|name| name.ends_with(".yaml"));
        names.map(|name| format!("i18n/{name}")).filter_map(|path| Some((layer.source(&path), layer.text(&path)?)))
    });
    let mut known = BTreeSet::new();
    for (source, text) in files {
        // What can't be read was told by whoever read it.
        let Ok(Json::Object(map)) = manifest::yaml(text) else { continue };
        if known.is_empty() {
            known = known_keys(&theme);
        }
        for key in keys(&map) {
            let first = key.split('.').next().unwrap_or(&key);
            let is_open = OPEN.contains(&first) && key.matches('.').count() < 2;
            if is_open
                || known.contains(&key)
                || templates.any_holds(&format!("words.{first}")) && !known.contains(first)
            {
                continue;
            }
            let fault = Diagnostic::new(Code::WordUnknown, place_of(&key, &source, text));
            let fault = fault.says(format!("`{key}` is no word of this theme")).culprit(None);
            found.push(match nearest(&key, known.iter().map(String::as_str)) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault
                    .help("docs/languages.md tells of the words there are; a template may ask for more as `words.KEY`"),
            });
        }
    }
}

/// All keys of the theme's words, with those of maps: `kinds`, `kinds.opinion`.
fn known_keys(theme: &[&Layer]) -> BTreeSet<String> {
    let texts = theme.iter().filter_map(|layer| layer.text("i18n/en.yaml"));
    let maps = texts.filter_map(|text| manifest::yaml(text).ok()?.as_object().cloned());
    let mut known: BTreeSet<String> = OPTIONAL.iter().map(|key| (*key).to_owned()).collect();
    known.extend(FORMS.iter().map(|form| format!("dates.{form}")));
    for map in maps {
        let is_plural = |key: &String| map[key].as_object().is_some_and(|forms| forms.contains_key("other"));
        for key in map.keys().filter(|key| is_plural(key)) {
            known.extend(["zero", "one", "two", "few", "many", "other"].map(|form| format!("{key}.{form}")));
        }
        known.extend(keys(&map));
    }
    known
}

/// The keys of a map, and of the maps in it after them.
fn keys(map: &Map<String, Json>) -> Vec<String> {
    let mut all = Vec::new();
    for (key, value) in map {
        all.push(key.clone());
        if let Some(below) = value.as_object() {
            all.extend(keys(below).into_iter().map(|inner| format!("{key}.{inner}")));
        }
    }
    all
}

/// Where a key stands: the line that begins with its last part, behind the line of the part before.
fn place_of(key: &str, source: &crate::base::SourcePath, text: &str) -> Place {
    let mut lines = text.lines().enumerate();
    let mut at = None;
    for part in key.split('.') {
        let begins = |line: &str| line.trim_start().trim_start_matches(['"', '\'']).starts_with(part);
        at = lines.by_ref().find(|(_, line)| begins(line)).or(at);
    }
    match at {
        Some((number, line)) => Place::at(source, text, number + 1, line.len() - line.trim_start().len() + 1),
        None => Place::file(source),
    }
}
