//! Pictures as files.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, GenericImageView, ImageEncoder, Rgb, RgbImage};
use rgb::FromSlice;

use crate::Fault;

pub(super) fn jpeg(pixels: &DynamicImage, quality: u8) -> Result<Vec<u8>, Fault> {
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
fn on_white(pixels: &DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(rgba) = pixels else { return pixels.to_rgb8() };
    let mix = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u32::from(colour), u32::from(alpha));
        ((colour * alpha + 255 * (255 - alpha)) / 255) as u8
    };
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0;
        Rgb([mix(red, alpha), mix(green, alpha), mix(blue, alpha)])
    })
}

pub(super) fn png(pixels: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Best, FilterType::Adaptive);
    let (width, height, colour) = (pixels.width(), pixels.height(), pixels.color().into());
    let done = encoder.write_image(pixels.as_bytes(), width, height, colour);
    done.map(|()| out).map_err(|error| error.to_string())
}

pub(super) fn webp(pixels: &DynamicImage, quality: u8, method: u8) -> Result<Vec<u8>, Fault> {
    let mut config = webp::WebPConfig::new().map_err(|()| "no memory".to_owned())?;
    config.quality = f32::from(quality);
    config.method = i32::from(method);
    let (width, height) = pixels.dimensions();
    let encoder = match pixels {
        DynamicImage::ImageRgba8(rgba) => webp::Encoder::from_rgba(rgba.as_raw(), width, height),
        pixels => webp::Encoder::from_rgb(pixels.as_bytes(), width, height),
    };
    encoder.encode_advanced(&config).map(|memory| memory.to_vec()).map_err(|error| format!("{error:?}"))
}

pub(super) fn avif(pixels: &DynamicImage, quality: u8, speed: u8, exif: Option<&[u8]>) -> Result<Vec<u8>, Fault> {
    // One thread for each copy: several copies are made at once, and the bytes don't hang on how many cores there are.
    let mut encoder =
        ravif::Encoder::new().with_quality(f32::from(quality)).with_speed(speed).with_num_threads(Some(1));
    if let Some(exif) = exif {
        encoder = encoder.with_exif(exif);
    }
    // Opaque pixels too: the way without a veil would have the whole encoder compiled a second time, here.
    let rgba = pixels.to_rgba8();
    let (width, height) = (rgba.width() as usize, rgba.height() as usize);
    let encoded = encoder.encode_rgba(ravif::Img::new(rgba.as_raw().as_rgba(), width, height));
    encoded.map(|encoded| encoded.avif_file).map_err(|error| error.to_string())
}
