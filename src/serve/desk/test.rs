use std::sync::mpsc::channel;

use http::StatusCode;

use super::answer;
use crate::base::EditionTime;
use crate::serve::host::{Whole, asked};
use crate::serve::newsroom::Newsroom;
use crate::serve::round::Round;
use crate::walk::{BuildOptions, Preview, Standing};

const FILES: [(&str, &str); 9] = [
    (
        "site.yaml",
        "title: The <b>Beacon\nbase_url: https://beacon.example/paper/\ntimezone: Europe/Vilnius\nexpired: remove\n",
    ),
    (
        "content/news/ferry.md",
        "---\ntitle: Ferry <3 & stays\ndescription: It is back.\ndate: 2026-11-18\nauthor: edda\n\
         expires: 2026-11-25T08:00:00Z\n---\nBack. See [the lamps](lamps.md) and [nothing](gone.md).\n\n![Boat](boat.jpg)\n",
    ),
    ("content/news/boat.jpg", "not much of a picture"),
    ("content/news/lamps.md", "---\ntitle: New lamps\ndate: 2026-11-19\nwithdrawn: It was wrong.\n---\nThey glow.\n"),
    ("content/news/fog.md", "---\ntitle: Fog <script>\ndate: 2026-11-19\ndraft: true\nauthor: Ann Lee\n---\nGrey.\n"),
    ("content/news/later.md", "---\ntitle: Later\ndate: 2026-11-19\nembargo: 2026-12-01T06:00:00Z\n---\nSoon.\n"),
    ("content/news/spring.md", "---\ntitle: Spring\ndate: 2027-03-20\n---\nGreen.\n"),
    ("content/news/fair.md", "---\ntitle: Fair\ndate: 2026-01-01\nexpires: 2026-02-01\n---\nOver.\n"),
    ("content/authors/edda.md", "---\ntitle: Edda Marrin\n---\nWrites.\n"),
];

/// A newsroom of a site of its own, which is there as long as this.
struct Desk {
    _folder: tempfile::TempDir,
    newsroom: Newsroom,
}

fn desk(drafts: bool, more: &[(&str, &str)]) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in FILES.iter().chain(more) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder above")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let at = EditionTime("2026-11-20T12:00:00Z".parse().expect("a time"));
    let options = BuildOptions {
        site: folder.path().to_owned(),
        out: folder.path().join("public"),
        config: None,
        at,
        base_url: None,
        theme: None,
        images: None,
        drafts,
        full: false,
        verify: false,
        keep_going: false,
        strict: false,
        check: false,
        jobs: None,
    };
    let closed = Standing::set_up(options, &mut |_| {}).expect("read").close(at, drafts).expect("closed");
    let newsroom = Newsroom::new(channel().0, Box::new(|_| {}));
    newsroom.set(Round::new(1, Preview::set(closed)));
    Desk { _folder: folder, newsroom }
}

impl Desk {
    fn whole(&self, target: &str) -> Option<Whole> {
        let asked = asked(target).expect(target);
        answer(&self.newsroom, asked.path.strip_prefix("/_dateline").expect(target), &asked)
    }

    fn page(&self, target: &str) -> String {
        let whole = self.whole(target).expect(target);
        assert_eq!(whole.status, StatusCode::OK, "{target}");
        text(&whole)
    }
}

fn text(whole: &Whole) -> String {
    String::from_utf8(whole.bytes.to_vec()).expect("text")
}

#[track_caller]
fn has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn every_page_is_closed_to_what_isnt_ours() {
    let desk = desk(true, &[]);
    for target in ["", "/", "/drafts", "/schedule", "/warnings?all", "/sizes?all", "/page?of=/news/2026/11/ferry/"] {
        let whole = desk.whole(&format!("/_dateline{target}")).expect(target);
        let html = text(&whole);
        assert!(!html.contains("<i>") && !html.contains("<b>Beacon") && !html.contains("<script"), "{target}\n{html}");
        has(&html, &["<html lang=\"en\">", "<main id=\"main\">", "<h1>", "The &lt;b&gt;Beacon", "aria-label"]);
        assert!(!html.contains("style=") && !html.contains(" onclick"), "{target}");
        let policy = whole.headers["content-security-policy"].to_str().expect("text");
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{policy}");
        assert_eq!(whole.headers["cache-control"], "no-store");
        assert_eq!(whole.headers["x-content-type-options"], "nosniff");
    }
    assert!(desk.whole("/_dateline/nothing").is_none());
}

#[test]
fn the_overview_counts() {
    let html = desk(false, &[]).page("/_dateline/");
    has(
        &html,
        &[
            "<a href=\"/_dateline/drafts\"><b>1</b> draft</a>",
            "<a href=\"/_dateline/schedule\"><b>2</b> scheduled</a>",
            "<b>0</b> errors",
            "20 November 2026, 14:00",
            "<form action=\"/paper/\">",
            "value=\"2026-11-20T14:00\"",
            // The next change: the ferry expires.
            "(it expires)",
            "Edda Marrin",
        ],
    );
}

#[test]
fn what_readers_dont_see_is_linked_as_it_will_stand() {
    let html = desk(false, &[]).page("/_dateline/drafts");
    has(
        &html,
        &[
            "dateline serve --drafts",
            "data-head=\"Headline\"><span lang=\"en\">Fog &lt;script&gt;<",
            "Ann Lee",
            "/paper/news/2026/12/later/?at=2026%2D12%2D01T08%3A00%3A00%2B02%3A00\">Later</a>",
            "1 December 2026, 08:00",
            "/paper/news/2027/03/spring/?at=",
            "<h2 id=\"expired\">Expired</h2>",
            "<a lang=\"en\" href=\"/paper/news/2026/11/lamps/\">New lamps</a>",
            "content/news/fog.md",
        ],
    );
    let html = desk(true, &[]).page("/_dateline/drafts");
    has(&html, &["href=\"/paper/news/2026/11/fog/\">Fog &lt;script&gt;</a>", "href=\"/paper/news/2026/12/later/\">"]);
    assert!(!html.contains("serve --drafts"));
}

#[test]
fn an_article_that_cant_be_read_is_named() {
    let desk = desk(false, &[("content/news/bad.md", "---\ntitle: [\n---\nx\n")]);
    let html = desk.page("/_dateline/drafts");
    has(&html, &["With errors", "content/news/bad.md", "it is left out"]);
    has(&desk.page("/_dateline/"), &["<li class=\"bad\"><a href=\"/_dateline/warnings\"><b>1</b> error</a>"]);
    let html = desk.page("/_dateline/warnings");
    has(&html, &["1 error", "vscode://file/", "bad.md:", "<mark>", "<b>Error</b>"]);
}

#[test]
fn the_schedule_is_a_timeline_in_the_sites_zone() {
    for drafts in [false, true] {
        let html = desk(drafts, &[]).page("/_dateline/schedule");
        let at = |part: &str| html.find(part).unwrap_or_else(|| panic!("{part}\n{html}"));
        assert!(at("Wednesday 25 November 2026") < at("Tuesday 1 December 2026"));
        assert!(at("Tuesday 1 December 2026") < at("Saturday 20 March 2027"));
        has(
            &html,
            &[
                "Europe/Vilnius",
                "<time datetime=\"2026-11-25T10:00:00+02:00\">10:00</time>",
                "Expires: its page goes",
                "Appears: its embargo ends",
                "Appears: its date comes",
                "<a href=\"/paper/?at=2026%2D12%2D01T08%3A00%3A00%2B02%3A00\">The front page at 08:00</a>",
            ],
        );
        assert!(!html.contains("Fog"));
    }
}

#[test]
fn warnings_of_pages_come_once_these_are_looked_at() {
    let desk = desk(false, &[]);
    assert!(!desk.page("/_dateline/warnings").contains("gone.md"));
    let html = desk.page("/_dateline/warnings?all");
    has(
        &html,
        &["gone.md", "content/news/ferry.md", "On <a href=\"/paper/news/2026/11/ferry/\">", "files were looked at"],
    );
}

#[test]
fn sizes_are_those_of_what_was_looked_at() {
    let desk = desk(false, &[]);
    has(&desk.page("/_dateline/sizes"), &["0 pages and files were looked at so far"]);
    let html = desk.page("/_dateline/sizes?all");
    has(
        &html,
        &[
            "Largest first",
            ">Pages</th>",
            ">Feeds</th>",
            ">Styles</th>",
            "/_dateline/page?of=%2Fnews%2F2026%2F11%2Fferry%2F",
        ],
    );
}

#[test]
fn all_about_a_page_is_read_from_itself() {
    let desk = desk(false, &[]);
    for of in ["/news/2026/11/ferry/", "news/2026/11/ferry", "https://beacon.example/paper/news/2026/11/ferry/?x"] {
        let html = desk.page(&format!("/_dateline/page?of={of}"));
        has(
            &html,
            &[
                "<h1>Ferry &lt;3 &amp; stays</h1>",
                "beacon.example › paper › news › 2026 › 11 › ferry",
                "It is back.",
                "<p class=\"title\">Ferry &lt;3 &amp; stays</p>",
                "Edda Marrin · Wed, 18 Nov 2026",
                "/paper/rss.xml",
                "&quot;@type&quot;: &quot;NewsArticle&quot;",
                "All together",
                "boat.jpg",
                "content/news/ferry.md",
                "the article",
                "profile of an author",
                "gone.md",
            ],
        );
    }
    has(&desk.page("/_dateline/page?of=/rss.xml"), &["<h1>/rss.xml</h1>", "This page", "RSS feed"]);
    has(&desk.page("/_dateline/page?of=/"), &["front page", "In a search engine"]);
}

#[test]
fn a_page_that_isnt_there_is_told_kindly() {
    let desk = desk(false, &[]);
    for (of, part) in [
        ("/news/2026/11/fery/", "Did you mean <a href=\"/_dateline/page?of=%2Fnews%2F2026%2F11%2Fferry%2F\">"),
        ("/news/2026/12/later/", "“Later” would stand here."),
        ("/<script>/", "Nothing stands at /&lt;script&gt;/"),
        ("", "Which page?"),
        ("../../etc/passwd", "Which page?"),
    ] {
        for path in ["page", "phone"] {
            let whole = desk.whole(&format!("/_dateline/{path}?of={}", super::links::value(of))).expect(of);
            assert_eq!(whole.status, StatusCode::NOT_FOUND, "{of}");
            has(&text(&whole), &[part, "To the overview"]);
        }
    }
    let whole = desk.whole("/_dateline/page?of=/&at=soon").expect("a page");
    assert_eq!(whole.status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_page_stands_in_frames_of_three_sizes() {
    let html = desk(false, &[]).page("/_dateline/phone?of=/news/2026/11/ferry/");
    assert_eq!(html.matches("src=\"/paper/news/2026/11/ferry/\"").count(), 3);
    has(&html, &["<iframe title=\"A phone, 390 × 844\"", "All about it"]);
}
