//! Exit statuses, and why a command stops before its end.

use std::process::ExitCode;

use crate::base::{Diagnostic, Failure, Found};

/// The exit status.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The site has errors; each one was printed.
    Faults = 1,
    /// Wrong usage.
    Misuse = 2,
    /// The machine failed us.
    Machine = 3,
}

impl Exit {
    /// Done, unless any of these is an error.
    pub fn of(found: &Found) -> Exit {
        if found.iter().any(Diagnostic::is_error) { Exit::Faults } else { Exit::Done }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command stops before its end.
#[derive(Debug)]
pub enum Stop {
    /// Wrong usage, and what would be right.
    Misuse(String),
    /// What was asked can't be done with these files.
    Refused {
        /// What is in the way, in a sentence without a full stop.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// A file has faults.
    Faults(Found),
    /// The machine failed.
    Machine(Failure),
}

impl Stop {
    /// What was asked can't be done, and what to do about it.
    pub fn refused(message: impl Into<String>, help: impl Into<String>) -> Stop {
        Stop::Refused { message: message.into(), help: Some(help.into()) }
    }

    /// The exit status it ends with.
    pub fn exit(&self) -> Exit {
        match self {
            Stop::Misuse(_) => Exit::Misuse,
            Stop::Refused { .. } | Stop::Faults(_) => Exit::Faults,
            Stop::Machine(_) => Exit::Machine,
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Machine(failure)
    }
}
