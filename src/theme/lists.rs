//! Lists that templates get beside the standard view, declared by name so that they are known
//! before a page is printed.

use serde_json::Value as Json;

use crate::base::{Code, Diagnostic, Found, Kind, Place};

/// A declared list: which pages get it, and which stories it holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListSpec {
    /// Its name: `lists.NAME` in templates.
    pub name: String,
    /// The templates that get it, without `.html`; empty: all.
    pub on: Vec<String>,
    /// Only stories of a section.
    pub section: Option<SectionOf>,
    /// Only stories with the tag of that slug.
    pub tag: Option<String>,
    /// Only stories of that series' slug.
    pub series: Option<String>,
    /// Only stories of these kinds.
    pub kinds: Vec<Kind>,
    /// Only stories older than the article itself.
    pub before_self: bool,
    /// How many at most.
    pub limit: usize,
    /// Lists whose stories are passed over: `related`, or a declared list that stands before.
    pub not: Vec<String>,
}

/// Which section a declared list draws on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SectionOf {
    /// The page's own.
    Same,
    /// The one of that path.
    Path(String),
}

/// Reads `lists:` of a theme.yaml, a site.yaml or an article.
pub fn read_lists(value: &Json, place: &Place, found: &mut Found) -> Vec<ListSpec> {
    let Some(map) = value.as_object() else {
        found.push(fault(place, "`lists` must hold names, each with its conditions"));
        return Vec::new();
    };
    map.iter().map(|(name, conditions)| read_list(name, conditions, place, found)).collect()
}

fn read_list(name: &str, conditions: &Json, place: &Place, found: &mut Found) -> ListSpec {
    let mut list = ListSpec { name: name.to_owned(), limit: 5, ..ListSpec::default() };
    for (key, value) in conditions.as_object().into_iter().flatten() {
        let text = value.as_str().map(str::to_owned);
        match key.as_str() {
            "on" => list.on = texts(value),
            "section" => {
                list.section = text.map(|t| if t == "same" { SectionOf::Same } else { SectionOf::Path(t) });
            }
            "tag" => list.tag = text,
            "series" => list.series = text,
            "kinds" => {
                for word in texts(value) {
                    match Kind::parse(&word) {
                        Some(kind) => list.kinds.push(kind),
                        None => found.push(fault(place, &format!("list `{name}`: there is no kind `{word}`"))),
                    }
                }
            }
            "before" => list.before_self = text.as_deref() == Some("self"),
            "limit" => match value.as_u64().and_then(|n| usize::try_from(n).ok()).filter(|n| *n <= 200) {
                Some(limit) => list.limit = limit,
                None => found.push(fault(place, &format!("list `{name}`: `limit` must be a number up to 200"))),
            },
            "not" => list.not = texts(value),
            other => found.push(fault(place, &format!("list `{name}`: there is no condition `{other}`"))),
        }
    }
    list
}

/// A text, or a list of texts.
fn texts(value: &Json) -> Vec<String> {
    match value {
        Json::String(text) => vec![text.clone()],
        Json::Array(items) => items.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => Vec::new(),
    }
}

fn fault(place: &Place, why: &str) -> Diagnostic {
    Diagnostic::new(Code::SettingWrong, place.clone())
        .says(why)
        .help("conditions are: on, section, tag, series, kinds, before, limit, not")
        .culprit(None)
}
