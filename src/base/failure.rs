//! When the machine fails us: a full disk, a missing permission.

use std::{fmt, io, path::PathBuf};

/// The machine failed: what was tried, on which path, and what the system said. Exit status 3.
/// A fault of the site is never one of these: see [`super::Diagnostic`].
#[derive(Debug)]
pub struct Failure {
    /// A verb that fits behind "couldn't": `read`, `write`, `list`.
    pub tried: &'static str,
    /// The path as the user would know it.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
}

impl Failure {
    /// Turns an I/O error into a failure: `fs::write(&path, text).map_err(Failure::when("write", &path))`.
    pub fn when(tried: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Failure {
        let path = path.into();
        move |error| Failure { tried, path, error }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "couldn't {} {}: {}", self.tried, self.path.display(), self.error)
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
