//! Finds the site that a command was started in, and what of its settings the writing commands need.
//!
//! In: folders. Out: a site's root, its zone, its sections. Reads leniently: `build` tells what is
//! wrong with settings.

use std::{
    cmp::Ordering,
    fs,
    path::{Path, PathBuf},
};

use serde_yaml::Value;

use super::exit::Stop;
use crate::base::{Failure, SiteZone, Slugs, natural_order};

/// A site's folder, and what of its settings the writing commands need.
#[derive(Clone, Debug)]
pub struct SiteFolder {
    /// The folder, as the user would write it.
    pub root: PathBuf,
    /// Its time zone.
    pub zone: SiteZone,
    /// How slugs are spelled.
    pub slugs: Slugs,
    /// The sections that site.yaml names, in its order.
    named: Vec<String>,
}

/// The folder that holds a `site.yaml`, looking upwards from `from`; else the nearest one that holds
/// a `content` folder.
pub fn root_above(from: &Path) -> Option<PathBuf> {
    let holds = |name: &'static str| move |folder: &&Path| folder.join(name).exists();
    let settings = from.ancestors().find(holds("site.yaml"));
    settings.or_else(|| from.ancestors().find(holds("content"))).map(Path::to_owned)
}

impl SiteFolder {
    /// Reads the settings of the site in `root`.
    ///
    /// # Errors
    /// When site.yaml can't be read, isn't YAML, or names no time zone that is known.
    pub fn read(root: PathBuf) -> Result<SiteFolder, Stop> {
        let path = root.join("site.yaml");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Failure { tried: "read", path, error }.into()),
        };
        let settings: Value = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            Stop::refused(format!("{} can't be read: {error}", path.display()), "`dateline build` shows the place")
        })?;
        let name = settings.get("timezone").and_then(Value::as_str).unwrap_or("UTC");
        let zone = SiteZone::named(name).ok_or_else(|| {
            let help = "write a name of the IANA database, such as `Europe/Vilnius`";
            Stop::refused(format!("{}: there is no time zone `{name}`", path.display()), help)
        })?;
        let slugs = match settings.get("slugs").and_then(Value::as_str) {
            Some("ascii") => Slugs::Ascii,
            Some(_) | None => Slugs::Unicode,
        };
        Ok(SiteFolder { root, zone, slugs, named: named_sections(settings.get("sections")) })
    }

    /// The paths of all sections: those that site.yaml names first, in its order, then by the `order`
    /// of their `_index.md`, then by name.
    ///
    /// # Errors
    /// When a folder can't be listed.
    pub fn sections(&self) -> Result<Vec<String>, Failure> {
        let mut found = Vec::new();
        let content = self.root.join("content");
        if content.is_dir() {
            collect(&content, "", &mut found)?;
        }
        found.sort_by(|(a_order, a), (b_order, b)| {
            a_order.partial_cmp(b_order).unwrap_or(Ordering::Equal).then_with(|| natural_order(a, b))
        });
        let mut all = self.named.clone();
        all.extend(found.into_iter().map(|(_, path)| path).filter(|path| !self.named.contains(path)));
        Ok(all)
    }
}

/// `sections` in site.yaml: names in a list, maps with a `path`, or keys of a map.
fn named_sections(value: Option<&Value>) -> Vec<String> {
    let clean = |name: &str| name.trim_matches('/').to_owned();
    match value {
        Some(Value::Sequence(list)) => {
            let name = |item: &Value| item.as_str().or_else(|| item.get("path").and_then(Value::as_str)).map(clean);
            list.iter().filter_map(name).collect()
        }
        Some(Value::Mapping(map)) => map.keys().filter_map(Value::as_str).map(clean).collect(),
        Some(_) | None => Vec::new(),
    }
}

/// The sections in and below `folder` with their order: each folder of the first level, and deeper
/// ones with an `_index.md`. A folder with an `index.md` is an article.
fn collect(folder: &Path, above: &str, found: &mut Vec<(f64, String)>) -> Result<(), Failure> {
    let mut entries =
        fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(Failure::when("list", folder))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let Some(name) = name.to_str() else { continue };
        // A link is a folder to the reader too, but following it here could lead round in circles.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let apart = above.is_empty() && matches!(name, "authors" | "pages");
        if !is_folder || apart || name.starts_with(['.', '_']) || path.join("index.md").exists() {
            continue;
        }
        let section = if above.is_empty() { name.to_owned() } else { format!("{above}/{name}") };
        let index = path.join("_index.md");
        if above.is_empty() || index.exists() {
            found.push((order(&index), section.clone()));
        }
        collect(&path, &section, found)?;
    }
    Ok(())
}

/// The `order` that an `_index.md` gives; sections without one come last.
fn order(index: &Path) -> f64 {
    let text = fs::read_to_string(index).unwrap_or_default();
    let head = text.lines().skip(1).take_while(|line| line.trim_end() != "---");
    let mut values = head.filter_map(|line| line.strip_prefix("order:"));
    values.next().and_then(|value| value.trim().parse().ok()).unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{SiteFolder, root_above};

    fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, text).expect("written");
        }
        folder
    }

    fn sections(files: &[(&str, &str)]) -> Vec<String> {
        let folder = site(files);
        SiteFolder::read(folder.path().to_owned()).expect("read").sections().expect("listed")
    }

    #[test]
    fn sections_are_folders_and_deeper_ones_with_an_index() {
        let found = sections(&[
            ("content/world/2026/a.md", ""),
            ("content/world/europe/_index.md", "---\ntitle: Europe\n---\n"),
            ("content/arts/_index.md", "---\norder: 1\n---\n"),
            ("content/about.md", ""),
            ("content/pages/x.md", ""),
            ("content/authors/x.md", ""),
            ("content/_drafts/x.md", ""),
            ("content/story/index.md", ""),
        ]);
        assert_eq!(found, ["arts", "world", "world/europe"]);
    }

    #[test]
    fn site_yaml_names_sections_in_three_ways() {
        for settings in [
            "sections: [sport, world]",
            "sections:\n- path: /sport/\n- path: world\n  title: World",
            "sections:\n  sport: {}\n  world: {title: World}",
        ] {
            let found = sections(&[("site.yaml", settings), ("content/arts/x.md", "")]);
            assert_eq!(found, ["sport", "world", "arts"], "{settings}");
        }
    }

    #[test]
    fn settings_that_cant_be_used_are_told() {
        for settings in ["timezone: Europe/Nowhere", "a: [", "\u{0}"] {
            let folder = site(&[("site.yaml", settings)]);
            assert!(SiteFolder::read(folder.path().to_owned()).is_err(), "{settings}");
        }
        for settings in ["", "\u{feff}timezone: Europe/Vilnius", "- list", "timezone: 3"] {
            let folder = site(&[("site.yaml", settings)]);
            assert!(SiteFolder::read(folder.path().to_owned()).is_ok(), "{settings}");
        }
    }

    #[test]
    fn a_site_is_found_from_any_folder_inside() {
        let folder = site(&[("site.yaml", ""), ("content/world/content/a.md", "")]);
        assert_eq!(root_above(&folder.path().join("content/world")), Some(folder.path().to_owned()));
        assert_eq!(root_above(&folder.path().join("content/world/content")), Some(folder.path().to_owned()));
        let bare = site(&[("content/world/a.md", "")]);
        assert_eq!(root_above(&bare.path().join("content/world")), Some(bare.path().to_owned()));
    }
}
