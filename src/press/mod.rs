//! Sheets become bytes: a view for each, a template over it.
//!
//! In: a plan and a frozen edition. Out: [`Printed`] sheets. Never here: disk, clock, a change of the edition.

pub mod view;
pub mod views;
