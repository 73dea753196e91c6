//! The steps from a site's folder to its output, on one screen.
//!
//! In: [`BuildOptions`]. Out: an [`Outcome`], or the machine's [`Failure`]. Never here: the clock, the
//! environment, the terminal (the shell gives the edition time and is told of steps).

mod compressing;
mod explaining;
mod files;
mod guard;
mod keeping;
mod kept;
mod known;
mod options;
mod pictures;
mod preview;
mod printing;
mod reading;
mod reasons;
mod registering;
mod standing;
mod verdict;
mod verify;

pub use explaining::{Answer, Explanation, Left, Made, OnDisk, Output, Part, Source, Unknown, explain};
pub use options::{BuildOptions, NextChange, Outcome, Step, Tally};
pub use preview::{Closed, Preview, Shown, Unseen};
pub use registering::{Registered, register};
pub use standing::{Names, Standing};

use std::sync::OnceLock;

use crate::base::{Code, Failure, Found, Moment};
use crate::delivery::Stage;
use crate::edition::{Copy, Edition};
use crate::ledger::{Cache, Folder, Locked, SetAside};
use crate::plan::Plan;
use crate::press::Press;
use crate::site::{Instead, Site, Survey};
use guard::Guard;
use keeping::Keeping;
use known::{Known, Opened};
use printing::{Outputs, Printing};
use reading::Gathered;
use reasons::Reasons;
use registering::Held;

/// A site that is edited while it is built is built again, so many times in all.
const TRIES: usize = 4;

/// Who is told of the walk's steps.
pub type Watch<'w> = &'w (dyn Fn(Step) + Sync);

/// Builds the site and delivers it to `options.out`.
///
/// # Errors
/// Only when the machine fails; faults of the site are in [`Outcome::found`].
pub fn build(options: &BuildOptions, watch: Watch<'_>) -> Result<Outcome, Failure> {
    let build = || {
        let outcome = build_locked(options, watch)?;
        if options.verify && outcome.delivered { verify::again(outcome, options, watch) } else { Ok(outcome) }
    };
    match options.jobs.map(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build()) {
        Some(Ok(pool)) => pool.install(build),
        Some(Err(_)) | None => build(),
    }
}

/// Reads and prints the whole site and writes nothing.
///
/// # Errors
/// Only when the machine fails; faults of the site are in [`Outcome::found`].
pub fn check(options: &BuildOptions, watch: Watch<'_>) -> Result<Outcome, Failure> {
    build_once(&BuildOptions { check: true, ..options.clone() }, None, watch)
}

/// One build at a time touches an output and its ledger. Where there can be no ledger, the site is built without.
fn build_locked(options: &BuildOptions, watch: Watch<'_>) -> Result<Outcome, Failure> {
    let folder = if options.site.is_dir() { Folder::of(&options.site, &options.out).ok() } else { None };
    let locked: Option<Locked> = folder.as_ref().and_then(|folder| folder.lock(|| watch(Step::Waits)).ok());
    let folder = folder.filter(|_| locked.is_some());
    for _ in 1..TRIES {
        let outcome = build_once(options, folder.as_ref(), watch)?;
        if !is_outrun(&outcome.found) {
            return Ok(outcome);
        }
    }
    build_once(options, folder.as_ref(), watch)
}

/// Whether a file was saved between its reading and its printing.
fn is_outrun(found: &Found) -> bool {
    found.iter().any(|fault| fault.code == Code::FileChanged)
}

/// Builds upon what an earlier build left in `folder`, or from nothing.
fn build_once(options: &BuildOptions, folder: Option<&Folder>, watch: Watch<'_>) -> Result<Outcome, Failure> {
    watch(Step::Stage("surveying", 0));
    let survey = || Survey::take(&options.site, options.config.as_deref());
    let Some(folder) = folder else { return build_upon(options, &survey(), &Known::default(), None, watch) };
    let mut notes = Vec::new();
    let opened = OnceLock::new();
    let open = || if options.full { Err(SetAside::Missing) } else { Opened::of(folder) };
    // The walk takes one core; the other looks at the output meanwhile.
    let look = || opened.get_or_init(open).as_ref().map_err(|why| *why)?.look(&options.out);
    let (mut survey, looked) = rayon::join(survey, look);
    watch(Step::Stage("opening", 0));
    let opened = opened.get().and_then(|opened| opened.as_ref().ok());
    if let (Some(opened), Ok(looked)) = (opened, &looked)
        && let Some(outcome) = opened.unchanged(looked, &survey, folder, options)
    {
        return Ok(verdict::of_unchanged(outcome, options));
    }
    let made = opened.map_or(Err(SetAside::Missing), Opened::made);
    let known = looked.and_then(|looked| {
        let (opened, made) = (opened.ok_or(SetAside::Missing)?, made.as_ref().map_err(|why| *why)?);
        Known::of(opened, looked, made, folder, &options.out)
    });
    let mut known = known.unwrap_or_else(|why| {
        notes.extend(known::told(why).map(str::to_owned));
        Known::default()
    });
    known.now = known::settle(&mut survey, known.ledger.as_ref(), folder, options);
    let mut outcome = build_upon(options, &survey, &known, Some(folder), watch)?;
    outcome.notes.extend(notes);
    Ok(outcome)
}

/// No byte leaves before every address is known to be free and every sheet is printed.
fn build_upon(
    options: &BuildOptions,
    survey: &Survey,
    known: &Known<'_>,
    folder: Option<&Folder>,
    watch: Watch<'_>,
) -> Result<Outcome, Failure> {
    watch(Step::Stage("setting up", 0));
    let mut opened = Found::new();
    let mut site = Site::open(&options.site, &instead(options), survey, &mut opened)?;
    let Gathered { mut copy, read } = reading::read(&site, &survey.content, known, watch, &mut opened);
    site.add_colours(copy.sections.iter().filter_map(|(page, _, _)| page.placed_colour()), &mut opened);
    let keeping = Keeping { options, survey, known, folder, site: &site, read: &read };
    let mut kept = Found::new();
    loop {
        let again = options.keep_going.then(|| copy.clone());
        let mut round = walk_once(&keeping, copy, &opened, watch)?;
        if options.check {
            verdict::fold_repeats(&mut round.outcome.found);
            return Ok(round.outcome);
        }
        if is_outrun(&round.outcome.found) {
            return Ok(round.outcome);
        }
        let leave = again.map(|again| verdict::culprits(&round.outcome.found, &again)).unwrap_or_default();
        if leave.sources.is_empty() {
            round.outcome.found.extend(kept);
            return keeping.deliver(round, watch);
        }
        // What is left out can't fail again, so its errors are kept; all other faults are found anew.
        kept.extend(round.outcome.found.into_iter().filter(|fault| fault.is_error()));
        opened.retain(|fault| !fault.is_error() || fault.culprit.is_none());
        copy = leave.rest;
    }
}

/// The walk: an edition, its plan, its sheets; those that are new or others are on a stage.
fn walk_once(build: &Keeping<'_>, copy: Copy, opened: &Found, watch: Watch<'_>) -> Result<verdict::Round, Failure> {
    let Keeping { options, known, site, .. } = build;
    let mut outcome = Outcome::empty(options);
    outcome.found.clone_from(opened);
    watch(Step::Stage("closing", 0));
    let edition = Edition::close(copy, &site.settings, options.at, options.drafts, &mut outcome.found);
    watch(Step::Stage("planning", 0));
    let plan = Plan::lay_out(&edition, site, &mut outcome.found);
    let held = registering::hold(site, &edition, &plan, options.drafts, &mut outcome.found)?;
    let addresses = || plan.sheets.iter().map(|(address, _)| address);
    let rows = known.rows(addresses());
    let new = addresses().zip(&rows).filter(|(_, row)| row.is_none()).map(|(address, _)| address);
    verdict::check_output(build, new, &mut outcome.found)?;
    verdict::weigh(&mut outcome.found, &site.settings, options.strict);
    let is_barred = options.check || verdict::is_barred(&outcome.found, options);
    let stage = if is_barred { None } else { Some(Stage::open(&options.out)?) };
    let mut printed = print(build, &edition, (&plan, &rows), &held, stage.as_ref(), watch)?;
    let Outputs { rows, planned, found, hits: _ } = &mut printed.outputs;
    let mut faults = std::mem::take(found);
    let shown = rows[*planned..].iter().filter(|(_, row)| row.old().is_none()).map(|(address, _)| address);
    verdict::check_output(build, shown, &mut faults)?;
    verdict::weigh(&mut faults, &site.settings, options.strict);
    outcome.found.extend(faults);
    verdict::count(&mut outcome, &edition, &plan);
    let steady = edition.steady_until.map(|until| until.0.as_second());
    let steady_until = steady.into_iter().chain(held.next_due).min();
    give_back((edition, plan));
    Ok(verdict::Round { outcome, stage, printed, steady_until })
}

/// Lets go of a million small things beside whatever comes next.
fn give_back<T: Send + 'static>(things: T) {
    rayon::spawn(move || drop(things));
}

/// Prints what isn't known to be as it was.
fn print(
    build: &Keeping<'_>,
    edition: &Edition,
    (plan, rows): (&Plan, &[Option<u32>]),
    held: &Held,
    stage: Option<&Stage>,
    watch: Watch<'_>,
) -> Result<verdict::Printed, Failure> {
    let Keeping { options, survey, known, site, .. } = build;
    watch(Step::Stage("comparing", 0));
    let mut files = files::hash(&plan.files, site, survey, known);
    let effort = pictures::effort(&site.settings);
    let [pictures, cards] = ["pictures", "cards"].map(|name| Cache::of(&options.site, name));
    let set = || {
        let says = plan.files.iter().map(|(source, _)| files::says(&files, source));
        let press = Press::set(edition, plan, site, options.drafts).remembering(held.register.as_ref());
        press.picturing(effort, says)
    };
    let press = if options.check { set().marking_labels() } else { set() };
    let guard = Guard::of(edition, plan, site, survey, known);
    let elements = press.elements(plan.files.iter().map(|(source, _)| files[source].low()).collect());
    let reasons = Reasons::of(edition, known.ledger.as_ref(), survey, &site.settings);
    let printing = Printing {
        press: &press,
        plan,
        site,
        known,
        rows,
        files: &files,
        elements: &elements,
        reasons: &reasons,
        stage,
        out: &options.out,
        at: options.at,
        guard: &guard,
        pictures: &pictures,
        cards: &cards,
    };
    let mut outputs = printing.run(watch)?;
    printing.compress(&mut outputs, watch)?;
    if outputs.found.iter().any(|fault| fault.code == Code::TemplateFailed) {
        // What a template asks for in vain is told beside all that it could ask for, so that must be there.
        let press = set().whole();
        outputs.found = Printing { press: &press, stage: None, ..printing }.run(&|_| {})?.found;
    }
    let leaks = guard.tell(edition, plan, build, &mut outputs, &mut files);
    give_back(press.into_values());
    Ok(verdict::Printed { outputs, files, leaks })
}

/// The next moment at which the site changes by itself.
///
/// # Errors
/// Only when the machine fails.
pub fn next(options: &BuildOptions) -> Result<Option<Moment>, Failure> {
    let mut found = Found::new();
    let survey = Survey::take(&options.site, options.config.as_deref());
    let site = Site::open(&options.site, &instead(options), &survey, &mut found)?;
    // A file that the last build read needn't be read again; a ledger that can't be used is told by the next build.
    let opened = Opened::of(&Folder::unmade(&options.site, &options.out));
    let opened = opened.and_then(|opened| Ok((opened.made()?, opened))).ok();
    let ledger = opened.as_ref().and_then(|(made, opened)| opened.ledger(made).ok());
    let known = Known { ledger, ..Known::default() };
    let copy = reading::read(&site, &survey.content, &known, &|_| {}, &mut found).copy;
    let edition = Edition::close(copy, &site.settings, options.at, false, &mut found);
    Ok(edition.next_change.map(|change| change.at))
}

fn instead(options: &BuildOptions) -> Instead {
    Instead {
        config: options.config.clone(),
        base_url: options.base_url.clone(),
        theme: options.theme.clone(),
        images: options.images,
    }
}
