//! The register's next text: what is published now is added, what is there is kept.
//!
//! In: the register as it was, the edition, its plan. Out: [`Update`]. Never here: a line that is taken out, a guid
//! that changes while its story lives, a write to disk.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::entries::{Entry, Register};
use super::read::HEAD;
use super::{guid, times, words};
use crate::base::{Address, Found};
use crate::edition::{Edition, Story, StoryId};
use crate::plan::{Plan, Sheet};
use crate::site::Site;

/// What the register becomes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Update {
    /// The file's new text.
    pub text: String,
    /// Whether it differs from the old one; line endings aside, which a checkout may change.
    pub differs: bool,
    /// Addresses that are new.
    pub added: usize,
    /// Lines that say something else than before.
    pub changed: usize,
    /// All its addresses.
    pub lines: usize,
}

/// A line in the making.
struct Row<'a> {
    address: &'a str,
    guid: Cow<'a, str>,
    published: Option<Cow<'a, str>>,
    text: Option<Cow<'a, str>>,
    sketch: Option<Cow<'a, str>>,
    source: &'a str,
    gone: bool,
    /// The story that came to an address which was another's.
    newcomer: Option<StoryId>,
    /// Whether a story stands here, and no redirect.
    own: bool,
}

/// Brings the register up to date. `gone` are addresses that get the mark.
pub fn update(
    before: Option<&Register>,
    edition: &Edition,
    plan: &Plan,
    site: &Site,
    gone: &[Address],
    found: &mut Found,
) -> Update {
    let texts = fingerprints(edition, site, found);
    let none = Register::default();
    let old = before.unwrap_or(&none);
    let mut rows: Vec<Row<'_>> = Vec::with_capacity(edition.stories.len().max(old.len()));
    let (mut added, mut entries) = (0, old.entries().peekable());
    for (address, sheet) in &plan.sheets {
        let (Sheet::Story(id) | Sheet::Notice(id) | Sheet::Alias(id)) = sheet else { continue };
        while let Some(entry) = entries.next_if(|entry| entry.address < address.as_str()) {
            rows.push(left(entry, plan, gone));
        }
        let (story, own) = (edition.story(*id), !matches!(sheet, Sheet::Alias(_)));
        let (text, sketch) = texts[*id as usize].as_ref().map(|(text, sketch)| (&**text, &**sketch)).unzip();
        rows.push(match entries.next_if(|entry| entry.address == address.as_str()) {
            Some(entry) if own => Row { sketch: sketch.map(Cow::Borrowed), ..stands(entry, *id, story, text) },
            Some(entry) => Row { source: story.article.card.source.as_str(), gone: false, ..left(entry, plan, gone) },
            None => {
                added += 1;
                // Its story may be known by another address.
                let known = before.and_then(|register| register.known(*id, edition, plan));
                let guid = guid(before, *id, edition, plan, &site.settings.base);
                Row {
                    address: address.as_str(),
                    guid: Cow::Owned(guid),
                    published: first_published(known.and_then(|entry| entry.published), story),
                    text: text.map(Cow::Borrowed),
                    sketch: sketch.map(Cow::Borrowed),
                    source: story.article.card.source.as_str(),
                    gone: false,
                    newcomer: None,
                    own,
                }
            }
        });
    }
    rows.extend(entries.map(|entry| left(entry, plan, gone)));
    name_newcomers(&mut rows, edition, site);
    write(before, &rows, added)
}

/// The fingerprint of each story's text, in digits, and its sketch.
fn fingerprints(edition: &Edition, site: &Site, found: &mut Found) -> Vec<Option<(String, String)>> {
    let read = |story: &Story| {
        let mut faults = Found::new();
        (words::registered(story, site, &mut faults), faults)
    };
    let read: Vec<(Option<(String, String)>, Found)> = edition.stories.par_iter().map(read).collect();
    let (texts, faults): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    found.extend(faults.into_iter().flatten());
    texts
}

/// A line that nothing published changes; one whose address isn't there any more may get the mark.
fn left<'a>(entry: Entry<'a>, plan: &Plan, gone: &[Address]) -> Row<'a> {
    let is_marked = || entry.gone || gone.iter().any(|address| address.as_str() == entry.address);
    let stands = plan.sheets.binary_search_by(|(address, _)| address.as_str().cmp(entry.address)).is_ok();
    Row {
        address: entry.address,
        guid: Cow::Borrowed(entry.guid),
        published: entry.published.map(Cow::Borrowed),
        text: entry.text.map(Cow::Borrowed),
        sketch: entry.sketch.map(Cow::Borrowed),
        source: entry.source,
        gone: !stands && is_marked(),
        newcomer: None,
        own: false,
    }
}

/// The line of an address at which a story stands.
fn stands<'a>(entry: Entry<'a>, id: StoryId, story: &'a Story, text: Option<&'a str>) -> Row<'a> {
    let card = &story.article.card;
    // A file may be renamed or its text changed; where both have, another story has the address now.
    let other = entry.source != card.source.as_str() && entry.text != text;
    let published = if other { first_published(None, story) } else { first_published(entry.published, story) };
    Row {
        address: entry.address,
        guid: Cow::Borrowed(entry.guid),
        published,
        text: text.map(Cow::Borrowed),
        sketch: None,
        source: card.source.as_str(),
        gone: false,
        newcomer: other.then_some(id),
        own: true,
    }
}

/// The earlier of what the register says and what the article says.
fn first_published<'a>(registered: Option<&'a str>, story: &Story) -> Option<Cow<'a, str>> {
    let Some(published) = story.article.card.published else { return registered.map(Cow::Borrowed) };
    match registered {
        Some(registered) if times::compare(published, registered).is_ge() => Some(Cow::Borrowed(registered)),
        Some(_) | None => times::column(published).map(Cow::Owned),
    }
}

/// Where a story took over the address of one that has moved on, both would have one guid: the newcomer gets
/// another, made of the address and its own first day.
fn name_newcomers(rows: &mut [Row<'_>], edition: &Edition, site: &Site) {
    if rows.iter().all(|row| row.newcomer.is_none()) {
        return;
    }
    let mut holders: HashMap<&str, usize> = HashMap::new();
    rows.iter().filter(|row| row.own).for_each(|row| *holders.entry(&row.guid).or_default() += 1);
    let shared: HashSet<String> = holders.iter().filter(|(_, n)| **n > 1).map(|(guid, _)| (*guid).to_owned()).collect();
    for row in rows.iter_mut().filter(|row| shared.contains(&*row.guid)) {
        let Some(id) = row.newcomer else { continue };
        let address = site.settings.base.absolute(&edition.story(id).address);
        let since = row.published.as_deref().and_then(|at| at.get(..10)).or(row.text.as_deref()).unwrap_or("2");
        row.guid = Cow::Owned(format!("{address}#{since}"));
    }
}

fn write(before: Option<&Register>, rows: &[Row<'_>], added: usize) -> Update {
    let mut text = String::with_capacity(HEAD.len() + rows.len() * 200);
    text.push_str(HEAD);
    let mut same = 0;
    for row in rows {
        let entry = Entry {
            address: row.address,
            guid: &row.guid,
            published: row.published.as_deref(),
            text: row.text.as_deref(),
            sketch: row.sketch.as_deref(),
            source: row.source,
            gone: row.gone,
        };
        same += usize::from(before.and_then(|register| register.find(row.address)) == Some(entry));
        entry.push(&mut text);
    }
    let differs = before.is_none_or(|before| before.text != text && before.text.replace('\r', "") != text);
    Update { text, differs, added, changed: rows.len() - added - same, lines: rows.len() }
}

/// Why an address can't be marked as gone, and what to do instead; nothing where it can.
pub fn why_not_gone(before: Option<&Register>, plan: &Plan, address: &Address) -> Option<(String, String)> {
    let Some(register) = before else {
        return Some(("there is no register yet".to_owned(), "`dateline register` makes one".to_owned()));
    };
    if register.find(address.as_str()).is_none() {
        let near = register.entries().map(|entry| entry.address).filter(|at| at.starts_with(address.as_str())).take(3);
        let near: Vec<&str> = near.collect();
        let help = match near.is_empty() {
            true => "name an address as its line in register.tsv begins, from the first slash on".to_owned(),
            false => format!("the register has {}", near.join(", ")),
        };
        return Some((format!("{address} isn't in the register"), help));
    }
    plan.has(address).then(|| {
        let help = "take its story, or the alias, away first; a notice stays with `withdrawn: …`".to_owned();
        (format!("readers still find something at {address}"), help)
    })
}
