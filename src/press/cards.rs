//! What lists show of a story, made once for all who show it.

use std::borrow::Cow;
use std::sync::PoisonError;

use super::Press;
use super::labels::{Marked, is_always_labelled};
use super::view::{Shared, Show};
use super::views::{CardView, KindView, LinkView, MomentView};
use crate::base::{Kind, Moment};
use crate::edition::{Desk, Story, StoryId};

impl<'a> Press<'a> {
    /// The card of a story.
    pub(super) fn card(&self, id: StoryId) -> Shared<CardView<'a>> {
        let place = &self.cards[id as usize % self.cards.len()];
        // a thread that panicked while it held a card left it whole
        let kept = place.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((of, value)) = kept
            && of == id
        {
            return Shared::made(value);
        }
        let value = self.card_view(id).value(&self.needs);
        *place.lock().unwrap_or_else(PoisonError::into_inner) = Some((id, value.clone()));
        Shared::made(value)
    }

    /// The cards of stories, in their order.
    pub(super) fn cards(&self, ids: &[StoryId]) -> Vec<Shared<CardView<'a>>> {
        ids.iter().map(|id| self.card(*id)).collect()
    }

    fn card_view(&self, id: StoryId) -> CardView<'a> {
        let story = self.story(id);
        let (card, desk) = (&story.article.card, self.edition.desk_of(story));
        let short = card.titles.as_ref().and_then(|t| t.short.as_deref());
        CardView {
            title: self.marked(short.unwrap_or(&card.title).into(), Marked::Headline, id),
            href: self.href(&story.address).into(),
            summary: summary(story).map(Cow::from),
            kicker: card.kicker.as_deref().map(Cow::from),
            kind: self.kind(id),
            published: self.want("published", || card.published.map(|m| self.moment(m, desk))),
            updated: self.want("updated", || later(story.updated(), card.published).map(|m| self.moment(m, desk))),
            authors: self.want("authors", || self.author_links(story)),
            byline: self.want("byline", || self.byline(story)),
            section: self.want("section", || self.section_link(story)),
            image: card.image.as_ref().and_then(|image| self.card_image(image, story)),
            language: (card.lang != desk.lang).then(|| card.lang.as_str().into()),
            direction: card.lang.direction().as_str().into(),
            sponsor: card.sponsor.as_ref().map(|s| self.marked(Cow::from(&*s.name), Marked::Label, id)),
            is_live: is_live(story),
            free: card.free,
            mark: story.mark.map(|m| m.as_str().into()),
        }
    }

    /// A story's kind, in words unless it is plain news.
    pub(super) fn kind(&self, id: StoryId) -> Shared<KindView<'a>> {
        let story = self.story(id);
        let (kind, always) = (story.article.card.kind, is_always_labelled(story.article.card.kind));
        let make = || {
            let label = self.kind_label(story).map(|label| self.marked(Cow::from(label), Marked::Label, id));
            KindView { key: kind.as_str().into(), label, always }.value(&self.needs)
        };
        if self.marks_labels && always {
            return Shared::made(make());
        }
        Shared::made(self.common[usize::from(story.desk)].kinds[kind as usize].get_or_init(make).clone())
    }

    /// A story's kind in words; none for plain news.
    pub(super) fn kind_label(&self, story: &Story) -> Option<&'a str> {
        match story.article.card.kind {
            Kind::News => None,
            other => self.words(self.edition.desk_of(story)).find(&format!("kinds.{}", other.as_str())),
        }
    }

    /// A moment in the words of a desk.
    pub(super) fn moment(&self, moment: Moment, desk: &Desk) -> MomentView<'a> {
        let (dates, zone) = (self.words(desk).dates(), &self.settings().zone);
        let day = dates.day(moment);
        MomentView {
            iso: moment.iso().into(),
            short: self.want("short", || dates.short(moment).into()),
            time: self.want("time", || moment.is_timed().then(|| dates.time(moment, zone).into())),
            full: self.want("full", || match moment.is_timed() {
                true => dates.full(moment, zone, &day).into(),
                false => day.clone().into(),
            }),
            month_year: self.want("month_year", || dates.month_of(moment).into()),
            day: day.into(),
        }
    }

    /// The section that a story stands in.
    pub(super) fn section_link(&self, story: &'a Story) -> Option<Shared<LinkView<'a>>> {
        let number = story.section? as usize;
        let make = || self.section_view(&self.desk(story.desk).sections[number]).value(&self.needs);
        let link = &self.common[usize::from(story.desk)].sections[number];
        Some(Shared::made(link.get_or_init(make).clone()))
    }
}

/// The standfirst, the summary, or the story's first words.
pub(super) fn summary(story: &Story) -> Option<&str> {
    let card = &story.article.card;
    card.standfirst.as_deref().or(card.summary.as_deref()).or(card.opening.as_deref())
}

/// An update, only where it is later than the first publication.
pub(super) fn later(updated: Option<Moment>, published: Option<Moment>) -> Option<Moment> {
    updated.filter(|u| published.is_none_or(|p| *u > p))
}

/// Running coverage that goes on.
pub(super) fn is_live(story: &Story) -> bool {
    let live = story.article.details().live.as_ref();
    story.is_running() && !live.is_some_and(|l| l.closed || l.end.is_some())
}
