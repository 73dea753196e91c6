//! The site that a run begins with: some hundred and fifty stories and all that goes with them.

use serde_json::{Map, Value, json};

use super::{
    copy::{self, AUTHORS, LANGUAGES, PICTURES, PROFILES, SECTIONS, TAGS, words},
    dice::Dice,
    look, paper,
    site::{Form, Site, Text},
};

/// A site of about so many articles, as this seed has it. `at` is the edition time of the first build.
pub fn found(dice: &mut Dice, articles: usize, at: i64) -> Site {
    let mut site = Site { at, ..Site::default() };
    site.settings = paper::first(dice);
    look::first(dice, &mut site);
    for slug in PROFILES {
        if dice.percent(60) {
            let path = format!("content/authors/{slug}.md");
            let text = profile(dice, &site, &path);
            site.texts.insert(path, text);
        }
    }
    for section in SECTIONS {
        if dice.percent(50) || section.contains('/') {
            let path = format!("content/{section}/_index.md");
            let text = index(dice, &site, &path);
            site.texts.insert(path, text);
        }
    }
    for name in ["about", "ethics", "pages/imprint"] {
        let path = format!("content/{name}.md");
        let mut text = Text { body: copy::body(dice, &site, &path), ..Text::default() };
        text.fields.insert("title".into(), json!(words(dice, 1, 3)));
        site.texts.insert(path, text);
    }
    // Paths first, so that early stories can link to later ones.
    let paths: Vec<String> = (0..articles).map(|n| path(dice, n)).collect();
    site.texts.extend(paths.iter().map(|path| (path.clone(), Text::default())));
    for path in paths {
        write(dice, &mut site, &path);
    }
    site
}

/// A path for a new article, unlike all others by its number.
pub fn path(dice: &mut Dice, n: usize) -> String {
    let section = dice.one(&SECTIONS);
    let word = dice.one(&["ferry", "Storm-day", "žuvys", "fog 2", "budget", "lamps", "crew.v1"]);
    match dice.weighed(&[50, 15, 15, 8, 4, 4]) {
        0 => format!("content/{section}/{word}-{n}.md"),
        1 => format!("content/{section}/2026/11/{word}-{n}.md"),
        2 => format!("content/{section}/{word}-{n}/index.md"),
        3 => format!("content/{section}/2026-11-{:02}-{word}-{n}.md", dice.between(1, 28)),
        4 => format!("content/{}/{section}/{word}-{n}.md", dice.one(&LANGUAGES)),
        _ => format!("content/{section}/{word}-{n}.{}.md", dice.one(&LANGUAGES)),
    }
}

/// Writes an article at a path, and what lies beside it; another language of it at times.
pub fn write(dice: &mut Dice, site: &mut Site, path: &str) {
    let text = article(dice, site, path);
    if let Some(folder) = path.strip_suffix("index.md") {
        if dice.percent(70) {
            site.files.insert(format!("{folder}own.png"), look::picture(dice));
        }
        if dice.percent(40) {
            site.files.insert(format!("{folder}notes.txt"), words(dice, 2, 9).into_bytes());
        }
        if dice.percent(20) {
            site.files.insert(format!("{folder}deep/plan.pdf"), words(dice, 2, 9).into_bytes());
        }
    }
    if dice.percent(20) {
        let language = dice.one(&LANGUAGES);
        let other = match path.strip_suffix(".md") {
            Some(stem) if dice.percent(70) && !stem.ends_with("index") => format!("{stem}.{language}.md"),
            _ => path.replacen("content/", &format!("content/{language}/"), 1),
        };
        let mut translation = text.clone();
        translation.fields.insert("title".into(), json!(copy::headline(dice)));
        translation.body = copy::body(dice, site, &other);
        for key in ["slug", "url", "aliases"] {
            translation.fields.remove(key);
        }
        site.texts.entry(other).or_insert(translation);
    }
    site.texts.insert(path.to_owned(), text);
}

/// An article for a path.
pub fn article(dice: &mut Dice, site: &Site, path: &str) -> Text {
    let mut fields = Map::new();
    fields.insert("title".into(), json!(copy::headline(dice)));
    if dice.percent(94) {
        fields.insert("date".into(), copy::date(dice, site.at));
    }
    if dice.percent(70) {
        fields.insert("description".into(), json!(words(dice, 4, 16)));
    }
    if dice.percent(80) {
        fields.insert("authors".into(), json!(dice.few(&AUTHORS, 1, 2)));
    }
    if dice.percent(85) {
        fields.insert("tags".into(), json!(dice.few(&TAGS, 1, 4)));
    }
    if dice.percent(25) {
        fields.insert("image".into(), json!(dice.one(&PICTURES)));
    }
    for key in copy::FIELDS {
        let chance = match key {
            "kind" | "priority" | "series" => 12,
            "draft" | "embargo" | "expires" | "withdrawn" | "corrections" | "aliases" => 4,
            // Each language of such a story would have to stand elsewhere.
            "language" => 0,
            _ => 2,
        };
        if !fields.contains_key(key)
            && dice.percent(chance)
            && let Some(value) = copy::field(dice, site, path, key)
        {
            fields.insert(key.into(), value);
        }
    }
    let form = match dice.weighed(&[80, 8, 8, 4]) {
        0 => Form::Yaml,
        1 => Form::Toml,
        2 => Form::Json,
        _ => Form::None,
    };
    Text { form, fields, body: copy::body(dice, site, path) }
}

/// An author's profile.
pub fn profile(dice: &mut Dice, site: &Site, path: &str) -> Text {
    let name = dice.one(&["Jane Roe", "John Doe", "The sea desk", "Ann Lee", "Żaneta Kos", "Mara Lind"]);
    let value = json!({
        "title": name,
        "role": words(dice, 1, 3),
        "type": dice.one(&["person", "organisation"]),
        "email": format!("desk{}@beacon.example", dice.below(9)),
        "image": dice.one(&["/images/quay.png", "/images/bow.png", "/images/gone.png"]),
        "same_as": ["https://social.example/@x"],
        "topics": dice.few(&TAGS, 0, 2),
        "languages": ["en"],
        "former": dice.percent(20),
    });
    let mut fields = value.as_object().cloned().unwrap_or_default();
    for key in ["role", "type", "email", "image", "same_as", "topics", "former"] {
        if dice.percent(40) {
            fields.remove(key);
        }
    }
    Text { form: Form::Yaml, fields, body: copy::body(dice, site, path) }
}

/// A section's `_index.md`.
pub fn index(dice: &mut Dice, site: &Site, path: &str) -> Text {
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| fields.insert(key.into(), value);
    put("title", json!(words(dice, 1, 3)));
    if dice.percent(50) {
        put("order", json!(dice.between(1, 9)));
    }
    if dice.percent(40) {
        put("colour", json!(dice.one(&["#0b4f8a", "#a8071a"])));
    }
    if dice.percent(40) {
        put("description", json!(words(dice, 2, 8)));
    }
    if dice.percent(50) {
        let all = json!({"kind": dice.one(&["opinion", "feature", "news"]), "tags": dice.few(&TAGS, 1, 2), "byline": "Staff", "free": false});
        let mut defaults = all.as_object().cloned().unwrap_or_default();
        for key in ["kind", "tags", "byline", "free"] {
            if dice.percent(50) {
                defaults.remove(key);
            }
        }
        put("defaults", Value::Object(defaults));
    }
    Text { form: Form::Yaml, fields, body: copy::body(dice, site, path) }
}
