//! Prints diagnostics: sorted by place, for people with excerpts and carets, for programs as JSON.
//!
//! In: diagnostics, a voice. Out: text. What stands in a user's file never reaches the terminal as
//! it is: see [`visible()`].

mod json;
mod text;
mod visible;

use std::{cmp::Reverse, collections::BTreeMap};

pub use visible::visible;

use super::{args::Format, exit::Stop, voice::Voice};
use crate::base::{Code, Diagnostic, Severity};

/// So many warnings of one code are shown, unless `--verbose` wants them all.
const SHOWN: usize = 20;

/// All diagnostics as this voice tells them: sorted by place, repeated ones once, without those that
/// `diagnostics` in site.yaml turns off, without warnings if it is quiet. Ends in a new line, if it
/// isn't empty. JSON holds every warning: a program can fold for itself.
pub fn diagnostics(found: &[Diagnostic], voice: &Voice) -> String {
    let mut sorted: Vec<&Diagnostic> = found.iter().filter(|d| is_told(d, voice)).collect();
    sorted.sort_by(|a, b| order(a).cmp(&order(b)));
    sorted.dedup();
    match voice.format {
        Format::Json => sorted.iter().map(|d| json::diagnostic(d)).collect(),
        Format::Text => folded(&sorted, voice),
    }
}

/// Why a command stopped, as this voice tells it.
pub fn stop(stop: &Stop, voice: &Voice) -> String {
    match (stop, voice.format) {
        (Stop::Misuse(message), _) => {
            format!("{}\nFor more information, try '--help'.\n", text::message(Severity::Error, message, None, voice))
        }
        (Stop::Refused { message, help }, Format::Text) => {
            text::message(Severity::Error, message, help.as_deref(), voice)
        }
        (Stop::Refused { message, help }, Format::Json) => json::refused(message, help.as_deref()),
        (Stop::Faults(found), _) => diagnostics(found, voice),
        (Stop::Machine(failure), Format::Text) => text::message(Severity::Error, &failure.to_string(), None, voice),
        (Stop::Machine(failure), Format::Json) => json::failure(failure),
    }
}

fn is_told(diagnostic: &Diagnostic, voice: &Voice) -> bool {
    match diagnostic.severity {
        Severity::Off => false,
        Severity::Warn => !voice.quiet,
        Severity::Error => true,
    }
}

/// By place; at one place errors before warnings.
fn order(d: &Diagnostic) -> impl Ord {
    (&d.place.file, d.place.line, d.place.column, Reverse(d.severity), d.code, &d.message)
}

fn folded(sorted: &[&Diagnostic], voice: &Voice) -> String {
    let mut out = String::new();
    let mut warnings: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in sorted {
        let shown = match diagnostic.severity {
            Severity::Off | Severity::Error => true,
            Severity::Warn => {
                let count = warnings.entry(diagnostic.code).or_default();
                *count += 1;
                voice.verbose || *count <= SHOWN
            }
        };
        if shown {
            out.push_str(&text::diagnostic(diagnostic, voice));
            out.push('\n');
        }
    }
    for (code, count) in warnings.into_iter().filter(|(_, count)| !voice.verbose && *count > SHOWN) {
        let more = count - SHOWN;
        let warnings = if more == 1 { "warning" } else { "warnings" };
        out.push_str(&format!("and {more} more {warnings} [{code}]; --verbose shows all\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{SHOWN, diagnostics, stop};
    use crate::{
        base::{Code, Diagnostic, Failure, Place, SourcePath},
        cli::{args::Format, exit::Stop, voice::Voice},
    };

    fn fault(code: Code, file: &str, line: u32) -> Diagnostic {
        let mut place = Place::file(&SourcePath::new(file));
        place.line = line;
        Diagnostic::new(code, place).says(format!("{file} {line}"))
    }

    #[test]
    fn sorted_by_place_errors_first_and_told_once() {
        let found = [
            fault(Code::Undated, "b.md", 1),
            fault(Code::Empty, "a.md", 10),
            fault(Code::LinkBroken, "a.md", 10),
            fault(Code::Empty, "a.md", 9),
            fault(Code::Empty, "a.md", 9),
        ];
        let text = diagnostics(&found, &Voice::plain());
        let heads: Vec<&str> = text.lines().filter(|line| line.contains("]: ")).collect();
        assert_eq!(
            heads,
            [
                "warning[empty]: a.md 9",
                "error[link-broken]: a.md 10",
                "warning[empty]: a.md 10",
                "warning[undated]: b.md 1"
            ]
        );
    }

    #[test]
    fn many_warnings_of_one_code_are_folded_but_errors_never() {
        let mut found: Vec<_> = (1..=332).map(|line| fault(Code::Undated, "a.md", line)).collect();
        found.extend((1..=30).map(|line| fault(Code::LinkBroken, "a.md", line)));
        let text = diagnostics(&found, &Voice::plain());
        assert_eq!(text.matches("warning[undated]").count(), SHOWN);
        assert_eq!(text.matches("error[link-broken]").count(), 30);
        assert!(text.ends_with("and 312 more warnings [undated]; --verbose shows all\n"), "{text}");
        let all = diagnostics(&found, &Voice { verbose: true, ..Voice::plain() });
        assert_eq!(all.matches("warning[undated]").count(), 332);
        let json = diagnostics(&found, &Voice { format: Format::Json, ..Voice::plain() });
        assert_eq!(json.lines().count(), 362);
    }

    #[test]
    fn quiet_tells_errors_only() {
        let found = [fault(Code::Undated, "a.md", 1), fault(Code::LinkBroken, "a.md", 2)];
        let text = diagnostics(&found, &Voice { quiet: true, ..Voice::plain() });
        assert!(text.contains("link-broken") && !text.contains("undated"));
    }

    #[test]
    fn a_failing_machine_gets_one_clear_line() {
        let error = std::io::Error::from(std::io::ErrorKind::NotADirectory);
        let failure = Stop::Machine(Failure { tried: "write", path: "public/a\u{1b}[31m.html".into(), error });
        let text = stop(&failure, &Voice::plain());
        assert_eq!(text, "error: couldn't write public/a␛[31m.html: not a directory\n");
        let json = stop(&failure, &Voice { format: Format::Json, ..Voice::plain() });
        assert_eq!(
            json,
            "{\"type\":\"failure\",\"tried\":\"write\",\"path\":\"public/a\\u001b[31m.html\",\"message\":\"not a directory\"}\n"
        );
    }
}
