//! From what a request asks for to an address: decoded once, and never out of the folder.

use std::{error::Error, fmt};

use http::StatusCode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What stays as it is in a path (RFC 3986, unreserved characters and `/`).
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');
/// What stays as it is in one part of a path, or in a query's value.
const PART: &AsciiSet = &PATH.add(b'/');

/// What a request asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Percent-decoded, NFC; begins with `/`, has no empty part but the last, and no `.` or `..`.
    pub path: String,
    /// The path as sent, without the query.
    pub raw_path: String,
    /// What stands after the `?`, as sent.
    pub query: Option<String>,
}

impl Asked {
    /// The first value of a query's parameter, decoded; empty where it has no `=`.
    pub fn query_value(&self, name: &str) -> Option<String> {
        pairs(self.query.as_deref()?).find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// A target that names nothing on any host.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadPath {
    /// What is wrong, for people.
    pub why: &'static str,
}

impl BadPath {
    /// What to answer.
    pub const STATUS: StatusCode = StatusCode::BAD_REQUEST;
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why)
    }
}

impl Error for BadPath {}

/// Reads a request's target (RFC 9112, 3.2): a path with or without query, or an absolute URL, whose host
/// doesn't count.
///
/// # Errors
/// When it is no path (`*`, `host:443`), isn't UTF-8 once decoded, or holds what could lead out of a folder or
/// be read in two ways: `.` and `..` as parts, encoded slashes, backslashes, doubled slashes, control characters.
pub fn asked(target: &str) -> Result<Asked, BadPath> {
    let local = without_host(target);
    let (raw_path, query) = match local.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (local, None),
    };
    // `http://host?a` asks for the root.
    let raw_path = if raw_path.is_empty() && local.len() < target.len() { "/" } else { raw_path };
    let path = decoded_path(raw_path).map_err(|why| BadPath { why })?;
    Ok(Asked { path, raw_path: raw_path.to_owned(), query: query.map(str::to_owned) })
}

/// A path percent-encoded, for `Location`: ASCII, with all but unreserved characters and `/` encoded.
pub fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// One part of a path, or a query's value, percent-encoded; so is a slash.
pub(super) fn encoded_part(text: &str) -> String {
    utf8_percent_encode(text, PART).to_string()
}

/// The names and values of a query (WHATWG URL, `application/x-www-form-urlencoded`).
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (form_decoded(name), form_decoded(value))
    })
}

/// Percent-decoded and NFC.
///
/// # Errors
/// When a percent sign stands alone, or the outcome isn't UTF-8.
pub(super) fn decoded(text: &str) -> Result<String, &'static str> {
    let lone = text.match_indices('%').any(|(at, _)| !is_escape(&text.as_bytes()[at..]));
    if lone {
        return Err("a percent sign in it encodes nothing");
    }
    let text = percent_decode_str(text).decode_utf8().map_err(|_| "it isn't UTF-8")?;
    Ok(if is_nfc(&text) { text.into_owned() } else { text.nfc().collect() })
}

/// Whether the bytes begin with `%` and two hex digits.
pub(super) fn is_escape(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

fn decoded_path(raw: &str) -> Result<String, &'static str> {
    if !raw.starts_with('/') {
        return Err("it isn't a path");
    }
    if raw.contains('#') {
        return Err("it holds a fragment");
    }
    if raw.as_bytes().windows(3).any(|three| three.eq_ignore_ascii_case(b"%2f")) {
        return Err("it holds an encoded slash");
    }
    let path = decoded(raw)?;
    if path.contains(|c: char| c.is_control() || c == '\\') {
        return Err("it holds control characters or a backslash");
    }
    if path.contains("//") {
        return Err("it holds doubled slashes");
    }
    if path.split('/').any(|part| part == "." || part == "..") {
        return Err("`.` and `..` can't be parts of an address");
    }
    Ok(path)
}

/// A target without scheme and host, where it has them.
fn without_host(target: &str) -> &str {
    let Some((scheme, rest)) = target.split_once("://") else { return target };
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return target;
    }
    rest.find(['/', '?', '#']).map_or("", |start| &rest[start..])
}

fn form_decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{asked, encoded};
    use crate::base::Address;

    fn path(target: &str) -> Option<String> {
        asked(target).ok().map(|asked| asked.path)
    }

    #[test]
    fn targets_become_addresses() {
        for (target, wanted) in [
            ("/", "/"),
            ("/world/ferry/", "/world/ferry/"),
            ("/%C5%BCeglarstwo/", "/żeglarstwo/"),
            ("/z%CC%87eglarstwo/", "/żeglarstwo/"),
            ("/żeglarstwo/", "/żeglarstwo/"),
            ("/a%20b.html?c=/../d", "/a b.html"),
            ("/100%25/", "/100%/"),
            ("/a/%252e%252e/b", "/a/%2e%2e/b"),
            ("/.../.well-known/a..b", "/.../.well-known/a..b"),
            ("http://127.0.0.1:1111/a?b", "/a"),
            ("HTTPS://post.example", "/"),
            ("http://post.example?q=1", "/"),
        ] {
            assert_eq!(path(target).as_deref(), Some(wanted), "{target}");
        }
    }

    #[test]
    fn encoded_dots_lead_nowhere() {
        for target in ["/../a", "/a/..", "/a/./b", "/%2e%2e/a", "/a/.%2E", "/%2E/", "http://h/../a"] {
            assert_eq!(path(target), None, "{target}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for target in [
            "",
            "*",
            "a",
            "post.example:443",
            "/a%2fb",
            "/a%2Fb",
            "/a\\b",
            "/a%5cb",
            "/a%00",
            "/a%0d%0ab",
            "/a\tb",
            "/%7f",
            "/%C2%85",
            "/%ff",
            "/%c0%ae%c0%ae/",
            "//evil.example/",
            "/a//b",
            "/a%",
            "/a%2",
            "/a%zz",
            "/a#b",
            "ftp://post.example/",
            "http://post.example//a",
        ] {
            assert_eq!(path(target), None, "{target}");
        }
    }

    #[test]
    fn a_query_is_read_like_a_form() {
        let asked = asked("/a?q=%C5%BCagle+i+wiatr&flag&q=2&%71x=a%3Db&bad=%ff").expect("a path");
        assert_eq!((asked.path.as_str(), asked.raw_path.as_str()), ("/a", "/a"));
        assert_eq!(asked.query_value("q").as_deref(), Some("żagle i wiatr"));
        assert_eq!(asked.query_value("flag").as_deref(), Some(""));
        assert_eq!(asked.query_value("qx").as_deref(), Some("a=b"));
        assert_eq!(asked.query_value("bad").as_deref(), Some("\u{fffd}"));
        assert_eq!(asked.query_value("none"), None);
    }

    #[test]
    fn a_location_is_encoded_as_addresses_are() {
        for path in ["/żeglarstwo/100% sure/", "/a'b(c)!/~x_y-z.html", "/a?b#c\"<>/", "/日本/"] {
            assert_eq!(encoded(path), Address::new(path).encoded());
        }
    }

    proptest! {
        #[test]
        fn an_accepted_path_stays_in_its_folder(target in "(/|%|2|e|E|f|F|\\.|a|ż|\\?|#|\\\\|z\u{307}|\\*|\\PC){0,12}") {
            let target = ["/", &target].concat();
            if let Ok(asked) = asked(&target) {
                prop_assert!(asked.path.starts_with('/') && !asked.path.contains("//"));
                prop_assert!(asked.path.split('/').all(|part| part != "." && part != ".."));
                prop_assert!(!asked.path.contains(|c: char| c.is_control() || c == '\\'));
                prop_assert!(unicode_normalization::is_nfc(&asked.path));
                prop_assert!(target.starts_with(&asked.raw_path));
                prop_assert_eq!(asked.path.matches('/').count(), asked.raw_path.matches('/').count());
            }
        }

        #[test]
        fn any_target_is_read_or_refused(target in any::<String>()) {
            let _ = asked(&target).map(|asked| asked.query_value("a"));
        }

        #[test]
        fn an_encoded_path_is_asked_for_again(target in "/[\\PC]{0,20}") {
            if let Ok(first) = asked(&target) {
                let again = asked(&encoded(&first.path)).expect("a path");
                prop_assert!(encoded(&first.path).is_ascii());
                prop_assert_eq!(again.path, first.path);
            }
        }
    }
}
