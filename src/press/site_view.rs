//! The paper, as every page of a language sees it.

use std::borrow::Cow;

use tera::{Map, Value, value::Key};

use super::Press;
use super::component::value_of;
use super::files::media_type;
use super::needs::Needs;
use super::view::{Free, Show};
use super::views::{IconView, IndexLinksView, LinkView, OrganisationView, SiteView, Text};
use crate::base::Address;
use crate::edition::{Desk, DeskId};
use crate::plan::ListRef;
use crate::site::NavLink;

/// Icons that a site may put into `static/`: file, `rel`, `sizes`.
const ICONS: [(&str, &str, Option<&str>); 5] = [
    ("/favicon.ico", "icon", Some("32x32")),
    ("/favicon.svg", "icon", None),
    ("/icon-192.png", "icon", Some("192x192")),
    ("/icon-512.png", "icon", Some("512x512")),
    ("/apple-touch-icon.png", "apple-touch-icon", Some("180x180")),
];

impl<'a> Press<'a> {
    /// The site's view for a desk, with those of its fields that are needed.
    pub(super) fn site_view(&self, id: DeskId, needs: &Needs) -> Value {
        let (desk, settings) = (self.desk(id), self.settings());
        let href = |path: &str| Text::from(self.href(&desk.address(path)));
        let dark_logo = settings.logo.as_ref().and_then(|logo| logo.dark.as_deref());
        let some = |there: bool, path: &str| there.then(|| href(path));
        SiteView {
            title: Cow::from(&*settings.title),
            tagline: settings.tagline.as_deref().map(Cow::from),
            url: format!("{}{}", settings.base.origin, settings.base.path).into(),
            language: Cow::from(desk.lang.as_str()),
            direction: desk.lang.direction().as_str().into(),
            home: href("/"),
            navigation: self.navigation(desk),
            footer: self.footer(desk),
            languages: self.languages(),
            feeds: self.feed_links(desk, ListRef::Latest),
            search: settings.search.is_on().then(|| href("/search/")),
            latest: href("/latest/"),
            archive: href("/archive/"),
            pages: IndexLinksView {
                tags: some(desk.tags.iter().any(|t| t.has_page), "/tags/"),
                authors: some(!desk.authors.is_empty(), "/authors/"),
                series: some(!desk.series.is_empty(), "/series/"),
                corrections: some(!desk.corrections.is_empty(), "/corrections/"),
                feeds: href("/feeds/"),
            },
            logo: settings.logo.as_ref().and_then(|logo| self.static_image(&logo.path, &settings.title)),
            logo_dark: dark_logo.and_then(|path| self.static_image(path, &settings.title)),
            card: self.static_image("/card.png", &settings.title),
            organisation: self.organisation(desk),
            assets: Free(self.assets()),
            inlined: Free(self.inlined()),
            words: Free(self.words(desk).value()),
            settings: Free(self.theme_settings()),
            icons: self.icons(),
            manifest: self.href(&Address::new("/manifest.webmanifest")).into(),
            mining_denied: settings.mining == Some(false),
            preview: self.preview,
        }
        .value(needs)
    }

    fn navigation(&self, desk: &'a Desk) -> Vec<LinkView<'a>> {
        match self.settings().navigation.as_ref().filter(|_| desk.prefix.is_empty()) {
            Some(links) => links.iter().map(|link| self.nav_link(link, desk)).collect(),
            None => desk.sections.iter().filter(|s| s.parent.is_none()).map(|s| self.section_view(s)).collect(),
        }
    }

    fn footer(&self, desk: &'a Desk) -> Vec<LinkView<'a>> {
        if let Some(links) = self.settings().footer.as_ref().filter(|_| desk.prefix.is_empty()) {
            return links.iter().map(|link| self.nav_link(link, desk)).collect();
        }
        let pages = desk.pages.iter().map(|id| self.story(*id)).filter(|s| s.article.card.section.is_empty());
        pages
            .map(|page| LinkView {
                title: Cow::from(&*page.article.card.title),
                href: self.href(&page.address).into(),
                language: None,
                colour: None,
            })
            .collect()
    }

    /// A link of site.yaml: an address of the site, or a URL.
    fn nav_link(&self, link: &'a NavLink, desk: &'a Desk) -> LinkView<'a> {
        let address = Address::parse(&link.href).ok().filter(|_| link.href.starts_with('/'));
        let title = link.title.as_deref().map(Text::from);
        let section = address.as_ref().and_then(|a| desk.sections.iter().find(|s| s.group.address == *a));
        let own = section.map(|s| Text::from(&*s.group.title));
        let page = address.as_ref().and_then(|a| self.edition.stories.iter().find(|s| s.address == *a));
        let own = own.or(page.map(|p| Text::from(&*p.article.card.title))).or_else(|| {
            let word = address.as_ref()?.as_str().trim_start_matches(&*desk.prefix).trim_matches('/');
            self.words(desk).find(if word == "series" { "all_series" } else { word }).map(Text::from)
        });
        LinkView {
            title: title.or(own).unwrap_or_else(|| Cow::from(&*link.href)),
            href: address.map_or_else(|| Cow::from(&*link.href), |a| self.href(&a).into()),
            language: None,
            colour: section.and_then(|s| s.colour.as_deref()).map(super::lists::colour_word),
        }
    }

    fn languages(&self) -> Vec<LinkView<'a>> {
        let desks: Vec<&'a Desk> = self.open_desks().map(|(_, desk)| desk).collect();
        if desks.len() < 2 {
            return Vec::new();
        }
        desks
            .into_iter()
            .map(|desk| LinkView {
                title: self.language_name(&desk.lang),
                href: self.href(&desk.address("/")).into(),
                language: Some(Cow::from(desk.lang.as_str())),
                colour: None,
            })
            .collect()
    }

    fn organisation(&self, desk: &'a Desk) -> OrganisationView<'a> {
        let given = &self.settings().organisation;
        let text = |text: &'a Option<String>| text.as_deref().map(Cow::from);
        let policy = |(name, path): &'a (String, String)| {
            let address = Address::parse(path).ok().filter(|a| self.plan.has(a))?;
            let page = self.edition.stories.iter().find(|s| s.address == address);
            let words = self.words(desk).find(&format!("policy_names.{name}"));
            let title = words.or(page.map(|p| &*p.article.card.title)).unwrap_or(name);
            Some(LinkView { title: title.into(), href: self.href(&address).into(), language: None, colour: None })
        };
        OrganisationView {
            name: Cow::from(given.name.as_deref().unwrap_or(&self.settings().title)),
            legal_name: text(&given.legal_name),
            policies: given.policies.iter().filter_map(policy).collect(),
            email: text(&given.email),
            telephone: text(&given.telephone),
            address: text(&given.address),
            same_as: given.same_as.iter().map(|s| Cow::from(&**s)).collect(),
        }
    }

    fn assets(&self) -> Value {
        let mut map = Map::new();
        for (name, asset) in &self.site.theme.assets {
            map.insert(Key::from(name.clone()), Value::from(self.href(&asset.address)));
        }
        Value::from(map)
    }

    fn inlined(&self) -> Value {
        let sheet = |(name, sheet): (&str, String)| (Key::from(name.to_owned()), Value::safe_string(&sheet));
        Value::from(self.site.theme.inlined().map(sheet).collect::<Map>())
    }

    /// The theme's settings: its own defaults, and over them what site.yaml says.
    fn theme_settings(&self) -> Value {
        let mut map = Map::new();
        for (key, value) in &self.site.theme.manifest.settings {
            map.insert(Key::from(key.clone()), Value::from_serializable(value));
        }
        for (key, field) in &self.settings().theme_settings {
            lay_over(&mut map, Key::from(key.to_string()), value_of(field));
        }
        Value::from(map)
    }

    fn icons(&self) -> Vec<IconView<'a>> {
        let there = ICONS.iter().filter(|(path, _, _)| self.plan.has(&Address::new(*path)));
        there
            .map(|(path, rel, sizes)| IconView {
                rel: (*rel).into(),
                href: self.href(&Address::new(*path)).into(),
                sizes: sizes.map(Cow::from),
                media_type: media_type(path).into(),
            })
            .collect()
    }
}

/// Lays a value over the one of that name; maps name by name, those within them too.
fn lay_over(below: &mut Map, key: Key<'static>, over: Value) {
    let both = match (below.get(&key).and_then(Value::as_map), over.as_map()) {
        (Some(old), Some(new)) => {
            let mut both = old.clone();
            new.iter().for_each(|(name, value)| lay_over(&mut both, name.clone(), value.clone()));
            Value::from(both)
        }
        _ => over,
    };
    below.insert(key, both);
}
