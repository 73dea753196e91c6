//! The walk as far as the plan, for the register: what a build holds it against, and how it is written.
//!
//! In: options. Out: [`Registered`], or the machine's failure. Never here: printing, a write to disk.

use super::{BuildOptions, instead, reading, verdict};
use crate::base::{Address, Code, Failure, Found, Severity};
use crate::edition::Edition;
use crate::plan::Plan;
use crate::register::{self, Register, Update};
use crate::site::Site;

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
) -> Result<Option<Register>, Failure> {
    let register = Register::open(site, found)?;
    if let Some(register) = register.as_ref().filter(|_| !preview) {
        register.check(edition, plan, site, &[], found);
    }
    Ok(register)
}

/// Makes the register of what is published now. `gone` are addresses that may stay without a page.
///
/// # Errors
/// Only when the machine fails.
pub fn register(options: &BuildOptions, gone: &[Address]) -> Result<Registered, Failure> {
    let mut found = Found::new();
    let site = Site::open(&options.site, &instead(options), &mut found)?;
    let copy = reading::read(&site, &|_| {}, &mut found);
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
