//! Texts that leave the site: in feeds and in items for other newsrooms.
//!
//! In: a story. Out: its text with what was corrected first, fit for somebody else's page. Never here: which stories a feed
//! holds.

use super::Press;
use super::indexes::{correction_word, prominent_first};
use crate::base::{Found, html};
use crate::edition::Story;
use crate::wire::portable::{Home, portable};

/// A text, and how many words of it are the story's own.
pub(super) struct Carried {
    pub html: String,
    pub words: u32,
}

impl Press<'_> {
    /// The text of a story for somebody else's page. What is wrong with it is told where its own page is printed.
    pub(super) fn text_to_carry(&self, story: &Story) -> Option<Carried> {
        let text = self.text(story, true, &mut Found::new())?;
        let corrections = story.article.details.as_deref().map(|details| details.corrections.as_slice());
        let words = self.words(self.edition.desk_of(story));
        let mut whole = String::with_capacity(text.html.len() + 256);
        for (_, correction) in prominent_first(corrections.unwrap_or_default()) {
            whole.push_str("<p><b>");
            html(words.get(correction_word(correction.kind)), &mut whole);
            whole.push_str("</b> ");
            whole.push_str(&self.inline(&correction.text, story));
            whole.push_str("</p>\n");
        }
        whole.push_str(&text.html);
        Some(Carried { html: self.portable(&whole, story), words: text.body.words })
    }

    /// HTML of a story's page, fit for somebody else's.
    pub(super) fn portable(&self, html: &str, story: &Story) -> String {
        let page = self.absolute(&story.address);
        let mut out = String::with_capacity(html.len() + 512);
        portable(html, Home { origin: &self.base().origin, page: &page }, &mut out);
        out
    }
}
