//! `dateline publish`: stamps the date, takes the draft mark off, changes nothing else in the file.
//!
//! In: a file. Out: the same file, byte for byte but for the date and the mark. Never here: a file
//! written anew from what was read of it. After each edit the front matter is read again, and if
//! anything but the date and the mark has changed, nothing is written.

pub(super) mod head;
mod json;
mod toml;
mod yaml;

use std::{
    fs,
    path::{Path, PathBuf},
};

use head::{Entry, Head};
use jiff::civil::Date;

use super::{
    args::Format,
    exit::{Exit, Stop},
    overwrite::overwrite,
    site_folder::{SiteFolder, root_above},
    surroundings::Surroundings,
    voice::Voice,
};
use crate::base::{Code, Diagnostic, Failure, Moment, Place, SiteZone, SourcePath};

const EXAMPLES: &str = "\
Example:
  dateline publish content/town/2026/ferry-returns.md

The date is the present minute in the site's time zone. A date that is there already is kept.
Front matter may be YAML, TOML or JSON; a file without any gets some.";

/// Stamp an article's date and take its draft mark off.
///
/// Changes nothing else in the file.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The article's file
    pub file: PathBuf,
}

/// What is done to an article.
#[derive(PartialEq, Eq, Debug)]
struct Published {
    /// The file's new text.
    text: String,
    /// The date that was written; `None` where one was kept.
    stamped: Option<String>,
    /// The date that was kept.
    kept: Option<String>,
    /// Whether a draft mark was taken off.
    unmarked: bool,
}

/// Publishes the file.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    let (path, source, text) = open(&args.file)?;
    let zone = zone(&path, around)?;
    let published = publish(&text, &source, Moment::at(around.now, &zone))?;
    if published.text != text {
        overwrite(&path, &published.text)?;
    }
    match voice.format {
        Format::Text => voice.note(&told(&published, &source)),
        Format::Json => {
            let done = serde_json::json!({
                "type": "published",
                "file": source.as_str(),
                "stamped": published.stamped,
                "kept": published.kept,
                "unmarked": published.unmarked,
            });
            voice.stdout(&format!("{done}\n"))?;
        }
    }
    Ok(Exit::Done)
}

/// The article that is meant: where it lies, what diagnostics call it, and its text.
pub(super) fn open(file: &Path) -> Result<(PathBuf, SourcePath, String), Stop> {
    let path = article(file)?;
    let source = SourcePath::new(path.to_string_lossy());
    let bytes = fs::read(&path).map_err(Failure::when("read", &path))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let fault = Diagnostic::new(Code::NotUtf8, Place::file(&source)).says("the file isn't UTF-8");
        Stop::Faults(vec![fault.help("save it as UTF-8")])
    })?;
    Ok((path, source, text))
}

/// The file that is meant; a bundle's folder means its `index.md`.
fn article(file: &Path) -> Result<PathBuf, Stop> {
    let path = if file.is_dir() { file.join("index.md") } else { file.to_owned() };
    if !path.exists() {
        return Err(Stop::Misuse(format!("there is no file `{}`", path.display())));
    }
    let is_markdown = |end: &std::ffi::OsStr| end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown");
    if !path.extension().is_some_and(is_markdown) {
        return Err(Stop::Misuse(format!("`{}` isn't an article: its name doesn't end in .md", path.display())));
    }
    Ok(path)
}

/// The zone of the site that the file belongs to; UTC where it belongs to none.
pub(super) fn zone(path: &Path, around: &Surroundings) -> Result<SiteZone, Stop> {
    let absolute = around.folder.join(path);
    match absolute.parent().and_then(root_above) {
        Some(root) => Ok(SiteFolder::read(root)?.zone),
        None => Ok(SiteZone::named("UTC").expect("the zone data that the program carries has UTC")),
    }
}

fn told(published: &Published, source: &SourcePath) -> String {
    let mark = if published.unmarked { "" } else { "; it had no draft mark" };
    match (&published.stamped, &published.kept) {
        (Some(stamped), _) => format!("Published {source}, dated {stamped}{mark}"),
        (None, Some(kept)) => format!("Published {source}; it keeps its date, {kept}{mark}"),
        (None, None) => format!("Published {source}{mark}"),
    }
}

/// The file's text as it is when the article is published `now`.
fn publish(text: &str, source: &SourcePath, now: Moment) -> Result<Published, Stop> {
    let minute = stamp(now);
    let before = Head::read(text, source)?;
    let mut published =
        Published { text: text.to_owned(), stamped: None, kept: kept(&before, source, now), unmarked: false };
    if published.kept.is_none() {
        published.text = dated(text, &before, &minute);
        published.stamped = Some(minute);
        published.unmarked = before.entries.iter().any(Entry::is_mark);
    }
    loop {
        let head = Head::read(&published.text, source)?;
        let Some(mark) = head.entries.iter().position(Entry::is_mark) else { break };
        published.text = head.without(&published.text, mark);
        published.unmarked = true;
    }
    let after = Head::read(&published.text, source)?;
    let is_same = before.others().eq(after.others()) && published.text[after.end..].ends_with(&text[before.end..]);
    if is_same { Ok(published) } else { Err(entangled(source)) }
}

/// The date that the article has already: in its front matter, or in its file's name. A name of today
/// gets the minute beside it.
fn kept(head: &Head, source: &SourcePath, now: Moment) -> Option<String> {
    let written = head.entries.iter().find(|entry| entry.is_date() && !entry.is_empty());
    if let Some(entry) = written {
        return Some(entry.shown());
    }
    let bundle = matches!(source.name(), "index.md");
    let name = if bundle { source.folder().rsplit('/').next().unwrap_or("") } else { source.name() };
    let date: Date = name.get(..10).filter(|_| name[10..].starts_with(['-', '.']))?.parse().ok()?;
    (date != now.date()).then(|| date.to_string())
}

/// The text with the date: in the place of an empty one, else in the draft mark's, else under the
/// title, else first.
fn dated(text: &str, head: &Head, minute: &str) -> String {
    let entries = || head.entries.iter().enumerate();
    if let Some((n, _)) = entries().find(|(_, entry)| entry.is_date()) {
        return head.filled(text, n, minute);
    }
    if let Some((n, _)) = entries().find(|(_, entry)| entry.is_mark()) {
        return head.replaced(text, n, minute);
    }
    let title = entries().find(|(_, entry)| matches!(entry.key.as_str(), "title" | "headline") && entry.one_line);
    head.with_date(text, title.map(|(n, _)| n), minute)
}

/// RFC 3339 to the minute: seconds are noughts.
pub(super) fn stamp(now: Moment) -> String {
    let mut text = now.rfc3339();
    text.replace_range(17..19, "00");
    text
}

fn entangled(source: &SourcePath) -> Stop {
    Stop::refused(
        format!(
            "{source}: dateline can't change this front matter without changing more than the date and the draft mark"
        ),
        "write the date and take the draft mark off by hand",
    )
}

#[cfg(test)]
mod tests;
