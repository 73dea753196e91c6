//! What theme.yaml says.

use serde_json::Value as Json;

use super::pictures::PictureSizes;
use super::{Layer, ListSpec, read_lists};
use crate::base::{Code, Diagnostic, Found, Place};

/// What theme.yaml says, the parents' included.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// Lists that templates get by name.
    pub lists: Vec<ListSpec>,
    /// Names of data files that every page gets.
    pub data: Vec<String>,
    /// In which sizes pictures are shown.
    pub pictures: PictureSizes,
    /// Stylesheets that stand in each page instead of beside it.
    pub inline: Vec<String>,
    /// `pictures` and everything else: `colours`, `fonts`…, the strongest layer's keys over its parents'.
    pub settings: serde_json::Map<String, Json>,
}

impl Manifest {
    /// Reads the theme.yaml of every layer, the weakest first.
    pub fn read(layers: &[Layer], found: &mut Found) -> Manifest {
        let mut manifest = Manifest::default();
        for layer in layers.iter().rev() {
            let Some(text) = layer.text("theme.yaml") else { continue };
            let source = layer.source("theme.yaml");
            match yaml(text) {
                Ok(Json::Object(map)) => manifest.lay_over(map, &Place::file(&source), found),
                Ok(Json::Null) => {}
                Ok(_) => found.push(theme_fault(Place::file(&source), "it must hold keys and values")),
                Err((line, column, why)) => found.push(theme_fault(Place::at(&source, text, line, column), &why)),
            }
        }
        manifest
    }

    fn lay_over(&mut self, map: serde_json::Map<String, Json>, place: &Place, found: &mut Found) {
        for (key, value) in map {
            match key.as_str() {
                "lists" => {
                    for list in read_lists(&value, place, found) {
                        self.lists.retain(|l| l.name != list.name);
                        self.lists.push(list);
                    }
                }
                "data" => {
                    self.data.extend(names(&value));
                    self.data.sort();
                    self.data.dedup();
                }
                "inline" => self.inline = names(&value),
                _ => {
                    if key == "pictures" {
                        self.pictures.lay_over(&value, place, found);
                    }
                    self.settings.insert(key, value);
                }
            }
        }
    }
}

fn names(value: &Json) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}

/// A theme's YAML as JSON, in the file's order; or line, column (0: not known) and what is wrong.
pub fn yaml(text: &str) -> Result<Json, (usize, usize, String)> {
    serde_yaml::from_str(text).map_err(|error| {
        let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
        (line, column, error.to_string())
    })
}

/// A fault of a theme's own files: nobody's article is to blame.
pub fn theme_fault(place: Place, why: &str) -> Diagnostic {
    let file = place.file.name().to_owned();
    Diagnostic::new(Code::ThemeBroken, place).says(format!("{file} can't be read: {why}")).culprit(None)
}
