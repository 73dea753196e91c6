//! Pixels: opening a picture, making it smaller, storing it.

use std::io::Cursor;

use fast_image_resize::{ResizeAlg, ResizeOptions, Resizer};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};

use super::colour::in_srgb;
use super::exif;
use super::facts::{Facts, Fault, Format, MOST_PIXELS};
use super::ladder::{Coding, Cut, Effort, Variant};
use super::rights::Rights;
use super::wrap::wrapped;

/// Counts up when the same picture is to be encoded otherwise: what was kept of earlier encodings is not used then.
pub const ENCODER: u32 = 1;

/// Of 100. At these, copies can hardly be told from their original beside it.
const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 77.0;
const AVIF_QUALITY: f32 = 62.0;
/// A picture that stands for its own file keeps nearly all.
const OWN_QUALITY: u8 = 92;

/// An encoded copy, without what is to be said of it (but in AVIF).
pub type Encoded = Vec<u8>;

/// A picture whose pixels are open: upright, in sRGB, eight bits for each colour.
pub struct Open {
    pixels: DynamicImage,
    /// What its file says of it, for formats that take it in while they are encoded.
    said: Option<Vec<u8>>,
}

impl Open {
    /// Opens a picture. It takes some four bytes for each pixel, and as much again for a moment.
    ///
    /// # Errors
    /// When its pixels can't be read.
    pub fn of(bytes: &[u8], facts: &Facts) -> Result<Open, Fault> {
        let broken = |why: &dyn std::fmt::Display| Fault::Broken(why.to_string().into());
        let format = match facts.format {
            Format::Jpeg => ImageFormat::Jpeg,
            Format::Png => ImageFormat::Png,
            Format::Webp => ImageFormat::WebP,
            Format::Gif | Format::Avif | Format::Svg => return Err(broken(&"its pixels aren't opened")),
        };
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        // Sixteen bits for each of four colours.
        limits.max_alloc = Some(MOST_PIXELS * 8);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(|error| broken(&error))?;
        let profile = decoder.icc_profile().ok().flatten();
        let pixels = DynamicImage::from_decoder(decoder).map_err(|error| broken(&error))?;
        let mut pixels = in_srgb(eight_bits(pixels), profile.as_deref());
        if let Some(turn) = Orientation::from_exif(facts.orientation) {
            pixels.apply_orientation(turn);
        }
        Ok(Open { pixels, said: exif::block(&facts.rights) })
    }

    /// A copy.
    ///
    /// # Errors
    /// When it can't be encoded.
    pub fn encode(&self, variant: &Variant, effort: Effort) -> Result<Encoded, Fault> {
        let pixels = self.resized(variant)?;
        encoded(&pixels, variant.coding, effort, JPEG_QUALITY, self.said.as_deref())
    }

    fn resized(&self, variant: &Variant) -> Result<DynamicImage, Fault> {
        let (width, height) = self.pixels.dimensions();
        if variant.cut == Cut::Whole && (width, height) == (variant.width, variant.height) {
            return Ok(self.pixels.clone());
        }
        let mut small = DynamicImage::new(variant.width, variant.height, self.pixels.color());
        let filter = ResizeAlg::Convolution(fast_image_resize::FilterType::Lanczos3);
        // A crop keeps the middle, and of what is tall rather the upper part: heads are there.
        let options = ResizeOptions::new().resize_alg(filter).fit_into_destination(Some((0.5, 0.4)));
        let resized = Resizer::new().resize(&self.pixels, &mut small, &options);
        resized.map_err(|error| Fault::Broken(error.to_string().into()))?;
        Ok(small)
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

/// Eight bits for each of three colours, and the veil where there is one.
fn eight_bits(pixels: DynamicImage) -> DynamicImage {
    match pixels {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => pixels,
        pixels if pixels.color().has_alpha() => DynamicImage::ImageRgba8(pixels.into_rgba8()),
        pixels => DynamicImage::ImageRgb8(pixels.into_rgb8()),
    }
}

fn encoded(
    pixels: &DynamicImage,
    coding: Coding,
    effort: Effort,
    quality: u8,
    said: Option<&[u8]>,
) -> Result<Encoded, Fault> {
    match coding {
        Coding::Jpeg => jpeg(pixels, quality),
        Coding::Png => png(pixels),
        Coding::Webp => webp(pixels, effort),
        Coding::Avif => avif(pixels, said),
    }
    .map_err(|why| Fault::Broken(format!("its {} copy can't be made: {why}", coding.extension()).into()))
}

fn jpeg(pixels: &DynamicImage, quality: u8) -> Result<Encoded, String> {
    let rgb = on_white(pixels);
    let (width, height) = (u16::try_from(rgb.width()), u16::try_from(rgb.height()));
    let (Ok(width), Ok(height)) = (width, height) else { return Err("it is too wide or too tall for JPEG".to_owned()) };
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, quality);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    let done = encoder.encode(rgb.as_raw(), width, height, jpeg_encoder::ColorType::Rgb);
    done.map(|()| out).map_err(|error| error.to_string())
}

/// What can be seen through stands on white.
fn on_white(pixels: &DynamicImage) -> image::RgbImage {
    let DynamicImage::ImageRgba8(rgba) = pixels else { return pixels.to_rgb8() };
    let mix = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u32::from(colour), u32::from(alpha));
        ((colour * alpha + 255 * (255 - alpha)) / 255) as u8
    };
    image::RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0;
        image::Rgb([mix(red, alpha), mix(green, alpha), mix(blue, alpha)])
    })
}

fn png(pixels: &DynamicImage) -> Result<Encoded, String> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Best, FilterType::Adaptive);
    let (width, height, colour) = (pixels.width(), pixels.height(), pixels.color().into());
    let done = encoder.write_image(pixels.as_bytes(), width, height, colour);
    done.map(|()| out).map_err(|error| error.to_string())
}

fn webp(pixels: &DynamicImage, effort: Effort) -> Result<Encoded, String> {
    let mut config = webp::WebPConfig::new().map_err(|()| "no memory".to_owned())?;
    config.quality = WEBP_QUALITY;
    config.method = if effort == Effort::Best { 4 } else { 1 };
    let (width, height) = pixels.dimensions();
    let encoder = match pixels {
        DynamicImage::ImageRgba8(rgba) => webp::Encoder::from_rgba(rgba.as_raw(), width, height),
        pixels => webp::Encoder::from_rgb(pixels.as_bytes(), width, height),
    };
    encoder.encode_advanced(&config).map(|memory| memory.to_vec()).map_err(|error| format!("{error:?}"))
}

fn avif(pixels: &DynamicImage, said: Option<&[u8]>) -> Result<Encoded, String> {
    use rgb::FromSlice;
    /// Of 10: the slowest that a newsroom would wait for.
    const SPEED: u8 = 8;
    // One thread for each copy: several copies are made at once, and the bytes don't hang on how many cores there are.
    let mut encoder = ravif::Encoder::new().with_quality(AVIF_QUALITY).with_speed(SPEED).with_num_threads(Some(1));
    if let Some(said) = said {
        encoder = encoder.with_exif(said);
    }
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let encoded = match pixels {
        DynamicImage::ImageRgba8(rgba) => encoder.encode_rgba(ravif::Img::new(rgba.as_raw().as_rgba(), width, height)),
        pixels => encoder.encode_rgb(ravif::Img::new(pixels.as_bytes().as_rgb(), width, height)),
    };
    encoded.map(|encoded| encoded.avif_file).map_err(|error| error.to_string())
}

#[cfg(test)]
#[path = "encode_test.rs"]
mod tests;
