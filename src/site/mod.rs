//! A site's folder: settings, theme, manuscripts, files, data. The only reader of a site's disk.
//!
//! In: a folder. Out: [`Site`]. Never here: what an article says (that is `copy`), the clock, output.

use std::{collections::BTreeMap, path::PathBuf};

use crate::base::SourcePath;
use crate::theme::Theme;

mod content;
mod side_file;
mod settings;

pub use content::{Content, paths_below, walk};
pub use side_file::SideFile;
pub use settings::{
    BaseUrl, Expired, FeedFormat, Feeds, NavLink, Organisation, Pagination, SectionSetting, Settings,
};

/// A site's folder, read but for its articles.
#[derive(Debug)]
pub struct Site {
    /// Where it lies.
    pub root: PathBuf,
    /// What site.yaml says.
    pub settings: Settings,
    /// Its theme.
    pub theme: Theme,
    /// What `content/` holds.
    pub content: Content,
    /// The files of `static/`, sorted.
    pub statics: Vec<SourcePath>,
    /// `data/`, by name.
    pub data: BTreeMap<String, tera::Value>,
}
