//! Names that differ by case or Unicode form alone, from one build to the next.

use std::fs;

use super::{Desk, is_right};

/// Renames files between builds and back; each output must be right.
fn renamed(from: &str, to: &str, text: &str) {
    let desk = Desk::small();
    desk.write(from, text);
    let mut names = [from, to];
    for round in 0..4 {
        let run = desk.build(&[]);
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        is_right(&desk, &format!("{} in round {round}", names[0]));
        fs::rename(desk.path(names[0]), desk.path(names[1])).expect("renamed");
        names.swap(0, 1);
    }
}

#[test]
fn an_article_whose_name_changes_its_case() {
    renamed("content/news/Harbour.md", "content/news/harbour.md", "---\ntitle: H\ndate: 2026-11-02\n---\nText\n");
}

#[test]
fn an_article_whose_name_changes_its_unicode_form() {
    let text = "---\ntitle: Z\ndate: 2026-11-02\n---\nText\n";
    renamed("content/news/caf\u{e9}.md", "content/news/cafe\u{301}.md", text);
    renamed("content/news/\u{17e}uvis/index.md", "content/news/z\u{30c}uvis.md", text);
}

#[test]
fn a_static_file_whose_name_changes_its_case() {
    renamed("static/Plan.txt", "static/plan.txt", "plan");
}

#[test]
fn a_file_that_becomes_a_folder_and_back() {
    let desk = Desk::small();
    for round in 0..4 {
        if round % 2 == 0 {
            let _ = fs::remove_dir_all(desk.path("static/a"));
            desk.write("static/a", "a file");
        } else {
            fs::remove_file(desk.path("static/a")).expect("removed");
            desk.write("static/a/b.txt", "in a folder");
        }
        let run = desk.build(&[]);
        assert_eq!(run.status, 0, "round {round}: {}{}", run.stdout, run.stderr);
        is_right(&desk, &format!("round {round}"));
    }
}
