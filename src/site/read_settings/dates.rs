//! `dates` and `numerals`: how the house writes dates where it isn't as the language does.

use super::rows::{Row, Rows, one_of};
use crate::base::{Found, Lang};
use crate::site::Settings;
use crate::theme::{DateStyle, FORMS, HouseDates, Numerals};

const STYLES: [(&str, DateStyle); 2] = [("language", DateStyle::Language), ("ap", DateStyle::Ap)];

/// What is said without a language is said of the site's own.
pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let languages = settings.languages.clone();
    if let Some(row) = rows.take("dates") {
        of_language(rows, &row, &languages, true, &mut settings.dates, found);
    }
    if let Some(row) = rows.take("numerals") {
        numerals(rows, &row, &languages, &mut settings.dates, found);
    }
}

/// A style's name, or a pattern for each form; at the top also languages with either of these.
fn of_language(
    rows: &Rows<'_>,
    row: &Row<'_>,
    languages: &[Lang],
    is_top: bool,
    dates: &mut HouseDates,
    found: &mut Found,
) {
    let lang = &languages[0];
    let Some(mut map) = rows.open(row) else {
        let style = rows.word_of(row, &STYLES, found);
        dates.styles.extend(style.map(|style| (lang.clone(), style)));
        return;
    };
    let style = map.word("style", &STYLES, found);
    dates.styles.extend(style.map(|style| (lang.clone(), style)));
    for form in FORMS {
        if let Some(pattern) = map.text(form, found) {
            dates.patterns.push((lang.clone(), form.to_owned(), pattern));
        }
    }
    if is_top {
        for (lang, row) in map.take_languages(languages) {
            of_language(&map, &row, &[lang], false, dates, found);
        }
    }
    map.close(&[], found);
}

/// A system of digits, or one for each language.
fn numerals(rows: &Rows<'_>, row: &Row<'_>, languages: &[Lang], dates: &mut HouseDates, found: &mut Found) {
    if let Some(mut map) = rows.open(row) {
        for (lang, row) in map.take_languages(languages) {
            numerals(&map, &row, &[lang], dates, found);
        }
        return map.close(&[], found);
    }
    let name = row.value().as_text().unwrap_or_default().trim().to_lowercase();
    match Numerals::named(&name) {
        Some(system) => dates.numerals.push((languages[0].clone(), system)),
        None => {
            let names: Vec<&str> = Numerals::names().collect();
            found.push(rows.wrong(row, &format!("a system of digits (CLDR): {}", one_of(&names))));
        }
    }
}
