//! What became of addresses that lead nowhere now.
//!
//! In: lines of the register, the edition, its plan. Out: a [`Fate`] each. It is only asked when something
//! has gone, so it may read texts; each map is made once, whatever the number of lines.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::{Entry, Register, words};
use crate::base::{Found, SourcePath};
use crate::edition::{Edition, StoryId, Why};
use crate::plan::{Plan, Sheet};
use crate::site::Site;

/// What became of an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// Its story stands elsewhere.
    Moved(StoryId),
    /// Its article is kept back, in these words: `a draft`.
    Held(&'static str),
    /// Nobody knows.
    Lost,
    /// The site says that it goes (`expired: remove`), or another error keeps it out.
    Excused,
}

/// What became of each address.
pub(super) fn fates(register: &Register, gone: &[usize], edition: &Edition, plan: &Plan, site: &Site) -> Vec<Fate> {
    let entries: Vec<Entry<'_>> = gone.iter().map(|row| register.spans[*row].entry(&register.text)).collect();
    let mut fates: Vec<Option<Fate>> = by_source(&entries, edition);
    let of_guid = by_guid(register, &entries, plan);
    for (entry, fate) in entries.iter().zip(&mut fates).filter(|(_, fate)| fate.is_none()) {
        *fate = of_guid.get(entry.guid).copied().map(Fate::Moved);
    }
    if fates.iter().all(Option::is_some) {
        return fates.into_iter().flatten().collect();
    }
    let of_text = by_text(register, edition, site);
    let known = |entry: &Entry<'_>| entry.text.and_then(|text| one(of_text.get(text)?, entry, edition));
    fates.into_iter().zip(&entries).map(|(fate, entry)| fate.or_else(|| known(entry)).unwrap_or(Fate::Lost)).collect()
}

/// The file is still there, whether or not it is published.
fn by_source(entries: &[Entry<'_>], edition: &Edition) -> Vec<Option<Fate>> {
    let why: HashMap<&str, Why> = edition.left_out.iter().map(|row| (row.source.as_str(), row.why)).collect();
    let fate = |entry: &Entry<'_>| match edition.at_source(&SourcePath::new(entry.source)) {
        Some(Some(id)) => Some(Fate::Moved(id)),
        Some(None) => why.get(entry.source).map(|why| match why {
            Why::Draft => Fate::Held("a draft"),
            Why::Embargoed => Fate::Held("under embargo"),
            Why::Future => Fate::Held("dated in the future"),
            Why::Expired | Why::Faulty => Fate::Excused,
        }),
        None => None,
    };
    entries.iter().map(fate).collect()
}

/// Stories that the register knows by the same guid at an address that still leads to them.
fn by_guid<'r>(register: &'r Register, gone: &[Entry<'r>], plan: &Plan) -> HashMap<&'r str, StoryId> {
    let wanted: HashSet<&str> = gone.iter().map(|entry| entry.guid).collect();
    let mut found = HashMap::new();
    for entry in register.entries().filter(|entry| wanted.contains(entry.guid)) {
        let row = plan.sheets.binary_search_by(|(address, _)| address.as_str().cmp(entry.address));
        if let Ok(row) = row
            && let Sheet::Story(id) | Sheet::Notice(id) | Sheet::Alias(id) = &plan.sheets[row].1
        {
            found.entry(entry.guid).or_insert(*id);
        }
    }
    found
}

/// Stories that the register doesn't know by their address, by the fingerprint of their text.
fn by_text(register: &Register, edition: &Edition, site: &Site) -> HashMap<String, Vec<StoryId>> {
    let new: Vec<StoryId> = (0..edition.stories.len() as StoryId)
        .filter(|id| register.find(edition.story(*id).address.as_str()).is_none())
        .collect();
    // A file that can't be read has been told of by whoever needed it.
    let text = |id: &StoryId| words::fingerprint(edition.story(*id), site, &mut Found::new());
    let texts: Vec<Option<u128>> = new.par_iter().map(text).collect();
    let mut found: HashMap<String, Vec<StoryId>> = HashMap::new();
    for (id, text) in new.into_iter().zip(texts) {
        if let Some(text) = text {
            found.entry(words::digits(text)).or_default().push(id);
        }
    }
    found
}

/// A text that more stories share says nothing of any of them: a standing notice, a placeholder.
const MOST_ALIKE: usize = 20;

/// The one story of a text; of several, the one whose address ends as the old one did.
fn one(ids: &[StoryId], entry: &Entry<'_>, edition: &Edition) -> Option<Fate> {
    let last = |address: &str| address.trim_end_matches('/').rsplit('/').next().unwrap_or("").to_owned();
    let alike = || ids.iter().filter(|id| last(edition.story(**id).address.as_str()) == last(entry.address));
    match ids {
        [id] => Some(Fate::Moved(*id)),
        _ if ids.len() <= MOST_ALIKE && alike().count() == 1 => alike().next().map(|id| Fate::Moved(*id)),
        _ => None,
    }
}
