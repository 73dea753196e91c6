//! Pixels: opening a picture, making it smaller, storing it.

mod colour;
mod resize;
mod store;

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::Fault;

/// The formats whose pixels are opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
}

/// A picture whose pixels are open: upright, in sRGB, eight bits for each colour.
pub struct Pixels(DynamicImage);

impl Pixels {
    /// Opens a picture of at most `most` pixels and turns it upright from `orientation` (EXIF's, 1 to 8). It takes
    /// some four bytes for each pixel, and as much again for a moment.
    ///
    /// # Errors
    /// When its pixels can't be read.
    pub fn open(bytes: &[u8], kind: Kind, orientation: u8, most: u64) -> Result<Pixels, Fault> {
        let format = match kind {
            Kind::Jpeg => ImageFormat::Jpeg,
            Kind::Png => ImageFormat::Png,
            Kind::Webp => ImageFormat::WebP,
        };
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        // Sixteen bits for each of four colours.
        limits.max_alloc = Some(most * 8);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
        let profile = decoder.icc_profile().ok().flatten();
        let pixels = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
        let mut pixels = colour::in_srgb(eight_bits(pixels), profile.as_deref());
        if let Some(turn) = Orientation::from_exif(orientation) {
            pixels.apply_orientation(turn);
        }
        Ok(Pixels(pixels))
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        self.0.dimensions()
    }

    /// The picture at another size. What is too much of another shape is cut off: the middle stays, and of what is
    /// tall rather the upper part, for heads are there.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn resized(&self, width: u32, height: u32) -> Result<Pixels, Fault> {
        resize::resized(&self.0, width, height).map(Pixels)
    }

    /// As progressive JPEG of a quality from 1 to 100, on white where it can be seen through.
    ///
    /// # Errors
    /// When it is too large for the format.
    pub fn jpeg(&self, quality: u8) -> Result<Vec<u8>, Fault> {
        store::jpeg(&self.0, quality)
    }

    /// As PNG.
    ///
    /// # Errors
    /// When it is too large for the format.
    pub fn png(&self) -> Result<Vec<u8>, Fault> {
        store::png(&self.0)
    }

    /// As WebP of a quality from 1 to 100, by a method from 0, the quickest, to 6.
    ///
    /// # Errors
    /// When it is too large for the format.
    pub fn webp(&self, quality: u8, method: u8) -> Result<Vec<u8>, Fault> {
        store::webp(&self.0, quality, method)
    }

    /// As AVIF of a quality from 1 to 100, at a speed from 1 to 10, the quickest; `exif` goes along.
    ///
    /// # Errors
    /// When it is too large for the format.
    pub fn avif(&self, quality: u8, speed: u8, exif: Option<&[u8]>) -> Result<Vec<u8>, Fault> {
        store::avif(&self.0, quality, speed, exif)
    }
}

/// Eight bits for each of three colours, and the veil where there is one.
fn eight_bits(pixels: DynamicImage) -> DynamicImage {
    match pixels {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => pixels,
        pixels if pixels.color().has_alpha() => DynamicImage::ImageRgba8(pixels.into_rgba8()),
        pixels => DynamicImage::ImageRgb8(pixels.into_rgb8()),
    }
}
