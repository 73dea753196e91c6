//! How addresses are made: permalinks, slugs, the pages of lists.

use super::rows::{Row, Rows, one_of};
use crate::base::{Address, Found, Slugs};
use crate::matter::fields::nearest;
use crate::site::{Pagination, Settings};

/// The parts that a permalink may have beside plain words.
const PARTS: [&str; 6] = [":section", ":year", ":month", ":day", ":slug", ":lang"];

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    if let Some(row) = rows.take("permalinks") {
        permalinks(rows, &row, settings, found);
    }
    if let Some(slugs) = rows.word("slugs", &[("unicode", Slugs::Unicode), ("ascii", Slugs::Ascii)], found) {
        settings.slugs = slugs;
    }
    let words = [("stable", Pagination::Stable), ("newest-first", Pagination::NewestFirst)];
    if let Some(pagination) = rows.word("pagination", &words, found) {
        settings.pagination = pagination;
    }
    if let Some(size) = rows.number("page_size", 1..=500, found) {
        settings.page_size = size as usize;
    }
}

/// `{article: PATTERN}`, or the pattern alone.
fn permalinks<'t>(rows: &Rows<'t>, row: &Row<'t>, settings: &mut Settings, found: &mut Found) {
    let Some(mut map) = rows.open(row) else {
        return permalink(rows, row, settings, found);
    };
    if let Some(row) = map.take("article") {
        permalink(&map, &row, settings, found);
    }
    map.close(&[("articles", "article"), ("posts", "article"), ("post", "article"), ("page", "article")], found);
}

fn permalink<'t>(rows: &Rows<'t>, row: &Row<'t>, settings: &mut Settings, found: &mut Found) {
    const WANTS: &str = "a pattern such as `/:section/:year/:month/:slug/`";
    match row.value().as_text().map(|text| pattern(&text)) {
        Some(Ok(pattern)) => settings.permalink = pattern,
        Some(Err((why, help))) => found.push(rows.wrong(row, WANTS).says(why).help(help)),
        None => found.push(rows.wrong(row, WANTS)),
    }
}

/// A pattern that is sound, with a slash at its end; or what is wrong with it, and what to do.
fn pattern(text: &str) -> Result<String, (String, String)> {
    let text = text.trim();
    let known = || format!("the parts of a permalink are {}, each between two slashes", one_of(&PARTS));
    if !text.starts_with('/') {
        return Err((format!("the permalink `{text}` doesn't begin with a slash"), format!("write `/{text}`")));
    }
    if let Some(part) = text.split('/').find(|part| part.contains(':') && !PARTS.contains(part)) {
        let help = match nearest(part, PARTS) {
            Some(near) => format!("did you mean `{near}`? {}", known()),
            None => known(),
        };
        return Err((format!("`{part}` is no part of a permalink"), help));
    }
    if !text.split('/').any(|part| part == ":slug") {
        let why = format!("the permalink `{text}` has no `:slug`, so that all articles would share an address");
        return Err((why, "end it with `/:slug/`".to_owned()));
    }
    match Address::parse(&text.replace(':', "")) {
        Ok(_) => Ok(format!("{}/", text.trim_end_matches('/'))),
        Err(why) => Err((format!("the permalink `{text}` can't be an address: {why}"), known())),
    }
}
