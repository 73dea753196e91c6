//! Where links lead, as far as their text tells.

/// What sort of place an address in the text means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::copy) enum Target {
    /// Nothing is there.
    Nowhere,
    /// An anchor of the same page.
    Here,
    /// A page or file of the site.
    Site,
    /// Another site.
    Outside,
    /// Mail, telephone and the like.
    Other,
    /// An address that runs code or carries a document of its own.
    Forbidden,
}

/// Reads `url` as browsers do: controls and blanks round it are dropped, tabs and line ends anywhere in it,
/// and a backslash is as good as a slash (WHATWG URL §4.4).
pub(in crate::copy) fn target(url: &str) -> Target {
    let mut bytes = url.bytes().skip_while(|b| *b <= b' ').filter(|b| !matches!(b, b'\t' | b'\n' | b'\r')).peekable();
    match bytes.peek() {
        None => return Target::Nowhere,
        Some(b'#') => return if bytes.nth(1).is_some() { Target::Here } else { Target::Nowhere },
        Some(b'/' | b'\\') => {
            let second = bytes.nth(1);
            return if matches!(second, Some(b'/' | b'\\')) { Target::Outside } else { Target::Site };
        }
        Some(_) => {}
    }
    let mut scheme = [0_u8; 12];
    for (n, byte) in bytes.enumerate() {
        match byte {
            b':' if n > 0 => return of_scheme(scheme.get(..n).unwrap_or(&scheme)),
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if n > 0 => {}
            _ => return Target::Site,
        }
        if let Some(place) = scheme.get_mut(n) {
            *place = byte.to_ascii_lowercase();
        }
    }
    Target::Site
}

fn of_scheme(scheme: &[u8]) -> Target {
    match scheme {
        b"http" | b"https" => Target::Outside,
        b"javascript" | b"vbscript" | b"data" | b"livescript" | b"blob" | b"filesystem" | b"view-source" => {
            Target::Forbidden
        }
        _ => Target::Other,
    }
}

/// Appends `url` for an attribute in double quotes: what a URL can't hold is percent-encoded, what HTML
/// gives a meaning is escaped. Percent signs stay, as the writer may have encoded it already.
pub(in crate::copy) fn encode(url: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let url = url.trim_matches(|c: char| c <= ' ');
    let mut from = 0;
    for (at, byte) in url.bytes().enumerate() {
        let stays = byte.is_ascii_graphic()
            && !matches!(byte, b'&' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'\'');
        if stays {
            continue;
        }
        out.push_str(url.get(from..at).unwrap_or_default());
        from = at + 1;
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\t' | b'\n' | b'\r' => {}
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
    out.push_str(url.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::{Target, encode, target};

    #[test]
    fn addresses_are_read_as_browsers_read_them() {
        for (url, expected) in [
            ("", Target::Nowhere),
            (" \u{1}", Target::Nowhere),
            ("#", Target::Nowhere),
            ("#a", Target::Here),
            ("a/b.md#c", Target::Site),
            ("../a:b", Target::Site),
            ("?q=a:b", Target::Site),
            ("/a", Target::Site),
            ("//host/a", Target::Outside),
            ("/\\host", Target::Outside),
            ("HTTPS://host", Target::Outside),
            ("mailto:a@b", Target::Other),
            ("averyveryverylongscheme:x", Target::Other),
            ("JavaScript:alert(1)", Target::Forbidden),
            ("\u{1} java\nscript:alert(1)", Target::Forbidden),
            ("data:text/html,x", Target::Forbidden),
        ] {
            assert_eq!(target(url), expected, "{url:?}");
        }
    }

    #[test]
    fn encoded_addresses_fit_into_an_attribute() {
        let mut out = String::new();
        encode(" /ü b?a=1&b=\"%20\n<> ", &mut out);
        assert_eq!(out, "/%C3%BC%20b?a=1&amp;b=%22%20%3C%3E");
    }
}
