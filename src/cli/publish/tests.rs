//! What publishing does to a file, form by form.

use super::{Published, publish};
use crate::{
    base::{Code, Moment, SiteZone, SourcePath},
    cli::exit::Stop,
};

const MINUTE: &str = "2026-11-23T08:05:00+02:00";

fn named(name: &str, text: &str) -> Result<Published, Stop> {
    let zone = SiteZone::named("Europe/Vilnius").expect("a zone");
    publish(text, &SourcePath::new(name), Moment::at("2026-11-23T06:05:42Z".parse().expect("a time"), &zone))
}

/// What `before` becomes, with the minute written as `NOW`.
fn after(before: &str) -> String {
    named("content/a.md", before).unwrap_or_else(|stop| panic!("{before:?}: {stop:?}")).text.replace(MINUTE, "NOW")
}

fn code(text: &str) -> Code {
    match named("content/a.md", text) {
        Err(Stop::Faults(found)) => found[0].code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_date_takes_the_draft_marks_place() {
    for (before, expected) in [
        ("---\ntitle: A\ndraft: true\ntags: [x]\n---\n\nText\n", "---\ntitle: A\ndate: NOW\ntags: [x]\n---\n\nText\n"),
        ("---\r\ntitle: A\r\ndraft: true\r\n---\r\nText", "---\r\ntitle: A\r\ndate: NOW\r\n---\r\nText"),
        ("\u{feff}\n\n---\ndraft: yes\n---\n", "\u{feff}\n\n---\ndate: NOW\n---\n"),
        ("---\n\"Draft\"  : true # wait\n---\n", "---\ndate: NOW\n---\n"),
        ("---\npublished: false\nx: 1\n---\n", "---\ndate: NOW\nx: 1\n---\n"),
        ("---\n  title: A\n  draft: true\n---\n", "---\n  title: A\n  date: NOW\n---\n"),
        ("---\ndraft:\n  true\nx: 1\n---\n", "---\ndate: NOW\nx: 1\n---\n"),
        (
            "+++\ntitle = \"A\"\ndraft = true\n\n[extra]\nx = 1\n+++\nText\n",
            "+++\ntitle = \"A\"\ndate = NOW\n\n[extra]\nx = 1\n+++\nText\n",
        ),
        (
            "{\n  \"title\": \"A\",\n  \"draft\": true\n}\nText\n",
            "{\n  \"title\": \"A\",\n  \"date\": \"NOW\"\n}\nText\n",
        ),
        ("{\"draft\":true}\nText", "{\"date\": \"NOW\"}\nText"),
    ] {
        assert_eq!(after(before), expected);
    }
}

#[test]
fn without_a_mark_the_date_stands_under_the_title_or_first() {
    for (before, expected) in [
        ("---\ntitle: A # one\nx: 1\n---\n", "---\ntitle: A # one\ndate: NOW\nx: 1\n---\n"),
        ("---\nHeadline: A\nx: 1\n---\n", "---\nHeadline: A\ndate: NOW\nx: 1\n---\n"),
        ("---\nx: 1\n---\n", "---\ndate: NOW\nx: 1\n---\n"),
        ("---\ntitle: >\n  A\n  # B\nx: 1\n---\n", "---\ndate: NOW\ntitle: >\n  A\n  # B\nx: 1\n---\n"),
        ("---\n---\nText", "---\ndate: NOW\n---\nText"),
        ("---\n# nothing yet\n---\n", "---\ndate: NOW\n# nothing yet\n---\n"),
        ("---\ndraft: false\n---\n", "---\ndate: NOW\ndraft: false\n---\n"),
        ("+++\n[extra]\ndraft = true\n+++\n", "+++\ndate = NOW\n[extra]\ndraft = true\n+++\n"),
        ("+++\ntitle = '''\ndraft = true\n'''\n+++\n", "+++\ndate = NOW\ntitle = '''\ndraft = true\n'''\n+++\n"),
        ("+++\ntitle = 'A' # one\n+++\n", "+++\ntitle = 'A' # one\ndate = NOW\n+++\n"),
        (
            "{\"title\": \"A\", \"x\": {\"draft\": true}}\n",
            "{\"title\": \"A\", \"date\": \"NOW\", \"x\": {\"draft\": true}}\n",
        ),
        ("{\n\t\"x\": \"a, \\\"}\"\n}\n", "{\n\t\"date\": \"NOW\",\n\t\"x\": \"a, \\\"}\"\n}\n"),
        ("{}\nText", "{\"date\": \"NOW\"}\nText"),
    ] {
        assert_eq!(after(before), expected);
    }
}

#[test]
fn an_empty_date_is_filled_in() {
    for (before, expected) in [
        ("---\ndate:\ntitle: A\ndraft: true\n---\n", "---\ndate: NOW\ntitle: A\n---\n"),
        ("---\ndate:   # to come\n---\n", "---\ndate: NOW   # to come\n---\n"),
        ("---\ndate: \"\" # to come\n---\n", "---\ndate: NOW # to come\n---\n"),
        ("---\npublishDate: ~\n---\n", "---\npublishDate: NOW\n---\n"),
        ("+++\ndate = \"\"\n+++\n", "+++\ndate = NOW\n+++\n"),
        ("{\"date\": null}", "{\"date\": \"NOW\"}"),
    ] {
        assert_eq!(after(before), expected);
    }
}

#[test]
fn a_date_that_is_there_is_kept_and_only_the_mark_goes() {
    for (before, expected, kept) in [
        ("---\ndate: 2026-01-02\ndraft: true\n# note\n---\n", "---\ndate: 2026-01-02\n# note\n---\n", "2026-01-02"),
        ("---\npubDate: 2027-01-02\n---\n", "---\npubDate: 2027-01-02\n---\n", "2027-01-02"),
        ("---\npublished: 2026-01-02\ndraft: true\n---", "---\npublished: 2026-01-02\n---", "2026-01-02"),
        ("+++\ndraft = true\ndate = 2026-01-02\n+++\n", "+++\ndate = 2026-01-02\n+++\n", "2026-01-02"),
        ("{\"draft\": true, \"date\": \"2026-01-02\"}", "{\"date\": \"2026-01-02\"}", "2026-01-02"),
        ("{\"date\": \"2026-01-02\",\n \"draft\": true\n}", "{\"date\": \"2026-01-02\"\n}", "2026-01-02"),
        ("{\"date\":\"2026-01-02\",\"draft\":true,\"published\":false}", "{\"date\":\"2026-01-02\"}", "2026-01-02"),
    ] {
        let published = named("content/a.md", before).expect(before);
        assert_eq!((published.text.as_str(), published.kept.as_deref()), (expected, Some(kept)));
        assert_eq!(published.stamped, None);
    }
}

#[test]
fn every_mark_goes() {
    assert_eq!(after("---\ndraft: true\nDRAFT: true\npublished: false\n---\n"), "---\ndate: NOW\n---\n");
    assert_eq!(after("{\"draft\": 1, \"a\": 2, \"published\": \"no\"}"), "{\"date\": \"NOW\", \"a\": 2}");
}

#[test]
fn a_file_without_front_matter_gets_some() {
    for (before, expected) in [
        ("# A\n\nText\n", "---\ndate: NOW\n---\n\n# A\n\nText\n"),
        ("\u{feff}# A\r\nText\r\n", "\u{feff}---\r\ndate: NOW\r\n---\r\n\r\n# A\r\nText\r\n"),
        ("\n# A", "---\ndate: NOW\n---\n\n# A"),
        ("", "---\ndate: NOW\n---\n\n"),
        ("{{ figure(src=\"a.jpg\") }}\n", "---\ndate: NOW\n---\n\n{{ figure(src=\"a.jpg\") }}\n"),
        (" --- \n", "---\ndate: NOW\n---\n\n --- \n"),
    ] {
        assert_eq!(after(before), expected);
    }
}

#[test]
fn publishing_twice_changes_nothing_more() {
    for before in ["# A\n", "---\ndraft: true\n---\n", "+++\ndraft = true\n+++\n", "{\"draft\": true}\n"] {
        let once = named("content/a.md", before).expect(before);
        let twice = named("content/a.md", &once.text).expect(before);
        assert_eq!((twice.text, twice.kept, twice.unmarked), (once.text, Some(MINUTE.to_owned()), false));
    }
}

#[test]
fn a_date_in_the_files_name_is_kept_unless_it_is_today() {
    let draft = "---\ndraft: true\n---\n";
    for (name, kept) in [
        ("content/2026-01-02-a.md", Some("2026-01-02")),
        ("content/2026-11-23-a.md", None),
        ("content/2026-01-02-a/index.md", Some("2026-01-02")),
        ("content/2026-01-02.md", Some("2026-01-02")),
        ("content/2026-13-02-a.md", None),
        ("content/2026-01-023.md", None),
        ("content/żółć-żółć.md", None),
    ] {
        assert_eq!(named(name, draft).expect(name).kept.as_deref(), kept, "{name}");
    }
}

#[test]
fn front_matter_that_cant_be_read_is_told_and_left() {
    assert_eq!(code("---\ntitle: A\n"), Code::FrontMatterUnclosed);
    assert_eq!(code("---"), Code::FrontMatterUnclosed);
    assert_eq!(code("+++\nx = 1\n---\n"), Code::FrontMatterUnclosed);
    assert_eq!(code("---\na: [\n---\n"), Code::FrontMatterUnreadable);
    assert_eq!(code("---\n- a\n---\n"), Code::FrontMatterUnreadable);
    assert_eq!(code("---\nć: \"\\ż\"\n---\n"), Code::FrontMatterUnreadable);
    assert_eq!(code("+++\nx = \n+++\n"), Code::FrontMatterUnreadable);
    assert_eq!(code("+++\nż = ż\n+++\n"), Code::FrontMatterUnreadable);
    assert_eq!(code("{\"ż\": ż}\n"), Code::FrontMatterUnreadable);
    assert_eq!(code("{\"a\": 1"), Code::FrontMatterUnreadable);
}

#[test]
fn front_matter_that_cant_be_changed_alone_is_left() {
    for text in [
        "---\n{draft: true, title: A}\n---\n",
        "---\ntitle: \"A\ndraft: true\nB\"\n---\n",
        "---\ndraft: &d true\nx: *d\n---\n",
        "---\n? draft\n: true\n---\n",
    ] {
        assert!(named("content/a.md", text).is_err(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_file_makes_it_fail_badly_and_text_stays(
        open in "(\u{feff}|\n|\r\n)?(---|\\+\\+\\+|\\{)?(\n|\r\n| )?",
        head in "(draft: true\n|draft = true\n|\"draft\": true|,|date:\n|title: [a\"]\n|x = '''\n|  - a\n|# c\n|\r\n|ż|\\}|\"){0,6}",
        close in "(\n---\n|\n\\+\\+\\+\n|\\}\n)?",
        body in "(ż|\n|a){0,5}",
    ) {
        let before = format!("{open}{head}{close}{body}");
        if let Ok(published) = named("content/a.md", &before) {
            proptest::prop_assert!(published.text.ends_with(&body));
            let again = named("content/a.md", &published.text).expect("what was published can be read");
            proptest::prop_assert_eq!(again.text, published.text);
        }
    }
}
