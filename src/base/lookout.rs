//! Stats of many files of one folder, at the least cost: folders on the way are looked up once for all that lie in them.

use std::path::{Path, PathBuf};

use super::Stat;

/// Looks at files below a folder, one after the other; quickest when neighbours come together.
#[derive(Debug)]
pub struct Lookout {
    root: PathBuf,
    /// The folder that was last looked into, by its path with a slash at the end.
    #[cfg(unix)]
    last: Option<(String, std::os::fd::OwnedFd)>,
}

impl Lookout {
    /// Looks below `root`.
    pub fn new(root: &Path) -> Lookout {
        Lookout {
            root: root.to_owned(),
            #[cfg(unix)]
            last: None,
        }
    }

    /// The stat of the file at `path` below the root; links are followed. `None`: it can't be looked at.
    #[cfg(unix)]
    pub fn at(&mut self, path: &str) -> Option<Stat> {
        use rustix::fs::{AtFlags, Mode, OFlags, open, statat};

        let cut = folder_of(path);
        let (folder, name) = path.split_at(cut);
        if self.last.as_ref().is_none_or(|(last, _)| last != folder) {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
            self.last = Some((folder.to_owned(), open(self.root.join(folder), flags, Mode::empty()).ok()?));
        }
        let (_, handle) = self.last.as_ref()?;
        statat(handle, name, AtFlags::empty()).ok().map(|stat| Stat::of_system(&stat))
    }

    /// The stat of the file at `path` below the root; links are followed. `None`: it can't be looked at.
    #[cfg(not(unix))]
    pub fn at(&mut self, path: &str) -> Option<Stat> {
        Stat::at(&self.root.join(path)).ok()
    }
}

/// Where the folder ends in which a file is looked up: a page's own folder holds little else, so it is the one above.
#[cfg(unix)]
fn folder_of(path: &str) -> usize {
    let above = path.strip_suffix("/index.html").unwrap_or(path);
    above.rfind('/').map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Lookout;
    use crate::base::Stat;

    #[test]
    fn a_lookout_sees_what_is_there() {
        let home = tempfile::tempdir().expect("a folder");
        let paths = ["a.txt", "b/c/index.html", "b/d/index.html", "b/d/e.png", "index.html"];
        for path in paths {
            let path = home.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        let mut lookout = Lookout::new(home.path());
        for path in paths {
            assert_eq!(lookout.at(path), Stat::at(&home.path().join(path)).ok(), "{path}");
        }
        for path in ["b/x/index.html", "y/z.txt", "a.txt/index.html"] {
            assert_eq!(lookout.at(path), None, "{path}");
        }
    }
}
