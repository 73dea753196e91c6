//! The files of real corpora, where they are at hand: for tests.

use std::path::{Path, PathBuf};

/// The folder of the corpora: `$DATELINE_SHARED/corpora`, or `../shared/corpora` beside the project.
fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("DATELINE_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    Some(shared.join("corpora")).filter(|corpora| corpora.is_dir())
}

/// Every Markdown file of the corpora by its path below them, in order; `None`, and a line that says so, where there are none.
pub(crate) fn files() -> Option<Vec<(String, Vec<u8>)>> {
    let Some(folder) = folder() else {
        println!("skipped: no corpora (set DATELINE_SHARED)");
        return None;
    };
    let walk = walkdir::WalkDir::new(&folder).sort_by_file_name();
    let files = walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let read = files.filter_map(|entry| {
        let path = entry.path();
        let markdown = path.extension().is_some_and(|e| e == "md" || e == "markdown");
        let name = path.strip_prefix(&folder).ok()?.to_str()?.to_owned();
        (markdown && !name.ends_with("LICENSE.md") && name.contains('/'))
            .then(|| Some((name, std::fs::read(path).ok()?)))?
    });
    Some(read.collect())
}
