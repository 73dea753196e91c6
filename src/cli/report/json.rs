//! Diagnostics for programs: one JSON object a line.

use serde_json::{Value, json};

use crate::base::{Diagnostic, Failure, Place};

/// One diagnostic. `line` and `column` count from 1 and are null where the whole file or line is
/// meant; `excerpt` is null, or the line's text with the bytes of it that are meant.
pub fn diagnostic(diagnostic: &Diagnostic) -> String {
    let place = place(&diagnostic.place);
    line(&json!({
        "type": "diagnostic",
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity,
        "file": place["file"],
        "line": place["line"],
        "column": place["column"],
        "message": diagnostic.message,
        "excerpt": place["excerpt"],
        "help": diagnostic.help,
        "also": diagnostic.also.iter().map(|(at, words)| also(at, words)).collect::<Vec<_>>(),
    }))
}

/// What was asked can't be done.
pub fn refused(message: &str, help: Option<&str>) -> String {
    line(&json!({ "type": "error", "message": message, "help": help }))
}

/// The machine failed.
pub fn failure(failure: &Failure) -> String {
    line(&json!({
        "type": "failure",
        "tried": failure.tried,
        "path": failure.path.to_string_lossy(),
        "message": failure.error.to_string(),
    }))
}

fn also(at: &Place, words: &str) -> Value {
    let mut also = place(at);
    also["message"] = words.into();
    also
}

fn place(place: &Place) -> Value {
    let known = |number: u32| (number > 0).then_some(number);
    let excerpt =
        place.excerpt.as_ref().map(|(text, meant)| json!({ "text": text, "start": meant.start, "end": meant.end }));
    json!({
        "file": place.file.as_str(),
        "line": known(place.line),
        "column": known(place.column),
        "excerpt": excerpt,
    })
}

fn line(value: &Value) -> String {
    format!("{value}\n")
}
