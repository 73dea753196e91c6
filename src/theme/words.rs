//! The words of the interface, by language.

use serde_json::{Map, Value as Json};
use tera::Value;

use super::{Layer, manifest};
use crate::base::{Found, Lang, Moment, Place, SiteZone};

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    json: Map<String, Json>,
    value: Value,
    dates: DateWords,
}

/// How a language writes dates.
#[derive(Clone, Debug, Default)]
pub struct DateWords {
    months: Vec<String>,
    months_alone: Vec<String>,
    months_short: Vec<String>,
    day: String,
    short: String,
    month_year: String,
    time: String,
    full: String,
    span: String,
}

impl Words {
    /// Reads `i18n/LANG.yaml` of every layer over its script's over the language alone (`de` for `de-AT`) over English.
    pub fn read(lang: &Lang, layers: &[Layer], found: &mut Found) -> Words {
        let mut json = Map::new();
        for name in names_of(lang) {
            for layer in layers.iter().rev() {
                let path = format!("i18n/{name}.yaml");
                let Some(text) = layer.text(&path) else { continue };
                let source = layer.source(&path);
                match manifest::yaml(text) {
                    Ok(Json::Object(map)) => lay_over(&mut json, map),
                    Ok(_) => {}
                    Err((line, column, why)) => {
                        found.push(manifest::theme_fault(Place::at(&source, text, line, column), &why));
                    }
                }
            }
        }
        let dates = DateWords::of(json.get("dates"));
        let value = Value::try_from_serializable(&json).unwrap_or_else(|_| Value::from(tera::Map::new()));
        Words { json, value, dates }
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

    /// Names joined as the language does: “A, B and C”.
    pub fn join<'n>(&self, names: impl ExactSizeIterator<Item = &'n str>, out: &mut String) {
        let last = names.len().saturating_sub(1);
        for (n, name) in names.enumerate() {
            if n > 0 {
                out.push_str(self.get(if n == last { "byline.and" } else { "byline.comma" }));
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
            (Some(Json::Object(below)), Json::Object(map)) if !map.contains_key("other") => lay_over(below, map),
            (_, value) => {
                words.insert(key, value);
            }
        }
    }
}

impl DateWords {
    fn of(json: Option<&Json>) -> DateWords {
        let text = |key: &str, default: &str| {
            json.and_then(|d| d.get(key)).and_then(Json::as_str).unwrap_or(default).to_owned()
        };
        let list = |key: &str| -> Vec<String> {
            let items = json.and_then(|d| d.get(key)).and_then(Json::as_array).into_iter().flatten();
            items.map(|m| m.as_str().unwrap_or_default().to_owned()).collect()
        };
        let months = list("months");
        let or_months = |list: Vec<String>| if list.len() == 12 { list } else { months.clone() };
        DateWords {
            months_alone: or_months(list("months_alone")),
            months_short: or_months(list("months_short")),
            day: text("day", "{year}-{mm}-{dd}"),
            short: text("short", "{year}-{mm}-{dd}"),
            month_year: text("month_year", "{month} {year}"),
            time: text("time", "{HH}:{mm}"),
            full: text("full", "{time} {zone}, {day}"),
            span: text("span", "{from} – {until}"),
            months,
        }
    }

    /// The day: “23 November 2026”.
    pub fn day(&self, moment: Moment) -> String {
        self.write(&self.day, &self.months, moment)
    }

    /// The day for lists: “23 Nov 2026”.
    pub fn short(&self, moment: Moment) -> String {
        self.write(&self.short, &self.months, moment)
    }

    /// The time of day with its zone: “14:05 EET”.
    pub fn time(&self, moment: Moment, zone: &SiteZone) -> String {
        let mut out = self.write(&self.time, &self.months, moment);
        out.push(' ');
        out.push_str(&zone.abbreviation(moment));
        out
    }

    /// Time and day, of the day in words as [`DateWords::day`] gives it.
    pub fn full(&self, moment: Moment, zone: &SiteZone, day: &str) -> String {
        let time = self.write(&self.time, &self.months, moment);
        self.full.replace("{time}", &time).replace("{zone}", &zone.abbreviation(moment)).replace("{day}", day)
    }

    /// A month of a year: “November 2026”.
    pub fn month_year(&self, year: i16, month: i8) -> String {
        let name = self.months_alone.get(month as usize - 1).cloned().unwrap_or_else(|| format!("{month:02}"));
        self.month_year.replace("{month}", &name).replace("{year}", &year.to_string())
    }

    /// From one day to another.
    pub fn span(&self, from: &str, until: &str) -> String {
        self.span.replace("{from}", from).replace("{until}", until)
    }

    /// Fills a pattern in one pass over it.
    fn write(&self, pattern: &str, months: &[String], moment: Moment) -> String {
        use std::fmt::Write;
        let at = moment.civil();
        let is_time = ["{HH}", "{H}", "{h}"].iter().any(|hour| pattern.contains(hour));
        let month =
            |list: &[String]| list.get(at.month() as usize - 1).cloned().unwrap_or_else(|| at.month().to_string());
        let mut out = String::with_capacity(pattern.len() + 16);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                rest = after;
                break;
            };
            let _ = match name {
                "d" => write!(out, "{}", at.day()),
                "dd" => write!(out, "{:02}", at.day()),
                "m" => write!(out, "{}", at.month()),
                "mm" if is_time => write!(out, "{:02}", at.minute()),
                "mm" => write!(out, "{:02}", at.month()),
                "month" => write!(out, "{}", month(months)),
                "month_short" => write!(out, "{}", month(&self.months_short)),
                "year" => write!(out, "{}", at.year()),
                "HH" => write!(out, "{:02}", at.hour()),
                "H" => write!(out, "{}", at.hour()),
                "h" => write!(out, "{}", (at.hour() + 11) % 12 + 1),
                "ampm" => write!(out, "{}", if at.hour() < 12 { "a.m." } else { "p.m." }),
                other => write!(out, "{{{other}}}"),
            };
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}
