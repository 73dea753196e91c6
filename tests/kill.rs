//! Builds that are killed at any moment: the next one gives the right site, as if nothing had happened.

#![cfg(unix)]

mod desk;

use std::{
    fs,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use desk::{AT, Desk, SETTINGS, program};

/// Articles of the site.
const ARTICLES: usize = 200;

/// Files of an output with their bytes.
type Bytes = Vec<(String, Vec<u8>)>;

/// A site large enough for a build to be hit in the middle.
fn large() -> Desk {
    let desk = Desk::bare();
    desk.write("site.yaml", format!("{SETTINGS}page_size: 10\ncompress: [gzip]\n"));
    write(&desk, "first");
    desk
}

/// Writes all articles with a word of their own.
fn write(desk: &Desk, word: &str) {
    for n in 0..ARTICLES {
        let section = ["news", "sport", "harbour"][n % 3];
        let (year, month, day) = (2024 + n % 3, 1 + n % 10, 1 + n % 28);
        let text = format!(
            "---\ntitle: Story {n} {word}\ndate: {year}-{month:02}-{day:02}\ntags: [t{}, {word}]\nauthors: [Writer {}]\n---\n{}\n",
            n % 17,
            n % 7,
            format!("It is the {word} text of {n}. ").repeat(40)
        );
        desk.write(&format!("content/{section}/{n}.md"), text);
    }
}

/// What a build from nothing makes.
fn fresh(desk: &Desk) -> Bytes {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let out = elsewhere.path().join("fresh");
    let run = desk.build(&["--full", "--out", &out.to_string_lossy()]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let read = |path: String| (path.clone(), fs::read(out.join(&path)).expect("read"));
    desk::files_below(&out).into_iter().map(read).collect()
}

fn start(desk: &Desk) -> Child {
    let mut command = Command::new(program());
    command.current_dir(desk.root()).args(["build", ".", "--quiet", "--at", AT]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

/// How long a build takes that nobody disturbs.
fn length(desk: &Desk) -> Duration {
    let began = Instant::now();
    assert!(start(desk).wait().expect("it ends").success());
    began.elapsed()
}

/// Starts a build, sends a signal after a part of a build's length, and waits. Tells whether it was hit.
fn hit(desk: &Desk, signal: &str, after: Duration) -> bool {
    let mut child = start(desk);
    thread::sleep(after);
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
    assert!(sent.is_ok(), "there is `kill`");
    let began = Instant::now();
    loop {
        match child.try_wait().expect("waited for") {
            Some(status) => return !status.success(),
            None if began.elapsed() > Duration::from_secs(20) => {
                child.kill().expect("killed");
                panic!("it goes on after {signal}");
            }
            None => thread::sleep(Duration::from_millis(1)),
        }
    }
}

/// After a hit: the next build is right, and nothing lies about.
#[track_caller]
fn recovers(desk: &Desk, should: &Bytes, told: &str) {
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{told}: {}{}", run.stdout, run.stderr);
    let is = desk.bytes("public");
    let differs: Vec<&String> = is.iter().filter(|file| !should.contains(file)).map(|(path, _)| path).collect();
    let missing: Vec<&String> =
        should.iter().map(|(p, _)| p).filter(|p| is.binary_search_by(|f| f.0.cmp(p)).is_err()).collect();
    assert!(differs.is_empty() && missing.is_empty(), "{told}: {differs:?} differ, {missing:?} are missing");
    let known = ["content", "site.yaml", "templates", "public", ".dateline"];
    let names = fs::read_dir(desk.root()).expect("listed").map(|entry| entry.expect("listed").file_name());
    let left: Vec<_> = names.filter(|name| !known.iter().any(|known| *name == **known)).collect();
    assert!(left.is_empty(), "{told}: {left:?} lie beside the output");
}

/// Delays over the length of a build and a little more.
fn delays(length: Duration, count: u32) -> impl Iterator<Item = Duration> {
    (0..count).map(move |n| length * (2 * n + 1) * 11 / (20 * count))
}

#[test]
fn a_first_build_that_is_killed() {
    let desk = large();
    let length = length(&desk);
    let should = fresh(&desk);
    let mut hits = 0;
    for after in delays(length, 14) {
        for folder in ["public", ".dateline"] {
            let _ = fs::remove_dir_all(desk.path(folder));
        }
        hits += usize::from(hit(&desk, "-KILL", after));
        recovers(&desk, &should, &format!("killed after {after:?} of {length:?}"));
    }
    assert!(hits > 6, "only {hits} builds were hit");
    eprintln!("{hits} first builds were killed");
}

/// Changes the site to and fro, and hits each build.
fn rebuilds(signal: &str, count: u32, change: impl Fn(&Desk, &str)) {
    let desk = large();
    let mut should = Vec::new();
    let mut lengths = Vec::new();
    for word in ["first", "second"] {
        change(&desk, word);
        lengths.push(length(&desk));
        should.push(fresh(&desk));
    }
    let mut hits = 0;
    for (n, after) in delays(lengths[1], count).enumerate() {
        change(&desk, ["first", "second"][n % 2]);
        hits += usize::from(hit(&desk, signal, after));
        if n % 4 == 3 {
            // Changed once more before anything was repaired.
            change(&desk, ["second", "first"][n % 2]);
            hit(&desk, signal, after / 2);
            change(&desk, ["first", "second"][n % 2]);
        }
        recovers(&desk, &should[n % 2], &format!("{signal} after {after:?} of {:?}", lengths[1]));
    }
    assert!(hits > count as usize / 3, "only {hits} builds were hit");
    eprintln!("{hits} builds were hit by {signal}");
}

#[test]
fn a_build_of_many_edits_that_is_killed() {
    rebuilds("-KILL", 14, write);
}

#[test]
fn a_build_after_a_template_changed_that_is_killed() {
    rebuilds("-KILL", 14, |desk, word| {
        let text = "{% extends \"broadsheet/article.html\" %}{% block head %}<meta name=\"w\" content=\"WORD\">{% endblock head %}";
        desk.write("templates/article.html", text.replace("WORD", word));
    });
}

#[test]
fn a_build_that_is_told_to_end() {
    rebuilds("-TERM", 6, write);
    rebuilds("-INT", 6, write);
}
