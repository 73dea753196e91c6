//! Several builds of a site at once, and several sites that want one output.

use std::{
    fs,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use super::{
    Desk,
    desk::{AT, program},
    is_right, site,
};

fn start(desk: &Desk, flags: &[&str]) -> Child {
    let mut command = Command::new(program());
    command.current_dir(desk.root()).args(["build", ".", "--at", AT]).args(flags);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

#[track_caller]
fn ends_well(child: Child) {
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}: {}", output.status, String::from_utf8_lossy(&output.stderr));
}

#[test]
fn builds_at_once_all_end_well() {
    for round in 0..8 {
        let desk = Desk::bare();
        site(&desk, 60, "first");
        if round % 2 == 1 {
            assert_eq!(desk.build(&[]).status, 0);
        }
        let mut children = Vec::new();
        for n in 0..2 + round % 3 {
            desk.write(
                &format!("content/news/{n}.md"),
                format!("---\ntitle: Edit {round}\ndate: 2026-11-0{}\n---\nNew.\n", n + 1),
            );
            children.push(start(&desk, &["--quiet"]));
            thread::sleep(Duration::from_millis(7 * round as u64));
        }
        children.into_iter().for_each(ends_well);
        let run = desk.build(&[]);
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        is_right(&desk, &format!("round {round}"));
        let left: Vec<String> = desk.files(".").into_iter().filter(|path| path.contains("stage")).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn an_output_of_another_site_is_refused() {
    let (one, other) = (Desk::small(), Desk::small());
    other.write("site.yaml", "title: The Other Post\nbase_url: https://other.example/\n");
    other.write("content/news/other.md", "---\ntitle: Other\ndate: 2026-11-01\n---\nText\n");
    let shared = tempfile::tempdir().expect("a folder");
    let out = shared.path().join("public");
    let flags = ["--out", &*out.to_string_lossy()];
    assert_eq!(one.build(&flags).status, 0);
    let before = super::desk::files_below(&out);
    let run = other.build(&flags);
    run.is_orderly();
    assert!(run.status == 1 || run.status == 2, "{}{}", run.stdout, run.stderr);
    let told = format!("{}{}", run.stdout, run.stderr);
    assert!(told.contains("another site was written here: "), "it names the other site: {told}");
    assert_eq!(super::desk::files_below(&out), before);
    assert_eq!(one.build(&flags).status, 0, "the first one goes on");
    fs::remove_dir_all(&out).expect("removed");
    assert_eq!(other.build(&flags).status, 0, "an output that is gone is free");
}

#[test]
fn a_site_that_is_moved_keeps_its_output() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = Desk::small();
    assert_eq!(desk.build(&[]).status, 0);
    let moved = home.path().join("moved");
    let status = Command::new("cp").arg("-a").arg(desk.root()).arg(&moved).status().expect("there is `cp`");
    assert!(status.success());
    let file = moved.join("content/news/ferry.md");
    fs::write(file, "---\ntitle: Ferry returns\ndate: 2026-11-18\n---\nIt is gone.\n").expect("written");
    let output =
        Command::new(program()).current_dir(&moved).args(["build", ".", "--at", AT]).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = fs::read_to_string(moved.join("public/news/2026/11/ferry/index.html")).expect("there");
    assert!(page.contains("It is gone."));
}

#[test]
fn verify_builds_again_elsewhere_and_agrees() {
    let desk = Desk::bare();
    site(&desk, 30, "first");
    for round in 0..3 {
        desk.write("content/news/0.md", format!("---\ntitle: Edit {round}\ndate: 2026-11-01\n---\nNew.\n"));
        let run = desk.build(&["--verify"]);
        assert_eq!((run.status, &run.summary["delivered"]), (0, &true.into()), "{}{}", run.stdout, run.stderr);
        is_right(&desk, &format!("round {round}"));
        let names: Vec<_> =
            fs::read_dir(desk.root()).expect("listed").map(|e| e.expect("listed").file_name()).collect();
        let known = ["content", "site.yaml", "public", ".dateline"];
        assert!(names.iter().all(|name| known.iter().any(|known| *name == **known)), "{names:?}");
    }
    let run = desk.build(&["--verify"]);
    assert_eq!((run.status, &run.summary["written"]), (0, &0.into()), "{}{}", run.stdout, run.stderr);
}
