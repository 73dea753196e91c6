//! Pictures for tests: drawn by a line of words, and told in words again.

use std::io::Cursor;

use dateline::pictures::{self, Rights};
use exif::{Field, In, Rational, Tag, Value};
use image::{DynamicImage, ImageFormat, RgbImage};

/// Draws a picture. `words` are lines: the first its size and format (`800x600 jpeg`), or `huge`, a PNG without pixels), and perhaps `turned` (it must be
/// turned by a quarter), `placed` (it says where it was taken), `cut` (its end is missing); then `credit: …`,
/// `caption: …`, `alt: …`, `copyright: …`, `source: …`.
pub fn draw(words: &str) -> Vec<u8> {
    let mut lines = words.lines();
    let first: Vec<&str> = lines.next().expect("a size").split_whitespace().collect();
    let (width, height) = first[0].split_once('x').expect("a size such as 800x600");
    let (width, height) = (width.parse().expect("a width"), height.parse().expect("a height"));
    if first[1] == "huge" {
        return head_alone(width, height);
    }
    let pixels =
        RgbImage::from_fn(width, height, |x, y| image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 90]));
    let format = match first[1] {
        "jpeg" => ImageFormat::Jpeg,
        "png" => ImageFormat::Png,
        "webp" => ImageFormat::WebP,
        format => panic!("no format {format}"),
    };
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, format).expect("a picture");
    let mut bytes = bytes.into_inner();
    let rights = rights(lines);
    let camera = camera(&first);
    if format == ImageFormat::Jpeg && !camera.is_empty() {
        let block = [b"Exif\0\0", &*camera].concat();
        let segment = [&[0xff, 0xe1], &(block.len() as u16 + 2).to_be_bytes()[..], &block].concat();
        bytes.splice(2..2, segment);
    }
    let coding = match format {
        ImageFormat::Png => pictures::Coding::Png,
        ImageFormat::WebP => pictures::Coding::Webp,
        _ => pictures::Coding::Jpeg,
    };
    bytes = pictures::wrapped(bytes, coding, (width, height), &rights);
    if first.contains(&"cut") {
        bytes.truncate(bytes.len() / 2);
    }
    bytes
}

/// A PNG file that promises so many pixels, and has none.
fn head_alone(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let chunk = |kind: &[u8], bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes()[..], kind, bytes, &[0; 4]].concat();
    [b"\x89PNG\r\n\x1a\n", &*chunk(b"IHDR", &head), &chunk(b"IEND", b"")].concat()
}

fn rights<'w>(lines: impl Iterator<Item = &'w str>) -> Rights {
    let mut rights = Rights::default();
    for (key, text) in lines.filter_map(|line| line.split_once(": ")) {
        let text = Some(text.into());
        match key {
            "creator" => rights.creator = text,
            "credit" => rights.credit = text,
            "copyright" => rights.copyright = text,
            "caption" => rights.caption = text,
            "alt" => rights.alt = text,
            "license" => rights.license = text,
            "source" => rights.source_type = text,
            key => panic!("no word {key}"),
        }
    }
    rights
}

/// What a camera would write.
fn camera(words: &[&str]) -> Vec<u8> {
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let mut fields = Vec::new();
    if words.contains(&"turned") {
        fields.push(field(Tag::Orientation, Value::Short(vec![6])));
    }
    if words.contains(&"placed") {
        let degrees = [54, 41, 12].map(|num| Rational { num, denom: 1 });
        fields.push(field(Tag::GPSLatitudeRef, Value::Ascii(vec![b"N".to_vec()])));
        fields.push(field(Tag::GPSLatitude, Value::Rational(degrees.to_vec())));
        fields.push(field(Tag::BodySerialNumber, Value::Ascii(vec![b"31415926".to_vec()])));
    }
    let mut writer = exif::experimental::Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    if !fields.is_empty() {
        writer.write(&mut out, false).expect("a block");
    }
    out.into_inner()
}

/// Tells what a picture is: size, format, and what its file says. A file that can't be one is told as such.
pub fn tell(name: &str, bytes: &[u8]) -> String {
    let facts = match pictures::read(name, bytes) {
        Some(Ok(facts)) => facts,
        Some(Err(fault)) => return format!("{fault:?}\n"),
        None => return "no picture\n".to_owned(),
    };
    let mut out = format!("{}x{} {}", facts.width, facts.height, facts.format.name().to_lowercase());
    let marks = [(facts.orientation != 1, "turned"), (facts.says_where, "placed")];
    marks.iter().filter(|(is, _)| *is).for_each(|(_, word)| out.push_str(&format!(" {word}")));
    out.push('\n');
    let Rights { creator, credit, copyright, caption, alt, license, license_url, source_type } = facts.rights;
    let texts = [
        ("creator", creator),
        ("credit", credit),
        ("copyright", copyright),
        ("caption", caption),
        ("alt", alt),
        ("license", license),
        ("license_url", license_url),
        ("source", source_type),
    ];
    texts.into_iter().filter_map(|(key, text)| Some((key, text?))).for_each(|(key, text)| {
        out.push_str(&format!("{key}: {text}\n"));
    });
    out
}
