//! Entity tags, and whether a request's conditions hold (RFC 9110, 8.8.3 and 13).

use http::{
    HeaderMap, HeaderName,
    header::{IF_MATCH, IF_NONE_MATCH, IF_RANGE},
};

use super::coding::{Coding, suffix};

/// What a request's conditions come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    /// There are none, or they hold.
    Send,
    /// The reader has it already.
    NotModified,
    /// The reader wants another state of it.
    Failed,
}

/// The entity tag of a file's bytes, or of what a coding made of them; strong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tag(String);

impl Tag {
    pub(super) fn new(hash: u64, coding: Option<Coding>) -> Tag {
        Tag(format!("\"{hash:016x}{}\"", coding.map_or("", suffix)))
    }

    /// As `ETag` has it, in quotes.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Holds `If-Match` and `If-None-Match` against it, in the order of RFC 9110, 13.2.2. Without a time of
    /// change, conditions on one don't count.
    pub(super) fn verdict(&self, asks: &HeaderMap) -> Verdict {
        if asks.contains_key(IF_MATCH) && !self.is_listed(asks, IF_MATCH, false) {
            return Verdict::Failed;
        }
        if self.is_listed(asks, IF_NONE_MATCH, true) { Verdict::NotModified } else { Verdict::Send }
    }

    /// Whether a reader that has a part of it may get another: no `If-Range`, or one with this very tag.
    pub(super) fn may_continue(&self, asks: &HeaderMap) -> bool {
        let mut given = asks.get_all(IF_RANGE).iter();
        given.all(|value| value.as_bytes().trim_ascii() == self.0.as_bytes())
    }

    /// Whether a header lists it, or `*`. Compared weakly, `W/` before a tag doesn't count.
    fn is_listed(&self, asks: &HeaderMap, header: HeaderName, weakly: bool) -> bool {
        asks.get_all(header).iter().any(|value| {
            let mut rest = value.as_bytes().trim_ascii();
            if rest == b"*" {
                return true;
            }
            while let Some((is_weak, tag, after)) = next_tag(rest) {
                if tag == self.0.as_bytes() && (weakly || !is_weak) {
                    return true;
                }
                rest = after;
            }
            false
        })
    }
}

/// The first tag of a list with its quotes, whether it is weak, and what follows. A list ends at what is no tag.
fn next_tag(list: &[u8]) -> Option<(bool, &[u8], &[u8])> {
    let start = list.iter().position(|b| !matches!(b, b',' | b' ' | b'\t'))?;
    let list = &list[start..];
    let (is_weak, quoted) = list.strip_prefix(b"W/").map_or((false, list), |quoted| (true, quoted));
    let inner = quoted.strip_prefix(b"\"")?;
    let end = memchr::memchr(b'"', inner)? + 2;
    Some((is_weak, &quoted[..end], &quoted[end..]))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};
    use proptest::prelude::*;

    use super::{Coding, Tag, Verdict};

    fn asks(name: header::HeaderName, values: &[&str]) -> HeaderMap {
        let values = values.iter().map(|value| (name.clone(), HeaderValue::from_str(value).expect(value)));
        let mut asks = HeaderMap::new();
        values.for_each(|(name, value)| {
            asks.append(name, value);
        });
        asks
    }

    #[test]
    fn each_coding_has_a_tag_of_its_own() {
        assert_eq!(Tag::new(255, None).as_str(), "\"00000000000000ff\"");
        assert_eq!(Tag::new(255, Some(Coding::Brotli)).as_str(), "\"00000000000000ff-br\"");
        assert_eq!(Tag::new(255, Some(Coding::Gzip)).as_str(), "\"00000000000000ff-gz\"");
    }

    #[test]
    fn what_a_reader_has_is_not_sent_again() {
        let tag = Tag::new(1, None);
        let own = tag.as_str();
        let verdict = |values: &[&str]| tag.verdict(&asks(header::IF_NONE_MATCH, values));
        for list in [own, &format!("W/{own}"), "*", " * ", &format!("\"a, b\" ,, W/\"c\",{own}")] {
            assert_eq!(verdict(&[list]), Verdict::NotModified, "{list}");
        }
        assert_eq!(verdict(&["\"a\"", own]), Verdict::NotModified);
        for list in ["", "\"0000000000000001-br\"", "0000000000000001", "\"*\"", &format!("x, {own}"), "\"a"] {
            assert_eq!(verdict(&[list]), Verdict::Send, "{list}");
        }
    }

    #[test]
    fn another_state_is_not_sent_to_who_wants_this_one() {
        let tag = Tag::new(1, None);
        let verdict = |list: &str| tag.verdict(&asks(header::IF_MATCH, &[list]));
        assert_eq!(verdict(tag.as_str()), Verdict::Send);
        assert_eq!(verdict("*"), Verdict::Send);
        assert_eq!(verdict(&format!("W/{}", tag.as_str())), Verdict::Failed);
        assert_eq!(verdict("\"a\""), Verdict::Failed);
        assert_eq!(verdict("nonsense"), Verdict::Failed);
    }

    #[test]
    fn a_download_goes_on_only_in_the_same_bytes() {
        let tag = Tag::new(1, None);
        assert!(tag.may_continue(&HeaderMap::new()));
        assert!(tag.may_continue(&asks(header::IF_RANGE, &[tag.as_str()])));
        for value in ["\"a\"", "W/\"0000000000000001\"", "Sat, 29 Oct 1994 19:43:31 GMT"] {
            assert!(!tag.may_continue(&asks(header::IF_RANGE, &[value])), "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_list_is_read(list in "(W/|\"|,|\\*|a| |[ -~]){0,12}") {
            let _ = Tag::new(1, None).verdict(&asks(header::IF_NONE_MATCH, &[&list]));
        }
    }
}
