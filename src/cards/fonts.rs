//! The bundled fonts: which of them a text needs, in which order, unpacked once and only when needed.
//!
//! `fonts/README.md` says what they are and how they were made. No font of the machine is ever looked at, so a card
//! is the same everywhere.

use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use parley::fontique::Blob;
use skrifa::{FontRef, MetadataProvider};

/// A bundled font.
pub struct Face {
    /// Its family name, as `fonts/make.py` wrote it.
    pub family: &'static str,
    packed: &'static [u8],
    /// The characters for which it is opened, roughly. What it really holds, its own table says.
    blocks: &'static [RangeInclusive<u32>],
    /// How large its letters are set, against the Latin ones beside them: in hundredths.
    pub scale: u16,
    /// From line to line, in hundredths of the size.
    pub leading: u16,
    bytes: OnceLock<Blob<u8>>,
}

macro_rules! faces {
    ($($name:ident $file:literal $family:literal $scale:literal $leading:literal $blocks:expr;)*) => {
        $(static $name: Face = Face {
            family: $family,
            packed: include_bytes!(concat!("fonts/", $file, ".br")),
            blocks: &$blocks,
            scale: $scale,
            leading: $leading,
            bytes: OnceLock::new(),
        };)*

        /// All fonts, in the order in which a letter is looked for.
        static FACES: &[&Face] = &[$(&$name),*];
    };
}

faces! {
    SERIF "serif" "Card Serif" 100 108 [];
    SANS "sans" "Card Sans" 100 120 [];
    ARABIC "arabic" "Card Arabic" 106 130 [0x600..=0x6FF, 0x750..=0x77F, 0x8A0..=0x8FF, 0xFB50..=0xFDFF, 0xFE70..=0xFEFC];
    HEBREW "hebrew" "Card Hebrew" 106 118 [0x590..=0x5FF, 0xFB1D..=0xFB4F];
    HAN "han" "Card Han" 92 126 [0x2E80..=0x312F, 0x31A0..=0x9FFF, 0xF900..=0xFAFF, 0xFE30..=0xFE4F, 0xFF00..=0xFFEF, 0x20000..=0x3FFFF];
    HANGUL "hangul" "Card Hangul" 92 126 [0x1100..=0x11FF, 0x3130..=0x318F, 0xA960..=0xA97F, 0xAC00..=0xD7FF];
    ARMENIAN "armenian" "Card Armenian" 100 116 [0x530..=0x58F, 0xFB13..=0xFB17];
    GEORGIAN "georgian" "Card Georgian" 100 118 [0x10A0..=0x10FF, 0x1C90..=0x1CBF, 0x2D00..=0x2D2F];
    DEVANAGARI "devanagari" "Card Devanagari" 104 140 [0x900..=0x97F, 0x1CD0..=0x1CFF, 0xA8E0..=0xA8FF];
    BENGALI "bengali" "Card Bengali" 104 140 [0x980..=0x9FF];
    TAMIL "tamil" "Card Tamil" 92 136 [0xB80..=0xBFF];
    THAI "thai" "Card Thai" 100 140 [0xE00..=0xE7F];
    ETHIOPIC "ethiopic" "Card Ethiopic" 96 126 [0x1200..=0x139F, 0x2D80..=0x2DDF, 0xAB00..=0xAB2F];
}

/// Which Latin letters a line is set in; other scripts have one face for both.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hand {
    /// Headlines and the masthead.
    Serif,
    /// Kickers and bylines.
    Sans,
}

impl Face {
    /// Its bytes, unpacked when first asked for.
    pub fn bytes(&self) -> &Blob<u8> {
        self.bytes.get_or_init(|| {
            // A cut-off file would be a fault of the program's build; the tests unpack each one.
            Blob::new(Arc::new(dateline_codecs::unbrotli(self.packed).unwrap_or_default()))
        })
    }

    fn is_for(&self, c: char) -> bool {
        self.blocks.iter().any(|block| block.contains(&u32::from(c)))
    }

    /// Whether it has a glyph for a character.
    pub fn has(&self, c: char) -> bool {
        FontRef::new(self.bytes().data()).is_ok_and(|font| font.charmap().map(c).is_some())
    }
}

/// The faces that a text needs, the one that leads it first. The second value is the one that most letters are in:
/// it says how large and how wide apart the lines are.
pub fn faces_for(text: &str, hand: Hand, language: &str) -> (Vec<&'static Face>, &'static Face) {
    let latin: &'static Face = match hand {
        Hand::Serif => &SERIF,
        Hand::Sans => &SANS,
    };
    let mut counted: Vec<(usize, &'static Face)> = FACES
        .iter()
        .map(|face| (text.chars().filter(|c| face.is_for(*c)).count(), *face))
        .filter(|c| c.0 > 0)
        .collect();
    counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut faces: Vec<&'static Face> = counted.iter().map(|(_, face)| *face).collect();
    let in_latin = text.chars().filter(|c| c.is_alphabetic() && !faces.iter().any(|face| face.is_for(*c))).count();
    // Where words are written with fewer letters, fewer lead.
    let main = counted.first().filter(|(count, _)| *count * 2 >= in_latin).map_or(latin, |(_, face)| *face);
    // Marks that scripts share (quotation marks, dots, dashes) are the leading script's own.
    let own = ["ar", "fa", "ur", "he", "yi", "ja", "zh"].iter().any(|l| language.split('-').next() == Some(l));
    match own && !std::ptr::eq(main, latin) {
        true => faces.push(latin),
        false => faces.insert(0, latin),
    }
    // The other hand has signs that the first lacks.
    faces.push(match hand {
        Hand::Serif => &SANS,
        Hand::Sans => &SERIF,
    });
    (faces, main)
}

/// All faces.
#[cfg(test)]
pub fn all() -> &'static [&'static Face] {
    FACES
}
