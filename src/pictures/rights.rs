//! Who made a picture, what it shows and how it may be used: what front matter and files say alike.

use serde::{Deserialize, Serialize};

/// The digital source types (IPTC NewsCodes) of what a model made, or made in part.
pub const AI: [&str; 2] = ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"];

/// Texts of the IPTC Photo Metadata Standard; `None` where nothing is said.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Rights {
    /// Who made it (`dc:creator`).
    pub creator: Option<Box<str>>,
    /// The credit line (`photoshop:Credit`).
    pub credit: Option<Box<str>>,
    /// The copyright notice (`dc:rights`).
    pub copyright: Option<Box<str>>,
    /// What stands below it (`dc:description`).
    pub caption: Option<Box<str>>,
    /// The alternative text (`Iptc4xmpCore:AltTextAccessibility`).
    pub alt: Option<Box<str>>,
    /// The licence's name (`xmpRights:UsageTerms`).
    pub license: Option<Box<str>>,
    /// The licence's address (`xmpRights:WebStatement`).
    pub license_url: Option<Box<str>>,
    /// How it came to be: the last part of an address among IPTC's digital source types.
    pub source_type: Option<Box<str>>,
}

impl Rights {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Rights::default()
    }

    /// These texts, and where they are silent those of `other`.
    #[must_use]
    pub fn over(self, other: &Rights) -> Rights {
        let or = |own: Option<Box<str>>, other: &Option<Box<str>>| own.or_else(|| other.clone());
        Rights {
            creator: or(self.creator, &other.creator),
            credit: or(self.credit, &other.credit),
            copyright: or(self.copyright, &other.copyright),
            caption: or(self.caption, &other.caption),
            alt: or(self.alt, &other.alt),
            license: or(self.license, &other.license),
            license_url: or(self.license_url, &other.license_url),
            source_type: or(self.source_type, &other.source_type),
        }
    }

    /// Who is named beside it: the credit line, else who made it.
    pub fn credit_line(&self) -> Option<&str> {
        self.credit.as_deref().or(self.creator.as_deref())
    }

    /// Whether a model made it, wholly or in part.
    pub fn is_ai(&self) -> bool {
        self.source_type.as_deref().is_some_and(|source| AI.contains(&source))
    }
}

/// A text on one line without blanks around it; `None` for nothing but blanks, and no longer than a page.
pub(super) fn text_of(text: &str) -> Option<Box<str>> {
    const LONGEST: usize = 4_000;
    let text = text.replace('\0', " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    (!line.is_empty()).then(|| line.into())
}

#[cfg(test)]
mod tests {
    use super::{Rights, text_of};

    #[test]
    fn what_is_said_first_counts() {
        let own = Rights { credit: Some("A".into()), ..Rights::default() };
        let file = Rights { credit: Some("B".into()), creator: Some("C".into()), ..Rights::default() };
        let both = own.over(&file);
        assert_eq!((both.credit_line(), both.creator.as_deref()), (Some("A"), Some("C")));
        assert_eq!(Rights { creator: Some("C".into()), ..Rights::default() }.credit_line(), Some("C"));
        assert!(Rights::default().is_empty() && !both.is_empty());
    }

    #[test]
    fn texts_are_lines() {
        assert_eq!(text_of("  a\r\n b\0 ").as_deref(), Some("a b"));
        assert_eq!(text_of(" \0 "), None);
    }
}
