//! The steps from a site's folder to its output, on one screen.
//!
//! In: [`BuildOptions`]. Out: an [`Outcome`], or the machine's [`Failure`]. Never here: the clock, the
//! environment, the terminal (the shell gives the edition time and is told of steps).

mod options;
mod reading;
mod registering;
mod verdict;

pub use options::{BuildOptions, Images, NextChange, Outcome, Step, Tally};
pub use registering::{Registered, register};

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::base::{Failure, Found, Moment};
use crate::delivery::Stage;
use crate::edition::{Copy, Edition};
use crate::plan::Plan;
use crate::press::{Bytes, Press};
use crate::site::{Instead, Site};

/// Who is told of the walk's steps.
pub type Watch<'w> = &'w (dyn Fn(Step) + Sync);

/// Builds the site and delivers it to `options.out`.
///
/// # Errors
/// Only when the machine fails; faults of the site are in [`Outcome::found`].
pub fn build(options: &BuildOptions, watch: Watch<'_>) -> Result<Outcome, Failure> {
    match options.jobs.map(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build()) {
        Some(Ok(pool)) => pool.install(|| build_here(options, watch)),
        Some(Err(_)) | None => build_here(options, watch),
    }
}

/// No byte leaves before every address is known to be free and every sheet is printed.
fn build_here(options: &BuildOptions, watch: Watch<'_>) -> Result<Outcome, Failure> {
    let mut opened = Found::new();
    let mut site = Site::open(&options.site, &instead(options), &mut opened)?;
    let mut copy = reading::read(&site, watch, &mut opened);
    site.add_colours(copy.sections.iter().filter_map(|(page, _, _)| page.colour.as_deref()));
    let mut kept = Found::new();
    loop {
        let again = options.keep_going.then(|| copy.clone());
        let (mut round, stage) = walk_once(&site, copy, options, &opened, watch)?;
        let leave = again.map(|again| verdict::culprits(&round.found, &again)).unwrap_or_default();
        if leave.sources.is_empty() {
            round.found.extend(kept);
            return verdict::deliver(round, stage, options);
        }
        // What is left out can't fail again, so its errors are kept; all other faults are found anew.
        kept.extend(round.found.into_iter().filter(|fault| fault.is_error()));
        opened.retain(|fault| !fault.is_error() || fault.culprit.is_none());
        copy = leave.rest;
    }
}

/// The walk: an edition, its plan, its sheets on a stage.
fn walk_once(
    site: &Site,
    copy: Copy,
    options: &BuildOptions,
    opened: &Found,
    watch: Watch<'_>,
) -> Result<(Outcome, verdict::Staged), Failure> {
    let mut outcome = Outcome::empty(options);
    outcome.found.clone_from(opened);
    let edition = Edition::close(copy, &site.settings, options.at, options.drafts, &mut outcome.found);
    let plan = Plan::lay_out(&edition, site, &mut outcome.found);
    let register = registering::hold(site, &edition, &plan, options.drafts, &mut outcome.found)?;
    let mut paths: Vec<String> = plan.sheets.iter().map(|(address, _)| address.out_path()).collect();
    // Addresses sort in another order: `/a/` comes before `/a-b`, `a/index.html` after it.
    paths.sort_unstable();
    Stage::check_output(&options.out, &paths, &mut outcome.found)?;
    verdict::weigh(&mut outcome.found, &site.settings, options.strict);
    let hopeless = outcome.found.iter().any(|f| f.is_error() && (!options.keep_going || f.culprit.is_none()));
    let stage = if hopeless { None } else { Some(Stage::open(&options.out)?) };
    let press = Press::set(&edition, &plan, site, options.drafts).remembering(register.as_ref());
    let (mut faults, unprinted) = print(&press, &plan, site, stage.as_ref(), watch)?;
    paths.retain(|path| !unprinted.contains(path));
    let mut staged = verdict::Staged { stage, paths };
    let shown = press.shown_files();
    for (address, source) in &shown {
        staged.copy(&address.out_path(), &site.path(source))?;
    }
    let shown: Vec<String> = shown.iter().map(|(address, _)| address.out_path()).collect();
    Stage::check_output(&options.out, &shown, &mut faults)?;
    verdict::weigh(&mut faults, &site.settings, options.strict);
    outcome.found.extend(faults);
    verdict::count(&mut outcome, &edition, &plan);
    Ok((outcome, staged))
}

/// Prints every sheet; bytes go to the stage. Faults come back in the order of the plan, and the paths of
/// sheets that couldn't be printed.
fn print(
    press: &Press<'_>,
    plan: &Plan,
    site: &Site,
    stage: Option<&Stage>,
    watch: Watch<'_>,
) -> Result<(Found, BTreeSet<String>), Failure> {
    watch(Step::Stage("printing", plan.sheets.len()));
    let rows: Vec<(Found, Option<String>)> = plan
        .sheets
        .par_iter()
        .map(|(address, sheet)| {
            let printed = press.print(address, sheet);
            let path = address.out_path();
            let unprinted = match (&printed.bytes, stage) {
                (Bytes::Here(bytes), Some(stage)) => stage.put(&path, bytes).map(|()| None)?,
                (Bytes::File(source), Some(stage)) => stage.copy(&path, &site.path(source)).map(|()| None)?,
                (Bytes::None, _) => Some(path),
                (Bytes::Here(_) | Bytes::File(_), None) => None,
            };
            watch(Step::Tick);
            Ok((printed.found, unprinted))
        })
        .collect::<Result<_, Failure>>()?;
    let (faults, unprinted): (Vec<Found>, Vec<Option<String>>) = rows.into_iter().unzip();
    Ok((faults.into_iter().flatten().collect(), unprinted.into_iter().flatten().collect()))
}

/// The next moment at which the site changes by itself.
///
/// # Errors
/// Only when the machine fails.
pub fn next(options: &BuildOptions) -> Result<Option<Moment>, Failure> {
    let mut found = Found::new();
    let site = Site::open(&options.site, &instead(options), &mut found)?;
    let copy = reading::read(&site, &|_| {}, &mut found);
    let edition = Edition::close(copy, &site.settings, options.at, false, &mut found);
    Ok(edition.next_change.map(|change| change.at))
}

fn instead(options: &BuildOptions) -> Instead {
    Instead { config: options.config.clone(), base_url: options.base_url.clone(), theme: options.theme.clone() }
}
