//! The head of an answer whose bytes are too many to be held: which of them follow.

use std::ops::Range;

use http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, ETAG, RANGE};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

use super::ranges::{Slices, slices};
use super::tags::{Tag, Verdict};

/// Answers a request for a file of so many bytes; `etag` is another when the file is. Out: the head, and the bytes that
/// follow. One slice is given, of several the whole file; nothing is squeezed.
pub fn large(
    length: u64,
    etag: u64,
    mut headers: HeaderMap,
    method: &Method,
    asks: &HeaderMap,
) -> (Response<()>, Range<u64>) {
    let tag = Tag::new(etag, None);
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.extend(HeaderValue::from_str(tag.as_str()).map(|tag| (ETAG, tag)));
    let is_get = method == Method::GET;
    let range = asks.get(RANGE).filter(|_| is_get && tag.may_continue(asks)).and_then(|range| range.to_str().ok());
    let (status, part) = match tag.verdict(asks) {
        Verdict::NotModified => (StatusCode::NOT_MODIFIED, 0..0),
        Verdict::Failed => (StatusCode::PRECONDITION_FAILED, 0..0),
        Verdict::Send => match range.map(|range| slices(range, usize::try_from(length).unwrap_or(usize::MAX))) {
            Some(Slices::These(parts)) if parts.len() == 1 => {
                let (start, end) = (parts[0].start as u64, parts[0].end as u64);
                put(&mut headers, CONTENT_RANGE, &format!("bytes {start}-{}/{length}", end - 1));
                (StatusCode::PARTIAL_CONTENT, start..end)
            }
            Some(Slices::None) => {
                put(&mut headers, CONTENT_RANGE, &format!("bytes */{length}"));
                (StatusCode::RANGE_NOT_SATISFIABLE, 0..0)
            }
            Some(Slices::These(_) | Slices::Whole) | None => (StatusCode::OK, 0..length),
        },
    };
    if status != StatusCode::NOT_MODIFIED {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    }
    let mut head = Response::new(());
    (*head.status_mut(), *head.headers_mut()) = (status, headers);
    (head, if is_get { part } else { 0..0 })
}

fn put(headers: &mut HeaderMap, name: http::HeaderName, value: &str) {
    headers.extend(HeaderValue::from_str(value).map(|value| (name, value)));
}

#[cfg(test)]
mod tests {
    use http::header::{CONTENT_LENGTH, CONTENT_RANGE, ETAG, IF_NONE_MATCH, RANGE};
    use http::{HeaderMap, HeaderName, Method};

    use super::large;

    #[test]
    fn one_slice_is_given_and_of_several_the_whole() {
        for (asked, status, part) in [
            (None, 200, 0..1000),
            (Some("bytes=10-19"), 206, 10..20),
            (Some("bytes=990-"), 206, 990..1000),
            (Some("bytes=0-1,5-6"), 200, 0..1000),
            (Some("bytes=1000-"), 416, 0..0),
        ] {
            let asks: HeaderMap = asked.map(|range| (RANGE, range.parse().expect("a value"))).into_iter().collect();
            let (head, bytes) = large(1000, 1, HeaderMap::new(), &Method::GET, &asks);
            assert_eq!((head.status().as_u16(), bytes), (status, part), "{asked:?}");
            assert_eq!(head.headers().contains_key(CONTENT_RANGE), status != 200, "{asked:?}");
        }
    }

    #[test]
    fn what_a_reader_has_isnt_sent_and_heads_have_no_bytes() {
        let ask = |method: Method, asks: HeaderMap| large(1000, 1, HeaderMap::new(), &method, &asks);
        let (head, bytes) = ask(Method::HEAD, HeaderMap::new());
        assert_eq!((head.headers()[CONTENT_LENGTH].to_str().ok(), bytes), (Some("1000"), 0..0));
        let has: (HeaderName, _) = (IF_NONE_MATCH, head.headers()[ETAG].clone());
        let (head, bytes) = ask(Method::GET, [has].into_iter().collect());
        assert_eq!((head.status().as_u16(), bytes), (304, 0..0));
    }
}
