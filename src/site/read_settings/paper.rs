//! The paper: its name, languages, time zone and where it stands.

use jiff::tz::TimeZoneDatabase;

use super::rows::Rows;
use crate::base::{Found, Lang, SiteZone};
use crate::matter::fields::nearest;
use crate::site::{BaseUrl, Settings};

const TAG: &str = "a language tag such as `en` or `pt-BR` (BCP 47)";

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    if let Some(title) = rows.text("title", found) {
        settings.title = title;
    }
    settings.tagline = rows.text("tagline", found);
    languages(rows, settings, found);
    zone(rows, settings, found);
    let wants = "an address such as `https://www.example.org`, with or without a path";
    if let Some(base) = rows.parsed("base_url", wants, found, BaseUrl::parse) {
        settings.base = base;
    }
}

/// The site's own language comes first, whichever of the two settings names it.
fn languages(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let own = rows.parsed("language", TAG, found, Lang::parse);
    let listed = rows.each("languages", TAG, found, Lang::parse).unwrap_or_default();
    let mut all: Vec<Lang> = Vec::new();
    for lang in own.into_iter().chain(listed) {
        if !all.contains(&lang) {
            all.push(lang);
        }
    }
    if !all.is_empty() {
        settings.languages = all;
    }
}

fn zone(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    const WANTS: &str = "a name of the IANA database, such as `Europe/Vilnius`";
    let Some(row) = rows.take("timezone") else { return };
    let Some(name) = row.value().as_text() else {
        found.push(rows.wrong(&row, WANTS));
        return;
    };
    match SiteZone::named(&name) {
        Some(zone) => (settings.zone, settings.zone_given) = (zone, true),
        None => {
            let fault = rows.wrong(&row, WANTS).says(format!("there is no time zone `{name}`"));
            found.push(match nearest_zone(&name) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault,
            });
        }
    }
}

/// The zone of that city, else the one that is spelled most like it.
fn nearest_zone(name: &str) -> Option<String> {
    let mut all: Vec<String> = TimeZoneDatabase::bundled().available().map(|zone| zone.as_str().to_owned()).collect();
    all.sort();
    let city = |zone: &str| zone.rsplit('/').next().unwrap_or(zone).to_lowercase();
    let wanted = city(&name.trim().replace(' ', "_"));
    let in_city = |zone: &&String| zone.contains('/') && city(zone) == wanted;
    let near = || nearest(name, all.iter().map(String::as_str));
    all.iter().find(in_city).map(String::as_str).or_else(near).map(str::to_owned)
}
