//! Things that take long to make, kept by what they were made of.
//!
//! In: a key and bytes. Out: the bytes of a key. Never here: anything that a build couldn't make anew; a cache that can't be
//! read or written is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::folder::OWN;

/// A folder of kept things below `.dateline/`, which all outputs of a site share.
#[derive(Clone, Debug)]
pub struct Cache(PathBuf);

impl Cache {
    /// The cache of that name; it is made when something is kept in it.
    pub fn of(site: &Path, name: &str) -> Cache {
        Cache(site.join(OWN).join(name))
    }

    /// What was kept under a key.
    pub fn get(&self, key: u128) -> Option<Vec<u8>> {
        fs::read(self.path(key)).ok().filter(|bytes| !bytes.is_empty())
    }

    /// Whether something is kept under a key.
    pub fn has(&self, key: u128) -> bool {
        fs::metadata(self.path(key)).is_ok_and(|meta| meta.len() > 0)
    }

    /// Keeps something. Whoever looks at the same time sees all of it or nothing.
    pub fn keep(&self, key: u128, bytes: &[u8]) {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let path = self.path(key);
        let Some(folder) = path.parent() else { return };
        let own = format!(".{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let own = folder.join(own);
        let kept =
            fs::create_dir_all(folder).and_then(|()| fs::write(&own, bytes)).and_then(|()| fs::rename(&own, &path));
        if kept.is_err() {
            let _ = fs::remove_file(own);
        }
    }

    fn path(&self, key: u128) -> PathBuf {
        let name = format!("{key:032x}");
        self.0.join(&name[..2]).join(&name[2..])
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;

    #[test]
    fn what_is_kept_is_found() {
        let site = tempfile::tempdir().expect("a folder");
        let cache = Cache::of(site.path(), "pictures");
        assert_eq!((cache.get(7), cache.has(7)), (None, false));
        cache.keep(7, b"x");
        assert_eq!((cache.get(7), cache.has(7)), (Some(b"x".to_vec()), true));
        assert_eq!(cache.get(8), None);
    }

    #[test]
    fn a_cache_that_cannot_be_written_is_none() {
        let site = tempfile::tempdir().expect("a folder");
        std::fs::write(site.path().join(".dateline"), "in the way").expect("a file");
        let cache = Cache::of(site.path(), "pictures");
        cache.keep(7, b"x");
        assert_eq!(cache.get(7), None);
    }
}
