//! What templates can call: pure functions of their arguments.

use icu_plurals::{PluralCategory, PluralRules};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::base::{Slugs, slug};

/// Registers every filter.
pub fn register(tera: &mut Tera) {
    tera.register_filter("plural", plural);
    tera.register_filter("fill", fill);
    tera.register_filter("slug", |text: &str, _: Kwargs, _: &State| slug(text, Slugs::Unicode));
    tera.register_filter("json", json);
    tera.register_filter("strip_tags", |text: &str, _: Kwargs, _: &State| strip_tags(text));
    tera.register_filter("initials", |text: &str, _: Kwargs, _: &State| initials(text));
    tera.register_filter("date", date);
}

/// `{{ 3 | plural(words=site.words.stories, language=site.language) }}`: the CLDR form for the
/// number, with `{n}` filled in.
fn plural(n: i64, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let words = kwargs.must_get::<Value>("words")?;
    let language = kwargs.get::<&str>("language")?.unwrap_or("en");
    let form = words
        .get_from_path(category(n, language))
        .or_else(|| words.get_from_path("other"))
        .filter(|word| word.is_string())
        .cloned()
        .unwrap_or(words);
    Ok(form.as_str().unwrap_or("{n}").replace("{n}", &n.to_string()))
}

fn category(n: i64, language: &str) -> &'static str {
    let rules = language.parse::<icu_locale_core::Locale>().ok();
    let rules = rules.and_then(|locale| PluralRules::try_new(locale.into(), Default::default()).ok());
    match rules.map(|rules| rules.category_for(n)) {
        Some(PluralCategory::Zero) => "zero",
        Some(PluralCategory::One) => "one",
        Some(PluralCategory::Two) => "two",
        Some(PluralCategory::Few) => "few",
        Some(PluralCategory::Many) => "many",
        Some(PluralCategory::Other) | None => "other",
    }
}

/// `{{ "Stories by {name}" | fill(name=author.name) }}`.
fn fill(text: &str, kwargs: Kwargs, _: &State) -> String {
    let mut out = text.to_owned();
    for (key, value) in kwargs.iter() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        out = out.replace(&format!("{{{key}}}", key = key.as_str().unwrap_or_default()), &value);
    }
    out
}

/// Any value as JSON that may stand in a script element.
fn json(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(tera::Error::message)?;
    Ok(Value::safe_string(&text.replace('<', "\\u003c")))
}

fn strip_tags(text: &str) -> String {
    let (mut out, mut inside) = (String::with_capacity(text.len()), false);
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).flat_map(char::to_uppercase).collect()
}

/// `{{ article.published.iso | date(format="%d/%m/%Y") }}`: an RFC 3339 time or a date by strftime's letters.
fn date(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let format = kwargs.must_get::<&str>("format")?;
    let civil = text.get(..19).unwrap_or(text).parse::<jiff::civil::DateTime>();
    let civil = civil.or_else(|_| text.parse::<jiff::civil::Date>().map(|d| d.at(0, 0, 0, 0)));
    let civil = civil.map_err(|_| tera::Error::message(format!("`{text}` is no date")))?;
    jiff::fmt::strtime::format(format, civil).map_err(|error| tera::Error::message(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{category, initials, strip_tags};

    #[test]
    fn plurals_follow_cldr() {
        assert_eq!((category(1, "en"), category(2, "en")), ("one", "other"));
        assert_eq!((category(21, "lt"), category(5, "lt"), category(11, "lt")), ("one", "few", "other"));
        assert_eq!((category(0, "ar"), category(2, "ar"), category(3, "ar")), ("zero", "two", "few"));
        assert_eq!(category(7, "not a language"), "other");
    }

    #[test]
    fn small_filters() {
        assert_eq!(strip_tags("a <b>c</b>"), "a c");
        assert_eq!(initials("Ona van Marsh"), "OV");
    }
}
