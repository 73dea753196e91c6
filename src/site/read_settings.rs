//! Reading `site.yaml`: text becomes [`Settings`], all faults told in one run.
//!
//! In: the file's text. Out: settings; where a value is wrong, its default. Never here: disk, the theme
//! (whether it knows a colour's name), what a setting does.

mod addresses;
mod bands;
mod dates;
mod editorial;
mod feeds;
mod links;
mod lists;
mod look;
mod organisation;
mod outputs;
mod paper;
pub(super) mod rows;
mod site_files;
mod snippets;
mod spots;
#[cfg(test)]
mod tests;
mod topics;

use std::collections::BTreeMap;

use super::settings::Images;
use super::{BaseUrl, Expired, FeedFormat, Feeds, Organisation, Pagination, Places, Search, Settings};
use crate::base::{Found, Lang, SiteZone, Slugs, SourcePath, title_from_slug};
use crate::theme::HouseDates;
use rows::Rows;

/// What people write for a setting who come from other tools.
const MEANT: [(&str, &str); 22] = [
    ("url", "base_url"),
    ("site_url", "base_url"),
    ("name", "title"),
    ("site_title", "title"),
    ("description", "tagline"),
    ("subtitle", "tagline"),
    ("slogan", "tagline"),
    ("lang", "language"),
    ("locale", "language"),
    ("default_language", "language"),
    ("tz", "timezone"),
    ("menu", "navigation"),
    ("menus", "navigation"),
    ("nav", "navigation"),
    ("paginate", "page_size"),
    ("rss", "feeds"),
    ("atom", "feeds"),
    ("publisher", "organisation"),
    ("taxonomies", "topics"),
    ("tags", "topics"),
    ("palette", "colours"),
    ("typography", "smart_punctuation"),
];

/// Reads the settings of the site whose folder is called `folder_name`. Every fault is told with its
/// place; a value that is wrong gives way to its default.
pub fn read_settings(source: &SourcePath, text: &str, folder_name: &str, found: &mut Found) -> Settings {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut settings = default_settings(folder_name);
    let mut faults = Found::new();
    let mut rows = Rows::of_file(source, text, &mut faults);
    for read in [
        paper::read,
        look::read,
        bands::read,
        links::read,
        addresses::read,
        feeds::read,
        lists::read,
        organisation::read,
        editorial::read,
        dates::read,
        topics::read,
        outputs::read,
        site_files::read,
        snippets::read,
    ] {
        read(&mut rows, &mut settings, &mut faults);
    }
    rows.close(&MEANT, &mut faults);
    // No article can be left out to mend the settings.
    found.extend(faults.into_iter().map(|fault| fault.culprit(None)));
    settings
}

/// The settings of a site without a `site.yaml`.
pub fn default_settings(folder_name: &str) -> Settings {
    let title = title_from_slug(folder_name, true);
    Settings {
        title: if title.is_empty() { folder_name.to_owned() } else { title },
        tagline: None,
        languages: vec![Lang::parse("en").expect("`en` is a language tag")],
        zone: SiteZone::named("UTC").expect("the zone data that the program carries has UTC"),
        zone_given: false,
        base: BaseUrl::missing(),
        theme: "broadsheet".to_owned(),
        theme_settings: Vec::new(),
        colours: Vec::new(),
        faces: Vec::new(),
        logo: None,
        bands: None,
        navigation: None,
        footer: None,
        sections: Vec::new(),
        permalink: "/:section/:year/:month/:slug/".to_owned(),
        slugs: Slugs::Unicode,
        pagination: Pagination::Stable,
        page_size: 20,
        feeds: default_feeds(),
        lists: Vec::new(),
        data: Vec::new(),
        organisation: Organisation::default(),
        expired: Expired::Notice,
        age_notice: Some(2),
        dates: HouseDates::default(),
        reading_time: false,
        smart_punctuation: true,
        llms_txt: false,
        ninjs: false,
        social_cards: false,
        search: Search::usual(),
        images: Images::Best,
        compress: Vec::new(),
        mining: None,
        robots: Vec::new(),
        security_txt: Vec::new(),
        ads_txt: Vec::new(),
        trust_txt: Vec::new(),
        headers: Vec::new(),
        snippets: Vec::new(),
        tag_min: 1,
        front_hours: 36,
        severities: BTreeMap::new(),
        synonyms: BTreeMap::new(),
        topic_codes: BTreeMap::new(),
        places: Places::default(),
    }
}

fn default_feeds() -> Feeds {
    let rss = || vec![FeedFormat::Rss];
    Feeds {
        site: vec![FeedFormat::Rss, FeedFormat::Atom, FeedFormat::Json],
        section: rss(),
        tag: rss(),
        author: rss(),
        series: rss(),
        size: 20,
        full_text: false,
        live_entries: false,
        websub: Vec::new(),
        partners: Vec::new(),
    }
}
