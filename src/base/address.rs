//! Where readers find a sheet.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Where readers find a sheet: begins with `/`, NFC, not percent-encoded, no `..`;
/// ends in `/` (a page) or a file name. Never carries the base URL's path, and never is a disk path.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Address(Arc<str>);

impl Address {
    /// Makes an address of text that a person wrote: adds the first slash, collapses doubled ones,
    /// decodes percent signs, and closes a page's address with `/`.
    ///
    /// # Errors
    /// Says why the text can't be an address: `.` or `..` as a part, control characters, a query or
    /// a fragment, a part over 240 bytes (what file systems bear).
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let decoded = percent_decode(text.trim());
        if decoded.chars().any(|c| c.is_control() || c == '\\') {
            return Err("it holds control characters or a backslash");
        }
        if decoded.contains(['?', '#']) {
            return Err("it holds a `?` or a `#`");
        }
        let mut out = String::with_capacity(decoded.len() + 2);
        for part in decoded.split('/').filter(|p| !p.is_empty()) {
            if part == "." || part == ".." {
                return Err("`.` and `..` can't be parts of an address");
            }
            if part.len() > 240 {
                return Err("a part of it is longer than 240 bytes");
            }
            out.push('/');
            out.push_str(part);
        }
        let last_is_file = out.rsplit('/').next().is_some_and(|name| name.contains('.')) && !decoded.ends_with('/');
        if !last_is_file {
            out.push('/');
        }
        Ok(Self::new(out))
    }

    /// Takes text that already has an address's form.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        debug_assert!(text.starts_with('/'), "{text:?} is no address");
        if text.is_ascii() || is_nfc(&text) { Self(text) } else { Self(text.nfc().collect::<String>().into()) }
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of `name` beneath this page.
    pub fn join(&self, name: &str) -> Address {
        let folder = &self.0[..=self.0.rfind('/').unwrap_or(0)];
        Address::new([folder, name].concat())
    }

    /// Whether it is a page's: ends in `/`.
    pub fn is_page(&self) -> bool {
        self.0.ends_with('/')
    }

    /// Where the sheet lies below the output folder: `world/index.html`, `rss.xml`.
    pub fn out_path(&self) -> String {
        let path = &self.0[1..];
        if self.is_page() { [path, "index.html"].concat() } else { path.to_owned() }
    }

    /// Percent-encoded as RFC 3986 wants a path: everything but unreserved characters and `/`,
    /// and the sub-delimiters that are harmless in HTML, XML and `_redirects`.
    pub fn encoded(&self) -> String {
        if self.0.bytes().all(is_unreserved) {
            return self.0.to_string();
        }
        let mut out = String::with_capacity(self.0.len() + 8);
        percent_encode(&self.0, &mut out);
        out
    }
}

/// What an address may hold as it is, by byte: every address on every page asks.
const UNRESERVED: [bool; 256] = {
    let (mut table, mut byte) = ([false; 256], 0u8);
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~');
        byte += 1;
    }
    table
};

fn is_unreserved(byte: u8) -> bool {
    UNRESERVED[usize::from(byte)]
}

/// Appends `path` percent-encoded (see [`Address::encoded`]).
fn percent_encode(path: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in path.as_bytes() {
        match byte {
            _ if is_unreserved(byte) => out.push(byte as char),
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
}

/// Percent signs that stand before two hex digits are decoded, where the outcome is UTF-8.
pub fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match pair.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn parse_normalises_what_people_write() {
        for (given, address) in [
            ("world/x", "/world/x/"),
            ("/a//b/", "/a/b/"),
            ("", "/"),
            ("/feed.xml", "/feed.xml"),
            ("/%C5%BCeglarstwo", "/żeglarstwo/"),
            ("/100%", "/100%/"),
        ] {
            assert_eq!(Address::parse(given).expect(given).as_str(), address);
        }
        assert!(Address::parse("/a/../b").is_err());
        assert!(Address::parse("/a/%2e%2e/b").is_err());
        assert!(Address::parse("/a?b").is_err());
    }

    #[test]
    fn encoded_is_ascii_and_out_path_is_a_file() {
        let address = Address::new("/żeglarstwo/100% sure/");
        assert_eq!(address.encoded(), "/%C5%BCeglarstwo/100%25%20sure/");
        assert_eq!(address.out_path(), "żeglarstwo/100% sure/index.html");
    }
}
