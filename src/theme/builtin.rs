//! The themes that the binary carries.

use std::{borrow::Cow, collections::BTreeMap};

use include_dir::{Dir, DirEntry, include_dir};

use super::Layer;

static THEMES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// Their names.
pub const BUILT_IN: [&str; 2] = ["broadsheet", "bulletin"];

/// The layer of a built-in theme, if there is one of that name.
pub fn built_in(name: &str) -> Option<Layer> {
    let name = BUILT_IN.iter().find(|n| **n == name)?;
    let mut files = BTreeMap::new();
    collect(THEMES.get_dir(name)?, name, &mut files);
    Some(Layer { prefix: format!("{name}/"), folder: format!("<{name}>"), files })
}

fn collect(dir: &'static Dir<'static>, theme: &str, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(below) => collect(below, theme, files),
            DirEntry::File(file) => {
                let path = file.path().to_str().and_then(|p| p.strip_prefix(theme)).map(|p| p.trim_start_matches('/'));
                if let Some(path) = path {
                    files.insert(path.to_owned(), Cow::Borrowed(file.contents()));
                }
            }
        }
    }
}
