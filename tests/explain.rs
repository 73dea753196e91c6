//! `dateline explain`: what is said of an output and of a source, before and after builds.

mod desk;

use desk::{AT, Desk, Run};
use serde_json::Value;

/// A paper with an author, tags, a template of its own, a draft and an embargo.
fn paper() -> Desk {
    let desk = Desk::bare();
    desk.write(
        "site.yaml",
        "title: Beacon\nbase_url: https://beacon.example/paper/\ntag_min: 1\nfeeds: {tag: [rss]}\n",
    );
    desk.write("content/authors/edda.md", "---\ntitle: Edda Marrin\n---\nWrites.\n");
    let ferry =
        "---\ntitle: Ferry returns\ndate: 2026-11-18\nauthor: edda\ntags: [Ferry]\naliases: [/old/]\n---\nBack.\n";
    desk.write("content/news/ferry.md", ferry);
    let lamps = "---\ntitle: New lamps\ndate: 2026-11-19\n---\nSee [the ferry](ferry.md).\n";
    desk.write("content/news/lamps.md", lamps);
    desk.write("content/news/fog.md", "---\ntitle: Fog\ndate: 2026-11-19\ndraft: true\n---\nGrey.\n");
    let later = "---\ntitle: Later\ndate: 2026-11-19\nembargo: 2026-12-01T06:00:00Z\n---\nSoon.\n";
    desk.write("content/news/later.md", later);
    desk.write("templates/tag.html", "<title>{{ page.title }}</title>{{ list.title }}\n");
    desk
}

fn built() -> Desk {
    let desk = paper();
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    desk
}

fn explain(desk: &Desk, asked: &str) -> Run {
    let run = desk.run(&["explain", asked, "--at", AT]);
    run.is_orderly();
    run
}

fn json(desk: &Desk, asked: &str) -> Value {
    let run = desk.run(&["explain", asked, ".", "--at", AT, "--format", "json"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    serde_json::from_str(&run.stdout).expect("one object")
}

fn made(of: &Value) -> Vec<&str> {
    of["outputs"].as_array().expect("a list").iter().filter_map(|row| row["address"].as_str()).collect()
}

#[test]
fn an_article_is_explained_however_it_is_named() {
    let desk = built();
    for asked in [
        "/news/2026/11/ferry/",
        "news/2026/11/ferry",
        "/news/2026/11/ferry/index.html",
        "https://beacon.example/paper/news/2026/11/ferry/?x#y",
        "public/news/2026/11/ferry/index.html",
        "./public/news/2026/11/ferry/",
    ] {
        let run = explain(&desk, asked);
        assert_eq!(run.status, 0, "{asked}: {}{}", run.stdout, run.stderr);
        assert!(run.stdout.starts_with("/news/2026/11/ferry/: article “Ferry returns”\n"), "{asked}: {}", run.stdout);
    }
    let text = explain(&desk, "/news/2026/11/ferry/").stdout;
    for line in [
        "content/news/ferry.md (the article)",
        "content/authors/edda.md (profile of an author)",
        "<broadsheet>/templates/article.html",
        "/news/2026/11/lamps/",
        "last rebuilt  2026-11-20T12:00:00+00:00: first printed",
        "next build    leaves it as it is",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_change_before_the_build_is_told() {
    let desk = built();
    desk.write("content/news/lamps.md", "---\ntitle: New lamps\ndate: 2026-11-19\n---\nThey glow.\n");
    assert!(explain(&desk, "/news/2026/11/lamps/").stdout.contains("next build    writes it: text changed"));
    assert_eq!(json(&desk, "content/news/lamps.md")["changed"], true);
    assert_eq!(desk.build(&[]).status, 0);
    assert!(explain(&desk, "/news/2026/11/lamps/").stdout.contains("next build    leaves it as it is"));
    desk.write("public/news/2026/11/lamps/index.html", "mine");
    let output = json(&desk, "/news/2026/11/lamps/");
    assert_eq!((&output["on_disk"], &output["due"]), (&"changed".into(), &"its file was changed".into()));
}

#[test]
fn tag_pages_and_feeds_name_their_stories() {
    let desk = built();
    let tag = json(&desk, "/tags/ferry/");
    assert_eq!(tag["kind"], "the tag “Ferry”");
    assert_eq!(tag["shows"], serde_json::json!(["/news/2026/11/ferry/"]));
    assert_eq!(tag["template"]["files"], serde_json::json!(["templates/tag.html"]));
    let feed = json(&desk, "/tags/ferry/rss.xml");
    assert_eq!(feed["kind"], "RSS feed of the tag “Ferry”");
    assert_eq!(feed["shows"], serde_json::json!(["/news/2026/11/ferry/"]));
    assert_eq!((&feed["template"], &feed["due"]), (&Value::Null, &Value::Null));
}

#[test]
fn sources_name_all_that_is_made_of_them() {
    let desk = built();
    let article = json(&desk, "content/news/ferry.md");
    let outputs = made(&article);
    assert_eq!(outputs[0], "/news/2026/11/ferry/");
    for address in
        ["/", "/old/", "/tags/ferry/", "/tags/ferry/rss.xml", "/rss.xml", "/archive/2026/11/", "/news/2026/11/lamps/"]
    {
        assert!(outputs.contains(&address), "{address}: {outputs:?}");
    }
    assert_eq!(made(&json(&desk, "templates/tag.html")), ["/tags/ferry/"]);
    let profile = json(&desk, "content/authors/edda.md");
    assert!(["/authors/edda/", "/news/2026/11/ferry/"].iter().all(|own| made(&profile).contains(own)), "{profile}");
    assert!(!made(&profile).contains(&"/news/2026/11/lamps/"), "{profile}");
    assert!(made(&json(&desk, "site.yaml")).contains(&"/news/2026/11/ferry/"));
}

#[test]
fn copy_that_is_left_out_says_why() {
    let desk = built();
    for (asked, why, address) in [
        ("content/news/fog.md", "a draft", "/news/2026/11/fog/"),
        ("/news/2026/11/fog/", "a draft", "/news/2026/11/fog/"),
        ("content/news/later.md", "embargoed until 2026-12-01T06:00:00+00:00", "/news/2026/12/later/"),
    ] {
        let run = explain(&desk, asked);
        assert_eq!(run.status, 0, "{asked}");
        let wanted = format!("  not built     {why}\n  would be at   {address}\n");
        assert!(run.stdout.contains(&wanted), "{asked}: {}", run.stdout);
    }
}

#[test]
fn what_isnt_known_gets_a_suggestion_and_status_1() {
    let desk = built();
    for (asked, nearest) in [
        ("/news/2026/11/fery/", "/news/2026/11/ferry/"),
        ("/news/2025/01/ferry/", "/news/2026/11/ferry/"),
        ("content/news/fery.md", "content/news/ferry.md"),
    ] {
        let run = explain(&desk, asked);
        assert_eq!(run.status, 1, "{asked}: {}", run.stdout);
        assert!(run.stdout.contains(&format!("nearest       {nearest}\n")), "{asked}: {}", run.stdout);
    }
    assert_eq!(explain(&desk, "https://elsewhere.example/x/").status, 1);
    assert_eq!(desk.run(&["explain"]).status, 2);
    assert_eq!(desk.run(&["explain", "/", "no-such-folder"]).status, 2);
}

#[test]
fn before_the_first_build_the_plan_is_told_and_nothing_is_written() {
    let desk = paper();
    let run = explain(&desk, "/news/2026/11/ferry/");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("last build    public was never built here\n"), "{}", run.stdout);
    assert!(!run.stdout.contains("next build"), "{}", run.stdout);
    assert!(!desk.has(".dateline") && !desk.has("public"));
    assert_eq!(json(&desk, "/")["built"], false);
}
