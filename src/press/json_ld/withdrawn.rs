//! The graph of a withdrawn story's notice.
//!
//! In: a story that was withdrawn. Out: that it was, when, and by what notice. Never here: a word of the
//! old text, standfirst or picture; the old headline, where the notice has one of its own.

use super::{Object, article_type, close_graph, open_graph};
use crate::base::Kind;
use crate::copy::Details;
use crate::edition::{State, Story};
use crate::press::Press;

impl Press<'_> {
    /// The graph of the notice; `None` where engines are asked to drop it, and for what never was news.
    pub(in crate::press) fn notice_json_ld(&self, story: &Story) -> Option<String> {
        let card = &story.article.card;
        let withdrawn = card.withdrawn.as_deref().filter(|w| story.state == State::Withdrawn && !w.gone)?;
        let published = card.published.filter(|_| !card.standing)?;
        let (title, url) = (self.notice_title(story), self.absolute(&story.address));
        let mut out = open_graph();
        let mut o = Object::open(&mut out);
        // Live coverage can't be told without the entries that a notice takes away.
        let kind = if card.kind == Kind::Live { Kind::News } else { card.kind };
        o.raw("@type", article_type(kind, const { &Details::EMPTY }));
        o.text("@id", &format!("{url}#article"));
        o.text("url", &url);
        o.text("mainEntityOfPage", &url);
        o.text("headline", &title);
        o.text("creativeWorkStatus", "Withdrawn");
        o.text("datePublished", &published.iso());
        let modified = withdrawn.date.or(card.changed).filter(|m| *m > published).unwrap_or(published);
        o.text("dateModified", &modified.iso());
        self.fill_authors(story, &mut o);
        o.object("publisher", |o| o.text("@id", &self.organisation_id()));
        o.text("inLanguage", card.lang.as_str());
        if !withdrawn.text.is_empty() {
            o.list("correction", [withdrawn].into_iter(), |withdrawn, out| {
                let mut c = Object::open(out);
                c.text("@type", "CorrectionComment");
                c.text("text", &crate::copy::plain(&withdrawn.text, 0, 2_000));
                c.some("datePublished", withdrawn.date.map(|m| m.iso()).as_deref());
                c.text("url", &url);
                c.close();
            });
        }
        o.close();
        out.push(',');
        self.push_breadcrumbs(story, &title, &mut out);
        out.push(',');
        self.push_organisation(&mut out, false);
        Some(close_graph(out))
    }
}
