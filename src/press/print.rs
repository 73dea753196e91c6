//! Printing: a sheet's bytes.

use std::borrow::Cow;

use tera::{Context, Value};

use super::Press;
use super::ask::Ask;
use super::fingerprint::template_of;
use super::head::Says;
use super::json_ld::Collection;
use super::named::Around;
use super::view::{Shared, Show};
use super::views::{MonthView, PageView};
use crate::base::{Address, Code, Diagnostic, Found, Place, SourcePath};
use crate::edition::{Desk, DeskId, StoryId};
use crate::plan::{ListPage, ListRef, Sheet, TermsOf};
use crate::theme::place_of;

/// A sheet, printed.
#[derive(Debug)]
pub struct Printed {
    /// Its bytes.
    pub bytes: Bytes,
    /// What was found while it was printed.
    pub found: Found,
    /// What its own text asks of the rest of the site.
    pub asks: Vec<Ask>,
}

/// Where a sheet's bytes are.
#[derive(Debug)]
pub enum Bytes {
    /// Here.
    Here(Vec<u8>),
    /// In a file of the site, to be copied.
    File(SourcePath),
    /// Nowhere: an error kept it from being printed.
    None,
}

/// A page, ready for its template.
struct Page<'a> {
    template: &'static str,
    head: PageView<'a>,
    view: (&'static str, Value),
    story: Option<StoryId>,
    section: Option<u32>,
    desk: DeskId,
    asks: Vec<Ask>,
}

impl<'a> Press<'a> {
    /// Prints a sheet.
    pub fn print(&self, address: &Address, sheet: &Sheet) -> Printed {
        let (mut found, mut asks) = (Vec::new(), Vec::new());
        let bytes = match self.page(address, sheet, &mut found) {
            Some(mut page) => {
                asks = std::mem::take(&mut page.asks);
                self.print_page(page, sheet, &mut found)
            }
            None => self.print_other(sheet, &mut found),
        };
        Printed { bytes, found, asks }
    }

    /// What isn't a page of the theme.
    fn print_other(&self, sheet: &Sheet, found: &mut Found) -> Bytes {
        let text = match sheet {
            Sheet::Feed(desk, list, format) => self.feed(*desk, *list, *format),
            Sheet::CorrectionsFeed(desk) => self.corrections_feed(*desk),
            Sheet::Opml => self.opml(),
            Sheet::SearchIndex(desk) => self.search_index(*desk),
            Sheet::SearchPiece(desk, segment, piece) => self.search_piece(*desk, *segment, *piece, found),
            Sheet::SearchRows(desk, segment, rows) => self.search_rows(*desk, *segment, *rows),
            Sheet::SitemapIndex => self.sitemap_index(),
            Sheet::Sitemap(month, part) => self.sitemap(*month, *part),
            Sheet::NewsSitemap => self.news_sitemap(found),
            Sheet::Robots => self.robots_txt(found),
            Sheet::Manifest => self.web_manifest(),
            Sheet::Redirects => self.redirects(found),
            Sheet::Headers => self.headers(found),
            Sheet::Mining => self.tdmrep(),
            Sheet::SecurityTxt => self.security_txt(found),
            Sheet::AdsTxt => self.ads_txt(found),
            Sheet::TrustTxt => self.trust_txt(found),
            Sheet::Card(id) => return self.draw_card(*id, found),
            Sheet::Live(id) => self.live_json(*id, found),
            Sheet::Item(id) => self.item_json(*id),
            Sheet::LatestItems(desk, list) => self.latest_json(*desk, *list),
            Sheet::Partner(number, format) => self.partner_feed(*number, *format, found),
            Sheet::Llms => self.llms_txt(),
            Sheet::Alias(id) => self.alias(*id),
            Sheet::StyleguidePicture => super::styleguide::PICTURE.to_owned(),
            Sheet::File(source) => return self.pass_on(source, found),
            Sheet::Asset(name) => {
                return self.site.theme.assets.get(name).map_or(Bytes::None, |a| Bytes::Here(a.bytes.clone()));
            }
            // Pages are printed by their templates; what was told of a story that can't be read is enough.
            Sheet::Story(_)
            | Sheet::Front(_)
            | Sheet::List(..)
            | Sheet::Notice(_)
            | Sheet::Terms(..)
            | Sheet::Archive(_)
            | Sheet::Year(..)
            | Sheet::Month(..)
            | Sheet::Undated(_)
            | Sheet::Corrections(_)
            | Sheet::Search(_)
            | Sheet::Feeds(_)
            | Sheet::NotFound
            | Sheet::Styleguide(_) => return Bytes::None,
        };
        Bytes::Here(text.into_bytes())
    }

    /// The page of a sheet; `None` when it has no template, or its story can't be read (which was told).
    fn page(&self, address: &Address, sheet: &Sheet, found: &mut Found) -> Option<Page<'a>> {
        Some(match sheet {
            Sheet::Story(id) => return self.story_page(*id, found),
            Sheet::Notice(id) => self.notice_page(*id),
            Sheet::Front(desk) => self.front_page(*desk, address, found),
            Sheet::List(desk, list, page) => self.list_page(*desk, *list, *page, address, found),
            Sheet::Terms(desk, of) => self.terms_page(*desk, *of, address, found),
            Sheet::Archive(desk) => {
                let view = self.archive_view(*desk).value(&self.needs);
                self.plain("archive.html", self.word(*desk, "archive"), address, *desk, ("archive", view))
            }
            Sheet::Year(desk, year) => {
                let view = self.year_view(*desk, *year);
                let name = self.archive_name(*desk, &view.title);
                self.plain("year.html", name, address, *desk, ("year", view.value(&self.needs)))
            }
            Sheet::Month(desk, year, month) => self.month_page(*desk, self.month_view(*desk, *year, *month), address),
            Sheet::Undated(desk) => self.month_page(*desk, self.undated_view(*desk), address),
            Sheet::Corrections(desk) => self.corrections_page(*desk, address),
            Sheet::Search(desk) => self.search_page(*desk, address),
            Sheet::Feeds(desk) => self.feeds_page(*desk, address),
            Sheet::NotFound => {
                let view = self.not_found_view().value(&self.needs);
                self.plain("404.html", self.word(0, "not_found"), address, 0, ("not_found", view))
            }
            Sheet::Styleguide(desk) => {
                let view = self.styleguide_view(*desk).value(&self.needs);
                self.plain("styleguide.html", "Styleguide".into(), address, *desk, ("styleguide", view))
            }
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

    fn corrections_page(&self, desk: DeskId, address: &Address) -> Page<'a> {
        let view = self.corrections_view(desk).value(&self.needs);
        self.plain("corrections.html", self.word(desk, "corrections"), address, desk, ("corrections", view))
    }

    fn feeds_page(&self, desk: DeskId, address: &Address) -> Page<'a> {
        let view = self.feeds_view(desk).value(&self.needs);
        self.plain("feeds.html", self.word(desk, "feeds"), address, desk, ("feeds", view))
    }

    fn notice_page(&self, id: StoryId) -> Page<'a> {
        let story = self.story(id);
        let view = ("notice", self.notice_view(story).value(&self.needs));
        let (head, section, desk) = (self.notice_head(story), story.section, story.desk);
        Page { template: "notice.html", head, view, story: None, section, desk, asks: Vec::new() }
    }

    fn search_page(&self, desk: DeskId, address: &Address) -> Page<'a> {
        let view = self.search_view(desk).value(&self.needs);
        self.plain("search.html", self.word(desk, "search"), address, desk, ("search", view))
    }

    fn terms_page(&self, desk: DeskId, of: TermsOf, address: &Address, found: &mut Found) -> Page<'a> {
        let view = self.terms_view(desk, of, found);
        let template = match of {
            TermsOf::Tags => "tags.html",
            TermsOf::Authors => "authors.html",
            TermsOf::Series => "series-index.html",
        };
        self.plain(template, view.title.clone(), address, desk, ("terms", view.value(&self.needs)))
    }

    fn month_page(&self, desk: DeskId, view: MonthView<'a>, address: &Address) -> Page<'a> {
        self.plain(
            "month.html",
            self.archive_name(desk, &view.title),
            address,
            desk,
            ("month", view.value(&self.needs)),
        )
    }

    fn story_page(&self, id: StoryId, found: &mut Found) -> Option<Page<'a>> {
        let story = self.story(id);
        self.check_lead_image(story, found);
        let mut text = self.text(story, false, found)?;
        let asks = std::mem::take(&mut text.asks);
        let head = self.story_head(id, &text.body, &text.entries);
        let view = ("article", self.article_view(id, text, found).value(&self.needs));
        let template = if story.article.card.standing { "page.html" } else { "article.html" };
        Some(Page { template, head, view, story: Some(id), section: story.section, desk: story.desk, asks })
    }

    fn front_page(&self, desk: DeskId, address: &Address, found: &mut Found) -> Page<'a> {
        if desk == 0 {
            self.check_signposts(found);
        }
        let mut says = self.says("front", Cow::from(""), address.clone(), desk);
        says.description = self.settings().tagline.as_deref().map(Cow::from);
        says.alternates = self.desk_alternates("/");
        says.json_ld = self.collection(self.desk(desk), &self.settings().title, address, &Collection::Front);
        let head = self.page_view(says);
        let view = ("front", self.front_view(desk, found).value(&self.needs));
        Page { template: "front.html", head, view, story: None, section: None, desk, asks: Vec::new() }
    }

    fn list_page(&self, id: DeskId, list: ListRef, page: ListPage, address: &Address, found: &mut Found) -> Page<'a> {
        let desk = self.desk(id);
        let template = template_of(list);
        let side = self.side_source(desk, list).filter(|_| page == ListPage::Newest);
        let asks = side.map(|(source, text)| self.asks_of_side(source, text, desk)).unwrap_or_default();
        let view = self.list_view(id, list, page, found);
        let dates = self.words(desk).dates();
        let name = match (page, &view.from, &view.until) {
            (ListPage::Number(_), Some(from), Some(until)) => {
                format!("{}, {}", view.title, dates.span(&from.day, &until.day)).into()
            }
            _ => view.title.clone(),
        };
        let section = if let ListRef::Section(n) = list { Some(n) } else { None };
        let mut says = self.says(template.trim_end_matches(".html"), name, address.clone(), id);
        says.description = view.description.clone();
        if list != ListRef::Latest {
            says.feeds = Shared::new(self.feed_links(desk, list), &self.needs);
        }
        says.section = section.map(|n| self.top_section(desk, n));
        if let Some(section) = section.filter(|_| page == ListPage::Newest) {
            says.alternates = self.want("alternates", || self.section_versions(desk, section));
        }
        says.way = self.list_way(desk, list);
        says.json_ld = match list {
            ListRef::Author(n) => match desk.authors[n as usize].author {
                Some(author) => self.collection(desk, &view.title, address, &Collection::Author(author)),
                None => String::new(),
            },
            ListRef::Latest => self.collection(desk, &view.title, address, &Collection::List),
            ListRef::Section(_) | ListRef::Tag(_) | ListRef::Series(_) => {
                let way =
                    [(self.settings().title.clone(), desk.address("/")), (view.title.to_string(), list.address(desk))];
                self.collection(desk, &view.title, address, &Collection::Under(&way))
            }
        };
        let head = self.page_view(says);
        Page { template, head, view: ("list", view.value(&self.needs)), story: None, section, desk: id, asks }
    }

    fn list_way(&self, desk: &'a Desk, list: ListRef) -> Vec<super::views::LinkView<'a>> {
        let ListRef::Section(n) = list else { return Vec::new() };
        self.way(desk, desk.sections[n as usize].parent)
    }

    fn plain(
        &self,
        template: &'static str,
        name: super::views::Text<'a>,
        address: &Address,
        desk: DeskId,
        view: (&'static str, Value),
    ) -> Page<'a> {
        let word = template.trim_end_matches(".html");
        let mut says: Says<'a> = self.says(word, name, address.clone(), desk);
        says.noindex = matches!(word, "search" | "404");
        if !says.noindex {
            says.json_ld = self.collection(self.desk(desk), &says.name, address, &Collection::List);
        }
        Page { template, head: self.page_view(says), view, story: None, section: None, desk, asks: Vec::new() }
    }

    fn collection(&self, desk: &Desk, name: &str, address: &Address, what: &Collection<'_>) -> String {
        if self.has_json_ld { self.collection_json_ld(desk, name, address, what) } else { String::new() }
    }

    fn word(&self, desk: DeskId, key: &'a str) -> super::views::Text<'a> {
        Cow::from(self.words(self.desk(desk)).get(key))
    }

    fn archive_name(&self, desk: DeskId, title: &str) -> super::views::Text<'a> {
        format!("{}: {title}", self.words(self.desk(desk)).get("archive")).into()
    }

    /// The same page in all languages that have stories.
    pub(super) fn desk_alternates(&self, path: &str) -> Vec<(crate::base::Lang, Address)> {
        self.open_desks().map(|(_, desk)| (desk.lang.clone(), desk.address(path))).collect()
    }

    fn print_page(&self, page: Page<'a>, sheet: &Sheet, found: &mut Found) -> Bytes {
        if !self.site.theme.is_sound {
            return Bytes::None;
        }
        let desk = self.desk(page.desk);
        let around =
            Around { template: page.template.trim_end_matches(".html"), story: page.story, section: page.section };
        let mut context = Context::new();
        context.insert_value("site", self.sites[usize::from(page.desk)].clone());
        context.insert_value("lists", self.lists(desk, around, found));
        context.insert_value("data", self.page_data(around));
        context.insert_value("page", page.head.value(&self.needs));
        context.insert_value(page.view.0, page.view.1);
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.site.theme.tera.render_to(page.template, &context, &mut bytes) {
            Ok(()) => {
                if self.marks_labels {
                    self.check_labels(&bytes, page.template, found);
                }
                Bytes::Here(bytes)
            }
            Err(error) => {
                found.push(self.template_fault(&error, page.template, sheet));
                Bytes::None
            }
        }
    }

    /// A template that failed: where, and for which article.
    fn template_fault(&self, error: &tera::Error, template: &str, sheet: &Sheet) -> Diagnostic {
        let (place, why) = place_of(error, &self.site.theme.templates);
        let place = place.unwrap_or_else(|| Place::file(&SourcePath::new(format!("templates/{template}"))));
        let fault = Diagnostic::new(Code::TemplateFailed, place).says(why);
        let (Sheet::Story(id) | Sheet::Notice(id)) = sheet else { return fault.culprit(None) };
        let source = &self.story(*id).article.card.source;
        fault.also(Place::file(source), "while this article was printed").culprit(Some(source.clone()))
    }
}
