//! Pictures: where they stand, how large they are.

use std::borrow::Cow;
use std::sync::atomic::Ordering;

use super::Press;
use super::views::ImageView;
use crate::base::{Code, Diagnostic, Found, Place, SourcePath, percent_decode};
use crate::copy::{Image, SourceType};
use crate::edition::Story;

/// A file that an article shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shown {
    /// Its row among the plan's files; `None` for one on another host.
    pub row: Option<usize>,
    /// Its address within the site, or its URL.
    pub href: String,
    /// Its absolute address.
    pub absolute: String,
}

impl<'a> Press<'a> {
    /// The file that `link` means in `source`; `None` when it isn't there. From then on it counts as shown.
    pub(super) fn file(&self, source: &SourcePath, link: &str) -> Option<Shown> {
        if is_remote(link) {
            return Some(Shown { row: None, href: link.to_owned(), absolute: link.to_owned() });
        }
        let path = link.split(['?', '#']).next().unwrap_or(link);
        let decoded = percent_decode(path);
        let row = self.file_row(source, path).or_else(|| self.file_row(source, &decoded))?;
        self.shown[row].store(true, Ordering::Relaxed);
        let address = &self.plan.files[row].1;
        Some(Shown { row: Some(row), href: self.href(address), absolute: self.absolute(address) })
    }

    /// The file of `static/` that a path of site.yaml means, or one that has its place there.
    pub(super) fn static_file(&self, path: &str) -> Option<Shown> {
        self.file(&SourcePath::new("static/"), path)
    }

    pub(super) fn file_row(&self, source: &SourcePath, path: &str) -> Option<usize> {
        let row = |source: &SourcePath| self.plan.files.binary_search_by(|(s, _)| s.cmp(source)).ok();
        match path.strip_prefix('/') {
            Some(path) => row(&SourcePath::new(format!("static/{path}")))
                .or_else(|| row(&SourcePath::new(format!("content/{path}")))),
            None => row(&source.join(path)?).or_else(|| row(&SourcePath::new(format!("static/{path}")))),
        }
    }

    /// Width and height of a picture of the site in pixels, read once.
    pub(super) fn size(&self, row: usize) -> Option<(usize, usize)> {
        *self.sizes[row].get_or_init(|| {
            let path = self.site.path(&self.plan.files[row].0);
            let size = imagesize::size(path).ok()?;
            Some((size.width, size.height))
        })
    }

    /// The lead image as cards show it: none when it isn't there.
    pub(super) fn card_image(&self, image: &'a Image, story: &Story) -> Option<ImageView<'a>> {
        self.image(image, &story.article.card.source)
    }

    /// A picture of front matter; `None` when it isn't there.
    pub(super) fn image(&self, image: &'a Image, source: &SourcePath) -> Option<ImageView<'a>> {
        let shown = self.file(source, &image.src)?;
        let size = shown.row.and_then(|row| self.size(row));
        Some(ImageView {
            media_type: media_type(&shown.href).into(),
            src: shown.href.into(),
            width: size.map(|s| s.0),
            height: size.map(|s| s.1),
            alt: Cow::from(image.alt.as_deref().unwrap_or("")),
            caption: image.caption.as_deref().map(Cow::from),
            credit: image.credit.as_deref().map(Cow::from),
            license: image.license.as_deref().map(Cow::from),
            license_url: image.license_url.as_deref().map(Cow::from),
            ai: image.source_type == Some(SourceType::Ai),
        })
    }

    /// A file of `static/` as a picture: the logo, the site's card.
    pub(super) fn static_image(&self, path: &'a str, alt: &'a str) -> Option<ImageView<'a>> {
        let shown = self.static_file(path)?;
        let size = shown.row.and_then(|row| self.size(row));
        Some(ImageView {
            media_type: media_type(&shown.href).into(),
            src: shown.href.into(),
            width: size.map(|s| s.0),
            height: size.map(|s| s.1),
            alt: alt.into(),
            caption: None,
            credit: None,
            license: None,
            license_url: None,
            ai: false,
        })
    }

    /// Tells what is wrong with a story's lead image.
    pub(super) fn check_lead_image(&self, story: &Story, found: &mut Found) {
        let card = &story.article.card;
        let Some(image) = &card.image else { return };
        if self.file(&card.source, &image.src).is_none() {
            found.push(missing(&card.source, &image.src));
        } else if image.alt.is_none() {
            found.push(
                Diagnostic::new(Code::AltMissing, Place::file(&card.source))
                    .says(format!("the lead image {} has no alternative text", image.src))
                    .help("say under `image:` in `alt:` what it shows; `alt: \"\"` only when the caption says it all"),
            );
        }
    }
}

/// A file that isn't there.
pub(super) fn missing(source: &SourcePath, link: &str) -> Diagnostic {
    Diagnostic::new(Code::FileMissing, Place::file(source))
        .says(format!("{link} isn't there"))
        .help("a path counts from the article's folder; one that begins with `/` counts from `static/`")
}

/// Whether a link leads to another host or is no address of the site.
pub(super) fn is_remote(link: &str) -> bool {
    link.starts_with("//") || link.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
}

fn is_scheme(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// The media type that a file's name tells.
pub(super) fn media_type(name: &str) -> &'static str {
    let extension = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    match extension.as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        "ico" => "image/x-icon",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        "csv" => "text/csv",
        "json" => "application/json",
        "txt" => "text/plain",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
