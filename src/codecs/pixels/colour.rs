//! Colours as every screen means them: sRGB.

use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, Layout, TransformOptions};

/// A picture whose colours a profile (ICC) explains, in sRGB. One that can't be used is passed over, as browsers do.
pub fn in_srgb(pixels: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let Some(profile) = profile.and_then(|profile| ColorProfile::new_from_slice(profile).ok()) else { return pixels };
    let plain = ColorProfile::new_srgb();
    let transform = |layout: Layout, bytes: &[u8]| {
        let transform = profile.create_transform_8bit(layout, &plain, layout, TransformOptions::default()).ok()?;
        let mut out = vec![0; bytes.len()];
        transform.transform(bytes, &mut out).ok()?;
        Some(out)
    };
    if pixels.color().has_alpha() {
        let rgba = pixels.to_rgba8();
        let out = transform(Layout::Rgba, rgba.as_raw());
        let out = out.and_then(|out| RgbaImage::from_raw(rgba.width(), rgba.height(), out));
        return out.map_or(pixels, DynamicImage::ImageRgba8);
    }
    let rgb = pixels.to_rgb8();
    let out = transform(Layout::Rgb, rgb.as_raw()).and_then(|out| RgbImage::from_raw(rgb.width(), rgb.height(), out));
    out.map_or(pixels, DynamicImage::ImageRgb8)
}
