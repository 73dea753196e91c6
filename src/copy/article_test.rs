//! What an article's fields mean, one rule a case.

use proptest::prelude::*;

use super::*;
use crate::base::{Code, Kind, Lang, SiteZone, Slugs, SourcePath};

struct Case {
    name: &'static str,
    shelf: Shelf,
    zone_given: bool,
    defaults: Vec<(Box<str>, Field)>,
}

const CASE: Case = Case { name: "ferry", shelf: Shelf::Section, zone_given: true, defaults: Vec::new() };

impl Case {
    fn read(&self, bytes: &[u8]) -> (Option<Article>, Vec<(Code, u32)>) {
        let zone = SiteZone::named("Europe/Vilnius").expect("a zone");
        let cx = Reading { zone: &zone, zone_given: self.zone_given, slugs: Slugs::Unicode, defaults: &self.defaults };
        let manuscript = Manuscript {
            source: SourcePath::new(format!("content/world/{}.md", self.name)),
            shelf: self.shelf,
            section: "world".into(),
            story: "world/ferry".into(),
            lang: Lang::parse("en").expect("a tag"),
            lang_given: false,
            name: self.name.into(),
        };
        let (article, found) = read_article(&manuscript, bytes, &cx);
        for fault in &found {
            assert!(!fault.message.is_empty() && !fault.message.ends_with('.'), "{fault:?}");
            assert!(fault.help.is_some(), "{fault:?}");
        }
        (article, found.iter().map(|fault| (fault.code, fault.place.line)).collect())
    }

    /// The article of that front matter, dated unless it says otherwise, and its faults.
    fn matter(&self, matter: &str) -> (Option<Article>, Vec<(Code, u32)>) {
        self.read(format!("---\n{matter}\n---\nText.\n").as_bytes())
    }

    fn sound(&self, matter: &str) -> Article {
        let (article, found) = self.matter(matter);
        assert!(found.is_empty(), "{matter:?}: {found:?}");
        article.expect(matter)
    }
}

/// The card of front matter without faults.
fn card(matter: &str) -> Card {
    CASE.sound(&format!("date: 2026-11-23\n{matter}")).card
}

fn details(matter: &str) -> Details {
    *CASE.sound(&format!("date: 2026-11-23\n{matter}")).details.expect(matter)
}

/// The faults of front matter; its first line is the file's third.
fn faults(matter: &str) -> Vec<(Code, u32)> {
    CASE.matter(&format!("date: 2026-11-23\n{matter}")).1
}

fn iso(moment: Option<crate::base::Moment>) -> String {
    moment.map_or(String::new(), |moment| moment.iso())
}

#[test]
fn texts_have_their_other_names() {
    for (matter, title) in [
        ("TITLE: A", "A"),
        ("headline: \"A  b\\n c\"", "A b c"),
        ("title: 2024", "2024"),
        ("title: 1.10", "1.10"),
        ("title:", "Ferry"),
    ] {
        assert_eq!(&*card(matter).title, title);
    }
    for key in ["description", "standfirst", "dek", "Deck", "subtitle"] {
        assert_eq!(card(&format!("{key}: a b")).standfirst.as_deref(), Some("a b"));
    }
    for key in ["summary", "excerpt", "blurb", "teaser"] {
        assert_eq!(card(&format!("{key}: a b")).summary.as_deref(), Some("a b"));
    }
    let other = card("eyebrow: K\nlocation: VILNIUS\nbyline: Staff\nseries: S\ncanonical_url: https://example.org/x");
    assert_eq!(
        (other.kicker.as_deref(), other.dateline.as_deref(), other.byline.as_deref()),
        (Some("K"), Some("VILNIUS"), Some("Staff"))
    );
    assert_eq!((other.series.as_deref(), other.canonical.as_deref()), (Some("S"), Some("https://example.org/x")));
    assert!(other.authors.is_empty());
    let titles = card("linkTitle: S\nseo_title: E\nog-title: O").titles.expect("titles");
    assert_eq!(
        (titles.short.as_deref(), titles.search.as_deref(), titles.social.as_deref()),
        (Some("S"), Some("E"), Some("O"))
    );
    assert_eq!(card("titles: {short: S}").titles.expect("titles").short.as_deref(), Some("S"));
}

#[test]
fn two_names_of_one_field_are_told_and_the_earlier_counts() {
    for (matter, line) in
        [("title: A\nheadline: B", 4), ("headline: B\ntitle: A", 3), ("titles: {short: A}\nlinkTitle: B\ntitle: A", 4)]
    {
        let (article, found) = CASE.matter(&format!("date: 2026-11-23\n{matter}"));
        assert_eq!(found, [(Code::FieldTwice, line)], "{matter}");
        assert_eq!(&*article.expect("an article").card.title, "A");
    }
    assert_eq!(faults("title: A\nTITLE: B"), [(Code::KeyTwice, 4)]);
    assert_eq!(faults("title: A\nheadline:\nlinkTitle: ''"), []);
    assert_eq!(faults("taxonomies: {tags: [a]}\ntags: [b]"), [(Code::FieldTwice, 3)]);
}

#[test]
fn addresses_come_from_slug_name_and_url() {
    for (name, matter, slug) in [
        ("ferry", "", "ferry"),
        ("2026-11-23-ferry", "", "ferry"),
        ("2026-11-23", "", "2026-11-23"),
        ("ferry", "slug: The Ferry/Again", "the-ferry-again"),
        ("ferry", "slug: '***'", "ferry"),
    ] {
        let article = Case { name, ..CASE }.sound(&format!("date: 2026-11-23\n{matter}"));
        assert_eq!(&*article.card.slug, slug);
    }
    let nameless = Case { name: "***", ..CASE }.sound("date: 2026-11-23").card;
    assert!(nameless.slug.starts_with("untitled-") && !nameless.title.is_empty());
    let moved = card("permalink: /a//b\nredirect_from: [/c/, d.html, /c]");
    assert_eq!(moved.url.expect("an address").as_str(), "/a/b/");
    assert_eq!(moved.aliases.iter().map(|a| a.as_str()).collect::<Vec<_>>(), ["/c/", "/d.html"]);
    assert_eq!(faults("url: ../x"), [(Code::AddressBad, 3)]);
    assert_eq!(faults("url: https://example.org/x"), [(Code::AddressBad, 3)]);
    assert_eq!(faults("aliases:\n- /a/\n- /b?c\n- /d#e"), [(Code::AddressBad, 5), (Code::AddressBad, 6)]);
}

#[test]
fn dates_are_read_and_held_against_each_other() {
    let times = |matter: &str| {
        let card = CASE.sound(matter).card;
        [card.published, card.embargo, card.expires, card.updated, card.changed].map(iso)
    };
    for (matter, all) in [
        ("published: 2026-11-23", ["2026-11-23", "", "", "", ""]),
        (
            "pubdate: '2026-11-23 08:05'\nlastmod: 2026-11-24",
            ["2026-11-23T08:05:00+02:00", "", "", "2026-11-24", "2026-11-24"],
        ),
        (
            "date: 2026-11-23 08:05\nupdated: 2026-11-23",
            ["2026-11-23T08:05:00+02:00", "", "", "2026-11-23", "2026-11-23"],
        ),
        (
            "date: 2026-11-23\nembargo: 2026-11-25 06:00",
            ["2026-11-25T06:00:00+02:00", "2026-11-25T06:00:00+02:00", "", "", ""],
        ),
        ("date: 2026-11-26\nembargo: 2026-11-25 06:00", ["2026-11-26", "2026-11-25T06:00:00+02:00", "", "", ""]),
        ("embargo: 2026-11-25T06:00Z", ["2026-11-25T08:00:00+02:00", "2026-11-25T08:00:00+02:00", "", "", ""]),
        (
            "date: 2026-11-23\nupdated: 2026-11-24\nembargo: 2026-11-25 06:00",
            ["2026-11-25T06:00:00+02:00", "2026-11-25T06:00:00+02:00", "", "", ""],
        ),
        ("date: 2026-11-23\nexpiryDate: 2026-11-30", ["2026-11-23", "", "2026-12-01T00:00:00+02:00", "", ""]),
        ("date: 2026-11-23\nexpires: 2026-11-30 12:00", ["2026-11-23", "", "2026-11-30T12:00:00+02:00", "", ""]),
        (
            "date: 2026-11-23\ncorrections: [{date: 2026-11-28, text: a, kind: update}]\nwithdrawn: {date: 2026-11-27, text: b}",
            ["2026-11-23", "", "", "", "2026-11-28"],
        ),
    ] {
        assert_eq!(times(matter), all.map(String::from), "{matter}");
    }
    for (matter, code) in [
        ("date: 2026-11-23\nupdated: 2026-11-22", Code::UpdatedBeforeDate),
        ("date: 2026-11-23\nembargo: 2026-11-25", Code::EmbargoVague),
        ("date: 2026-11-23\nexpires: soon", Code::DateUnreadable),
        ("date: 2026-11-23\nupdated: [1]", Code::DateUnreadable),
        ("date: 2026-11-23\nupdated: 2027-03-28 03:30", Code::DateAmbiguous),
    ] {
        assert_eq!(CASE.matter(matter).1, [(code, 3)], "{matter}");
    }
    assert_eq!(CASE.matter("date: 2026-02-31").1, [(Code::DateUnreadable, 2)]);
    let zoneless = Case { zone_given: false, ..CASE };
    assert_eq!(zoneless.matter("embargo: 2026-11-25 06:00").1, [(Code::EmbargoVague, 2)]);
    assert_eq!(zoneless.matter("embargo: 2026-11-25 06:00 +02:00").1, []);
}

#[test]
fn the_name_of_the_file_may_tell_the_date() {
    let named = Case { name: "2026-11-23-ferry", ..CASE };
    assert_eq!(iso(named.sound("title: A").card.published), "2026-11-23");
    assert_eq!(named.matter("date: 2026-11-24").1, [(Code::DateDiffers, 2)]);
    assert_eq!(named.matter("date: 2026-11-23 23:30 -05:00").1, []);
    assert_eq!(CASE.matter("title: A").1, [(Code::Undated, 0)]);
    assert_eq!(CASE.matter("draft: true").1, []);
}

#[test]
fn standing_pages_are_told_from_articles() {
    let standing = |shelf, text: &str| {
        let (article, _) = Case { shelf, ..CASE }.read(text.as_bytes());
        article.expect("an article").card.standing
    };
    assert!(standing(Shelf::Pages, "---\ndate: 2026-11-23\n---\nText"));
    assert!(standing(Shelf::Top, "---\ntitle: About\n---\nText"));
    assert!(!standing(Shelf::Top, "---\ndate: 2026-11-23\n---\nText"));
    assert!(!standing(Shelf::Top, "Pasted copy"));
    assert!(!standing(Shelf::Section, "---\ntitle: A\n---\nText"));
    assert!(standing(Shelf::Section, "---\nkind: Page\n---\nText"));
    assert_eq!(CASE.matter("kind: page").1, []);
}

#[test]
fn switches_have_their_defaults_and_opposites() {
    let switches = |matter: &str| {
        let card = card(matter);
        (card.draft, card.index, card.free, card.syndicate, card.priority)
    };
    assert_eq!(switches(""), (false, true, true, true, 5));
    assert_eq!(
        switches("draft: yes\nindex: no\nisAccessibleForFree: off\nsyndicate: false\npriority: '1'"),
        (true, false, false, false, 1)
    );
    assert_eq!(switches("published: false\nnoindex: true\nfeatured: true"), (true, false, true, true, 2));
    assert_eq!(switches("published: true\nnoindex: false\nfeatured: false\npriority: 9"), (false, true, true, true, 9));
    for wrong in [
        "draft: maybe",
        "priority: 0",
        "priority: 10",
        "featured: 3",
        "free: [true]",
        "title: [a]",
        "title: {a: b}",
        "tags: {a: b}",
        "tags: [[a]]",
        "authors: [{x: y}]",
        "kind: gossip",
        "lang: english",
        "canonical: /x",
        "image: 3",
        "image: {alt: x}",
        "image: {src: a, source_type: oil}",
        "claim: [a]",
        "claim: {text: a, value: 6}",
        "review: {rating: 3}",
        "live: {order: up}",
        "sponsor: [a]",
        "withdrawn: true",
        "withdrawn: {title: x}",
        "corrections: [{kind: update}]",
        "references: [{}, {x: y}]",
        "disclosure: [a]",
        "titles: a",
        "source_url: x",
    ] {
        let found = faults(wrong);
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
        assert!(matches!(found[0], (Code::FieldWrong | Code::FrontMatterUnreadable, 3 | 4)), "{wrong}: {found:?}");
    }
}

#[test]
fn all_faults_of_a_file_are_told() {
    let (article, found) = CASE.matter("date: 31/12/2026\nupdated: never\npriority: high\nurl: ..\nkind: new");
    assert!(article.is_none());
    let codes: Vec<_> = found.iter().map(|(code, line)| (code.as_str(), *line)).collect();
    assert_eq!(codes.len(), 5, "{codes:?}");
}

#[test]
fn kinds_tags_and_languages_are_read() {
    assert_eq!(card("kind: Press Release").kind, Kind::PressRelease);
    assert_eq!(card("type: opinion").kind, Kind::Opinion);
    let post = CASE.sound("date: 2026-11-23\ntype: post");
    assert_eq!(
        (post.card.kind, post.details.expect("details").extra),
        (Kind::News, vec![("type".into(), Field::Text("post".into()))])
    );
    let tags = |matter: &str| card(matter).tags.iter().map(|tag| tag.to_string()).collect::<Vec<_>>();
    assert_eq!(tags("tags: a, b  c ,a,"), ["a", "b c"]);
    assert_eq!(tags("categories: [\"a, b\", 2024, a, a]"), ["a, b", "2024", "a"]);
    assert_eq!(tags("taxonomies:\n  tags: [x]"), ["x"]);
    assert_eq!(card("language-code: pt_br").lang.as_str(), "pt-BR");
    assert_eq!(card("").lang.as_str(), "en");
    assert_eq!(card("author: Jane Roe and jane-doe").authors.len(), 2);
}

#[test]
fn pictures_are_paths_or_maps_with_keys_beside() {
    let image = |matter: &str| *card(matter).image.expect(matter);
    assert_eq!(&*image("cover: a.jpg").src, "a.jpg");
    assert_eq!(&*image("images: [a.jpg, b.jpg]").src, "a.jpg");
    let full = image(
        "image: {src: a.jpg, alt: A, caption: C, credit: D, licence: L, license_url: 'https://example.org/l', source_type: AI, syndicate: true}",
    );
    assert_eq!(
        (full.alt.as_deref(), full.caption.as_deref(), full.license.as_deref()),
        (Some("A"), Some("C"), Some("L"))
    );
    assert_eq!((full.source_type, full.syndicate, full.license_url.is_some()), (Some(SourceType::Ai), true, true));
    let beside = image("image: a.jpg\nimage_alt: A\nimage-figcaption: C\nimage_credit: D");
    assert_eq!(
        (beside.alt.as_deref(), beside.caption.as_deref(), beside.credit.as_deref()),
        (Some("A"), Some("C"), Some("D"))
    );
    assert_eq!(card("image:\nimage_alt: A").image, None);
}

#[test]
fn details_are_read() {
    let details = details(concat!(
        "corrections:\n- {date: 2026-11-25, text: second, prominent: true}\n- date: 2026-11-24 10:00\n  text: first\n  kind: Clarification\n",
        "references: [\"Report\", \"[Data](https://example.org/d)\", {name: N, url: /files/n.pdf}, \"https://www.example.org/x\"]\n",
        "source: The Daily\nsource_url: https://example.org/o\ndisclosure: \"We\\n\\nown it\"\n",
        "claim: {text: C, author: A, rating: False, value: 1}\nreview: {item: {name: B, type: Book}, rating: 4.5}\n",
        "live: {start: 2026-11-23 10:00, order: oldest, state: closed}\nnotes: secret\nInternal_Slack: secret\ninternal: secret\nTOC: true\nbody-class: x\n",
    ));
    assert_eq!(details.corrections.iter().map(|c| &*c.text).collect::<Vec<_>>(), ["first", "second"]);
    assert_eq!((details.corrections[0].kind, details.corrections[1].prominent), (CorrectionKind::Clarification, true));
    let references: Vec<_> = details.references.iter().map(|r| (&*r.name, r.url.as_deref())).collect();
    assert_eq!(
        references,
        [
            ("Report", None),
            ("Data", Some("https://example.org/d")),
            ("N", Some("/files/n.pdf")),
            ("example.org", Some("https://www.example.org/x"))
        ]
    );
    assert_eq!(details.origin, Some(Source { name: "The Daily".into(), url: Some("https://example.org/o".into()) }));
    assert_eq!(details.disclosure.as_deref(), Some("We\n\nown it"));
    assert_eq!(details.claim.map(|c| (c.rating, c.value)), Some((Some("false".into()), Some(1))));
    assert_eq!(details.review, Some(Review { item: "B".into(), item_type: Some("Book".into()), rating: Some(4.5) }));
    assert_eq!(details.live.map(|l| (l.oldest_first, l.closed)), Some((true, true)));
    assert_eq!(details.extra, [("toc".into(), Field::Bool(true)), ("body_class".into(), Field::Text("x".into()))]);
}

#[test]
fn withdrawals_and_sponsors_are_on_the_card() {
    let gone = card("withdrawn: {gone: true}\nsponsor: Acme").withdrawn.expect("withdrawn");
    assert!(gone.gone && gone.text.is_empty());
    assert_eq!(&*card("withdrawn: It was wrong").withdrawn.expect("withdrawn").text, "It was wrong");
    assert!(card("withdrawn: false").withdrawn.is_none());
    let sponsor = card("sponsor: {name: Acme, url: 'https://example.org'}").sponsor.expect("a sponsor");
    assert_eq!((&*sponsor.name, sponsor.url.as_deref()), ("Acme", Some("https://example.org")));
    assert!(CASE.sound("date: 2026-11-23").details.is_none());
}

#[test]
fn defaults_hold_where_the_article_says_nothing() {
    let text = |text: &str| Field::Text(text.into());
    let defaults = vec![
        ("kind".into(), text("opinion")),
        ("Byline".into(), text("Outer")),
        ("byline".into(), text("Inner")),
        ("deck".into(), text("D")),
        ("priority".into(), text("wrong")),
        ("layout".into(), text("wide")),
    ];
    let case = Case { defaults, ..CASE };
    let article = case.sound("date: 2026-11-23\ndescription: own");
    assert_eq!(
        (article.card.kind, article.card.byline.as_deref(), article.card.standfirst.as_deref()),
        (Kind::Opinion, Some("Inner"), Some("own"))
    );
    assert_eq!(
        (article.card.priority, article.details.expect("details").extra),
        (5, vec![("layout".into(), text("wide"))])
    );
    let own = case.sound("date: 2026-11-23\nkind: news\nlayout: slim");
    assert_eq!(
        (own.card.kind, own.details.expect("details").extra),
        (Kind::News, vec![("layout".into(), text("slim"))])
    );
}

#[test]
fn each_format_of_front_matter_says_the_same() {
    for text in [
        "---\ntitle: A\ndate: 2026-11-23\ntags: [x, y]\nhero: {a: 1}\n---\nText",
        "\u{feff}\r\n---\r\ntitle: A\r\ndate: 2026-11-23\r\ntags: [x, y]\r\nhero: {a: 1}\r\n---\r\nText",
        "+++\ntitle = \"A\"\ndate = 2026-11-23\n[taxonomies]\ntags = [\"x\", \"y\"]\n[hero]\na = 1\n+++\nText",
        "{\"title\": \"A\", \"date\": \"2026-11-23\", \"tags\": [\"x\", \"y\"], \"hero\": {\"a\": 1}}\nText",
    ] {
        let (article, found) = CASE.read(text.as_bytes());
        assert_eq!(found, [], "{text}");
        let article = article.expect(text);
        let Card { title, published, tags, .. } = article.card;
        assert_eq!((&*title, iso(published).as_str(), tags.len()), ("A", "2026-11-23", 2), "{text}");
        assert_eq!(
            article.details.expect("details").extra,
            [("hero".into(), Field::Map(vec![("a".into(), Field::Integer(1))]))]
        );
        let whole = text_of(text.as_bytes()).expect("text");
        assert_eq!(&whole[article.text_start as usize..], "Text");
    }
}

#[test]
fn faults_of_toml_and_json_have_their_places() {
    for (text, code, line) in [
        ("+++\ntitle = A\n+++\n", Code::FrontMatterUnreadable, 2),
        ("+++\ndate = 2026-11-23\ntitle = \"A\"\ntitle = \"B\"\n+++\nText", Code::KeyTwice, 4),
        ("+++\ndate = 2026-11-23\npriority = 12\n+++\nText", Code::FieldWrong, 3),
        ("{\"date\": \"2026-11-23\",\n\"title\": }\nText", Code::FrontMatterUnreadable, 2),
        ("{\"date\": \"2026-11-23\",\n \"priority\": 12}\nText", Code::FieldWrong, 2),
        ("{\"date\": \"2026-11-23\",\n \"title\": \"A\",\n\"title\": \"B\"}\nText", Code::KeyTwice, 3),
        ("{\"title\": 1\n", Code::FrontMatterUnclosed, 1),
        ("---\ntitle: 1\n", Code::FrontMatterUnclosed, 1),
        ("\n---\n- a\n---\n", Code::FrontMatterUnreadable, 3),
    ] {
        assert_eq!(CASE.read(text.as_bytes()).1, [(code, line)], "{text:?}");
    }
}

#[test]
fn files_that_are_no_articles_are_told() {
    assert_eq!(CASE.read(b"a\n\xFF").1, [(Code::NotUtf8, 2)]);
    assert_eq!(CASE.read(&vec![b'a'; LARGEST + 1]).1, [(Code::TooLarge, 0)]);
    let (empty, found) = CASE.read(b"");
    assert_eq!((&*empty.expect("an article").card.title, found), ("Ferry", vec![(Code::Empty, 0), (Code::Undated, 0)]));
    let (article, found) = CASE.read(b"---\ndate: 2026-11-23\n---\n\nTe\0xt");
    assert_eq!(found, [(Code::NulBytes, 5)]);
    assert_eq!(article.expect("an article").card.opening.as_deref(), Some("Text"));
}

#[test]
fn pasted_copy_is_an_article() {
    let (article, found) =
        CASE.read(b"# Ferry sails again\n\n## After a year\n\nVILNIUS (Agency) \xE2\x80\x94 It sails.\n");
    let article = article.expect("an article");
    assert_eq!(found, [(Code::Undated, 0)]);
    assert_eq!(
        (&*article.card.title, article.card.standfirst.as_deref(), article.card.dateline.as_deref()),
        ("Ferry sails again", Some("After a year"), Some("VILNIUS"))
    );
    assert_eq!(article.details.and_then(|d| d.origin).map(|o| o.name), Some("Agency".into()));
    assert!(article.card.authors.is_empty() && article.card.opening.is_none());
}

#[test]
fn huge_lines_are_quick() {
    let started = std::time::Instant::now();
    for text in [
        "a ".repeat(5_000_000),
        "[".repeat(10_000_000),
        format!("---\ntitle: {}\n---\n", "a".repeat(2_000_000)),
        format!("---\nx: \"{}\"\n---\n", "\\\"a: ".repeat(1_000_000)),
        "<!-- -->\n".repeat(100_000),
        "---\n".repeat(1_000_000),
        "{{".repeat(4_000_000),
        "`".repeat(4_000_000),
        "A".repeat(10_000_000),
        "\n".repeat(1_000_000),
        "{\"a\":".repeat(1_000_000),
        format!("---\n{}---\n", "a: 1\n".repeat(20_000)),
        format!("---\n{}---\n", (0..20_000).map(|n| format!("k{n}: 1\n")).collect::<String>()),
        format!("---\naliases:\n{}---\n", "- /a?b\n".repeat(20_000)),
        format!("---\nauthor: {}\n---\n", "A B, ".repeat(20_000)),
        format!("---\ntags: [{}]\n---\n", (0..20_000).map(|n| format!("t{n}, ")).collect::<String>()),
    ] {
        CASE.read(text.as_bytes());
    }
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        CASE.read(&bytes);
    }

    #[test]
    fn arbitrary_front_matter_never_panics(
        fields in prop::collection::vec(("(title|titles|date|updated|embargo|expires|authors|tags|kind|image|corrections|references|origin|claim|review|live|sponsor|withdrawn|draft|priority|slug|url|aliases|language|taxonomies|internal-x|[a-zA-Z_é-]{1,30})",
            "(\\PC{0,20}|\\{text: \\PC{0,8}, date: [0-9:T-]{0,12}\\}|\\[[^\\[\\]]{0,12}\\]|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T][0-9:]{0,8})?([+-][0-9:]{0,5})?|true|1)"), 0..6),
        text in "(# \\PC{0,10}\n|## \\PC{0,10}\n|[A-Z]{2,8}(, [A-Z][a-z]+)?( \\(AP\\))? (—|--|-) |\\PC{0,20}\n|<!--\\PC{0,5}-->\n|```\n|[\\[\\]{}`*_<>%!#-]{1,6}|\r\n){0,8}",
        name in "([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}-)?\\PC{0,8}",
    ) {
        let rows: String = fields.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
        CASE.read(format!("---\n{rows}---\n{text}").as_bytes());
        CASE.read(text.as_bytes());
        dates::date_of_name(&name);
    }
}
