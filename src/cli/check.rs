//! `dateline check`: reports every problem of a site, and writes nothing.

use std::time::Instant;

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
use crate::walk::{self, BuildOptions, Step};

const EXAMPLES: &str = "\
Examples:
  dateline check                 before you publish, or in the job that looks at a change
  dateline check --drafts        drafts and embargoed copy too
  dateline check --strict        warnings count as errors
  dateline check --format json   one object for each problem";

/// Read the whole site, write nothing and report every problem.
///
/// Everything that `build` prints is printed here too, and thrown away: links, pictures, shortcodes, templates. Beyond that
/// it looks whether the theme labels press releases, editorials, letters and paid content wherever it shows them.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Which site, and how it is read.
    #[command(flatten)]
    pub site: SiteFlags,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// Looks at the site, and tells what there is to tell.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    let options = meaning::reading_options(&args.site, around)?;
    let options = BuildOptions { strict: args.strict, ..options };
    let began = Instant::now();
    let progress = Progress::new(voice);
    let outcome = walk::check(&options, &|step| match step {
        Step::Stage(name, total) => progress.stage(name, total),
        Step::Tick => progress.tick(),
        Step::Waits => {}
    });
    progress.done();
    let outcome = outcome?;
    let diagnostics = report::diagnostics(&outcome.found, voice);
    let summary = Summary::of(&outcome, began.elapsed()).told_of_check(voice);
    match voice.format {
        Format::Json => voice.stdout(&(diagnostics + &summary))?,
        Format::Text => voice.stderr(&(diagnostics + &summary)),
    }
    Ok(Exit::of(&outcome.found))
}
