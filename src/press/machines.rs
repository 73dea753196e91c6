//! Files for robots, hosts and the reader's own search.

use super::Press;
use crate::base::{Address, Code, Diagnostic, Found, Lang, Moment, Place, SourcePath};
use crate::edition::{State, Story, StoryId, news_window};
use crate::plan::{ListPage, ListRef, Month, SITEMAP_MOST, Sheet, formats, sitemap_path};
use crate::site::{FeedFormat, Loads};
use crate::wire::{
    ads_txt, alias_page, headers, llms, manifest, redirects, robots, security_txt, sitemap, tdmrep, trust_txt,
};

/// Folders whose files have names that change with their bytes; hosts and readers may keep those for ever.
const FINGERPRINTED: [&str; 2] = ["assets/", "pictures/"];

/// The stylesheet of every page.
const SHEET: &str = "style.css";

/// An address of a sitemap in the making.
struct Mapped {
    loc: String,
    lastmod: Option<Moment>,
    images: Vec<String>,
    alternates: Vec<(String, String)>,
}

impl Press<'_> {
    /// The sitemap of sitemaps.
    pub(super) fn sitemap_index(&self) -> String {
        let newest = |month: Month| self.mapped_stories(month).filter_map(Story::changed).max();
        let files: Vec<(String, Option<Moment>)> = self
            .plan
            .sitemaps()
            .map(|(month, part)| (self.absolute(&Address::new(sitemap_path(month, part))), newest(month)))
            .collect();
        let rows: Vec<(&str, Option<Moment>)> = files.iter().map(|(url, at)| (url.as_str(), *at)).collect();
        let mut out = String::new();
        sitemap::index(&rows, &mut out);
        out
    }

    /// A sitemap: a month's stories, or all other pages.
    pub(super) fn sitemap(&self, month: Month, part: usize) -> String {
        let mut rows: Vec<Mapped> = self.mapped_stories(month).map(|s| self.mapped(s)).collect();
        if month.is_none() {
            rows.extend(self.mapped_pages());
        }
        let rows = rows.chunks(SITEMAP_MOST).nth(part - 1).unwrap_or_default();
        let images: Vec<Vec<&str>> = rows.iter().map(|r| r.images.iter().map(String::as_str).collect()).collect();
        let alternates: Vec<Vec<(&str, &str)>> =
            rows.iter().map(|r| r.alternates.iter().map(|(l, u)| (l.as_str(), u.as_str())).collect()).collect();
        let entries: Vec<sitemap::Entry<'_>> = rows
            .iter()
            .zip(images.iter().zip(&alternates))
            .map(|(row, (images, alternates))| sitemap::Entry {
                loc: &row.loc,
                lastmod: row.lastmod,
                images,
                alternates,
            })
            .collect();
        sitemap::parts(&entries).into_iter().next().map(|part| part.xml).unwrap_or_default()
    }

    fn mapped_stories(&self, month: Month) -> impl Iterator<Item = &Story> {
        self.plan.mapped.get(&month).into_iter().flatten().map(|id| self.story(*id))
    }

    fn mapped(&self, story: &Story) -> Mapped {
        let card = &story.article.card;
        let image = card.image.as_ref().filter(|_| story.state != State::Withdrawn);
        let image = image.and_then(|image| self.file(&card.source, &image.src)).filter(|shown| shown.row.is_some());
        Mapped {
            loc: self.absolute(&story.address),
            lastmod: story.changed(),
            images: image.into_iter().map(|shown| shown.absolute).collect(),
            alternates: self.mapped_alternates(self.story_alternates(story)),
        }
    }

    /// The versions of a page as its head names them.
    fn mapped_alternates(&self, versions: Vec<(Lang, Address)>) -> Vec<(String, String)> {
        let mut alternates: Vec<(String, String)> =
            versions.into_iter().map(|(lang, address)| (lang.to_string(), self.absolute(&address))).collect();
        if alternates.len() < 2 {
            return Vec::new();
        }
        alternates.push(("x-default".to_owned(), alternates[0].1.clone()));
        alternates
    }

    /// Fronts and lists: what isn't a story, and search engines should know.
    fn mapped_pages(&self) -> Vec<Mapped> {
        let mut rows = Vec::new();
        for (address, sheet) in &self.plan.sheets {
            let newest = match sheet {
                Sheet::Front(desk) => self.newest(&self.desk(*desk).river),
                Sheet::List(desk, list, ListPage::Newest) => self.newest(list.stories(self.desk(*desk))),
                Sheet::Terms(..) | Sheet::Archive(_) | Sheet::Corrections(_) => None,
                Sheet::List(..)
                | Sheet::Story(_)
                | Sheet::Notice(_)
                | Sheet::Year(..)
                | Sheet::Month(..)
                | Sheet::Undated(_)
                | Sheet::Search(_)
                | Sheet::Feeds(_)
                | Sheet::NotFound
                | Sheet::Styleguide(_)
                | Sheet::StyleguidePicture
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
                | Sheet::Item(_)
                | Sheet::LatestItems(..)
                | Sheet::Partner(..)
                | Sheet::Llms
                | Sheet::Card(_)
                | Sheet::Alias(_)
                | Sheet::File(_)
                | Sheet::Asset(_) => continue,
            };
            rows.push(Mapped {
                loc: self.absolute(address),
                lastmod: newest,
                images: Vec::new(),
                alternates: if matches!(sheet, Sheet::Front(_)) {
                    self.mapped_alternates(self.desk_alternates("/"))
                } else {
                    Vec::new()
                },
            });
        }
        rows
    }

    fn newest(&self, stories: &[StoryId]) -> Option<Moment> {
        stories.iter().take(40).filter_map(|id| self.story(*id).changed()).max()
    }

    /// Google's news sitemap.
    pub(super) fn news_sitemap(&self, found: &mut Found) -> String {
        let ids = news_window(self.edition);
        if ids.len() > sitemap::MOST_NEWS {
            let place = Place::file(&SourcePath::new("site.yaml"));
            let says = format!("{} stories of the last 48 hours; a news sitemap holds the newest 1,000", ids.len());
            found.push(Diagnostic::new(Code::TooMany, place).says(says).culprit(None));
        }
        let rows: Vec<(String, &Story)> =
            ids.iter().map(|id| self.story(*id)).map(|s| (self.absolute(&s.address), s)).collect();
        let news: Vec<sitemap::News<'_>> = rows
            .iter()
            .filter_map(|(loc, story)| {
                let card = &story.article.card;
                let published = card.published?;
                Some(sitemap::News { loc, published, title: &card.title, language: card.lang.as_str() })
            })
            .collect();
        let settings = self.settings();
        let name = settings.organisation.news_publication.as_deref().unwrap_or(&settings.title);
        let mut out = String::new();
        sitemap::news(name, &news, &mut out);
        out
    }

    /// The base URL's path with a slash at its end.
    fn root_path(&self) -> String {
        format!("{}/", self.base().path)
    }

    /// robots.txt.
    pub(super) fn robots_txt(&self, found: &mut Found) -> String {
        let (path, settings) = (self.root_path(), self.settings());
        let maps = ["/sitemap.xml", "/news-sitemap.xml"].map(|path| self.absolute(&Address::new(path)));
        let own: Vec<&str> = settings.robots.iter().map(String::as_str).collect();
        let given = robots::Robots {
            path: &path,
            deny_miners: settings.mining == Some(false),
            own: &own,
            sitemaps: &[&maps[0], &maps[1]],
        };
        let mut out = String::new();
        tell_refused("robots", robots::robots(&given, &mut out), found);
        out
    }

    /// The web manifest.
    pub(super) fn web_manifest(&self) -> String {
        const ICONS: [(&str, u32, bool); 4] = [
            ("/icon-192.png", 192, false),
            ("/icon-512.png", 512, false),
            ("/icon-maskable-512.png", 512, true),
            ("/favicon.svg", 0, false),
        ];
        let there = ICONS.iter().filter(|(path, _, _)| self.plan.has(&Address::new(*path)));
        let rows: Vec<(String, &(&str, u32, bool))> = there.map(|i| (self.href(&Address::new(i.0)), i)).collect();
        let icons: Vec<manifest::Icon<'_>> = rows
            .iter()
            .map(|(src, (path, size, maskable))| manifest::Icon {
                src,
                mime: super::files::media_type(path),
                size: *size,
                maskable: *maskable,
            })
            .collect();
        let (path, desk) = (self.root_path(), self.desk(0));
        let given = manifest::Manifest {
            name: &self.settings().title,
            short_name: None,
            language: desk.lang.as_str(),
            direction: desk.lang.direction(),
            path: &path,
            theme_colour: None,
            background_colour: None,
            icons: &icons,
        };
        let mut out = String::new();
        manifest::manifest(&given, &mut out);
        out
    }

    /// `_redirects`.
    pub(super) fn redirects(&self, found: &mut Found) -> String {
        let mut rows: Vec<(String, String)> = Vec::new();
        for (address, sheet) in &self.plan.sheets {
            if let Sheet::Alias(id) = sheet {
                rows.push((self.href(address), self.href(&self.story(*id).address)));
            }
        }
        let given: Vec<redirects::Redirect<'_>> =
            rows.iter().map(|(from, to)| redirects::Redirect { from, to }).collect();
        let mut out = String::new();
        let written = redirects::redirects(&given, &mut out);
        if written.rules > redirects::MOST_RULES_CLOUDFLARE {
            let place = Place::file(&SourcePath::new("site.yaml"));
            let says =
                format!("_redirects has {} rules; Cloudflare Pages reads 2,000, GitLab Pages 1,000", written.rules);
            found.push(Diagnostic::new(Code::TooMany, place).says(says).culprit(None));
        }
        out
    }

    /// `_headers`.
    pub(super) fn headers(&self, found: &mut Found) -> String {
        let (path, settings) = (self.root_path(), self.settings());
        let hubs: Vec<&str> = settings.feeds.websub.iter().map(String::as_str).collect();
        let feeds: Vec<(String, String)> = match hubs.is_empty() {
            true => Vec::new(),
            false => self.announced_feeds(),
        };
        let hub_feeds: Vec<(&str, &str)> = feeds.iter().map(|(p, u)| (p.as_str(), u.as_str())).collect();
        let own: Vec<(&str, &str, &str)> = settings
            .headers
            .iter()
            .flat_map(|(path, rows)| rows.iter().map(|(name, value)| (path.as_str(), name.as_str(), value.as_str())))
            .collect();
        let sheets: Vec<String> = self.site.theme.inlined().map(|(_, sheet)| headers::hash_source(&sheet)).collect();
        let hints = self.hinted_sheets();
        let preloads: Vec<(&str, &str)> = hints.iter().map(|(path, sheet)| (&**path, &**sheet)).collect();
        let engine = settings.search.engine.as_ref().filter(|_| settings.search.is_on() && settings.base.given);
        let of = |loads: Loads| self.admitted(loads);
        let images: Vec<&str> = ["https:"].into_iter().chain(of(Loads::Img)).collect();
        let styles: Vec<&str> = sheets.iter().map(String::as_str).chain(of(Loads::Style)).collect();
        let forms: Vec<&str> = engine.iter().map(|engine| engine.origin.as_str()).chain(of(Loads::Form)).collect();
        let policy = headers::ContentPolicy {
            scripts: &of(Loads::Script),
            styles: &styles,
            images: &images,
            media: &of(Loads::Media),
            fonts: &of(Loads::Font),
            connections: &of(Loads::Connect),
            frames: &of(Loads::Frame),
            forms: &forms,
        };
        self.tell_long_policy(&policy.value(), found);
        let given = headers::Headers {
            path: &path,
            fingerprinted: &FINGERPRINTED,
            preloads: &preloads,
            policy: &policy,
            tdm_reserved: (settings.mining == Some(false)).then_some(None),
            live: self.plan.sheets.iter().any(|(_, sheet)| matches!(sheet, Sheet::Live(_))),
            hubs: &hubs,
            hub_feeds: &hub_feeds,
            own: &own,
        };
        let mut out = String::new();
        let written = headers::headers(&given, &mut out);
        for line in written.refused {
            found.push(setting_fault("headers", &line, "it can't stand in `_headers`"));
        }
        out
    }

    /// The fronts' paths, each with the stylesheet that isn't in the page.
    fn hinted_sheets(&self) -> Vec<(String, String)> {
        let theme = &self.site.theme;
        let sheet = theme.assets.get(SHEET).filter(|_| !theme.manifest.inline.iter().any(|name| name == SHEET));
        let fronts = self.plan.sheets.iter().filter(|(_, page)| matches!(page, Sheet::Front(_)));
        let hint = |(front, _): &(Address, Sheet)| Some((self.href(front), self.href(&sheet?.address)));
        fronts.filter_map(hint).collect()
    }

    fn announced_feeds(&self) -> Vec<(String, String)> {
        let site_feed =
            |sheet: &Sheet| matches!(sheet, Sheet::Feed(_, ListRef::Latest | ListRef::Section(_), FeedFormat::Rss));
        let feeds = self.plan.sheets.iter().filter(|(_, sheet)| site_feed(sheet)).take(80);
        feeds.map(|(address, _)| (self.href(address), self.absolute(address))).collect()
    }

    /// tdmrep.json.
    pub(super) fn tdmrep(&self) -> String {
        let mut out = String::new();
        tdmrep::tdmrep(true, &self.root_path(), None, &mut out);
        out
    }

    /// llms.txt: sections, standing pages and feeds of each language.
    pub(super) fn llms_txt(&self) -> String {
        /// A link in the making: its title, where it leads, what is said of it.
        type Row = (String, String, Option<String>);
        let mut rows: Vec<(&str, Vec<Row>)> = Vec::new();
        for desk in &self.edition.desks {
            let words = self.words(desk);
            let sections = desk.sections.iter().map(|section| {
                (section.group.title.to_string(), self.absolute(&section.group.address), section.description.clone())
            });
            let pages = desk.pages.iter().map(|id| self.story(*id)).filter(|story| story.article.card.index);
            let page = |story: &Story| (story.article.card.title.to_string(), self.absolute(&story.address), None);
            let feeds = formats(ListRef::Latest, self.settings()).iter().map(|format| {
                (format.label().to_owned(), self.absolute(&desk.address("/").join(format.file_name())), None)
            });
            rows.push((words.get("navigation"), sections.collect()));
            rows.push((&self.settings().title, pages.map(page).collect()));
            rows.push((words.get("feeds"), feeds.collect()));
        }
        let lists: Vec<(&str, Vec<llms::Link<'_>>)> = rows
            .iter()
            .map(|(heading, links)| {
                let links = links.iter().map(|(title, url, about)| llms::Link { title, url, about: about.as_deref() });
                (*heading, links.collect())
            })
            .collect();
        let mut out = String::new();
        llms::llms(&self.settings().title, self.settings().tagline.as_deref(), &lists, &mut out);
        out
    }

    /// security.txt.
    pub(super) fn security_txt(&self, found: &mut Found) -> String {
        let rows = &self.settings().security_txt;
        let get = |key: &str| rows.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
        let contacts: Vec<&str> = rows.iter().filter(|(k, _)| k == "contact").map(|(_, v)| v.as_str()).collect();
        let expires = get("expires").and_then(|text| crate::copy::parse_moment(text, &self.settings().zone));
        let Some(expires) = expires else {
            found.push(setting_fault("security_txt", "expires", "it needs a date, at most a year ahead (RFC 9116)"));
            return String::new();
        };
        if expires.is_due(self.edition.at) {
            let place = Place::file(&SourcePath::new("site.yaml"));
            let says = "`security_txt` has expired; programs will pass it over";
            found.push(Diagnostic::new(Code::SettingExpired, place).says(says).culprit(None));
        }
        let canonical = self.absolute(&Address::new("/.well-known/security.txt"));
        let given = security_txt::SecurityTxt {
            contacts: &contacts,
            expires,
            languages: &[self.settings().language().as_str()],
            canonical: Some(&canonical),
            policy: get("policy"),
            encryption: get("encryption"),
            acknowledgments: get("acknowledgments"),
            hiring: get("hiring"),
        };
        let mut out = String::new();
        tell_refused("security_txt", security_txt::security_txt(&given, &mut out), found);
        out
    }

    /// ads.txt.
    pub(super) fn ads_txt(&self, found: &mut Found) -> String {
        let lines: Vec<&str> = self.settings().ads_txt.iter().map(String::as_str).collect();
        let mut out = String::new();
        tell_refused("ads_txt", ads_txt::ads_txt(&lines, &mut out), found);
        out
    }

    /// trust.txt.
    pub(super) fn trust_txt(&self, found: &mut Found) -> String {
        let lines: Vec<&str> = self.settings().trust_txt.iter().map(String::as_str).collect();
        let mut out = String::new();
        tell_refused("trust_txt", trust_txt::trust_txt(&lines, &mut out), found);
        out
    }

    /// The page at an old address.
    pub(super) fn alias(&self, id: StoryId) -> String {
        let story = self.story(id);
        let (card, target) = (&story.article.card, self.absolute(&story.address));
        let title = if story.is_listed() || card.standing {
            card.title.to_string()
        } else {
            self.notice_title(story).into_owned()
        };
        let page = alias_page::AliasPage {
            language: card.lang.as_str(),
            direction: card.lang.direction(),
            target: &target,
            title: &title,
            moved: self.words(self.edition.desk_of(story)).get("moved"),
        };
        let mut out = String::new();
        alias_page::alias_page(&page, &mut out);
        out
    }
}

fn tell_refused(setting: &str, refused: Vec<crate::wire::Refused>, found: &mut Found) {
    found.extend(refused.into_iter().map(|row| setting_fault(setting, &row.line, row.why)));
}

fn setting_fault(setting: &str, line: &str, why: &str) -> Diagnostic {
    let place = Place::file(&SourcePath::new("site.yaml"));
    Diagnostic::new(Code::SettingWrong, place).says(format!("`{setting}`: {line:?}: {why}")).culprit(None)
}
