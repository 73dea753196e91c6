//! Reads `_redirects` as Netlify, Cloudflare Pages and GitLab Pages do, and finds a path's rule.
//!
//! Where the hosts differ, the strictest counts, so that a preview promises nothing that one of them doesn't
//! keep: `/a` isn't `/a/`, and `/a/*` isn't `/a`.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::path::{encoded, encoded_part, is_escape, pairs};
use super::pattern::{Index, LeftOut, Scope, name_length};

/// What may be the outcome of a rule.
const STATUSES: [u16; 8] = [200, 301, 302, 303, 307, 308, 404, 410];

/// The rules of a file.
#[derive(Clone, Debug, Default)]
pub struct Redirects {
    /// Lines that have no effect here, in their order.
    pub left_out: Vec<LeftOut>,
    rules: Vec<Rule>,
    index: Index,
}

/// What a rule makes of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Where it leads, percent-encoded: a path, or for 3xx maybe an absolute URL; with query where there is one.
    pub to: String,
    /// 200 (the other file's bytes are sent), 301, 302, 303, 307, 308, 404 or 410 (its bytes, with this status).
    pub status: u16,
    /// Whether it counts even where a file is at the path (`301!`).
    pub is_forced: bool,
}

#[derive(Clone, Debug)]
struct Rule {
    to: String,
    status: u16,
    is_forced: bool,
    /// Parameters that a query must have, and no others; none: any query will do.
    query: Vec<(String, Wanted)>,
}

#[derive(Clone, Debug)]
enum Wanted {
    Text(String),
    Named(String),
}

/// What a placeholder stands for.
struct Value<'v> {
    name: &'v str,
    text: Cow<'v, str>,
    is_of_path: bool,
}

impl Redirects {
    /// Reads a file. What can't be followed here is left out, and told in `left_out`.
    pub fn parse(text: &str) -> Redirects {
        let mut redirects = Redirects::default();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let words: Vec<&str> = line.split_whitespace().take_while(|word| !word.starts_with('#')).collect();
            match words.split_first().map(|(from, rest)| read(from, rest)) {
                Some(Ok((scope, rule))) => {
                    redirects.index.add(redirects.rules.len(), scope);
                    redirects.rules.push(rule);
                }
                Some(Err(why)) => redirects.left_out.push(LeftOut { line: at + 1, why }),
                None => {}
            }
        }
        redirects
    }

    /// The first rule for a path, decoded and NFC as [`asked`](super::asked) gives it, and a query as sent.
    pub fn find(&self, path: &str, query: Option<&str>) -> Option<Hit> {
        let asked: Vec<(String, String)> = query.into_iter().flat_map(pairs).collect();
        self.index.candidates(path).into_iter().find_map(|(number, pattern)| {
            let rule = self.rules.get(number)?;
            let captures = pattern.map_or(Some(Vec::new()), |pattern| pattern.captures(path))?;
            let of_path = |(name, text)| Value { name, text: Cow::Borrowed(text), is_of_path: true };
            let mut values: Vec<Value<'_>> = captures.into_iter().map(of_path).collect();
            values.extend(rule.query_values(&asked)?);
            let to = with_query(fill(&rule.to, &values), rule.status, query);
            Some(Hit { to, status: rule.status, is_forced: rule.is_forced })
        })
    }
}

impl Rule {
    /// What the query's placeholders stand for, where the query is the one that the rule wants.
    fn query_values<'v>(&'v self, asked: &'v [(String, String)]) -> Option<Vec<Value<'v>>> {
        if self.query.is_empty() {
            return Some(Vec::new());
        }
        if !asked.iter().all(|(name, _)| self.query.iter().any(|(wanted, _)| wanted == name)) {
            return None;
        }
        let mut values = Vec::new();
        for (wanted, value) in &self.query {
            let (_, given) = asked.iter().find(|(name, _)| name == wanted)?;
            match value {
                Wanted::Text(text) if text != given => return None,
                Wanted::Text(_) => {}
                Wanted::Named(name) => values.push(Value { name, text: Cow::Borrowed(given), is_of_path: false }),
            }
        }
        Some(values)
    }
}

/// Reads a line's words: `from [name=value …] to [status[!]]`.
fn read(from: &str, rest: &[&str]) -> Result<(Scope, Rule), &'static str> {
    let scope = Scope::parse(from)?;
    if let Scope::Pattern(pattern) = &scope
        && !pattern.runs_at_end_only()
    {
        return Err("a `*` stands before the end of its path");
    }
    let at = rest.iter().position(|word| is_destination(word)).ok_or("it names no destination")?;
    let query = rest[..at].iter().map(|word| condition(word)).collect::<Result<_, _>>()?;
    let (status, is_forced) = match &rest[at + 1..] {
        [] => (301, false),
        words if words.iter().any(|word| word.contains('=')) => {
            return Err("its condition (country, language, role …) can't be known here");
        }
        [status] => read_status(status).ok_or("no host answers with its status")?,
        _ => return Err("it has more words than a rule"),
    };
    let to = tidy(rest[at]);
    if !(300..400).contains(&status) && !is_local(&to) {
        return Err("another host would have to be asked");
    }
    Ok((scope, Rule { to, status, is_forced, query }))
}

fn read_status(word: &str) -> Option<(u16, bool)> {
    let (digits, is_forced) = word.strip_suffix('!').map_or((word, false), |digits| (digits, true));
    let status = digits.parse().ok().filter(|status| STATUSES.contains(status))?;
    Some((status, is_forced))
}

fn condition(word: &str) -> Result<(String, Wanted), &'static str> {
    let (name, value) = pairs(word).next().filter(|_| word.contains('=')).ok_or("a word before its destination")?;
    let wanted = match value.strip_prefix(':') {
        Some(placeholder) if !placeholder.is_empty() && name_length(placeholder) == placeholder.len() => {
            Wanted::Named(placeholder.to_owned())
        }
        Some(_) | None => Wanted::Text(value),
    };
    Ok((name, wanted))
}

fn is_destination(word: &str) -> bool {
    word.starts_with('/') || word.starts_with("https://") || word.starts_with("http://")
}

fn is_local(to: &str) -> bool {
    to.starts_with('/') && !to.starts_with("//")
}

/// Percent-encodes what can't stand in a URL, and leaves what is encoded.
fn tidy(url: &str) -> String {
    let nfc: Cow<'_, str> = if url.is_ascii() { Cow::Borrowed(url) } else { url.nfc().collect::<String>().into() };
    let mut out = String::with_capacity(nfc.len());
    for (at, c) in nfc.char_indices() {
        let stays = match c {
            '%' => is_escape(&nfc.as_bytes()[at..]),
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
            c => c.is_ascii_graphic(),
        };
        if stays { out.push(c) } else { out.push_str(&encoded_part(c.encode_utf8(&mut [0; 4]))) }
    }
    out
}

/// Puts values where their names stand.
fn fill(to: &str, values: &[Value<'_>]) -> String {
    if values.is_empty() {
        return to.to_owned();
    }
    let mut out = String::with_capacity(to.len());
    let mut is_query = false;
    let mut rest = to;
    while let Some(at) = rest.find(':') {
        let (before, name) = (&rest[..at], &rest[at + 1..]);
        let name = &name[..name_length(name)];
        out.push_str(before);
        is_query |= before.contains('?');
        match values.iter().find(|value| value.name == name) {
            Some(value) if value.is_of_path && !is_query => out.push_str(&encoded(&value.text)),
            Some(value) => out.push_str(&encoded_part(&value.text)),
            None => out.push_str(&rest[at..=at + name.len()]),
        }
        rest = &rest[at + 1 + name.len()..];
    }
    out.push_str(rest);
    // `/a*  /:splat` mustn't lead from `/a/b.example` to another host.
    if is_local(to) && !is_local(&out) { ["/", out.trim_start_matches('/')].concat() } else { out }
}

/// Passes a request's query on, where the destination has none.
fn with_query(to: String, status: u16, query: Option<&str>) -> String {
    let Some(query) = query.filter(|query| !query.is_empty() && status < 400) else { return to };
    let (url, fragment) = to.split_at(to.find('#').unwrap_or(to.len()));
    if url.contains('?') {
        return to;
    }
    [url, "?", &tidy(query).replace('#', "%23"), fragment].concat()
}

#[cfg(test)]
#[path = "redirects_test.rs"]
mod tests;
