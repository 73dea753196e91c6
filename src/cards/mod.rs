//! Social cards: a picture of a headline for messengers and networks, 1200 × 630 pixels.
//!
//! Takes words, a language and colours; gives a PNG. Nothing here knows of stories, files or settings, and nothing
//! asks the machine: fonts travel in the program, so the same card is the same bytes everywhere.

mod clean;
mod colours;
mod fonts;
mod lay_out;
mod outline;
mod paint;
mod text;

#[cfg(test)]
mod cards_test;

pub use colours::{Colours, Rgb};

use lay_out::lay_out;
use paint::Sheet;
use text::Setter;

/// Of a card, in pixels.
pub const WIDTH: u32 = 1200;

/// Of a card, in pixels.
pub const HEIGHT: u32 = 630;

/// Goes up with each change after which a card looks otherwise: part of a card's fingerprint.
pub const VERSION: u32 = 1;

/// What stands on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card<'a> {
    /// As large as it fits; cut with an ellipsis only where it doesn't at the smallest size.
    pub headline: &'a str,
    /// A short label above the headline; none where empty.
    pub kicker: &'a str,
    /// Who wrote it, as printed; none where empty.
    pub byline: &'a str,
    /// The paper's name.
    pub masthead: &'a str,
    /// BCP 47: it decides the forms of letters and where lines may end.
    pub language: &'a str,
    /// Whether the language runs from right to left.
    pub right_to_left: bool,
    /// What it is drawn with.
    pub colours: Colours,
}

/// Draws cards. It keeps the fonts that it has opened: one for each thread is best.
pub struct Easel {
    setter: Setter,
}

/// Letters of a card that no bundled font has: a card without them would say something else, so there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(pub Vec<char>);

impl Default for Easel {
    fn default() -> Self {
        Self::new()
    }
}

impl Easel {
    /// Opens nothing yet: a font is unpacked when a text needs it.
    pub fn new() -> Self {
        Self { setter: Setter::new() }
    }

    /// Draws a card as a PNG. Pictographs are left out.
    ///
    /// # Errors
    /// Where a letter has no glyph, or nothing of the headline can be drawn (then the list may be empty).
    pub fn draw(&mut self, card: &Card) -> Result<Vec<u8>, Missing> {
        let layout = lay_out(&mut self.setter, card)?;
        let mut sheet = Sheet::new();
        layout.draw(self.setter.opened(), &mut sheet);
        Ok(sheet.print(card.colours.ground, card.colours.inks()))
    }
}
