//! Who wrote it.
//!
//! In: the value of `authors`. Out: a [`Credit`] for each. Never here: profiles, made-up names
//! (a slug is spelled out, and marked as a slug).

use std::{borrow::Cow, collections::BTreeSet};

use xxhash_rust::xxh3::xxh3_64;

use super::fields::{one_line, value_of};
use super::{Credit, Field};
use crate::base::{Slugs, slug, title_from_slug};

/// The authors that a value names, each once. `None` when something in it can't be an author.
pub(super) fn credits(value: &Field, slugs: Slugs) -> Option<Vec<Credit>> {
    let mut all = Vec::new();
    match value {
        Field::Text(text) => names_in(text, slugs, &mut all),
        Field::List(items) => {
            for item in items.iter().filter(|item| !item.is_empty()) {
                match item {
                    Field::Text(text) if text.contains("](") => names_in(text, slugs, &mut all),
                    item => all.extend(credit(item, slugs)?),
                }
            }
        }
        Field::Map(_) | Field::Integer(_) => all.extend(credit(value, slugs)?),
        Field::Null | Field::Bool(_) | Field::Float(_) => return None,
    }
    if all.len() > 1 {
        let mut seen = BTreeSet::new();
        all.retain(|credit| seen.insert(credit.slug.clone()));
    }
    Some(all)
}

/// One author of a list; `Some(None)` for a name without letters.
fn credit(item: &Field, slugs: Slugs) -> Option<Option<Credit>> {
    let Field::Map(map) = item else { return item.as_text().map(|name| named(&name, None, slugs)) };
    let text = |keys: &[&str]| value_of(map, keys).and_then(Field::as_text);
    let name = text(&["name", "title", "slug", "id"])?;
    let url = text(&["url", "link", "website", "href"]).and_then(|url| web(&url));
    let mut credit = named(&name, url, slugs);
    if let (Some(credit), Some(given)) = (&mut credit, text(&["slug"])) {
        let given = slug(&given, slugs);
        if !given.is_empty() {
            credit.slug = given.into();
        }
    }
    if let (Some(credit), Some(given)) = (&mut credit, value_of(map, &["place", "places", "in", "location"])) {
        credit.places = places(given)?;
    }
    Some(credit)
}

/// Where somebody reported from: a place or several.
fn places(value: &Field) -> Option<Box<[Box<str>]>> {
    let single = std::slice::from_ref(value);
    let items = if let Field::List(items) = value { items } else { single };
    items.iter().filter(|item| !item.is_empty()).map(|item| Some(one_line(&item.as_text()?))).collect()
}

/// An author of that name, or of that slug.
pub(super) fn named(text: &str, url: Option<Box<str>>, slugs: Slugs) -> Option<Credit> {
    let text = one_line(text);
    if text.is_empty() {
        return None;
    }
    if is_slug(&text) {
        let name = title_from_slug(&text, true);
        return Some(Credit {
            name: name.into(),
            slug: slug(&text, slugs).into(),
            by_slug: true,
            url,
            places: Box::default(),
        });
    }
    Some(Credit {
        slug: author_slug(&text, slugs).into(),
        name: text.into(),
        by_slug: false,
        url,
        places: Box::default(),
    })
}

/// The last part of an author page's address; never empty, never a path.
pub(super) fn author_slug(name: &str, slugs: Slugs) -> String {
    let slug = slug(name, slugs);
    if slug.is_empty() { format!("author-{:08x}", xxh3_64(name.as_bytes()) as u32) } else { slug }
}

/// Lower-case ASCII words joined with `-` or `_`: what other tools write in place of a name.
fn is_slug(text: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.bytes().any(|b| b.is_ascii_lowercase()) && text.split(['-', '_']).all(word)
}

/// A text as a list: names, slugs or Markdown links, between commas, semicolons, `and` and `&`.
fn names_in(text: &str, slugs: Slugs, all: &mut Vec<Credit>) {
    let text = one_line(text);
    let text = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(&text);
    for piece in pieces(text) {
        if let (true, Some(last)) = (is_suffix(piece), all.last_mut()) {
            last.name = format!("{}, {piece}", last.name).into();
            last.slug = author_slug(&last.name, slugs).into();
            last.by_slug = false;
            continue;
        }
        let (name, url) = name_and_url(piece);
        all.extend(named(&name, url, slugs));
    }
}

/// What belongs to the name before it, though a comma stands between them.
fn is_suffix(piece: &str) -> bool {
    matches!(piece.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "MD" | "PhD" | "Ph.D" | "M.D")
}

/// Cuts a list of names; what stands in brackets or parentheses is never cut.
fn pieces(text: &str) -> Vec<&str> {
    let (mut cuts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        let joint = match c {
            '[' | '(' | '<' | '（' => {
                depth += 1;
                0
            }
            ']' | ')' | '>' | '）' => {
                depth = depth.saturating_sub(1);
                0
            }
            ',' | ';' | '、' | '，' | '；' => c.len_utf8(),
            // Two links side by side are two names.
            ' ' if text[at..].starts_with(" [") && text[start..at].trim_start().starts_with('[') => 1,
            ' ' => [" and ", " & "].into_iter().find(|word| text[at..].starts_with(word)).map_or(0, str::len),
            _ => 0,
        };
        if joint > 0 && depth == 0 {
            cuts.push(&text[start..at]);
            start = at + joint;
            skip = start;
        }
    }
    cuts.push(&text[start..]);
    let bare = |piece: &&str| -> bool { !piece.is_empty() };
    cuts.into_iter().map(|piece| piece.trim().trim_start_matches("and ").trim()).filter(bare).collect()
}

/// `[Name](url) (Company)`, `Name (Company)` or `Name <mail>`: the name and the URL.
fn name_and_url(piece: &str) -> (Cow<'_, str>, Option<Box<str>>) {
    let link = piece.strip_prefix('[').and_then(|rest| rest.split_once("]("));
    if let Some((name, rest)) = link {
        let mut depth = 1usize;
        let end = rest.char_indices().find_map(|(at, c)| {
            depth = match c {
                '(' => depth + 1,
                ')' => depth - 1,
                _ => depth,
            };
            (depth == 0).then_some(at)
        });
        let url = rest[..end.unwrap_or(rest.len())].split_whitespace().next().unwrap_or("");
        // What follows the name in a link is whom somebody works for.
        let name = name.split_once(", ").filter(|(_, rest)| !is_suffix(rest.trim())).map_or(name, |(name, _)| name);
        return (unescaped(name), web(url.trim_matches(['<', '>'])));
    }
    let name = piece.split(['(', '<', '（']).next().unwrap_or("").trim();
    (unescaped(if name.is_empty() { piece } else { name }), None)
}

/// Without Markdown's emphasis and backslashes.
fn unescaped(name: &str) -> Cow<'_, str> {
    let bare = name.trim().trim_matches('*');
    let name = if bare.is_empty() { name.trim() } else { bare };
    if name.contains('\\') { Cow::Owned(name.replace('\\', "")) } else { Cow::Borrowed(name) }
}

/// An address on the web; anything else (`javascript:`, a path) is none.
pub(super) fn web(url: &str) -> Option<Box<str>> {
    let url = url.trim();
    let scheme = url.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), !rest.is_empty()));
    let sound = matches!(scheme.as_ref().map(|(s, rest)| (s.as_str(), *rest)), Some(("http" | "https", true)));
    (sound && !url.contains(char::is_whitespace)).then(|| url.into())
}

#[cfg(test)]
mod tests {
    use super::{credits, web};
    use crate::base::Slugs;
    use crate::copy::Field;

    fn read(value: &Field) -> Vec<String> {
        let all = credits(value, Slugs::Unicode).expect("authors");
        let url = |url: &Option<Box<str>>| url.as_ref().map_or(String::new(), |url| format!(" {url}"));
        all.iter()
            .map(|c| format!("{}|{}{}{}", c.name, c.slug, if c.by_slug { "!" } else { "" }, url(&c.url)))
            .collect()
    }

    fn text(text: &str) -> Field {
        Field::Text(text.into())
    }

    #[test]
    fn texts_are_cut_into_names() {
        for (given, names) in [
            ("Jane Roe", &["Jane Roe|jane-roe"][..]),
            ("By Jane Roe, John Doe and Ann Lee", &["Jane Roe|jane-roe", "John Doe|john-doe", "Ann Lee|ann-lee"]),
            ("Jane Roe, and John Doe", &["Jane Roe|jane-roe", "John Doe|john-doe"]),
            ("Jane Roe, Jr. & Jane Roe", &["Jane Roe, Jr.|jane-roe-jr", "Jane Roe|jane-roe"]),
            ("jane-roe", &["Jane Roe|jane-roe!"]),
            ("jane_roe", &["Jane Roe|jane-roe!"]),
            ("bell hooks", &["bell hooks|bell-hooks"]),
            ("Jane Roe (Desk, Inc)", &["Jane Roe|jane-roe"]),
            ("Jane Roe <jane@example.org>", &["Jane Roe|jane-roe"]),
            (
                "[Jane Roe](https://example.org/~jane_(x)) (Desk, Inc),\n  [John Doe](<https://example.org/j>) (B),Ann Lee",
                &[
                    "Jane Roe|jane-roe https://example.org/~jane_(x)",
                    "John Doe|john-doe https://example.org/j",
                    "Ann Lee|ann-lee",
                ],
            ),
            (
                "[甲](https://example.org/a)（社）、[乙](https://example.org/b)",
                &["甲|甲 https://example.org/a", "乙|乙 https://example.org/b"],
            ),
            (
                "[Jane Roe](https://example.org/j) (Desk) [John Doe](https://example.org/d) (Other [sic])",
                &["Jane Roe|jane-roe https://example.org/j", "John Doe|john-doe https://example.org/d"],
            ),
            ("[A](javascript:alert)", &["A|a"]),
            ("[Jane Roe, Desk Inc](https://example.org/j)", &["Jane Roe|jane-roe https://example.org/j"]),
            ("[Jane Roe, Jr.](https://example.org/j)", &["Jane Roe, Jr.|jane-roe-jr https://example.org/j"]),
            ("../../etc/passwd", &["../../etc/passwd|etc-passwd"]),
            ("***", &["***|author-2a04bbcd"]),
            ("[", &["[|author-"]),
        ] {
            let all = read(&text(given));
            assert_eq!(all.len(), names.len(), "{given}: {all:?}");
            for (one, name) in all.iter().zip(names) {
                assert!(one == name || name.contains("author-") && one.contains("author-"), "{given}: {all:?}");
            }
        }
    }

    #[test]
    fn lists_hold_names_slugs_and_objects() {
        let map = |pairs: &[(&str, &str)]| Field::Map(pairs.iter().map(|(k, v)| ((*k).into(), text(v))).collect());
        let list = Field::List(vec![
            text("Roe, Jane"),
            text("jane-roe"),
            Field::Null,
            text("jane-roe"),
            map(&[("Name", "Ann Lee"), ("url", "https://example.org")]),
            map(&[("name", "Žana"), ("slug", "Zana X")]),
        ]);
        assert_eq!(
            read(&list),
            ["Roe, Jane|roe-jane", "Jane Roe|jane-roe!", "Ann Lee|ann-lee https://example.org", "Žana|zana-x"]
        );
        assert_eq!(credits(&Field::List(vec![Field::List(vec![text("a")])]), Slugs::Unicode), None);
        assert_eq!(credits(&map(&[("mail", "x")]), Slugs::Unicode), None);
        assert_eq!(credits(&Field::Bool(true), Slugs::Unicode), None);
    }

    #[test]
    fn only_the_web_is_linked() {
        assert!(web("HTTPS://example.org").is_some());
        for bad in ["", "https://", "javascript:x", "/about/", "https://a b", "data:text/html,x"] {
            assert_eq!(web(bad), None, "{bad}");
        }
    }
}
