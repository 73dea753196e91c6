//! What is broken while the server runs, or when it starts: pages stay, the terminal tells each problem once.

use std::{fs, thread, time::Duration};

use super::{
    desk::{AT, Desk},
    same::Paper,
    saves::{FERRY, five, story},
    server::Server,
};

const BROKEN: &str = "---\ntitle: [Of ferry\ndate: 2026-11-18\n---\nBroken.\n";
const MENDED: &str = "All errors are mended.";

/// A server that tells people what is wrong.
fn told(desk: &Desk) -> Server {
    Server::with(desk.root(), &["--format", "text", "--at", AT])
}

/// How often something was said.
fn times(server: &Server, words: &str) -> usize {
    server.stderr().matches(words).count()
}

#[test]
fn a_broken_article_stays_as_it_last_was_good() {
    let mut paper = Paper::of(five(), &[]);
    let good = paper.server.get(FERRY);
    paper.desk.write("content/news/ferry.md", BROKEN);
    // Once another save is seen, this one is taken in.
    story(&paper.desk, "news", "lamps", 17, "Of lamps", "They glow.");
    paper.server.wait("/news/2026/11/lamps/", "another article", |page| page.has("They glow."));
    for _ in 0..3 {
        let page = paper.server.get(FERRY);
        assert_eq!((page.status, page.text()), (200, good.text()));
        for path in ["/", "/news/", "/sport/2026/11/derby/", "/about/", "/rss.xml"] {
            assert_eq!(paper.server.get(path).status, 200, "{path}");
        }
        thread::sleep(Duration::from_millis(100));
    }
    story(&paper.desk, "news", "ferry", 18, "Of ferry", "Mended now.");
    paper.server.wait(FERRY, "once it is mended", |page| page.has("Mended now."));
    paper.is_right("once it is mended");
    paper.server.is_well();
}

#[test]
fn an_article_that_is_broken_at_the_start_doesnt_stop_the_others() {
    let desk = five();
    desk.write("content/news/ferry.md", BROKEN);
    let mut server = told(&desk);
    server.is_well();
    assert_eq!(server.get("/news/2026/11/lamps/").status, 200);
    let page = server.get(FERRY);
    assert!([404, 500].contains(&page.status), "{}", page.status);
    assert_eq!(times(&server, "content/news/ferry.md"), 1, "{}", server.stderr());
    story(&desk, "news", "ferry", 18, "Of ferry", "Mended now.");
    server.wait(FERRY, "once it is mended", |page| page.status == 200 && page.has("Mended now."));
    server.wait_for_words("once it is mended", |said| said.contains(MENDED));
}

#[test]
fn settings_theme_and_data_that_are_broken_at_the_start_are_told_and_mended() {
    let good = "title: The Other Post\nbase_url: https://beacon.example/\n";
    for (file, broken, mended) in [
        ("site.yaml", "title: [x\n", good),
        ("site.yaml", "title: The Other Post\ntheme: nobody\n", good),
        ("themes/mine/theme.yaml", "extends: [\n", "extends: broadsheet\n"),
        ("data/weather.yaml", "sky: [grey\n", "sky: grey\n"),
    ] {
        let desk = five();
        desk.write("site.yaml", format!("{good}theme: mine\ndata: [weather]\n"));
        desk.write("themes/mine/theme.yaml", "extends: broadsheet\n");
        desk.write("data/weather.yaml", "sky: blue\n");
        desk.write(file, broken);
        let server = told(&desk);
        assert!([200, 500].contains(&server.get(FERRY).status), "{file}");
        server.wait_for_words("it is told", |said| said.contains(&format!("--> {file}")));
        desk.write(file, mended);
        server.wait_for_words("it is mended", |said| said.contains(MENDED));
        server.wait("/", "once it is mended", |page| page.status == 200 && page.has("The Other Post"));
        Paper::of(desk, &[]).is_right("once it is mended");
    }
}

#[test]
fn text_that_is_no_text_doesnt_harm_others() {
    let paper = Paper::of(five(), &[]);
    for bytes in [&b"\xff\xfe\x00\x00"[..], b"", b"---\n", b"---\ntitle: x\n", &[0; 4096]] {
        paper.desk.write("content/news/ferry.md", bytes);
        thread::sleep(Duration::from_millis(120));
        assert!([200, 404, 500].contains(&paper.server.get(FERRY).status));
        assert_eq!(paper.server.get("/news/2026/11/lamps/").status, 200);
        assert_eq!(paper.server.get("/").status, 200);
    }
    story(&paper.desk, "news", "ferry", 18, "Of ferry", "Mended now.");
    paper.server.wait(FERRY, "once it is mended", |page| page.has("Mended now."));
}

#[test]
fn a_template_that_is_broken_at_the_start_is_told_on_every_page_it_spoils() {
    let desk = five();
    desk.write("templates/article.html", "<p>{{ article.title </p>");
    let mut server = told(&desk);
    let page = server.get(FERRY);
    assert_eq!((page.status, page.has("templates/article.html")), (500, true), "{}", page.text());
    assert!(page.has("/_dateline/live.js"), "it is reloaded once it is mended");
    assert_eq!(times(&server, "--> templates/article.html"), 1, "{}", server.stderr());
    for _ in 0..3 {
        assert_eq!(server.get(FERRY).status, 500);
        assert_eq!(server.get("/news/2026/11/lamps/").status, 500);
    }
    assert_eq!(times(&server, "--> templates/article.html"), 1, "it is told once: {}", server.stderr());
    desk.write("templates/article.html", "<!doctype html><body><p>{{ article.title }} alone</p></body>");
    server.wait(FERRY, "once it is mended", |page| page.status == 200 && page.has("Of ferry alone"));
    server.wait_for_words("once it is mended", |said| said.contains(MENDED));
    server.is_well();
    Paper::of(desk, &[]).is_right("once it is mended");
}

#[test]
fn a_template_that_is_broken_while_it_runs_leaves_pages_as_they_were() {
    let mut paper = Paper::of(five(), &[]);
    let good = paper.server.get(FERRY);
    for (told, template) in [
        ("syntax", "<p>{{ article.title </p>"),
        ("a parent that isn't there", "{% extends \"broadsheet/nobody.html\" %}"),
        ("a name that isn't there", "<p>{{ nobody.of.that.name }}</p>"),
    ] {
        paper.desk.write("templates/article.html", template);
        thread::sleep(Duration::from_millis(300));
        let page = paper.server.get(FERRY);
        assert_eq!((page.status, page.text()), (200, good.text()), "{told}");
        assert_eq!(paper.server.get("/").status, 200, "{told}");
    }
    fs::remove_file(paper.desk.path("templates/article.html")).expect("removed");
    paper.is_right("without the template");
    paper.desk.write("templates/article.html", "<!doctype html><body><p>{{ article.title }} alone</p></body>");
    paper.server.wait(FERRY, "a sound one", |page| page.has("Of ferry alone"));
    paper.is_right("with a sound one");
}

#[test]
fn settings_that_are_broken_while_it_runs_leave_the_last_that_were_good() {
    let mut paper = Paper::of(five(), &[]);
    let good = paper.desk.read("site.yaml");
    for text in ["title: [x\n", "title: Other\nbase_url: nonsense\n", "- a\n", "title: \u{1}\n"] {
        paper.desk.write("site.yaml", text);
        thread::sleep(Duration::from_millis(200));
        let page = paper.server.get("/");
        assert!(page.status == 200 && page.has("The Port Ansel Beacon"), "{text}: {}", page.status);
        // What else is saved is seen all the same.
        story(&paper.desk, "news", "ferry", 18, "Of ferry", &format!("While {} bytes.", text.len()));
        let words = format!("While {} bytes.", text.len());
        paper.server.wait(FERRY, "a text beside broken settings", |page| page.has(&words));
    }
    fs::remove_file(paper.desk.path("site.yaml")).expect("removed");
    thread::sleep(Duration::from_millis(200));
    assert_eq!(paper.server.get("/").status, 200, "without settings");
    paper.desk.write("site.yaml", good.replace("The Port Ansel Beacon", "The Other Post"));
    paper.server.wait("/", "once they are mended", |page| page.has("The Other Post"));
    paper.is_right("once they are mended");
    paper.server.is_well();
}

#[test]
fn data_that_is_broken_while_it_runs_is_told_and_mended() {
    let desk = five();
    desk.write("data/weather.yaml", "sky: grey\n");
    desk.write("site.yaml", "title: The Port Ansel Beacon\nbase_url: https://beacon.example/\ndata: [weather]\n");
    desk.write("templates/404.html", "<!doctype html><body><p>Sky: {{ data.weather.sky }}</p></body>");
    let server = told(&desk);
    assert!(server.get("/nowhere").has("Sky: grey"));
    desk.write("data/weather.yaml", "sky: [grey\n");
    server.wait_for_words("broken data", |said| said.contains("--> data/weather.yaml"));
    let page = server.get("/nowhere");
    assert!(page.status == 404 && page.has("Sky: grey"), "{} {}", page.status, page.text());
    desk.write("data/weather.yaml", "sky: blue\n");
    server.wait("/nowhere", "once it is mended", |page| page.has("Sky: blue"));
    server.wait_for_words("once it is mended", |said| said.contains(MENDED));
}

#[test]
fn the_terminal_tells_each_problem_once_and_again_when_it_comes_back() {
    let desk = five();
    let server = told(&desk);
    let place = "--> content/news/ferry.md";
    assert_eq!(server.get(FERRY).status, 200);
    for round in 1..=3 {
        desk.write("content/news/ferry.md", BROKEN);
        server.wait_for_words("broken", |said| said.matches(place).count() == round);
        for n in 0..5 {
            // Saves of others, and looks at the page, tell it no more.
            story(&desk, "news", "lamps", 17, &format!("Lamps {round} {n}"), "They glow.");
            server.wait("/", "another article", |page| page.has(&format!("Lamps {round} {n}")));
            assert_eq!(server.get(FERRY).status, 200);
        }
        assert_eq!((times(&server, place), times(&server, MENDED)), (round, round - 1), "{}", server.stderr());
        story(&desk, "news", "ferry", 18, "Of ferry", "Mended now.");
        server.wait_for_words("mended", |said| said.matches(MENDED).count() == round);
        story(&desk, "news", "lamps", 17, &format!("Lamps {round}"), "They glow.");
        server.wait("/", "another article", |page| page.has(&format!("Lamps {round}")));
        assert_eq!((times(&server, place), times(&server, MENDED)), (round, round), "{}", server.stderr());
    }
}

#[test]
fn all_is_mended_once_the_last_error_is() {
    let desk = five();
    let server = told(&desk);
    desk.write("content/news/ferry.md", BROKEN);
    desk.write("content/news/lamps.md", BROKEN);
    let both = |said: &str| said.contains("--> content/news/ferry.md") && said.contains("--> content/news/lamps.md");
    server.wait_for_words("two that are broken", both);
    story(&desk, "news", "ferry", 18, "Of ferry", "Mended now.");
    server.wait(FERRY, "one is mended", |page| page.has("Mended now."));
    assert_eq!(times(&server, MENDED), 0, "{}", server.stderr());
    story(&desk, "news", "lamps", 17, "Of lamps", "They glow.");
    server.wait_for_words("both are mended", |said| said.contains(MENDED));
    assert_eq!(times(&server, MENDED), 1, "{}", server.stderr());
}

#[test]
fn two_articles_that_want_one_address_are_told_and_the_rest_is_served() {
    let desk = five();
    let server = told(&desk);
    assert_eq!(server.get(FERRY).status, 200);
    desk.write("content/news/other.md", "---\ntitle: Other\ndate: 2026-11-18\nslug: ferry\n---\nThe other.\n");
    server.wait_for_words("two of one address", |said| said.contains("content/news/other.md"));
    for path in [FERRY, "/", "/news/2026/11/lamps/"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    fs::remove_file(desk.path("content/news/other.md")).expect("removed");
    server.wait_for_words("one is gone", |said| said.contains(MENDED));
    server.wait(FERRY, "one is gone", |page| page.has("The text of ferry."));
    Paper::of(desk, &[]).is_right("one is gone");
}

#[test]
fn broken_settings_are_one_problem() {
    let desk = five();
    let server = told(&desk);
    desk.write("site.yaml", "title: [x\nbase_url: https://beacon.example/\n");
    server.wait_for_words("it is told", |said| said.contains("--> site.yaml"));
    assert_eq!(times(&server, "[base-url-missing]"), 0, "the settings that are used have one: {}", server.stderr());
}
