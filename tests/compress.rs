//! Compressed copies beside the outputs: they are right, they are ours, they follow what they are copies of.

mod desk;

use std::fs;
use std::io::Read;

use desk::{Desk, SETTINGS};
use flate2::read::GzDecoder;

fn paper(compress: &str) -> Desk {
    let desk = Desk::small();
    set(&desk, compress);
    desk.write("static/tiny.txt", "small");
    desk.write("static/notes.txt", "The harbour is calm today. ".repeat(80));
    desk.write("static/own.txt", "The harbour is rough today. ".repeat(80));
    desk.write("static/own.txt.gz", "somebody's own");
    desk.write("static/photo.jpg", vec![b'x'; 4_000]);
    desk
}

fn set(desk: &Desk, compress: &str) {
    desk.write("site.yaml", format!("{SETTINGS}compress: {compress}\n"));
}

fn build(desk: &Desk, flags: &[&str]) {
    let run = desk.build(flags);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

fn copies(desk: &Desk) -> Vec<String> {
    desk.files("public").into_iter().filter(|path| path.ends_with(".gz") || path.ends_with(".br")).collect()
}

fn opened(desk: &Desk, path: &str) -> String {
    let bytes = fs::read(desk.path("public").join(path)).expect(path);
    let mut text = String::new();
    match path.ends_with(".gz") {
        true => GzDecoder::new(&*bytes).read_to_string(&mut text),
        false => brotli::Decompressor::new(&*bytes, 4096).read_to_string(&mut text),
    }
    .expect(path);
    text
}

#[test]
fn copies_open_to_what_they_stand_beside() {
    let desk = paper("[br, gzip]");
    build(&desk, &[]);
    let copies = copies(&desk);
    for path in ["index.html.br", "index.html.gz", "news/2026/11/ferry/index.html.gz", "rss.xml.br", "notes.txt.gz"] {
        assert!(copies.iter().any(|copy| copy == path), "no {path} among {copies:?}");
    }
    for path in ["tiny.txt.gz", "photo.jpg.gz", "_headers.gz", "own.txt.gz.gz"] {
        assert!(!copies.iter().any(|copy| copy == path), "{path}");
    }
    for path in copies.iter().filter(|path| *path != "own.txt.gz") {
        assert_eq!(opened(&desk, path), desk.read(&format!("public/{}", &path[..path.len() - 3])), "{path}");
    }
    assert_eq!(desk.read("public/own.txt.gz"), "somebody's own");
    let gzip = fs::read(desk.path("public/index.html.gz")).expect("a copy");
    assert_eq!(gzip[4..8], [0; 4], "no time in its head");
    let manifest = desk.read("public/.dateline-manifest");
    assert!(copies.iter().all(|path| manifest.lines().any(|line| line == path)));
}

#[test]
fn copies_follow_what_they_are_copies_of() {
    let desk = paper("[gzip]");
    build(&desk, &[]);
    let time = |path: &str| fs::metadata(desk.path(path)).and_then(|meta| meta.modified()).expect(path);
    let before = time("public/news/2026/11/lamps/index.html.gz");
    desk.write("content/news/ferry.md", "---\ntitle: Ferry returns\ndate: 2026-11-18\n---\nIt is back, at last.\n");
    build(&desk, &["--verify"]);
    assert!(opened(&desk, "news/2026/11/ferry/index.html.gz").contains("at last"));
    assert_eq!(time("public/news/2026/11/lamps/index.html.gz"), before, "an unchanged copy is left alone");
    fs::write(desk.path("public/index.html.gz"), "spoiled").expect("written");
    build(&desk, &["--verify"]);
    assert_eq!(opened(&desk, "index.html.gz"), desk.read("public/index.html"));
    fs::remove_file(desk.path("content/news/ferry.md")).expect("removed");
    build(&desk, &["--verify"]);
    assert!(!desk.has("public/news/2026/11/ferry"));
}

#[test]
fn copies_go_and_come_back_with_the_setting() {
    let desk = paper("true");
    build(&desk, &[]);
    let (all, page) = (copies(&desk), fs::metadata(desk.path("public/index.html")).expect("a page"));
    assert!(all.len() > 10);
    set(&desk, "false");
    build(&desk, &["--verify"]);
    assert_eq!(copies(&desk), ["own.txt.gz"]);
    set(&desk, "br");
    build(&desk, &["--verify"]);
    assert!(copies(&desk).iter().all(|path| path.ends_with(".br") || path == "own.txt.gz"));
    set(&desk, "[gzip, br]");
    build(&desk, &["--verify"]);
    assert_eq!(copies(&desk), all);
    let same = fs::metadata(desk.path("public/index.html")).expect("a page");
    assert_eq!(same.modified().expect("a time"), page.modified().expect("a time"), "pages are not printed again");
}

#[test]
fn a_coding_that_is_none_is_told() {
    let desk = paper("[zip]");
    let run = desk.build(&[]);
    assert_eq!(run.status, 1);
    assert!(run.told("setting-wrong")["message"].is_string());
}
