//! What of an output folder is ours: `.dateline-manifest`, a path a line. Never served or deployed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::base::Failure;

/// The file's name.
pub const MANIFEST: &str = ".dateline-manifest";

const HEAD: &str = "# dateline wrote these files; it removes no others\n";

const SITE: &str = "# site ";

/// The paths that an earlier build wrote, relative to the output folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The paths, with `/` between their parts.
    pub paths: BTreeSet<String>,
    /// The site that they are of.
    pub site: Option<Owner>,
}

/// The site that an output is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// A hash of its name and address.
    pub id: u64,
    /// Its name.
    pub name: String,
}

impl Manifest {
    /// Reads the manifest of an output folder; `None` when it has none, or one that isn't ours.
    ///
    /// # Errors
    /// When it is there and can't be read.
    pub fn read(out: &Path) -> Result<Option<Manifest>, Failure> {
        let path = out.join(MANIFEST);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text.strip_prefix(HEAD).map(Manifest::parse)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => Ok(None),
            Err(error) => Err(Failure::when("read", path)(error)),
        }
    }

    /// A path that could lead out of the folder is passed over: the file may have been tampered with.
    fn parse(rows: &str) -> Manifest {
        let inside = |path: &&str| !path.starts_with('/') && !path.split('/').any(|p| p.is_empty() || p == "..");
        let (site, rows) = match rows.strip_prefix(SITE).and_then(|rest| rest.split_once('\n')) {
            Some((site, rest)) => (Owner::parse(site), rest),
            None => (None, rows),
        };
        Manifest { paths: rows.lines().filter(inside).map(str::to_owned).collect(), site }
    }

    /// Writes the manifest of an output folder.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write<'p>(site: &Owner, paths: impl Iterator<Item = &'p str>, out: &Path) -> Result<(), Failure> {
        let (path, fresh) = (out.join(MANIFEST), out.join(format!("{MANIFEST}.new")));
        let write = || {
            let mut file = BufWriter::with_capacity(1 << 16, File::create(&fresh)?);
            writeln!(file, "{HEAD}{SITE}{:016x} {}", site.id, site.name.replace(['\n', '\r'], " "))?;
            for path in paths {
                file.write_all(path.as_bytes())?;
                file.write_all(b"\n")?;
            }
            file.flush()
        };
        write().map_err(Failure::when("write", &fresh))?;
        fs::rename(&fresh, &path).map_err(Failure::when("write", path))
    }
}

impl Owner {
    fn parse(line: &str) -> Option<Owner> {
        let (id, name) = line.split_once(' ')?;
        Some(Owner { id: u64::from_str_radix(id, 16).ok()?, name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::Manifest;

    #[test]
    fn paths_that_lead_out_are_passed_over() {
        let manifest = Manifest::parse("a/b.html\n../x\n/etc/passwd\na//b\n");
        assert_eq!(manifest.site, None);
        assert_eq!(manifest.paths.into_iter().collect::<Vec<_>>(), ["a/b.html"]);
    }
}
