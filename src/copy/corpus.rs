//! Real articles for tests: the development corpora, where they are at hand.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::base::{Lang, SiteZone, Slugs, SourcePath};
use crate::matter::corpus::files;

type Counts = BTreeMap<(String, &'static str), usize>;

/// Reads one file as the walk would, and counts what it told.
fn read(path: &str, bytes: &[u8], cx: &Reading<'_>, counts: &mut Counts, names: &mut BTreeSet<String>) {
    let (folder, rest) = path.split_once('/').expect("a folder");
    let stem = rest.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(stem, _)| stem);
    let mut count = |what| *counts.entry((folder.to_owned(), what)).or_default() += 1;
    let source = SourcePath::new(format!("content/{path}"));
    if stem == "_index" {
        assert!(read_section(&source, bytes, cx).0.is_some(), "{path}");
        return count("sections");
    }
    let name = if stem == "index" { rest.rsplit('/').nth(1).unwrap_or("") } else { stem };
    let manuscript = Manuscript {
        source,
        shelf: Shelf::Section,
        section: "x".into(),
        story: name.into(),
        lang: Lang::parse("en").expect("a tag"),
        lang_given: false,
        name: name.into(),
    };
    let (article, found) = read_article(&manuscript, bytes, cx);
    found.iter().for_each(|fault| count(fault.code.as_str()));
    let card = article.unwrap_or_else(|| panic!("{path}: {found:?}")).card;
    let opening = card.opening.as_deref().unwrap_or("");
    let raw = ["{{", "{%", "](", "<!--"].iter().any(|tag| opening.contains(tag));
    for (what, yes) in [
        ("articles", true),
        ("dated", card.published.is_some()),
        ("signed", !card.authors.is_empty()),
        ("standfirst", card.standfirst.is_some()),
        ("dateline", card.dateline.is_some()),
        ("raw tag in opening", raw),
    ] {
        if yes {
            count(what);
        }
    }
    names.extend(card.authors.iter().map(|author| format!("{folder} author {}", author.slug)));
    names.extend(card.tags.iter().map(|tag| format!("{folder} tag {tag}")));
}

#[test]
fn the_corpora_are_read() {
    let Some(files) = files() else { return };
    let zone = SiteZone::named("America/New_York").expect("a zone");
    let cx = Reading { zone: &zone, zone_given: true, slugs: Slugs::Unicode, defaults: &[] };
    let (mut counts, mut names) = (Counts::new(), BTreeSet::new());
    for (path, bytes) in &files {
        read(path, bytes, &cx, &mut counts, &mut names);
    }
    let is = |folder: &str, what, count| {
        assert_eq!(counts.get(&(folder.to_owned(), what)).copied().unwrap_or(0), count, "{folder} {what}");
    };
    for (folder, articles, dated, signed, standfirsts) in [
        ("18f", 509, 509, 509, 276),
        ("haskell-weekly", 538, 0, 0, 0),
        ("opensource-guides", 61, 0, 0, 61),
        ("otel-blog", 372, 372, 361, 0),
    ] {
        is(folder, "articles", articles);
        is(folder, "dated", dated);
        is(folder, "signed", signed);
        is(folder, "standfirst", standfirsts);
        is(folder, "undated", articles - dated);
        is(folder, "dateline", 0);
        is(folder, "raw tag in opening", 0);
    }
    is("18f", "date-differs", 45);
    is("18f", "tab-in-yaml", 1);
    is("otel-blog", "sections", 30);
    let named = |head: &str| names.iter().filter(|name| name.starts_with(head)).count();
    assert_eq!((named("18f author"), named("18f tag")), (273, 142));
}
