//! How a correction is written in each form of front matter, and where it goes.
//!
//! What is given here is tried, and read again before it counts: a form that isn't foreseen is found out
//! by that, so a place need only be right where it is common.

use super::Item;
use crate::cli::publish::head::{Form, Head, next_line, spliced};

/// `text` with the first correction at the end of the front matter.
pub fn begun(text: &str, head: &Head, item: &Item) -> String {
    let (at, end) = (head.inside.end, head.line_end);
    match head.form {
        Form::Absent => {
            let gap = if text[head.end..].starts_with(['\n', '\r']) { "" } else { end };
            let list = yaml_list(item, "", end);
            spliced(text, head.end..head.end, &format!("---{end}{list}{end}---{end}{gap}"))
        }
        Form::Yaml => spliced(text, at..at, &format!("{}{end}", yaml_list(item, &head.indent, end))),
        Form::Toml => {
            let gap = if text[head.inside.clone()].trim().is_empty() { "" } else { end };
            spliced(text, at..at, &format!("{gap}{}{end}", toml_table("corrections", item, end)))
        }
        Form::Json => {
            let member = format!("\"corrections\": [{}]", flow(head.form, item));
            match head.entries.last() {
                None => spliced(text, head.inside.start..head.inside.start, &member),
                Some(last) => {
                    // As the members stand apart, so the new one does.
                    let gap = &text[head.inside.start..head.entries[0].core.start];
                    let gap = if gap.is_empty() { " " } else { gap };
                    spliced(text, last.core.end..last.core.end, &format!(",{gap}{member}"))
                }
            }
        }
    }
}

/// `text` with the correction as the value of the entry `n`, which is empty: ways to try.
pub fn filled(text: &str, head: &Head, n: usize, item: &Item) -> Vec<String> {
    let (entry, list) = (&head.entries[n], format!("[{}]", flow(head.form, item)));
    let gap = if entry.value.is_empty() { " " } else { "" };
    let short = spliced(text, entry.value.clone(), &format!("{gap}{list}"));
    let stands_alone = text[entry.value.end..next_line(text, entry.value.end)].trim().is_empty();
    let colon = text[entry.core.start..entry.value.start].find(':');
    match (head.form, colon) {
        (Form::Yaml, Some(colon)) if entry.one_line && stands_alone => {
            let row = yaml_item(item, &format!("{}  ", head.indent), 1, head.line_end);
            let from = entry.core.start + colon + 1;
            vec![spliced(text, from..entry.core.end, &format!("{}{row}", head.line_end)), short]
        }
        (Form::Absent | Form::Yaml | Form::Toml | Form::Json, _) => vec![short],
    }
}

/// `text` with the correction as the last of the list that is the entry `n`: ways to try.
pub fn appended(text: &str, head: &Head, n: usize, item: &Item) -> Vec<String> {
    let entry = &head.entries[n];
    let core = &text[entry.core.clone()];
    let mut ways = Vec::new();
    if head.form == Form::Yaml
        && let Some(dash) = core.lines().skip(1).find(|line| line.trim_start().starts_with('-'))
    {
        let blanks = dash.len() - dash.trim_start().len();
        let behind = &dash[blanks + 1..];
        let gap = (behind.len() - behind.trim_start_matches(' ').len()).max(1);
        let row = yaml_item(item, &dash[..blanks], gap, head.line_end);
        let at = next_line(text, entry.core.end).min(head.inside.end);
        ways.push(spliced(text, at..at, &format!("{row}{}", head.line_end)));
    }
    if head.form == Form::Toml {
        let key = core.split(['=', ']', '\n']).next().unwrap_or("corrections").trim();
        let at = head.inside.end;
        let table = toml_table(key, item, head.line_end);
        ways.push(spliced(text, at..at, &format!("{}{table}{}", head.line_end, head.line_end)));
    }
    // A list in brackets: to be found behind what looks like a comment in one of its texts, or before one that
    // holds a bracket.
    for list in [entry.value.clone(), entry.core.clone()] {
        let Some(bracket) = text[list.clone()].rfind(']') else { continue };
        let inside = text[list.start..list.start + bracket].trim_end();
        let at = list.start + inside.len();
        let comma = if inside.ends_with(',') { "" } else { "," };
        ways.push(spliced(text, at..at, &format!("{comma} {}", flow(head.form, item))));
    }
    ways
}

/// What is to be added by hand.
pub fn by_hand(head: &Head, item: &Item) -> String {
    match head.form {
        Form::Absent | Form::Yaml => yaml_item(item, "  ", 1, "\n"),
        Form::Toml => toml_table("corrections", item, "\n"),
        Form::Json => flow(Form::Json, item),
    }
}

fn yaml_list(item: &Item, indent: &str, end: &str) -> String {
    format!("{indent}corrections:{end}{}", yaml_item(item, &format!("{indent}  "), 1, end))
}

/// An item of a list, a key a line, without the last line's end.
fn yaml_item(item: &Item, indent: &str, gap: usize, end: &str) -> String {
    let (first, next) = (" ".repeat(gap), " ".repeat(gap + 1));
    let mut out = format!("{indent}-{first}date: {}", item.date);
    for (key, value) in rest(item) {
        out.push_str(&format!("{end}{indent}{next}{key}: {value}"));
    }
    out
}

fn toml_table(key: &str, item: &Item, end: &str) -> String {
    let mut out = format!("[[{key}]]{end}date = {}", item.date);
    for (key, value) in rest(item) {
        let value = if key == "kind" { quoted(&value) } else { value };
        out.push_str(&format!("{end}{key} = {value}"));
    }
    out
}

/// The correction in braces, on one line.
fn flow(form: Form, item: &Item) -> String {
    let mut members = vec![match form {
        Form::Absent | Form::Yaml => format!("date: {}", item.date),
        Form::Toml => format!("date = {}", item.date),
        Form::Json => format!("\"date\": {}", quoted(&item.date)),
    }];
    members.extend(rest(item).into_iter().map(|(key, value)| match form {
        Form::Absent | Form::Yaml => format!("{key}: {value}"),
        Form::Toml if key == "kind" => format!("{key} = {}", quoted(&value)),
        Form::Toml => format!("{key} = {value}"),
        Form::Json if key == "kind" => format!("\"{key}\": {}", quoted(&value)),
        Form::Json => format!("\"{key}\": {value}"),
    }));
    let gap = if form == Form::Toml { " " } else { "" };
    format!("{{{gap}{}{gap}}}", members.join(", "))
}

/// All keys but the date; the text in quotes.
fn rest(item: &Item) -> Vec<(&'static str, String)> {
    let mut all = vec![("kind", item.kind.word().to_owned()), ("text", quoted(&item.text))];
    if item.prominent {
        all.push(("prominent", "true".to_owned()));
    }
    all
}

/// Text between quotes, as JSON, YAML and TOML alike read it.
fn quoted(text: &str) -> String {
    let mut out = serde_json::Value::from(text).to_string();
    // What JSON lets stand and the two others don't.
    for c in ['\u{7f}', '\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'] {
        out = out.replace(c, &format!("\\u{:04x}", u32::from(c)));
    }
    out
}
