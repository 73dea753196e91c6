//! `dateline build`: writes the site.

use std::{
    num::NonZeroUsize,
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use clap::ValueEnum;

use super::{
    args::{Format, SiteFlags},
    exit::{Exit, Stop},
    meaning,
    progress::Progress,
    report,
    summary::Summary,
    surroundings::Surroundings,
    voice::Voice,
};
use crate::walk::{self, Step};

const EXAMPLES: &str = "\
Examples:
  dateline build                                write ./public
  dateline build courier --strict               warnings keep it from being published
  dateline build --drafts --out preview         with drafts, embargoed and future copy
  dateline build --at 2026-11-24T06:00:00+02:00 as it will be then";

/// Write the site to SITE/public.
///
/// What was published stays as it was until the whole site is sound. Only files that dateline itself
/// wrote are ever removed from the output.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Which site, and how it is read.
    #[command(flatten)]
    pub site: SiteFlags,
    /// Write here instead of SITE/public
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print everything again, as if nothing had been built before
    #[arg(long)]
    pub full: bool,
    /// Build once more from nothing into a temporary folder, and fail if a byte differs
    #[arg(long)]
    pub verify: bool,
    /// Publish what is sound and leave out each article that has an error (still exits 1)
    #[arg(long)]
    pub keep_going: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Use so many threads [default: one for each core]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// How pictures are made (goes before `images`)
    #[arg(long, value_name = "HOW", value_enum)]
    pub images: Option<ImagesFlag>,
}

/// How pictures are made.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImagesFlag {
    /// Quickly, for a preview
    Fast,
    /// As small as they can be
    Best,
    /// Not at all: they are passed on as they are
    Off,
}

/// Builds, and tells what came of it.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    let options = meaning::build_options(args, around)?;
    let began = Instant::now();
    let progress = Progress::new(voice);
    let stages: Mutex<Vec<(&str, Instant)>> = Mutex::default();
    let outcome = walk::build(&options, &|step| match step {
        Step::Stage(name, total) => {
            progress.stage(name, total);
            stages.lock().unwrap_or_else(PoisonError::into_inner).push((name, Instant::now()));
        }
        Step::Waits => voice.note("another build of this site is running; this one waits for it"),
        Step::Tick => progress.tick(),
    });
    progress.done();
    let outcome = outcome?;
    if voice.verbose {
        voice.note(&times(&stages.into_inner().unwrap_or_else(PoisonError::into_inner)));
        outcome.reasons.iter().for_each(|(address, why)| voice.note(&format!("{address}: {why}")));
    }
    let diagnostics = report::diagnostics(&outcome.found, voice);
    let summary = Summary::of(&outcome, began.elapsed()).told(voice);
    match voice.format {
        Format::Json => {
            let note = |note: &String| format!("{}\n", serde_json::json!({ "type": "note", "message": note }));
            let notes: String = outcome.notes.iter().map(note).collect();
            voice.stdout(&(notes + &diagnostics + &summary))?;
        }
        Format::Text => {
            outcome.notes.iter().for_each(|note| voice.note(note));
            voice.stderr(&(diagnostics + &summary));
        }
    }
    // An error anywhere is told by the exit status, also when what is sound was published.
    Ok(Exit::of(&outcome.found))
}

/// How long each stage took, in milliseconds.
fn times(stages: &[(&str, Instant)]) -> String {
    let ends = stages.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
    let times = stages.iter().zip(ends).map(|((name, from), to)| format!("{name} {}", (to - *from).as_millis()));
    format!("ms: {}", times.collect::<Vec<_>>().join(", "))
}
