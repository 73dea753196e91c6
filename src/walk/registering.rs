//! The walk as far as the plan, for the register: what a build holds it against, and how it is written.
//!
//! In: options. Out: [`Registered`], or the machine's failure. Never here: printing, a write to disk.

use super::known::Known;
use super::{BuildOptions, instead, reading, verdict};
use crate::base::{Address, Code, Failure, Found, Severity};
use crate::edition::Edition;
use crate::plan::Plan;
use crate::register::{self, Register, Update};
use crate::site::{Site, Survey};

/// What came of bringing the register up to date.
#[derive(Clone, Debug)]
pub struct Registered {
    /// All errors, and what the register itself has to say.
    pub found: Found,
    /// Why an address can't be marked as gone, and what to do.
    pub refused: Option<(String, String)>,
    /// What is to be written; none where there is an error.
    pub update: Option<Update>,
}

/// The register, held against a plan.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// The site's register, if it has one.
    pub register: Option<Register>,
    /// When a line that leads nowhere yet comes into force: seconds since 1970.
    pub next_due: Option<i64>,
}

/// Opens the site's register and holds the plan against it; a preview only reads it, because what it shows isn't
/// what readers get.
///
/// # Errors
/// When the machine can't read it.
pub(super) fn hold(
    site: &Site,
    edition: &Edition,
    plan: &Plan,
    preview: bool,
    found: &mut Found,
) -> Result<Held, Failure> {
    let register = Register::open(site, found)?;
    let held = register.as_ref().filter(|_| !preview);
    let next_due = held.and_then(|register| register.check(edition, plan, site, &[], found));
    Ok(Held { register, next_due })
}

/// Makes the register of what is published now. `gone` are addresses that may stay without a page.
///
/// # Errors
/// Only when the machine fails.
pub fn register(options: &BuildOptions, gone: &[Address]) -> Result<Registered, Failure> {
    let mut found = Found::new();
    let survey = Survey::take(&options.site, options.config.as_deref());
    let site = Site::open(&options.site, &instead(options), &survey, &mut found)?;
    let copy = reading::read(&site, &survey.content, &Known::default(), &|_| {}, &mut found).copy;
    let edition = Edition::close(copy, &site.settings, options.at, false, &mut found);
    let plan = Plan::lay_out(&edition, &site, &mut found);
    // A guid is for ever: one that carries no real address must not be written.
    for fault in found.iter_mut().filter(|fault| fault.code == Code::BaseUrlMissing) {
        fault.message = "no `base_url`, so the register can't say what feeds call the stories".to_owned();
        (fault.severity, fault.firm) = (Severity::Error, true);
    }
    verdict::weigh(&mut found, &site.settings, options.strict);
    found.retain(|fault| fault.is_error());
    let mut faults = Found::new();
    let before = Register::open(&site, &mut faults)?;
    if let Some(before) = &before {
        before.check(&edition, &plan, &site, gone, &mut faults);
    }
    let refused = gone.iter().find_map(|address| register::why_not_gone(before.as_ref(), &plan, address));
    let update = register::update(before.as_ref(), &edition, &plan, &site, gone, &mut faults);
    verdict::weigh(&mut faults, &site.settings, options.strict);
    found.extend(faults);
    let sound = refused.is_none() && !found.iter().any(|fault| fault.is_error());
    Ok(Registered { found, refused, update: sound.then_some(update) })
}
