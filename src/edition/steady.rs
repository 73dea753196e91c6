//! Until when an edition holds: the first instant at which the clock alone changes what is printed.
//!
//! In: a closed edition. Out: that instant. All uses of the edition's time must be weighed here: dates, embargoes
//! and expiries, the windows of slots on front pages, the window of the news sitemap, notices of age, the expiry of
//! security.txt, the day that an empty Atom feed bears. An instant too early costs a build that finds nothing to do; one
//! too late prints stale pages.

use jiff::{Timestamp, civil::Date};
use rayon::prelude::*;

use super::{Edition, NEWS_HOURS, Story, StoryId, news_window};
use crate::base::{EditionTime, Kind};
use crate::site::{FeedFormat, Settings};

/// The first instant after the edition's time at which it would be another; `judged` is the first at which
/// an article is judged otherwise, in seconds. `None`: it holds for good.
pub fn steady_until(edition: &Edition, judged: Option<i64>, settings: &Settings) -> Option<EditionTime> {
    let security_txt = settings.security_txt.iter().filter(|(key, _)| key == "expires");
    let security_txt = security_txt.filter_map(|(_, text)| crate::copy::parse_moment(text, &settings.zone));
    let seconds =
        [judged, leaves_news(edition)].into_iter().flatten().chain(security_txt.map(|moment| moment.seconds()));
    let seconds = seconds.chain(edition.front_changes().map(|(moment, _)| moment.seconds()));
    let seconds = seconds.filter_map(|seconds| Timestamp::from_second(seconds).ok()).map(EditionTime);
    seconds.chain(next_day(edition, settings)).filter(|instant| *instant > edition.at).min()
}

/// When the oldest story of the news sitemap is no longer in it.
fn leaves_news(edition: &Edition) -> Option<i64> {
    let oldest = news_window(edition).last().copied()?;
    Some(edition.story(oldest).seconds() + NEWS_HOURS * 3_600 + 1)
}

/// When a day begins in the site's zone that changes something.
fn next_day(edition: &Edition, settings: &Settings) -> Option<EditionTime> {
    let today = settings.zone.date_at(edition.at);
    let tomorrow = if has_empty_atom(edition, settings) { today.tomorrow().ok() } else { None };
    let due = settings.age_notice.and_then(|least| {
        let ages = edition.stories.par_iter().filter_map(|story| age_due(story, today, least));
        ages.min()
    });
    let begins = [tomorrow, due].into_iter().flatten().min().and_then(|day| settings.zone.first_of(day))?;
    Some(settings.zone.turns_back(edition.at).map_or(begins, |back| back.min(begins)))
}

/// The first day after `today` on which the notice of the story's age comes or counts a year more: as the press
/// counts, a story of 29 February is a year older on 1 March.
fn age_due(story: &Story, today: Date, least: u16) -> Option<Date> {
    let card = &story.article.card;
    if !matches!(card.kind, Kind::News | Kind::Live | Kind::Explainer | Kind::Factcheck) || card.standing {
        return None;
    }
    let published = card.published?.date();
    let (month, day) = (published.month(), published.day());
    let is_over = (month, day) <= (today.month(), today.day());
    let year = (today.year() + i16::from(is_over)).max(published.year().checked_add_unsigned(least)?);
    Date::new(year, month, day).or_else(|_| Date::new(year, month + 1, 1)).ok()
}

/// Whether there is a list with a feed in Atom and without a story: such a feed bears the edition's day. One for a
/// partner may be: its stories are chosen later.
fn has_empty_atom(edition: &Edition, settings: &Settings) -> bool {
    let feeds = &settings.feeds;
    let atom = |formats: &[FeedFormat]| formats.contains(&FeedFormat::Atom);
    let empty = |stories: &[StoryId]| stories.is_empty() || feeds.size == 0;
    edition.desks.iter().any(|desk| {
        atom(&feeds.site) && empty(&desk.river)
            || atom(&feeds.section) && desk.sections.iter().any(|section| empty(&section.group.stories))
            || atom(&feeds.tag) && desk.tags.iter().any(|tag| tag.has_page && empty(&tag.stories))
            || atom(&feeds.author) && desk.authors.iter().any(|author| empty(&author.stories))
            || atom(&feeds.series) && desk.series.iter().any(|series| empty(&series.stories))
    }) || feeds.partners.iter().any(|partner| atom(&partner.formats))
}

#[cfg(test)]
#[path = "steady_test.rs"]
mod tests;
