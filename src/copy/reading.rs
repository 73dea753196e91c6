//! What reading a manuscript depends on, and the text of a file.
//!
//! In: bytes. Out: text. Never here: front matter, Markdown.

use std::borrow::Cow;

use super::Field;
use crate::base::{SiteZone, Slugs};

/// What reading depends on beside the file.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The site's time zone.
    pub zone: &'a SiteZone,
    /// Whether site.yaml gives the zone; without, an embargo needs an offset.
    pub zone_given: bool,
    /// How slugs are spelled.
    pub slugs: Slugs,
    /// `defaults:` of the `_index.md` files above, outermost first: the last of a field wins.
    pub defaults: &'a [(Box<str>, Field)],
}

/// A file larger than this is no article.
pub const LARGEST: usize = 32 << 20;

/// Bytes that aren't UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotUtf8 {
    /// The first bad byte.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
}

/// The text of a file: without its byte-order mark and without controls that no page may hold. Owned only where some
/// were dropped. [`super::Article::text_start`] counts from the start of what this returns.
///
/// # Errors
/// Where the bytes stop being UTF-8.
pub fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, NotUtf8> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).map_err(|_| {
        let offset = std::str::from_utf8(bytes).map_or_else(|fault| fault.valid_up_to(), |text| text.len());
        NotUtf8 { offset, line: 1 + memchr::memchr_iter(b'\n', &bytes[..offset]).count() }
    })?;
    let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r');
    if text.bytes().fold(false, |any, byte| any | is_control(byte)) {
        return Ok(Cow::Owned(text.replace(|c: char| u8::try_from(c).is_ok_and(is_control), "")));
    }
    Ok(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::{NotUtf8, text_of};

    #[test]
    fn marks_and_nul_bytes_are_dropped() {
        assert_eq!(text_of(b"\xEF\xBB\xBFab").as_deref(), Ok("ab"));
        assert_eq!(text_of(b"a\0b\0").as_deref(), Ok("ab"));
        assert_eq!(text_of(b"a\x07\tb\x1b\r\n").as_deref(), Ok("a\tb\r\n"), "no page may hold other controls");
        assert_eq!(text_of(b"").as_deref(), Ok(""));
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        assert_eq!(text_of(b"a\nb\xFFc"), Err(NotUtf8 { offset: 3, line: 2 }));
        assert_eq!(text_of(b"\xFF\xFEa\0"), Err(NotUtf8 { offset: 0, line: 1 }));
        assert_eq!(text_of(b"\xEF\xBB\xBF\n\xC3"), Err(NotUtf8 { offset: 4, line: 2 }));
    }
}
