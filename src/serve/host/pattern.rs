//! Path patterns as hosts' files have them, `/news/:year/*`, and which rules a path could be for.

use std::collections::HashMap;

use super::path::{asked, decoded};

/// A line of a host's file that has no effect here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Counted from 1.
    pub line: usize,
    /// The reason, for people.
    pub why: &'static str,
}

/// What a rule is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Scope {
    /// One path.
    Path(String),
    /// All paths of a form.
    Pattern(Pattern),
}

impl Scope {
    /// Reads a rule's path: percent-encoded or not, with `:name` as a part and `*` anywhere.
    pub(super) fn parse(raw: &str) -> Result<Self, &'static str> {
        // An absolute URL asks for a host, which a preview hasn't.
        if !raw.starts_with('/') {
            return Err("its path doesn't begin with `/`");
        }
        let asked = asked(raw).map_err(|bad| bad.why)?;
        if asked.query.is_some() {
            return Err("its path holds a query");
        }
        if !raw.contains('*') && !raw.split('/').any(|part| placeholder(part).is_some()) {
            return Ok(Scope::Path(asked.path));
        }
        let mut pattern = Pattern::default();
        for (at, part) in raw.split('/').enumerate() {
            if at > 0 {
                pattern.push_text("/");
            }
            match placeholder(part) {
                Some(name) => pattern.0.push(Piece::Part(name.to_owned())),
                None => pattern.push_runs(part)?,
            }
        }
        Ok(Scope::Pattern(pattern))
    }
}

/// A form of paths; begins with text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    Text(String),
    /// One part of a path, whole and not empty, by name.
    Part(String),
    /// Any characters, also none, also slashes.
    Run,
}

/// What the name of a run is.
const SPLAT: &str = "splat";

impl Pattern {
    fn push_text(&mut self, more: &str) {
        match self.0.last_mut() {
            Some(Piece::Text(text)) => text.push_str(more),
            Some(Piece::Part(_) | Piece::Run) | None => self.0.push(Piece::Text(more.to_owned())),
        }
    }

    fn push_runs(&mut self, part: &str) -> Result<(), &'static str> {
        for (at, text) in part.split('*').enumerate() {
            if at > 0 && self.0.last() != Some(&Piece::Run) {
                self.0.push(Piece::Run);
            }
            if !text.is_empty() {
                self.push_text(&decoded(text)?);
            }
        }
        Ok(())
    }

    /// Whether no run stands before the end.
    pub(super) fn runs_at_end_only(&self) -> bool {
        let runs = self.0.iter().position(|piece| *piece == Piece::Run);
        runs.is_none_or(|at| at + 1 == self.0.len())
    }

    /// The folder that all its paths are in: text up to a slash.
    fn folder(&self) -> &str {
        match self.0.first() {
            Some(Piece::Text(text)) => &text[..text.rfind('/').map_or(0, |at| at + 1)],
            Some(Piece::Part(_) | Piece::Run) | None => "",
        }
    }

    /// What the names stand for in a path, when it has this form; each run is named `splat`.
    pub(super) fn captures<'p>(&'p self, path: &'p str) -> Option<Vec<(&'p str, &'p str)>> {
        let mut found = Vec::new();
        let mut last_run: Option<GrowingRun> = None;
        let (mut piece, mut at) = (0, 0);
        loop {
            let end = match self.0.get(piece) {
                None if at == path.len() => return Some(found),
                None => None,
                Some(Piece::Run) if piece + 1 == self.0.len() => {
                    found.push((SPLAT, &path[at..]));
                    return Some(found);
                }
                Some(Piece::Run) => {
                    last_run = Some(GrowingRun { piece, start: at, end: at, found: found.len() });
                    found.push((SPLAT, ""));
                    Some(at)
                }
                Some(Piece::Text(text)) => path[at..].starts_with(text).then(|| at + text.len()),
                Some(Piece::Part(name)) => {
                    let end = path[at..].find('/').map_or(path.len(), |length| at + length);
                    found.push((name, &path[at..end]));
                    (end > at).then_some(end)
                }
            };
            if let Some(end) = end {
                (piece, at) = (piece + 1, end);
                continue;
            }
            // No run before the last need grow: what lies between them was found as early as can be.
            let run = last_run.as_mut()?;
            run.end += path[run.end..].chars().next()?.len_utf8();
            found.truncate(run.found);
            found.push((SPLAT, &path[run.start..run.end]));
            (piece, at) = (run.piece + 1, run.end);
        }
    }
}

struct GrowingRun {
    piece: usize,
    start: usize,
    end: usize,
    /// How many captures come before it.
    found: usize,
}

/// Rules, by number, for one path or for a pattern's folder, so that a request meets few of many.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    paths: HashMap<String, Vec<usize>>,
    folders: HashMap<String, Vec<(usize, Pattern)>>,
}

impl Index {
    /// Numbers are added in rising order.
    pub(super) fn add(&mut self, rule: usize, scope: Scope) {
        match scope {
            Scope::Path(path) => self.paths.entry(path).or_default().push(rule),
            Scope::Pattern(pattern) => {
                self.folders.entry(pattern.folder().to_owned()).or_default().push((rule, pattern));
            }
        }
    }

    /// The rules that could be for a path, by number; those with a pattern are still to be held against it.
    pub(super) fn candidates(&self, path: &str) -> Vec<(usize, Option<&Pattern>)> {
        let exact = self.paths.get(path).into_iter().flatten().map(|rule| (*rule, None));
        let folders = path.match_indices('/').filter_map(|(at, _)| self.folders.get(&path[..=at])).flatten();
        let mut all: Vec<_> = exact.chain(folders.map(|(rule, pattern)| (*rule, Some(pattern)))).collect();
        all.sort_by_key(|(rule, _)| *rule);
        all
    }
}

/// The name of a part `:name`: a letter, then letters, digits and `_`.
fn placeholder(part: &str) -> Option<&str> {
    let name = part.strip_prefix(':')?;
    (name_length(name) == name.len() && !name.is_empty()).then_some(name)
}

/// How many bytes of a text are a placeholder's name.
pub(super) fn name_length(text: &str) -> usize {
    match text.as_bytes() {
        [first, ..] if first.is_ascii_alphabetic() => {
            text.bytes().position(|b| !b.is_ascii_alphanumeric() && b != b'_').unwrap_or(text.len())
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Index, Pattern, Scope};

    fn pattern(raw: &str) -> Pattern {
        match Scope::parse(raw) {
            Ok(Scope::Pattern(pattern)) => pattern,
            other => panic!("{raw}: {other:?}"),
        }
    }

    #[test]
    fn a_pattern_tells_what_its_names_stand_for() {
        for (raw, path, wanted) in [
            ("/*", "/", Some(vec![("splat", "")])),
            ("/news/*", "/news/a/b", Some(vec![("splat", "a/b")])),
            ("/news/*", "/news", None),
            ("/news*", "/newsroom/x", Some(vec![("splat", "room/x")])),
            ("/:year/:id/", "/2024/żagle/", Some(vec![("year", "2024"), ("id", "żagle")])),
            ("/:year/:id/", "/2024/żagle", None),
            ("/a/:id", "/a/", None),
            ("/:id/*", "/a/b/c", Some(vec![("id", "a"), ("splat", "b/c")])),
            ("/*/rss.xml", "/a/rss.xml/rss.xml", Some(vec![("splat", "a/rss.xml")])),
            ("/*/rss.xml", "/rss.xml", None),
            ("/*/:id/x*y", "/a/b/c/x-y-y", Some(vec![("splat", "a/b"), ("id", "c"), ("splat", "-y-")])),
            ("/%C5%BC/*.jpg", "/ż/ó.jpg", Some(vec![("splat", "ó")])),
            ("/%2A/:a", "/*/b", Some(vec![("a", "b")])),
            ("/%2A/:a", "/x/b", None),
        ] {
            assert_eq!(pattern(raw).captures(path), wanted, "{raw} {path}");
        }
    }

    #[test]
    fn what_is_no_name_is_text() {
        for raw in ["/:", "/:1", "/a:b", "/:a-b", "/%3Aname"] {
            assert!(matches!(Scope::parse(raw), Ok(Scope::Path(_))), "{raw}");
        }
        for raw in ["news/*", "https://post.example/*", "/a?b", "/../*", "/*//a", "/%", "/#"] {
            assert!(Scope::parse(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn candidates_keep_the_order_of_the_file() {
        let mut index = Index::default();
        for (rule, raw) in ["/a/*", "/a/b/c", "/*", "/b/*", "/a/b/:x", "/a/b/c"].iter().enumerate() {
            index.add(rule, Scope::parse(raw).expect(raw));
        }
        let rules: Vec<usize> = index.candidates("/a/b/c").iter().map(|(rule, _)| *rule).collect();
        assert_eq!(rules, [0, 1, 2, 4, 5]);
    }

    /// The plainest way to say whether a path has a pattern's form.
    fn fits(raw: &str, path: &str) -> bool {
        match raw.chars().next() {
            None => path.is_empty(),
            Some('*') => {
                let mut ends = path.char_indices().map(|(at, _)| at).chain([path.len()]);
                ends.any(|end| fits(&raw[1..], &path[end..]))
            }
            Some(':') => {
                let end = path.find('/').unwrap_or(path.len());
                end > 0 && fits(&raw[2..], &path[end..])
            }
            Some(c) => path.starts_with(c) && fits(&raw[c.len_utf8()..], &path[c.len_utf8()..]),
        }
    }

    proptest! {
        #[test]
        fn runs_find_whatever_there_is_to_find(
            raw in "(/(\\*|:n|[ab]{1,2}|a\\*|\\*b|a\\*b\\*)){1,4}",
            path in "(/[ab]{1,3}){1,5}/?",
        ) {
            if let Ok(Scope::Pattern(pattern)) = Scope::parse(&raw) {
                prop_assert_eq!(pattern.captures(&path).is_some(), fits(&raw, &path));
            }
        }

        #[test]
        fn any_scope_is_read_or_refused(raw in "/\\PC*", path in "/\\PC*") {
            if let Ok(scope) = Scope::parse(&raw) {
                let mut index = Index::default();
                index.add(0, scope);
                let _ = index.candidates(&path).iter().filter_map(|(_, p)| p.and_then(|p| p.captures(&path))).count();
            }
        }
    }
}
