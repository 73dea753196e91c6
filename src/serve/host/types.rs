//! A file's content type, by its name, as hosts give it.

use std::borrow::Cow;

/// Of a page, and of every path that ends in `/`.
const HTML: &str = "text/html; charset=utf-8";
/// Of what has no known ending (RFC 2046, 4.5.1).
const UNKNOWN: &str = "application/octet-stream";

/// Endings whose type in the common table is old, wrong or missing.
const OURS: [(&str, &str); 16] = [
    ("asc", "text/plain"),
    ("cjs", "text/javascript"),
    ("jsonld", "application/ld+json"),
    ("m4a", "audio/mp4"),
    ("map", "application/json"),
    ("mjs", "text/javascript"),
    ("ndjson", "application/x-ndjson"),
    ("opml", "text/x-opml"),
    ("otf", "font/otf"),
    ("rss", "application/rss+xml"),
    ("toml", "application/toml"),
    ("ts", "text/plain"),
    ("webmanifest", "application/manifest+json"),
    ("woff", "font/woff"),
    ("xml", "application/xml"),
    ("yaml", "application/yaml"),
];

/// The value of `Content-Type` for a path, decoded, with `/` at a page's end. Text says that it is UTF-8.
pub fn of(path: &str) -> Cow<'static, str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.is_empty() {
        return Cow::Borrowed(HTML);
    }
    // `.htaccess` is a name, not an ending.
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |(_, ending)| ending);
    let ours = OURS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, known)| *known);
    let media = ours.or_else(|| mime_guess::from_ext(ending).first_raw()).unwrap_or(UNKNOWN);
    match media {
        "text/html" => Cow::Borrowed(HTML),
        // JSON is UTF-8 by definition, and a manifest's type is registered without parameters.
        "application/manifest+json" => Cow::Borrowed(media),
        media if is_text(media) => Cow::Owned([media, "; charset=utf-8"].concat()),
        media => Cow::Borrowed(media),
    }
}

/// Whether hosts send a type compressed: text, and formats that aren't compressed themselves.
pub fn is_compressible(content_type: &str) -> bool {
    let media = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let bare = ["font/ttf", "font/otf", "font/collection", "image/bmp", "image/x-icon", "image/vnd.microsoft.icon"];
    let formats = ["application/wasm", "application/vnd.ms-fontobject", "application/yaml", "application/toml"];
    // A stream of events must reach its reader at once.
    media != "text/event-stream" && (is_text(&media) || bare.contains(&&*media) || formats.contains(&&*media))
}

fn is_text(media: &str) -> bool {
    let formats = ["json", "javascript", "xml", "x-ndjson", "x-javascript", "ecmascript"];
    let format = media.strip_prefix("application/");
    media.starts_with("text/")
        || format.is_some_and(|format| formats.contains(&format))
        || media.ends_with("+json")
        || media.ends_with("+xml")
}

#[cfg(test)]
mod tests {
    use super::{is_compressible, of};

    #[test]
    fn files_have_the_types_that_hosts_give_them() {
        for (path, wanted) in [
            ("/", "text/html; charset=utf-8"),
            ("/world/", "text/html; charset=utf-8"),
            ("/v1.2/", "text/html; charset=utf-8"),
            ("/404.html", "text/html; charset=utf-8"),
            ("/A.HTM", "text/html; charset=utf-8"),
            ("/main.3f2a.css", "text/css; charset=utf-8"),
            ("/main.js", "text/javascript; charset=utf-8"),
            ("/main.mjs", "text/javascript; charset=utf-8"),
            ("/main.js.map", "application/json; charset=utf-8"),
            ("/index.json", "application/json; charset=utf-8"),
            ("/rss.xml", "application/xml; charset=utf-8"),
            ("/a.atom", "application/atom+xml; charset=utf-8"),
            ("/a.opml", "text/x-opml; charset=utf-8"),
            ("/logo.svg", "image/svg+xml; charset=utf-8"),
            ("/manifest.webmanifest", "application/manifest+json"),
            ("/.well-known/security.txt", "text/plain; charset=utf-8"),
            ("/robots.txt", "text/plain; charset=utf-8"),
            ("/a.woff2", "font/woff2"),
            ("/a.ttf", "font/ttf"),
            ("/a.avif", "image/avif"),
            ("/a.webp", "image/webp"),
            ("/a.JPG", "image/jpeg"),
            ("/a.ico", "image/x-icon"),
            ("/a.wasm", "application/wasm"),
            ("/a.mp4", "video/mp4"),
            ("/a.vtt", "text/vtt; charset=utf-8"),
            ("/a.pdf", "application/pdf"),
            ("/a", "application/octet-stream"),
            ("/.htaccess", "application/octet-stream"),
            ("/a.", "application/octet-stream"),
            ("/a.unheard-of", "application/octet-stream"),
        ] {
            assert_eq!(of(path), wanted, "{path}");
        }
    }

    #[test]
    fn what_is_compressed_already_stays() {
        for path in ["/", "/a.css", "/a.js", "/a.json", "/a.svg", "/a.xml", "/a.opml", "/a.wasm", "/a.ttf", "/a.ics"] {
            assert!(is_compressible(&of(path)), "{path}");
        }
        assert!(is_compressible("Application/Feed+JSON;charset=utf-8") && is_compressible("application/manifest+json"));
        for path in ["/a.woff2", "/a.jpg", "/a.avif", "/a.mp4", "/a.pdf", "/a.gz", "/a", "/a.zip"] {
            assert!(!is_compressible(&of(path)), "{path}");
        }
        assert!(!is_compressible("text/event-stream") && !is_compressible(""));
    }
}
