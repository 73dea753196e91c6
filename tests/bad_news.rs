//! Odd news: headlines that look like markup, dates of other centuries, names like paths, tags without end. All of it is
//! published, and stays what it is for every machine that reads it.

mod desk;

use std::collections::BTreeSet;

use desk::Desk;
use quick_xml::events::Event;
use serde_json::{Value, json};

/// Headlines that a careless writer of some format would break on, each with what machines must read.
fn headlines() -> Vec<(String, String)> {
    let same = [
        "x </script><script>alert(1)</script>",
        "<!-- y ]]> z --> <![CDATA[",
        r#""double" 'single' `back` & AT&T"#,
        "Emoji 👩‍👩‍👧 🇱🇹",
        "Right-to-left \u{202e}evil\u{202c} \u{200f}mark",
        "{{ site.title }} {% if x %} ${y} %20 #{z}",
        "C:\\temp\\new \\u003c",
        "Ťitul, który pęka: Київ 北京 القدس",
    ];
    let mut all: Vec<(String, String)> = same.map(|text| (text.to_owned(), text.to_owned())).to_vec();
    let long = format!("{} end", "long words ".repeat(45).trim_end());
    all.push((long.clone(), long));
    all.push(("entities &amp; &lt;b&gt;".to_owned(), "entities & <b>".to_owned()));
    all.push(("bell\u{7} tab\u{9}and\u{b}more \u{fffe}x".to_owned(), "bell tab and more x".to_owned()));
    all
}

fn desk_of_headlines() -> (Desk, Vec<(String, String)>) {
    let desk = Desk::small();
    let headlines = headlines();
    for (n, (written, _)) in headlines.iter().enumerate() {
        let head = json!({ "title": written, "date": format!("2026-11-19T10:{n:02}:00Z"), "tags": [written] });
        let head = serde_json::to_string_pretty(&head).expect("JSON");
        desk.write(&format!("content/odd/t{n}.md"), format!("{head}\n\nText with {written}.\n").as_bytes());
    }
    let run = desk.build(&[]);
    run.is_orderly();
    assert_eq!(run.status, 0, "{}", run.stdout);
    (desk, headlines)
}

/// All texts of the elements of that name.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut all, mut open) = (Vec::new(), None::<String>);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Eof => return all,
            Event::Start(tag) if tag.name().as_ref() == name => open = Some(String::new()),
            Event::End(tag) if tag.name().as_ref() == name => all.extend(open.take()),
            Event::Text(text) => {
                if let Some(open) = &mut open {
                    open.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(open) = &mut open {
                    match reference.resolve_char_ref().expect("a character") {
                        Some(character) => open.push(character),
                        None => {
                            open.push_str(quick_xml::escape::resolve_predefined_entity(&reference).expect("an entity"))
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// The graph of a page.
fn json_ld(page: &str) -> Value {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").expect("JSON-LD");
    serde_json::from_str(rest.split_once("</script>").expect("its end").0).expect("JSON")
}

#[test]
fn a_headline_is_the_same_for_every_machine() {
    let (desk, headlines) = desk_of_headlines();
    let wanted: BTreeSet<&str> = headlines.iter().map(|(_, read)| read.as_str()).collect();
    let has_all = |what: &str, found: Vec<String>| {
        let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
        let missing: Vec<&&str> = wanted.iter().filter(|text| !found.contains(**text)).collect();
        assert!(missing.is_empty(), "{what} lacks {missing:?}\nit has {found:?}");
    };
    let section = desk.read("public/odd/rss.xml");
    has_all("the feed", texts(&section, "title"));
    let feed: Value = serde_json::from_str(&desk.read("public/feed.json")).expect("JSON");
    let items = feed["items"].as_array().expect("items");
    has_all("feed.json", items.iter().map(|item| item["title"].as_str().unwrap_or_default().to_owned()).collect());
    has_all("the news sitemap", texts(&desk.read("public/news-sitemap.xml"), "news:title"));
    let pages = (0..headlines.len()).map(|n| desk.read(&format!("public/odd/2026/11/t{n}/index.html")));
    has_all(
        "JSON-LD",
        pages.map(|page| json_ld(&page)["@graph"][0]["headline"].as_str().expect("a headline").into()).collect(),
    );
}

#[test]
fn no_headline_breaks_out_of_where_it_stands() {
    let (desk, _) = desk_of_headlines();
    for (path, bytes) in desk.bytes("public") {
        let text = String::from_utf8(bytes).unwrap_or_default();
        if path.ends_with(".xml") {
            texts(&text, "nothing");
        } else if path.ends_with(".json") {
            serde_json::from_str::<Value>(&text).unwrap_or_else(|why| panic!("{path}: {why}"));
        } else if path.ends_with(".html") {
            assert!(!text.contains("<script>"), "{path}");
            if text.contains("application/ld+json") {
                json_ld(&text);
            }
        }
        let forbidden = |c: char| (c < ' ' && !"\n\t\r".contains(c)) || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!path.ends_with(".xml") || !text.contains(forbidden), "{path}");
    }
}

#[test]
fn dates_of_other_centuries_are_dates() {
    let desk = Desk::small();
    for (name, date) in [("first", "0001-01-01"), ("battle", "1815-06-18"), ("late", "1899-12-31T23:59:59Z")] {
        desk.write(&format!("content/old/{name}.md"), format!("---\ntitle: {name}\ndate: {date}\n---\nx\n").as_bytes());
    }
    for (name, date) in [("next", "2150-01-01"), ("last", "9999-12-31T23:59:59Z")] {
        desk.write(&format!("content/old/{name}.md"), format!("---\ntitle: {name}\ndate: {date}\n---\nx\n").as_bytes());
    }
    let run = desk.build(&[]);
    assert_eq!((run.status, run.codes()), (0, vec![]), "{}", run.stdout);
    assert_eq!(run.summary["left_out"]["dated in the future"], 2);
    assert!(desk.has("public/old/0001/01/first/index.html"));
    assert!(desk.has("public/archive/1815/06/index.html"));
    assert!(texts(&desk.read("public/old/rss.xml"), "pubDate").contains(&"Sun, 18 Jun 1815 00:00:00 +0000".to_owned()));
    assert_eq!(texts(&desk.read("public/sitemap-1899-12.xml"), "lastmod"), ["1899-12-31T23:59:59+00:00"]);
    let run = desk.build(&["--at", "2200-01-01T00:00:00Z"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert!(desk.has("public/old/2150/01/next/index.html"));
}

#[test]
fn authors_and_tags_named_like_paths_stay_in_their_folders() {
    let desk = Desk::small();
    let head = json!({
        "title": "Paths", "date": "2026-11-18",
        "authors": [{ "name": "../x" }, { "name": ".." }, { "name": "a/b" }, { "name": "Page" }],
        "tags": ["../x", "..", "a/b", "a.b.c", "page", "1", "index.html", "rss.xml", "%2e%2e", "C++", "C#"],
        "series": "../../y",
    });
    desk.write("content/odd/paths.md", format!("{head}\n\nx\n").as_bytes());
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    let files: BTreeSet<String> = desk.files("public").into_iter().collect();
    for page in [
        "authors/x/index.html",
        "authors/a-b/index.html",
        "authors/page/index.html",
        "tags/x/index.html",
        "tags/a-b/index.html",
        "tags/a-b-c/index.html",
        "tags/page/index.html",
        "tags/page/rss.xml",
        "tags/1/index.html",
        "tags/index-html/index.html",
        "tags/rss-xml/index.html",
        "tags/c-plus-plus/index.html",
        "tags/c-sharp/index.html",
        "series/y/index.html",
    ] {
        assert!(files.iter().any(|file| file.ends_with(page)), "{page} in {files:#?}");
    }
    assert!(!desk.files(".").iter().any(|file| file.contains("..")));
}

#[test]
fn tags_that_differ_by_case_accents_or_form_share_one_page() {
    let desk = Desk::small();
    let spellings = ["Café", "cafe", "CAFÉ", "Cafe\u{301}", " café "];
    for (n, tag) in spellings.iter().enumerate() {
        let head = json!({ "title": format!("T{n}"), "date": "2026-11-18", "tags": [tag] });
        desk.write(&format!("content/odd/t{n}.md"), format!("{head}\n\nx\n").as_bytes());
    }
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert!(run.codes().iter().all(|code| *code == "tag-spelling"), "{}", run.stdout);
    assert_eq!(run.summary["warnings"], 4, "{}", run.stdout);
    let pages: Vec<String> = desk.files("public/tags").into_iter().filter(|file| file.contains("caf")).collect();
    assert_eq!(pages.len(), 2, "a page and its feed: {pages:?}");
    assert_eq!(texts(&desk.read("public/tags/café/rss.xml"), "item").len(), spellings.len());
}

#[test]
fn four_hundred_tags_are_four_hundred_pages() {
    let desk = Desk::small();
    let tags: Vec<String> = (0..400).map(|n| format!("Tag {n}")).collect();
    let head = json!({ "title": "Many", "date": "2026-11-18", "tags": tags });
    desk.write("content/odd/many.md", format!("{head}\n\nx\n").as_bytes());
    let run = desk.build(&[]);
    assert_eq!((run.status, run.codes()), (0, vec![]), "{}", run.stdout);
    let pages =
        desk.files("public/tags").iter().filter(|file| file.contains("tag-") && file.ends_with(".html")).count();
    assert_eq!(pages, 400);
    let graph = json_ld(&desk.read("public/odd/2026/11/many/index.html"));
    assert_eq!(graph["@graph"][0]["keywords"].as_array().map(Vec::len), Some(400));

    assert!(texts(&desk.read("public/odd/rss.xml"), "category").len() >= 400);
}
