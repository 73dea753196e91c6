//! A desk: a site in a temporary folder, and the program run on it as its users run it.
//!
//! In: files as text or bytes. Out: exit status, diagnostics, what was written. A run that takes
//! too long is killed and fails its test.

#![allow(dead_code, reason = "each test file takes what it needs")]

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// The edition time of every test that doesn't say another.
pub const AT: &str = "2026-11-20T12:00:00Z";

/// The settings of every site that doesn't bring its own.
pub const SETTINGS: &str = "title: The Port Ansel Beacon\nbase_url: https://beacon.example/\n";

/// A site in a temporary folder, removed when it is dropped.
pub struct Desk {
    folder: tempfile::TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    /// The exit status.
    pub status: i32,
    /// What was asked for.
    pub stdout: String,
    /// What was told beside it.
    pub stderr: String,
    /// The diagnostics, where `--format json` asked for them.
    pub diagnostics: Vec<Value>,
    /// The summary's object, where there is one.
    pub summary: Value,
}

impl Desk {
    /// An empty folder.
    pub fn bare() -> Desk {
        Desk { folder: tempfile::tempdir().expect("a folder") }
    }

    /// A site of two sound articles.
    pub fn small() -> Desk {
        let desk = Desk::bare();
        desk.write("site.yaml", SETTINGS);
        desk.write("content/news/ferry.md", "---\ntitle: Ferry returns\ndate: 2026-11-18\n---\nIt is back.\n");
        desk.write("content/news/lamps.md", "---\ntitle: New lamps\ndate: 2026-11-19\n---\nThey glow.\n");
        desk
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path in the site.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    /// A file's text; what isn't UTF-8 is shown as such.
    pub fn read(&self, path: &str) -> String {
        let bytes = fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Whether a file is there.
    pub fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// All files below a folder of the site, relative to it and sorted; none where it isn't there.
    pub fn files(&self, folder: &str) -> Vec<String> {
        files_below(&self.path(folder))
    }

    /// Every file below a folder with its bytes.
    pub fn bytes(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let read = |path: &String| fs::read(self.path(folder).join(path)).expect("read");
        self.files(folder).into_iter().map(|path| (path.clone(), read(&path))).collect()
    }

    /// `dateline build . --at … --format json` with more flags. An `--at` among them counts.
    pub fn build(&self, flags: &[&str]) -> Run {
        self.command("build", flags)
    }

    /// The same, of another command that reads the whole site.
    pub fn command(&self, command: &str, flags: &[&str]) -> Run {
        let mut args = vec![command, ".", "--format", "json"];
        if !flags.contains(&"--at") {
            args.extend(["--at", AT]);
        }
        args.extend(flags);
        self.run(&args)
    }

    /// The program in the site's folder, within half a minute.
    pub fn run(&self, args: &[&str]) -> Run {
        let mut command = Command::new(program());
        command.current_dir(self.root()).args(args);
        run(command, Duration::from_secs(30))
    }

    /// Keeps the folder for those who look for a fault, and tells where it is.
    pub fn keep(self) -> PathBuf {
        self.folder.keep()
    }
}

/// The program: the one that cargo made for the tests, or what `DATELINE_BINARY` names (one that is
/// optimised, where many builds are made).
pub fn program() -> PathBuf {
    let named = std::env::var_os("DATELINE_BINARY").filter(|path| !path.is_empty());
    named.map_or_else(|| env!("CARGO_BIN_EXE_dateline").into(), PathBuf::from)
}

impl Run {
    /// The words of all codes that were told, sorted, each once.
    pub fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.diagnostics.iter().filter_map(|d| d["code"].as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// The first diagnostic of a code.
    pub fn told(&self, code: &str) -> &Value {
        let found = self.diagnostics.iter().find(|d| d["code"] == code);
        found.unwrap_or_else(|| panic!("no {code} was told:\n{}{}", self.stdout, self.stderr))
    }

    /// Holds that no panic was told, and that the status is one of the documented ones.
    #[track_caller]
    pub fn is_orderly(&self) {
        assert!((0..=3).contains(&self.status), "status {}: {}", self.status, self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
    }
}

/// Runs a command and reads what it says; kills it when its time is over.
///
/// # Panics
/// When it can't be started, is killed, or says what isn't UTF-8.
pub fn run(mut command: Command, limit: Duration) -> Run {
    for name in ["SOURCE_DATE_EPOCH", "DATELINE_AUTHOR", "NO_COLOR"] {
        command.env_remove(name);
    }
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let (mut out, mut err) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    let stdout = thread::spawn(move || read_all(&mut out));
    let stderr = thread::spawn(move || read_all(&mut err));
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("waited for") {
            break status;
        }
        if began.elapsed() > limit {
            child.kill().expect("killed");
            panic!("{command:?} took longer than {limit:?}");
        }
        thread::sleep(Duration::from_millis(3));
    };
    let (stdout, stderr) = (stdout.join().expect("read"), stderr.join().expect("read"));
    let status = status.code().unwrap_or_else(|| panic!("{command:?} was killed by a signal: {status}\n{stderr}"));
    let objects: Vec<Value> = stdout.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let of = |kind: &str| objects.iter().filter(|o| o["type"] == kind).cloned().collect::<Vec<_>>();
    let summary = of("summary").pop().unwrap_or_default();
    Run { status, diagnostics: of("diagnostic"), summary, stdout, stderr }
}

fn read_all(from: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).expect("read");
    String::from_utf8(bytes).expect("the program speaks UTF-8")
}

/// All files below a folder, relative to it with `/` between their parts, sorted. Links are files.
pub fn files_below(folder: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = walk.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
    let relative = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).expect("below it");
        path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    };
    let mut files: Vec<String> = files.map(relative).collect();
    files.sort();
    files
}
