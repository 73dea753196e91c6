//! From a manuscript's bytes to an article.
//!
//! In: one file, and what reading depends on. Out: an [`Article`], or every fault that keeps it out.
//! Never here: other files, the text's HTML.

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::fields::{MANY, nearest, one_line, short, value_of};
use super::names::{Matter, Slot};
use super::{Article, Card, Field, LARGEST, Manuscript, Reading, Shelf, Source};
use super::{credits, dates, details, front_matter, head, image, live, seen, text_of, times};
use crate::base::{Address, Code, Diagnostic, Found, Kind, Lang, Place, SourcePath, slug, title_from_slug};

/// Reads a manuscript. `None`: an error keeps it out. All its faults are told, not only the first.
pub fn read_article(manuscript: &Manuscript, bytes: &[u8], cx: &Reading<'_>) -> (Option<Article>, Found) {
    let mut found = Found::new();
    let Some(text) = open(&manuscript.source, bytes, &mut found) else { return (None, found) };
    let Some(front) = front_matter::read(&manuscript.source, &text, &mut found) else { return (None, found) };
    let (given, start) = (front.given, front.text_start);
    let matter = Matter::sort(front.fields, cx.defaults, &mut found);
    let mut article = assemble(manuscript, cx, matter, Text { text: &text, start, given }, &mut found);
    article.hash = xxh3_128(bytes);
    let sound = !found.iter().any(Diagnostic::is_error);
    (sound.then_some(article), found)
}

/// A file's text, with what is wrong with its bytes told. `None`: it can't be read.
pub(super) fn open<'b>(source: &SourcePath, bytes: &'b [u8], found: &mut Found) -> Option<Cow<'b, str>> {
    if bytes.len() > LARGEST {
        let fault = Diagnostic::new(Code::TooLarge, Place::file(source));
        let message = format!("the file holds {} MB; an article holds {} at most", bytes.len() >> 20, LARGEST >> 20);
        found.push(fault.says(message).help("put data and documents beside the article, and link to them"));
        return None;
    }
    match text_of(bytes) {
        Ok(text) => {
            if let Cow::Owned(_) = text {
                let line = 1 + memchr::memchr_iter(b'\n', bytes.split(|b| *b == 0).next().unwrap_or(bytes)).count();
                let place = Place { file: source.clone(), line: line as u32, column: 0, excerpt: None };
                let fault = Diagnostic::new(Code::NulBytes, place).says("the file holds NUL bytes; they are dropped");
                found.push(fault.help("save it again as plain text in UTF-8"));
            }
            Some(text)
        }
        Err(fault) => {
            let place = Place { file: source.clone(), line: fault.line as u32, column: 0, excerpt: None };
            let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
            let what = if wide { "the file is UTF-16" } else { "the file isn't UTF-8" };
            found.push(Diagnostic::new(Code::NotUtf8, place).says(what).help("save it again as plain text in UTF-8"));
            None
        }
    }
}

/// The file's text and where its front matter ends.
struct Text<'t> {
    text: &'t str,
    start: usize,
    given: bool,
}

/// Whether a file's place makes a standing page of it.
fn is_standing(shelf: Shelf, has_matter: bool, is_dated: bool) -> bool {
    match shelf {
        Shelf::Top => has_matter && !is_dated,
        Shelf::Pages => true,
        Shelf::Section | Shelf::Authors => false,
    }
}

fn assemble(m: &Manuscript, cx: &Reading<'_>, matter: Matter<'_>, text: Text<'_>, found: &mut Found) -> Article {
    let (named, bare_name) = dates::date_of_name(&m.name);
    let times = times::read(&matter, named, cx, found);
    let (kind, page) = kind(&matter, found);
    let standing = page || is_standing(m.shelf, text.given, times.published.is_some());
    let head = words(&matter, &text, !standing, found);
    let mut details = details::read(&matter, cx.zone, cx.slugs, found);
    if let (None, Some(agency)) = (&details.origin, head.agency) {
        details.origin = Some(Source { name: agency, url: None });
    }
    live::read(kind, &m.source, (text.text, head.text_start), &mut details, cx.zone, found);
    let withdrawn = details::withdrawn(&matter, cx.zone, found);
    let changed = times::changed(&times, &details.corrections, withdrawn.as_deref());
    let slug = slug_of(&matter, m, bare_name, cx, found);
    let card = Card {
        source: m.source.clone(),
        lang: language(&matter, found).unwrap_or_else(|| m.lang.clone()),
        story: m.story.clone(),
        section: m.section.clone(),
        standing,
        url: url(&matter, found),
        aliases: aliases(&matter, found),
        canonical: canonical(&matter, found),
        title: head.title.unwrap_or_else(|| title_of_name(&m.name, bare_name, &slug)),
        titles: details::titles(&matter, cx.zone, found),
        slug,
        standfirst: head.standfirst,
        summary: head.summary,
        opening: head.opening,
        kicker: matter.text(Slot::Kicker, found),
        published: times.published,
        embargo: times.embargo,
        expires: times.expires,
        updated: times.updated,
        changed,
        authors: authors(&matter, cx, found),
        byline: matter.text(Slot::Byline, found),
        dateline: head.dateline,
        tags: tags(&matter, found),
        series: matter.text(Slot::Series, found).map(Arc::from),
        kind,
        image: image::lead(&matter, found),
        audio: matter.text(Slot::Audio, found),
        priority: priority(&matter, found).unwrap_or(5),
        withdrawn,
        sponsor: details::sponsor(&matter, found),
        draft: switch(&matter, Slot::Draft, found).unwrap_or(false),
        index: switch(&matter, Slot::Index, found).unwrap_or(true),
        free: matter.bool(Slot::Free, found).unwrap_or(true),
        syndicate: matter.bool(Slot::Syndicate, found).unwrap_or(true),
    };
    tell_what_lacks(&card, &matter, &text.text[head.text_start..], found);
    details.notes = matter.notes();
    details.extra = extra(matter);
    let details = (!details::is_empty(&details)).then(|| Box::new(details));
    Article { card, details, text_start: head.text_start as u32, hash: 0, print: 0 }
}

/// The words above the story: of the front matter, else of the head of the text.
struct Words {
    title: Option<Box<str>>,
    standfirst: Option<Box<str>>,
    summary: Option<Box<str>>,
    opening: Option<Box<str>>,
    dateline: Option<Box<str>>,
    agency: Option<Box<str>>,
    text_start: usize,
}

fn words(matter: &Matter<'_>, text: &Text<'_>, news: bool, found: &mut Found) -> Words {
    let title = matter.text(Slot::Title, found).map(|title| seen::seen(title, false));
    let standfirst = matter.text(Slot::Description, found).map(|text| seen::seen(text, true));
    let summary = matter.text(Slot::Summary, found).map(|text| seen::seen(text, true));
    let dateline = matter.text(Slot::Dateline, found);
    let wanted = head::Wanted {
        title: title.as_deref(),
        standfirst: standfirst.is_none(),
        opening: standfirst.is_none() && summary.is_none(),
        dateline: dateline.as_deref(),
        news,
    };
    let head = head::read(text.text, text.start, &wanted);
    Words {
        title: title.or(head.title),
        standfirst: standfirst.or(head.standfirst),
        summary,
        opening: head.opening,
        dateline: dateline.or(head.dateline),
        agency: head.agency,
        text_start: head.text_start,
    }
}

fn authors(matter: &Matter<'_>, cx: &Reading<'_>, found: &mut Found) -> Vec<super::Credit> {
    const WANTS: &str = "a name, or a list of names or of `name` and `url`";
    let authors = matter.read_as(Slot::Authors, WANTS, found, |entry| credits::credits(&entry.value, cx.slugs));
    authors.unwrap_or_default()
}

/// A switch whose other name says the opposite: `draft` and `published`, `index` and `noindex`.
fn switch(matter: &Matter<'_>, slot: Slot, found: &mut Found) -> Option<bool> {
    matter.bool(slot, found).map(|yes| yes == (matter.rank(slot) == 0))
}

/// An article without text or date is published, but the desk should know.
fn tell_what_lacks(card: &Card, matter: &Matter<'_>, text: &str, found: &mut Found) {
    let file = || Place::file(&card.source);
    if card.withdrawn.is_none() && card.kind != Kind::Live && text.trim_start().is_empty() {
        let fault = Diagnostic::new(Code::Empty, file()).says(format!("{} has no text", short(&card.title)));
        found.push(fault.help("write it below the front matter, or mark it with `draft: true`"));
    }
    let unread = matter.entry(Slot::Date).is_some() || matter.entry(Slot::Embargo).is_some();
    if card.published.is_none() && !card.standing && !card.draft && !unread {
        let fault = Diagnostic::new(Code::Undated, file());
        let message = format!(
            "{} has no date: it stays out of the river, the archive, feeds and the news sitemap",
            short(&card.title)
        );
        found.push(
            fault.says(message).help("write `date: 2026-11-23` in its front matter, or `kind: page` if it is no news"),
        );
    }
}

/// The kind that a word means, whatever its case and joint.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    Kind::parse(word).or_else(|| {
        let word = word.trim().to_ascii_lowercase().replace(['_', ' '], "-");
        Kind::parse(if word == "fact-check" { "factcheck" } else { &word })
    })
}

/// Reads the fields of plain values for their faults alone.
pub(super) fn try_plain(matter: &Matter<'_>, found: &mut Found) {
    kind(matter, found);
    language(matter, found);
    url(matter, found);
    aliases(matter, found);
    canonical(matter, found);
    priority(matter, found);
    tags(matter, found);
}

/// The kind, and whether it is a standing page.
fn kind(matter: &Matter<'_>, found: &mut Found) -> (Kind, bool) {
    let kind = matter.read(Slot::Kind, found, |entry, found| {
        let word = entry.value.as_text().unwrap_or_default();
        if word.eq_ignore_ascii_case("page") {
            return Some((Kind::News, true));
        }
        let kind = kind_of(&word);
        if kind.is_none() {
            let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
            let help = match nearest(&word, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? It should be one of {} or page", words.join(", ")),
                None => format!("it should be one of {} or page", words.join(", ")),
            };
            found.push(matter.fields.wrong(entry, "").help(help));
        }
        kind.map(|kind| (kind, false))
    });
    kind.unwrap_or_default()
}

fn slug_of(matter: &Matter<'_>, m: &Manuscript, bare_name: &str, cx: &Reading<'_>, found: &mut Found) -> Box<str> {
    let given = matter.text(Slot::Slug, found).map(|given| slug(&given, cx.slugs));
    let name = if bare_name.is_empty() { &m.name } else { bare_name };
    let slug = given.filter(|given| !given.is_empty()).unwrap_or_else(|| slug(name, cx.slugs));
    match (slug.is_empty(), m.name.is_empty()) {
        (false, _) => slug.into(),
        (true, true) => "untitled".into(),
        (true, false) => format!("untitled-{:08x}", xxh3_64(m.name.as_bytes()) as u32).into(),
    }
}

/// A headline made of the file's name.
fn title_of_name(name: &str, bare_name: &str, slug: &str) -> Box<str> {
    let title = if bare_name.is_empty() { name.to_owned() } else { title_from_slug(bare_name, false) };
    if title.is_empty() { slug.into() } else { title.into() }
}

fn language(matter: &Matter<'_>, found: &mut Found) -> Option<Lang> {
    matter.read_as(Slot::Language, "a language tag such as `en` or `pt-BR`", found, |entry| {
        entry.value.as_text().and_then(|tag| Lang::parse(&tag))
    })
}

fn url(matter: &Matter<'_>, found: &mut Found) -> Option<Address> {
    matter.read(Slot::Url, found, |entry, found| {
        let Some(text) = entry.value.as_text() else {
            found.push(matter.fields.wrong(entry, "an address such as /world/ferry/"));
            return None;
        };
        address(&text).map_err(|why| found.push(bad_address(matter.fields.place(entry), &text, why))).ok()
    })
}

fn aliases(matter: &Matter<'_>, found: &mut Found) -> Vec<Address> {
    let read = matter.read(Slot::Aliases, found, |entry, found| {
        let Some(texts) = entry.value.as_texts() else {
            found.push(matter.fields.wrong(entry, "a list of addresses such as /2019/ferry/"));
            return None;
        };
        let mut all: Vec<Address> = Vec::with_capacity(texts.len());
        let told = found.len();
        for text in texts.iter() {
            match address(text) {
                Ok(address) => all.push(address),
                Err(_) if found.len() > told + MANY => break,
                Err(why) => found.push(bad_address(matter.fields.place_of(entry, text), text, why)),
            }
        }
        let mut seen = BTreeSet::new();
        all.retain(|address| seen.insert(address.clone()));
        Some(all)
    });
    read.unwrap_or_default()
}

fn address(text: &str) -> Result<Address, &'static str> {
    if text.contains("://") || text.starts_with("//") {
        return Err("it names a site: write the path alone, from the first slash on");
    }
    Address::parse(text)
}

fn bad_address(place: Place, text: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::AddressBad, place)
        .says(format!("{} can't be an address: {why}", short(text)))
        .help("write a path such as /world/ferry/")
}

fn canonical(matter: &Matter<'_>, found: &mut Found) -> Option<Box<str>> {
    matter.read_as(Slot::Canonical, "a whole address that begins with https://", found, |entry| {
        entry.value.as_text().and_then(|url| credits::web(&url))
    })
}

fn priority(matter: &Matter<'_>, found: &mut Found) -> Option<u8> {
    if matter.rank(Slot::Priority) == 1 {
        return matter.bool(Slot::Priority, found).map(|_| 2);
    }
    matter.read_as(Slot::Priority, "a whole number from 1 (lead) to 9", found, |entry| {
        entry.value.as_int().and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=9).contains(n))
    })
}

/// The topics as written, each once; a text alone is cut at its commas.
fn tags(matter: &Matter<'_>, found: &mut Found) -> Vec<Arc<str>> {
    const WANTS: &str = "a list of topics, or topics with commas between them";
    let cut = |value: &Field| -> Option<Vec<Box<str>>> {
        match value {
            Field::Text(text) => Some(text.split(',').map(one_line).filter(|tag| !tag.is_empty()).collect()),
            value => value.as_texts(),
        }
    };
    let mut tags = matter.read_as(Slot::Tags, WANTS, found, |entry| cut(&entry.value));
    if let Some((entry, taxonomies)) = matter.entry(Slot::Taxonomies).and_then(|entry| match &entry.value {
        Field::Map(map) => value_of(map, &["tags", "topics", "categories"]).map(|tags| (entry, tags)),
        _ => None,
    }) {
        match (&tags, matter.entry(Slot::Tags)) {
            (Some(_), Some(counts)) => found.push(matter.fields.second_name(counts, entry, &counts.key)),
            (Some(_) | None, _) => tags = matter.read_as(Slot::Taxonomies, WANTS, found, |_| cut(taxonomies)),
        }
    }
    let mut tags = tags.unwrap_or_default();
    if tags.len() > 1 {
        let mut seen = BTreeSet::new();
        tags.retain(|tag| seen.insert(tag.clone()));
    }
    tags.into_iter().map(Arc::from).collect()
}

/// What dateline doesn't know, and what `taxonomies` holds beside tags.
fn extra(matter: Matter<'_>) -> Vec<(Box<str>, Field)> {
    let known = |key: &str| ["tags", "topics", "categories"].iter().any(|tags| key.eq_ignore_ascii_case(tags));
    let rest = matter.entry(Slot::Taxonomies).map(|entry| match &entry.value {
        Field::Map(map) => Field::Map(map.iter().filter(|(key, _)| !known(key)).cloned().collect()),
        other => other.clone(),
    });
    let mut extra = matter.into_extra();
    extra.extend(rest.filter(|rest| !rest.is_empty()).map(|rest| ("taxonomies".into(), rest)));
    extra
}
