//! Whether a theme labels what must be labelled: press releases, editorials, letters and paid content.
//!
//! In: pages whose headlines and labels carry marks that no reader's page has. Out: the stories whose headline stands
//! on a page more often than their label. Never here: pages that are delivered, which carry no marks.
//!
//! A mark is a character of a private plane and the story's number in such characters, so that it goes through
//! templates and filters as a part of the text does.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Press;
use crate::base::{Code, Diagnostic, Found, Kind, Place, SourcePath};
use crate::edition::{Story, StoryId};
use crate::theme::Templates;
use crate::wire::portable::end_of_tag;

/// What is marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Marked {
    Headline,
    Label,
}

const HEADLINE: char = '\u{f0000}';
const LABEL: char = '\u{f0001}';
/// The first of sixteen characters that are the digits of a number.
const DIGITS: u32 = 0xf_0010;

/// The kinds that are labelled wherever their headline stands, and what a diagnostic calls one.
const ALWAYS_LABELLED: [(Kind, &str); 4] = [
    (Kind::PressRelease, "a press release"),
    (Kind::Editorial, "an editorial"),
    (Kind::Letter, "a letter"),
    (Kind::Sponsored, "paid content"),
];

/// Whether a kind is labelled wherever its headline stands.
pub(super) fn is_always_labelled(kind: Kind) -> bool {
    ALWAYS_LABELLED.iter().any(|(labelled, _)| *labelled == kind)
}

impl<'a> Press<'a> {
    /// The same press, marking headlines and labels, so that a page without a label is found. Its pages are for
    /// checks alone.
    #[must_use]
    pub fn marking_labels(mut self) -> Press<'a> {
        self.marks_labels = true;
        self
    }

    /// A text of a story that must be labelled, with its mark where this press sets marks.
    pub(super) fn marked(&self, text: Cow<'a, str>, what: Marked, id: StoryId) -> Cow<'a, str> {
        if !self.marks_labels || !is_always_labelled(self.story(id).article.card.kind) {
            return text;
        }
        let mark = if what == Marked::Headline { HEADLINE } else { LABEL };
        let digit = |n: u32| char::from_u32(DIGITS + (id >> (4 * n) & 0xf)).unwrap_or(mark);
        text.chars().chain([mark]).chain((0..8).rev().map(digit)).collect::<String>().into()
    }

    /// Tells of stories that a page of that template shows without their label.
    pub(super) fn check_labels(&self, page: &[u8], template: &str, found: &mut Found) {
        let Ok(page) = std::str::from_utf8(page) else { return };
        for (id, (headlines, labels)) in marks_of(page) {
            if labels < headlines {
                let story = self.story(id);
                found.push(missing(story, template, &self.site.theme.templates));
            }
        }
    }
}

fn missing(story: &Story, template: &str, templates: &Templates) -> Diagnostic {
    let place =
        templates.source(template).map_or_else(|| SourcePath::new(format!("templates/{template}")), Clone::clone);
    let is_its = |(kind, _): &&(Kind, &str)| *kind == story.article.card.kind;
    let kind = ALWAYS_LABELLED.iter().find(is_its).map_or("a story", |(_, words)| words);
    let fault = Diagnostic::new(Code::LabelMissing, Place::file(&place))
        .says(format!("`{template}` shows the headline of {kind} without its label"))
        .also(Place::file(&story.article.card.source), "this story is not labelled")
        .help("print `kind.label` (or `sponsor`) beside the headline, there or in the parts that it includes")
        .culprit(None);
    Diagnostic { firm: true, ..fault }
}

/// How often the headline and the label of each story stand among the words of a page; what stands in tags isn't seen.
fn marks_of(page: &str) -> BTreeMap<StoryId, (usize, usize)> {
    let mut counts: BTreeMap<StoryId, (usize, usize)> = BTreeMap::new();
    let mut at = 0;
    while let Some(start) = page[at..].find(['<', HEADLINE, LABEL]).map(|n| at + n) {
        let Some(sign) = page[start..].chars().next() else { break };
        at = start + sign.len_utf8();
        if sign == '<' {
            at += end_of_tag(&page[at..]);
            continue;
        }
        let digits = page[at..].chars().map_while(|c| u32::from(c).checked_sub(DIGITS).filter(|digit| *digit < 16));
        let id = digits.take(8).fold(0, |id: u32, digit| id << 4 | digit);
        let (headlines, labels) = counts.entry(id).or_default();
        *(if sign == HEADLINE { headlines } else { labels }) += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::{DIGITS, HEADLINE, LABEL, marks_of};

    fn mark(sign: char, id: u32) -> String {
        let digit = |n: u32| char::from_u32(DIGITS + (id >> (4 * n) & 0xf)).expect("a character");
        std::iter::once(sign).chain((0..8).rev().map(digit)).collect()
    }

    #[test]
    fn marks_count_among_words_alone() {
        let (headline, label) = (mark(HEADLINE, 0xbeef), mark(LABEL, 0xbeef));
        let page = format!("<p title=\"a > b{headline}\">Our view{headline}</p><b>Editorial{label}</b>{headline}");
        assert_eq!(marks_of(&page).into_iter().collect::<Vec<_>>(), [(0xbeef, (2, 1))]);
        assert!(marks_of("<p class='a'>No mark").is_empty());
    }
}
