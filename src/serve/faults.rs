//! Which faults are told where: once on the terminal, and over the pages that they spoil.
//!
//! In: what was found. Out: what is new; what belongs to a page. Never here: how it looks.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::round::{Page, Round};
use crate::base::{Address, Code, Diagnostic, Found, Severity, SourcePath};

/// What the terminal was told, so that it is told each problem once.
#[derive(Debug, Default)]
pub struct Told {
    of_site: BTreeSet<u64>,
    of_pages: BTreeMap<Address, BTreeSet<u64>>,
    has_errors: bool,
}

impl Told {
    /// What is new of all that is known of the site; and whether its last error is mended.
    pub fn of_site<'f>(&mut self, found: impl Iterator<Item = &'f Diagnostic>) -> (Found, bool) {
        let (mut now, mut new, mut has_errors) = (BTreeSet::new(), Found::new(), false);
        for fault in found {
            has_errors |= fault.is_error();
            let print = print_of(fault);
            if now.insert(print) && !self.of_site.contains(&print) {
                new.push(fault.clone());
            }
        }
        self.of_site = now;
        let is_mended = std::mem::replace(&mut self.has_errors, has_errors) && !has_errors;
        (new, is_mended)
    }

    /// What is new of what was found while a page was printed.
    pub fn of_page(&mut self, address: &Address, found: &[Diagnostic]) -> Found {
        let before = self.of_pages.remove(address).unwrap_or_default();
        let is_new = |print: &u64| {
            !before.contains(print)
                && !self.of_site.contains(print)
                && !self.of_pages.values().any(|told| told.contains(print))
        };
        let new = found.iter().filter(|fault| is_new(&print_of(fault))).cloned().collect();
        if !found.is_empty() {
            self.of_pages.insert(address.clone(), found.iter().map(print_of).collect());
        }
        new
    }
}

/// A template that fails for many pages is one problem.
fn print_of(fault: &Diagnostic) -> u64 {
    let culprit = if fault.code == Code::TemplateFailed { &None } else { &fault.culprit };
    xxh3_64(format!("{:?} {:?} {} {culprit:?}", fault.code, fault.place, fault.message).as_bytes())
}

/// What is wrong with a page: the errors that keep it from being shown as it will be, and all that was found in it.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// Errors of this page, or of the site as a whole.
    pub errors: Found,
    /// How many errors there are elsewhere.
    pub elsewhere: usize,
    /// Warnings of this page.
    pub warnings: Found,
}

impl Faults {
    /// What is wrong with what stands at an address; `page` is none where nothing does.
    pub fn of(round: &Round, address: &Address, page: Option<&Page>) -> Faults {
        let closed = round.closed();
        let source = page.and_then(|page| page.source.as_ref()).map(|(source, _)| source);
        let is_own = |fault: &Diagnostic| match (source, &fault.culprit) {
            (Some(source), _) if fault.place.file == *source || fault.culprit.as_ref() == Some(source) => true,
            // What holds for the whole site spoils every page.
            (_, None) => true,
            (None, Some(_)) if page.is_none() => is_likely(&fault.place.file, address),
            (Some(_) | None, Some(_)) => false,
        };
        let mut faults = Faults::default();
        let printed = page.map_or(&[][..], |page| &page.found);
        let printed = printed.iter().filter(|fault| fault.code != Code::FileChanged);
        for (fault, is_own) in closed.found().map(|fault| (fault, is_own(fault))).chain(printed.map(|f| (f, true))) {
            match (fault.severity, is_own) {
                (Severity::Error, true) => faults.errors.push(fault.clone()),
                (Severity::Error, false) => faults.elsewhere += 1,
                (Severity::Warn, true) => faults.warnings.push(fault.clone()),
                (Severity::Warn, false) | (Severity::Off, _) => {}
            }
        }
        faults
    }

    /// As a window is told of it.
    pub fn value(&self, root: &std::path::Path) -> Value {
        json!({
            "type": "faults",
            "errors": self.errors.iter().map(|fault| value_of(fault, root)).collect::<Vec<_>>(),
            "elsewhere": self.elsewhere,
        })
    }
}

/// Whether a file that can't be read may be what somebody looks for at an address where nothing stands.
fn is_likely(file: &SourcePath, address: &Address) -> bool {
    let name = file.name().split('.').next().unwrap_or_default();
    let name = if name == "index" { file.folder().rsplit('/').next().unwrap_or_default() } else { name };
    let last = address.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    !last.is_empty() && name.ends_with(last)
}

/// A fault for the overlay.
pub fn value_of(fault: &Diagnostic, root: &std::path::Path) -> Value {
    let place = &fault.place;
    let path = std::path::absolute(root.join(place.file.as_str())).unwrap_or_default();
    let excerpt = place.excerpt.as_ref().map(|(text, meant)| {
        let cut = |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or_default();
        json!([cut(0, meant.start), cut(meant.start, meant.end), cut(meant.end, text.len() as u32)])
    });
    json!({
        "severity": fault.severity,
        "code": fault.code.as_str(),
        "message": fault.message,
        "file": place.file.as_str(),
        "path": path.to_string_lossy(),
        "line": place.line,
        "column": place.column,
        "excerpt": excerpt,
        "help": fault.help,
        "also": fault.also.iter().map(|(at, words)| json!({
            "file": at.file.as_str(), "line": at.line, "words": words,
        })).collect::<Vec<_>>(),
    })
}
