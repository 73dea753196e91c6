//! Larger sites: all but the pages of `tests/sites/small`, to the byte, and the same bytes on any machine.
//!
//! `UPDATE=1` rewrites `tests/sites/small/expected`; a person reads the diff.

mod desk;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use desk::{AT, Desk, files_below, run};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a site's sources into a folder; `reversed` makes the files in another order.
fn lay(from: &Path, to: &Path, reversed: bool) {
    let folders = ["site.yaml", "content", "data", "static", "themes", "templates"];
    let is_source = |file: &String| folders.iter().any(|part| file == part || file.starts_with(&format!("{part}/")));
    let mut files: Vec<String> = files_below(from).into_iter().filter(is_source).collect();
    if reversed {
        files.reverse();
    }
    for file in files {
        let target = to.join(&file);
        fs::create_dir_all(target.parent().expect("a folder above")).expect("made");
        fs::copy(from.join(&file), target).expect("copied");
    }
}

/// What isn't a page for people, nor one of the theme's files.
fn is_for_machines(file: &str) -> bool {
    !file.ends_with(".html") && !file.starts_with("assets/") && !file.ends_with(".svg") && file != "search.js"
}

#[test]
fn the_small_site_is_as_expected() {
    let site = repository().join("tests/sites/small");
    let expected = site.join("expected");
    let desk = Desk::bare();
    lay(&site, desk.root(), false);
    let built = desk.build(&[]);
    assert_eq!(built.status, 0, "{}", built.stdout);
    let mut now: Vec<(String, String)> = desk
        .files("public")
        .into_iter()
        .filter(|file| is_for_machines(file))
        .map(|file| (file.clone(), desk.read(&format!("public/{file}"))))
        .collect();
    // Names of the theme's files hold a hash of what is in them.
    let pages: String =
        desk.files("public").into_iter().filter(|f| !f.starts_with("assets/")).map(|f| f + "\n").collect();
    now.push(("ALL-FILES".into(), pages));
    let told: String = built.diagnostics.iter().map(|d| format!("{d}\n")).collect();
    now.push(("DIAGNOSTICS".into(), told));
    if env::var("UPDATE").is_ok_and(|value| value == "1") {
        let _ = fs::remove_dir_all(&expected);
        for (file, text) in &now {
            let path = expected.join(file);
            fs::create_dir_all(path.parent().expect("a folder above")).expect("made");
            fs::write(path, text).expect("written");
        }
        return;
    }
    let mut names: Vec<String> = now.iter().map(|(file, _)| file.clone()).collect();
    names.sort();
    assert_eq!(files_below(&expected), names);
    for (file, text) in now {
        let wanted = fs::read_to_string(expected.join(&file)).expect("read");
        if let Some((n, (old, new))) = wanted.lines().zip(text.lines()).enumerate().find(|(_, (old, new))| old != new) {
            panic!("{file}:{}\n- {old}\n+ {new}", n + 1);
        }
        assert_eq!(wanted, text, "{file}");
    }
}

/// A build in an environment of its own.
struct Machine {
    jobs: &'static str,
    zone: &'static str,
    locale: &'static str,
    reversed: bool,
    /// Whether it runs in the site's folder.
    at_home: bool,
}

/// Builds a copy of a site; gives every output with its bytes, and what was told.
fn build(from: &Path, machine: &Machine, images: &str) -> (Vec<(String, Vec<u8>)>, Vec<serde_json::Value>) {
    let home = tempfile::tempdir().expect("a folder");
    let site: PathBuf = home.path().join(if machine.at_home { "a" } else { "somewhere/else entirely" });
    fs::create_dir_all(&site).expect("made");
    lay(from, &site, machine.reversed);
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let (folder, argument) =
        if machine.at_home { (site.clone(), ".".into()) } else { (elsewhere.path().to_owned(), site.clone()) };
    command.current_dir(folder).arg("build").arg(argument).args([
        "--at",
        AT,
        "--format",
        "json",
        "--jobs",
        machine.jobs,
        "--images",
        images,
    ]);
    command.env("TZ", machine.zone).env("LANG", machine.locale).env("LC_ALL", machine.locale);
    let built = run(command, Duration::from_secs(60));
    assert_eq!(built.status, 0, "{}{}", built.stdout, built.stderr);
    let out = site.join("public");
    let files = files_below(&out).into_iter().map(|file| (file.clone(), fs::read(out.join(file)).expect("read")));
    (files.collect(), built.diagnostics)
}

#[test]
fn the_same_site_is_the_same_bytes_on_any_machine() {
    let one = Machine { jobs: "1", zone: "UTC", locale: "C", reversed: false, at_home: true };
    let other =
        Machine { jobs: "4", zone: "Pacific/Kiritimati", locale: "tr_TR.UTF-8", reversed: true, at_home: false };
    // Sixty pictures take their time in a program that isn't optimised; the small site has some too.
    for (site, images) in [(repository().to_owned(), "off"), (repository().join("tests/sites/small"), "fast")] {
        let (first, told) = build(&site, &one, images);
        let (second, told_again) = build(&site, &other, images);
        let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&first), names(&second));
        for ((name, bytes), (_, others)) in first.iter().zip(&second) {
            assert!(bytes == others, "{name} differs");
        }
        assert_eq!(told, told_again);
    }
}
