//! Whole sites as tests: `tests/cases/*.txt`, each a tiny site and what comes of it on one screen.
//!
//! A case opens with a sentence and its flags, then has sections of files:
//!
//! ```text
//! What the case shows.
//! $ dateline build --keep-going      or `dateline check`, which writes nothing
//! == content/news/a.md ==            a file of the site
//! == content/news/a.md (then) ==     the file after a first build; the case builds again
//! == content/news/a.jpg (picture) == a picture: size, format and what its file says (`tests/desk/picture.rs`)
//! == content/news/a.md (gone) ==     a file that is removed after a first build
//! == public/a.txt (before) ==        a file that lies in the output before the build
//! == diagnostics ==                  exit status and all that was told; without it: 0 and nothing
//! == public/rss.xml ==               an output, to the byte
//! == public/index.html (text) ==     what a reader sees of the page's `main`
//! == public/index.html (contains) == lines that stand in it, in this order; `! ` before one that mustn't
//! == public/a.jpg (picture) ==       what a picture is, told in the same words
//! == public/a/index.html (absent) == no such output
//! == public/news/ (files) ==         all files of a folder of the output
//! ```
//!
//! A case without a `site.yaml` gets that of `desk`. `UPDATE=1` rewrites what can be written (not
//! `contains` and `absent`); a person reads the diff. `CASE=word` runs the cases whose names hold it.

mod desk;
#[path = "desk/picture.rs"]
mod picture;
mod visible_text;

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

use desk::{Desk, Run, SETTINGS};
use rayon::prelude::*;
use visible_text::visible_text;

/// A case's file, parsed.
struct Case {
    /// The sentence and the command.
    head: String,
    /// The command and its flags.
    flags: Vec<String>,
    sections: Vec<Section>,
}

struct Section {
    path: String,
    /// The word in brackets.
    how: String,
    text: String,
}

#[test]
fn cases() {
    let only = env::var("CASE").unwrap_or_default();
    let update = env::var("UPDATE").is_ok_and(|value| value == "1");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder()).expect("cases").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.retain(|file| file.to_string_lossy().contains(&only));
    assert!(!files.is_empty(), "no case is named {only}");
    let failures = Mutex::new(Vec::new());
    files.par_iter().for_each(|file| {
        let text = fs::read_to_string(file).expect("a case in UTF-8");
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let (now, faults) = Case::parse(&name, &text).play(update);
        if update && now != text {
            fs::write(file, &now).expect("written");
        }
        if !faults.is_empty() {
            failures.lock().expect("no panic before").push(format!("── {name}\n{}", faults.join("\n")));
        }
    });
    let mut failures = failures.into_inner().expect("no panic before");
    failures.sort();
    assert!(failures.is_empty(), "{} of {} cases\n{}", failures.len(), files.len(), failures.join("\n\n"));
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

impl Case {
    fn parse(name: &str, text: &str) -> Case {
        let mut head = String::new();
        let mut sections: Vec<Section> = Vec::new();
        for line in text.split_inclusive('\n') {
            let title = line.trim_end().strip_prefix("== ").and_then(|rest| rest.strip_suffix(" =="));
            if let Some(title) = title {
                let (path, how) = match title.rsplit_once(" (") {
                    Some((path, how)) => (path, how.trim_end_matches(')')),
                    None => (title, ""),
                };
                sections.push(Section { path: path.into(), how: how.into(), text: String::new() });
            } else if let Some(section) = sections.last_mut() {
                section.text.push_str(line);
            } else {
                head.push_str(line);
            }
        }
        // A blank line before the next section is for the eye.
        let last = sections.len().saturating_sub(1);
        for section in &mut sections[..last] {
            if section.text.ends_with("\n\n") || section.text == "\n" {
                section.text.pop();
            }
        }
        let command = head.lines().find_map(|line| line.strip_prefix("$ dateline "));
        let command = command.unwrap_or_else(|| panic!("{name}: no line `$ dateline …`"));
        let flags = command.split_whitespace().map(str::to_owned).collect();
        Case { head, flags, sections }
    }

    /// Builds the site and holds it against what is expected. Gives the case as it is now, and what differs.
    fn play(mut self, update: bool) -> (String, Vec<String>) {
        let desk = Desk::bare();
        desk.write("site.yaml", SETTINGS);
        self.files("")
            .chain(self.files("before"))
            .for_each(|section| desk.write(&section.path, escaped(&section.text)));
        self.files("picture").for_each(|section| desk.write(&section.path, picture::draw(&section.text)));
        let flags: Vec<&str> = self.flags.iter().map(String::as_str).collect();
        let mut run = desk.command(flags[0], &flags[1..]);
        if self.files("then").chain(self.files("gone")).next().is_some() {
            self.files("then").for_each(|section| desk.write(&section.path, escaped(&section.text)));
            self.files("gone").for_each(|section| fs::remove_file(desk.path(&section.path)).expect("removed"));
            run = desk.command(flags[0], &flags[1..]);
        }
        run.is_orderly();
        let mut faults = Vec::new();
        let told = told(&run);
        if !self.sections.iter().any(|s| s.path == "diagnostics") && told != "exit 0\n" {
            self.add_diagnostics();
        }
        for section in self.sections.iter_mut().filter(|section| section.is_expected()) {
            let now = if section.path == "diagnostics" { told.clone() } else { section.now(&desk) };
            match section.how.as_str() {
                "contains" => faults.extend(missing(&section.path, &section.text, &now)),
                "absent" if now.is_empty() => {}
                "absent" => faults.push(format!("{} is there", section.path)),
                _ if now == section.text => {}
                _ if update => section.text = now,
                _ => faults.push(format!("{}\n{}", section.path, difference(&section.text, &now))),
            }
        }
        (self.to_string(), faults)
    }

    fn files<'c>(&'c self, how: &'c str) -> impl Iterator<Item = &'c Section> {
        self.sections.iter().filter(move |section| !section.is_expected() && section.how == how)
    }

    /// A case that expects no diagnostics says nothing of them: they come after the files.
    fn add_diagnostics(&mut self) {
        let after = self.sections.iter().position(Section::is_expected).unwrap_or(self.sections.len());
        let text = "exit 0\n".to_owned();
        self.sections.insert(after, Section { path: "diagnostics".into(), how: String::new(), text });
    }
}

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.head)?;
        for (n, section) in self.sections.iter().enumerate() {
            let how = if section.how.is_empty() { String::new() } else { format!(" ({})", section.how) };
            let gap = if n + 1 < self.sections.len() { "\n" } else { "" };
            write!(f, "== {}{how} ==\n{}{gap}", section.path, section.text)?;
        }
        Ok(())
    }
}

impl Section {
    fn is_expected(&self) -> bool {
        self.path == "diagnostics" || self.path.starts_with("public/") && self.how != "before"
    }

    /// What the build made of it.
    fn now(&self, desk: &Desk) -> String {
        if self.how == "files" {
            return desk.files(&self.path).into_iter().map(|file| file + "\n").collect();
        }
        if !desk.has(&self.path) {
            return if self.how == "absent" { String::new() } else { "(no such file)\n".into() };
        }
        if self.how == "picture" {
            return picture::tell(&self.path, &fs::read(desk.path(&self.path)).expect("a file"));
        }
        let text = desk.read(&self.path);
        match self.how.as_str() {
            "text" => visible_text(&text),
            "" | "contains" => with_end(text),
            "absent" => "there".into(),
            how => panic!("`({how})` is no way to look at an output"),
        }
    }
}

/// Files of a site are written as they stand, but for `␀`, `␍` and `␂` (a byte that is no UTF-8),
/// which no text file should hold, and `␛` for a byte-order mark.
fn escaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '␀' => bytes.push(0),
            '␍' => bytes.push(b'\r'),
            '␂' => bytes.push(0xff),
            '␛' => bytes.extend("\u{feff}".bytes()),
            c => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    bytes
}

fn with_end(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The exit status, then a line for each diagnostic.
fn told(run: &Run) -> String {
    let mut text = format!("exit {}\n", run.status);
    for d in &run.diagnostics {
        let word = |key: &str| d[key].as_str().unwrap_or("").to_owned();
        text.push_str(&format!("{}[{}] {}: {}\n", word("severity"), word("code"), place(d), word("message")));
        for also in d["also"].as_array().into_iter().flatten() {
            text.push_str(&format!("  {}: {}\n", place(also), also["message"].as_str().unwrap_or("")));
        }
    }
    for error in
        run.stdout.lines().filter(|line| line.contains("\"type\":\"failure\"") || line.contains("\"type\":\"error\""))
    {
        text.push_str(error);
        text.push('\n');
    }
    text
}

fn place(at: &serde_json::Value) -> String {
    let mut place = at["file"].as_str().unwrap_or("").to_owned();
    for key in ["line", "column"] {
        if let Some(number) = at[key].as_u64() {
            place.push_str(&format!(":{number}"));
        }
    }
    place
}

/// Lines that aren't in the text after the one before, and lines that mustn't be in it at all.
fn missing(path: &str, lines: &str, text: &str) -> Vec<String> {
    let (mut faults, mut rest) = (Vec::new(), text);
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(unwanted) = line.strip_prefix("! ") {
            if text.contains(unwanted) {
                faults.push(format!("{path} holds {unwanted}"));
            }
        } else if let Some(at) = rest.find(line) {
            rest = &rest[at + line.len()..];
        } else {
            let order = if text.contains(line) { " in this order" } else { "" };
            faults.push(format!("{path} doesn't hold{order}: {line}"));
        }
    }
    faults
}

/// The lines that differ, between the first and the last that do.
fn difference(expected: &str, now: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), now.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[same..].iter().rev().zip(new[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let rows = |mark: &str, rows: &[&str]| rows.iter().map(|row| format!("  {mark} {row}\n")).collect::<String>();
    format!(
        "  line {}\n{}{}",
        same + 1,
        rows("-", &old[same..old.len() - tail]),
        rows("+", &new[same..new.len() - tail])
    )
}
