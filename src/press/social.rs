//! Social cards: the picture for shared links of an article that has none of its own.
//!
//! In: a story. Out: what stands on its card, the card's bytes. Never here: how a card is drawn (`cards`).

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use xxhash_rust::xxh3::xxh3_128;

use super::Press;
use super::pictures::plain_image;
use super::print::Bytes;
use super::view::Shared;
use super::views::ImageView;
use crate::base::{Address, Code, Diagnostic, Direction, Found, Place};
use crate::cards::{self, Card, Colours, Easel, Missing, Rgb};
use crate::edition::{Story, StoryId};

/// Easels that nobody draws on at the moment; each keeps the fonts that it has opened.
#[derive(Default)]
pub(super) struct Easels(Mutex<Vec<Easel>>);

impl Easels {
    fn draw(&self, card: &Card<'_>) -> Result<Vec<u8>, Missing> {
        let spare = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut easel = spare.unwrap_or_default();
        let drawn = easel.draw(card);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(easel);
        drawn
    }
}

impl<'a> Press<'a> {
    /// The address of a story's card, if it has one.
    pub(super) fn card_of(&self, story: &Story) -> Option<Address> {
        let address = crate::plan::card_address(&story.address)?;
        let is_there = self.settings().social_cards && self.plan.has(&address);
        is_there.then_some(address)
    }

    /// A story's card as the head of its page shows it.
    pub(super) fn social_view(&self, story: &'a Story) -> Option<Shared<ImageView<'a>>> {
        let src = self.absolute(&self.card_of(story)?);
        let size = (cards::WIDTH as usize, cards::HEIGHT as usize);
        let view = plain_image(src, Some(size), Cow::from(&*story.article.card.title));
        Some(Shared::new(view, &self.needs))
    }

    /// A hash of all that stands on a story's card.
    pub fn card_key(&self, id: StoryId) -> u128 {
        let story = self.story(id);
        self.with_card(story, |card| xxh3_128(format!("{} {card:?}", cards::VERSION).as_bytes()))
    }

    /// Draws a story's card. One whose headline has letters that no font has shows the paper's name instead.
    pub(super) fn draw_card(&self, id: StoryId, found: &mut Found) -> Bytes {
        let story = self.story(id);
        let drawn = self.with_card(story, |card| {
            let letters: String = match self.easels.draw(card) {
                Ok(bytes) => return Some(bytes),
                Err(Missing(letters)) => letters.into_iter().collect(),
            };
            found.push(
                Diagnostic::new(Code::CardLetters, Place::file(&story.article.card.source))
                    .says(format!("no font for social cards has these letters: {letters}"))
                    .help("the card shows the paper's name; give the article an `image`, or a `titles.social` without them"),
            );
            let plain = [card.masthead, &self.base().origin, "·"].map(|headline| Card {
                headline,
                kicker: "",
                byline: "",
                masthead: "",
                ..*card
            });
            plain.iter().find_map(|card| self.easels.draw(card).ok())
        });
        drawn.map_or(Bytes::None, Bytes::Here)
    }

    /// What stands on a story's card.
    fn with_card<T>(&self, story: &'a Story, then: impl FnOnce(&Card<'_>) -> T) -> T {
        let (card, desk) = (&story.article.card, self.edition.desk_of(story));
        let section = story.section.map(|n| &desk.sections[n as usize]);
        let social = card.titles.as_deref().and_then(|titles| titles.social.as_deref());
        let kicker = card.kicker.as_deref().or_else(|| self.kind_label(story));
        let kicker = kicker.or_else(|| section.map(|section| &*section.group.title));
        let byline = self.byline(story);
        then(&Card {
            headline: social.unwrap_or(&card.title),
            kicker: kicker.unwrap_or_default(),
            byline: &byline,
            masthead: &self.settings().title,
            language: card.lang.as_str(),
            right_to_left: card.lang.direction() == Direction::Rtl,
            colours: self.card_colours(section.and_then(|section| section.colour.as_deref())),
        })
    }

    /// The theme's colours of light pages, with a section's as accent.
    fn card_colours(&self, section: Option<&str>) -> Colours {
        let named = |name: &str| self.site.colour(name).and_then(|colour| Rgb::read(&colour.to_string()));
        let accent = section.and_then(|colour| Rgb::read(colour).or_else(|| named(colour)));
        let accent = accent.or_else(|| named("news")).or_else(|| named("accent")).or_else(|| named("link"));
        let ink = named("ink").unwrap_or(Rgb([0x16, 0x16, 0x1a]));
        Colours { ground: named("ground").unwrap_or(Rgb([0xff; 3])), ink, accent: accent.unwrap_or(ink) }
    }
}
