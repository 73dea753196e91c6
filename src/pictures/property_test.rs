//! Bytes at random.

use proptest::prelude::*;

use super::{clean, read};

const HEADS: [(&str, &[u8]); 5] = [
    ("a.jpg", b"\xff\xd8\xff\xe1\0\x10Exif\0\0II*\0\x08\0\0\0"),
    ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x02\0\0\0\x02\x08\x02\0\0\0"),
    ("a.webp", b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0"),
    ("a.gif", b"GIF89a\x01\0\x01\0"),
    ("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\">"),
];

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(n in 0..HEADS.len(), tail in proptest::collection::vec(any::<u8>(), 0..200)) {
        let (name, head) = HEADS[n];
        let bytes = [head, &tail].concat();
        if let Some(Ok(facts)) = read(name, &bytes) {
            let _ = clean(&bytes, &facts, &facts.rights);
        }
    }
}
