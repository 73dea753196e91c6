//! The shell: the command line, what is printed on the terminal, and the commands that write copy.
//!
//! In: arguments, the clock, the environment. Out: exit statuses, text. A command is a file with its
//! flags (`Args`) and its `run`, one line in [`args::Command`] and one in `dispatch`.
//! Never here: anything that another room needs.

pub mod args;
mod build;
mod check;
mod completions;
mod correct;
pub mod exit;
mod explain;
mod init;
mod man;
pub mod meaning;
mod new;
mod next;
mod overwrite;
pub mod progress;
mod publish;
mod register;
pub mod report;
mod serve;
mod site_folder;
pub mod summary;
pub mod surroundings;
mod theme;
pub mod voice;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use exit::{Exit, Stop};
use surroundings::Surroundings;
use voice::Voice;

/// Reads the command line, does what it says, and gives the exit status.
pub fn main() -> ExitCode {
    let around = Surroundings::read();
    let cli = Cli::parse();
    let voice = Voice::of(&cli.voice, &around);
    match dispatch(&cli.command, &voice, &around) {
        Ok(exit) => exit.into(),
        Err(stop) => voice.tell(&stop).into(),
    }
}

fn dispatch(command: &Command, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    match command {
        Command::Init(args) => init::run(args, voice, around),
        Command::New(args) => new::run(args, voice, around),
        Command::Publish(args) => publish::run(args, voice, around),
        Command::Correct(args) => correct::run(args, voice, around),
        Command::Next(args) => next::run(args, voice, around),
        Command::Build(args) => build::run(args, voice, around),
        Command::Check(args) => check::run(args, voice, around),
        Command::Serve(args) => serve::run(args, voice, around),
        Command::Explain(args) => explain::run(args, voice, around),
        Command::Register(args) => register::run(args, voice, around),
        Command::Theme(args) => theme::run(args, voice, around),
        Command::Completions(args) => completions::run(args, voice),
        Command::Man(args) => man::run(args, voice),
    }
}
