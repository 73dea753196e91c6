//! All that is wrong, by file.
//!
//! In: what is known of all files, and what was found on pages. Out: `/_dateline/warnings`. Never here: what a
//! fault means, whether it keeps the site from being built.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::frame::{Leaf, Tab, View};
use super::looked::Looked;
use super::markup::Markup;
use super::{fault, items, links, words};
use crate::base::{Address, Code, Diagnostic, Place, Severity, SourcePath};
use crate::serve::host::{Asked, Whole};

/// So many faults are shown, the errors first.
const MOST: usize = 1_000;

/// So many pages of a fault are named.
const MOST_PAGES: usize = 5;

/// A fault with the pages on which it shows.
struct Entry<'f> {
    fault: &'f Diagnostic,
    pages: Vec<&'f Address>,
}

/// All faults once each, by file.
#[derive(Default)]
struct Entries<'f> {
    all: Vec<Entry<'f>>,
    known: HashMap<(Code, &'f Place, &'f str), usize>,
}

impl<'f> Entries<'f> {
    fn add(&mut self, fault: &'f Diagnostic, page: Option<&'f Address>) {
        if fault.severity == Severity::Off {
            return;
        }
        let n = *self.known.entry((fault.code, &fault.place, &fault.message)).or_insert(self.all.len());
        if n == self.all.len() {
            self.all.push(Entry { fault, pages: Vec::new() });
        }
        self.all[n].pages.extend(page);
    }

    fn count(&self, severity: Severity) -> usize {
        self.all.iter().filter(|entry| entry.fault.severity == severity).count()
    }

    /// By file, those with errors first; in a file in the order of its lines.
    fn by_file(self) -> Vec<(&'f SourcePath, Vec<Entry<'f>>)> {
        let mut files: BTreeMap<&SourcePath, Vec<Entry<'f>>> = BTreeMap::new();
        for entry in self.all {
            files.entry(&entry.fault.place.file).or_default().push(entry);
        }
        let mut files: Vec<_> = files.into_iter().collect();
        for (_, entries) in &mut files {
            entries.sort_by_key(|entry| (entry.fault.place.line, entry.fault.place.column));
        }
        files.sort_by_key(|(file, entries)| (Reverse(entries.iter().any(|entry| entry.fault.is_error())), *file));
        files
    }
}

/// `/_dateline/warnings`.
pub fn page(view: &View<'_>, asked: &Asked) -> Whole {
    let is_all = asked.query_value("all").is_some();
    let looked = if is_all { Looked::all(view) } else { Looked::so_far(view) };
    let mut entries = Entries::default();
    view.closed().found().for_each(|fault| entries.add(fault, None));
    for seen in &looked.seen {
        seen.found.iter().for_each(|fault| entries.add(fault, Some(&seen.address)));
    }
    let (errors, warnings) = (entries.count(Severity::Error), entries.count(Severity::Warn));
    let mut body = Markup::default();
    reach(view, is_all, &looked, &mut body);
    if errors + warnings == 0 {
        body.raw("<p>Nothing is wrong, as far as is known.</p>");
    }
    let mut room = MOST;
    for (file, entries) in entries.by_file() {
        if room == 0 {
            break;
        }
        let shown = &entries[..entries.len().min(room)];
        room -= shown.len();
        of_file(view, file, shown, &mut body);
    }
    if errors + warnings > MOST {
        body.tag(
            "p",
            &format!("These are the first {}; the others come up once these are mended.", words::number(MOST)),
        );
    }
    let lead = format!(
        "{} and {}. A build stops at an error; a warning is there to be read.",
        words::count(errors, "error", "errors"),
        words::count(warnings, "warning", "warnings")
    );
    Leaf { tab: Tab::Warnings, title: "Warnings", lead: &lead, body }.answer(view)
}

/// How far the look went, and the way to go further.
fn reach(view: &View<'_>, is_all: bool, looked: &Looked, out: &mut Markup) {
    let pages = words::count(looked.seen.len(), "page or file was", "pages and files were");
    out.raw("<p class=\"reach\">");
    if is_all {
        out.raw("Every file was read, and ").text(&pages).raw(" looked at. ");
        out.raw("<a href=\"/_dateline/warnings?all\">Look again</a>");
        if looked.left > 0 {
            out.raw(". ").number(looked.left).raw(" weren’t, as so many others can’t be printed: mend those first.");
        }
    } else {
        out.raw("Every file was read; ").text(&pages).raw(" looked at so far, of ");
        out.number(view.closed().plan.sheets.len()).raw(". <a class=\"more\" href=\"/_dateline/warnings?all\">");
        out.raw("Look at every page</a> <span class=\"soft\">(takes some seconds for a large site)</span>");
    }
    let closed = view.closed();
    if !closed.drafts && !closed.unseen.is_empty() {
        out.raw("<br><span class=\"soft\">What readers don’t see yet isn’t looked at as pages: ");
        out.raw("<code>dateline serve --drafts</code> does that too.</span>");
    }
    out.raw("</p>\n");
}

fn of_file(view: &View<'_>, file: &SourcePath, entries: &[Entry<'_>], out: &mut Markup) {
    out.raw("<section class=\"file\"><h2>");
    let name = if file.as_str().is_empty() { "The site as a whole" } else { file.as_str() };
    if name == file.as_str() {
        out.add(&items::file(view, &Place::file(file)));
    } else {
        out.text(name);
    }
    out.raw("</h2>");
    let edition = &view.closed().edition;
    if let Some(Some(id)) = edition.at_source(file) {
        let story = edition.story(id);
        let card = &story.article.card;
        out.raw("<p class=\"soft\">").link_in(&card.lang, &links::shown(&view.round, &story.address), &card.title);
        out.raw(" · ").link(&links::about(&story.address), "All about it").raw("</p>");
    }
    for Entry { fault, pages } in entries {
        out.raw("<article class=\"fault\">");
        fault::show(view, fault, out);
        shown_on(view, pages, out);
        out.raw("</article>\n");
    }
    out.raw("</section>\n");
}

/// The pages on which a fault shows.
fn shown_on(view: &View<'_>, pages: &[&Address], out: &mut Markup) {
    if pages.is_empty() {
        return;
    }
    out.raw("<p class=\"soft\">On ");
    for (n, address) in pages.iter().take(MOST_PAGES).enumerate() {
        out.raw(if n > 0 { ", " } else { "" }).link(&links::shown(&view.round, address), address.as_str());
    }
    if pages.len() > MOST_PAGES {
        out.raw(" and ").text(&words::count(pages.len() - MOST_PAGES, "other page", "other pages"));
    }
    out.raw("</p>");
}
