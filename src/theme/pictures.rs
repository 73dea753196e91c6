//! `pictures` of theme.yaml: how wide copies of pictures are, and how wide they are shown.

use serde_json::Value as Json;

use super::manifest::theme_fault;
use crate::base::{Found, Place};

/// In which sizes a theme shows pictures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureSizes {
    /// Widths of copies in pixels, in order, each once.
    pub widths: Vec<u32>,
    /// The `sizes` (HTML) of pictures within a text.
    pub text_sizes: String,
}

impl Default for PictureSizes {
    fn default() -> PictureSizes {
        PictureSizes { widths: vec![320, 480, 660, 980, 1300, 1900], text_sizes: "100vw".to_owned() }
    }
}

impl PictureSizes {
    /// Lays what a theme says over what its parents said.
    pub(super) fn lay_over(&mut self, value: &Json, place: &Place, found: &mut Found) {
        let mut wrong = |wants: &str| found.push(theme_fault(place.clone(), wants));
        let Some(map) = value.as_object() else { return wrong("`pictures` takes `widths` and `text_sizes`") };
        for (key, value) in map {
            match (key.as_str(), value) {
                ("widths", Json::Array(widths)) => match read_widths(widths) {
                    Some(widths) => self.widths = widths,
                    None => wrong("`widths` of `pictures` takes 1 to 12 numbers of pixels, from 16 to 8000"),
                },
                ("text_sizes", Json::String(sizes)) => sizes.clone_into(&mut self.text_sizes),
                ("widths", _) => wrong("`widths` of `pictures` takes a list of numbers"),
                ("text_sizes", _) => {
                    wrong("`text_sizes` of `pictures` takes text, as the attribute `sizes` of HTML has it")
                }
                (key, _) => wrong(&format!("`pictures` takes `widths` and `text_sizes`, not `{key}`")),
            }
        }
    }
}

fn read_widths(widths: &[Json]) -> Option<Vec<u32>> {
    let read = |width: &Json| width.as_u64().filter(|width| (16..=8_000).contains(width)).map(|width| width as u32);
    let mut widths: Vec<u32> = widths.iter().map(read).collect::<Option<_>>()?;
    widths.sort_unstable();
    widths.dedup();
    (1..=12).contains(&widths.len()).then_some(widths)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::PictureSizes;
    use crate::base::{Found, Place, SourcePath};

    #[test]
    fn widths_are_put_in_order_and_faults_told() {
        let (mut sizes, mut found) = (PictureSizes::default(), Found::new());
        let place = Place::file(&SourcePath::new("theme.yaml"));
        sizes.lay_over(&json!({ "widths": [900, 300, 900], "text_sizes": "50vw" }), &place, &mut found);
        assert_eq!((sizes.widths.as_slice(), sizes.text_sizes.as_str()), (&[300, 900][..], "50vw"));
        for wrong in [json!({ "widths": [] }), json!({ "widths": [1] }), json!({ "a": 1 }), json!(1)] {
            sizes.lay_over(&wrong, &place, &mut found);
        }
        assert_eq!(found.len(), 4);
    }
}
