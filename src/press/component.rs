//! Shortcodes: calls of the theme's components.

use tera::{Context, Map, Value, value::Key};

use super::Press;
use super::body::Page;
use super::files::{is_remote, media_type, missing};
use super::resolve::Target;
use super::view::Show;
use crate::base::{Code, Diagnostic, Found, slug};
use crate::copy::{Call, Mark};
use crate::edition::State;
use crate::matter::Field;
use crate::theme::place_of;

impl Press<'_> {
    /// Appends what a component prints.
    pub(super) fn push_component(
        &self,
        call: &Call,
        mark: &Mark,
        page: &Page<'_>,
        out: &mut String,
        found: &mut Found,
    ) {
        let body = call.body.as_ref().map(|body| {
            let mut html = String::new();
            self.fill(body, page, &mut html, found);
            html
        });
        if !self.site.theme.is_sound {
            return;
        }
        let mut args = Context::new();
        let strange = self.strange_arguments(call);
        for (name, field) in call.args.iter().filter(|(name, _)| !strange.contains(&&**name)) {
            args.insert_value(name.to_string(), value_of(field));
        }
        if !strange.is_empty() {
            let code = if call.foreign { Code::ShortcodeUnknown } else { Code::ShortcodeBroken };
            found.push(
                Diagnostic::new(code, page.place(mark))
                    .says(format!("the component `{}` takes no `{}`", call.name, strange.join("`, `")))
                    .help(self.arguments_of(&call.name)),
            );
        }
        let implicits = self.implicits(call, mark, page, found);
        let tera = &self.site.theme.tera;
        let mut bytes = Vec::new();
        match tera.render_component_with_implicits_to(&call.name, &args, &implicits, body.as_deref(), true, &mut bytes)
        {
            Ok(()) => out.push_str(&String::from_utf8_lossy(&bytes)),
            Err(error) => {
                let (place, why) = place_of(&error, &self.site.theme.templates);
                let mut fault = Diagnostic::new(Code::ShortcodeBroken, page.place(mark))
                    .says(format!("the shortcode `{}` can't be printed: {why}", call.name))
                    .help(self.arguments_of(&call.name));
                if let Some(place) = place {
                    fault = fault.also(place, "in this template");
                }
                found.push(fault);
            }
        }
    }

    /// The arguments of a call that its component doesn't take, in the order of the text.
    fn strange_arguments<'c>(&self, call: &'c Call) -> Vec<&'c str> {
        let Some(info) = self.site.theme.tera.get_component_definition(&call.name) else { return Vec::new() };
        let takes = |name: &str| info.rest_param().is_some() || info.args().iter().any(|arg| arg.name() == name);
        call.args.iter().map(|(name, _)| &**name).filter(|name| !takes(name)).collect()
    }

    /// What a component takes, in words.
    fn arguments_of(&self, name: &str) -> String {
        let Some(info) = self.site.theme.tera.get_component_definition(name) else {
            return format!("the theme has no component `{name}`");
        };
        let own = info.args().iter().filter(|arg| !arg.is_implicit());
        let args: Vec<String> = own
            .map(|arg| if arg.is_required() { arg.name().to_owned() } else { format!("[{}]", arg.name()) })
            .collect();
        format!("it takes: {} (in brackets: may be left out)", args.join(", "))
    }

    /// What a component can ask for beside its arguments.
    fn implicits(&self, call: &Call, mark: &Mark, page: &Page<'_>, found: &mut Found) -> Context {
        let mut context = Context::new();
        if let Some(story) = page.story.filter(|_| !call.args.iter().any(|(name, _)| &**name == "stories")) {
            context.insert_value("cards", self.cards(self.edition.related(story)).value(&self.needs));
        }
        let desk = self.edition.desks.iter().position(|d| d.lang == page.desk.lang).unwrap_or(0);
        context.insert_value("site", self.sites[desk].clone());
        context.insert_value("words", self.words(page.desk).value());
        context.insert_value("language", Value::from(page.desk.lang.as_str()));
        let place = page.entries.get(&mark.source.start);
        if let Some((Some(anchor), _)) = place {
            context.insert_value("anchor", Value::from(&**anchor));
        }
        context.insert_value("new_day", Value::from(place.is_some_and(|(_, new_day)| *new_day)));
        for (name, field) in &call.args {
            let Field::Text(text) = field else { continue };
            match &**name {
                "src" | "file" => {
                    if let Some(file) = self.file_value(text, mark, page, found) {
                        context.insert_value("file", file);
                    }
                }
                "image" | "poster" => {
                    if let Some(file) = self.file_value(text, mark, page, found) {
                        context.insert_value("picture", file);
                    }
                }
                "url" => context.insert_value("embed", embed(text)),
                "stories" => context.insert_value("cards", self.story_cards(text, mark, page, found)),
                "time" | "date" => {
                    if let Some(moment) = crate::copy::parse_moment(text, &self.settings().zone) {
                        context.insert_value("moment", self.moment(moment, page.desk).value(&self.needs));
                        if place.is_none() {
                            let anchor = slug(&moment.rfc3339()[..16], self.settings().slugs);
                            context.insert_value("anchor", Value::from(page.anchor(format!("entry-{anchor}"))));
                        }
                    } else {
                        found.push(
                            Diagnostic::new(Code::DateUnreadable, page.place(mark))
                                .says(format!("`{text}` is no date or time"))
                                .help("write it as 2026-11-23T14:05 or 2026-11-23"),
                        );
                    }
                }
                _ => {}
            }
        }
        context
    }

    /// A file for a component: `href`, `name`, `media_type`, `size` in bytes, `width`, `height`; of a picture `image`, and
    /// what its file says: `alt`, `caption`, `credit`, `license`, `ai`; the
    /// `sizes` of pictures in a text.
    fn file_value(&self, link: &str, mark: &Mark, page: &Page<'_>, found: &mut Found) -> Option<Value> {
        let Some(picture) = self.text_picture(link, page.source) else {
            let mut fault = missing(page.source, link);
            fault.place = page.place(mark);
            found.push(fault);
            return None;
        };
        let shown = &picture.shown;
        found.extend(self.picture_fault(shown, link, page.place(mark)));
        let bytes = shown.row.and_then(|row| self.site.size_of(&self.plan.files[row].0));
        let name = link.rsplit('/').next().unwrap_or(link);
        let text = |text: Option<&str>| text.map_or_else(Value::none, Value::from);
        let number = |number: Option<usize>| number.map_or_else(Value::none, Value::from);
        let rights = &picture.rights;
        let size = picture.size();
        Some(super::view::map([
            ("href", Value::from(if page.absolute { &*shown.absolute } else { &*shown.href })),
            ("name", Value::from(name)),
            ("media_type", Value::from(media_type(name))),
            ("size", bytes.map_or_else(Value::none, Value::from)),
            ("width", number(size.map(|size| size.0))),
            ("height", number(size.map(|size| size.1))),
            ("image", self.image_view(&picture).value(&self.needs)),
            ("alt", text(rights.alt.as_deref())),
            ("caption", text(rights.caption.as_deref())),
            ("credit", text(rights.credit_line())),
            ("license", text(rights.license.as_deref())),
            ("ai", Value::from(rights.is_ai())),
            ("sizes", Value::from(&*self.site.theme.manifest.pictures.text_sizes)),
        ]))
    }

    /// The cards of stories that a shortcode names, separated by commas.
    fn story_cards(&self, text: &str, mark: &Mark, page: &Page<'_>, found: &mut Found) -> Value {
        let mut cards = Vec::new();
        for link in text.split(',').map(str::trim).filter(|l| !l.is_empty()) {
            match self.story_at(link, page.source) {
                Ok(id) if matches!(self.story(id).state, State::Published | State::Kept) => {
                    cards.push(self.card(id).value(&self.needs));
                }
                Ok(_) | Err(Target::Unpublished) => found.push(
                    Diagnostic::new(Code::LinkUnpublished, page.place(mark))
                        .says(format!("{link} isn't published, so it is left out here")),
                ),
                Err(_) => found.push(
                    Diagnostic::new(Code::LinkBroken, page.place(mark))
                        .says(format!("there is no article at {link}"))
                        .help("name stories by path: `@/world/2026/story.md`, or by address"),
                ),
            }
        }
        Value::from(cards)
    }
}

impl Page<'_> {
    /// An anchor that stands once on the page.
    fn anchor(&self, wanted: String) -> String {
        let mut anchors = self.anchors.borrow_mut();
        let uses = anchors.entry(wanted.clone()).or_insert(0);
        *uses += 1;
        if *uses == 1 { wanted } else { format!("{wanted}-{uses}") }
    }
}

/// What an address to embed tells of itself: `provider`, `host`, `kind`. Nothing is fetched.
fn embed(url: &str) -> Value {
    const PROVIDERS: [(&str, &str, &str); 18] = [
        ("youtube.com", "YouTube", "video"),
        ("youtu.be", "YouTube", "video"),
        ("vimeo.com", "Vimeo", "video"),
        ("dailymotion.com", "Dailymotion", "video"),
        ("datawrapper.de", "Datawrapper", "chart"),
        ("dwcdn.net", "Datawrapper", "chart"),
        ("flourish.studio", "Flourish", "chart"),
        ("documentcloud.org", "DocumentCloud", "document"),
        ("soundcloud.com", "SoundCloud", "audio"),
        ("spotify.com", "Spotify", "audio"),
        ("x.com", "X", "post"),
        ("twitter.com", "X", "post"),
        ("facebook.com", "Facebook", "post"),
        ("instagram.com", "Instagram", "post"),
        ("tiktok.com", "TikTok", "video"),
        ("bsky.app", "Bluesky", "post"),
        ("threads.net", "Threads", "post"),
        ("t.me", "Telegram", "post"),
    ];
    let host = url.split_once("//").map_or("", |(_, rest)| rest).split(['/', '?', '#']).next().unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host).to_lowercase();
    let of = |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.'));
    let known = PROVIDERS.iter().find(|(domain, _, _)| of(domain));
    let path = url.split_once(&*host).map_or("", |(_, path)| path);
    let (provider, kind) = match known {
        Some((_, provider, kind)) => (*provider, *kind),
        None if path.starts_with("/@") => ("Mastodon", "post"),
        None => ("", "link"),
    };
    super::view::map([
        ("provider", Value::from(provider)),
        ("host", Value::from(&*host)),
        ("kind", Value::from(kind)),
        ("is_safe", Value::from(is_remote(url) && url.starts_with("http"))),
    ])
}

/// A field of front matter or a shortcode's argument as a template's value.
pub(super) fn value_of(field: &Field) -> Value {
    match field {
        Field::Null => Value::none(),
        Field::Bool(value) => Value::from(*value),
        Field::Integer(value) => Value::from(*value),
        Field::Float(value) => Value::from(*value),
        Field::Text(value) => Value::normal_string(value),
        Field::List(items) => Value::from(items.iter().map(value_of).collect::<Vec<_>>()),
        Field::Map(rows) => {
            let mut map = Map::with_capacity(rows.len());
            for (key, value) in rows {
                map.insert(Key::from(key.to_string()), value_of(value));
            }
            Value::from(map)
        }
    }
}
