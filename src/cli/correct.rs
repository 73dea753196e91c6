//! `dateline correct`: writes a correction into an article's front matter, changes nothing else in the file.
//!
//! In: a file, what is to be said. Out: the same file, byte for byte but for the new entry. Never here:
//! a file written anew from what was read of it; a change of the text. After the edit the front matter is
//! read again, and if anything but one more correction has come of it, nothing is written.

mod written;

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::Value;

use super::{
    args::Format,
    exit::{Exit, Stop},
    overwrite::overwrite,
    publish::{
        head::{Entry, Head},
        open, stamp, zone,
    },
    surroundings::Surroundings,
    voice::Voice,
};
use crate::{
    base::{Moment, SiteZone, SourcePath},
    matter::dates::read_date,
};

const EXAMPLES: &str = "\
Examples:
  dateline correct content/town/2026/ferry-returns.md \"The price is *six* million, not nine.\"
  dateline correct FILE \"The board has since said that it meant both boats.\" --kind clarification --prominent

Correct the text of the story by hand; the command only says what was wrong. Its time is the present minute in
the site's time zone. Front matter may be YAML, TOML or JSON; a file without any gets some.";

/// Write a correction into an article's front matter.
///
/// Changes nothing else in the file.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The article's file
    pub file: PathBuf,
    /// What readers are told; Markdown for emphasis and links
    pub text: String,
    /// What sort of correction it is
    #[arg(long, value_enum, default_value_t)]
    pub kind: Kind,
    /// Show it above the text, not below
    #[arg(long)]
    pub prominent: bool,
    /// When it was made: a date, or a time in the site's zone [default: now]
    #[arg(long, value_name = "TIME")]
    pub date: Option<String>,
}

/// What sort of correction it is.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Kind {
    /// Something was wrong
    #[default]
    Correction,
    /// Something could be misread
    Clarification,
    /// Something has come since
    Update,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Correction => "correction",
            Kind::Clarification => "clarification",
            Kind::Update => "update",
        }
    }
}

/// A correction that is to be written.
#[derive(Clone, Debug)]
pub(super) struct Item {
    date: String,
    kind: Kind,
    text: String,
    prominent: bool,
}

/// Writes the correction into the file.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    let (path, source, text) = open(&args.file)?;
    let said = args.text.trim();
    if said.is_empty() {
        return Err(Stop::Misuse("the correction has no text: say what was wrong".to_owned()));
    }
    let zone = zone(&path, around)?;
    let date = match &args.date {
        Some(date) => given(date, &zone)?,
        None => stamp(Moment::at(around.now, &zone)),
    };
    let item = Item { date, kind: args.kind, text: said.to_owned(), prominent: args.prominent };
    let (corrected, renumbers) = correct(&text, &source, &item)?;
    overwrite(&path, &corrected)?;
    match voice.format {
        Format::Text => voice.note(&told(&item, &source, renumbers)),
        Format::Json => {
            let done = serde_json::json!({
                "type": "corrected",
                "file": source.as_str(),
                "date": item.date,
                "kind": item.kind.word(),
                "text": item.text,
                "prominent": item.prominent,
                "renumbers": renumbers,
            });
            voice.stdout(&format!("{done}\n"))?;
        }
    }
    Ok(Exit::Done)
}

/// The time that was typed, as it is written: with the site's offset, or as a bare date.
fn given(text: &str, zone: &SiteZone) -> Result<String, Stop> {
    let wrong = |why: &str| Stop::Misuse(format!("`--date {text}`: {why}"));
    let dated = read_date(text, zone).map_err(wrong)?;
    match dated.doubt {
        None => Ok(dated.moment.iso()),
        Some(_) => Err(wrong("the clocks change then: write the offset too, as in 2026-11-23T08:05+02:00")),
    }
}

fn told(item: &Item, source: &SourcePath, renumbers: bool) -> String {
    let above = if item.prominent { ", shown above the text" } else { "" };
    let mut told = format!("Wrote into {source} a {}, dated {}{above}: {}", item.kind.word(), item.date, item.text);
    if renumbers {
        told.push_str(
            "\nIt is older than one that is there: links to #correction-N of the later ones now meet another",
        );
    }
    told
}

/// The file's text with the correction, and whether older addresses of corrections now mean others.
fn correct(text: &str, source: &SourcePath, item: &Item) -> Result<(String, bool), Stop> {
    let before = Head::read(text, source)?;
    let mut there = before.entries.iter().enumerate().filter(|(_, entry)| is_corrections(entry));
    let (first, second) = (there.next(), there.next());
    let candidates = match (first, second) {
        (_, Some(_)) => Vec::new(),
        (Some((n, entry)), None) if entry.is_empty() => written::filled(text, &before, n, item),
        (Some((n, _)), None) => written::appended(text, &before, n, item),
        (None, None) => vec![written::begun(text, &before, item)],
    };
    let old = first.map(|(_, entry)| listed(entry)).unwrap_or_default();
    let mut sound = candidates.into_iter().filter(|new| is_sound(text, &before, new, source, old, item));
    let corrected = sound.next().ok_or_else(|| entangled(source, &before, item))?;
    let renumbers = old.iter().filter_map(|old| day(old)).any(|day| day > &item.date[..10]);
    Ok((corrected, renumbers))
}

fn is_corrections(entry: &Entry) -> bool {
    entry.key == "corrections"
}

/// The corrections that are there; what isn't a list has none that could be added to.
fn listed(entry: &Entry) -> &[Value] {
    entry.meaning.as_array().map_or(&[], Vec::as_slice)
}

/// The day of a correction; TOML's own dates come wrapped in a map of one.
fn day(item: &Value) -> Option<&str> {
    let date = item.get("date")?;
    let text = date.as_str().or_else(|| date.as_object()?.values().next()?.as_str())?;
    text.get(..10)
}

/// Whether `new` differs from `text` by this one correction only.
fn is_sound(text: &str, before: &Head, new: &str, source: &SourcePath, old: &[Value], item: &Item) -> bool {
    let Ok(after) = Head::read(new, source) else { return false };
    let others = |head: &Head| -> Vec<(String, Value)> {
        let others = head.entries.iter().filter(|entry| !is_corrections(entry));
        others.map(|entry| (entry.key.clone(), entry.meaning.clone())).collect()
    };
    let mut lists = after.entries.iter().filter(|entry| is_corrections(entry));
    let (Some(list), None) = (lists.next(), lists.next()) else { return false };
    let Some((last, rest)) = listed(list).split_last() else { return false };
    let is_it = last.get("text").and_then(Value::as_str) == Some(item.text.as_str())
        && last.get("kind").and_then(Value::as_str) == Some(item.kind.word())
        && last.get("prominent").and_then(Value::as_bool).unwrap_or(false) == item.prominent
        && day(last) == item.date.get(..10);
    let body = if before.end == 0 || before.inside.is_empty() && before.end == before.inside.start {
        new[after.end..].trim_start_matches(['\r', '\n']) == text[before.end..].trim_start_matches(['\r', '\n'])
    } else {
        new[after.end..] == text[before.end..]
    };
    is_it && rest == old && others(before) == others(&after) && body
}

fn entangled(source: &SourcePath, head: &Head, item: &Item) -> Stop {
    Stop::refused(
        format!("{source}: dateline can't add to the `corrections` of this front matter without changing more"),
        format!("add this by hand to the list `corrections`\n{}", written::by_hand(head, item)),
    )
}

#[cfg(test)]
mod tests;
