//! Odd files and folders through the program: links, names, outputs that aren't ours. Each gets a clear
//! diagnostic or simply works, and no file is touched that dateline didn't write.

mod desk;

use std::fs;
#[cfg(unix)]
use std::path::Path;

use desk::Desk;

/// A sound site that was built once, with its output.
fn published() -> (Desk, Vec<(String, Vec<u8>)>) {
    let desk = Desk::small();
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    let output = desk.bytes("public");
    assert!(output.len() > 10);
    (desk, output)
}

/// Adds a file to a sound site: it builds without a word, and the page is there.
#[track_caller]
fn works(path: &str, bytes: &[u8], page: &str) {
    let desk = Desk::small();
    desk.write(path, bytes);
    let run = desk.build(&[]);
    run.is_orderly();
    assert_eq!((run.status, run.codes()), (0, Vec::new()), "{}", run.stdout);
    assert!(desk.has(&format!("public{page}index.html")), "{:?}", desk.files("public"));
}

#[test]
fn redirects_that_are_too_many_are_told() {
    let aliases: String = (0..2_100).map(|n| format!("  - /old/{n}/\n")).collect();
    let desk = Desk::small();
    desk.write("content/news/a.md", format!("---\ntitle: A\ndate: 2026-11-01\naliases:\n{aliases}---\nText\n"));
    let run = desk.build(&[]);
    run.is_orderly();
    assert_eq!((run.status, run.codes()), (0, vec!["too-many"]), "{}", run.stdout);
}

#[test]
fn an_output_that_is_a_file_is_told_and_stays() {
    let desk = Desk::small();
    desk.write("public", "mine");
    for flags in [&[][..], &["--keep-going"]] {
        let run = desk.build(flags);
        run.is_orderly();
        assert_eq!((run.status, run.codes()), (1, vec!["output-not-ours"]), "{}", run.stdout);
        assert_eq!(desk.read("public"), "mine");
    }
}

#[test]
fn files_in_the_output_that_are_not_ours_are_never_removed_or_replaced() {
    let desk = Desk::small();
    desk.write("public/index.html", "mine");
    desk.write("public/notes.txt", "mine too");
    let run = desk.build(&[]);
    assert_eq!((run.status, run.codes()), (1, vec!["output-not-ours"]), "{}", run.stdout);
    assert_eq!(desk.files("public"), ["index.html", "notes.txt"]);
    fs::remove_file(desk.path("public/index.html")).expect("removed");
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert_eq!(desk.read("public/notes.txt"), "mine too");
    fs::remove_file(desk.path("content/news/ferry.md")).expect("removed");
    desk.write("public/news/mine.txt", "mine three");
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert!(!desk.has("public/news/2026/11/ferry/index.html") && desk.has("public/news/2026/11/lamps/index.html"));
    assert_eq!(
        (desk.read("public/notes.txt"), desk.read("public/news/mine.txt")),
        ("mine too".into(), "mine three".into())
    );
}

#[test]
fn a_foreign_file_in_a_built_output_is_not_replaced() {
    let (desk, _) = published();
    desk.write("public/news/2026/11/late/index.html", "mine");
    desk.write("content/news/late.md", "---\ntitle: Late\ndate: 2026-11-19\n---\nText\n");
    let run = desk.build(&[]);
    run.is_orderly();
    assert_eq!((run.status, run.codes()), (1, vec!["output-not-ours"]), "{}", run.stdout);
    assert_eq!(desk.read("public/news/2026/11/late/index.html"), "mine");
}

#[test]
fn a_second_build_writes_nothing() {
    let (desk, _) = published();
    for name in ["a.b", "a-b", "a", "a b", "a+b"] {
        desk.write(
            &format!("content/news/{name}/index.md"),
            format!("---\ntitle: {name}\ntags: [{name}]\ndate: 2026-11-01\n---\nx"),
        );
        desk.write(&format!("content/news/{name}/a.txt"), "x");
        desk.write(&format!("static/a/{name}.txt"), "x");
    }
    desk.build(&["--keep-going"]);
    let again = desk.build(&["--keep-going"]).summary;
    assert_eq!((&again["written"], &again["removed"]), (&0.into(), &0.into()), "{again}");
}

#[test]
fn a_folder_a_hundred_levels_deep_works() {
    let folder = "d/".repeat(100);
    works(&format!("content/{folder}a.md"), b"---\ntitle: A\ndate: 2026-11-01\n---\nText\n", "/d/2026/11/a/");
}

#[test]
fn file_names_of_every_kind_get_an_address_of_their_own() {
    let article = |title: &str| format!("---\ntitle: {title}\ndate: 2026-11-01\n---\nText\n");
    let desk = Desk::small();
    let long = "n".repeat(252);
    let names = [
        "two words",
        "100% sure",
        "a%2Fb",
        "line\nbreak",
        "🦭 seal",
        "?what#now",
        "\"quoted\"",
        "a&b<c>",
        "Ünïcode",
        "..dots..x",
        long.as_str(),
    ];
    for (n, name) in names.iter().enumerate() {
        desk.write(&format!("content/odd/{name}.md"), article(&format!("Story {n}.")));
    }
    let run = desk.build(&[]);
    run.is_orderly();
    assert_eq!(run.status, 0, "{}", run.stdout);
    let pages: Vec<String> =
        desk.files("public/odd").into_iter().filter(|f| f.starts_with("2026/") && f.ends_with("index.html")).collect();
    let stories = names.iter().filter(|name| !name.starts_with('.')).count();
    assert_eq!(pages.len(), stories, "{pages:#?}");
    let sitemap = desk.read("public/sitemap-2026-11.xml");
    for location in sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()) {
        assert!(location.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c)), "{location}");
    }
}

#[test]
fn names_that_differ_only_by_case_are_told() {
    let desk = Desk::small();
    desk.write("content/news/Storm.md", "---\ntitle: A\ndate: 2026-11-01\n---\nText\n");
    desk.write("content/news/storm.md", "---\ntitle: B\ndate: 2026-11-01\n---\nText\n");
    let run = desk.build(&[]);
    run.is_orderly();
    assert_eq!((run.status, run.codes()), (1, vec!["address-taken"]), "{}", run.stdout);
}

#[test]
fn addresses_can_t_lead_out_of_the_output() {
    for key in [
        "url: ../../x",
        "url: /../x/",
        "slug: ../x",
        "slug: a/../../b",
        "url: 'a\\..\\b'",
        "aliases: [../../y]",
        "url: //host/x",
        "url: \"/a\\0b/\"",
    ] {
        let desk = Desk::small();
        desk.write("content/news/a.md", format!("---\ntitle: A\ndate: 2026-11-01\n{key}\n---\nText\n"));
        let run = desk.build(&["--keep-going"]);
        run.is_orderly();
        assert!(!desk.has("x") && !desk.has("y") && !desk.has("b"), "{key}");
        assert!(desk.has("public/news/2026/11/ferry/index.html"), "{key}: {}", run.stdout);
    }
}

#[cfg(unix)]
#[test]
fn a_symlink_out_of_the_site_is_told_and_passed_over() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.md"), "---\ntitle: Secret\ndate: 2026-11-01\n---\nText\n").expect("written");
    for (target, link) in
        [("", "content/out"), ("secret.md", "content/news/secret.md"), ("secret.md", "static/secret.md")]
    {
        let desk = Desk::small();
        fs::create_dir_all(desk.path(link).parent().expect("above")).expect("made");
        symlink(outside.path().join(target), desk.path(link)).expect("linked");
        let run = desk.build(&[]);
        run.is_orderly();
        assert_eq!((run.status, run.codes()), (0, vec!["symlink-outside"]), "{link}: {}", run.stdout);
        assert!(desk.files("public").iter().all(|file| !file.contains("secret")), "{link}");
    }
}

#[cfg(unix)]
#[test]
fn a_loop_of_symlinks_is_told() {
    use std::os::unix::fs::symlink;
    for (target, link) in [
        ("..", "content/news/loop"),
        (".", "content/loop"),
        ("b", "content/news/b"),
        ("../..", "content/news/up"),
        (".", "static/loop"),
    ] {
        let desk = Desk::small();
        fs::create_dir_all(desk.path(link).parent().expect("above")).expect("made");
        symlink(target, desk.path(link)).expect("linked");
        let run = desk.build(&["--keep-going"]);
        run.is_orderly();
        assert!(run.stdout.contains(&format!("\"file\":\"{link}\"")), "{link}: {}", run.stdout);
        // A link to itself isn't a folder's.
        assert!(link.ends_with("/b") || run.codes() == ["symlink-loop"], "{link}: {}", run.stdout);
        assert!(desk.has("public/news/2026/11/ferry/index.html"), "{link}: {}", run.stdout);
    }
}

#[cfg(unix)]
#[test]
fn a_symlink_that_leads_nowhere_is_told() {
    use std::os::unix::fs::symlink;
    let desk = Desk::small();
    symlink("nowhere.md", desk.path("content/news/a.md")).expect("linked");
    let run = desk.build(&["--keep-going"]);
    run.is_orderly();
    assert!(run.stdout.contains("content/news/a.md"), "{}", run.stdout);
    assert!(desk.has("public/news/2026/11/ferry/index.html"));
}

#[cfg(unix)]
#[test]
fn a_file_that_cant_be_opened_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let (desk, before) = published();
    desk.write("content/news/a.md", "---\ntitle: A\n---\n");
    let lock = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
    lock(&desk.path("content/news/a.md"), 0);
    if fs::read(desk.path("content/news/a.md")).is_ok() {
        eprintln!("left out: whoever runs this test may read every file");
        return;
    }
    let run = desk.build(&[]);
    assert_eq!((run.status, run.told("file-unreadable")["file"].as_str()), (1, Some("content/news/a.md")));
    assert!(desk.bytes("public") == before);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_socket_in_the_content_does_not_hang_the_build() {
    let desk = Desk::small();
    let made = std::process::Command::new("mkfifo").arg(desk.path("content/news/pipe.md")).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("left out: no mkfifo");
        return;
    }
    let run = desk.build(&["--keep-going"]);
    run.is_orderly();
    assert!(desk.has("public/news/2026/11/ferry/index.html"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let (desk, before) = published();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    fs::write(desk.path("content/news").join(name), "# A\n").expect("written");
    let run = desk.build(&[]);
    run.is_orderly();
    run.told("name-not-utf8");
    assert!(run.status == 0 || desk.bytes("public") == before);
}

#[cfg(unix)]
#[test]
fn an_output_that_cant_be_written_fails_as_a_machine() {
    let desk = Desk::small();
    desk.write("file", "");
    let run = desk.build(&["--out", "file/public"]);
    run.is_orderly();
    assert!(matches!(run.status, 1..=3), "{}", run.stdout);
    assert_eq!(desk.read("file"), "");
}
