//! The fields that hold more than a word: corrections, references, claims, withdrawals.
//!
//! In: sorted front matter. Out: [`Details`], [`Withdrawn`], [`Titles`], sponsors. Never here: the
//! card's plain fields.

use super::credits::credits;
use super::fields::{Entry, Fields, MANY, nearest, one_line, value_of};
use super::names::{Matter, Slot};
use super::{Claim, Correction, CorrectionKind, Details, Field, Live, Review, Source, Titles, Withdrawn};
use crate::base::{Code, Diagnostic, Found, Moment, SiteZone, Slugs};

type Map = [(Box<str>, Field)];

/// A map inside an entry, and all that is needed to tell what is wrong with it.
struct Inside<'a, 't> {
    fields: &'a Fields<'t>,
    entry: &'a Entry<'t>,
    map: &'a Map,
    zone: &'a SiteZone,
}

impl Inside<'_, '_> {
    fn raw_text(&self, keys: &[&str], found: &mut Found) -> Option<Box<str>> {
        let value = value_of(self.map, keys)?;
        let text = value.as_text().map(|text| text.trim().into());
        if text.is_none() {
            self.wrong(keys[0], value, "text", found);
        }
        text
    }

    fn text(&self, keys: &[&str], found: &mut Found) -> Option<Box<str>> {
        self.raw_text(keys, found).map(|text| one_line(&text))
    }

    fn bool(&self, keys: &[&str], found: &mut Found) -> Option<bool> {
        let value = value_of(self.map, keys)?;
        let yes = value.as_bool();
        if yes.is_none() {
            self.wrong(keys[0], value, "`true` or `false`", found);
        }
        yes
    }

    fn moment(&self, keys: &[&str], found: &mut Found) -> Option<Moment> {
        let value = value_of(self.map, keys)?;
        self.fields.date(self.entry, value, self.zone, found).map(|dated| dated.moment)
    }

    fn word<T: Copy>(&self, keys: &[&str], words: &[(&str, T)], found: &mut Found) -> Option<T> {
        let value = value_of(self.map, keys)?;
        let given = value.as_text().unwrap_or_default().to_ascii_lowercase();
        let word = words.iter().find(|(word, _)| *word == given);
        if word.is_none() {
            let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            let near = nearest(&given, words.iter().map(|(word, _)| *word));
            let near = near.map_or(String::new(), |word| format!("; did you mean `{word}`?"));
            self.wrong(keys[0], value, &format!("one of {}{near}", all.join(", ")), found);
        }
        word.map(|(_, meaning)| *meaning)
    }

    fn wrong(&self, key: &str, value: &Field, wants: &str, found: &mut Found) {
        let mut fault = self.fields.wrong(self.entry, wants);
        fault.place = self.fields.place_of(self.entry, &value.as_text().unwrap_or_default());
        fault.message = format!("`{key}` of `{}` holds {}", self.entry.key, value.what());
        found.push(fault);
    }
}

/// All that only the article's own sheets show, without the extra keys.
pub(super) fn read(matter: &Matter<'_>, zone: &SiteZone, slugs: Slugs, found: &mut Found) -> Details {
    Details {
        corrections: matter
            .read(Slot::Corrections, found, |entry, found| Some(corrections(matter, entry, zone, found)))
            .unwrap_or_default(),
        references: matter
            .read_as(Slot::References, "a list of texts, or of `name` and `url`", found, |e| sources(&e.value))
            .unwrap_or_default(),
        origin: origin(matter, found),
        claim: matter.read(Slot::Claim, found, |entry, found| claim(matter, entry, zone, found)),
        review: matter.read(Slot::Review, found, |entry, found| review(matter, entry, zone, found)),
        live: matter.read(Slot::Live, found, |entry, found| live(matter, entry, zone, found)),
        disclosure: matter
            .read_as(Slot::Disclosure, "text", found, |e| e.value.as_text().map(|text| text.trim().into())),
        contributors: matter
            .read_as(Slot::Contributors, "a name or a list of names", found, |e| credits(&e.value, slugs))
            .unwrap_or_default(),
        notes: Vec::new(),
        extra: Vec::new(),
    }
}

/// Whether there is nothing in it.
pub(super) fn is_empty(details: &Details) -> bool {
    let Details { corrections, references, origin, claim, review, live, disclosure, contributors, notes, extra } =
        details;
    corrections.is_empty()
        && references.is_empty()
        && origin.is_none()
        && claim.is_none()
        && review.is_none()
        && live.is_none()
        && disclosure.is_none()
        && contributors.is_empty()
        && notes.is_empty()
        && extra.is_empty()
}

fn corrections(matter: &Matter<'_>, entry: &Entry<'_>, zone: &SiteZone, found: &mut Found) -> Vec<Correction> {
    let single = std::slice::from_ref(&entry.value);
    let items = if let Field::List(items) = &entry.value { items } else { single };
    let mut all = Vec::with_capacity(items.len());
    let told = found.len();
    for item in items.iter().filter(|item| !item.is_empty()) {
        if found.len() > told + MANY {
            break;
        }
        let Field::Map(map) = item else {
            match item.as_text() {
                Some(text) => {
                    found.push(undated(matter, entry, &text));
                    all.push(Correction {
                        date: None,
                        text: text.into(),
                        kind: CorrectionKind::Correction,
                        prominent: false,
                    });
                }
                None => found.push(matter.fields.wrong(entry, "a list of `date`, `text` and `kind`")),
            }
            continue;
        };
        let inside = Inside { fields: &matter.fields, entry, map, zone };
        const KINDS: [(&str, CorrectionKind); 3] = [
            ("correction", CorrectionKind::Correction),
            ("clarification", CorrectionKind::Clarification),
            ("update", CorrectionKind::Update),
        ];
        let correction = Correction {
            date: inside.moment(&["date"], found),
            text: inside.raw_text(&["text", "note", "description"], found).unwrap_or_default(),
            kind: inside.word(&["kind", "type"], &KINDS, found).unwrap_or(CorrectionKind::Correction),
            prominent: inside.bool(&["prominent"], found).unwrap_or(false),
        };
        if correction.text.is_empty() && value_of(map, &["text", "note", "description"]).is_none() {
            found.push(
                matter.fields.wrong(entry, "a list in which each correction has a `text` that says what was wrong"),
            );
        }
        if !correction.text.is_empty() && value_of(map, &["date"]).is_none() {
            found.push(undated(matter, entry, &correction.text));
        }
        all.push(correction);
    }
    all.sort_by_key(|correction| correction.date);
    all
}

fn undated(matter: &Matter<'_>, entry: &Entry<'_>, text: &str) -> Diagnostic {
    Diagnostic::new(Code::CorrectionUndated, matter.fields.place_of(entry, text))
        .says("this correction has no date, so it isn't in the feed of corrections")
        .help("say when it was made, as in `date: 2026-11-23`")
}

fn claim(matter: &Matter<'_>, entry: &Entry<'_>, zone: &SiteZone, found: &mut Found) -> Option<Claim> {
    const WANTS: &str = "keys and values, with the claim as `text`";
    let map = match &entry.value {
        Field::Text(text) => {
            return Some(Claim {
                text: one_line(text),
                author: None,
                date: None,
                url: None,
                rating: None,
                value: None,
            });
        }
        Field::Map(map) => map,
        Field::Null | Field::Bool(_) | Field::Integer(_) | Field::Float(_) | Field::List(_) => {
            found.push(matter.fields.wrong(entry, WANTS));
            return None;
        }
    };
    let inside = Inside { fields: &matter.fields, entry, map, zone };
    let value = value_of(map, &["value"]).and_then(|value| {
        let number = value.as_int().and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=5).contains(n));
        if number.is_none() {
            inside.wrong("value", value, "a whole number from 1 (false) to 5 (true)", found);
        }
        number
    });
    let text = inside.text(&["text", "claim"], found);
    if text.is_none() {
        found.push(matter.fields.wrong(entry, WANTS));
    }
    Some(Claim {
        text: text?,
        author: inside.text(&["author"], found),
        date: inside.moment(&["date"], found),
        url: inside.text(&["url"], found),
        rating: inside.text(&["rating"], found),
        value,
    })
}

fn review(matter: &Matter<'_>, entry: &Entry<'_>, zone: &SiteZone, found: &mut Found) -> Option<Review> {
    const WANTS: &str = "keys and values, with what was reviewed as `item`";
    let map = match &entry.value {
        Field::Text(item) => return Some(Review { item: one_line(item), item_type: None, rating: None }),
        Field::Map(map) => map,
        Field::Null | Field::Bool(_) | Field::Integer(_) | Field::Float(_) | Field::List(_) => {
            found.push(matter.fields.wrong(entry, WANTS));
            return None;
        }
    };
    let inside = Inside { fields: &matter.fields, entry, map, zone };
    let rating = value_of(map, &["rating"]).and_then(|value| {
        let number = value.as_text().and_then(|text| text.trim_end_matches("/5").trim().parse::<f32>().ok());
        let number = number.filter(|n| (1.0..=5.0).contains(n));
        if number.is_none() {
            inside.wrong("rating", value, "a number from 1 to 5", found);
        }
        number
    });
    let item = match value_of(map, &["item", "itemReviewed", "name"]) {
        Some(Field::Map(item)) => {
            let item = Inside { map: item, ..inside };
            (item.text(&["name", "title"], found), item.text(&["type", "@type"], found))
        }
        _ => (inside.text(&["item", "itemReviewed", "name"], found), None),
    };
    if item.0.is_none() {
        found.push(matter.fields.wrong(entry, WANTS));
    }
    let item_type = Inside { fields: &matter.fields, entry, map, zone }.text(&["type", "item_type", "@type"], found);
    Some(Review { item: item.0?, item_type: item_type.or(item.1), rating })
}

fn live(matter: &Matter<'_>, entry: &Entry<'_>, zone: &SiteZone, found: &mut Found) -> Option<Live> {
    let map = match &entry.value {
        Field::Bool(yes) => return yes.then(Live::default),
        Field::Map(map) => map,
        Field::Null | Field::Text(_) | Field::Integer(_) | Field::Float(_) | Field::List(_) => {
            found.push(matter.fields.wrong(entry, "keys and values: `start`, `end`, `order`, `state`"));
            return None;
        }
    };
    let inside = Inside { fields: &matter.fields, entry, map, zone };
    Some(Live {
        start: inside.moment(&["start"], found),
        end: inside.moment(&["end"], found),
        oldest_first: inside.word(&["order"], &[("newest", false), ("oldest", true)], found).unwrap_or(false),
        closed: inside.word(&["state"], &[("live", false), ("closed", true)], found).unwrap_or(false),
        entries: Vec::new(),
    })
}

/// Taken back: a notice, or its parts.
pub(super) fn withdrawn(matter: &Matter<'_>, zone: &SiteZone, found: &mut Found) -> Option<Box<Withdrawn>> {
    const WANTS: &str = "a text that tells readers why, or `date`, `text`, `title` and `gone`";
    matter.read(Slot::Withdrawn, found, |entry, found| match &entry.value {
        Field::Bool(false) => None,
        Field::Text(text) => {
            Some(Box::new(Withdrawn { date: None, text: text.trim().into(), title: None, gone: false }))
        }
        Field::Map(map) => {
            let inside = Inside { fields: &matter.fields, entry, map, zone };
            let gone = inside.bool(&["gone"], found).unwrap_or(false);
            let text = inside.raw_text(&["text", "notice"], found);
            if text.is_none() && !gone {
                found.push(matter.fields.wrong(entry, WANTS));
            }
            let (date, title) = (inside.moment(&["date"], found), inside.text(&["title"], found));
            Some(Box::new(Withdrawn { date, text: text.unwrap_or_default(), title, gone }))
        }
        Field::Null | Field::Bool(true) | Field::Integer(_) | Field::Float(_) | Field::List(_) => {
            found.push(matter.fields.wrong(entry, WANTS));
            None
        }
    })
}

/// The other headlines, of `titles` and of the keys that other tools have for each.
pub(super) fn titles(matter: &Matter<'_>, zone: &SiteZone, found: &mut Found) -> Option<Box<Titles>> {
    let mut titles = Titles {
        short: matter.text(Slot::TitleShort, found),
        search: matter.text(Slot::TitleSearch, found),
        social: matter.text(Slot::TitleSocial, found),
    };
    matter.read(Slot::Titles, found, |entry, found| {
        let Field::Map(map) = &entry.value else {
            found.push(matter.fields.wrong(entry, "keys and values: `short`, `search`, `social`"));
            return None;
        };
        let inside = Inside { fields: &matter.fields, entry, map, zone };
        let parts = [
            ("short", Slot::TitleShort, &mut titles.short),
            ("search", Slot::TitleSearch, &mut titles.search),
            ("social", Slot::TitleSocial, &mut titles.social),
        ];
        for (key, slot, part) in parts {
            let Some(text) = inside.text(&[key], found) else { continue };
            if let Some(idle) = matter.entry(slot).filter(|_| part.is_some()) {
                found.push(matter.fields.second_name(entry, idle, &format!("titles.{key}")));
            }
            *part = Some(text);
        }
        Some(())
    });
    (titles.short.is_some() || titles.search.is_some() || titles.social.is_some()).then(|| Box::new(titles))
}

/// Who paid for it.
pub(super) fn sponsor(matter: &Matter<'_>, found: &mut Found) -> Option<Box<Source>> {
    matter.read_as(Slot::Sponsor, "a name, or `name` and `url`", found, |entry| source(&entry.value)).map(Box::new)
}

fn origin(matter: &Matter<'_>, found: &mut Found) -> Option<Source> {
    let mut origin = matter.read_as(Slot::Origin, "a name, or `name` and `url`", found, |entry| source(&entry.value));
    let url = matter.read_as(Slot::OriginUrl, "an address that begins with https://", found, |entry| {
        entry.value.as_text().and_then(|url| super::credits::web(&url))
    });
    match (&mut origin, url) {
        (Some(origin), url @ Some(_)) if origin.url.is_none() => origin.url = url,
        (None, Some(url)) => origin = Some(Source { name: host(&url).into(), url: Some(url) }),
        (Some(_) | None, _) => {}
    }
    origin
}

fn sources(value: &Field) -> Option<Vec<Source>> {
    match value {
        Field::List(items) => items.iter().filter(|item| !item.is_empty()).map(source).collect(),
        Field::Null | Field::Bool(_) | Field::Integer(_) | Field::Float(_) | Field::Text(_) | Field::Map(_) => {
            source(value).map(|one| vec![one])
        }
    }
}

/// A name, an address, a Markdown link, or `name` and `url`.
fn source(value: &Field) -> Option<Source> {
    if let Field::Map(map) = value {
        let text = |keys: &[&str]| value_of(map, keys).and_then(Field::as_text);
        let url = text(&["url", "link", "href"]).filter(|url| linkable(url)).map(|url| Box::from(&*url));
        let name = text(&["name", "title", "text"]).map(|name| one_line(&name));
        let name = name.or_else(|| url.as_deref().map(|url| host(url).into()))?;
        return Some(Source { name, url });
    }
    let text = one_line(&value.as_text()?);
    if let Some(url) = super::credits::web(&text) {
        return Some(Source { name: host(&text).into(), url: Some(url) });
    }
    let link = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.split_once("]("));
    match link {
        Some((name, url)) if linkable(url) && !name.trim().is_empty() => {
            Some(Source { name: name.trim().into(), url: Some(url.trim().into()) })
        }
        Some(_) | None => Some(Source { name: text, url: None }),
    }
}

/// An address on the web, or a path of this site; never another scheme.
fn linkable(url: &str) -> bool {
    let head = url.split(['/', '?', '#']).next().unwrap_or("");
    super::credits::web(url).is_some() || !(head.contains(':') || url.starts_with("//"))
}

/// The host of an address, for a name.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if host.is_empty() { url } else { host.strip_prefix("www.").unwrap_or(host) }
}
