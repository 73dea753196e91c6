//! Templates, compiled in one batch.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tera::{ErrorKind, Tera};

use super::{Closures, Layer, filters};
use crate::base::{Code, Diagnostic, Found, Place, SourcePath};

/// The templates that can be used, by the name that Tera knows them by.
#[derive(Clone, Debug, Default)]
pub struct Templates(BTreeMap<String, Template>);

/// A template's text and file.
#[derive(Clone, Debug)]
pub(super) struct Template {
    /// Its file.
    pub source: SourcePath,
    /// Its name below its layer: `article.html`.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

impl Templates {
    /// Whether any template holds that text.
    pub fn any_holds(&self, text: &str) -> bool {
        self.0.values().any(|template| template.text.contains(text))
    }

    /// Templates by name and text, for tests.
    #[cfg(test)]
    pub fn of(templates: &[(&str, &str)]) -> Templates {
        let template = |name: &str, text: &str| Template {
            source: SourcePath::new(name),
            name: name.to_owned(),
            text: text.to_owned(),
        };
        Templates(templates.iter().map(|(name, text)| ((*name).to_owned(), template(name, text))).collect())
    }

    /// The names and texts of all templates.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, template)| (&**name, &*template.text))
    }

    /// The file of the template that pages use under that name: the site's own before the theme's before one built in.
    pub fn source(&self, name: &str) -> Option<&SourcePath> {
        let of_name = self.0.values().filter(|template| template.name == name);
        of_name.map(|template| &template.source).min_by_key(|source| match source.as_str() {
            own if own.starts_with("templates/") => 0,
            built_in if built_in.starts_with('<') => 2,
            _ => 1,
        })
    }

    /// A template's text; empty when there is none of that name.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |template| &template.text)
    }

    /// What each page's template, and each component, is made of.
    pub fn closures(&self) -> Closures {
        Closures::of(&self.0)
    }

    fn place(&self, name: &str, range: Range<usize>) -> Place {
        match self.0.get(name) {
            Some(template) => Place::of(&template.source, &template.text, range),
            None => Place::file(&SourcePath::new(format!("templates/{name}"))),
        }
    }
}

/// Compiles the templates of all layers; those of a stronger layer take the place of a weaker one's.
/// `None` in place of the engine when they don't compile.
pub fn compile(layers: &[Layer], found: &mut Found) -> (Option<Tera>, Templates) {
    let templates = gather(layers, found);
    let mut tera = Tera::new();
    filters::register(&mut tera);
    let prefixes: Vec<String> = layers.iter().map(|layer| layer.prefix.clone()).collect();
    let texts = templates.0.iter().map(|(name, template)| (name, &template.text));
    let added = tera.set_fallback_prefixes(prefixes).and_then(|()| tera.add_raw_templates(texts));
    if let Err(error) = added {
        let (place, message) = place_of(&error, &templates);
        let place = place.unwrap_or_else(|| Place::file(&SourcePath::new("templates")));
        found.push(Diagnostic::new(Code::TemplateBroken, place).says(message).culprit(None));
        return (None, templates);
    }
    (Some(tera), templates)
}

/// All templates that can be used: the strongest of each name, and what another one names in full
/// (`{% extends "theme/base.html" %}`). What is only covered isn't looked at: it may not fit what covers it.
fn gather(layers: &[Layer], found: &mut Found) -> Templates {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let mut covered: Vec<(String, Template)> = Vec::new();
    let mut used = Templates::default();
    for layer in layers {
        for (name, bytes) in layer.below("templates/") {
            let source = layer.source(&format!("templates/{name}"));
            let Ok(text) = std::str::from_utf8(bytes) else {
                let place = Place::file(&source);
                found.push(Diagnostic::new(Code::TemplateBroken, place).says("isn't UTF-8").culprit(None));
                continue;
            };
            let (full, template) =
                (format!("{}{name}", layer.prefix), Template { source, name: name.to_owned(), text: text.to_owned() });
            if names.insert(name) {
                used.0.insert(full, template);
            } else {
                covered.push((full, template));
            }
        }
    }
    loop {
        let is_named = |full: &str| used.any_holds(&format!("\"{full}\"")) || used.any_holds(&format!("'{full}'"));
        let Some(at) = covered.iter().position(|(full, _)| is_named(full)) else { return used };
        let (full, template) = covered.swap_remove(at);
        used.0.insert(full, template);
    }
}

/// Where a template's error is, and what it is.
pub fn place_of(error: &tera::Error, templates: &Templates) -> (Option<Place>, String) {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (Some(templates.place(report.filename(), report.span().range.clone())), report.message().to_owned())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (Some(Place::file(&templates.place(tpl, 0..0).file)), error.to_string())
        }
        ErrorKind::MissingParent { current, parent } => {
            let start = templates.0.get(current).and_then(|t| t.text.find(parent.as_str())).unwrap_or(0);
            let message = format!("it extends `{parent}`, which isn't there");
            (Some(templates.place(current, start..start + parent.len())), message)
        }
        _ => from_report(&error.to_string(), templates),
    }
}

/// Tera reports unknown filters, functions and components as text only: `--> name:line:column`.
fn from_report(text: &str, templates: &Templates) -> (Option<Place>, String) {
    let message = text.lines().next().unwrap_or(text).trim_start_matches("error: ").to_owned();
    let place = text.lines().find_map(|line| {
        let (_, spot) = line.split_once("--> ")?;
        let spot = spot.trim().trim_start_matches('[').trim_end_matches(']');
        let mut parts = spot.rsplitn(3, ':');
        let column = parts.next()?.trim().parse::<usize>().ok()?;
        let line = parts.next()?.parse().ok()?;
        let template = templates.0.get(parts.next()?)?;
        Some(Place::at(&template.source, &template.text, line, column))
    });
    (place, message)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::compile;
    use crate::base::Found;
    use crate::theme::{Layer, built_in};

    fn own(name: &str, text: String) -> Layer {
        let files = [(format!("templates/{name}"), Cow::Owned(text.into_bytes()))].into();
        Layer { prefix: "site/".to_owned(), folder: String::new(), files }
    }

    #[test]
    fn each_template_part_and_component_can_be_covered_alone() {
        let theme = built_in("broadsheet").expect("the default theme");
        let texts = || theme.below("templates/").map(|(name, bytes)| (name, String::from_utf8_lossy(bytes)));
        assert!(texts().count() > 40);
        for (name, text) in texts() {
            let is_page = !name.contains('/');
            let build_upon = is_page.then(|| format!("{{% extends \"broadsheet/{name}\" %}}"));
            for text in [Some(text.into_owned()), build_upon].into_iter().flatten() {
                let mut found = Found::new();
                let (tera, templates) = compile(&[own(name, text), theme.clone()], &mut found);
                assert!(tera.is_some() && found.is_empty(), "{name}: {found:?}");
                let from = |name: &str| templates.source(name).map(|source| source.as_str().to_owned());
                assert_eq!(from(name), Some(format!("templates/{name}")));
                let others = texts().filter(|(other, _)| *other != name);
                others.for_each(|(other, _)| assert_eq!(from(other), Some(format!("<broadsheet>/templates/{other}"))));
            }
        }
    }
}
