//! What counts as news for Google's sitemap: the last 48 hours before the edition's time.

use super::{Edition, State, StoryId};
use crate::base::Kind;

/// How old a story of the news sitemap may be, in hours.
pub const NEWS_HOURS: i64 = 48;

/// The stories of the news sitemap, newest first.
pub fn news_window(edition: &Edition) -> Vec<StoryId> {
    let from = edition.at.0.as_second() - NEWS_HOURS * 3600;
    let mut ids: Vec<StoryId> = Vec::new();
    for desk in &edition.desks {
        ids.extend(desk.river.iter().copied().take_while(|id| edition.story(*id).seconds() >= from));
    }
    ids.retain(|id| {
        let story = edition.story(*id);
        let card = &story.article.card;
        story.state == State::Published
            && story.mark.is_none()
            && card.index
            && card.kind != Kind::Sponsored
            && card.canonical.is_none()
    });
    let key = |id: &StoryId| (-edition.story(*id).seconds(), &edition.story(*id).address);
    ids.sort_by(|a, b| key(a).cmp(&key(b)));
    ids
}
