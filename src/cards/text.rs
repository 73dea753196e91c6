//! Text to lines of glyphs: shaped, broken by the rules of its language, balanced, and no larger than its place.

use std::borrow::Cow;
use std::collections::HashMap;

use parley::fontique::{Collection, CollectionOptions, SourceCache};
use parley::{
    Alignment, AlignmentOptions, BaseDirection, FontContext, FontFamily, FontFamilyName, Language, Layout,
    LayoutContext, LineBreak, OverflowWrap, PositionedLayoutItem, StyleProperty, WordBreak,
};

use super::clean::clean;
use super::fonts::{Face, Hand, faces_for};
use super::outline::rise_of;

/// What shaping keeps between texts: the fonts that were opened so far, and memory to work in.
pub struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    opened: Opened,
}

/// The faces in use, by the numbers of their bytes. It is only looked up, never walked.
pub type Opened = HashMap<u64, &'static Face>;

/// A glyph where it stands: `x` from the left edge of the card, baseline at `y`, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Its number in its face.
    pub glyph: u32,
    /// Pixels to the em.
    pub size: f32,
    /// From the left edge of its block.
    pub x: f32,
    /// Above or below the baseline.
    pub y: f32,
    /// Its face, by the number of the face's bytes.
    pub face: u64,
}

/// A line of a block.
#[derive(Clone, Debug)]
pub struct Line {
    /// The characters on it.
    #[cfg(test)]
    pub text: String,
    /// What is drawn, from left to right, `x` from the block's left edge.
    pub glyphs: Vec<Placed>,
}

/// Lines under each other.
#[derive(Clone, Debug)]
pub struct Block {
    /// In pixels, as Latin letters are set.
    #[cfg(test)]
    pub size: u16,
    /// From baseline to baseline.
    pub leading: f32,
    /// From the highest ink of the first line to its baseline, at least a capital's height.
    pub rise: f32,
    /// From above down.
    pub lines: Vec<Line>,
}

/// How a text is to be set.
#[derive(Clone, Copy)]
pub struct Wish<'a> {
    /// The face of Latin letters.
    pub hand: Hand,
    /// BCP 47; it decides the forms of letters.
    pub language: &'a str,
    /// Whether lines begin at the right.
    pub right_to_left: bool,
    /// Sizes to try, the largest first.
    pub sizes: &'a [u16],
    /// The place, in pixels.
    pub width: f32,
    /// No higher than this.
    pub height: f32,
    /// No more lines than this.
    pub lines: usize,
}

/// A block, and the letters that no font has.
pub struct Set {
    /// None where nothing is left to draw.
    pub block: Option<Block>,
    /// Letters that no bundled font has.
    pub missing: Vec<char>,
}

impl Setter {
    /// No font is opened yet.
    pub fn new() -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let fonts = FontContext { collection: Collection::new(options), source_cache: SourceCache::default() };
        Self { fonts, layouts: LayoutContext::new(), opened: HashMap::new() }
    }

    /// The faces that glyphs of its blocks are in.
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    /// Sets a text as large as its place allows. What doesn't fit even at the smallest size ends in an ellipsis.
    pub fn set(&mut self, text: &str, wish: Wish) -> Set {
        let (faces, main) = faces_for(text, wish.hand, wish.language);
        for face in &faces {
            self.open(face);
        }
        let cleaned = clean(text, &faces);
        let text = cleaned.text;
        let missing = cleaned.missing;
        if text.is_empty() {
            return Set { block: None, missing };
        }
        let worth = self.sizes_worth_a_try(&text, &faces, main, wish);
        let mut largest = |may_cut: bool| {
            let sizes = worth.iter().filter(|size| if may_cut { **size <= CUTS_FROM } else { **size >= WHOLE_TO });
            sizes.copied().find_map(|size| {
                let mut draft = self.draft(&text, &faces, main, size, wish);
                let fits = (may_cut || draft.longest_word() <= wish.width) && draft.fits(wish);
                fits.then(|| draft.block(&text, wish, &self.opened))
            })
        };
        let whole = largest(false).or_else(|| largest(true));
        let block = whole.or_else(|| self.shortened(&text, &faces, main, wish));
        Set { block, missing }
    }

    fn open(&mut self, face: &'static Face) {
        if self.opened.insert(face.bytes().id(), face).is_none() {
            self.fonts.collection.register_fonts(face.bytes().clone(), None);
        }
    }

    /// The sizes at which the text is short enough if its lines were full. Widths grow with the size, so one draft
    /// tells of all.
    fn sizes_worth_a_try(&mut self, text: &str, faces: &[&'static Face], main: &'static Face, wish: Wish) -> Vec<u16> {
        let Some(smallest) = wish.sizes.last().copied() else { return Vec::new() };
        let length = self.draft(text, faces, main, smallest, wish).layout.calculate_content_widths().max;
        let is_worth = |size: &u16| {
            let lines = ((length * f32::from(*size) / f32::from(smallest) - 1.0) / wish.width).ceil().max(1.0);
            lines * leading_of(*size, main) <= wish.height && lines <= wish.lines as f32
        };
        wish.sizes.iter().copied().filter(is_worth).collect()
    }

    /// The longest beginning of a text that fits at the smallest size, with an ellipsis.
    fn shortened(&mut self, text: &str, faces: &[&'static Face], main: &'static Face, wish: Wish) -> Option<Block> {
        let size = *wish.sizes.last()?;
        let ends: Vec<usize> = cuts(text);
        let (mut fits, mut least, mut most) = (None, 0, ends.len());
        while least < most {
            let middle = least.midpoint(most);
            let begun =
                text[..ends[middle]].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-、，；：".contains(c));
            let short = format!("{begun}…");
            let mut draft = self.draft(&short, faces, main, size, wish);
            match draft.fits(wish) {
                true => {
                    fits = Some(draft.block(&short, wish, &self.opened));
                    least = middle + 1;
                }
                false => most = middle,
            }
        }
        fits
    }

    fn draft(&mut self, text: &str, faces: &[&'static Face], main: &'static Face, size: u16, wish: Wish) -> Draft {
        let families: Vec<FontFamilyName> = faces.iter().map(|face| FontFamilyName::named(face.family)).collect();
        let pixels = f32::from(size) * f32::from(main.scale) / 100.0;
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.set_base_direction(match wish.right_to_left {
            true => BaseDirection::Rtl,
            false => BaseDirection::Ltr,
        });
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Owned(families))));
        builder.push_default(StyleProperty::FontSize(pixels));
        builder.push_default(StyleProperty::Locale(
            Language::parse_prefix(wish.language).ok().map(|(language, _)| language),
        ));
        builder.push_default(StyleProperty::LineBreak(LineBreak::Strict));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        // Korean parts its words with spaces, and is broken there.
        if wish.language.split('-').next() == Some("ko") {
            builder.push_default(StyleProperty::WordBreak(WordBreak::KeepAll));
        }
        let layout = builder.build(text);
        Draft { layout, size, leading: leading_of(size, main) }
    }
}

/// From line to line, in whole pixels.
fn leading_of(size: u16, main: &Face) -> f32 {
    (f32::from(size) * f32::from(main.leading) / 100.0).round()
}

/// A headline becomes smaller down to this size so that no word is cut.
const WHOLE_TO: u16 = 54;

/// A word that is too long even then is cut, and the headline no larger than this.
const CUTS_FROM: u16 = 76;

/// Where a text may be cut: between words, and between letters where words aren't parted.
fn cuts(text: &str) -> Vec<usize> {
    let spaced = text.matches(' ').count() * 12 >= text.chars().count();
    let letters = text.char_indices().skip(1);
    let may = |(_, c): &(usize, char)| match spaced {
        true => *c == ' ',
        false => !unicode_normalization::char::is_combining_mark(*c) && !"、。，．」』）！？ー".contains(*c),
    };
    letters.filter(may).map(|(at, _)| at).collect()
}

/// A shaped text that can be broken into lines of any width.
struct Draft {
    layout: Layout<()>,
    size: u16,
    leading: f32,
}

impl Draft {
    fn longest_word(&self) -> f32 {
        self.layout.calculate_content_widths().min
    }

    fn lines_at(&mut self, width: f32) -> usize {
        self.layout.break_all_lines(Some(width));
        self.layout.len()
    }

    fn fits(&mut self, wish: Wish) -> bool {
        let lines = self.lines_at(wish.width);
        lines <= wish.lines && self.leading * lines as f32 <= wish.height
    }

    /// Breaks at the least width that needs no more lines, so that no line is left with a single word.
    fn block(&mut self, text: &str, wish: Wish, opened: &Opened) -> Block {
        let lines = self.lines_at(wish.width);
        let (mut least, mut most) = (self.longest_word().min(wish.width).ceil() as u32, wish.width as u32);
        while least < most {
            let middle = least.midpoint(most);
            match self.lines_at(middle as f32) <= lines {
                true => most = middle,
                false => least = middle + 1,
            }
        }
        self.lines_at(most as f32);
        self.layout.align(Alignment::Start, AlignmentOptions::default());
        let shift = if wish.right_to_left { wish.width - most as f32 } else { 0.0 };
        let lines: Vec<Line> = self.layout.lines().map(|line| line_of(&line, text, shift)).collect();
        let rise = lines.first().map_or(0.0, |line| rise_of(line, opened)).max(self.capitals());
        Block {
            #[cfg(test)]
            size: self.size,
            leading: self.leading,
            rise,
            lines,
        }
    }

    /// How far capitals rise above the baseline, in the font of the first letter.
    fn capitals(&self) -> f32 {
        let run = self.layout.get(0).and_then(|line| line.runs().next());
        let capital = run.and_then(|run| run.font_metrics().cap_height.filter(|height| *height > 0.0));
        capital.unwrap_or(f32::from(self.size) * 0.68)
    }
}

fn line_of(line: &parley::Line<'_, ()>, _text: &str, shift: f32) -> Line {
    let mut glyphs = Vec::new();
    for item in line.items() {
        let PositionedLayoutItem::GlyphRun(run) = item else { continue };
        let (face, size) = (run.run().font().data.id(), run.run().font_size());
        glyphs.extend(run.positioned_glyphs().map(|glyph| Placed {
            glyph: glyph.id,
            size,
            x: glyph.x + shift,
            y: glyph.y - run.baseline(),
            face,
        }));
    }
    Line {
        #[cfg(test)]
        text: _text.get(line.text_range()).unwrap_or_default().trim_end().to_owned(),
        glyphs,
    }
}
