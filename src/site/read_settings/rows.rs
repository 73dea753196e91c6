//! The rows of site.yaml, or of one map in it, taken out one after the other.
//!
//! In: keys and values with their places. Out: typed values, a fault for each that can't be what its
//! key asks for, and at the end one for each key that nobody asked for. Never here: the name of a setting.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::spots::{self, Spot};
use crate::base::{Code, Diagnostic, Found, Lang, Place, SourcePath};
use crate::matter::Field;
use crate::matter::fields::{Codes, Entry, Fields, nearest, same_key};
use crate::matter::parse_yaml;

/// The rows that nobody has taken yet.
pub struct Rows<'t> {
    /// The file, and the words for its faults; without entries.
    sheet: Fields<'t>,
    /// `feeds`, `organisation.contact`; empty at the top.
    name: String,
    rows: Vec<Row<'t>>,
    /// The keys that were asked for, so that suggestions never miss one.
    known: Vec<&'static str>,
}

/// A key with its value; or an item of a list, under the list's key.
pub struct Row<'t> {
    entry: Entry<'t>,
    spot: Spot,
}

impl Row<'_> {
    /// As it was written.
    pub fn key(&self) -> &str {
        &self.entry.key
    }

    /// Whether it says `false`, `no` or `off` where there could be a list.
    pub fn is_off(&self) -> bool {
        self.value().as_bool() == Some(false)
    }

    /// Its value.
    pub fn value(&self) -> &Field {
        &self.entry.value
    }
}

impl<'t> Rows<'t> {
    /// Reads a whole file. A file that can't be read has no rows, and its fault is told.
    pub fn of_file(source: &'t SourcePath, text: &'t str, found: &mut Found) -> Rows<'t> {
        let (fields, faults) = parse_yaml(source, text, 0..text.len(), Codes::SETTINGS);
        found.extend(faults);
        let mut spots = spots::of_keys(text, 0..text.len());
        let rows = fields.entries.into_iter().map(|entry| match spots.remove(&*entry.key) {
            Some(spot) => Row { entry: Entry { line: spot.line.clone(), ..entry }, spot },
            None => Row { spot: Spot { line: entry.line.clone(), inner: 0..0 }, entry },
        });
        let rows = rows.collect();
        let sheet = Fields { part: 0..text.len(), ..Fields::empty(source, text, Codes::SETTINGS) };
        Rows { sheet, name: String::new(), rows, known: Vec::new() }
    }

    /// Takes a row out, whatever its key's case and with `-` and `_` alike. One without a value is as
    /// if it weren't there.
    pub fn take(&mut self, key: &'static str) -> Option<Row<'t>> {
        self.take_even_empty(key).filter(|row| !row.value().is_empty())
    }

    fn take_even_empty(&mut self, key: &'static str) -> Option<Row<'t>> {
        self.known.push(key);
        let at = self.rows.iter().position(|row| same_key(row.key(), key))?;
        Some(self.rows.remove(at))
    }

    /// Takes all that is left, as a map whose keys are the site's own words.
    pub fn take_all(&mut self) -> Vec<Row<'t>> {
        std::mem::take(&mut self.rows)
    }

    /// Takes the rows whose keys are these languages, each under its tag.
    pub fn take_languages(&mut self, languages: &[Lang]) -> Vec<(Lang, Row<'t>)> {
        let of = |row: &Row<'t>| Lang::parse(row.key()).filter(|lang| languages.contains(lang));
        let (own, rest) = std::mem::take(&mut self.rows).into_iter().partition(|row| of(row).is_some());
        self.rows = rest;
        let own: Vec<Row<'t>> = own;
        own.into_iter().filter_map(|row| Some((of(&row)?, row))).collect()
    }

    /// Takes a value that `read` makes something of; `wants` says what it should be.
    pub fn read<T>(
        &mut self,
        key: &'static str,
        wants: &str,
        found: &mut Found,
        read: impl FnOnce(&Field) -> Option<T>,
    ) -> Option<T> {
        let row = self.take(key)?;
        let value = read(row.value());
        if value.is_none() {
            found.push(self.wrong(&row, wants));
        }
        value
    }

    /// Takes a text on one line; a number as it was written.
    pub fn text(&mut self, key: &'static str, found: &mut Found) -> Option<String> {
        let row = self.take(key)?;
        self.text_of(&row, "text", found)
    }

    /// Takes a text that `read` makes something of.
    pub fn parsed<T>(
        &mut self,
        key: &'static str,
        wants: &str,
        found: &mut Found,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.read(key, wants, found, |value| read(&value.as_text()?))
    }

    /// Takes `true` or `false`; `yes`, `no`, `on` and `off` will do.
    pub fn bool(&mut self, key: &'static str, found: &mut Found) -> Option<bool> {
        self.read(key, "`true` or `false`", found, Field::as_bool)
    }

    /// Takes a whole number of that range.
    pub fn number(&mut self, key: &'static str, range: RangeInclusive<u32>, found: &mut Found) -> Option<u32> {
        let wants = match *range.end() {
            u32::MAX => format!("a whole number from {} up", range.start()),
            end => format!("a whole number from {} to {end}", range.start()),
        };
        self.read(key, &wants, found, |value| u32::try_from(value.as_int()?).ok().filter(|n| range.contains(n)))
    }

    /// Takes one of these words. `off` and `false` are one word, as `on` and `true` are.
    pub fn word<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)], found: &mut Found) -> Option<T> {
        let row = self.take(key)?;
        self.word_of(&row, words, found)
    }

    /// Takes a list of texts of which `read` makes something; a text alone is a list of one.
    /// Items that are wrong are told and left out.
    pub fn each<T>(
        &mut self,
        key: &'static str,
        wants: &str,
        found: &mut Found,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let row = self.take(key)?;
        Some(self.each_of(&row, wants, found, read))
    }

    /// What [`Rows::each`] does, of a row that was taken.
    pub fn each_of<T>(
        &self,
        row: &Row<'t>,
        wants: &str,
        found: &mut Found,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut list = Vec::new();
        for item in self.items(row).iter().filter(|item| !item.value().is_empty()) {
            match item.value().as_text().and_then(|text| read(&text)) {
                Some(value) => list.push(value),
                None => found.push(self.wrong(item, wants)),
            }
        }
        list
    }

    /// Takes a map, as rows of its own.
    pub fn map(&mut self, key: &'static str, found: &mut Found) -> Option<Rows<'t>> {
        let row = self.take(key)?;
        let inner = self.open(&row);
        if inner.is_none() {
            found.push(self.wrong(&row, "keys and values"));
        }
        inner
    }

    /// The rows of a map that a row holds.
    pub fn open(&self, row: &Row<'t>) -> Option<Rows<'t>> {
        let Field::Map(pairs) = row.value() else { return None };
        let mut spots = spots::of_keys(self.sheet.text, row.spot.inner.clone());
        let rows = pairs.iter().map(|(key, value)| {
            let spot = spots.remove(&**key).unwrap_or_else(|| row.spot.clone());
            Row {
                entry: Entry { key: Cow::Owned(key.to_string()), value: value.clone(), line: spot.line.clone() },
                spot,
            }
        });
        let rows = rows.collect();
        let name = if self.name.is_empty() { row.key().to_owned() } else { format!("{}.{}", self.name, row.key()) };
        Some(Rows { sheet: self.sheet.clone(), name, rows, known: Vec::new() })
    }

    /// The items of a list that a row holds; anything else is a list of itself.
    pub fn items(&self, row: &Row<'t>) -> Vec<Row<'t>> {
        let item = |value: &Field, spot: Spot| Row {
            entry: Entry { key: row.entry.key.clone(), value: value.clone(), line: spot.line.clone() },
            spot,
        };
        let Field::List(values) = row.value() else {
            return vec![item(row.value(), row.spot.clone())];
        };
        match spots::of_items(self.sheet.text, row.spot.inner.clone(), values.len()) {
            Some(spots) => values.iter().zip(spots).map(|(value, spot)| item(value, spot)).collect(),
            None => values.iter().map(|value| item(value, row.spot.clone())).collect(),
        }
    }

    /// A row's text on one line.
    pub fn text_of(&self, row: &Row<'t>, wants: &str, found: &mut Found) -> Option<String> {
        let text = self.sheet.text_of(&row.entry);
        if text.is_none() {
            found.push(self.wrong(row, wants));
        }
        text.map(String::from)
    }

    /// What a row's word means.
    pub fn word_of<T: Copy>(&self, row: &Row<'t>, words: &[(&'static str, T)], found: &mut Found) -> Option<T> {
        let given = row.value().as_text().unwrap_or_default();
        let same = |word: &str| match row.value().as_bool() {
            Some(on) => word == if on { "on" } else { "off" },
            None => same_key(word, &given),
        };
        let meant = words.iter().find(|(word, _)| same(word)).map(|(_, meant)| *meant);
        if meant.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let fault = self.wrong(row, &one_of(&all));
            let near = nearest(&given, all.iter().copied());
            found.push(match near {
                Some(near) => fault.help(format!("did you mean `{near}`? it should be {}", one_of(&all))),
                None => fault,
            });
        }
        meant
    }

    /// Where a row stands.
    pub fn place(&self, row: &Row<'t>) -> Place {
        self.sheet.wrong(&row.entry, "").place
    }

    /// The fault that a row holds something else than it should.
    pub fn wrong(&self, row: &Row<'t>, wants: &str) -> Diagnostic {
        let fault = self.sheet.wrong(&row.entry, wants);
        // `colour: #a8071a` looks right to whoever wrote it, but YAML reads a comment.
        let cut = row.value().is_empty() && self.sheet.text[row.spot.inner.clone()].trim_start().starts_with('#');
        if cut {
            fault.help("what follows a `#` is a comment in YAML: put the value in quotation marks")
        } else {
            fault
        }
    }

    /// The fault that a key of a map of names isn't one of these.
    pub fn unknown<'k>(&self, row: &Row<'t>, known: impl IntoIterator<Item = &'k str>) -> Diagnostic {
        let fault = self.sheet.unknown(&row.entry, Code::SettingUnknown, known);
        match self.name.as_str() {
            "" => fault.says(format!("`{}` is no setting", row.key())),
            name => fault.says(format!("`{}` is no setting of `{name}`", row.key())),
        }
    }

    /// Takes a colour: `#rgb` or `#rrggbb`, in lower case, or with `names` a name of the theme's palette.
    pub fn colour(&mut self, key: &'static str, names: bool, found: &mut Found) -> Option<String> {
        let row = self.take_even_empty(key)?;
        self.colour_of(&row, names, found)
    }

    /// The colour that a row holds; see [`Rows::colour`].
    pub fn colour_of(&self, row: &Row<'t>, names: bool, found: &mut Found) -> Option<String> {
        let text = row.value().as_text().unwrap_or_default().to_lowercase();
        let digits = text.strip_prefix('#').unwrap_or("");
        let hex = matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let name =
            names && !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_'));
        if hex || name {
            return Some(text);
        }
        let lost = row.value().is_empty() && !self.sheet.text[row.spot.inner.clone()].trim_start().starts_with('#');
        if !lost {
            let or = if names { ", or a name of the theme's colours" } else { "" };
            found.push(self.wrong(row, &format!("a colour such as \"#a8071a\" or \"#a01\", in quotation marks{or}")));
        }
        None
    }

    /// Tells every row that nobody asked for. `meant` names settings for words of other tools.
    pub fn close(self, meant: &[(&str, &'static str)], found: &mut Found) {
        for row in &self.rows {
            let fault = self.unknown(row, self.known.iter().copied());
            let other = meant.iter().find(|(word, _)| same_key(word, row.key())).map(|(_, known)| *known);
            found.push(match other {
                Some(known) => fault.help(format!("did you mean `{known}`?")),
                None if fault.help.is_none() && self.known.len() <= 16 => {
                    fault.help(format!("known are {}", listed(&self.known, "and")))
                }
                None => fault,
            });
        }
    }
}

/// `` `a`, `b` or `c` ``.
pub fn one_of(words: &[&str]) -> String {
    listed(words, "or")
}

fn listed(words: &[&str], joint: &str) -> String {
    let mut out = String::new();
    for (n, word) in words.iter().enumerate() {
        match words.len() - n {
            _ if n == 0 => {}
            1 => out.push_str(&format!(" {joint} ")),
            _ => out.push_str(", "),
        }
        out.push_str(&format!("`{word}`"));
    }
    out
}
