//! HTML that stands on somebody else's page.
//!
//! In: HTML of a page of ours. Out: the same with absolute addresses, and without what runs, asks, frames or styles.
//! Never here: what raw HTML an article may hold; that was settled when it was read.

/// Elements that are left out with all that is in them.
const DROPPED: [&str; 9] = ["script", "style", "form", "iframe", "object", "template", "noscript", "button", "select"];
/// Elements without an end that are left out.
const VOID: [&str; 4] = ["link", "meta", "input", "embed"];
/// Attributes that hold one address.
const ADDRESSES: [&str; 4] = ["href", "src", "poster", "cite"];

/// Where the HTML stood.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// `https://paper.example`.
    pub origin: &'a str,
    /// The page's absolute address.
    pub page: &'a str,
}

/// Appends the HTML.
pub fn portable(html: &str, home: Home<'_>, out: &mut String) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        let name = name_of(rest);
        if name.is_empty() {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let end = end_of_tag(rest);
        let tag = &rest[..end];
        rest = &rest[end..];
        let is = |names: &[&str]| names.iter().any(|own| own.eq_ignore_ascii_case(name));
        if is(&DROPPED) {
            if !tag.starts_with("</") && !tag.ends_with("/>") {
                rest = after(rest, name);
            }
        } else if !is(&VOID) {
            push_tag(tag, name, home, out);
        }
    }
    out.push_str(rest);
}

/// The name of the tag that a text begins with; empty where it begins with none.
fn name_of(text: &str) -> &str {
    let inner = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
    &inner[..end]
}

/// Where a tag ends: after the first `>` that stands in no quotation marks; the end of the text where there is none.
pub fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None | Some(_), _) => {}
        }
    }
    tag.len()
}

/// What follows the end of the element `name`; nothing where it never ends.
fn after<'t>(text: &'t str, name: &str) -> &'t str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let at = from + at;
        if name_of(&text[at..]).eq_ignore_ascii_case(name) {
            return &text[at + end_of_tag(&text[at..])..];
        }
        from = at + 2;
    }
    ""
}

fn push_tag(tag: &str, name: &str, home: Home<'_>, out: &mut String) {
    let start = if tag.starts_with("</") { name.len() + 2 } else { name.len() + 1 };
    out.push_str(&tag[..start]);
    let mut rest = tag[start..].trim_end_matches('>').trim_end();
    let closes = rest.ends_with('/') && rest[..rest.len() - 1].ends_with([' ', '"', '\'']) || rest == "/";
    if closes {
        rest = &rest[..rest.len() - 1];
    }
    while let Some((key, value, after)) = attribute(rest) {
        rest = after;
        let lower = key.to_ascii_lowercase();
        if lower.starts_with("on") || lower == "style" {
            continue;
        }
        out.push(' ');
        out.push_str(key);
        let Some(value) = value else { continue };
        out.push_str("=\"");
        let value = value.replace('"', "&quot;");
        if ADDRESSES.contains(&&*lower) {
            push_address(value.trim(), home, out);
        } else if lower == "srcset" {
            for (n, candidate) in value.split(", ").map(str::trim).filter(|c| !c.is_empty()).enumerate() {
                out.push_str(if n > 0 { ", " } else { "" });
                push_address(candidate, home, out);
            }
        } else {
            out.push_str(&value);
        }
        out.push('"');
    }
    out.push_str(if closes { "/>" } else { ">" });
}

/// The next attribute with its value, and what follows.
fn attribute(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(text.len());
    let (key, rest) = text.split_at(end);
    if key.is_empty() {
        // A stray `=`: nothing that could be kept.
        return text.strip_prefix('=').and_then(attribute);
    }
    let Some(value) = rest.trim_start().strip_prefix('=') else { return Some((key, None, rest)) };
    let value = value.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let inner = &value[1..];
        let end = inner.find(quote).unwrap_or(inner.len());
        return Some((key, Some(&inner[..end]), inner.get(end + 1..).unwrap_or("")));
    }
    let end = value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len());
    Some((key, Some(&value[..end]), &value[end..]))
}

fn push_address(address: &str, home: Home<'_>, out: &mut String) {
    let scheme = address.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
    if address.starts_with("//") {
        out.push_str("https:");
    } else if address.starts_with('/') {
        out.push_str(home.origin);
    } else if !scheme {
        out.push_str(home.page);
    }
    out.push_str(address);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Home, portable};

    fn of(html: &str) -> String {
        let mut out = String::new();
        portable(html, Home { origin: "https://p.example", page: "https://p.example/a/" }, &mut out);
        out
    }

    #[test]
    fn addresses_become_absolute() {
        for (given, wanted) in [
            ("<a href=\"#fn1\">1</a>", "<a href=\"https://p.example/a/#fn1\">1</a>"),
            ("<a href='/b/' rel=x>b</a>", "<a href=\"https://p.example/b/\" rel=\"x\">b</a>"),
            ("<a href=\"//c.example/\">c</a>", "<a href=\"https://c.example/\">c</a>"),
            ("<a href=\"mailto:a@b.example\">d</a>", "<a href=\"mailto:a@b.example\">d</a>"),
            ("<img src=\"x.png\" alt=\"\">", "<img src=\"https://p.example/a/x.png\" alt=\"\">"),
            (
                "<img srcset=\"/a.jpg 400w, /b,c.jpg 800w\" hidden/>",
                "<img srcset=\"https://p.example/a.jpg 400w, https://p.example/b,c.jpg 800w\" hidden/>",
            ),
            ("a < b <3 &lt;p&gt;", "a < b <3 &lt;p&gt;"),
            ("<p title=\"a > b\" lang=ar>x</p>", "<p title=\"a > b\" lang=\"ar\">x</p>"),
        ] {
            assert_eq!(of(given), wanted);
        }
    }

    #[test]
    fn what_runs_asks_or_frames_is_left_out() {
        for (given, wanted) in [
            ("a<script>if (a</b) {}</script>b", "ab"),
            ("a<SCRIPT src=\"x\"></Script >b", "ab"),
            ("a<form><p>x</p><input></form>b<input>", "ab"),
            ("a<iframe src=x></iframe><style>p{}</style><!-- <p> -->b", "ab"),
            ("<p style=\"color:red\" onclick=\"x()\" class=\"y\">b</p>", "<p class=\"y\">b</p>"),
            ("a<script>b", "a"),
        ] {
            assert_eq!(of(given), wanted);
        }
    }

    proptest! {
        #[test]
        fn anything_is_borne(text in "[<>/a-c='\" !#-]{0,40}|.{0,40}") {
            let out = of(&text).to_ascii_lowercase();
            prop_assert!(!out.contains("<script "));
        }

        #[test]
        fn what_is_portable_stays_so(text in "(<(a|p|img|script|form)( (href|src|alt|on)=\"[/#a-c]{0,5}\")*>|</(a|p|script|form)>|[a-c &])*") {
            let once = of(&text);
            prop_assert_eq!(of(&once), once);
        }
    }
}
