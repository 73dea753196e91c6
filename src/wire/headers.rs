//! `_headers`: what Netlify and Cloudflare Pages send with each file.
//!
//! Files whose names change with their bytes are kept for ever; for all others hosts ask again each time, which is
//! what Netlify and Cloudflare Pages do by themselves. Where two rules give one file the same header, Cloudflare joins the values, so no two of ours do.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// A line holds no more characters (Cloudflare Pages).
pub const LONGEST_LINE: usize = 2_000;
/// Cloudflare Pages reads no more rules.
pub const MOST_RULES: usize = 100;

/// Feeds and their media types; each at the root and in folders below.
const TYPES: [(&str, &str); 4] = [
    ("rss.xml", "application/rss+xml; charset=utf-8"),
    ("atom.xml", "application/atom+xml; charset=utf-8"),
    ("feed.json", "application/feed+json; charset=utf-8"),
    ("opml.xml", "text/x-opml; charset=utf-8"),
];

/// What the file says.
#[derive(Clone, Copy, Debug)]
pub struct Headers<'a> {
    /// The base URL's path, `/`.
    pub path: &'a str,
    /// The folders of files whose names change with their bytes, below `path`: `assets/`.
    pub fingerprinted: &'a [&'a str],
    /// Paths of fronts, and the stylesheet that each needs: a host that sends early hints tells of it before the page.
    pub preloads: &'a [(&'a str, &'a str)],
    /// What pages may load beside the site's own files.
    pub policy: &'a ContentPolicy<'a>,
    /// `Some` when text and data mining is denied; in it the URL of the terms, where there is one.
    pub tdm_reserved: Option<Option<&'a str>>,
    /// Whether there is running coverage, whose pages ask for their `live.json` again and again.
    pub live: bool,
    /// WebSub hubs.
    pub hubs: &'a [&'a str],
    /// Path and absolute URL of the feeds that are announced to the hubs.
    pub hub_feeds: &'a [(&'a str, &'a str)],
    /// Path, name and value from site.yaml: takes the place of ours, and removes it when empty.
    pub own: &'a [(&'a str, &'a str, &'a str)],
}

/// Sources that are allowed beside `'self'`, by directive (W3C Content Security Policy 3).
#[derive(Clone, Copy, Debug, Default)]
pub struct ContentPolicy<'a> {
    /// `script-src`: hosts and hashes of the site's snippets.
    pub scripts: &'a [&'a str],
    /// `style-src`: hashes of inlined style sheets.
    pub styles: &'a [&'a str],
    /// `img-src`.
    pub images: &'a [&'a str],
    /// `media-src`.
    pub media: &'a [&'a str],
    /// `font-src`.
    pub fonts: &'a [&'a str],
    /// `connect-src`.
    pub connections: &'a [&'a str],
    /// `frame-src`: hosts of embeds.
    pub frames: &'a [&'a str],
    /// `form-action`: where the newsletter's form is sent.
    pub forms: &'a [&'a str],
}

impl ContentPolicy<'_> {
    /// The header's value. Whatever would open the policy to any script or style is left out.
    pub fn value(&self) -> String {
        let mut out = String::from("default-src 'none'");
        let directives = [
            ("script-src", self.scripts),
            ("style-src", self.styles),
            ("img-src", self.images),
            ("media-src", self.media),
            ("font-src", self.fonts),
            ("connect-src", self.connections),
            ("frame-src", self.frames),
            ("form-action", self.forms),
        ];
        for (name, sources) in directives {
            out.push_str("; ");
            out.push_str(name);
            out.push_str(" 'self'");
            for source in sources.iter().filter(|source| is_source(source)) {
                out.push(' ');
                out.push_str(source);
            }
        }
        out.push_str("; manifest-src 'self'; base-uri 'none'; frame-ancestors 'self'");
        out
    }
}

/// The source that admits inline code of that text (Content Security Policy 3, 2.3.1).
pub fn hash_source(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

fn is_source(source: &str) -> bool {
    let open = ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'none'", "*"];
    !source.is_empty()
        && source.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b';' | b','))
        && !open.iter().any(|word| source.eq_ignore_ascii_case(word))
}

/// What came of it, for the host's limits.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// How many paths have rules.
    pub rules: usize,
    /// `Name: value` of the site's own that can't stand in the file.
    pub refused: Vec<String>,
}

struct Rule {
    path: String,
    headers: Vec<(String, String)>,
}

/// Appends the file.
pub fn headers(given: &Headers<'_>, out: &mut String) -> Written {
    let mut rules = ours(given);
    let mut written = Written::default();
    for (path, name, value) in given.own {
        let (path, name, value) = (path.trim(), name.trim(), value.trim());
        if is_sound(path, name, value) {
            set(&mut rules, path, name, value);
        } else {
            written.refused.push(format!("{name}: {value}"));
        }
    }
    for rule in rules.iter().filter(|rule| !rule.headers.is_empty()) {
        out.push_str(&rule.path);
        out.push('\n');
        for (name, value) in &rule.headers {
            out.push_str(&format!("  {name}: {value}\n"));
        }
        written.rules += 1;
    }
    written
}

fn ours(given: &Headers<'_>) -> Vec<Rule> {
    let root = given.path;
    let mut rules = Vec::new();
    let everything = format!("{root}*");
    set(&mut rules, &everything, "Content-Security-Policy", &given.policy.value());
    set(&mut rules, &everything, "Referrer-Policy", "strict-origin-when-cross-origin");
    set(&mut rules, &everything, "X-Content-Type-Options", "nosniff");
    if let Some(policy) = given.tdm_reserved {
        set(&mut rules, &everything, "tdm-reservation", "1");
        if let Some(url) = policy {
            set(&mut rules, &everything, "tdm-policy", url);
        }
    }
    for folder in given.fingerprinted {
        set(&mut rules, &format!("{root}{folder}*"), "Cache-Control", "public, max-age=31536000, immutable");
    }
    for (path, sheet) in given.preloads {
        set(&mut rules, path, "Link", &format!("<{sheet}>; rel=preload; as=style"));
    }
    for (name, mime) in TYPES {
        set(&mut rules, &format!("{root}{name}"), "Content-Type", mime);
        set(&mut rules, &format!("{root}*/{name}"), "Content-Type", mime);
    }
    set(&mut rules, &format!("{root}manifest.webmanifest"), "Content-Type", "application/manifest+json");
    if given.live {
        let data = format!("{root}*/live.json");
        set(&mut rules, &data, "Content-Type", "application/json; charset=utf-8");
        set(&mut rules, &data, "Cache-Control", "public, max-age=15");
    }
    if !given.hubs.is_empty() {
        for (path, url) in given.hub_feeds {
            set(&mut rules, path, "Link", &links(given.hubs, url));
        }
    }
    rules
}

/// WebSub wants hub and self in the header too, the same as in the feed.
fn links(hubs: &[&str], self_url: &str) -> String {
    let mut out = String::new();
    for hub in hubs {
        out.push_str(&format!("<{hub}>; rel=\"hub\", "));
    }
    out.push_str(&format!("<{self_url}>; rel=\"self\""));
    out
}

fn set(rules: &mut Vec<Rule>, path: &str, name: &str, value: &str) {
    let at = rules.iter().position(|rule| rule.path == path).unwrap_or_else(|| {
        rules.push(Rule { path: path.to_owned(), headers: Vec::new() });
        rules.len() - 1
    });
    let headers = &mut rules[at].headers;
    match headers.iter().position(|(known, _)| known.eq_ignore_ascii_case(name)) {
        Some(at) if value.is_empty() => {
            headers.remove(at);
        }
        Some(at) => headers[at].1 = value.to_owned(),
        None if value.is_empty() => {}
        None => headers.push((name.to_owned(), value.to_owned())),
    }
}

fn is_sound(path: &str, name: &str, value: &str) -> bool {
    let is_token = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let is_path = path.starts_with('/') && !path.contains(char::is_whitespace);
    is_path && is_token && !value.contains(char::is_control) && name.len() + value.len() + 4 <= LONGEST_LINE
}

#[cfg(test)]
mod tests {
    use super::{ContentPolicy, Headers, hash_source, headers};

    const NOTHING: ContentPolicy<'static> = ContentPolicy {
        scripts: &[],
        styles: &[],
        images: &[],
        media: &[],
        fonts: &[],
        connections: &[],
        frames: &[],
        forms: &[],
    };

    fn plain(policy: &'static ContentPolicy<'static>) -> Headers<'static> {
        Headers {
            path: "/",
            fingerprinted: &["assets/"],
            preloads: &[],
            policy,
            tdm_reserved: None,
            live: false,
            hubs: &[],
            hub_feeds: &[],
            own: &[],
        }
    }

    #[test]
    fn every_file_gets_its_headers() {
        let mut out = String::new();
        let written = headers(&plain(&NOTHING), &mut out);
        assert_eq!(
            out,
            "/*\n  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
             media-src 'self'; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; \
             manifest-src 'self'; base-uri 'none'; frame-ancestors 'self'\n  \
             Referrer-Policy: strict-origin-when-cross-origin\n  X-Content-Type-Options: nosniff\n\
             /assets/*\n  Cache-Control: public, max-age=31536000, immutable\n\
             /rss.xml\n  Content-Type: application/rss+xml; charset=utf-8\n\
             /*/rss.xml\n  Content-Type: application/rss+xml; charset=utf-8\n\
             /atom.xml\n  Content-Type: application/atom+xml; charset=utf-8\n\
             /*/atom.xml\n  Content-Type: application/atom+xml; charset=utf-8\n\
             /feed.json\n  Content-Type: application/feed+json; charset=utf-8\n\
             /*/feed.json\n  Content-Type: application/feed+json; charset=utf-8\n\
             /opml.xml\n  Content-Type: text/x-opml; charset=utf-8\n\
             /*/opml.xml\n  Content-Type: text/x-opml; charset=utf-8\n\
             /manifest.webmanifest\n  Content-Type: application/manifest+json\n"
        );
        assert_eq!((written.rules, written.refused.len()), (11, 0));
    }

    #[test]
    fn the_policy_is_never_opened_to_inline_code() {
        let policy = ContentPolicy {
            scripts: &["'unsafe-inline'", "https://count.example", "*", "x; script-src *", "'sha256-AA=='"],
            ..NOTHING
        };
        assert!(policy.value().contains("; script-src 'self' https://count.example 'sha256-AA=='; style-src 'self';"));
    }

    #[test]
    fn sheets_are_hinted_at_or_admitted_by_hash() {
        let mut given = plain(&NOTHING);
        given.preloads = &[("/", "/assets/style.1.css"), ("/lt/", "/assets/style.1.css")];
        let mut out = String::new();
        headers(&given, &mut out);
        assert!(out.contains("\n/lt/\n  Link: </assets/style.1.css>; rel=preload; as=style\n"));
        assert_eq!(hash_source("a{b:c}"), "'sha256-0cRUVYRKwNwnl1hkfkPGjkht16b039TjFdJzmXfFK2o='");
    }

    #[test]
    fn the_sites_own_headers_come_last_and_count() {
        let mut given = plain(&NOTHING);
        given.tdm_reserved = Some(Some("https://post.example/licence/"));
        given.hubs = &["https://hub.example/"];
        given.hub_feeds = &[("/rss.xml", "https://post.example/rss.xml")];
        given.own = &[
            ("/*", "referrer-policy", "no-referrer"),
            ("/*", "Content-Security-Policy", ""),
            ("/live/*", "Cache-Control", "no-cache"),
            ("/*", "X-A", "b\nX-C: d"),
            ("live", "X-A", "b"),
        ];
        let mut out = String::new();
        let written = headers(&given, &mut out);
        assert!(out.starts_with(
            "/*\n  Referrer-Policy: no-referrer\n  X-Content-Type-Options: nosniff\n  tdm-reservation: 1\n  \
             tdm-policy: https://post.example/licence/\n/assets/*\n"
        ));
        assert!(
            out.contains("  Link: <https://hub.example/>; rel=\"hub\", <https://post.example/rss.xml>; rel=\"self\"\n")
        );
        assert!(out.ends_with("/live/*\n  Cache-Control: no-cache\n"));
        assert_eq!(written.refused.len(), 2);
    }
}
