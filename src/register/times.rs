//! First publication as the register keeps it: as the desk wrote it, a day or a time.

use std::cmp::Ordering;

use jiff::{Timestamp, civil};

use crate::base::{EditionTime, Moment, SiteZone};

/// Whether a column can be a first publication: `2026-11-23`, or a time to the second with an offset.
pub(super) fn is_moment(text: &str) -> bool {
    match text.len() {
        10 => text.parse::<civil::Date>().is_ok(),
        20 | 25 => text.as_bytes()[10] == b'T' && text.is_ascii() && text.parse::<Timestamp>().is_ok(),
        _ => false,
    }
}

/// The column for a moment; none for one that four digits can't give a year to.
pub(super) fn column(moment: Moment) -> Option<String> {
    Some(moment.iso()).filter(|text| is_moment(text))
}

/// How `moment` stands to what the register says. Where either is a day alone, days are compared: the same day in
/// another time zone is not another publication.
pub(super) fn compare(moment: Moment, registered: &str) -> Ordering {
    match registered.parse::<Timestamp>() {
        Ok(instant) if moment.is_timed() && registered.len() > 10 => moment.seconds().cmp(&instant.as_second()),
        Ok(_) | Err(_) => moment.date().to_string().as_str().cmp(&registered[..10]),
    }
}

/// Whether what the register says had come at the edition's time.
pub(super) fn is_due(registered: &str, at: EditionTime, zone: &SiteZone) -> bool {
    if registered.len() > 10 {
        return registered.parse::<Timestamp>().is_ok_and(|instant| instant <= at.0);
    }
    let day = registered.parse::<civil::Date>().ok().and_then(|day| Moment::day(day, zone));
    day.is_some_and(|day| day.is_due(at))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::{column, compare, is_due, is_moment};
    use crate::base::{EditionTime, Moment, SiteZone};

    fn zone() -> SiteZone {
        SiteZone::named("Europe/Vilnius").expect("a zone")
    }

    fn at(text: &str) -> Moment {
        Moment::at(text.parse().expect("a time"), &zone())
    }

    fn day(text: &str) -> Moment {
        Moment::day(text.parse().expect("a date"), &zone()).expect("a day")
    }

    #[test]
    fn days_and_times_with_an_offset_are_moments() {
        for good in ["2026-11-23", "2026-11-23T06:05:00Z", "2026-11-23T08:05:00+02:00"] {
            assert!(is_moment(good), "{good}");
        }
        for bad in ["", "-", "2026-11-31", "2026-11-23T08:05:00", "2026-11-23 08:05:00+02:00", "23.11.2026", "żółwżółw"]
        {
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
    fn what_is_registered_is_due_by_the_sites_clock() {
        let edition = EditionTime("2026-11-22T22:00:00Z".parse().expect("a time"));
        assert!(is_due("2026-11-23", edition, &zone()));
        assert!(!is_due("2026-11-24", edition, &zone()));
        assert!(is_due("2026-11-22T22:00:00Z", edition, &zone()));
        assert!(!is_due("2026-11-23T00:00:01+02:00", edition, &zone()));
    }
}
