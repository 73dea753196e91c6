//! EXIF: how a camera stored a picture, and what it told of its owner and of the place.

use ::exif::{Context, Exif, Field, In, Reader, Tag, Value};

use super::rights::{Rights, text_of};

/// What a camera wrote.
#[derive(Debug, Default)]
pub struct Camera {
    /// How the stored picture must be turned: 1 to 8 (CIPA DC-008, Orientation).
    pub orientation: Option<u8>,
    /// Whether it says where the picture was taken.
    pub says_where: bool,
    /// Artist, copyright and description.
    pub rights: Rights,
}

/// Reads an EXIF block, which begins with a TIFF head; what can't be read of it is passed over.
pub fn read(block: &[u8]) -> Camera {
    let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    let read = Reader::new().continue_on_error(true).read_raw(block.to_vec());
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| {})) else { return Camera::default() };
    let says = |tag: Tag| exif.get_field(tag, In::PRIMARY).and_then(text);
    let orientation = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    Camera {
        orientation: orientation.and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=8).contains(n)),
        says_where: says_where(&exif),
        rights: Rights {
            creator: says(Tag::Artist),
            copyright: says(Tag::Copyright),
            caption: says(Tag::ImageDescription).filter(|text| !is_of_the_camera(text)),
            ..Rights::default()
        },
    }
}

fn says_where(exif: &Exif) -> bool {
    let is_place = |field: &Field| {
        matches!(field.tag, Tag::GPSLatitude | Tag::GPSLongitude | Tag::GPSDestLatitude | Tag::GPSAreaInformation)
    };
    exif.fields().any(|field| field.tag.context() == Context::Gps && is_place(field))
}

fn text(field: &Field) -> Option<Box<str>> {
    let Value::Ascii(lines) = &field.value else { return None };
    lines.iter().find_map(|line| text_of(&String::from_utf8_lossy(line)))
}

/// Cameras fill in the description with a word of their own.
fn is_of_the_camera(text: &str) -> bool {
    const WORDS: [&str; 6] = ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM", "SAMSUNG", "Default", "DIGITAL CAMERA"];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// An EXIF block with what is to be said of a picture, for formats whose copies hold no other; `None` for nothing.
pub fn block(rights: &Rights) -> Option<Vec<u8>> {
    let ascii = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let given = [
        (Tag::ImageDescription, rights.caption.as_deref().or(rights.alt.as_deref())),
        (Tag::Artist, rights.creator.as_deref().or(rights.credit.as_deref())),
        (Tag::Copyright, rights.copyright.as_deref()),
    ];
    let fields =
        given.into_iter().filter_map(|(tag, text)| Some(Field { tag, ifd_num: In::PRIMARY, value: ascii(text?) }));
    let fields: Vec<Field> = fields.collect();
    let mut writer = ::exif::experimental::Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = std::io::Cursor::new(Vec::new());
    writer.write(&mut out, false).ok().filter(|()| !fields.is_empty())?;
    Some(out.into_inner())
}

#[cfg(test)]
mod tests {
    use super::{block, read};
    use crate::pictures::Rights;

    #[test]
    fn what_is_written_is_read() {
        let rights = Rights {
            creator: Some("Ona Marsh".into()),
            copyright: Some("© The Beacon".into()),
            caption: Some("A ferry".into()),
            ..Rights::default()
        };
        let camera = read(&block(&rights).expect("a block"));
        assert_eq!(camera.rights, rights);
        assert_eq!((camera.orientation, camera.says_where), (None, false));
        assert_eq!(block(&Rights::default()), None);
    }

    #[test]
    fn rubbish_says_nothing() {
        for block in
            [&b""[..], b"Exif\0\0", b"MM\0*\0\0\0\x08\xff\xff", b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06"]
        {
            assert!(read(block).rights.is_empty());
        }
    }
}
