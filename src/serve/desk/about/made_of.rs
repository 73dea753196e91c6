//! What a page is made of, as `dateline explain` tells it.
//!
//! In: an explanation. Out: HTML. Never here: how it is found.

use crate::base::{Address, Place, SourcePath};
use crate::serve::desk::frame::View;
use crate::serve::desk::items;
use crate::serve::desk::links;
use crate::serve::desk::markup::Markup;
use crate::serve::desk::words;
use crate::walk::{Answer, Explanation, Output, Part, Source};

/// So many of a kind are listed at once; the rest unfolds.
const MOST: usize = 12;

/// Shows it.
pub fn show(view: &View<'_>, explanation: &Explanation, out: &mut Markup) {
    out.raw("<section aria-labelledby=\"made\"><h2 id=\"made\">What it is made of</h2><dl>");
    match &explanation.answer {
        Answer::Output(output) => of_output(view, output, out),
        Answer::Source(source) => of_source(view, source, out),
        Answer::Unknown(_) => {}
    }
    out.raw("</dl></section>\n");
}

fn of_output(view: &View<'_>, output: &Output, out: &mut Markup) {
    let part = |part: &Part| {
        let mut row = file(view, &part.path);
        row.raw(" <span class=\"soft\">").raw(part.role).raw("</span>");
        row
    };
    rows("Files", &output.sources.iter().map(part).collect::<Vec<_>>(), out);
    if let Some((name, files)) = &output.template {
        let mut files: Vec<Markup> = files.iter().map(|path| file(view, path)).collect();
        if files.is_empty() {
            let mut row = Markup::default();
            row.text(name);
            files.push(row);
        }
        rows("Template", &files, out);
    }
    let shared = output.shows_site.then_some("what every page shows");
    let settings: Vec<&str> = shared.into_iter().chain(output.settings.iter().map(String::as_str)).collect();
    plain("Of site.yaml", &settings.join(", "), out);
    plain("Lists", &output.lists.join(", "), out);
    rows("Data", &output.data.iter().map(|path| file(view, path)).collect::<Vec<_>>(), out);
    rows("Shows", &output.shows.iter().map(|at| page(view, at)).collect::<Vec<_>>(), out);
    rows("Links to", &output.links.iter().map(|at| page(view, at)).collect::<Vec<_>>(), out);
    plain("Is published as", &output.file, out);
}

fn of_source(view: &View<'_>, source: &Source, out: &mut Markup) {
    rows("File", &[file(view, &source.path)], out);
    let made = source.outputs.iter().map(|made| {
        let mut row = page(view, &made.address);
        row.raw(" <span class=\"soft\">").text(&made.role).raw("</span>");
        row
    });
    rows("Is shown on", &made.collect::<Vec<_>>(), out);
}

fn file(view: &View<'_>, path: &str) -> Markup {
    items::file(view, &Place::file(&SourcePath::new(path)))
}

fn page(view: &View<'_>, address: &str) -> Markup {
    let mut row = Markup::default();
    match Address::parse(address) {
        Ok(parsed) => row.link(&links::about_then(view, &parsed), address),
        Err(_) => row.text(address),
    };
    row
}

fn plain(label: &'static str, text: &str, out: &mut Markup) {
    if !text.is_empty() {
        out.raw("<dt>").raw(label).raw("</dt><dd>").text(text).raw("</dd>");
    }
}

/// A label with its rows; nothing where there is none.
fn rows(label: &'static str, rows: &[Markup], out: &mut Markup) {
    if rows.is_empty() {
        return;
    }
    let list = |rows: &[Markup], out: &mut Markup| {
        out.raw("<ul>");
        for row in rows {
            out.raw("<li>").add(row).raw("</li>");
        }
        out.raw("</ul>");
    };
    out.raw("<dt>").raw(label).raw("</dt><dd>");
    let (first, more) = rows.split_at(rows.len().min(MOST));
    list(first, out);
    if !more.is_empty() {
        out.raw("<details><summary>And ").text(&words::number(more.len())).raw(" more</summary>");
        list(more, out);
        out.raw("</details>");
    }
    out.raw("</dd>");
}
