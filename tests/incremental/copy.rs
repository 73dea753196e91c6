//! Copy as reporters might write it: words, links, shortcodes, and a value for every field.

use serde_json::{Value, json};

use super::dice::Dice;
use super::site::{Site, moment};

/// Languages that sites may declare beside English.
pub const LANGUAGES: [&str; 3] = ["lt", "ar", "de"];

/// Sections, nested ones too.
pub const SECTIONS: [&str; 7] = ["news", "harbour", "harbour/freight", "sport", "culture", "opinion", "world/europe"];

/// Topics, some of them the same but for case, accents or a synonym.
pub const TAGS: [&str; 16] = [
    "ferry",
    "Ferry",
    "ferry boats",
    "Baltic Sea",
    "baltic sea",
    "budget",
    "Café culture",
    "cafe culture",
    "elections",
    "fish",
    "fog",
    "Žuvys",
    "night buses",
    "storm",
    "strike",
    "the & sign",
];

/// Authors by name or by the slug of a profile that may be there.
pub const AUTHORS: [&str; 9] = [
    "jane-roe",
    "Jane Roe",
    "john-doe",
    "sea-desk",
    "Mara Lind",
    "Ole Brandt",
    "Żaneta Kos",
    "nobody-known",
    "ann-lee",
];

/// Slugs of profiles that come and go.
pub const PROFILES: [&str; 5] = ["jane-roe", "john-doe", "sea-desk", "ann-lee", "zaneta-kos"];

/// Pictures outside of bundles, as texts name them.
pub const PICTURES: [&str; 6] =
    ["/images/bow.png", "/images/quay.png", "/logo.png", "@/pictures/loose.png", "/pictures/other.png", "own.png"];

/// Every field that an edit may set, with a name that nothing knows.
pub const FIELDS: [&str; 41] = [
    "title",
    "titles",
    "description",
    "summary",
    "kicker",
    "date",
    "updated",
    "authors",
    "byline",
    "dateline",
    "tags",
    "series",
    "kind",
    "image",
    "corrections",
    "references",
    "origin",
    "notes",
    "syndicate",
    "claim",
    "review",
    "live",
    "sponsor",
    "disclosure",
    "embargo",
    "expires",
    "withdrawn",
    "draft",
    "priority",
    "slug",
    "url",
    "aliases",
    "canonical",
    "language",
    "free",
    "index",
    "toc",
    "weather",
    "lists",
    "data",
    "image-alt",
];

const WORDS: [&str; 40] = [
    "harbour",
    "ferry",
    "the",
    "of",
    "quay",
    "council",
    "a",
    "morning",
    "tide",
    "said",
    "boats",
    "and",
    "crossed",
    "river",
    "night",
    "storm",
    "closed",
    "budget",
    "voted",
    "again",
    "members",
    "fish",
    "market",
    "north",
    "wind",
    "\"quoted\"",
    "it's",
    "O'Hara",
    "naïve",
    "žuvis",
    "10%",
    "R&D",
    "<tag>",
    "island",
    "ticket",
    "price",
    "crew",
    "strike",
    "fog",
    "lamps",
];

/// So many words.
pub fn words(dice: &mut Dice, low: i64, high: i64) -> String {
    let wanted = dice.between(low, high);
    (0..wanted).map(|_| dice.one(&WORDS)).collect::<Vec<_>>().join(" ")
}

/// A headline.
pub fn headline(dice: &mut Dice) -> String {
    let mut text = words(dice, 2, 9);
    if dice.percent(10) {
        text.push_str(": *emphasis* & more");
    }
    let first = text.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + text.chars().skip(1).collect::<String>().as_str()
}

/// A paragraph, a heading, a picture, a list, a shortcode: what a text is made of.
pub fn paragraph(dice: &mut Dice, site: &Site, path: &str) -> String {
    match dice.weighed(&[50, 16, 5, 6, 4, 3, 12, 4]) {
        0 => words(dice, 8, 60),
        1 => format!("{} {} {}.", words(dice, 3, 20), link(dice, site, path), words(dice, 1, 9)),
        2 => format!("## {}", words(dice, 1, 5)),
        3 => format!("![{}]({})", words(dice, 1, 4), dice.one(&PICTURES)),
        4 => format!("- {}\n- {}\n- {}", words(dice, 2, 5), words(dice, 2, 5), link(dice, site, path)),
        5 => format!("```rust\nfn main() {{ println!(\"{}\"); }}\n```", words(dice, 6, 9)),
        6 => shortcode(dice, site, path),
        _ => format!(
            "{}[^1] and a table.\n\n| {} | b |\n|---|---|\n| {} | 2 |\n\n[^1]: {}",
            words(dice, 1, 3),
            words(dice, 1, 3),
            words(dice, 1, 3),
            words(dice, 2, 5)
        ),
    }
}

/// A whole text.
pub fn body(dice: &mut Dice, site: &Site, path: &str) -> Vec<String> {
    let wanted = dice.between(1, 6);
    (0..wanted).map(|_| paragraph(dice, site, path)).collect()
}

/// A link of any sort.
pub fn link(dice: &mut Dice, site: &Site, path: &str) -> String {
    let text = words(dice, 1, 4).replace(['<', '>', '"'], "");
    let articles = site.articles();
    let target = match (dice.weighed(&[30, 25, 10, 8, 6, 5, 5, 4, 4, 3]), dice.some(&articles)) {
        (0, Some(other)) => relative(path, other),
        (1, Some(other)) => format!("@/{}", other.trim_start_matches("content/")),
        (2, Some(other)) => {
            format!("@/{}#{}", other.trim_start_matches("content/"), dice.one(&["costs", "the", "ferry"]))
        }
        (3, Some(other)) => guessed(other),
        (4, _) => format!("/{}/", dice.one(&SECTIONS)),
        (5, _) => format!("/authors/{}/", dice.one(&PROFILES)),
        (6, _) => "/about/".into(),
        (7, _) => format!("/tags/{}/", dice.one(&["ferry", "fish", "baltic-sea", "gone"])),
        (8, _) => dice.one(&["/files/plan.pdf", "/images/bow.png", "notes.txt"]).into(),
        _ => "https://example.org/a?b=c&d".into(),
    };
    format!("[{text}]({target})")
}

/// The address that an article would have in a site that sets nothing.
fn guessed(path: &str) -> String {
    let parts: Vec<&str> = path.trim_start_matches("content/").split('/').collect();
    let stem = parts.last().copied().unwrap_or_default().trim_end_matches(".md");
    format!("/{}/2026/11/{stem}/", parts[0])
}

/// A path as it is written in another file.
pub fn relative(from: &str, to: &str) -> String {
    let above = from.matches('/').count();
    format!("{}{to}", "../".repeat(above))
}

fn shortcode(dice: &mut Dice, site: &Site, path: &str) -> String {
    let articles = site.articles();
    let story = |dice: &mut Dice| {
        let other = dice.some(&articles).cloned().unwrap_or_default();
        format!("@/{}", other.trim_start_matches("content/"))
    };
    match dice.below(14) {
        0 => format!("{{{{ figure(src=\"{}\", alt=\"x\", caption=\"{}\") }}}}", dice.one(&PICTURES), plain(dice)),
        1 => format!("{{{{ pullquote(text=\"{}\", cite=\"Ann\") }}}}", plain(dice)),
        2 => format!("{{% factbox(title=\"{}\") %}}\n- {}\n- two\n{{% end %}}", plain(dice), link(dice, site, path)),
        3 => format!("{{{{ related(stories=\"{}, {}\", title=\"So far\") }}}}", story(dice), story(dice)),
        4 => "{{ related() }}".into(),
        5 => format!("{{{{ embed(url=\"https://video.example/{}\", title=\"x\") }}}}", dice.below(9)),
        6 => "{{ document(src=\"/files/plan.pdf\", title=\"The plan\") }}".into(),
        7 => "{{ audio(src=\"/files/tape.mp3\", title=\"The tape\") }}".into(),
        8 => format!(
            "{{% live_entry(time=\"2026-11-19T0{}:50\", title=\"{}\", key=true) %}}\n{}\n{{% end %}}",
            dice.below(9),
            plain(dice),
            words(dice, 3, 9)
        ),
        9 => format!(
            "{{% correction(date=\"2026-11-0{}\") %}}\n{}\n{{% end %}}",
            dice.between(1, 9),
            link(dice, site, path)
        ),
        10 => {
            format!("{{% gallery(caption=\"x\") %}}\n![a]({})\n![b](/images/bow.png)\n{{% end %}}", dice.one(&PICTURES))
        }
        11 => "{{ embed(url=\"https://video.example/9\", title=\"x\", image=\"own.png\") }}".into(),
        12 => "{{ document(src=\"notes.txt\", title=\"Notes\") }}".into(),
        _ => "{{ tide() }}".into(),
    }
}

pub fn plain(dice: &mut Dice) -> String {
    words(dice, 1, 6).replace(['"', '<', '>'], "")
}

/// A date around the site's time: mostly in the last weeks, some years ago, some to come.
pub fn date(dice: &mut Dice, at: i64) -> Value {
    const DAY: i64 = 86_400;
    let ago = match dice.weighed(&[30, 30, 20, 10, 10]) {
        0 => dice.between(0, 3 * DAY),
        1 => dice.between(0, 60 * DAY),
        2 => dice.between(0, 500 * DAY),
        3 => dice.between(700 * DAY, 800 * DAY),
        _ => -dice.between(60, 5 * DAY),
    };
    let text = moment(at - ago);
    if dice.percent(40) { json!(text[..10]) } else { json!(text) }
}

/// A moment somewhere about the site's time, with its offset.
pub fn about(dice: &mut Dice, at: i64) -> String {
    moment(at + dice.between(-4 * 86_400, 4 * 86_400))
}

/// A value for a field; none takes the field away.
pub fn field(dice: &mut Dice, site: &Site, path: &str, key: &str) -> Option<Value> {
    if dice.percent(18) && !["title", "date"].contains(&key) {
        return None;
    }
    Some(match key {
        "date" => date(dice, site.at),
        "updated" => json!(about(dice, site.at)),
        "embargo" => json!(about(dice, site.at)),
        "expires" => json!(about(dice, site.at)),
        "authors" => json!(dice.few(&AUTHORS, 0, 3)),
        "tags" => json!(dice.few(&TAGS, 0, 5)),
        "series" => json!(dice.one(&["The Sound", "the sound", "Ten years on"])),
        "image" if dice.percent(50) => json!(dice.one(&PICTURES)),
        "image" => {
            json!({"src": dice.one(&PICTURES), "alt": plain(dice), "caption": link(dice, site, path), "credit": "J. Roe"})
        }
        "corrections" => corrections(dice, site, path),
        "lists" => json!({"ports": {"tag": dice.one(&["ferry", "fish", "storm"]), "limit": dice.between(1, 4)}}),
        "data" => json!([dice.one(&["tides", "league", "rates", "polls"])]),
        _ => plain_field(dice, site, key),
    })
}

fn corrections(dice: &mut Dice, site: &Site, path: &str) -> Value {
    let wanted = dice.between(1, 2);
    let all = (0..wanted).map(|_| {
        let text = format!("{} {}", words(dice, 3, 9), link(dice, site, path));
        let kind = dice.one(&["correction", "clarification", "update"]);
        json!({"date": about(dice, site.at)[..10], "text": text, "kind": kind, "prominent": dice.percent(30)})
    });
    all.collect()
}

fn plain_field(dice: &mut Dice, site: &Site, key: &str) -> Value {
    match key {
        "title" => json!(headline(dice)),
        "titles" => json!({"short": plain(dice), "search": plain(dice), "social": plain(dice)}),
        "references" => json!([plain(dice), {"name": plain(dice), "url": "https://example.org/doc"}]),
        "origin" => json!({"name": "Halyard", "url": "https://halyard.example/"}),
        "syndicate" | "draft" | "free" | "index" | "toc" => json!(dice.percent(50)),
        "claim" => {
            json!({"text": plain(dice), "author": "The board", "date": "2026-11-02", "rating": "Misleading", "value": dice.between(1, 5)})
        }
        "review" => json!({"item": plain(dice), "type": "Book", "rating": dice.between(1, 5)}),
        "live" => {
            json!({"start": "2026-11-19T06:40:00Z", "order": dice.one(&["newest", "oldest"]), "state": dice.one(&["live", "closed"])})
        }
        "sponsor" => json!({"name": plain(dice), "url": "https://sponsor.example/"}),
        "withdrawn" => {
            json!({"date": about(dice, site.at)[..10], "text": plain(dice), "title": "Withdrawn", "gone": dice.percent(30)})
        }
        "priority" => json!(dice.between(1, 9)),
        "kind" => json!(dice.one(&[
            "news",
            "analysis",
            "opinion",
            "feature",
            "interview",
            "review",
            "editorial",
            "letter",
            "factcheck",
            "explainer",
            "live",
            "brief",
            "newsletter",
            "obituary",
            "press-release",
            "sponsored",
            "page",
        ])),
        "slug" => json!(format!("slug-{}", dice.below(400))),
        "url" => json!(format!("/special/{}/", dice.below(400))),
        "aliases" => json!([format!("/old/{}/", dice.below(400)), format!("/older/{}.html", dice.below(400))]),
        "canonical" => json!("https://elsewhere.example/story"),
        "language" => json!(dice.one(&["en", "lt", "uk", "ar", "de"])),
        _ => json!(plain(dice)),
    }
}
