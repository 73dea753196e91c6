//! Silent edits: a published text that is another than the one registered, and nothing on the page says so.
//!
//! In: a story, its text, its line of the register. Out: a warning that shows the passages as they now stand. Never here:
//! the text as it was, which the register doesn't keep.

use std::collections::HashMap;

use super::sketch::{self, Passage};
use super::{Entry, Register};
use crate::base::{Code, Diagnostic, Place};
use crate::edition::{Edition, State, Story, StoryId};
use crate::plan::Plan;

/// So many changed passages are shown.
const SHOWN: usize = 4;
/// A passage is shown up to so many characters.
const LONGEST: usize = 160;

/// What a register keeps of a text that was published: `CHANGED.CORRECTIONS.SKETCH`, where the first is the latest
/// editorial change, its publication too, in seconds, or `-` for what has no date.
pub(super) fn written(story: &Story, text: &str, start: usize) -> String {
    let (changed, corrections) = said(story);
    let changed = changed.map_or_else(|| "-".to_owned(), |seconds| seconds.to_string());
    format!("{changed}.{corrections}.{}", sketch::write(&sketch::passages(text, start)))
}

/// What the page itself says of changes: the latest, in seconds, and how many corrections.
fn said(story: &Story) -> (Option<i64>, usize) {
    (story.changed().map(|moment| moment.seconds()), story.article.details().corrections.len())
}

impl Register {
    /// What the register keeps of a story's text; none where it knows no such story, or nothing of its text.
    pub fn sketch_of(&self, id: StoryId, edition: &Edition, plan: &Plan) -> Option<&str> {
        self.known(id, edition, plan)?.sketch
    }

    /// Tells of a published text that was changed though the page says nothing of it. Running coverage changes by its nature.
    pub fn silent_edit(
        &self,
        id: StoryId,
        edition: &Edition,
        plan: &Plan,
        (text, start): (&str, usize),
    ) -> Option<Diagnostic> {
        let story = edition.story(id);
        if story.state != State::Published || story.is_running() || story.mark.is_some() {
            return None;
        }
        let entry: Entry<'_> = self.known(id, edition, plan)?;
        let mut kept = entry.sketch?.splitn(3, '.');
        let changed: Option<i64> = kept.next()?.parse().ok();
        let corrections: usize = kept.next()?.parse().ok()?;
        let before = sketch::read(kept.next()?);
        let now = said(story);
        if now.0 > changed || now.1 > corrections {
            return None;
        }
        let (new, gone) = differing(&before, sketch::passages(text, start));
        (!new.is_empty() || gone > 0).then(|| told(story, text, start, &new, gone))
    }
}

/// The passages that are new, and how many of the old ones are there no more.
fn differing(before: &[u32], now: Vec<Passage>) -> (Vec<Passage>, usize) {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    before.iter().for_each(|hash| *counts.entry(*hash).or_default() += 1);
    let mut new = Vec::new();
    for passage in now {
        match counts.get_mut(&passage.hash) {
            Some(count) if *count > 0 => *count -= 1,
            Some(_) | None => new.push(passage),
        }
    }
    (new, counts.values().sum())
}

fn told(story: &Story, text: &str, start: usize, new: &[Passage], gone: usize) -> Diagnostic {
    let source = &story.article.card.source;
    let shown = |passage: &Passage| {
        let words = text[passage.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let cut: String = words.chars().take(LONGEST).collect();
        if cut.len() < words.len() { format!("“{cut}…”") } else { format!("“{words}”") }
    };
    let place = match new.first() {
        Some(first) => Place::of(source, text, first.range.clone()),
        None => Place::of(source, text, start..start),
    };
    let says = match (new, gone) {
        ([], gone) => format!("its text has changed since it was published: {} taken out", passages(gone)),
        ([first, ..], 0) => format!("its text has changed since it was published: {} is new", shown(first)),
        ([first, ..], gone) => {
            format!(
                "its text has changed since it was published: {} stands in place of {}",
                shown(first),
                passages(gone)
            )
        }
    };
    let mut fault = Diagnostic::new(Code::SilentEdit, place).says(says);
    for passage in new.iter().skip(1).take(SHOWN - 1) {
        fault = fault.also(Place::of(source, text, passage.range.clone()), format!("so has {}", shown(passage)));
    }
    if new.len() > SHOWN {
        fault = fault.also(Place::file(source), format!("and {} more", passages(new.len() - SHOWN)));
    }
    let help = format!(
        "say so: `dateline correct {source} \"…\"`, or `updated: …`; `dateline register` takes the text as it is for known"
    );
    fault.help(help).culprit(None)
}

fn passages(count: usize) -> String {
    if count == 1 { "one passage".to_owned() } else { format!("{count} passages") }
}
