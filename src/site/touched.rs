//! A survey brought up to date where somebody named what may have changed, without a look at all other files.
//!
//! In: a survey, the paths. Out: what differs. Never here: who named them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Site;
use super::content::{is_content, paths_below};
use super::survey::{Survey, Surveyed, is_shown, is_static, look};
use crate::base::{Found, SourcePath, Stat};

/// More paths than so many are quicker looked at by a new survey.
const MANY: usize = 2_000;

/// What differs between a survey and the one before it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Touched {
    /// Files whose content may be another, new ones and those that went.
    pub paths: BTreeSet<SourcePath>,
    /// Whether a file of `content/` or `static/` came or went, or what is told of them changed.
    pub is_listing_new: bool,
}

impl Touched {
    /// Whether one of the files is read as a whole and each time: settings, theme, data, the register, sections'
    /// pages, profiles.
    pub fn has_workshop(&self) -> bool {
        self.paths.iter().any(|path| !is_manuscripts(path))
    }

    /// Whether one of the files holds for many others: the register, sections' pages, profiles.
    pub fn has_sides(&self) -> bool {
        let is_side = |path: &SourcePath| path.as_str().starts_with("content/") && !is_manuscripts(path);
        self.paths.iter().any(|path| is_side(path) || path.as_str() == "register.tsv")
    }
}

/// Whether a file is neither settings nor theme nor data, nor holds for other files.
fn is_manuscripts(path: &SourcePath) -> bool {
    let text = path.as_str();
    let is_side = path.name().starts_with('_') || text.contains("/authors/");
    text.starts_with("static/") || text.starts_with("content/") && !is_side
}

/// Which names count below a folder at the top of a site; `None`: none at all.
fn wanted_below(top: &str) -> Option<fn(&str) -> bool> {
    match top {
        "content" => Some(is_content),
        "static" => Some(is_static),
        "data" | "i18n" | "snippets" | "templates" | "themes" => Some(is_shown),
        "site.yaml" | "register.tsv" => Some(|_| false),
        _ => None,
    }
}

impl Survey {
    /// Looks again at some paths, files or folders, relative to `root`, with `/`. `config` is the settings' file
    /// where it isn't site.yaml.
    pub fn look_at(&mut self, root: &Path, config: Option<&Path>, names: &BTreeSet<SourcePath>) -> Touched {
        let mut by_top: BTreeMap<&str, Vec<&SourcePath>> = BTreeMap::new();
        for name in names {
            let mut parts = name.as_str().split('/');
            let top = parts.next().unwrap_or_default();
            // Editors lay their own files beside what they edit.
            if wanted_below(top).is_some_and(|wanted| parts.all(wanted)) {
                by_top.entry(top).or_default().push(name);
            }
        }
        let is_link = |name: &SourcePath| root.join(name.as_str()).is_symlink();
        if names.len() > MANY || by_top.values().flatten().any(|name| is_link(name)) {
            return self.look_at_all(root, config);
        }
        let mut touched = Touched::default();
        for (top, names) in by_top {
            let files = match top {
                "content" => &mut self.content,
                "static" => &mut self.statics,
                "site.yaml" | "register.tsv" => {
                    self.look_at_single(root, config, names[0], &mut touched);
                    continue;
                }
                _ => &mut self.workshop,
            };
            let wanted = wanted_below(top).unwrap_or(is_shown);
            let is_listing_new = look_below(root, &names, files, wanted, &mut touched.paths);
            touched.is_listing_new |= is_listing_new && matches!(top, "content" | "static");
        }
        touched
    }

    /// Takes the survey anew.
    pub fn look_at_all(&mut self, root: &Path, config: Option<&Path>) -> Touched {
        let before = std::mem::replace(self, Survey::take(root, config));
        let mut touched = Touched::default();
        for (before, now, is_listing) in [
            (&before.content, &self.content, true),
            (&before.statics, &self.statics, true),
            (&before.workshop, &self.workshop, false),
        ] {
            let is_other = differing(before, now, &mut touched.paths);
            touched.is_listing_new |= is_listing && is_other;
        }
        touched.is_listing_new |= before.found != self.found;
        touched
    }

    fn look_at_single(&mut self, root: &Path, config: Option<&Path>, name: &SourcePath, touched: &mut Touched) {
        let at = config.filter(|_| name.as_str() == "site.yaml");
        let stat = Stat::at(&at.map_or_else(|| root.join(name.as_str()), Path::to_owned)).ok();
        let row = self.workshop.binary_search_by(|(path, _)| path.cmp(name));
        match (row, stat) {
            (Ok(row), Some(stat)) => self.workshop[row].1 = Some(stat),
            (Ok(row), None) => drop(self.workshop.remove(row)),
            (Err(row), Some(stat)) => self.workshop.insert(row, (name.clone(), Some(stat))),
            (Err(_), None) => return,
        }
        touched.paths.insert(name.clone());
    }
}

/// Looks at paths of one part; tells whether a file came or went.
fn look_below(
    root: &Path,
    names: &[&SourcePath],
    files: &mut Vec<Surveyed>,
    wanted: fn(&str) -> bool,
    touched: &mut BTreeSet<SourcePath>,
) -> bool {
    let (mut there, mut gone) = (BTreeSet::new(), BTreeSet::new());
    for name in names {
        // A folder on the way may be a link out of the site.
        match Site::path_within(root, name) {
            Some(path) if path.is_dir() => {
                there.extend(paths_below(root, name.as_str(), wanted, &mut Found::new()));
            }
            Some(path) if path.is_file() => drop(there.insert((*name).clone())),
            Some(_) | None => {}
        }
        gone.extend(known_at(files, name).map(|(path, _)| path.clone()));
    }
    gone.retain(|path| !there.contains(path));
    touched.extend(gone.iter().cloned());
    touched.extend(there.iter().cloned());
    let mut is_listing_new = !gone.is_empty();
    files.retain(|(path, _)| !gone.contains(path));
    let mut new = Vec::new();
    for (path, stat) in look(root, there.into_iter().collect()) {
        match files.binary_search_by(|(known, _)| known.cmp(&path)) {
            Ok(row) => files[row].1 = stat,
            Err(_) => new.push((path, stat)),
        }
    }
    if !new.is_empty() {
        is_listing_new = true;
        files.extend(new);
        files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    }
    is_listing_new
}

/// The known files that lie at a path, or below it.
fn known_at<'f>(files: &'f [Surveyed], name: &SourcePath) -> impl Iterator<Item = &'f Surveyed> {
    let below = format!("{name}/");
    let own = files.binary_search_by(|(path, _)| path.cmp(name)).ok().map(|row| &files[row]);
    let from = files.partition_point(|(path, _)| path.as_str() < below.as_str());
    own.into_iter().chain(files[from..].iter().take_while(move |(path, _)| path.as_str().starts_with(&*below)))
}

/// The files that came, went or are others; tells whether any came or went. Both are sorted.
fn differing(before: &[Surveyed], now: &[Surveyed], touched: &mut BTreeSet<SourcePath>) -> bool {
    let (mut a, mut b) = (before.iter().peekable(), now.iter().peekable());
    let mut is_listing_new = false;
    while let Some(first) = a.peek().map(|row| &row.0).into_iter().chain(b.peek().map(|row| &row.0)).min() {
        let first = first.clone();
        let (old, new) = (a.next_if(|row| row.0 == first), b.next_if(|row| row.0 == first));
        is_listing_new |= old.is_none() || new.is_none();
        if old.map(|row| row.1) != new.map(|row| row.1) {
            touched.insert(first);
        }
    }
    is_listing_new
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::{Survey, Touched};
    use crate::base::SourcePath;

    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().expect("a folder");
        for (path, text) in [
            ("site.yaml", "title: A\n"),
            ("content/news/a.md", "# A\n"),
            ("content/news/b/index.md", "# B\n"),
            ("content/news/b/b.png", "png"),
            ("static/robots.txt", "x"),
            ("data/x.yaml", "a: 1\n"),
        ] {
            write(site.path(), path, text);
        }
        site
    }

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn touch(survey: &mut Survey, root: &Path, names: &[&str]) -> Touched {
        survey.look_at(root, None, &names.iter().map(|name| SourcePath::new(*name)).collect())
    }

    fn paths(touched: &Touched) -> Vec<&str> {
        touched.paths.iter().map(SourcePath::as_str).collect()
    }

    /// Whatever is done in steps, the survey is the one that is taken anew.
    fn is_as_taken(survey: &Survey, root: &Path) {
        let anew = Survey::take(root, None);
        let all = |survey: &Survey| survey.all().cloned().collect::<Vec<_>>();
        assert_eq!(all(survey), all(&anew));
    }

    #[test]
    fn a_saved_file_is_looked_at_alone() {
        let site = site();
        let root = site.path();
        let mut survey = Survey::take(root, None);
        write(root, "content/news/a.md", "# A, longer\n");
        let touched = touch(&mut survey, root, &["content/news/a.md"]);
        assert_eq!((paths(&touched), touched.is_listing_new), (vec!["content/news/a.md"], false));
        assert!(!touched.has_workshop());
        is_as_taken(&survey, root);
    }

    #[test]
    fn folders_come_and_go_whole() {
        let site = site();
        let root = site.path();
        let mut survey = Survey::take(root, None);
        fs::rename(root.join("content/news/b"), root.join("content/news/c")).expect("renamed");
        write(root, "content/sport/_index.md", "title: Sport\n");
        let touched = touch(&mut survey, root, &["content/news/b", "content/news/c", "content/sport", "content/none"]);
        let all = ["b/b.png", "b/index.md", "c/b.png", "c/index.md"].map(|name| format!("content/news/{name}"));
        assert_eq!(paths(&touched), [&all[0], &all[1], &all[2], &all[3], "content/sport/_index.md"]);
        assert!(touched.is_listing_new && touched.has_workshop());
        is_as_taken(&survey, root);
        fs::remove_dir_all(root.join("content")).expect("removed");
        assert_eq!(touch(&mut survey, root, &["content"]).paths.len(), 4);
        is_as_taken(&survey, root);
    }

    #[test]
    fn what_is_no_content_is_passed_over() {
        let site = site();
        let root = site.path();
        let mut survey = Survey::take(root, None);
        write(root, "content/.git/a.md", "x");
        write(root, "content/news/.a.md.swp", "x");
        write(root, "public/index.html", "x");
        let touched =
            touch(&mut survey, root, &["content/.git/a.md", "content/.git", "content/news/.a.md.swp", "public"]);
        assert_eq!(touched, Touched::default());
        is_as_taken(&survey, root);
    }

    #[cfg(unix)]
    #[test]
    fn what_lies_behind_a_link_out_of_the_site_is_no_content() {
        let (site, outside) = (site(), tempfile::tempdir().expect("a folder"));
        write(outside.path(), "secret.md", "# S\n");
        std::os::unix::fs::symlink(outside.path(), site.path().join("content/out")).expect("linked");
        let mut survey = Survey::take(site.path(), None);
        assert!(touch(&mut survey, site.path(), &["content/out/secret.md"]).paths.is_empty());
        assert!(touch(&mut survey, site.path(), &["content/out"]).paths.is_empty());
        is_as_taken(&survey, site.path());
    }

    #[test]
    fn a_new_survey_tells_what_differs() {
        let site = site();
        let root = site.path();
        let mut survey = Survey::take(root, None);
        write(root, "site.yaml", "title: Other\n");
        fs::remove_file(root.join("static/robots.txt")).expect("removed");
        write(root, "content/news/z.md", "# Z\n");
        let touched = survey.look_at_all(root, None);
        let all: BTreeSet<&str> = ["content/news/z.md", "site.yaml", "static/robots.txt"].into();
        assert_eq!(touched.paths.iter().map(SourcePath::as_str).collect::<BTreeSet<_>>(), all);
        assert!(touched.is_listing_new);
        assert_eq!(survey.look_at_all(root, None), Touched::default());
    }
}
