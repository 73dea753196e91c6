//! Dates and times as the desk writes them.
//!
//! In: text, the site's zone. Out: a [`Moment`], and what had to be decided to get it. Never here:
//! the clock, guesses (`11/12/2026` is two days, so it is refused).

use jiff::{Timestamp, ToSpan, civil, tz::AmbiguousOffset, tz::Offset};

use crate::base::{Moment, SiteZone};

/// What the text of a date told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dated {
    /// When.
    pub moment: Moment,
    /// The day as it was written, whatever the zone.
    pub written: civil::Date,
    /// Whether an offset (`+02:00`, `Z`) was written.
    pub offset_given: bool,
    /// A clock change made the local time doubtful.
    pub doubt: Option<Doubt>,
}

/// How a clock change made a local time doubtful.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// The clocks skip it: the first instant after the gap was taken.
    Skipped,
    /// The clocks show it twice: the earlier was taken.
    Repeated,
}

const SHAPE: &str = "write it as 2026-11-23 or 2026-11-23 08:05 (an offset such as +02:00 may follow)";
const NO_SUCH_DAY: &str = "there is no such day in the calendar";
const NO_SUCH_TIME: &str = "there is no such time of day: hours run from 0 to 23, minutes from 0 to 59";
const ZONE_LETTERS: &str =
    "letters such as EST name more than one zone: write the offset, as in 2026-11-23 08:05 -05:00, or leave it out";
const ORDER: &str = "day and month can't be told apart in that order: write the year first, as in 2026-11-23";

/// Reads a date or a time: `2026-11-23`, then perhaps (after a space or `T`) `08:05`, seconds and
/// a fraction, then perhaps `Z`, `+02`, `+0200` or `+02:00`. Years 1 to 9999.
///
/// # Errors
/// What to write instead.
pub fn read_date(text: &str, zone: &SiteZone) -> Result<Dated, &'static str> {
    let text = text.trim();
    let (day, rest) = leading_day(text).ok_or_else(|| hint(text))?;
    let written = day.ok_or(NO_SUCH_DAY)?;
    let clock = match rest.as_bytes().first() {
        None => {
            let moment = Moment::day(written, zone).unwrap_or_else(|| Moment::at(Timestamp::MAX, zone));
            return Ok(Dated { moment, written, offset_given: false, doubt: None });
        }
        Some(b'T' | b't') => &rest[1..],
        Some(b' ' | b'\t') => rest.trim_start(),
        Some(_) => return Err(SHAPE),
    };
    let (time, rest) = leading_time(clock)?;
    let local = written.to_datetime(time);
    let rest = rest.trim_start();
    if rest.is_empty() {
        let (instant, doubt) = resolve(local, zone);
        return Ok(Dated { moment: Moment::at(instant, zone), written, offset_given: false, doubt });
    }
    let instant = offset(rest)?.to_timestamp(local).unwrap_or_else(|_| furthest(local));
    Ok(Dated { moment: Moment::at(instant, zone), written, offset_given: true, doubt: None })
}

/// The end of a day of the site's zone: the first instant of the next.
pub fn end_of_day(day: civil::Date, zone: &SiteZone) -> Moment {
    let next = day.checked_add(1.day()).ok().and_then(|next| Moment::day(next, zone));
    let instant = next.and_then(|next| Timestamp::from_second(next.seconds()).ok());
    Moment::at(instant.unwrap_or(Timestamp::MAX), zone)
}

/// The date at the head of a file's name (`2026-11-23-ferry`, `2024-12-5-x`), and what follows it.
/// Digits that are in no calendar are part of the name.
pub fn date_of_name(name: &str) -> (Option<civil::Date>, &str) {
    match leading_day(name) {
        Some((Some(day), "")) => (Some(day), ""),
        Some((Some(day), rest)) if rest.starts_with(['-', '_', ' ']) => {
            (Some(day), rest.trim_start_matches(['-', '_', ' ']))
        }
        Some(_) | None => (None, name),
    }
}

/// `YYYY-M-D` at the head of `text`, and the rest. The day is `None` when it is in no calendar;
/// the whole is `None` when there is none of that shape.
fn leading_day(text: &str) -> Option<(Option<civil::Date>, &str)> {
    let (year, rest) = digits(text, 4, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 1, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 1, 2)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let date = civil::Date::new(year as i16, month as i8, day as i8).ok();
    Some((date.filter(|_| year > 0), rest))
}

/// `H:MM`, perhaps with seconds and a fraction (which is dropped), at the head of `text`.
fn leading_time(text: &str) -> Result<(civil::Time, &str), &'static str> {
    let (hour, rest) = digits(text, 1, 2).ok_or(SHAPE)?;
    let (minute, mut rest) = rest.strip_prefix(':').and_then(|rest| digits(rest, 2, 2)).ok_or(SHAPE)?;
    let mut second = 0;
    if let Some(after) = rest.strip_prefix(':') {
        (second, rest) = digits(after, 2, 2).ok_or(SHAPE)?;
        if let Some(after) = rest.strip_prefix(['.', ',']) {
            rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            if rest.len() == after.len() {
                return Err(SHAPE);
            }
        }
    }
    // A leap second is read as the second before it, as RFC 3339 readers do.
    let second = if second == 60 { 59 } else { second };
    civil::Time::new(hour as i8, minute as i8, second as i8, 0).map(|time| (time, rest)).map_err(|_| NO_SUCH_TIME)
}

/// `Z`, `+02`, `+0200`, `+02:00`, `-5`, and nothing after it.
fn offset(text: &str) -> Result<Offset, &'static str> {
    if matches!(text, "Z" | "z") {
        return Ok(Offset::UTC);
    }
    let sign = match text.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(byte) if byte.is_ascii_alphabetic() => return Err(ZONE_LETTERS),
        Some(_) | None => return Err(SHAPE),
    };
    let (hours, rest) = digits(&text[1..], 1, 2).ok_or(SHAPE)?;
    let minutes = match rest {
        "" => 0,
        rest => {
            digits(rest.strip_prefix(':').unwrap_or(rest), 2, 2).filter(|(_, rest)| rest.is_empty()).ok_or(SHAPE)?.0
        }
    };
    if hours > 23 || minutes > 59 {
        return Err("no place on earth has that offset from UTC");
    }
    Offset::from_seconds(sign * (hours as i32 * 3600 + minutes as i32 * 60)).map_err(|_| SHAPE)
}

/// From `least` to `most` digits at the head of `text`, and the rest.
fn digits(text: &str, least: usize, most: usize) -> Option<(u16, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if count < least {
        return None;
    }
    Some((text[..count].parse().ok()?, &text[count..]))
}

/// The instant of a local time of the zone.
fn resolve(local: civil::DateTime, zone: &SiteZone) -> (Timestamp, Option<Doubt>) {
    let zone = zone.as_jiff();
    let ambiguous = zone.to_ambiguous_timestamp(local);
    let doubt = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { .. } => Some(Doubt::Skipped),
        AmbiguousOffset::Fold { .. } => Some(Doubt::Repeated),
    };
    let earlier = ambiguous.earlier().unwrap_or_else(|_| furthest(local));
    match doubt {
        // The clock never shows a time between the earlier reading and the change.
        Some(Doubt::Skipped) => (zone.following(earlier).next().map_or(earlier, |change| change.timestamp()), doubt),
        Some(Doubt::Repeated) | None => (earlier, doubt),
    }
}

/// The instant nearest to a local time at the very edge of what can be computed.
fn furthest(local: civil::DateTime) -> Timestamp {
    if local.year() > 0 { Timestamp::MAX } else { Timestamp::MIN }
}

/// What to write in place of a text that has no date's shape.
fn hint(text: &str) -> &'static str {
    let parts: Vec<&str> = text.split([' ', 'T']).next().unwrap_or("").split(['/', '.', '-']).collect();
    let numbers =
        parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if numbers && parts[0].len() <= 2 { ORDER } else { SHAPE }
}

#[cfg(test)]
mod tests {
    use super::{Doubt, ORDER, ZONE_LETTERS, date_of_name, end_of_day, read_date};
    use crate::base::SiteZone;

    fn zone(name: &str) -> SiteZone {
        SiteZone::named(name).expect("a zone")
    }

    #[test]
    fn the_desks_ways_to_write_a_time_are_read() {
        let zone = zone("Europe/Vilnius");
        for (text, iso) in [
            ("2026-11-23", "2026-11-23"),
            ("2026-1-5", "2026-01-05"),
            (" 2026-11-23 ", "2026-11-23"),
            ("2026-11-23 08:05", "2026-11-23T08:05:00+02:00"),
            ("2026-11-23T8:05", "2026-11-23T08:05:00+02:00"),
            ("2026-07-01t08:05:09", "2026-07-01T08:05:09+03:00"),
            ("2026-11-23T08:05:00.123456789Z", "2026-11-23T10:05:00+02:00"),
            ("2026-11-23 08:05:00 +0200", "2026-11-23T08:05:00+02:00"),
            ("2026-11-23 08:05:00 -5", "2026-11-23T15:05:00+02:00"),
            ("2026-11-23 08:05+02", "2026-11-23T08:05:00+02:00"),
            ("2026-11-23T08:05:60+02:00", "2026-11-23T08:05:59+02:00"),
            ("1850-03-01", "1850-03-01"),
        ] {
            assert_eq!(read_date(text, &zone).expect(text).moment.iso(), iso, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_with_a_hint() {
        let zone = zone("UTC");
        for text in [
            "",
            "today",
            "2026",
            "20261123",
            "2026-02-31",
            "2026-13-01",
            "0000-01-01",
            "12026-01-01",
            "-2026-01-01",
            "2026-11-23 25:00",
            "2026-11-23 08:60",
            "2026-11-23 8",
            "2026-11-23x",
            "2026-11-23 08:05 +2x",
            "2026-11-23T",
            "2026-11-231",
            "2026-11-23 08:05 +99:00",
            "2026-11-23 08:05:0",
            "2026-11-23 08:05 Zulu",
            "２０２６-11-23",
        ] {
            assert!(read_date(text, &zone).is_err(), "{text}");
        }
        assert_eq!(read_date("11/12/2026", &zone), Err(ORDER));
        assert_eq!(read_date("11.12.2026 08:00", &zone), Err(ORDER));
        assert_eq!(read_date("2026-11-23 08:05 EST", &zone), Err(ZONE_LETTERS));
    }

    #[test]
    fn clock_changes_are_told() {
        let zone = zone("Europe/Vilnius");
        let gap = read_date("2026-03-29 03:30", &zone).expect("a time");
        assert_eq!((gap.moment.iso().as_str(), gap.doubt), ("2026-03-29T04:00:00+03:00", Some(Doubt::Skipped)));
        let fold = read_date("2026-10-25 03:30", &zone).expect("a time");
        assert_eq!((fold.moment.iso().as_str(), fold.doubt), ("2026-10-25T03:30:00+03:00", Some(Doubt::Repeated)));
        assert_eq!(read_date("2026-03-29 03:30 +02:00", &zone).expect("a time").doubt, None);
        let skipped_midnight = read_date("2018-11-04", &self::zone("America/Sao_Paulo")).expect("a day");
        assert_eq!(skipped_midnight.moment.rfc3339(), "2018-11-04T01:00:00-02:00");
    }

    #[test]
    fn the_edges_of_time_hold() {
        for name in ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"] {
            let zone = zone(name);
            for text in
                ["0001-01-01", "9999-12-31", "9999-12-31 23:59 -23:00", "0001-01-01 00:00 +23:00", "9999-12-31 23:59"]
            {
                let dated = read_date(text, &zone).expect(text);
                dated.moment.rfc3339();
                end_of_day(dated.written, &zone).rfc5322();
            }
        }
    }

    #[test]
    fn a_day_ends_where_the_next_begins() {
        let end = end_of_day("2026-03-28".parse().expect("a date"), &zone("Europe/Vilnius"));
        assert_eq!(end.iso(), "2026-03-29T00:00:00+02:00");
    }

    #[test]
    fn names_of_files_may_begin_with_a_date() {
        for (name, day, rest) in [
            ("2026-11-23-ferry", Some("2026-11-23"), "ferry"),
            ("2024-12-5-18f-project-defaults", Some("2024-12-05"), "18f-project-defaults"),
            ("2026-11-23", Some("2026-11-23"), ""),
            ("2026-02-31-x", None, "2026-02-31-x"),
            ("2026-11-23x", None, "2026-11-23x"),
            ("2026", None, "2026"),
            ("ferry", None, "ferry"),
        ] {
            let (found, left) = date_of_name(name);
            assert_eq!((found.map(|d| d.to_string()).as_deref(), left), (day, rest), "{name}");
        }
    }
}
