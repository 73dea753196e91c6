//! Feeds: what each item says, and the feeds that hold them.

use super::Press;
use super::cards::summary;
use super::files::{Shown, media_type};
use crate::base::Moment;
use crate::edition::{Desk, DeskId, Story, StoryId};
use crate::plan::ListRef;
use crate::site::FeedFormat;
use crate::wire::{atom, feed, json_feed, opml, rss};

/// The picture of an item is at least so wide, where there is such a copy.
const FEED_WIDTH: u32 = 1200;

const GENERATOR: &str = concat!("dateline ", env!("CARGO_PKG_VERSION"));

/// Addresses of a feed, kept while it is written.
pub(super) struct Addresses {
    pub title: String,
    pub description: String,
    pub link: String,
    pub own: String,
}

/// What a feed carries of a story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Carries {
    /// The whole text, not the standfirst alone.
    pub full_text: bool,
    /// For those who pass it on: without pictures that they may not.
    pub for_partners: bool,
}

impl Press<'_> {
    /// A feed of a list.
    pub(super) fn feed(&self, id: DeskId, list: ListRef, format: FeedFormat) -> String {
        let desk = self.desk(id);
        let home = list.home(desk);
        let stories = list.stories(desk);
        let shown = &stories[..stories.len().min(self.settings().feeds.size)];
        let title = match list {
            ListRef::Latest => self.settings().title.clone(),
            other => format!("{} – {}", self.list_title(desk, other), self.settings().title),
        };
        let description = match list {
            ListRef::Section(n) => desk.sections[n as usize].description.clone(),
            ListRef::Latest => self.settings().tagline.clone(),
            ListRef::Tag(_) | ListRef::Author(_) | ListRef::Series(_) => None,
        };
        let addresses = Addresses {
            description: description.unwrap_or_else(|| title.clone()),
            title,
            link: self.absolute(&home),
            own: self.absolute(&home.join(format.file_name())),
        };
        let carries = Carries { full_text: self.settings().feeds.full_text, for_partners: false };
        let mut items: Vec<String> = shown.iter().map(|id| self.feed_item(*id, format, carries)).collect();
        if self.settings().feeds.live_entries && shown.iter().any(|id| self.story(*id).is_running()) {
            items = self.with_entries(shown, items, format);
        }
        let changed = shown.iter().filter_map(|id| self.story(*id).changed()).max();
        self.write_feed(desk, &addresses, &items, changed, format)
    }

    pub(super) fn write_feed(
        &self,
        desk: &Desk,
        addresses: &Addresses,
        items: &[String],
        changed: Option<Moment>,
        format: FeedFormat,
    ) -> String {
        let settings = self.settings();
        let organisation = settings.organisation.name.as_deref().unwrap_or(&settings.title);
        let home = self.absolute(&desk.address("/"));
        let logo = self.static_file(settings.logo.as_ref().map_or("/logo.png", |logo| &*logo.path));
        let size = logo.as_ref().and_then(|l| self.size(l.row?));
        let icon = self.static_file("/icon-512.png").map(|i| i.absolute);
        let hubs: Vec<&str> = settings.feeds.websub.iter().map(String::as_str).collect();
        let feed = feed::Feed {
            title: &addresses.title,
            description: &addresses.description,
            link: &addresses.link,
            self_url: &addresses.own,
            language: desk.lang.as_str(),
            changed,
            author: feed::Author { name: organisation, url: Some(&home) },
            image: logo.as_ref().zip(size).map(|(logo, (width, height))| feed::Logo {
                url: &logo.absolute,
                width: width as u32,
                height: height as u32,
            }),
            icon: icon.as_deref(),
            favicon: None,
            hubs: &hubs,
            copyright: None,
            generator: Some(GENERATOR),
        };
        let rows: Vec<&str> = items.iter().map(String::as_str).collect();
        let mut out = String::with_capacity(1024 + items.iter().map(String::len).sum::<usize>());
        match format {
            FeedFormat::Rss => rss::feed(&feed, &rows, &mut out),
            FeedFormat::Atom => {
                let day = settings.zone.date_at(self.edition.at);
                let day =
                    Moment::day(day, &settings.zone).unwrap_or_else(|| Moment::at(self.edition.at.0, &settings.zone));
                atom::feed(&feed, &rows, day, &mut out);
            }
            FeedFormat::Json => json_feed::feed(&feed, &rows, &mut out),
        }
        out
    }

    /// A story as an item of a feed.
    pub(super) fn feed_item(&self, id: StoryId, format: FeedFormat, carries: Carries) -> String {
        let story = self.story(id);
        let (card, desk) = (&story.article.card, self.edition.desk_of(story));
        let link = self.absolute(&story.address);
        let guid = crate::register::guid(self.register, id, self.edition, self.plan, self.base());
        let authors: Vec<(String, Option<String>)> = self.feed_authors(story);
        let authors: Vec<feed::Author<'_>> =
            authors.iter().map(|(name, url)| feed::Author { name, url: url.as_deref() }).collect();
        let categories: Vec<(String, Option<String>)> = self.feed_categories(story);
        let categories: Vec<feed::Category<'_>> = categories
            .iter()
            .map(|(label, url)| feed::Category { term: label, label, domain: url.as_deref() })
            .collect();
        let content = self.carried_text(story, carries);
        let is_ours = |image: &&crate::copy::Image| !carries.for_partners || image.syndicate;
        let image = card.image.as_deref().filter(is_ours).and_then(|image| {
            let picture = self.lead_picture(image, &card.source)?;
            Some((picture.copy_or_whole(self, FEED_WIDTH), picture.rights))
        });
        let audio = self.recording(story);
        let item = feed::Item {
            title: &card.title,
            guid_is_permalink: guid == link,
            guid: &guid,
            link: &link,
            published: card.published.expect("only dated stories stand in feeds"),
            updated: story.changed().filter(|m| Some(*m) > card.published),
            authors: &authors,
            categories: &categories,
            description: summary(story).unwrap_or(&card.title),
            content_html: content.as_deref(),
            image: image.as_ref().map(|((url, width, height), rights)| feed::Picture {
                url,
                mime: media_type(url),
                width: *width,
                height: *height,
                alt: rights.alt.as_deref(),
                caption: rights.caption.as_deref(),
                credit: rights.credit_line(),
                copyright: rights.copyright.as_deref(),
                license: rights.license.as_deref(),
                license_url: rights.license_url.as_deref(),
            }),
            source: card.canonical.as_deref().map(|url| feed::Source { name: url, url }),
            enclosure: audio.as_ref().map(|(shown, bytes)| feed::Enclosure {
                url: &shown.absolute,
                mime: media_type(&shown.href),
                bytes: *bytes,
                seconds: None,
            }),
            language: (card.lang != desk.lang).then_some(card.lang.as_str()),
        };
        write_item(&item, format)
    }

    /// The recording of a story that lies on the site, and its length in bytes.
    fn recording(&self, story: &Story) -> Option<(Shown, u64)> {
        let card = &story.article.card;
        let shown = self.file(&card.source, card.audio.as_deref()?)?;
        let bytes = self.site.size_of(&self.plan.files[shown.row?].0)?;
        Some((shown, bytes))
    }

    /// Who is named in a feed: each author, else the byline.
    fn feed_authors(&self, story: &Story) -> Vec<(String, Option<String>)> {
        let desk = self.edition.desk_of(story);
        let byline = story.article.card.byline.as_deref().filter(|_| story.authors.is_empty());
        if let Some(byline) = byline {
            return vec![(byline.to_owned(), None)];
        }
        let author = |id: &u32| {
            let name = self.edition.authors[*id as usize].name.to_string();
            (name, desk.author_address(*id).map(|a| self.absolute(a)))
        };
        story.authors.iter().map(author).collect()
    }

    /// The section first, then the kind in words, then the tags; section and tags with their pages.
    fn feed_categories(&self, story: &Story) -> Vec<(String, Option<String>)> {
        let desk = self.edition.desk_of(story);
        let section = story.section.map(|n| &desk.sections[n as usize].group);
        let tags = story.tags.iter().map(|n| &desk.tags[*n as usize]).filter(|tag| tag.has_page);
        let row = |group: &crate::edition::Group| (group.title.to_string(), Some(self.absolute(&group.address)));
        let kind = self.kind_label(story).map(|label| (label.to_owned(), None));
        let mut rows: Vec<(String, Option<String>)> = Vec::new();
        for row in section.into_iter().map(row).chain(kind).chain(tags.map(row)) {
            // The section of opinions holds opinions.
            if rows.iter().all(|known| known.0 != row.0) {
                rows.push(row);
            }
        }
        rows
    }

    /// The feed of corrections.
    pub(super) fn corrections_feed(&self, id: DeskId) -> String {
        let desk = self.desk(id);
        let page = desk.address("/corrections/");
        let title = format!("{} – {}", self.words(desk).get("corrections"), self.settings().title);
        let addresses = Addresses {
            description: title.clone(),
            title,
            link: self.absolute(&page),
            own: self.absolute(&page.join("rss.xml")),
        };
        let (mut items, mut changed) = (Vec::new(), None);
        for (id, number) in desk.corrections.iter().take(self.settings().feeds.size) {
            let story = self.story(*id);
            let Some(correction) = super::indexes::correction_of(story, *number) else { continue };
            let Some(date) = correction.date else { continue };
            changed = changed.max(Some(date));
            let label = self.words(desk).get(super::indexes::correction_word(correction.kind));
            let title = format!("{label}: {}", story.article.card.title);
            let mark = format!("#correction-{number}");
            let link = self.absolute(&story.address) + &mark;
            let guid = crate::register::guid(self.register, *id, self.edition, self.plan, self.base()) + &mark;
            let text = crate::copy::plain(&correction.text, 0, 2_000);
            let authors = [feed::Author { name: &self.settings().title, url: None }];
            let item = feed::Item {
                title: &title,
                link: &link,
                guid: &guid,
                guid_is_permalink: false,
                published: date,
                updated: None,
                authors: &authors,
                categories: &[],
                description: &text,
                content_html: None,
                image: None,
                source: None,
                enclosure: None,
                language: None,
            };
            items.push(write_item(&item, FeedFormat::Rss));
        }
        self.write_feed(desk, &addresses, &items, changed, FeedFormat::Rss)
    }

    /// The list of section feeds.
    pub(super) fn opml(&self) -> String {
        let mut rows: Vec<[String; 4]> = Vec::new();
        for desk in &self.edition.desks {
            for list in ListRef::main(desk) {
                if !crate::plan::formats(list, self.settings()).contains(&FeedFormat::Rss) {
                    continue;
                }
                let (home, title) = (list.home(desk), self.home_title(desk, list).into_owned());
                rows.push([title, self.absolute(&home.join("rss.xml")), self.absolute(&home), desk.lang.to_string()]);
            }
        }
        let outlines: Vec<opml::Outline<'_>> = rows
            .iter()
            .map(|[title, feed_url, page_url, language]| opml::Outline { title, feed_url, page_url, language })
            .collect();
        let mut out = String::new();
        opml::opml(&self.settings().title, &outlines, &mut out);
        out
    }
}

/// An item in the syntax of a format.
pub(super) fn write_item(item: &feed::Item<'_>, format: FeedFormat) -> String {
    let mut out = String::with_capacity(1024);
    match format {
        FeedFormat::Rss => rss::item(item, &mut out),
        FeedFormat::Atom => atom::entry(item, &mut out),
        FeedFormat::Json => json_feed::item(item, &mut out),
    }
    out
}
