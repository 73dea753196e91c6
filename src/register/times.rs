//! First publication as the register keeps it: as the desk wrote it, a day or a time.

use std::cmp::Ordering;

use jiff::civil;

use crate::base::{Moment, SiteZone};

/// A first publication: its day as written, and its instant where a time was given. Read without a general reader of
/// dates, because a build reads one for each line of the register.
struct First {
    day: (i16, i8, i8),
    /// Seconds since 1970.
    instant: Option<i64>,
}

/// `2026-11-23`, or a time to the second with an offset: the two forms that dateline writes, and RFC 3339's `Z`.
fn read(text: &str) -> Option<First> {
    let text = text.as_bytes();
    let is_form = match text.len() {
        10 => true,
        20 => text[19] == b'Z',
        25 => matches!(text[19], b'+' | b'-') && text[22] == b':',
        _ => false,
    };
    if !is_form || text[4] != b'-' || text[7] != b'-' {
        return None;
    }
    let year = number(&text[..2], 99)? * 100 + number(&text[2..4], 99)?;
    let (month, day) = (number(&text[5..7], 12)?, number(&text[8..10], 31)?);
    let date = civil::Date::new(year as i16, month as i8, day as i8).ok()?;
    let day = (date.year(), date.month(), date.day());
    if text.len() == 10 {
        return Some(First { day, instant: None });
    }
    if text[10] != b'T' || text[13] != b':' || text[16] != b':' {
        return None;
    }
    let (hour, minute) = (number(&text[11..13], 23)?, number(&text[14..16], 59)?);
    let time = hour * 3600 + minute * 60 + number(&text[17..19], 59)?;
    let offset = match text[19] {
        b'Z' => 0,
        sign => {
            let east = number(&text[20..22], 23)? * 3600 + number(&text[23..25], 59)? * 60;
            if sign == b'-' { -east } else { east }
        }
    };
    Some(First { day, instant: Some(days_since_1970(day) * 86_400 + time - offset) })
}

/// A number of two digits, at most `most`.
fn number(digits: &[u8], most: i64) -> Option<i64> {
    let [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] = digits else { return None };
    Some(i64::from(tens - b'0') * 10 + i64::from(ones - b'0')).filter(|number| *number <= most)
}

/// Days since 1970-01-01, of years that begin in March, so that the leap day is a year's last (proleptic Gregorian).
fn days_since_1970((year, month, day): (i16, i8, i8)) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

/// Whether a column can be a first publication.
pub(super) fn is_moment(text: &str) -> bool {
    read(text).is_some()
}

/// The column for a moment; none for one that four digits can't give a year to.
pub(super) fn column(moment: Moment) -> Option<String> {
    Some(moment.iso()).filter(|text| is_moment(text))
}

/// How `moment` stands to what the register says. Where either is a day alone, days are compared: the same day in
/// another time zone is not another publication.
pub(super) fn compare(moment: Moment, registered: &str) -> Ordering {
    match read(registered) {
        Some(First { instant: Some(instant), .. }) if moment.is_timed() => moment.seconds().cmp(&instant),
        Some(first) => {
            let date = moment.date();
            (date.year(), date.month(), date.day()).cmp(&first.day)
        }
        None => Ordering::Equal,
    }
}

/// The instant of what the register says, in seconds since 1970; of a day alone its first, by the site's clock.
pub(super) fn instant(registered: &str, zone: &SiteZone) -> Option<i64> {
    let First { day: (year, month, day), instant } = read(registered)?;
    instant.or_else(|| Moment::day(civil::Date::new(year, month, day).ok()?, zone).map(Moment::seconds))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::{column, compare, instant, is_moment, read};
    use crate::base::{Moment, SiteZone};

    fn zone() -> SiteZone {
        SiteZone::named("Europe/Vilnius").expect("a zone")
    }

    fn at(text: &str) -> Moment {
        Moment::at(text.parse().expect("a time"), &zone())
    }

    fn day(text: &str) -> Moment {
        Moment::day(text.parse().expect("a date"), &zone()).expect("a day")
    }

    proptest::proptest! {
        #[test]
        fn instants_are_those_of_the_calendar(seconds in -62_000_000_000_i64..253_000_000_000, offset in -50_000_i32..50_000) {
            let offset = jiff::tz::Offset::from_seconds(offset / 60 * 60).expect("an offset");
            let instant = jiff::Timestamp::from_second(seconds).expect("a time");
            let text = instant.display_with_offset(offset).to_string();
            proptest::prop_assert_eq!(read(&text).and_then(|first| first.instant), Some(seconds), "{}", text);
        }
    }

    #[test]
    fn days_and_times_with_an_offset_are_moments() {
        for good in ["2026-11-23", "2026-11-23T06:05:00Z", "2026-11-23T08:05:00+02:00"] {
            assert!(is_moment(good), "{good}");
        }
        for bad in [
            "",
            "-",
            "2026-11-31",
            "2026-11-23T08:05:00",
            "2026-11-23 08:05:00+02:00",
            "23.11.2026",
            "żółwżółw",
            "2026-02-29",
            "2026-11-23T24:05:00Z",
            "2026-11-23T08:05:00+2:000",
        ] {
            assert!(!is_moment(bad), "{bad}");
        }
        assert_eq!(column(day("2026-11-23")).as_deref(), Some("2026-11-23"));
        assert_eq!(column(day("-000044-03-15")), None);
    }

    #[test]
    fn a_day_alone_is_compared_as_a_day() {
        assert_eq!(compare(day("2026-11-24"), "2026-11-23T08:05:00+02:00"), Greater);
        assert_eq!(compare(day("2026-11-23"), "2026-11-23T08:05:00+02:00"), Equal);
        assert_eq!(compare(at("2026-11-23T20:00:00Z"), "2026-11-23"), Equal);
        assert_eq!(compare(at("2026-11-23T22:00:00Z"), "2026-11-23"), Greater);
        assert_eq!(compare(at("2026-11-23T06:05:01Z"), "2026-11-23T08:05:00+02:00"), Greater);
        assert_eq!(compare(at("2026-11-23T06:05:00Z"), "2026-11-23T08:05:00+02:00"), Equal);
        assert_eq!(compare(at("2026-11-22T22:00:00Z"), "2026-11-23T08:05:00+02:00"), Less);
    }

    #[test]
    fn a_day_begins_by_the_sites_clock() {
        assert_eq!(instant("2026-11-23", &zone()), Some(at("2026-11-22T22:00:00Z").seconds()));
        assert_eq!(instant("2026-11-23T00:00:01+02:00", &zone()), Some(at("2026-11-22T22:00:01Z").seconds()));
    }
}
