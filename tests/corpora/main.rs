//! Sites of real articles that others wrote, built with `--keep-going`: no panic, every fault that is
//! named is really in the copy, every sound article has its page, and the output is asked real questions.
//!
//! The articles are no part of this repository: `DATELINE_SHARED`, else `../shared`, holds them in
//! `corpora/`. Where that isn't there, these tests say so and pass.

#[path = "../desk/mod.rs"]
mod desk;
#[path = "../visible_text/mod.rs"]
mod visible_text;

mod eighteen_f;
mod faults;
mod guides;
mod haskell_weekly;
mod otel;
mod page;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use desk::{AT, Desk, Run};

/// A corpus as a built site.
pub struct Built {
    pub desk: Desk,
    pub run: Run,
}

/// A corpus's folder, if the corpora are there.
pub fn corpus(name: &str) -> Option<PathBuf> {
    let shared = env::var_os("DATELINE_SHARED").filter(|path| !path.is_empty()).map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let folder = shared.join("corpora").join(name);
    if !folder.is_dir() {
        eprintln!("left out: the corpora aren't there");
        return None;
    }
    Some(folder)
}

/// Copies all files below `from` to `to` in the desk's site.
pub fn lay(desk: &Desk, from: &Path, to: &str) {
    for file in desk::files_below(from) {
        desk.write(&format!("{to}/{file}"), fs::read(from.join(&file)).expect("read"));
    }
}

/// Builds the site with `--keep-going`.
pub fn build(desk: Desk) -> Built {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(desk.root()).args(["build", ".", "--keep-going", "--at", AT, "--format", "json"]);
    let run = desk::run(command, Duration::from_secs(120));
    run.is_orderly();
    let errors = run.diagnostics.iter().any(|d| d["severity"] == "error");
    assert_eq!(run.status, i32::from(errors), "the status tells of errors");
    assert_eq!(run.summary["delivered"], true, "{}", run.summary);
    let built = Built { desk, run };
    keep(&built);
    faults::are_all_real(&built);
    built
}

/// Copies the output to `DATELINE_KEEP`, if that is set, for validators to look at.
fn keep(built: &Built) {
    let Some(folder) = env::var_os("DATELINE_KEEP").filter(|path| !path.is_empty()).map(PathBuf::from) else { return };
    let settings = built.desk.read("site.yaml");
    let title = settings.lines().find_map(|line| line.strip_prefix("title: ")).expect("a title");
    let folder = folder.join(title.replace(' ', "-"));
    let _ = fs::remove_dir_all(&folder);
    for file in built.desk.files("public") {
        let target = folder.join(&file);
        fs::create_dir_all(target.parent().expect("a folder above")).expect("made");
        fs::copy(built.desk.path("public").join(&file), target).expect("copied");
    }
}

impl Built {
    /// A page of the output: its address in, its HTML out.
    #[track_caller]
    pub fn page(&self, address: &str) -> String {
        self.desk.read(&format!("public{address}index.html"))
    }

    /// Whether there is a page at the address.
    pub fn has(&self, address: &str) -> bool {
        self.desk.has(&format!("public{address}index.html"))
    }

    /// The addresses of all pages below an address, sorted.
    pub fn pages(&self, below: &str) -> Vec<String> {
        let files = self.desk.files(&format!("public{below}"));
        files.iter().filter_map(|file| file.strip_suffix("index.html")).map(|page| format!("{below}{page}")).collect()
    }

    /// The files of an article that errors were told of.
    pub fn faulty(&self) -> Vec<&str> {
        let errors = self.run.diagnostics.iter().filter(|d| d["severity"] == "error");
        errors.filter_map(|d| d["file"].as_str()).collect()
    }

    /// The diagnostics of a code.
    pub fn told(&self, code: &str) -> Vec<&serde_json::Value> {
        self.run.diagnostics.iter().filter(|d| d["code"] == code).collect()
    }

    /// The addresses of the articles that a list shows on all its pages, each once.
    pub fn listed(&self, list: &str) -> Vec<String> {
        let pages = self.pages(list).into_iter().filter(|page| page == list || page.contains("/page/"));
        let mut articles: Vec<String> = pages.flat_map(|page| page::cards(&self.page(&page))).collect();
        articles.sort();
        articles.dedup();
        articles
    }
}

/// The front matter of a Markdown file, without its lines of dashes; empty where there is none.
pub fn front_matter(text: &str) -> &str {
    let Some(rest) = text.trim_start_matches('\u{feff}').strip_prefix("---\n") else { return "" };
    rest.split("\n---").next().unwrap_or("")
}
