//! Front matter as a JSON object.
//!
//! In: the text of the object. Out: its fields. Never here: JSON files of `data/`.

use std::ops::Range;

use serde::de::DeserializeSeed;

use super::tree::{Budget, Seed};
use super::yaml::fields_of;
use crate::base::{Diagnostic, Found, Place, SourcePath};
use crate::matter::fields::{Codes, Fields};

/// Reads a JSON object that stands in `part` of the text.
pub(super) fn parse<'t>(source: &'t SourcePath, text: &'t str, part: Range<usize>) -> (Fields<'t>, Found) {
    let budget = Budget::of(part.len());
    let mut from = serde_json::Deserializer::from_str(&text[part.clone()]);
    let tree =
        Seed { budget: &budget, outermost: true }.deserialize(&mut from).and_then(|tree| from.end().map(|()| tree));
    match tree {
        Ok(tree) => fields_of(source, text, part, tree, Codes::MATTER, &budget),
        Err(fault) => {
            let lines_above = text[..part.start].bytes().filter(|b| *b == b'\n').count();
            let place = Place::at(source, text, lines_above + fault.line(), fault.column());
            let said = fault.to_string();
            let message = said.split(" at line ").next().unwrap_or("it is no JSON");
            let fault = Diagnostic::new(Codes::MATTER.unreadable, place)
                .says(format!("the front matter can't be read as JSON: {message}"))
                .help("keys and texts stand in double quotes, with a comma between the pairs and none after the last");
            (Fields::empty(source, text, Codes::MATTER), vec![fault])
        }
    }
}

/// The length of the object at the head of the text; `None` if it never ends.
pub(super) fn end_of_object(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}
