//! How a fault is shown: what is wrong, where, what to do.
//!
//! In: a diagnostic. Out: HTML. Never here: which faults there are.

use super::frame::View;
use super::links;
use super::markup::Markup;
use crate::base::{Diagnostic, Place, Severity};

/// Shows a fault.
pub fn show(view: &View<'_>, fault: &Diagnostic, out: &mut Markup) {
    let (class, word) = match fault.severity {
        Severity::Error => ("<p class=\"message bad\"><b>", "Error"),
        Severity::Warn | Severity::Off => ("<p class=\"message\"><b>", "Warning"),
    };
    out.raw(class).raw(word).raw("</b> ").sentence(&fault.message).raw("</p>");
    excerpt(&fault.place, out);
    if let Some(help) = &fault.help {
        out.raw("<p class=\"help\">").sentence(help).raw("</p>");
    }
    for (place, words) in &fault.also {
        out.raw("<p class=\"soft\">");
        at(view, place, out);
        out.raw(": ").sentence(words).raw("</p>");
    }
    out.raw("<p class=\"soft\">");
    at(view, &fault.place, out);
    out.raw(" · <code>").text(fault.code.as_str()).raw("</code></p>");
}

/// The line, with the part that is meant marked.
fn excerpt(place: &Place, out: &mut Markup) {
    let Some((text, meant)) = &place.excerpt else { return };
    let (start, end) = (meant.start as usize, meant.end as usize);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    out.raw("<pre><span class=\"line\">").number(place.line as usize).raw("</span> ");
    out.text(part(0, start)).raw("<mark>").text(part(start, end)).raw("</mark>").text(part(end, text.len()));
    out.raw("</pre>");
}

/// Where it is: a link that opens the file there.
fn at(view: &View<'_>, place: &Place, out: &mut Markup) {
    let words = match (place.line, place.column) {
        (0, _) => place.file.to_string(),
        (line, 0) => format!("{}, line {line}", place.file),
        (line, column) => format!("{}, line {line}, column {column}", place.file),
    };
    match links::editor(&view.closed().site.root, place) {
        Some(href) => out.link(&href, &words),
        None => out.text(&words),
    };
}
