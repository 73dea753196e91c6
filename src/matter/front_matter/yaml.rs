//! YAML: front matter, settings and data.
//!
//! In: YAML text. Out: its fields or its value; faults with line, column and what to do. Never here:
//! unbounded aliases or nesting, YAML 1.1's dates and octal numbers.

use std::{borrow::Cow, ops::Range};

use serde::de::DeserializeSeed;

use super::{
    plain,
    tree::{Budget, Seed},
};
use crate::base::{Code, Diagnostic, Found, Place, SourcePath};
use crate::matter::Field;
use crate::matter::fields::{Codes, Cursor, Entry, Fields, MANY, key_twice};

/// Reads keys and values that stand in `part` of a file's text: front matter, `site.yaml`, `theme.yaml`.
/// No text at all is no keys. When it can't be read, there are no fields, and an error says why.
pub fn parse_yaml<'t>(source: &'t SourcePath, text: &'t str, part: Range<usize>, codes: Codes) -> (Fields<'t>, Found) {
    if let Some(entries) = plain::read(text, part.clone()) {
        let mut fields = Fields { source, text, part, entries, codes };
        let mut found = Found::new();
        fields.drop_repeats(&mut found);
        return (fields, found);
    }
    parse_by_serde(source, text, part, codes)
}

/// What [`parse_yaml`] does for all that the quick way leaves.
pub(super) fn parse_by_serde<'t>(
    source: &'t SourcePath,
    text: &'t str,
    part: Range<usize>,
    codes: Codes,
) -> (Fields<'t>, Found) {
    let budget = Budget::of(part.len());
    match value(&text[part.clone()], &budget, true) {
        Ok(Field::Null) => (Fields { part, ..Fields::empty(source, text, codes) }, Found::new()),
        Ok(tree) => {
            let (fields, mut found) = fields_of(source, text, part.clone(), tree, codes, &budget);
            found.extend(trailing_tab(source, text, part));
            (fields, found)
        }
        Err(fault) => {
            let fault = unreadable(source, text, part, codes, &fault);
            (Fields::empty(source, text, codes), vec![fault])
        }
    }
}

/// The warning for the first line that ends in a tab.
fn trailing_tab(source: &SourcePath, text: &str, part: Range<usize>) -> Option<Diagnostic> {
    let yaml = &text[part.clone()];
    memchr::memchr(b'\t', yaml.as_bytes())?;
    let mut end = part.start;
    let row = yaml.split_inclusive('\n').find(|row| {
        end += row.len();
        row[row.trim_end().len()..].contains('\t') && !row.trim().is_empty()
    })?;
    let place = Place::of(source, text, end - (row.len() - row.trim_end().len())..end);
    let fault = Diagnostic::new(Code::TabInYaml, place).says("a tab ends this line; other readers of YAML refuse it");
    Some(fault.help("delete the tab"))
}

/// Reads a whole file of YAML, whatever it holds: `data/*.yaml`.
pub fn read_yaml(source: &SourcePath, text: &str, codes: Codes) -> (Option<Field>, Found) {
    let budget = Budget::of(text.len());
    match value(text, &budget, false) {
        Ok(tree) => {
            let mut found = Found::new();
            tell_inner_repeats(source, text, 0..text.len(), &budget, &mut found);
            (Some(tree), found)
        }
        Err(fault) => (None, vec![unreadable(source, text, 0..text.len(), codes, &fault)]),
    }
}

/// The parser's own fault, or one of ours that needs no place.
enum Fault {
    Yaml(serde_yaml::Error),
    TooDeep,
}

fn value(yaml: &str, budget: &Budget, outermost: bool) -> Result<Field, Fault> {
    if too_deep(yaml) {
        return Err(Fault::TooDeep);
    }
    let from = serde_yaml::Deserializer::from_str(yaml);
    Seed { budget, outermost }.deserialize(from).map_err(Fault::Yaml)
}

/// Brackets that open and don't close cost the parser quadratic time, so it never sees hundreds of them.
fn too_deep(yaml: &str) -> bool {
    let (mut depth, mut deepest) = (0i64, 0);
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            b'\n' => depth = depth.max(0),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest > 400
}

/// The fields of a tree that is a map; an error when it isn't.
pub(super) fn fields_of<'t>(
    source: &'t SourcePath,
    text: &'t str,
    part: Range<usize>,
    tree: Field,
    codes: Codes,
    budget: &Budget,
) -> (Fields<'t>, Found) {
    let mut found = Found::new();
    let mut fields = Fields { part: part.clone(), ..Fields::empty(source, text, codes) };
    let Field::Map(pairs) = tree else {
        let start = part.start + text[part.clone()].len() - text[part.clone()].trim_start().len();
        let end = text[start..part.end].find('\n').map_or(part.end, |at| start + at);
        let fault = Diagnostic::new(codes.unreadable, Place::of(source, text, start..end));
        found.push(
            fault.says(format!("{} stands where keys and values belong", tree.what())).help(
                "write `key: value` lines; a line of `---` that is meant as a rule in the text needs text above it",
            ),
        );
        return (fields, found);
    };
    let mut cursor = Cursor::new(text, part.clone(), text[part.clone()].starts_with(|c: char| c.is_alphanumeric()));
    fields.entries = pairs
        .into_iter()
        .map(|(key, value)| Entry {
            line: cursor.find(&key).unwrap_or(part.start..part.start),
            key: Cow::Owned(key.into()),
            value,
        })
        .collect();
    fields.drop_repeats(&mut found);
    tell_inner_repeats(source, text, part, budget, &mut found);
    (fields, found)
}

/// Says which keys of inner maps are written twice, with the first two lines that begin with each.
fn tell_inner_repeats(source: &SourcePath, text: &str, part: Range<usize>, budget: &Budget, found: &mut Found) {
    for key in budget.twice.borrow().iter().take(MANY) {
        let mut cursor = Cursor::new(text, part.clone(), false);
        let place = |line: Option<Range<usize>>| line.map_or(Place::file(source), |line| Place::of(source, text, line));
        let (first, second) = (cursor.find(key), cursor.find(key));
        found.push(key_twice(key, place(second), place(first)));
    }
}

/// The fault that a text is no YAML, in words that a desk understands.
fn unreadable(source: &SourcePath, text: &str, part: Range<usize>, codes: Codes, fault: &Fault) -> Diagnostic {
    let fault = match fault {
        Fault::Yaml(fault) => fault,
        Fault::TooDeep => {
            let end = text[part.start..].find('\n').map_or(text.len(), |at| part.start + at);
            let place = Place::of(source, text, part.start..end);
            return Diagnostic::new(codes.unreadable, place)
                .says("brackets are nested too deeply to be read")
                .help("close the brackets, or put text that holds them in quotes");
        }
    };
    let said = fault.to_string();
    let lines_above = text[..part.start].bytes().filter(|b| *b == b'\n').count();
    let own = fault.location().map(|at| (at.line(), at.column()));
    // An open quotation mark is noticed at the end of the file, but stands where it was opened.
    let opened = said.split_once("while scanning a quoted scalar at line ").and_then(|(_, rest)| line_and_column(rest));
    let place = match opened.or(own) {
        Some((line, column)) => Place::at(source, text, lines_above + line, column),
        None => Place::file(source),
    };
    let row = text.lines().nth((place.line as usize).saturating_sub(1)).unwrap_or("");
    let (message, help) = in_plain_words(&said, row);
    Diagnostic::new(codes.unreadable, place).says(message).help(help)
}

/// `3 column 7…` as numbers.
fn line_and_column(text: &str) -> Option<(usize, usize)> {
    let (line, rest) = text.split_once(" column ")?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    Some((line.parse().ok()?, rest[..digits].parse().ok()?))
}

/// What the parser says, and what to do about it.
fn in_plain_words(said: &str, row: &str) -> (String, &'static str) {
    let has = |words: &str| said.contains(words);
    let (message, help) = if row.contains('\t')
        && (has("cannot start any token") || has("tab") || has("did not find expected"))
    {
        ("a tab stands where YAML wants spaces", "put spaces in place of the tab")
    } else if has("mapping values are not allowed") {
        (
            "a second colon stands in one line",
            "put text that holds `: ` in quotation marks, and look at the indentation",
        )
    } else if has("quoted scalar") {
        ("a quotation mark is opened and never closed", "close it; inside double quotes write \\\" for the mark itself")
    } else if has("cannot start any token") {
        ("a text can't begin with that character", "put the text in quotation marks")
    } else if has("unknown anchor") || has("alias") && has("alphabetic") {
        ("`*` and `&` at the head of a text mean something else in YAML", "put the text in quotation marks")
    } else if has("repetition limit") || has("its aliases repeat") {
        ("its aliases (`*name`) repeat more than a file may hold", "write the values out, or leave them out")
    } else if has("recursion limit") {
        ("lists or maps are nested too deeply", "at most 128 levels are read")
    } else if has("more than one document") {
        ("it holds more than one YAML document", "delete the line of `---` or `...` between them")
    } else if has("could not find expected ':'") {
        (
            "a line has no colon, or the text above it isn't closed",
            "write `key: value`; indent lines that carry on a text",
        )
    } else if has("did not find expected") {
        (
            "the indentation or a quotation mark is wrong near here",
            "keys of one level stand in one column; put text that holds quotation marks in quotation marks of the other sort",
        )
    } else {
        let first = said.split(" at line ").next().unwrap_or(said);
        return (
            format!("it can't be read as YAML: {first}"),
            "write `key: value` lines, and text in quotation marks where in doubt",
        );
    };
    (format!("it can't be read as YAML: {message}"), help)
}

#[cfg(test)]
mod tests {
    use super::{parse_by_serde, read_yaml};
    use crate::base::{Code, SourcePath};
    use crate::matter::Field;
    use crate::matter::fields::Codes;

    fn fault(yaml: &str) -> (u32, u32, String) {
        let source = SourcePath::new("a.md");
        let text = format!("---\n{yaml}---\n");
        let (_, found) = parse_by_serde(&source, &text, 4..text.len() - 4, Codes::MATTER);
        let fault = found.into_iter().next().unwrap_or_else(|| panic!("no fault in {yaml:?}"));
        assert_eq!(fault.code, Code::FrontMatterUnreadable);
        (fault.place.line, fault.place.column, fault.message + " / " + &fault.help.unwrap_or_default())
    }

    #[test]
    fn faults_name_line_and_column_of_the_file() {
        for (yaml, line, column, words) in [
            ("title: A\ntags:\n-\ta: 1\n\tb: 2\n", 4, 2, "a tab"),
            ("title: A\n\ttags: b\n", 3, 1, "a tab"),
            ("title: A: B\n", 2, 9, "a second colon"),
            ("title: \"A\ntags: b\n", 2, 8, "a quotation mark"),
            ("title: @home\n", 2, 8, "can't begin"),
            ("title: *home\n", 2, 8, "mean something else"),
            ("title: A\n tags: b\n", 3, 6, "a second colon"),
            ("title: \"A\" B\n", 2, 12, "quotation mark is wrong"),
            ("just text\n", 2, 1, "keys and values belong"),
            ("- a\n- b\n", 2, 1, "keys and values belong"),
        ] {
            let (at, col, said) = fault(yaml);
            assert_eq!((at, col), (line, column), "{yaml:?}: {said}");
            assert!(said.contains(words), "{yaml:?}: {said}");
        }
    }

    #[test]
    fn a_tab_at_a_lines_end_is_told() {
        let source = SourcePath::new("a.md");
        let text = "---\ntitle: A\nauthors:\n- a\t\t\ntags:\n---\n";
        let (fields, found) = parse_by_serde(&source, text, 4..text.len() - 4, Codes::MATTER);
        assert_eq!(
            found.iter().map(|f| (f.code, f.place.line, f.place.column)).collect::<Vec<_>>(),
            [(Code::TabInYaml, 4, 4)]
        );
        assert_eq!(fields.entries[1].value, Field::List(vec![Field::Text("a".into())]));
    }

    #[test]
    fn bombs_and_towers_are_refused_quickly() {
        let mut bomb = String::from("a: &a [x,x,x,x,x,x,x,x,x,x]\n");
        for n in 0..12 {
            let (this, last) = ((b'b' + n) as char, (b'a' + n) as char);
            bomb.push_str(&format!("{this}: &{this} [{}]\n", vec![format!("*{last}"); 10].join(",")));
        }
        assert!(fault(&bomb).2.contains("repeat more"));
        assert!(fault(&format!("a: {}\n", "[".repeat(1_000_000))).2.contains("nested too deeply"));
        assert!(fault(&format!("a: {}{}\n", "[".repeat(300), "]".repeat(300))).2.contains("nested too deeply"));
        assert!(fault(&format!("a: {}x\n", "- ".repeat(100_000))).2.contains("YAML"));
    }

    #[test]
    fn values_stay_as_they_were_written() {
        let source = SourcePath::new("a.yaml");
        let text = |t: &str| Field::Text(t.into());
        let (tree, found) = read_yaml(
            &source,
            "[2026-11-23, no, 012, 08:05, 7, 1.5, true, ~, !x y, 99999999999999999999]",
            Codes::DATA,
        );
        assert!(found.is_empty());
        let all = vec![
            text("2026-11-23"),
            text("no"),
            text("012"),
            text("08:05"),
            Field::Integer(7),
            Field::Float(1.5),
            Field::Bool(true),
            Field::Null,
            text("y"),
            text("99999999999999999999"),
        ];
        assert_eq!(tree, Some(Field::List(all)));
    }

    #[test]
    fn repeated_keys_are_told_with_both_lines() {
        let source = SourcePath::new("a.md");
        let text = "title: A\nimage:\n  src: a\n  src: b\nTitle: B\n";
        let (fields, found) = parse_by_serde(&source, text, 0..text.len(), Codes::MATTER);
        let lines: Vec<_> = found.iter().map(|f| (f.code, f.place.line, f.also[0].0.line)).collect();
        assert_eq!(lines, [(Code::KeyTwice, 5, 1), (Code::KeyTwice, 4, 3)]);
        assert_eq!(fields.entries.len(), 2);
        assert_eq!(fields.entries[1].value, Field::Text("B".into()));
    }
}
