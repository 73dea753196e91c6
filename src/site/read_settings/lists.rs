//! `lists` and `data`: what templates get by name.

use super::rows::{Row, Rows};
use crate::base::{Found, Kind};
use crate::site::Settings;
use crate::theme::{ListSpec, SectionOf};

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    if let Some(mut lists) = rows.map("lists", found) {
        settings.lists = lists.take_all().into_iter().filter_map(|row| list(&lists, &row, found)).collect();
    }
    let name = |text: &str| {
        let name = text.trim().trim_start_matches("data/");
        (!name.is_empty()).then(|| name.to_owned())
    };
    if let Some(data) = rows.each("data", "the name of a file in `data/`, without its ending", found, name) {
        settings.data = data;
    }
}

fn list<'t>(rows: &Rows<'t>, row: &Row<'t>, found: &mut Found) -> Option<ListSpec> {
    let mut list = ListSpec { name: row.key().to_owned(), limit: 5, ..ListSpec::default() };
    let Some(mut conditions) = rows.open(row) else {
        if row.value().is_empty() {
            return Some(list);
        }
        found.push(rows.wrong(row, "conditions such as `{ section: world, limit: 5 }`"));
        return None;
    };
    let text = |text: &str| Some(text.to_owned());
    if let Some(on) = conditions.each("on", "the name of a template, without `.html`", found, text) {
        list.on = on.iter().map(|name| name.trim_end_matches(".html").to_owned()).collect();
    }
    list.section = conditions.text("section", found).map(|section| match section.as_str() {
        "same" => SectionOf::Same,
        path => SectionOf::Path(path.trim_matches('/').to_owned()),
    });
    list.tag = conditions.text("tag", found);
    list.series = conditions.text("series", found);
    if let Some(row) = conditions.take("kinds") {
        let words: Vec<(&str, Kind)> = Kind::ALL.iter().map(|kind| (kind.as_str(), *kind)).collect();
        let items = conditions.items(&row);
        list.kinds = items.iter().filter_map(|item| conditions.word_of(item, &words, found)).collect();
    }
    list.before_self = conditions.word("before", &[("self", true)], found).unwrap_or(false);
    if let Some(limit) = conditions.number("limit", 1..=200, found) {
        list.limit = limit as usize;
    }
    if let Some(not) = conditions.each("not", "`related`, or the name of a list", found, text) {
        list.not = not;
    }
    conditions.close(&[("kind", "kinds"), ("size", "limit"), ("template", "on")], found);
    Some(list)
}
