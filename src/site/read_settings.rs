//! (stand-in until the settings branch lands)
use super::*;
use crate::base::*;
pub fn read_settings(_s: &SourcePath, text: &str, name: &str, _f: &mut Found) -> Settings {
    let mut s = default_settings(name);
    let v: serde_json::Value = serde_yaml::from_str(text).unwrap_or_default();
    let t = |k: &str| v.get(k).and_then(|x| x.as_str()).map(str::to_owned);
    if let Some(x) = t("title") { s.title = x }
    s.tagline = t("tagline");
    if let Some(b) = t("base_url").and_then(|b| BaseUrl::parse(&b)) { s.base = b }
    if let Some(z) = t("timezone").and_then(|b| SiteZone::named(&b)) { s.zone = z; s.zone_given = true }
    if let Some(l) = v.get("languages").and_then(|l| l.as_array()) { s.languages = l.iter().filter_map(|x| Lang::parse(x.as_str()?)).collect() }
    if let Some(x) = t("theme") { s.theme = x }
    s.logo = t("logo");
    s
}
pub fn default_settings(name: &str) -> Settings {
    Settings { title: name.into(), tagline: None, languages: vec![Lang::parse("en").unwrap()], zone: SiteZone::named("UTC").unwrap(), zone_given: false,
      base: BaseUrl::missing(), theme: "broadsheet".into(), theme_settings: vec![], logo: None, navigation: None, footer: None, sections: vec![],
      permalink: "/:section/:year/:month/:slug/".into(), slugs: Slugs::Unicode, pagination: Pagination::Stable, page_size: 20,
      feeds: Feeds { site: vec![FeedFormat::Rss, FeedFormat::Atom, FeedFormat::Json], section: vec![FeedFormat::Rss], tag: vec![FeedFormat::Rss], author: vec![FeedFormat::Rss], series: vec![FeedFormat::Rss], size: 20, full_text: false, websub: vec![] },
      lists: vec![], data: vec![], organisation: Default::default(), expired: Expired::Notice, age_notice: Some(2), smart_punctuation: true, search: true, mining: None,
      robots: vec![], security_txt: vec![], ads_txt: vec![], trust_txt: vec![], headers: vec![], snippets: vec![], tag_min: 1, front_hours: 36, severities: Default::default(), synonyms: Default::default() }
}
