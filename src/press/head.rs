//! What the head of each page says (NEWS.md §4).

use std::borrow::Cow;

use super::Press;
use super::cards::summary;
use super::files::media_type;
use super::live::Entry;
use super::view::{Html, Shared, Show};
use super::views::{AlternateView, FeedLinkView, ImageView, LinkView, PageView, Text};
use crate::base::{Address, Kind, Lang};
use crate::copy::Body;
use crate::edition::{Desk, DeskId, State, Story, StoryId};
use crate::plan::ListRef;
use crate::site::Settings;

/// What a page says of itself, before the head is made of it.
pub(super) struct Says<'a> {
    /// The template's name.
    pub template: &'static str,
    /// What sort of journalism it is, where it is a story.
    pub kind: Option<Kind>,
    /// Its own name; empty on the front.
    pub name: Text<'a>,
    /// A description.
    pub description: Option<Text<'a>>,
    /// Where it is.
    pub address: Address,
    /// Its desk.
    pub desk: DeskId,
    /// Not for search engines.
    pub noindex: bool,
    /// Its own feeds.
    pub feeds: Shared<Vec<FeedLinkView<'a>>>,
    /// The section that it stands in.
    pub section: Option<u32>,
    /// Pages between the front and this one.
    pub way: Vec<LinkView<'a>>,
    /// JSON-LD.
    pub json_ld: String,
    /// The same page in other languages, where that is known.
    pub alternates: Vec<(Lang, Address)>,
    /// The story that the page is of.
    pub story: Option<StoryId>,
}

impl<'a> Press<'a> {
    /// What a page that needs nothing special says of itself.
    pub(super) fn says(&self, template: &'static str, name: Text<'a>, address: Address, desk: DeskId) -> Says<'a> {
        Says {
            template,
            kind: None,
            name,
            description: None,
            address,
            desk,
            noindex: false,
            feeds: Shared::default(),
            section: None,
            way: Vec::new(),
            json_ld: String::new(),
            alternates: Vec::new(),
            story: None,
        }
    }

    /// The head of a page.
    pub(super) fn page_view(&self, says: Says<'a>) -> PageView<'a> {
        let desk = self.desk(says.desk);
        let title = &self.settings().title;
        let is_404 = says.template == "404";
        let title_of = says.name.clone();
        let mut breadcrumbs = Vec::new();
        if self.wants("breadcrumbs") && says.template != "front" && !is_404 {
            breadcrumbs.push(LinkView {
                title: Cow::from(&**title),
                href: self.href(&desk.address("/")).into(),
                language: None,
                colour: None,
            });
            breadcrumbs.extend(says.way);
        }
        PageView {
            template: says.template.into(),
            title: self.want("title", || self.title(says.template, &says.name, desk).into()),
            og_title: if says.name.is_empty() { Cow::from(&**title) } else { says.name.clone() },
            name: if says.name.is_empty() { Cow::from(&**title) } else { says.name },
            description: says.description.or_else(|| self.describe(says.template, &title_of, desk)),
            path: self.want("path", || self.href(&says.address).into()),
            canonical: self.want("canonical", || (!is_404).then(|| self.absolute(&says.address).into())),
            robots: self.robots(says.noindex, None),
            language: Cow::from(desk.lang.as_str()),
            direction: desk.lang.direction().as_str().into(),
            languages: self.want("languages", || self.language_links(says.desk, &says.address, says.story)),
            translations: Vec::new(),
            alternates: self.want("alternates", || self.alternates(&says.alternates)),
            feeds: says.feeds,
            og_type: if says.template == "author" { "profile".into() } else { "website".into() },
            og_locale: self.want("og_locale", || og_locale(&desk.lang).into()),
            image: self.want("image", || self.site_card()),
            published: None,
            modified: None,
            expires: None,
            section: None,
            section_href: self.want("section_href", || {
                says.section.map(|n| self.href(&desk.sections[n as usize].group.address).into())
            }),
            tags: Vec::new(),
            authors: Vec::new(),
            breadcrumbs,
            json_ld: Html(says.json_ld),
            has_code: false,
            head: self.head_html(says.template, says.kind),
            slots: self.slots_view(says.template, says.kind, desk),
        }
    }

    /// The title of a page. What a page of a list says in another language than the site's own is often the same name,
    /// an author's or the paper's: there the language stands beside it.
    fn title(&self, template: &str, name: &str, desk: &'a Desk) -> String {
        let Settings { title, tagline, .. } = self.settings();
        let is_told = desk.prefix.is_empty() || matches!(template, "article" | "page" | "notice");
        let paper = match is_told {
            true => Cow::from(&**title),
            false => format!("{title} ({})", self.language_name(&desk.lang)).into(),
        };
        match (name, tagline) {
            ("", Some(tagline)) => format!("{paper} – {tagline}"),
            ("", None) => paper.into_owned(),
            (name, _) => format!("{name} – {paper}"),
        }
    }

    /// What the words file says of a sort of page, where the page says nothing itself.
    fn describe(&self, template: &str, name: &str, desk: &'a Desk) -> Option<Text<'a>> {
        let key = match template {
            "tag" => "describe_topic",
            "section" => "describe_section",
            "author" => "describe_author",
            "series" => "describe_series",
            "latest" | "front" => "describe_latest",
            "archive" | "year" | "month" => "describe_archive",
            "corrections" => "describe_corrections",
            "search" => "describe_search",
            "feeds" => "describe_feeds",
            _ => return (!name.is_empty()).then(|| name.to_owned().into()),
        };
        Some(self.words(desk).find(key)?.replace("{title}", name).into())
    }

    /// The head of a story's page.
    pub(super) fn story_head(&self, id: StoryId, body: &Body, entries: &[Entry]) -> PageView<'a> {
        let story = self.story(id);
        let (card, desk) = (&story.article.card, self.edition.desk_of(story));
        let titles = card.titles.as_deref();
        let name: Text<'a> =
            titles.and_then(|t| t.search.as_deref()).map_or_else(|| Cow::from(&*card.title), Cow::from);
        let template = if card.standing { "page" } else { "article" };
        let mut says = self.says(template, name, story.address.clone(), story.desk);
        says.kind = (!card.standing).then_some(card.kind);
        says.description = summary(story).map(Cow::from);
        says.noindex = !card.index || story.mark.is_some();
        says.story = Some(id);
        says.section = story.section.map(|n| self.top_section(desk, n));
        says.way = self.want("breadcrumbs", || self.way(desk, story.section));
        says.alternates = self.want("alternates", || self.story_alternates(story));
        says.feeds = self.want("feeds", || self.section_feeds(story));
        if self.has_json_ld {
            says.json_ld = self.story_json_ld(id, body.words, entries);
        }
        let mut page = self.page_view(says);
        page.language = Cow::from(card.lang.as_str());
        page.direction = card.lang.direction().as_str().into();
        page.og_locale = self.want("og_locale", || og_locale(&card.lang).into());
        page.og_title = titles.and_then(|t| t.social.as_deref()).map_or_else(|| Cow::from(&*card.title), Cow::from);
        page.translations = self.want("translations", || self.translations(story));
        page.robots = self.robots(!card.index || story.mark.is_some(), card.expires.map(|m| m.rfc3339()));
        page.has_code = body.has_code;
        if let Some(image) = card.image.as_ref().and_then(|image| self.absolute_image(image, story)) {
            page.image = Some(Shared::new(named_image(image, &card.title), &self.needs));
        } else if let Some(card) = self.social_view(story) {
            page.image = Some(card);
        }
        if let Some(canonical) = &card.canonical {
            page.canonical = Some(Cow::from(&**canonical));
        }
        // What has no date is a guide, as JSON-LD says too: Open Graph's articles have one.
        if !card.standing && card.published.is_some() {
            self.article_head(story, &mut page);
        }
        page
    }

    /// The `article:` properties of Open Graph.
    fn article_head(&self, story: &'a Story, page: &mut PageView<'a>) {
        let (card, desk) = (&story.article.card, self.edition.desk_of(story));
        page.og_type = "article".into();
        page.published = self.want("published", || card.published.map(|m| m.rfc3339().into()));
        page.modified = self.want("modified", || card.changed.max(story.newest_entry).map(|m| m.rfc3339().into()));
        page.expires = self.want("expires", || card.expires.map(|m| m.rfc3339().into()));
        page.section = story.section.map(|n| Cow::from(&*desk.sections[n as usize].group.title));
        page.tags =
            self.want("tags", || story.tags.iter().map(|n| Cow::from(&*desk.tags[*n as usize].title)).collect());
        let author = |id: &u32| LinkView {
            title: Cow::from(&*self.edition.authors[*id as usize].name),
            href: desk.author_address(*id).map_or(Cow::from(""), |a| self.absolute(a).into()),
            language: None,
            colour: None,
        };
        page.authors = self.want("authors", || story.authors.iter().map(author).collect());
    }

    /// The head of a notice: nothing of the story but what the notice says.
    pub(super) fn notice_head(&self, story: &'a Story) -> PageView<'a> {
        let desk = self.edition.desk_of(story);
        let mut says = self.says("notice", self.notice_title(story), story.address.clone(), story.desk);
        let gone = story.article.card.withdrawn.as_ref().is_some_and(|w| w.gone);
        says.noindex = gone || story.state == State::Expired;
        says.json_ld = self.notice_json_ld(story).unwrap_or_default();
        says.section = story.section.map(|n| self.top_section(desk, n));
        says.way = self.way(desk, story.section);
        let mut page = self.page_view(says);
        page.language = Cow::from(story.article.card.lang.as_str());
        page.direction = story.article.card.lang.direction().as_str().into();
        page
    }

    /// The sections from the outermost down to `section`.
    pub(super) fn way(&self, desk: &'a Desk, section: Option<u32>) -> Vec<LinkView<'a>> {
        let mut way = Vec::new();
        let mut at = section;
        while let Some(number) = at {
            let section = &desk.sections[number as usize];
            way.push(self.section_view(section));
            at = section.parent;
        }
        way.reverse();
        way
    }

    /// The outermost section round `section`: what the navigation shows.
    pub(super) fn top_section(&self, desk: &Desk, mut section: u32) -> u32 {
        while let Some(parent) = desk.sections[section as usize].parent {
            section = parent;
        }
        section
    }

    /// The versions of a story, each with its language.
    pub(super) fn story_alternates(&self, story: &Story) -> Vec<(Lang, Address)> {
        let versions = story.versions.iter().map(|id| self.story(*id));
        versions.map(|s| (s.article.card.lang.clone(), s.address.clone())).collect()
    }

    /// `hreflang` of all versions, and `x-default`: the first of them.
    fn alternates(&self, versions: &[(Lang, Address)]) -> Vec<AlternateView<'a>> {
        if versions.len() < 2 {
            return Vec::new();
        }
        let view = |language: String, address| AlternateView {
            language: language.into(),
            href: self.absolute(address).into(),
        };
        let first = view("x-default".to_owned(), &versions[0].1);
        versions.iter().map(|(lang, address)| view(lang.to_string(), address)).chain([first]).collect()
    }

    fn robots(&self, noindex: bool, expires: Option<String>) -> Text<'a> {
        match (noindex || self.preview, expires) {
            (true, _) => "noindex".into(),
            (false, None) => "max-image-preview:large".into(),
            (false, Some(expires)) => format!("max-image-preview:large, unavailable_after: {expires}").into(),
        }
    }

    /// The feeds of the section that a story stands in.
    fn section_feeds(&self, story: &'a Story) -> Shared<Vec<FeedLinkView<'a>>> {
        let Some(number) = story.section else { return Shared::default() };
        let make = || self.feed_links(self.desk(story.desk), ListRef::Section(number)).value(&self.needs);
        Shared::made(self.common[usize::from(story.desk)].feeds[number as usize].get_or_init(make).clone())
    }

    fn site_card(&self) -> Option<Shared<ImageView<'a>>> {
        let make = || {
            let mut card = self.static_image("/card.png", &self.settings().title)?;
            card.src = self.absolute(&Address::new("/card.png")).into();
            Some(card.value(&self.needs))
        };
        self.card.get_or_init(make).clone().map(Shared::made)
    }

    /// A story's lead image with its absolute address; formats that messengers can't read are passed over.
    fn absolute_image(&self, image: &'a crate::copy::Image, story: &Story) -> Option<ImageView<'a>> {
        let picture = self.lead_picture(image, &story.article.card.source)?;
        let mut view = self.image_view(&picture);
        if let Some((url, crop)) = self.share(&picture) {
            (view.src, view.media_type) = (url.into(), crop.coding.media_type().into());
            (view.width, view.height) = (Some(crop.width as usize), Some(crop.height as usize));
            return Some(view);
        }
        (view.media_type, view.src) = (media_type(&picture.shown.href).into(), picture.shown.absolute.clone().into());
        (view.width, view.height) = picture.size().unzip();
        (!matches!(&*view.media_type, "image/avif" | "image/svg+xml")).then_some(view)
    }
}

/// A picture for shared links, which nobody sees beside its text: without an alternative text of its own it goes by its
/// caption, or by the headline.
fn named_image<'a>(mut image: ImageView<'a>, headline: &'a str) -> ImageView<'a> {
    if image.alt.is_empty() {
        image.alt = image.caption.clone().unwrap_or(Cow::from(headline));
    }
    image
}

/// `en_GB`; a language alone gets the region where most of its papers are.
pub(super) fn og_locale(lang: &Lang) -> String {
    let tag = lang.as_str();
    if let Some(region) = tag.split('-').skip(1).find(|part| part.len() == 2) {
        return format!("{}_{region}", lang.primary());
    }
    let region = match lang.primary() {
        "en" => "GB",
        "uk" => "UA",
        "ar" => "AR",
        "ja" => "JP",
        "zh" => "CN",
        "sv" => "SE",
        "da" => "DK",
        "cs" => "CZ",
        "el" => "GR",
        "et" => "EE",
        "fa" => "IR",
        "he" => "IL",
        "ko" => "KR",
        "sl" => "SI",
        "sq" => "AL",
        "sr" => "RS",
        "vi" => "VN",
        "hi" => "IN",
        other => return format!("{other}_{}", other.to_uppercase()),
    };
    format!("{}_{region}", lang.primary())
}

/// Whether a kind is journalism that may be called news.
pub(super) fn is_news(kind: Kind) -> bool {
    !matches!(kind, Kind::Sponsored | Kind::PressRelease | Kind::Newsletter)
}
