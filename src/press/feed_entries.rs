//! Entries of running coverage as items of feeds.
//!
//! In: the stories of a feed with their items. Out: the same with an item for each entry, the newest first. Never here: an
//! entry without a time, which has no place of its own on the page.

use std::cmp::Reverse;

use super::Press;
use super::feeds::write_item;
use super::live::{Entry, text_of_html};
use crate::base::Found;
use crate::edition::{Story, StoryId};
use crate::site::FeedFormat;
use crate::wire::feed;

impl Press<'_> {
    /// The items of a feed, among them the entries of its running coverage; no more than the feed may hold.
    pub(super) fn with_entries(&self, shown: &[StoryId], items: Vec<String>, format: FeedFormat) -> Vec<String> {
        let mut rows: Vec<(i64, String)> = Vec::with_capacity(items.len() * 2);
        for (id, item) in shown.iter().zip(items) {
            let story = self.story(*id);
            rows.push((story.seconds(), item));
            if story.is_running()
                && let Some(text) = self.text(story, true, &mut Found::new())
            {
                let guid = crate::register::guid(self.register, *id, self.edition, self.plan, self.base());
                let entries = text.entries.iter().filter_map(|entry| self.entry_item(story, entry, &guid, format));
                rows.extend(entries);
            }
        }
        rows.sort_by_key(|(seconds, _)| Reverse(*seconds));
        rows.truncate(self.settings().feeds.size);
        rows.into_iter().map(|(_, item)| item).collect()
    }

    /// An entry as an item: at its place on the page, under its own headline or the story's.
    fn entry_item(&self, story: &Story, entry: &Entry, guid: &str, format: FeedFormat) -> Option<(i64, String)> {
        let (moment, anchor) = (entry.moment?, entry.anchor.as_deref()?);
        let card = &story.article.card;
        let title = entry.title.as_deref().unwrap_or(&card.title);
        let (link, guid) = (format!("{}#{anchor}", self.absolute(&story.address)), format!("{guid}#{anchor}"));
        let authors: Vec<feed::Author<'_>> =
            entry.authors.iter().map(|name| feed::Author { name, url: None }).collect();
        let text = text_of_html(&entry.html);
        let content = self.settings().feeds.full_text.then(|| self.portable(&entry.html, story));
        let item = feed::Item {
            title,
            link: &link,
            guid: &guid,
            guid_is_permalink: false,
            published: moment,
            updated: None,
            authors: &authors,
            categories: &[],
            description: if text.is_empty() { title } else { &text },
            content_html: content.as_deref(),
            image: None,
            source: None,
            enclosure: None,
            language: None,
        };
        Some((moment.seconds(), write_item(&item, format)))
    }
}
