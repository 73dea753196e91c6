//! The rules of the house, held against its own files.
//!
//! Lines of tests are left out of most rules: a test may panic and print. What a rule can't see is for
//! people who read changes; what it names is always a fault.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use dateline::base::Code;

/// The rooms: each imports only from those before it.
const ROOMS: [&str; 19] = [
    "codecs", "base", "matter", "pictures", "cards", "theme", "site", "copy", "edition", "plan", "register", "wire",
    "press", "leaks", "delivery", "ledger", "walk", "serve", "cli",
];

/// A file has at most so many lines.
const LONGEST_FILE: usize = 500;

/// A function has at most so many lines: a screen.
const LONGEST_FUNCTION: usize = 60;

/// What may stand in `cli` alone: the clock, the environment, the terminal. Ours elsewhere never panics.
const SHELL_ONLY: [&str; 9] = [
    "SystemTime::now",
    "Instant::now",
    "env::var",
    "Timestamp::now",
    "Zoned::now",
    "println!",
    "eprintln!",
    "print!(",
    "eprint!(",
];

/// What stands nowhere but in tests.
const NOWHERE: [&str; 7] = [".unwrap()", "panic!(", "todo!(", "unimplemented!(", "dbg!(", "unreachable!(", "unsafe {"];

/// A source file of the program.
struct Source {
    /// From the repository's root, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The room it belongs to; none for `lib.rs` and `main.rs`.
    fn room(&self) -> Option<usize> {
        let below = self.path.strip_prefix("src/")?;
        let name = below.split('/').next()?.trim_end_matches(".rs");
        ROOMS.iter().position(|room| *room == name)
    }

    /// Whether it belongs to tests alone: a module declared so, or below one.
    fn is_test(&self) -> bool {
        test_modules()
            .iter()
            .any(|module| self.path == format!("{module}.rs") || self.path.starts_with(&format!("{module}/")))
    }

    /// Its lines with their numbers, without what stands below `#[cfg(test)]` on a module.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let tests = lines.windows(2).position(|pair| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod tests {"));
        let end = tests.unwrap_or(lines.len());
        lines.into_iter().take(end).enumerate().map(|(n, line)| (n + 1, line))
    }
}

/// The modules that a `mod` after `#[cfg(test)]` names, as paths without their ending.
fn test_modules() -> &'static [String] {
    static MODULES: OnceLock<Vec<String>> = OnceLock::new();
    MODULES.get_or_init(|| {
        let mut modules = Vec::new();
        for source in sources() {
            let folder =
                source.path.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("/lib").to_owned();
            let lines: Vec<&str> = source.text.lines().collect();
            for pair in lines.windows(2).filter(|pair| pair[0].trim() == "#[cfg(test)]") {
                let declared = pair[1].trim().rsplit("mod ").next().and_then(|name| name.strip_suffix(';'));
                modules.extend(declared.map(|name| format!("{folder}/{name}")));
            }
        }
        modules
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut sources: Vec<Source> = files("src").into_iter().filter(|path| path.ends_with(".rs")).map(read).collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(sources.len() > 50);
    sources
}

fn read(path: String) -> Source {
    let text = fs::read_to_string(root().join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    Source { path, text }
}

/// All files below a folder of the repository, but for what is generated.
fn files(folder: &str) -> Vec<String> {
    let generated = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let above = entry.depth() == 1 && folder == "." && ["target", "public"].contains(&&*name);
        !(above || [".git", ".tools", "node_modules", ".dateline", "__pycache__"].contains(&&*name))
    };
    let walk = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().filter_entry(generated);
    let files = walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let relative = |path: PathBuf| path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
    files.map(|entry| relative(entry.into_path()).trim_start_matches("./").to_owned()).collect()
}

#[track_caller]
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_room_imports_only_from_rooms_before_it() {
    let mut faults = Vec::new();
    for source in sources() {
        let Some(room) = source.room() else { continue };
        if source.is_test() {
            continue;
        }
        for (n, line) in source.lines() {
            for (later, name) in ROOMS.iter().enumerate().skip(room + 1) {
                let path = format!("crate::{name}::");
                if line.contains(&path) || line.contains(&format!("crate::{{{name}::")) {
                    faults.push(format!(
                        "{}:{n}: {} imports from {}, which comes later",
                        source.path, ROOMS[room], ROOMS[later]
                    ));
                }
            }
        }
    }
    none(faults);
}

#[test]
fn a_file_says_what_it_is_for_and_fits_five_hundred_lines() {
    let mut faults = Vec::new();
    let tests = files("tests").into_iter().filter(|path| path.ends_with(".rs")).map(read);
    for source in sources().into_iter().chain(tests) {
        let lines = source.text.lines().count();
        if lines > LONGEST_FILE {
            faults.push(format!("{}: {lines} lines", source.path));
        }
        // A file of tests belongs to the one it tests, and its name says which.
        let is_told = source.text.starts_with("//!") || source.is_test();
        if !is_told {
            faults.push(format!("{}: no `//!` at its head", source.path));
        }
    }
    none(faults);
}

#[test]
fn a_function_fits_a_screen() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let mut open: Option<(usize, usize, &str)> = None;
        for (n, line) in source.text.lines().enumerate().map(|(n, line)| (n + 1, line)) {
            let indent = line.len() - line.trim_start().len();
            if is_function(line.trim_start()) && !line.trim_end().ends_with(['}', ';']) {
                open = Some((n, indent, line.trim()));
            } else if let Some((start, depth, head)) = open
                && indent == depth
                && line.trim_end() == format!("{}}}", " ".repeat(depth))
            {
                // The line of its name and the brace that closes it count.
                if n + 1 - start > LONGEST_FUNCTION {
                    faults.push(format!("{}:{start}: {} lines: {head}", source.path, n + 1 - start));
                }
                open = None;
            }
        }
    }
    none(faults);
}

fn is_function(line: &str) -> bool {
    let mut rest = line;
    for word in ["pub", "const", "async", "extern \"C\""] {
        rest = rest.strip_prefix(word).map_or(rest, |rest| match rest.strip_prefix('(') {
            Some(inner) => inner.split_once(')').map_or(inner, |(_, rest)| rest),
            None => rest,
        });
        rest = rest.trim_start();
    }
    rest.starts_with("fn ")
}

#[test]
fn nothing_panics_and_only_the_shell_knows_the_world() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let shell = source.room() == ROOMS.iter().position(|room| *room == "cli");
        for (n, line) in source.lines().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let banned = NOWHERE.iter().chain(SHELL_ONLY.iter().filter(|_| !shell));
            for call in banned.filter(|call| line.contains(**call)) {
                faults.push(format!("{}:{n}: {call}", source.path));
            }
        }
    }
    none(faults);
}

#[test]
fn no_file_is_a_drawer_for_anything() {
    let names = ["utils", "util", "helpers", "helper", "misc", "common", "manager", "info"];
    let faults = sources()
        .into_iter()
        .map(|source| source.path)
        .filter(|path| path.trim_end_matches(".rs").split('/').any(|part| names.contains(&part)));
    none(faults.collect());
}

#[test]
fn each_code_has_a_case() {
    let mut told = String::new();
    for case in files("tests/cases") {
        told.push_str(&read(case).text);
    }
    let missing = Code::ALL.iter().filter(|code| !told.contains(&format!("[{code}]")) && !is_shown_elsewhere(**code));
    none(missing.map(|code| format!("no case in tests/cases shows {code}")).collect());
}

/// Codes that no small text can show: other tests make them on a disk.
fn is_shown_elsewhere(code: Code) -> bool {
    // A file that changes while it is read can't be made at will, nor can a fault of ours.
    let tests = read("tests/bad_files.rs".into()).text + &read("tests/bad_input.rs".into()).text;
    matches!(code, Code::FileChanged | Code::VerifyDiffers) || tests.contains(&format!("\"{code}\""))
}

#[test]
fn nothing_names_a_machine_or_how_the_work_was_done() {
    // Split, so that this file doesn't hold what it looks for.
    let banned = [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/home", "/"],
        ["registry.npm", "js.org"],
        ["pypi", ".org/"],
        ["language mod", "el"],
        ["Chat", "GPT"],
        ["AI ag", "ent"],
        ["sub", "agent"],
        ["TO", "DO:"],
        ["FIX", "ME"],
    ]
    .map(|halves| halves.concat());
    let text = ["rs", "md", "txt", "yaml", "toml", "html", "css", "js", "mjs", "py", "sh", "json"];
    let mut faults = Vec::new();
    for path in files(".") {
        let ending = path.rsplit('.').next().unwrap_or("");
        if !text.contains(&ending) || path == "Cargo.lock" {
            continue;
        }
        let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
        for (n, line) in text.lines().enumerate() {
            for word in banned.iter().filter(|word| line.contains(*word)) {
                faults.push(format!("{path}:{}: {word}", n + 1));
            }
        }
    }
    none(faults);
}

#[test]
fn each_dependency_has_its_reason() {
    let manifest = read("Cargo.toml".into()).text;
    let reasons = read("docs/dependencies.md".into()).text;
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.trim_end_matches(']').ends_with("dependencies");
        } else if let (true, Some((name, _))) = (inside, line.split_once('=')) {
            names.insert(name.trim().to_owned());
        }
    }
    assert!(names.len() > 20);
    none(names.into_iter().filter(|name| !reasons.contains(name.as_str())).collect());
}

#[test]
fn no_branch_takes_whatever_is_left_of_our_own_enums() {
    // The variants' paths are the sign that a match is on one of ours.
    let ours = ["Kind::", "State::", "Sheet::", "Severity::", "Shelf::", "Why::"];
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let lines: Vec<(usize, &str)> = source.lines().collect();
        for (at, (n, line)) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            if !line.trim_start().starts_with("_ =>") {
                continue;
            }
            let arms = lines[..at]
                .iter()
                .rev()
                .take_while(|(_, above)| above.len() - above.trim_start().len() >= indent || above.trim().is_empty());
            let own = arms.filter(|(_, arm)| arm.len() - arm.trim_start().len() == indent).any(|(_, arm)| {
                ours.iter().any(|name| arm.trim_start().starts_with(name))
                    && arm.contains("=>")
                    && !arm.contains(" if ")
            });
            if own {
                faults.push(format!("{}:{n}: {}", source.path, line.trim()));
            }
        }
    }
    none(faults);
}
