//! What every page has: the paper, the page, and what both are made of.

use super::Text;
use crate::press::view::{Free, Html, Shared};

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
        /// The fronts of all languages, this one too; empty in a site of one language. `page.languages` leads on from
        /// the page at hand.
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
        /// The logo for dark pages, where it is another.
        logo_dark: Option<ImageView<'a>>,
        /// The picture of shared links that have none of their own.
        card: Option<ImageView<'a>>,
        /// Who publishes the paper.
        organisation: OrganisationView<'a>,
        /// The theme's stylesheets and scripts by file name, fingerprinted: `site.assets["style.css"]`.
        assets: Free,
        /// The stylesheets that the theme has in its pages (`inline` of theme.yaml), by file name:
        /// `<style>{{ site.inlined["style.css"] }}</style>`. `_headers` admits them by their hashes.
        inlined: Free,
        /// The interface words of the theme's `i18n/LANG.yaml`: `site.words.latest`.
        words: Free,
        /// `colours`, `fonts` and the other settings of the theme from site.yaml, over the theme's defaults.
        settings: Free,
        /// The icons that lie in `static/`.
        icons: Vec<IconView<'a>>,
        /// The web manifest.
        manifest: Text<'a>,
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
        /// For each language of the paper where its readers go on from here, this page itself among them: the
        /// translation, else the page of the same name, else the section, else the front. Empty in a site of one language.
        languages: Vec<LinkView<'a>>,
        /// The versions in all languages, this one too, and `x-default`; empty when there is one only.
        alternates: Vec<AlternateView<'a>>,
        /// The page in other languages, for readers.
        translations: Vec<LinkView<'a>>,
        /// The feeds of what the page shows, before the site's.
        feeds: Shared<Vec<FeedLinkView<'a>>>,
        /// `article`, `profile` or `website`.
        og_type: Text<'a>,
        /// The headline for shared links.
        og_title: Text<'a>,
        /// `en_GB`.
        og_locale: Text<'a>,
        /// The picture for shared links, with an absolute address.
        image: Option<Shared<ImageView<'a>>>,
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
        /// HTML of `snippets` for the end of the head.
        head: Html,
        /// The other `snippets` that the page carries, by place.
        slots: Shared<SlotsView<'a>>,
    }

    /// What `snippets` put on a page, by place; each is a list for `parts/slot.html`.
    SlotsView as "slots" {
        /// HTML right after the link that skips to the content; it has no box.
        body_start: Html,
        /// HTML at the end of the body; it has no box.
        body_end: Html,
        /// Above what the page is about.
        above: Vec<SlotView<'a>>,
        /// Below it.
        below: Vec<SlotView<'a>>,
        /// On fronts, between the top and the bands.
        front: Vec<SlotView<'a>>,
        /// Before an article's text. Those within it are in `article.body` already.
        before_text: Vec<SlotView<'a>>,
        /// After an article's text.
        after_text: Vec<SlotView<'a>>,
    }

    /// A snippet in a box of its own.
    SlotView as "slot" {
        /// Its name, for the class `slot-NAME`, which keeps its room.
        name: Text<'a>,
        /// What stands above it: “Advertisement”.
        label: Option<Text<'a>>,
        /// The snippet.
        html: Html,
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
        /// The month in words: “November 2026”.
        month_year: Text<'a>,
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
        /// The copyright notice that its file holds.
        copyright: Option<Text<'a>>,
        /// The licence's name.
        license: Option<Text<'a>>,
        /// The licence's address.
        license_url: Option<Text<'a>>,
        /// `image/jpeg`.
        media_type: Text<'a>,
        /// Made by a model: readers are told.
        ai: bool,
        /// Its copies in the format of `src`, as `srcset` wants them; none where it is passed on as it is.
        srcset: Option<Text<'a>>,
        /// The same up to 660 pixels, for small pictures beside headlines.
        small_srcset: Option<Text<'a>>,
        /// Its copies in newer formats, the smallest files first.
        sources: Vec<ImageSourceView<'a>>,
    }

    /// A picture's copies in one format.
    ImageSourceView as "image source" {
        /// `image/avif`, `image/webp`.
        media_type: Text<'a>,
        /// Addresses with widths.
        srcset: Text<'a>,
        /// The same up to 660 pixels.
        small_srcset: Text<'a>,
    }

    /// What sort of journalism it is.
    KindView as "kind" {
        /// `news`, `analysis`, `press-release`…
        key: Text<'a>,
        /// In words, as readers see it; none for plain news.
        label: Option<Text<'a>>,
        /// Press releases, editorials, letters and paid content: labelled wherever the headline stands.
        always: bool,
    }

    /// An author where one is named.
    AuthorLinkView as "author link" {
        /// The name.
        name: Text<'a>,
        /// The author's page; none when authors have no pages.
        href: Option<Text<'a>>,
    }
}
