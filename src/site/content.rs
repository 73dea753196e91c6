//! The walk over `content/`: every file gets its part.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::entries::EntryFile;
use super::survey::Surveyed;
use super::{Manuscript, Shelf, SideFile};
use crate::base::{Code, Diagnostic, Found, Lang, Place, SourcePath};

/// So many files are sorted by one thread at a time.
const SHARE: usize = 2_048;

/// What `content/` holds.
#[derive(Default, Debug)]
pub struct Content {
    /// Articles and pages, by path.
    pub manuscripts: Vec<Manuscript>,
    /// The `_index.md` files; the name is the section's path.
    pub sections: Vec<SideFile>,
    /// The `_front.yaml` files; the name is the section's path, empty for the front page of all.
    pub fronts: Vec<SideFile>,
    /// Authors' profiles.
    pub profiles: Vec<SideFile>,
    /// Folders of bundles, sorted, each with a trailing slash: `content/world/story/`.
    pub bundles: Vec<Arc<str>>,
    /// Entries of running coverage, sorted by the text that they belong to.
    pub entries: Vec<EntryFile>,
    /// All other files, sorted by path.
    pub files: Vec<SourcePath>,
}

/// Sorts the files of `content/` into manuscripts, sections' pages, profiles and what lies beside them.
pub fn sort_content(files: &[Surveyed], languages: &[Lang]) -> Content {
    let indexes = files.par_iter().map(|(path, _)| path).filter(|path| is_index(path.name()));
    let indexed: BTreeSet<&str> = indexes.map(|path| section_folder(path.folder(), languages).1).collect();
    let sort = |files: &[Surveyed]| {
        let mut content = Content { manuscripts: Vec::with_capacity(files.len()), ..Content::default() };
        for (path, _) in files {
            if let Some(text) = text_name(path.name()) {
                sort_text(path, text, languages, &indexed, &mut content);
            } else if let Some(stem) = front_name(path.name()) {
                sort_front(path, stem, languages, &mut content);
            } else if !path.name().starts_with('_') {
                content.files.push(path.clone());
            }
        }
        content
    };
    let parts: Vec<Content> = files.par_chunks(SHARE).map(sort).collect();
    let mut content = Content { manuscripts: Vec::with_capacity(files.len()), ..Content::default() };
    for part in parts {
        let Content { manuscripts, sections, fronts, profiles, bundles, entries, files } = part;
        content.fronts.extend(fronts);
        content.manuscripts.extend(manuscripts);
        content.sections.extend(sections);
        content.profiles.extend(profiles);
        content.bundles.extend(bundles);
        content.entries.extend(entries);
        content.files.extend(files);
    }
    content.entries.sort();
    content.bundles.sort();
    content.bundles.dedup();
    content
}

/// The sorted paths of all files below `root/folder` whose names, and whose folders' names, are `wanted`.
/// Links out of the site, loops and unreadable folders are told and passed over.
pub fn paths_below(root: &Path, folder: &str, wanted: fn(&str) -> bool, found: &mut Found) -> Vec<SourcePath> {
    walk_below(root, folder, wanted, &mut |_| {}, found)
}

/// The same; `enters` is told of each folder before what lies in it is read.
pub(super) fn walk_below(
    root: &Path,
    folder: &str,
    wanted: fn(&str) -> bool,
    enters: &mut dyn FnMut(&Path),
    found: &mut Found,
) -> Vec<SourcePath> {
    let start = root.join(folder);
    let mut paths = Vec::new();
    if !start.is_dir() {
        return paths;
    }
    let (mut outside, mut above) = (Vec::new(), Vec::new());
    let home = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let holder = start.canonicalize().unwrap_or_else(|_| start.clone());
    let mut stays = |entry: &DirEntry| {
        if !entry.path_is_symlink() {
            return true;
        }
        match entry.path().canonicalize() {
            Ok(to) if holder.starts_with(&to) && to.starts_with(&home) && to != holder => {
                above.push(relative(root, entry.path()))
            }
            Ok(to) if to.starts_with(&home) => return true,
            Ok(_) | Err(_) => outside.push(relative(root, entry.path())),
        }
        false
    };
    let mut counts = |entry: &DirEntry| {
        let counts = entry.depth() == 0 || (entry.file_name().to_str().is_none_or(wanted) && stays(entry));
        if counts && entry.file_type().is_dir() {
            enters(entry.path());
        }
        counts
    };
    for entry in WalkDir::new(&start).follow_links(true).into_iter().filter_entry(&mut counts) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => match below_root(entry.path(), root) {
                Some(path) if std::path::MAIN_SEPARATOR == '/' => paths.push(SourcePath::new(path)),
                Some(path) => paths.push(SourcePath::new(slashes(path))),
                None => found.push(name_fault(root, entry.path())),
            },
            Ok(_) => {}
            Err(error) => found.push(walk_fault(root, &error)),
        }
    }
    // The walk itself knows only of loops below where it began.
    found.extend(above.into_iter().map(|path| loop_fault(&path, "the site's folder")));
    for path in outside {
        found.push(
            Diagnostic::new(Code::LinkOutside, Place::file(&SourcePath::new(path)))
                .says("this symbolic link leads out of the site (or nowhere) and was passed over")
                .help("copy what it points to into the site"),
        );
    }
    paths.par_sort_unstable();
    paths
}

/// Files and folders that begin with `.` or `_` are not content, but for the two that say something of their folder.
pub(super) fn is_content(name: &str) -> bool {
    !name.starts_with('.') && (!name.starts_with('_') || is_index(name) || front_name(name).is_some())
}

/// The part of a path that the walk found which lies below the root that it began at; none where it isn't text.
fn below_root<'p>(path: &'p Path, root: &Path) -> Option<&'p str> {
    // All paths of a walk begin with its root as it was given; taking them apart would cost more than all else here.
    let bytes = path.as_os_str().as_encoded_bytes();
    let below = bytes.get(root.as_os_str().len()..)?;
    let below = std::str::from_utf8(below).ok()?;
    Some(below.trim_start_matches(std::path::MAIN_SEPARATOR))
}

fn slashes(path: &str) -> String {
    if std::path::MAIN_SEPARATOR == '/' { path.to_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

fn relative(root: &Path, path: &Path) -> String {
    slashes(&path.strip_prefix(root).unwrap_or(path).to_string_lossy())
}

fn name_fault(root: &Path, path: &Path) -> Diagnostic {
    Diagnostic::new(Code::NameNotUtf8, Place::file(&SourcePath::new(relative(root, path))))
        .says("this file's name is not UTF-8, so it can't have an address")
        .help("rename the file")
}

fn loop_fault(path: &str, above: &str) -> Diagnostic {
    Diagnostic::new(Code::LinkLoop, Place::file(&SourcePath::new(path)))
        .says(format!("this symbolic link leads back to {above} and was passed over"))
}

fn walk_fault(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = SourcePath::new(error.path().map_or_else(|| "content".to_owned(), |path| relative(root, path)));
    match error.loop_ancestor() {
        Some(above) => loop_fault(path.as_str(), &relative(root, above)),
        None => {
            let why = error.io_error().map_or_else(|| "it can't be read".to_owned(), ToString::to_string);
            super::unreadable(&path, &why)
        }
    }
}

/// The name without its extension, when it is Markdown's.
fn text_name(name: &str) -> Option<&str> {
    name.strip_suffix(".md").or_else(|| name.strip_suffix(".markdown"))
}

fn is_index(name: &str) -> bool {
    text_name(name).is_some_and(|stem| stem == "_index" || stem.starts_with("_index."))
}

/// `_front` or `_front.lt`, of a file that lays out a front page.
fn front_name(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?;
    (stem == "_front" || stem.starts_with("_front.")).then_some(stem)
}

fn sort_front(path: &SourcePath, stem: &str, languages: &[Lang], content: &mut Content) {
    let (by_folder, folder) = section_folder(path.folder(), languages);
    let (stem, by_name) = split_language(stem, languages);
    if stem == "_front" {
        let lang = by_name.or(by_folder).unwrap_or_else(|| languages[0].clone());
        content.fronts.push(SideFile { source: path.clone(), lang, name: folder.into() });
    }
}

/// `story.lt` → `story` and Lithuanian, where Lithuanian is declared.
fn split_language<'a>(stem: &'a str, languages: &[Lang]) -> (&'a str, Option<Lang>) {
    let Some((name, tail)) = stem.rsplit_once('.') else { return (stem, None) };
    match Lang::parse(tail).filter(|lang| languages.contains(lang)) {
        Some(lang) if !name.is_empty() => (name, Some(lang)),
        _ => (stem, None),
    }
}

/// A folder's language and its path below `content/`: a top folder that is named for a declared
/// language holds that language's copy.
fn section_folder<'a>(folder: &'a str, languages: &[Lang]) -> (Option<Lang>, &'a str) {
    let below = folder.strip_prefix("content").unwrap_or(folder).trim_start_matches('/');
    let (first, rest) = below.split_once('/').unwrap_or((below, ""));
    if languages.len() > 1
        && let Some(lang) = languages.iter().find(|l| l.as_str().eq_ignore_ascii_case(first))
    {
        return (Some(lang.clone()), rest);
    }
    (None, below)
}

fn sort_text(path: &SourcePath, stem: &str, languages: &[Lang], indexed: &BTreeSet<&str>, content: &mut Content) {
    let (by_folder, folder) = section_folder(path.folder(), languages);
    let (stem, by_name) = split_language(stem, languages);
    let tag = by_name.clone();
    let lang_given = by_folder.is_some() || by_name.is_some();
    let lang = by_name.or(by_folder).unwrap_or_else(|| languages[0].clone());
    if stem == "_index" {
        content.sections.push(SideFile { source: path.clone(), lang, name: folder.into() });
        return;
    }
    if stem.starts_with('_') {
        return;
    }
    if folder == "authors" {
        content.profiles.push(SideFile { source: path.clone(), lang, name: stem.into() });
        return;
    }
    let bundle = stem == "index" && !folder.is_empty();
    // Entries of running coverage belong to their bundle; they are no articles, nor files to be passed on.
    if folder.ends_with("/entries") {
        content.entries.push(EntryFile::new(path, tag.as_ref()));
        return;
    }
    let (name, home, story) = if bundle {
        let (home, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        content.bundles.push(format!("{}/", path.folder()).into());
        (name, home, folder.to_owned())
    } else if folder.is_empty() {
        (stem, folder, stem.to_owned())
    } else {
        (stem, folder, format!("{folder}/{stem}"))
    };
    let (shelf, section) = shelve(home, indexed);
    // Neighbours share one text.
    let last = content.manuscripts.last().filter(|last| *last.section == *section);
    let section = last.map_or_else(|| section.into(), |last| last.section.clone());
    content.manuscripts.push(Manuscript {
        source: path.clone(),
        shelf,
        section,
        story: story.into(),
        lang,
        lang_given,
        name: name.into(),
    });
}

/// The shelf and the section of what lies in `home`: the nearest folder with an `_index.md`, else the first folder.
fn shelve<'a>(home: &'a str, indexed: &BTreeSet<&str>) -> (Shelf, &'a str) {
    if home.is_empty() {
        return (Shelf::Top, "");
    }
    if home == "pages" || home.starts_with("pages/") {
        return (Shelf::Pages, home.strip_prefix("pages/").unwrap_or(""));
    }
    let mut folder = home;
    loop {
        if indexed.contains(folder) {
            return (Shelf::Section, folder);
        }
        match folder.rsplit_once('/') {
            Some((above, _)) => folder = above,
            None => return (Shelf::Section, folder),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn langs() -> Vec<Lang> {
        ["en", "lt", "zh-Hans"].iter().filter_map(|l| Lang::parse(l)).collect()
    }

    #[test]
    fn only_declared_languages_are_cut_off_names() {
        assert_eq!(split_language("story.lt", &langs()).0, "story");
        assert_eq!(split_language("story.io", &langs()), ("story.io", None));
        assert_eq!(split_language("v1.2", &langs()), ("v1.2", None));
    }

    #[test]
    fn the_section_is_the_nearest_indexed_folder_else_the_first() {
        let indexed = BTreeSet::from(["world", "world/europe"]);
        assert_eq!(shelve("world/2026/11", &indexed), (Shelf::Section, "world"));
        assert_eq!(shelve("world/europe/2026", &indexed), (Shelf::Section, "world/europe"));
        assert_eq!(shelve("sport/2026", &indexed), (Shelf::Section, "sport"));
        assert_eq!(shelve("pages/legal", &indexed), (Shelf::Pages, "legal"));
        assert_eq!(shelve("", &indexed), (Shelf::Top, ""));
    }

    #[test]
    fn a_top_folder_may_hold_a_language() {
        let (lang, folder) = section_folder("content/lt/blog/2024", &langs());
        assert_eq!((lang.map(|l| l.to_string()).as_deref(), folder), (Some("lt"), "blog/2024"));
        assert_eq!(section_folder("content/blog", &langs()), (None, "blog"));
    }
}
