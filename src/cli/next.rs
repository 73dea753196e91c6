//! `dateline next`: when the site next changes by itself.

use std::path::PathBuf;

use super::{
    args::Format,
    exit::{Exit, Stop},
    meaning,
    surroundings::Surroundings,
    voice::Voice,
};
use crate::{base::Moment, walk};

const EXAMPLES: &str = "\
Prints a time as in 2026-11-24T06:00:00+02:00, or nothing if no date, embargo or expiry is to come.

Example, in a scheduler: build again when the next change is due
  at=$(dateline next courier) && [ -n \"$at\" ] && echo \"dateline build courier\" | at -t \"$(date -d \"$at\" +%Y%m%d%H%M)\"";

/// Print when the site next changes by itself.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The site's folder
    #[arg(default_value = ".")]
    pub site: PathBuf,
}

/// Prints the next moment, if there is one.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    let options = meaning::plain_options(&args.site, meaning::edition_time(None, around)?)?;
    let next = walk::next(&options)?;
    match (voice.format, next.map(Moment::rfc3339)) {
        (Format::Text, Some(moment)) => voice.stdout(&format!("{moment}\n"))?,
        (Format::Text, None) => {}
        (Format::Json, moment) => {
            voice.stdout(&format!("{}\n", serde_json::json!({ "type": "next", "at": moment })))?;
        }
    }
    Ok(Exit::Done)
}
