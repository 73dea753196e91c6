//! `dateline completions`: a script that teaches a shell our flags.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{
    args::Cli,
    exit::{Exit, Stop},
    voice::Voice,
};

const EXAMPLES: &str = "\
Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions zsh > ~/.zfunc/_dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish";

/// Print a completion script for a shell.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Prints the script.
pub(super) fn run(args: &Args, voice: &Voice) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "dateline", &mut script);
    voice.stdout(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
