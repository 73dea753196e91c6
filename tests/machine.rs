//! Machines that fail and files that don't hold still: full disks, builds side by side, files that change
//! while they are read, names that differ by case alone, ledgers that are damaged. Where a test needs
//! what this machine can't give (a mount), it says so and passes.

#![cfg(target_os = "linux")]

#[path = "desk/mod.rs"]
mod desk;
#[path = "incremental/dice.rs"]
#[allow(dead_code, reason = "few throws are needed here")]
mod dice;

#[path = "machine/disk_full.rs"]
mod disk_full;
#[path = "machine/ledger.rs"]
mod ledger;
#[path = "machine/mount.rs"]
mod mount;
#[path = "machine/names.rs"]
mod names;
#[path = "machine/together.rs"]
mod together;
#[path = "machine/while_read.rs"]
mod while_read;

use std::fs;

use desk::{Desk, SETTINGS};

/// Files of an output with their bytes.
type Bytes = Vec<(String, Vec<u8>)>;

/// A site of so many articles.
fn site(desk: &Desk, articles: usize, word: &str) {
    desk.write("site.yaml", SETTINGS);
    for n in 0..articles {
        let text = format!(
            "---\ntitle: Story {n} {word}\ndate: 2026-{:02}-{:02}\ntags: [t{}]\n---\n{}\n",
            1 + n % 10,
            1 + n % 28,
            n % 5,
            format!("The {word} text. ").repeat(60)
        );
        desk.write(&format!("content/news/{n}.md"), text);
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

/// Holds that `public/` is what a build from nothing makes.
#[track_caller]
fn is_right(desk: &Desk, told: &str) {
    let (is, should) = (desk.bytes("public"), fresh(desk));
    let differs: Vec<&String> = is.iter().filter(|file| !should.contains(file)).map(|(path, _)| path).collect();
    let missing: Vec<&String> = should.iter().filter(|file| !is.contains(file)).map(|(path, _)| path).collect();
    assert!(
        differs.is_empty() && missing.is_empty(),
        "{told}: {differs:?} should be other, {missing:?} should be there"
    );
}
