//! Names in addresses.

use std::cmp::Ordering;

use serde::Deserialize;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How slugs are spelled (`slugs` in site.yaml).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Slugs {
    /// The letters of the site's language stay: `żeglarstwo`.
    #[default]
    Unicode,
    /// Transliterated to ASCII: `zeglarstwo`.
    Ascii,
}

/// A slug is cut after so many bytes: file systems bear 255 for a name.
const LONGEST: usize = 180;

/// The slug of `text`: NFC, lower case, letters, digits and marks kept, all else one `-`.
/// Empty when nothing of the text can stand in an address.
pub fn slug(text: &str, how: Slugs) -> String {
    if text.is_ascii() {
        return ascii_slug(text);
    }
    let plain = match how {
        Slugs::Ascii if !text.is_ascii() => deunicode::deunicode(text),
        Slugs::Ascii | Slugs::Unicode => text.to_owned(),
    };
    let mut out = String::with_capacity(plain.len());
    let mut gap = false;
    for c in plain.nfc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || is_combining_mark(c) {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            if out.len() + c.len_utf8() > LONGEST {
                break;
            }
            out.push(c);
        } else if !matches!(c, '\'' | '’' | '\u{200c}' | '\u{200d}' | '\u{ad}') {
            gap = true;
        }
    }
    out.nfc().collect()
}

/// What [`slug`] makes of ASCII, without the walk through Unicode's tables.
fn ascii_slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            if out.len() >= LONGEST {
                break;
            }
            out.push(char::from(byte.to_ascii_lowercase()));
        } else if byte != b'\'' {
            gap = true;
        }
    }
    out
}

/// A name made of a slug: `jane-roe` → `Jane Roe`, `issue-9` → `Issue 9`.
pub fn title_from_slug(slug: &str, each_word: bool) -> String {
    let mut out = String::with_capacity(slug.len());
    for (n, word) in slug.split(['-', '_', ' ']).filter(|w| !w.is_empty()).enumerate() {
        if n > 0 {
            out.push(' ');
        }
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if n == 0 || each_word => out.extend(first.to_uppercase().chain(letters)),
            _ => out.push_str(word),
        }
    }
    out
}

/// Orders names as people do: `issue-9` before `issue-10`.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let digits = |s: &str| s.len() - s.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        match (digits(a), digits(b)) {
            (0, _) | (_, 0) => match (a.chars().next(), b.chars().next()) {
                (None, None) => return Ordering::Equal,
                (x, y) if x != y => return x.cmp(&y),
                (x, _) => {
                    let width = x.map_or(0, char::len_utf8);
                    (a, b) = (&a[width..], &b[width..]);
                }
            },
            (m, n) => {
                let (x, y) = (a[..m].trim_start_matches('0'), b[..n].trim_start_matches('0'));
                let order = x.len().cmp(&y.len()).then_with(|| x.cmp(y)).then_with(|| m.cmp(&n));
                if order != Ordering::Equal {
                    return order;
                }
                (a, b) = (&a[m..], &b[n..]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Slugs, natural_order, slug, title_from_slug};

    #[test]
    fn slugs_keep_letters_and_nothing_else() {
        assert_eq!(slug("Żeglarstwo: 100% świata!", Slugs::Unicode), "żeglarstwo-100-świata");
        assert_eq!(slug("Żeglarstwo", Slugs::Ascii), "zeglarstwo");
        assert_eq!(slug("Don’t  stop/now", Slugs::Unicode), "dont-stop-now");
        assert_eq!(slug("../x", Slugs::Unicode), "x");
        assert_eq!(slug("***", Slugs::Unicode), "");
        assert_eq!(slug(" -It's  A_b.9- ", Slugs::Unicode), "its-a-b-9");
        assert_eq!(slug(&"a-".repeat(400), Slugs::Ascii).len(), slug(&("a-".repeat(400) + "…"), Slugs::Unicode).len());
        assert!(slug(&"ä".repeat(400), Slugs::Unicode).len() <= 182);
    }

    #[test]
    fn numbers_in_names_sort_by_value() {
        let mut names = ["issue-10", "issue-9", "issue-009", "issue-100"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["issue-9", "issue-009", "issue-10", "issue-100"]);
    }

    #[test]
    fn names_are_made_of_slugs() {
        assert_eq!(title_from_slug("jane-roe", true), "Jane Roe");
        assert_eq!(title_from_slug("issue-9", false), "Issue 9");
    }
}
