//! What an article is, as far as its own file tells.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{Address, Kind, Lang, Moment, SourcePath};
use crate::matter::Field;

/// An article, a standing page or a guide: its card, what only its own page shows, and where its text is.
#[derive(Clone, Debug)]
pub struct Article {
    /// What other sheets show of it.
    pub card: Card,
    /// What only its own sheets show; `None` when there is nothing, as for most.
    pub details: Option<Box<Details>>,
    /// Where its text begins in the file, in bytes.
    pub text_start: u32,
    /// The xxh3-128 of the file, so that a change between reading and printing is noticed.
    pub hash: u128,
    /// A hash of card and details, so that others know whether what they show of it is the same.
    pub print: u64,
}

/// All that any other sheet shows of an article. An edit that leaves the card alone reprints the
/// article's own sheets, full-text feeds and search only.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Card {
    /// Its file. Not written down: whoever keeps a card knows of which file it is, as of the next two.
    #[serde(skip, default = "SourcePath::none")]
    pub source: SourcePath,
    /// Its language.
    pub lang: Lang,
    /// What its translations share: the path without language and extension.
    #[serde(skip)]
    pub story: Arc<str>,
    /// The section's path, `world/europe`; empty for none.
    #[serde(skip)]
    pub section: Arc<str>,
    /// Whether it is a standing page, not journalism.
    pub standing: bool,
    /// The last part of its address.
    pub slug: Box<str>,
    /// Its whole address, where front matter fixes it.
    pub url: Option<Address>,
    /// Old addresses that redirect here.
    pub aliases: Vec<Address>,
    /// Where the original stands, for republished copy: an absolute URL.
    pub canonical: Option<Box<str>>,
    /// The headline, plain text.
    pub title: Box<str>,
    /// Other headlines.
    pub titles: Option<Box<Titles>>,
    /// The standfirst, plain text (front matter `description`, or the `## ` under the title).
    pub standfirst: Option<Box<str>>,
    /// What cards and meta tags say where it isn't the standfirst.
    pub summary: Option<Box<str>>,
    /// The first paragraph, plain text, at most 300 characters; only where there is neither standfirst nor summary.
    pub opening: Option<Box<str>>,
    /// A short label above the headline.
    pub kicker: Option<Box<str>>,
    /// First published: the later of `date` and `embargo`.
    pub published: Option<Moment>,
    /// Not published before.
    pub embargo: Option<Moment>,
    /// Off lists, feeds and search from then on.
    pub expires: Option<Moment>,
    /// The last significant update.
    pub updated: Option<Moment>,
    /// The latest of `updated`, the corrections' dates and the withdrawal's: what `lastmod` says.
    pub changed: Option<Moment>,
    /// Who wrote it.
    pub authors: Vec<Credit>,
    /// The byline as printed, when it isn't simply the authors' names.
    pub byline: Option<Box<str>>,
    /// Where it was written: `VILNIUS`.
    pub dateline: Option<Box<str>>,
    /// Its topics, as written, without repeats.
    pub tags: Vec<Arc<str>>,
    /// A running series.
    pub series: Option<Arc<str>>,
    /// What sort of journalism it is.
    pub kind: Kind,
    /// The lead image.
    pub image: Option<Box<Image>>,
    /// A recording of the story: the path as written.
    pub audio: Option<Box<str>>,
    /// 1 (lead) to 9.
    pub priority: u8,
    /// Taken back: the notice stands in place of the story.
    pub withdrawn: Option<Box<Withdrawn>>,
    /// Who paid for it.
    pub sponsor: Option<Box<Source>>,
    /// Built only with `--drafts`.
    pub draft: bool,
    /// In sitemaps and search.
    pub index: bool,
    /// Not behind a paywall.
    pub free: bool,
    /// In partner feeds.
    pub syndicate: bool,
}

/// What only the article's own sheets show.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Details {
    /// Corrections, oldest first.
    pub corrections: Vec<Correction>,
    /// Documents and data that the story rests on.
    pub references: Vec<Source>,
    /// Who published it first.
    pub origin: Option<Source>,
    /// What was checked (`kind: factcheck`).
    pub claim: Option<Claim>,
    /// What was reviewed (`kind: review`).
    pub review: Option<Review>,
    /// Running coverage (`kind: live`).
    pub live: Option<Live>,
    /// Conflicts of interest, AI use, funding.
    pub disclosure: Option<Box<str>>,
    /// Who reported for it beside its authors.
    pub contributors: Vec<Credit>,
    /// Notes for the desk (`notes` and every key that begins with `internal`): printed nowhere, kept so that the
    /// leak check knows them.
    pub notes: Vec<Box<str>>,
    /// Every key that dateline doesn't know, in the file's order, for templates as `extra.NAME`.
    pub extra: Vec<(Box<str>, Field)>,
}

impl Article {
    /// What only its own sheets show; [`Details::EMPTY`] where it says nothing of the kind.
    pub fn details(&self) -> &Details {
        self.details.as_deref().unwrap_or(const { &Details::EMPTY })
    }
}

impl Details {
    /// Nothing, as most articles have it.
    pub const EMPTY: Details = Details {
        corrections: Vec::new(),
        references: Vec::new(),
        origin: None,
        claim: None,
        review: None,
        live: None,
        disclosure: None,
        contributors: Vec::new(),
        notes: Vec::new(),
        extra: Vec::new(),
    };
}

/// Other headlines (`titles`).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Titles {
    /// On cards.
    pub short: Option<Box<str>>,
    /// For search engines.
    pub search: Option<Box<str>>,
    /// For shared links.
    pub social: Option<Box<str>>,
}

/// An author as the article names one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Credit {
    /// The name as printed; made of the slug where only a slug is given.
    pub name: Arc<str>,
    /// The last part of the author page's address.
    pub slug: Arc<str>,
    /// Only a slug was given, so a profile should tell the name.
    pub by_slug: bool,
    /// The author's own page elsewhere.
    pub url: Option<Box<str>>,
    /// Where the author reported from, as printed; most bylines don't say.
    pub places: Box<[Box<str>]>,
}

/// A picture as front matter gives it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Image {
    /// The path or URL as written.
    pub src: Box<str>,
    /// The alternative text; `None` when nothing was said.
    pub alt: Option<Box<str>>,
    /// What stands below it.
    pub caption: Option<Box<str>>,
    /// Who made it.
    pub credit: Option<Box<str>>,
    /// The licence's name.
    pub license: Option<Box<str>>,
    /// The licence's address.
    pub license_url: Option<Box<str>>,
    /// `photo`, `illustration` or `ai`.
    pub source_type: Option<SourceType>,
    /// May be passed on to partners.
    pub syndicate: bool,
}

/// How a picture came to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SourceType {
    /// A photograph.
    Photo,
    /// Drawn.
    Illustration,
    /// Made by a model; readers are told.
    Ai,
}

/// The kind of a correction.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum CorrectionKind {
    /// Something was wrong.
    Correction,
    /// Something was unclear.
    Clarification,
    /// Something was added.
    Update,
}

/// A correction (`corrections`).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Correction {
    /// When it was made.
    pub date: Option<Moment>,
    /// What it says, inline Markdown.
    pub text: Box<str>,
    /// What sort it is.
    pub kind: CorrectionKind,
    /// Shown above the text.
    pub prominent: bool,
}

/// Someone or something named, perhaps with an address: a reference, an origin, a sponsor.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Source {
    /// The name.
    pub name: Box<str>,
    /// An absolute URL.
    pub url: Option<Box<str>>,
}

/// A withdrawal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Withdrawn {
    /// When.
    pub date: Option<Moment>,
    /// The notice.
    pub text: Box<str>,
    /// Replaces the headline everywhere.
    pub title: Option<Box<str>>,
    /// Only a bare `noindex` notice stays.
    pub gone: bool,
}

/// What a fact check checked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// The claim.
    pub text: Box<str>,
    /// Who made it.
    pub author: Option<Box<str>>,
    /// When.
    pub date: Option<Moment>,
    /// Where it can be read.
    pub url: Option<Box<str>>,
    /// The verdict in words.
    pub rating: Option<Box<str>>,
    /// The verdict from 1 (false) to 5 (true), when known.
    pub value: Option<u8>,
}

/// What a review reviewed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Review {
    /// The work or product.
    pub item: Box<str>,
    /// Its schema.org type, `Book`.
    pub item_type: Option<Box<str>>,
    /// 1 to 5.
    pub rating: Option<f32>,
}

/// Running coverage.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Live {
    /// When it began.
    pub start: Option<Moment>,
    /// When it ended.
    pub end: Option<Moment>,
    /// Oldest entry first; else newest first.
    pub oldest_first: bool,
    /// No more entries will come.
    pub closed: bool,
    /// When the entries that are no drafts are due, sorted, each time once.
    pub entries: Vec<Moment>,
}

/// The text of an article as HTML, with places that only the press can fill.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// HTML; at each mark's offset something is to be put in.
    pub html: String,
    /// What to put in, by ascending offset.
    pub marks: Vec<Mark>,
    /// Words (CJK characters count as half a word each).
    pub words: u32,
    /// The headings, for a table of contents.
    pub headings: Vec<Heading>,
    /// Whether it has highlighted code, so that the page needs the stylesheet for it.
    pub has_code: bool,
}

/// Something that the press puts into a body.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Where, in bytes of [`Body::html`].
    pub at: u32,
    /// Where it stands in the source file's text, in bytes from the file's start.
    pub source: std::ops::Range<u32>,
    /// What.
    pub what: Insert,
}

/// What a mark stands for.
#[derive(Clone, Debug)]
pub enum Insert {
    /// Opens a link within the site (`<a href…>`); plain text if its target isn't published.
    LinkOpen {
        /// As written: `../other.md#part`, `@/world/x.md`, `/about/`, `map.pdf`.
        href: Box<str>,
        /// The link's title attribute.
        title: Box<str>,
    },
    /// Closes it.
    LinkClose,
    /// A picture.
    Image {
        /// As written, perhaps a URL.
        src: Box<str>,
        /// The alternative text, plain.
        alt: Box<str>,
        /// Its title; with `figure` the caption.
        title: Box<str>,
        /// It stands alone in its paragraph and has a caption, so it is a figure.
        figure: bool,
    },
    /// A component of the theme.
    Call(Box<Call>),
}

/// A shortcode: a call of one of the theme's components.
#[derive(Clone, Debug)]
pub struct Call {
    /// The component, with `_` for `-`.
    pub name: Box<str>,
    /// Its arguments by name, in the order of the text. A first argument without a name is `value`.
    pub args: Vec<(Box<str>, Field)>,
    /// Whether it is spelled as other generators spell it, so that it may say what ours doesn't know.
    pub foreign: bool,
    /// What stands between `{% name() %}` and `{% end %}`.
    pub body: Option<Body>,
}

/// A heading of a body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Plain text.
    pub text: String,
}
