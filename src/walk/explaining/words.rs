//! What an output is, in words.
//!
//! In: a sheet. Out: a line such as `page 3 of the section “World”`. Never here: what it is made of.

use super::Scene;
use crate::edition::{DeskId, State};
use crate::plan::{ListPage, ListRef, Sheet, TermsOf};
use crate::site::FeedFormat;

impl Scene<'_> {
    /// What a sheet is.
    pub(super) fn kind(&self, sheet: &Sheet) -> String {
        let text = self.plain_kind(sheet);
        let prefix = sheet.desk().map_or("", |desk| self.edition.desks[usize::from(desk)].prefix.as_str());
        let lang = prefix.trim_start_matches('/');
        if lang.is_empty() { text } else { format!("{text}, in {lang}") }
    }

    fn plain_kind(&self, sheet: &Sheet) -> String {
        let title = |id: &u32| format!("“{}”", self.edition.story(*id).article.card.title);
        let plain = match sheet {
            Sheet::Story(id) if self.edition.story(*id).article.card.standing => {
                return format!("standing page {}", title(id));
            }
            Sheet::Story(id) => return format!("article {}", title(id)),
            Sheet::Notice(id) => {
                let what = match self.edition.story(*id).state {
                    State::Withdrawn => "withdrawn",
                    State::Published | State::Expired | State::Kept => "expired",
                };
                return format!("notice of the {what} article {}", title(id));
            }
            Sheet::Item(id) => return format!("ninjs item of the article {}", title(id)),
            Sheet::LatestItems(desk, list) => return format!("latest ninjs items of {}", self.list(*desk, *list)),
            Sheet::Partner(_, format) => return format!("{} for a partner", feed(*format)),
            Sheet::Llms => "llms.txt",
            Sheet::Card(id) => return format!("social card of the article {}", title(id)),
            Sheet::Live(id) => return format!("live data of the article {}", title(id)),
            Sheet::Alias(id) => return format!("old address of the article {}", title(id)),
            Sheet::List(desk, list, ListPage::Newest) => return self.list(*desk, *list),
            Sheet::List(desk, list, ListPage::Number(n)) => return format!("page {n} of {}", self.list(*desk, *list)),
            Sheet::Feed(desk, list, format) => return format!("{} of {}", feed(*format), self.list(*desk, *list)),
            Sheet::Year(_, year) => return format!("archive of {year:04}"),
            Sheet::Month(_, year, month) => return format!("archive of {year:04}-{month:02}"),
            Sheet::Sitemap(Some((year, month)), _) => return format!("sitemap of {year:04}-{month:02}"),
            Sheet::File(source) => return format!("copy of the file {source}"),
            Sheet::Asset(name) => return format!("the theme's file {name}"),
            Sheet::Front(_) => "front page",
            Sheet::Terms(_, TermsOf::Tags) => "list of tags",
            Sheet::Terms(_, TermsOf::Authors) => "list of authors",
            Sheet::Terms(_, TermsOf::Series) => "list of series",
            Sheet::Archive(_) => "archive",
            Sheet::Undated(_) => "list of stories without a date",
            Sheet::Corrections(_) => "page of corrections",
            Sheet::Search(_) => "search page",
            Sheet::Feeds(_) => "page of feeds",
            Sheet::NotFound => "page for addresses that don't exist",
            Sheet::Styleguide(_) => "styleguide of the theme",
            Sheet::StyleguidePicture => "picture of the styleguide",
            Sheet::CorrectionsFeed(_) => "feed of corrections",
            Sheet::Opml => "list of feeds (OPML)",
            Sheet::SearchIndex(_) => "search index",
            Sheet::SearchPiece(..) => "words of the search index",
            Sheet::SearchRows(..) => "what search results show",
            Sheet::SitemapIndex => "sitemap of sitemaps",
            Sheet::Sitemap(None, _) => "sitemap of other pages",
            Sheet::NewsSitemap => "news sitemap",
            Sheet::Robots => "rules for robots",
            Sheet::Manifest => "web manifest",
            Sheet::Redirects => "redirects",
            Sheet::Headers => "headers",
            Sheet::Mining => "rules for text and data mining",
            Sheet::SecurityTxt => "security.txt",
            Sheet::AdsTxt => "ads.txt",
            Sheet::TrustTxt => "trust.txt",
        };
        plain.to_owned()
    }

    fn list(&self, desk: DeskId, list: ListRef) -> String {
        let desk = &self.edition.desks[usize::from(desk)];
        match list {
            ListRef::Latest => "the river of all stories".to_owned(),
            ListRef::Section(n) => format!("the section “{}”", desk.sections[n as usize].group.title),
            ListRef::Tag(n) => format!("the tag “{}”", desk.tags[n as usize].title),
            ListRef::Author(n) => format!("the author “{}”", desk.authors[n as usize].title),
            ListRef::Series(n) => format!("the series “{}”", desk.series[n as usize].title),
        }
    }
}

fn feed(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Rss => "RSS feed",
        FeedFormat::Atom => "Atom feed",
        FeedFormat::Json => "JSON feed",
    }
}
