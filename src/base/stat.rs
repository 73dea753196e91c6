//! What a file system says of a file, without opening it.

use std::{fs, io, path::Path, time::UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Times of a file system are compared to the tick of its clock: some only know seconds.
const SECOND: i64 = 1_000_000_000;

/// What a file system says of a file. The same twice means the same content, if the time of the last
/// change lies before the first look: see [`Stat::is_settled`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Stat {
    /// Bytes.
    pub size: u64,
    /// When the content was last changed, in nanoseconds since 1970; anybody may set it.
    pub modified: i64,
    /// When the file was last changed, its names and times included, in nanoseconds since 1970; 0 where unknown.
    pub changed: i64,
    /// The file's number on its file system; 0 where unknown.
    pub inode: u64,
}

impl Stat {
    /// Looks at a file; links are followed.
    ///
    /// # Errors
    /// When it isn't there, or can't be looked at.
    pub fn at(path: &Path) -> io::Result<Stat> {
        Ok(Stat::of(&fs::metadata(path)?))
    }

    /// What metadata tell.
    pub fn of(meta: &fs::Metadata) -> Stat {
        let modified = meta.modified().ok().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
            Ok(since) => since.as_nanos() as i64,
            Err(before) => -(before.duration().as_nanos() as i64),
        });
        let (changed, inode) = changed_and_inode(meta);
        Stat { size: meta.len(), modified, changed, inode }
    }

    /// What the system tells of an open folder's file.
    #[cfg(unix)]
    #[allow(clippy::unnecessary_cast, reason = "systems differ in the widths of these numbers")]
    pub(super) fn of_system(stat: &rustix::fs::Stat) -> Stat {
        let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(SECOND).saturating_add(rest);
        Stat {
            size: stat.st_size as u64,
            modified: nanoseconds(stat.st_mtime as i64, stat.st_mtime_nsec as i64),
            changed: nanoseconds(stat.st_ctime as i64, stat.st_ctime_nsec as i64),
            inode: stat.st_ino as u64,
        }
    }

    /// Whether the file was last changed before `now`, by the clock of a file system: only then does a
    /// later change show in its times. Times in whole seconds may be those of a coarse clock.
    pub fn is_settled(&self, now: i64) -> bool {
        let last = self.modified.max(self.changed);
        let is_coarse = self.modified % SECOND == 0 && self.changed % SECOND == 0;
        if is_coarse { last.saturating_add(2 * SECOND) <= now } else { last < now }
    }
}

#[cfg(unix)]
fn changed_and_inode(meta: &fs::Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (meta.ctime().saturating_mul(SECOND).saturating_add(meta.ctime_nsec()), meta.ino())
}

#[cfg(not(unix))]
fn changed_and_inode(_: &fs::Metadata) -> (i64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::{SECOND, Stat};

    #[test]
    fn a_stat_is_settled_once_its_clock_has_ticked() {
        let stat = Stat { modified: 5 * SECOND + 4, changed: 5 * SECOND + 7, ..Stat::default() };
        assert!(!stat.is_settled(5 * SECOND + 7), "it may change within that tick");
        assert!(stat.is_settled(5 * SECOND + 8));
        let coarse = Stat { modified: 5 * SECOND, changed: 5 * SECOND, ..Stat::default() };
        assert!(!coarse.is_settled(6 * SECOND), "a clock of two seconds may stand at five");
        assert!(coarse.is_settled(7 * SECOND));
    }

    #[test]
    fn times_to_come_are_never_settled() {
        let stat = Stat { modified: 90 * SECOND + 1, changed: SECOND, ..Stat::default() };
        assert!(!stat.is_settled(80 * SECOND));
    }
}
