//! Where things stand on a card: masthead and rule above, kicker and headline, byline below.

use super::fonts::Hand;
use super::paint::{Ink, Sheet};
use super::text::{Block, Opened, Setter, Wish};
use super::{Card, HEIGHT, Missing, WIDTH};

/// From the card's left and right edge to all that stands on it.
pub const MARGIN: u32 = 76;

/// Between the margins.
const MEASURE: f32 = (WIDTH - 2 * MARGIN) as f32;

/// The baseline of the masthead, and the rule under it.
const MASTHEAD_AT: f32 = 102.0;
const RULE_AT: u32 = 130;

/// The mark of accent on the rule.
const MARK: (u32, u32) = (132, 10);

/// The baseline of the byline.
const BYLINE_AT: f32 = 574.0;

/// The place of kicker and headline: from below the rule to above the byline.
const TOP: f32 = 178.0;
const BOTTOM: f32 = 512.0;

/// Between the kicker and the headline's highest ink.
const UNDER_KICKER: f32 = 34.0;

/// Sizes of headlines, as Latin letters are set.
const HEADLINE: [u16; 13] = [144, 128, 112, 100, 90, 82, 74, 68, 62, 56, 50, 46, 42];

/// A card, measured: blocks of text with their places.
pub struct CardLayout {
    /// Blocks, the baseline of their first line, and their ink.
    pub blocks: Vec<(Block, f32, Ink)>,
    right_to_left: bool,
}

/// Measures a card.
///
/// # Errors
/// As `Easel::draw`.
pub fn lay_out(setter: &mut Setter, card: &Card) -> Result<CardLayout, Missing> {
    let mut missing = Vec::new();
    let mut set = |text: &str, hand: Hand, sizes: &[u16], width: f32, height: f32, lines: usize| {
        let Card { language, right_to_left, .. } = *card;
        let set = setter.set(text, Wish { hand, language, right_to_left, sizes, width, height, lines });
        missing.extend(set.missing);
        set.block
    };
    let masthead = set(card.masthead, Hand::Serif, &[40, 36, 32], MEASURE, 80.0, 1);
    let byline = set(card.byline, Hand::Sans, &[30, 28, 26], MEASURE, 80.0, 1);
    let kicker = set(card.kicker, Hand::Sans, &[32, 30, 28], MEASURE, 80.0, 1);
    let bottom = if byline.is_some() { BOTTOM } else { BYLINE_AT };
    let top = kicker.as_ref().map_or(TOP, |kicker| TOP + kicker.rise + UNDER_KICKER);
    let headline = set(card.headline, Hand::Serif, &HEADLINE, MEASURE, bottom - top, 6);
    let Some(headline) = headline.filter(|_| missing.is_empty()) else {
        missing.sort_unstable();
        missing.dedup();
        return Err(Missing(missing));
    };

    // Of what is left over most goes below: a short headline stands neither at the top nor in the middle.
    let used = headline.leading * (headline.lines.len() - 1) as f32 + headline.rise;
    let spare = ((bottom - top - used) * 0.4).clamp(0.0, 90.0).round();
    let mut blocks = Vec::new();
    if let Some(kicker) = kicker {
        let at = (TOP + spare + kicker.rise).round();
        blocks.push((kicker, at, Ink::Accent));
    }
    let at = (top + spare + headline.rise).round();
    blocks.push((headline, at, Ink::Full));
    blocks.extend(masthead.map(|block| (block, MASTHEAD_AT, Ink::Full)));
    blocks.extend(byline.map(|block| (block, BYLINE_AT, Ink::Quiet)));
    Ok(CardLayout { blocks, right_to_left: card.right_to_left })
}

impl CardLayout {
    /// The headline: the first in full ink.
    #[cfg(test)]
    pub fn headline(&self) -> &Block {
        &self.blocks.iter().find(|(_, _, ink)| *ink == Ink::Full).expect("each card has a headline").0
    }

    /// Draws what was measured.
    pub fn draw(&self, opened: &Opened, sheet: &mut Sheet) {
        sheet.bar(MARGIN, RULE_AT + (MARK.1 - 2) / 2, WIDTH - 2 * MARGIN, 2, Ink::Quiet);
        let mark = if self.right_to_left { WIDTH - MARGIN - MARK.0 } else { MARGIN };
        sheet.bar(mark, RULE_AT, MARK.0, MARK.1, Ink::Accent);
        for (block, at, ink) in &self.blocks {
            for (n, line) in block.lines.iter().enumerate() {
                sheet.line(opened, line, MARGIN as f32, at + block.leading * n as f32, *ink);
            }
        }
        debug_assert!(self.blocks.iter().all(|(_, at, _)| *at < HEIGHT as f32));
    }
}
