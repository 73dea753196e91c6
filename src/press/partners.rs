//! Feeds for those who pass stories on.
//!
//! In: what site.yaml declares for a partner. Out: a feed of stories that may be passed on. Never here: a story that says
//! `syndicate: false`.

use super::Press;
use super::feeds::{Addresses, Carries};
use crate::base::{Code, Diagnostic, Found, Kind, Severity, slug};
use crate::edition::{Desk, DeskId, Story, StoryId};
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
            own: self.absolute(&partner.address(format)),
        };
        let carries = Carries { full_text: partner.full_text, for_partners: true };
        let items: Vec<String> = stories.iter().map(|id| self.feed_item(*id, format, carries)).collect();
        let changed = stories.iter().filter_map(|id| self.story(*id).changed()).max();
        self.write_feed(desk, &addresses, &items, changed, format)
    }

    /// The desk of a partner's feed, and the stories in it.
    pub(super) fn partner_stories(&self, number: usize) -> (DeskId, Vec<StoryId>) {
        let partner = &self.settings().feeds.partners[number];
        let number = self.edition.desks.iter().position(|desk| desk.lang == partner.language).unwrap_or(0);
        let desk = &self.edition.desks[number];
        let tags = self.tags_of(partner, desk);
        let wanted = |id: &&StoryId| is_wanted(self.story(**id), partner, &tags);
        (number as DeskId, desk.river.iter().filter(wanted).take(partner.size).copied().collect())
    }

    /// The tags that a partner takes, in the desk's list.
    fn tags_of(&self, partner: &Partner, desk: &Desk) -> Vec<u32> {
        let slugs: Vec<String> = partner.tags.iter().map(|tag| slug(tag, self.settings().slugs)).collect();
        let tags = desk.tags.iter().zip(0..);
        tags.filter(|(tag, _)| slugs.iter().any(|slug| *tag.slug == **slug)).map(|(_, n)| n).collect()
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
}

fn is_wanted(story: &Story, partner: &Partner, tags: &[u32]) -> bool {
    let card = &story.article.card;
    let is_kind =
        if partner.kinds.is_empty() { card.kind != Kind::Sponsored } else { partner.kinds.contains(&card.kind) };
    let is_in = |path: &String| {
        card.section.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    card.syndicate
        && is_kind
        && (partner.sections.is_empty() || partner.sections.iter().any(is_in))
        && (partner.tags.is_empty() || story.tags.iter().any(|tag| tags.contains(tag)))
}
