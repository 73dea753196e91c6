//! What happens by itself: embargoes end, dates come, articles expire.
//!
//! In: an edition. Out: `/_dateline/schedule`. Never here: what was.

use super::frame::{Leaf, Tab, View};
use super::markup::Markup;
use super::{links, words};
use crate::base::{Address, Moment, SourcePath};
use crate::copy::Card;
use crate::edition::{Mark, State, Why};
use crate::serve::host::Whole;
use crate::site::Expired;

/// So many things are listed.
const MOST: usize = 1_000;

/// What happens to an article at a time.
struct Event<'a> {
    at: Moment,
    card: &'a Card,
    address: &'a Address,
    what: &'static str,
}

/// What is to come, in order.
fn events<'a>(view: &'a View<'_>) -> Vec<Event<'a>> {
    let closed = view.closed();
    let edition = &closed.edition;
    let mut events = Vec::new();
    let fate = match closed.site.settings.expired {
        Expired::Notice => "Expires: a notice takes its place",
        Expired::Remove => "Expires: its page goes",
        Expired::Keep => "Expires: it leaves lists and feeds",
    };
    let waiting = closed.unseen.iter().map(|unseen| (&unseen.article.card, &unseen.address, word_of_why(unseen.why)));
    let shown = edition.stories.iter().filter(|story| story.state == State::Published);
    let shown = shown.map(|story| (&story.article.card, &story.address, word_of_mark(story.mark)));
    for (card, address, word) in waiting.chain(shown) {
        let Some(word) = word else { continue };
        if let (Word::Comes(what), Some(at)) = (&word, card.published) {
            events.push(Event { at, card, address, what });
        }
        if let Some(at) = card.expires.filter(|at| !at.is_due(edition.at) && card.withdrawn.is_none()) {
            events.push(Event { at, card, address, what: fate });
        }
    }
    events.sort_by(|a, b| (a.at, &a.card.source).cmp(&(b.at, &b.card.source)));
    events
}

/// What an article waits for.
enum Word {
    /// It is there.
    Stands,
    /// It comes, and why then.
    Comes(&'static str),
}

fn word_of_mark(mark: Option<Mark>) -> Option<Word> {
    match mark {
        None => Some(Word::Stands),
        Some(Mark::Draft) => None,
        Some(Mark::Embargoed) => word_of_why(Why::Embargoed),
        Some(Mark::Future) => word_of_why(Why::Future),
    }
}

fn word_of_why(why: Why) -> Option<Word> {
    match why {
        Why::Embargoed => Some(Word::Comes("Appears: its embargo ends")),
        Why::Future => Some(Word::Comes("Appears: its date comes")),
        Why::Draft | Why::Expired | Why::Faulty => None,
    }
}

/// `/_dateline/schedule`.
pub fn page(view: &View<'_>) -> Whole {
    let events = events(view);
    let mut body = Markup::default();
    if events.is_empty() {
        body.raw(
            "<p>Nothing is scheduled: no article waits for its date or the end of an embargo, and none expires.</p>",
        );
    } else {
        body.raw("<ol class=\"timeline\">\n");
        for day in events[..events.len().min(MOST)].chunk_by(|a, b| a.at.date() == b.at.date()) {
            of_day(view, day, &mut body);
        }
        body.raw("</ol>\n");
    }
    if events.len() > MOST {
        body.tag("p", &format!("And {} more.", words::number(events.len() - MOST)));
    }
    body.raw("<p class=\"soft\">An article appears on the site when it is next built after its time: ")
        .raw("<code>dateline next</code> tells when that should be.</p>");
    let zone = view.closed().site.settings.zone.as_jiff().iana_name().unwrap_or("the site’s time zone");
    let lead = format!("What changes by itself, and when. Times are those of {zone}.");
    Leaf { tab: Tab::Schedule, title: "Schedule", lead: &lead, body }.answer(view)
}

fn of_day(view: &View<'_>, day: &[Event<'_>], out: &mut Markup) {
    let Some(first) = day.first() else { return };
    out.raw("<li class=\"day\"><h2>").text(&words::day(first.at.date())).raw("</h2>\n<ol>");
    for (n, event) in day.iter().enumerate() {
        let is_first = n == 0 || day[n - 1].at != event.at;
        out.raw(if is_first { "<li>" } else { "<li class=\"same\">" });
        out.raw("<p class=\"clock\">").time(event.at, &words::clock(event.at)).raw("</p><div><p class=\"what\">");
        out.raw(event.what).raw("</p><p class=\"headline\">");
        let href = links::shown_at(&view.round, event.address, event.at);
        out.link_in(&event.card.lang, &href, &event.card.title).raw("</p>");
        out.raw("<p class=\"soft\"><code class=\"path\">").text(event.card.source.as_str()).raw("</code></p>");
        let is_last = day.get(n + 1).is_none_or(|next| next.at != event.at);
        if is_last {
            let front = links::shown_at(&view.round, &Address::new("/"), event.at);
            let words = format!("The front page at {}", words::clock(event.at));
            out.raw("<p class=\"then\">").link(&front, &words).raw("</p>");
        }
        out.raw("</div></li>\n");
    }
    out.raw("</ol></li>\n");
}

/// The article of a source, wherever the edition has it.
pub fn card_of<'a>(view: &'a View<'_>, source: &SourcePath) -> Option<(&'a Card, &'a Address)> {
    let closed = view.closed();
    match closed.edition.at_source(source)? {
        Some(id) => {
            let story = closed.edition.story(id);
            Some((&story.article.card, &story.address))
        }
        None => {
            let unseen = closed.unseen.iter().find(|unseen| unseen.article.card.source == *source)?;
            Some((&unseen.article.card, &unseen.address))
        }
    }
}
