//! Files that pages show: where they stand.

use std::sync::atomic::Ordering;

use super::Press;
use crate::base::{Code, Diagnostic, Place, SourcePath, percent_decode};

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
