//! A colour as themes and sites write it, and how well it can be told from another.
//!
//! In: `#rgb` or `#rrggbb`. Out: WCAG 2 contrast, the nearest colour that has enough of it. Never here: which colours
//! stand on which. The mathematics are those of the crate `color`, with `libm`, so that every machine rounds alike.

use std::fmt;

use color::{ColorSpace, Oklab, Oklch, OpaqueColor, Srgb};

/// Steps of lightness, from black to white, in which a nearer colour is looked for.
const STEPS: u16 = 512;

/// How much of a colour of light ground is in the one that stands for it on dark ground; the rest is white.
const KEPT_ON_DARK: f32 = 0.45;

/// An opaque sRGB colour of eight bits a channel.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Reads `#rgb` or `#rrggbb`, in any case.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let part = |range: std::ops::Range<usize>| u8::from_str_radix(digits.get(range)?, 16).ok();
        match digits.len() {
            3 => Some(Colour([part(0..1)? * 17, part(1..2)? * 17, part(2..3)? * 17])),
            6 => Some(Colour([part(0..2)?, part(2..4)?, part(4..6)?])),
            _ => None,
        }
    }

    /// The contrast of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”).
    pub fn contrast(self, other: Colour) -> f32 {
        let luminance = |colour: Colour| colour.srgb().relative_luminance();
        let (one, two) = (luminance(self), luminance(other));
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Whether it has at least that contrast to each of some colours.
    pub fn passes(self, against: &[(Colour, f32)]) -> bool {
        against.iter().all(|(other, at_least)| self.contrast(*other) >= *at_least)
    }

    /// The colour of the same hue and the nearest lightness that passes; none where no lightness does.
    pub fn nearest(self, against: &[(Colour, f32)]) -> Option<Colour> {
        let [lightness, chroma, hue] = self.srgb().convert::<Oklch>().components;
        (0..=STEPS).map(|step| f32::from(step) / f32::from(STEPS)).find_map(|away| {
            [lightness - away, lightness + away]
                .into_iter()
                .filter(|lightness| (0.0..=1.0).contains(lightness))
                .map(|lightness| shown(lightness, chroma, hue))
                .find(|colour| colour.passes(against))
        })
    }

    /// What stands for it on dark ground where nobody says: paler, of the same hue.
    pub fn on_dark(self) -> Colour {
        let white = OpaqueColor::<Oklab>::new([1.0, 0.0, 0.0]);
        Colour::of(white.lerp_rect(self.srgb().convert(), KEPT_ON_DARK))
    }

    fn srgb(self) -> OpaqueColor<Srgb> {
        OpaqueColor::from_rgb8(self.0[0], self.0[1], self.0[2])
    }

    fn of<S: ColorSpace>(colour: OpaqueColor<S>) -> Colour {
        let bytes = colour.to_rgba8();
        Colour([bytes.r, bytes.g, bytes.b])
    }
}

/// The colour that a screen can show, with less chroma where it must be.
fn shown(lightness: f32, chroma: f32, hue: f32) -> Colour {
    let at = |share: f32| OpaqueColor::<Oklch>::new([lightness, chroma * share, hue]);
    let fits = |share: f32| at(share).convert::<Srgb>().components.iter().all(|part| (-0.001..=1.001).contains(part));
    let (mut low, mut high) = (0.0, 1.0);
    if !fits(high) {
        for _ in 0..10 {
            let middle = (low + high) / 2.0;
            if fits(middle) { low = middle } else { high = middle }
        }
        high = low;
    }
    Colour::of(at(high))
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Colour;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect(text)
    }

    #[test]
    fn colours_are_read_and_written() {
        for (text, written) in [("#fff", "#ffffff"), ("#A8071a", "#a8071a"), ("#01f", "#0011ff")] {
            assert_eq!(colour(text).to_string(), written);
        }
        for text in ["", "fff", "#ff", "#fffff", "#ggg", "#ééé", "red"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        // Values of the W3C's own examples and of other calculators.
        for (one, two, ratio) in [("#000", "#fff", 21.0), ("#777", "#fff", 4.48), ("#0b4f8a", "#fff", 8.42)] {
            assert!((colour(one).contrast(colour(two)) - ratio).abs() < 0.05, "{one} on {two}");
            assert_eq!(colour(one).contrast(colour(two)), colour(two).contrast(colour(one)));
        }
    }

    #[test]
    fn the_nearest_colour_passes_and_keeps_its_hue() {
        let white = (colour("#fff"), 4.5);
        assert_eq!(colour("#0b4f8a").nearest(&[white]), Some(colour("#0b4f8a")));
        assert_eq!(colour("#777").nearest(&[white]), Some(colour("#767676")));
        let orange = colour("#ff9900").nearest(&[white]).expect("there is one");
        assert!(orange.passes(&[white]) && orange.contrast(white.0) < 4.7, "{orange}");
        let [red, green, blue] = orange.0;
        assert!(red > green && green > blue, "{orange}");
        assert_eq!(colour("#0b4f8a").nearest(&[white, (colour("#000"), 4.7)]), None);
    }

    proptest! {
        #[test]
        fn a_nearest_colour_always_passes(rgb: [u8; 3], ground: [u8; 3]) {
            let against = [(Colour(ground), 4.5)];
            let nearest = Colour(rgb).nearest(&against);
            prop_assert!(nearest.is_some_and(|colour| colour.passes(&against)));
        }
    }
}
