//! Pages of contents: terms, the archive, corrections, feeds, search.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::Press;
use super::view::Html;
use super::views::{
    ArchiveView, CorrectionEntryView, CorrectionMonthView, CorrectionView, CorrectionsView, DayView, EngineView,
    FeedGroupView, FeedsView, FieldView, LinkView, MonthView, NoticeView, PeriodView, SearchView, TermView, TermsView,
    YearView,
};
use crate::base::{Address, Found};
use crate::copy::{Correction, CorrectionKind};
use crate::edition::{Desk, DeskId, Group, State, Story, StoryId};
use crate::plan::{ListRef, TermsOf};

impl<'a> Press<'a> {
    /// All tags, authors or series.
    pub(super) fn terms_view(&self, desk: DeskId, of: TermsOf, found: &mut Found) -> TermsView<'a> {
        let desk = self.desk(desk);
        let (title, groups) = match of {
            TermsOf::Tags => ("tags", &desk.tags),
            TermsOf::Authors => ("authors", &desk.authors),
            TermsOf::Series => ("all_series", &desk.series),
        };
        let mut groups: Vec<&'a Group> = groups.iter().filter(|g| g.has_page).collect();
        groups.sort_by_cached_key(|g| (g.title.to_lowercase(), g.slug.clone()));
        let term = |group: &&'a Group| {
            let author = group.author.map(|id| self.author_view(id, desk, false, found));
            let (role, image, former) = author.map_or((None, None, false), |a| (a.role, a.image, a.former));
            TermView {
                title: Cow::from(&*group.title),
                href: self.href(&group.address).into(),
                count: group.stories.len() + group.undated.len(),
                role,
                image,
                former,
            }
        };
        let terms = groups.iter().map(term).collect();
        TermsView { title: Cow::from(self.words(desk).get(title)), terms }
    }

    /// All years.
    pub(super) fn archive_view(&self, desk: DeskId) -> ArchiveView<'a> {
        let desk = self.desk(desk);
        let mut years: Vec<(i16, usize)> = Vec::new();
        for ((year, _), stories) in desk.months.iter().rev() {
            match years.last_mut().filter(|(last, _)| last == year) {
                Some((_, count)) => *count += stories.len(),
                None => years.push((*year, stories.len())),
            }
        }
        let period = |(year, count): &(i16, usize)| PeriodView {
            title: format!("{year}").into(),
            href: self.href(&year_address(desk, *year)).into(),
            count: *count,
        };
        ArchiveView {
            years: years.iter().map(period).collect(),
            undated_href: (!desk.undated.is_empty()).then(|| self.href(&desk.address("/archive/undated/")).into()),
        }
    }

    /// A year's months.
    pub(super) fn year_view(&self, desk: DeskId, year: i16) -> YearView<'a> {
        let desk = self.desk(desk);
        let months = desk.months.range((year, 1)..=(year, 12)).rev();
        let period = |(&(year, month), stories): (&(i16, i8), &Vec<StoryId>)| PeriodView {
            title: self.words(desk).dates().month_year(year, month).into(),
            href: self.href(&month_address(desk, year, month)).into(),
            count: stories.len(),
        };
        let link = |year: i16| link(format!("{year}"), self.href(&year_address(desk, year)));
        YearView {
            title: format!("{year}").into(),
            months: months.map(period).collect(),
            older: desk.months.range(..(year, 1)).next_back().map(|((year, _), _)| link(*year)),
            newer: desk.months.range((year, 13)..).next().map(|((year, _), _)| link(*year)),
        }
    }

    /// A month's stories by day.
    pub(super) fn month_view(&self, desk: DeskId, year: i16, month: i8) -> MonthView<'a> {
        let desk = self.desk(desk);
        let mut days: Vec<DayView<'a>> = Vec::new();
        let mut last = None;
        for id in desk.months.get(&(year, month)).into_iter().flatten() {
            let Some(moment) = self.story(*id).article.card.published else { continue };
            if last != Some(moment.date()) {
                last = Some(moment.date());
                days.push(DayView { date: Some(self.moment(moment, desk)), stories: Vec::new() });
            }
            if let Some(day) = days.last_mut() {
                day.stories.push(self.card(*id));
            }
        }
        let title = |year, month| self.words(desk).dates().month_year(year, month);
        let link = |(year, month)| link(title(year, month), self.href(&month_address(desk, year, month)));
        MonthView {
            title: title(year, month).into(),
            days,
            year_href: Some(self.href(&year_address(desk, year)).into()),
            older: desk.months.range(..(year, month)).next_back().map(|(at, _)| link(*at)),
            newer: desk.months.range((year, month + 1)..).next().map(|(at, _)| link(*at)),
        }
    }

    /// The stories without a date.
    pub(super) fn undated_view(&self, desk: DeskId) -> MonthView<'a> {
        let desk = self.desk(desk);
        MonthView {
            title: Cow::from(self.words(desk).get("undated")),
            days: vec![DayView { date: None, stories: self.cards(&desk.undated) }],
            year_href: None,
            older: None,
            newer: None,
        }
    }

    /// All corrections by month.
    pub(super) fn corrections_view(&self, desk: DeskId) -> CorrectionsView<'a> {
        let desk = self.desk(desk);
        let mut months: Vec<CorrectionMonthView<'a>> = Vec::new();
        let mut last = None;
        for (id, number) in &desk.corrections {
            let story = self.story(*id);
            let Some(correction) = correction_of(story, *number) else { continue };
            let month = correction.date.map(|m| (m.date().year(), m.date().month()));
            if last != Some(month) {
                last = Some(month);
                let title = month.map_or_else(
                    || self.words(desk).get("undated").to_owned(),
                    |(year, month)| self.words(desk).dates().month_year(year, month),
                );
                months.push(CorrectionMonthView { title: title.into(), entries: Vec::new() });
            }
            let entry = CorrectionEntryView {
                card: self.card(*id),
                href: format!("{}#correction-{number}", self.href(&story.address)).into(),
                correction: self.correction_view(story, *number, correction),
            };
            if let Some(month) = months.last_mut() {
                month.entries.push(entry);
            }
        }
        CorrectionsView { months }
    }

    /// A correction; its number counts from the oldest, from 1.
    pub(super) fn correction_view(
        &self,
        story: &'a Story,
        number: usize,
        correction: &'a Correction,
    ) -> CorrectionView<'a> {
        let desk = self.edition.desk_of(story);
        let kind = correction_word(correction.kind);
        CorrectionView {
            id: format!("correction-{number}").into(),
            kind: kind.into(),
            label: Cow::from(self.words(desk).get(kind)),
            date: correction.date.map(|m| self.moment(m, desk)),
            text: Html(self.inline(&correction.text, story)),
            prominent: correction.prominent,
        }
    }

    /// The search page.
    pub(super) fn search_view(&self, desk: DeskId) -> SearchView<'a> {
        let desk = self.desk(desk);
        let mut years: Vec<i16> = desk.months.keys().rev().map(|(year, _)| *year).collect();
        years.dedup();
        let engine = self.settings().search.engine.as_ref().filter(|_| self.base().given);
        SearchView {
            index: self.href(&desk.address("/search/index.json")).into(),
            sections: desk.sections.iter().map(|s| self.section_view(s)).collect(),
            years: years.iter().map(|year| format!("{year}").into()).collect(),
            engine: engine.map(|engine| EngineView {
                action: format!("{}{}", engine.origin, engine.path).into(),
                name: engine.host().into(),
                query: engine.query.as_str().into(),
                fields: engine
                    .fields_for(self.base())
                    .into_iter()
                    .map(|(name, value)| FieldView { name: name.into(), value: value.into() })
                    .collect(),
            }),
        }
    }

    /// The page of feeds.
    pub(super) fn feeds_view(&self, desk: DeskId) -> FeedsView<'a> {
        let desk = self.desk(desk);
        let mut groups: Vec<FeedGroupView<'a>> = Vec::new();
        let mut add = |word: &str, lists: Vec<ListRef>| {
            let feeds: Vec<_> = lists.into_iter().flat_map(|list| self.feed_links(desk, list)).collect();
            if !feeds.is_empty() {
                groups.push(FeedGroupView { title: Cow::Owned(self.words(desk).get(word).to_owned()), feeds });
            }
        };
        add("latest", vec![ListRef::Latest]);
        add("navigation", (0..desk.sections.len() as u32).map(ListRef::Section).collect());
        add("all_series", (0..desk.series.len() as u32).map(ListRef::Series).collect());
        FeedsView { groups }
    }

    /// What stands at the address of a withdrawn or expired story.
    pub(super) fn notice_view(&self, story: &'a Story) -> NoticeView<'a> {
        let (card, words) = (&story.article.card, self.words(self.edition.desk_of(story)));
        let desk = self.edition.desk_of(story);
        let withdrawn = card.withdrawn.as_deref().filter(|_| story.state == State::Withdrawn);
        NoticeView {
            reason: if withdrawn.is_some() { "withdrawn".into() } else { "expired".into() },
            title: self.notice_title(story),
            text: Html(match withdrawn {
                Some(withdrawn) => format!("<p>{}</p>", self.inline(&withdrawn.text, story)),
                None => format!("<p>{}</p>", crate::base::attribute(words.get("expired_notice"))),
            }),
            date: withdrawn.and_then(|w| w.date).map(|m| self.moment(m, desk)),
            section: self.section_link(story),
        }
    }

    /// The headline of a notice: what the withdrawal says, else words of ours; never the old one of an expired story.
    pub(super) fn notice_title(&self, story: &'a Story) -> Cow<'a, str> {
        let (card, words) = (&story.article.card, self.words(self.edition.desk_of(story)));
        match card.withdrawn.as_deref().filter(|_| story.state == State::Withdrawn) {
            Some(withdrawn) => match &withdrawn.title {
                Some(title) => Cow::from(&**title),
                None => words.get("withdrawn_title").replace("{title}", &card.title).into(),
            },
            None => Cow::from(words.get("expired_title")),
        }
    }
}

/// The correction of that number, from 1.
pub(super) fn correction_of(story: &Story, number: usize) -> Option<&Correction> {
    story.article.details().corrections.get(number - 1)
}

/// The word of a kind of correction.
pub(super) fn correction_word(kind: CorrectionKind) -> &'static str {
    match kind {
        CorrectionKind::Correction => "correction",
        CorrectionKind::Clarification => "clarification",
        CorrectionKind::Update => "update",
    }
}

/// Prominent corrections first, then by date.
pub(super) fn prominent_first(corrections: &[Correction]) -> Vec<(usize, &Correction)> {
    let mut rows: Vec<(usize, &Correction)> = (1..).zip(corrections).collect();
    rows.sort_by_key(|(number, c)| (Reverse(c.prominent), *number));
    rows
}

pub(super) fn year_address(desk: &Desk, year: i16) -> Address {
    desk.address(&format!("/archive/{year:04}/"))
}

pub(super) fn month_address(desk: &Desk, year: i16, month: i8) -> Address {
    desk.address(&format!("/archive/{year:04}/{month:02}/"))
}

fn link<'a>(title: String, href: String) -> LinkView<'a> {
    LinkView { title: title.into(), href: href.into(), language: None, colour: None }
}
