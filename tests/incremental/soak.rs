//! A preview under random edits: editors that save at once, in halves or not at all, readers who ask meanwhile. At
//! every quiet point each file of a build of the same site must be what the preview gives, and what was there
//! before and isn't any more must be gone.
//!
//! `DATELINE_SOAK` sets the seconds.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::{
    BEGINNING, MANIFEST,
    desk::{Desk, Run, program, run},
    dice::Dice,
    disk::{self, Files},
    edits::{self, Focus, Room},
    newsroom,
    site::Site,
    tree::{self, Tree},
};

/// Seconds of a run that nobody asked for another length of.
const SECONDS: u64 = 20;

/// Articles of the site at its beginning.
const ARTICLES: usize = 120;

/// Who asks for pages while the site is edited.
const READERS: usize = 3;

/// The clock stands still: both programs are told its time.
const FOCUS: Focus = [60, 12, 10, 8, 10, 0];

/// The preview's one script.
const SCRIPT: &str = "<script src=\"/_dateline/live.js\"";

/// What happened, in numbers.
#[derive(Default)]
struct Counts {
    edits: usize,
    halves: usize,
    broken: usize,
    rounds: usize,
    compared: usize,
    skipped: usize,
}

/// What readers asked meanwhile.
#[derive(Default)]
struct Asked {
    all: AtomicUsize,
    unanswered: AtomicUsize,
}

/// A preview of a site, killed when it is dropped.
struct Preview {
    child: Child,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn start(desk: &Desk, at: &str) -> Preview {
        let mut command = Command::new(program());
        command.current_dir(desk.root()).args(["serve", ".", "--port", "0", "--format", "json", "--at", at]);
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let url = loop {
            let line = lines.next().expect("a line").expect("text");
            let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
            if said["type"] == "ready" {
                break said["url"].as_str().expect("an address").to_owned();
            }
        };
        thread::spawn(move || lines.for_each(drop));
        let port = url.trim_end_matches('/').rsplit(':').next().expect("a port").parse().expect("a number");
        Preview { child, port }
    }
}

/// What stands at a path: the status and the body; `None`: the server doesn't answer.
fn get(port: u16, path: &str) -> Option<(u16, Vec<u8>)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    let path = encoded(path);
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    Some((head.split(' ').nth(1)?.parse().ok()?, bytes[end + 4..].to_vec()))
}

fn encoded(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-_.~".contains(&b);
    path.bytes().map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The page as it is built.
fn without_script(body: &[u8]) -> Vec<u8> {
    let Some(start) = body.windows(SCRIPT.len()).rposition(|part| part == SCRIPT.as_bytes()) else {
        return body.to_vec();
    };
    let rest = &body[start..];
    let end = rest.windows(9).position(|part| part == b"</script>").map_or(rest.len(), |at| at + 9);
    [&body[..start], &rest[end..]].concat()
}

/// Asks for one page after the other until told to stop.
fn read_on(port: u16, seed: u64, paths: &Mutex<Vec<String>>, asked: &Asked, stop: &AtomicBool) {
    let mut dice = Dice::new(seed);
    while !stop.load(Ordering::Relaxed) {
        let path = dice.some(&paths.lock().expect("whole")).cloned().unwrap_or_else(|| "/".into());
        asked.all.fetch_add(1, Ordering::Relaxed);
        if get(port, &path).is_none() {
            asked.unanswered.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// A site, its preview, and what is known of both.
struct Soak {
    desk: Desk,
    room: Room,
    there: Files,
    sound: Site,
    port: u16,
    paths: Arc<Mutex<Vec<String>>>,
    told: Vec<String>,
    gone: BTreeSet<String>,
    seed: u64,
}

impl Soak {
    /// Edits the site, as one who saves often does.
    fn edit(&mut self, counts: &mut Counts) {
        for _ in 0..self.room.dice.between(1, 4) {
            self.told.push(edits::edit(&mut self.room, &FOCUS));
            counts.edits += 1;
            let wanted = self.room.site.all();
            if self.room.dice.percent(25) {
                self.save_halves(&wanted);
                counts.halves += 1;
            }
            if self.room.dice.percent(15) {
                self.save_broken();
                counts.broken += 1;
            }
            self.there = disk::write(&self.desk, &self.there, &mut self.room);
            if self.room.dice.percent(50) {
                thread::sleep(Duration::from_millis(self.room.dice.between(0, 60) as u64));
            }
        }
    }

    /// Writes the first half of whatever changes, and leaves it so for a moment.
    fn save_halves(&mut self, wanted: &Files) {
        let changed = wanted.iter().filter(|(path, bytes)| self.there.get(*path).is_some_and(|old| old != *bytes));
        for (path, bytes) in changed {
            self.desk.write(path, &bytes[..self.room.dice.below(bytes.len())]);
        }
        thread::sleep(Duration::from_millis(self.room.dice.between(0, 40) as u64));
    }

    /// Breaks a file for a moment; what is on the disk then isn't known to be right.
    fn save_broken(&mut self) {
        let paths: Vec<String> = self.there.keys().cloned().collect();
        let Some(path) = self.room.dice.some(&paths).cloned() else { return };
        let broken = self.room.dice.one(&["---\ntitle: [broken\n", "{% broken", "a: [b\n", "\u{0}"]);
        self.desk.write(&path, broken);
        self.there.insert(path.clone(), broken.as_bytes().to_vec());
        self.told.push(format!("breaks {path} for a moment"));
        thread::sleep(Duration::from_millis(self.room.dice.between(0, 80) as u64));
    }

    /// The path of the site on its host.
    fn base(&self) -> String {
        let url = self.room.site.settings.get("base_url").and_then(|url| url.as_str()).unwrap_or_default();
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let path = rest.split_once('/').map_or("", |(_, path)| path.trim_matches('/'));
        if path.is_empty() { String::new() } else { format!("/{path}") }
    }

    fn build(&self, out: &Path) -> Run {
        let mut command = Command::new(program());
        let at = self.room.site.at_text();
        command.current_dir(self.desk.root()).args(["build", ".", "--format", "json", "--at", &at, "--full", "--out"]);
        command.arg(out);
        // A preview waits for no AVIF.
        if self.room.site.settings.get("images").is_none_or(|images| images != "off") {
            command.args(["--images", "fast"]);
        }
        run(command, Duration::from_secs(120))
    }

    /// Takes out what is faulty, until the site can be built.
    fn mend(&mut self) {
        let elsewhere = tempfile::tempdir().expect("a folder");
        loop {
            let built = self.build(&elsewhere.path().join("out"));
            let errors = built.diagnostics.iter().filter(|fault| fault["severity"] == "error");
            let faulty: Vec<String> = errors.filter_map(|e| e["file"].as_str()).map(str::to_owned).collect();
            if faulty.is_empty() {
                break;
            }
            self.room.site.texts.retain(|path, _| !faulty.contains(path));
            self.room.site.files.retain(|path, _| !faulty.contains(path));
            self.there = disk::write(&self.desk, &self.there, &mut self.room);
        }
        self.sound = self.room.site.clone();
    }

    /// Builds the site, and holds what is served against it. Tells whether it could be built.
    fn compare(&mut self, counts: &mut Counts) -> bool {
        let elsewhere = tempfile::tempdir().expect("a folder");
        let out = elsewhere.path().join("out");
        let built = self.build(&out);
        if built.summary["delivered"] != true {
            counts.skipped += 1;
            return false;
        }
        let base = self.base();
        let address = |path: &String| format!("{base}/{}", path.strip_suffix("index.html").unwrap_or(path));
        let built: Tree = tree::read(&out).into_iter().filter(|(path, _)| path != MANIFEST).collect();
        let now: BTreeSet<String> = built.keys().map(address).collect();
        for (path, leaf) in &built {
            let address = address(path);
            let (status, body) =
                get(self.port, &address).unwrap_or_else(|| self.fail(&format!("{address}: no answer")));
            if without_script(&body) != leaf.bytes {
                let file = self.keep_both(&body, &leaf.bytes);
                self.fail(&format!("{address} ({status}) isn't what is built: {file}"));
            }
            counts.compared += 1;
        }
        let before: BTreeSet<String> = self.paths.lock().expect("whole").iter().cloned().collect();
        self.gone = before.difference(&now).cloned().collect();
        for address in self.gone.iter().filter(|address| !address.contains("/pictures/")) {
            let (status, _) = get(self.port, address).unwrap_or_else(|| self.fail(&format!("{address}: no answer")));
            if status == 200 {
                self.fail(&format!("{address} is served, and nothing is built there"));
            }
        }
        *self.paths.lock().expect("whole") = now.into_iter().collect();
        counts.rounds += 1;
        true
    }

    fn keep_both(&self, served: &[u8], built: &[u8]) -> String {
        let folder = std::env::temp_dir().join(format!("dateline-soak-{}", self.seed));
        let _ = fs::create_dir_all(&folder);
        let _ = fs::write(folder.join("served"), served);
        let _ = fs::write(folder.join("built"), built);
        folder.display().to_string()
    }

    fn fail(&self, why: &str) -> ! {
        let last = self.told.iter().rev().take(14).rev().cloned().collect::<Vec<_>>().join("\n  ");
        panic!("seed {}: {why}\nlast edits:\n  {last}", self.seed)
    }
}

/// A run as long as the environment says.
pub fn soak(seed: u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (seed, seconds) = (number("DATELINE_SEED").unwrap_or(seed), number("DATELINE_SOAK").unwrap_or(SECONDS));
    let mut dice = Dice::new(seed);
    let site = newsroom::found(&mut dice, ARTICLES, BEGINNING);
    let room = Room { site: site.clone(), dice, next: 10_000, put_back: Vec::new(), times: Vec::new() };
    let desk = Desk::bare();
    let (mut counts, asked) = (Counts::default(), Asked::default());
    let paths = Arc::new(Mutex::new(vec!["/".to_owned()]));
    let mut soak = Soak {
        desk,
        room,
        there: Files::new(),
        sound: site,
        port: 0,
        paths: paths.clone(),
        told: vec!["founds the site".into()],
        gone: BTreeSet::new(),
        seed,
    };
    soak.there = disk::write(&soak.desk, &soak.there, &mut soak.room);
    soak.mend();
    let preview = Preview::start(&soak.desk, &soak.room.site.at_text());
    soak.port = preview.port;
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        for n in 0..READERS {
            let (port, paths, asked, stop) = (preview.port, &paths, &asked, &stop);
            scope.spawn(move || read_on(port, seed + n as u64, paths, asked, stop));
        }
        let stops = StopsReaders(&stop);
        rounds(&mut soak, &mut counts, Duration::from_secs(seconds));
        drop(stops);
    });
    let (asked, unanswered) = (asked.all.into_inner(), asked.unanswered.into_inner());
    eprintln!(
        "seed {seed}: {seconds} s, {} edits ({} saved in halves, {} broken first), {asked} requests meanwhile ({unanswered} unanswered), {} quiet points, \
         {} pages compared, {} rounds with errors",
        counts.edits, counts.halves, counts.broken, counts.rounds, counts.compared, counts.skipped
    );
    assert_eq!(unanswered, 0, "seed {seed}: requests that nobody answered");
    assert!(counts.rounds > 0, "seed {seed}: nothing was compared");
}

/// Lets the readers go home, also when a comparison failed.
struct StopsReaders<'s>(&'s AtomicBool);

impl Drop for StopsReaders<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn rounds(soak: &mut Soak, counts: &mut Counts, length: Duration) {
    let began = Instant::now();
    while began.elapsed() < length {
        soak.edit(counts);
        if soak.compare(counts) {
            soak.sound = soak.room.site.clone();
            continue;
        }
        // Errors stay for a while, as they do on a desk; then the last sound site comes back.
        if soak.room.dice.percent(60) {
            soak.room.site = soak.sound.clone();
            soak.told.push("takes that back".into());
            soak.there = disk::write(&soak.desk, &soak.there, &mut soak.room);
        }
    }
}
