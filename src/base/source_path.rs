//! Where a source lies in the site's folder.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// A path relative to the site's folder, with `/` between its parts, as the file system spells it:
/// `content/world/2026/ferry.md`. Never absolute, never with `..`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Takes a path that the walk found; the caller vouches for its form.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// No path: what stands in a value until its file is known.
    pub fn none() -> Self {
        Self("".into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it lies in, without a slash at the end; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |end| &self.0[..end])
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.0[self.0.rfind('/').map_or(0, |end| end + 1)..]
    }

    /// The path that `link` means when it stands in this file: `..` and `.` are walked, a leading
    /// `@/` starts at `content/`. `None` when it would leave the site's folder.
    pub fn join(&self, link: &str) -> Option<SourcePath> {
        let (base, rest) = match link.strip_prefix("@/") {
            Some(rest) => ("content", rest),
            None => (self.folder(), link),
        };
        let mut parts: Vec<&str> = base.split('/').filter(|p| !p.is_empty()).collect();
        for part in rest.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        (!parts.is_empty()).then(|| SourcePath::new(parts.join("/")))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::SourcePath;

    #[test]
    fn links_walk_from_the_folder_or_from_content() {
        let here = SourcePath::new("content/world/2026/a.md");
        assert_eq!(here.join("../b.md"), Some(SourcePath::new("content/world/b.md")));
        assert_eq!(here.join("@/sport/c.md"), Some(SourcePath::new("content/sport/c.md")));
        assert_eq!(here.join("../../../../x.md"), None);
    }
}
