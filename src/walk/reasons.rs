//! Why an output's bytes changed, in words for the desk.
//!
//! In: what an output was made of, and what it is made of now. Out: a line. Never here: whether it must be printed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use xxhash_rust::xxh3::xxh3_64;

use crate::edition::Edition;
use crate::ledger::{self, Ledger};
use crate::press::{Elements, Fingerprint, Ingredient, differing};
use crate::site::{Settings, Survey};

/// So many things of a kind are named.
const NAMED: usize = 3;

/// What changed since the last build.
pub struct Reasons<'p> {
    edition: &'p Edition,
    ledger: Option<&'p Ledger<'p>>,
    /// Files that are new, changed or gone.
    files: BTreeSet<&'p str>,
    /// Settings that are others.
    settings: Vec<&'static str>,
    /// Addresses by the low half of their hash: of this edition, and of the last one.
    now: OnceLock<HashMap<u32, &'p str>>,
    then: OnceLock<HashMap<u32, &'p str>>,
    /// The same of stories whose files changed.
    changed: OnceLock<BTreeMap<u32, &'p str>>,
}

impl<'p> Reasons<'p> {
    /// Compares what is there with what the ledger knows.
    pub fn of(
        edition: &'p Edition,
        ledger: Option<&'p Ledger<'p>>,
        survey: &'p Survey,
        settings: &Settings,
    ) -> Reasons<'p> {
        let mut reasons = Reasons {
            edition,
            ledger,
            files: BTreeSet::new(),
            settings: Vec::new(),
            now: OnceLock::new(),
            then: OnceLock::new(),
            changed: OnceLock::new(),
        };
        let Some(ledger) = ledger else { return reasons };
        let (mut cursor, mut is_there) = (ledger.find_sources(), vec![false; ledger.sources.len()]);
        for (path, stat) in survey.all() {
            let row = cursor.find(path.as_str());
            row.into_iter().for_each(|n| is_there[n] = true);
            if row.map(|n| ledger.sources[n].stat) != *stat {
                reasons.files.insert(path.as_str());
            }
        }
        let gone = ledger.sources.iter().zip(is_there).filter(|(_, is_there)| !is_there);
        reasons.files.extend(gone.map(|(source, _)| source.path));
        let was = |key: &str| ledger.head.parts.iter().find(|(name, _)| name == key).map(|(_, hash)| *hash);
        // Where a setting stands is no reason for anything but another place in a warning.
        let prints = settings.prints().into_iter().filter(|(key, _)| *key != "places");
        let other = prints.filter(|(key, hash)| was(key) != Some(*hash));
        reasons.settings = other.map(|(key, _)| key).collect();
        reasons
    }

    /// Why an output is printed, that was made as `old` says and is made as `new` says now.
    pub fn why(
        &self,
        old: Option<&ledger::Sheet<'_>>,
        new: Option<&Fingerprint>,
        elements: &Elements,
    ) -> Cow<'static, str> {
        let Some(old) = old else { return Cow::Borrowed(if self.ledger.is_some() { "new" } else { "first printed" }) };
        let parts = new.map(|new| differing(old.print, new.bytes())).unwrap_or_default();
        let (Some(new), false) = (new, parts.is_empty()) else {
            let files = self.files.iter().map(|file| (*file).to_owned()).collect();
            return Cow::Owned(joined("the edition changed", files, self.settings.iter().map(|key| site_yaml(key))));
        };
        let mut lines: Vec<String> = Vec::new();
        for part in parts {
            lines.push(self.line(part, old, new, elements));
        }
        Cow::Owned(lines.join("; "))
    }

    /// Why a file that pages show is copied.
    pub fn of_file(&self, is_known: bool) -> Cow<'static, str> {
        Cow::Borrowed(if is_known { "file changed" } else { "now shown" })
    }

    fn line(&self, part: Ingredient, old: &ledger::Sheet<'_>, new: &Fingerprint, elements: &Elements) -> String {
        let head = format!("{} changed", part.as_str());
        let below = |folders: &[&str]| -> Vec<String> {
            let is_below = |file: &&&str| folders.iter().any(|folder| file.starts_with(folder));
            self.files.iter().filter(is_below).map(|file| (*file).to_owned()).collect()
        };
        match part {
            Ingredient::Related
            | Ingredient::Neighbours
            | Ingredient::Series
            | Ingredient::Stories
            | Ingredient::Front
            | Ingredient::Lists => joined(&head, self.members(old, new, elements), None),
            Ingredient::Template | Ingredient::Shortcodes => joined(&head, below(&["templates/", "themes/"]), None),
            Ingredient::Data => joined(&head, below(&["data/"]), None),
            Ingredient::Guids | Ingredient::Registered => joined(&head, below(&[crate::register::FILE]), None),
            Ingredient::Authors | Ingredient::Introduction => joined(&head, below(&["content/authors/"]), None),
            Ingredient::Site | Ingredient::Settings => {
                let files = below(&["i18n/", "themes/", "static/"]);
                joined(&head, files, self.settings.iter().map(|key| site_yaml(key)))
            }
            Ingredient::Text
            | Ingredient::Card
            | Ingredient::Section
            | Ingredient::Topics
            | Ingredient::Translations
            | Ingredient::Languages
            | Ingredient::Links
            | Ingredient::Age
            | Ingredient::Pages
            | Ingredient::File
            | Ingredient::Day => head,
        }
    }

    /// The stories that joined a sheet, left it, or look otherwise.
    fn members(&self, old: &ledger::Sheet<'_>, new: &Fingerprint, elements: &Elements) -> Vec<String> {
        let numbers = |packed: &[u8]| -> BTreeSet<u32> {
            let (rows, _) = packed.as_chunks::<4>();
            rows.iter().map(|row| u32::from_le_bytes(*row)).collect()
        };
        let (before, after) = (numbers(old.members), numbers(new.members()));
        let mut all: Vec<String> = Vec::new();
        let now = self.now.get_or_init(|| {
            let stories = self.edition.stories.iter().zip(elements.addresses());
            stories.map(|(story, hash)| (*hash as u32, story.address.as_str())).collect()
        });
        all.extend(after.difference(&before).filter_map(|n| Some(format!("{} joined", bare(now.get(n)?)))));
        if !before.is_subset(&after) {
            let then = self.then.get_or_init(|| {
                let outputs = self.ledger.map_or(&[][..], |ledger| &ledger.outputs);
                outputs.iter().map(|o| (xxh3_64(o.address.as_bytes()) as u32, o.address)).collect()
            });
            all.extend(before.difference(&after).filter_map(|n| Some(format!("{} left", bare(then.get(n)?)))));
        }
        if all.is_empty() {
            let changed = self.changed.get_or_init(|| {
                let stories = self.edition.stories.iter().zip(elements.addresses());
                let changed = stories.filter(|(story, _)| self.files.contains(story.article.card.source.as_str()));
                changed.map(|(story, hash)| (*hash as u32, story.address.as_str())).collect()
            });
            let shown = changed.iter().filter(|(n, _)| after.contains(n));
            all.extend(shown.map(|(_, address)| format!("{} changed", bare(address))));
        }
        all
    }
}

fn bare(address: &str) -> &str {
    address.trim_matches('/')
}

fn site_yaml(key: &str) -> String {
    format!("{key} in site.yaml")
}

/// `head: a, b, c and 4 more`.
fn joined(head: &str, mut rows: Vec<String>, more: impl IntoIterator<Item = String>) -> String {
    rows.extend(more);
    if rows.is_empty() {
        return head.to_owned();
    }
    let named = rows.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match rows.len().saturating_sub(NAMED) {
        0 => format!("{head}: {named}"),
        n => format!("{head}: {named} and {n} more"),
    }
}
