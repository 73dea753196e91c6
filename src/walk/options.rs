//! What the shell asks of a walk, and what it is told of it.

use std::borrow::Cow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::base::{EditionTime, Found, Moment, SourcePath};
use crate::site::Images;

/// What is to be built, as the command line means it.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The site's folder.
    pub site: PathBuf,
    /// Where the output goes: a folder. `SITE/public` unless said otherwise.
    pub out: PathBuf,
    /// The settings' file where it isn't `SITE/site.yaml`.
    pub config: Option<PathBuf>,
    /// The instant for which the edition is made, to the second.
    pub at: EditionTime,
    /// Goes before site.yaml's `base_url`: absolute, http or https, without query and fragment.
    pub base_url: Option<String>,
    /// Goes before site.yaml's `theme`.
    pub theme: Option<String>,
    /// How pictures are made; goes before site.yaml's `images`.
    pub images: Option<Images>,
    /// Drafts, embargoed and future copy are shown, marked as such, and each page says `noindex`.
    pub drafts: bool,
    /// The ledger is ignored.
    pub full: bool,
    /// After the build the site is built again from nothing elsewhere, and both are compared.
    pub verify: bool,
    /// What is sound is published; each article that has an error is left out.
    pub keep_going: bool,
    /// Warnings are errors.
    pub strict: bool,
    /// All is read and printed and nothing written, and themes are looked at more closely.
    pub check: bool,
    /// So many threads; `None`: as many as the machine has cores.
    pub jobs: Option<usize>,
}

/// A step of the walk, told to whoever watches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// A stage begins, with so many pieces of work (0: not known).
    Stage(&'static str, usize),
    /// Another build of the site has the output; this one waits for it.
    Waits,
    /// A piece of it is done. Cheap enough to be told from every thread.
    Tick,
}

/// What came of a walk.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// All faults; under `strict` each warning has already become an error.
    pub found: Found,
    /// Whether the output was written. False: it is as it was.
    pub delivered: bool,
    /// Numbers for the summary.
    pub tally: Tally,
    /// When the site next changes by itself.
    pub next_change: Option<NextChange>,
    /// Where the output is.
    pub out: PathBuf,
    /// Outputs that were written, by address, each with the reason; in order.
    pub reasons: Vec<(String, String)>,
    /// What the user should know of the build itself.
    pub notes: Vec<String>,
}

/// What the ledger keeps of an outcome.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Numbers; what was written counts for that build alone.
    pub tally: Tally,
    /// When the site next changes by itself.
    pub next_change: Option<NextChange>,
}

impl Kept {
    /// The outcome of a build that found everything as it was.
    pub fn outcome(self, options: &BuildOptions) -> Outcome {
        let tally = Tally { written: 0, removed: 0, ..self.tally };
        Outcome { tally, next_change: self.next_change, delivered: true, ..Outcome::empty(options) }
    }
}

impl Outcome {
    /// An outcome of nothing, to be filled.
    pub fn empty(options: &BuildOptions) -> Outcome {
        Outcome {
            found: Found::new(),
            delivered: false,
            tally: Tally::default(),
            next_change: None,
            out: options.out.clone(),
            reasons: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// What was built, in numbers.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Published articles, all languages.
    pub articles: usize,
    /// HTML pages.
    pub pages: usize,
    /// RSS, Atom and JSON feeds.
    pub feeds: usize,
    /// All other files: sitemaps, pictures, styles, redirects.
    pub other_files: usize,
    /// Files that were written.
    pub written: usize,
    /// Files that were removed, because nothing makes them any more.
    pub removed: usize,
    /// Files that were right already.
    pub unchanged: usize,
    /// How many articles were left out, by reason, in words that go behind a number (`in draft`, `under embargo`), in a fixed order.
    pub left_out: Vec<(Cow<'static, str>, usize)>,
}

/// The next moment at which the site changes by itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NextChange {
    /// When.
    pub moment: Moment,
    /// The article that changes.
    pub source: SourcePath,
    /// What happens to it, in words: `its embargo ends`.
    pub what: Cow<'static, str>,
}
