//! The theme and what it is told: colours, fonts, bands, the logo.

use super::rows::{Row, Rows};
use crate::base::Found;
use crate::matter::Field;
use crate::site::Settings;

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let wants = "the name of a theme: one that is built in, or a folder of `themes/`";
    let name = |text: &str| (!text.contains(['/', '\\']) && !text.starts_with('.')).then(|| text.to_owned());
    if let Some(theme) = rows.parsed("theme", wants, found, name) {
        settings.theme = theme;
    }
    if let Some(mut colours) = rows.map("colours", found) {
        let pairs = colours.take_all().into_iter().filter_map(|row| {
            let colour = colours.colour_of(&row, false, found)?;
            Some((name_of(&row), Field::Text(colour.into())))
        });
        settings.theme_settings.push(("colours".into(), Field::Map(pairs.collect())));
    }
    if let Some(mut fonts) = rows.map("fonts", found) {
        let pairs = fonts.take_all().into_iter().filter(|row| !row.value().is_empty()).filter_map(|row| {
            let font = fonts.text_of(&row, "the names of fonts, the first choice first", found)?;
            Some((name_of(&row), Field::Text(font.into())))
        });
        settings.theme_settings.push(("fonts".into(), Field::Map(pairs.collect())));
    }
    let bands = |value: &Field| matches!(value, Field::List(_) | Field::Map(_)).then(|| value.clone());
    if let Some(bands) = rows.read("bands", "a list of bands, or keys and values", found, bands) {
        settings.theme_settings.push(("bands".into(), bands));
    }
    settings.logo = rows.parsed("logo", LOGO, found, logo);
}

pub(super) const LOGO: &str = "the path of a picture in `static/`, such as `/logo.svg`";

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

/// The name of a colour or a font, as the theme spells it.
fn name_of(row: &Row<'_>) -> Box<str> {
    row.key().trim().to_lowercase().into()
}
