//! Writes a file of the desk's at once: a reader sees the old text or the new, never half of one.

use std::{fs, io::Write, path::Path};

use crate::base::Failure;

/// Puts the text in the file's place, or makes the file. A link stays a link: the file that it points to is replaced.
///
/// # Errors
/// When it can't be written; then the file is as it was.
pub fn overwrite(path: &Path, text: &str) -> Result<(), Failure> {
    let path = match fs::symlink_metadata(path) {
        Ok(_) => fs::canonicalize(path).map_err(Failure::when("find", path))?,
        Err(_) => path.to_owned(),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.dateline-{}", std::process::id()));
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::options().write(true).create_new(true).open(&beside)?;
        file.write_all(text.as_bytes())?;
        if let Ok(there) = fs::metadata(&path) {
            file.set_permissions(there.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&beside, &path)
    };
    write().map_err(|error| {
        // Nothing more can be done if this fails too; what matters is already being told.
        let _ = fs::remove_file(&beside);
        Failure { tried: "write", path: path.clone(), error }
    })
}
