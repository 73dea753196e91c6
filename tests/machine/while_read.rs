//! A file that changes while it is read: the page has one text or the other, never some of each.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use super::{Desk, is_right, site};

const WORDS: usize = 60_000;

fn text(word: &str) -> String {
    format!("---\ntitle: Changing\ndate: 2026-11-01\n---\n{}\n", format!("{word} ").repeat(WORDS))
}

/// Ends the writer when the builds are over, also where one of them fails its test.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Writes one text and the other in turn, in the way that `write` does it, while the site is built.
fn while_written(write: impl Fn(&Path, &str) + Sync) {
    let desk = Desk::bare();
    site(&desk, 10, "first");
    let file = desk.path("content/news/changing.md");
    fs::write(&file, text("alpha")).expect("written");
    let is_over = AtomicBool::new(false);
    let (mut pages, mut told) = (0, 0);
    thread::scope(|scope| {
        scope.spawn(|| {
            for word in ["omega", "alpha"].iter().cycle() {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                write(&file, &text(word));
                thread::sleep(Duration::from_millis(23));
            }
        });
        let _over = Over(&is_over);
        for _ in 0..15 {
            let run = desk.build(&[]);
            if run.status > 1 || run.stderr.contains("panicked") {
                panic!("status {}: {}{}", run.status, run.stdout, run.stderr);
            }
            if run.status == 1 || !run.codes().is_empty() {
                told += 1;
                continue;
            }
            let page = desk.read("public/news/2026/11/changing/index.html");
            let main = &page[page.find("class=\"body").unwrap_or(0)..];
            let is_mixed = main.contains("alpha") == main.contains("omega");
            if is_mixed {
                panic!("{} alpha, {} omega on one page", main.matches("alpha").count(), main.matches("omega").count());
            }
            pages += 1;
        }
    });
    eprintln!("{pages} pages, {told} diagnostics");
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    is_right(&desk, "after the file holds still");
}

#[test]
fn a_file_that_is_replaced_while_it_is_read() {
    while_written(|file, text| {
        let new = file.with_extension("new");
        fs::write(&new, text).expect("written");
        fs::rename(&new, file).expect("renamed");
    });
}

#[test]
fn a_file_that_is_written_in_place_while_it_is_read() {
    while_written(|file, text| fs::write(file, text).expect("written"));
}

/// Profiles and sections' pages are small files that are read more than once.
#[test]
fn a_profile_and_a_section_that_change_while_the_site_is_built() {
    let desk = Desk::bare();
    site(&desk, 150, "first");
    let files = ["content/authors/jane-roe.md", "content/news/_index.md"].map(|path| desk.path(path));
    // Where the text of one begins, the other has a letter of two bytes.
    let short = format!("---\ntitle: X\n---\n{}", "plain ".repeat(50));
    let long = format!("---\ntitle: x{}\n---\n{}", "\u{e9}".repeat(40), "\u{e9}t\u{e9} ".repeat(50));
    let replace = |text: &str| {
        for file in &files {
            fs::create_dir_all(file.parent().expect("a folder above")).expect("made");
            fs::write(file.with_extension("new"), text).expect("written");
            fs::rename(file.with_extension("new"), file).expect("renamed");
        }
    };
    replace(&short);
    let is_over = AtomicBool::new(false);
    let runs: Vec<_> = thread::scope(|scope| {
        scope.spawn(|| {
            for text in [&long, &short].into_iter().cycle() {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                replace(text);
                thread::sleep(Duration::from_millis(3));
            }
        });
        let _over = Over(&is_over);
        (0..15).map(|_| desk.build(&[])).collect()
    });
    for run in runs {
        run.is_orderly();
        assert!(run.status <= 1, "{}{}", run.stdout, run.stderr);
    }
    assert_eq!(desk.build(&[]).status, 0);
    is_right(&desk, "after the files hold still");
}
