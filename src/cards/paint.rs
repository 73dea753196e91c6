//! Ink on paper: outlines of glyphs become shades, shades become a PNG.
//!
//! All pixels are mixtures of the ground and one ink, so a picture has 256 colours at most and stays small. Shades are
//! counted in whole numbers: no machine rounds otherwise than another.

use zeno::{Mask, Placement};

use super::colours::Rgb;
use super::outline::trace;
use super::text::{Line, Opened};
use super::{HEIGHT, WIDTH};

/// How many shades lie between the ground and an ink.
const SHADES: u16 = 85;

/// What something is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Headline and masthead.
    Full = 0,
    /// Kicker and band.
    Accent = 1,
    /// Byline and hairline.
    Quiet = 2,
}

/// A card while it is drawn: for each pixel an ink and how much of it.
pub struct Sheet {
    shades: Vec<u8>,
}

impl Sheet {
    /// Bare ground.
    pub fn new() -> Self {
        Self { shades: vec![0; (WIDTH * HEIGHT) as usize] }
    }

    /// A bar, in whole pixels.
    pub fn bar(&mut self, left: u32, top: u32, width: u32, height: u32, ink: Ink) {
        for y in top..(top + height).min(HEIGHT) {
            for x in left..(left + width).min(WIDTH) {
                self.lay(x, y, 255, ink);
            }
        }
    }

    /// A line of text, `x` its block's left edge, `y` its baseline.
    pub fn line(&mut self, opened: &Opened, line: &Line, x: f32, y: f32, ink: Ink) {
        let path = trace(line, opened, x, y);
        let (mask, place) = Mask::new(&path).render();
        self.cover(&mask, place, ink);
    }

    fn cover(&mut self, mask: &[u8], place: Placement, ink: Ink) {
        let rows = mask.chunks_exact((place.width as usize).max(1));
        for (y, row) in (place.top..).zip(rows) {
            for (x, cover) in (place.left..).zip(row) {
                let inside = u32::try_from(x).ok().zip(u32::try_from(y).ok());
                if let Some((x, y)) = inside.filter(|(x, y)| *x < WIDTH && *y < HEIGHT) {
                    self.lay(x, y, *cover, ink);
                }
            }
        }
    }

    fn lay(&mut self, x: u32, y: u32, cover: u8, ink: Ink) {
        let shade = (u16::from(cover) * SHADES + 127) / 255;
        if shade > 0 {
            self.shades[(y * WIDTH + x) as usize] = (ink as u16 * SHADES + shade) as u8;
        }
    }

    /// The picture as a PNG with a palette.
    pub fn print(&self, ground: Rgb, inks: [Rgb; 3]) -> Vec<u8> {
        let mut palette = ground.0.to_vec();
        for ink in inks {
            palette.extend((1..=SHADES).flat_map(|shade| ground.mix(ink, shade, SHADES).0));
        }
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette);
        encoder.set_compression(png::Compression::Fast);
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.shades));
        debug_assert!(written.is_ok(), "memory takes all bytes, and there are as many as the header says");
        bytes
    }

    /// The smallest rectangle that holds all ink: left, top, right, bottom.
    #[cfg(test)]
    pub fn inked(&self) -> (u32, u32, u32, u32) {
        let inked = (0..WIDTH * HEIGHT).filter(|at| self.shades[*at as usize] > 0).map(|at| (at % WIDTH, at / WIDTH));
        inked.fold((WIDTH, HEIGHT, 0, 0), |(l, t, r, b), (x, y)| (l.min(x), t.min(y), r.max(x), b.max(y)))
    }
}
