//! Pages of contents: fronts, lists, terms, the archive, and the pages that stand alone.

use super::{AuthorView, CardView, CorrectionView, FeedLinkView, ImageView, LinkView, MomentView, Text};
use crate::press::view::{Html, Shared};

crate::views! { 'a;
    /// The front page.
    FrontView as "front" {
        /// Whether editors lay it out (`content/_front.yaml`).
        is_laid_out: bool,
        /// What is breaking, while it is.
        banner: Option<BannerView<'a>>,
        /// The story that leads.
        lead: Option<Shared<CardView<'a>>>,
        /// Stories below the lead that belong to it, where editors name some.
        sublinks: Vec<Shared<CardView<'a>>>,
        /// The stories beside it.
        secondary: Vec<Shared<CardView<'a>>>,
        /// Stories round a theme, where editors put some together.
        packages: Vec<PackageView<'a>>,
        /// The newest stories that stand nowhere else on the page.
        latest: Vec<Shared<CardView<'a>>>,
        /// The bands: one for each section that has at least three stories left, or those of `bands` in site.yaml.
        bands: Vec<BandView<'a>>,
        /// What is left of the newest, from sections without a band.
        river: Vec<Shared<CardView<'a>>>,
        /// The newest stories but for the lead, those beside it and those in slots: for fronts that go by time alone.
        rest: Vec<Shared<CardView<'a>>>,
    }

    /// A line above all else on a front page.
    BannerView as "banner" {
        /// What it says.
        text: Text<'a>,
        /// Where it leads.
        href: Option<Text<'a>>,
    }

    /// Stories round one theme on a front page.
    PackageView as "package" {
        /// The theme.
        title: Text<'a>,
        /// Where the title leads.
        href: Option<Text<'a>>,
        /// Its stories, the first to be shown larger.
        stories: Vec<Shared<CardView<'a>>>,
    }

    /// What editors put on a section's front; none of it stands in the list below.
    SectionFrontView as "section front" {
        /// What is breaking, while it is.
        banner: Option<BannerView<'a>>,
        /// The story that leads.
        lead: Option<Shared<CardView<'a>>>,
        /// Stories below the lead that belong to it.
        sublinks: Vec<Shared<CardView<'a>>>,
        /// The stories beside it.
        secondary: Vec<Shared<CardView<'a>>>,
        /// Stories round a theme.
        packages: Vec<PackageView<'a>>,
    }

    /// A band of the front page.
    BandView as "band" {
        /// The section; none for a band of a list.
        section: Option<LinkView<'a>>,
        /// What stands above it: the section's title, or what site.yaml says.
        title: Option<Text<'a>>,
        /// Where that leads.
        href: Option<Text<'a>>,
        /// `lead`: one story large and the others as headlines; `pictures`; `headlines`.
        layout: Text<'a>,
        /// Its stories, the first to be shown larger.
        stories: Vec<Shared<CardView<'a>>>,
    }

    /// A list of stories: a section, a tag, an author's, a series, the river; its newest page or a numbered one.
    ListView as "list" {
        /// What it is a list of.
        title: Text<'a>,
        /// In a few words.
        description: Option<Text<'a>>,
        /// The text of a section's `_index.md`; on the newest page only.
        introduction: Html,
        /// The list's newest page.
        href: Text<'a>,
        /// The section's colour.
        colour: Option<Text<'a>>,
        /// A section's front, where its `_front.yaml` lays one out; on the newest page only.
        front: Option<SectionFrontView<'a>>,
        /// The stories, newest first, but for those that stand on the section's front.
        stories: Vec<Shared<CardView<'a>>>,
        /// Stories without a date; on the newest page only.
        undated: Vec<Shared<CardView<'a>>>,
        /// All stories without a date, where there are more than shown.
        undated_href: Option<Text<'a>>,
        /// Whether this is the newest page.
        is_newest: bool,
        /// The page with older stories.
        older: Option<LinkView<'a>>,
        /// The page with newer stories.
        newer: Option<LinkView<'a>>,
        /// The day of the oldest story on the page.
        from: Option<MomentView<'a>>,
        /// The day of the newest.
        until: Option<MomentView<'a>>,
        /// Sections within this one; on the newest page only.
        sections: Vec<LinkView<'a>>,
        /// The author whose stories these are.
        author: Option<AuthorView<'a>>,
    }

    /// All tags, or all series.
    TermsView as "terms" {
        /// What they are, in words.
        title: Text<'a>,
        /// By name.
        terms: Vec<TermView<'a>>,
    }

    /// A tag, series or author in a list of all.
    TermView as "term" {
        /// The name.
        title: Text<'a>,
        /// Its page.
        href: Text<'a>,
        /// How many stories.
        count: usize,
        /// An author's role.
        role: Option<Text<'a>>,
        /// An author's portrait.
        image: Option<ImageView<'a>>,
        /// An author who left.
        former: bool,
    }

    /// The archive: all years.
    ArchiveView as "archive" {
        /// Newest first.
        years: Vec<PeriodView<'a>>,
        /// The page of stories without a date, where there are any.
        undated_href: Option<Text<'a>>,
    }

    /// A year of the archive.
    YearView as "year" {
        /// “2026”.
        title: Text<'a>,
        /// Its months, newest first.
        months: Vec<PeriodView<'a>>,
        /// The year before.
        older: Option<LinkView<'a>>,
        /// The year after.
        newer: Option<LinkView<'a>>,
    }

    /// A year or a month, with its number of stories.
    PeriodView as "period" {
        /// “2026” or “November 2026”.
        title: Text<'a>,
        /// Its page.
        href: Text<'a>,
        /// How many stories.
        count: usize,
    }

    /// A month of the archive, or the stories without a date.
    MonthView as "month" {
        /// “November 2026”.
        title: Text<'a>,
        /// The days that have stories, newest first.
        days: Vec<DayView<'a>>,
        /// The year's page.
        year_href: Option<Text<'a>>,
        /// The month before.
        older: Option<LinkView<'a>>,
        /// The month after.
        newer: Option<LinkView<'a>>,
    }

    /// A day of the archive.
    DayView as "day" {
        /// The day; none for stories without a date.
        date: Option<MomentView<'a>>,
        /// Its stories.
        stories: Vec<Shared<CardView<'a>>>,
    }

    /// All corrections.
    CorrectionsView as "corrections" {
        /// By month, newest first.
        months: Vec<CorrectionMonthView<'a>>,
    }

    /// A month of corrections.
    CorrectionMonthView as "corrections of a month" {
        /// “November 2026”.
        title: Text<'a>,
        /// Newest first.
        entries: Vec<CorrectionEntryView<'a>>,
    }

    /// A correction in the list of all.
    CorrectionEntryView as "correction entry" {
        /// The story.
        card: Shared<CardView<'a>>,
        /// Where the correction stands.
        href: Text<'a>,
        /// The correction.
        correction: CorrectionView<'a>,
    }

    /// The search page.
    SearchView as "search" {
        /// The first file of the index.
        index: Text<'a>,
        /// The sections.
        sections: Vec<LinkView<'a>>,
        /// The years, newest first.
        years: Vec<Text<'a>>,
        /// A search engine that finds the site's pages, for readers without script; none where `search` in site.yaml
        /// turns it off, or the site has no `base_url`.
        engine: Option<EngineView<'a>>,
    }

    /// A search engine that a plain form can ask.
    EngineView as "search engine" {
        /// Where the form is sent.
        action: Text<'a>,
        /// Its host, by which readers know it.
        name: Text<'a>,
        /// The name of the field with the reader's words.
        query: Text<'a>,
        /// Hidden fields that go with them.
        fields: Vec<FieldView<'a>>,
    }

    /// A field of a form.
    FieldView as "field of a form" {
        /// Its name.
        name: Text<'a>,
        /// Its value.
        value: Text<'a>,
    }

    /// What stands at the address of a withdrawn or expired story.
    NoticeView as "notice" {
        /// `withdrawn` or `expired`.
        reason: Text<'a>,
        /// The headline, or what replaces it.
        title: Text<'a>,
        /// The notice.
        text: Html,
        /// When it was withdrawn.
        date: Option<MomentView<'a>>,
        /// The section.
        section: Option<Shared<LinkView<'a>>>,
    }

    /// The page of feeds.
    FeedsView as "feeds" {
        /// The feeds by what they hold.
        groups: Vec<FeedGroupView<'a>>,
    }

    /// Feeds of one sort.
    FeedGroupView as "feed group" {
        /// In words: “Sections”.
        title: Text<'a>,
        /// The feeds.
        feeds: Vec<FeedLinkView<'a>>,
    }

    /// The page for addresses that don't exist.
    NotFoundView as "not found" {
        /// The newest stories.
        latest: Vec<Shared<CardView<'a>>>,
    }
}
