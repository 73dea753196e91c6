//! A copy of a picture's file with its pixels as they are, and without what isn't for readers: where it was taken, with
//! which camera, by whose hand it went. Who made it and how it may be used stays (source protection, and credit).

use super::container::{Piece, jpeg, jpeg_of, jpeg_pieces, png_of, png_pieces, webp_of, webp_pieces};
use super::encode::upright;
use super::facts::{Facts, Fault, Format, app};
use super::rights::Rights;
use super::svg;
use super::wrap::{add_to_jpeg, add_to_png, add_to_webp};

/// The copy that stands at the file's own address; `None` where it may be passed on as it is.
///
/// # Errors
/// When the file can't be read after all.
pub fn clean(bytes: &[u8], facts: &Facts, rights: &Rights) -> Result<Option<Vec<u8>>, Fault> {
    let has_new = *rights != facts.rights;
    if facts.format == Format::Svg {
        return svg::harmless(bytes).map(Some);
    }
    if facts.orientation != 1 && facts.is_scalable() {
        return upright(bytes, facts, rights).map(Some);
    }
    if !facts.has_more && !has_new {
        return Ok(None);
    }
    let broken = || Fault::Broken("it ends before the picture does".into());
    Ok(match facts.format {
        Format::Jpeg => {
            let mut pieces = kept(jpeg_pieces(bytes).ok_or_else(broken)?);
            add_to_jpeg(&mut pieces, rights);
            Some(jpeg_of(&pieces))
        }
        Format::Png => {
            let mut pieces = kept(png_pieces(bytes).ok_or_else(broken)?);
            add_to_png(&mut pieces, rights);
            Some(png_of(&pieces))
        }
        Format::Webp => {
            let mut pieces = kept(webp_pieces(bytes).ok_or_else(broken)?);
            add_to_webp(&mut pieces, (facts.width, facts.height), rights);
            Some(webp_of(&pieces))
        }
        Format::Gif | Format::Avif | Format::Svg => None,
    })
}

fn kept(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    pieces.retain(is_kept);
    pieces
}

/// Whether a piece is the picture itself, or says how its colours are meant.
pub(super) fn is_kept(piece: &Piece<'_>) -> bool {
    const ICC: [u8; 4] = app(2);
    const COMMENT: [u8; 4] = jpeg(0xfe);
    match piece.kind {
        // JFIF's and Adobe's heads say how pixels are coded.
        kind if kind == app(0) => piece.bytes.starts_with(b"JFIF\0"),
        kind if kind == app(14) => true,
        ICC => piece.bytes.starts_with(b"ICC_PROFILE\0"),
        COMMENT => false,
        [0xff, marker, 0, 0] => !(0xe0..=0xef).contains(&marker),
        kind => {
            !matches!(&kind, b"eXIf" | b"iTXt" | b"tEXt" | b"zTXt" | b"tIME" | b"EXIF" | b"XMP " | b"caBX" | b"C2PA")
        }
    }
}
