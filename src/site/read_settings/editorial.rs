//! Editorial settings: age, expiry, reading time, punctuation, ranking, mining, severities.

use super::rows::{Row, Rows};
use crate::base::{Code, Found, Severity};
use crate::matter::Field;
use crate::matter::fields::same_key;
use crate::site::{Expired, Settings};

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let words = [("notice", Expired::Notice), ("remove", Expired::Remove), ("keep", Expired::Keep)];
    if let Some(expired) = rows.word("expired", &words, found) {
        settings.expired = expired;
    }
    let wants = "a number of years from 1 to 100, or `false`";
    if let Some(age) = rows.read("age_notice", wants, found, age_notice) {
        settings.age_notice = age;
    }
    if let Some(told) = rows.bool("reading_time", found) {
        settings.reading_time = told;
    }
    if let Some(smart) = rows.bool("smart_punctuation", found) {
        settings.smart_punctuation = smart;
    }
    let words = [("allow", true), ("deny", false)];
    settings.mining = rows.word("ai", &words, found);
    if let Some(least) = rows.number("tag_min", 1..=u32::MAX, found) {
        settings.tag_min = least as usize;
    }
    if let Some(hours) = rows.number("front_hours", 0..=240, found) {
        settings.front_hours = hours;
    }
    if let Some(mut map) = rows.map("diagnostics", found) {
        for row in map.take_all() {
            severity(&map, &row, settings, found);
        }
    }
}

/// `2`, `2 years` or `false`. The outer `None`: it is none of these.
fn age_notice(value: &Field) -> Option<Option<u16>> {
    if let Some(on) = value.as_bool() {
        return Some(on.then_some(2));
    }
    let text = value.as_text()?;
    let years = text.strip_suffix("years").or_else(|| text.strip_suffix("year")).unwrap_or(&text);
    years.trim().parse().ok().filter(|years| (1..=100).contains(years)).map(Some)
}

fn severity<'t>(map: &Rows<'t>, row: &Row<'t>, settings: &mut Settings, found: &mut Found) {
    let Some(code) = Code::ALL.iter().find(|code| same_key(code.as_str(), row.key())) else {
        let fault = map.unknown(row, Code::ALL.iter().map(|code| code.as_str()));
        found.push(fault.says(format!("there is no diagnostic `{}`", row.key())));
        return;
    };
    if row.value().is_empty() {
        return;
    }
    let words = [("error", Severity::Error), ("warn", Severity::Warn), ("off", Severity::Off)];
    if let Some(severity) = map.word_of(row, &words, found) {
        settings.severities.insert(*code, severity);
    }
}
