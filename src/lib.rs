//! dateline: a static site generator for newsrooms.
//!
//! `files → Manuscript → Article → Edition → Plan of Sheets → Printed → bytes`. A room imports only
//! from rooms above it in this list; `docs/architecture.md` draws the walk.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod base;
pub mod cards;
pub mod cli;
pub mod copy;
pub mod delivery;
pub mod edition;
pub mod leaks;
pub mod ledger;
pub mod matter;
pub mod pictures;
pub mod plan;
pub mod press;
pub mod register;
pub mod serve;
pub mod site;
pub mod theme;
pub mod walk;
pub mod wire;
