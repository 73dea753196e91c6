//! Links become addresses.

use super::Press;
use super::files::is_remote;
use crate::base::{Address, SourcePath, percent_decode};
use crate::edition::StoryId;
use crate::plan::Sheet;

/// What a link leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Target {
    /// Something published, or another host.
    Href(String),
    /// An article that isn't published now.
    Unpublished,
    /// An article that isn't there.
    Broken,
    /// An address of this site that has no page; printed as written.
    Nowhere(String),
    /// A file that isn't there; printed as written.
    FileMissing(String),
}

impl Press<'_> {
    /// Resolves a link that stands in `source`, whose page is at `here`.
    pub(super) fn resolve(&self, link: &str, source: &SourcePath, here: &Address, absolute: bool) -> Target {
        if is_remote(link) {
            let own = link.strip_prefix(&*self.base().origin).and_then(|rest| rest.strip_prefix(&*self.base().path));
            let is_held = own.is_some_and(|path| path.starts_with('/') && self.is_held(&percent_decode(path)));
            return if is_held { Target::Unpublished } else { Target::Href(link.to_owned()) };
        }
        let cut = link.find(['#', '?']).unwrap_or(link.len());
        let (path, tail) = link.split_at(cut);
        let write = |address: &Address| {
            let href = if absolute { self.absolute(address) } else { self.href(address) };
            Target::Href(format!("{href}{tail}"))
        };
        if path.is_empty() {
            return if absolute { write(here) } else { Target::Href(link.to_owned()) };
        }
        let decoded = percent_decode(path);
        if decoded.starts_with('/') {
            return self
                .resolve_address(&decoded)
                .map_or_else(|| self.nowhere(&decoded, tail, absolute), |a| write(&a));
        }
        match self.resolve_source(&decoded, source) {
            Some(Some(address)) => return write(&address),
            Some(None) => return Target::Unpublished,
            None => {}
        }
        if let Some(file) = self.file(source, path) {
            let href = if absolute { file.absolute } else { file.href };
            return Target::Href(format!("{href}{tail}"));
        }
        if decoded.starts_with("@/") || decoded.ends_with(".md") || decoded.ends_with(".markdown") {
            return Target::Broken;
        }
        let beside = Address::parse(&relative_to(here, &decoded)).ok();
        match beside.as_ref().and_then(|address| self.resolve_address(address.as_str())) {
            Some(address) => write(&address),
            None if decoded.rsplit('/').next().is_some_and(|name| name.contains('.')) => {
                Target::FileMissing(link.to_owned())
            }
            None => Target::Nowhere(link.to_owned()),
        }
    }

    /// Whether an article that isn't published will stand at an address: readers mustn't learn of it by a link.
    fn is_held(&self, path: &str) -> bool {
        let path = path.split(['#', '?']).next().unwrap_or(path).trim_end_matches("index.html").trim_end_matches('/');
        self.edition
            .held
            .iter()
            .map(|held| &held.address)
            .any(|address| address.as_str().trim_end_matches('/') == path && !self.plan.has(address))
    }

    /// The address that a root-absolute link means, if something stands there.
    pub(super) fn resolve_address(&self, path: &str) -> Option<Address> {
        let address = Address::parse(path).ok()?;
        if self.plan.has(&address) {
            return Some(address);
        }
        let page = Address::new(format!("{}/", address.as_str().trim_end_matches('/')));
        if self.plan.has(&page) {
            return Some(page);
        }
        let index = address.as_str().strip_suffix("index.html").map(Address::new);
        if let Some(index) = index.filter(|a| self.plan.has(a)) {
            return Some(index);
        }
        let file = self.static_file(path)?;
        Some(self.plan.files[file.row?].1.clone())
    }

    /// What a path between sources leads to: `None` for no source, `Some(None)` for one that isn't published.
    fn resolve_source(&self, path: &str, source: &SourcePath) -> Option<Option<Address>> {
        for way in sources_of(source.join(path)?.as_str()) {
            if let Some(story) = self.edition.at_source(&way) {
                return Some(story.map(|id| self.story(id).address.clone()));
            }
            if let Some(address) = self.section_or_author(way.as_str()) {
                return Some(Some(address));
            }
        }
        None
    }

    fn section_or_author(&self, path: &str) -> Option<Address> {
        for desk in &self.edition.desks {
            for section in &desk.sections {
                if section.source.as_ref().is_some_and(|(s, _)| s.as_str() == path) {
                    return Some(section.group.address.clone());
                }
            }
        }
        let author = self
            .edition
            .authors
            .iter()
            .position(|author| author.profile.as_ref().is_some_and(|profile| profile.source.as_str() == path))?;
        self.edition.desks.iter().find_map(|desk| desk.author_address(author as u32)).cloned()
    }

    fn nowhere(&self, path: &str, tail: &str, absolute: bool) -> Target {
        match Address::parse(path) {
            Ok(_) if self.is_held(path) => Target::Unpublished,
            Ok(address) if absolute => Target::Nowhere(format!("{}{tail}", self.absolute(&address))),
            Ok(address) => Target::Nowhere(format!("{}{tail}", self.href(&address))),
            Err(_) => Target::Nowhere(format!("{path}{tail}")),
        }
    }

    /// The story that a component or a slot names by its address or its file.
    pub(super) fn story_at(&self, link: &str, source: &SourcePath) -> Result<StoryId, Target> {
        let decoded = percent_decode(link);
        if decoded.starts_with('/') {
            let address = self.resolve_address(&decoded).ok_or(Target::Broken)?;
            return match self.plan.at(&address) {
                Some(Sheet::Story(id) | Sheet::Notice(id)) => Ok(*id),
                Some(_) | None => Err(Target::Broken),
            };
        }
        let target = source.join(&decoded).ok_or(Target::Broken)?;
        match sources_of(target.as_str()).iter().find_map(|way| self.edition.at_source(way)) {
            Some(id) => id.ok_or(Target::Unpublished),
            None => Err(Target::Broken),
        }
    }
}

/// The sources that a link to `path` may mean.
fn sources_of(path: &str) -> Vec<SourcePath> {
    if path.ends_with(".md") || path.ends_with(".markdown") {
        return vec![SourcePath::new(path)];
    }
    [".md", "/index.md", ".markdown"].iter().map(|end| SourcePath::new(format!("{path}{end}"))).collect()
}

/// `link` as a browser reads it on the page at `here`.
fn relative_to(here: &Address, link: &str) -> String {
    let folder = &here.as_str()[..here.as_str().rfind('/').unwrap_or(0)];
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    let slash = if link.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    format!("/{}{slash}", parts.join("/"))
}
