//! `topics`: other spellings of tags, and their Media Topic codes.

use super::rows::{Row, Rows};
use crate::base::Found;
use crate::site::Settings;

const CODE: &str = "a Media Topic code such as `medtop:20000717`";

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let Some(mut topics) = rows.map("topics", found) else { return };
    for row in topics.take_all().into_iter().filter(|row| !row.value().is_empty()) {
        topic(&topics, &row, settings, found);
    }
}

/// `{synonyms: […], code: medtop:…}`, the synonyms alone, or the code alone.
fn topic<'t>(topics: &Rows<'t>, row: &Row<'t>, settings: &mut Settings, found: &mut Found) {
    let tag = row.key().trim().to_owned();
    if let Some(mut map) = topics.open(row) {
        if let Some(row) = map.take("synonyms") {
            synonyms(&map, &row, &tag, settings, found);
        }
        if let Some(code) = map.parsed("code", CODE, found, media_topic) {
            settings.topic_codes.insert(tag, code);
        }
        map.close(&[("medtop", "code"), ("aliases", "synonyms"), ("also", "synonyms")], found);
        return;
    }
    match row.value().as_text().and_then(|text| media_topic(&text)) {
        Some(code) => {
            settings.topic_codes.insert(tag, code);
        }
        None => synonyms(topics, row, &tag, settings, found),
    }
}

fn synonyms<'t>(rows: &Rows<'t>, row: &Row<'t>, tag: &str, settings: &mut Settings, found: &mut Found) {
    for item in rows.items(row).iter().filter(|item| !item.value().is_empty()) {
        let Some(word) = rows.text_of(item, "another spelling of the tag", found) else { continue };
        match settings.synonyms.get(&word) {
            Some(other) if other != tag => {
                let says = format!("`{word}` is a synonym of two tags: `{other}` and `{tag}`");
                found.push(rows.wrong(item, "").says(says).help("let it stand under one of them"));
            }
            Some(_) | None => {
                settings.synonyms.insert(word, tag.to_owned());
            }
        }
    }
}

/// A code of the IPTC's Media Topics, with its prefix: eight digits.
fn media_topic(text: &str) -> Option<String> {
    let digits = text.trim().strip_prefix("medtop:").unwrap_or(text.trim());
    (digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| format!("medtop:{digits}"))
}
