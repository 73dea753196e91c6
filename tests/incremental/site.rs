//! A site as its desk sees it: texts with their fields, settings, and files of other sorts. It becomes
//! files by a function without choices, so that a step can be undone by writing what was there before.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The whole site and the moment at which it is built.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Everything that ends in `.md`, by its path.
    pub texts: BTreeMap<String, Text>,
    /// `site.yaml`.
    pub settings: Map<String, Value>,
    /// Everything else, by its path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The edition time, in seconds since 1970.
    pub at: i64,
}

/// A text with front matter: an article, a profile, an `_index.md`, a standing page.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// How the front matter is written.
    pub form: Form,
    /// The fields, in the order in which they are written.
    pub fields: Map<String, Value>,
    /// The text's paragraphs.
    pub body: Vec<String>,
}

/// How front matter is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Between `---` lines.
    #[default]
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// An object at the head of the file.
    Json,
    /// None at all: pasted copy.
    None,
}

impl Text {
    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let body = self.body.join("\n\n");
        let head = match self.form {
            Form::Yaml => format!("---\n{}---\n\n", yaml(&self.fields)),
            Form::Toml => match toml::to_string(&self.fields) {
                Ok(text) => format!("+++\n{text}+++\n\n"),
                Err(_) => format!("---\n{}---\n\n", yaml(&self.fields)),
            },
            Form::Json => {
                format!("{}\n\n", serde_json::to_string_pretty(&self.fields).expect("texts are keys"))
            }
            Form::None => {
                let title = self.fields.get("title").and_then(Value::as_str).unwrap_or("Untitled copy");
                format!("# {title}\n\n")
            }
        };
        format!("{head}{body}\n").into_bytes()
    }
}

impl Site {
    /// All files of the site with their bytes.
    pub fn all(&self) -> BTreeMap<String, Vec<u8>> {
        let mut all = self.files.clone();
        all.extend(self.texts.iter().map(|(path, text)| (path.clone(), text.bytes())));
        all.insert("site.yaml".into(), yaml(&self.settings).into_bytes());
        all
    }

    /// The paths of articles: what isn't a profile, an `_index.md` or a standing page.
    pub fn articles(&self) -> Vec<String> {
        let is_article = |path: &&String| {
            !path.starts_with("content/authors/") && !path.contains("/_index") && path.matches('/').count() > 1
        };
        self.texts.keys().filter(is_article).cloned().collect()
    }

    /// The paths of other files for which something holds.
    pub fn files_that(&self, holds: impl Fn(&str) -> bool) -> Vec<String> {
        self.files.keys().filter(|path| holds(path)).cloned().collect()
    }

    /// The edition time as the command line takes it.
    pub fn at_text(&self) -> String {
        moment(self.at)
    }
}

/// A moment as RFC 3339 in UTC.
pub fn moment(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).expect("a moment of this century").to_string()
}

/// YAML, a key a line: JSON is YAML too.
fn yaml(fields: &Map<String, Value>) -> String {
    fields.iter().map(|(key, value)| format!("{key}: {value}\n")).collect()
}
