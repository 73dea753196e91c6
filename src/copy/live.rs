//! The entries of running coverage, as far as the rest of the site must know them before the text is read in full.
//!
//! In: a live story's text. Out: when its entries are due, and what is wrong with them. Never here: what an entry
//! looks like; the clock.

use std::collections::BTreeMap;

use super::shortcode::entries;
use super::{Details, Field, Live};
use crate::base::{Code, Diagnostic, Found, Kind, Moment, Place, SiteZone, SourcePath};

/// Reads the entries of a live story into its details.
pub(super) fn read(
    kind: Kind,
    source: &SourcePath,
    (text, start): (&str, usize),
    details: &mut Details,
    zone: &SiteZone,
    found: &mut Found,
) {
    if kind != Kind::Live {
        return;
    }
    let entries = times(source, text, start, details.live.as_ref(), zone, found);
    if !entries.is_empty() {
        details.live.get_or_insert_default().entries = entries;
    }
}

/// The times of all entries that aren't drafts, sorted, each once. What is wrong is told.
fn times(
    source: &SourcePath,
    text: &str,
    start: usize,
    live: Option<&Live>,
    zone: &SiteZone,
    found: &mut Found,
) -> Vec<Moment> {
    let mut times = Vec::new();
    let mut seen: BTreeMap<Moment, std::ops::Range<usize>> = BTreeMap::new();
    let end = live.and_then(|live| live.end);
    for entry in entries(text, start) {
        let place = || Place::of(source, text, entry.range.clone());
        let fault = |says: String| Diagnostic::new(Code::LiveEntry, place()).says(says);
        if entry.is_empty && argument(&entry.args, "title").is_none() {
            found.push(fault("this entry says nothing".to_owned()).help("write its text, or take it out"));
        }
        let Some(written) = time_of(&entry.args) else {
            let help = "write when it was published: `time=\"2026-11-23T14:05\"`";
            found
                .push(fault("this entry has no time: it comes last, and nothing can link to it".to_owned()).help(help));
            continue;
        };
        // The press tells of a time that can't be read, in an entry as in any other component.
        let Some(moment) = super::parse_moment(&written, zone) else { continue };
        if argument(&entry.args, "id").is_none()
            && let Some(first) = seen.insert(moment, entry.range.clone())
        {
            let help = "give one of them an anchor of its own, `id=\"bridge-closed\"`, or another time";
            let fault = fault(format!("two entries have the time {}", moment.iso())).help(help);
            found.push(fault.also(Place::of(source, text, first), "the other one"));
        }
        if is_set(&entry.args, "draft") {
            continue;
        }
        if let Some(end) = end.filter(|end| moment > *end) {
            let says = format!("this entry ({}) is later than the end of the report ({})", moment.iso(), end.iso());
            found.push(fault(says).help("set `end` of `live` to when the last entry came"));
        }
        times.push(moment);
    }
    times.sort_unstable();
    times.dedup();
    times
}

/// The text of a call's argument; none where there is none or it is blank.
pub fn argument(args: &[(Box<str>, Field)], name: &str) -> Option<String> {
    let (_, field) = args.iter().find(|(key, _)| &**key == name)?;
    field.as_text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The time of an entry, as it is written.
pub fn time_of(args: &[(Box<str>, Field)]) -> Option<String> {
    argument(args, "time").or_else(|| argument(args, "date"))
}

/// Whether an argument of a call is set and true.
pub fn is_set(args: &[(Box<str>, Field)], name: &str) -> bool {
    args.iter().any(|(key, field)| &**key == name && field.as_bool() == Some(true))
}
