//! A story: its card, its page, and what belongs to it.

use super::{AuthorLinkView, ImageView, KindView, LinkView, MomentView, Text};
use crate::press::view::{Free, Html, Shared};

crate::views! { 'a;
    /// A story as lists and fronts show it.
    CardView as "card" {
        /// The headline, the short one where the story has one.
        title: Text<'a>,
        /// The address.
        href: Text<'a>,
        /// The standfirst, or the summary, or the story's first words.
        summary: Option<Text<'a>>,
        /// The label above the headline.
        kicker: Option<Text<'a>>,
        /// What sort of journalism it is.
        kind: Shared<KindView<'a>>,
        /// First published.
        published: Option<MomentView<'a>>,
        /// Last significant update, where there was one.
        updated: Option<MomentView<'a>>,
        /// The authors.
        authors: Vec<AuthorLinkView<'a>>,
        /// The byline in words, “Ann Lee and Bo Ek”, without “By”; `""` for none.
        byline: Text<'a>,
        /// The section.
        section: Option<Shared<LinkView<'a>>>,
        /// The lead image.
        image: Option<ImageView<'a>>,
        /// The language, where it isn't the site's.
        language: Option<Text<'a>>,
        /// `ltr` or `rtl`.
        direction: Text<'a>,
        /// Who paid for it.
        sponsor: Option<Text<'a>>,
        /// Running coverage that goes on.
        is_live: bool,
        /// False behind a paywall.
        free: bool,
        /// Previews only: `draft`, `embargoed`, `future` or `expired`.
        mark: Option<Text<'a>>,
    }

    /// A story on its own page.
    ArticleView as "article" {
        /// What lists show of it too.
        card: Shared<CardView<'a>>,
        /// The headline.
        title: Text<'a>,
        /// The address.
        href: Text<'a>,
        /// The absolute address.
        url: Text<'a>,
        /// The label above the headline: the kicker, or the series, or the section.
        kicker: Option<Text<'a>>,
        /// Where the kicker leads.
        kicker_href: Option<Text<'a>>,
        /// The standfirst.
        standfirst: Option<Text<'a>>,
        /// What sort of journalism it is.
        kind: Shared<KindView<'a>>,
        /// First published.
        published: Option<MomentView<'a>>,
        /// Last significant update, only when later than the first publication.
        updated: Option<MomentView<'a>>,
        /// The byline with every author linked, without “By”; `""` for none.
        byline: Html,
        /// The authors, with portrait and role.
        authors: Vec<AuthorView<'a>>,
        /// Who reported for it beside its authors, each linked; `""` for none.
        contributors: Html,
        /// Where it was written, as printed.
        dateline: Option<Text<'a>>,
        /// The text.
        body: Html,
        /// The lead image.
        image: Option<ImageView<'a>>,
        /// The address of a recording of it.
        audio: Option<Text<'a>>,
        /// The section.
        section: Option<Shared<LinkView<'a>>>,
        /// The topics.
        tags: Vec<Shared<LinkView<'a>>>,
        /// Corrections, prominent ones first.
        corrections: Vec<CorrectionView<'a>>,
        /// Documents and data that the story rests on.
        references: Vec<SourceView<'a>>,
        /// Who published it first.
        origin: Option<SourceView<'a>>,
        /// Conflicts of interest, AI use, funding.
        disclosure: Option<Text<'a>>,
        /// Who paid for it.
        sponsor: Option<SourceView<'a>>,
        /// What was checked.
        claim: Option<ClaimView<'a>>,
        /// What was reviewed.
        review: Option<ReviewView<'a>>,
        /// Running coverage.
        live: Option<LiveView<'a>>,
        /// Its place in a series.
        series: Option<SeriesView<'a>>,
        /// Stories on the same subject.
        related: Vec<Shared<CardView<'a>>>,
        /// The story before it in its section.
        previous: Option<Shared<CardView<'a>>>,
        /// The story after it in its section.
        next: Option<Shared<CardView<'a>>>,
        /// The story in other languages.
        translations: Vec<LinkView<'a>>,
        /// The headings of the text.
        headings: Vec<HeadingView<'a>>,
        /// Words of the text.
        words: usize,
        /// Minutes it takes to read, where `reading_time` is on and it takes more than one.
        minutes: Option<usize>,
        /// How many full years old it is, from two on (`age_notice`).
        age: Option<usize>,
        /// False behind a paywall.
        free: bool,
        /// Previews only: `draft`, `embargoed`, `future` or `expired`.
        mark: Option<Text<'a>>,
        /// Front matter's other keys.
        extra: Free,
    }

    /// A correction on its article.
    CorrectionView as "correction" {
        /// The anchor: `correction-2`.
        id: Text<'a>,
        /// `correction`, `clarification` or `update`.
        kind: Text<'a>,
        /// In words.
        label: Text<'a>,
        /// When.
        date: Option<MomentView<'a>>,
        /// What it says.
        text: Html,
        /// Shown above the text.
        prominent: bool,
    }

    /// Someone or something named, perhaps with an address.
    SourceView as "source" {
        /// The name.
        name: Text<'a>,
        /// The address.
        href: Option<Text<'a>>,
    }

    /// What a fact check checked.
    ClaimView as "claim" {
        /// The claim.
        text: Text<'a>,
        /// Who made it.
        author: Option<Text<'a>>,
        /// When.
        date: Option<MomentView<'a>>,
        /// Where it can be read.
        href: Option<Text<'a>>,
        /// The verdict in words.
        rating: Option<Text<'a>>,
        /// The verdict from 1 to 5.
        value: Option<usize>,
    }

    /// What a review reviewed.
    ReviewView as "review" {
        /// The work or product.
        item: Text<'a>,
        /// Its schema.org type.
        item_type: Option<Text<'a>>,
        /// From 1 to 5.
        rating: Option<f32>,
    }

    /// Running coverage.
    LiveView as "live" {
        /// `live` or `closed`.
        state: Text<'a>,
        /// When it began.
        start: Option<MomentView<'a>>,
        /// When it ended.
        end: Option<MomentView<'a>>,
        /// The address of `live.json`, which a page can ask for what is new.
        json: Text<'a>,
        /// The entries marked with `key`, newest first.
        key_moments: Vec<KeyMomentView<'a>>,
    }

    /// An entry of running coverage that readers should not miss.
    KeyMomentView as "key moment" {
        /// Its headline.
        title: Text<'a>,
        /// Its place on the page.
        href: Text<'a>,
        /// Its time.
        published: Option<MomentView<'a>>,
    }

    /// A story's place in its series.
    SeriesView as "series" {
        /// The series' name.
        title: Text<'a>,
        /// Its page.
        href: Text<'a>,
        /// The part before this one.
        previous: Option<Shared<CardView<'a>>>,
        /// The part after this one.
        next: Option<Shared<CardView<'a>>>,
    }

    /// A heading of the text.
    HeadingView as "heading" {
        /// 2 to 6.
        level: usize,
        /// Its anchor.
        id: Text<'a>,
        /// Plain text.
        text: Text<'a>,
    }

    /// An author.
    AuthorView as "author" {
        /// The name.
        name: Text<'a>,
        /// The author's page.
        href: Option<Text<'a>>,
        /// The role: “Staff reporter”.
        role: Option<Text<'a>>,
        /// The portrait.
        image: Option<ImageView<'a>>,
        /// The e-mail address.
        email: Option<Text<'a>>,
        /// Profiles elsewhere.
        same_as: Vec<Text<'a>>,
        /// Languages, in their own names or as written.
        languages: Vec<Text<'a>>,
        /// What the author knows about.
        topics: Vec<Text<'a>>,
        /// No longer with the paper.
        former: bool,
        /// A desk or an agency, not a person.
        is_organisation: bool,
        /// The biography; only on the author's own page.
        biography: Html,
    }
}
