//! The proof of incremental builds: random edits of a site of some hundred articles. After each, the
//! output of `build` must be, to the byte, what a build from nothing makes, with the same diagnostics
//! and the same status; what a failed build leaves must be what was there before; and no file may be
//! written whose bytes stay.
//!
//! `DATELINE_STEPS` sets the steps of each run, `DATELINE_SEED` the seed (then all runs have it),
//! `DATELINE_BINARY` another program, such as an optimised one. A failure tells the seed, the step and
//! the last edits, and keeps the site.

#[path = "../desk/mod.rs"]
mod desk;

mod copy;
mod dice;
mod disk;
mod edits;
mod look;
mod newsroom;
mod paper;
mod picture;
mod run;
mod site;
mod soak;
mod tree;

use edits::Focus;

/// The manifest of an output, which belongs to the output folder and not to the site.
pub const MANIFEST: &str = ".dateline-manifest";

/// The edition time at which every run begins: noon of 20 November 2026.
pub const BEGINNING: i64 = 1_795_176_000;

/// Weights of copy, profiles and sections, look, settings, files, clock.
const COPY: Focus = [80, 10, 0, 0, 2, 8];
const LOOK: Focus = [10, 10, 50, 2, 28, 0];
const SETTINGS: Focus = [12, 6, 6, 66, 4, 6];
const CLOCK: Focus = [30, 5, 0, 2, 3, 60];
const ALL: Focus = [50, 12, 10, 10, 10, 8];

/// Runs that failed once, with what they found.
const REGRESSIONS: [(u64, usize, Focus, &str); 2] = [
    (12, 44, LOOK, "a component in a full-text feed shows the stories related to the item's"),
    (1000, 8, CLOCK, "an output that was touched and must be printed anew may be right as it is"),
];

#[test]
fn copy_is_edited() {
    run::steps(11, COPY);
}

#[test]
fn the_look_is_edited() {
    run::steps(12, LOOK);
}

#[test]
fn settings_are_edited() {
    run::steps(13, SETTINGS);
}

#[test]
fn the_clock_goes_on_and_back() {
    run::steps(14, CLOCK);
}

#[test]
fn all_is_edited() {
    run::steps(15, ALL);
}

#[test]
fn all_is_edited_once_more() {
    run::steps(16, ALL);
}

#[test]
fn a_preview_shows_what_a_build_makes() {
    soak::soak(17);
}

#[test]
fn what_failed_once_holds() {
    for (seed, steps, focus, found) in REGRESSIONS {
        eprintln!("seed {seed}: {found}");
        run::so_many_steps(seed, steps, focus);
    }
}
