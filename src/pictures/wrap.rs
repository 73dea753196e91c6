//! Putting what is to be said of a picture into its file.

use super::container::{Piece, jpeg_of, jpeg_pieces, png_of, png_pieces, webp_of, webp_pieces};
use super::facts::app;
use super::ladder::Coding;
use super::packet::packet;
use super::rights::Rights;

/// An encoded picture with what is to be said of it. AVIF has it already (`encode`).
pub fn wrapped(encoded: Vec<u8>, coding: Coding, size: (u32, u32), rights: &Rights) -> Vec<u8> {
    let whole = match coding {
        Coding::Jpeg => jpeg_pieces(&encoded).map(|mut pieces| {
            add_to_jpeg(&mut pieces, rights);
            jpeg_of(&pieces)
        }),
        Coding::Png => png_pieces(&encoded).map(|mut pieces| {
            add_to_png(&mut pieces, rights);
            png_of(&pieces)
        }),
        Coding::Webp => webp_pieces(&encoded).map(|mut pieces| {
            add_to_webp(&mut pieces, size, rights);
            webp_of(&pieces)
        }),
        Coding::Avif => None,
    };
    whole.unwrap_or(encoded)
}

/// Behind the head of the file, as its readers expect it.
pub(super) fn add_to_jpeg(pieces: &mut Vec<Piece<'_>>, rights: &Rights) {
    let Some(packet) = packet(rights) else { return };
    let segment = [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat();
    // A segment has room for so many bytes; texts are cut long before.
    if segment.len() < 65_000 {
        let at = usize::from(pieces.first().is_some_and(|first| first.kind == app(0)));
        pieces.insert(at, Piece::new(app(1), segment));
    }
}

/// Before the pixels.
pub(super) fn add_to_png(pieces: &mut Vec<Piece<'_>>, rights: &Rights) {
    let Some(packet) = packet(rights) else { return };
    let chunk = [b"XML:com.adobe.xmp\0\0\0\0\0", packet.as_bytes()].concat();
    pieces.insert(1.min(pieces.len()), Piece::new(*b"iTXt", chunk));
}

/// At the end, with the head that says that it is there (RFC 9649, 2.7).
pub(super) fn add_to_webp(pieces: &mut Vec<Piece<'_>>, (width, height): (u32, u32), rights: &Rights) {
    const XMP: u8 = 0x04;
    const EXIF: u8 = 0x08;
    const ALPHA: u8 = 0x10;
    let packet = packet(rights);
    match pieces.first_mut().filter(|first| first.kind == *b"VP8X" && first.bytes.len() >= 10) {
        Some(head) => {
            let flags = &mut head.bytes.to_mut()[0];
            *flags = (*flags & !(XMP | EXIF)) | if packet.is_some() { XMP } else { 0 };
        }
        None if packet.is_some() => {
            let has_alpha = pieces.iter().any(|p| p.kind == *b"ALPH" || (p.kind == *b"VP8L" && is_clear(&p.bytes)));
            let mut head = vec![XMP | if has_alpha { ALPHA } else { 0 }, 0, 0, 0];
            for side in [width, height] {
                head.extend_from_slice(&(side.max(1) - 1).to_le_bytes()[..3]);
            }
            pieces.insert(0, Piece::new(*b"VP8X", head));
        }
        None => {}
    }
    pieces.extend(packet.map(|packet| Piece::new(*b"XMP ", packet.into_bytes())));
}

/// Whether a lossless picture can be seen through: a bit behind its size.
fn is_clear(bytes: &[u8]) -> bool {
    bytes.get(4).is_some_and(|byte| byte & 0x10 != 0)
}
