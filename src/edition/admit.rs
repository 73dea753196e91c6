//! Who is in: every article judged at the edition's time.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Desk, DeskId, Edition, Held, LeftOut, Mark, NextChange, State, Story, Why, address};
use crate::base::{Address, EditionTime, Moment};
use crate::copy::{Article, Card};
use crate::site::{Expired, Settings};

/// What is to become of an article.
struct Verdict {
    seat: Result<(State, Option<Mark>), Why>,
    /// When it appears or goes, and how that is called.
    change: Option<(Moment, &'static str)>,
    /// When it will be judged anew, in seconds: an embargo can end before the date comes.
    until: Option<i64>,
}

impl Edition {
    /// Judges articles, and gives those that are in their addresses. Out: when the first is judged anew, in seconds.
    pub(super) fn admit(
        &mut self,
        mut articles: Vec<(Arc<Article>, Option<Arc<str>>)>,
        settings: &Settings,
        drafts: bool,
    ) -> Option<i64> {
        let at = self.at;
        let verdicts: Vec<Verdict> =
            articles.par_iter().map(|(article, _)| judge(article, settings, at, drafts)).collect();
        let until = verdicts.iter().filter_map(|verdict| verdict.until).min();
        let changes = articles.iter().zip(&verdicts).filter_map(|((article, _), verdict)| {
            let (moment, what) = verdict.change?;
            Some(((moment, &article.card.source), what))
        });
        let next = changes.min_by_key(|(when, _)| *when);
        self.next_change = next.map(|((at, source), what)| NextChange { at, source: source.clone(), what });
        let mut seats: Vec<(State, Option<Mark>)> = Vec::with_capacity(articles.len());
        let mut verdicts = verdicts.into_iter();
        let desks = &self.desks;
        let place = |card: &Card| seat(desks, card, settings).1;
        articles.retain(|(article, bundle)| {
            let seat = verdicts.next().map(|verdict| verdict.seat);
            match seat {
                Some(Ok(seat)) => seats.push(seat),
                Some(Err(why)) => {
                    self.left_out.push(LeftOut { source: article.card.source.clone(), why });
                    let address = place(&article.card);
                    self.held.push(Held { article: article.clone(), address, bundle: bundle.clone(), why });
                }
                None => {}
            }
            matches!(seat, Some(Ok(_)))
        });
        self.stories = articles
            .into_par_iter()
            .zip(seats)
            .map(|((article, bundle), (state, mark))| {
                let (desk, address) = seat(&self.desks, &article.card, settings);
                let mut story = Story::new(article, address, desk as DeskId, state, mark, bundle);
                story.newest_entry = entries(&story.article).rfind(|entry| entry.is_due(at));
                story
            })
            .collect();
        until
    }

    /// Where an article stands, or would stand if it were in.
    pub fn address_of(&self, card: &Card, settings: &Settings) -> Address {
        seat(&self.desks, card, settings).1
    }
}

/// The desk of an article, and its address.
fn seat(desks: &[Desk], card: &Card, settings: &Settings) -> (usize, Address) {
    let desk = desks.iter().rposition(|desk| desk.lang == card.lang).unwrap_or(0);
    (desk, address::of_story(card, &desks[desk].prefix, settings))
}

/// When the entries of running coverage are due; none for what is no running coverage.
fn entries(article: &Article) -> impl DoubleEndedIterator<Item = Moment> {
    article.details().live.iter().flat_map(|live| live.entries.iter().copied())
}

/// Whether an article is in, and as what.
fn judge(article: &Article, settings: &Settings, at: EditionTime, drafts: bool) -> Verdict {
    let card = &article.card;
    let settled = |seat| Verdict { seat, change: None, until: None };
    if card.draft {
        return settled(if drafts { Ok((State::Published, Some(Mark::Draft))) } else { Err(Why::Draft) });
    }
    if let Some(due) = card.published.filter(|p| !p.is_due(at)) {
        let embargoed = card.embargo.is_some_and(|e| !e.is_due(at));
        let (mark, why) = if embargoed { (Mark::Embargoed, Why::Embargoed) } else { (Mark::Future, Why::Future) };
        let what = if embargoed { "its embargo ends" } else { "its date comes" };
        let seat = if drafts { Ok((State::Published, Some(mark))) } else { Err(why) };
        let until = card.embargo.filter(|_| embargoed).map_or(due, |embargo| embargo.min(due)).seconds();
        return Verdict { seat, change: Some((due, what)), until: Some(until) };
    }
    if card.withdrawn.is_some() {
        return settled(Ok((State::Withdrawn, None)));
    }
    match card.expires {
        Some(expires) if expires.is_due(at) => settled(match settings.expired {
            Expired::Notice => Ok((State::Expired, None)),
            Expired::Remove => Err(Why::Expired),
            Expired::Keep => Ok((State::Kept, None)),
        }),
        expires => {
            let entry = entries(article).find(|entry| !entry.is_due(at)).map(|due| (due, "an entry's time comes"));
            let change = expires.map(|expires| (expires, "it expires")).into_iter().chain(entry).min();
            let until = change.map(|(moment, _)| moment.seconds());
            Verdict { seat: Ok((State::Published, None)), change, until }
        }
    }
}
