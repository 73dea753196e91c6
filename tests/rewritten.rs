//! Which files of the output a change writes, and no others: lists by name, on a small site. A file counts
//! as written when its time of change or its number on the disk is new.

mod desk;
#[path = "incremental/tree.rs"]
#[allow(dead_code, reason = "what compares two outputs isn't needed here")]
mod tree;

use std::fs;

use desk::Desk;

/// The file that tells what of an output is ours; it isn't part of the site.
const MANIFEST: &str = ".dateline-manifest";

/// A site of seven stories in two sections, of three months, by two authors.
fn paper() -> Desk {
    let desk = Desk::bare();
    desk.write(
        "site.yaml",
        "title: The Port Ansel Beacon\ntagline: News of the Sound\nbase_url: https://beacon.example/\npage_size: 2\n",
    );
    desk.write("content/authors/jane-roe.md", "---\ntitle: Jane Roe\nrole: Reporter\n---\nShe reports.\n");
    for (path, title, date, tags, author) in [
        ("news/ferry", "Ferry returns", "2026-11-18", "ferry, river", "jane-roe"),
        ("news/lamps", "New lamps", "2026-11-12", "lamps", "John Doe"),
        ("news/strike", "Strike ends", "2026-10-20", "ferry", "jane-roe"),
        ("news/order", "Boats ordered", "2026-10-02", "boats", "John Doe"),
        ("sport/match", "A match", "2026-11-16", "match", "John Doe"),
        ("sport/goal", "A goal", "2026-10-11", "match", "jane-roe"),
        ("sport/first", "First race", "2026-09-05", "boats", "John Doe"),
    ] {
        let text = format!(
            "---\ntitle: {title}\ndescription: About {title}\ndate: {date}\ntags: [{tags}]\nauthors: [{author}]\n---\nThe text of {title}.\n\nIts second paragraph.\n"
        );
        desk.write(&format!("content/{path}.md"), text);
    }
    desk
}

/// Builds, lets something happen, builds again: what was written (`+` where it is new) and removed (`-`).
#[track_caller]
fn written(desk: &Desk, later: &str, change: impl FnOnce(&Desk)) -> Vec<String> {
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let before = tree::read(&desk.path("public"));
    change(desk);
    let run = desk.build(&["--at", later]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let after = tree::read(&desk.path("public"));
    let mut told: Vec<String> = before.keys().filter(|p| !after.contains_key(*p)).map(|p| format!("- {p}")).collect();
    for (path, leaf) in after.iter().filter(|(path, _)| *path != MANIFEST) {
        match before.get(path) {
            None => told.push(format!("+ {path}")),
            Some(old) if old.stamp != leaf.stamp => told.push(path.clone()),
            Some(_) => {}
        }
    }
    told.iter().map(|path| named(path)).collect()
}

/// The folder of a segment of the search index is called by a hash.
fn named(path: &str) -> String {
    let Some((before, rest)) = path.split_once("search/") else { return path.to_owned() };
    match rest.split_once('/') {
        Some((_, file)) => format!("{before}search/SEGMENT/{file}"),
        None => path.to_owned(),
    }
}

/// An edit of one file: the first text becomes the second.
fn edit<'t>(path: &'t str, from: &'t str, to: &'t str) -> impl FnOnce(&Desk) + 't {
    move |desk| {
        let text = desk.read(path);
        assert!(text.contains(from), "{path} holds {from}");
        desk.write(path, text.replacen(from, to, 1));
    }
}

/// Holds that exactly these files were written, at the usual edition time.
#[track_caller]
fn writes(change: impl FnOnce(&Desk), expected: &[&str]) {
    let is = written(&paper(), desk::AT, change);
    assert!(is == expected, "written:\n{:#?}", is);
}

#[test]
fn nothing() {
    writes(|_| {}, &[]);
    writes(edit("content/news/ferry.md", "The text", "The text"), &[]);
}

#[test]
fn the_clock_alone() {
    let desk = paper();
    assert_eq!(written(&desk, "2026-11-20T12:30:00Z", |_| {}), Vec::<String>::new());
}

#[test]
fn the_news_sitemap_forgets_after_two_days() {
    let desk = paper();
    desk.write(
        "content/news/ferry.md",
        desk.read("content/news/ferry.md").replace("2026-11-18", "2026-11-19T09:00:00Z"),
    );
    assert_eq!(written(&desk, "2026-11-20T23:00:00Z", |_| {}), Vec::<String>::new());
    assert_eq!(written(&desk, "2026-11-21T09:30:00Z", |_| {}), ["news-sitemap.xml"]);
}

#[test]
fn the_text_of_an_article() {
    writes(
        edit("content/news/strike.md", "second", "2nd"),
        &["news/2026/10/strike/index.html", "search/SEGMENT/w0.json"],
    );
}

#[test]
fn the_text_of_an_article_in_feeds_of_whole_texts() {
    let desk = paper();
    desk.write("site.yaml", desk.read("site.yaml") + "feeds: { full_text: true }\n");
    let is = written(&desk, desk::AT, edit("content/news/strike.md", "second", "2nd"));
    assert!(
        is == [
            "atom.xml",
            "authors/jane-roe/rss.xml",
            "feed.json",
            "news/2026/10/strike/index.html",
            "news/rss.xml",
            "rss.xml",
            "search/SEGMENT/w0.json",
            "tags/ferry/rss.xml",
        ],
        "{is:#?}"
    );
}

#[test]
fn a_headline() {
    writes(
        edit("content/news/strike.md", "title: Strike ends", "title: Strike is over"),
        &[
            "404.html",
            "archive/2026/10/index.html",
            "atom.xml",
            "authors/jane-roe/index.html",
            "authors/jane-roe/rss.xml",
            "feed.json",
            "index.html",
            "latest/page/2/index.html",
            "news/2026/10/strike/index.html",
            "news/2026/11/ferry/index.html",
            "news/page/1/index.html",
            "news/rss.xml",
            "rss.xml",
            "search/SEGMENT/s0.json",
            "search/SEGMENT/w0.json",
            "tags/ferry/index.html",
            "tags/ferry/rss.xml",
        ],
    );
}

#[test]
fn a_new_article() {
    writes(
        |desk| {
            desk.write(
                "content/news/fog.md",
                "---\ntitle: Fog\ndate: 2026-11-19\ntags: [ferry]\nauthors: [John Doe]\n---\nIt is thick.\n",
            );
        },
        &[
            "404.html",
            "archive/2026/11/index.html",
            "archive/2026/index.html",
            "archive/index.html",
            "atom.xml",
            "authors/index.html",
            "authors/john-doe/index.html",
            "authors/john-doe/rss.xml",
            "feed.json",
            "index.html",
            "latest/index.html",
            "latest/page/2/index.html",
            "+ latest/page/3/index.html",
            "news-sitemap.xml",
            "news/2026/10/strike/index.html",
            "news/2026/11/ferry/index.html",
            "+ news/2026/11/fog/index.html",
            "news/index.html",
            "news/rss.xml",
            "rss.xml",
            "search/SEGMENT/s0.json",
            "search/SEGMENT/w0.json",
            "search/index.json",
            "sitemap-2026-11.xml",
            "sitemap-pages.xml",
            "sitemap.xml",
            "tags/ferry/index.html",
            "tags/ferry/rss.xml",
            "tags/index.html",
        ],
    );
}

#[test]
fn the_oldest_article_goes() {
    writes(
        |desk| fs::remove_file(desk.path("content/sport/first.md")).expect("removed"),
        &[
            "- archive/2026/09/index.html",
            "- authors/john-doe/page/1/index.html",
            "- search/SEGMENT/s0.json",
            "- search/SEGMENT/w0.json",
            "- sitemap-2026-09.xml",
            "- sport/2026/09/first/index.html",
            "archive/2026/10/index.html",
            "archive/2026/index.html",
            "archive/index.html",
            "atom.xml",
            "authors/index.html",
            "authors/john-doe/index.html",
            "authors/john-doe/rss.xml",
            "feed.json",
            "index.html",
            "latest/index.html",
            "latest/page/1/index.html",
            "latest/page/2/index.html",
            "news/2026/10/order/index.html",
            "rss.xml",
            "+ search/SEGMENT/s0.json",
            "+ search/SEGMENT/w0.json",
            "search/index.json",
            "sitemap.xml",
            "sport/index.html",
            "sport/rss.xml",
            "tags/boats/index.html",
            "tags/boats/rss.xml",
            "tags/index.html",
        ],
    );
}

#[test]
fn the_newest_article_goes() {
    writes(
        |desk| fs::remove_file(desk.path("content/news/ferry.md")).expect("removed"),
        &[
            "- news/2026/11/ferry/index.html",
            "- news/page/1/index.html",
            "- tags/river/index.html",
            "- tags/river/rss.xml",
            "404.html",
            "archive/2026/11/index.html",
            "archive/2026/index.html",
            "archive/index.html",
            "atom.xml",
            "authors/index.html",
            "authors/jane-roe/index.html",
            "authors/jane-roe/rss.xml",
            "feed.json",
            "index.html",
            "latest/index.html",
            "news/2026/10/strike/index.html",
            "news/index.html",
            "news/rss.xml",
            "rss.xml",
            "search/SEGMENT/s0.json",
            "search/SEGMENT/w0.json",
            "search/index.json",
            "sitemap-2026-11.xml",
            "sitemap-pages.xml",
            "sitemap.xml",
            "tags/ferry/index.html",
            "tags/ferry/rss.xml",
            "tags/index.html",
        ],
    );
}

#[test]
fn a_template_of_one_sort_of_page() {
    writes(
        |desk| {
            desk.write(
                "templates/authors.html",
                "{% extends \"broadsheet/authors.html\" %}{% block head %}<!-- x -->{% endblock head %}",
            )
        },
        &["authors/index.html"],
    );
}

#[test]
fn an_authors_profile() {
    writes(
        edit("content/authors/jane-roe.md", "She reports.", "She reports on the Sound."),
        &["authors/jane-roe/index.html"],
    );
}

#[test]
fn an_authors_role() {
    writes(
        edit("content/authors/jane-roe.md", "role: Reporter", "role: Editor"),
        &[
            "authors/index.html",
            "authors/jane-roe/index.html",
            "news/2026/10/strike/index.html",
            "news/2026/11/ferry/index.html",
            "sport/2026/10/goal/index.html",
        ],
    );
}

#[test]
fn an_authors_name() {
    writes(
        edit("content/authors/jane-roe.md", "title: Jane Roe", "title: Jane A. Roe"),
        &[
            "atom.xml",
            "authors/index.html",
            "authors/jane-roe/index.html",
            "authors/jane-roe/rss.xml",
            "feed.json",
            "index.html",
            "news/2026/10/strike/index.html",
            "news/2026/11/ferry/index.html",
            "news/rss.xml",
            "rss.xml",
            "search/SEGMENT/s0.json",
            "search/SEGMENT/w0.json",
            "sport/2026/10/goal/index.html",
            "sport/rss.xml",
            "tags/ferry/rss.xml",
            "tags/match/rss.xml",
            "tags/river/rss.xml",
        ],
    );
}

#[test]
fn a_new_tag() {
    writes(
        edit("content/news/lamps.md", "tags: [lamps]", "tags: [lamps, light]"),
        &[
            "atom.xml",
            "authors/john-doe/rss.xml",
            "feed.json",
            "news/2026/11/lamps/index.html",
            "news/rss.xml",
            "rss.xml",
            "search/SEGMENT/w0.json",
            "sitemap-pages.xml",
            "tags/index.html",
            "tags/lamps/rss.xml",
            "+ tags/light/index.html",
            "+ tags/light/rss.xml",
        ],
    );
}

#[test]
fn the_tagline() {
    writes(
        edit("site.yaml", "News of the Sound", "News of all Sounds"),
        &[
            "404.html",
            "archive/2026/09/index.html",
            "archive/2026/10/index.html",
            "archive/2026/11/index.html",
            "archive/2026/index.html",
            "archive/index.html",
            "atom.xml",
            "authors/index.html",
            "authors/jane-roe/index.html",
            "authors/john-doe/index.html",
            "authors/john-doe/page/1/index.html",
            "corrections/index.html",
            "feed.json",
            "feeds/index.html",
            "index.html",
            "latest/index.html",
            "latest/page/1/index.html",
            "latest/page/2/index.html",
            "news/2026/10/order/index.html",
            "news/2026/10/strike/index.html",
            "news/2026/11/ferry/index.html",
            "news/2026/11/lamps/index.html",
            "news/index.html",
            "news/page/1/index.html",
            "rss.xml",
            "search/index.html",
            "sport/2026/09/first/index.html",
            "sport/2026/10/goal/index.html",
            "sport/2026/11/match/index.html",
            "sport/index.html",
            "tags/boats/index.html",
            "tags/ferry/index.html",
            "tags/index.html",
            "tags/lamps/index.html",
            "tags/match/index.html",
            "tags/river/index.html",
        ],
    );
}

#[test]
fn an_embargo_that_passes() {
    let desk = paper();
    desk.write(
        "content/sport/final.md",
        "---\ntitle: The final\ndate: 2026-11-18\nembargo: 2026-11-20T12:15:00Z\ntags: [match]\n---\nIt is over.\n",
    );
    let is = written(&desk, "2026-11-20T12:30:00Z", |_| {});
    assert!(
        is == [
            "404.html",
            "archive/2026/11/index.html",
            "archive/2026/index.html",
            "archive/index.html",
            "atom.xml",
            "feed.json",
            "index.html",
            "latest/index.html",
            "latest/page/2/index.html",
            "+ latest/page/3/index.html",
            "news-sitemap.xml",
            "rss.xml",
            "search/SEGMENT/s0.json",
            "search/SEGMENT/w0.json",
            "search/index.json",
            "sitemap-2026-11.xml",
            "sitemap-pages.xml",
            "sitemap.xml",
            "sport/2026/10/goal/index.html",
            "+ sport/2026/11/final/index.html",
            "sport/2026/11/match/index.html",
            "sport/index.html",
            "+ sport/page/1/index.html",
            "sport/rss.xml",
            "tags/index.html",
            "tags/match/index.html",
            "tags/match/rss.xml",
        ],
        "{is:#?}"
    );
}

#[test]
fn a_static_file() {
    let desk = paper();
    desk.write("static/plan.txt", "one");
    let is = written(&desk, desk::AT, |desk| desk.write("static/plan.txt", "two"));
    assert_eq!(is, ["plan.txt"]);
}

#[test]
fn an_output_that_somebody_altered_or_removed() {
    let is = written(&paper(), desk::AT, |desk| {
        // The first build's state is what the comparison begins with.
        fs::remove_file(desk.path("public/news/2026/11/ferry/index.html")).expect("removed");
    });
    assert_eq!(is, ["news/2026/11/ferry/index.html"]);
    let is = written(&paper(), desk::AT, |desk| desk.write("public/news/2026/11/ferry/index.html", "altered"));
    assert_eq!(is, ["news/2026/11/ferry/index.html"]);
}

/// What the clock alone changes beside dates, embargoes and expiries.
#[test]
fn years_of_the_clock_without_an_edit() {
    let desk = paper();
    desk.write(
        "site.yaml",
        desk.read("site.yaml") + "security_txt: { contact: a@beacon.example, expires: 2026-12-01 }\n",
    );
    desk.write("content/lt/.keep", "");
    let fresh = tempfile::tempdir().expect("a folder");
    for (n, at) in
        ["2026-11-20", "2026-12-02", "2028-09-04", "2028-09-06", "2028-11-20", "2026-11-20"].iter().enumerate()
    {
        let at = format!("{at}T12:00:00Z");
        let out = fresh.path().join(n.to_string());
        let built = desk.build(&["--at", &at]);
        let full = desk.build(&["--at", &at, "--full", "--out", &out.to_string_lossy()]);
        assert_eq!((built.status, built.codes()), (0, full.codes()), "{at}");
        let differences = tree::differences(&tree::read(&desk.path("public")), &tree::read(&out));
        assert!(differences.is_none(), "{at}: {}", differences.unwrap_or_default());
    }
}
