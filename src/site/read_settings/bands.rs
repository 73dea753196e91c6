//! `bands`: what stands on the front page below its top.

use super::links::{LINK, href, section_path};
use super::rows::{Row, Rows};
use crate::base::Found;
use crate::site::{Band, BandOf, Layout, Settings};

/// Stories in a band where site.yaml doesn't say.
const STORIES: usize = 5;

const WANTS: &str = "the path of a section, or `section` or `list` with what is to be said of it";

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let Some(row) = rows.take("bands") else { return };
    let mut bands: Vec<Band> = Vec::new();
    for item in rows.items(&row).iter().filter(|item| !item.value().is_empty() && !item.is_off()) {
        let Some(band) = band(rows, item, found) else { continue };
        let name = name_of(&band.of);
        if bands.iter().any(|other| other.of == band.of) {
            found.push(rows.wrong(item, "named once").says(format!("`bands` names `{name}` twice")));
            continue;
        }
        settings.places.note(format!("bands.{name}"), rows.place(item));
        bands.push(band);
    }
    settings.bands = Some(bands);
}

/// The section's path or the list's name.
fn name_of(of: &BandOf) -> &str {
    match of {
        BandOf::Section(name) | BandOf::List(name) => name,
    }
}

fn band<'t>(rows: &Rows<'t>, item: &Row<'t>, found: &mut Found) -> Option<Band> {
    let band = |of| Band { of, title: None, href: None, stories: STORIES, layout: Layout::Lead };
    let Some(mut inner) = rows.open(item) else {
        let path = item.value().as_text().and_then(|text| section_path(&text));
        if path.is_none() {
            found.push(rows.wrong(item, WANTS));
        }
        return path.map(|path| band(BandOf::Section(path)));
    };
    let section = inner.parsed("section", "the path of a section below `content/`", found, section_path);
    let list = inner.text("list", found);
    let (title, href) = (inner.text("title", found), inner.parsed("href", LINK, found, href));
    let stories = inner.number("stories", 1..=24, found).map_or(STORIES, |stories| stories as usize);
    let layouts = [Layout::Lead, Layout::Pictures, Layout::Headlines].map(|layout| (layout.as_str(), layout));
    let layout = inner.word("layout", &layouts, found).unwrap_or_default();
    inner.close(&[("limit", "stories"), ("path", "section"), ("url", "href"), ("link", "href")], found);
    let of = match (section, list) {
        (Some(section), None) => BandOf::Section(section),
        (None, Some(list)) => BandOf::List(list),
        (None, None) | (Some(_), Some(_)) => {
            found.push(rows.wrong(item, WANTS).says("a band is of one `section` or of one `list`"));
            return None;
        }
    };
    Some(Band { title, href, stories, layout, ..band(of) })
}
