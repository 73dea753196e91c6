//! How a language writes dates and lists, by CLDR: read off what ICU writes of a few samples, once for each language.
//!
//! In: a language. Out: patterns in the letters of words files, names of months, lists. Never here: what a site or a
//! theme says instead.

use std::fmt::{self, Write};
use std::ops::Range;

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{MD, T, YM, YMD, YMDT};
use icu_datetime::input::{DateTime, Time};
use icu_datetime::options::TimePrecision;
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter as Formatter, parts};
use icu_list::options::ListFormatterOptions;
use icu_list::parts::ELEMENT;
use icu_list::{ListFormatter, ListFormatterPreferences};
use icu_locale_core::Locale;
use writeable::{Part, PartsWrite, Writeable};

use crate::base::Lang;

/// How a language writes dates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CldrDates {
    /// Months beside a day: “lapkričio”.
    pub months: Vec<String>,
    /// Months without a day: “lapkritis”.
    pub months_alone: Vec<String>,
    /// Months in lists: “Nov”.
    pub months_short: Vec<String>,
    /// A pattern for each form, in the letters of words files.
    pub forms: [(&'static str, String); 5],
    /// Before noon and after it, where hours go to twelve.
    pub halves: [String; 2],
}

/// A form of dates by what ICU writes of samples; the fields have types of their own.
macro_rules! form {
    ($prefs:expr, $fields:expr) => {{
        let formatter = Formatter::<Gregorian, _>::try_new($prefs, $fields).ok()?;
        Form::of(|date| Written::of(&formatter.format(date)))?
    }};
}

impl CldrDates {
    /// The dates of a language; none of one that CLDR has no words for.
    pub fn of(lang: &Lang) -> Option<CldrDates> {
        let locale = locale(lang, "-u-ca-gregory-nu-latn")?;
        let prefs = DateTimeFormatterPreferences::from(&locale);
        let (long, medium) = (form!(prefs, YMD::long()), form!(prefs, YMD::medium()));
        let (month, day) = (form!(prefs, YM::long()), form!(prefs, MD::long()));
        let time = Formatter::<Gregorian, _>::try_new(prefs, T::hm()).ok()?;
        let whole = YMDT::long().with_time_precision(TimePrecision::Minute);
        let whole = Formatter::<Gregorian, _>::try_new(prefs, whole).ok()?;
        let at = |hour| Time::try_new(hour, 5, 0, 0).ok();
        let [night, morning, noon] = [at(0)?, at(9)?, at(14)?].map(|at| Written::of(&time.format(&at)));
        // More than two parts of the day, as in Taiwan: hours go to twenty-four there.
        let is_parted = night.part(parts::DAY_PERIOD) != morning.part(parts::DAY_PERIOD);
        let clock = if is_parted { "{HH}:{mm}".to_owned() } else { noon.pattern(&morning, "") };
        let whole = Written::of(&whole.format(&DateTime { date: date(11, 23)?, time: at(14)? }));
        let names = long.months().or_else(|| day.months());
        // Where months are numbers, patterns hold the numbers themselves.
        let months = names.unwrap_or_else(|| (1..=12).map(|month| month.to_string()).collect());
        if months[10].starts_with("M1") {
            return None;
        }
        Some(CldrDates {
            months_alone: month.months().unwrap_or_else(|| months.clone()),
            months_short: medium.months().unwrap_or_else(|| months.clone()),
            halves: [&morning, &noon].map(|time| time.part(parts::DAY_PERIOD).unwrap_or_default().to_owned()),
            forms: [
                ("day", long.pattern("{month}")),
                ("short", medium.pattern("{month_short}")),
                ("month_year", month.pattern("{month}")),
                ("time", clock),
                ("full", joined(&whole.text, &long.late.text, &noon.text)),
            ],
            months,
        })
    }

    /// The pattern of a form.
    pub fn form(&self, name: &str) -> Option<&str> {
        self.forms.iter().find(|(form, _)| *form == name).map(|(_, pattern)| pattern.as_str())
    }
}

/// Names joined as a language does.
#[derive(Clone, Copy, Debug)]
pub struct CldrLists(ListFormatterPreferences);

impl CldrLists {
    /// The lists of a language.
    pub fn of(lang: &Lang) -> Option<CldrLists> {
        let locale = locale(lang, "")?;
        Some(CldrLists((&locale).into()))
    }

    /// Writes names, which may be HTML: what stands between them can depend on the next one's first letter.
    pub fn write(&self, names: &[&str], out: &mut String) {
        let Ok(lists) = ListFormatter::try_new_and(self.0, ListFormatterOptions::default()) else {
            return out.push_str(&names.join(", "));
        };
        let plain: Vec<String> = names.iter().map(|name| super::filters::strip_tags(name)).collect();
        let written = Written::of(&lists.format(plain.iter()));
        let elements = written.parts.iter().filter(|(part, _)| *part == ELEMENT);
        let mut at = 0;
        for (name, (_, range)) in names.iter().zip(elements) {
            out.push_str(&written.text[at..range.start]);
            out.push_str(name);
            at = range.end;
        }
        out.push_str(&written.text[at..]);
    }
}

/// A language as ICU knows it. English that says no more is written as in most of the world: day before month.
fn locale(lang: &Lang, keywords: &str) -> Option<Locale> {
    let tag = if lang.as_str() == "en" { "en-GB" } else { lang.as_str() };
    format!("{tag}{keywords}").parse().or_else(|_| tag.parse()).ok()
}

fn date(month: u8, day: u8) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(2026, month, day).ok()
}

/// “23 November 2026 at 14:05” as a pattern of its two halves.
fn joined(whole: &str, day: &str, time: &str) -> String {
    let day_first = whole.strip_prefix(day).and_then(|rest| rest.strip_suffix(time));
    let time_first = whole.strip_prefix(time).and_then(|rest| rest.strip_suffix(day));
    match (day_first, time_first) {
        (Some(between), _) => format!("{{day}}{between}{{time}} {{zone}}"),
        (None, Some(between)) => format!("{{time}} {{zone}}{between}{{day}}"),
        (None, None) => "{day}, {time} {zone}".to_owned(),
    }
}

/// A form of dates, by samples.
struct Form {
    months: Vec<Written>,
    /// A day of two digits in a month of two.
    late: Written,
    /// A day of one digit in a month of one.
    early: Written,
}

impl Form {
    fn of(write: impl Fn(&Date<Gregorian>) -> Written) -> Option<Form> {
        let of = |month, day| Some(write(&date(month, day)?));
        let months = (1..=12).map(|month| of(month, 23)).collect::<Option<_>>()?;
        Some(Form { months, late: of(11, 23)?, early: of(3, 5)? })
    }

    /// The names of months; none where they are numbers.
    fn months(&self) -> Option<Vec<String>> {
        let names = self.months.iter().map(|month| month.part(parts::MONTH).map(str::to_owned));
        let names: Vec<String> = names.collect::<Option<_>>()?;
        names.iter().all(|name| !is_number(name)).then_some(names)
    }

    fn pattern(&self, month: &str) -> String {
        self.late.pattern(&self.early, month)
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What ICU wrote, and which part of it is what.
#[derive(Default)]
struct Written {
    text: String,
    parts: Vec<(Part, Range<usize>)>,
}

impl Written {
    fn of(what: &impl Writeable) -> Written {
        let mut written = Written::default();
        // Only the writer could fail, and memory doesn't.
        let _ = what.write_to_parts(&mut written);
        written.parts.sort_by_key(|(_, range)| (range.start, range.end));
        written
    }

    fn part(&self, wanted: Part) -> Option<&str> {
        self.parts.iter().find(|(part, _)| *part == wanted).map(|(_, range)| &self.text[range.clone()])
    }

    /// The pattern of which this is one sample, and `small` another with numbers of one digit.
    fn pattern(&self, small: &Written, month: &str) -> String {
        let (mut out, mut at) = (String::new(), 0);
        for (part, range) in &self.parts {
            let is_two = small.part(*part).is_some_and(|text| text.len() == 2);
            let place = match *part {
                parts::DAY => ["{d}", "{dd}"][usize::from(is_two)],
                parts::MONTH if is_number(&self.text[range.clone()]) => ["{m}", "{mm}"][usize::from(is_two)],
                parts::MONTH => month,
                parts::YEAR => "{year}",
                parts::HOUR if &self.text[range.clone()] == "2" => "{h}",
                parts::HOUR if &self.text[range.clone()] == "02" => "{hh}",
                parts::HOUR => ["{H}", "{HH}"][usize::from(is_two)],
                parts::MINUTE => "{mm}",
                parts::DAY_PERIOD => "{ampm}",
                _ => continue,
            };
            out.push_str(&self.text[at..range.start]);
            out.push_str(place);
            at = range.end;
        }
        out.push_str(&self.text[at..]);
        out
    }
}

impl Write for Written {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        Ok(())
    }
}

impl PartsWrite for Written {
    type SubPartsWrite = Written;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Written) -> fmt::Result) -> fmt::Result {
        let start = self.text.len();
        write(self)?;
        self.parts.push((part, start..self.text.len()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Moment, SiteZone};
    use crate::theme::{DateWords, HouseDates};

    /// Languages of many families, scripts and calendars' habits.
    const LANGUAGES: [&str; 62] = [
        "en", "en-US", "en-AU", "en-CA", "lt", "lv", "et", "uk", "be", "ru", "bg", "sr", "sr-Latn", "hr", "sl", "mk",
        "de", "de-AT", "de-CH", "nl", "da", "nb", "sv", "fi", "is", "fr", "fr-CA", "es", "es-MX", "pt", "pt-PT", "it",
        "ca", "gl", "ro", "pl", "cs", "sk", "hu", "el", "tr", "az", "ka", "hy", "ar", "he", "fa", "ur", "hi", "bn",
        "ta", "th", "vi", "id", "ms", "sw", "ko", "ja", "zh-Hans", "zh-Hant", "eu", "cy",
    ];

    fn icu<F>(write: F) -> String
    where
        F: Writeable,
    {
        write.write_to_string().into_owned()
    }

    #[test]
    fn patterns_write_what_icu_writes() {
        let zone = SiteZone::named("UTC").expect("a zone");
        for tag in LANGUAGES {
            let lang = Lang::parse(tag).expect("a tag");
            let words = DateWords::of(None, &lang, &HouseDates::default());
            let locale = locale(&lang, "-u-ca-gregory-nu-latn").expect("a locale");
            let prefs = DateTimeFormatterPreferences::from(&locale);
            let long = Formatter::<Gregorian, _>::try_new(prefs, YMD::long()).expect("data");
            let medium = Formatter::<Gregorian, _>::try_new(prefs, YMD::medium()).expect("data");
            let time = Formatter::<Gregorian, _>::try_new(prefs, T::hm()).expect("data");
            for month in 1..=12 {
                for (day, hour) in [(1, 0), (9, 9), (10, 11), (23, 12), (28, 15), (3, 23)] {
                    let at = format!("2026-{month:02}-{day:02}T{hour:02}:05:00Z").parse().expect("a time");
                    let moment = Moment::at(at, &zone);
                    let date = date(month, day).expect("a date");
                    assert_eq!(words.day(moment), icu(long.format(&date)), "{tag}");
                    assert_eq!(words.short(moment), icu(medium.format(&date)), "{tag}");
                    let clock = Time::try_new(hour, 5, 0, 0).expect("a time");
                    let (time, icu) = (words.time(moment, &zone), icu(time.format(&clock)));
                    assert!(time == format!("{icu} UTC") || tag == "zh-Hant", "{tag}: {time}, {icu}");
                }
            }
        }
    }

    #[test]
    fn a_language_that_cldr_does_not_know_has_numbers() {
        assert_eq!(CldrDates::of(&Lang::parse("xx").expect("a tag")), None);
    }

    #[test]
    fn lists_look_at_letters_and_not_at_mark_up() {
        let list = |tag: &str, names: &[&str]| {
            let mut out = String::new();
            CldrLists::of(&Lang::parse(tag).expect("a tag")).expect("lists").write(names, &mut out);
            out
        };
        assert_eq!(list("es", &["<b>Ana</b>", "<b>Irene</b>"]), "<b>Ana</b> e <b>Irene</b>");
        assert_eq!(list("it", &["A", "B", "C"]), "A, B e C");
        assert_eq!(list("en", &["A"]), "A");
        assert_eq!(list("en", &[]), "");
    }
}
