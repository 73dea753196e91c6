//! Watching a folder with all folders below it, without a look at the files in them.
//!
//! In: a folder. Out: it is watched. Never here: what is told of it.

use std::path::Path;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// Watches a folder and all below it; what is no folder is passed over.
///
/// # Errors
/// When the system watches no more.
#[cfg(not(target_os = "linux"))]
pub fn watch(watcher: &mut RecommendedWatcher, folder: &Path) -> notify::Result<()> {
    if folder.is_dir() { watcher.watch(folder, RecursiveMode::Recursive) } else { Ok(()) }
}

/// Watches a folder and all below it; what is no folder is passed over. Here each folder is watched on its own, and
/// the watcher itself would look at each of a hundred thousand files to find them.
///
/// # Errors
/// When the system watches no more.
#[cfg(target_os = "linux")]
pub fn watch(watcher: &mut RecommendedWatcher, folder: &Path) -> notify::Result<()> {
    use std::collections::BTreeSet;

    let (mut next, mut links) = (vec![folder.to_owned()], BTreeSet::new());
    while let Some(folder) = next.pop() {
        // What was removed meanwhile has nothing to be watched.
        let Ok(entries) = folder.read_dir() else { continue };
        watch_one(watcher, &folder)?;
        for entry in entries.flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            let mut is_new_link = || {
                let to = entry.path().canonicalize().ok().filter(|to| to.is_dir());
                to.is_some_and(|to| links.insert(to))
            };
            if kind.is_dir() || (kind.is_symlink() && is_new_link()) {
                next.push(entry.path());
            }
        }
    }
    Ok(())
}

/// Watches a folder and nothing below it.
///
/// # Errors
/// When the system watches no more.
pub fn watch_one(watcher: &mut RecommendedWatcher, folder: &Path) -> notify::Result<()> {
    match watcher.watch(folder, RecursiveMode::NonRecursive) {
        // What was removed meanwhile has nothing to be watched.
        Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => Ok(()),
        watched => watched,
    }
}
