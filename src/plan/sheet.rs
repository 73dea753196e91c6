//! What an output is.

use std::collections::BTreeMap;

use crate::base::{Address, SourcePath};
use crate::edition::{DeskId, StoryId};
use crate::site::FeedFormat;

use super::{ListPage, ListRef, Segment};

/// An output and where it comes from. Pages of a desk carry the desk's number first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sheet {
    /// The front page of a language.
    Front(DeskId),
    /// A list of stories, one of its pages.
    List(DeskId, ListRef, ListPage),
    /// An article or a standing page.
    Story(StoryId),
    /// The notice at the address of a withdrawn or expired story.
    Notice(StoryId),
    /// All tags, authors or series.
    Terms(DeskId, TermsOf),
    /// All years.
    Archive(DeskId),
    /// A year's months.
    Year(DeskId, i16),
    /// A month's stories.
    Month(DeskId, i16, i8),
    /// The stories without a date.
    Undated(DeskId),
    /// All corrections.
    Corrections(DeskId),
    /// The search page.
    Search(DeskId),
    /// The page of feeds.
    Feeds(DeskId),
    /// The page for addresses that don't exist.
    NotFound,
    /// Every part of the theme in every state; only in previews.
    Styleguide(DeskId),
    /// The picture that the styleguide shows.
    StyleguidePicture,
    /// A feed of a list.
    Feed(DeskId, ListRef, FeedFormat),
    /// The feed of corrections.
    CorrectionsFeed(DeskId),
    /// The list of section feeds.
    Opml,
    /// The first file of the search index.
    SearchIndex(DeskId),
    /// Words of a segment of the search index: the segment's number, the piece's.
    SearchPiece(DeskId, u32, u32),
    /// What results show of stories of a segment: its number, the number of the file.
    SearchRows(DeskId, u32, u32),
    /// The sitemap of sitemaps.
    SitemapIndex,
    /// A sitemap: the stories of a month, or (none) all else; with its number from 1.
    Sitemap(Month, usize),
    /// Google's news sitemap.
    NewsSitemap,
    /// robots.txt.
    Robots,
    /// The web manifest.
    Manifest,
    /// `_redirects`.
    Redirects,
    /// `_headers`.
    Headers,
    /// tdmrep.json.
    Mining,
    /// security.txt.
    SecurityTxt,
    /// ads.txt.
    AdsTxt,
    /// trust.txt.
    TrustTxt,
    /// `live.json` beside running coverage.
    Live(StoryId),
    /// The social card of an article without a picture.
    Card(StoryId),
    /// The ninjs item beside an article.
    Item(StoryId),
    /// The latest ninjs items of a list.
    LatestItems(DeskId, ListRef),
    /// A feed for a partner: the partner's number in site.yaml.
    Partner(usize, FeedFormat),
    /// llms.txt.
    Llms,
    /// An old address that leads to a story.
    Alias(StoryId),
    /// A file that lies beside an article or in `static/`, copied as it is.
    File(SourcePath),
    /// An asset of the theme.
    Asset(String),
}

impl Sheet {
    /// The desk whose sheet it is; none for those of stories, and of the site as a whole.
    pub fn desk(&self) -> Option<DeskId> {
        match self {
            Sheet::Front(desk)
            | Sheet::List(desk, ..)
            | Sheet::Terms(desk, _)
            | Sheet::Archive(desk)
            | Sheet::Year(desk, _)
            | Sheet::Month(desk, ..)
            | Sheet::Undated(desk)
            | Sheet::Corrections(desk)
            | Sheet::Search(desk)
            | Sheet::Feeds(desk)
            | Sheet::Styleguide(desk)
            | Sheet::Feed(desk, ..)
            | Sheet::LatestItems(desk, _)
            | Sheet::CorrectionsFeed(desk)
            | Sheet::SearchIndex(desk)
            | Sheet::SearchPiece(desk, ..)
            | Sheet::SearchRows(desk, ..) => Some(*desk),
            Sheet::Story(_)
            | Sheet::Notice(_)
            | Sheet::NotFound
            | Sheet::StyleguidePicture
            | Sheet::Opml
            | Sheet::SitemapIndex
            | Sheet::Sitemap(..)
            | Sheet::NewsSitemap
            | Sheet::Robots
            | Sheet::Manifest
            | Sheet::Redirects
            | Sheet::Headers
            | Sheet::Mining
            | Sheet::SecurityTxt
            | Sheet::AdsTxt
            | Sheet::TrustTxt
            | Sheet::Live(_)
            | Sheet::Card(_)
            | Sheet::Item(_)
            | Sheet::Partner(..)
            | Sheet::Llms
            | Sheet::Alias(_)
            | Sheet::File(_)
            | Sheet::Asset(_) => None,
        }
    }
}

/// What a page of terms lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TermsOf {
    /// Tags.
    Tags,
    /// Authors.
    Authors,
    /// Series.
    Series,
}

/// Who claims an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A file of the site.
    Source(SourcePath),
    /// dateline itself: the page's name, for diagnostics.
    Own(&'static str),
}

/// A month of first publication; none for standing pages and stories without a date.
pub type Month = Option<(i16, i8)>;

/// Every output, sorted by address.
#[derive(Debug, Default)]
pub struct Plan {
    /// Addresses with their sheets, sorted.
    pub sheets: Vec<(Address, Sheet)>,
    /// The stories of each sitemap, oldest first: by month of first publication, and (none) all without one.
    pub mapped: BTreeMap<Month, Vec<StoryId>>,
    /// The segments of the search index by desk, oldest first; none where there is no search.
    pub search: Vec<Vec<Segment>>,
    /// Loose files of `content/`: published only if something published shows them. Sorted by source.
    pub loose: Vec<(SourcePath, Address)>,
    /// Every file that articles can show, by source: bundle files, loose files, `static/`. Sorted.
    pub files: Vec<(SourcePath, Address)>,
}

impl Plan {
    /// Whether something stands at that address.
    pub fn has(&self, address: &Address) -> bool {
        self.sheets.binary_search_by(|(a, _)| a.cmp(address)).is_ok()
    }

    /// The sheet at that address.
    pub fn at(&self, address: &Address) -> Option<&Sheet> {
        self.sheets.binary_search_by(|(a, _)| a.cmp(address)).ok().map(|n| &self.sheets[n].1)
    }

    /// The address of a file that articles can show.
    pub fn file_address(&self, source: &SourcePath) -> Option<&Address> {
        self.files.binary_search_by(|(s, _)| s.cmp(source)).ok().map(|n| &self.files[n].1)
    }
}
