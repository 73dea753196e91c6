//! Diagnostics for people: message, place, excerpt with a caret, help.

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet, Title};

use super::visible::{visible, visible_excerpt};
use crate::{
    base::{Diagnostic, Place, Severity},
    cli::voice::Voice,
};

/// One diagnostic; ends in a new line.
pub fn diagnostic(diagnostic: &Diagnostic, voice: &Voice) -> String {
    let title = level(diagnostic.severity).primary_title(visible(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut elements = place(&diagnostic.place, AnnotationKind::Primary, None);
    for (at, words) in &diagnostic.also {
        elements.extend(place(at, AnnotationKind::Context, Some(words)));
    }
    if let Some(help) = &diagnostic.help {
        elements.push(Element::Message(Level::HELP.message(lines(help))));
    }
    render(title, elements, voice)
}

/// A message without a code and a place; ends in a new line.
pub fn message(severity: Severity, message: &str, help: Option<&str>, voice: &Voice) -> String {
    let help = help.map(|help| Element::Message(Level::HELP.message(lines(help))));
    render(level(severity).primary_title(lines(message)), help.into_iter().collect(), voice)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Off => Level::NOTE,
        Severity::Warn => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

fn render<'a>(title: Title<'a>, elements: Vec<Element<'a>>, voice: &Voice) -> String {
    let renderer = if voice.colours { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.term_width(voice.width).render(&[title.elements(elements)]);
    text.push('\n');
    text
}

/// The place, and its line with a caret below. The column is said by us: an excerpt may begin in the
/// middle of a line.
fn place<'a>(place: &'a Place, kind: AnnotationKind, words: Option<&'a str>) -> Vec<Element<'a>> {
    let mut origin = Origin::path(visible(place.file.as_str()));
    if place.line > 0 {
        origin = origin.line(place.line as usize);
    }
    if place.line > 0 && place.column > 0 {
        origin = origin.char_column(place.column as usize);
    }
    let mut elements = vec![Element::Origin(origin)];
    match &place.excerpt {
        Some((row, range)) => {
            let (row, span) = visible_excerpt(row, range.start as usize..range.end as usize);
            let annotation = kind.span(span).label(words.map(visible));
            let snippet: Snippet<'_, Annotation<'_>> = Snippet::source(row).line_start(place.line.max(1) as usize);
            elements.push(Element::Cause(snippet.annotation(annotation)));
        }
        None => elements.extend(words.map(|words| Element::Message(Level::NOTE.message(lines(words))))),
    }
    elements
}

/// Safe text that keeps its line breaks.
fn lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}
