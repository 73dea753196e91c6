//! Feeds for those who pass stories on, and the whole texts that feeds carry.
//!
//! In: what site.yaml declares for a partner. Out: a feed of stories and pictures that may be passed on. Never here: a
//! story that says `syndicate: false`, a picture of which nobody says that it may be shown elsewhere.

use super::Press;
use super::feeds::{Addresses, Carries, changed};
use crate::base::{Address, Code, Diagnostic, Found, Kind, Severity, slug};
use crate::edition::{DeskId, Story, StoryId};
use crate::site::{FeedFormat, Partner};

impl Press<'_> {
    /// A partner's feed.
    pub(super) fn partner_feed(&self, number: usize, format: FeedFormat, found: &mut Found) -> String {
        let partner = &self.settings().feeds.partners[number];
        self.check_partner(partner, found);
        let (desk, stories) = self.partner_stories(number);
        let desk = self.desk(desk);
        let title = partner.title.clone().unwrap_or_else(|| self.settings().title.clone());
        let addresses = Addresses {
            description: self.settings().tagline.clone().unwrap_or_else(|| title.clone()),
            title,
            link: self.absolute(&desk.address("/")),
            own: self.absolute(&Address::new(format!("/partners/{}/{}", partner.name, format.file_name()))),
        };
        let carries = if partner.full_text { Carries::PartnerText } else { Carries::PartnerStandfirst };
        let items: Vec<String> = stories.iter().map(|id| self.feed_item(*id, format, carries)).collect();
        let changed = stories.iter().filter_map(|id| changed(self.story(*id))).max();
        self.write_feed(desk, &addresses, &items, changed, format)
    }

    /// The desk of a partner's feed, and the stories in it.
    pub(super) fn partner_stories(&self, number: usize) -> (DeskId, Vec<StoryId>) {
        let partner = &self.settings().feeds.partners[number];
        let desk = self.edition.desks.iter().position(|desk| desk.lang == partner.language).unwrap_or(0);
        let wanted = |id: &&StoryId| self.is_for_partner(self.story(**id), partner);
        let river = &self.edition.desks[desk].river;
        (desk as DeskId, river.iter().filter(wanted).take(partner.size).copied().collect())
    }

    fn is_for_partner(&self, story: &Story, partner: &Partner) -> bool {
        let card = &story.article.card;
        let is_kind =
            if partner.kinds.is_empty() { card.kind != Kind::Sponsored } else { partner.kinds.contains(&card.kind) };
        let is_in = |path: &String| {
            card.section.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let desk = self.edition.desk_of(story);
        let has = |tag: &String| {
            let slug = slug(tag, self.settings().slugs);
            story.tags.iter().any(|n| *desk.tags[*n as usize].slug == *slug)
        };
        card.syndicate
            && is_kind
            && (partner.sections.is_empty() || partner.sections.iter().any(is_in))
            && (partner.tags.is_empty() || partner.tags.iter().any(has))
    }

    /// Tells of sections that aren't there: their stories would be missed in silence.
    fn check_partner(&self, partner: &Partner, found: &mut Found) {
        let desks = self.edition.desks.iter().filter(|desk| desk.lang == partner.language);
        for path in &partner.sections {
            if !desks.clone().any(|desk| desk.sections.iter().any(|section| *section.path == **path)) {
                // A section may have lost its last story: that must not stop a build at night.
                let fault = Diagnostic::new(Code::SettingWrong, partner.place.clone());
                let fault = Diagnostic { severity: Severity::Warn, ..fault };
                let says = format!("the feed for `{}` names the section `{path}`, which isn't there", partner.name);
                found.push(fault.says(says).culprit(None));
            }
        }
    }

    /// The text of a story as a feed carries it.
    pub(super) fn carried_text(&self, story: &Story, carries: Carries) -> Option<String> {
        if !matches!(carries, Carries::Text | Carries::PartnerText) {
            return None;
        }
        let text = self.text_to_carry(story)?.html;
        Some(if carries.is_for_partners() { without_pictures(&text) } else { text })
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
