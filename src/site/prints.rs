//! A fingerprint of each setting, so that what a change of site.yaml touches is known by key.
//!
//! In: [`Settings`]. Out: [`Prints`]. Never here: which page reads which setting.

use std::fmt::Debug;

use xxhash_rust::xxh3::xxh3_64;

use super::Settings;

/// Fingerprints by name, sorted as they were made.
pub type Prints = Vec<(&'static str, u64)>;

impl Settings {
    /// A fingerprint of every setting, by its key in site.yaml.
    pub fn prints(&self) -> Prints {
        // Taken apart whole, so that a new setting can't be forgotten here.
        let Settings {
            title,
            tagline,
            languages,
            zone,
            zone_given,
            base,
            theme,
            theme_settings,
            logo,
            navigation,
            footer,
            sections,
            permalink,
            slugs,
            pagination,
            page_size,
            feeds,
            lists,
            data,
            organisation,
            expired,
            age_notice,
            dates,
            numerals,
            smart_punctuation,
            ninjs,
            social_cards,
            search,
            images,
            compress,
            mining,
            robots,
            security_txt,
            ads_txt,
            trust_txt,
            headers,
            snippets,
            tag_min,
            front_hours,
            severities,
            synonyms,
            topic_codes,
        } = self;
        vec![
            ("title", of(title)),
            ("tagline", of(tagline)),
            ("languages", of(languages)),
            ("timezone", of(&(zone.as_jiff().iana_name(), zone_given))),
            ("base_url", of(base)),
            ("theme", of(&(theme, theme_settings))),
            ("logo", of(logo)),
            ("navigation", of(navigation)),
            ("footer", of(footer)),
            ("sections", of(sections)),
            ("permalinks", of(permalink)),
            ("slugs", of(slugs)),
            ("pagination", of(pagination)),
            ("page_size", of(page_size)),
            ("feeds", of(feeds)),
            ("lists", of(lists)),
            ("data", of(data)),
            ("organisation", of(organisation)),
            ("expired", of(expired)),
            ("age_notice", of(age_notice)),
            ("dates", of(&(dates, numerals))),
            ("smart_punctuation", of(smart_punctuation)),
            ("ninjs", of(ninjs)),
            ("social_cards", of(social_cards)),
            ("search", of(search)),
            ("images", of(images)),
            ("compress", of(compress)),
            ("ai", of(mining)),
            ("robots", of(robots)),
            ("security_txt", of(security_txt)),
            ("ads_txt", of(&(ads_txt, trust_txt))),
            ("headers", of(headers)),
            ("snippets", of(snippets)),
            ("tag_min", of(tag_min)),
            ("front_hours", of(front_hours)),
            ("diagnostics", of(severities)),
            ("topics", of(&(synonyms, topic_codes))),
        ]
    }
}

fn of(value: &impl Debug) -> u64 {
    xxh3_64(format!("{value:?}").as_bytes())
}
