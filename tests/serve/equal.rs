//! What is served is what is built, byte for byte, but for the one script that a page carries.

use std::{fs, path::Path};

use super::{
    desk::{AT, Desk, files_below},
    same::{built, compared, path_of, without_script},
    server::Server,
};

/// The newspaper of this repository.
fn paper() -> Desk {
    let desk = Desk::bare();
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["content", "data", "static", "themes"] {
        for file in files_below(&home.join(folder)) {
            let path = format!("{folder}/{file}");
            desk.write(&path, fs::read(home.join(&path)).expect("read"));
        }
    }
    // Copies of pictures and cards take half a minute; they are held against each other in tests/incremental/soak.rs.
    let settings = fs::read_to_string(home.join("site.yaml")).expect("read");
    desk.write(
        "site.yaml",
        settings.replace("images: fast", "images: off").replace("social_cards: on", "social_cards: off"),
    );
    desk
}

#[track_caller]
fn is_equal(flags: &[&str], base: &str) {
    let desk = paper();
    let files = built(&desk, flags);
    assert!(files.len() > 100, "{} files", files.len());
    let mut server = Server::with(desk.root(), &[&["--at", AT], flags].concat());
    let faults = compared(&server, &files, base).faults;
    assert!(faults.is_empty(), "{} of {} differ:\n{}", faults.len(), files.len(), faults.join("\n"));
    let faults = compared(&server, &files, base).faults;
    assert!(faults.is_empty(), "{} of {} differ when asked again:\n{}", faults.len(), files.len(), faults.join("\n"));
    if base.is_empty() {
        server.is_well();
    }
}

#[test]
fn the_paper_is_served_as_it_is_built() {
    is_equal(&[], "");
}

#[test]
fn the_paper_is_served_with_drafts_as_it_is_built_with_them() {
    is_equal(&["--drafts"], "");
}

#[test]
fn a_paper_below_a_path_of_its_host_stands_below_it_here() {
    is_equal(&["--base-url", "https://x.example/paper"], "/paper");
}

#[test]
fn the_root_of_a_host_leads_to_a_paper_below_a_path() {
    let desk = Desk::small();
    let server = Server::with(desk.root(), &["--at", AT, "--base-url", "https://x.example/paper"]);
    let root = server.get("/");
    assert_eq!((root.status, root.header("location").as_str()), (301, "/paper/"));
    assert_eq!(server.get("/paper/").status, 200);
    assert_eq!(server.get("/news/2026/11/ferry/").status, 404);
    assert_eq!(server.get("/papers/").status, 404);
}

#[test]
fn an_alias_leads_on_and_shows_the_page_that_does() {
    let desk = paper();
    let files = built(&desk, &[]);
    let server = Server::of(desk.root());
    for path in ["/crane/", "/crane", "/2024/market-hall-in-flames/"] {
        let to = if path.contains("crane") { "/harbour/number-four/" } else { "/news/2024/03/market-hall-fire/" };
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location").as_str()), (301, to), "{path}");
        if let Some(bytes) = files.get(&format!("{}index.html", &path[1..])) {
            let (body, _) = without_script(&answer);
            assert_eq!(String::from_utf8_lossy(&body), String::from_utf8_lossy(bytes), "{path}");
        }
    }
    assert_eq!(server.get("/harbour/number-four/").status, 200);
}

#[test]
fn nothing_is_served_that_isnt_built() {
    let desk = paper();
    let server = Server::of(desk.root());
    // A draft, a story under embargo and one of tomorrow, by the addresses they will have.
    let drafts = Server::with(desk.root(), &["--at", AT, "--drafts"]);
    let (plain, more) = (built(&desk, &[]), built(&desk, &["--drafts"]));
    let hidden: Vec<&String> = more.keys().filter(|file| !plain.contains_key(*file)).collect();
    assert!(!hidden.is_empty());
    for file in hidden {
        let path = path_of(file, "");
        assert_eq!(drafts.get(&path).status, 200, "{path}");
        assert_eq!(server.get(&path).status, 404, "{path}");
    }
}
