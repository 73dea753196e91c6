//! The stage: a folder on the output's file system that becomes the output, or is thrown away.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Manifest, Owner, Writer};
use crate::base::{Code, Diagnostic, Failure, Found, Place, SourcePath};

/// A folder beside the output in which it is made ready. Dropped without delivery, it is removed.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    out: PathBuf,
}

/// What came of a delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Files that were written.
    pub written: usize,
    /// Files that nothing makes any more.
    pub removed: usize,
    /// Files that were right already.
    pub unchanged: usize,
}

impl Stage {
    /// Opens a stage for `out`; what a build that was killed left behind goes.
    ///
    /// # Errors
    /// When the folder can't be made.
    pub fn open(out: &Path) -> Result<Stage, Failure> {
        let name = out.file_name().map_or_else(|| "public".into(), |n| n.to_string_lossy().into_owned());
        let folder = out.with_file_name(format!(".{name}.dateline-stage"));
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(Failure::when("remove", &folder))?;
        }
        fs::create_dir_all(&folder).map_err(Failure::when("create", &folder))?;
        Ok(Stage { folder, out: out.to_owned() })
    }

    /// Where files are written, one after the other.
    pub fn writer(&self) -> Writer {
        Writer::new(&self.folder)
    }

    /// Where a file of the stage lies.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// Makes the stage the output. `paths` are all that it holds, sorted. Files that are there already with
    /// the same bytes keep their time of change; what an earlier build wrote and nothing makes any more goes.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn deliver(self, paths: &[String], site: &Owner) -> Result<Delivered, Failure> {
        let manifest_rows = || paths.iter().map(String::as_str);
        if is_free(&self.out) {
            Manifest::write(site, manifest_rows(), &self.folder)?;
            let _ = fs::remove_dir(&self.out);
            fs::rename(&self.folder, &self.out).map_err(Failure::when("create", &self.out))?;
            return Ok(Delivered { written: paths.len(), ..Delivered::default() });
        }
        let before = Manifest::read(&self.out)?.unwrap_or_default();
        let gone: Vec<&String> = before.paths.iter().filter(|p| paths.binary_search(p).is_err()).collect();
        // Should this be cut short, the next build must still know every file here as ours.
        Manifest::write(site, before.paths.iter().map(String::as_str).chain(manifest_rows()), &self.out)?;
        remove(&self.out, gone.iter().map(|path| path.as_str()))?;
        let moved: Vec<bool> = paths.par_iter().map(|path| self.move_out(path)).collect::<Result<_, _>>()?;
        Manifest::write(site, manifest_rows(), &self.out)?;
        let written = moved.iter().filter(|moved| **moved).count();
        Ok(Delivered { written, removed: gone.len(), unchanged: paths.len() - written })
    }

    /// Moves what the stage holds into an output of which all is known. What is on the stage differs from what is
    /// there; nothing else is touched.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn deliver_changes(self, changes: &Changes<'_>, site: &Owner) -> Result<(), Failure> {
        if let Some(paths) = &changes.paths {
            let gone = changes.gone.iter().map(String::as_str);
            Manifest::write(site, paths.iter().map(String::as_str).chain(gone), &self.out)?;
        }
        remove(&self.out, changes.gone.iter().map(String::as_str))?;
        changes.written.par_iter().try_for_each(|path| self.put_in_place(path))?;
        match &changes.paths {
            Some(paths) if !changes.gone.is_empty() => {
                Manifest::write(site, paths.iter().map(String::as_str), &self.out)
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Moves a file into the output, unless it is there already; tells which.
    fn move_out(&self, path: &str) -> Result<bool, Failure> {
        let (from, to) = (self.folder.join(path), self.out.join(path));
        if is_same(&from, &to).map_err(Failure::when("read", &to))? {
            return Ok(false);
        }
        self.put_in_place(path).map(|()| true)
    }

    /// Moves a file into the output; one that is there gives way at once, so a reader sees the one or the other.
    fn put_in_place(&self, path: &str) -> Result<(), Failure> {
        let (from, to) = (self.folder.join(path), self.out.join(path));
        if fs::rename(&from, &to).is_ok() {
            return Ok(());
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(Failure::when("create", folder))?;
        }
        fs::rename(&from, &to).map_err(Failure::when("write", to))
    }

    /// Tells of files in the output that dateline didn't write and would have to replace by files at `paths`.
    ///
    /// # Errors
    /// When the output can't be read.
    pub fn check_output(
        out: &Path,
        paths: impl Iterator<Item = String>,
        site: Option<&Owner>,
        found: &mut Found,
    ) -> Result<(), Failure> {
        let mut paths = paths.peekable();
        if paths.peek().is_none() {
            return Ok(());
        }
        let place = || Place::file(&SourcePath::new(out.to_string_lossy().into_owned()));
        if fs::metadata(out).is_ok_and(|meta| !meta.is_dir()) {
            found.push(
                Diagnostic::new(Code::OutputNotOurs, place())
                    .says("the output is a file, not a folder")
                    .help("move it away, or name another folder with --out")
                    .culprit(None),
            );
            return Ok(());
        }
        if is_free(out) {
            return Ok(());
        }
        let manifest = Manifest::read(out)?.unwrap_or_default();
        if let (Some(site), Some(other)) = (site, &manifest.site)
            && site.id != other.id
        {
            found.push(
                Diagnostic::new(Code::OutputNotOurs, place())
                    .says(format!("another site was written here: {}", other.name))
                    .help("give each site an output of its own with --out; if the site was renamed, move this folder away")
                    .culprit(None),
            );
            return Ok(());
        }
        let ours = manifest.paths;
        let foreign: BTreeSet<String> = paths.filter(|path| stands_in_the_way(out, path, &ours)).collect();
        if let Some(first) = foreign.first() {
            found.push(
                Diagnostic::new(Code::OutputNotOurs, place())
                    .says(match foreign.len() {
                        1 => format!("it holds a file that dateline didn't write and would replace: {first}"),
                        n => format!("it holds {n} files that dateline didn't write and would replace, {first} first"),
                    })
                    .help("move the folder away, or name another one with --out")
                    .culprit(None),
            );
        }
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What is to change in an output.
#[derive(Clone, Debug, Default)]
pub struct Changes<'p> {
    /// What the stage holds.
    pub written: Vec<&'p str>,
    /// What nothing makes any more.
    pub gone: Vec<String>,
    /// All that the output then holds, where that isn't what it held.
    pub paths: Option<Vec<String>>,
}

/// Whether nothing is there that a delivery could harm.
pub fn is_free(out: &Path) -> bool {
    match fs::read_dir(out) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

fn is_same(a: &Path, b: &Path) -> io::Result<bool> {
    let Ok(there) = fs::symlink_metadata(b) else { return Ok(false) };
    if !there.is_file() || there.len() != fs::metadata(a)?.len() {
        return Ok(false);
    }
    Ok(fs::read(a)? == fs::read(b)?)
}

/// Whether a file that isn't ours would have to give way to one at `path`: itself, one below it, or one above it.
fn stands_in_the_way(out: &Path, path: &str, ours: &BTreeSet<String>) -> bool {
    let target = out.join(path);
    match fs::symlink_metadata(&target) {
        Ok(meta) if meta.is_dir() => {
            let below =
                walkdir::WalkDir::new(&target).into_iter().flatten().filter(|entry| !entry.file_type().is_dir());
            let of_out = |entry: walkdir::DirEntry| entry.path().strip_prefix(out).ok()?.to_str().map(str::to_owned);
            below.map(of_out).any(|path| path.is_none_or(|path| !ours.contains(&path)))
        }
        Ok(_) => !ours.contains(path),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            let mut above = path.match_indices('/').map(|(end, _)| &path[..end]);
            above.any(|folder| out.join(folder).is_file() && !ours.contains(folder))
        }
        Err(_) => false,
    }
}

/// Removes files, and folders that are empty then.
fn remove<'p>(out: &Path, paths: impl Iterator<Item = &'p str>) -> Result<(), Failure> {
    for path in paths {
        let file = out.join(path);
        match fs::remove_file(&file) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Failure::when("remove", file)(error)),
        }
        let mut folder = file.parent();
        while let Some(above) = folder.filter(|f| *f != out) {
            if fs::remove_dir(above).is_err() {
                break;
            }
            folder = above.parent();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deliver(out: &Path, files: &[(&str, &str)]) -> Delivered {
        let stage = Stage::open(out).expect("a stage");
        let mut paths = Vec::new();
        for (path, text) in files {
            stage.writer().put(path, text.as_bytes()).expect("a file");
            paths.push((*path).to_owned());
        }
        paths.sort();
        stage.deliver(&paths, &Owner { id: 7, name: "Courier".to_owned() }).expect("a delivery")
    }

    #[test]
    fn only_our_own_files_are_ever_removed() {
        let home = tempfile::tempdir().expect("a folder");
        let out = home.path().join("public");
        assert_eq!(deliver(&out, &[("a/index.html", "1"), ("b/c/index.html", "2")]).written, 2);
        fs::write(out.join("a/theirs.txt"), "x").expect("a file");
        let second = deliver(&out, &[("d.txt", "3")]);
        assert_eq!(second, Delivered { written: 1, removed: 2, unchanged: 0 });
        assert!(out.join("a/theirs.txt").exists() && !out.join("b").exists());
        assert!(!home.path().join(".public.dateline-stage").exists());
    }

    #[test]
    fn unchanged_files_keep_their_time() {
        let home = tempfile::tempdir().expect("a folder");
        let out = home.path().join("public");
        deliver(&out, &[("a.txt", "1"), ("b.txt", "2")]);
        let time = fs::metadata(out.join("a.txt")).and_then(|m| m.modified()).expect("a time");
        assert_eq!(
            deliver(&out, &[("a.txt", "1"), ("b.txt", "3")]),
            Delivered { written: 1, removed: 0, unchanged: 1 }
        );
        assert_eq!(fs::metadata(out.join("a.txt")).and_then(|m| m.modified()).expect("a time"), time);
    }

    #[test]
    fn files_of_others_are_not_replaced() {
        let home = tempfile::tempdir().expect("a folder");
        let out = home.path().join("public");
        fs::create_dir_all(&out).expect("a folder");
        fs::write(out.join("index.html"), "theirs").expect("a file");
        let mut found = Vec::new();
        Stage::check_output(&out, std::iter::once("index.html".to_owned()), None, &mut found).expect("a look");
        assert_eq!(found.len(), 1);
        found.clear();
        Stage::check_output(&out, std::iter::once("other.html".to_owned()), None, &mut found).expect("a look");
        assert_eq!(found.len(), 0);
    }
}
