//! The files of `data/`, as values that templates get by name.
//!
//! In: the site's folder. Out: values by name; those of a folder lie in a map under the folder's name.
//! Never here: who gets which file (a theme or the settings declare that), guesses at what a cell of a
//! table means (all are text).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tera::{Map, Value, value::Key};

use super::paths_below;
use crate::base::{Code, Diagnostic, Found, Place, SourcePath};
use crate::matter::Field;
use crate::matter::fields::Codes;
use crate::matter::read_yaml;

/// Reads `data/*.yaml|yml|json|csv|toml` and what lies in folders below. A file that can't be read, and
/// two of one name, are told; other files are passed over.
pub fn read_data(root: &Path, found: &mut Found) -> BTreeMap<String, Value> {
    let mut top = Shelf::default();
    for source in paths_below(root, "data", |name| !name.starts_with('.'), found) {
        let path = source.as_str().strip_prefix("data/").unwrap_or(source.as_str());
        let Some((name, format)) = path.rsplit_once('.').and_then(|(name, end)| Some((name, format_of(end)?))) else {
            continue;
        };
        let mut faults = Found::new();
        match read_file(root, &source, format, &mut faults) {
            Some(value) => top.put(name, &source, value, &mut faults),
            None => debug_assert!(!faults.is_empty(), "a file that can't be read is told"),
        }
        found.extend(faults.into_iter().map(|fault| fault.culprit(None)));
    }
    top.named.into_iter().map(|(name, slot)| (name, slot.into_value())).collect()
}

/// How a data file is written.
#[derive(Clone, Copy)]
enum Format {
    Yaml,
    Json,
    Csv,
    Toml,
}

fn format_of(ending: &str) -> Option<Format> {
    match ending.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => Some(Format::Yaml),
        "json" => Some(Format::Json),
        "csv" => Some(Format::Csv),
        "toml" => Some(Format::Toml),
        _ => None,
    }
}

/// A folder of `data/`.
#[derive(Default)]
struct Shelf {
    named: BTreeMap<String, Slot>,
}

/// What stands under a name, with the first file that claimed it.
enum Slot {
    File(SourcePath, Value),
    Folder(SourcePath, Shelf),
}

impl Shelf {
    /// Puts a value under its path; a name that is taken is told with both files.
    fn put(&mut self, path: &str, source: &SourcePath, value: Value, found: &mut Found) {
        let (name, rest) = path.split_once('/').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let Some(rest) = rest else {
            match self.named.get(name) {
                Some(Slot::File(first, _) | Slot::Folder(first, _)) => found.push(taken(name, source, first)),
                None => {
                    self.named.insert(name.to_owned(), Slot::File(source.clone(), value));
                }
            }
            return;
        };
        let fresh = || Slot::Folder(source.clone(), Shelf::default());
        match self.named.entry(name.to_owned()).or_insert_with(fresh) {
            Slot::Folder(_, shelf) => shelf.put(rest, source, value, found),
            Slot::File(first, _) => found.push(taken(name, source, first)),
        }
    }
}

impl Slot {
    fn into_value(self) -> Value {
        match self {
            Slot::File(_, value) => value,
            Slot::Folder(_, shelf) => {
                let pairs = shelf.named.into_iter().map(|(name, slot)| (Key::from(name), slot.into_value()));
                Value::from(pairs.collect::<Map>())
            }
        }
    }
}

fn taken(name: &str, second: &SourcePath, first: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::DataUnreadable, Place::file(second))
        .says(format!("`{second}` and `{first}` both claim the name `{name}`"))
        .also(Place::file(first), "first claimed here")
        .help("give one of them another name")
}

/// A file's value; or its fault is told.
fn read_file(root: &Path, source: &SourcePath, format: Format, found: &mut Found) -> Option<Value> {
    let bytes = match fs::read(root.join(source.as_str())) {
        Ok(bytes) => bytes,
        Err(error) => {
            found.push(fault(
                Place::file(source),
                format!("it can't be read: {error}"),
                "look at the file's permissions",
            ));
            return None;
        }
    };
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            let place = Place { line: line as u32, ..Place::file(source) };
            found.push(fault(place, "it isn't UTF-8".to_owned(), "save it as UTF-8"));
            return None;
        }
    };
    let read = match format {
        Format::Yaml => {
            let (value, faults) = read_yaml(source, text, Codes::DATA);
            found.extend(faults);
            return value.map(|field| of_field(&field));
        }
        Format::Json => read_json(source, text),
        Format::Csv => read_csv(source, text),
        Format::Toml => read_toml(source, text),
    };
    read.map_err(|fault| found.push(*fault)).ok()
}

type Read = Result<Value, Box<Diagnostic>>;

fn fault(place: Place, says: String, help: &str) -> Diagnostic {
    Diagnostic::new(Code::DataUnreadable, place).says(says).help(help)
}

fn read_json(source: &SourcePath, text: &str) -> Read {
    let value: Result<serde_json::Value, _> = serde_json::from_str(text);
    value.map(|value| Value::from_serializable(&value)).map_err(|error| {
        let said = error.to_string();
        let says = format!("it can't be read as JSON: {}", said.split(" at line ").next().unwrap_or(&said));
        let help = "keys and texts stand in double quotes, with a comma between the pairs and none after the last";
        Box::new(fault(Place::at(source, text, error.line(), error.column()), says, help))
    })
}

fn read_toml(source: &SourcePath, text: &str) -> Read {
    let table: Result<toml::Table, _> = toml::from_str(text);
    table.map(|table| of_toml(&toml::Value::Table(table))).map_err(|error| {
        let place = match error.span() {
            Some(span) => Place::of(source, text, span.start..span.end.max(span.start + 1)),
            None => Place::file(source),
        };
        let why = error.message().lines().next().unwrap_or("it is no TOML");
        let help = "texts stand in quotes: `title = \"…\"`; tables such as `[ports]` come last";
        Box::new(fault(place, format!("it can't be read as TOML: {why}"), help))
    })
}

/// A table whose first row names the columns: a list of maps of texts. Columns without a name are left out.
fn read_csv(source: &SourcePath, text: &str) -> Read {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter(text)).trim(csv::Trim::All).from_reader(text.as_bytes());
    let broken = |error: &csv::Error| Box::new(broken_csv(source, text, error));
    let names: Vec<String> = reader.headers().map_err(|error| broken(&error))?.iter().map(str::to_owned).collect();
    if let Some(twice) = names.iter().enumerate().find(|(n, name)| !name.is_empty() && names[..*n].contains(name)) {
        let says = format!("two columns are called `{}`", twice.1);
        return Err(Box::new(fault(Place::at(source, text, 1, 0), says, "give one of them another name")));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        let cells = names.iter().zip(&record).filter(|(name, _)| !name.is_empty());
        let map: Map = cells.map(|(name, cell)| (Key::from(name.clone()), Value::from(cell))).collect();
        rows.push(Value::from(map));
    }
    Ok(Value::from(rows))
}

/// Where commas are decimal marks, spreadsheets write `;` between the cells.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |mark: u8| head.bytes().filter(|byte| *byte == mark).count();
    let (commas, semicolons, tabs) = (count(b','), count(b';'), count(b'\t'));
    if tabs > commas && tabs > semicolons {
        b'\t'
    } else if semicolons > commas {
        b';'
    } else {
        b','
    }
}

fn broken_csv(source: &SourcePath, text: &str, error: &csv::Error) -> Diagnostic {
    let line = error.position().map_or(0, |at| at.line() as usize);
    let (says, help) = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => (
            format!("this row has {len} cells, and the first row names {expected_len} columns"),
            "put cells that hold the separator in double quotes",
        ),
        other => (format!("it can't be read as CSV: {other:?}"), "save it from the spreadsheet once more"),
    };
    fault(Place::at(source, text, line, 0), says, help)
}

fn of_field(field: &Field) -> Value {
    match field {
        Field::Null => Value::none(),
        Field::Bool(yes) => Value::from(*yes),
        Field::Integer(number) => Value::from(*number),
        Field::Float(number) => Value::from(*number),
        Field::Text(text) => Value::normal_string(text),
        Field::List(items) => Value::from(items.iter().map(of_field).collect::<Vec<_>>()),
        Field::Map(pairs) => {
            Value::from(pairs.iter().map(|(key, value)| (Key::from(key.to_string()), of_field(value))).collect::<Map>())
        }
    }
}

fn of_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::normal_string(text),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(yes) => Value::from(*yes),
        toml::Value::Datetime(date) => Value::normal_string(&date.to_string()),
        toml::Value::Array(items) => Value::from(items.iter().map(of_toml).collect::<Vec<_>>()),
        toml::Value::Table(pairs) => {
            Value::from(pairs.iter().map(|(key, value)| (Key::from(key.clone()), of_toml(value))).collect::<Map>())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::read_data;
    use crate::base::{Code, Found};

    /// What a site with these files of `data/` gives templates, as JSON, and what is told.
    fn read(files: &[(&str, &[u8])]) -> (String, Found) {
        let site = tempfile::tempdir().expect("a folder");
        for (path, bytes) in files {
            let path = site.path().join("data").join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, bytes).expect("written");
        }
        let mut found = Found::new();
        let data = read_data(site.path(), &mut found);
        (serde_json::to_string(&data).expect("values are JSON"), found)
    }

    #[test]
    fn every_format_gives_the_same_sort_of_values() {
        for (name, bytes, want) in [
            ("a.yaml", "b: [1, x, 012]\nc: null\n", r#"{"a":{"b":[1,"x","012"],"c":null}}"#),
            ("a.yml", "- z: 1\n  y: true\n", r#"{"a":[{"z":1,"y":true}]}"#),
            ("a.json", "\u{feff}{\"b\": [1.5, null], \"a\": 2}", r#"{"a":{"b":[1.5,null],"a":2}}"#),
            ("a.TOML", "b = 2026-11-23\na = [1]\n[c]\nd = 'x'\n", r#"{"a":{"b":"2026-11-23","a":[1],"c":{"d":"x"}}}"#),
            (
                "a.csv",
                "club,points\n\"Vale, Orrin\", 07\n\nTown,3\n",
                r#"{"a":[{"club":"Vale, Orrin","points":"07"},{"club":"Town","points":"3"}]}"#,
            ),
            ("a.csv", "club;share;\r\nVale;1,5;\r\n", r#"{"a":[{"club":"Vale","share":"1,5"}]}"#),
            ("a.csv", "club\tpoints\nVale\t7\n", r#"{"a":[{"club":"Vale","points":"7"}]}"#),
            ("a.csv", "", r#"{"a":[]}"#),
            ("a.yaml", "", r#"{"a":null}"#),
            ("read.me", "x", "{}"),
            ("b/a.json", "1", r#"{"b":{"a":1}}"#),
        ] {
            let (data, found) = read(&[(name, bytes.as_bytes())]);
            assert_eq!((data.as_str(), found), (want, vec![]), "{name}: {bytes}");
        }
    }

    #[test]
    fn a_file_that_cant_be_read_is_told_with_its_place() {
        for (name, bytes, line, column, words) in [
            ("a.yaml", "a: 1\nb: \"x\n".as_bytes(), 2, 4, "can't be read as YAML"),
            ("a.json", b"{\"a\": 1,\n}", 2, 1, "can't be read as JSON: trailing comma"),
            ("a.toml", b"a = 1\nb = x\n", 2, 5, "can't be read as TOML"),
            ("a.csv", b"a,b\n1,2\n1,2,3\n", 3, 1, "this row has 3 cells, and the first row names 2 columns"),
            ("a.csv", b"a,a\n", 1, 1, "two columns are called `a`"),
            ("a.json", b"\"a\n\xff\"", 2, 0, "isn't UTF-8"),
        ] {
            let (data, found) = read(&[(name, bytes), ("z.json", b"1")]);
            let [fault] = found.as_slice() else { panic!("{name}: {found:#?}") };
            assert_eq!((fault.code, fault.culprit.as_ref()), (Code::DataUnreadable, None));
            assert_eq!((fault.place.line, fault.place.column), (line, column), "{fault:#?}");
            assert!(fault.message.contains(words), "{fault:#?}");
            assert_eq!(data, r#"{"z":1}"#, "the rest is read");
        }
    }

    #[test]
    fn two_files_of_one_name_are_told_with_both() {
        for (first, second) in [("a.csv", "a.yaml"), ("a/b.yaml", "a/b.yml"), ("a.json", "a/b.json")] {
            let (_, found) = read(&[(first, b"1"), (second, b"1")]);
            let [fault] = found.as_slice() else { panic!("{found:#?}") };
            let names = |text: &str| text.contains(first) && text.contains(second);
            assert!(fault.code == Code::DataUnreadable && names(&fault.message), "{fault:#?}");
            assert_eq!(fault.also.len(), 1);
        }
    }
}
