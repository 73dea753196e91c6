//! `dateline man` (not shown in the help): writes the man pages, for those who make packages.

use std::{fs, path::PathBuf};

use clap::CommandFactory;

use super::{
    args::Cli,
    exit::{Exit, Stop},
    voice::Voice,
};
use crate::base::Failure;

/// Write the man pages to a folder.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The folder; made if it isn't there
    pub dir: PathBuf,
}

/// Writes `dateline.1` and a page for each command.
pub(super) fn run(args: &Args, voice: &Voice) -> Result<Exit, Stop> {
    fs::create_dir_all(&args.dir).map_err(Failure::when("make", &args.dir))?;
    clap_mangen::generate_to(Cli::command(), &args.dir).map_err(Failure::when("write man pages to", &args.dir))?;
    voice.note(&format!("Wrote the man pages to {}", args.dir.display()));
    Ok(Exit::Done)
}
