//! When: first published, updated, embargoed, expired.
//!
//! In: sorted front matter, the file's name. Out: [`Times`]. Never here: the clock, made-up dates.

use jiff::civil;

use super::dates::{Dated, end_of_day};
use super::names::{Matter, Slot};
use super::{Correction, Reading, Withdrawn};
use crate::base::{Code, Diagnostic, Found, Moment};

/// The moments of an article.
pub(super) struct Times {
    /// First published: the later of `date` (or the file name's) and `embargo`.
    pub published: Option<Moment>,
    pub updated: Option<Moment>,
    pub embargo: Option<Moment>,
    pub expires: Option<Moment>,
}

/// Reads all moments, and holds them against each other and against the file's name.
pub(super) fn read(matter: &Matter<'_>, named: Option<civil::Date>, cx: &Reading<'_>, found: &mut Found) -> Times {
    let field = |slot, found: &mut Found| {
        matter.read(slot, found, |entry, found| matter.fields.date(entry, &entry.value, cx.zone, found))
    };
    let date = field(Slot::Date, found);
    if let (Some(date), Some(named)) = (&date, named) {
        tell_other_day(matter, date, named, found);
    }
    let date = match date {
        Some(date) => Some(date.moment),
        None => named.filter(|_| matter.entry(Slot::Date).is_none()).and_then(|day| Moment::day(day, cx.zone)),
    };
    let updated = field(Slot::Updated, found).map(|updated| updated.moment);
    if let (Some(updated), Some(date)) = (updated, date) {
        tell_update_before_date(matter, updated, date, found);
    }
    let embargo = field(Slot::Embargo, found);
    let embargo = matter.read(Slot::Embargo, found, |_, found| whole_embargo(matter, embargo?, cx, found));
    let expires = field(Slot::Expires, found)
        .map(|expires| if expires.moment.is_timed() { expires.moment } else { end_of_day(expires.written, cx.zone) });
    let published = date.max(embargo);
    // What was changed before readers could see it is no update to them.
    let updated = updated.filter(|updated| published.is_none_or(|published| !is_before(*updated, published)));
    Times { published, updated, embargo, expires }
}

/// The latest of an update, the corrections and the withdrawal; nothing that came before publication.
pub(super) fn changed(times: &Times, corrections: &[Correction], withdrawn: Option<&Withdrawn>) -> Option<Moment> {
    let dates = corrections.iter().filter_map(|correction| correction.date).chain(withdrawn.and_then(|w| w.date));
    let latest = dates.chain(times.updated).max()?;
    Some(latest).filter(|latest| times.published.is_none_or(|published| !is_before(*latest, published)))
}

/// Whether `a` lies before `b`; a bare date is no earlier than any time of its day.
fn is_before(a: Moment, b: Moment) -> bool {
    if a.is_timed() && b.is_timed() { a < b } else { a.date() < b.date() }
}

fn tell_other_day(matter: &Matter<'_>, date: &Dated, named: civil::Date, found: &mut Found) {
    if date.written == named || date.moment.date() == named {
        return;
    }
    matter.read(Slot::Date, found, |entry, found| {
        let fault = Diagnostic::new(Code::DateDiffers, matter.fields.place(entry));
        let message =
            format!("the front matter says {}, the file's name {named}; the front matter counts", date.written);
        found.push(fault.says(message).help("rename the file, or delete the wrong date"));
        Some(())
    });
}

fn tell_update_before_date(matter: &Matter<'_>, updated: Moment, date: Moment, found: &mut Found) {
    if !is_before(updated, date) {
        return;
    }
    matter.read(Slot::Updated, found, |entry, found| {
        let mut fault = Diagnostic::new(Code::UpdatedBeforeDate, matter.fields.place(entry))
            .says(format!("`{}` ({}) lies before the date ({})", entry.key, updated.iso(), date.iso()))
            .help("correct one of the two, or delete the update");
        if let Some(entry) = matter.entry(Slot::Date) {
            fault = fault.also(matter.fields.place(entry), "first published here");
        }
        found.push(fault);
        Some(())
    });
}

/// An embargo with a time of day whose zone is beyond doubt.
fn whole_embargo(matter: &Matter<'_>, embargo: Dated, cx: &Reading<'_>, found: &mut Found) -> Option<Moment> {
    let vague = if !embargo.moment.is_timed() {
        "an embargo needs a time of day"
    } else if !embargo.offset_given && !cx.zone_given {
        "an embargo needs an offset, or `timezone` in site.yaml"
    } else {
        return Some(embargo.moment);
    };
    if let Some(entry) = matter.entry(Slot::Embargo) {
        let fault = Diagnostic::new(Code::EmbargoVague, matter.fields.place(entry))
            .says(format!("{vague}; the story is held back"));
        found.push(fault.help("write it as 2026-11-23T06:00:00+02:00"));
    }
    None
}
