//! The names of an article's fields, and which entry of the front matter counts for each.
//!
//! In: the entries of a front matter and of `defaults:`. Out: at most one entry for each field; the
//! others are extra, dropped or told. Never here: what a field's value means.

use super::Field;
use super::fields::{Entry, Fields, key_twice, same_key};
use crate::base::Found;

/// A field of the contract's table, or a part of one that other tools write as a key of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum Slot {
    Title,
    Titles,
    TitleSearch,
    TitleShort,
    TitleSocial,
    Description,
    Summary,
    Kicker,
    Date,
    Updated,
    Authors,
    Byline,
    Contributors,
    Dateline,
    Tags,
    Taxonomies,
    Series,
    Kind,
    Image,
    ImageAlt,
    ImageCaption,
    ImageCredit,
    Audio,
    Corrections,
    References,
    Origin,
    OriginUrl,
    Syndicate,
    Claim,
    Review,
    Live,
    Sponsor,
    Disclosure,
    Embargo,
    Expires,
    Withdrawn,
    Draft,
    Priority,
    Slug,
    Url,
    Aliases,
    Canonical,
    Language,
    Free,
    Index,
    Notes,
}

const SLOTS: usize = Slot::Notes as usize + 1;

/// The field that a key names (lower case, without `-` and `_`), and its rank in the contract's table: 0 is its own name.
fn known(key: &str) -> Option<(Slot, u8)> {
    heads(key).or_else(|| matters(key)).or_else(|| handling(key))
}

/// Headlines, names and times.
fn heads(key: &str) -> Option<(Slot, u8)> {
    Some(match key {
        "title" => (Slot::Title, 0),
        "headline" => (Slot::Title, 1),
        "titles" => (Slot::Titles, 0),
        "titletag" => (Slot::TitleSearch, 0),
        "seotitle" => (Slot::TitleSearch, 1),
        "linktitle" => (Slot::TitleShort, 0),
        "ogtitle" => (Slot::TitleSocial, 0),
        "description" => (Slot::Description, 0),
        "standfirst" => (Slot::Description, 1),
        "dek" => (Slot::Description, 2),
        "deck" => (Slot::Description, 3),
        "subtitle" => (Slot::Description, 4),
        "summary" => (Slot::Summary, 0),
        "excerpt" => (Slot::Summary, 1),
        "blurb" => (Slot::Summary, 2),
        "teaser" => (Slot::Summary, 3),
        "kicker" => (Slot::Kicker, 0),
        "eyebrow" => (Slot::Kicker, 1),
        "date" => (Slot::Date, 0),
        "published" => (Slot::Date, 1),
        "publishdate" => (Slot::Date, 2),
        "pubdate" => (Slot::Date, 3),
        "datepublished" => (Slot::Date, 4),
        "updated" => (Slot::Updated, 0),
        "lastmod" => (Slot::Updated, 1),
        "modified" => (Slot::Updated, 2),
        "lastmodifiedat" => (Slot::Updated, 3),
        "datemodified" => (Slot::Updated, 4),
        "authors" => (Slot::Authors, 0),
        "author" => (Slot::Authors, 1),
        "byline" => (Slot::Byline, 0),
        "contributors" => (Slot::Contributors, 0),
        "contributor" => (Slot::Contributors, 1),
        "dateline" => (Slot::Dateline, 0),
        "location" => (Slot::Dateline, 1),
        "embargo" => (Slot::Embargo, 0),
        "expires" => (Slot::Expires, 0),
        "expirydate" => (Slot::Expires, 1),
        "unpublishdate" => (Slot::Expires, 2),
        _ => return None,
    })
}

/// What the story is about, and what belongs to it.
fn matters(key: &str) -> Option<(Slot, u8)> {
    Some(match key {
        "tags" => (Slot::Tags, 0),
        "topics" => (Slot::Tags, 1),
        "categories" => (Slot::Tags, 2),
        "taxonomies" => (Slot::Taxonomies, 0),
        "series" => (Slot::Series, 0),
        "kind" => (Slot::Kind, 0),
        "type" => (Slot::Kind, 1),
        "image" => (Slot::Image, 0),
        "cover" => (Slot::Image, 1),
        "featureimage" => (Slot::Image, 2),
        "thumbnail" => (Slot::Image, 3),
        "images" => (Slot::Image, 4),
        "imagealt" => (Slot::ImageAlt, 0),
        "imagedescription" => (Slot::ImageAlt, 1),
        "imagecaption" => (Slot::ImageCaption, 0),
        "imagefigcaption" => (Slot::ImageCaption, 1),
        "imagecredit" => (Slot::ImageCredit, 0),
        "audio" => (Slot::Audio, 0),
        "podcast" => (Slot::Audio, 1),
        "corrections" => (Slot::Corrections, 0),
        "references" => (Slot::References, 0),
        "origin" => (Slot::Origin, 0),
        "source" => (Slot::Origin, 1),
        "sourceurl" => (Slot::OriginUrl, 0),
        "claim" => (Slot::Claim, 0),
        "review" => (Slot::Review, 0),
        "itemreviewed" => (Slot::Review, 1),
        "live" => (Slot::Live, 0),
        "sponsor" => (Slot::Sponsor, 0),
        "disclosure" => (Slot::Disclosure, 0),
        "withdrawn" => (Slot::Withdrawn, 0),
        _ => return None,
    })
}

/// What is to be done with it.
fn handling(key: &str) -> Option<(Slot, u8)> {
    Some(match key {
        "syndicate" => (Slot::Syndicate, 0),
        "draft" => (Slot::Draft, 0),
        "priority" => (Slot::Priority, 0),
        "featured" => (Slot::Priority, 1),
        "slug" => (Slot::Slug, 0),
        "url" => (Slot::Url, 0),
        "permalink" => (Slot::Url, 1),
        "path" => (Slot::Url, 2),
        "aliases" => (Slot::Aliases, 0),
        "redirectfrom" => (Slot::Aliases, 1),
        "canonical" => (Slot::Canonical, 0),
        "canonicalurl" => (Slot::Canonical, 1),
        "language" => (Slot::Language, 0),
        "lang" => (Slot::Language, 1),
        "languagecode" => (Slot::Language, 2),
        "free" => (Slot::Free, 0),
        "isaccessibleforfree" => (Slot::Free, 1),
        "index" => (Slot::Index, 0),
        "noindex" => (Slot::Index, 1),
        "notes" => (Slot::Notes, 0),
        word if word.starts_with("internal") => (Slot::Notes, 1),
        _ => return None,
    })
}

/// The field of a key whatever its case, with `-` and `_` alike, and the value's say in it.
fn slot_of(key: &str, value: &Field) -> Option<(Slot, u8)> {
    let mut squashed = [0; 24];
    let mut length = 0;
    for byte in key.bytes().filter(|byte| !matches!(byte, b'-' | b'_' | b' ')) {
        if length == squashed.len() {
            let internal = squashed.starts_with(b"internal");
            return internal.then_some((Slot::Notes, 1));
        }
        squashed[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    let (slot, rank) = known(std::str::from_utf8(&squashed[..length]).ok()?)?;
    match (slot, rank) {
        // `published: false` is a draft's mark, `published: 2026-11-23` a date.
        (Slot::Date, 1) if value.as_bool().is_some() => Some((Slot::Draft, 1)),
        (Slot::Kind, 1) => value.as_text().and_then(|word| super::article::kind_of(&word)).map(|_| (slot, rank)),
        _ => Some((slot, rank)),
    }
}

/// Front matter sorted by field.
pub(super) struct Matter<'t> {
    /// All entries: the article's own, then those of `defaults:`.
    pub fields: Fields<'t>,
    slots: [Option<(u16, u8)>; SLOTS],
    extra: Vec<u16>,
    own: usize,
}

impl<'t> Matter<'t> {
    /// Sorts the entries of a front matter, and of the defaults that hold where it says nothing.
    pub fn sort(fields: Fields<'t>, defaults: &[(Box<str>, Field)], found: &mut Found) -> Matter<'t> {
        let own = fields.entries.len().min(usize::from(u16::MAX));
        let mut matter = Matter { fields, slots: [None; SLOTS], extra: Vec::new(), own };
        for at in 0..own {
            let entry = &matter.fields.entries[at];
            if entry.value.is_empty() || (same_key(&entry.key, "featured") && entry.value.as_bool() == Some(false)) {
                continue;
            }
            match slot_of(&entry.key, &entry.value) {
                Some((slot, rank)) => matter.put(slot, at, rank, found),
                None => matter.extra.push(at as u16),
            }
        }
        for (key, value) in defaults.iter().filter(|(_, value)| !value.is_empty()) {
            matter.put_default(key, value);
        }
        matter
    }

    /// Gives a field the entry, unless an earlier name of it is there; either way the desk is told.
    fn put(&mut self, slot: Slot, at: usize, rank: u8, found: &mut Found) {
        let held = &mut self.slots[slot as usize];
        let Some((other, others_rank)) = *held else {
            *held = Some((at as u16, rank));
            return;
        };
        if slot == Slot::Notes {
            return;
        }
        let (counts, idle) = if others_rank < rank { (usize::from(other), at) } else { (at, usize::from(other)) };
        *held = Some((counts as u16, rank.min(others_rank)));
        let (counts, idle) = (&self.fields.entries[counts], &self.fields.entries[idle]);
        if others_rank == rank {
            found.push(key_twice(&counts.key, self.fields.place(counts), self.fields.place(idle)));
            return;
        }
        found.push(self.fields.second_name(counts, idle, &counts.key));
    }

    fn put_default(&mut self, key: &str, value: &Field) {
        let at = self.fields.entries.len();
        if at >= usize::from(u16::MAX) {
            return;
        }
        match slot_of(key, value) {
            Some((slot, rank)) => {
                let held = &mut self.slots[slot as usize];
                if held.is_some_and(|(other, _)| usize::from(other) < self.own) {
                    return;
                }
                *held = Some((at as u16, rank));
            }
            None => {
                let same = |other: &u16| same_key(&self.fields.entries[usize::from(*other)].key, key);
                match self.extra.iter().position(same) {
                    Some(n) if usize::from(self.extra[n]) < self.own => return,
                    Some(n) => self.extra[n] = at as u16,
                    None => self.extra.push(at as u16),
                }
            }
        }
        self.fields.entries.push(Entry { key: key.to_owned().into(), value: value.clone(), line: 0..0 });
    }

    /// The entry that counts for a field.
    pub fn entry(&self, slot: Slot) -> Option<&Entry<'t>> {
        self.slots[slot as usize].map(|(at, _)| &self.fields.entries[usize::from(at)])
    }

    /// Which of the field's names it bears; 0 is the field's own.
    pub fn rank(&self, slot: Slot) -> u8 {
        self.slots[slot as usize].map_or(0, |(_, rank)| rank)
    }

    /// Reads a field. Faults of a default are told where the default stands, not by each article below it.
    pub fn read<T>(
        &self,
        slot: Slot,
        found: &mut Found,
        read: impl FnOnce(&Entry<'t>, &mut Found) -> Option<T>,
    ) -> Option<T> {
        let entry = self.entry(slot)?;
        let inherited = self.slots[slot as usize].is_some_and(|(at, _)| usize::from(at) >= self.own);
        if inherited { read(entry, &mut Found::new()) } else { read(entry, found) }
    }

    /// Reads a field as `read` says, or tells that it should be what `wants` says.
    pub fn read_as<T>(
        &self,
        slot: Slot,
        wants: &str,
        found: &mut Found,
        read: impl FnOnce(&Entry<'t>) -> Option<T>,
    ) -> Option<T> {
        self.read(slot, found, |entry, found| {
            let value = read(entry);
            if value.is_none() {
                found.push(self.fields.wrong(entry, wants));
            }
            value
        })
    }

    /// A text on one line.
    pub fn text(&self, slot: Slot, found: &mut Found) -> Option<Box<str>> {
        self.read_as(slot, "text", found, |entry| self.fields.text_of(entry))
    }

    /// `true` or `false`.
    pub fn bool(&self, slot: Slot, found: &mut Found) -> Option<bool> {
        self.read_as(slot, "`true` or `false`", found, |entry| entry.value.as_bool())
    }

    /// All texts of the notes for the desk.
    pub fn notes(&self) -> Vec<Box<str>> {
        let mut notes = Vec::new();
        for entry in &self.fields.entries[..self.own] {
            if matches!(slot_of(&entry.key, &entry.value), Some((Slot::Notes, _))) {
                add_texts(&entry.value, &mut notes);
            }
        }
        notes
    }

    /// Takes out what dateline doesn't know, in the file's order. Keys are in lower case with `_`,
    /// so that a template finds them however they were written.
    pub fn into_extra(mut self) -> Vec<(Box<str>, Field)> {
        let name = |key: &str| -> Box<str> { key.to_lowercase().replace('-', "_").into() };
        let entries = &mut self.fields.entries;
        let mut take = |at: u16| {
            let entry = &mut entries[usize::from(at)];
            (name(&entry.key), std::mem::replace(&mut entry.value, Field::Null))
        };
        self.extra.iter().map(|at| take(*at)).collect()
    }
}

/// Adds every text in a value.
fn add_texts(value: &Field, texts: &mut Vec<Box<str>>) {
    match value {
        Field::Text(text) => texts.push(text.clone()),
        Field::List(items) => items.iter().for_each(|item| add_texts(item, texts)),
        Field::Map(rows) => rows.iter().for_each(|(_, item)| add_texts(item, texts)),
        Field::Null | Field::Bool(_) | Field::Integer(_) | Field::Float(_) => {}
    }
}
