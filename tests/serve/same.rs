//! Whether what is served is what is built.
//!
//! In: a server, the files of a build. Out: what differs. The one script that pages carry in a preview is passed
//! over, and counted.

use std::{
    collections::BTreeMap,
    fs, thread,
    time::{Duration, Instant},
};

use super::{
    client::Answer,
    desk::{Desk, Run, files_below},
    server::{LIMIT, Server},
};

/// Files of an output with their bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a build from nothing makes, with flags.
#[track_caller]
pub fn built(desk: &Desk, flags: &[&str]) -> Files {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let out = elsewhere.path().join("fresh");
    let Run { status, stdout, stderr, .. } =
        desk.build(&[&["--full", "--out", &out.to_string_lossy()], flags].concat());
    assert_eq!(status, 0, "{stdout}{stderr}");
    let read = |path: String| (path.clone(), fs::read(out.join(&path)).expect("read"));
    // What dateline keeps there for itself is no part of the site.
    files_below(&out).into_iter().filter(|path| path != ".dateline-manifest").map(read).collect()
}

/// What a path can't hold as it is.
const UNSAFE: &percent_encoding::AsciiSet =
    &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'%').add(b'?').add(b'#').add(b'<').add(b'>');

/// The path of a file of an output, as a browser asks for it; `base` is the site's own path.
pub fn path_of(file: &str, base: &str) -> String {
    let folder = file.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("{base}/{}", percent_encoding::percent_encode(folder.unwrap_or(file).as_bytes(), UNSAFE))
}

/// An answer's body without the preview's script, and how many of them there were.
pub fn without_script(answer: &Answer) -> (Vec<u8>, usize) {
    const OPENING: &[u8] = b"<script src=\"/_dateline/live.js\"";
    const CLOSING: &[u8] = b"</script>";
    let (mut rest, mut left, mut scripts) = (&answer.body[..], Vec::new(), 0);
    while let Some(at) = memchr::memmem::find(rest, OPENING) {
        left.extend_from_slice(&rest[..at]);
        let end = memchr::memmem::find(&rest[at..], CLOSING).expect("it is closed");
        rest = &rest[at + end + CLOSING.len()..];
        scripts += 1;
    }
    left.extend_from_slice(rest);
    (left, scripts)
}

/// What asking for every file came to.
#[derive(Default)]
pub struct Compared {
    /// What isn't as it should be.
    pub faults: Vec<String>,
    /// The tag of each file.
    tags: BTreeMap<String, String>,
}

/// Asks for every file that is built.
pub fn compared(server: &Server, files: &Files, base: &str) -> Compared {
    let mut client = server.connect();
    let mut compared = Compared::default();
    for (file, bytes) in files {
        let answer = client.get(&path_of(file, base), &[]);
        let (body, scripts) = without_script(&answer);
        let is_html = file.ends_with(".html");
        let is_moved = answer.status == 301 && !answer.header("location").is_empty() && is_html;
        let is_found = answer.status == 200 || is_moved;
        if !is_found || scripts != usize::from(is_html) || body != *bytes {
            let same = body == *bytes;
            compared.faults.push(format!("{file}: {}, {scripts} scripts, same bytes: {same}", answer.status));
        }
        compared.tags.insert(file.clone(), answer.header("etag"));
    }
    compared
}

/// A site that is served while it changes.
pub struct Paper {
    /// The site.
    pub desk: Desk,
    /// Its server.
    pub server: Server,
    /// What was built last, and the tags that pages had then.
    files: Files,
    tags: BTreeMap<String, String>,
}

impl Paper {
    /// Serves a site, with flags beside the time.
    pub fn of(desk: Desk, flags: &[&str]) -> Paper {
        let server = Server::with(desk.root(), &[&["--at", super::desk::AT], flags].concat());
        let mut paper = Paper { desk, server, files: Files::new(), tags: BTreeMap::new() };
        paper.is_right("at the start");
        paper
    }

    /// Holds that soon all is served as it is built now, that what is built no more is gone, and that pages which
    /// didn't change keep their tags. Gives how many files are new, changed or gone.
    #[track_caller]
    pub fn is_right(&mut self, told: &str) -> usize {
        let files = built(&self.desk, &[]);
        let gone: Vec<String> = self.files.keys().filter(|file| !files.contains_key(*file)).cloned().collect();
        let began = Instant::now();
        let tags = loop {
            let Compared { mut faults, tags } = compared(&self.server, &files, "");
            let mut client = self.server.connect();
            let there = |file: &&String| client.get(&path_of(file, ""), &[]).status == 200;
            faults.extend(gone.iter().filter(there).map(|file| format!("{file} should be gone")));
            if faults.is_empty() {
                break tags;
            }
            let most = faults.len().min(20);
            assert!(began.elapsed() < LIMIT, "{told}: {} faults:\n{}", faults.len(), faults[..most].join("\n"));
            thread::sleep(Duration::from_millis(50));
        };
        // A response's headers are part of its tag.
        let has_same_headers = self.files.get("_headers") == files.get("_headers");
        let is_same = |file: &String| has_same_headers && self.files.get(file) == files.get(file);
        for (file, tag) in tags.iter().filter(|(file, _)| is_same(file)) {
            assert_eq!(Some(tag), self.tags.get(file), "{told}: {file} hasn't changed");
        }
        let changed = files.keys().filter(|file| !is_same(file)).count() + gone.len();
        (self.files, self.tags) = (files, tags);
        changed
    }
}
