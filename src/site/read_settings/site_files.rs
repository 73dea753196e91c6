//! Files of the site as a whole.

use super::rows::{Row, Rows};
use crate::base::Found;
use crate::site::Settings;

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    if let Some(row) = rows.take("robots") {
        settings.robots = lines(rows, &row, found);
    }
    if let Some(mut map) = rows.map("security_txt", found) {
        settings.security_txt = security_txt(&mut map, found);
        map.close(&[("contacts", "contact"), ("acknowledgements", "acknowledgments")], found);
    }
    if let Some(row) = rows.take("ads_txt") {
        settings.ads_txt = records(rows, &row, found);
    }
    if let Some(row) = rows.take("trust_txt") {
        settings.trust_txt = records(rows, &row, found);
    }
    if let Some(mut map) = rows.map("headers", found) {
        for row in map.take_all() {
            settings.headers.extend(headers_of(&map, &row, found));
        }
    }
}

/// The lines of a text, or of a list of texts.
fn lines<'t>(rows: &Rows<'t>, row: &Row<'t>, found: &mut Found) -> Vec<String> {
    let texts = rows.each_of(row, "a line of text", found, |text| Some(text.to_owned()));
    texts
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// Lines, or a map whose pairs are `name=value`.
fn records<'t>(rows: &Rows<'t>, row: &Row<'t>, found: &mut Found) -> Vec<String> {
    let Some(mut map) = rows.open(row) else {
        return lines(rows, row, found);
    };
    let mut records = Vec::new();
    for row in map.take_all() {
        let name = row.key().trim();
        let values = map.each_of(&row, "text, or a list of texts", found, |text| Some(text.to_owned()));
        records.extend(values.iter().map(|value| format!("{name}={value}")));
    }
    records
}

/// Field names in lower case and values (RFC 9116 §2.5); a contact may be a list.
fn security_txt(map: &mut Rows<'_>, found: &mut Found) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let text = |text: &str| Some(text.to_owned());
    for key in ["contact", "expires", "encryption", "acknowledgments", "policy", "hiring", "preferred_languages"] {
        let wants = match key {
            "expires" => "a date, at most a year ahead",
            _ => "text, or a list of texts",
        };
        let values = map.each(key, wants, found, text).unwrap_or_default();
        pairs.extend(values.into_iter().map(|value| (key.to_owned(), value)));
    }
    pairs
}

/// `/path/*: {Name: value}`.
fn headers_of<'t>(map: &Rows<'t>, row: &Row<'t>, found: &mut Found) -> Option<(String, Vec<(String, String)>)> {
    let path = row.key().trim();
    if !path.starts_with('/') {
        let says = format!("`{path}` is no path that headers can be set for");
        found.push(
            map.wrong(row, "").says(says).help("write a path such as `/*` or `/assets/*`, and the headers below it"),
        );
        return None;
    }
    let Some(mut inner) = map.open(row) else {
        if !row.value().is_empty() {
            found.push(map.wrong(row, "the names of headers, each with its value"));
        }
        return None;
    };
    let mut headers = Vec::new();
    for row in inner.take_all() {
        let values = inner.each_of(&row, "the header's value", found, |text| Some(text.to_owned()));
        headers.extend(values.into_iter().map(|value| (row.key().trim().to_owned(), value)));
    }
    Some((path.to_owned(), headers))
}
