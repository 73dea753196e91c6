//! Times that somebody types into an address: `?at=2026-12-24T06:00`.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::base::{EditionTime, SiteZone};

/// What to do about a time that can't be read.
pub const HELP: &str = "The time of an edition is written so: ?at=2026-12-24T06:00, in the site's time zone, \
                        or with an offset: ?at=2026-12-24T06:00:00Z.\n";

/// Reads a time: with an offset, else in the site's zone; a bare date is its first instant.
pub fn read(text: &str, zone: Option<&SiteZone>) -> Option<EditionTime> {
    // A plus sign in a query means a space.
    let text = text.trim().replace(' ', "+");
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Timestamp::from_second(instant.as_second()).ok().map(EditionTime);
    }
    let zone = zone?;
    if let Ok(date) = text.parse::<Date>()
        && !text.contains(['T', 't'])
    {
        return zone.first_of(date);
    }
    let time: DateTime = text.parse().ok()?;
    zone.as_jiff().to_ambiguous_timestamp(time).compatible().ok().map(EditionTime)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::base::SiteZone;

    #[test]
    fn times_are_the_sites_unless_they_say_otherwise() {
        let zone = SiteZone::named("Europe/Vilnius");
        let read = |text: &str| read(text, zone.as_ref()).map(|at| at.0.to_string());
        assert_eq!(read("2026-12-24T06:00").as_deref(), Some("2026-12-24T04:00:00Z"));
        assert_eq!(read("2026-12-24").as_deref(), Some("2026-12-23T22:00:00Z"));
        assert_eq!(read("2026-12-24T06:00:00Z").as_deref(), Some("2026-12-24T06:00:00Z"));
        assert_eq!(read("2026-12-24T06:00:00 02:00").as_deref(), Some("2026-12-24T04:00:00Z"));
        for bad in ["", "now", "2026-13-01", "24.12.2026"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
