//! What a page's template is made of: itself and all that it extends, includes or calls.
//!
//! In: the texts of all templates. Out: [`Closures`]. Never here: Tera, stories. It is read off the texts, and
//! rather takes a template too many than one too few.

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_64;

use super::templates::Template;
use crate::base::SourcePath;

/// A template with all that it is made of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Closure {
    /// A hash over their names and texts.
    pub hash: u64,
    /// Their files, sorted.
    pub files: Vec<SourcePath>,
}

/// The closures of all templates and components.
#[derive(Clone, Debug, Default)]
pub struct Closures {
    /// By the name that pages ask for: `article.html`.
    pub templates: BTreeMap<String, Closure>,
    /// By the component's name.
    pub components: BTreeMap<String, Closure>,
}

impl Closures {
    /// Reads the closures off the templates' texts; `templates` by full name, with the names below their layer.
    pub(super) fn of(templates: &BTreeMap<String, Template>) -> Closures {
        let rows: Vec<(&str, &Template)> = templates.iter().map(|(full, t)| (full.as_str(), t)).collect();
        let defined: Vec<Vec<&str>> = rows.iter().map(|(_, template)| defined_in(&template.text)).collect();
        let uses: Vec<Vec<usize>> = rows
            .iter()
            .map(|(_, template)| (0..rows.len()).filter(|to| refers(template, rows[*to], &defined[*to])).collect())
            .collect();
        let mut closures = Closures::default();
        let mut names: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        let mut components: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (n, (_, template)) in rows.iter().enumerate() {
            names.entry(&template.name).or_default().insert(n);
            for name in &defined[n] {
                components.entry(name).or_default().insert(n);
            }
        }
        let close = |from: &BTreeSet<usize>| close(from, &uses, &rows);
        closures.templates = names.iter().map(|(name, from)| ((*name).to_owned(), close(from))).collect();
        closures.components = components.iter().map(|(name, from)| ((*name).to_owned(), close(from))).collect();
        closures
    }
}

fn close(from: &BTreeSet<usize>, uses: &[Vec<usize>], rows: &[(&str, &Template)]) -> Closure {
    let mut all = from.clone();
    let mut todo: Vec<usize> = from.iter().copied().collect();
    while let Some(n) = todo.pop() {
        todo.extend(uses[n].iter().copied().filter(|to| all.insert(*to)));
    }
    let mut bytes = Vec::new();
    for n in &all {
        let (full, template) = rows[*n];
        for part in [full, &template.text] {
            bytes.extend_from_slice(&xxh3_64(part.as_bytes()).to_le_bytes());
        }
    }
    let mut files: Vec<SourcePath> = all.iter().map(|n| rows[*n].1.source.clone()).collect();
    files.sort();
    Closure { hash: xxh3_64(&bytes), files }
}

/// Whether a template names another one, or calls a component that stands in it.
fn refers(template: &Template, (full, to): (&str, &Template), components: &[&str]) -> bool {
    let text = &*template.text;
    let quoted =
        |name: &str| [format!("\"{name}\""), format!("'{name}'"), format!("`{name}`")].iter().any(|q| text.contains(q));
    quoted(&to.name) || quoted(full) || components.iter().any(|name| text.contains(&format!("<{name}")))
}

/// The components that a text defines.
fn defined_in(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for (at, word) in text.match_indices("component") {
        let rest = text[at + word.len()..].trim_start();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-' || c == '.')).unwrap_or(rest.len());
        if end > 0 && !text[..at].ends_with("end") {
            names.push(&rest[..end]);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closures(files: &[(&str, &str)]) -> Closures {
        let template = |(full, text): &(&str, &str)| {
            let name = full.split_once('/').map_or(*full, |(_, name)| name).to_owned();
            ((*full).to_owned(), Template { source: SourcePath::new(*full), name, text: (*text).to_owned() })
        };
        Closures::of(&files.iter().map(template).collect())
    }

    fn files(closure: &Closure) -> Vec<&str> {
        closure.files.iter().map(SourcePath::as_str).collect()
    }

    #[test]
    fn a_template_is_made_of_all_that_it_extends_includes_and_calls() {
        let all = closures(&[
            ("theme/article.html", r#"{% extends "base.html" %}{% include 'parts/card.html' %}"#),
            ("theme/base.html", "{{ <mark/> }}"),
            ("theme/front.html", "<p>"),
            ("theme/marks.html", "{% component mark() %}x{% endcomponent mark %}"),
            ("theme/parts/card.html", "card"),
        ]);
        let article = ["theme/article.html", "theme/base.html", "theme/marks.html", "theme/parts/card.html"];
        assert_eq!(files(&all.templates["article.html"]), article);
        assert_eq!(files(&all.templates["front.html"]), ["theme/front.html"]);
        assert_eq!(files(&all.components["mark"]), ["theme/marks.html"]);
    }

    #[test]
    fn a_change_anywhere_in_it_shows() {
        let of = |base: &str| {
            closures(&[("a/article.html", r#"{% extends "base.html" %}"#), ("a/base.html", base), ("a/x.html", "")])
        };
        let (one, two) = (of("1"), of("2"));
        assert_ne!(one.templates["article.html"], two.templates["article.html"]);
        assert_eq!(one.templates["x.html"], two.templates["x.html"]);
    }
}
