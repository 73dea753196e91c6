//! Where the entries of TOML front matter stand.

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::head::{Entry, Head, normal, unreadable};
use crate::{base::SourcePath, cli::exit::Stop};

/// Fills in the entries of `head`.
///
/// # Errors
/// When the TOML can't be read.
pub fn read(text: &str, head: Head, source: &SourcePath) -> Result<Head, Stop> {
    let (inside, start) = (&text[head.inside.clone()], head.inside.start);
    let wrong = |error: toml::de::Error| {
        let range = error.span().unwrap_or(0..0);
        unreadable(source, text, start + range.start..start + range.end, error.message())
    };
    let table = DeTable::parse(inside).map_err(wrong)?;
    let meanings: toml::Table = toml::from_str(inside).map_err(wrong)?;
    let mut entries: Vec<Entry> = Vec::new();
    for (key, value) in table.get_ref() {
        let meaning = meanings.get(key.get_ref().as_ref()).and_then(|value| serde_json::to_value(value).ok());
        let (name, value_at) = (key.span(), value.span());
        // A table's span is its header's; it is never edited, only compared.
        let end = if matches!(value.get_ref(), DeValue::Table(_)) { name.end } else { value_at.end };
        let core = start + name.start..start + end.max(name.end);
        entries.push(Entry {
            key: normal(key.get_ref()),
            one_line: !text[core.clone()].contains('\n'),
            core,
            value: start + value_at.start..start + value_at.end,
            meaning: meaning.unwrap_or(Value::Null),
        });
    }
    entries.sort_by_key(|entry| entry.core.start);
    Ok(Head { entries, ..head })
}
