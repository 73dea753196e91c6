//! Where a ledger lies: a folder for each output, with the lock that lets one build at a time touch it.
//!
//! In: a site and an output. Out: paths, a lock, the mark of a build that began to change the output. Never here:
//! what the ledger says.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use xxhash_rust::xxh3::xxh3_64;

use crate::base::{Failure, Stat};

/// The folder of a site that is dateline's own; safe to delete.
pub(super) const OWN: &str = ".dateline";

/// The clocks of file systems tick at least so often, in nanoseconds; a time further ahead is another clock's.
const LONGEST_TICK: i64 = 20_000_000;

/// How long is waited at a time, and how often.
const A_MOMENT: Duration = Duration::from_millis(1);
const TICKS: usize = 25;

/// Where the ledger of an output lies.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

/// A lock on an output, held until it is dropped.
#[derive(Debug)]
pub struct Locked(#[expect(dead_code, reason = "the file is locked while it is open")] File);

impl Folder {
    /// The folder for an output of a site: `.dateline` for `SITE/public`, one below it for any other.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn of(site: &Path, out: &Path) -> io::Result<Folder> {
        Folder::unmade(site, out).made(site)
    }

    fn made(self, site: &Path) -> io::Result<Folder> {
        fs::create_dir_all(&self.0)?;
        let ignore = site.join(OWN).join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        Ok(self)
    }

    /// The folder for a preview of a site, which has no output: `.dateline/preview`.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn of_preview(site: &Path) -> io::Result<Folder> {
        Folder(site.join(OWN).join("preview")).made(site)
    }

    /// The same folder, which may not be there: for those who only read.
    pub fn unmade(site: &Path, out: &Path) -> Folder {
        let own = site.join(OWN);
        let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        if whole(out) == whole(&site.join("public")) {
            return Folder(own);
        }
        Folder(own.join(format!("out-{:016x}", xxh3_64(whole(out).to_string_lossy().as_bytes()))))
    }

    /// The ledger's file.
    pub fn ledger(&self) -> PathBuf {
        self.0.join("ledger")
    }

    /// Waits until no other build touches the output; tells it before it waits.
    ///
    /// # Errors
    /// When the lock can't be had.
    pub fn lock(&self, waits: impl FnOnce()) -> io::Result<Locked> {
        let file = File::options().create(true).append(true).open(self.0.join("lock"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waits();
                file.lock()?;
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        Ok(Locked(file))
    }

    /// The time by the clock of the file system, in nanoseconds since 1970, once it is later than `last`; no longer
    /// waited for than a tick. `otherwise` where it can't be told.
    pub fn clock_after(&self, last: i64, otherwise: i64) -> i64 {
        for _ in 0..TICKS {
            match self.clock() {
                Ok(now) if now <= last && last < now + LONGEST_TICK => std::thread::sleep(A_MOMENT),
                Ok(now) => return now,
                Err(_) => return otherwise,
            }
        }
        self.clock().unwrap_or(otherwise)
    }

    fn clock(&self) -> io::Result<i64> {
        let path = self.0.join("clock");
        fs::write(&path, "")?;
        let stat = Stat::at(&path)?;
        Ok(stat.modified)
    }

    /// Marks the output as about to change in these files, until [`Folder::unmark`].
    ///
    /// # Errors
    /// When the machine fails.
    pub fn mark<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Result<(), Failure> {
        let mut text = String::new();
        for path in paths {
            text.push_str(path);
            text.push('\n');
        }
        let path = self.unfinished();
        let write = || {
            fs::write(&path, text)?;
            File::open(&path)?.sync_all()
        };
        write().map_err(Failure::when("write", &path))
    }

    /// The files that a build was about to change when it was cut short; `None`: none was.
    pub fn marked(&self) -> Option<BTreeSet<String>> {
        let text = fs::read_to_string(self.unfinished()).ok()?;
        Some(text.lines().map(str::to_owned).collect())
    }

    /// Takes the mark off.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn unmark(&self) -> Result<(), Failure> {
        let path = self.unfinished();
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::when("remove", path)(error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn unfinished(&self) -> PathBuf {
        self.0.join("unfinished")
    }
}
