//! What sort of journalism an article is.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// What sort of journalism an article is (front matter `kind`); said to readers in words.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Kind { $($(#[$doc])* $name),+ }

        impl Kind {
            /// Every kind, in the order of the contract.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),+];

            /// The word that front matter, templates and words files use.
            pub fn as_str(self) -> &'static str {
                match self { $(Kind::$name => $word),+ }
            }

            /// The kind of that word.
            pub fn parse(word: &str) -> Option<Kind> {
                match word { $($word => Some(Kind::$name),)+ _ => None }
            }
        }
    };
}

kinds! {
    /// A news story.
    #[default] News = "news",
    /// What it means, by someone who knows the subject.
    Analysis = "analysis",
    /// A signed opinion.
    Opinion = "opinion",
    /// A long read.
    Feature = "feature",
    /// Questions and answers.
    Interview = "interview",
    /// A review of a work or a product.
    Review = "review",
    /// The paper's own opinion.
    Editorial = "editorial",
    /// A reader's letter.
    Letter = "letter",
    /// A claim held against the facts.
    Factcheck = "factcheck",
    /// Background.
    Explainer = "explainer",
    /// Running coverage.
    Live = "live",
    /// A few lines of news.
    Brief = "brief",
    /// An issue of a newsletter.
    Newsletter = "newsletter",
    /// A life.
    Obituary = "obituary",
    /// What an organisation sent.
    PressRelease = "press-release",
    /// What a sponsor paid for.
    Sponsored = "sponsored",
}
