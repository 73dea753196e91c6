//! The server as the host will be: rules, headers, types, slices, conditions, codings.

use std::io::Read;

use super::{client::Answer, desk::Desk, server::Server};

const FERRY: &str = "/news/2026/11/ferry/";

const REDIRECTS: &str = "\
# Rules of the house
/old/ferry /news/2026/11/ferry/
/soon /news/2026/11/ferry/ 302
/go/* /news/:splat 301
/story/:year/:name /news/:year/11/:name/ 302
/same /plan.txt 200
/closed /gone.html 410
/nothing /plan.txt 404
/away https://elsewhere.example/x 307
/plan.txt /app.js 302
/app.css /plan.txt 302!
";

const HEADERS: &str = "\
/*
  X-Paper: Beacon
  Content-Security-Policy: default-src 'none'; style-src 'self'; upgrade-insecure-requests
/news/*
  X-Paper: News
  Cache-Control: max-age=60
/rss.xml
  Content-Type: application/rss+xml; charset=utf-8
";

const PLAN: &str = "0123456789";

fn site() -> Desk {
    let desk = Desk::small();
    desk.write("content/news/boat.md", "---\ntitle: Boat\ndate: 2026-11-17\nslug: żółć\n---\nŻagle.\n");
    desk.write("static/_redirects", REDIRECTS);
    desk.write("static/_headers", HEADERS);
    desk.write("static/plan.txt", PLAN);
    desk.write("static/gone.html", "<!doctype html><title>Gone</title><body><p>Gone for good.</p></body>");
    desk.write("static/town.html", "<!doctype html><title>Town</title><body><p>The town.</p></body>");
    desk.write("static/app.js", "let port = 'Ansel';\n".repeat(200));
    desk.write("static/app.css", "p { color: red }\n");
    desk.write("static/dot.png", [0x89, b'P', b'N', b'G', 0xD, 0xA, 0x1A, 0xA].repeat(400));
    desk.write("static/clip.mp4", [7; 5000]);
    desk
}

#[track_caller]
fn leads(answer: &Answer, status: u16, to: &str) {
    assert_eq!((answer.status, answer.header("location").as_str()), (status, to));
}

#[test]
fn rules_of_redirects_are_followed() {
    let desk = site();
    let server = Server::of(desk.root());
    for (path, status, to) in [
        ("/old/ferry", 301, "/news/2026/11/ferry/"),
        ("/old/ferry?a=b", 301, "/news/2026/11/ferry/?a=b"),
        ("/soon", 302, "/news/2026/11/ferry/"),
        ("/go/2026/11/ferry/", 301, "/news/2026/11/ferry/"),
        ("/story/2026/ferry", 302, "/news/2026/11/ferry/"),
        ("/away", 307, "https://elsewhere.example/x"),
        ("/app.css", 302, "/plan.txt"),
    ] {
        let answer = server.get(path);
        assert_eq!((path, answer.status, answer.header("location").as_str()), (path, status, to));
    }
    let same = server.get("/same");
    assert_eq!((same.status, same.text().as_str()), (200, PLAN));
    let gone = server.get("/closed");
    assert_eq!((gone.status, gone.has("Gone for good.")), (410, true));
    assert_eq!((server.get("/nothing").status, server.get("/nothing").text().as_str()), (404, PLAN));
    let file = server.get("/plan.txt");
    assert_eq!((file.status, file.text().as_str()), (200, PLAN), "a rule gives way to a file");
}

#[test]
fn rules_that_are_saved_count_at_once() {
    let desk = site();
    let server = Server::of(desk.root());
    assert_eq!(server.get("/later").status, 404);
    desk.write("static/_redirects", format!("{REDIRECTS}/later /plan.txt 302\n"));
    leads(&server.wait("/later", "after a rule was added", |answer| answer.status == 302), 302, "/plan.txt");
    desk.write("static/_headers", HEADERS.replace("Beacon", "Post"));
    server.wait("/plan.txt", "after a header was changed", |answer| answer.header("x-paper") == "Post");
    std::fs::remove_file(desk.path("static/_redirects")).expect("removed");
    server.wait("/later", "without rules", |answer| answer.status == 404);
}

#[test]
fn headers_are_as_their_file_says() {
    let desk = site();
    let server = Server::of(desk.root());
    let (plan, story) = (server.get("/plan.txt"), server.get(FERRY));
    assert_eq!((plan.header("x-paper").as_str(), story.header("x-paper").as_str()), ("Beacon", "News"));
    assert_eq!(story.header("cache-control"), "max-age=60");
    assert_eq!(plan.header("cache-control"), "no-cache");
}

/// The sources of a directive.
fn directive(policy: &str, name: &str) -> Option<String> {
    let all = policy.split(';').map(str::trim);
    all.filter_map(|directive| directive.split_once(' ')).find(|(known, _)| *known == name).map(|(_, s)| s.to_owned())
}

#[test]
fn the_policy_admits_the_previews_script() {
    let desk = site();
    let server = Server::of(desk.root());
    let strict = server.get(FERRY).header("content-security-policy");
    let plain = Desk::small();
    let own = Server::of(plain.root()).get(FERRY).header("content-security-policy");
    for policy in [&strict, &own] {
        for name in ["script-src", "connect-src"] {
            let sources = directive(policy, name);
            assert!(sources.as_ref().is_some_and(|sources| sources.contains("'self'")), "{name}: {policy}");
        }
        assert!(!policy.contains("upgrade-insecure-requests"), "{policy}");
    }
    assert_eq!(directive(&strict, "style-src").as_deref(), Some("'self'"));
    assert_eq!(server.get("/_dateline/live.js").status, 200);
}

#[test]
fn a_folder_leads_to_its_slash_and_its_index_is_the_page() {
    let desk = site();
    let server = Server::of(desk.root());
    leads(&server.get("/news/2026/11/ferry"), 301, FERRY);
    leads(&server.get("/news/2026/11/ferry?x=1"), 301, "/news/2026/11/ferry/?x=1");
    leads(&server.get("/news"), 301, "/news/");
    let (page, index) = (server.get(FERRY), server.get("/news/2026/11/ferry/index.html"));
    assert_eq!((index.status, &index.body), (200, &page.body));
    assert_eq!(server.get("/index.html").body, server.get("/").body);
    let town = server.get("/town");
    assert_eq!((town.status, town.has("The town.")), (200, true));
    assert_eq!(server.get("/plan.txt/").status, 404, "a file is no folder");
}

#[test]
fn what_isnt_there_gets_the_sites_own_page() {
    let desk = site();
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let built = desk.read("public/404.html");
    let server = Server::of(desk.root());
    for path in ["/nowhere/", "/news/2026/11/nobody/", "/x.txt", "/%C5%BC/"] {
        let answer = server.get(path);
        let text = answer.text();
        let (before, rest) = text.split_once("<script src=\"/_dateline/live.js\"").expect("the script");
        let (_, after) = rest.split_once("</script>").expect("its end");
        assert_eq!((answer.status, format!("{before}{after}")), (404, built.clone()), "{path}");
    }
}

#[test]
fn types_are_those_of_hosts() {
    let desk = site();
    let server = Server::of(desk.root());
    let home = server.get("/");
    let text = home.text();
    let sheet = text.split('"').find(|part| part.starts_with("/assets/") && part.ends_with(".css"));
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        (FERRY, "text/html; charset=utf-8"),
        ("/town.html", "text/html; charset=utf-8"),
        (sheet.expect("a stylesheet"), "text/css; charset=utf-8"),
        ("/app.js", "text/javascript; charset=utf-8"),
        ("/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/dot.png", "image/png"),
        ("/clip.mp4", "video/mp4"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/plan.txt", "text/plain; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!((path, answer.status, answer.header("content-type").as_str()), (path, 200, kind));
    }
}

#[test]
fn slices_of_a_file() {
    let desk = site();
    let server = Server::of(desk.root());
    let mut client = server.connect();
    for (range, status, text, told) in [
        ("bytes=2-4", 206, "234", "bytes 2-4/10"),
        ("bytes=7-", 206, "789", "bytes 7-9/10"),
        ("bytes=-3", 206, "789", "bytes 7-9/10"),
        ("bytes=-30", 206, PLAN, "bytes 0-9/10"),
        ("bytes=8-30", 206, "89", "bytes 8-9/10"),
        ("bytes=10-", 416, "", "bytes */10"),
        ("bytes=-0", 416, "", "bytes */10"),
        ("bytes=4-2", 200, PLAN, ""),
        ("lines=1-2", 200, PLAN, ""),
    ] {
        let answer = client.get("/plan.txt", &[("Range", range)]);
        assert_eq!((answer.status, answer.text().as_str()), (status, text), "{range}");
        assert_eq!(answer.header("content-range"), told, "{range}");
    }
    let whole = server.get("/clip.mp4");
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let etag = whole.header("etag");
    let kept = client.get("/clip.mp4", &[("Range", "bytes=1000-1999"), ("If-Range", &etag)]);
    assert_eq!((kept.status, kept.body.len()), (206, 1000));
    let other = client.get("/clip.mp4", &[("Range", "bytes=1000-1999"), ("If-Range", "\"other\"")]);
    assert_eq!((other.status, other.body.len()), (200, 5000));
}

#[test]
fn what_a_browser_has_isnt_sent_again() {
    let desk = site();
    let server = Server::of(desk.root());
    let mut client = server.connect();
    for path in ["/", FERRY, "/plan.txt", "/rss.xml", "/dot.png"] {
        for coding in ["identity", "gzip", "br"] {
            let first = client.get(path, &[("Accept-Encoding", coding)]);
            let etag = first.header("etag");
            assert!(etag.starts_with('"'), "{path}: {etag}");
            let again = client.get(path, &[("Accept-Encoding", coding), ("If-None-Match", &etag)]);
            assert_eq!((again.status, again.body.len()), (304, 0), "{path} {coding}");
            assert_eq!(again.header("etag"), etag);
            let other = client.get(path, &[("Accept-Encoding", coding), ("If-None-Match", "\"other\"")]);
            assert_eq!((other.status, &other.body), (200, &first.body), "{path} {coding}");
        }
    }
}

#[test]
fn head_has_the_headers_of_get_and_nothing_else() {
    let desk = site();
    let server = Server::of(desk.root());
    let mut client = server.connect();
    let told = |answer: &Answer| -> Vec<(String, String)> {
        answer.headers.iter().filter(|(name, _)| name != "date").cloned().collect()
    };
    for path in ["/", "/plan.txt", "/nowhere/", "/old/ferry", "/news", "/_dateline/live.js"] {
        let get = client.get(path, &[]);
        let head = client.ask("HEAD", path, &[]);
        assert_eq!((head.status, told(&head)), (get.status, told(&get)), "{path}");
    }
}

#[test]
fn text_is_squeezed_for_who_wants_it() {
    let desk = site();
    let server = Server::of(desk.root());
    let mut client = server.connect();
    for path in ["/", "/app.js", "/rss.xml"] {
        let plain = client.get(path, &[]);
        assert_eq!((plain.header("content-encoding").as_str(), plain.header("vary").as_str()), ("", "Accept-Encoding"));
        let gzip = client.get(path, &[("Accept-Encoding", "gzip, deflate")]);
        assert_eq!(gzip.header("content-encoding"), "gzip", "{path}");
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(&gzip.body[..]).read_to_end(&mut bytes).expect("gzip");
        assert_eq!(bytes, plain.body, "{path}");
        let br = client.get(path, &[("Accept-Encoding", "gzip, deflate, br, zstd")]);
        assert_eq!(br.header("content-encoding"), "br", "{path}");
        let mut bytes = Vec::new();
        brotli::Decompressor::new(&br.body[..], 4096).read_to_end(&mut bytes).expect("brotli");
        assert_eq!(bytes, plain.body, "{path}");
        assert!(br.body.len() < plain.body.len() && gzip.body.len() < plain.body.len(), "{path}");
    }
    let picture = client.get("/dot.png", &[("Accept-Encoding", "gzip, br")]);
    assert_eq!((picture.header("content-encoding").as_str(), picture.body.len()), ("", 3200));
}

#[test]
fn nothing_can_be_changed() {
    let desk = site();
    let mut server = Server::of(desk.root());
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = server.connect().ask(method, "/plan.txt", &[("Content-Length", "0")]);
        assert_eq!((answer.status, answer.header("allow").as_str()), (405, "GET, HEAD"), "{method}");
    }
    // What comes along isn't taken for the next request.
    let mut client = server.connect();
    client.send(client.head("POST", "/", &[("Content-Length", "20")]).as_bytes());
    client.send(b"GET /smuggled HTTP/1");
    assert_eq!(client.answer(false).map(|answer| answer.status), Some(405));
    server.is_well();
}

#[test]
fn addresses_in_any_script_are_found() {
    let desk = site();
    let server = Server::of(desk.root());
    for path in [
        "/news/2026/11/%C5%BC%C3%B3%C5%82%C4%87/",
        "/news/2026/11/%c5%bc%c3%b3%c5%82%c4%87/",
        // Decomposed, as some systems write it.
        "/news/2026/11/z%CC%87o%CC%81%C5%82c%CC%81/",
        "/n%65ws/2026/11/%C5%BC%C3%B3%C5%82%C4%87/",
        "/news/2026/11/%C5%BC%C3%B3%C5%82%C4%87/index.html",
    ] {
        let answer = server.get(path);
        assert!(answer.status == 200 && answer.has("Żagle."), "{path}: {}", answer.status);
    }
    leads(&server.get("/news/2026/11/%C5%BC%C3%B3%C5%82%C4%87"), 301, "/news/2026/11/%C5%BC%C3%B3%C5%82%C4%87/");
    // Some clients send the bytes as they are.
    let raw = server.raw("GET /news/2026/11/żółć/ HTTP/1.1\r\nHost: localhost\r\n\r\n".as_bytes());
    assert!(raw.as_ref().is_some_and(|answer| answer.status == 200 || answer.status == 400), "{raw:?}");
}

#[test]
fn files_of_any_name_are_found() {
    let desk = site();
    let names = [
        ("a b.txt", "/a%20b.txt"),
        ("100%.txt", "/100%25.txt"),
        ("#1.txt", "/%231.txt"),
        ("what?.txt", "/what%3F.txt"),
        (".well-known/x", "/.well-known/x"),
        ("a+b.txt", "/a+b.txt"),
        ("it's.txt", "/it's.txt"),
        ("ü.txt", "/%C3%BC.txt"),
        ("_dateline.txt", "/_dateline.txt"),
        ("_dateline-notes/a.txt", "/_dateline-notes/a.txt"),
    ];
    for (name, _) in names {
        desk.write(&format!("static/{name}"), name);
    }
    let server = Server::of(desk.root());
    for (name, path) in names {
        let answer = server.get(path);
        assert_eq!((path, answer.status, answer.text().as_str()), (path, 200, name));
    }
}

#[test]
fn a_connection_is_kept() {
    let desk = site();
    let server = Server::of(desk.root());
    let mut client = server.connect();
    for _ in 0..50 {
        for (path, status) in [("/", 200), ("/nowhere", 404), ("/news", 301), ("/plan.txt", 200)] {
            assert_eq!(client.get(path, &[]).status, status);
        }
    }
}
