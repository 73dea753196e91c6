//! What a site says of its look beside colours: faces, the logo, the bands of its front page.

use crate::base::Lang;

/// A face by the theme's name for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Face {
    /// The theme's name: `text`.
    pub name: String,
    /// For pages and passages of this language alone.
    pub lang: Option<Lang>,
    /// Font families, the first choice first, as CSS writes them.
    pub families: String,
    /// Files of the first family that the site serves itself.
    pub files: Vec<FaceFile>,
}

/// A font file of the site's own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FaceFile {
    /// The family that it is of, as CSS writes it.
    pub family: String,
    /// Its path in the output: `/fonts/lora.woff2`.
    pub path: String,
    /// `400`, or a range such as `400 700` of a variable font.
    pub weight: String,
    /// Slanted letters.
    pub is_italic: bool,
}

/// The logo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Logo {
    /// A path from the root of the output on, or a URL.
    pub path: String,
    /// The one for dark pages, where it is another.
    pub dark: Option<String>,
    /// Its height in pixels, where it isn't the theme's choice.
    pub height: Option<u32>,
}

/// A band of the front page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Band {
    /// Whose stories stand in it.
    pub of: BandOf,
    /// What stands above it; else the section's title, or nothing for a list.
    pub title: Option<String>,
    /// Where that leads; else to the section.
    pub href: Option<String>,
    /// Stories at most.
    pub stories: usize,
    /// How they are set.
    pub layout: Layout,
}

/// Whose stories stand in a band.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BandOf {
    /// A section, by its path.
    Section(String),
    /// A list that the theme or the site declares.
    List(String),
}

/// How the stories of a band are set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// One large with its picture, the others as headlines.
    #[default]
    Lead,
    /// All alike, with their pictures.
    Pictures,
    /// All alike, without pictures.
    Headlines,
}

impl Layout {
    /// The word for it, in site.yaml and in templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Layout::Lead => "lead",
            Layout::Pictures => "pictures",
            Layout::Headlines => "headlines",
        }
    }
}
