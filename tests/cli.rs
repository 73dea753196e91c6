//! The program as its users start it: wrong usage, exit statuses, and the commands that write copy.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

/// The program in `folder`, in an environment that says nothing.
fn dateline(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    for name in ["SOURCE_DATE_EPOCH", "DATELINE_AUTHOR", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.current_dir(folder).args(args).output().expect("the program starts")
}

/// Exit status, stdout, stderr.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (output.status.code().expect("it wasn't killed"), text(&output.stdout), text(&output.stderr))
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn site() -> tempfile::TempDir {
    let folder = folder();
    let (status, _, stderr) = told(&dateline(folder.path(), &["init", "courier"]));
    assert_eq!(status, 0, "{stderr}");
    folder
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn wrong_usage_exits_2_and_says_what_would_be_right() {
    let site = site();
    for (args, words) in [
        (&["biuld"][..], "build"),
        (&["build", "--at", "2026-11-23"], "an offset"),
        (&["build", "--base-url", "example.org"], "https://"),
        (&["build", "--drafts"], "--out"),
        (&["build", "--jobs", "0"], "--jobs"),
        (&["build", "--images", "good"], "best"),
        (&["build", "no-such-folder"], "no-such-folder"),
        (&["build", "--quiet", "--verbose"], "--verbose"),
        (&["new", "Headline", "--site", "nowhere"], "nowhere"),
        (&["new"], "HEADLINE"),
        (&["publish", "no-such-file.md"], "no-such-file.md"),
        (&["publish", "courier/site.yaml"], ".md"),
        (&["completions", "sh"], "bash"),
        (&["register", "no-such-folder"], "no-such-folder"),
        (&["theme", "new", "Harbour Blue"], "small Latin letters"),
        (&["theme", "new", "bulletin"], "built in"),
        (&["theme", "list", "--site", "nowhere"], "nowhere"),
        (&["register", "courier", "--gone", "town/ferry"], "slash"),
        (&["register", "courier", "--config", "no-such.yaml"], "no-such.yaml"),
    ] {
        let (status, stdout, stderr) = told(&dateline(site.path(), args));
        assert_eq!((status, stdout.as_str()), (2, ""), "{args:?}: {stderr}");
        assert!(stderr.contains(words), "{args:?}: {stderr}");
    }
}

#[test]
fn a_new_theme_builds_at_once_and_is_never_overwritten() {
    let site = site();
    let new = ["theme", "new", "harbour", "--site", "courier"];
    let (status, stdout, stderr) = told(&dateline(site.path(), &new));
    assert_eq!((status, stdout.as_str()), (0, ""), "{stderr}");
    assert!(stderr.contains("theme: harbour") && stderr.contains("courier/themes/harbour"), "{stderr}");
    assert!(!read(site.path(), "courier/themes/harbour/theme.yaml").contains('@'));
    let (status, _, stderr) = told(&dateline(site.path(), &["build", "courier", "--theme", "harbour", "--strict"]));
    assert!(!stderr.contains("theme") && status <= 1, "{stderr}");
    let own = "courier/themes/harbour/templates/parts/footer.html";
    fs::write(site.path().join(own), "mine").expect("written");
    let (status, _, stderr) = told(&dateline(site.path(), &new));
    assert!(status == 1 && stderr.contains("is there already"), "{status} {stderr}");
    assert_eq!(read(site.path(), own), "mine");
    let (status, stdout, _) = told(&dateline(site.path(), &["theme", "list", "--site", "courier"]));
    assert_eq!(status, 0);
    let names: Vec<&str> = stdout.lines().filter_map(|line| line[2..].split_whitespace().next()).collect();
    assert_eq!(names, ["broadsheet", "bulletin", "harbour"]);
    assert!(stdout.starts_with("* broadsheet"), "{stdout}");
}

#[test]
fn help_and_version_are_answers() {
    let folder = folder();
    for args in [&["--help"][..], &["-h"], &["--version"], &["build", "--help"], &["completions", "fish"]] {
        let (status, stdout, stderr) = told(&dateline(folder.path(), args));
        assert_eq!((status, stderr.as_str()), (0, ""), "{args:?}");
        assert!(!stdout.is_empty(), "{args:?}");
    }
    let help = told(&dateline(folder.path(), &["--help"])).1;
    for command in ["init", "new", "publish", "correct", "next", "build", "explain", "register", "theme", "completions"]
    {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
    }
    assert!(!help.contains("\n  man "), "{help}");
}

#[test]
fn man_pages_are_written() {
    let folder = folder();
    let (status, _, stderr) = told(&dateline(folder.path(), &["man", "pages"]));
    assert_eq!(status, 0, "{stderr}");
    assert!(read(folder.path(), "pages/dateline.1").contains(".TH dateline 1"));
    assert!(read(folder.path(), "pages/dateline-build.1").contains("keep"));
    assert!(!folder.path().join("pages/dateline-man.1").exists());
}

#[test]
fn init_makes_a_site_with_its_title_and_days() {
    let folder = folder();
    let (status, stdout, stderr) = told(&dateline(folder.path(), &["init", "the-daily-tide"]));
    assert_eq!((status, stdout.as_str()), (0, ""));
    assert!(stderr.contains("dateline build the-daily-tide"), "{stderr}");
    let settings = read(folder.path(), "the-daily-tide/site.yaml");
    assert!(settings.contains("title: \"The Daily Tide\"\n") && settings.contains("\nai: deny\n"), "{settings}");
    assert_eq!(read(folder.path(), "the-daily-tide/.gitignore"), "public/\n.dateline/\n");
    for entry in walkdir::WalkDir::new(folder.path()) {
        let entry = entry.expect("listed");
        assert!(!entry.path().to_string_lossy().contains('@'), "{entry:?}");
        if entry.file_type().is_file() {
            let text = fs::read_to_string(entry.path()).expect("UTF-8");
            let left = ["@TITLE@", "@YEAR@", "@TODAY@", "@YESTERDAY@", "@DAY_BEFORE@"];
            assert!(!left.iter().any(|word| text.contains(word)), "{entry:?}");
        }
    }
}

#[test]
fn init_takes_an_empty_folder_or_one_with_dot_files_and_no_other() {
    let folder = folder();
    let repository = folder.path().join("repository");
    fs::create_dir_all(repository.join(".git")).expect("made");
    fs::write(repository.join(".gitignore"), "mine\n").expect("written");
    assert_eq!(told(&dateline(&repository, &["init", "."])).0, 0);
    assert_eq!(read(&repository, ".gitignore"), "mine\n");
    let settings = read(&repository, "site.yaml");
    assert!(settings.contains("\"Repository\""), "{settings}");
    let (status, stdout, stderr) = told(&dateline(&repository, &["init", "."]));
    assert_eq!((status, stdout.as_str()), (1, ""));
    assert!(stderr.starts_with("error: `.` isn't empty"), "{stderr}");
    assert_eq!(told(&dateline(&repository, &["init", "site.yaml"])).0, 1);
}

#[test]
fn new_prints_the_path_of_a_draft() {
    let site = site();
    let (status, stdout, _) =
        told(&dateline(site.path(), &["new", "Żółw & friends", "--section", "sport", "--site", "courier"]));
    assert_eq!(status, 0);
    let path = stdout.trim_end();
    assert!(path.starts_with("courier/content/sport/2") && path.ends_with("/żółw-friends.md"), "{path}");
    let text = read(site.path(), path);
    assert_eq!(text, "---\ntitle: \"Żółw & friends\"\ndescription: \"\"\nauthors: []\ntags: []\ndraft: true\n---\n\n");
}

#[test]
fn new_finds_the_site_and_the_section_that_one_stands_in() {
    let site = site();
    let sport = site.path().join("courier/content/sport");
    let (status, stdout, stderr) = told(&dateline(&sport, &["new", "A goal"]));
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with('2') && sport.join(stdout.trim_end()).is_file(), "{stdout}");
    let (_, stdout, stderr) = told(&dateline(&site.path().join("courier"), &["new", "A vote"]));
    assert!(stdout.starts_with("content/town/2"), "{stdout}");
    assert!(stderr.contains("town, sport"), "{stderr}");
}

#[test]
fn new_never_overwrites() {
    let site = site();
    let root = site.path().join("courier");
    let path = told(&dateline(&root, &["new", "Twice", "--quiet"])).1;
    fs::write(root.join(path.trim_end()), "mine").expect("written");
    for args in [&["new", "Twice"][..], &["new", "TWICE", "--live"]] {
        let (status, stdout, stderr) = told(&dateline(&root, args));
        assert_eq!((status, stdout.as_str()), (1, ""));
        assert!(stderr.contains("is there already"), "{stderr}");
    }
    assert_eq!(read(&root, path.trim_end()), "mine");
}

#[test]
fn new_names_the_sections_there_are() {
    let site = site();
    let root = site.path().join("courier");
    let (status, _, stderr) = told(&dateline(&root, &["new", "X", "--section", "sprot"]));
    assert_eq!(status, 1);
    assert!(stderr.contains("did you mean `sport`? The sections are: town, sport"), "{stderr}");
    let (status, stdout, stderr) = told(&dateline(&root, &["new", "X", "-s", "zzz", "--format", "json"]));
    assert_eq!((status, stderr.as_str()), (1, ""));
    let error: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(error["type"], "error");
}

#[test]
fn new_live_is_a_bundle_with_an_entry() {
    let site = site();
    let (status, stdout, _) = told(&dateline(site.path(), &["new", "Election night", "--live", "--site", "courier"]));
    assert_eq!(status, 0);
    assert!(stdout.ends_with("/election-night/index.md\n"), "{stdout}");
    let text = read(site.path(), stdout.trim_end());
    assert!(text.contains("\nkind: live\n"), "{text}");
    let entries = site.path().join(stdout.trim_end()).with_file_name("entries");
    assert_eq!(fs::read_dir(entries).expect("a folder for entries").count(), 1);
}

#[test]
fn a_headline_without_letters_is_refused() {
    let site = site();
    let (status, stdout, stderr) = told(&dateline(&site.path().join("courier"), &["new", "***"]));
    assert_eq!((status, stdout.as_str()), (1, ""));
    assert!(stderr.contains("no letter or digit"), "{stderr}");
}

#[test]
fn publish_stamps_the_minute_in_the_sites_zone_and_nothing_else() {
    let site = site();
    let root = site.path().join("courier");
    fs::write(root.join("site.yaml"), "timezone: Asia/Kathmandu\n").expect("written");
    let file = root.join("content/town/a.md");
    fs::write(&file, "\u{feff}---\r\ntitle: A\r\ndraft: true\r\n---\r\n\r\nText\r\n").expect("written");
    let (status, stdout, stderr) = told(&dateline(&root.join("content/town"), &["publish", "a.md"]));
    assert_eq!((status, stdout.as_str()), (0, ""));
    let text = fs::read_to_string(&file).expect("UTF-8");
    let date = text.split("date: ").nth(1).and_then(|rest| rest.split("\r\n").next()).expect("a date");
    assert!(date.ends_with(":00+05:45") && date.len() == 25, "{date}");
    assert!(stderr.contains(date), "{stderr}");
    assert_eq!(text, format!("\u{feff}---\r\ntitle: A\r\ndate: {date}\r\n---\r\n\r\nText\r\n"));
    let (_, _, stderr) = told(&dateline(&root, &["publish", "content/town/a.md"]));
    assert!(stderr.contains("it keeps its date"), "{stderr}");
    assert_eq!(fs::read_to_string(&file).expect("UTF-8"), text);
    let names: Vec<_> = fs::read_dir(root.join("content/town")).expect("listed").collect();
    assert_eq!(names.len(), 3, "nothing is left beside it: {names:?}");
}

#[test]
fn correct_writes_a_correction_and_says_what_it_wrote() {
    let site = site();
    let root = site.path().join("courier");
    fs::write(root.join("site.yaml"), "timezone: Asia/Kathmandu\n").expect("written");
    let file = root.join("content/town/a.md");
    fs::write(&file, "---\ntitle: A\ndate: 2026-11-02\n---\n\nText\n").expect("written");
    let args =
        ["correct", "a.md", "It was *six*.", "--kind", "update", "--date", "2026-11-03 10:00", "--format", "json"];
    let (status, stdout, stderr) = told(&dateline(&root.join("content/town"), &args));
    assert_eq!((status, stderr.as_str()), (0, ""));
    let told_of: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!((&told_of["type"], &told_of["kind"]), (&"corrected".into(), &"update".into()));
    assert_eq!(told_of["date"], "2026-11-03T10:00:00+05:45");
    let written = "---\ntitle: A\ndate: 2026-11-02\ncorrections:\n  - date: 2026-11-03T10:00:00+05:45\n    \
                   kind: update\n    text: \"It was *six*.\"\n---\n\nText\n";
    assert_eq!(fs::read_to_string(&file).expect("UTF-8"), written);
    for (bad, word) in [(&["a.md", " "][..], "text"), (&["a.md", "x", "--date", "1/2/2026"], "--date")] {
        let (status, _, stderr) = told(&dateline(&root.join("content/town"), &[&["correct"], bad].concat()));
        assert!(status == 2 && stderr.contains(word), "{status} {stderr}");
    }
    assert_eq!(fs::read_to_string(&file).expect("UTF-8"), written);
}

#[test]
fn publish_tells_what_it_cant_read_and_leaves_it() {
    let site = site();
    let file = site.path().join("courier/content/town/a.md");
    for (bytes, code) in [
        (&b"---\ntitle: [\n---\n"[..], "error[front-matter-unreadable]"),
        (b"---\ntitle: A\n", "error[front-matter-unclosed]"),
        (b"---\ntitle: \xff\n---\n", "error[not-utf8]"),
    ] {
        fs::write(&file, bytes).expect("written");
        let (status, stdout, stderr) = told(&dateline(site.path(), &["publish", "courier/content/town/a.md"]));
        assert_eq!((status, stdout.as_str()), (1, ""));
        assert!(stderr.starts_with(code) && stderr.contains("--> courier/content/town/a.md"), "{stderr}");
        assert_eq!(fs::read(&file).expect("read"), bytes);
    }
}

#[cfg(unix)]
#[test]
fn publish_keeps_links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = site();
    let (real, link) = (site.path().join("real.md"), site.path().join("courier/content/link.md"));
    fs::write(&real, "# A\n").expect("written");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("set");
    symlink(&real, &link).expect("linked");
    assert_eq!(told(&dateline(site.path(), &["publish", "courier/content/link.md"])).0, 0);
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert_eq!(fs::metadata(&real).expect("there").permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&real).expect("UTF-8").starts_with("---\ndate: "));
}

#[test]
fn a_failing_machine_exits_3_with_one_line() {
    let site = site();
    fs::write(site.path().join("file"), "").expect("written");
    let (status, stdout, stderr) = told(&dateline(site.path(), &["man", "file/pages"]));
    assert_eq!((status, stdout.as_str()), (3, ""));
    assert!(stderr.starts_with("error: couldn't make file/pages: ") && stderr.lines().count() == 1, "{stderr}");
}
