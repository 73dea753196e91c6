//! Reading all copy of a site, in parallel.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::Step;
use crate::base::{Code, Diagnostic, Found, Place, SourcePath};
use crate::copy::{self, Article, Reading};
use crate::edition::Copy;
use crate::matter::Field;
use crate::site::{Manuscript, Settings, Site};

/// So many bytes of copy are kept from reading to printing; what goes beyond is read a second time.
const MOST_KEPT: usize = 64 << 20;

/// Front matter that holds for a folder and all below it.
type Defaults = HashMap<String, Vec<(Box<str>, Field)>>;

/// Reads sections, profiles and articles; what is faulty is told and listed.
pub fn read(site: &Site, watch: &(dyn Fn(Step) + Sync), found: &mut Found) -> Copy {
    watch(Step::Stage("reading", site.content.manuscripts.len()));
    let mut copy = Copy::default();
    let plain = reading(&site.settings, &[]);
    for file in &site.content.sections {
        let Some(bytes) = open(site, &file.source, found) else { continue };
        let (page, faults) = copy::read_section(&file.source, &bytes, &plain);
        found.extend(faults);
        copy.sections.extend(page.map(|page| (page, file.name.clone(), file.lang.clone())));
    }
    for file in &site.content.profiles {
        let Some(bytes) = open(site, &file.source, found) else { continue };
        let (profile, faults) = copy::read_profile(&file.source, &file.name, &bytes, &plain);
        found.extend(faults);
        copy.profiles.extend(profile.map(|profile| (profile, file.lang.clone())));
    }
    let defaults: Defaults = copy
        .sections
        .iter()
        .filter(|(page, _, _)| !page.defaults.is_empty())
        .map(|(page, _, _)| (page.source.folder().to_owned(), page.defaults.clone()))
        .collect();
    let kept = AtomicUsize::new(0);
    let read: Vec<(Option<Article>, Found)> = site
        .content
        .manuscripts
        .par_iter()
        .map(|manuscript| {
            let read = read_one(site, manuscript, &defaults, &kept);
            watch(Step::Tick);
            read
        })
        .collect();
    for (manuscript, (article, mut faults)) in site.content.manuscripts.iter().zip(read) {
        for fault in faults.iter_mut().filter(|fault| article.is_none() && fault.is_error()) {
            fault.firm = true;
        }
        found.extend(faults);
        match article {
            Some(article) => {
                let folder = format!("{}/", manuscript.source.folder());
                let bundle = site.content.bundles.binary_search_by(|b| (**b).cmp(&folder)).ok();
                let bundle = bundle.filter(|_| manuscript.source.name().starts_with("index."));
                copy.articles.push((article, bundle.map(|n| site.content.bundles[n].clone())));
            }
            None => copy.faulty.push(manuscript.source.clone()),
        }
    }
    copy
}

fn reading<'a>(settings: &'a Settings, defaults: &'a [(Box<str>, Field)]) -> Reading<'a> {
    Reading { zone: &settings.zone, zone_given: settings.zone_given, slugs: settings.slugs, defaults }
}

fn read_one(site: &Site, manuscript: &Manuscript, defaults: &Defaults, kept: &AtomicUsize) -> (Option<Article>, Found) {
    let mut found = Vec::new();
    let Some(bytes) = open(site, &manuscript.source, &mut found) else { return (None, found) };
    let above = if defaults.is_empty() { Vec::new() } else { defaults_above(&manuscript.source, defaults) };
    let (mut article, found) = copy::read_article(manuscript, &bytes, &reading(&site.settings, &above));
    if kept.fetch_add(bytes.len(), Ordering::Relaxed) < MOST_KEPT
        && let Some(article) = &mut article
    {
        article.kept = Some(Arc::new(bytes));
    }
    (article, found)
}

/// The defaults of the folders above, outermost first.
fn defaults_above(source: &SourcePath, defaults: &Defaults) -> Vec<(Box<str>, Field)> {
    let folder = source.folder();
    let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
    ends.filter_map(|end| defaults.get(&folder[..end])).flatten().cloned().collect()
}

fn open(site: &Site, source: &SourcePath, found: &mut Found) -> Option<Vec<u8>> {
    match site.read(source) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            let says = format!("can't be read: {error}");
            found.push(Diagnostic::new(Code::FileUnreadable, Place::file(source)).says(says));
            None
        }
    }
}
