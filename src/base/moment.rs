//! Dates and times of the desk, fixed to the site's zone.

use std::fmt::Write;

use jiff::{Timestamp, civil, tz::Offset, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::digits::push_two;

/// The site's time zone, from the data that the program carries, never the machine's.
#[derive(Clone, Debug)]
pub struct SiteZone(TimeZone);

impl SiteZone {
    /// The zone of an IANA name (`Europe/Vilnius`); `None` if there is none of that name.
    pub fn named(name: &str) -> Option<SiteZone> {
        jiff::tz::TimeZoneDatabase::bundled().get(name).ok().map(SiteZone)
    }

    /// The zone's name at that instant: `EET`, or `+03`.
    pub fn abbreviation(&self, moment: Moment) -> String {
        let instant = Timestamp::from_second(moment.seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        self.0.to_offset_info(instant).abbreviation().to_owned()
    }

    /// The day that it is in the zone at an edition's time.
    pub fn date_at(&self, at: EditionTime) -> civil::Date {
        self.0.to_offset(at.0).to_datetime(at.0).date()
    }

    /// The first instant of a day in the zone; `None` beyond the calendar.
    pub fn first_of(&self, day: civil::Date) -> Option<EditionTime> {
        self.0.to_ambiguous_timestamp(day.at(0, 0, 0, 0)).compatible().ok().map(EditionTime)
    }

    /// The next change of the clock, where it goes back from a day to the one before.
    pub fn turns_back(&self, at: EditionTime) -> Option<EditionTime> {
        let turn = self.0.following(at.0).next()?.timestamp();
        let before = Timestamp::from_second(turn.as_second() - 1).ok()?;
        (self.date_at(EditionTime(turn)) < self.date_at(EditionTime(before))).then_some(EditionTime(turn))
    }

    /// The jiff zone.
    pub fn as_jiff(&self) -> &TimeZone {
        &self.0
    }
}

/// The instant for which an edition is made (`--at`): what is due is in, what is to come is not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct EditionTime(pub Timestamp);

/// A date, or a time to the second, as the desk wrote it, with the offset that the site's zone has
/// at that instant. Orders by instant; a bare date counts as 00:00 and comes before any time of its day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
    /// Whether a time of day was given.
    timed: bool,
    /// Seconds east of Greenwich.
    offset: i32,
}

impl Moment {
    /// A time, shown in the site's zone.
    pub fn at(instant: Timestamp, zone: &SiteZone) -> Moment {
        Moment { seconds: instant.as_second(), timed: true, offset: zone.0.to_offset(instant).seconds() }
    }

    /// A whole day of the site's zone; its instant is the day's first.
    pub fn day(date: civil::Date, zone: &SiteZone) -> Option<Moment> {
        let EditionTime(start) = zone.first_of(date)?;
        Some(Moment { seconds: start.as_second(), timed: false, offset: zone.0.to_offset(start).seconds() })
    }

    /// Whether a time of day was given.
    pub fn is_timed(self) -> bool {
        self.timed
    }

    /// The instant, in seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Whether it has come at the edition's time.
    pub fn is_due(self, at: EditionTime) -> bool {
        self.seconds <= at.0.as_second()
    }

    /// Date and time on the site's clock.
    pub fn civil(self) -> civil::DateTime {
        let instant = Timestamp::from_second(self.seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        Offset::from_seconds(self.offset).unwrap_or(Offset::UTC).to_datetime(instant)
    }

    /// The day on the site's clock.
    pub fn date(self) -> civil::Date {
        self.civil().date()
    }

    /// The year and the month on the site's clock.
    pub fn month(self) -> (i16, i8) {
        let date = self.date();
        (date.year(), date.month())
    }

    /// RFC 3339 with the offset, whole seconds; a bare date as `2026-11-23`. For `<time>`, JSON-LD, sitemaps.
    pub fn iso(self) -> String {
        if self.timed {
            return self.rfc3339();
        }
        let mut out = String::with_capacity(10);
        push_date(self.date(), &mut out);
        out
    }

    /// RFC 3339 with the offset, 00:00 for a bare date. For Atom, JSON Feed, ninjs.
    pub fn rfc3339(self) -> String {
        let t = self.civil();
        let mut out = String::with_capacity(25);
        push_date(t.date(), &mut out);
        for (before, number) in [('T', t.hour()), (':', t.minute()), (':', t.second())] {
            out.push(before);
            push_two(number.unsigned_abs().into(), &mut out);
        }
        self.push_offset(&mut out, ":");
        out
    }

    /// The form of RSS (RFC 5322 §3.3): `Mon, 23 Nov 2026 08:05:00 +0200`.
    pub fn rfc5322(self) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let t = self.civil();
        let day = DAYS[t.weekday().to_monday_zero_offset() as usize];
        let month = MONTHS[t.month() as usize - 1];
        let mut out = String::with_capacity(31);
        let _ = write!(
            out,
            "{day}, {:02} {month} {:04} {:02}:{:02}:{:02} ",
            t.day(),
            t.year(),
            t.hour(),
            t.minute(),
            t.second()
        );
        self.push_offset(&mut out, "");
        out
    }

    fn push_offset(self, out: &mut String, colon: &str) {
        let minutes = self.offset.unsigned_abs() / 60;
        out.push(if self.offset < 0 { '-' } else { '+' });
        push_two(minutes / 60, out);
        out.push_str(colon);
        push_two(minutes % 60, out);
    }
}

/// `2026-11-23`.
fn push_date(date: civil::Date, out: &mut String) {
    let Ok(year @ 0..=9999) = u32::try_from(date.year()) else {
        let _ = write!(out, "{date}");
        return;
    };
    push_two(year / 100, out);
    push_two(year % 100, out);
    for number in [date.month(), date.day()] {
        out.push('-');
        push_two(number.unsigned_abs().into(), out);
    }
}

#[cfg(test)]
mod tests {
    use super::{EditionTime, Moment, SiteZone};

    #[test]
    fn a_moment_is_written_with_that_days_offset() {
        let zone = SiteZone::named("Europe/Vilnius").expect("a zone");
        let winter = Moment::at("2026-11-23T06:05:00Z".parse().expect("a time"), &zone);
        let summer = Moment::at("2026-07-01T06:05:00Z".parse().expect("a time"), &zone);
        assert_eq!(winter.iso(), "2026-11-23T08:05:00+02:00");
        assert_eq!(winter.rfc5322(), "Mon, 23 Nov 2026 08:05:00 +0200");
        assert_eq!(summer.rfc3339(), "2026-07-01T09:05:00+03:00");
    }

    #[test]
    fn a_clock_that_goes_back_over_midnight_brings_back_the_day() {
        let zone = SiteZone::named("America/St_Johns").expect("a zone");
        let time = |text: &str| EditionTime(text.parse().expect("a time"));
        assert_eq!(zone.turns_back(time("2010-11-07T02:30:30Z")), Some(time("2010-11-07T02:31:00Z")));
        assert_eq!(zone.turns_back(time("2020-01-01T00:00:00Z")), None);
    }

    #[test]
    fn a_bare_date_comes_before_the_times_of_its_day() {
        let zone = SiteZone::named("UTC").expect("a zone");
        let day = Moment::day("2026-11-23".parse().expect("a date"), &zone).expect("a day");
        let midnight = Moment::at("2026-11-23T00:00:00Z".parse().expect("a time"), &zone);
        assert!(day < midnight);
        assert_eq!(day.iso(), "2026-11-23");
        assert_eq!(day.rfc3339(), "2026-11-23T00:00:00+00:00");
    }
}
