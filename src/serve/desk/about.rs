//! All about one page: what it is made of, what it weighs, what is wrong with it, how others show it.
//!
//! In: an address. Out: `/_dateline/page`. Never here: a page that isn't printed by the press.

mod elsewhere;
mod head;
mod made_of;
mod weight;

use std::sync::Arc;

use http::StatusCode;

use super::frame::{Leaf, Tab, View};
use super::markup::Markup;
use super::{fault, links, words};
use crate::base::Address;
use crate::plan::Sheet;
use crate::serve::faults::Faults;
use crate::serve::host::{Asked, Whole, content_type};
use crate::serve::round::{Page, Round};
use crate::walk::{Answer, Explanation};

/// `/_dateline/page?of=…`.
pub fn page(view: &View<'_>, asked: &Asked) -> Whole {
    let address = match asked_for(view, asked) {
        Ok(address) => address,
        Err(whole) => return *whole,
    };
    let Some((round, Some(page))) = view.newsroom.page(&address, view.at) else { return no_page(view, &address) };
    let view = &View { newsroom: view.newsroom, round, at: view.at };
    let explanation = view.round.preview.explain(address.as_str());
    let is_html = content_type(address.as_str()).starts_with("text/html");
    let html = page.bytes.as_ref().filter(|_| is_html).map(|bytes| String::from_utf8_lossy(bytes));
    let mut body = Markup::default();
    ways(view, &address, is_html, &mut body);
    faults(view, &address, &page, &mut body);
    if let Some(html) = &html {
        elsewhere::show(view, &address, html, &mut body);
    }
    weight::show(view, &address, &page, html.as_deref(), &mut body);
    made_of::show(view, &explanation, &mut body);
    let (title, lead) = heading(view, &address, &explanation, html.as_deref());
    Leaf { tab: Tab::Other, title: &title, lead: &lead, body }.answer(view)
}

/// What a page is called, and the line below: a story by its headline, another by its title, else by what it is.
fn heading(view: &View<'_>, address: &Address, explanation: &Explanation, html: Option<&str>) -> (String, String) {
    let kind = kind(explanation).unwrap_or("output");
    if let Some(id) = story_at(view, address) {
        let short = kind.split(" “").next().unwrap_or(kind);
        return (
            view.closed().edition.story(id).article.card.title.to_string(),
            format!("{}: {short}", address.as_str()),
        );
    }
    match html.map(|html| head::Head::of(html).headline()).filter(|title| !title.is_empty()) {
        Some(title) => (title, format!("{}: {kind}", address.as_str())),
        None => (address.as_str().to_owned(), kind.to_owned()),
    }
}

/// The address that a request names, of a page that is there; else the page that says so.
pub fn asked_for(view: &View<'_>, asked: &Asked) -> Result<Address, Box<Whole>> {
    let of = asked.query_value("of").unwrap_or_default();
    let meant = links::meant(&view.round, &of).filter(|_| !of.trim().is_empty());
    match meant {
        Some(address) if view.round.preview.has(&address) => Ok(address),
        Some(address) => Err(Box::new(no_page(view, &address))),
        None => Err(Box::new(super::nothing(
            view,
            StatusCode::NOT_FOUND,
            "Which page?",
            "Type the address of a page on the overview, as you copy it from the browser.",
        ))),
    }
}

/// What is said of an address where no page stands.
fn no_page(view: &View<'_>, address: &Address) -> Whole {
    let unseen = view.closed().unseen.iter().find(|unseen| unseen.address == *address);
    let mut body = Markup::default();
    if let Some(unseen) = unseen {
        let card = &unseen.article.card;
        body.raw("<p>“").text(&card.title).raw("” would stand here. Readers don’t see it yet: ");
        body.raw("<a href=\"/_dateline/drafts\">Drafts</a> tells why.");
        if let Some(then) = card.published.filter(|_| !card.draft) {
            body.raw(" ")
                .link(&links::about_at(address, then), &format!("See it as of {}", words::moment(then)))
                .raw(".");
        }
        body.raw("</p>");
    } else if let Some(nearest) = nearest(&view.round, address) {
        body.raw("<p>Did you mean ").link(&links::about(&nearest), nearest.as_str()).raw("?</p>");
    }
    body.raw("<p><a href=\"/_dateline/\">To the overview</a></p>");
    let lead = format!("Nothing stands at {} in this edition.", address.as_str());
    Leaf { tab: Tab::Other, title: "There is no such page", lead: &lead, body }.answer_with(StatusCode::NOT_FOUND, view)
}

/// What may have been meant.
fn nearest(round: &Round, address: &Address) -> Option<Address> {
    if address.as_str().ends_with(".md") {
        return None;
    }
    match round.preview.explain(address.as_str()).answer {
        Answer::Unknown(unknown) => unknown.nearest.and_then(|nearest| Address::parse(&nearest).ok()),
        Answer::Output(_) | Answer::Source(_) => None,
    }
}

fn kind(explanation: &Explanation) -> Option<&str> {
    match &explanation.answer {
        Answer::Output(output) => Some(&output.kind),
        Answer::Source(source) => Some(&source.kind),
        Answer::Unknown(_) => None,
    }
}

/// Ways to the page itself.
fn ways(view: &View<'_>, address: &Address, is_html: bool, out: &mut Markup) {
    out.raw("<p>").link(&links::shown_then(view, address), "The page itself");
    if is_html {
        out.raw(" · ").link(&links::phone_then(view, address), "On a phone");
    }
    out.raw("</p>\n");
}

/// What is wrong with it.
fn faults(view: &View<'_>, address: &Address, page: &Arc<Page>, out: &mut Markup) {
    let Faults { errors, warnings, .. } = Faults::of(&view.round, address, Some(page));
    if errors.is_empty() && warnings.is_empty() {
        return;
    }
    out.raw("<section aria-labelledby=\"faults\"><h2 id=\"faults\">What is wrong</h2>");
    for one in errors.iter().chain(&warnings) {
        out.raw("<article class=\"fault\">");
        fault::show(view, one, out);
        out.raw("</article>\n");
    }
    out.raw("</section>\n");
}

/// The number of the story that stands at an address.
fn story_at(view: &View<'_>, address: &Address) -> Option<crate::edition::StoryId> {
    let Sheet::Story(id) = view.closed().plan.at(address)? else { return None };
    Some(*id)
}
