//! What no output may hold: texts, headlines, addresses and files of what isn't published.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::scan::Kind;
use super::words::{RUN, Runs, WORD, windows};
use crate::base::{Address, SourcePath};
use crate::copy::{self, Article, Body, Insert, Setting};
use crate::edition::{Edition, Held, State, Story, Why};
use crate::plan::Plan;
use crate::site::{BaseUrl, Site};

/// Six words, of the eight of a run.
const HINT: u32 = 6 * WORD;
/// A text that is shorter than a run counts as a whole if it has five words.
const SHORTEST: u32 = 5 * WORD;
/// A headline of fewer words is found everywhere.
const SHORTEST_TITLE: u32 = 4 * WORD;
/// A file of fewer bytes says nothing.
pub const SMALLEST: u64 = 64;

/// Gives a source's bytes.
pub type Reads<'r> = &'r (dyn Fn(&SourcePath) -> Option<Vec<u8>> + Sync);

/// Something that no output may hold.
#[derive(Clone, Debug)]
pub(super) struct Secret {
    pub source: SourcePath,
    /// What it is, in words that go before `of FILE`.
    pub what: &'static str,
    pub kind: Kind,
    /// The text as it is told.
    pub text: String,
}

/// Where a run of words stands: the secret's number, the run in it, its first word.
pub(super) type Spot = (u32, u32, u32);

/// Everything that no output may hold.
#[derive(Debug, Default)]
pub struct Secrets {
    pub(super) all: Vec<Secret>,
    /// Runs of words, by weight.
    pub(super) runs: BTreeMap<u32, HashMap<u64, Spot>>,
    /// Addresses as outputs may write them.
    pub(super) addresses: HashMap<String, u32>,
    /// Shorter runs of the same words, by weight.
    pub(super) hints: BTreeMap<u32, HashSet<u64>>,
    /// Files that lie beside what isn't published.
    pub files: Vec<SourcePath>,
    /// Each secret's hash, sorted.
    pub prints: Vec<u64>,
}

impl Secrets {
    /// Gathers them. `reads` gives the text of an article that isn't published.
    pub fn of(edition: &Edition, plan: &Plan, site: &Site, reads: Reads<'_>) -> Secrets {
        let held = edition.held.par_iter().flat_map_iter(|held| of_held(held, plan, site, reads));
        let stories = edition.stories.par_iter().flat_map_iter(|story| of_story(story, reads));
        let all: Vec<Secret> = held.chain(stories).collect();
        let mut secrets = Secrets { files: files(edition, plan, site), ..Secrets::default() };
        for (secret, n) in all.iter().zip(0..) {
            secrets.prints.push(xxh3_64(format!("{:?} {} {}", secret.kind, secret.source, secret.text).as_bytes()));
            secrets.add(secret, n, &site.settings.base);
        }
        secrets.prints.sort_unstable();
        secrets.all = all;
        secrets
    }

    /// Whether there is nothing to look for in bytes.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn add(&mut self, secret: &Secret, n: u32, base: &BaseUrl) {
        if secret.kind == Kind::Address {
            let address = Address::new(secret.text.clone());
            for written in [base.href(&address), base.absolute(&address), secret.text.clone()] {
                let plain = crate::base::percent_decode(&written).to_string();
                self.addresses.insert(plain, n);
                self.addresses.insert(written, n);
            }
            return;
        }
        let least = if secret.kind == Kind::Title { SHORTEST_TITLE } else { SHORTEST };
        for (run, words) in Runs::of(&secret.text).runs.iter().zip(0..) {
            let whole: u32 = run.iter().map(|word| word.weight).sum();
            if whole < least {
                continue;
            }
            let rows = self.runs.entry(whole.min(RUN)).or_default();
            windows(run, whole.min(RUN), &mut |hash, at| {
                rows.entry(hash).or_insert((n, words, at as u32));
            });
            let hints = self.hints.entry(whole.min(HINT)).or_default();
            windows(run, whole.min(HINT), &mut |hash, _| {
                hints.insert(hash);
            });
        }
    }
}

/// What an article that is left out holds.
fn of_held(held: &Held, plan: &Plan, site: &Site, reads: Reads<'_>) -> Vec<Secret> {
    let Held { article, address, bundle: _, why } = held;
    let what = match why {
        Why::Draft => "the draft",
        Why::Embargoed => "the embargoed story",
        Why::Future => "the story that is to come",
        Why::Expired => "the expired story",
        Why::Faulty => return Vec::new(),
    };
    let mut all = of_text(article, what, reads);
    all.extend(of_matter(article, what));
    all.extend(of_notes(article));
    let source = article.card.source.clone();
    all.push(Secret { source: source.clone(), what, kind: Kind::Title, text: article.card.title.to_string() });
    // Readers may know an address that has expired; and where something else stands, it is that one's.
    if *why != Why::Expired && !plan.has(address) && site.settings.base.href(address) != "/" {
        all.push(Secret { source, what, kind: Kind::Address, text: address.as_str().to_owned() });
    }
    all
}

/// What a story that has an address doesn't show there.
fn of_story(story: &Story, reads: Reads<'_>) -> Vec<Secret> {
    let article = &story.article;
    let what = match story.state {
        State::Published | State::Kept => return of_notes(article),
        State::Withdrawn => "the withdrawn story",
        State::Expired => "the expired story",
    };
    let mut all = of_text(article, what, reads);
    all.extend(of_matter(article, what));
    all.extend(of_notes(article));
    if article.card.withdrawn.as_ref().is_none_or(|withdrawn| withdrawn.title.is_some()) {
        let (source, text) = (article.card.source.clone(), article.card.title.to_string());
        all.push(Secret { source, what, kind: Kind::Title, text });
    }
    all
}

fn of_text(article: &Article, what: &'static str, reads: Reads<'_>) -> Vec<Secret> {
    let source = &article.card.source;
    let texts = body_texts(article, reads).into_iter();
    texts.map(|text| Secret { source: source.clone(), what, kind: Kind::Text, text }).collect()
}

/// The text of an article and of all that it calls, as HTML.
pub(super) fn body_texts(article: &Article, reads: Reads<'_>) -> Vec<String> {
    let source = &article.card.source;
    let Some(bytes) = reads(source) else { return Vec::new() };
    let Ok(text) = copy::text_of(&bytes) else { return Vec::new() };
    let setting = Setting { source, lang: &article.card.lang, smart_punctuation: true, components: &|_| true };
    let mut texts = Vec::new();
    add_body(copy::body(&text, article.text_start as usize, &setting).0, &mut texts);
    texts
}

fn add_body(body: Body, texts: &mut Vec<String>) {
    texts.push(body.html);
    for mark in body.marks {
        match mark.what {
            Insert::LinkOpen { title, .. } => texts.push(title.into()),
            Insert::LinkClose => {}
            Insert::Image { alt, title, .. } => texts.extend([alt.into(), title.into()]),
            Insert::Call(call) => {
                texts.extend(call.args.iter().filter_map(|(_, value)| value.as_text()).map(|text| text.to_string()));
                if let Some(body) = call.body {
                    add_body(body, texts);
                }
            }
        }
    }
}

/// What front matter says of a story beside its headline.
pub(super) fn matter_texts(article: &Article) -> Vec<String> {
    let card = &article.card;
    let image = card.image.as_deref();
    let plain = [&card.standfirst, &card.summary, &card.opening].into_iter().filter_map(Option::as_deref);
    let image = image.into_iter().flat_map(|image| [&image.alt, &image.caption]).filter_map(Option::as_deref);
    plain.chain(image).map(str::to_owned).collect()
}

fn of_matter(article: &Article, what: &'static str) -> Vec<Secret> {
    let texts = matter_texts(article).into_iter();
    texts.map(|text| Secret { source: article.card.source.clone(), what, kind: Kind::Text, text }).collect()
}

fn of_notes(article: &Article) -> Vec<Secret> {
    let note = |text: &str| Secret {
        source: article.card.source.clone(),
        what: "the desk's notes",
        kind: Kind::Text,
        text: text.to_owned(),
    };
    article.details().notes.iter().map(|text| note(text)).collect()
}

/// Files beside what isn't published, but for those that something published has in its bundle.
fn files(edition: &Edition, plan: &Plan, site: &Site) -> Vec<SourcePath> {
    let hidden = edition.stories.iter().filter(|story| matches!(story.state, State::Withdrawn | State::Expired));
    let hidden = hidden.filter_map(|story| story.bundle.as_deref());
    let bundles: BTreeSet<&str> = edition.held.iter().filter_map(|held| held.bundle.as_deref()).chain(hidden).collect();
    if bundles.is_empty() {
        return Vec::new();
    }
    let lies_hidden = |source: &&SourcePath| {
        let path = source.as_str();
        path.match_indices('/').any(|(end, _)| bundles.contains(&path[..=end])) && plan.file_address(source).is_none()
    };
    site.content.files.iter().filter(lies_hidden).cloned().collect()
}
