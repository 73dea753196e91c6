//! Names that mean the same: spellings of tags, names of authors.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::gather::Name;
use crate::base::{Code, Diagnostic, Found, Place, Slugs, SourcePath, slug};

/// Gathers the spellings of one sort of name.
#[derive(Default)]
pub struct Spellings {
    /// By key: every spelling with its count and the first source that has it.
    by_key: BTreeMap<String, BTreeMap<Arc<str>, (usize, SourcePath)>>,
    key_of: HashMap<Arc<str>, String>,
}

/// Names in the order of their keys, and which name each spelling means.
pub struct Names {
    /// Title and slug of each.
    pub rows: Vec<(Arc<str>, Arc<str>)>,
    /// The row of each spelling.
    row_of: HashMap<Arc<str>, u32>,
}

impl Spellings {
    /// Notes that a name is spelled so, and how often; `source` is the first that does, and `meant` what the
    /// site's synonyms make of it. Spellings come in the order of their first use.
    pub fn note(
        &mut self,
        (spelling, count): (&Arc<str>, usize),
        meant: Option<&str>,
        slugs: Slugs,
        source: &SourcePath,
    ) {
        let key = key(meant.unwrap_or(spelling), slugs);
        let title: Arc<str> = meant.map_or_else(|| spelling.clone(), Into::into);
        self.key_of.insert(spelling.clone(), key.clone());
        self.by_key.entry(key).or_default().entry(title).or_insert_with(|| (0, source.clone())).0 += count;
    }

    /// Settles each name on its commonest spelling, and tells where others are used.
    pub fn settle(self, slugs: Slugs, found: &mut Found) -> Names {
        let mut rows = Vec::with_capacity(self.by_key.len());
        let mut row_of_key = HashMap::with_capacity(self.by_key.len());
        for (key, spellings) in self.by_key {
            let best = spellings.iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then_with(|| b.0.cmp(a.0)));
            let Some((title, _)) = best.map(|(title, row)| (title.clone(), row)) else { continue };
            for (other, (_, source)) in spellings.iter().filter(|(other, _)| **other != title) {
                found.push(
                    Diagnostic::new(Code::TagSpelling, Place::file(source))
                        .says(format!("the tag “{other}” shares the page of “{title}”"))
                        .help("spell it alike everywhere, or name the synonym under `topics` in site.yaml"),
                );
            }
            row_of_key.insert(key.clone(), rows.len() as u32);
            let own = base_slug(&title, slugs);
            rows.push((title, Arc::from(if own.is_empty() { key } else { own })));
        }
        let row_of = self.key_of.into_iter().filter_map(|(s, key)| Some((s, *row_of_key.get(&key)?))).collect();
        Names { rows, row_of }
    }
}

impl Names {
    /// Gives each name that stories use its row.
    pub fn set_rows<'n>(&self, names: impl Iterator<Item = (&'n Name<'n, Arc<str>>, &'n mut Option<u32>)>) {
        for (name, row) in names {
            *row = self.row_of.get(name.first).copied();
        }
    }
}

/// The slug of a name; the signs that tell languages of programming apart are kept as words.
fn base_slug(name: &str, slugs: Slugs) -> String {
    slug(&name.replace('+', " plus ").replace('#', " sharp "), slugs)
}

/// What the spellings of one name share: its slug with accents folded.
fn key(name: &str, slugs: Slugs) -> String {
    let slug = if name.is_ascii() { base_slug(name, slugs) } else { base_slug(&fold(name), slugs) };
    if slug.is_empty() { format!("x{:08x}", xxhash_rust::xxh3::xxh3_64(name.as_bytes()) as u32) } else { slug }
}

/// Latin, Greek and Cyrillic letters without their accents; other scripts keep their marks.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut base_is_simple = false;
    for c in text.nfd() {
        if is_combining_mark(c) && base_is_simple && c != '\u{306}' {
            continue;
        }
        base_is_simple = matches!(c, 'A'..='Z' | 'a'..='z' | '\u{370}'..='\u{3ff}');
        out.push(c);
    }
    out.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::key;
    use crate::base::Slugs;

    #[test]
    fn spellings_meet_and_distinct_names_do_not() {
        let slug = |name| key(name, Slugs::Unicode);
        assert_eq!(slug("Café"), slug("cafe\u{301}"));
        assert_eq!(slug("Café"), slug("CAFE"));
        assert_ne!(slug("C++"), slug("C#"));
        assert_ne!(slug("й"), slug("и"));
        assert_ne!(slug("***"), "");
    }
}
