//! Each use of the clock: a second before it changes something, at it, and after.

use super::*;
use crate::base::{Found, Lang, SourcePath};
use crate::copy::{Reading, read_article};
use crate::edition::Copy;
use crate::site::{Manuscript, Shelf, read_settings};

/// The end of an edition of one article with that front matter.
fn until(settings: &str, matter: &str, at: &str) -> Option<String> {
    edition(settings, matter, at, false).steady_until.map(|until| until.0.to_string())
}

fn edition(settings: &str, matter: &str, at: &str, drafts: bool) -> Edition {
    let mut found = Found::new();
    let settings =
        format!("title: The Harbour\nbase_url: https://paper.example/\ntimezone: Europe/Vilnius\n{settings}");
    let settings = read_settings(&SourcePath::new("site.yaml"), &settings, "harbour", &mut found);
    let cx = Reading { zone: &settings.zone, zone_given: true, slugs: settings.slugs, defaults: &[] };
    let manuscript = Manuscript {
        source: SourcePath::new("content/world/ferry.md"),
        shelf: Shelf::Section,
        section: "world".into(),
        story: "world/ferry".into(),
        lang: Lang::parse("en").expect("a tag"),
        lang_given: false,
        name: "ferry".into(),
    };
    let mut copy = Copy::default();
    if !matter.is_empty() {
        let (article, faults) = read_article(&manuscript, format!("---\n{matter}\n---\nText.\n").as_bytes(), &cx);
        found.extend(faults);
        copy.articles.push((std::sync::Arc::new(article.expect(matter)), None));
    }
    assert!(!found.iter().any(|fault| fault.is_error()), "{found:?}");
    let at = EditionTime(at.parse().expect("a time"));
    Edition::close(copy, &settings, at, drafts, &mut found)
}

/// Holds each row: settings, front matter, the edition's time, and until when it is steady.
fn hold(rows: &[(&str, &str, &str, Option<&str>)]) {
    for (settings, matter, at, expected) in rows {
        assert_eq!(until(settings, matter, at).as_deref(), *expected, "{settings:?} {matter:?} {at}");
    }
}

/// Without notices of age and feeds in Atom.
const OLD: &str = "age_notice: off\nfeeds: { site: [rss] }\n";

#[test]
fn dates_embargoes_and_expiries_end_an_edition() {
    let (due, expires) = ("date: 2026-11-23T10:00:00Z", "date: 2020-01-01\nexpires: 2026-11-23T10:00:00Z");
    hold(&[
        (OLD, due, "2026-11-23T09:59:59Z", Some("2026-11-23T10:00:00Z")),
        (OLD, due, "2026-11-23T10:00:00Z", Some("2026-11-25T10:00:01Z")),
        (OLD, expires, "2026-11-23T09:59:59Z", Some("2026-11-23T10:00:00Z")),
        (OLD, expires, "2026-11-23T10:00:00Z", None),
        (OLD, expires, "2026-11-23T10:00:01Z", None),
        (OLD, "date: 2020-01-01\ndraft: true", "2026-11-23T10:00:00Z", None),
        (OLD, "", "2026-11-23T10:00:00Z", None),
    ]);
}

#[test]
fn an_embargo_that_ends_before_the_date_changes_the_reason() {
    let both = "date: 2026-11-24T10:00:00Z\nembargo: 2026-11-23T10:00:00Z";
    hold(&[
        (OLD, both, "2026-11-23T09:59:59Z", Some("2026-11-23T10:00:00Z")),
        (OLD, both, "2026-11-23T10:00:00Z", Some("2026-11-24T10:00:00Z")),
        (OLD, both, "2026-11-23T10:00:01Z", Some("2026-11-24T10:00:00Z")),
    ]);
    let mark = |at| edition(OLD, both, at, true).stories[0].mark;
    assert_ne!(mark("2026-11-23T09:59:59Z"), mark("2026-11-23T10:00:00Z"));
}

#[test]
fn a_story_leaves_the_news_after_two_days() {
    let news = "date: 2026-11-21T10:00:00Z";
    let in_window = |at| !news_window(&edition(OLD, news, at, false)).is_empty();
    hold(&[
        (OLD, news, "2026-11-23T09:59:59Z", Some("2026-11-23T10:00:01Z")),
        (OLD, news, "2026-11-23T10:00:00Z", Some("2026-11-23T10:00:01Z")),
        (OLD, news, "2026-11-23T10:00:01Z", None),
        (OLD, "date: 2026-11-21T10:00:00Z\nindex: false", "2026-11-23T09:59:59Z", None),
    ]);
    assert!(in_window("2026-11-23T10:00:00Z") && !in_window("2026-11-23T10:00:01Z"));
}

#[test]
fn a_year_more_is_counted_on_the_day_in_the_sites_zone() {
    let (one, two) = ("age_notice: 1\n", "age_notice: 2\n");
    let day = "date: 2024-06-10T22:30:00Z"; // 11 June in Vilnius
    hold(&[
        (one, day, "2026-06-10T20:59:59Z", Some("2026-06-10T21:00:00Z")),
        (one, day, "2026-06-10T21:00:00Z", Some("2027-06-10T21:00:00Z")),
        (one, day, "2026-06-10T21:00:01Z", Some("2027-06-10T21:00:00Z")),
        (two, day, "2025-01-01T00:00:00Z", Some("2026-06-10T21:00:00Z")),
        (two, "date: 2024-06-11\nkind: opinion", "2025-01-01T00:00:00Z", None),
        (OLD, day, "2025-01-01T00:00:00Z", None),
        (one, "date: 2024-02-29", "2025-02-27T21:59:59Z", Some("2025-02-28T22:00:00Z")),
        (one, "date: 2024-02-29", "2025-02-28T22:00:00Z", Some("2026-02-28T22:00:00Z")),
        (one, "date: 2024-02-29", "2027-12-31T00:00:00Z", Some("2028-02-28T22:00:00Z")),
    ]);
}

#[test]
fn security_txt_runs_out() {
    let settings = "age_notice: off\nfeeds: { site: [rss] }\nsecurity_txt: { contact: 'mailto:desk@paper.example', expires: 2026-12-01T00:00:00Z }\n";
    hold(&[
        (settings, "", "2026-11-30T23:59:59Z", Some("2026-12-01T00:00:00Z")),
        (settings, "", "2026-12-01T00:00:00Z", None),
        (settings, "", "2026-12-01T00:00:01Z", None),
    ]);
}

#[test]
fn an_empty_atom_feed_bears_the_day() {
    let settings = "age_notice: off\nfeeds: { site: [atom] }\n";
    hold(&[
        (settings, "", "2026-11-23T21:59:59Z", Some("2026-11-23T22:00:00Z")),
        (settings, "", "2026-11-23T22:00:00Z", Some("2026-11-24T22:00:00Z")),
        (settings, "", "2026-11-23T22:00:01Z", Some("2026-11-24T22:00:00Z")),
        (settings, "date: 2020-01-01", "2026-11-23T22:00:01Z", None),
        (OLD, "", "2026-11-23T22:00:01Z", None),
    ]);
}
