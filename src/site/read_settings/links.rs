//! Sections, navigation and footer.

use super::rows::{Row, Rows};
use crate::base::{Address, Diagnostic, Found, Place};
use crate::matter::Field;
use crate::site::{NavLink, Places, SectionSetting, Settings};

const SECTION: &str = "the path of a section below `content/`, such as `world/europe`";
pub(super) const LINK: &str = "an address of the site such as `/about/`, or a URL that begins with `https://`";

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    if let Some(row) = rows.take("sections") {
        settings.sections = sections(rows, &row, &mut settings.places, found);
    }
    if let Some(row) = rows.take("navigation") {
        settings.navigation = Some(links(rows, &row, &mut settings.places, found));
    }
    if let Some(row) = rows.take("footer") {
        settings.footer = Some(links(rows, &row, &mut settings.places, found));
    }
}

/// A list of paths or of maps, or a map of paths.
fn sections<'t>(rows: &Rows<'t>, row: &Row<'t>, places: &mut Places, found: &mut Found) -> Vec<SectionSetting> {
    let mut sections: Vec<SectionSetting> = Vec::new();
    let mut take = |rows: &Rows<'t>, row: &Row<'t>, section: Option<SectionSetting>, found: &mut Found| match section {
        Some(section) if sections.iter().any(|other| other.path == section.path) => {
            found.push(rows.wrong(row, "named once").says(format!("the section `{}` is named twice", section.path)));
        }
        Some(section) => {
            places.note(format!("sections.{}", section.path), colour_place(rows, row));
            sections.push(section);
        }
        None => {}
    };
    if let Some(mut map) = rows.open(row) {
        for row in map.take_all() {
            let section = section_of_pair(&map, &row, found);
            take(&map, &row, section, found);
        }
    } else {
        for item in rows.items(row).iter().filter(|item| !item.value().is_empty()) {
            let section = section_of_item(rows, item, found);
            take(rows, item, section, found);
        }
    }
    sections
}

/// Where a section's colour stands; the section's own place where it has none.
fn colour_place<'t>(rows: &Rows<'t>, row: &Row<'t>) -> Place {
    let colour = rows.open(row).and_then(|mut inner| inner.take("colour").map(|colour| inner.place(&colour)));
    colour.unwrap_or_else(|| rows.place(row))
}

/// `world: {title: World}`, or `world: World`.
fn section_of_pair<'t>(map: &Rows<'t>, row: &Row<'t>, found: &mut Found) -> Option<SectionSetting> {
    let Some(path) = section_path(row.key()) else {
        found.push(map.wrong(row, SECTION).says(format!("`{}` is no path of a section", row.key())));
        return None;
    };
    let (mut title, mut colour) = (None, None);
    if let Some(mut inner) = map.open(row) {
        (title, colour) = (inner.text("title", found), inner.colour("colour", true, found));
        inner.close(&[], found);
    } else if !row.value().is_empty() {
        title = map.text_of(row, "`title` and `colour`, or the title alone", found);
    }
    Some(SectionSetting { path, title, colour })
}

/// `world`, or `{path: world, title: World}`.
fn section_of_item<'t>(rows: &Rows<'t>, item: &Row<'t>, found: &mut Found) -> Option<SectionSetting> {
    let Some(mut inner) = rows.open(item) else {
        let path = item.value().as_text().and_then(|text| section_path(&text));
        if path.is_none() {
            found.push(rows.wrong(item, SECTION));
        }
        return path.map(|path| SectionSetting { path, title: None, colour: None });
    };
    let path = inner.parsed("path", SECTION, found, section_path);
    let name = inner.parsed("name", SECTION, found, section_path);
    let (title, colour) = (inner.text("title", found), inner.colour("colour", true, found));
    inner.close(&[("slug", "path"), ("section", "path"), ("label", "title")], found);
    match path.or(name) {
        Some(path) => Some(SectionSetting { path, title, colour }),
        None => {
            found.push(missing(rows, item, "path", SECTION));
            None
        }
    }
}

/// A section's path without slashes at its ends and without a leading `content/`.
pub(super) fn section_path(text: &str) -> Option<String> {
    let path = text.trim().trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    let is_part = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '?', '#']);
    path.split('/').all(is_part).then(|| path.to_owned())
}

/// A list of addresses or of maps, or a map of titles; `false` for none.
fn links<'t>(rows: &Rows<'t>, row: &Row<'t>, places: &mut Places, found: &mut Found) -> Vec<NavLink> {
    let mut links = Vec::new();
    let mut note = |rows: &Rows<'t>, at: &Row<'t>, link: &NavLink| {
        places.note(format!("{}.{}", row.key().trim().to_lowercase(), link.href), rows.place(at));
    };
    if let Some(mut map) = rows.open(row) {
        for row in map.take_all() {
            match row.value().as_text().and_then(|text| href(&text)) {
                Some(href) => {
                    let link = NavLink { title: Some(row.key().trim().to_owned()), href };
                    note(&map, &row, &link);
                    links.push(link);
                }
                None => found.push(map.wrong(&row, LINK)),
            }
        }
        return links;
    }
    if row.is_off() {
        return links;
    }
    for item in rows.items(row).iter().filter(|item| !item.value().is_empty()) {
        let link = match rows.open(item) {
            Some(inner) => link_of_map(rows, item, inner, found),
            None => {
                let href = item.value().as_text().and_then(|text| href(&text));
                if href.is_none() {
                    found.push(rows.wrong(item, LINK));
                }
                href.map(|href| NavLink { title: None, href })
            }
        };
        link.iter().for_each(|link| note(rows, item, link));
        links.extend(link);
    }
    links
}

/// `{title: About, href: /about/}`, or the short `About: /about/`.
fn link_of_map<'t>(rows: &Rows<'t>, item: &Row<'t>, mut inner: Rows<'t>, found: &mut Found) -> Option<NavLink> {
    if let Field::Map(pairs) = item.value()
        && let [(title, value)] = pairs.as_slice()
        && let Some(href) = value.as_text().filter(|_| !is_key_of_link(title)).and_then(|text| href(&text))
    {
        return Some(NavLink { title: Some(title.trim().to_owned()), href });
    }
    let title = inner.text("title", found);
    let (first, second) = (inner.take("href"), inner.take("url"));
    let given = first.or(second);
    inner.close(&[("name", "title"), ("label", "title"), ("link", "href"), ("path", "href")], found);
    let Some(given) = given else {
        found.push(missing(rows, item, "href", LINK));
        return None;
    };
    let href = given.value().as_text().and_then(|text| href(&text));
    if href.is_none() {
        found.push(rows.wrong(&given, LINK));
    }
    href.map(|href| NavLink { title, href })
}

fn is_key_of_link(key: &str) -> bool {
    ["title", "href", "url", "name", "label", "link", "path"].contains(&key.to_lowercase().as_str())
}

/// An address of the site, its first slash added where it is missing, or a URL. Never a script.
pub(super) fn href(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return None;
    }
    if text.starts_with("//") {
        return None;
    }
    if text.starts_with(['/', '#']) {
        return Some(text.to_owned());
    }
    match text.split_once(':') {
        Some((scheme, rest)) => {
            let known = ["https", "http", "mailto", "tel", "sms", "xmpp", "gemini", "ftp"];
            (known.contains(&scheme.to_ascii_lowercase().as_str()) && !rest.is_empty()).then(|| text.to_owned())
        }
        None => Address::parse(text).ok().map(|address| address.as_str().to_owned()),
    }
}

/// Whether a text is an absolute address of the web.
pub(super) fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control()))
}

fn missing<'t>(rows: &Rows<'t>, item: &Row<'t>, key: &str, wants: &str) -> Diagnostic {
    rows.wrong(item, wants)
        .says(format!("`{}`: this one has no `{key}`", item.key()))
        .help(format!("add `{key}`: {wants}"))
}
