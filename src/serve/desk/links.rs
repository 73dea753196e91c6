//! Where the desk's links lead: to pages of the site and of the desk, to files in an editor.
//!
//! In: addresses, places, times. Out: values for `href`. Never here: HTML.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::frame::View;
use crate::base::{Address, Moment, Place};
use crate::serve::round::Round;

/// What stays as it is in a path of an editor's link.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/').remove(b':');

/// A page of the site as it stands in this preview.
pub fn shown(round: &Round, address: &Address) -> String {
    round.closed().site.settings.base.href(address)
}

/// A page of the site as it will stand at a time.
pub fn shown_at(round: &Round, address: &Address, at: Moment) -> String {
    format!("{}?at={}", shown(round, address), value(&at.rfc3339()))
}

/// A page of the site as it stands in an edition.
pub fn shown_then(view: &View<'_>, address: &Address) -> String {
    view.then().map_or_else(|| shown(&view.round, address), |then| shown_at(&view.round, address, then))
}

/// The desk's page about a page of the site.
pub fn about(address: &Address) -> String {
    format!("/_dateline/page?of={}", value(address.as_str()))
}

/// The same of a page as it will stand at a time.
pub fn about_at(address: &Address, at: Moment) -> String {
    format!("{}&at={}", about(address), value(&at.rfc3339()))
}

/// The same of a page as it stands in an edition.
pub fn about_then(view: &View<'_>, address: &Address) -> String {
    view.then().map_or_else(|| about(address), |then| about_at(address, then))
}

/// A page of an edition at the sizes of several devices.
pub fn phone_then(view: &View<'_>, address: &Address) -> String {
    let of = value(address.as_str());
    match view.then() {
        Some(then) => format!("/_dateline/phone?of={of}&at={}", value(&then.rfc3339())),
        None => format!("/_dateline/phone?of={of}"),
    }
}

/// A place in a file of the site, for editors that know `vscode://` links; none where the file isn't the site's.
pub fn editor(root: &Path, place: &Place) -> Option<String> {
    let file = place.file.as_str();
    if file.is_empty() || file.starts_with('<') {
        return None;
    }
    let path = std::path::absolute(root.join(file)).ok()?;
    let path = path.to_string_lossy().replace('\\', "/");
    let path = utf8_percent_encode(path.trim_start_matches('/'), PATH);
    Some(match (place.line, place.column) {
        (0, _) => format!("vscode://file/{path}"),
        (line, column) => format!("vscode://file/{path}:{line}:{}", column.max(1)),
    })
}

/// A value in a query.
pub fn value(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The address that somebody means by a path, or by a whole URL of the site or of this preview.
pub fn meant(round: &Round, text: &str) -> Option<Address> {
    let text = text.trim();
    let path = match text.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => text,
    };
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let base = &round.closed().site.settings.base.path;
    let below = path.strip_prefix(base.as_str()).filter(|rest| !base.is_empty() && rest.starts_with('/'));
    let exact = |path: &str| path.starts_with('/').then(|| Address::new(path));
    let is_there = |address: &Address| round.preview.has(address);
    let found = [Some(path), below].into_iter().flatten().find_map(|path| {
        let page = format!("{}/", path.trim_end_matches('/'));
        let ways = [exact(path), Address::parse(path).ok(), Address::parse(&page).ok()];
        ways.into_iter().flatten().find(is_there)
    });
    found.or_else(|| Address::parse(below.unwrap_or(path)).ok())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::editor;
    use crate::base::{Place, SourcePath};

    #[test]
    #[cfg(unix)]
    fn a_file_opens_at_its_line() {
        let place = |file: &str, line, column| Place { line, column, ..Place::file(&SourcePath::new(file)) };
        let root = Path::new("/s p");
        let link = |place: &Place| editor(root, place);
        assert_eq!(link(&place("content/ž.md", 3, 0)).as_deref(), Some("vscode://file/s%20p/content/%C5%BE.md:3:1"));
        assert_eq!(link(&place("site.yaml", 0, 0)).as_deref(), Some("vscode://file/s%20p/site.yaml"));
        assert_eq!(link(&place("<broadsheet>/templates/base.html", 1, 1)), None);
    }
}
