//! The words of the interface, by language.

use serde_json::{Map, Value as Json};
use tera::Value;

use super::cldr::CldrLists;
use super::dates::DateWords;
use super::{HouseDates, Layer, manifest};
use crate::base::{Found, Lang, Place};

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    json: Map<String, Json>,
    value: Value,
    dates: DateWords,
    lists: Option<CldrLists>,
}

impl Words {
    /// Reads `i18n/LANG.yaml` of every layer over its script's over the language alone (`de` for `de-AT`) over English.
    pub fn read(lang: &Lang, layers: &[Layer], dates: &HouseDates, found: &mut Found) -> Words {
        let mut json = Map::new();
        for name in names_of(lang) {
            for layer in layers.iter().rev() {
                let path = format!("i18n/{name}.yaml");
                let Some(text) = layer.text(&path) else { continue };
                let source = layer.source(&path);
                match manifest::yaml(text) {
                    Ok(Json::Object(mut map)) => {
                        if name != lang.primary() && name == "en" {
                            // How English writes dates and lists is nothing for languages that borrow its words.
                            map.shift_remove("dates");
                        }
                        lay_over(&mut json, map);
                    }
                    Ok(_) => {}
                    Err((line, column, why)) => {
                        found.push(manifest::theme_fault(Place::at(&source, text, line, column), &why));
                    }
                }
            }
        }
        let dates = DateWords::of(json.get("dates"), lang, dates);
        json.insert("dates".to_owned(), Json::Object(dates.words()));
        let value = Value::try_from_serializable(&json).unwrap_or_else(|_| Value::from(tera::Map::new()));
        Words { json, value, dates, lists: CldrLists::of(lang) }
    }

    /// All words, for templates.
    pub fn value(&self) -> Value {
        self.value.clone()
    }

    /// The word of that key; `a.b` walks into a map. The key itself when there is none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The word of that key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        let (first, rest) = key.split_once('.').map_or((key, None), |(a, b)| (a, Some(b)));
        let mut at = self.json.get(first)?;
        for part in rest.into_iter().flat_map(|r| r.split('.')) {
            at = at.get(part)?;
        }
        at.as_str()
    }

    /// How dates are written.
    pub fn dates(&self) -> &DateWords {
        &self.dates
    }

    /// Names joined as the language does, “A, B and C”: by `byline.comma` and `byline.and` where the words have them,
    /// else by CLDR. Names may be HTML.
    pub fn join<'n>(&self, names: impl ExactSizeIterator<Item = &'n str>, out: &mut String) {
        if let Some(lists) = self.lists.as_ref().filter(|_| self.find("byline.and").is_none()) {
            return lists.write(&names.collect::<Vec<&str>>(), out);
        }
        let last = names.len().saturating_sub(1);
        for (n, name) in names.enumerate() {
            if n > 0 {
                out.push_str(self.find(if n == last { "byline.and" } else { "byline.comma" }).unwrap_or(", "));
            }
            out.push_str(name);
        }
    }
}

/// The names of a language's files, the weakest first.
fn names_of(lang: &Lang) -> Vec<&str> {
    let mut names = vec!["en", lang.primary()];
    if is_simplified_chinese(lang) {
        names.push("zh-Hans");
    }
    names.push(lang.as_str());
    names.dedup();
    names
}

/// Chinese is written in simplified letters unless its script or its region says otherwise (CLDR's likely subtags).
fn is_simplified_chinese(lang: &Lang) -> bool {
    const TRADITIONAL: [&str; 4] = ["Hant", "TW", "HK", "MO"];
    let mut subtags = lang.as_str().split('-');
    let is_chinese = subtags.next() == Some("zh");
    is_chinese && (lang.as_str().starts_with("zh-Hans") || !subtags.any(|subtag| TRADITIONAL.contains(&subtag)))
}

fn lay_over(words: &mut Map<String, Json>, over: Map<String, Json>) {
    for (key, value) in over {
        match (words.get_mut(&key), value) {
            (Some(Json::Object(below)), Json::Object(map)) => lay_over(below, map),
            (_, value) => {
                words.insert(key, value);
            }
        }
    }
}
