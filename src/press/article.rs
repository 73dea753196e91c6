//! A story's own page.

use std::borrow::Cow;
use std::cell::RefCell;

use tera::Value;

use super::Press;
use super::ask::{Ask, asks_of};
use super::body::Page;
use super::cards::{is_live, later};
use super::component::value_of;
use super::indexes::prominent_first;
use super::labels::Marked;
use super::live::{Entry, Places, tell_strays};
use super::view::{Free, Html, Shared, Show};
use super::views::{
    ArticleView, AuthorView, ClaimView, HeadingView, KeyMomentView, LinkView, LiveView, ReviewView, SeriesView,
    SourceView, Text,
};
use crate::base::{Address, Code, Diagnostic, Found, Kind, Place, SourcePath, html};
use crate::copy::{self, Body, Claim, Details, Review, Setting, SideText, Source};
use crate::edition::{Desk, Story, StoryId};

/// Words a reader reads in a minute.
const WORDS_A_MINUTE: usize = 230;

/// A story's text, filled in.
pub(super) struct Filled {
    /// HTML.
    pub html: String,
    /// What else is known of it.
    pub body: Body,
    /// What it asks of the rest of the site.
    pub asks: Vec<Ask>,
    /// The entries of running coverage, in the page's order.
    pub entries: Vec<Entry>,
}

impl<'a> Press<'a> {
    /// The text of a story as HTML; what is wrong with it is told.
    pub(super) fn text(&self, story: &Story, absolute: bool, found: &mut Found) -> Option<Filled> {
        let card = &story.article.card;
        let saved = self.saved.and_then(|saved| saved.get(&card.source)).copied();
        let bytes = self.site.read_again(&card.source, saved.unwrap_or(story.article.hash), found)?;
        let told = found.len();
        let text = copy::text_of(&bytes).ok()?;
        let (mut body, faults) =
            copy::body(&text, story.article.text_start as usize, &self.setting(&card.source, &card.lang));
        found.extend(faults);
        let is_live = story.is_running();
        let entries = if is_live { self.arrange(story, &mut body) } else { Places::new() };
        let asks = asks_of(&body);
        let page = Page {
            source: &card.source,
            text: &text,
            here: &story.address,
            desk: self.edition.desk_of(story),
            absolute,
            story: self.edition.at_source(&card.source).flatten(),
            anchors: RefCell::default(),
            entries,
        };
        if let (false, Some(id)) = (absolute, page.story) {
            self.take_words_of(id, &body);
        }
        if let (false, Some(register), Some(id)) = (absolute, self.register, page.story) {
            let text = (&*text, story.article.text_start as usize);
            found.extend(register.silent_edit(id, self.edition, self.plan, text));
        }
        tell_strays(card.kind, &body, &card.source, &page, found);
        let mut html = String::new();
        let mut rest = &*body.html;
        if let Some(dateline) = card.dateline.as_deref().filter(|_| !card.standing) {
            push_dateline(dateline, body.html.starts_with("<p>"), &mut html);
            rest = rest.strip_prefix("<p>").unwrap_or(rest);
        }
        let cut = body.html.len() - rest.len();
        self.fill_from(&body, cut, &page, &mut html, found);
        let entries = if is_live { self.entries(story, &body, &page) } else { Vec::new() };
        self.site.place_in_entries(&card.source, &mut found[told..]);
        body.html = String::new();
        Some(Filled { html, body, asks, entries })
    }

    /// The text of a profile or a section's page.
    pub(super) fn side_text(&self, source: &SourcePath, text: &SideText, desk: &Desk, found: &mut Found) -> String {
        let (body, faults) = copy::body(&text.text, text.start as usize, &self.setting(source, &desk.lang));
        found.extend(faults);
        let here = desk.address("/");
        let mut out = String::new();
        self.fill(&body, &Page::plain(source, &text.text, &here, desk), &mut out, found);
        out
    }

    /// A line of Markdown of a story's front matter.
    pub(super) fn inline(&self, text: &str, story: &Story) -> String {
        let card = &story.article.card;
        let body = copy::inline(text, &self.setting(&card.source, &card.lang));
        let desk = self.edition.desk_of(story);
        let page = Page::plain(&card.source, "", &story.address, desk);
        let mut out = String::new();
        self.fill(&body, &page, &mut out, &mut Vec::new());
        out
    }

    pub(super) fn setting<'s>(&'s self, source: &'s SourcePath, lang: &'s crate::base::Lang) -> Setting<'s> {
        Setting { source, lang, smart_punctuation: self.settings().smart_punctuation, components: &self.is_component }
    }

    /// The view of a story's page.
    pub(super) fn article_view(&self, id: StoryId, text: Filled, found: &mut Found) -> ArticleView<'a> {
        let story = self.story(id);
        let (card, desk) = (&story.article.card, self.edition.desk_of(story));
        let details = story.article.details();
        let (kicker, kicker_href) = self.kicker(story);
        let corrections = prominent_first(&details.corrections);
        ArticleView {
            card: if self.wants("card") { self.card(id) } else { Shared::made(Value::none()) },
            title: self.marked(Cow::from(&*card.title), Marked::Headline, id),
            href: self.want("href", || self.href(&story.address).into()),
            url: self.want("url", || self.absolute(&story.address).into()),
            kicker,
            kicker_href,
            standfirst: card.standfirst.as_deref().map(Cow::from),
            kind: self.kind(id),
            published: self.want("published", || card.published.map(|m| self.moment(m, desk))),
            updated: self.want("updated", || later(story.updated(), card.published).map(|m| self.moment(m, desk))),
            byline: self.want("byline", || Html(self.linked_byline(story))),
            authors: self.authors_of(story, found),
            contributors: self.want("contributors", || Html(self.contributors(story, details))),
            dateline: card.dateline.as_deref().map(Cow::from),
            body: Html(if card.standing { text.html } else { self.with_snippets(text.html, card.kind, desk) }),
            image: card.image.as_ref().and_then(|image| self.card_image(image, story)),
            audio: self.audio(story, found),
            section: self.want("section", || self.section_link(story)),
            tags: self.want("tags", || self.tag_links(story)),
            corrections: corrections.into_iter().map(|(n, c)| self.correction_view(story, n, c)).collect(),
            references: details.references.iter().map(|source| self.source_view(source)).collect(),
            origin: details.origin.as_ref().map(|source| self.source_view(source)),
            disclosure: details.disclosure.as_deref().map(Cow::from),
            sponsor: card.sponsor.as_deref().map(|source| {
                let view = self.source_view(source);
                SourceView { name: self.marked(view.name, Marked::Label, id), ..view }
            }),
            claim: details.claim.as_ref().map(|claim| self.claim_view(claim, desk)),
            review: details.review.as_ref().map(review_view),
            live: story.is_running().then(|| self.live_view(story, &text.entries)),
            series: self.want("series", || self.series_view(story)),
            related: self.want("related", || self.cards(self.edition.related(id))),
            previous: self.want("previous", || story.neighbours[0].map(|id| self.card(id))),
            next: self.want("next", || story.neighbours[1].map(|id| self.card(id))),
            translations: self.want("translations", || self.translations(story)),
            headings: text
                .body
                .headings
                .into_iter()
                .map(|h| HeadingView { level: usize::from(h.level), id: h.id.into(), text: h.text.into() })
                .collect(),
            words: text.body.words as usize,
            minutes: self.minutes(text.body.words as usize),
            age: self.age(story),
            free: card.free,
            mark: story.mark.map(|m| m.as_str().into()),
            extra: Free(extra(details)),
        }
    }

    fn live_view(&self, story: &'a Story, entries: &[Entry]) -> LiveView<'a> {
        let (desk, live) = (self.edition.desk_of(story), story.article.details().live.as_ref());
        LiveView {
            state: if is_live(story) { "live".into() } else { "closed".into() },
            start: live.and_then(|l| l.start).map(|m| self.moment(m, desk)),
            end: live.and_then(|l| l.end).map(|m| self.moment(m, desk)),
            json: self.href(&story.address.join("live.json")).into(),
            key_moments: self.key_moments(entries, desk),
        }
    }

    /// The entries that are key moments, in the page's order by time, those without a headline left out.
    fn key_moments(&self, entries: &[Entry], desk: &'a Desk) -> Vec<KeyMomentView<'a>> {
        let moment = |entry: &Entry| {
            let (title, anchor) = (entry.title.clone()?, entry.anchor.as_ref()?);
            let published = entry.moment.map(|moment| self.moment(moment, desk));
            Some(KeyMomentView { title: title.into(), href: format!("#{anchor}").into(), published })
        };
        let mut key: Vec<&Entry> = entries.iter().filter(|entry| entry.key).collect();
        // A pinned one stands in its place among the others here.
        key.sort_by_key(|entry| std::cmp::Reverse(entry.moment));
        key.into_iter().filter_map(moment).collect()
    }

    /// The authors; where nobody asks for them, only those whose portrait counts as shown.
    fn authors_of(&self, story: &'a Story, found: &mut Found) -> Vec<AuthorView<'a>> {
        let desk = self.edition.desk_of(story);
        let has_portrait =
            |id: u32| self.edition.authors[id as usize].profile.as_ref().is_some_and(|p| p.image.is_some());
        let all = self.wants("authors");
        let asked = story.authors.iter().filter(|id| all || has_portrait(**id));
        asked.map(|id| self.author_view(*id, desk, false, found)).collect()
    }

    /// The recording of a story; one that isn't there is told.
    fn audio(&self, story: &'a Story, found: &mut Found) -> Option<Text<'a>> {
        let card = &story.article.card;
        let audio = card.audio.as_deref()?;
        match self.file(&card.source, audio) {
            Some(shown) => Some(shown.href.into()),
            None => {
                let fault = Diagnostic::new(Code::FileMissing, Place::file(&card.source));
                found.push(fault.says(format!("`audio`: there is no file {audio}")).help("put it beside the article"));
                None
            }
        }
    }

    /// How long it takes to read so many words, where readers are to be told.
    fn minutes(&self, words: usize) -> Option<usize> {
        Some(words.div_ceil(WORDS_A_MINUTE)).filter(|minutes| self.settings().reading_time && *minutes > 1)
    }

    /// What was checked, and the verdict.
    fn claim_view(&self, claim: &'a Claim, desk: &'a Desk) -> ClaimView<'a> {
        ClaimView {
            text: Cow::from(&*claim.text),
            author: claim.author.as_deref().map(Cow::from),
            date: claim.date.map(|m| self.moment(m, desk)),
            href: claim.url.as_deref().map(|url| self.link(url)),
            rating: claim.rating.as_deref().map(Cow::from),
            value: claim.value.map(usize::from),
        }
    }

    /// The kicker: the article's own, else its series, else its section.
    fn kicker(&self, story: &'a Story) -> (Option<Text<'a>>, Option<Text<'a>>) {
        if !self.wants("kicker") && !self.wants("kicker_href") {
            return (None, None);
        }
        let desk = self.edition.desk_of(story);
        if let Some(kicker) = &story.article.card.kicker {
            return (Some(Cow::from(&**kicker)), None);
        }
        if let Some(series) = story.series.map(|n| &desk.series[n as usize]) {
            return (Some(Cow::from(&*series.title)), Some(self.href(&series.address).into()));
        }
        match story.section.map(|n| self.section_view(&desk.sections[n as usize])) {
            Some(link) => (Some(link.title), Some(link.href)),
            None => (None, None),
        }
    }

    fn tag_links(&self, story: &'a Story) -> Vec<Shared<LinkView<'a>>> {
        let desk = self.edition.desk_of(story);
        let tags = story.tags.iter().filter(|n| desk.tags[**n as usize].has_page);
        let link = |n: &u32| {
            let tag = &desk.tags[*n as usize];
            let make = || LinkView {
                title: Cow::from(&*tag.title),
                href: self.href(&tag.address).into(),
                language: None,
                colour: None,
            };
            let kept = &self.common[usize::from(story.desk)].tags[*n as usize];
            Shared::made(kept.get_or_init(|| make().value(&self.needs)).clone())
        };
        tags.map(link).collect()
    }

    fn series_view(&self, story: &'a Story) -> Option<SeriesView<'a>> {
        let series = &self.edition.desk_of(story).series[story.series? as usize];
        Some(SeriesView {
            title: Cow::from(&*series.title),
            href: self.href(&series.address).into(),
            previous: story.parts[0].map(|id| self.card(id)),
            next: story.parts[1].map(|id| self.card(id)),
        })
    }

    /// The story in other languages.
    pub(super) fn translations(&self, story: &'a Story) -> Vec<LinkView<'a>> {
        let others = story.versions.iter().map(|id| self.story(*id)).filter(|s| s.address != story.address);
        others
            .map(|other| {
                let lang = &other.article.card.lang;
                LinkView {
                    title: self.language_name(lang),
                    href: self.href(&other.address).into(),
                    language: Some(Cow::from(lang.as_str())),
                    colour: None,
                }
            })
            .collect()
    }

    /// A language's name in itself, as the words file knows it.
    pub(super) fn language_name(&self, lang: &'a crate::base::Lang) -> Text<'a> {
        let words = self.site.theme.words(lang);
        let name =
            words.find(&format!("languages.{lang}")).or_else(|| words.find(&format!("languages.{}", lang.primary())));
        Cow::from(name.unwrap_or(lang.as_str()))
    }

    fn source_view(&self, source: &'a Source) -> SourceView<'a> {
        SourceView { name: Cow::from(&*source.name), href: source.url.as_deref().map(|url| self.link(url)) }
    }

    /// A URL, or an address of the site with the base URL's path.
    fn link(&self, url: &'a str) -> Text<'a> {
        match Address::parse(url) {
            Ok(address) if url.starts_with('/') => self.href(&address).into(),
            Ok(_) | Err(_) => Cow::from(url),
        }
    }

    /// A language's name in itself, of a tag; what was written, where the words file doesn't know it.
    pub(super) fn name_of_language(&self, written: &'a str, desk: &'a Desk) -> Text<'a> {
        let known = self.words(desk).find(&format!("languages.{written}")).filter(|_| !written.contains('.'));
        Cow::from(known.unwrap_or(written))
    }

    /// How many full years old a story is, where its page must say so.
    pub(super) fn age(&self, story: &Story) -> Option<usize> {
        let card = &story.article.card;
        if !matches!(card.kind, Kind::News | Kind::Live | Kind::Explainer | Kind::Factcheck) || card.standing {
            return None;
        }
        let (least, published) = (self.settings().age_notice?, card.published?.date());
        let now = self.settings().zone.date_at(self.edition.at);
        let before_day = (now.month(), now.day()) < (published.month(), published.day());
        let years = now.year() - published.year() - i16::from(before_day);
        usize::try_from(years).ok().filter(|years| *years >= usize::from(least))
    }
}

fn review_view(review: &Review) -> ReviewView<'_> {
    ReviewView {
        item: Cow::from(&*review.item),
        item_type: review.item_type.as_deref().map(Cow::from),
        rating: review.rating,
    }
}

/// Opens a text with its dateline: in the first paragraph, or before what isn't one.
fn push_dateline(dateline: &str, in_paragraph: bool, out: &mut String) {
    out.push_str("<p><b class=\"dateline\">");
    html(dateline, out);
    out.push_str(if in_paragraph { "</b> — " } else { "</b></p>\n" });
}

/// Front matter's other keys, for templates.
fn extra(details: &Details) -> tera::Value {
    let rows = details.extra.iter();
    rows.map(|(key, value)| (key.to_string(), value_of(value))).collect::<std::collections::BTreeMap<_, _>>().into()
}
