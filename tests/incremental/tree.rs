//! An output as it lies on the disk: bytes, and what shows that a file was written again.

use std::{collections::BTreeMap, fs, path::Path, time::SystemTime};

use super::desk::files_below;

/// A file of an output.
#[derive(Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its time of change and its number on the disk: both are new when it was written.
    pub stamp: (SystemTime, u64),
}

/// All files below a folder.
pub type Tree = BTreeMap<String, Leaf>;

/// Reads a folder; one that isn't there has no files.
pub fn read(folder: &Path) -> Tree {
    let leaf = |path: &String| {
        let file = folder.join(path);
        let meta = fs::symlink_metadata(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
        let time = meta.modified().expect("a time of change");
        let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
        Leaf { bytes, stamp: (time, number(&meta)) }
    };
    files_below(folder).into_iter().map(|path| (path.clone(), leaf(&path))).collect()
}

#[cfg(unix)]
fn number(meta: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

/// What of two outputs differs, in words: paths, and the first lines that aren't the same. None: nothing.
pub fn differences(built: &Tree, fresh: &Tree) -> Option<String> {
    let mut told = Vec::new();
    for (path, leaf) in built {
        match fresh.get(path) {
            None => told.push(format!("  {path}: should be gone")),
            Some(other) if other.bytes != leaf.bytes => {
                told.push(format!("  {path}: {}", first_line(&leaf.bytes, &other.bytes)));
            }
            Some(_) => {}
        }
    }
    told.extend(fresh.keys().filter(|path| !built.contains_key(*path)).map(|path| format!("  {path}: is missing")));
    let count = told.len();
    told.truncate(12);
    (count > 0).then(|| format!("{count} outputs differ\n{}", told.join("\n")))
}

fn first_line(built: &[u8], fresh: &[u8]) -> String {
    let (built, fresh) = (String::from_utf8_lossy(built), String::from_utf8_lossy(fresh));
    let (mut left, mut right) = (built.lines(), fresh.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (left.next(), right.next()) {
            (None, None) => return "only ends of lines differ".into(),
            (a, b) if a == b => {}
            (a, b) => return format!("line {number}\n    is     {}\n    should {}", around(a, b), around(b, a)),
        }
    }
}

/// A line, cut to what stands about its first difference to another.
fn around(line: Option<&str>, other: Option<&str>) -> String {
    let Some(line) = line else { return "(no such line)".into() };
    let same = line.chars().zip(other.unwrap_or_default().chars()).take_while(|(a, b)| a == b).count();
    line.chars().skip(same.saturating_sub(60)).take(200).collect()
}

/// Files whose bytes stayed and that were written all the same.
pub fn written_for_nothing(before: &Tree, after: &Tree) -> Vec<String> {
    let same = after
        .iter()
        .filter(|(path, leaf)| before.get(*path).is_some_and(|old| old.bytes == leaf.bytes && old.stamp != leaf.stamp));
    same.map(|(path, _)| path.clone()).collect()
}
