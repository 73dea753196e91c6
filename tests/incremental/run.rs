//! A run: edit, build, build from nothing, compare; again and again.

use std::{env, fs, path::Path, time::Duration};

use serde_json::{Value, json};

use super::{
    BEGINNING, MANIFEST,
    desk::{Desk, Run, program, run},
    dice::Dice,
    disk,
    edits::{self, Focus, Room},
    newsroom,
    site::Site,
    tree::{self, Tree},
};

/// Steps of a run that nobody asked for another number of.
const STEPS: usize = 40;

/// Articles of a site at its beginning.
const ARTICLES: usize = 100;

/// Whether a build that changes nothing leaves the manifest's time alone too.
const MANIFEST_KEEPS_ITS_TIME: bool = false;

/// A run as the environment asks for it.
pub fn steps(seed: u64, focus: Focus) {
    so_many_steps(number("DATELINE_SEED").unwrap_or(seed), number("DATELINE_STEPS").unwrap_or(STEPS), focus);
}

fn number<T: std::str::FromStr>(name: &str) -> Option<T> {
    env::var(name).ok().filter(|text| !text.is_empty()).and_then(|text| text.parse().ok())
}

/// A run of so many steps.
pub fn so_many_steps(seed: u64, steps: usize, focus: Focus) {
    let mut dice = Dice::new(seed);
    let site = newsroom::found(&mut dice, ARTICLES, BEGINNING);
    let room = Room { site, dice, next: 10_000, put_back: Vec::new(), times: Vec::new() };
    let mut bench = Bench {
        desk: Some(Desk::bare()),
        room,
        told: Vec::new(),
        seed,
        step: 0,
        delivered: 0,
        failed: 0,
        errors: Vec::new(),
    };
    let mut there = bench.write(&disk::Files::new());
    bench.told.push("founds the site".into());
    for _ in 0..20 {
        if bench.compare(&[]) {
            break;
        }
        bench.mend();
        there = bench.write(&there);
    }
    let (mut sound, mut refused) = (bench.room.site.clone(), 0);
    for step in 1..=steps {
        bench.step = step;
        let before = bench.room.site.clone();
        let edits = bench.room.dice.weighed(&[5, 70, 15, 10]);
        for _ in 0..edits {
            let told = edits::edit(&mut bench.room, &focus);
            bench.told.push(told);
        }
        there = bench.write(&there);
        if bench.room.dice.percent(15) {
            bench.befall();
        }
        let flags = flags(&mut bench.room.dice);
        if bench.compare(&flags) {
            sound = bench.room.site.clone();
            refused = 0;
            continue;
        }
        // What `--strict` refuses is no fault to be mended.
        if flags.contains(&"--strict") {
            continue;
        }
        refused += 1;
        // Where errors pile up, nothing is delivered any more and nothing is proved.
        let back = match bench.room.dice.weighed(&[30, 50, 20]) {
            _ if refused > 2 => Some(&sound),
            0 => None,
            1 => Some(&before),
            _ => continue,
        };
        match back {
            Some(site) => {
                bench.room.site = Site { at: bench.room.site.at, ..site.clone() };
                bench.told.push("takes that back".into());
            }
            None => bench.mend(),
        }
        there = bench.write(&there);
    }
    eprintln!("seed {seed}: {steps} steps, {} delivered, {} refused", bench.delivered, bench.failed);
    assert!(
        bench.delivered * 2 > steps,
        "seed {seed}: of {steps} steps only {} delivered: {:?}",
        bench.delivered,
        bench.errors
    );
}

/// Flags that a desk might give; none as a rule.
fn flags(dice: &mut Dice) -> Vec<&'static str> {
    match dice.weighed(&[70, 10, 4, 6, 4, 6]) {
        0 => vec![],
        1 => vec!["--keep-going"],
        2 => vec!["--strict"],
        3 => vec!["--jobs", "1"],
        4 => vec!["--theme", "bulletin"],
        _ => vec!["--base-url", "https://preview.example/x"],
    }
}

/// A site under test.
struct Bench {
    /// None once it is kept.
    desk: Option<Desk>,
    room: Room,
    /// Every edit so far.
    told: Vec<String>,
    seed: u64,
    step: usize,
    delivered: usize,
    failed: usize,
    /// The errors of the last build.
    errors: Vec<Value>,
}

impl Bench {
    fn desk(&self) -> &Desk {
        self.desk.as_ref().expect("it is kept only when a test ends")
    }

    /// Writes the site to the disk, where `there` lies.
    fn write(&mut self, there: &disk::Files) -> disk::Files {
        disk::write(self.desk.as_ref().expect("not kept yet"), there, &mut self.room)
    }

    /// Takes out the files that the last build's errors name.
    fn mend(&mut self) {
        let faulty: Vec<String> = self.errors.iter().filter_map(|e| e["file"].as_str()).map(str::to_owned).collect();
        self.room.site.texts.retain(|path, _| !faulty.contains(path));
        self.room.site.files.retain(|path, _| !faulty.contains(path));
        self.told.push(format!("takes out {faulty:?}"));
    }

    /// Does something to the output.
    fn befall(&mut self) {
        let told = disk::befall(self.desk.as_ref().expect("not kept yet"), &mut self.room.dice);
        self.told.push(told);
    }

    fn build(&self, flags: &[&str]) -> Run {
        self.build_in(self.desk().root(), flags)
    }

    /// Builds all of it elsewhere: of the same folder, or of one that holds nothing but the site's own files.
    fn build_from_nothing(&mut self, flags: &[&str], out: &Path) -> Run {
        let out_text = out.to_string_lossy();
        let flags = [flags, &["--full", "--out", &out_text]].concat();
        if !self.room.dice.percent(15) {
            return self.build(&flags);
        }
        // The folder's name is the paper's where settings don't say another.
        let name = self.desk().root().file_name().expect("a name");
        let copy = out.with_file_name("copy").join(name);
        for (path, bytes) in self.room.site.all() {
            let file = copy.join(path);
            fs::create_dir_all(file.parent().expect("a folder above")).expect("made");
            fs::write(file, bytes).expect("written");
        }
        self.build_in(&copy, &flags)
    }

    fn build_in(&self, folder: &Path, flags: &[&str]) -> Run {
        let mut command = std::process::Command::new(program());
        let at = self.room.site.at_text();
        command.current_dir(folder).args(["build", ".", "--format", "json", "--at", &at]).args(flags);
        run(command, Duration::from_secs(120))
    }

    /// Builds on, builds from nothing, and compares all that can be seen. Tells whether the site is sound.
    fn compare(&mut self, flags: &[&'static str]) -> bool {
        self.told.push(format!("(step {}: builds at {} with {flags:?})", self.step, self.room.site.at_text()));
        let elsewhere = tempfile::tempdir().expect("a folder");
        let out = elsewhere.path().join("fresh");
        let before = tree::read(&self.desk().path("public"));
        let built = self.build(flags);
        let after = tree::read(&self.desk().path("public"));
        self.errors = built.diagnostics.iter().filter(|fault| fault["severity"] == "error").cloned().collect();
        let fresh = self.build_from_nothing(flags, &out);
        let should = tree::read(&out);
        self.hold(built.status == 0 || built.status == 1, || format!("status {}: {}", built.status, built.stderr));
        self.same("the status", &built.status, &fresh.status);
        self.same("the diagnostics", &diagnostics(&built), &diagnostics(&fresh));
        self.same("the summary", &summary(&built), &summary(&fresh));
        if built.summary["delivered"] == true {
            self.delivered += 1;
            self.delivery(&before, &after, &should, &built);
            if self.room.dice.percent(12) {
                self.again(flags, &after);
            }
        } else {
            self.failed += 1;
            self.hold(before == after, || "a build that delivers nothing changed the output".into());
        }
        let beside: Vec<String> = self.desk().files(".").into_iter().filter(|path| path.contains("stage")).collect();
        self.hold(beside.is_empty(), || format!("something is left beside the output: {beside:?}"));
        built.status == 0
    }

    fn delivery(&mut self, before: &Tree, after: &Tree, should: &Tree, built: &Run) {
        let should = &without_site(should);
        let after = &without_site(after);
        let (foreign, ours): (Tree, Tree) = after.clone().into_iter().partition(|(path, _)| disk::is_foreign(path));
        let differences = tree::differences(&ours, should);
        self.hold(differences.is_none(), || differences.unwrap_or_default());
        let theirs: Tree = before.clone().into_iter().filter(|(path, _)| disk::is_foreign(path)).collect();
        self.hold(foreign == theirs, || "a file of others in the output was touched".into());
        self.untouched(before, after);
        let changed = ours
            .iter()
            .filter(|(path, leaf)| *path != MANIFEST && before.get(*path).map(|l| &l.bytes) != Some(&leaf.bytes));
        self.same("the count of files written", &json!(changed.count()), &built.summary["written"]);
    }

    fn untouched(&mut self, before: &Tree, after: &Tree) {
        let mut written = tree::written_for_nothing(before, after);
        written.retain(|path| path != MANIFEST || MANIFEST_KEEPS_ITS_TIME);
        self.hold(written.is_empty(), || format!("written again with the same bytes: {written:?}"));
    }

    /// A second build writes nothing at all.
    fn again(&mut self, flags: &[&str], after: &Tree) {
        let second = self.build(flags);
        let now = tree::read(&self.desk().path("public"));
        self.same(
            "the second build's written and removed",
            &[&second.summary["written"], &second.summary["removed"]],
            &[&json!(0), &json!(0)],
        );
        self.same("the second build's files", &after.keys().collect::<Vec<_>>(), &now.keys().collect::<Vec<_>>());
        self.untouched(after, &now);
        let changed: Vec<&String> =
            now.iter().filter(|(path, leaf)| after[*path].bytes != leaf.bytes).map(|(p, _)| p).collect();
        self.hold(changed.is_empty(), || format!("the second build changed {changed:?}"));
    }

    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, is: &T, should: &T) {
        self.hold(is == should, || format!("{what}\n  is     {is:?}\n  should {should:?}"));
    }

    #[track_caller]
    fn hold(&mut self, holds: bool, why: impl FnOnce() -> String) {
        if holds {
            return;
        }
        let last = self.told.iter().rev().take(14).rev().cloned().collect::<Vec<_>>().join("\n  ");
        let kept = self.desk.take().map(Desk::keep);
        panic!("seed {}, step {}: {}\nlast edits:\n  {last}\nkept: {kept:?}", self.seed, self.step, why());
    }
}

/// An output whose manifest doesn't say whose it is: a site keeps the name that it had at first.
fn without_site(tree: &Tree) -> Tree {
    let mut tree = tree.clone();
    if let Some(manifest) = tree.get_mut(MANIFEST) {
        let text = String::from_utf8_lossy(&manifest.bytes);
        let lines = text.lines().filter(|line| !line.starts_with("# site "));
        manifest.bytes = lines.flat_map(|line| [line, "\n"]).collect::<String>().into_bytes();
    }
    tree
}

/// The diagnostics as a sorted list, without what names the output folder.
fn diagnostics(run: &Run) -> Vec<String> {
    let mut all: Vec<String> = run.diagnostics.iter().map(Value::to_string).collect();
    all.sort();
    all
}

/// The numbers that don't tell how much there was to do.
fn summary(run: &Run) -> Value {
    let mut summary = run.summary.clone();
    if let Some(object) = summary.as_object_mut() {
        for key in ["written", "removed", "unchanged", "seconds", "out"] {
            object.remove(key);
        }
    }
    summary
}
