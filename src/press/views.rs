//! All that a template gets. Every page has `site`, `page`, `lists` and `data`, and one view of its own.

use std::borrow::Cow;

use super::view::{Free, Html, Shared};

/// Text that is borrowed where it can be.
pub type Text<'a> = Cow<'a, str>;

crate::views! { 'a;
    /// The paper, in the language of the page.
    SiteView as "site" {
        /// The paper's name.
        title: Text<'a>,
        /// Its tagline.
        tagline: Option<Text<'a>>,
        /// The base URL without a slash at the end; `https://example.invalid` when none is set.
        url: Text<'a>,
        /// The language of this edition of the site (BCP 47).
        language: Text<'a>,
        /// `ltr` or `rtl`.
        direction: Text<'a>,
        /// The front page of this language.
        home: Text<'a>,
        /// The main navigation: the sections in order, or `navigation` of site.yaml.
        navigation: Vec<LinkView<'a>>,
        /// The links of the footer: standing pages, or `footer` of site.yaml.
        footer: Vec<LinkView<'a>>,
        /// The fronts of all languages, this one too; empty in a site of one language.
        languages: Vec<LinkView<'a>>,
        /// The site's own feeds in this language.
        feeds: Vec<FeedLinkView<'a>>,
        /// The search page; none when search is off.
        search: Option<Text<'a>>,
        /// The river of everything.
        latest: Text<'a>,
        /// The archive.
        archive: Text<'a>,
        /// The pages that list tags, authors, series, corrections and feeds.
        pages: IndexLinksView<'a>,
        /// The logo.
        logo: Option<ImageView<'a>>,
        /// The picture of shared links that have none of their own.
        card: Option<ImageView<'a>>,
        /// Who publishes the paper.
        organisation: OrganisationView<'a>,
        /// The theme's stylesheets and scripts by file name, fingerprinted: `site.assets["style.css"]`.
        assets: Free,
        /// The interface words of the theme's `i18n/LANG.yaml`: `site.words.latest`.
        words: Free,
        /// `colours`, `fonts` and the other settings of the theme from site.yaml, over the theme's defaults.
        settings: Free,
        /// The icons that lie in `static/`.
        icons: Vec<IconView<'a>>,
        /// The web manifest.
        manifest: Text<'a>,
        /// HTML of `snippets` for the end of the head.
        head: Html,
        /// Whether text and data mining is refused (`ai: deny`).
        mining_denied: bool,
        /// Whether this build shows drafts.
        preview: bool,
    }

    /// Addresses of the index pages.
    IndexLinksView as "index links" {
        /// All tags.
        tags: Option<Text<'a>>,
        /// All authors.
        authors: Option<Text<'a>>,
        /// All series.
        series: Option<Text<'a>>,
        /// All corrections.
        corrections: Option<Text<'a>>,
        /// All feeds.
        feeds: Text<'a>,
    }

    /// The publisher.
    OrganisationView as "organisation" {
        /// The name.
        name: Text<'a>,
        /// The legal name.
        legal_name: Option<Text<'a>>,
        /// Policies that have a page: a title and an address each.
        policies: Vec<LinkView<'a>>,
        /// The e-mail address for readers.
        email: Option<Text<'a>>,
        /// The telephone number.
        telephone: Option<Text<'a>>,
        /// The postal address.
        address: Option<Text<'a>>,
        /// Profiles elsewhere.
        same_as: Vec<Text<'a>>,
    }

    /// An icon for the head.
    IconView as "icon" {
        /// `icon`, `apple-touch-icon` or `mask-icon`.
        rel: Text<'a>,
        /// Its address.
        href: Text<'a>,
        /// `192x192`; none for SVG.
        sizes: Option<Text<'a>>,
        /// Its media type.
        media_type: Text<'a>,
    }

    /// What the head of the page says.
    PageView as "page" {
        /// The template's name without `.html`: `front`, `section`, `article`…
        template: Text<'a>,
        /// For `<title>`: the headline and the paper.
        title: Text<'a>,
        /// The page's own name, without the paper's.
        name: Text<'a>,
        /// For the meta description.
        description: Option<Text<'a>>,
        /// The address, for links within the page; percent-encoded, with the base URL's path.
        path: Text<'a>,
        /// The absolute address; none on 404.
        canonical: Option<Text<'a>>,
        /// The content of the robots meta tag.
        robots: Text<'a>,
        /// The language of the page (BCP 47).
        language: Text<'a>,
        /// `ltr` or `rtl`.
        direction: Text<'a>,
        /// The versions in all languages, this one too, and `x-default`; empty when there is one only.
        alternates: Vec<AlternateView<'a>>,
        /// The page in other languages, for readers.
        translations: Vec<LinkView<'a>>,
        /// The feeds of what the page shows, before the site's.
        feeds: Vec<FeedLinkView<'a>>,
        /// `article`, `profile` or `website`.
        og_type: Text<'a>,
        /// The headline for shared links.
        og_title: Text<'a>,
        /// `en_GB`.
        og_locale: Text<'a>,
        /// The picture for shared links, with an absolute address.
        image: Option<ImageView<'a>>,
        /// Articles: first published, RFC 3339.
        published: Option<Text<'a>>,
        /// Articles: last changed, RFC 3339.
        modified: Option<Text<'a>>,
        /// Articles: when it expires, RFC 3339.
        expires: Option<Text<'a>>,
        /// Articles: the section's title.
        section: Option<Text<'a>>,
        /// The address of the section that the page stands in, to mark it in the navigation.
        section_href: Option<Text<'a>>,
        /// Articles: the tags.
        tags: Vec<Text<'a>>,
        /// Articles: names and absolute profile addresses of the authors.
        authors: Vec<LinkView<'a>>,
        /// The way from the front to here; empty on the front.
        breadcrumbs: Vec<LinkView<'a>>,
        /// The JSON-LD of the page, escaped for a script element.
        json_ld: Html,
        /// Whether the stylesheet for code is needed.
        has_code: bool,
    }

    /// A link.
    LinkView as "link" {
        /// What it says.
        title: Text<'a>,
        /// Where it leads.
        href: Text<'a>,
        /// The language of what it leads to, where that differs.
        language: Option<Text<'a>>,
        /// The colour of a section, `#a8071a`.
        colour: Option<Text<'a>>,
    }

    /// Another version of the page, for `<link rel="alternate" hreflang>`.
    AlternateView as "alternate" {
        /// BCP 47, or `x-default`.
        language: Text<'a>,
        /// The absolute address.
        href: Text<'a>,
    }

    /// A feed, for `<link rel="alternate">` and the page of feeds.
    FeedLinkView as "feed link" {
        /// What it holds.
        title: Text<'a>,
        /// Its address.
        href: Text<'a>,
        /// Its absolute address, for the head.
        url: Text<'a>,
        /// `application/rss+xml`, `application/atom+xml` or `application/feed+json`.
        media_type: Text<'a>,
        /// `RSS`, `Atom` or `JSON Feed`.
        format: Text<'a>,
    }

    /// A date or a time.
    MomentView as "moment" {
        /// For `<time datetime>`: RFC 3339, or a date.
        iso: Text<'a>,
        /// The day in words: “23 November 2026”.
        day: Text<'a>,
        /// The day in short words, for lists: “23 Nov 2026”.
        short: Text<'a>,
        /// The time of day with its zone, “14:05 EET”; none when only a date is known.
        time: Option<Text<'a>>,
        /// Time and day: “14:05 EET, 23 November 2026”; the day alone when only a date is known.
        full: Text<'a>,
    }

    /// A picture.
    ImageView as "image" {
        /// Its address.
        src: Text<'a>,
        /// Width in pixels, where it is known.
        width: Option<usize>,
        /// Height in pixels.
        height: Option<usize>,
        /// The alternative text; `""` when none was given.
        alt: Text<'a>,
        /// The caption.
        caption: Option<Text<'a>>,
        /// Who made it.
        credit: Option<Text<'a>>,
        /// The licence's name.
        license: Option<Text<'a>>,
        /// The licence's address.
        license_url: Option<Text<'a>>,
        /// `image/jpeg`.
        media_type: Text<'a>,
        /// Made by a model: readers are told.
        ai: bool,
    }

    /// What sort of journalism it is.
    KindView as "kind" {
        /// `news`, `analysis`, `press-release`…
        key: Text<'a>,
        /// In words, as readers see it; none for plain news.
        label: Option<Text<'a>>,
    }

    /// An author where one is named.
    AuthorLinkView as "author link" {
        /// The name.
        name: Text<'a>,
        /// The author's page; none when authors have no pages.
        href: Option<Text<'a>>,
    }

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
        kind: KindView<'a>,
        /// First published.
        published: Option<MomentView<'a>>,
        /// Last significant update, where there was one.
        updated: Option<MomentView<'a>>,
        /// The authors.
        authors: Vec<AuthorLinkView<'a>>,
        /// The byline in words, “Ann Lee and Bo Ek”, without “By”; `""` for none.
        byline: Text<'a>,
        /// The section.
        section: Option<LinkView<'a>>,
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
        kind: KindView<'a>,
        /// First published.
        published: Option<MomentView<'a>>,
        /// Last significant update, only when later than the first publication.
        updated: Option<MomentView<'a>>,
        /// The byline with every author linked, without “By”; `""` for none.
        byline: Html,
        /// The authors, with portrait and role.
        authors: Vec<AuthorView<'a>>,
        /// Where it was written, as printed.
        dateline: Option<Text<'a>>,
        /// The text.
        body: Html,
        /// The lead image.
        image: Option<ImageView<'a>>,
        /// The section.
        section: Option<LinkView<'a>>,
        /// The topics.
        tags: Vec<LinkView<'a>>,
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
        /// Minutes it takes to read.
        minutes: usize,
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

    /// The front page.
    FrontView as "front" {
        /// The story that leads.
        lead: Option<Shared<CardView<'a>>>,
        /// The stories beside it.
        secondary: Vec<Shared<CardView<'a>>>,
        /// The newest stories that stand nowhere else on the page.
        latest: Vec<Shared<CardView<'a>>>,
        /// A band for each section that has at least three stories left.
        bands: Vec<BandView<'a>>,
        /// What is left of the newest, from sections without a band.
        river: Vec<Shared<CardView<'a>>>,
    }

    /// A section's band on the front page.
    BandView as "band" {
        /// The section.
        section: LinkView<'a>,
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
        /// The stories, newest first; a section's newest page ranks nothing.
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
        section: Option<LinkView<'a>>,
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
