//! What theme.yaml says.

use serde_json::Value as Json;

use super::pictures::PictureSizes;
use super::{Layer, ListSpec, Palette, read_lists, versions};
use crate::base::{Code, Diagnostic, Found, Place};

/// What is laid over a parent's name by name.
const BY_NAME: [&str; 2] = ["colours", "fonts"];

/// What a theme that extends no other has from none.
const LOOK: [&str; 4] = ["colours", "fonts", "accents", "contrast"];

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
    /// Its colours and faces.
    pub palette: Palette,
    /// Everything else: `colours`, `fonts`…, the strongest layer's keys over its parents'.
    pub settings: serde_json::Map<String, Json>,
}

impl Manifest {
    /// Reads the theme.yaml of every layer, the weakest first.
    pub fn read(layers: &[Layer], found: &mut Found) -> Manifest {
        let mut manifest = Manifest::default();
        for (number, layer) in layers.iter().enumerate().rev() {
            let Some(text) = layer.text("theme.yaml") else { continue };
            let source = layer.source("theme.yaml");
            let place = Place::file(&source);
            match yaml(text) {
                Ok(Json::Object(map)) => {
                    versions::check(&map, layer, text, found);
                    if !map.contains_key("extends") && !layer.covers(layers.get(number + 1)) {
                        LOOK.iter().for_each(|key| drop(manifest.settings.shift_remove(*key)));
                    }
                    manifest.lay_over(map, &place, found);
                }
                Ok(Json::Null) => {}
                Ok(_) => found.push(theme_fault(place, "it must hold keys and values")),
                Err((line, column, why)) => found.push(theme_fault(Place::at(&source, text, line, column), &why)),
            }
        }
        if let Some(top) = layers.iter().find(|layer| layer.text("theme.yaml").is_some()) {
            let place = Place::file(&top.source("theme.yaml"));
            manifest.palette = Palette::read(&manifest.settings, &place, found);
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
                by_name if BY_NAME.contains(&by_name) => match self.settings.get_mut(&key) {
                    Some(below) => lay_names_over(below, value),
                    None => drop(self.settings.insert(key, value)),
                },
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

/// Lays names over a parent's, those of dark pages too.
fn lay_names_over(below: &mut Json, value: Json) {
    match (below, value) {
        (Json::Object(below), Json::Object(over)) => {
            for (name, value) in over {
                lay_names_over(below.entry(name).or_insert(Json::Null), value);
            }
        }
        // A key whose values are all comments.
        (_, Json::Null) => {}
        (below, value) => *below = value,
    }
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
