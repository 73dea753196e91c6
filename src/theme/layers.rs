//! Where a theme's files come from, one over the other.

use std::{borrow::Cow, collections::BTreeMap};

use crate::base::SourcePath;

/// A folder of theme files.
#[derive(Clone, Debug)]
pub struct Layer {
    /// What its templates' names begin with: `site/`, `theme/`, `broadsheet/`.
    pub prefix: String,
    /// Where it lies, for diagnostics: `themes/harbour`, a built-in theme's name in `<…>`, empty for the site itself.
    pub folder: String,
    /// Its files by path: `templates/base.html`, `assets/style.css`, `theme.yaml`.
    pub files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Layer {
    /// The source of one of its files.
    pub fn source(&self, path: &str) -> SourcePath {
        if self.folder.is_empty() { SourcePath::new(path) } else { SourcePath::new(format!("{}/{path}", self.folder)) }
    }

    /// Whether it stands in the place of another layer of the same theme: a site's `themes/bulletin` over the one built in.
    pub fn covers(&self, other: Option<&Layer>) -> bool {
        let name = |layer: &Layer| layer.folder.trim_start_matches("themes/").trim_matches(['<', '>']).to_owned();
        other.is_some_and(|other| name(other) == name(self))
    }

    /// The same layer with nothing in it but its theme.yaml.
    #[must_use]
    pub fn manifest_alone(&self) -> Layer {
        let files = self.files.get_key_value("theme.yaml").map(|(path, bytes)| (path.clone(), bytes.clone()));
        Layer { prefix: self.prefix.clone(), folder: self.folder.clone(), files: files.into_iter().collect() }
    }

    /// Whether it is part of the program.
    pub fn is_built_in(&self) -> bool {
        self.folder.starts_with('<')
    }

    /// A file's text, if it is there and UTF-8.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(path)?).ok()
    }

    /// The files below `folder` (with its slash), by what follows.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.files.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(folder)?, &**bytes)))
    }
}
