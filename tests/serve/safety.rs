//! What others may try: names of other hosts, paths that lead out, requests that are no requests.

use std::{
    os::unix::fs::symlink,
    time::{Duration, Instant},
};

use super::{desk::Desk, server::Server};

/// A word that stands in files that aren't of the output.
const SECRET: &str = "tell-nobody";

fn site() -> Desk {
    let desk = Desk::small();
    desk.write("site.yaml", format!("title: Beacon\nbase_url: https://beacon.example/\n# {SECRET}\n"));
    desk.write("content/news/hidden.md", format!("---\ntitle: Hidden\ndate: 2026-11-01\ndraft: true\n---\n{SECRET}\n"));
    desk.write("templates/unused.html", SECRET);
    desk.write("data/secret.yaml", format!("secret: {SECRET}\n"));
    desk.write(".dateline/preview/secret", SECRET);
    desk.write("public/secret.txt", SECRET);
    desk.write("static/plan.txt", "plan");
    desk
}

#[test]
fn names_of_other_hosts_are_refused() {
    let desk = site();
    let mut server = Server::of(desk.root());
    let port = server.port;
    for host in
        ["evil.example", "evil.example:4000", "127.0.0.1.evil.example", "localhost.evil.example", "notlocalhost"]
    {
        for path in ["/", "/plan.txt", "/_dateline/live.js", "/nowhere"] {
            let answer = server.connect().get(path, &[("Host", host)]);
            assert_eq!(answer.status, 421, "{host} {path}");
            assert!(!answer.has("Beacon") && !answer.has("plan"), "{host} {path}");
        }
    }
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")];
    for host in own.iter().map(String::as_str).chain(["localhost", "127.0.0.1", "[::1]", "LOCALHOST", "localhost."]) {
        assert_eq!(server.connect().get("/plan.txt", &[("Host", host)]).status, 200, "{host}");
    }
    server.is_well();
}

#[test]
fn a_request_that_names_no_host_is_refused() {
    let desk = site();
    let mut server = Server::of(desk.root());
    for head in [
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: user@evil.example\r\n\r\n",
    ] {
        let answer = server.raw(head.as_bytes()).expect("an answer");
        assert!((400..500).contains(&answer.status), "{head}: {}", answer.status);
        assert!(!answer.has("Beacon"), "{head}");
    }
    server.is_well();
}

#[test]
fn two_names_of_hosts_are_refused() {
    let desk = site();
    let server = Server::of(desk.root());
    for head in [
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n\r\n",
    ] {
        let answer = server.raw(head.as_bytes()).expect("an answer");
        // RFC 9112, 3.2: 400 for more than one.
        assert!((400..500).contains(&answer.status), "{head}: {}", answer.status);
    }
}

#[test]
fn no_path_leads_out_of_the_output() {
    let desk = site();
    let mut server = Server::of(desk.root());
    for path in [
        "/../site.yaml",
        "/%2e%2e/site.yaml",
        "/.%2E/site.yaml",
        "/..%2fsite.yaml",
        "/..%5csite.yaml",
        "/%252e%252e/site.yaml",
        "/%c0%ae%c0%ae/site.yaml",
        "/%00",
        "/plan.txt%00.html",
        "/static/../site.yaml",
        "/news/../../site.yaml",
        "/news/%2e%2e/%2e%2e/site.yaml",
        "/a\\..\\b",
        "/..\\site.yaml",
        "//site.yaml",
        "//etc/passwd",
        "/./site.yaml",
        "/%2fetc/passwd",
        "/%",
        "/%zz",
        "/%ff",
        "/site.yaml",
        "/content/news/hidden.md",
        "/content/news/ferry.md",
        "/data/secret.yaml",
        "/templates/unused.html",
        "/themes/",
        "/static/plan.txt",
        "/public/secret.txt",
        "/secret.txt",
        "/.dateline/",
        "/.dateline/preview/secret",
        "/_dateline/../site.yaml",
        "/_dateline/%2e%2e/site.yaml",
        "http://localhost/../site.yaml",
    ] {
        let answer = server.connect().get(path, &[]);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.has(SECRET) && !answer.has("root:"), "{path}: {}", answer.text());
    }
    server.is_well();
}

/// RFC 9112, 3.2.3 and 3.2.4: these forms are for `CONNECT` and `OPTIONS` alone.
#[test]
fn targets_that_are_no_paths_are_refused() {
    let desk = site();
    let mut server = Server::of(desk.root());
    for path in ["*", "site.yaml", "localhost:80", "evil.example"] {
        let answer = server.connect().get(path, &[]);
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
    }
    assert!((400..500).contains(&server.connect().ask("CONNECT", "evil.example:443", &[]).status));
    server.is_well();
}

#[test]
fn an_address_with_its_host_is_an_address() {
    let desk = site();
    let server = Server::of(desk.root());
    assert_eq!(server.connect().get("http://localhost/plan.txt", &[]).text(), "plan");
}

#[test]
fn links_that_lead_out_of_the_site_are_not_followed() {
    let (desk, elsewhere) = (site(), Desk::bare());
    elsewhere.write("secret.txt", SECRET);
    elsewhere.write("folder/secret.txt", SECRET);
    elsewhere.write("story.md", format!("---\ntitle: Outside\ndate: 2026-11-02\n---\n{SECRET}\n"));
    elsewhere.write("news/inside.md", format!("---\ntitle: Outside too\ndate: 2026-11-02\n---\n{SECRET}\n"));
    let paths = [
        "/before.txt",
        "/before/secret.txt",
        "/news/2026/11/before/",
        "/before/2026/11/inside/",
        "/after.txt",
        "/after/secret.txt",
        "/news/2026/11/after/",
        "/after/2026/11/inside/",
    ];
    let link = |name: &str| {
        symlink(elsewhere.path("secret.txt"), desk.path(&format!("static/{name}.txt"))).expect("linked");
        symlink(elsewhere.path("folder"), desk.path(&format!("static/{name}"))).expect("linked");
        symlink(elsewhere.path("story.md"), desk.path(&format!("content/news/{name}.md"))).expect("linked");
        symlink(elsewhere.path("news"), desk.path(&format!("content/{name}"))).expect("linked");
    };
    link("before");
    let mut server = Server::of(desk.root());
    assert_eq!(server.get("/plan.txt").text(), "plan");
    // And while it runs.
    link("after");
    desk.write("static/plan.txt", "another plan");
    server.wait("/plan.txt", "after a save", |answer| answer.text() == "another plan");
    for path in paths {
        let answer = server.get(path);
        assert!(answer.status == 404 && !answer.has(SECRET), "{path}: {} {}", answer.status, answer.text());
    }
    assert!(!server.get("/").has("Outside") && !server.get("/rss.xml").has("Outside"));
    server.is_well();
}

#[test]
fn a_file_that_becomes_a_link_out_is_gone() {
    let (desk, elsewhere) = (site(), Desk::bare());
    elsewhere.write("secret.txt", SECRET);
    elsewhere.write("story.md", format!("---\ntitle: Outside\ndate: 2026-11-18\n---\n{SECRET}\n"));
    let server = Server::of(desk.root());
    assert_eq!(server.get("/plan.txt").text(), "plan");
    assert_eq!(server.get("/news/2026/11/ferry/").status, 200);
    for (path, to) in [("static/plan.txt", "secret.txt"), ("content/news/ferry.md", "story.md")] {
        std::fs::remove_file(desk.path(path)).expect("removed");
        symlink(elsewhere.path(to), desk.path(path)).expect("linked");
    }
    for path in ["/plan.txt", "/news/2026/11/ferry/"] {
        let answer = server.wait(path, "after a link took its place", |answer| answer.status == 404);
        assert!(!answer.has(SECRET));
    }
}

#[test]
fn heads_that_are_too_large_are_refused() {
    let desk = site();
    let mut server = Server::of(desk.root());
    let line = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(1 << 20));
    let header = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: {}\r\n\r\n", "a".repeat(1 << 20));
    let many: String = (0..300).map(|n| format!("X-{n}: {n}\r\n")).collect();
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n");
    for (told, head) in [("a line", line), ("a header", header)] {
        // The answer may be lost where the rest of the head wasn't read.
        let status = server.raw(head.as_bytes()).map(|answer| answer.status);
        assert!(status.is_none_or(|status| (400..500).contains(&status)), "{told}: {status:?}");
        server.is_well();
    }
    let status = server.raw(many.as_bytes()).expect("an answer").status;
    assert!(status == 200 || (400..500).contains(&status), "many headers: {status}");
    server.is_well();
}

#[test]
fn what_is_no_request_harms_nobody() {
    let desk = site();
    let mut server = Server::of(desk.root());
    let noise: Vec<u8> = (0..5_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for bytes in [
        &b"\r\n\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        &noise,
    ] {
        let mut client = server.connect();
        client.send(bytes);
        drop(client);
    }
    let mut client = server.connect();
    client.send(client.head("GET", "/plan.txt", &[("Content-Length", "4000000")]).as_bytes());
    client.send(&vec![b'a'; 4_000_000]);
    assert_eq!(client.answer(false).map(|answer| answer.status), Some(200), "a body means nothing");
    let long = server.get(&format!("/{}", "a/".repeat(5_000)));
    assert!([400, 404].contains(&long.status), "{}", long.status);
    let long = server.get(&format!("/?{}", "a=b&".repeat(5_000)));
    assert!([200, 400].contains(&long.status), "{}", long.status);
    server.is_well();
}

#[test]
fn halves_of_requests_and_hundreds_of_idle_connections_hold_nobody_up() {
    let desk = site();
    let mut server = Server::of(desk.root());
    for _ in 0..50 {
        let mut client = server.connect();
        client.send(b"GET / HTTP/1.1\r\nHost: local");
    }
    let mut idle: Vec<_> = (0..600).map(|_| server.connect()).collect();
    for client in idle.iter_mut().step_by(3) {
        client.send(b"GET /plan.txt HTTP/1.1\r\nHost: local");
    }
    for _ in 0..20 {
        let began = Instant::now();
        assert_eq!(server.get("/news/2026/11/ferry/").status, 200);
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
    // Who was slow is answered once the rest comes.
    let slow = idle.first_mut().expect("one");
    slow.send(b"host\r\n\r\n");
    assert_eq!(slow.answer(false).expect("an answer").text(), "plan");
    drop(idle);
    server.is_well();
}

#[test]
fn where_few_files_may_be_open_the_eldest_idle_connections_go() {
    let desk = site();
    let mut server = Server::limited(desk.root(), 256);
    let idle: Vec<_> = (0..500).map(|_| server.connect()).collect();
    for _ in 0..20 {
        let began = Instant::now();
        assert_eq!(server.get("/news/2026/11/ferry/").status, 200);
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
    desk.write("static/plan.txt", "another plan");
    server.wait("/plan.txt", "after a save", |answer| answer.text() == "another plan");
    drop(idle);
    server.is_well();
}

#[test]
fn who_asks_and_never_reads_holds_nobody_up() {
    let desk = site();
    desk.write("static/film.mp4", vec![7; 8 << 20]);
    let mut server = Server::of(desk.root());
    let mut deaf: Vec<_> = (0..20).map(|_| server.connect()).collect();
    for client in &mut deaf {
        client.send(client.head("GET", "/film.mp4", &[]).as_bytes());
    }
    for _ in 0..10 {
        let began = Instant::now();
        assert_eq!(server.get("/plan.txt").text(), "plan");
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
    drop(deaf);
    server.is_well();
}

/// RFC 9110, 14.2: many slices, or such as overlap, may be an attack.
#[test]
fn a_thousand_slices_of_a_film_are_not_sent() {
    let desk = site();
    desk.write("static/film.mp4", vec![7; 4 << 20]);
    let mut server = Server::of(desk.root());
    for slice in ["0-", "-4000000", "0-4000000"] {
        let ranges = format!("bytes={}", vec![slice; 1_000].join(","));
        let answer = server.connect().get("/film.mp4", &[("Range", &ranges)]);
        assert!([200, 206, 416].contains(&answer.status), "{}", answer.status);
        assert!(answer.body.len() <= 5 << 20, "{} bytes", answer.body.len());
    }
    server.is_well();
}

#[test]
fn an_address_puts_nothing_into_headers() {
    let desk = site();
    desk.write("static/_redirects", "/go/* /news/:splat 301\n/to* /:splat 301\n");
    let mut server = Server::of(desk.root());
    for path in ["/go/a%0d%0aX-Evil:%201", "/go/a%0aX-Evil:%201", "/news%0d%0aX-Evil:1", "/news?%0d%0aX-Evil:1"] {
        let answer = server.get(path);
        assert_eq!(answer.header("x-evil"), "", "{path}");
        assert!([301, 400, 404].contains(&answer.status), "{path}: {}", answer.status);
    }
    for path in ["/to/evil.example/", "/to//evil.example/", "/to%2f%2fevil.example/", "/to/%5cevil.example"] {
        let to = server.get(path).header("location");
        assert!(!to.starts_with("//") && !to.starts_with("/\\"), "{path} leads to {to}");
    }
    server.is_well();
}

/// What a browser sends to open a window's connection.
pub const UPGRADE: [(&str, &str); 4] = [
    ("Connection", "Upgrade"),
    ("Upgrade", "websocket"),
    ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
];

#[test]
fn pages_of_other_sites_cant_listen() {
    let desk = site();
    let mut server = Server::of(desk.root());
    let own = format!("http://127.0.0.1:{}", server.port);
    let path = "/_dateline/live?page=%2F&print=0";
    let ask = |more: &[(&str, &str)]| server.connect().get(path, &[&UPGRADE, more].concat());
    for origin in ["http://evil.example", "null", "https://127.0.0.1.evil.example", "http://127.0.0.1:1"] {
        assert_eq!(ask(&[("Origin", origin)]).status, 403, "{origin}");
    }
    assert_eq!(ask(&[("Host", "evil.example"), ("Origin", "http://evil.example")]).status, 403);
    let opened = ask(&[("Origin", &own)]);
    assert_eq!(opened.status, 101);
    assert_eq!(opened.header("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    for (path, told) in [
        ("/_dateline/live", "no page"),
        ("/_dateline/live?page=%2F", "no print"),
        ("/_dateline/live?page=%2F..%2F..&print=0", "a path that leads out"),
        ("/_dateline/live?page=%2F&print=zz", "no number"),
    ] {
        let answer = server.connect().get(path, &[&UPGRADE[..], &[("Origin", &*own)]].concat());
        assert_eq!(answer.status, 400, "{told}");
    }
    let plain = server.get(path);
    assert!((400..500).contains(&plain.status), "no upgrade was asked for: {}", plain.status);
    server.is_well();
}

#[test]
fn requests_sent_at_once_are_answered_in_their_order() {
    let desk = site();
    let server = Server::of(desk.root());
    let paths = ["/news/2026/11/ferry/", "/plan.txt", "/", "/nowhere", "/news", "/rss.xml", "/news/2026/11/lamps/"];
    let alone: Vec<_> = paths.iter().map(|path| server.get(path)).collect();
    let mut client = server.connect();
    for _ in 0..5 {
        let all: String = paths.iter().map(|path| client.head("GET", path, &[])).collect();
        client.send(all.as_bytes());
        for (path, alone) in paths.iter().zip(&alone) {
            let answer = client.answer(false).expect("an answer");
            assert_eq!((answer.status, &answer.body), (alone.status, &alone.body), "{path}");
        }
    }
}
