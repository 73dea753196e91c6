//! Which versions of dateline a theme was made for.
//!
//! In: `made_for` of a theme.yaml. Out: a warning where this version isn't among them.

use semver::{Version, VersionReq};
use serde_json::{Map, Value as Json};

use super::{Layer, manifest::theme_fault};
use crate::base::{Code, Diagnostic, Found, Place};

/// The keys that say it; the second is the older name.
const KEYS: [&str; 2] = ["made_for", "templates_made_for"];

/// This version.
const OURS: &str = env!("CARGO_PKG_VERSION");

/// Tells of a theme that was made for other versions.
pub(super) fn check(map: &Map<String, Json>, layer: &Layer, text: &str, found: &mut Found) {
    let Some((key, value)) = KEYS.iter().find_map(|key| map.get_key_value(*key)) else { return };
    let place = place_of(key, layer, text);
    let range = value.as_str().and_then(|range| VersionReq::parse(range).ok());
    let Some(range) = range else {
        let why = format!("`{key}` isn't a range of versions such as \">=0.1, <0.3\", in quotation marks");
        found.push(theme_fault(place, &why));
        return;
    };
    if Version::parse(OURS).is_ok_and(|ours| !range.matches(&ours)) {
        let name = map.get("name").and_then(Json::as_str).unwrap_or(layer.folder.trim_start_matches("themes/"));
        found.push(
            Diagnostic::new(Code::ThemeVersion, place)
                .says(format!("the theme `{name}` was made for dateline {range}; this is {OURS}"))
                .help(
                    "CHANGELOG.md says under “Themes” what templates get that is new or other; look at the pages, then \
                     widen `made_for`",
                )
                .culprit(None),
        );
    }
}

fn place_of(key: &str, layer: &Layer, text: &str) -> Place {
    let source = layer.source("theme.yaml");
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(key) {
            return Place::of(&source, text, start..start + line.trim_end().len());
        }
        start += line.len();
    }
    Place::file(&source)
}
