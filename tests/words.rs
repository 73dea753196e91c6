//! The words files of the built-in themes: complete, with every plural form, with dates as each language writes them.

use std::collections::{BTreeMap, BTreeSet};

use dateline::base::{Found, Kind, Lang, Moment, SiteZone, SourcePath};
use dateline::copy::parse_moment;
use dateline::site::read_settings;
use dateline::theme::{BUILT_IN, HouseDates, Theme, Words, built_in};
use icu_plurals::{PluralCategory, PluralRules};
use serde_json::{Map, Value};

const LANGUAGES: [&str; 10] = ["en", "lt", "uk", "de", "fr", "es", "pl", "ar", "ja", "zh-Hans"];

/// Names of languages are the same in every language, so English alone has them.
const ONLY_ENGLISH: &str = "languages.";

/// How names are joined: CLDR has it, and a language may differ.
const LISTS: [&str; 2] = ["byline.comma", "byline.and"];

fn translations() -> impl Iterator<Item = &'static str> {
    LANGUAGES.into_iter().filter(|lang| *lang != "en")
}

fn words(lang: &str) -> Words {
    let layers = [built_in("broadsheet").expect("a theme")];
    let mut found = Vec::new();
    let words = Words::read(&Lang::parse(lang).expect("a language"), &layers, &HouseDates::default(), &mut found);
    assert!(found.is_empty(), "{lang}: {found:?}");
    words
}

/// The words of one file by key; a word with plural forms stays a map.
fn file(lang: &str) -> BTreeMap<String, Value> {
    let layer = built_in("broadsheet").expect("a theme");
    let text = layer.text(&format!("i18n/{lang}.yaml")).unwrap_or_else(|| panic!("no words in {lang}")).to_owned();
    let mut words = BTreeMap::new();
    walk("", &serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{lang}: {error}")), &mut words);
    words
}

fn walk(before: &str, map: &Map<String, Value>, words: &mut BTreeMap<String, Value>) {
    for (key, value) in map {
        match value {
            Value::Object(below) if !below.contains_key("other") => walk(&format!("{before}{key}."), below, words),
            _ => assert!(words.insert(format!("{before}{key}"), value.clone()).is_none()),
        }
    }
}

fn rules(lang: &str) -> PluralRules {
    let locale: icu_locale_core::Locale = lang.parse().expect("a language");
    PluralRules::try_new(locale.into(), Default::default()).expect("plural rules")
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

#[test]
fn every_language_has_the_words_of_english() {
    let is_own = |key: &String| key.starts_with("dates.") || LISTS.contains(&key.as_str());
    let english = file("en").into_keys().filter(|key| !key.starts_with(ONLY_ENGLISH) && !is_own(key));
    let english: BTreeSet<String> = english.collect();
    for lang in translations() {
        let own: BTreeSet<String> = file(lang).into_keys().filter(|key| !is_own(key)).collect();
        let missing: Vec<_> = english.difference(&own).collect();
        let unknown: Vec<_> = own.difference(&english).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "{lang}: missing {missing:?}, not in English {unknown:?}");
    }
}

#[test]
fn no_word_is_empty_or_of_another_type() {
    for lang in LANGUAGES {
        for (key, word) in file(lang) {
            let texts: Vec<&Value> = match &word {
                Value::Object(forms) => forms.values().collect(),
                Value::Array(items) => items.iter().collect(),
                other => vec![other],
            };
            for text in texts {
                assert!(text.as_str().is_some_and(|t| !t.trim().is_empty()), "{lang}: {key}: {text}");
            }
        }
    }
}

#[test]
fn plural_words_have_the_forms_of_their_language() {
    let plural: Vec<String> = file("en").into_iter().filter(|(_, word)| word.is_object()).map(|(key, _)| key).collect();
    assert!(plural.contains(&"stories".to_owned()));
    for lang in LANGUAGES {
        let needed: BTreeSet<&str> = rules(lang).categories().map(name).collect();
        let words = file(lang);
        for key in &plural {
            let forms = words[key].as_object().unwrap_or_else(|| panic!("{lang}: {key} has no plural forms"));
            let own: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
            assert_eq!(own, needed, "{lang}: {key}");
        }
    }
}

#[test]
fn placeholders_are_those_of_english() {
    let english = file("en");
    for lang in translations() {
        for (key, word) in file(lang) {
            if key.starts_with("dates.") || LISTS.contains(&key.as_str()) {
                continue;
            }
            match (&word, &english[&key]) {
                (Value::String(word), Value::String(model)) => {
                    assert_eq!(placeholders(word), placeholders(model), "{lang}: {key}");
                }
                (Value::Object(forms), Value::Object(_)) => {
                    for (form, text) in forms {
                        // “A year” may stand for 1 where the form means no other number.
                        let numbers = (0..300).filter(|n: &i32| name(rules(lang).category_for(*n)) == form).count();
                        let has = placeholders(text.as_str().unwrap_or_default());
                        assert!(has == ["n"].into() || (has.is_empty() && numbers == 1), "{lang}: {key}.{form}");
                    }
                }
                (word, model) => panic!("{lang}: {key}: {word} where English has {model}"),
            }
        }
    }
}

#[test]
fn dates_are_written_as_each_language_does() {
    let zone = SiteZone::named("Europe/Vilnius").expect("a zone");
    // CLDR keeps some parts together.
    let plain = |text: String| text.replace(['\u{202f}', '\u{a0}'], " ");
    let moment = Moment::at("2026-11-23T07:05:00Z".parse().expect("a time"), &zone);
    for (lang, day, short, time, full, month) in [
        ("en", "23 November 2026", "23 Nov 2026", "09:05 EET", "09:05 EET, 23 November 2026", "November 2026"),
        (
            "lt",
            "2026 m. lapkričio 23 d.",
            "2026-11-23",
            "09:05 EET",
            "2026 m. lapkričio 23 d. 09:05 EET",
            "2026 m. lapkritis",
        ),
        (
            "uk",
            "23 листопада 2026 р.",
            "23 лист. 2026 р.",
            "09:05 EET",
            "23 листопада 2026 р. о 09:05 EET",
            "Листопад 2026 р.",
        ),
        (
            "de",
            "23. November 2026",
            "23.11.2026",
            "09:05 Uhr EET",
            "23. November 2026 um 09:05 Uhr EET",
            "November 2026",
        ),
        ("fr", "23 novembre 2026", "23 nov. 2026", "9h05 EET", "23 novembre 2026 à 9h05 EET", "Novembre 2026"),
        (
            "es",
            "23 de noviembre de 2026",
            "23 nov 2026",
            "09:05 EET",
            "23 de noviembre de 2026, 09:05 EET",
            "Noviembre de 2026",
        ),
        ("pl", "23 listopada 2026", "23 lis 2026", "09:05 EET", "23 listopada 2026, 09:05 EET", "Listopad 2026"),
        ("ar", "23 نوفمبر 2026", "23 نوفمبر 2026", "9:05 ص EET", "23 نوفمبر 2026 في 9:05 ص EET", "نوفمبر 2026"),
        ("ja", "2026年11月23日", "2026/11/23", "9:05 EET", "2026年11月23日 9:05 EET", "2026年11月"),
        ("zh-Hans", "2026年11月23日", "2026年11月23日", "09:05 EET", "2026年11月23日 09:05 EET", "2026年11月"),
        // Languages without a words file have their dates from CLDR too.
        (
            "en-US",
            "November 23, 2026",
            "Nov 23, 2026",
            "9:05 AM EET",
            "9:05 AM EET, November 23, 2026",
            "November 2026",
        ),
        ("it", "23 novembre 2026", "23 nov 2026", "09:05 EET", "23 novembre 2026 alle ore 09:05 EET", "Novembre 2026"),
        ("ko", "2026년 11월 23일", "2026/11/23", "오전 9:05 EET", "2026년 11월 23일 오전 9:05 EET", "2026년 11월"),
        ("xx", "2026-11-23", "2026-11-23", "09:05 EET", "2026-11-23, 09:05 EET", "11 2026"),
    ] {
        let words = words(lang);
        let dates = words.dates();
        assert_eq!(plain(dates.day(moment)), day, "{lang}");
        assert_eq!(plain(dates.short(moment)), short, "{lang}");
        assert_eq!(plain(dates.time(moment, &zone)), time, "{lang}");
        assert_eq!(plain(dates.full(moment, &zone, &dates.day(moment))), full, "{lang}");
        assert_eq!(plain(dates.month_year(2026, 11)), month, "{lang}");
    }
}

#[test]
fn names_are_joined_as_each_language_does() {
    let joined = |lang| {
        let mut out = String::new();
        let words = words(lang);
        words.join(["A", "B", "C"].into_iter(), &mut out);
        words.get("byline.by").replace("{authors}", &out)
    };
    for (lang, byline) in [
        ("en", "By A, B and C"),
        ("lt", "A, B ir C"),
        ("uk", "Текст: A, B і C"),
        ("de", "Von A, B und C"),
        ("fr", "Par A, B et C"),
        ("es", "Por A, B y C"),
        ("pl", "Tekst: A, B i C"),
        ("ar", "بقلم A، B وC"),
        ("it", "By A, B e C"),
        ("ja", "文・A、B、C"),
        ("zh-Hans", "作者：A、B和C"),
    ] {
        assert_eq!(joined(lang), byline);
    }
}

#[test]
fn chinese_is_simplified_unless_it_says_otherwise() {
    for lang in ["zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-HK"] {
        assert_eq!(words(lang).get("home"), "首页", "{lang}");
    }
    for lang in ["zh-Hant", "zh-TW", "zh-HK"] {
        assert_eq!(words(lang).get("home"), "Front page", "{lang}");
    }
    assert_eq!(words("de-AT").get("home"), "Startseite");
}

#[test]
fn every_kind_but_news_has_a_label() {
    let words = words("en");
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::News) {
        assert!(words.find(&format!("kinds.{}", kind.as_str())).is_some(), "{kind:?}");
    }
}

/// `words.published`, `words?.download`: what follows `words` in a template.
fn asked(template: &str) -> BTreeSet<&str> {
    let after = template.split("words").skip(1);
    let names = after.filter_map(|rest| rest.strip_prefix("?.").or_else(|| rest.strip_prefix('.')));
    names.map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '_').next().unwrap_or(rest)).collect()
}

#[test]
fn every_word_that_a_template_asks_for_is_there() {
    let english = file("en");
    let known: BTreeSet<&str> = english.keys().map(|key| key.split('.').next().unwrap_or(key)).collect();
    for theme in BUILT_IN {
        let layer = built_in(theme).expect("a theme");
        for (path, text) in layer.below("templates/") {
            let text = std::str::from_utf8(text).expect("templates are UTF-8");
            let unknown: Vec<_> = asked(text).into_iter().filter(|word| !known.contains(word)).collect();
            assert!(unknown.is_empty(), "{theme}/{path}: {unknown:?}");
        }
    }
}

#[test]
fn the_house_may_write_dates_its_own_way() {
    let date = |settings: &str, lang: &str, at: &str| {
        let mut found = Found::new();
        let text = format!("languages: [en, ar]\n{settings}");
        let settings = read_settings(&SourcePath::new("site.yaml"), &text, "paper", &mut found);
        assert!(found.is_empty(), "{found:?}");
        let lang = Lang::parse(lang).expect("a tag");
        let layers = vec![built_in("broadsheet").expect("a theme that is built in")];
        let theme = Theme::load("broadsheet", &layers, std::slice::from_ref(&lang), &settings.dates, &mut Found::new());
        let moment = parse_moment(at, &settings.zone).expect("a time");
        let dates = theme.words(&lang).dates();
        dates.full(moment, &settings.zone, &dates.day(moment))
    };
    let day = "2026-11-23T14:05:00Z";
    assert_eq!(date("", "en", day), "14:05 UTC, 23 November 2026");
    assert_eq!(date("dates: ap", "en", day), "2:05 p.m. UTC, Nov. 23, 2026");
    assert_eq!(date("dates: ap", "en", "2026-06-01T12:00:00Z"), "noon UTC, June 1, 2026");
    assert_eq!(date("dates: ap", "en", "2026-06-01T00:00:00Z"), "midnight UTC, June 1, 2026");
    assert_eq!(date("dates: ap", "en", "2026-06-01T11:00:00Z"), "11 a.m. UTC, June 1, 2026");
    assert_eq!(date("dates: { style: ap, day: '{d} {month}' }", "en", day), "2:05 p.m. UTC, 23 November");
    assert_eq!(date("dates: ap", "ar", day), date("", "ar", day), "the style is the site's own language's");
    assert_eq!(date("dates: { ar: { full: '{day}' } }", "ar", day), "23 نوفمبر 2026");
    assert_eq!(date("numerals: { ar: arab }\ndates: { ar: { full: '{day}' } }", "ar", day), "٢٣ نوفمبر ٢٠٢٦");
    assert_eq!(date("numerals: { ar: arab }", "en", day), "14:05 UTC, 23 November 2026");
    assert_eq!(date("dates: { time: '{h}:{mm} {ampm}' }", "en", day), "2:05 p.m. UTC, 23 November 2026");
}
