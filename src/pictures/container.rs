//! The pieces that JPEG, PNG and WebP files consist of.
//!
//! Pixels are never looked at here. What lies behind a picture's end (previews, a second picture with data of its own)
//! is no piece, and so is in no copy.

/// A piece of a file: its kind, and its bytes without head and checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'b> {
    /// A JPEG marker, or four letters.
    pub kind: [u8; 4],
    /// What it holds; of a JPEG scan all bytes up to the picture's end.
    pub bytes: std::borrow::Cow<'b, [u8]>,
}

impl<'b> Piece<'b> {
    /// A new piece.
    pub fn new(kind: [u8; 4], bytes: Vec<u8>) -> Piece<'b> {
        Piece { kind, bytes: bytes.into() }
    }
}

/// The kind of a JPEG segment.
pub const fn jpeg(marker: u8) -> [u8; 4] {
    [0xff, marker, 0, 0]
}

const SOS: u8 = 0xda;
const EOI: u8 = 0xd9;
const PNG_SIGN: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The segments of a JPEG file (ITU-T T.81, B.1); `None` where it ends before it should.
pub fn jpeg_pieces(bytes: &[u8]) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut at = bytes.starts_with(&[0xff, 0xd8]).then_some(2)?;
    loop {
        let marker = next_marker(bytes, &mut at)?;
        if marker == EOI {
            return None;
        }
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            continue;
        }
        let end = at + segment_length(bytes, at)?;
        if marker == SOS {
            let end = end_of_scans(bytes, end)?;
            pieces.push(Piece { kind: jpeg(SOS), bytes: bytes[at + 2..end].into() });
            return Some(pieces);
        }
        pieces.push(Piece { kind: jpeg(marker), bytes: bytes.get(at + 2..end)?.into() });
        at = end;
    }
}

/// The marker at a place, behind bytes that fill up; the place is then behind it.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    while *bytes.get(*at)? != 0xff {
        *at += 1;
    }
    while *bytes.get(*at)? == 0xff {
        *at += 1;
    }
    *at += 1;
    bytes.get(*at - 1).copied()
}

fn segment_length(bytes: &[u8], at: usize) -> Option<usize> {
    let length = usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    (length >= 2 && at + length <= bytes.len()).then_some(length)
}

/// Where the scans end that begin at a place: at the marker of the picture's end.
fn end_of_scans(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr(0xff, bytes.get(at..)?)?;
        match bytes.get(at + 1)? {
            &EOI => return Some(at),
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => at += 2 + segment_length(bytes, at + 2)?,
        }
    }
}

/// A JPEG file of segments.
pub fn jpeg_of(pieces: &[Piece<'_>]) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    for piece in pieces {
        out.extend([0xff, piece.kind[1]]);
        if piece.kind[1] == SOS {
            // Its length counts the scan's head alone, which is there as it was read.
            let head = 2 + 1 + 2 * usize::from(piece.bytes.first().copied().unwrap_or(0)) + 3;
            out.extend((head as u16).to_be_bytes());
        } else {
            out.extend((piece.bytes.len() as u16 + 2).to_be_bytes());
        }
        out.extend_from_slice(&piece.bytes);
    }
    out.extend([0xff, EOI]);
    out
}

/// The chunks of a PNG file (ISO/IEC 15948); `None` where it ends before it should.
pub fn png_pieces(bytes: &[u8]) -> Option<Vec<Piece<'_>>> {
    let mut rest = bytes.strip_prefix(PNG_SIGN)?;
    let mut pieces = Vec::new();
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let kind: [u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let end = length.checked_add(8)?;
        pieces.push(Piece { kind, bytes: rest.get(8..end)?.into() });
        if kind == *b"IEND" {
            return Some(pieces);
        }
        rest = rest.get(end.checked_add(4)?..)?;
    }
}

/// A PNG file of chunks.
pub fn png_of(pieces: &[Piece<'_>]) -> Vec<u8> {
    let mut out = PNG_SIGN.to_vec();
    for piece in pieces {
        out.extend((piece.bytes.len() as u32).to_be_bytes());
        out.extend(piece.kind);
        out.extend_from_slice(&piece.bytes);
        let mut sum = flate2::Crc::new();
        sum.update(&piece.kind);
        sum.update(&piece.bytes);
        out.extend(sum.sum().to_be_bytes());
    }
    out
}

/// The chunks of a WebP file (RFC 9649); `None` where it ends before it should.
pub fn webp_pieces(bytes: &[u8]) -> Option<Vec<Piece<'_>>> {
    let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    if !bytes.starts_with(b"RIFF") || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    let mut rest = bytes.get(12..length.checked_add(8)?)?;
    let mut pieces = Vec::new();
    while rest.len() >= 8 {
        let kind: [u8; 4] = rest.get(..4)?.try_into().ok()?;
        let length = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
        let end = length.checked_add(8)?;
        pieces.push(Piece { kind, bytes: rest.get(8..end)?.into() });
        rest = rest.get(end + length % 2..).unwrap_or_default();
    }
    Some(pieces)
}

/// A WebP file of chunks.
pub fn webp_of(pieces: &[Piece<'_>]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for piece in pieces {
        body.extend(piece.kind);
        body.extend((piece.bytes.len() as u32).to_le_bytes());
        body.extend_from_slice(&piece.bytes);
        if piece.bytes.len() % 2 == 1 {
            body.push(0);
        }
    }
    let mut out = b"RIFF".to_vec();
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two segments, a scan with a stuffed byte and a table between scans; then a second picture behind the end.
    const JPEG: &[u8] = &[
        0xff, 0xd8, 0xff, 0xe1, 0, 4, b'a', b'b', 0xff, 0xff, 0xdb, 0, 3, 7, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 9,
        0xff, 0, 8, 0xff, 0xc4, 0, 4, 0xff, 0xd9, 5, 0xff, 0xd9, 0xff, 0xd8, 1, 2,
    ];

    #[test]
    fn a_jpeg_ends_where_its_scans_end() {
        let pieces = jpeg_pieces(JPEG).expect("segments");
        let kinds: Vec<u8> = pieces.iter().map(|piece| piece.kind[1]).collect();
        assert_eq!(kinds, [0xe1, 0xdb, 0xda]);
        let again = jpeg_of(&pieces);
        assert_eq!(again[again.len() - 3..], [5, 0xff, 0xd9]);
        assert_eq!(jpeg_pieces(&again).expect("segments"), pieces);
    }

    #[test]
    fn files_that_end_too_early_have_no_pieces() {
        for cut in 0..37 {
            assert_eq!(jpeg_pieces(&JPEG[..cut]), None, "{cut}");
        }
        let png = png_of(&[Piece::new(*b"IHDR", vec![1, 2, 3]), Piece::new(*b"IEND", vec![])]);
        assert_eq!(png_pieces(&png).map(|pieces| pieces.len()), Some(2));
        assert_eq!(png_pieces(&png[..png.len() - 5]), None);
        let webp = webp_of(&[Piece::new(*b"VP8 ", vec![1, 2, 3]), Piece::new(*b"XMP ", vec![4])]);
        assert_eq!(webp_pieces(&webp).expect("chunks")[1].bytes[..], [4]);
        assert_eq!(webp_pieces(&webp[..webp.len() - 2]), None);
    }
}
