//! Keys and values as they were read, each with its place, and what a value means.
//!
//! In: what YAML, TOML or JSON held. Out: typed values, and a fault with its place for each value
//! that can't be what its key asks for. Never here: the names of an article's fields.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use super::{Field, dates};
use crate::base::{Code, Diagnostic, Found, Moment, Place, SiteZone, SourcePath};

/// Which codes the faults of a file bear.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Codes {
    /// It can't be read at all.
    pub unreadable: Code,
    /// A value can't be what its key asks for.
    pub wrong: Code,
}

impl Codes {
    /// Front matter.
    pub const MATTER: Codes = Codes { unreadable: Code::FrontMatterUnreadable, wrong: Code::FieldWrong };
    /// site.yaml and `_front.yaml`.
    pub const SETTINGS: Codes = Codes { unreadable: Code::SettingWrong, wrong: Code::SettingWrong };
    /// theme.yaml.
    pub const THEME: Codes = Codes { unreadable: Code::ThemeBroken, wrong: Code::ThemeBroken };
    /// Files of `data/`.
    pub const DATA: Codes = Codes { unreadable: Code::DataUnreadable, wrong: Code::DataUnreadable };
}

/// A key with its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry<'t> {
    /// As it was written.
    pub key: Cow<'t, str>,
    /// Its value.
    pub value: Field,
    /// The bytes of its line in the file, from the key on. Empty when the line isn't known.
    pub line: Range<usize>,
}

/// Keys and values of one file, or of one map in it, in the file's order.
#[derive(Clone, Debug)]
pub struct Fields<'t> {
    /// The file.
    pub source: &'t SourcePath,
    /// The file's whole text, which the entries' lines count from.
    pub text: &'t str,
    /// Where in the text these fields stand.
    pub part: Range<usize>,
    /// The keys and values that nobody has taken yet.
    pub entries: Vec<Entry<'t>>,
    /// The codes of its faults.
    pub codes: Codes,
}

impl<'t> Fields<'t> {
    /// No keys at all.
    pub fn empty(source: &'t SourcePath, text: &'t str, codes: Codes) -> Fields<'t> {
        Fields { source, text, part: 0..0, entries: Vec::new(), codes }
    }

    /// Takes a key out, whatever its case and with `-` and `_` alike. Empty text, lists and null
    /// are as if the key weren't there.
    pub fn take(&mut self, key: &str) -> Option<Entry<'t>> {
        let at = self.entries.iter().position(|entry| same_key(&entry.key, key))?;
        Some(self.entries.remove(at)).filter(|entry| !entry.value.is_empty())
    }

    /// Takes a text; a number is taken as it was written.
    pub fn take_text(&mut self, key: &str, found: &mut Found) -> Option<Box<str>> {
        self.take_as(key, "text", found, |fields, entry| fields.text_of(entry))
    }

    /// Takes `true` or `false`; `yes`, `no`, `on` and `off` will do.
    pub fn take_bool(&mut self, key: &str, found: &mut Found) -> Option<bool> {
        self.take_as(key, "`true` or `false`", found, |_, entry| entry.value.as_bool())
    }

    /// Takes a whole number.
    pub fn take_int(&mut self, key: &str, found: &mut Found) -> Option<i64> {
        self.take_as(key, "a whole number", found, |_, entry| entry.value.as_int())
    }

    /// Takes a list of texts; a text alone is a list of one.
    pub fn take_texts(&mut self, key: &str, found: &mut Found) -> Option<Vec<Box<str>>> {
        self.take_as(key, "a list of texts", found, |_, entry| entry.value.as_texts())
    }

    /// Takes a date or a time.
    pub fn take_moment(&mut self, key: &str, zone: &SiteZone, found: &mut Found) -> Option<Moment> {
        let entry = self.take(key)?;
        self.date(&entry, &entry.value, zone, found).map(|dated| dated.moment)
    }

    /// Takes a map, as fields of its own.
    pub fn take_fields(&mut self, key: &str, found: &mut Found) -> Option<Fields<'t>> {
        let entry = self.take(key)?;
        let inner = self.inside(&entry);
        if inner.is_none() {
            found.push(self.wrong(&entry, "keys and values"));
        }
        inner
    }

    fn take_as<T>(
        &mut self,
        key: &str,
        wants: &str,
        found: &mut Found,
        read: impl Fn(&Self, &Entry<'t>) -> Option<T>,
    ) -> Option<T> {
        let entry = self.take(key)?;
        let value = read(self, &entry);
        if value.is_none() {
            found.push(self.wrong(&entry, wants));
        }
        value
    }

    /// The text of an entry on one line, numbers and the like as they were written.
    pub fn text_of(&self, entry: &Entry<'_>) -> Option<Box<str>> {
        match &entry.value {
            Field::Integer(_) | Field::Float(_) | Field::Bool(_) => {
                let row = self.text.get(entry.line.clone()).unwrap_or("");
                let raw =
                    row.get(entry.key.len()..).and_then(|row| row.trim_start().strip_prefix(':')).unwrap_or("").trim();
                let plain = !raw.is_empty() && !raw.contains(['#', '"', '\'', '&', '*', '!', ',', '}']);
                if plain { Some(raw.into()) } else { entry.value.as_text().map(|text| one_line(&text)) }
            }
            Field::Null | Field::Text(_) | Field::List(_) | Field::Map(_) => {
                entry.value.as_text().map(|text| one_line(&text))
            }
        }
    }

    /// Reads a date out of an entry, or out of a value inside it; faults and doubts are told.
    pub fn date(&self, entry: &Entry<'_>, value: &Field, zone: &SiteZone, found: &mut Found) -> Option<dates::Dated> {
        let text = value.as_text().unwrap_or_default();
        let place = || self.place_of(entry, &text);
        match dates::read_date(&text, zone) {
            Err(help) => {
                let message = match value {
                    Field::List(_) | Field::Map(_) => {
                        format!("`{}` holds {} in place of a date", entry.key, value.what())
                    }
                    _ => format!("`{}` is no date that can be read: {}", entry.key, short(&text)),
                };
                found.push(Diagnostic::new(Code::DateUnreadable, place()).says(message).help(help));
                None
            }
            Ok(dated) => {
                if let Some(doubt) = dated.doubt {
                    let (how, taken) = match doubt {
                        dates::Doubt::Skipped => {
                            ("the clocks of the site's zone skip that time", "the first instant after it")
                        }
                        dates::Doubt::Repeated => {
                            ("the clocks of the site's zone show that time twice", "the earlier of the two")
                        }
                    };
                    let fault = Diagnostic::new(Code::DateAmbiguous, place());
                    let help = format!("it is read as {}; write the offset to say which you mean", dated.moment.iso());
                    found.push(fault.says(format!("`{}`: {how}; {taken} counts", entry.key)).help(help));
                }
                Some(dated)
            }
        }
    }

    /// The fields of an entry that holds a map.
    pub fn inside(&self, entry: &Entry<'_>) -> Option<Fields<'t>> {
        let Field::Map(pairs) = &entry.value else { return None };
        let mut cursor = Cursor::new(self.text, entry.line.end.min(self.part.end)..self.part.end, false);
        let entries = pairs.iter().map(|(key, value)| Entry {
            line: cursor.find(key).unwrap_or(entry.line.clone()),
            key: Cow::Owned(key.to_string()),
            value: value.clone(),
        });
        let entries = entries.collect();
        Some(Fields {
            entries,
            source: self.source,
            text: self.text,
            part: entry.line.start..self.part.end,
            codes: self.codes,
        })
    }

    /// Where an entry stands.
    pub fn place(&self, entry: &Entry<'_>) -> Place {
        self.place_at(&entry.line)
    }

    /// Where a text inside an entry's value stands; the entry's line when it can't be found as written.
    pub fn place_of(&self, entry: &Entry<'_>, value: &str) -> Place {
        let rest = self.text.get(entry.line.start..self.part.end.max(entry.line.end)).unwrap_or("");
        match memchr::memmem::find(rest.as_bytes(), value.as_bytes()) {
            Some(at) if !value.is_empty() && !entry.line.is_empty() => {
                let start = entry.line.start + at;
                Place::of(self.source, self.text, start..start + value.len())
            }
            Some(_) | None => self.place(entry),
        }
    }

    fn place_at(&self, line: &Range<usize>) -> Place {
        if line.is_empty() { Place::file(self.source) } else { Place::of(self.source, self.text, line.clone()) }
    }

    /// The fault that an entry holds something else than it should.
    pub fn wrong(&self, entry: &Entry<'_>, wants: &str) -> Diagnostic {
        let fault = Diagnostic::new(self.codes.wrong, self.place(entry));
        fault.says(format!("`{}` holds {}", entry.key, entry.value.what())).help(format!("it should be {wants}"))
    }

    /// The warning that two names of one field are given, of which `counts` counts.
    pub(crate) fn second_name(&self, counts: &Entry<'_>, idle: &Entry<'_>, name: &str) -> Diagnostic {
        Diagnostic::new(Code::FieldTwice, self.place(idle))
            .says(format!("`{name}` and `{}` are two names of one field; `{name}` counts", idle.key))
            .also(self.place(counts), "this one counts")
            .help(format!("delete `{}`", idle.key))
    }

    /// The fault that nobody knows an entry's key, with the known one that it may be meant for.
    pub fn unknown<'k>(&self, entry: &Entry<'_>, code: Code, known: impl IntoIterator<Item = &'k str>) -> Diagnostic {
        let fault = Diagnostic::new(code, self.place(entry)).says(format!("`{}` isn't known", entry.key));
        match nearest(&entry.key, known) {
            Some(word) => fault.help(format!("did you mean `{word}`?")),
            None => fault,
        }
    }

    /// Drops all but the last of each key, and says so.
    pub fn drop_repeats(&mut self, found: &mut Found) {
        let entries = &self.entries;
        let repeated = |n: usize| entries[..n].iter().any(|entry| same_key(&entry.key, &entries[n].key));
        if entries.len() <= 32 && !(1..entries.len()).any(repeated) {
            return;
        }
        let mut last = BTreeMap::new();
        for (n, entry) in entries.iter().enumerate() {
            last.insert(entry.key.to_ascii_lowercase().replace('_', "-"), n);
        }
        let last_of = |entry: &Entry<'_>| last[&entry.key.to_ascii_lowercase().replace('_', "-")];
        let idle: Vec<bool> = entries.iter().enumerate().map(|(n, entry)| last_of(entry) != n).collect();
        // A file with many of them has one fault, not a thousand.
        for (entry, _) in entries.iter().zip(&idle).filter(|(_, idle)| **idle).take(MANY) {
            found.push(key_twice(&entry.key, self.place(&entries[last_of(entry)]), self.place(entry)));
        }
        let mut idle = idle.into_iter();
        self.entries.retain(|_| idle.next() != Some(true));
    }
}

/// So many faults of one sort are told of one file.
pub(crate) const MANY: usize = 20;

/// The warning that a key is written twice.
pub(crate) fn key_twice(key: &str, last: Place, first: Place) -> Diagnostic {
    Diagnostic::new(Code::KeyTwice, last)
        .says(format!("`{key}` is written twice; this one counts"))
        .also(first, "also written here")
        .help("delete the one that isn't meant")
}

/// Finds the lines of keys, one after the other.
pub(crate) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// Only keys that stand at the margin.
    margin: bool,
}

impl<'t> Cursor<'t> {
    pub(crate) fn new(text: &'t str, part: Range<usize>, margin: bool) -> Self {
        Cursor { text, at: part.start, end: part.end, margin }
    }

    /// The next line that begins with that key (perhaps after `- `, perhaps quoted), from the key on.
    /// Stays where it is when there is none.
    pub(crate) fn find(&mut self, key: &str) -> Option<Range<usize>> {
        let mut at = self.at;
        while at < self.end {
            let end = self.text[at..self.end].find('\n').map_or(self.end, |n| at + n);
            let row = &self.text[at..end];
            let bare = if self.margin { row } else { row.trim_start_matches([' ', '-', '\t', '{']) };
            if begins_with_key(bare, key) {
                self.at = (end + 1).min(self.end);
                let start = end - bare.len();
                return Some(start..start + bare.trim_end().len());
            }
            at = end + 1;
        }
        None
    }
}

fn begins_with_key(row: &str, key: &str) -> bool {
    let rest = match row.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.strip_prefix(key).and_then(|rest| rest.strip_prefix(['"', '\''])),
        None => row.strip_prefix(key),
    };
    rest.is_some_and(|rest| rest.trim_start().starts_with([':', '=']))
}

/// Whether two keys are the same whatever their case and with `-` and `_` alike.
pub fn same_key(a: &str, b: &str) -> bool {
    let fold = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    a.len() == b.len() && a.bytes().zip(b.bytes()).all(|(a, b)| fold(a) == fold(b))
}

/// The value of the first of `keys` that a map has and that isn't empty.
pub fn value_of<'f>(map: &'f [(Box<str>, Field)], keys: &[&str]) -> Option<&'f Field> {
    let of = |key: &&str| map.iter().rev().find(|(name, value)| same_key(name, key) && !value.is_empty());
    keys.iter().find_map(of).map(|(_, value)| value)
}

/// The known word that `word` may be meant for: at most a third of its letters wrong, missing, too many or swapped.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word: Vec<char> = word.chars().take(64).flat_map(char::to_lowercase).collect();
    let near = known.into_iter().map(|name| (distance(&word, name), name));
    near.filter(|(far, name)| *far <= (name.chars().count().max(word.len()) / 3).max(1)).min().map(|(_, name)| name)
}

/// Letters to change, add, take away or swap with their neighbour (optimal string alignment).
fn distance(word: &[char], name: &str) -> usize {
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    let mut rows: [Vec<usize>; 3] = [Vec::new(), Vec::new(), (0..=name.len()).collect()];
    for (i, a) in word.iter().enumerate() {
        rows.rotate_left(1);
        let [before, above, row] = &mut rows;
        row.clear();
        row.push(i + 1);
        for (j, b) in name.iter().enumerate() {
            let changed = above[j] + usize::from(a != b);
            let mut least = changed.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == name[j - 1] && word[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
    }
    rows[2][name.len()]
}

/// A text on one line: runs of white space become one space, and what no page, feed or record may hold is dropped.
pub(crate) fn one_line(text: &str) -> Box<str> {
    if text.contains(is_forbidden) {
        return one_line(&text.replace(is_forbidden, ""));
    }
    let text = text.trim();
    let mut last = b'x';
    let runs = text.bytes().any(|byte| {
        let run = matches!(byte, b'\n' | b'\r' | b'\t') || (byte == b' ' && last == b' ');
        last = byte;
        run
    });
    if !runs {
        return text.into();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// Controls that aren't white space, and what is no character at all (XML 1.0 §2.2, HTML §13.1.4).
fn is_forbidden(c: char) -> bool {
    c.is_control() && !c.is_whitespace() || matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// A text in quotation marks, cut to a readable length.
pub(crate) fn short(text: &str) -> String {
    let mut shown: String = text.chars().take(60).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("“{}”", one_line(&shown))
}

impl Field {
    /// Null, empty text, an empty list or map, or a list of such: as if the key weren't there.
    pub fn is_empty(&self) -> bool {
        match self {
            Field::Null => true,
            Field::Bool(_) | Field::Integer(_) | Field::Float(_) => false,
            Field::Text(text) => text.trim().is_empty(),
            Field::List(items) => items.iter().all(Field::is_empty),
            Field::Map(pairs) => pairs.is_empty(),
        }
    }

    /// As text, trimmed: a text, a number, `true` or `false`.
    pub fn as_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Field::Text(text) => Some(Cow::Borrowed(text.trim())),
            Field::Bool(yes) => Some(Cow::Borrowed(if *yes { "true" } else { "false" })),
            Field::Integer(number) => Some(Cow::Owned(number.to_string())),
            Field::Float(number) => Some(Cow::Owned(number.to_string())),
            Field::Null | Field::List(_) | Field::Map(_) => None,
        }
    }

    /// As `true` or `false`; YAML 1.1's other words for them will do.
    pub fn as_bool(&self) -> Option<bool> {
        let Field::Text(text) = self else {
            return if let Field::Bool(yes) = self { Some(*yes) } else { None };
        };
        let is = |words: [&str; 3]| words.iter().any(|word| text.trim().eq_ignore_ascii_case(word));
        if is(["true", "yes", "on"]) {
            Some(true)
        } else if is(["false", "no", "off"]) {
            Some(false)
        } else {
            None
        }
    }

    /// As a whole number, perhaps in quotes.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Field::Integer(number) => Some(*number),
            Field::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => Some(*number as i64),
            Field::Text(text) => text.trim().parse().ok(),
            Field::Null | Field::Bool(_) | Field::Float(_) | Field::List(_) | Field::Map(_) => None,
        }
    }

    /// As a list of texts; a text alone is a list of one. `None` when something else is in it.
    pub fn as_texts(&self) -> Option<Vec<Box<str>>> {
        let text = |field: &Field| field.as_text().map(|text| one_line(&text));
        match self {
            Field::List(items) => items.iter().filter(|item| !item.is_empty()).map(text).collect(),
            Field::Null | Field::Bool(_) | Field::Integer(_) | Field::Float(_) | Field::Text(_) | Field::Map(_) => {
                text(self).map(|text| vec![text])
            }
        }
    }

    /// What it is, in words for a message.
    pub fn what(&self) -> String {
        match self {
            Field::Null => "nothing".to_owned(),
            Field::Bool(yes) => format!("`{yes}`"),
            Field::Integer(number) => format!("the number {number}"),
            Field::Float(number) => format!("the number {number}"),
            Field::Text(text) => format!("the text {}", short(text)),
            Field::List(_) => "a list".to_owned(),
            Field::Map(_) => "keys and values".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, distance, nearest, one_line, same_key, value_of};

    #[test]
    fn keys_are_the_same_whatever_their_case_and_joint() {
        assert!(same_key("Canonical_URL", "canonical-url"));
        assert!(!same_key("tag", "tags"));
    }

    #[test]
    fn a_slip_of_the_pen_finds_its_word() {
        let known = ["title", "timezone", "base_url", "languages", "language"];
        for (word, near) in [
            ("titel", Some("title")),
            ("TimeZone", Some("timezone")),
            ("langauges", Some("languages")),
            ("baseurl", Some("base_url")),
            ("x", None),
            ("publisher", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), near, "{word}");
        }
        assert_eq!((distance(&[], "abc"), distance(&['a', 'b'], "ba"), distance(&['é'], "e")), (3, 1, 1));
    }

    #[test]
    fn values_are_read_as_what_they_mean() {
        let text = |t: &str| Field::Text(t.into());
        assert_eq!(text("No").as_bool(), Some(false));
        assert_eq!(text("maybe").as_bool(), None);
        assert_eq!(Field::Integer(1).as_bool(), None);
        assert_eq!(text(" 7 ").as_int(), Some(7));
        assert_eq!(Field::Float(2.5).as_int(), None);
        assert_eq!(text("a\n b").as_texts(), Some(vec!["a b".into()]));
        assert_eq!(
            Field::List(vec![text("a"), Field::Null, Field::Integer(2)]).as_texts(),
            Some(vec!["a".into(), "2".into()])
        );
        assert_eq!(Field::List(vec![Field::List(vec![text("a")])]).as_texts(), None);
        assert!(Field::List(vec![Field::Null, text(" ")]).is_empty());
        assert_eq!(&*one_line(" a\r\n  b "), "a b");
        let map = [("Alt_Text".into(), text("x")), ("src".into(), Field::Null)];
        assert_eq!(value_of(&map, &["src", "alt-text"]), Some(&text("x")));
    }
}
