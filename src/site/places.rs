//! Where settings stand that are judged after site.yaml was read: by the theme, by the sections, by the plan.

use std::collections::BTreeMap;

use crate::base::{Place, SourcePath};

/// Places by the name of what stands there: `colours.link`, `sections.world`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Places(BTreeMap<String, Place>);

impl Places {
    /// Notes where something stands.
    pub fn note(&mut self, name: impl Into<String>, place: Place) {
        self.0.insert(name.into(), place);
    }

    /// Where something stands; the whole file where that isn't known.
    pub fn of(&self, name: &str) -> Place {
        self.0.get(name).cloned().unwrap_or_else(|| Place::file(&SourcePath::new("site.yaml")))
    }
}
