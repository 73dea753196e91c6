//! A look at every page of an edition: what is wrong with it, what it weighs.
//!
//! In: an edition. Out: faults and sizes by address. Never here: the pages' bytes, once they are counted.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::frame::View;
use crate::base::{Address, Code, Found};
use crate::plan::Sheet;
use crate::walk::Closed;

/// Once so many pages can't be printed, the others aren't tried: it is the theme, and takes its time with each.
const MOST_BROKEN: usize = 100;

/// What was seen.
#[derive(Debug, Default)]
pub struct Looked {
    /// The pages with what was found while each was printed, and their bytes; in the order of their addresses.
    pub seen: Vec<Seen>,
    /// How many weren't looked at, because so many others couldn't be printed.
    pub left: usize,
}

/// A page that was looked at.
#[derive(Debug)]
pub struct Seen {
    /// Its address.
    pub address: Address,
    /// What was found while it was printed.
    pub found: Found,
    /// Its size; none where it couldn't be printed.
    pub bytes: Option<usize>,
}

impl Looked {
    /// The pages that were printed so far, because somebody looked at them.
    pub fn so_far(view: &View<'_>) -> Looked {
        let seen = view.round.printed().into_iter().map(|(address, page)| Seen {
            address,
            found: page.found.iter().filter(|fault| fault.code != Code::FileChanged).cloned().collect(),
            bytes: page.bytes.as_ref().map(|bytes| bytes.len()),
        });
        Looked { seen: seen.collect(), left: 0 }
    }

    /// All pages and files of the plan, and the loose files that somebody looked at.
    pub fn all(view: &View<'_>) -> Looked {
        let (closed, broken) = (view.closed(), AtomicUsize::new(0));
        let one = |(address, sheet): &(Address, Sheet)| {
            if let Some(bytes) = size_of_file(closed, sheet) {
                return Some(Seen { address: address.clone(), found: Found::new(), bytes: Some(bytes) });
            }
            if broken.load(Ordering::Relaxed) >= MOST_BROKEN {
                return None;
            }
            let shown = view.round.preview.print(address)?;
            if shown.bytes.is_none() {
                broken.fetch_add(1, Ordering::Relaxed);
            }
            let (mut found, bytes) = (shown.found, shown.bytes.map(|bytes| bytes.len()));
            found.retain(|fault| fault.code != Code::FileChanged);
            Some(Seen { address: address.clone(), found, bytes })
        };
        let mut seen: Vec<Seen> = closed.plan.sheets.par_iter().filter_map(one).collect();
        let left = closed.plan.sheets.len() - seen.len();
        seen.extend(Looked::so_far(view).seen.into_iter().filter(|seen| !closed.plan.has(&seen.address)));
        Looked { seen, left }
    }
}

/// The size of a file that is passed on as it is: it needn't be read for that.
fn size_of_file(closed: &Closed, sheet: &Sheet) -> Option<usize> {
    let Sheet::File(source) = sheet else { return None };
    let meta = closed.site.path(source).metadata().ok().filter(|meta| meta.is_file())?;
    usize::try_from(meta.len()).ok()
}
