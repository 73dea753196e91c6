//! Every article that readers don't see, and why.
//!
//! In: an edition. Out: `/_dateline/drafts`. Never here: what is wrong with a file.

use super::frame::{Leaf, Tab, View};
use super::markup::{Markup, Table, cell};
use super::{items, links, words};
use crate::base::{Address, Moment, Place, SourcePath};
use crate::copy::Card;
use crate::edition::{Mark, State, Why};
use crate::serve::host::Whole;

/// So many articles of a group are listed.
const MOST: usize = 500;

/// An article that readers don't see, or see a notice of.
struct Row<'a> {
    card: &'a Card,
    /// Where it stands, or would stand.
    address: &'a Address,
    /// Whether this preview has a page there.
    is_shown: bool,
}

/// All of them.
#[derive(Default)]
pub struct Unseen<'a> {
    drafts: Vec<Row<'a>>,
    embargoed: Vec<Row<'a>>,
    future: Vec<Row<'a>>,
    expired: Vec<Row<'a>>,
    withdrawn: Vec<Row<'a>>,
}

impl<'a> Unseen<'a> {
    /// The articles of an edition that readers don't see.
    pub fn of(view: &'a View<'_>) -> Unseen<'a> {
        let closed = view.closed();
        let mut all = Unseen::default();
        for story in &closed.edition.stories {
            let row = Row { card: &story.article.card, address: &story.address, is_shown: true };
            match (story.mark, story.state) {
                (Some(Mark::Draft), _) => all.drafts.push(row),
                (Some(Mark::Embargoed), _) => all.embargoed.push(row),
                (Some(Mark::Future), _) => all.future.push(row),
                (None, State::Withdrawn) => all.withdrawn.push(row),
                (None, State::Expired | State::Kept) => all.expired.push(row),
                (None, State::Published) => {}
            }
        }
        for unseen in &*closed.unseen {
            let row = Row { card: &unseen.article.card, address: &unseen.address, is_shown: false };
            match unseen.why {
                Why::Draft => all.drafts.push(row),
                Why::Embargoed => all.embargoed.push(row),
                Why::Future => all.future.push(row),
                Why::Expired => all.expired.push(row),
                Why::Faulty => {}
            }
        }
        for group in [&mut all.embargoed, &mut all.future] {
            group.sort_by_key(|row| (row.card.published, &row.card.source));
        }
        all.expired.sort_by_key(|row| std::cmp::Reverse((row.card.expires, &row.card.source)));
        all.drafts.sort_by_key(|row| &row.card.source);
        all
    }

    /// How many drafts there are.
    pub fn drafts(&self) -> usize {
        self.drafts.len()
    }

    /// How many wait for a time.
    pub fn scheduled(&self) -> usize {
        self.embargoed.len() + self.future.len()
    }
}

/// `/_dateline/drafts`.
pub fn page(view: &View<'_>) -> Whole {
    let closed = view.closed();
    let all = Unseen::of(view);
    let mut body = Markup::default();
    if !closed.drafts && all.drafts.iter().chain(&all.embargoed).chain(&all.future).next().is_some() {
        body.raw("<p class=\"notice\">This preview shows what readers see. Start it with <code>dateline serve --drafts</code> ")
            .raw("to read drafts as pages. What waits for a time is linked as it will stand then.</p>\n");
    }
    let appears = |row: &Row<'_>| row.card.published;
    let expired = |row: &Row<'_>| row.card.expires;
    let withdrawn = |row: &Row<'_>| row.card.withdrawn.as_ref().and_then(|notice| notice.date);
    let waits = |row: &Row<'_>| href(view, row, row.card.published);
    let stays = |row: &Row<'_>| href(view, row, None);
    group(view, ("drafts", "Drafts", "Dated"), &all.drafts, (&appears, &stays), &mut body);
    group(view, ("embargoed", "Under embargo", "Will appear"), &all.embargoed, (&appears, &waits), &mut body);
    group(view, ("future", "Dated in the future", "Will appear"), &all.future, (&appears, &waits), &mut body);
    group(view, ("expired", "Expired", "Expired on"), &all.expired, (&expired, &stays), &mut body);
    group(view, ("withdrawn", "Withdrawn", "Withdrawn on"), &all.withdrawn, (&withdrawn, &stays), &mut body);
    faulty(view, &mut body);
    if body.is_empty() {
        body.raw("<p>There is nothing that readers don’t see.</p>");
    }
    let lead = "Every article that readers don’t see as it is written, and why.";
    Leaf { tab: Tab::Drafts, title: "Drafts", lead, body }.answer(view)
}

/// Where an article can be read, now or at the time that it waits for.
fn href(view: &View<'_>, row: &Row<'_>, then: Option<Moment>) -> Option<String> {
    match (row.is_shown, then) {
        (true, _) => Some(links::shown(&view.round, row.address)),
        (false, Some(then)) => Some(links::shown_at(&view.round, row.address, then)),
        (false, None) => None,
    }
}

type Ask<'f, T> = &'f dyn Fn(&Row<'_>) -> Option<T>;

fn group(
    view: &View<'_>,
    (id, title, head): (&'static str, &'static str, &'static str),
    rows: &[Row<'_>],
    (when, href): (Ask<'_, Moment>, Ask<'_, String>),
    out: &mut Markup,
) {
    if rows.is_empty() {
        return;
    }
    let [headline, section, by, file] = items::HEADS;
    let mut table = Table::new(&words::count(rows.len(), "article", "articles"), &[headline, section, by, head, file]);
    for row in rows.iter().take(MOST) {
        let card = row.card;
        table.row(&[
            items::headline(card, href(row).as_deref()),
            items::section(view, card),
            items::by(view, card),
            items::when(when(row)),
            items::file(view, &Place::file(&card.source)),
        ]);
    }
    out.raw("<section aria-labelledby=\"").raw(id).raw("\"><h2 id=\"").raw(id).raw("\">").raw(title).raw("</h2>");
    out.add(&table.done());
    if rows.len() > MOST {
        out.tag("p", &format!("And {} more.", words::number(rows.len() - MOST)));
    }
    out.raw("</section>\n");
}

/// Articles whose files can't be read: left out, or shown as they last could be.
fn faulty(view: &View<'_>, out: &mut Markup) {
    let closed = view.closed();
    if closed.faulty.is_empty() {
        return;
    }
    let mut table =
        Table::new(&words::count(closed.faulty.len(), "article", "articles"), &["File", "What readers see"]);
    for source in closed.faulty.iter().take(MOST) {
        table.row(&[items::file(view, &Place::file(source)), fate(view, source)]);
    }
    out.raw("<section aria-labelledby=\"faulty\"><h2 id=\"faulty\">With errors</h2>")
        .raw("<p>What is wrong stands under <a href=\"/_dateline/warnings\">Warnings</a>.</p>")
        .add(&table.done())
        .raw("</section>\n");
}

fn fate(view: &View<'_>, source: &SourcePath) -> Markup {
    let edition = &view.closed().edition;
    match edition.at_source(source) {
        Some(Some(id)) => {
            let story = edition.story(id);
            let mut out = Markup::default();
            out.raw("This preview shows ")
                .link(&links::shown(&view.round, &story.address), &story.article.card.title)
                .raw(" as it was before the error; a build stops at it.");
            out
        }
        Some(None) | None => cell("Nothing: it is left out, and a build stops at it."),
    }
}
