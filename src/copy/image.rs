//! The lead image, as front matter tells it.
//!
//! In: `image` and the keys beside it. Out: an [`Image`]. Never here: the picture's file.

use super::fields::{one_line, value_of};
use super::names::{Matter, Slot};
use super::{Field, Image, SourceType};
use crate::base::Found;

const WANTS: &str = "a path, or keys and values with `src`";

/// The lead image, with what the keys beside it say.
pub(super) fn lead(matter: &Matter<'_>, found: &mut Found) -> Option<Box<Image>> {
    let mut image = matter.read(Slot::Image, found, |entry, found| {
        let image = read(&entry.value);
        if let Err(wants) = image {
            found.push(matter.fields.wrong(entry, wants));
        }
        image.ok()
    })?;
    for (slot, part) in [
        (Slot::ImageAlt, &mut image.alt),
        (Slot::ImageCaption, &mut image.caption),
        (Slot::ImageCredit, &mut image.credit),
    ] {
        let beside = matter.text(slot, found);
        if part.is_none() {
            *part = beside;
        }
    }
    Some(Box::new(image))
}

/// A path, or a map with `src`; of a list the first.
///
/// # Errors
/// What the value should be.
pub(super) fn read(value: &Field) -> Result<Image, &'static str> {
    match value {
        Field::Text(src) => Ok(Image { src: src.trim().into(), ..Image::default() }),
        Field::List(items) => items.iter().find(|item| !item.is_empty()).map_or(Err(WANTS), read),
        Field::Map(map) => from_map(map),
        Field::Null | Field::Bool(_) | Field::Integer(_) | Field::Float(_) => Err(WANTS),
    }
}

fn from_map(map: &[(Box<str>, Field)]) -> Result<Image, &'static str> {
    let text = |keys: &[&str], wants| match value_of(map, keys) {
        Some(value) => value.as_text().map(|text| Some(one_line(&text))).ok_or(wants),
        None => Ok(None),
    };
    let license_url = text(&["license_url", "licence_url"], "keys and values, with text for `license_url`")?;
    Ok(Image {
        src: text(&["src", "path", "url", "image", "file"], WANTS)?.ok_or(WANTS)?,
        alt: text(&["alt", "description"], "keys and values, with text for `alt`")?,
        caption: text(&["caption", "figcaption"], "keys and values, with text for `caption`")?,
        credit: text(&["credit"], "keys and values, with text for `credit`")?,
        license: text(&["license", "licence"], "keys and values, with text for `license`")?,
        license_url: license_url.filter(|url| super::credits::web(url).is_some()),
        source_type: value_of(map, &["source_type"]).map(source_type).transpose()?,
        syndicate: match value_of(map, &["syndicate"]) {
            Some(value) => value.as_bool().ok_or("keys and values, with `true` or `false` for `syndicate`")?,
            None => false,
        },
    })
}

fn source_type(value: &Field) -> Result<SourceType, &'static str> {
    match value.as_text().unwrap_or_default().to_ascii_lowercase().as_str() {
        "photo" => Ok(SourceType::Photo),
        "illustration" => Ok(SourceType::Illustration),
        "ai" => Ok(SourceType::Ai),
        _ => Err("keys and values, with `photo`, `illustration` or `ai` for `source_type`"),
    }
}
