//! Making the copies of pictures that pages show.
//!
//! In: what a press wants. Out: their bytes on the stage, a row for each. Never here: which copies there are, pixels.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::printing::{Made, Outputs, Printing, Row};
use super::{Step, Watch};
use crate::base::{Address, Diagnostic, Failure, Place};
use crate::delivery::{Stage, Writer};
use crate::ledger::Cache;
use crate::pictures::{self, ENCODER, Effort, Facts, Fault, Open, Variant};
use crate::press::{Wanted, tell};
use crate::site::{Images, Settings, Site};

/// So many pixels are open at once; a picture has fewer.
const AT_ONCE: u64 = pictures::MOST_PIXELS + 20_000_000;

/// The effort that a build makes.
pub fn effort(settings: &Settings) -> Option<Effort> {
    match settings.images {
        Images::Off => None,
        Images::Fast => Some(Effort::Fast),
        Images::Best => Some(Effort::Best),
    }
}

/// The effort that a preview makes: whoever looks at a page doesn't wait for the smallest files.
pub fn effort_of_preview(settings: &Settings) -> Option<Effort> {
    match settings.images {
        Images::Off => None,
        Images::Fast | Images::Best => Some(Effort::Fast),
    }
}

/// A copy with what is to be said of it: kept, or made of the picture's file.
///
/// # Errors
/// When the picture can't be read.
pub fn copy(wanted: &Wanted<'_>, variant: &Variant, of: &Maker<'_>) -> Result<Vec<u8>, Fault> {
    let key = key(wanted, variant, of.effort);
    let encoded = match of.cache.get(key) {
        Some(encoded) => encoded,
        None => {
            let encoded = of.open(wanted)?.encode(variant, of.effort)?;
            of.cache.keep(key, &encoded);
            encoded
        }
    };
    Ok(pictures::wrapped(encoded, variant.coding, (variant.width, variant.height), &wanted.rights))
}

/// What an encoded copy is made of.
fn key(wanted: &Wanted<'_>, variant: &Variant, effort: Effort) -> u128 {
    xxh3_128(format!("{ENCODER} {:x} {variant:?} {effort:?}", wanted.facts.hash).as_bytes())
}

/// Makes the copies of one picture, which is opened once, and only where a copy isn't kept.
pub struct Maker<'m> {
    site: &'m Site,
    cache: &'m Cache,
    effort: Effort,
    open: OnceCell<Result<Open, Fault>>,
}

impl<'m> Maker<'m> {
    /// A maker for one picture.
    pub fn new(site: &'m Site, cache: &'m Cache, effort: Effort) -> Maker<'m> {
        Maker { site, cache, effort, open: OnceCell::new() }
    }

    fn open(&self, wanted: &Wanted<'_>) -> Result<&Open, Fault> {
        let open = || {
            let bytes = self.site.read(wanted.file).map_err(|error| Fault::Broken(error.to_string().into()))?;
            Open::of(&bytes, wanted.facts)
        };
        self.open.get_or_init(open).as_ref().map_err(Clone::clone)
    }
}

/// A picture's file some of whose copies must be written: for each use of it the copies that say what is said there.
struct Due<'d> {
    facts: &'d Facts,
    uses: Vec<(&'d Wanted<'d>, Vec<(Address, Variant)>)>,
}

impl Printing<'_, '_> {
    /// Adds the copies of pictures that pages show. An address says what a copy is made of, so one that lies in the output as
    /// it was left is right.
    pub(super) fn add_pictures(&self, all: &mut Outputs, watch: Watch<'_>) -> Result<(), Failure> {
        let Some(effort) = self.press.effort() else { return Ok(()) };
        let wanted = self.press.wanted();
        let mut due: Vec<Due<'_>> = Vec::new();
        let mut seen: BTreeSet<&Address> = BTreeSet::new();
        for wanted in &wanted {
            let mut copies = Vec::new();
            for (address, variant) in &wanted.copies {
                if self.plan.has(address) || !seen.insert(address) {
                    continue;
                }
                match self.known.output(address.as_str()).filter(|old| old.stat.is_some()) {
                    Some(old) => all.rows.push((address.clone(), Row::Kept(old.row))),
                    None => copies.push((address.clone(), *variant)),
                }
            }
            if copies.is_empty() {
                continue;
            }
            // Two uses of one file share its pixels, so the second finds what the first made.
            match due.last_mut().filter(|due| due.facts.hash == wanted.facts.hash) {
                Some(due) => due.uses.push((wanted, copies)),
                None => due.push(Due { facts: wanted.facts, uses: vec![(wanted, copies)] }),
            }
        }
        if due.is_empty() {
            return Ok(());
        }
        watch(Step::Stage("making pictures", due.len()));
        for batch in batches(&due) {
            let made = batch.par_iter().map_init(
                || self.stage.map(Stage::writer),
                |writer, due| {
                    let made = self.make(due, effort, writer.as_mut());
                    watch(Step::Tick);
                    made
                },
            );
            for made in made.collect::<Result<Vec<_>, Failure>>()? {
                all.found.extend(made.faults);
                all.rows.extend(made.rows);
            }
        }
        Ok(())
    }

    fn make(&self, due: &Due<'_>, effort: Effort, mut writer: Option<&mut Writer>) -> Result<Copies, Failure> {
        let maker = Maker::new(self.site, self.pictures, effort);
        let mut made = Copies::default();
        let copies = due.uses.iter().flat_map(|(wanted, copies)| copies.iter().map(move |copy| (*wanted, copy)));
        for (wanted, (address, variant)) in copies {
            let bytes = match copy(wanted, variant, &maker) {
                Ok(bytes) => bytes,
                Err(fault) => {
                    made.faults.push(tell(&fault, wanted.file.as_str(), Place::file(&wanted.source)));
                    break;
                }
            };
            let hash = xxh3_128(&bytes).to_le_bytes();
            let staged = writer.as_mut().map(|writer| writer.put(&address.out_path(), &bytes)).transpose()?;
            let old = self.known.output(address.as_str()).map(|old| old.row);
            let (why, at) = (self.reasons.of_file(old.is_some()), self.at.0.as_second());
            made.rows
                .push((address.clone(), Row::Made(Box::new(Made { hash, staged, why, at, old, ..Made::default() }))));
        }
        Ok(made)
    }
}

/// What was made of one picture.
#[derive(Default)]
struct Copies {
    rows: Vec<(Address, Row)>,
    faults: Vec<Diagnostic>,
}

/// Pictures that may be open at once.
fn batches<'d>(due: &'d [Due<'d>]) -> impl Iterator<Item = &'d [Due<'d>]> {
    let mut rest = due;
    std::iter::from_fn(move || {
        let mut pixels = 0;
        let mut count = 0;
        for due in rest {
            pixels += u64::from(due.facts.width) * u64::from(due.facts.height);
            if pixels > AT_ONCE && count > 0 {
                break;
            }
            count += 1;
        }
        let (batch, more) = rest.split_at(count);
        rest = more;
        (count > 0).then_some(batch)
    })
}
