//! Reads `_headers` as Netlify and Cloudflare Pages do, and tells a path's headers.

use http::{HeaderName, HeaderValue};

use super::pattern::{Index, LeftOut, Scope};

/// What a server must set itself: the message's frame, and what depends on the request.
const SERVERS_OWN: [&str; 13] = [
    "accept-ranges",
    "age",
    "allow",
    "alt-svc",
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "date",
    "server",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The rules of a file.
#[derive(Clone, Debug, Default)]
pub struct HeaderRules {
    /// Lines that have no effect here, in their order; headers below a path that is left out go with it.
    pub left_out: Vec<LeftOut>,
    rules: Vec<Rule>,
    index: Index,
}

#[derive(Clone, Debug, Default)]
struct Rule {
    /// Names after `!`: what rules before it have set is taken back.
    removed: Vec<HeaderName>,
    set: Vec<(HeaderName, HeaderValue)>,
}

enum Line {
    Remove(HeaderName),
    Set(HeaderName, HeaderValue),
}

impl HeaderRules {
    /// Reads a file: a path on a line, then its headers, `Name: value`, or `! Name` to take one back. Lines that
    /// begin with `#` don't count, nor does how far a line is indented.
    pub fn parse(text: &str) -> HeaderRules {
        let mut rules = HeaderRules::default();
        // Headers belong to the path above them: its rule, or none where the path was left out.
        let mut above: Option<Option<usize>> = None;
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            let outcome = if line.is_empty() || line.starts_with('#') {
                Ok(())
            } else if line.starts_with('/') || line.starts_with("https://") || line.starts_with("http://") {
                let scope = Scope::parse(line);
                above = Some(scope.is_ok().then_some(rules.rules.len()));
                scope.map(|scope| rules.open(scope))
            } else {
                match above {
                    None => Err("no path stands above it"),
                    Some(None) => Ok(()),
                    Some(Some(rule)) => read(line).map(|line| rules.add(rule, line)),
                }
            };
            if let Err(why) = outcome {
                rules.left_out.push(LeftOut { line: at + 1, why });
            }
        }
        rules
    }

    /// The headers of a path, decoded and NFC as [`asked`](super::asked) gives it; each name once. Of two rules
    /// that set one, the later counts.
    pub fn of(&self, path: &str) -> Vec<(HeaderName, HeaderValue)> {
        let mut headers: Vec<(HeaderName, HeaderValue)> = Vec::new();
        for (number, pattern) in self.index.candidates(path) {
            let Some(rule) = self.rules.get(number) else { continue };
            if pattern.is_some_and(|pattern| pattern.captures(path).is_none()) {
                continue;
            }
            headers.retain(|(name, _)| !rule.removed.contains(name));
            for (name, value) in &rule.set {
                match headers.iter_mut().find(|(known, _)| known == name) {
                    Some((_, old)) => *old = value.clone(),
                    None => headers.push((name.clone(), value.clone())),
                }
            }
        }
        headers
    }

    fn open(&mut self, scope: Scope) {
        self.index.add(self.rules.len(), scope);
        self.rules.push(Rule::default());
    }

    fn add(&mut self, rule: usize, line: Line) {
        let Some(rule) = self.rules.get_mut(rule) else { return };
        match line {
            Line::Remove(name) => rule.removed.push(name),
            Line::Set(name, value) => match rule.set.iter_mut().find(|(known, _)| *known == name) {
                Some((_, old)) => *old = joined(old, &value),
                None => rule.set.push((name, value)),
            },
        }
    }
}

/// Reads a line below a path.
fn read(line: &str) -> Result<Line, &'static str> {
    if let Some(name) = line.strip_prefix('!') {
        return Ok(Line::Remove(read_name(name)?));
    }
    let (name, value) = line.split_once(':').ok_or("it is neither a path nor a header")?;
    let name = read_name(name)?;
    if SERVERS_OWN.contains(&name.as_str()) {
        return Err("hosts set this header themselves");
    }
    match value.trim() {
        "" => Err("its header has no value"),
        value => {
            HeaderValue::from_str(value).map(|value| Line::Set(name, value)).map_err(|_| "its value can't be sent")
        }
    }
}

fn read_name(name: &str) -> Result<HeaderName, &'static str> {
    HeaderName::from_bytes(name.trim().as_bytes()).map_err(|_| "its header has no sound name")
}

/// Two values of one name as one (RFC 9110, 5.3).
fn joined(first: &HeaderValue, second: &HeaderValue) -> HeaderValue {
    let both = [first.as_bytes(), b", ", second.as_bytes()].concat();
    // Two sound values make a sound one.
    HeaderValue::from_bytes(&both).unwrap_or_else(|_| second.clone())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::HeaderRules;
    use crate::wire::headers::{ContentPolicy, Headers, headers};

    fn of(text: &str, path: &str) -> Vec<String> {
        let all = HeaderRules::parse(text).of(path);
        all.iter().map(|(name, value)| format!("{name}: {}", value.to_str().expect("text"))).collect()
    }

    #[test]
    fn what_dateline_writes_is_read() {
        let policy = ContentPolicy { images: &["https://cdn.example"], ..ContentPolicy::default() };
        let given = Headers {
            path: "/",
            fingerprinted: &["assets/"],
            preloads: &[],
            policy: &policy,
            tdm_reserved: Some(None),
            live: false,
            hubs: &["https://hub.example/"],
            hub_feeds: &[("/rss.xml", "https://post.example/rss.xml")],
            own: &[("/%C5%BC/*", "Cache-Control", "no-store"), ("/*", "Referrer-Policy", "no-referrer")],
        };
        let mut text = String::new();
        headers(&given, &mut text);
        assert_eq!(HeaderRules::parse(&text).left_out, []);
        let everywhere = [
            format!("content-security-policy: {}", policy.value()),
            "referrer-policy: no-referrer".to_owned(),
            "x-content-type-options: nosniff".to_owned(),
            "tdm-reservation: 1".to_owned(),
        ];
        assert_eq!(of(&text, "/a/"), everywhere);
        let more = |path: &str| of(&text, path).split_off(everywhere.len());
        assert_eq!(more("/assets/main.css"), ["cache-control: public, max-age=31536000, immutable"]);
        assert_eq!(more("/ż/a/"), ["cache-control: no-store"]);
        assert_eq!(more("/world/uk/atom.xml"), ["content-type: application/atom+xml; charset=utf-8"]);
        assert_eq!(
            more("/rss.xml"),
            [
                "content-type: application/rss+xml; charset=utf-8",
                "link: <https://hub.example/>; rel=\"hub\", <https://post.example/rss.xml>; rel=\"self\"",
            ]
        );
    }

    #[test]
    fn the_later_rule_counts_and_lines_of_one_rule_are_joined() {
        let text = "/*\n  X-A: 1\n  Link: <a>\n  link: <b>\n  X-B: keep\n/a\n  x-a: 2\n";
        assert_eq!(of(text, "/a"), ["x-a: 2", "link: <a>, <b>", "x-b: keep"]);
        assert_eq!(of(text, "/b"), ["x-a: 1", "link: <a>, <b>", "x-b: keep"]);
    }

    #[test]
    fn a_header_can_be_taken_back() {
        let text = "/*\n  X-A: 1\n  X-B: 1\n/a/:id\n  ! X-A\n  X-B: 2\n  ! x-b\n/a/c\n  X-A: 3\n";
        assert_eq!(of(text, "/a/b"), ["x-b: 2"]);
        assert_eq!(of(text, "/a/c"), ["x-b: 2", "x-a: 3"]);
        assert_eq!(of(text, "/a/b/c"), ["x-a: 1", "x-b: 1"]);
    }

    #[test]
    fn lines_that_have_no_effect_are_told() {
        let text = "X-A: 1\n# no\nhttps://a.example/*\n  X-A: 1\n/a\n  X-A\n  X A: 1\n  X-A:\n  Content-Length: 3\n  X-A: \u{1}\n";
        let rules = HeaderRules::parse(text);
        let lines: Vec<usize> = rules.left_out.iter().map(|left_out| left_out.line).collect();
        assert_eq!(lines, [1, 3, 6, 7, 8, 9, 10]);
        assert_eq!(rules.of("/a"), []);
    }

    #[test]
    fn a_request_meets_few_of_thousands_of_rules() {
        let mut text = String::from("/*\n  X-A: 1\n");
        for n in 0..5_000 {
            text.push_str(&format!("/p/{n}\n  X-B: {n}\n/s/{n}/*.html\n  X-C: {n}\n"));
        }
        let rules = HeaderRules::parse(&text);
        assert_eq!(rules.index.candidates("/s/77/a/b.html").len(), 2);
        assert_eq!(rules.of("/s/77/a/b.html").len(), 2);
    }

    proptest! {
        #[test]
        fn any_file_is_read(text in "((/|\\*|:a|a|: |!|Link|\n|\\PC){0,10}\n){0,5}", path in "/[a/]{0,5}") {
            let headers = HeaderRules::parse(&text).of(&path);
            let mut names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            prop_assert_eq!(names.len(), headers.len());
        }
    }
}
