//! How a house writes dates where it isn't as the language does: by a style with a name, or by patterns of its own.
//!
//! In: what site.yaml says under `dates` and `numerals`. Out: a pattern for each form. Never here: dates.

use super::numerals::Numerals;
use crate::base::Lang;

/// The forms of a date that have a pattern.
pub const FORMS: [&str; 6] = ["day", "short", "month_year", "time", "full", "span"];

/// A style that has a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateStyle {
    /// As the language does.
    Language,
    /// As the Associated Press does: “2:05 p.m. EET, Nov. 23, 2026”. Of English alone.
    Ap,
}

/// `dates` and `numerals` of site.yaml.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HouseDates {
    /// A style's name, by language.
    pub styles: Vec<(Lang, DateStyle)>,
    /// Patterns: the language, the form, the pattern.
    pub patterns: Vec<(Lang, String, String)>,
    /// Systems of digits by language.
    pub numerals: Vec<(Lang, Numerals)>,
}

/// The patterns of a language's forms.
pub(super) struct Forms<'h> {
    house: &'h HouseDates,
    lang: Lang,
}

const AP: [(&str, &str); 5] = [
    ("day", "{month_ap} {d}, {year}"),
    ("short", "{month_ap} {d}, {year}"),
    ("month_year", "{month} {year}"),
    ("time", "{time_ap}"),
    ("full", "{time} {zone}, {day}"),
];

impl HouseDates {
    /// The house's patterns for a language.
    pub(super) fn forms(&self, lang: &Lang) -> Forms<'_> {
        Forms { house: self, lang: lang.clone() }
    }

    /// The digits in which a language's dates are written.
    pub(super) fn numerals(&self, lang: &Lang) -> Numerals {
        self.numerals.iter().rfind(|(of, _)| of == lang).map_or(Numerals::LATIN, |(_, numerals)| *numerals)
    }
}

impl<'h> Forms<'h> {
    /// The pattern of a form; none where it is written as the language does.
    pub(super) fn get(&self, form: &str) -> Option<&'h str> {
        let own = self.house.patterns.iter().rfind(|(lang, name, _)| *lang == self.lang && name == form);
        if let Some((_, _, pattern)) = own {
            return Some(pattern);
        }
        let style = self.house.styles.iter().rfind(|(lang, _)| *lang == self.lang)?.1;
        match style {
            DateStyle::Language => None,
            DateStyle::Ap => AP.iter().find(|(name, _)| *name == form).map(|(_, pattern)| *pattern),
        }
    }
}
