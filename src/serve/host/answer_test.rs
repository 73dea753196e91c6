//! What requests get of small files, header by header.

use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use hyper::body::Bytes;
use proptest::prelude::*;

use super::super::squeeze;
use super::{Whole, answer, not_allowed};

fn whole(media: &'static str, bytes: &[u8]) -> Whole {
    let headers = HeaderMap::from_iter([
        (http::header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (HeaderName::from_static("x-host"), HeaderValue::from_static("yes")),
    ]);
    Whole { etag: 0xabc, ..Whole::new(StatusCode::OK, headers, Bytes::copy_from_slice(bytes)) }
}

fn page() -> Whole {
    whole("text/html; charset=utf-8", "<p>żagle</p>".repeat(200).as_bytes())
}

fn digits() -> Whole {
    whole("image/png", b"0123456789")
}

fn ask(whole: &Whole, method: &Method, asks: &[(&'static str, &str)]) -> Response<Bytes> {
    let mut headers = HeaderMap::new();
    for (name, value) in asks {
        headers.append(*name, HeaderValue::from_str(value).expect(value));
    }
    answer(whole, method, &headers, |coding| squeeze(&whole.bytes, coding).into())
}

fn get(whole: &Whole, asks: &[(&'static str, &str)]) -> Response<Bytes> {
    ask(whole, &Method::GET, asks)
}

fn header(response: &Response<Bytes>, name: &str) -> String {
    let values = response.headers().get_all(name).iter();
    values.map(|value| value.to_str().expect("text")).collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_plain_request_gets_all() {
    let response = get(&digits(), &[]);
    assert_eq!((response.status(), response.body().as_ref()), (StatusCode::OK, &b"0123456789"[..]));
    for (name, value) in [
        ("content-type", "image/png"),
        ("content-length", "10"),
        ("etag", "\"0000000000000abc\""),
        ("accept-ranges", "bytes"),
        ("cache-control", "no-cache"),
        ("x-host", "yes"),
        ("vary", ""),
        ("content-encoding", ""),
    ] {
        assert_eq!(header(&response, name), value, "{name}");
    }
}

#[test]
fn the_hosts_word_on_caching_stays() {
    let mut assets = digits();
    assets.headers.insert(http::header::CACHE_CONTROL, HeaderValue::from_static("immutable"));
    assert_eq!(header(&get(&assets, &[]), "cache-control"), "immutable");
}

#[test]
fn head_has_the_headers_of_get_and_no_body() {
    for asks in [&[][..], &[("accept-encoding", "br")], &[("accept-encoding", "gzip")]] {
        let (of_get, of_head) = (get(&page(), asks), ask(&page(), &Method::HEAD, asks));
        assert_eq!(of_get.headers(), of_head.headers());
        assert_eq!(of_head.status(), StatusCode::OK);
        assert!(of_head.body().is_empty() && !of_get.body().is_empty());
    }
    let ranged = ask(&digits(), &Method::HEAD, &[("range", "bytes=0-1")]);
    assert_eq!((ranged.status(), header(&ranged, "content-length").as_str()), (StatusCode::OK, "10"));
}

#[test]
fn other_methods_are_refused() {
    for response in [ask(&page(), &Method::POST, &[]), not_allowed()] {
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(header(&response, "allow"), "GET, HEAD");
    }
}

#[test]
fn text_is_squeezed_for_who_wants_it() {
    let br = get(&page(), &[("accept-encoding", "gzip, br")]);
    assert_eq!(header(&br, "content-encoding"), "br");
    assert_eq!(header(&br, "etag"), "\"0000000000000abc-br\"");
    assert_eq!(header(&br, "vary"), "Accept-Encoding");
    assert_eq!(header(&br, "content-length"), br.body().len().to_string());
    assert!(br.body().len() < page().bytes.len() / 10);
    let gzip = get(&page(), &[("accept-encoding", "gzip")]);
    assert_eq!(header(&gzip, "content-encoding"), "gzip");
    assert_eq!(header(&gzip, "etag"), "\"0000000000000abc-gz\"");
    let plain = get(&page(), &[]);
    assert_eq!((header(&plain, "content-encoding").as_str(), header(&plain, "vary").as_str()), ("", "Accept-Encoding"));
}

#[test]
fn pictures_small_files_and_slices_are_not_squeezed() {
    let asks = ("accept-encoding", "br, gzip");
    let picture = whole("image/png", &[7; 4096]);
    let small = whole("text/css", &[b' '; 1023]);
    for response in [get(&picture, &[asks]), get(&small, &[asks]), get(&page(), &[asks, ("range", "bytes=0-9")])] {
        assert_eq!(header(&response, "content-encoding"), "");
        assert_eq!(header(&response, "etag"), "\"0000000000000abc\"");
    }
    assert_eq!(header(&get(&small, &[asks]), "vary"), "Accept-Encoding");
}

#[test]
fn a_page_that_is_missing_is_sent_whole_and_squeezed() {
    let missing = Whole { status: StatusCode::NOT_FOUND, ..page() };
    let asks = [("range", "bytes=0-1"), ("if-none-match", "*"), ("if-match", "\"x\""), ("accept-encoding", "gzip")];
    let response = get(&missing, &asks);
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(header(&response, "content-encoding"), "gzip");
    assert_eq!((header(&response, "etag").as_str(), header(&response, "accept-ranges").as_str()), ("", ""));
}

#[test]
fn what_a_reader_has_is_not_sent_again() {
    for (tag, encoding) in [("\"0000000000000abc\"", "identity"), ("W/\"0000000000000abc-br\"", "br")] {
        let response = get(&page(), &[("if-none-match", tag), ("accept-encoding", encoding)]);
        assert_eq!((response.status(), response.body().len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(header(&response, "etag"), tag.trim_start_matches("W/"));
        assert_eq!(header(&response, "vary"), "Accept-Encoding");
        assert_eq!(header(&response, "cache-control"), "no-cache");
        assert_eq!(header(&response, "content-type") + &header(&response, "content-length"), "");
    }
    let other = get(&page(), &[("if-none-match", "\"0000000000000abc\""), ("accept-encoding", "br")]);
    assert_eq!(other.status(), StatusCode::OK);
}

#[test]
fn a_change_of_headers_alone_is_noticed() {
    let bytes = Bytes::from_static(b"a");
    let of = |policy: &'static str| {
        let headers = HeaderMap::from_iter([(http::header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy))]);
        Whole::new(StatusCode::OK, headers, bytes.clone()).etag
    };
    assert_eq!(of("img-src *"), of("img-src *"));
    assert_ne!(of("img-src *"), of("img-src 'self'"));
}

#[test]
fn who_wants_another_state_gets_none() {
    let response = get(&digits(), &[("if-match", "\"x\"")]);
    assert_eq!((response.status(), response.body().len()), (StatusCode::PRECONDITION_FAILED, 0));
    assert_eq!(get(&digits(), &[("if-match", "\"0000000000000abc\"")]).status(), StatusCode::OK);
}

#[test]
fn a_slice_is_sent_alone() {
    for (range, body, told) in [
        ("bytes=2-4", "234", "bytes 2-4/10"),
        ("bytes=7-", "789", "bytes 7-9/10"),
        ("bytes=-2", "89", "bytes 8-9/10"),
        ("bytes=20-,0-0", "0", "bytes 0-0/10"),
    ] {
        let response = get(&digits(), &[("range", range)]);
        assert_eq!((response.status(), response.body().as_ref()), (StatusCode::PARTIAL_CONTENT, body.as_bytes()));
        assert_eq!(header(&response, "content-range"), told);
        assert_eq!(header(&response, "content-length"), body.len().to_string());
        assert_eq!(header(&response, "content-type"), "image/png");
    }
}

#[test]
fn several_slices_come_in_parts() {
    let response = get(&digits(), &[("range", "bytes=0-1, 8-")]);
    assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(header(&response, "content-type"), "multipart/byteranges; boundary=dateline-0000000000000abc");
    assert_eq!(header(&response, "content-range"), "");
    let body = String::from_utf8(response.body().to_vec()).expect("text");
    assert_eq!(
        body,
        "\r\n--dateline-0000000000000abc\r\nContent-Type: image/png\r\nContent-Range: bytes 0-1/10\r\n\r\n01\
         \r\n--dateline-0000000000000abc\r\nContent-Type: image/png\r\nContent-Range: bytes 8-9/10\r\n\r\n89\
         \r\n--dateline-0000000000000abc--\r\n"
    );
    assert_eq!(header(&response, "content-length"), body.len().to_string());
}

#[test]
fn the_line_between_parts_is_in_no_part() {
    let sly = whole("text/plain", b"..dateline-0000000000000abc..");
    let response = get(&sly, &[("range", "bytes=0-1,5-6")]);
    assert_eq!(header(&response, "content-type"), "multipart/byteranges; boundary=dateline-0000000000000abc-0");
}

#[test]
fn what_a_file_has_not_is_told() {
    let response = get(&digits(), &[("range", "bytes=10-")]);
    assert_eq!((response.status(), response.body().len()), (StatusCode::RANGE_NOT_SATISFIABLE, 0));
    assert_eq!(header(&response, "content-range"), "bytes */10");
}

#[test]
fn ranges_that_mean_nothing_do_not_count() {
    for asks in [
        &[("range", "bytes=4-2")][..],
        &[("range", "pages=1-2")],
        &[("range", "bytes=0-1"), ("range", "bytes=2-3")],
        &[("range", "bytes=0-1"), ("if-range", "\"other\"")],
    ] {
        let response = get(&digits(), asks);
        assert_eq!((response.status(), response.body().len()), (StatusCode::OK, 10), "{asks:?}");
    }
    let same = get(&digits(), &[("range", "bytes=0-1"), ("if-range", "\"0000000000000abc\"")]);
    assert_eq!(same.status(), StatusCode::PARTIAL_CONTENT);
}

proptest! {
    #[test]
    fn slices_equal_the_bytes(
        bytes in prop::collection::vec(any::<u8>(), 1..300),
        first in 0..300usize,
        length in 1..300usize,
    ) {
        let file = whole("image/png", &bytes);
        let last = first + length - 1;
        let response = get(&file, &[("range", &format!("bytes={first}-{last}"))]);
        if first < bytes.len() {
            prop_assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
            prop_assert_eq!(response.body().as_ref(), &bytes[first..bytes.len().min(last + 1)]);
        } else {
            prop_assert_eq!(response.status(), StatusCode::RANGE_NOT_SATISFIABLE);
        }
    }

    #[test]
    fn a_body_is_as_long_as_told(
        range in "(bytes=)?(-|,|[0-9]{1,2}){0,9}",
        encoding in "(br|gzip|\\*|,|;q=0|;q=1){0,4}",
        tags in "(W/|\"|0000000000000abc|,|\\*){0,6}",
        is_text in any::<bool>(),
    ) {
        let file = if is_text { page() } else { digits() };
        let asks = [("range", range.as_str()), ("accept-encoding", &encoding), ("if-none-match", &tags)];
        for asks in [&asks[..], &asks[1..]] {
            let response = get(&file, asks);
            let told = header(&response, "content-length");
            prop_assert!(response.status() == StatusCode::NOT_MODIFIED || told == response.body().len().to_string());
        }
    }
}
