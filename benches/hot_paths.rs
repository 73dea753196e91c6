//! The steps that a build takes for every article, each alone, and whole builds of the repository's own paper:
//! `cargo bench --bench hot_paths`.

use std::path::Path;

use dateline::base::{EditionTime, Lang, SiteZone, Slugs, SourcePath};
use dateline::copy::{self, Article, Reading, Setting};
use dateline::ledger;
use dateline::site::{Manuscript, Shelf};
use dateline::walk::{self, BuildOptions};
use divan::{Bencher, black_box, counter::BytesCount};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HEAD: &str = "---
title: \"Harbour council votes to keep the winter ferry\"
date: 2026-11-20T08:30:00+02:00
authors: [Edda Marrin, Ugne Krantyte]
tags: [ferries, harbour, council]
description: The boat will sail twice a day until March, if the ice allows it.
---
";

const PARAGRAPH: &str = "The council met on *Thursday* and heard the harbour master, who said that \"the boat is old\" -- \
    but sound. See [the timetable](../timetable.md) and [the ministry](https://ministry.example/ferries).\n\n";

fn main() {
    divan::main();
}

/// An article of some five kilobytes.
fn text() -> String {
    format!("{HEAD}{}## What comes next\n\n{}", PARAGRAPH.repeat(12), PARAGRAPH.repeat(12))
}

fn manuscript() -> Manuscript {
    Manuscript {
        source: SourcePath::new("content/harbour/2026/11/winter-ferry.md"),
        shelf: Shelf::Section,
        section: "harbour".into(),
        story: "harbour/2026/11/winter-ferry".into(),
        lang: english(),
        lang_given: false,
        name: "winter-ferry".into(),
    }
}

fn english() -> Lang {
    Lang::parse("en").expect("a language")
}

fn article(text: &str) -> Article {
    let zone = SiteZone::named("Europe/Vilnius").expect("a zone");
    let reading = Reading { zone: &zone, zone_given: true, slugs: Slugs::Unicode, defaults: &[] };
    copy::read_article(&manuscript(), text.as_bytes(), &reading).0.expect("a sound article")
}

#[divan::bench]
fn front_matter_and_card(bencher: Bencher<'_, '_>) {
    let text = text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| article(black_box(&text)));
}

#[divan::bench]
fn markdown(bencher: Bencher<'_, '_>) {
    let (text, source, lang) = (text(), manuscript().source, english());
    let setting = Setting { source: &source, lang: &lang, smart_punctuation: true, components: &|_| false };
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| copy::body(black_box(&text), HEAD.len(), &setting));
}

#[divan::bench]
fn card_to_ledger(bencher: Bencher<'_, '_>) {
    let article = article(&text());
    bencher.bench(|| ledger::encode(black_box(&article)));
}

#[divan::bench]
fn card_from_ledger(bencher: Bencher<'_, '_>) {
    let (bytes, manuscript) = (ledger::encode(&article(&text())), manuscript());
    bencher.bench(|| ledger::decode(black_box(&bytes), &manuscript, 0));
}

/// The repository's own paper, from nothing.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn paper_full(bencher: Bencher<'_, '_>) {
    let home = tempfile::tempdir().expect("a folder");
    bencher.bench_local(|| build(&home.path().join("full"), true));
}

/// The repository's own paper again, with nothing changed.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn paper_unchanged(bencher: Bencher<'_, '_>) {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("again");
    build(&out, false);
    bencher.bench_local(|| build(&out, false));
}

fn build(out: &Path, full: bool) {
    let options = BuildOptions {
        site: env!("CARGO_MANIFEST_DIR").into(),
        out: out.to_owned(),
        config: None,
        at: EditionTime("2026-11-23T12:00:00Z".parse().expect("a time")),
        base_url: None,
        theme: None,
        images: None,
        drafts: false,
        full,
        verify: false,
        keep_going: false,
        strict: false,
        check: false,
        jobs: None,
    };
    assert!(walk::build(&options, &|_| {}).expect("the machine holds").delivered);
}
