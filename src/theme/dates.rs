//! How a language writes dates, and how a house does.

use serde_json::{Map, Value as Json};

use super::cldr::CldrDates;
use super::house::{Forms, HouseDates};
use super::numerals::Numerals;
use crate::base::{Lang, Moment, SiteZone, push_number, push_two};

/// How a language writes dates.
#[derive(Clone, Debug)]
pub struct DateWords {
    months: Vec<String>,
    months_alone: Vec<String>,
    months_short: Vec<String>,
    day: Pattern,
    short: Pattern,
    month_year: String,
    time: Pattern,
    full: String,
    span: String,
    /// What `{ampm}` says before noon and after it.
    halves: [String; 2],
    /// All of these as words files have them, for templates.
    words: Map<String, Json>,
    numerals: Numerals,
}

/// A pattern of the words file, cut where something is filled in.
#[derive(Clone, Debug)]
struct Pattern(Vec<Piece>);

/// A piece of a pattern.
#[derive(Clone, Debug)]
enum Piece {
    /// As it stands.
    Text(String),
    /// `{d}`, `{dd}`.
    Day { two: bool },
    /// `{m}`, and `{mm}` where there is no hour.
    Month { two: bool },
    /// `{mm}` beside an hour.
    Minute,
    /// `{month}`.
    MonthName,
    /// `{month_short}`.
    MonthShort,
    /// `{year}`.
    Year,
    /// `{H}`, `{HH}`.
    Hour { two: bool },
    /// `{h}`, `{hh}`.
    HourOf12 { two: bool },
    /// `{ampm}`.
    HalfOfDay,
    /// `{month_ap}`: as the Associated Press shortens months beside a day.
    MonthAp,
    /// `{time_ap}`: “2:05 p.m.”, “2 p.m.”, “noon”.
    TimeAp,
}

/// The forms, and how a language that nobody knows writes them.
const DEFAULTS: [(&str, &str); 6] = [
    ("day", "{year}-{mm}-{dd}"),
    ("short", "{year}-{mm}-{dd}"),
    ("month_year", "{month} {year}"),
    ("time", "{HH}:{mm}"),
    ("full", "{day}, {time} {zone}"),
    ("span", "{from} – {until}"),
];

/// Months of five letters and fewer are never shortened.
const MONTHS_AP: [&str; 12] =
    ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];

impl Pattern {
    fn of(text: &str) -> Pattern {
        let is_time = ["{HH}", "{H}", "{hh}", "{h}"].iter().any(|hour| text.contains(hour));
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((before, after)) = rest.split_once('{') {
            pieces.push(Piece::Text(before.to_owned()));
            let Some((name, tail)) = after.split_once('}') else {
                rest = after;
                break;
            };
            pieces.push(match name {
                "d" | "dd" => Piece::Day { two: name == "dd" },
                "mm" if is_time => Piece::Minute,
                "m" | "mm" => Piece::Month { two: name == "mm" },
                "month" => Piece::MonthName,
                "month_short" => Piece::MonthShort,
                "year" => Piece::Year,
                "H" | "HH" => Piece::Hour { two: name == "HH" },
                "h" | "hh" => Piece::HourOf12 { two: name == "hh" },
                "ampm" => Piece::HalfOfDay,
                "month_ap" => Piece::MonthAp,
                "time_ap" => Piece::TimeAp,
                other => Piece::Text(format!("{{{other}}}")),
            });
            rest = tail;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Pattern(pieces)
    }
}

impl DateWords {
    /// As the house writes them, or else the words file says under `dates`, or else CLDR.
    pub(super) fn of(json: Option<&Json>, lang: &Lang, house: &HouseDates) -> DateWords {
        let forms: Forms<'_> = house.forms(lang);
        let cldr = CldrDates::of(lang);
        let own = |key: &str| json.and_then(|d| d.get(key));
        let said = |key: &str| forms.get(key).or_else(|| own(key).and_then(Json::as_str));
        let text = |key: &str, default: &'static str| -> String {
            said(key).or_else(|| cldr.as_ref()?.form(key)).unwrap_or(default).to_owned()
        };
        let list = |key: &str, of: fn(&CldrDates) -> &Vec<String>| -> Vec<String> {
            let items = own(key).and_then(Json::as_array).into_iter().flatten();
            let items: Vec<String> = items.map(|m| m.as_str().unwrap_or_default().to_owned()).collect();
            if items.len() == 12 { items } else { cldr.as_ref().map(of).cloned().unwrap_or_default() }
        };
        // Papers write “a.m.”, where CLDR has “AM”: that goes with its own pattern.
        let is_english = lang.primary() == "en" && said("time").is_some();
        let halves = cldr.as_ref().map(|cldr| cldr.halves.clone()).filter(|_| !is_english);
        let halves = halves.filter(|halves| halves.iter().all(|half| !half.is_empty()));
        let lists = [
            ("months", list("months", |cldr| &cldr.months)),
            ("months_alone", list("months_alone", |cldr| &cldr.months_alone)),
            ("months_short", list("months_short", |cldr| &cldr.months_short)),
        ];
        let forms = DEFAULTS.map(|(key, default)| (key, text(key, default)));
        let words = forms.iter().map(|(key, form)| ((*key).to_owned(), Json::from(form.as_str())));
        let words =
            words.chain(lists.iter().map(|(key, list)| ((*key).to_owned(), Json::from(list.clone())))).collect();
        let [day, short, month_year, time, full, span] = forms.map(|(_, form)| form);
        let [months, months_alone, months_short] = lists.map(|(_, list)| list);
        DateWords {
            words,
            halves: halves.unwrap_or_else(|| ["a.m.", "p.m."].map(str::to_owned)),
            months,
            months_alone,
            months_short,
            day: Pattern::of(&day),
            short: Pattern::of(&short),
            month_year,
            time: Pattern::of(&time),
            full,
            span,
            numerals: house.numerals(lang),
        }
    }

    /// The patterns and the names of months, by the keys of words files.
    pub(super) fn words(&self) -> Map<String, Json> {
        self.words.clone()
    }

    /// The month of a day: “November 2026”.
    pub fn month_of(&self, moment: Moment) -> String {
        let at = moment.civil();
        self.month_year(at.year(), at.month())
    }

    /// The day: “23 November 2026”.
    pub fn day(&self, moment: Moment) -> String {
        self.write(&self.day, moment)
    }

    /// The day for lists: “23 Nov 2026”.
    pub fn short(&self, moment: Moment) -> String {
        self.write(&self.short, moment)
    }

    /// The time of day with its zone: “14:05 EET”.
    pub fn time(&self, moment: Moment, zone: &SiteZone) -> String {
        let mut out = self.write(&self.time, moment);
        out.push(' ');
        out.push_str(&zone.abbreviation(moment));
        out
    }

    /// Time and day, of the day in words as [`DateWords::day`] gives it.
    pub fn full(&self, moment: Moment, zone: &SiteZone, day: &str) -> String {
        let time = self.write(&self.time, moment);
        self.full.replace("{time}", &time).replace("{zone}", &zone.abbreviation(moment)).replace("{day}", day)
    }

    /// A month of a year, as a heading: “November 2026”, “Listopad 2026”.
    pub fn month_year(&self, year: i16, month: i8) -> String {
        let name = self.months_alone.get(month as usize - 1).cloned().unwrap_or_else(|| format!("{month:02}"));
        let text = self.month_year.replace("{month}", &name).replace("{year}", &year.to_string());
        // A language whose months are numbers.
        let text = text.replace("{mm}", &format!("{month:02}")).replace("{m}", &month.to_string());
        self.numerals.write(with_capital(&text))
    }

    /// From one day to another.
    pub fn span(&self, from: &str, until: &str) -> String {
        self.span.replace("{from}", from).replace("{until}", until)
    }

    /// Fills a pattern.
    fn write(&self, pattern: &Pattern, moment: Moment) -> String {
        let at = moment.civil();
        let (day, month) = (at.day().unsigned_abs().into(), at.month().unsigned_abs().into());
        let (hour, minute) = (at.hour().unsigned_abs().into(), at.minute().unsigned_abs().into());
        let mut out = String::with_capacity(32);
        let push = |number: u32, two: bool, out: &mut String| {
            if two { push_two(number, out) } else { push_number(number, out) }
        };
        let push_month = |list: &[String], out: &mut String| match list.get(month as usize - 1) {
            Some(name) => out.push_str(name),
            None => push_number(month, out),
        };
        for piece in &pattern.0 {
            match piece {
                Piece::MonthAp => out.push_str(MONTHS_AP[month as usize - 1]),
                Piece::TimeAp => push_time_ap(hour, minute, &mut out),
                Piece::Text(text) => out.push_str(text),
                Piece::Day { two } => push(day, *two, &mut out),
                Piece::Month { two } => push(month, *two, &mut out),
                Piece::Minute => push_two(minute, &mut out),
                Piece::MonthName => push_month(&self.months, &mut out),
                Piece::MonthShort => push_month(&self.months_short, &mut out),
                Piece::Year if at.year() < 0 => out.push_str(&at.year().to_string()),
                Piece::Year => push_number(at.year().unsigned_abs().into(), &mut out),
                Piece::Hour { two } => push(hour, *two, &mut out),
                Piece::HourOf12 { two } => push((hour + 11) % 12 + 1, *two, &mut out),
                Piece::HalfOfDay => out.push_str(&self.halves[usize::from(hour >= 12)]),
            }
        }
        self.numerals.write(out)
    }
}

/// A text that begins with a capital letter, where its script has any; Georgian has them for whole words only.
fn with_capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !('\u{10d0}'..='\u{10ff}').contains(&first) => first.to_uppercase().chain(letters).collect(),
        Some(_) | None => text.to_owned(),
    }
}

fn push_time_ap(hour: u32, minute: u32, out: &mut String) {
    match (hour, minute) {
        (0, 0) => return out.push_str("midnight"),
        (12, 0) => return out.push_str("noon"),
        _ => push_number((hour + 11) % 12 + 1, out),
    }
    if minute > 0 {
        out.push(':');
        push_two(minute, out);
    }
    out.push(' ');
    out.push_str(if hour < 12 { "a.m." } else { "p.m." });
}
