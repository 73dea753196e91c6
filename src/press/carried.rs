//! Texts that leave the site: in feeds and in items for other newsrooms.
//!
//! In: a story. Out: its text with what was corrected first, fit for somebody else's page. Never here: which stories a feed
//! holds; for those who pass texts on, a picture of which nobody says that it may be shown elsewhere.

use super::Press;
use super::feeds::Carries;
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
        let words = self.words(self.edition.desk_of(story));
        let mut whole = String::with_capacity(text.html.len() + 256);
        for (_, correction) in prominent_first(&story.article.details().corrections) {
            whole.push_str("<p><b>");
            html(words.get(correction_word(correction.kind)), &mut whole);
            whole.push_str("</b> ");
            whole.push_str(&self.inline(&correction.text, story));
            whole.push_str("</p>\n");
        }
        whole.push_str(&text.html);
        Some(Carried { html: self.portable(&whole, story), words: text.body.words })
    }

    /// The text of a story as a feed carries it.
    pub(super) fn carried_text(&self, story: &Story, carries: Carries) -> Option<String> {
        if !carries.full_text {
            return None;
        }
        let text = self.text_to_carry(story)?.html;
        Some(if carries.for_partners { without_pictures(&text) } else { text })
    }

    /// HTML of a story's page, fit for somebody else's.
    pub(super) fn portable(&self, html: &str, story: &Story) -> String {
        let page = self.absolute(&story.address);
        let mut out = String::with_capacity(html.len() + 512);
        portable(html, Home { origin: &self.base().origin, page: &page }, &mut out);
        out
    }
}

/// A text without its pictures and what stands below them: nobody says of a picture in the text that others may show it.
pub(super) fn without_pictures(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = next_picture(rest) {
        out.push_str(&rest[..start]);
        let end = match ["<figure", "<picture"].iter().find(|tag| rest[start..].starts_with(**tag)) {
            Some(tag) => end_of(&rest[start..], &format!("</{}>", &tag[1..])),
            None => end_of(&rest[start..], ">"),
        };
        rest = &rest[start + end..];
    }
    out + rest
}

fn next_picture(text: &str) -> Option<usize> {
    ["<figure", "<picture", "<img"].iter().filter_map(|tag| text.find(tag)).min()
}

fn end_of(text: &str, sign: &str) -> usize {
    text.find(sign).map_or(text.len(), |at| at + sign.len())
}

#[cfg(test)]
mod tests {
    use super::without_pictures;

    #[test]
    fn pictures_go_and_words_stay() {
        let text = "<p>A <img src=\"a.jpg\" alt=\"\">b</p>\n<figure class=\"x\"><img src=\"b.jpg\"><figcaption>C</figcaption></figure>\n<p>D</p>";
        assert_eq!(without_pictures(text), "<p>A b</p>\n\n<p>D</p>");
        assert_eq!(without_pictures("<p>None</p>"), "<p>None</p>");
        assert_eq!(without_pictures("<figure>open"), "");
    }
}
