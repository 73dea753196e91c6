//! Bad input through the program: each fault gets a clear diagnostic or simply works, and what was
//! published before stays as it was. Never a panic, a hang or a half-written site.

mod desk;

use desk::{Desk, Run, SETTINGS};

/// A sound site that was built once, with its output.
fn published() -> (Desk, Vec<(String, Vec<u8>)>) {
    let desk = Desk::small();
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    let output = desk.bytes("public");
    assert!(output.len() > 10);
    (desk, output)
}

/// Adds a file to a published site. The build must fail with this code at this file and line (0:
/// the whole file), the last good output stay, and `--keep-going` publish all the rest.
#[track_caller]
fn fails(path: &str, bytes: &[u8], code: &str, line: u64) -> Run {
    let (desk, before) = published();
    desk.write(path, bytes);
    let run = desk.build(&[]);
    run.is_orderly();
    assert_eq!(run.status, 1, "{}", run.stdout);
    assert_eq!(run.summary["delivered"], false);
    let fault = run.told(code);
    assert_eq!((fault["file"].as_str(), fault["line"].as_u64().unwrap_or(0)), (Some(path), line), "{fault}");
    assert!(desk.bytes("public") == before, "the last good output stays");
    assert_eq!(desk.files(".").iter().filter(|f| f.contains("stage")).count(), 0, "nothing is left beside it");
    let run = desk.build(&["--keep-going"]);
    run.is_orderly();
    assert_eq!((run.status, &run.summary["delivered"]), (1, &true.into()), "{}", run.stdout);
    assert!(desk.has("public/news/2026/11/ferry/index.html"));
    run
}

/// Adds a file to a sound site: it builds, tells these codes, and the page is there.
#[track_caller]
fn works(path: &str, bytes: &[u8], codes: &[&str], page: &str) -> (Desk, Run) {
    let desk = Desk::small();
    desk.write(path, bytes);
    let run = desk.build(&[]);
    run.is_orderly();
    assert_eq!((run.status, run.codes()), (0, codes.to_vec()), "{}", run.stdout);
    assert!(desk.has(&format!("public{page}index.html")), "{:?}", desk.files("public"));
    (desk, run)
}

#[test]
fn front_matter_that_cant_be_read_is_told_with_its_line() {
    fails("content/news/a.md", b"---\ntitle: A\ntags: [x\n---\nText\n", "front-matter-unreadable", 4);
    fails("content/news/a.md", b"+++\ntitle = \"A\"\ndate = 2026-13-01\n+++\nText\n", "front-matter-unreadable", 3);
    fails("content/news/a.md", b"{\n\"title\": \"A\",\n}\nText\n", "front-matter-unreadable", 3);
    fails("content/news/a.md", b"---\ntitle: A\n\nText\n", "front-matter-unclosed", 1);
}

#[test]
fn text_that_is_not_utf8_is_told_with_its_line() {
    fails("content/news/a.md", b"---\ntitle: A\ndate: 2026-11-01\n---\nText \xff\n", "not-utf8", 5);
    fails("content/news/_index.md", b"---\ntitle: \xff\n---\n", "not-utf8", 2);
    fails("content/authors/a.md", b"---\ntitle: \xff\n---\n", "not-utf8", 2);
}

#[test]
fn text_in_utf16_is_told() {
    let bytes: Vec<u8> = "---\ntitle: A\n---\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let desk = Desk::small();
    desk.write("content/news/a.md", [&[0xff, 0xfe][..], &bytes].concat());
    let run = desk.build(&[]);
    run.is_orderly();
    assert_eq!(run.status, 1);
    run.told("not-utf8");
}

#[test]
fn byte_order_marks_and_crlf_are_read_through() {
    let text = "\u{feff}\r\n---\r\ntitle: A\r\ndate: 2026-11-01\r\n---\r\n\r\nText\r\n";
    let (desk, _) = works("content/news/a.md", text.as_bytes(), &[], "/news/2026/11/a/");
    assert!(!desk.read("public/news/2026/11/a/index.html").contains('\r'));
    let raw = "\u{feff}# Raw\r\n\r\n## Standfirst\r\n\r\nText\r\n";
    let (desk, _) = works("content/news/raw.md", raw.as_bytes(), &["undated"], "/news/raw/");
    assert!(desk.read("public/news/raw/index.html").contains("<title>Raw"));
}

#[test]
fn nul_bytes_are_dropped_and_told() {
    let text = b"---\ntitle: A\ndate: 2026-11-01\n---\nTe\0xt\n";
    let (desk, _) = works("content/news/a.md", text, &["nul-bytes"], "/news/2026/11/a/");
    let page = desk.read("public/news/2026/11/a/index.html");
    assert!(page.contains("Text") && !page.contains('\0'));
}

#[test]
fn ten_megabytes_in_one_line_are_an_article_or_too_large() {
    let desk = Desk::small();
    let text = format!("---\ntitle: A\ndate: 2026-11-01\n---\n{}\n", "word *and* [ more ".repeat(10_000_000 / 18));
    desk.write("content/news/a.md", text);
    let run = desk.build(&["--keep-going"]);
    run.is_orderly();
    assert!(run.status == 0 || run.codes() == ["too-large"], "{}", run.stdout);
    assert!(desk.has("public/index.html"));
}

#[test]
fn text_that_nests_deeply_does_not_break_the_reader() {
    for text in [
        "> ".repeat(50_000),
        "[".repeat(50_000),
        "*a _b ".repeat(30_000),
        "- ".repeat(3_000) + "x",
        "<div>".repeat(20_000),
        format!("{}{}", "![".repeat(10_000), "](a)".repeat(10_000)),
        "`".repeat(50_000),
        "{{ a(b=\"".repeat(5_000),
        "{% a() %}".repeat(5_000),
    ] {
        let desk = Desk::small();
        desk.write("content/news/a.md", format!("---\ntitle: A\ndate: 2026-11-01\n---\n{text}\n"));
        let run = desk.build(&["--keep-going"]);
        run.is_orderly();
        assert!(desk.has("public/news/2026/11/ferry/index.html"), "{}…: {}", &text[..10], run.stdout);
    }
}

#[test]
fn front_matter_that_nests_deeply_is_told() {
    for text in [
        format!("---\ntitle: {}\n---\n", "[".repeat(20_000)),
        format!("---\ntitle: {}{}\n---\n", "[".repeat(2_000), "]".repeat(2_000)),
        format!("{{\"title\": {}\n", "[".repeat(20_000)),
        format!("+++\ntitle = {}\n+++\n", "[".repeat(20_000)),
        format!("---\n{}\n---\n", (0..2_000).map(|n| " ".repeat(n) + "a:\n").collect::<String>()),
    ] {
        let desk = Desk::small();
        desk.write("content/news/a.md", &text);
        let run = desk.build(&["--keep-going"]);
        run.is_orderly();
        assert!(desk.has("public/news/2026/11/ferry/index.html"), "{}: {}", &text[..20], run.stdout);
    }
}

#[test]
fn a_yaml_bomb_does_not_go_off() {
    let mut text = "---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let before = format!("*a{}", n - 1);
        text.push_str(&format!("a{n}: &a{n} [{}]\n", [before.as_str(); 10].join(", ")));
    }
    text.push_str("title: *a11\n---\nText\n");
    let run = fails("content/news/a.md", text.as_bytes(), "front-matter-unreadable", 2);
    assert!(run.stdout.len() < 20_000, "a fault is told in a few words");
}

#[test]
fn yaml_aliases_of_the_usual_size_work() {
    let text = "---\ntitle: A\ndate: 2026-11-01\ntags: &t [x, y]\nextra: *t\n---\nText\n";
    works("content/news/a.md", text.as_bytes(), &[], "/news/2026/11/a/");
}

#[test]
fn days_that_no_calendar_has_are_told_with_their_line() {
    for day in
        ["2026-02-31", "2026-13-01", "31 February 2026", "0000-00-00", "99999-01-01", "2026-11-01T25:00:00Z", "soon"]
    {
        let text = format!("---\ntitle: A\ndate: {day}\n---\nText\n");
        fails("content/news/a.md", text.as_bytes(), "date-unreadable", 3);
    }
}

#[test]
fn an_embargo_without_a_time_holds_the_story_back() {
    let (desk, before) = published();
    desk.write("content/news/a.md", "---\ntitle: A\ndate: 2026-11-01\nembargo: 2026-11-02\n---\nText\n");
    assert_eq!(desk.build(&[]).status, 1);
    assert!(desk.bytes("public") == before);
    let run = desk.build(&["--keep-going"]);
    assert_eq!((run.status, run.told("embargo-vague")["line"].as_u64()), (1, Some(4)));
    assert!(!desk.has("public/news/2026/11/a/index.html"));
}

#[test]
fn an_empty_file_is_a_warning() {
    for bytes in [&b""[..], b"\n\n", b"\xef\xbb\xbf", b"---\n---\n"] {
        let desk = Desk::small();
        desk.write("content/news/a.md", bytes);
        let run = desk.build(&[]);
        run.is_orderly();
        assert_eq!(run.status, 0, "{}", run.stdout);
        assert!(run.codes().contains(&"empty"), "{bytes:?}: {}", run.stdout);
    }
}

#[test]
fn a_site_without_articles_is_built() {
    for files in [&[][..], &["content/.keep"], &["content/news/_index.md"], &["content/about.txt"]] {
        let desk = Desk::bare();
        desk.write("site.yaml", SETTINGS);
        files.iter().for_each(|file| desk.write(file, ""));
        let run = desk.build(&[]);
        run.is_orderly();
        assert_eq!(run.status, 0, "{files:?}: {}", run.stdout);
        for path in ["index.html", "rss.xml", "sitemap.xml", "404.html"] {
            assert!(desk.has(&format!("public/{path}")), "{files:?}: {path}");
        }
    }
}

#[test]
fn a_folder_with_nothing_at_all_is_a_site_or_is_refused() {
    let desk = Desk::bare();
    let run = desk.build(&[]);
    run.is_orderly();
    assert!(
        run.status == 0 && desk.has("public/index.html") || run.status <= 2 && !desk.has("public"),
        "{}",
        run.stdout
    );
}

#[test]
fn settings_that_cant_be_read_are_told_with_their_line() {
    for (text, code, line) in [
        ("title: A\nnavigation: [\n", "setting-wrong", 3),
        ("title: A\ntitel: B\n", "setting-unknown", 2),
        ("title: A\ntimezone: Mars/Olympus\n", "setting-wrong", 2),
        ("title: A\npage_size: many\n", "setting-wrong", 2),
        ("- a\n- b\n", "setting-wrong", 1),
    ] {
        let (desk, before) = published();
        desk.write("site.yaml", text);
        let run = desk.build(&["--keep-going"]);
        run.is_orderly();
        assert_eq!(run.status, 1, "{text}: {}", run.stdout);
        let fault = run.told(code);
        assert_eq!(
            (fault["file"].as_str(), fault["line"].as_u64()),
            (Some("site.yaml"), Some(line)),
            "{text}: {fault}"
        );
        assert!(desk.bytes("public") == before, "{text}");
    }
}

#[test]
fn settings_in_latin_1_are_told() {
    let (desk, before) = published();
    desk.write("site.yaml", b"title: Caf\xe9\n");
    let run = desk.build(&["--keep-going"]);
    assert_eq!((run.status, run.told("not-utf8")["file"].as_str()), (1, Some("site.yaml")));
    assert!(desk.bytes("public") == before);
}

#[test]
fn data_that_cant_be_read_is_told_with_its_line() {
    for (path, text) in [
        ("data/a.yaml", "a: [\n"),
        ("data/a.json", "{\"a\": }\n"),
        ("data/a.toml", "a = \n"),
        ("data/a.csv", "a,b\n1,2,3\n"),
    ] {
        let (desk, before) = published();
        desk.write(path, text);
        let run = desk.build(&[]);
        run.is_orderly();
        assert_eq!((run.status, run.told("data-unreadable")["file"].as_str()), (1, Some(path)), "{}", run.stdout);
        assert!(desk.bytes("public") == before);
    }
}

#[test]
fn two_articles_at_one_address_are_told_with_both_files() {
    let (desk, before) = published();
    desk.write("content/news/other.md", "---\ntitle: B\ndate: 2026-11-02\nslug: ferry\n---\nText\n");
    let run = desk.build(&[]);
    assert_eq!((run.status, run.codes()), (1, vec!["address-taken"]), "{}", run.stdout);
    let told = run.told("address-taken").to_string();
    assert!(told.contains("content/news/ferry.md") && told.contains("content/news/other.md"), "{told}");
    assert!(desk.bytes("public") == before);
    let run = desk.build(&["--keep-going"]);
    assert_eq!((run.status, &run.summary["delivered"]), (1, &true.into()), "{}", run.stdout);
    assert!(desk.has("public/news/2026/11/lamps/index.html"));
}

#[test]
fn a_template_that_recurses_for_ever_is_told() {
    for (path, text) in [
        ("templates/article.html", "{% include \"article.html\" %}"),
        ("templates/article.html", "{% extends \"article.html\" %}"),
        ("templates/article.html", "{% extends \"site/article.html\" %}"),
        ("templates/parts/card.html", "{% include \"parts/card.html\" %}"),
        ("templates/base.html", "{% extends \"article.html\" %}"),
        (
            "templates/components/factbox.html",
            "{% component factbox(title=\"\") %}{{<factbox title=\"x\"/>}}{% endcomponent factbox %}",
        ),
    ] {
        let (desk, before) = published();
        desk.write("content/news/box.md", "---\ntitle: Box\ndate: 2026-11-02\n---\n{{ factbox(title=\"a\") }}\n");
        desk.write(path, text);
        let run = desk.build(&[]);
        run.is_orderly();
        assert_eq!(run.status, 1, "{path} {text}: {}", run.stdout);
        assert!(
            ["template-", "recursion depth"].iter().any(|w| run.stdout.contains(w)),
            "{path} {text}: {}",
            run.stdout
        );
        assert!(desk.bytes("public") == before);
    }
}

#[test]
fn a_template_that_can_t_be_read_is_told_with_its_line() {
    for text in [
        &b"a\n{% if %}\n"[..],
        b"a\n{{ x | nothing }}\n",
        b"a\n{% include \"nowhere.html\" %}\n",
        b"a\n\xff\n",
        b"a\n{{ a",
    ] {
        let (desk, before) = published();
        desk.write("templates/article.html", text);
        let run = desk.build(&["--keep-going"]);
        run.is_orderly();
        assert_eq!(run.status, 1, "{}", run.stdout);
        let fault = run.diagnostics.iter().find(|d| d["code"].as_str().is_some_and(|c| c.starts_with("template-")));
        let fault = fault.unwrap_or_else(|| panic!("{}", run.stdout));
        assert_eq!(fault["file"], "templates/article.html", "{fault}");
        assert!(desk.bytes("public") == before);
    }
}

#[test]
fn all_errors_of_a_site_are_told_in_one_run() {
    let desk = Desk::small();
    desk.write("content/news/a.md", "---\ntitle: [\n---\n");
    desk.write("content/news/b.md", "---\ntitle: B\ndate: 2026-02-31\n---\n");
    desk.write("content/news/c.md", "---\ntitle: C\ndate: 2026-11-02\n---\n[gone](gone.md)\n");
    desk.write("content/news/d.md", b"---\ntitle: D\n---\n\xff\n");
    let run = desk.build(&[]);
    run.is_orderly();
    for code in ["front-matter-unreadable", "date-unreadable", "link-broken", "not-utf8"] {
        assert!(run.codes().contains(&code), "{code}: {}", run.stdout);
    }
    let files: Vec<&str> = run.diagnostics.iter().filter_map(|d| d["file"].as_str()).collect();
    assert!(files.is_sorted(), "{files:?}");
}
