//! A value for each key of `site.yaml`.

use serde_json::{Map, Value, json};

use super::copy::{SECTIONS, TAGS, words};
use super::dice::Dice;

/// Every key that an edit may set.
pub const KEYS: [&str; 46] = [
    "title",
    "tagline",
    "languages",
    "timezone",
    "base_url",
    "theme",
    "colours",
    "fonts",
    "logo",
    "navigation",
    "footer",
    "bands",
    "sections",
    "permalinks",
    "slugs",
    "pagination",
    "page_size",
    "feeds",
    "lists",
    "data",
    "organisation",
    "expired",
    "age_notice",
    "dates",
    "numerals",
    "reading_time",
    "llms_txt",
    "smart_punctuation",
    "ninjs",
    "social_cards",
    "search",
    "images",
    "compress",
    "ai",
    "robots",
    "security_txt",
    "ads_txt",
    "trust_txt",
    "headers",
    "snippets",
    "tag_min",
    "front_hours",
    "diagnostics",
    "topics",
    "language",
    "favourites",
];

/// The settings of a site at its beginning.
pub fn first(dice: &mut Dice) -> Map<String, Value> {
    let mut settings = Map::new();
    settings.insert("title".into(), json!("The Port Ansel Beacon"));
    settings.insert("base_url".into(), json!(dice.one(&["https://beacon.example/", "https://beacon.example/paper"])));
    settings.insert("page_size".into(), json!(dice.between(4, 15)));
    for key in KEYS {
        if dice.percent(30) && !["language", "favourites", "diagnostics"].contains(&key) {
            set(dice, &mut settings, key);
        }
    }
    if dice.percent(70) {
        settings.insert("languages".into(), json!(["en", "lt", "ar"][..dice.between(2, 3) as usize]));
    }
    // Loose links and pictures are what this is about; their faults must not keep the site from being built.
    settings.insert("diagnostics".into(), json!({"link-broken": "warn"}));
    settings
}

/// Gives a key another value, or takes it away.
pub fn set(dice: &mut Dice, settings: &mut Map<String, Value>, key: &str) {
    if dice.percent(25) {
        settings.remove(key);
        return;
    }
    let value = match key {
        "title" | "tagline" | "favourites" => json!(words(dice, 1, 4)),
        "languages" => json!(["en", dice.one(&["lt", "ar"]), "de"][..dice.between(1, 3) as usize]),
        "language" => json!(dice.one(&["en", "en", "en-GB"])),
        "timezone" => json!(dice.one(&["UTC", "Europe/Vilnius", "America/New_York", "Asia/Kathmandu"])),
        "base_url" => {
            json!(dice.one(&["https://beacon.example/", "https://beacon.example/paper", "https://x.example"]))
        }
        "feeds" => feeds(dice),
        "organisation" => organisation(dice),
        "permalinks" => {
            json!({"article": dice.one(&["/:section/:year/:month/:slug/", "/:year/:slug/", "/:section/:year/:month/:day/:slug/"])})
        }
        "slugs" => json!(dice.one(&["unicode", "ascii"])),
        "pagination" => json!(dice.one(&["stable", "newest-first"])),
        "page_size" => json!(dice.between(3, 25)),
        "expired" => json!(dice.one(&["notice", "remove", "keep"])),
        "age_notice" => dice.some(&[json!(1), json!(2), json!(false)]).cloned().unwrap_or_default(),
        "smart_punctuation" | "reading_time" | "llms_txt" | "ninjs" | "social_cards" => {
            json!(dice.percent(50))
        }
        // Brotli seldom: a site takes ten times as long with it.
        "compress" if dice.percent(8) => json!(true),
        "compress" => json!(dice.some(&[json!(false), json!(["gzip"])])),
        "search" => {
            let all = [json!("full"), json!("headlines"), json!(false), json!({"engine": false})];
            dice.some(&all).cloned().unwrap_or_default()
        }
        "images" => json!(dice.one(&["best", "fast", "off"])),
        "ai" => json!(dice.one(&["allow", "deny"])),
        "tag_min" => json!(dice.between(1, 4)),
        "front_hours" => json!(dice.between(0, 72)),
        "numerals" => json!(dice.one(&["latn", "arab"])),
        "data" => json!(dice.few(&["tides", "league", "rates", "polls"], 0, 3)),
        "lists" => lists(dice),
        _ => look(dice, key).or_else(|| site_file(dice, key)).unwrap_or_default(),
    };
    settings.insert(key.to_owned(), value);
}

fn feeds(dice: &mut Dice) -> Value {
    let formats = ["rss", "atom", "json"];
    match dice.below(4) {
        0 => json!(false),
        1 => json!(["rss", "atom", "json"]),
        _ => json!({
            "site": dice.few(&formats, 1, 3),
            "section": dice.few(&formats, 0, 3),
            "tag": dice.few(&formats, 0, 2),
            "author": dice.few(&formats, 0, 2),
            "series": dice.few(&formats, 0, 2),
            "size": dice.between(2, 30),
            "full_text": dice.percent(50),
            "live_entries": dice.percent(50),
            "partners": {
                "wire": {
                    "sections": dice.few(&["news", "world", "world/europe", "sport"], 0, 2),
                    "kinds": dice.few(&["news", "review", "live"], 0, 2),
                    "size": dice.between(2, 20),
                    "full_text": dice.percent(60),
                    "formats": dice.few(&formats, 1, 3),
                },
            },
            "websub": dice.few(&["https://hub.example/"], 0, 1),
        }),
    }
}

fn organisation(dice: &mut Dice) -> Value {
    json!({
        "name": words(dice, 1, 3),
        "logo": "/logo.png",
        "same_as": ["https://social.example/@beacon"],
        "policies": {"ethics": "/ethics/", "masthead": "/about/"},
        "contact": {"email": "desk@beacon.example", "telephone": format!("+999 20 555 01{}", dice.between(10, 99))},
        "news_publication": words(dice, 1, 2),
    })
}

/// Declared lists, for a theme as well.
pub fn lists(dice: &mut Dice) -> Value {
    json!({
        "ports": {"tag": dice.one(&["ferry", "fish", "baltic-sea"]), "limit": dice.between(1, 6)},
        "more_in_section": {"on": "article", "section": "same", "before": "self", "limit": dice.between(1, 4), "not": "related"},
        "views": {"on": ["front", "section"], "kinds": ["opinion", "analysis"], "limit": 3},
        "sound": {"on": "article", "series": "the-sound", "limit": 2},
    })
}

fn look(dice: &mut Dice, key: &str) -> Option<Value> {
    let mut links = || json!([{"title": words(dice, 1, 2), "href": "/latest/"}, "/news/", {"title": "Shop", "href": "https://shop.example/"}]);
    Some(match key {
        "navigation" => links(),
        "footer" if dice.percent(30) => json!(false),
        "footer" => json!([{"title": words(dice, 1, 2), "href": "/about/"}]),
        "theme" => json!(dice.one(&["broadsheet", "broadsheet", "bulletin", "ansel"])),
        "colours" => json!({
            "ink": format!("#1616{:02x}", dice.below(256)),
            "link": format!("#{:02x}4f8a", dice.below(256)),
            "dark": {"ground": format!("#1414{:02x}", dice.below(64))},
        }),
        "fonts" => json!({"text": dice.one(&["Charter, serif", "Georgia, serif"])}),
        "logo" if dice.percent(50) => json!("/logo.png"),
        "logo" => json!({"path": "/logo.png", "dark": "/card.png", "height": dice.between(20, 90)}),
        "bands" if dice.percent(15) => json!(false),
        "bands" => {
            let mut bands: Vec<Value> = dice.few(&SECTIONS, 1, 3).into_iter().map(Value::from).collect();
            let layout = dice.one(&["lead", "pictures", "headlines"]);
            bands.push(
                json!({"list": "ports", "title": words(dice, 1, 2), "stories": dice.between(1, 6), "layout": layout}),
            );
            json!(bands)
        }
        "sections" => {
            let mut all: Vec<Value> = dice.few(&SECTIONS, 1, 5).into_iter().map(Value::from).collect();
            all.push(json!({"path": "letters", "title": words(dice, 1, 2), "colour": "#0b4f8a"}));
            json!(all)
        }
        _ => return None,
    })
}

fn site_file(dice: &mut Dice, key: &str) -> Option<Value> {
    Some(match key {
        "dates" => match dice.below(3) {
            0 => json!("ap"),
            _ => json!({"day": dice.one(&["{dd}.{mm}.{year}", "{year}-{mm}-{dd}"]), "time": "{time_ap}"}),
        },
        "robots" => json!(["User-agent: odd-bot", format!("Disallow: /{}/", dice.below(9))]),
        "security_txt" => {
            json!({"contact": "security@beacon.example", "expires": dice.one(&["2026-11-22", "2027-06-30", "2029-01-01"])})
        }
        "ads_txt" => json!([format!("ads.example, {}, DIRECT", dice.below(99))]),
        "trust_txt" => json!({"member": "https://association.example/"}),
        "headers" => json!({"/downloads/*": {"Cache-Control": format!("max-age={}", dice.below(999))}}),
        "snippets" => {
            let n = dice.below(99);
            let places = ["above", "below", "front", "before_text", "in_text", "after_text"];
            json!({
                "verification": format!("<meta name=\"v\" content=\"{n}\">"),
                "count": {"html": format!("<script>count({n})</script>"), "place": "body_end", "on": dice.few(&["front", "article"], 0, 2)},
                "ad": {
                    "html": format!("<b>{n}</b>"), "place": dice.one(&places), "label": dice.percent(50),
                    "height": dice.between(50, 300), "except": dice.few(&["sponsored", "live"], 0, 2),
                },
                "ask": {"file": "ask.html", "place": dice.one(&places)},
            })
        }
        "diagnostics" => {
            json!({"alt-missing": dice.one(&["off", "warn"]), "undated": dice.one(&["off", "warn"]), "link-broken": dice.one(&["error", "warn"])})
        }
        "topics" => {
            json!({"Ferries": [dice.one(&["ferry", "fog"]), "ferry boats"], dice.one(&TAGS[7..10]): ["strike"]})
        }
        _ => return None,
    })
}
