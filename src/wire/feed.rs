//! What a feed is, whatever its format.
//!
//! An item's bytes don't depend on the feed it stands in, so each story's fragment is printed once
//! (`rss::item`, `atom::entry`, `json_feed::item`) and joined into every feed that carries it.

use crate::base::Moment;

/// A feed without its items. All URLs are absolute and percent-encoded.
#[derive(Clone, Copy, Debug)]
pub struct Feed<'a> {
    /// The site's or the list's name, plain text.
    pub title: &'a str,
    /// What it is about, plain text; the title stands in for an empty one.
    pub description: &'a str,
    /// The page that shows the same list.
    pub link: &'a str,
    /// This feed's own address.
    pub self_url: &'a str,
    /// BCP 47.
    pub language: &'a str,
    /// The latest publication, update or correction among the members; `None` for an empty list.
    pub changed: Option<Moment>,
    /// The paper, which answers for entries that name no author.
    pub author: Author<'a>,
    /// A raster logo.
    pub image: Option<Logo<'a>>,
    /// A square picture, 512 pixels or more.
    pub icon: Option<&'a str>,
    /// The small square picture.
    pub favicon: Option<&'a str>,
    /// WebSub hubs.
    pub hubs: &'a [&'a str],
    /// The copyright notice, plain text.
    pub copyright: Option<&'a str>,
    /// The program's name and version; never a build hash, or each release would change every feed twice.
    pub generator: Option<&'a str>,
}

/// A feed's logo. RSS takes no more than 144 × 400 pixels; a larger one is left out there.
#[derive(Clone, Copy, Debug)]
pub struct Logo<'a> {
    /// PNG, JPEG or GIF.
    pub url: &'a str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// One story, or one correction.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The headline, plain text.
    pub title: &'a str,
    /// The page, in its canonical form.
    pub link: &'a str,
    /// The page's address when it was first published: what readers know the story by.
    pub guid: &'a str,
    /// Whether `guid` still is the page's address.
    pub guid_is_permalink: bool,
    /// First published: the later of `date` and `embargo`.
    pub published: Moment,
    /// The last update or correction.
    pub updated: Option<Moment>,
    /// One for each author, or one with the byline; empty when nobody is named.
    pub authors: &'a [Author<'a>],
    /// The section first, then the tags.
    pub categories: &'a [Category<'a>],
    /// Standfirst, summary or opening, plain text.
    pub description: &'a str,
    /// The whole text with absolute addresses, where the feed carries it.
    pub content_html: Option<&'a str>,
    /// The lead image, where others may show it.
    pub image: Option<Picture<'a>>,
    /// Where the original stands, for republished copy.
    pub source: Option<Source<'a>>,
    /// A recording.
    pub enclosure: Option<Enclosure<'a>>,
    /// BCP 47, only where it isn't the feed's.
    pub language: Option<&'a str>,
}

impl Item<'_> {
    /// When it last changed: never before it was published.
    pub fn changed(&self) -> Moment {
        self.updated.map_or(self.published, |updated| updated.max(self.published))
    }
}

/// Who wrote it.
#[derive(Clone, Copy, Debug)]
pub struct Author<'a> {
    /// As printed, without "By" or role.
    pub name: &'a str,
    /// The author's page.
    pub url: Option<&'a str>,
}

/// A section or a tag.
#[derive(Clone, Copy, Debug)]
pub struct Category<'a> {
    /// Its slug.
    pub term: &'a str,
    /// Its name as readers see it.
    pub label: &'a str,
    /// Its page.
    pub domain: Option<&'a str>,
}

/// The lead image's copy for feeds.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The copy, about 1,200 pixels wide.
    pub url: &'a str,
    /// `image/jpeg`.
    pub mime: &'a str,
    /// Pixels; 0 when not known.
    pub width: u32,
    /// Pixels; 0 when not known.
    pub height: u32,
    /// The alternative text, which describes it where there is no caption.
    pub alt: Option<&'a str>,
    /// What stands below it.
    pub caption: Option<&'a str>,
    /// Who made it.
    pub credit: Option<&'a str>,
    /// The copyright notice.
    pub copyright: Option<&'a str>,
    /// The licence's name.
    pub license: Option<&'a str>,
    /// The licence's page.
    pub license_url: Option<&'a str>,
}

/// Another publication.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name; the URL stands in for an empty one.
    pub name: &'a str,
    /// The original's address.
    pub url: &'a str,
}

impl Source<'_> {
    /// The name, or the URL where there is none.
    pub fn label(&self) -> &str {
        if self.name.trim().is_empty() { self.url } else { self.name }
    }
}

/// A recording that comes with a story.
#[derive(Clone, Copy, Debug)]
pub struct Enclosure<'a> {
    /// The file.
    pub url: &'a str,
    /// `audio/mpeg`.
    pub mime: &'a str,
    /// Its real length in bytes.
    pub bytes: u64,
    /// Its length in seconds, when known.
    pub seconds: Option<u64>,
}
