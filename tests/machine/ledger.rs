//! A ledger that is damaged, cut, foreign or old is set aside with a note, and the build is right.

use std::fs;

use super::{Desk, desk::AT, dice::Dice, is_right, site};

const LEDGER: &str = ".dateline/ledger";

/// Kinds of damage, by number.
const KINDS: usize = 8;

/// A ledger with damage of a kind; none where it doesn't have so many bytes.
fn damaged(sound: &[u8], kind: usize, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    let at = dice.below(bytes.len());
    match kind {
        0 => bytes.truncate(at),
        1 => bytes[at] ^= 1 << dice.below(8),
        2 => bytes = (0..dice.below(5000)).map(|_| dice.next() as u8).collect(),
        3 => bytes.clear(),
        4 => bytes.extend_from_slice(&sound[..at]),
        5 => {
            // Another version, wherever it stands: it is at the head.
            for byte in bytes.iter_mut().take(16) {
                *byte = byte.wrapping_sub(1);
            }
        }
        6 => {
            let other = dice.below(bytes.len());
            bytes.swap(at, other);
            bytes[at] = bytes[at].wrapping_add(1);
        }
        _ => {
            let end = (at + 40).min(bytes.len());
            bytes[at..end].fill(0xFF);
        }
    }
    bytes
}

#[test]
fn a_damaged_ledger_is_noticed_and_set_aside() {
    let desk = Desk::bare();
    site(&desk, 30, "first");
    assert_eq!(desk.build(&[]).status, 0);
    if !desk.has(LEDGER) {
        eprintln!("left out: there is no ledger");
        return;
    }
    let mut dice = Dice::new(4);
    for round in 0..48 {
        let sound = fs::read(desk.path(LEDGER)).expect("read");
        let bytes = damaged(&sound, round % KINDS, &mut dice);
        let is_damaged = bytes != sound;
        fs::write(desk.path(LEDGER), bytes).expect("written");
        if round % 3 == 0 {
            desk.write("content/news/0.md", format!("---\ntitle: Edit {round}\ndate: 2026-11-01\n---\nNew.\n"));
        }
        if round % 5 == 0 {
            fs::remove_file(desk.path("public/news/2026/02/1/index.html")).expect("removed");
        }
        let run = desk.run(&["build", ".", "--at", AT]);
        run.is_orderly();
        assert_eq!(run.status, 0, "round {round}: {}{}", run.stdout, run.stderr);
        let told = format!("{}{}", run.stdout, run.stderr);
        // A part that isn't needed isn't read.
        let is_used = told.contains(" written") || told.contains(" removed");
        assert!(!is_damaged || !is_used || told.contains("ledger"), "round {round}: nothing is said of it: {told}");
        is_right(&desk, &format!("round {round}"));
        let again = desk.build(&[]);
        let told = format!("{}{}", again.stdout, again.stderr);
        assert!(!told.contains("ledger"), "round {round}: it is said once: {told}");
        assert_eq!((&again.summary["written"], &again.summary["removed"]), (&0.into(), &0.into()));
    }
}

#[test]
fn the_ledger_of_another_site_is_set_aside() {
    let (desk, other) = (Desk::bare(), Desk::bare());
    site(&desk, 20, "first");
    site(&other, 20, "other");
    other.write("site.yaml", "title: Another paper\nbase_url: https://other.example/\n");
    for desk in [&desk, &other] {
        assert_eq!(desk.build(&[]).status, 0);
    }
    if !desk.has(LEDGER) {
        eprintln!("left out: there is no ledger");
        return;
    }
    fs::copy(other.path(LEDGER), desk.path(LEDGER)).expect("copied");
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    is_right(&desk, "with the ledger of another");
}

#[test]
fn a_ledger_that_is_a_folder_or_cant_be_written_is_no_reason_to_fail() {
    let desk = Desk::bare();
    site(&desk, 10, "first");
    desk.write(".dateline/ledger/file", "mine");
    let run = desk.build(&[]);
    run.is_orderly();
    assert!(run.status == 0 || run.status == 3, "{}{}", run.stdout, run.stderr);
    if run.status == 0 {
        is_right(&desk, "with a folder where the ledger should be");
    }
}

#[test]
fn caches_may_be_deleted_at_any_time() {
    let desk = Desk::bare();
    site(&desk, 20, "first");
    for round in 0..3 {
        assert_eq!(desk.build(&[]).status, 0);
        let _ = fs::remove_dir_all(desk.path(".dateline"));
        desk.write("content/news/0.md", format!("---\ntitle: Edit {round}\ndate: 2026-11-01\n---\nNew.\n"));
        let run = desk.build(&[]);
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        is_right(&desk, "without a ledger");
    }
}
