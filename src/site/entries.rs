//! Entries of running coverage that are files of their own: `entries/2026-11-19-0850-sound-closed.md` in a bundle.
//!
//! In: a bundle's text. Out: the same text with its entries after it, as calls of `live-entry`, and where each came
//! from. Never here: what an entry means.

use super::Site;
use crate::base::{Code, Diagnostic, Found, Lang, Place, SourcePath, Stat};
use crate::matter::{dates, front_matter};

/// An entry's file and the text that it belongs to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct EntryFile {
    /// The bundle's folder and the language that its text's name bears: `content/world/storm/` and `lt`.
    owner: (Box<str>, Box<str>),
    /// The file.
    pub source: SourcePath,
}

/// Where an entry begins in the text that it was put into.
#[derive(Clone, Debug)]
pub struct Seam {
    /// The line of its call, from 1.
    line: u32,
    /// The line of its file on which its text begins, from 1.
    first: u32,
    file: SourcePath,
}

/// The text's folder, and its language where its name bears one: `index.lt.md`.
fn owner_of(source: &SourcePath) -> Option<(&str, &str)> {
    let tail = source.name().strip_prefix("index.")?;
    Some((source.folder(), tail.split_once('.').map_or("", |(tag, _)| tag)))
}

impl EntryFile {
    /// The file of an entry, in `folder/entries`; `tag` is the language that its name bears.
    pub(super) fn new(source: &SourcePath, tag: Option<&Lang>) -> EntryFile {
        let folder = source.folder().trim_end_matches("/entries").into();
        EntryFile { owner: (folder, tag.map_or("", Lang::as_str).into()), source: source.clone() }
    }

    /// Whether it belongs to that text.
    pub fn is_of(&self, source: &SourcePath) -> bool {
        owner_of(source).is_some_and(|(folder, tag)| (&*self.owner.0, &*self.owner.1) == (folder, tag))
    }
}

impl Site {
    /// The entries of a text, by their files' names.
    pub fn entries_of(&self, source: &SourcePath) -> &[EntryFile] {
        let all = &self.content.entries;
        // Nearly all sites have none, and nearly all texts.
        let Some(owner) = owner_of(source).filter(|_| !all.is_empty()) else { return &[] };
        let key = |entry: &EntryFile| (&*entry.owner.0, &*entry.owner.1).cmp(&owner);
        let start = all.partition_point(|entry| key(entry).is_lt());
        &all[start..start + all[start..].partition_point(|entry| key(entry).is_eq())]
    }

    /// What the file system says of a text's entries.
    pub fn stats_of_entries(&self, source: &SourcePath) -> Vec<Option<Stat>> {
        self.entries_of(source).iter().map(|entry| Stat::at(&self.path(&entry.source)).ok()).collect()
    }

    /// Gives what was found in a text with entries the places that it has in their files.
    pub(crate) fn place_in_entries(&self, source: &SourcePath, found: &mut [Diagnostic]) {
        if found.is_empty() || self.entries_of(source).is_empty() {
            return;
        }
        let mut bytes = self.read(source).unwrap_or_default();
        let seams = self.add_entries(source, &mut bytes, &mut Found::new());
        place_in_entries(source, &seams, found);
    }

    /// Appends a text's entries to its bytes.
    pub(crate) fn add_entries(&self, source: &SourcePath, bytes: &mut Vec<u8>, found: &mut Found) -> Vec<Seam> {
        let (mut seams, told) = (Vec::new(), found.len());
        for entry in self.entries_of(source) {
            let file = &entry.source;
            let read = match self.read(file) {
                Ok(read) => read,
                Err(error) => {
                    found.push(super::unreadable(file, &error));
                    continue;
                }
            };
            let Ok(text) = String::from_utf8(read) else {
                let fault = Diagnostic::new(Code::NotUtf8, Place::file(file)).says("the file isn't UTF-8");
                found.push(fault.help("save it again as plain text in UTF-8"));
                continue;
            };
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
            let Some(call) = call(file, text, found) else { continue };
            bytes.extend_from_slice(b"\n\n");
            let line = 1 + memchr::memchr_iter(b'\n', bytes).count() as u32;
            bytes.extend_from_slice(call.0.as_bytes());
            let body = &text[call.1..];
            let blank = body.len() - body.trim_start_matches(['\n', '\r']).len();
            let first = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..call.1 + blank]).count() as u32;
            bytes.extend_from_slice(body.trim_matches(['\n', '\r']).as_bytes());
            bytes.extend_from_slice(b"\n{% end %}\n");
            seams.push(Seam { line, first, file: file.clone() });
        }
        // The story is kept out by them, where they are errors.
        found[told..].iter_mut().for_each(|fault| fault.culprit = Some(source.clone()));
        seams
    }
}

/// Gives what was found in a text with entries the places that it has in their files.
pub(crate) fn place_in_entries(source: &SourcePath, seams: &[Seam], found: &mut [Diagnostic]) {
    if seams.is_empty() {
        return;
    }
    for fault in found {
        let more = fault.also.iter_mut().map(|(place, _)| place);
        for place in std::iter::once(&mut fault.place).chain(more).filter(|place| place.file == *source) {
            let Some(seam) = seams.iter().rev().find(|seam| seam.line <= place.line) else { continue };
            if place.line == seam.line {
                *place = Place::file(&seam.file);
            } else {
                place.line = seam.first + (place.line - seam.line - 1);
                place.file = seam.file.clone();
            }
        }
    }
}

/// The opening tag that a file's front matter and name come to, and where its text begins.
fn call(file: &SourcePath, text: &str, found: &mut Found) -> Option<(String, usize)> {
    let mut head = front_matter::read(file, text, found)?;
    let fields = &mut head.fields;
    let mut out = String::from("{% live_entry(");
    let mut push = |name: &str, value: &str| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        out.push_str(if out.ends_with('(') { "" } else { ", " });
        out.push_str(&format!("{name}=\""));
        for c in value.chars() {
            if matches!(c, '"' | '\\' | '{' | '%' | '}') {
                out.push('\\');
            }
            out.push(c);
        }
        out.push('"');
    };
    let date = fields.take_text("date", found);
    let time = fields.take_text("time", found);
    if let Some(time) = time_of(file.name(), date.as_deref(), time.as_deref()) {
        push("time", &time);
    }
    for name in ["title", "id"] {
        if let Some(value) = fields.take_text(name, found) {
            push(name, &value);
        }
    }
    let authors = ["authors", "author"].into_iter().find_map(|name| fields.take_texts(name, found));
    if let Some(authors) = authors.filter(|authors| !authors.is_empty()) {
        push("author", &authors.join(", "));
    }
    let mut switches = String::new();
    for name in ["key", "pinned", "draft"] {
        if fields.take_bool(name, found) == Some(true) {
            switches.push_str(&format!(", {name}=true"));
        }
    }
    out.push_str(if out.ends_with('(') { switches.trim_start_matches(", ") } else { &switches });
    out.push_str(") %}\n");
    Some((out, head.text_start))
}

/// When an entry was published: what its front matter says, and of day and hour what it leaves out, its name.
fn time_of(name: &str, date: Option<&str>, time: Option<&str>) -> Option<String> {
    let is_clock = |text: &str| text.len() <= 8 && text.contains(':') && !text.contains('-');
    if let Some(whole) = [time, date].into_iter().flatten().find(|text| text.len() > 10 && text.contains(':')) {
        return Some(whole.to_owned());
    }
    let (named, rest) = dates::date_of_name(name);
    let day = date.map(str::to_owned).or_else(|| named.map(|day| day.to_string()));
    let clock = time.filter(|time| is_clock(time)).map(|time| format!("{time:0>5}")).or_else(|| clock_of_name(rest));
    match (day, clock) {
        (Some(day), Some(clock)) => Some(format!("{day}T{clock}")),
        (Some(day), None) => Some(day),
        // An hour without a day is told as what it is.
        (None, _) => time.map(str::to_owned),
    }
}

/// The hour that a name begins with: `0850-sound-closed.md`.
fn clock_of_name(name: &str) -> Option<String> {
    let name = name.trim_start_matches(['-', 'T', '_']);
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let (hour, minute) = (name.get(..2)?, name.get(2..4)?);
    let is_clock = digits == 4 && hour < "24" && minute < "60";
    is_clock.then(|| format!("{hour}:{minute}"))
}

#[cfg(test)]
mod tests {
    use super::time_of;

    #[test]
    fn a_time_is_put_together_from_front_matter_and_name() {
        let of = |name, date, time| time_of(name, date, time);
        let at = Some("2026-11-19T08:50".to_owned());
        assert_eq!(of("2026-11-19-0850-sound-closed.md", None, None), at);
        assert_eq!(of("0850-sound-closed.md", Some("2026-11-19"), None), at);
        assert_eq!(of("2026-11-19-closed.md", None, Some("8:50")), at);
        assert_eq!(of("closed.md", None, Some("2026-11-19T08:50")), at);
        assert_eq!(of("closed.md", Some("2026-11-19 08:50"), None), Some("2026-11-19 08:50".into()));
        assert_eq!(of("2026-11-19-9950-closed.md", None, None), Some("2026-11-19".into()));
        assert_eq!(of("closed.md", None, None), None);
        assert_eq!(of("0850-closed.md", None, None), None);
    }
}
