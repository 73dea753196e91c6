//! Languages, by BCP 47 tag.

use std::{fmt, sync::Arc};

use icu_locale::{LanguageIdentifier, LocaleDirectionality};
use serde::{Deserialize, Serialize};

/// A BCP 47 language tag in its usual case: `en`, `en-GB`, `zh-Hans`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Lang(Arc<str>);

/// Which way a language's script runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
    /// Nobody knows which way: browsers look at the letters.
    Auto,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
            Direction::Auto => "auto",
        }
    }
}

impl Lang {
    /// Reads a tag, with `_` as well as `-`, in any case. `None` when it isn't one: 2–3 letters,
    /// then subtags of 1–8 letters and digits (RFC 5646 §2.1, loosely).
    pub fn parse(text: &str) -> Option<Lang> {
        let mut out = String::with_capacity(text.len());
        for (n, part) in text.trim().split(['-', '_']).enumerate() {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return None;
            }
            if n == 0 {
                if !(2..=3).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphabetic()) {
                    return None;
                }
                out.push_str(&part.to_ascii_lowercase());
                continue;
            }
            out.push('-');
            match part.len() {
                2 if part.bytes().all(|b| b.is_ascii_alphabetic()) => out.push_str(&part.to_ascii_uppercase()),
                4 if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
        Some(Lang(out.into()))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone: `zh` of `zh-Hans`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Which way it runs: by script where the tag names one, else by the script that the language is mostly written
    /// in, in that region where the tag names one (CLDR's likely subtags).
    pub fn direction(&self) -> Direction {
        let id = self.0.parse::<LanguageIdentifier>();
        match id.ok().and_then(|id| LocaleDirectionality::new_extended().get(&id)) {
            Some(icu_locale::Direction::LeftToRight) => Direction::Ltr,
            Some(icu_locale::Direction::RightToLeft) => Direction::Rtl,
            Some(_) | None => Direction::Auto,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, Lang};

    #[test]
    fn tags_are_put_in_their_usual_case() {
        for (given, tag) in [("EN", "en"), ("en_gb", "en-GB"), ("ZH-hans", "zh-Hans")] {
            assert_eq!(Lang::parse(given).expect(given).as_str(), tag);
        }
        for bad in ["", "e", "english", "en-", "a/b"] {
            assert_eq!(Lang::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn script_decides_before_language() {
        let direction = |tag| Lang::parse(tag).expect(tag).direction();
        assert_eq!(direction("ar"), Direction::Rtl);
        assert_eq!(direction("az-Arab"), Direction::Rtl);
        assert_eq!(direction("ks-Deva"), Direction::Ltr);
        for rtl in ["fa", "he", "ur", "ckb", "dv", "ps", "sd", "ug", "yi", "ks", "pa-Arab", "pa-PK", "uz-AF", "ku-Arab"]
        {
            assert_eq!(direction(rtl), Direction::Rtl, "{rtl}");
        }
        for ltr in ["en", "lt-LT", "zh-Hans", "ja", "pa", "az", "uz", "ku", "sd-Deva", "ur-Latn", "ar-Latn"] {
            assert_eq!(direction(ltr), Direction::Ltr, "{ltr}");
        }
        assert_eq!(direction("xx"), Direction::Auto);
    }
}
