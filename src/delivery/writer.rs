//! New files below a folder, at the least cost: folders on the way are looked up once for all that lie in them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::base::{Failure, Stat};

/// Makes files below a folder, one after the other; quickest when neighbours come together.
#[derive(Debug)]
pub struct Writer {
    root: PathBuf,
    /// The folder in which the last file was made, by its path with a slash at the end.
    #[cfg(unix)]
    last: Option<(String, std::os::fd::OwnedFd)>,
}

impl Writer {
    /// Writes below `root`.
    pub fn new(root: &Path) -> Writer {
        Writer {
            root: root.to_owned(),
            #[cfg(unix)]
            last: None,
        }
    }

    /// Writes a file; `path` is relative, with `/` between its parts. Tells what the file system says of it.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> Result<Stat, Failure> {
        let write = |mut file: File| file.write_all(bytes).and_then(|()| file.metadata());
        let meta = self.create(path).and_then(write).map_err(|error| self.failed("write", path, error))?;
        Ok(Stat::of(&meta))
    }

    /// Copies a file of the site.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn copy(&mut self, path: &str, from: &Path) -> Result<Stat, Failure> {
        let copy = |mut to: File| io::copy(&mut File::open(from)?, &mut to).and_then(|_| to.metadata());
        let meta = self.create(path).and_then(copy).map_err(Failure::when("copy", from))?;
        Ok(Stat::of(&meta))
    }

    fn failed(&self, what: &'static str, path: &str, error: io::Error) -> Failure {
        Failure::when(what, self.root.join(path))(error)
    }

    /// Makes the file at `path` below the root, with the folders above it.
    ///
    /// # Errors
    /// When it is there already, or the machine fails.
    #[cfg(unix)]
    fn create(&mut self, path: &str) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags, mkdirat, open, openat};

        // A page's own folder holds little else, so the one above is kept open.
        let own = path.strip_suffix("/index.html");
        let cut = own.unwrap_or(path).rfind('/').map_or(0, |at| at + 1);
        let (folder, name) = path.split_at(cut);
        if self.last.as_ref().is_none_or(|(last, _)| last != folder) {
            let (target, flags) = (self.root.join(folder), OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC);
            fs::create_dir_all(&target)?;
            self.last = Some((folder.to_owned(), open(target, flags, Mode::empty())?));
        }
        let (_, handle) = self.last.as_ref().expect("it was opened above");
        if let Some(own) = own {
            match mkdirat(handle, &own[cut..], Mode::from_raw_mode(0o777)) {
                Ok(()) | Err(rustix::io::Errno::EXIST) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        Ok(File::from(openat(handle, name, flags, Mode::from_raw_mode(0o666))?))
    }

    /// Makes the file at `path` below the root, with the folders above it.
    ///
    /// # Errors
    /// When it is there already, or the machine fails.
    #[cfg(not(unix))]
    fn create(&mut self, path: &str) -> io::Result<File> {
        let target = self.root.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        File::create_new(target)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Writer;
    use crate::base::Stat;

    #[test]
    fn a_writer_makes_folders_as_it_goes_and_never_writes_twice() {
        let home = tempfile::tempdir().expect("a folder");
        let mut writer = Writer::new(home.path());
        let paths = ["index.html", "b/c/index.html", "b/d/e.png", "b/d/index.html", "a.txt", "x/y/z.txt", "b/c/f.txt"];
        for path in paths {
            let stat = writer.put(path, path.as_bytes()).expect("a file");
            assert_eq!(stat, Stat::at(&home.path().join(path)).expect("a look"), "{path}");
        }
        for path in paths {
            assert_eq!(fs::read_to_string(home.path().join(path)).expect("a file"), path);
            assert!(writer.put(path, b"").is_err(), "{path}");
        }
    }
}
