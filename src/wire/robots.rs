//! `/robots.txt` (RFC 9309).

use super::record::{Refused, push_checked};

/// Crawlers that gather text for training or answering machines, by the names that their makers
/// document for robots.txt. A crawler that only indexes pages for search results has no place here.
pub const MINERS: [&str; 13] = [
    "AI2Bot",
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "Diffbot",
    "Google-Extended",
    "GPTBot",
    "meta-externalagent",
    "PerplexityBot",
    "Webzio-Extended",
];

/// What the file says.
#[derive(Clone, Copy, Debug)]
pub struct Robots<'a> {
    /// The base URL's path, `/` or `/paper/`.
    pub path: &'a str,
    /// Whether text and data mining is denied (`ai: deny`).
    pub deny_miners: bool,
    /// The site's own lines; empty: everything is open to everyone.
    pub own: &'a [&'a str],
    /// Absolute URLs of the sitemap index and the news sitemap.
    pub sitemaps: &'a [&'a str],
}

/// Appends the file. Own lines that robots.txt doesn't know are left out and told.
pub fn robots(given: &Robots<'_>, out: &mut String) -> Vec<Refused> {
    if given.deny_miners {
        for name in MINERS {
            out.push_str(&format!("User-agent: {name}\n"));
        }
        out.push_str(&format!("Disallow: {}\n\n", given.path));
    }
    let mut own = String::new();
    let refused = push_checked(given.own, check, &mut own);
    let own = own.trim_matches('\n');
    if own.is_empty() {
        out.push_str("User-agent: *\nDisallow:\n");
    } else {
        if !starts_a_group(own) {
            out.push_str("User-agent: *\n");
        }
        out.push_str(own);
        out.push('\n');
    }
    for (n, sitemap) in given.sitemaps.iter().enumerate() {
        out.push_str(if n == 0 { "\nSitemap: " } else { "Sitemap: " });
        out.push_str(sitemap);
        out.push('\n');
    }
    refused
}

/// Whether the first rule belongs to a group already.
fn starts_a_group(own: &str) -> bool {
    let first = own.lines().find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_none_or(|line| key(line).is_some_and(|(key, _)| key == "user-agent"))
}

fn key(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.split('#').next()?.split_once(':')?;
    Some((key.trim().to_ascii_lowercase(), value.trim()))
}

fn check(line: &str) -> Result<(), &'static str> {
    let Some((key, value)) = key(line) else { return Err("it isn't `name: value`") };
    match key.as_str() {
        "allow" | "disallow" if !value.is_empty() && !value.starts_with(['/', '*']) => {
            Err("a path must begin with `/`")
        }
        "user-agent" if value.is_empty() => Err("it names no robot"),
        "allow" | "disallow" | "user-agent" | "crawl-delay" | "sitemap" | "content-signal" | "content-usage"
        | "license" => Ok(()),
        _ => Err("robots.txt has no such rule"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Robots, robots};

    const OPEN: Robots<'static> = Robots { path: "/", deny_miners: false, own: &[], sitemaps: &[] };

    #[test]
    fn everything_is_open_unless_said_otherwise() {
        let mut out = String::new();
        let sitemaps = ["https://post.example/sitemap.xml", "https://post.example/news-sitemap.xml"];
        assert_eq!(robots(&Robots { sitemaps: &sitemaps, ..OPEN }, &mut out), []);
        assert_eq!(
            out,
            "User-agent: *\nDisallow:\n\nSitemap: https://post.example/sitemap.xml\n\
             Sitemap: https://post.example/news-sitemap.xml\n"
        );
    }

    #[test]
    fn denied_miners_have_a_group_of_their_own() {
        let mut out = String::new();
        robots(&Robots { path: "/paper/", deny_miners: true, ..OPEN }, &mut out);
        assert!(out.starts_with("User-agent: AI2Bot\nUser-agent: Amazonbot\n"));
        assert!(out.ends_with("User-agent: Webzio-Extended\nDisallow: /paper/\n\nUser-agent: *\nDisallow:\n"));
    }

    #[test]
    fn own_rules_take_the_place_of_the_open_group() {
        let mut out = String::new();
        let refused = robots(&Robots { own: &["Disallow: /cgi/", "Noindex: /x", "Allow: y"], ..OPEN }, &mut out);
        assert_eq!(out, "User-agent: *\nDisallow: /cgi/\n");
        assert_eq!(refused.len(), 2);
        out.clear();
        robots(&Robots { own: &["# mind\n\nUser-agent: a\nDisallow: /"], ..OPEN }, &mut out);
        assert_eq!(out, "# mind\n\nUser-agent: a\nDisallow: /\n");
    }
}
