//! What a page weighs, with what a browser loads for it.
//!
//! In: a page's bytes. Out: HTML. Never here: what other servers send, which is named only.

use std::collections::BTreeSet;

use crate::base::{Address, percent_decode};
use crate::serve::desk::frame::View;
use crate::serve::desk::markup::{Markup, Table, cell};
use crate::serve::desk::sizes::Sort;
use crate::serve::desk::tags::{Tag, tags};
use crate::serve::desk::{links, words};
use crate::serve::host::{Coding, content_type, is_compressible, squeeze};
use crate::serve::round::Page;

/// What a page loads.
#[derive(Debug, Default)]
pub struct Loads {
    /// Files of the site, each once, and whether it waits until a reader scrolls there.
    pub own: Vec<(Address, bool)>,
    /// Hosts of other files.
    pub hosts: BTreeSet<String>,
}

/// Shows it.
pub fn show(view: &View<'_>, address: &Address, page: &Page, html: Option<&str>, out: &mut Markup) {
    let Some(bytes) = &page.bytes else { return };
    let loads = html.map(|html| loads(view, address, html)).unwrap_or_default();
    let mut table =
        Table::of_figures("What a browser loads for it", &["File", "Sort", "Size", "With gzip", "With brotli"], 2);
    let mut total = [0; 3];
    let plan = &view.closed().plan;
    let mut row = |at: &Address, is_late: bool, bytes: &[u8]| {
        let is_squeezed = is_compressible(&content_type(at.as_str()));
        let coded = |coding| if is_squeezed { squeeze(bytes, coding).len().min(bytes.len()) } else { bytes.len() };
        let sizes = [bytes.len(), coded(Coding::Gzip), coded(Coding::Brotli)];
        total.iter_mut().zip(sizes).for_each(|(total, size)| *total += size);
        let mut name = Markup::default();
        match at == address {
            true => name.raw("This page"),
            false => name.link(&links::about_then(view, at), at.as_str()),
        };
        name.raw(if is_late { " <span class=\"soft\">once a reader scrolls there</span>" } else { "" });
        let sheet = plan.at(at);
        let [plain, gzip, brotli] = sizes.map(|size| cell(&words::size(size)));
        table.row(&[name, cell(Sort::of(at, sheet).name()), plain, gzip, brotli]);
    };
    row(address, false, bytes);
    let mut missing = Vec::new();
    for (at, is_late) in &loads.own {
        match view.round.page(at).and_then(|page| page.bytes.clone()) {
            Some(bytes) => row(at, *is_late, &bytes),
            None => missing.push(at),
        }
    }
    let [plain, gzip, brotli] = total.map(|size| cell(&words::size(size)));
    if !loads.own.is_empty() {
        table.row(&[cell("All together"), Markup::default(), plain, gzip, brotli]);
    }
    out.raw("<section aria-labelledby=\"weight\"><h2 id=\"weight\">What it weighs</h2><p class=\"lead\">");
    out.text(&words::size(total[2])).raw(" on its way to a reader");
    if html.is_some() {
        out.raw(", with ").text(&words::count(loads.own.len(), "file that it loads", "files that it loads"));
    }
    out.raw("</p>").add(&table.done());
    for at in missing {
        out.raw("<p class=\"bad\">It loads ").text(at.as_str()).raw(", and nothing stands there.</p>");
    }
    if !loads.hosts.is_empty() {
        let hosts: Vec<&str> = loads.hosts.iter().map(String::as_str).collect();
        out.raw("<p>It loads from other servers too, which isn’t counted: ").text(&hosts.join(", ")).raw(".</p>");
    }
    out.raw("</section>\n");
}

/// What the tags of a page have a browser load; not sound and film, which come when they are played, nor icons, of
/// which it takes one and keeps it.
fn loads(view: &View<'_>, page: &Address, html: &str) -> Loads {
    let mut loads = Loads::default();
    for tag in tags(html) {
        let Some(url) = url_of(&tag) else { continue };
        match resolve(view, page, url) {
            Some(Ok(address)) if !loads.own.iter().any(|(own, _)| *own == address) => {
                loads.own.push((address, tag.has_word("loading", "lazy")));
            }
            Some(Err(host)) => drop(loads.hosts.insert(host)),
            Some(Ok(_)) | None => {}
        }
    }
    loads
}

/// What a tag has a browser load.
fn url_of<'t>(tag: &'t Tag<'_>) -> Option<&'t str> {
    let loading = ["stylesheet", "preload", "modulepreload"];
    match &*tag.name {
        "img" | "script" | "iframe" | "embed" => tag.get("src"),
        "video" => tag.get("poster"),
        "link" if loading.iter().any(|word| tag.has_word("rel", word)) => tag.get("href"),
        _ => None,
    }
}

/// What a URL on a page means: a file of the site, or (`Err`) another host; none where it is no file.
pub fn resolve(view: &View<'_>, page: &Address, url: &str) -> Option<Result<Address, String>> {
    let base = &view.closed().site.settings.base;
    let url = url.trim().split(['?', '#']).next().unwrap_or_default();
    let path = match url.split_once("://") {
        Some(_) => match url.strip_prefix(&*base.origin).filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            Some(path) => path,
            None => return Some(Err(host_of(url)?)),
        },
        None if url.starts_with("//") => return Some(Err(host_of(url)?)),
        None if url.is_empty() || is_other_scheme(url) => return None,
        None if url.starts_with('/') => url,
        None => return Address::parse(page.join(&percent_decode(url)).as_str()).ok().map(Ok),
    };
    let path = path.strip_prefix(base.path.as_str()).unwrap_or(path);
    let path = percent_decode(path);
    path.starts_with('/').then(|| Ok(Address::new(path)))
}

/// `data:…`, `mailto:…`.
fn is_other_scheme(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/'))
}

fn host_of(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("//")?;
    rest.split('/').next().filter(|host| !host.is_empty()).map(str::to_owned)
}
