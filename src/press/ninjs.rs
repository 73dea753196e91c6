//! Stories for other newsrooms: ninjs 3.1 (IPTC), one beside each article, and the latest of each section.
//!
//! In: a story of the edition. Out: JSON. Never here: a field that the schema doesn't know, a name that nobody gave.

use std::collections::HashMap;

use super::Press;
use super::carried::without_pictures;
use super::files::media_type;
use super::json_object::Object;
use crate::base::{Address, json_string, slug};
use crate::copy::Image;
use crate::edition::{Desk, DeskId, Group, State, Story, StoryId};
use crate::plan::ListRef;
use crate::site::Settings;

const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";
/// Where Media Topics have their addresses.
const TOPICS: &str = "http://cv.iptc.org/newscodes/mediatopic/";
/// The stories of a `latest.json`.
const LATEST: usize = 20;

impl Press<'_> {
    /// `item.json`: the whole story; of a withdrawn one its notice.
    pub(super) fn item_json(&self, id: StoryId) -> String {
        let story = self.story(id);
        let mut out = String::with_capacity(8 * 1024);
        let mut o = Object::open(&mut out);
        self.fill_item(story, &mut o);
        if story.state == State::Withdrawn {
            let notice = story.article.card.withdrawn.as_deref();
            o.some("edNote", notice.map(|notice| crate::copy::plain(&notice.text, 0, 2_000)).as_deref());
        } else {
            self.fill_body(story, &mut o);
        }
        o.close();
        out.push('\n');
        out
    }

    /// `latest.json`: the newest stories of a list without their texts, each with the address of its whole item.
    pub(super) fn latest_json(&self, desk: DeskId, list: ListRef) -> String {
        let desk = self.desk(desk);
        let stories = self.latest_items(list.stories(desk));
        let mut out = String::with_capacity(16 * 1024);
        let mut o = Object::open(&mut out);
        o.text("title", &self.home_title(desk, list));
        o.text("uri", &self.absolute(&list.home(desk)));
        o.text("language", desk.lang.as_str());
        o.list("items", stories.iter(), |id, out| {
            let story = self.story(*id);
            out.push_str("\n{\"href\":");
            json_string(&self.absolute(&story.address.join("item.json")), out);
            out.push_str(",\"item\":");
            let mut item = Object::open(out);
            self.fill_item(story, &mut item);
            self.fill_descriptions(story, &mut item);
            item.close();
            out.push('}');
        });
        o.close();
        out.push('\n');
        out
    }

    /// The newest stories that may be passed on.
    pub(super) fn latest_items(&self, stories: &[StoryId]) -> Vec<StoryId> {
        let may_pass = |id: &&StoryId| self.story(**id).article.card.syndicate;
        stories.iter().filter(may_pass).take(LATEST).copied().collect()
    }

    /// What is said of a story, withdrawn or not.
    fn fill_item(&self, story: &Story, o: &mut Object<'_>) {
        let (card, desk) = (&story.article.card, self.edition.desk_of(story));
        let is_withdrawn = story.state == State::Withdrawn;
        let details = story.article.details();
        let title = if is_withdrawn { self.notice_title(story) } else { (&*card.title).into() };
        let language = card.lang.as_str();
        o.text("uri", &self.absolute(&story.address));
        o.object("standard", |o| {
            o.text("name", "ninjs");
            o.text("version", "3.1");
            o.text("schema", SCHEMA);
        });
        o.text("type", "text");
        o.text("representationType", "full");
        o.text("version", &(details.corrections.len() + 1 + usize::from(is_withdrawn)).to_string());
        if let Some(published) = card.published {
            let latest = story.changed().filter(|changed| *changed > published).unwrap_or(published);
            o.text("firstCreated", &published.rfc3339());
            o.text("versionCreated", &latest.rfc3339());
            o.text("contentCreated", &published.rfc3339());
        }
        o.text("pubStatus", if is_withdrawn { "canceled" } else { "usable" });
        o.raw("urgency", &card.priority.to_string());
        o.text("language", language);
        o.text("title", &title);
        o.list("headlines", [title].iter(), |title, out| {
            let mut headline = Object::open(out);
            headline.text("role", "main");
            headline.text("value", title);
            headline.close();
        });
        self.fill_people(story, desk, o);
        self.fill_rights(o);
        o.list("genres", [card.kind.as_str()].into_iter(), |kind, out| {
            let mut genre = Object::open(out);
            genre.text("name", kind);
            genre.close();
        });
        if !is_withdrawn {
            self.fill_subjects(story, desk, o);
            o.some("located", card.dateline.as_deref());
            o.some("expires", card.expires.map(|expires| expires.rfc3339()).as_deref());
        }
    }

    fn fill_people(&self, story: &Story, desk: &Desk, o: &mut Object<'_>) {
        let byline = self.byline(story);
        if !byline.is_empty() {
            o.text("by", &byline);
        }
        if !story.authors.is_empty() {
            o.list("people", story.authors.iter(), |id, out| {
                let mut person = Object::open(out);
                person.text("name", &self.edition.authors[*id as usize].name);
                person.text("rel", "creator");
                person.some("uri", desk.author_address(*id).map(|address| self.absolute(address)).as_deref());
                person.close();
            });
        }
    }

    fn fill_rights(&self, o: &mut Object<'_>) {
        let organisation = &self.settings().organisation;
        o.text("copyrightHolder", organisation.name.as_deref().unwrap_or(&self.settings().title));
        let is_there = |path: &str| Address::parse(path).ok().filter(|address| self.plan.has(address));
        let policies = organisation.policies.iter().filter_map(|(name, path)| Some((name, is_there(path)?)));
        let policies: Vec<(&String, Address)> = policies.collect();
        if !policies.is_empty() {
            o.list("trustIndicators", policies.iter(), |(name, address), out| {
                let mut indicator = Object::open(out);
                indicator.text("title", name);
                indicator.text("href", &self.absolute(address));
                indicator.close();
            });
        }
    }

    /// The topics: by their Media Topic where site.yaml names one, else by their page.
    fn fill_subjects(&self, story: &Story, desk: &Desk, o: &mut Object<'_>) {
        if story.tags.is_empty() {
            return;
        }
        o.list("subjects", story.tags.iter(), |tag, out| {
            let tag = &desk.tags[*tag as usize];
            let mut subject = Object::open(out);
            subject.text("name", &tag.title);
            let page = || tag.has_page.then(|| self.absolute(&tag.address));
            subject.some("uri", self.media_topic(tag).or_else(page).as_deref());
            subject.close();
        });
    }

    /// The address of a tag's Media Topic, where site.yaml names one.
    fn media_topic(&self, tag: &Group) -> Option<String> {
        let code = self.media_topics.get(&*tag.slug)?;
        Some(format!("{TOPICS}{}", code.trim_start_matches("medtop:")))
    }

    /// The same for search engines: topics that have a Media Topic.
    pub(super) fn fill_abouts(&self, story: &Story, desk: &Desk, o: &mut Object<'_>) {
        let topics = story.tags.iter().map(|tag| &desk.tags[*tag as usize]);
        let topics: Vec<(&str, String)> =
            topics.filter_map(|tag| Some((&*tag.title, self.media_topic(tag)?))).collect();
        if !topics.is_empty() {
            o.list("about", topics.iter(), |(name, uri), out| {
                let mut topic = Object::open(out);
                topic.text("@type", "Thing");
                topic.text("name", name);
                topic.text("sameAs", uri);
                topic.close();
            });
        }
    }

    fn fill_descriptions(&self, story: &Story, o: &mut Object<'_>) {
        let summary = super::cards::summary(story);
        if let Some(summary) = summary {
            o.list("descriptions", [summary].into_iter(), |summary, out| {
                let mut description = Object::open(out);
                description.text("role", "summary");
                description.text("contentType", "text/plain");
                description.text("value", summary);
                description.close();
            });
        }
    }

    /// What only a story that stands has: its text, its pictures, its sources.
    fn fill_body(&self, story: &Story, o: &mut Object<'_>) {
        let details = story.article.details();
        self.fill_descriptions(story, o);
        // What is wrong with the text is told where its page is printed.
        if let Some(text) = self.text_to_carry(story) {
            o.list("bodies", [text].iter(), |text, out| {
                let mut body = Object::open(out);
                body.text("role", "main");
                body.text("contentType", "text/html");
                body.raw("wordCount", &text.words.to_string());
                let html = without_pictures(&text.html);
                body.raw("charCount", &html.chars().count().to_string());
                body.text("value", &html);
                body.close();
            });
        }
        let sources: Vec<_> = details.references.iter().chain(&details.origin).collect();
        if !sources.is_empty() {
            o.list("infoSources", sources.into_iter(), |source, out| {
                let mut info = Object::open(out);
                info.text("name", &source.name);
                info.some("uri", source.url.as_deref().filter(|url| url.starts_with("http")));
                info.close();
            });
        }
        if let Some(image) = story.article.card.image.as_deref().filter(|image| image.syndicate) {
            self.fill_picture(story, image, o);
        }
    }

    fn fill_picture(&self, story: &Story, image: &Image, o: &mut Object<'_>) {
        let Some(lead) = self.lead_picture(image, &story.article.card.source) else { return };
        let size = lead.size();
        o.list("associations", [&lead.shown].into_iter(), |shown, out| {
            let mut picture = Object::open(out);
            picture.text("name", "lead");
            picture.text("uri", &shown.absolute);
            picture.text("type", "picture");
            picture.some("by", lead.rights.credit_line());
            picture.list("renditions", [shown].into_iter(), |shown, out| {
                let mut rendition = Object::open(out);
                rendition.text("name", "main");
                rendition.text("href", &shown.absolute);
                rendition.text("contentType", media_type(&shown.href));
                if let Some((width, height)) = size {
                    rendition.raw("width", &width.to_string());
                    rendition.raw("height", &height.to_string());
                }
                rendition.close();
            });
            picture.close();
        });
    }
}

/// The Media Topics that site.yaml names, by the slugs of their tags.
pub(super) fn media_topics(settings: &Settings) -> HashMap<String, &str> {
    let mut topics = HashMap::new();
    for (tag, code) in &settings.topic_codes {
        topics.entry(slug(tag, settings.slugs)).or_insert(&**code);
    }
    topics
}
