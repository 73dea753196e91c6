//! `dateline register`: writes down which addresses readers were shown.
//!
//! In: a site, addresses that may go. Out: `register.tsv`, written at once or left alone. Never here: what the
//! register means (that is the room of its name).

use std::path::PathBuf;

use jiff::Timestamp;

use super::{
    args::{Format, base_url, edition_time},
    exit::{Exit, Stop},
    meaning,
    overwrite::overwrite,
    report,
    surroundings::Surroundings,
    voice::Voice,
};
use crate::{
    base::{Address, Diagnostic},
    register::{FILE, Update},
    walk::{self, BuildOptions},
};

const EXAMPLES: &str = "\
Run it whenever you publish, and commit register.tsv with the articles. From then on a build fails where
an address of the register has neither a page nor an alias nor a notice, and says what to add.

Examples:
  dateline register courier
  dateline register courier --gone /town/2019/05/notice/    this one may go";

/// Write down which addresses readers were shown, so that none of them goes unnoticed.
///
/// Adds what is published now to SITE/register.tsv; takes nothing out. Where an address has gone, it
/// says so and writes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The site's folder
    #[arg(default_value = ".")]
    pub site: PathBuf,
    /// Accept that readers find nothing at this address any more (may be given several times)
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    pub gone: Vec<Address>,
    /// Where the site stands, say `https://example.org/news` (goes before `base_url`)
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// The edition time: what is due then is registered [default: now]
    #[arg(long, value_name = "TIME", value_parser = edition_time)]
    pub at: Option<Timestamp>,
    /// Read the settings from this file instead of SITE/site.yaml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// An address as the register has it.
fn address(text: &str) -> Result<Address, String> {
    if !text.trim().starts_with('/') || text.trim().starts_with("//") {
        return Err("it begins with a slash, as in /town/2019/05/notice/".to_owned());
    }
    Address::parse(text).map_err(str::to_owned)
}

/// Brings the register up to date, unless something is wrong.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    meaning::check_config(args.config.as_deref())?;
    let plain = meaning::plain_options(&args.site, meaning::edition_time(args.at, around)?)?;
    let options = BuildOptions { base_url: args.base_url.clone(), config: args.config.clone(), ..plain };
    let registered = walk::register(&options, &args.gone)?;
    if let Some((message, help)) = registered.refused {
        return Err(Stop::refused(message, help));
    }
    let diagnostics = report::diagnostics(&registered.found, voice);
    match voice.format {
        Format::Json => voice.stdout(&diagnostics)?,
        Format::Text => voice.stderr(&diagnostics),
    }
    let Some(update) = registered.update else {
        let errors = registered.found.iter().filter(|fault| Diagnostic::is_error(fault)).count();
        voice.note(&format!("{FILE} stays as it was: {}", counted(errors, "error")));
        return Ok(Exit::Faults);
    };
    if update.differs {
        overwrite(&args.site.join(FILE), &update.text)?;
    }
    match voice.format {
        Format::Text => voice.note(&told(&update)),
        Format::Json => {
            let done = serde_json::json!({
                "type": "registered",
                "file": FILE,
                "written": update.differs,
                "added": update.added,
                "changed": update.changed,
                "addresses": update.lines,
            });
            voice.stdout(&format!("{done}\n"))?;
        }
    }
    Ok(Exit::Done)
}

fn told(update: &Update) -> String {
    let all = format!("{} in {FILE}", counted(update.lines, "address"));
    match update.differs {
        true => format!("{all}: {} added, {} changed", update.added, update.changed),
        false => format!("{all}: nothing has changed"),
    }
}

fn counted(n: usize, what: &str) -> String {
    let end = if what.ends_with('s') { "es" } else { "s" };
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}{end}") }
}
