//! Pictures in, copies out.

use std::io::Cursor;

use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, RgbImage, RgbaImage};

use super::super::container::{Piece, jpeg_of, jpeg_pieces};
use super::super::facts::{app, read};
use super::super::{Coding, Cut, Effort, Rights, Variant, clean, ladder, wrapped};
use super::Open;

/// A picture that is red on the left and blue on the right.
fn two_colours(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixels =
        RgbImage::from_fn(width, height, |x, _| image::Rgb(if x < width / 2 { [220, 10, 10] } else { [10, 10, 220] }));
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels).write_to(&mut out, format).expect("a picture");
    out.into_inner()
}

fn turned(bytes: &[u8]) -> Vec<u8> {
    let block = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let mut pieces = jpeg_pieces(bytes).expect("segments");
    pieces.insert(0, Piece::new(app(1), block.to_vec()));
    jpeg_of(&pieces)
}

fn of(width: u32, height: u32, coding: Coding) -> Variant {
    Variant { cut: Cut::Whole, width, height, coding }
}

fn opened(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).expect("a picture").into_rgb8()
}

#[test]
fn a_turned_picture_becomes_upright() {
    let bytes = turned(&two_colours(80, 40, ImageFormat::Jpeg));
    let facts = read("a.jpg", &bytes).expect("a picture").expect("facts");
    assert_eq!((facts.width, facts.height, facts.orientation), (40, 80, 6));
    let own = clean(&bytes, &facts, &facts.rights).expect("a copy").expect("another file");
    let own_facts = read("a.jpg", &own).expect("a picture").expect("facts");
    assert_eq!((own_facts.width, own_facts.height, own_facts.orientation), (40, 80, 1));
    let copy = Open::of(&bytes, &facts).expect("open").encode(&of(20, 40, Coding::Jpeg), Effort::Fast).expect("a copy");
    let pixels = opened(&copy);
    assert_eq!(pixels.dimensions(), (20, 40));
    // What was left is above.
    assert!(pixels.get_pixel(10, 5)[0] > 150 && pixels.get_pixel(10, 35)[2] > 150);
}

#[test]
fn each_coding_makes_what_it_promises() {
    let bytes = two_colours(64, 48, ImageFormat::Png);
    let facts = read("a.png", &bytes).expect("a picture").expect("facts");
    let open = Open::of(&bytes, &facts).expect("open");
    let rights = Rights { credit: Some("Ona Marsh".into()), ..Rights::default() };
    for coding in [Coding::Jpeg, Coding::Png, Coding::Webp] {
        let encoded = open.encode(&of(32, 24, coding), Effort::Best).expect("a copy");
        let whole = wrapped(encoded, coding, (32, 24), &rights);
        assert_eq!(opened(&whole).dimensions(), (32, 24));
        let name = format!("a.{}", coding.extension());
        let read = read(&name, &whole).expect("a picture").expect("facts");
        assert_eq!(read.rights.credit_line(), Some("Ona Marsh"), "{coding:?}");
    }
    let avif = open.encode(&of(32, 24, Coding::Avif), Effort::Best).expect("a copy");
    assert_eq!(imagesize::blob_size(&avif).map(|size| (size.width, size.height)).ok(), Some((32, 24)));
}

#[test]
fn what_can_be_seen_through_stays_so_or_stands_on_white() {
    let mut out = Cursor::new(Vec::new());
    let clear = RgbaImage::from_pixel(30, 30, image::Rgba([0, 0, 0, 0]));
    DynamicImage::ImageRgba8(clear).write_to(&mut out, ImageFormat::Png).expect("a picture");
    let bytes = out.into_inner();
    let facts = read("a.png", &bytes).expect("a picture").expect("facts");
    let open = Open::of(&bytes, &facts).expect("open");
    let jpeg = open.encode(&of(15, 15, Coding::Jpeg), Effort::Fast).expect("a copy");
    assert!(opened(&jpeg).get_pixel(7, 7).0.iter().all(|colour| *colour > 250));
    let webp = open.encode(&of(15, 15, Coding::Webp), Effort::Fast).expect("a copy");
    let whole = wrapped(webp, Coding::Webp, (15, 15), &Rights { alt: Some("x".into()), ..Rights::default() });
    assert_eq!(image::load_from_memory(&whole).expect("a picture").to_rgba8().get_pixel(7, 7)[3], 0);
}

#[test]
fn colours_of_a_profile_are_brought_into_srgb() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().expect("a profile");
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile).expect("a place for it");
    encoder.write_image(&[200, 60, 40].repeat(100), 10, 10, ExtendedColorType::Rgb8).expect("a picture");
    let facts = read("a.png", &bytes).expect("a picture").expect("facts");
    let copy = Open::of(&bytes, &facts).expect("open").encode(&of(10, 10, Coding::Png), Effort::Fast).expect("a copy");
    let [red, green, _] = opened(&copy).get_pixel(5, 5).0;
    assert!(red > 212 && green < 52, "{red} {green}");
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let bytes = two_colours(64, 48, ImageFormat::Jpeg);
    let facts = read("a.jpg", &bytes).expect("a picture").expect("facts");
    for variant in ladder(&facts, &[32, 64], Effort::Best) {
        let encode = || Open::of(&bytes, &facts).expect("open").encode(&variant, Effort::Best).expect("a copy");
        assert_eq!(encode(), encode(), "{variant:?}");
    }
}
