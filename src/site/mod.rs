//! A site's folder: settings, theme, manuscripts, files, data. The only reader of a site's disk.
//!
//! In: a folder. Out: [`Site`]. Never here: what an article says (that is `copy`), the clock, output.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use crate::base::SourcePath;
use crate::theme::Theme;

mod colours;
mod content;
mod contrast;
mod data;
mod entries;
mod look;
mod manuscript;
mod open;
mod places;
mod prints;
mod read_settings;
mod search;
mod settings;
mod side_file;
mod snippets;
mod survey;
mod touched;

pub use content::{Content, paths_below};
pub(crate) use entries::place_in_entries;
pub use entries::{EntryFile, Seam};
pub use look::{Band, BandOf, Face, Layout, Logo};
pub use manuscript::{Manuscript, Shelf};
pub use open::{Instead, unreadable};
pub use places::Places;
pub use prints::Prints;
pub use read_settings::rows::{Row, Rows};
pub use read_settings::{default_settings, read_settings};
pub use search::{Depth, Engine, Search};
pub use settings::{
    BaseUrl, Expired, FeedFormat, Feeds, Images, NavLink, Organisation, Pagination, Partner, SectionSetting, Settings,
};
pub use side_file::SideFile;
pub use snippets::{Label, Loads, Snippet, Spot};
pub use survey::{Survey, Surveyed};
pub use touched::Touched;

/// A site's folder, read but for its articles.
#[derive(Clone, Debug)]
pub struct Site {
    /// Where it lies.
    pub root: PathBuf,
    /// A hash of its name and address, by which an output knows whose it is.
    pub id: u64,
    /// What site.yaml says.
    pub settings: Settings,
    /// Its theme.
    pub theme: Arc<Theme>,
    /// What `content/` holds.
    pub content: Arc<Content>,
    /// The files of `static/`, sorted.
    pub statics: Arc<[SourcePath]>,
    /// `data/`, by name.
    pub data: BTreeMap<String, tera::Value>,
}
