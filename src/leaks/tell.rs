//! From what was found to what is told: what published copy says too is no leak.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;

use super::scan::{Hits, Kind};
use super::secrets::{Reads, Secret, Secrets, Spot, body_texts, matter_texts};
use super::words::{RUN, Runs, each_word};
use crate::base::{Address, Code, Diagnostic, Found, Place, SourcePath};
use crate::copy::Article;
use crate::edition::{Edition, State, Story};
use crate::plan::{Plan, Sheet};

/// So many outputs are named for one secret.
const MOST_NAMED: usize = 3;

/// What an output's text may say although a secret says it: which runs of words published copy holds.
#[derive(Debug, Default)]
pub struct Excuses {
    runs: HashSet<u64>,
}

impl Excuses {
    /// Looks for what was found in all published copy.
    pub fn of(secrets: &Secrets, hits: &[(Address, Hits)], edition: &Edition, reads: Reads<'_>) -> Excuses {
        let met: HashSet<u64> = hits.iter().flat_map(|(_, hits)| hits.runs.iter().map(|(hash, _)| *hash)).collect();
        if met.is_empty() {
            return Excuses::default();
        }
        let of_story = |story: &Story| {
            let mut runs = Vec::new();
            for text in published_texts(story, reads) {
                let words = Runs::of(&text);
                for weight in secrets.runs.keys() {
                    words.windows(*weight, &mut |hash, _, _| {
                        if met.contains(&hash) {
                            runs.push(hash);
                        }
                    });
                }
            }
            runs
        };
        Excuses { runs: edition.stories.par_iter().flat_map_iter(of_story).collect() }
    }

    /// Whether nothing is excused.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
}

/// All that readers see of a story.
fn published_texts(story: &Story, reads: Reads<'_>) -> Vec<String> {
    let article: &Article = &story.article;
    let card = &article.card;
    let mut texts = match story.state {
        State::Published | State::Kept => {
            let mut texts = body_texts(article, reads);
            texts.extend(matter_texts(article));
            texts.push(card.title.to_string());
            let titles = card.titles.as_deref().into_iter();
            let titles = titles.flat_map(|t| [&t.short, &t.search, &t.social]).filter_map(Option::as_deref);
            texts.extend(titles.map(str::to_owned));
            texts
        }
        State::Withdrawn | State::Expired => Vec::new(),
    };
    if let Some(withdrawn) = card.withdrawn.as_deref().filter(|_| story.state == State::Withdrawn) {
        texts.push(withdrawn.text.to_string());
        texts.push(withdrawn.title.as_deref().unwrap_or(&card.title).to_owned());
    }
    if story.state != State::Expired {
        let details = article.details();
        texts.extend(details.corrections.iter().map(|correction| correction.text.to_string()));
        texts.extend(details.disclosure.as_deref().map(str::to_owned));
        texts.extend(details.claim.iter().map(|claim| claim.text.to_string()));
    }
    texts
}

/// Tells what leaks: for each secret once, with the outputs that hold it.
pub fn tell(secrets: &Secrets, hits: &[(Address, Hits)], excuses: &Excuses, plan: &Plan) -> Found {
    let mut of_secret: BTreeMap<u32, (Vec<&Address>, Option<Spot>)> = BTreeMap::new();
    for (address, hits) in hits {
        let mut own = BTreeSet::new();
        for (_, spot) in hits.runs.iter().filter(|(hash, _)| !excuses.runs.contains(hash)) {
            let row = of_secret.entry(spot.0).or_default();
            row.1 = Some(row.1.map_or(*spot, |first| first.min(*spot)));
            own.insert(spot.0);
        }
        own.extend(&hits.addresses);
        own.iter().for_each(|n| of_secret.entry(*n).or_default().0.push(address));
    }
    let row = |(n, (outputs, spot)): (&u32, &(Vec<&Address>, Option<Spot>))| {
        of_one(&secrets.all[*n as usize], outputs, *spot, plan)
    };
    let mut found: Found = of_secret.iter().map(row).collect();
    // Where words of a text leak, nobody needs to be told of the same story's headline.
    let leaks: BTreeSet<_> = found.iter().filter(|f| f.code == Code::LeakText).map(|f| f.place.file.clone()).collect();
    found.retain(|fault| fault.code != Code::LeakTitle || !leaks.contains(&fault.place.file));
    found.dedup_by(|b, a| a.code == b.code && a.place.file == b.place.file && a.message == b.message);
    found
}

fn of_one(secret: &Secret, outputs: &[&Address], spot: Option<Spot>, plan: &Plan) -> Diagnostic {
    let named: Vec<&str> = outputs.iter().take(MOST_NAMED).map(|address| address.as_str()).collect();
    let more = outputs.len() - named.len();
    let mut named = named.join(", ");
    if more > 0 {
        named = format!("{named} and {more} more");
    }
    let holds = if outputs.len() == 1 { "holds" } else { "hold" };
    let what = secret.what;
    let (code, says) = match secret.kind {
        Kind::Text => {
            let words = spot.map(|spot| words_at(&secret.text, spot)).unwrap_or_default();
            (Code::LeakText, format!("{named} {holds} words of {what}: “{words}”"))
        }
        Kind::Address => (Code::LeakAddress, format!("{named} {holds} the address of {what}: {}", secret.text)),
        Kind::Title => (Code::LeakTitle, format!("{named} {holds} the headline of {what}: “{}”", secret.text)),
    };
    let help = outputs.first().map_or("", |address| help(address, plan));
    let mut fault = Diagnostic::new(code, Place::file(&secret.source)).says(says).help(help).culprit(None);
    fault.firm = code != Code::LeakTitle;
    fault
}

/// Where words of an output may come from.
fn help(address: &Address, plan: &Plan) -> &'static str {
    match plan.at(address) {
        Some(Sheet::File(source)) if source.as_str().starts_with("static/") => {
            "take it out of that file of static/, or publish the story"
        }
        Some(Sheet::File(_)) | None => "take it out of that file, or publish the story",
        Some(_) => {
            "no published story says so: look in templates, data/, site.yaml, section pages, profiles and standing pages"
        }
    }
}

/// The words of a run, as they are compared.
fn words_at(text: &str, (_, run, at): Spot) -> String {
    let mut words: Vec<String> = Vec::new();
    Runs::each_run_text(text, run as usize, &mut |piece| {
        each_word(piece, &mut |word, weight| {
            words.push(if weight == 1 { word.to_owned() } else { format!("{word} ") })
        });
    });
    let from = (at as usize).min(words.len());
    let mut weight = 0;
    let shown = words[from..].iter().take_while(|word| {
        let goes_on = weight < RUN;
        weight += if word.ends_with(' ') { 2 } else { 1 };
        goes_on
    });
    shown.map(String::as_str).collect::<String>().trim_end().to_owned()
}

/// Tells of outputs that are copies of secret files. `hash_of` gives a file's hash; `copies` are outputs with theirs.
pub fn tell_files<'c>(
    secrets: &[(&SourcePath, [u8; 16])],
    published: &HashSet<[u8; 16]>,
    copies: impl Iterator<Item = (&'c Address, [u8; 16])>,
) -> Found {
    let by_hash: BTreeMap<[u8; 16], &SourcePath> = secrets
        .iter()
        .filter(|(_, hash)| *hash != [0; 16] && !published.contains(hash))
        .map(|(s, h)| (*h, *s))
        .collect();
    let mut found = Found::new();
    if by_hash.is_empty() {
        return found;
    }
    for (address, hash) in copies {
        let Some(source) = by_hash.get(&hash) else { continue };
        let mut fault = Diagnostic::new(Code::LeakFile, Place::file(source))
            .says(format!("{address} is a copy of this file, whose article isn't published"))
            .help("remove the copy until the article is published")
            .culprit(None);
        fault.firm = true;
        found.push(fault);
    }
    found
}
