//! What a text asks of the rest of the site: links, files, stories, components.
//!
//! In: a body's marks. Out: [`Ask`]s, which are kept, and what each is answered with in this edition. Never here: HTML.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::Press;
use super::elements::Elements;
use super::files::is_remote;
use super::mix::Mix;
use crate::base::{Address, SourcePath};
use crate::copy::{self, Body, Insert, SideText};
use crate::edition::{Desk, State, Story};
use crate::matter::Field;

/// Something of the rest of the site that a text names, as it is written there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// A link to a page, an article or a file.
    Link(Box<str>),
    /// A picture or another file.
    File(Box<str>),
    /// A story whose card is shown.
    Story(Box<str>),
    /// A component of the theme.
    Component(Box<str>),
}

/// All that a body asks, each once.
pub(super) fn asks_of(body: &Body) -> Vec<Ask> {
    let mut asks = Vec::new();
    collect(body, &mut asks);
    asks.sort_unstable();
    asks.dedup();
    asks
}

fn collect(body: &Body, asks: &mut Vec<Ask>) {
    for mark in &body.marks {
        match &mark.what {
            Insert::LinkOpen { href, .. } if !is_remote(href) && !href.starts_with('#') => {
                asks.push(Ask::Link(href.clone()))
            }
            Insert::Image { src, .. } if !is_remote(src) => asks.push(Ask::File(src.clone())),
            Insert::LinkOpen { .. } | Insert::LinkClose | Insert::Image { .. } => {}
            Insert::Call(call) => {
                asks.push(Ask::Component(call.name.clone()));
                for (name, field) in &call.args {
                    let Field::Text(text) = field else { continue };
                    match &**name {
                        "src" | "file" | "image" | "poster" => asks.push(Ask::File(text.clone())),
                        "stories" => asks.extend(text.split(',').map(str::trim).map(|link| Ask::Story(link.into()))),
                        _ => {}
                    }
                }
                if let Some(body) = &call.body {
                    collect(body, asks);
                }
            }
        }
    }
}

impl Press<'_> {
    /// What the lines of Markdown in a story's front matter ask: corrections, the notice of a withdrawal.
    pub(super) fn asks_of_matter(&self, story: &Story) -> Vec<Ask> {
        let card = &story.article.card;
        let setting = self.setting(&card.source, &card.lang);
        let corrections = story.article.details().corrections.iter().map(|c| &*c.text);
        let notice = card.withdrawn.as_deref().filter(|_| story.state == State::Withdrawn).map(|w| &*w.text);
        corrections.chain(notice).flat_map(|line| asks_of(&copy::inline(line, &setting))).collect()
    }

    /// What the text of a profile or a section's page asks.
    pub(super) fn asks_of_side(&self, source: &SourcePath, text: &SideText, desk: &Desk) -> Vec<Ask> {
        asks_of(&copy::body(&text.text, text.start as usize, &self.setting(source, &desk.lang)).0)
    }

    /// A hash over what each ask means in this edition, for a text of `source` that is shown at `here`.
    pub(super) fn answer(
        &self,
        asks: &[Ask],
        source: &SourcePath,
        here: &Address,
        elements: &Elements,
        mix: &mut Mix,
    ) -> u64 {
        let mut answers = Vec::with_capacity(asks.len());
        for ask in asks {
            answers.push(match ask {
                Ask::Link(link) => xxh3_64(format!("{:?}", self.resolve(link, source, here, false)).as_bytes()),
                Ask::File(link) => match self.text_picture(link, source).map(|picture| picture.shown) {
                    Some(shown) => elements.file(shown.row) ^ xxh3_64(shown.href.as_bytes()),
                    None => 1,
                },
                Ask::Story(link) => match self.story_at(link, source) {
                    Ok(id) => {
                        self.show_lead_image(self.story(id));
                        elements.cards[id as usize]
                    }
                    Err(target) => xxh3_64(format!("{target:?}").as_bytes()),
                },
                Ask::Component(name) => elements.component(name),
            });
        }
        answers.iter().for_each(|answer| mix.number(*answer));
        mix.done()
    }
}
