//! Whether a walk's output may leave, and what it came to.

use std::collections::{BTreeSet, HashMap};

use super::files::Files;
use super::keeping::Keeping;
use super::printing::Outputs;
use super::{BuildOptions, NextChange, Outcome, Tally};
use crate::base::{Address, Code, Failure, Found, Place, Severity, SourcePath};
use crate::delivery::{Owner, Stage};
use crate::edition::{Copy, Edition, State, Story, Why};
use crate::plan::{Plan, Sheet};
use crate::site::{Settings, Site};

/// What a round of the walk came to.
pub struct Round {
    /// What is told.
    pub outcome: Outcome,
    /// The stage; none when an error was known before anything was printed.
    pub stage: Option<Stage>,
    /// What was printed, or left as it was.
    pub printed: Printed,
    /// Up to which second the clock alone changes nothing.
    pub steady_until: Option<i64>,
}

/// All outputs.
pub struct Printed {
    /// The outputs.
    pub outputs: Outputs,
    /// The files that pages show.
    pub files: Files,
    /// What the next build is to know of the leak check.
    pub leaks: Vec<u8>,
}

/// Tells of files in the output that aren't ours and would have to give way to outputs that no earlier build made.
///
/// # Errors
/// When the output can't be read.
pub fn check_output<'p>(
    build: &Keeping<'_>,
    new: impl Iterator<Item = &'p Address>,
    found: &mut Found,
) -> Result<(), Failure> {
    let Keeping { options, site, .. } = build;
    // What lies within a site's own folder is no other site's.
    let is_inside = std::path::absolute(&options.out)
        .is_ok_and(|out| std::path::absolute(&options.site).is_ok_and(|site| out.starts_with(site)));
    Stage::check_output(&options.out, new.map(Address::out_path), Some(&owner(site)).filter(|_| !is_inside), found)
}

/// The site, as its output names it.
pub fn owner(site: &Site) -> Owner {
    Owner { id: site.id, name: site.settings.title.clone() }
}

/// Gives faults the weight that the site sets; under `strict` every warning is an error.
pub fn weigh(found: &mut Found, settings: &Settings, strict: bool) {
    for fault in found.iter_mut() {
        if let Some(severity) = settings.severities.get(&fault.code).filter(|_| !fault.firm) {
            fault.severity = *severity;
        }
    }
    found.retain(|fault| fault.severity != Severity::Off);
    be_strict(found, strict);
}

/// Under `--strict` every warning is an error.
pub fn be_strict(found: &mut Found, strict: bool) {
    for fault in found.iter_mut().filter(|fault| strict && fault.severity == Severity::Warn) {
        fault.severity = Severity::Error;
    }
}

/// The outcome of a build for which nothing changed: what was found then counts as it does now.
pub fn of_unchanged(mut outcome: Outcome, options: &BuildOptions) -> Outcome {
    be_strict(&mut outcome.found, options.strict);
    outcome.delivered = !is_barred(&outcome.found, options);
    outcome
}

/// Whether a fault keeps the output from being delivered: an error, unless an article can be left out for it.
pub fn is_barred(found: &Found, options: &BuildOptions) -> bool {
    found.iter().any(|fault| fault.is_error() && (!options.keep_going || fault.culprit.is_none()))
}

/// Articles that must be left out, and what is left.
#[derive(Default)]
pub struct Leave {
    /// The sources.
    pub sources: BTreeSet<SourcePath>,
    /// All other copy.
    pub rest: Copy,
}

/// Finds the articles whose errors keep the rest from being published.
pub fn culprits(found: &Found, copy: &Copy) -> Leave {
    let blamed: BTreeSet<&SourcePath> =
        found.iter().filter(|f| f.is_error()).filter_map(|f| f.culprit.as_ref()).collect();
    let mut rest = copy.clone();
    let mut sources = BTreeSet::new();
    rest.articles.retain(|(article, _)| {
        let out = blamed.contains(&article.card.source);
        if out {
            sources.insert(article.card.source.clone());
        }
        !out
    });
    rest.faulty.extend(sources.iter().cloned());
    Leave { sources, rest }
}

/// A template that fails for thousands of articles is told once, with how many.
pub fn fold_repeats(found: &mut Found) {
    let mut first: HashMap<(Place, String), usize> = HashMap::new();
    let mut counts: Vec<usize> = vec![0; found.len()];
    let mut keep = vec![true; found.len()];
    let is_templates = |code: Code| matches!(code, Code::TemplateFailed | Code::LabelMissing);
    for (n, fault) in found.iter().enumerate().filter(|(_, f)| is_templates(f.code)) {
        let at = *first.entry((fault.place.clone(), fault.message.clone())).or_insert(n);
        counts[at] += 1;
        keep[n] = at == n;
    }
    for (fault, count) in found.iter_mut().zip(&counts).filter(|(_, count)| **count > 1) {
        let help = fault.help.take().map_or(String::new(), |help| format!("{help}; "));
        fault.help = Some(format!("{help}it is so on {count} pages, and this is the first of them"));
    }
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
}

/// Counts what there is, for the summary.
pub fn count(outcome: &mut Outcome, edition: &Edition, plan: &Plan) {
    outcome.tally = tally(edition, plan);
    outcome.next_change = edition.next_change.as_ref().map(|change| NextChange {
        moment: change.at,
        source: change.source.clone(),
        what: change.what.into(),
    });
}

/// What there is, in numbers.
pub fn tally(edition: &Edition, plan: &Plan) -> Tally {
    let is_article = |s: &&Story| !s.article.card.standing && matches!(s.state, State::Published | State::Kept);
    let mut tally = Tally { articles: edition.stories.iter().filter(is_article).count(), ..Tally::default() };
    for (address, sheet) in &plan.sheets {
        match sheet {
            Sheet::Feed(..) | Sheet::CorrectionsFeed(_) | Sheet::Partner(..) => tally.feeds += 1,
            Sheet::Front(_)
            | Sheet::List(..)
            | Sheet::Story(_)
            | Sheet::Notice(_)
            | Sheet::Terms(..)
            | Sheet::Archive(_)
            | Sheet::Year(..)
            | Sheet::Month(..)
            | Sheet::Undated(_)
            | Sheet::Corrections(_)
            | Sheet::Search(_)
            | Sheet::Feeds(_)
            | Sheet::NotFound
            | Sheet::Styleguide(_) => tally.pages += 1,
            // Its page leads elsewhere; an alias may also be a file.
            Sheet::Alias(_) if address.is_page() => tally.pages += 1,
            Sheet::Alias(_)
            | Sheet::StyleguidePicture
            | Sheet::Live(_)
            | Sheet::Item(_)
            | Sheet::LatestItems(..)
            | Sheet::Llms
            | Sheet::Card(_)
            | Sheet::Opml
            | Sheet::SearchIndex(_)
            | Sheet::SearchPiece(..)
            | Sheet::SearchRows(..)
            | Sheet::SitemapIndex
            | Sheet::Sitemap(..)
            | Sheet::NewsSitemap
            | Sheet::Robots
            | Sheet::Manifest
            | Sheet::Redirects
            | Sheet::Headers
            | Sheet::Mining
            | Sheet::SecurityTxt
            | Sheet::AdsTxt
            | Sheet::TrustTxt
            | Sheet::File(_)
            | Sheet::Asset(_) => tally.other_files += 1,
        }
    }
    for why in [Why::Draft, Why::Embargoed, Why::Future, Why::Expired, Why::Faulty] {
        let count = edition.left_out.iter().filter(|row| row.why == why).count();
        if count > 0 {
            tally.left_out.push((why.as_str().into(), count));
        }
    }
    tally
}
