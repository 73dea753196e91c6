//! Opening a site: its settings, its theme, what lies in its folders.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::{BaseUrl, Images, Settings, Site, Survey, content};
use crate::base::{Code, Diagnostic, Failure, Found, Place, SourcePath};
use crate::theme::{BUILT_IN, Layer, Manifest, Theme, built_in};

/// Few texts are longer, in bytes.
const MOST_COPY: usize = 16 << 10;

/// What a command says instead of site.yaml.
#[derive(Clone, Debug, Default)]
pub struct Instead {
    /// The settings' file.
    pub config: Option<PathBuf>,
    /// `base_url`.
    pub base_url: Option<String>,
    /// `theme`.
    pub theme: Option<String>,
    /// `images`.
    pub images: Option<Images>,
}

impl Site {
    /// Opens the site that lies in `root`.
    ///
    /// # Errors
    /// Only when the folder itself can't be read; faults of its files are told.
    pub fn open(root: &Path, instead: &Instead, survey: &Survey, found: &mut Found) -> Result<Site, Failure> {
        let site = Site::open_workshop(root, instead, found)?.with_files(survey);
        found.extend_from_slice(&survey.found);
        Ok(site)
    }

    /// Opens what a site is made with, settings, theme and data, and none of its content.
    ///
    /// # Errors
    /// Only when the folder itself can't be read; faults of its files are told.
    pub fn open_workshop(root: &Path, instead: &Instead, found: &mut Found) -> Result<Site, Failure> {
        fs::read_dir(root).map_err(Failure::when("read", root))?;
        let mut settings = read_settings(root, instead, found)?;
        // What flags say instead makes no other site of it.
        let id = xxh3_64(format!("{} {}{}", settings.title, settings.base.origin, settings.base.path).as_bytes());
        if let Some(theme) = &instead.theme {
            settings.theme.clone_from(theme);
        }
        settings.images = instead.images.unwrap_or(settings.images);
        if let Some(base) = instead.base_url.as_deref().and_then(BaseUrl::parse) {
            settings.base = base;
        }
        if !settings.base.given {
            let place = Place::file(&SourcePath::new("site.yaml"));
            found.push(
                Diagnostic::new(Code::BaseUrlMissing, place)
                    .says("no `base_url`: feeds, sitemaps and heads carry addresses of example.invalid")
                    .help("set `base_url: https://your.paper/` in site.yaml, or pass --base-url")
                    .culprit(None),
            );
        }
        let layers = layers(root, &settings.theme, found);
        let mut theme = Theme::load(&settings.theme, &layers, &settings.languages, &settings.dates, found);
        super::snippets::load(root, &mut settings, found);
        dress(&mut theme, &layers, &settings, found);
        let data = super::data::read_data(root, found);
        let (theme, content, statics) = (Arc::new(theme), Arc::default(), Arc::default());
        Ok(Site { root: root.to_owned(), id, settings, theme, content, statics, data })
    }

    /// The same site with the files that a survey found.
    #[must_use]
    pub fn with_files(mut self, survey: &Survey) -> Site {
        self.content = Arc::new(content::sort_content(&survey.content, &self.settings.languages));
        self.statics = survey.statics.iter().map(|(path, _)| path.clone()).collect();
        self
    }

    /// Adds rules to the style sheet for the colours that sections name by their digits, those of site.yaml and those
    /// of the sections' pages, each with its place; tells of those that the theme doesn't have or that are too faint.
    pub fn add_colours<'c>(&mut self, of_pages: impl Iterator<Item = (&'c str, Place)>, found: &mut Found) {
        let Settings { sections, places, .. } = &self.settings;
        let of_settings = sections
            .iter()
            .filter_map(|section| Some((section.colour.clone()?, places.of(&format!("sections.{}", section.path)))));
        let of_pages = of_pages.map(|(colour, place)| (colour.to_owned(), place));
        let colours: Vec<(String, Place)> = of_settings.chain(of_pages).collect();
        for (colour, place) in &colours {
            super::contrast::check_section(&self.theme, &self.settings, colour, place, found);
        }
        let colours = colours.into_iter().map(|(colour, _)| colour).collect();
        super::colours::add_sections(Arc::make_mut(&mut self.theme), &self.settings, &colours);
    }

    /// Where a source lies on disk.
    pub fn path(&self, source: &SourcePath) -> PathBuf {
        self.root.join(source.as_str())
    }

    /// A source's bytes.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(&self, source: &SourcePath) -> io::Result<Vec<u8>> {
        fs::read(self.path(source))
    }

    /// A text's bytes with its entries after them.
    ///
    /// # Errors
    /// When it can't be read. What is wrong with entries is told when an article is read first.
    pub fn read_copy(&self, source: &SourcePath) -> io::Result<Vec<u8>> {
        // Nearly all copy fits: it comes in one go, without a look at its size.
        let mut bytes = Vec::with_capacity(MOST_COPY);
        File::open(self.path(source))?.read_to_end(&mut bytes)?;
        self.add_entries(source, &mut bytes, &mut Found::new());
        Ok(bytes)
    }

    /// The bytes of a source that was read before, which then had that hash; it is told when they can't be read any
    /// more, or are others.
    pub fn read_again(&self, source: &SourcePath, hash: u128, found: &mut Found) -> Option<Vec<u8>> {
        match self.read_copy(source) {
            Ok(bytes) if xxh3_128(&bytes) == hash => return Some(bytes),
            Ok(_) => {
                let fault = Diagnostic::new(Code::FileChanged, Place::file(source));
                let fault = fault.says("this file changed while the site was read").help("try again");
                found.push(Diagnostic { firm: true, ..fault });
            }
            Err(error) => found.push(unreadable(source, &error)),
        }
        None
    }

    /// Where a source lies, all links followed; none where that is out of the site. A folder at the site's top may be a
    /// link itself: it then leads to the site's own copy.
    pub fn path_within(root: &Path, source: &SourcePath) -> Option<PathBuf> {
        let path = root.join(source.as_str()).canonicalize().ok()?;
        let is_below = |folder: &Path| folder.canonicalize().is_ok_and(|folder| path.starts_with(folder));
        let top = source.as_str().split('/').next().unwrap_or_default();
        (is_below(root) || is_below(&root.join(top))).then_some(path)
    }

    /// A source's size in bytes, if it is there.
    pub fn size_of(&self, source: &SourcePath) -> Option<u64> {
        fs::metadata(self.path(source)).ok().map(|meta| meta.len())
    }
}

/// A file that can't be read.
pub fn unreadable(source: &SourcePath, why: &dyn Display) -> Diagnostic {
    Diagnostic::new(Code::FileUnreadable, Place::file(source)).says(format!("can't be read: {why}"))
}

fn read_settings(root: &Path, instead: &Instead, found: &mut Found) -> Result<Settings, Failure> {
    let folder = root.canonicalize().ok();
    let name = folder.as_ref().and_then(|p| p.file_name()).and_then(|n| n.to_str()).unwrap_or("Site");
    let path = instead.config.clone().unwrap_or_else(|| root.join("site.yaml"));
    let source = SourcePath::new(path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned());
    match fs::read(&path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(super::read_settings::read_settings(&source, &text, name, found)),
            Err(_) => {
                found.push(Diagnostic::new(Code::NotUtf8, Place::file(&source)).says("isn't UTF-8").culprit(None));
                Ok(super::read_settings::default_settings(name))
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound && instead.config.is_none() => {
            Ok(super::read_settings::default_settings(name))
        }
        Err(error) => Err(Failure::when("read", path)(error)),
    }
}

/// Adds what the site and its own theme say of the look to the style sheet, and tells what can't be read on what.
fn dress(theme: &mut Theme, layers: &[Layer], settings: &Settings, found: &mut Found) {
    // The site's own layer has templates and words alone.
    let is_own = |layer: &&Layer| !layer.folder.is_empty() && !layer.is_built_in();
    let own: Vec<Layer> = layers.iter().filter(is_own).map(Layer::manifest_alone).collect();
    let palette = (!own.is_empty()).then(|| Manifest::read(&own, &mut Found::new()).palette);
    let sheet = layers.iter().find(|layer| layer.files.contains_key("assets/style.css"));
    super::colours::add_settings(theme, settings, palette.as_ref(), sheet.is_some_and(|sheet| is_own(&sheet)));
    super::snippets::add_rules(theme, settings);
    super::contrast::check_settings(theme, settings, found);
    for layer in &own {
        super::contrast::check_theme(layer, &theme.manifest.palette, settings, found);
    }
}

/// The layers of a theme, the strongest first: the site's templates, the site's own theme of that
/// name, the built-in one, and what they extend.
fn layers(root: &Path, name: &str, found: &mut Found) -> Vec<Layer> {
    let mut layers = Vec::new();
    layers.extend(own_layer(root, found));
    let (mut next, mut seen) = (Some(name.to_owned()), Vec::new());
    while let Some(theme) = next.take() {
        if seen.contains(&theme) {
            break;
        }
        let prefix = if seen.is_empty() { "theme/".to_owned() } else { format!("theme-{theme}/") };
        let folder = format!("themes/{theme}");
        let fits = !theme.contains(['/', '\\']) && theme != "..";
        let sites = if fits { below(root, &folder, &prefix, found) } else { None };
        let ours = built_in(&theme);
        if sites.is_none() && ours.is_none() {
            found.push(unknown_theme(root, &theme));
            next = Some(BUILT_IN[0].to_owned());
            seen.push(theme);
            continue;
        }
        next = [&sites, &ours].into_iter().flatten().find_map(parent_of);
        layers.extend([sites, ours].into_iter().flatten());
        if next.is_none() && theme != BUILT_IN[0] {
            // Whatever a theme doesn't have, broadsheet has.
            next = Some(BUILT_IN[0].to_owned());
        }
        seen.push(theme);
    }
    layers
}

/// What lies in the site's own `templates/` and `i18n/`.
fn own_layer(root: &Path, found: &mut Found) -> Option<Layer> {
    let mut files = BTreeMap::new();
    for folder in ["templates", "i18n"] {
        let layer = below(root, folder, "site/", found);
        files.extend(
            layer.into_iter().flat_map(|layer| layer.files).map(|(path, bytes)| (format!("{folder}/{path}"), bytes)),
        );
    }
    (!files.is_empty()).then(|| Layer { prefix: "site/".to_owned(), folder: String::new(), files })
}

/// The theme that a layer extends.
fn parent_of(layer: &Layer) -> Option<String> {
    let text = layer.text("theme.yaml")?;
    let line = text.lines().find_map(|line| line.strip_prefix("extends:"))?;
    let name = line.split('#').next()?.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}

fn below(root: &Path, folder: &str, prefix: &str, found: &mut Found) -> Option<Layer> {
    let paths = content::paths_below(root, folder, |name| !name.starts_with('.'), found);
    let mut files = BTreeMap::new();
    for path in paths {
        match fs::read(root.join(path.as_str())) {
            Ok(bytes) => {
                let inner = path.as_str()[folder.len()..].trim_start_matches('/');
                files.insert(inner.to_owned(), Cow::Owned(bytes));
            }
            Err(error) => found.push(unreadable(&path, &error).culprit(None)),
        }
    }
    (!files.is_empty()).then(|| Layer { prefix: prefix.to_owned(), folder: folder.to_owned(), files })
}

fn unknown_theme(root: &Path, name: &str) -> Diagnostic {
    let mut there: Vec<String> = BUILT_IN.iter().map(|n| (*n).to_owned()).collect();
    let own = fs::read_dir(root.join("themes")).into_iter().flatten().flatten();
    there.extend(own.filter_map(|entry| entry.file_name().into_string().ok()).filter(|n| !n.starts_with('.')));
    there.sort();
    there.dedup();
    Diagnostic::new(Code::ThemeBroken, Place::file(&SourcePath::new("site.yaml")))
        .says(format!("there is no theme `{name}`"))
        .help(format!("there are: {}", there.join(", ")))
        .culprit(None)
}
