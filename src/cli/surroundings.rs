//! The only reader of the clock, the environment and the terminal.

use std::{env, ffi::OsString, io::IsTerminal, path::PathBuf};

use jiff::Timestamp;

/// What the program finds around it when it starts.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The clock.
    pub now: Timestamp,
    /// The folder it was started in.
    pub folder: PathBuf,
    /// Standard error is a terminal.
    pub terminal: bool,
    /// The terminal's width in columns.
    pub width: Option<u16>,
    /// `NO_COLOR` is set and not empty (no-color.org).
    pub no_color: bool,
    /// `TERM` is `dumb`.
    pub dumb: bool,
    /// `SOURCE_DATE_EPOCH` as it was found: the edition time where `--at` says nothing
    /// (reproducible-builds.org).
    pub source_date_epoch: Option<OsString>,
    /// `DATELINE_AUTHOR`: who writes at this desk.
    pub author: Option<String>,
}

impl Surroundings {
    /// Looks round.
    pub fn read() -> Surroundings {
        let terminal = std::io::stderr().is_terminal();
        let width = terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| width.0);
        let filled = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        Surroundings {
            now: Timestamp::now(),
            folder: env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            terminal,
            width,
            no_color: filled("NO_COLOR").is_some(),
            dumb: filled("TERM").is_some_and(|term| term == "dumb"),
            source_date_epoch: filled("SOURCE_DATE_EPOCH"),
            author: filled("DATELINE_AUTHOR").and_then(|name| name.into_string().ok()),
        }
    }
}

#[cfg(test)]
impl Surroundings {
    /// Surroundings for tests: no terminal, and a clock that stands still.
    pub fn still() -> Surroundings {
        Surroundings {
            now: "2026-11-23T06:05:42Z".parse().expect("a time"),
            folder: PathBuf::from("."),
            terminal: false,
            width: None,
            no_color: false,
            dumb: false,
            source_date_epoch: None,
            author: None,
        }
    }
}
