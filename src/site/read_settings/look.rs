//! The theme and what it is told: colours, faces, the logo.

use super::rows::{Row, Rows};
use crate::base::Found;
use crate::matter::Field;
use crate::site::look::FaceFile;
use crate::site::{Face, Logo, Settings};
use crate::theme::{Colour, Scheme};

pub(super) const LOGO: &str = "the path of a picture in `static/`, such as `/logo.svg`";
const FAMILIES: &str = "names of font families, the first choice first, such as `\"Source Serif\", Georgia, serif`";
const FILE: &str = "the path of a font file in `static/`, such as `/fonts/lora.woff2`";

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let wants = "the name of a theme: one that is built in, or a folder of `themes/`";
    let name = |text: &str| (!text.contains(['/', '\\']) && !text.starts_with('.')).then(|| text.to_owned());
    if let Some(theme) = rows.parsed("theme", wants, found, name) {
        settings.theme = theme;
    }
    if let Some(mut map) = rows.map("colours", found) {
        let mut dark_pairs = Vec::new();
        if let Some(mut dark) = map.map("dark", found) {
            dark_pairs = colours(&mut dark, Scheme::Dark, settings, found);
        }
        let mut pairs = colours(&mut map, Scheme::Light, settings, found);
        if !dark_pairs.is_empty() {
            pairs.push(("dark".into(), Field::Map(dark_pairs)));
        }
        settings.theme_settings.push(("colours".into(), Field::Map(pairs)));
    }
    if let Some(mut map) = rows.map("fonts", found) {
        for (lang, row) in map.take_languages(&settings.languages) {
            let Some(mut inner) = map.open(&row) else {
                found.push(map.wrong(&row, "names of the theme's faces, each with its fonts"));
                continue;
            };
            for face in faces(&mut inner, settings, found) {
                settings.faces.push(Face { lang: Some(lang.clone()), ..face });
            }
        }
        let faces = faces(&mut map, settings, found);
        let pairs = faces.iter().map(|face| (face.name.as_str().into(), Field::Text(face.families.as_str().into())));
        settings.theme_settings.push(("fonts".into(), Field::Map(pairs.collect())));
        settings.faces.extend(faces);
    }
    settings.logo = rows.take("logo").and_then(|row| read_logo(rows, &row, settings, found));
}

/// The colours of light or of dark pages; what templates get of them.
fn colours<'t>(
    map: &mut Rows<'t>,
    scheme: Scheme,
    settings: &mut Settings,
    found: &mut Found,
) -> Vec<(Box<str>, Field)> {
    let mut pairs = Vec::new();
    for row in map.take_all() {
        if matches!(row.value(), Field::Map(_)) {
            found.push(map.wrong(&row, "a colour such as \"#a8071a\"; colours for dark pages stand below `dark`"));
            continue;
        }
        let Some(text) = map.colour_of(&row, false, found) else { continue };
        let Some(colour) = Colour::parse(&text) else { continue };
        let name = name_of(&row);
        let key = match scheme {
            Scheme::Light => format!("colours.{name}"),
            Scheme::Dark => format!("colours.dark.{name}"),
        };
        settings.places.note(key, map.place(&row));
        settings.colours.push((name.to_string(), scheme, colour));
        pairs.push((name, Field::Text(text.into())));
    }
    pairs
}

fn faces<'t>(map: &mut Rows<'t>, settings: &mut Settings, found: &mut Found) -> Vec<Face> {
    let mut faces = Vec::new();
    for row in map.take_all().into_iter().filter(|row| !row.value().is_empty()) {
        let name = name_of(&row).to_string();
        let face = match map.open(&row) {
            Some(inner) => face_with_files(map, &row, inner, found),
            None => {
                let families = row.value().as_text().and_then(|text| families(&text));
                if families.is_none() {
                    found.push(map.wrong(&row, FAMILIES));
                }
                families.map(|families| (families, Vec::new()))
            }
        };
        if let Some((families, files)) = face {
            settings.places.note(format!("fonts.{name}"), map.place(&row));
            faces.push(Face { name, lang: None, families, files });
        }
    }
    faces
}

/// `{family: Lora, files: [/fonts/lora.woff2], fallback: Georgia, serif}`.
fn face_with_files<'t>(
    map: &Rows<'t>,
    row: &Row<'t>,
    mut inner: Rows<'t>,
    found: &mut Found,
) -> Option<(String, Vec<FaceFile>)> {
    let family = inner.parsed("family", "the name of one font family", found, |text| {
        families(text).filter(|text| !text.contains(','))
    });
    let fallback = inner.parsed("fallback", FAMILIES, found, families).unwrap_or_else(|| "serif".to_owned());
    let Some(family) = family else {
        found.push(map.wrong(row, "`family`, `files` and `fallback`").says("this face has no `family`"));
        return None;
    };
    let mut files = Vec::new();
    if let Some(row) = inner.take("files") {
        for item in inner.items(&row) {
            files.extend(face_file(&inner, &item, &family, found));
        }
    }
    inner.close(&[("name", "family"), ("file", "files"), ("src", "files")], found);
    Some((format!("{family},{fallback}"), files))
}

fn face_file<'t>(rows: &Rows<'t>, item: &Row<'t>, family: &str, found: &mut Found) -> Option<FaceFile> {
    let own = |text: &str| logo(text).filter(|path| path.starts_with('/') && !path.contains(['"', '\n']));
    let file = |path, weight, is_italic| Some(FaceFile { family: family.to_owned(), path, weight, is_italic });
    let Some(mut inner) = rows.open(item) else {
        let path = item.value().as_text().and_then(|text| own(&text));
        if path.is_none() {
            found.push(rows.wrong(item, FILE));
        }
        return file(path?, "400".to_owned(), false);
    };
    let path = inner.parsed("path", FILE, found, own);
    let is_weight = |text: &str| {
        let fits = |part: &str| part.parse::<u16>().is_ok_and(|weight| (1..=1000).contains(&weight));
        (text.split(' ').count() <= 2 && text.split(' ').all(fits)).then(|| text.to_owned())
    };
    let weight = inner.parsed("weight", "a weight such as 700, or a range such as `400 700`", found, is_weight);
    let is_italic = inner.word("style", &[("normal", false), ("italic", true)], found);
    inner.close(&[("src", "path"), ("file", "path")], found);
    if path.is_none() {
        found.push(rows.wrong(item, FILE).says("this file has no `path`"));
    }
    file(path?, weight.unwrap_or_else(|| "400".to_owned()), is_italic.unwrap_or(false))
}

/// Families as CSS writes them: words, or a name in quotation marks, with commas between. Nothing in it can end the rule.
fn families(text: &str) -> Option<String> {
    let is_word = |word: &str| {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        word.chars().all(fits) && !word.starts_with(|c: char| c.is_ascii_digit())
    };
    let is_quoted = |family: &str| {
        let inner = ['"', '\''].into_iter().find_map(|mark| family.strip_prefix(mark)?.strip_suffix(mark));
        let ends = |c: char| c.is_control() || matches!(c, '"' | '\'' | '\\' | '<' | '{' | '}' | ';' | ',' | '@');
        inner.is_some_and(|name| !name.trim().is_empty() && !name.contains(ends))
    };
    let families = text.split(',').map(|family| {
        let family = family.trim();
        let fits = is_quoted(family) || !family.is_empty() && family.split_whitespace().all(is_word);
        fits.then(|| family.to_owned())
    });
    families.collect::<Option<Vec<_>>>().map(|families| families.join(","))
}

/// `/logo.svg`, or `{path: /logo.svg, dark: /logo-dark.svg, height: 64}`.
fn read_logo<'t>(rows: &Rows<'t>, row: &Row<'t>, settings: &mut Settings, found: &mut Found) -> Option<Logo> {
    settings.places.note("logo", rows.place(row));
    let Some(mut inner) = rows.open(row) else {
        let path = row.value().as_text().and_then(|text| logo(&text));
        if path.is_none() {
            found.push(rows.wrong(row, LOGO));
        }
        return path.map(|path| Logo { path, dark: None, height: None });
    };
    let path = inner.parsed("path", LOGO, found, logo);
    let dark = inner.parsed("dark", LOGO, found, logo);
    let height = inner.number("height", 8..=600, found);
    inner.close(&[("src", "path"), ("file", "path"), ("light", "path")], found);
    if path.is_none() {
        found.push(rows.wrong(row, LOGO).says("this logo has no `path`"));
    }
    path.map(|path| Logo { path, dark, height })
}

/// The path of a picture, from the root of the output on; an address elsewhere stays as it is.
pub(super) fn logo(text: &str) -> Option<String> {
    if text.starts_with("https://") || text.starts_with("http://") {
        return Some(text.to_owned());
    }
    let path = text.trim_start_matches('/');
    let path = path.strip_prefix("static/").unwrap_or(path);
    let fits = !path.is_empty() && !path.split('/').any(|part| part == "..") && !path.contains(['\\', ':']);
    fits.then(|| format!("/{path}"))
}

/// The name of a colour or a face, as the theme spells it.
fn name_of(row: &Row<'_>) -> Box<str> {
    row.key().trim().to_lowercase().into()
}
