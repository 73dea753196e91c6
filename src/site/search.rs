//! What `search` in `site.yaml` says.

use super::BaseUrl;
use crate::base::percent_decode;

/// The search page: what is found there, and where it leads readers without script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Search {
    /// What the index holds.
    pub index: Depth,
    /// A search engine that finds the site's pages, for readers without script.
    pub engine: Option<Engine>,
}

/// What the search index holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Depth {
    /// Headlines, standfirsts, topics, names and texts.
    Full,
    /// The same without texts.
    Headlines,
    /// Nothing: there is no search page.
    Off,
}

/// A search engine that a plain form can ask.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Engine {
    /// `https://duckduckgo.com`.
    pub origin: String,
    /// `/search`.
    pub path: String,
    /// The name of the field with the reader's words.
    pub query: String,
    /// Other fields with their values; `{host}` stands for the site's host.
    pub fields: Vec<(String, String)>,
}

impl Search {
    /// What is so without a setting.
    pub fn usual() -> Search {
        Search { index: Depth::Full, engine: Engine::parse("https://duckduckgo.com/?q={query}&sites={host}") }
    }

    /// Whether there is a search page.
    pub fn is_on(&self) -> bool {
        self.index != Depth::Off
    }
}

impl Engine {
    /// Reads the address of an engine's results; `None` when a form can't send it. A form sends what a reader typed as
    /// one field of its own, so `{query}` must be all of a field's value.
    pub fn parse(text: &str) -> Option<Engine> {
        let (place, fields) = text.trim().split_once('?')?;
        let host = place.strip_prefix("https://")?;
        let (host, path) = host.split_once('/').unwrap_or((host, ""));
        let is_sound = |part: &str| part.chars().all(|c| c.is_ascii_graphic() && !"\"'<>\\{};,".contains(c));
        if host.is_empty() || host.contains(['@', '*']) || !is_sound(place) || fields.contains('#') {
            return None;
        }
        let plain = |text: &str| percent_decode(&text.replace('+', " "));
        let pairs = fields.split('&').filter(|pair| !pair.is_empty());
        let pairs: Vec<(String, String)> =
            pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(k, v)| (plain(k), plain(v))).collect();
        let (asked, fields): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(_, value)| value.contains("{query}"));
        let [(query, value)] = asked.try_into().ok()?;
        let origin = format!("https://{host}");
        (value == "{query}").then(|| Engine { origin, path: format!("/{path}"), query, fields })
    }

    /// Its host, by which readers know it.
    pub fn host(&self) -> &str {
        self.origin.trim_start_matches("https://").trim_start_matches("www.")
    }

    /// The fields beside the reader's words, for a site that stands there.
    pub fn fields_for(&self, base: &BaseUrl) -> Vec<(String, String)> {
        let host = base.origin.split_once("://").map_or("", |(_, host)| host);
        let host = format!("{host}{}", base.path);
        self.fields.iter().map(|(name, value)| (name.clone(), value.replace("{host}", &host))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_what_a_form_can_ask() {
        let engine = Engine::parse("https://www.search.example/find?as_sitesearch={host}&q={query}&hl=a+b%26")
            .expect("an engine");
        assert_eq!((engine.origin.as_str(), engine.path.as_str()), ("https://www.search.example", "/find"));
        assert_eq!((engine.query.as_str(), engine.host()), ("q", "search.example"));
        let base = BaseUrl::parse("https://paper.example/news").expect("a base URL");
        let fields = [("as_sitesearch", "paper.example/news"), ("hl", "a b&")];
        assert_eq!(engine.fields_for(&base), fields.map(|(k, v)| (k.to_owned(), v.to_owned())));
        assert!(Search::usual().engine.is_some());
    }

    #[test]
    fn what_no_form_can_send_is_refused() {
        for wrong in [
            "https://duckduckgo.com/?q={query}+site:{host}",
            "https://duckduckgo.com/?q=ferry",
            "https://duckduckgo.com/",
            "http://duckduckgo.com/?q={query}",
            "https://a.example/?q={query}&r={query}",
            "https://a.example;x/?q={query}",
            "https:///?q={query}",
            "duckduckgo",
        ] {
            assert_eq!(Engine::parse(wrong), None, "{wrong}");
        }
    }
}
