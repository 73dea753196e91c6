//! What is shown in the place of a page that can't be printed and never could.
//!
//! In: faults. Out: HTML, or lines of text. Never here: scripts.

use std::fmt::Write;

use super::faults::Faults;
use crate::base::{Diagnostic, html};

/// A page that says what is wrong; the script lays the same over it and takes it away once it is mended.
pub fn page(faults: &Faults) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>This page can’t be shown</title><meta name=\"robots\" content=\"noindex\">\
         <link rel=\"stylesheet\" href=\"/_dateline/desk.css\"></head>\n<body><main><h1>This page can’t be shown</h1>\n",
    );
    for fault in &faults.errors {
        out.push_str("<pre class=\"fault\">");
        html(&line(fault), &mut out);
        out.push_str("</pre>\n");
    }
    out.push_str(
        "<p><a href=\"/_dateline/\">The desk</a> tells all that is wrong with the site.</p></main></body></html>\n",
    );
    out
}

/// The same as text.
pub fn lines(faults: &Faults) -> String {
    faults.errors.iter().map(|fault| line(fault) + "\n").collect()
}

fn line(fault: &Diagnostic) -> String {
    let place = &fault.place;
    let mut out = place.file.to_string();
    for number in [place.line, place.column].into_iter().filter(|number| *number > 0) {
        let _ = write!(out, ":{number}");
    }
    let _ = write!(out, ": {} [{}]", fault.message, fault.code.as_str());
    if let Some((text, _)) = &place.excerpt {
        let _ = write!(out, "\n  {text}");
    }
    if let Some(help) = &fault.help {
        let _ = write!(out, "\n{help}");
    }
    out
}
