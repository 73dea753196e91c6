//! Templates, compiled in one batch.

use std::collections::{BTreeMap, btree_map::Entry};

use tera::{ErrorKind, Tera};

use super::{Layer, filters};
use crate::base::{Code, Diagnostic, Found, Place, SourcePath};

/// Compiles the templates of all layers; those of a stronger layer take the place of a weaker one's.
/// `None` in place of the engine when they don't compile.
pub fn compile(layers: &[Layer], found: &mut Found) -> (Option<Tera>, BTreeMap<String, String>) {
    let sources = gather(layers, found);
    let mut tera = Tera::new();
    filters::register(&mut tera);
    let prefixes: Vec<String> = layers.iter().map(|layer| layer.prefix.clone()).collect();
    let added = tera.set_fallback_prefixes(prefixes).and_then(|()| tera.add_raw_templates(&sources));
    if let Err(error) = added {
        let (place, message) = place_of(&error, &sources);
        let place = place.unwrap_or_else(|| Place::file(&SourcePath::new("templates")));
        found.push(Diagnostic::new(Code::TemplateBroken, place).says(message).culprit(None));
        return (None, sources);
    }
    (Some(tera), sources)
}

/// The texts of all templates that can be used: the strongest of each name, and what another one
/// names in full (`{% extends "theme/base.html" %}`). What is only covered isn't looked at: it may not
/// fit what covers it.
fn gather(layers: &[Layer], found: &mut Found) -> BTreeMap<String, String> {
    let mut strongest: BTreeMap<&str, String> = BTreeMap::new();
    let mut covered: Vec<(String, &str)> = Vec::new();
    let mut sources = BTreeMap::new();
    for layer in layers {
        for (name, bytes) in layer.below("templates/") {
            let Ok(text) = std::str::from_utf8(bytes) else {
                let place = Place::file(&layer.source(&format!("templates/{name}")));
                found.push(Diagnostic::new(Code::TemplateBroken, place).says("isn't UTF-8").culprit(None));
                continue;
            };
            let full = format!("{}{name}", layer.prefix);
            if let Entry::Vacant(free) = strongest.entry(name) {
                free.insert(full.clone());
                sources.insert(full, text.to_owned());
            } else {
                covered.push((full, text));
            }
        }
    }
    loop {
        let named = |full: &str| sources.values().any(|text: &String| text.contains(&format!("\"{full}\"")));
        let Some(at) = covered.iter().position(|(full, _)| named(full)) else { return sources };
        let (full, text) = covered.swap_remove(at);
        sources.insert(full, text.to_owned());
    }
}

/// Where a template's error is, and what it is. Templates of the site lie in `templates/`, those of
/// its theme in `themes/`, built-in ones in `<…>`.
pub fn place_of(error: &tera::Error, sources: &BTreeMap<String, String>) -> (Option<Place>, String) {
    let at = |name: &str, start: usize, end: usize| {
        let text = sources.get(name).map_or("", String::as_str);
        Place::of(&source_of(name), text, start.min(text.len())..end.min(text.len()))
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span().range.clone();
            (Some(at(report.filename(), span.start, span.end)), report.message().to_owned())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (Some(Place::file(&source_of(tpl))), error.to_string())
        }
        ErrorKind::MissingParent { current, parent } => {
            let text = sources.get(current).map_or("", String::as_str);
            let start = text.find(parent.as_str()).unwrap_or(0);
            let message = format!("it extends `{parent}`, which isn't there");
            (Some(at(current, start, start + parent.len())), message)
        }
        _ => from_report(&error.to_string(), sources),
    }
}

/// Tera reports unknown filters, functions and components as text only: `--> name:line:column`.
fn from_report(text: &str, sources: &BTreeMap<String, String>) -> (Option<Place>, String) {
    let message = text.lines().next().unwrap_or(text).trim_start_matches("error: ").to_owned();
    let place = text.lines().find_map(|line| {
        let (_, spot) = line.split_once("--> ")?;
        let spot = spot.trim().trim_start_matches('[').trim_end_matches(']');
        let mut parts = spot.rsplitn(3, ':');
        let column = parts.next()?.trim().parse::<usize>().ok()?;
        let line = parts.next()?.parse().ok()?;
        let name = parts.next()?;
        Some(Place::at(&source_of(name), sources.get(name)?, line, column))
    });
    (place, message)
}

/// The file of a template's name.
fn source_of(name: &str) -> SourcePath {
    match name.split_once('/') {
        Some(("site", rest)) => SourcePath::new(format!("templates/{rest}")),
        Some(("theme", rest)) => SourcePath::new(format!("themes/<theme>/templates/{rest}")),
        Some((theme, rest)) => SourcePath::new(format!("<{theme}>/templates/{rest}")),
        None => SourcePath::new(format!("templates/{name}")),
    }
}
