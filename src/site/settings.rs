//! What `site.yaml` says, meant and checked.

use std::collections::BTreeMap;

use super::look::{Band, Face, Logo};
use super::snippets::Snippet;
use super::{Places, Search};
use crate::base::{Address, Code, Coding, Kind, Lang, Place, Severity, SiteZone, Slugs};
use crate::matter::Field;
use crate::theme::{Colour, HouseDates, ListSpec, Scheme};

/// The settings of a site; every one has a default.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The paper's name.
    pub title: String,
    /// Its tagline.
    pub tagline: Option<String>,
    /// The declared languages; the first is the site's own and has no prefix.
    pub languages: Vec<Lang>,
    /// The time zone in which the desk writes times.
    pub zone: SiteZone,
    /// Whether the site names its zone itself.
    pub zone_given: bool,
    /// Where the site will stand.
    pub base: BaseUrl,
    /// The theme's name.
    pub theme: String,
    /// `colours` and `fonts` as templates get them.
    pub theme_settings: Vec<(Box<str>, Field)>,
    /// Colours by the theme's names, for light or for dark pages.
    pub colours: Vec<(String, Scheme, Colour)>,
    /// Faces by the theme's names.
    pub faces: Vec<Face>,
    /// The logo.
    pub logo: Option<Logo>,
    /// The bands of the front page in their order; `None`: one for each section with enough stories.
    pub bands: Option<Vec<Band>>,
    /// The main navigation; `None`: the sections.
    pub navigation: Option<Vec<NavLink>>,
    /// The footer's links; `None`: the standing pages.
    pub footer: Option<Vec<NavLink>>,
    /// Order, titles and colours of sections.
    pub sections: Vec<SectionSetting>,
    /// The pattern of article addresses.
    pub permalink: String,
    /// How slugs are spelled.
    pub slugs: Slugs,
    /// How the pages of a list are numbered.
    pub pagination: Pagination,
    /// Stories on a full page of a list.
    pub page_size: usize,
    /// Which feeds there are.
    pub feeds: Feeds,
    /// Lists that templates get by name.
    pub lists: Vec<ListSpec>,
    /// Names of data files that every page gets.
    pub data: Vec<String>,
    /// Who publishes.
    pub organisation: Organisation,
    /// What becomes of expired stories.
    pub expired: Expired,
    /// From how many years on an article says that it is old; `None`: never.
    pub age_notice: Option<u16>,
    /// How dates are written where it isn't as the language does (`dates`, `numerals`).
    pub dates: HouseDates,
    /// An article says how many minutes it takes to read.
    pub reading_time: bool,
    /// Typographic quotes and dashes.
    pub smart_punctuation: bool,
    /// A file that tells answering programs what is here.
    pub llms_txt: bool,
    /// A ninjs file beside each article.
    pub ninjs: bool,
    /// A picture made for each shared link.
    pub social_cards: bool,
    /// The search page and its index.
    pub search: Search,
    /// How pictures are made.
    pub images: Images,
    /// Compressed copies beside the files: in which codings.
    pub compress: Vec<Coding>,
    /// Text and data mining: `Some(true)` allowed, `Some(false)` denied.
    pub mining: Option<bool>,
    /// More lines for robots.txt.
    pub robots: Vec<String>,
    /// `security_txt`: field names and values.
    pub security_txt: Vec<(String, String)>,
    /// Lines of ads.txt.
    pub ads_txt: Vec<String>,
    /// Lines of trust.txt.
    pub trust_txt: Vec<String>,
    /// More headers by path, for `_headers`.
    pub headers: Vec<(String, Vec<(String, String)>)>,
    /// HTML of the site's own for all pages, or for some.
    pub snippets: Vec<Snippet>,
    /// A tag has a page from so many stories.
    pub tag_min: usize,
    /// How many hours newer the highest priority counts.
    pub front_hours: u32,
    /// Severities that the site sets itself.
    pub severities: BTreeMap<Code, Severity>,
    /// Other spellings of tags, each with the tag that is meant.
    pub synonyms: BTreeMap<String, String>,
    /// Media Topic codes of tags: `medtop:` and eight digits.
    pub topic_codes: BTreeMap<String, String>,
    /// Where settings stand that are judged later.
    pub places: Places,
}

/// A link of the navigation or the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavLink {
    /// What it says; `None`: the target's own title.
    pub title: Option<String>,
    /// An address of the site or a URL.
    pub href: String,
}

/// What site.yaml says of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionSetting {
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// Its colour.
    pub colour: Option<String>,
}

/// How the pages of a list are numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pagination {
    /// From the oldest, so that a full page stays as it is.
    Stable,
    /// From the newest, as other generators do.
    NewestFirst,
}

/// What becomes of a story that has expired.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expired {
    /// A short notice stands at its address.
    Notice,
    /// Its address goes.
    Remove,
    /// Its page stays; it is only off lists.
    Keep,
}

/// How pictures are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Images {
    /// As small as they can be.
    Best,
    /// Quickly.
    Fast,
    /// Not at all: pictures are passed on as they are.
    Off,
}

/// The formats of feeds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FeedFormat {
    /// RSS 2.0.
    Rss,
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// The file's name.
    pub fn file_name(self) -> &'static str {
        match self {
            FeedFormat::Rss => "rss.xml",
            FeedFormat::Atom => "atom.xml",
            FeedFormat::Json => "feed.json",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FeedFormat::Rss => "application/rss+xml",
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Json => "application/feed+json",
        }
    }

    /// Its name for readers.
    pub fn label(self) -> &'static str {
        match self {
            FeedFormat::Rss => "RSS",
            FeedFormat::Atom => "Atom",
            FeedFormat::Json => "JSON Feed",
        }
    }
}

/// Which feeds there are and what they hold.
#[derive(Clone, Debug)]
pub struct Feeds {
    /// At the front of each language.
    pub site: Vec<FeedFormat>,
    /// In sections.
    pub section: Vec<FeedFormat>,
    /// At tags.
    pub tag: Vec<FeedFormat>,
    /// At authors.
    pub author: Vec<FeedFormat>,
    /// At series.
    pub series: Vec<FeedFormat>,
    /// Items in a feed.
    pub size: usize,
    /// The whole text, not the standfirst alone.
    pub full_text: bool,
    /// Each entry of running coverage is an item of its own.
    pub live_entries: bool,
    /// WebSub hubs.
    pub websub: Vec<String>,
    /// Feeds for those who pass stories on.
    pub partners: Vec<Partner>,
}

/// A feed for somebody who passes stories on.
#[derive(Clone, Debug)]
pub struct Partner {
    /// The last part of its address.
    pub name: String,
    /// What it is called; else the paper's title.
    pub title: Option<String>,
    /// Paths of sections; empty: all.
    pub sections: Vec<String>,
    /// Tags; empty: all.
    pub tags: Vec<String>,
    /// Kinds; empty: all but paid content.
    pub kinds: Vec<Kind>,
    /// The language.
    pub language: Lang,
    /// Items in it.
    pub size: usize,
    /// The whole text, not the standfirst alone.
    pub full_text: bool,
    /// Its formats.
    pub formats: Vec<FeedFormat>,
    /// Where it is declared.
    pub place: Place,
}

impl Partner {
    /// The address of its feed in that format.
    pub fn address(&self, format: FeedFormat) -> Address {
        Address::new(format!("/partners/{}/{}", self.name, format.file_name()))
    }
}

/// Who publishes the paper.
#[derive(Clone, Debug, Default)]
pub struct Organisation {
    /// Its name; the paper's title where none is given.
    pub name: Option<String>,
    /// Its legal name.
    pub legal_name: Option<String>,
    /// Its logo.
    pub logo: Option<String>,
    /// Profiles elsewhere.
    pub same_as: Vec<String>,
    /// Policies by name, each with the path of a standing page.
    pub policies: Vec<(String, String)>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub telephone: Option<String>,
    /// The postal address.
    pub address: Option<String>,
    /// The paper as Google News knows it.
    pub news_publication: Option<String>,
}

/// Where the site stands: scheme, host and perhaps a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseUrl {
    /// `https://paper.example`.
    pub origin: String,
    /// `/news` or empty.
    pub path: String,
    /// Whether the site gave it.
    pub given: bool,
}

impl BaseUrl {
    /// What stands in for a base URL that nobody gave (RFC 2606 §2: never a real host).
    pub fn missing() -> BaseUrl {
        BaseUrl { origin: "https://example.invalid".into(), path: String::new(), given: false }
    }

    /// Reads `https://host[:port][/path]`; `None` when it isn't one.
    pub fn parse(text: &str) -> Option<BaseUrl> {
        let text = text.trim();
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let scheme = &text[..text.len() - rest.len()];
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() || rest.contains(['?', '#', ' ', '"', '<', '>', '\\']) {
            return None;
        }
        let path = Address::parse(path).ok()?;
        let path = path.encoded().trim_end_matches('/').to_owned();
        Some(BaseUrl { origin: format!("{scheme}{}", host.to_lowercase()), path, given: true })
    }

    /// The link within the site to `address`: percent-encoded, with the base URL's path.
    pub fn href(&self, address: &Address) -> String {
        let encoded = address.encoded();
        if self.path.is_empty() { encoded } else { [&*self.path, &encoded].concat() }
    }

    /// The absolute address.
    pub fn absolute(&self, address: &Address) -> String {
        [&*self.origin, &self.path, &address.encoded()].concat()
    }
}

impl Settings {
    /// The site's own language.
    pub fn language(&self) -> &Lang {
        &self.languages[0]
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;
    use crate::base::Address;

    #[test]
    fn a_base_url_may_carry_a_path() {
        let base = BaseUrl::parse("https://Paper.example/the news/").unwrap_or_else(BaseUrl::missing);
        assert!(!base.given, "a space must be encoded by the writer");
        let base = BaseUrl::parse("https://Paper.example/news/").expect("a base URL");
        assert_eq!(base.href(&Address::new("/a/")), "/news/a/");
        assert_eq!(base.absolute(&Address::new("/ż/")), "https://paper.example/news/%C5%BC/");
        assert_eq!(BaseUrl::parse("paper.example"), None);
    }
}
