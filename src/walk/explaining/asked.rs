//! What somebody means who typed an address, a URL, or the path of a file.
//!
//! In: a line, the scene. Out: [`Meant`]. Never here: what is known of it.

use std::path::{Component, Path, PathBuf};

use super::{Scene, Unknown};
use crate::base::{Address, SourcePath, percent_decode};
use crate::matter::fields::nearest;

/// What was meant.
pub(super) enum Meant {
    /// An output that the plan has.
    Output(Address),
    /// A source that is there.
    Source(SourcePath),
    /// An address that the plan doesn't have.
    Address(Address),
    /// A file that isn't there, or of which dateline knows nothing.
    File(String),
    /// Something of which nothing can be known, and why.
    Elsewhere(String),
}

impl Scene<'_> {
    /// What `asked` means.
    pub(super) fn meant(&self, asked: &str) -> Meant {
        let asked = asked.trim();
        if asked.starts_with("http://") || asked.starts_with("https://") {
            return self.url(asked);
        }
        if let Some(source) = self.source_at(asked) {
            return Meant::Source(source);
        }
        if let Some(path) = self.below_output(asked) {
            return self.address(&path);
        }
        let is_file = ["content/", "templates/", "data/", "static/", "themes/", "i18n/"];
        let bare = asked.trim_start_matches("./");
        if is_file.iter().any(|folder| bare.starts_with(folder)) || bare.ends_with(".md") {
            return Meant::File(bare.to_owned());
        }
        self.address(asked)
    }

    fn url(&self, url: &str) -> Meant {
        let base = &self.site.settings.base;
        let whole = format!("{}{}", base.origin, base.path);
        let rest = url.strip_prefix(&whole).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
        match rest {
            Some(rest) => self.address(&percent_decode(rest.split(['?', '#']).next().unwrap_or(rest))),
            None => Meant::Elsewhere(format!("it isn't below this site's base_url, {whole}/")),
        }
    }

    /// The address that a path means: as it is, as a page, as a page's file.
    fn address(&self, path: &str) -> Meant {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let Ok(address) = Address::parse(if path.is_empty() { "/" } else { path }) else {
            return Meant::Elsewhere("it can't be an address".to_owned());
        };
        let page = Address::new(format!("{}/", address.as_str().trim_end_matches('/')));
        let decoded = Address::parse(&percent_decode(path)).unwrap_or_else(|_| address.clone());
        if let Some(address) = [&address, &page, &decoded].into_iter().find(|address| self.plan.has(address)) {
            return Meant::Output(address.clone());
        }
        // A compressed copy stands for what it is a copy of.
        let mut ends = self.site.settings.compress.iter().map(|coding| format!(".{}", coding.extension()));
        if let Some(original) = ends.find_map(|end| path.strip_suffix(end.as_str()).map(str::to_owned)) {
            return self.address(&original);
        }
        if let Some((source, _)) = self.plan.loose.iter().find(|(_, own)| *own == address) {
            return Meant::Source(source.clone());
        }
        // A copy of a picture is explained by its picture.
        if let Some((wanted, _)) = self.press.wanted_at(&address) {
            return Meant::Source(wanted.file.clone());
        }
        let is_file = address.as_str().rsplit('/').next().is_some_and(|name| name.contains('.'));
        Meant::Address(if is_file { address } else { page })
    }

    /// The source at a path that is relative to the site or to where the user stands.
    fn source_at(&self, asked: &str) -> Option<SourcePath> {
        let known = |path: &str| {
            let path = SourcePath::new(path);
            let is_there = self.survey.all().any(|(own, _)| *own == path);
            is_there.then_some(path)
        };
        if let Some(config) = self.place.config
            && plain(config) == plain(Path::new(asked))
        {
            return known("site.yaml");
        }
        let bare = asked.trim_start_matches("./");
        let from_here = plain(Path::new(asked));
        let below = from_here.strip_prefix(plain(self.place.site)).ok().map(slashed);
        let source = known(bare).or_else(|| known(&below?));
        source.or_else(|| {
            // A file of a built-in theme is called as the site would call its own.
            let all = self.elements.closures.templates.values().flat_map(|closure| &closure.files);
            let own = |file: &&SourcePath| file.as_str() == bare || is_built_in(file, bare);
            all.filter(|_| bare.contains('/')).find(own).cloned()
        })
    }

    /// What stands behind the output's folder in a path.
    fn below_output(&self, asked: &str) -> Option<String> {
        let out = plain(self.place.out);
        let path = [plain(Path::new(asked)), plain(&self.place.site.join(asked))];
        let rest = path.iter().find_map(|path| path.strip_prefix(&out).ok())?;
        let slash = if asked.ends_with('/') { "/" } else { "" };
        Some(format!("/{}{slash}", slashed(rest)))
    }

    /// What is said of an address that nothing has.
    pub(super) fn unknown_address(&self, address: &Address) -> Unknown {
        let last = |address: &str| address.trim_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let name = last(address.as_str());
        let all = || self.plan.sheets.iter().map(|(address, _)| address.as_str());
        // A story that moved to another month or section keeps its name.
        let moved = all().find(|own| !name.is_empty() && last(own) == name);
        let nearest = moved.or_else(|| nearest(address.as_str(), all())).map(str::to_owned);
        Unknown { why: format!("nothing stands at {address}"), nearest }
    }

    /// What is said of a file that isn't there.
    pub(super) fn unknown_file(&self, path: &str) -> Unknown {
        let nearest = nearest(path, self.survey.all().map(|(own, _)| own.as_str())).map(str::to_owned);
        let is_there = self.place.site.join(path).exists();
        let why = if is_there { "dateline makes nothing of" } else { "there is no file" };
        Unknown { why: format!("{why} {path}"), nearest }
    }
}

fn is_built_in(file: &SourcePath, bare: &str) -> bool {
    file.as_str().starts_with('<') && file.as_str().split_once('/').is_some_and(|(_, rest)| rest == bare)
}

/// A path from the root, with `.` and `..` taken out.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => out.push(part),
        }
    }
    out
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
