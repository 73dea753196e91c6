//! How the program speaks: how much, to whom, in colour or not; and what goes to which stream.
//!
//! Diagnostics and progress go to stderr. Stdout carries what was asked for, and all of `--format json`.

use std::io::{self, Write};

use super::{
    args::{Format, VoiceFlags, When},
    exit::{Exit, Stop},
    report,
    surroundings::Surroundings,
};
use crate::base::Failure;

/// How the program speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Voice {
    /// Nothing but errors.
    pub quiet: bool,
    /// Every warning.
    pub verbose: bool,
    /// For people or for programs.
    pub format: Format,
    /// With colours.
    pub colours: bool,
    /// With a progress bar.
    pub bar: bool,
    /// The terminal's width in columns.
    pub width: usize,
}

/// Lines are laid out for so many columns where there is no terminal.
const WIDTH: usize = 120;

impl Voice {
    /// What the flags mean here.
    pub fn of(flags: &VoiceFlags, around: &Surroundings) -> Voice {
        let lively = around.terminal && !around.dumb;
        Voice {
            quiet: flags.quiet,
            verbose: flags.verbose,
            format: flags.format,
            colours: match flags.color {
                When::Auto => lively && !around.no_color,
                When::Always => true,
                When::Never => false,
            },
            bar: lively && !flags.quiet && flags.format == Format::Text,
            width: around.width.map_or(WIDTH, usize::from).max(40),
        }
    }

    /// Prints what was asked for. A reader that has gone away (`| head`) is no failure.
    ///
    /// # Errors
    /// When stdout can't be written to.
    pub fn stdout(&self, text: &str) -> Result<(), Stop> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure { tried: "write to", path: "standard output".into(), error }.into())
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Prints to stderr. There is nobody left to tell when that fails.
    pub fn stderr(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// A line for people who like to know; not with `--quiet` or JSON.
    pub fn note(&self, line: &str) {
        if !self.quiet && self.format == Format::Text {
            self.stderr(&format!("{}\n", report::visible(line)));
        }
    }

    /// Says why a command stopped, and gives its exit status.
    pub fn tell(&self, stop: &Stop) -> Exit {
        let text = report::stop(stop, self);
        match (self.format, stop) {
            (Format::Text, _) | (Format::Json, Stop::Misuse(_)) => self.stderr(&text),
            (Format::Json, Stop::Refused { .. } | Stop::Faults(_) | Stop::Machine(_)) => {
                if self.stdout(&text).is_err() {
                    return Exit::Machine;
                }
            }
        }
        stop.exit()
    }
}

#[cfg(test)]
impl Voice {
    /// Plain text for tests.
    pub fn plain() -> Voice {
        Voice::of(&VoiceFlags::default(), &Surroundings::still())
    }
}

#[cfg(test)]
mod tests {
    use super::Voice;
    use crate::cli::{
        args::{Format, VoiceFlags, When},
        surroundings::Surroundings,
    };

    #[test]
    fn colours_and_bars_are_for_terminals() {
        let terminal = Surroundings { terminal: true, ..Surroundings::still() };
        let no_color = Surroundings { no_color: true, ..terminal.clone() };
        let dumb = Surroundings { dumb: true, ..terminal.clone() };
        let auto = VoiceFlags::default();
        let always = VoiceFlags { color: When::Always, ..auto.clone() };
        let never = VoiceFlags { color: When::Never, ..auto.clone() };
        let json = VoiceFlags { format: Format::Json, ..auto.clone() };
        let quiet = VoiceFlags { quiet: true, ..auto.clone() };
        for (flags, around, colours, bar) in [
            (&auto, &terminal, true, true),
            (&auto, &no_color, false, true),
            (&auto, &dumb, false, false),
            (&auto, &Surroundings::still(), false, false),
            (&always, &no_color, true, true),
            (&always, &Surroundings::still(), true, false),
            (&never, &terminal, false, true),
            (&json, &terminal, true, false),
            (&quiet, &terminal, true, false),
        ] {
            let voice = Voice::of(flags, around);
            assert_eq!((voice.colours, voice.bar), (colours, bar), "{flags:?} {around:?}");
        }
    }
}
