//! Which copies there are of a picture: sizes, formats, crops, and what they are called.

use super::facts::{Facts, Format};
use crate::base::{Slugs, slug};

/// How much is done for small files.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Effort {
    /// WebP beside the format of the file, quickly.
    Fast,
    /// AVIF as well.
    Best,
}

/// How a copy is stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Coding {
    /// AVIF.
    Avif,
    /// WebP.
    Webp,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl Coding {
    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Coding::Avif => "avif",
            Coding::Webp => "webp",
            Coding::Jpeg => "jpg",
            Coding::Png => "png",
        }
    }

    /// The media type (RFC 6838).
    pub fn media_type(self) -> &'static str {
        match self {
            Coding::Avif => "image/avif",
            Coding::Webp => "image/webp",
            Coding::Jpeg => "image/jpeg",
            Coding::Png => "image/png",
        }
    }
}

/// What part of a picture a copy shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Cut {
    /// All of it.
    Whole,
    /// 1200 × 630, for links that are shared.
    Share,
    /// 16:9, for search engines.
    Wide,
    /// 4:3.
    Classic,
    /// 1:1.
    Square,
}

impl Cut {
    /// The crops of a lead picture.
    pub const CROPS: [Cut; 4] = [Cut::Share, Cut::Wide, Cut::Classic, Cut::Square];

    /// Width to height; `None` for the whole.
    pub fn ratio(self) -> Option<(u32, u32)> {
        match self {
            Cut::Whole => None,
            Cut::Share => Some((1200, 630)),
            Cut::Wide => Some((16, 9)),
            Cut::Classic => Some((4, 3)),
            Cut::Square => Some((1, 1)),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Cut::Whole => "",
            Cut::Share => "share",
            Cut::Wide => "16x9",
            Cut::Classic => "4x3",
            Cut::Square => "1x1",
        }
    }
}

/// A copy of a picture.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Variant {
    /// What it shows.
    pub cut: Cut,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How it is stored.
    pub coding: Coding,
}

impl Variant {
    /// The end of its name: `660.avif`, `16x9.jpg`.
    pub fn suffix(&self) -> String {
        match self.cut {
            Cut::Whole => format!("{}.{}", self.width, self.coding.extension()),
            Cut::Share | Cut::Wide | Cut::Classic | Cut::Square => {
                format!("{}.{}", self.cut.name(), self.coding.extension())
            }
        }
    }
}

/// The copies of the whole picture, by format and then by width: those of `widths` that are less than the picture's, and
/// its own up to the largest of them. The last format is the one for browsers that know no other.
pub fn ladder(facts: &Facts, widths: &[u32], effort: Effort) -> Vec<Variant> {
    if !facts.is_scalable() {
        return Vec::new();
    }
    let most = widths.last().copied().unwrap_or(facts.width).min(facts.width);
    // A step that saves next to nothing is left out.
    let steps: Vec<u32> = widths.iter().copied().filter(|width| width * 10 < most * 9).chain([most]).collect();
    let height = |width: u32| {
        let height = u64::from(facts.height) * u64::from(width) + u64::from(facts.width) / 2;
        ((height / u64::from(facts.width)) as u32).max(1)
    };
    let codings: &[Coding] = match (effort, plain_coding(facts)) {
        (Effort::Best, Coding::Png) => &[Coding::Avif, Coding::Webp, Coding::Png],
        (Effort::Best, _) => &[Coding::Avif, Coding::Webp, Coding::Jpeg],
        (Effort::Fast, Coding::Png) => &[Coding::Webp, Coding::Png],
        (Effort::Fast, _) => &[Coding::Webp, Coding::Jpeg],
    };
    let of = |coding: Coding| {
        let variant = move |width| Variant { cut: Cut::Whole, width, height: height(width), coding };
        steps.iter().map(move |width| variant(*width))
    };
    codings.iter().flat_map(|coding| of(*coding)).collect()
}

/// The format for those who know no other.
fn plain_coding(facts: &Facts) -> Coding {
    match facts.format {
        Format::Png => Coding::Png,
        Format::Jpeg | Format::Webp | Format::Gif | Format::Avif | Format::Svg => Coding::Jpeg,
    }
}

/// The crops of a lead picture, at most 1200 pixels wide: JPEG, for messengers and search engines read nothing else for
/// certain. None of a picture that would be too small for them.
pub fn crops(facts: &Facts) -> Vec<Variant> {
    const WIDTH: u32 = 1200;
    const SMALLEST: u64 = 50_000;
    if !facts.is_scalable() {
        return Vec::new();
    }
    let of = |cut: Cut| {
        let (across, down) = cut.ratio()?;
        let (across, down) = (u64::from(across), u64::from(down));
        let (width, height) = (u64::from(facts.width), u64::from(facts.height));
        let widest = width.min(height * across / down).min(u64::from(WIDTH));
        let tall = widest * down / across;
        let is_large = widest * tall >= SMALLEST;
        is_large.then_some(Variant { cut, width: widest as u32, height: tall as u32, coding: Coding::Jpeg })
    };
    Cut::CROPS.into_iter().filter_map(of).collect()
}

/// The beginning of the names of a picture's copies: its own name in Latin letters.
pub fn stem(name: &str) -> String {
    const LONGEST: usize = 40;
    let name = name.rsplit('/').next().unwrap_or(name);
    let bare = name.rsplit_once('.').map_or(name, |(bare, _)| bare);
    let stem = slug(bare, Slugs::Ascii);
    let cut: String = stem.chars().take(LONGEST).collect();
    if cut.is_empty() { "picture".to_owned() } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::Rights;

    const WIDTHS: [u32; 6] = [320, 480, 660, 980, 1300, 1900];

    fn facts(format: Format, width: u32, height: u32) -> Facts {
        Facts {
            hash: 0,
            format,
            width,
            height,
            orientation: 1,
            is_animated: false,
            has_more: false,
            says_where: false,
            rights: Rights::default(),
        }
    }

    fn widths(width: u32, effort: Effort) -> Vec<String> {
        ladder(&facts(Format::Jpeg, width, width), &WIDTHS, effort).iter().map(Variant::suffix).collect()
    }

    #[test]
    fn no_copy_is_larger_than_the_picture() {
        assert_eq!(widths(500, Effort::Fast), ["320.webp", "500.webp", "320.jpg", "500.jpg"]);
        assert_eq!(widths(100, Effort::Best), ["100.avif", "100.webp", "100.jpg"]);
        assert_eq!(widths(4_000, Effort::Best).len(), 18);
        assert_eq!(widths(4_000, Effort::Best).last().map(String::as_str), Some("1900.jpg"));
        assert!(ladder(&facts(Format::Svg, 9, 9), &WIDTHS, Effort::Best).is_empty());
    }

    #[test]
    fn crops_lie_within_the_picture() {
        for (width, height) in [(1600, 1067), (900, 1600), (3000, 400), (1200, 1200)] {
            for crop in crops(&facts(Format::Jpeg, width, height)) {
                assert!(crop.width <= width && crop.height <= height, "{crop:?} of {width}x{height}");
            }
        }
        let share = crops(&facts(Format::Png, 1600, 1067))[0];
        assert_eq!((share.width, share.height, share.suffix()), (1200, 630, "share.jpg".to_owned()));
        assert!(crops(&facts(Format::Jpeg, 200, 200)).is_empty());
    }

    #[test]
    fn names_are_plain() {
        assert_eq!(stem("news/a/Fähre am Kai.JPG"), "fahre-am-kai");
        assert_eq!(stem("*.png"), "picture");
    }
}
