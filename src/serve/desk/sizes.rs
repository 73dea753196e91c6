//! What weighs how much.
//!
//! In: an edition. Out: `/_dateline/sizes`. Never here: what a page loads beside itself.

use std::cmp::Reverse;

use super::frame::{Leaf, Tab, View};
use super::looked::{Looked, Seen};
use super::markup::{Markup, Table, cell};
use super::{links, words};
use crate::base::Address;
use crate::plan::Sheet;
use crate::serve::host::{Asked, Whole, content_type};

/// So many are listed, the largest first.
const MOST: usize = 200;

/// What sort of output something is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// HTML.
    Page,
    /// RSS, Atom, JSON Feed.
    Feed,
    /// Pictures, sound, film.
    Picture,
    /// Stylesheets.
    Style,
    /// Scripts.
    Script,
    /// All else.
    Other,
}

/// What each is called, of many and of one.
const SORTS: [(Sort, &str, &str); 6] = [
    (Sort::Page, "Pages", "Page"),
    (Sort::Feed, "Feeds", "Feed"),
    (Sort::Picture, "Pictures, sound and film", "Picture, sound or film"),
    (Sort::Style, "Styles", "Styles"),
    (Sort::Script, "Scripts", "Script"),
    (Sort::Other, "Other files", "Other file"),
];

impl Sort {
    /// The sort of what stands at an address; `sheet` is none for a loose file.
    pub fn of(address: &Address, sheet: Option<&Sheet>) -> Sort {
        if let Some(Sheet::Feed(..) | Sheet::CorrectionsFeed(_)) = sheet {
            return Sort::Feed;
        }
        let media = content_type(address.as_str());
        match media.split(['/', ';']).next().unwrap_or_default() {
            "image" | "audio" | "video" => Sort::Picture,
            _ if media.starts_with("text/html") => Sort::Page,
            _ if media.starts_with("text/css") => Sort::Style,
            _ if media.contains("javascript") => Sort::Script,
            _ => Sort::Other,
        }
    }

    /// What one is called.
    pub fn name(self) -> &'static str {
        SORTS.iter().find(|row| row.0 == self).map_or("", |row| row.2)
    }
}

/// `/_dateline/sizes`.
pub fn page(view: &View<'_>, asked: &Asked) -> Whole {
    let is_all = asked.query_value("all").is_some();
    let looked = if is_all { Looked::all(view) } else { Looked::so_far(view) };
    let plan = &view.closed().plan;
    let mut rows: Vec<(&Seen, usize, Sort)> = looked
        .seen
        .iter()
        .filter_map(|seen| Some((seen, seen.bytes?, Sort::of(&seen.address, plan.at(&seen.address)))))
        .collect();
    rows.sort_by_key(|(seen, bytes, _)| (Reverse(*bytes), &seen.address));
    let mut body = Markup::default();
    body.raw("<p class=\"reach\">");
    if is_all {
        body.raw("All pages and files. <a href=\"/_dateline/sizes?all\">Weigh again</a>");
    } else {
        body.text(&words::count(rows.len(), "page or file was", "pages and files were"));
        body.raw(" looked at so far, of ").number(plan.sheets.len());
        body.raw(". <a class=\"more\" href=\"/_dateline/sizes?all\">Weigh every page</a> ");
        body.raw("<span class=\"soft\">(takes some seconds for a large site)</span>");
    }
    body.raw("</p>\n");
    if !rows.is_empty() {
        totals(&rows, &mut body);
        largest(view, &rows, &mut body);
    }
    let lead = "Pages and files by their size as they are published, before they are squeezed for their way. \
                A KB is a thousand bytes.";
    Leaf { tab: Tab::Sizes, title: "Sizes", lead, body }.answer(view)
}

fn totals(rows: &[(&Seen, usize, Sort)], out: &mut Markup) {
    let mut table = Table::of_figures("All that was looked at", &["Sort", "How many", "Together", "On average"], 1);
    for (sort, name, _) in SORTS {
        let own: Vec<usize> = rows.iter().filter(|row| row.2 == sort).map(|row| row.1).collect();
        if !own.is_empty() {
            table.row(&figures(name, own.len(), own.iter().sum()));
        }
    }
    table.row(&figures("All", rows.len(), rows.iter().map(|row| row.1).sum()));
    out.raw("<section aria-labelledby=\"sorts\"><h2 id=\"sorts\">By sort</h2>").add(&table.done()).raw("</section>\n");
}

fn figures(name: &str, count: usize, bytes: usize) -> [Markup; 4] {
    let average = words::size(bytes / count.max(1));
    [cell(name), cell(&words::number(count)), cell(&words::size(bytes)), cell(&average)]
}

fn largest(view: &View<'_>, rows: &[(&Seen, usize, Sort)], out: &mut Markup) {
    let shown = &rows[..rows.len().min(MOST)];
    let caption = match rows.len() {
        ..=MOST => "Largest first".to_owned(),
        _ => format!("The {MOST} largest"),
    };
    let mut table = Table::of_figures(&caption, &["Address", "Sort", "Size"], 2);
    for (seen, bytes, sort) in shown {
        let mut address = Markup::default();
        address.link(&links::about(&seen.address), seen.address.as_str());
        table.row(&[address, cell(sort.name()), cell(&words::size(*bytes))]);
    }
    out.raw("<section aria-labelledby=\"largest\"><h2 id=\"largest\">One by one</h2>").add(&table.done());
    out.tag(
        "p",
        &format!("In all {}.", words::count(view.closed().plan.sheets.len(), "page or file", "pages and files")),
    );
    out.raw("</section>\n");
}
