//! What a sheet is made of, by name: for those who ask why a page looks as it does.
//!
//! In: sheets. Out: names of templates, lists, data, settings; what a text's asks lead to. Never here: hashes, bytes.

use super::Press;
use super::ask::Ask;
use super::fingerprint::template_of;
use super::named::Around;
use super::resolve::Target;
use crate::base::{Address, Found, SourcePath, percent_decode};
use crate::edition::DeskId;
use crate::plan::{ListRef, Sheet, TermsOf};

/// What something that a text asks for is in this edition.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Asked {
    /// A page or another output.
    Output(Address),
    /// A file of the site.
    File(SourcePath),
    /// A component of the theme.
    Component(String),
    /// Another host, or nothing.
    Elsewhere,
}

impl Press<'_> {
    /// The template of a sheet; none for what isn't a page of the theme.
    pub fn template_name(&self, sheet: &Sheet) -> Option<&'static str> {
        Some(match sheet {
            Sheet::Front(_) => "front.html",
            Sheet::List(_, list, _) => template_of(*list),
            Sheet::Story(id) if self.story(*id).article.card.standing => "page.html",
            Sheet::Story(_) => "article.html",
            Sheet::Notice(_) => "notice.html",
            Sheet::Terms(_, TermsOf::Tags) => "tags.html",
            Sheet::Terms(_, TermsOf::Authors) => "authors.html",
            Sheet::Terms(_, TermsOf::Series) => "series-index.html",
            Sheet::Archive(_) => "archive.html",
            Sheet::Year(..) => "year.html",
            Sheet::Month(..) | Sheet::Undated(_) => "month.html",
            Sheet::Corrections(_) => "corrections.html",
            Sheet::Search(_) => "search.html",
            Sheet::Feeds(_) => "feeds.html",
            Sheet::NotFound => "404.html",
            Sheet::Styleguide(_) => "styleguide.html",
            Sheet::StyleguidePicture
            | Sheet::Feed(..)
            | Sheet::CorrectionsFeed(_)
            | Sheet::Opml
            | Sheet::SearchIndex(_)
            | Sheet::SearchPiece(..)
            | Sheet::SearchRows(..)
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
            | Sheet::LatestItems(..)
            | Sheet::Partner(..)
            | Sheet::Llms
            | Sheet::Alias(_)
            | Sheet::File(_)
            | Sheet::Asset(_) => return None,
        })
    }

    /// The settings that a sheet reads beside those that every page shows, by their keys in site.yaml.
    pub fn own_settings(&self, sheet: &Sheet) -> &'static [&'static str] {
        match sheet {
            Sheet::Front(_) => &["front_hours", "page_size", "sections"],
            Sheet::List(..) => &["page_size", "pagination"],
            Sheet::Story(_) => &["age_notice", "permalinks"],
            Sheet::Notice(_) => &["expired"],
            Sheet::Terms(_, TermsOf::Tags) => &["tag_min", "topics"],
            Sheet::Feed(..) | Sheet::Feeds(_) | Sheet::CorrectionsFeed(_) | Sheet::Opml => &["feeds"],
            Sheet::Partner(..) => &["feeds"],
            Sheet::Item(_) | Sheet::LatestItems(..) => &["ninjs", "topics"],
            Sheet::Llms => &["llms_txt"],
            Sheet::Card(_) => &["colours", "social_cards", "title"],
            Sheet::Search(_) | Sheet::SearchIndex(_) | Sheet::SearchPiece(..) | Sheet::SearchRows(..) => &["search"],
            Sheet::Robots => &["ai", "robots"],
            Sheet::Mining => &["ai"],
            Sheet::Manifest => &["logo"],
            Sheet::Headers => &["headers"],
            Sheet::SecurityTxt => &["security_txt"],
            Sheet::AdsTxt | Sheet::TrustTxt => &["ads_txt"],
            Sheet::Asset(_) => &["theme", "sections"],
            Sheet::Terms(_, TermsOf::Authors | TermsOf::Series)
            | Sheet::Archive(_)
            | Sheet::Year(..)
            | Sheet::Month(..)
            | Sheet::Undated(_)
            | Sheet::Corrections(_)
            | Sheet::NotFound
            | Sheet::Styleguide(_)
            | Sheet::StyleguidePicture
            | Sheet::SitemapIndex
            | Sheet::Sitemap(..)
            | Sheet::NewsSitemap
            | Sheet::Redirects
            | Sheet::Live(_)
            | Sheet::Alias(_)
            | Sheet::File(_) => &[],
        }
    }

    /// The names of the declared lists that a page gets.
    pub fn list_names(&self, sheet: &Sheet) -> Vec<String> {
        let Some((desk, around)) = self.around(sheet) else { return Vec::new() };
        self.listed(self.desk(desk), around, &mut Found::new()).into_iter().map(|(name, _)| name).collect()
    }

    /// The names of the data files that a page gets.
    pub fn data_names(&self, sheet: &Sheet) -> Vec<String> {
        let Some((_, around)) = self.around(sheet) else { return Vec::new() };
        let shared = self.site.theme.manifest.data.iter().chain(&self.settings().data);
        let mut names: Vec<String> = shared.filter(|name| self.site.data.contains_key(*name)).cloned().collect();
        names.extend(self.own_data(around).into_iter().flatten().map(|(name, _)| name));
        names.sort();
        names.dedup();
        names
    }

    /// What a page's lists and data are relative to.
    fn around(&self, sheet: &Sheet) -> Option<(DeskId, Around<'static>)> {
        let template = self.template_name(sheet)?.trim_end_matches(".html");
        if let Sheet::Story(id) | Sheet::Notice(id) = sheet {
            let own = matches!(sheet, Sheet::Story(_)).then_some(*id);
            let story = self.story(*id);
            return Some((story.desk, Around { template, story: own, section: story.section }));
        }
        let section = if let Sheet::List(_, ListRef::Section(n), _) = sheet { Some(*n) } else { None };
        Some((sheet.desk().unwrap_or_default(), Around { template, story: None, section }))
    }

    /// The source whose text stands above a list: a section's page, a profile.
    pub fn text_above(&self, desk: DeskId, list: ListRef) -> Option<&SourcePath> {
        self.side_source(self.desk(desk), list).map(|(source, _)| source)
    }

    /// What an ask of a text in `source`, shown at `here`, leads to.
    pub fn asked(&self, ask: &Ask, source: &SourcePath, here: &Address) -> Asked {
        match ask {
            Ask::Component(name) => Asked::Component(name.to_string()),
            Ask::File(link) => match self.file(source, link).and_then(|shown| shown.row) {
                Some(row) => Asked::File(self.plan.files[row].0.clone()),
                None => Asked::Elsewhere,
            },
            Ask::Story(link) => match self.story_at(link, source) {
                Ok(id) => Asked::Output(self.story(id).address.clone()),
                Err(_) => Asked::Elsewhere,
            },
            Ask::Link(link) => match self.resolve(link, source, here, false) {
                Target::Href(href) => self.at_href(&href),
                Target::Unpublished | Target::Broken | Target::Nowhere(_) | Target::FileMissing(_) => Asked::Elsewhere,
            },
        }
    }

    fn at_href(&self, href: &str) -> Asked {
        let path = href.split(['#', '?']).next().unwrap_or(href);
        let below = path.strip_prefix(self.base().path.as_str()).filter(|rest| rest.starts_with('/'));
        let Some(Ok(address)) = below.map(|path| Address::parse(&percent_decode(path))) else {
            return Asked::Elsewhere;
        };
        match self.plan.files.iter().find(|(_, own)| !address.is_page() && *own == address) {
            Some((source, _)) => Asked::File(source.clone()),
            None => Asked::Output(address),
        }
    }
}
