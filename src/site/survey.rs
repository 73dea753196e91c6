//! All files that a site is made of, with what the file system says of each, before any is opened.
//!
//! In: a site's folder. Out: [`Survey`]. Never here: what stands in a file.

use std::path::Path;

use rayon::prelude::*;

use super::content::{is_content, paths_below, walk_below};
use crate::base::{Found, Lookout, SourcePath, Stat};

/// A file and what the file system says of it; nothing where it can't be looked at.
pub type Surveyed = (SourcePath, Option<Stat>);

/// What a site's folder holds.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The files of `content/`, sorted.
    pub content: Vec<Surveyed>,
    /// The files of `static/`, sorted.
    pub statics: Vec<Surveyed>,
    /// Settings, data, templates, words and themes, sorted.
    pub workshop: Vec<Surveyed>,
    /// Links that lead out, folders that can't be read.
    pub found: Found,
}

impl Survey {
    /// Looks at every file below `root` that dateline would read. `config` is the settings' file where it isn't site.yaml.
    pub fn take(root: &Path, config: Option<&Path>) -> Survey {
        Survey::take_entering(root, config, &mut |_| {})
    }

    /// The same; `enters` is told of each folder of `content/` and `static/` before what lies in it is read.
    pub fn take_entering(root: &Path, config: Option<&Path>, enters: &mut dyn FnMut(&Path)) -> Survey {
        let mut found = Found::new();
        let content = walk_below(root, "content", is_content, enters, &mut found);
        let statics = walk_below(root, "static", is_static, enters, &mut found);
        let workshop = look_at_workshop(root, config);
        Survey { content: look(root, content), statics: look(root, statics), workshop, found }
    }

    /// Looks at settings, data, templates, words and themes alone.
    pub fn of_workshop(root: &Path, config: Option<&Path>) -> Survey {
        Survey { workshop: look_at_workshop(root, config), ..Survey::default() }
    }

    /// Looks again at the files that are read as a whole and each time: settings, data, themes, sections' pages, profiles.
    pub fn look_again(&mut self, root: &Path, config: Option<&Path>) {
        let pages = |path: &SourcePath| path.name().starts_with('_') || path.as_str().contains("/authors/");
        let content = self.content.iter_mut().filter(|(path, _)| pages(path));
        for (path, stat) in content.chain(&mut self.workshop) {
            let at = config
                .filter(|_| path.as_str() == "site.yaml")
                .map_or_else(|| root.join(path.as_str()), Path::to_owned);
            *stat = Stat::at(&at).ok();
        }
    }

    /// Every file.
    pub fn all(&self) -> impl Iterator<Item = &Surveyed> {
        self.content.iter().chain(&self.statics).chain(&self.workshop)
    }
}

/// Looks at settings, data, templates, words and themes. Whoever reads these tells of what is wrong with them.
fn look_at_workshop(root: &Path, config: Option<&Path>) -> Vec<Surveyed> {
    let workshop = ["data", "i18n", "snippets", "templates", "themes"];
    let workshop = workshop.map(|folder| paths_below(root, folder, is_shown, &mut Found::new())).into_iter().flatten();
    let mut workshop = look(root, workshop.collect());
    for (name, path) in [
        ("site.yaml", config.map_or_else(|| root.join("site.yaml"), Path::to_owned)),
        ("register.tsv", root.join("register.tsv")),
    ] {
        workshop.extend(Stat::at(&path).ok().map(|stat| (SourcePath::new(name), Some(stat))));
    }
    workshop.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    workshop
}

pub(super) fn look(root: &Path, paths: Vec<SourcePath>) -> Vec<Surveyed> {
    let stat = |lookout: &mut Lookout, path: SourcePath| {
        let stat = lookout.at(path.as_str());
        (path, stat)
    };
    paths.into_par_iter().with_min_len(256).map_init(|| Lookout::new(root), stat).collect()
}

pub(super) fn is_static(name: &str) -> bool {
    name != ".DS_Store" && name != ".git"
}

pub(super) fn is_shown(name: &str) -> bool {
    !name.starts_with('.')
}
