//! `_redirects`: rules that Netlify, Cloudflare Pages and GitLab Pages read.
//!
//! A withdrawn address that is `gone` has no line here: none of these hosts answers 410 by a rule.
//! Its page stays, bare and `noindex`.

use std::collections::BTreeMap;

/// A line holds no more characters (Cloudflare Pages).
const LONGEST_LINE: usize = 1_000;
/// Cloudflare Pages reads no more fixed rules.
pub const MOST_RULES_CLOUDFLARE: usize = 2_000;
/// GitLab Pages reads no rule at all when there are more.
pub const MOST_RULES_GITLAB: usize = 1_000;

/// One old address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Redirect<'a> {
    /// The old path, percent-encoded, from the host's root: `/old/ferry/`.
    pub from: &'a str,
    /// The page's path, percent-encoded, or its absolute URL.
    pub to: &'a str,
}

/// What came of it, for the host's limits.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// How many rules the file holds.
    pub rules: usize,
    /// Old paths without a rule, since their line would be too long; their alias pages still work.
    pub too_long: Vec<String>,
}

/// Appends the rules, sorted by path: each page with and without its last slash, each file once.
/// The first of two rules for one path counts, and a page isn't redirected to itself.
pub fn redirects(given: &[Redirect<'_>], out: &mut String) -> Written {
    let mut rules = BTreeMap::new();
    for redirect in given {
        rules.entry(redirect.from).or_insert(redirect.to);
        let bare = redirect.from.trim_end_matches('/');
        if !bare.is_empty() {
            rules.entry(bare).or_insert(redirect.to);
        }
    }
    let mut written = Written::default();
    for (from, to) in rules {
        // Hosts add the last slash themselves; a rule for it would lead in a circle.
        if from.trim_end_matches('/') == to.trim_end_matches('/') {
            continue;
        }
        if from.len() + to.len() + 5 > LONGEST_LINE {
            written.too_long.push(from.to_owned());
            continue;
        }
        out.push_str(from);
        out.push(' ');
        out.push_str(to);
        out.push_str(" 301\n");
        written.rules += 1;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{Redirect, redirects};

    #[test]
    fn each_page_is_found_with_and_without_its_slash() {
        let mut out = String::new();
        let given = [
            Redirect { from: "/p.html", to: "/b/" },
            Redirect { from: "/%C5%BC/", to: "/a/" },
            Redirect { from: "/p.html", to: "/c/" },
            Redirect { from: "/a/", to: "/a/" },
        ];
        let written = redirects(&given, &mut out);
        assert_eq!(out, "/%C5%BC /a/ 301\n/%C5%BC/ /a/ 301\n/p.html /b/ 301\n");
        assert_eq!((written.rules, written.too_long.len()), (3, 0));
    }

    #[test]
    fn a_line_too_long_for_a_host_is_told() {
        let long = format!("/{}/", "a".repeat(1000));
        let mut out = String::new();
        let written = redirects(&[Redirect { from: &long, to: "/b/" }], &mut out);
        assert_eq!((out.as_str(), written.rules, written.too_long.len()), ("", 0, 2));
    }
}
