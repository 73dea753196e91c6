//! A fingerprint of each setting, so that what a change of site.yaml touches is known by key.
//!
//! In: [`Settings`]. Out: [`Prints`]. Never here: which page reads which setting.

use std::fmt::Debug;

use xxhash_rust::xxh3::xxh3_64;

use super::Settings;

/// Fingerprints by name, sorted as they were made.
pub type Prints = Vec<(&'static str, u64)>;

/// Takes settings apart whole, so that a new one can't be forgotten, and hashes them by key.
macro_rules! prints {
    ($settings:expr; $($key:literal: $($field:ident),+;)+) => {{
        let Settings { $($($field),+),+ } = $settings;
        vec![$(($key, of(&($($field,)+)))),+]
    }};
}

impl Settings {
    /// A fingerprint of every setting, by its key in site.yaml.
    pub fn prints(&self) -> Prints {
        prints! { self;
            "title": title;
            "tagline": tagline;
            "languages": languages;
            "timezone": zone, zone_given;
            "base_url": base;
            "theme": theme, theme_settings, colours, faces;
            "logo": logo;
            "bands": bands;
            "navigation": navigation;
            "footer": footer;
            "sections": sections;
            "permalinks": permalink;
            "slugs": slugs;
            "pagination": pagination;
            "page_size": page_size;
            "feeds": feeds;
            "lists": lists;
            "data": data;
            "organisation": organisation;
            "expired": expired;
            "age_notice": age_notice;
            "dates": dates;
            "reading_time": reading_time;
            "smart_punctuation": smart_punctuation;
            "llms_txt": llms_txt;
            "ninjs": ninjs;
            "social_cards": social_cards;
            "search": search;
            "images": images;
            "compress": compress;
            "ai": mining;
            "robots": robots;
            "security_txt": security_txt;
            "ads_txt": ads_txt, trust_txt;
            "headers": headers;
            "snippets": snippets;
            "tag_min": tag_min;
            "front_hours": front_hours;
            "diagnostics": severities;
            "topics": synonyms, topic_codes;
            "places": places;
        }
    }
}

fn of(value: &impl Debug) -> u64 {
    xxh3_64(format!("{value:?}").as_bytes())
}
