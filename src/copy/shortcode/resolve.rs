//! Which tags are components of the theme, and what becomes of the others.

use std::{collections::BTreeMap, ops::Range};

use super::{
    fair_copy::{Edit, Stand, line_before, rest_of_line},
    lex::{Style, Token, What},
};
use crate::{base::Code, copy::markdown::Page};

/// The help for tags that nobody defines.
const DEFINE: &str = "define a component of that name in the theme or in the site's templates, or take the tag out";

/// Turns the tags of the bytes `range` into edits, and reports those that can't be.
pub(super) fn resolve(
    page: &mut Page,
    tokens: Vec<Token>,
    range: &Range<usize>,
    code: &[Range<usize>],
    edits: &mut Vec<Edit>,
) {
    let ends = pair(&tokens);
    let mut at = 0;
    // Ends of tags that were reported already.
    let mut spent = vec![false; tokens.len()];
    while let Some(token) = tokens.get(at) {
        let spot = Spot { file: page.text, range, token };
        match &token.what {
            What::Open { name, args, style } => {
                let end = ends[at];
                let closing = end.and_then(|end| tokens.get(end)).map(|end| end.range.clone());
                match open(page, &spot, name, *style, closing) {
                    Some((until, body)) => {
                        let (name, margin) = (component_of(name), spot.margin());
                        let foreign = match style {
                            Style::Line | Style::Block => false,
                            Style::Angle | Style::Liquid => true,
                        };
                        let what = Stand::Component { name, args: args.clone(), foreign, body, margin };
                        edits.push(Edit::stand(token.range.start..until, what));
                        at = end.unwrap_or(at);
                    }
                    None => {
                        if let Some(end) = end {
                            spent[end] = true;
                        }
                        edits.push(spot.removed());
                    }
                }
            }
            What::Raw { inner } => raw(page.text, &spot, inner, code, edits),
            What::Comment => edits.push(spot.removed()),
            What::Escaped(text) => {
                edits.push(Edit::stand(token.range.clone(), Stand::Literal(text.as_str().into())));
            }
            What::Close { .. } | What::Expression | What::Broken { .. } => {
                if !spent[at] {
                    tell(page, &spot);
                }
                edits.push(spot.removed());
            }
        }
        at += 1;
    }
}

/// The component that a tag names.
fn component_of(name: &str) -> Box<str> {
    name.replace('-', "_").into()
}

/// Where a call that is opened here ends, and where its body is; `None`, and a report, when it can't be made.
fn open(
    page: &mut Page,
    spot: &Spot,
    name: &str,
    style: Style,
    closing: Option<Range<usize>>,
) -> Option<(usize, Option<Range<usize>>)> {
    let token = spot.token;
    if !(page.setting.components)(&component_of(name)) {
        unknown(page, token, format!("the theme has no component `{name}`"));
        return None;
    }
    match closing {
        Some(closing) => Some((closing.end, Some(token.range.end..closing.start))),
        None if style == Style::Block => {
            broken(page, token, format!("`{name}` has no `{{% end %}}`"));
            None
        }
        None => Some((token.range.end, None)),
    }
}

/// Reports a tag that is no call.
fn tell(page: &mut Page, spot: &Spot) {
    let token = spot.token;
    match &token.what {
        What::Close { style: Style::Block, .. } => broken(page, token, "`end` closes nothing".to_owned()),
        What::Close { name, style: Style::Line | Style::Angle | Style::Liquid } => {
            unknown(page, token, format!("`{name}` isn't open where this tag closes it"));
        }
        What::Expression => {
            unknown(page, token, format!("`{}` is a template's tag; a text has components only", spot.short()));
        }
        What::Broken { name: Some(name), .. } if !(page.setting.components)(&component_of(name)) => {
            unknown(page, token, format!("the theme has no component `{name}`"));
        }
        What::Broken { name: Some(name), says } => broken(page, token, format!("`{name}`: {says}")),
        What::Broken { name: None, says } => broken(page, token, says.clone()),
        What::Open { .. } | What::Raw { .. } | What::Comment | What::Escaped(_) => {}
    }
}

/// The number of the closing tag of each opening one that has one.
fn pair(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut waiting: BTreeMap<(Style, &str), u32> = BTreeMap::new();
    for (number, token) in tokens.iter().enumerate() {
        match &token.what {
            What::Open { style: Style::Line, .. } => {}
            What::Open { name, style, .. } => {
                open.push(number);
                *waiting.entry(key(*style, name)).or_default() += 1;
            }
            What::Close { name, style } => {
                if waiting.get(&key(*style, name)).is_none_or(|count| *count == 0) {
                    continue;
                }
                while let Some(opened) = open.pop() {
                    let What::Open { name: of, style: how, .. } = &tokens[opened].what else { continue };
                    if let Some(count) = waiting.get_mut(&key(*how, of)) {
                        *count -= 1;
                    }
                    if key(*how, of) == key(*style, name) {
                        ends[opened] = Some(number);
                        break;
                    }
                }
            }
            What::Raw { .. } | What::Comment | What::Escaped(_) | What::Expression | What::Broken { .. } => {}
        }
    }
    ends
}

/// What an opening and a closing tag must share; `{% end %}` closes whatever block is open.
fn key(style: Style, name: &str) -> (Style, &str) {
    match style {
        Style::Block => (style, ""),
        Style::Line | Style::Angle | Style::Liquid => (style, name),
    }
}

/// The tags go, what stands between them stays, and braces in it are text.
fn raw(file: &str, spot: &Spot, inner: &Range<usize>, code: &[Range<usize>], edits: &mut Vec<Edit>) {
    let whole = &spot.token.range;
    let in_code = |at: usize| {
        let after = code.partition_point(|range| range.end <= at);
        code.get(after).is_some_and(|range| range.start <= at)
    };
    if in_code(whole.start) {
        edits.push(Edit::cut(whole.start..inner.start));
        edits.push(Edit::cut(inner.end..whole.end));
        return;
    }
    edits.push(spot.removed_part(whole.start..inner.start));
    edits.push(spot.removed_part(inner.end..whole.end));
    let bytes = file.as_bytes();
    let mut at = inner.start;
    while let Some(next) = memchr::memchr(b'{', &bytes[at..inner.end]) {
        let start = at + next;
        at = start + 1;
        if at < inner.end && matches!(bytes[at], b'{' | b'%') && !in_code(start) {
            at += 1;
            edits.push(Edit::stand(start..at, Stand::Literal(file[start..at].into())));
        }
    }
}

fn unknown(page: &mut Page, token: &Token, says: String) {
    page.report(Code::ShortcodeUnknown, token.range.clone(), || says, DEFINE);
}

fn broken(page: &mut Page, token: &Token, says: String) {
    let help = "write `{{ name(key=\"value\") }}`, or `{% name() %}…{% end %}` round a text; \
                braces that are meant as text stand in code or after a `\\`";
    page.report(Code::ShortcodeBroken, token.range.clone(), || says, help);
}

/// A tag in its surroundings.
struct Spot<'a> {
    file: &'a str,
    range: &'a Range<usize>,
    token: &'a Token,
}

impl Spot<'_> {
    /// The tag's beginning, for a message.
    fn short(&self) -> String {
        let tag = &self.file[self.token.range.clone()];
        let line = tag.lines().next().unwrap_or_default();
        match line.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line.to_owned(),
        }
    }

    /// The text of the line before the byte `at`; `None` when it is too long to be blanks.
    fn before(&self, at: usize) -> Option<&str> {
        line_before(self.file, self.range.start, at)
    }

    /// Takes the tag out.
    fn removed(&self) -> Edit {
        self.removed_part(self.token.range.clone())
    }

    /// Takes a part of it out: with its line when nothing else stands on it, so that Markdown round it is
    /// read as if it had never been there; else a placeholder stays, so that an address it was a part of
    /// is known to be incomplete.
    fn removed_part(&self, part: Range<usize>) -> Edit {
        let before = self.before(part.start).filter(|before| before.trim().is_empty());
        let rest = rest_of_line(self.file, part.end, self.range.end).filter(|rest| rest.trim().is_empty());
        match (before, rest) {
            (Some(before), Some(rest)) if part.start > self.range.start => {
                Edit::cut(part.start - before.len()..part.end + rest.len())
            }
            (Some(_), Some(_)) | (None, _) | (_, None) => Edit::stand(part, Stand::Removed),
        }
    }

    /// Columns before the tag, when they are a list's or a quote's and so stand before its body's lines too.
    fn margin(&self) -> usize {
        let Some(before) = self.before(self.token.range.start) else { return 0 };
        let is_margin = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\t' | '>' | '*' | '+' | '-' | '.' | ')');
        if before.len() < 64 && before.chars().all(is_margin) { before.len() } else { 0 }
    }
}
