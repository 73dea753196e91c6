//! What a picture file says of itself, read once for each version of the file.

use serde::{Deserialize, Serialize};

use super::container::{Piece, jpeg, jpeg_pieces, png_pieces, webp_pieces};
use super::rights::Rights;
use super::{exif, iim, svg, xmp};

/// A picture may have no more pixels: open, it would take four times as many bytes.
pub const MOST_PIXELS: u64 = 100_000_000;

/// How a file stores its picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// GIF; passed on as it is.
    Gif,
    /// AVIF; passed on as it is.
    Avif,
    /// SVG; passed on without scripts.
    Svg,
}

impl Format {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jpeg => "JPEG",
            Format::Png => "PNG",
            Format::Webp => "WebP",
            Format::Gif => "GIF",
            Format::Avif => "AVIF",
            Format::Svg => "SVG",
        }
    }

    /// The format that a file's name promises.
    fn promised(name: &str) -> Option<Format> {
        Some(match extension(name).as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Format::Jpeg,
            "png" => Format::Png,
            "webp" => Format::Webp,
            "gif" => Format::Gif,
            "avif" => Format::Avif,
            "svg" => Format::Svg,
            _ => return None,
        })
    }

    /// The format that a file's first bytes tell.
    fn told(bytes: &[u8]) -> Option<Format> {
        let at = |from: usize, sign: &[u8]| bytes.get(from..from + sign.len()) == Some(sign);
        Some(match bytes {
            _ if at(0, b"\xff\xd8\xff") => Format::Jpeg,
            _ if at(0, b"\x89PNG\r\n\x1a\n") => Format::Png,
            _ if at(0, b"RIFF") && at(8, b"WEBP") => Format::Webp,
            _ if at(0, b"GIF8") => Format::Gif,
            _ if at(4, b"ftypavif") || at(4, b"ftypavis") => Format::Avif,
            _ if is_svg(bytes) => Format::Svg,
            _ => return None,
        })
    }
}

/// A picture file, but for its pixels.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// A hash of the file's bytes.
    pub hash: u64,
    /// How it is stored.
    pub format: Format,
    /// Width in pixels, upright; 0 for an SVG that doesn't say it.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// How the stored pixels must be turned to be upright: 1 (not at all) to 8.
    pub orientation: u8,
    /// It moves: there is no other copy of it.
    pub is_animated: bool,
    /// It holds what isn't for readers: a camera's data, a thumbnail, a comment.
    pub has_more: bool,
    /// It says where it was taken.
    pub says_where: bool,
    /// Who made it, what it shows, how it may be used.
    pub rights: Rights,
}

impl Facts {
    /// Whether copies in other sizes can be made of it.
    pub fn is_scalable(&self) -> bool {
        !self.is_animated && matches!(self.format, Format::Jpeg | Format::Png | Format::Webp)
    }
}

/// Why a file can't be shown as a picture.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Fault {
    /// It can't be read: why.
    Broken(Box<str>),
    /// It has too many pixels: width and height.
    TooLarge(u32, u32),
    /// Its name promises one format, its bytes are of another.
    Mislabelled(Format, Format),
    /// Browsers don't show that format: its name.
    Unshown(Box<str>),
}

/// Whether a file's name calls it a picture.
pub fn is_picture(name: &str) -> bool {
    unshown(name).is_some() || Format::promised(name).is_some()
}

/// Reads a file that its name calls a picture; `None` for any other.
pub fn read(name: &str, bytes: &[u8]) -> Option<Result<Facts, Fault>> {
    if let Some(unshown) = unshown(name) {
        return Some(Err(Fault::Unshown(unshown.into())));
    }
    let promised = Format::promised(name)?;
    Some(match Format::told(bytes) {
        Some(format) if format == promised => facts(format, bytes),
        Some(format) => Err(Fault::Mislabelled(promised, format)),
        None => Err(Fault::Broken(format!("it doesn't begin as a {} file does", promised.name()).into())),
    })
}

fn unshown(name: &str) -> Option<&'static str> {
    Some(match extension(name).as_str() {
        "heic" | "heif" => "HEIC",
        "tif" | "tiff" => "TIFF",
        "bmp" => "BMP",
        "jp2" | "j2k" => "JPEG 2000",
        "psd" => "Photoshop",
        _ => return None,
    })
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase()
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4_096)];
    memchr::memmem::find(head, b"<svg").is_some() || memchr::memmem::find(head, b":svg").is_some()
}

fn facts(format: Format, bytes: &[u8]) -> Result<Facts, Fault> {
    let mut facts = Facts {
        hash: xxhash_rust::xxh3::xxh3_64(bytes),
        format,
        width: 0,
        height: 0,
        orientation: 1,
        is_animated: format == Format::Gif && is_moving_gif(bytes),
        has_more: false,
        says_where: false,
        rights: Rights::default(),
    };
    match format {
        Format::Jpeg => of_jpeg(&whole(jpeg_pieces(bytes))?, &mut facts),
        Format::Png => of_png(&whole(png_pieces(bytes))?, &mut facts),
        Format::Webp => of_webp(&whole(webp_pieces(bytes))?, &mut facts),
        Format::Gif | Format::Avif | Format::Svg => {}
    }
    if format == Format::Svg {
        // A drawing may do without a size.
        (facts.width, facts.height) = svg::size(bytes).unwrap_or_default();
        return Ok(facts);
    }
    let size = imagesize::blob_size(bytes).ok().filter(|size| size.width > 0 && size.height > 0);
    let size = size.ok_or_else(|| Fault::Broken("it doesn't say its size".into()))?;
    let (width, height) = (size.width as u32, size.height as u32);
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Fault::TooLarge(width, height));
    }
    (facts.width, facts.height) = if facts.orientation >= 5 { (height, width) } else { (width, height) };
    Ok(facts)
}

fn whole<T>(pieces: Option<T>) -> Result<T, Fault> {
    pieces.ok_or_else(|| Fault::Broken("it ends before the picture does".into()))
}

fn of_jpeg(pieces: &[Piece<'_>], facts: &mut Facts) {
    const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
    let (mut records, mut packet) = (Rights::default(), Rights::default());
    for piece in pieces {
        match piece.kind[1] {
            0xe1 if piece.bytes.starts_with(b"Exif\0") => of_camera(&piece.bytes, facts),
            0xe1 if piece.bytes.starts_with(XMP) => packet = xmp::read(&piece.bytes[XMP.len()..]),
            0xed => records = iim::read(&piece.bytes),
            _ => {}
        }
        facts.has_more |= !super::clean::is_kept(piece);
    }
    facts.rights = packet.over(&records).over(&facts.rights);
}

fn of_png(pieces: &[Piece<'_>], facts: &mut Facts) {
    for piece in pieces {
        match &piece.kind {
            b"eXIf" => of_camera(&piece.bytes, facts),
            b"iTXt" => {
                if let Some(packet) = xmp_of_png(&piece.bytes) {
                    facts.rights = xmp::read(&packet).over(&facts.rights);
                }
            }
            b"acTL" => facts.is_animated = true,
            _ => {}
        }
        facts.has_more |= !super::clean::is_kept(piece);
    }
}

/// The packet of an international text chunk (ISO/IEC 15948, 11.3.4.5), if it holds one.
fn xmp_of_png(chunk: &[u8]) -> Option<Vec<u8>> {
    let rest = chunk.strip_prefix(b"XML:com.adobe.xmp\0")?;
    let (is_packed, rest) = (*rest.first()? == 1, rest.get(2..)?);
    let rest = rest.get(memchr::memchr(0, rest)? + 1..)?;
    let text = rest.get(memchr::memchr(0, rest)? + 1..)?;
    if !is_packed {
        return Some(text.to_vec());
    }
    let mut out = Vec::new();
    let packed = flate2::read::ZlibDecoder::new(text);
    std::io::Read::read_to_end(&mut std::io::Read::take(packed, 1 << 20), &mut out).ok()?;
    Some(out)
}

fn of_webp(pieces: &[Piece<'_>], facts: &mut Facts) {
    for piece in pieces {
        match &piece.kind {
            b"EXIF" => of_camera(&piece.bytes, facts),
            b"XMP " => facts.rights = xmp::read(&piece.bytes).over(&facts.rights),
            b"ANIM" => facts.is_animated = true,
            _ => {}
        }
        facts.has_more |= !super::clean::is_kept(piece);
    }
}

fn of_camera(block: &[u8], facts: &mut Facts) {
    let camera = exif::read(block);
    facts.orientation = camera.orientation.unwrap_or(facts.orientation);
    facts.says_where |= camera.says_where;
    facts.rights = std::mem::take(&mut facts.rights).over(&camera.rights);
}

/// Whether a GIF has more than one picture: two blocks that say how long one is shown.
fn is_moving_gif(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, b"\x21\xf9\x04").take(2).count() > 1
}

/// The marker of a JPEG segment of an application.
pub(super) const fn app(number: u8) -> [u8; 4] {
    jpeg(0xe0 + number)
}

#[cfg(test)]
mod tests {
    use super::{Fault, Format, read};

    #[test]
    fn names_and_bytes_must_agree() {
        assert_eq!(read("a.txt", b""), None);
        assert_eq!(read("A.JPG", b"\x89PNG\r\n\x1a\n"), Some(Err(Fault::Mislabelled(Format::Jpeg, Format::Png))));
        assert_eq!(read("a.heic", b""), Some(Err(Fault::Unshown("HEIC".into()))));
        assert!(matches!(read("a.png", b"text"), Some(Err(Fault::Broken(_)))));
        assert!(matches!(read("a.jpg", b"\xff\xd8\xff\xe0\0\x10"), Some(Err(Fault::Broken(_)))));
    }

    #[test]
    fn an_svg_need_not_say_its_size() {
        let facts = read("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>").expect("a picture").expect("facts");
        assert_eq!((facts.format, facts.width), (Format::Svg, 0));
    }
}
