//! Copies of a picture: which size and format, and how much is kept.

use dateline_codecs::{Kind, Pixels};

use super::exif;
use super::facts::{Facts, Fault, Format, MOST_PIXELS};
use super::ladder::{Coding, Cut, Effort, Variant};
use super::rights::Rights;
use super::wrap::wrapped;

/// Counts up when the same picture is to be encoded otherwise: what was kept of earlier encodings is not used then.
pub const ENCODER: u32 = 1;

/// Of 100. At these, copies can hardly be told from their original beside it.
const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: u8 = 77;
const AVIF_QUALITY: u8 = 62;
/// A picture that stands for its own file keeps nearly all.
const OWN_QUALITY: u8 = 92;

/// Of 10: the slowest that a newsroom would wait for (docs/decisions/011-pictures.md).
const AVIF_SPEED: u8 = 9;

/// An encoded copy, without what is to be said of it (but in AVIF).
pub type Encoded = Vec<u8>;

/// A picture whose pixels are open.
pub struct Open {
    pixels: Pixels,
    /// What its file says of it, for formats that take it in while they are encoded.
    said: Option<Vec<u8>>,
}

impl Open {
    /// Opens a picture. It takes some four bytes for each pixel, and as much again for a moment.
    ///
    /// # Errors
    /// When its pixels can't be read.
    pub fn of(bytes: &[u8], facts: &Facts) -> Result<Open, Fault> {
        let kind = match facts.format {
            Format::Jpeg => Kind::Jpeg,
            Format::Png => Kind::Png,
            Format::Webp => Kind::Webp,
            Format::Gif | Format::Avif | Format::Svg => return Err(Fault::Broken("its pixels aren't opened".into())),
        };
        let pixels = Pixels::open(bytes, kind, facts.orientation, MOST_PIXELS);
        let pixels = pixels.map_err(|why| Fault::Broken(why.into()))?;
        Ok(Open { pixels, said: exif::block(&facts.rights) })
    }

    /// A copy.
    ///
    /// # Errors
    /// When it can't be encoded.
    pub fn encode(&self, variant: &Variant, effort: Effort) -> Result<Encoded, Fault> {
        if variant.cut == Cut::Whole && self.pixels.size() == (variant.width, variant.height) {
            return encoded(&self.pixels, variant.coding, effort, JPEG_QUALITY, self.said.as_deref());
        }
        let small = self.pixels.resized(variant.width, variant.height).map_err(|why| Fault::Broken(why.into()))?;
        encoded(&small, variant.coding, effort, JPEG_QUALITY, self.said.as_deref())
    }
}

/// The whole picture upright, in its own format.
pub(super) fn upright(bytes: &[u8], facts: &Facts, rights: &Rights) -> Result<Vec<u8>, Fault> {
    let open = Open::of(bytes, facts)?;
    let coding = match facts.format {
        Format::Png => Coding::Png,
        Format::Webp => Coding::Webp,
        Format::Jpeg | Format::Gif | Format::Avif | Format::Svg => Coding::Jpeg,
    };
    let whole = encoded(&open.pixels, coding, Effort::Fast, OWN_QUALITY, None)?;
    Ok(wrapped(whole, coding, (facts.width, facts.height), rights))
}

fn encoded(
    pixels: &Pixels,
    coding: Coding,
    effort: Effort,
    quality: u8,
    said: Option<&[u8]>,
) -> Result<Encoded, Fault> {
    match coding {
        Coding::Jpeg => pixels.jpeg(quality),
        Coding::Png => pixels.png(),
        Coding::Webp => pixels.webp(WEBP_QUALITY, if effort == Effort::Best { 4 } else { 1 }),
        Coding::Avif => pixels.avif(AVIF_QUALITY, AVIF_SPEED, said),
    }
    .map_err(|why| Fault::Broken(format!("its {} copy can't be made: {why}", coding.extension()).into()))
}

#[cfg(test)]
#[path = "encode_test.rs"]
mod tests;
