//! What every page of the desk has: its head, the way to the others, its headers.
//!
//! In: a title and what stands below it. Out: an answer. Never here: scripts, anything from another server.

use std::sync::Arc;

use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, StatusCode};
use hyper::body::Bytes;

use super::markup::Markup;
use super::words;
use crate::base::{Address, EditionTime, Moment};
use crate::serve::host::Whole;
use crate::serve::newsroom::Newsroom;
use crate::serve::round::Round;
use crate::walk::Closed;

/// What a page of the desk may load: the desk's styles, pictures and pages of this server in frames.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a page of the desk is about.
pub struct View<'n> {
    /// Whom to ask for pages.
    pub newsroom: &'n Newsroom,
    /// The edition.
    pub round: Arc<Round>,
    /// Its time, where it isn't the edition of now.
    pub at: Option<EditionTime>,
}

impl View<'_> {
    /// The edition.
    pub fn closed(&self) -> &Closed {
        self.round.closed()
    }

    /// The edition's time on the site's clock, where it isn't the edition of now.
    pub fn then(&self) -> Option<Moment> {
        self.at.map(|at| Moment::at(at.0, &self.closed().site.settings.zone))
    }
}

/// The desk's pages, as they stand in the navigation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tab {
    /// What there is, in numbers.
    Overview,
    /// What readers don't see.
    Drafts,
    /// What happens by itself.
    Schedule,
    /// What is wrong.
    Warnings,
    /// What weighs how much.
    Sizes,
    /// A page that isn't in the navigation.
    Other,
}

const TABS: [(Tab, &str, &str); 5] = [
    (Tab::Overview, "/_dateline/", "Overview"),
    (Tab::Drafts, "/_dateline/drafts", "Drafts"),
    (Tab::Schedule, "/_dateline/schedule", "Schedule"),
    (Tab::Warnings, "/_dateline/warnings", "Warnings"),
    (Tab::Sizes, "/_dateline/sizes", "Sizes"),
];

/// A page of the desk.
pub struct Leaf<'a> {
    /// Where it stands in the navigation.
    pub tab: Tab,
    /// Its heading.
    pub title: &'a str,
    /// A line below the heading.
    pub lead: &'a str,
    /// All else.
    pub body: Markup,
}

impl Leaf<'_> {
    /// The answer.
    pub fn answer(self, view: &View<'_>) -> Whole {
        self.answer_with(StatusCode::OK, view)
    }

    /// The answer with another status.
    pub fn answer_with(self, status: StatusCode, view: &View<'_>) -> Whole {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CACHE_CONTROL, "no-store"),
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (REFERRER_POLICY, "same-origin"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        Whole::new(status, headers, Bytes::from(self.html(view)))
    }

    fn html(self, view: &View<'_>) -> String {
        let site = &view.closed().site.settings;
        let front = site.base.href(&Address::new("/"));
        let mut out = Markup::default();
        out.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
            .text(self.title)
            .raw(" – the desk of ")
            .text(&site.title)
            .raw("</title><meta name=\"robots\" content=\"noindex\"><link rel=\"icon\" href=\"data:,\">")
            .raw("<link rel=\"stylesheet\" href=\"/_dateline/desk.css\"></head>\n<body class=\"desk\">")
            .raw("<a class=\"skip\" href=\"#main\">Skip to the page</a>\n<header class=\"top\"><p class=\"name\">")
            .raw("<span>The desk of</span> ")
            .link(&front, &site.title)
            .raw("</p><nav aria-label=\"The desk’s pages\"><ul>");
        for (tab, href, name) in TABS {
            let mark = if tab == self.tab { "\" aria-current=\"page\">" } else { "\">" };
            out.raw("<li><a href=\"").raw(href).raw(mark).raw(name).raw("</a></li>");
        }
        out.raw("</ul></nav></header>\n<main id=\"main\">");
        if let Some(at) = view.then() {
            out.raw("<p class=\"notice\">This is the site as it will be on ").time(at, &words::moment(at)).raw(".</p>");
        }
        out.tag("h1", self.title);
        if !self.lead.is_empty() {
            out.raw("<p class=\"lead\">").text(self.lead).raw("</p>");
        }
        out.add(&self.body).raw("</main>\n<footer><p>Only the preview has these pages; the published site doesn’t. ");
        out.raw("They show the site as it was when this page was opened: reload it after a save.</p></footer></body></html>\n");
        out.into_string()
    }
}
