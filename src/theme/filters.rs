//! What templates can call: pure functions of their arguments.

use icu_plurals::{PluralCategory, PluralRules};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::base::{Slugs, slug};

/// Declares the filters: their registration and their docs in one, so that neither goes stale.
macro_rules! filters {
    ($($(#[doc = $doc:literal])+ $name:literal => $filter:expr;)+) => {
        /// Name and description of every filter, for docs/templates.md.
        pub const FILTERS: &[(&str, &str)] = &[$(($name, concat!($($doc, "\n"),+)),)+];

        /// Registers every filter.
        pub fn register(tera: &mut Tera) {
            $(tera.register_filter($name, $filter);)+
        }
    };
}

filters! {
    /// A date or an RFC 3339 time by the letters of strftime; it is shown as written, in no other zone, and names
    /// of months and days are English: `{{ article.published.iso | date(format="%d/%m/%Y") }}`.
    "date" => date;
    /// Puts values in the place of `{name}` in a text: `{{ site.words.more_in | fill(section=article.section.title) }}`.
    "fill" => fill;
    /// The first letters of the first two words, in capitals: `{{ author.name | initials }}`.
    "initials" => |text: &str, _: Kwargs, _: &State| initials(text);
    /// Any value as JSON that may stand in a script element: `{{ data.tides | json }}`.
    "json" => json;
    /// The form that a language has for a number (CLDR plural rules), with `{n}` filled in:
    /// `{{ 3 | plural(words=site.words.stories, language=site.language) }}`.
    "plural" => plural;
    /// The text as a part of an address: `{{ term.title | slug }}`.
    "slug" => |text: &str, _: Kwargs, _: &State| slug(text, Slugs::Unicode);
    /// The text without HTML tags: `{{ article.body | strip_tags }}`.
    "strip_tags" => |text: &str, _: Kwargs, _: &State| strip_tags(text);
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

pub(super) fn strip_tags(text: &str) -> String {
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
