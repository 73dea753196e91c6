//! Colours that can be read on each other.

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

/// What a card is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// The paper.
    pub ground: Rgb,
    /// The headline.
    pub ink: Rgb,
    /// The band and the kicker.
    pub accent: Rgb,
}

/// The least contrast of text and ground (WCAG 2.2, 1.4.3).
pub const LEAST_CONTRAST: f64 = 4.5;

impl Rgb {
    /// From `#rgb` or `#rrggbb`; none for anything else.
    pub fn read(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#').filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let short = |at: usize| u8::from_str_radix(digits.get(at..=at)?, 16).ok().map(|v| v * 17);
        match digits.len() {
            3 => Some(Self([short(0)?, short(1)?, short(2)?])),
            6 => Some(Self([channel(0)?, channel(2)?, channel(4)?])),
            _ => None,
        }
    }

    /// `part` of `whole` on the way to another colour.
    pub fn mix(self, other: Self, part: u16, whole: u16) -> Self {
        let channel = |at: usize| {
            let (from, to) = (u32::from(self.0[at]), u32::from(other.0[at]));
            let (part, whole) = (u32::from(part), u32::from(whole));
            ((from * (whole - part) + to * part + whole / 2) / whole) as u8
        };
        Self([channel(0), channel(1), channel(2)])
    }

    /// WCAG's contrast, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The first colour on the way to another one that can be read on a ground.
    fn until_readable(self, ground: Self, towards: Self) -> Self {
        let steps = (0..=20).map(|step| self.mix(towards, step, 20));
        steps.into_iter().find(|colour| colour.contrast(ground) >= LEAST_CONTRAST).unwrap_or(towards)
    }
}

impl Colours {
    /// Full, accent and quiet ink, each readable on the ground: a colour that isn't is moved towards black or white.
    pub fn inks(&self) -> [Rgb; 3] {
        let (black, white) = (Rgb([0; 3]), Rgb([255; 3]));
        let strong = if self.ground.contrast(black) >= self.ground.contrast(white) { black } else { white };
        let ink = self.ink.until_readable(self.ground, strong);
        let quiet = ink.mix(self.ground, 7, 20).until_readable(self.ground, ink);
        [ink, self.accent.until_readable(self.ground, ink), quiet]
    }
}
