//! Smaller pictures.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8x3, U8x4};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, GenericImageView, RgbImage, RgbaImage};

use crate::Fault;

/// Width and height.
type Size = (u32, u32);

/// A picture at another size, cut where its shape is another one.
pub(super) fn resized(pixels: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Fault> {
    let (from, to) = (pixels.dimensions(), (width, height));
    if let DynamicImage::ImageRgba8(rgba) = pixels {
        let mut small = RgbaImage::new(width, height);
        resize::<U8x4>((rgba, from), (&mut small, to))?;
        return Ok(DynamicImage::ImageRgba8(small));
    }
    let mut small = RgbImage::new(width, height);
    resize::<U8x3>((pixels.as_bytes(), from), (&mut small, to))?;
    Ok(DynamicImage::ImageRgb8(small))
}

/// Of one kind of pixels: the library's own choice among all of them takes minutes to compile.
fn resize<P: PixelTrait>((from, whole): (&[u8], Size), (to, small): (&mut [u8], Size)) -> Result<(), Fault> {
    let from = TypedImageRef::<P>::from_buffer(whole.0, whole.1, from).map_err(|error| error.to_string())?;
    let mut to = TypedImage::<P>::from_buffer(small.0, small.1, to).map_err(|error| error.to_string())?;
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .fit_into_destination(Some((0.5, 0.4)));
    Resizer::new().resize_typed(&from, &mut to, &options).map_err(|error| error.to_string())
}
