//! Numbers, sizes and times as people write them.
//!
//! In: values. Out: text. Never here: HTML, the clock.

use jiff::civil::Date;

use crate::base::Moment;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `12,345`.
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (n, digit) in digits.char_indices() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 page`, `12 pages`.
pub fn count(of: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(of), if of == 1 { one } else { many })
}

/// `3.4 KB`: a KB is a thousand bytes.
pub fn size(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    match bytes {
        0 => "0 KB".to_owned(),
        1..100_000 => format!("{}.{} KB", tenths / 10, tenths % 10),
        _ => format!("{} KB", number(bytes.div_ceil(1_000))),
    }
}

/// `Friday 27 November 2026`.
pub fn day(date: Date) -> String {
    let name = DAYS[date.weekday().to_monday_zero_offset() as usize % 7];
    format!("{name} {} {} {}", date.day(), MONTHS[(date.month().unsigned_abs() as usize + 11) % 12], date.year())
}

/// `06:00`, also of a date without a time of day, which counts from then on.
pub fn clock(moment: Moment) -> String {
    let time = moment.civil();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `27 November 2026, 06:00`; a date without a time of day is a date.
pub fn moment(moment: Moment) -> String {
    let date = moment.date();
    let day = format!("{} {} {}", date.day(), MONTHS[(date.month().unsigned_abs() as usize + 11) % 12], date.year());
    if moment.is_timed() { format!("{day}, {}", clock(moment)) } else { day }
}

/// Cut to at most so many characters where a word ends, as others cut it.
pub fn cut(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(most) else { return text };
    let head = &text[..end];
    let head = head.rfind(' ').filter(|at| *at > end / 2).map_or(head, |at| &head[..at]);
    format!("{} …", head.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::{clock, cut, day, moment, number, size};
    use crate::base::{Moment, SiteZone};

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (given, written) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(number(given), written);
        }
        for (given, written) in
            [(0, "0 KB"), (1, "0.1 KB"), (3_400, "3.4 KB"), (99_990, "100.0 KB"), (2_400_001, "2,401 KB")]
        {
            assert_eq!(size(given), written);
        }
    }

    #[test]
    fn times_are_the_sites() {
        let zone = SiteZone::named("Europe/Vilnius").expect("a zone");
        let at = Moment::at("2026-11-27T04:05:00Z".parse().expect("a time"), &zone);
        assert_eq!(moment(at), "27 November 2026, 06:05");
        assert_eq!((day(at.date()).as_str(), clock(at).as_str()), ("Friday 27 November 2026", "06:05"));
        let date = Moment::day("2026-12-01".parse().expect("a date"), &zone).expect("a day");
        assert_eq!((moment(date).as_str(), clock(date).as_str()), ("1 December 2026", "00:00"));
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(cut("a  short\ntext", 20), "a short text");
        assert_eq!(cut("The ferry returns, and with it the mail", 20), "The ferry returns …");
        assert_eq!(cut("ąčęėįšųūž", 3), "ąčę …");
    }
}
