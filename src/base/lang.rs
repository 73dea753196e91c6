//! Languages, by BCP 47 tag.

use std::{fmt, sync::Arc};

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
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
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

    /// Which way it runs: by script where the tag names one, else by language.
    pub fn direction(&self) -> Direction {
        const SCRIPTS: [&str; 9] = ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Aran"];
        const LANGUAGES: [&str; 14] =
            ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];
        let script = self.0.split('-').skip(1).find(|part| part.len() == 4);
        let rtl = match script {
            Some(script) => SCRIPTS.contains(&script),
            None => LANGUAGES.contains(&self.primary()),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
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
    }
}
