//! Finds the tags in a text: calls of components, and what other generators' tags left behind.
//!
//! In: a range of a file. Out: a fair copy for the Markdown parser, in which each tag is a placeholder of
//! three private-use characters; diagnostics for the tags that the site doesn't define. Never here: what a
//! component looks like. A tag in code is text; any other is never printed as it was written.
//!
//! The spellings: `{{ name(key="value") }}` and `{% name() %}…{% end %}` are dateline's own. Read where the
//! theme has the component: `{{< name key="v" >}}…{{< /name >}}`, `{{% name %}}`, `{% name "v" key="v" %}`.

mod args;
mod entries;
mod fair_copy;
mod kramdown;
mod lex;
mod resolve;
mod survey;

#[cfg(test)]
mod test;

use std::ops::Range;

use memchr::memmem;

pub(in crate::copy) use entries::entries;
pub(in crate::copy) use fair_copy::{
    FairCopy, NOTHING, Stand, has_slot, is_slots, line_before, rest_of_line, slot_at, without_slots,
};

use super::markdown::Page;
use fair_copy::{Edit, reserved};

/// The fair copy of the bytes `range` of the page's file. Each line loses up to `margin` columns of blanks
/// and quote marks at its head.
pub(in crate::copy) fn fair_copy<'a>(page: &mut Page<'a>, range: Range<usize>, margin: usize) -> FairCopy<'a> {
    let file = page.text;
    let text = &file[range.clone()];
    let tags = has_tags(text);
    let kramdown = memmem::find(text.as_bytes(), b"markdown=").is_some();
    let private = memchr::memchr(0xEE, text.as_bytes()).is_some();
    if !(tags || kramdown || private || margin > 0) {
        return FairCopy::verbatim(text, range.start);
    }
    let mut edits = Vec::new();
    if margin > 0 {
        dedent(file, &range, margin, &mut edits);
    }
    if private {
        edits.extend(reserved(text, range.start));
    }
    if tags || kramdown {
        let survey = survey::survey(text, range.start);
        if tags {
            let tokens = lex::tokens(file, range.clone(), &survey.code);
            resolve::resolve(page, tokens, &range, &survey.code, &mut edits);
        }
        if kramdown {
            kramdown::open_up(file, &survey.html, &mut edits);
        }
    }
    FairCopy::edited(file, range, edits)
}

/// Whether `text` may hold a tag.
pub(in crate::copy) fn has_tags(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'{', bytes).any(|at| matches!(bytes.get(at + 1), Some(b'{' | b'%')))
}

/// Takes up to `margin` columns off the head of each line but the first.
fn dedent(file: &str, range: &Range<usize>, margin: usize, edits: &mut Vec<Edit>) {
    let bytes = &file.as_bytes()[..range.end];
    for at in memchr::memchr_iter(b'\n', &bytes[range.start..]) {
        let start = range.start + at + 1;
        let is_margin = |b: &&u8| matches!(b, b' ' | b'\t' | b'>');
        let length = bytes[start..].iter().take(margin).take_while(is_margin).count();
        if length > 0 {
            edits.push(Edit::cut(start..start + length));
        }
    }
}
