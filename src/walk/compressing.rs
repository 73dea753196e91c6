//! Compressed copies beside the outputs that are text, for hosts that send files as they lie there.
//!
//! In: the rows of all outputs, their bytes wherever those lie. Out: a row for each copy; what is new is on the stage.
//! Never here: how bytes are squeezed, which reader gets which.

use std::collections::HashSet;
use std::fs;

use rayon::prelude::*;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::printing::{Made, Outputs, Printing, Row};
use super::{Step, Watch};
use crate::base::{Address, Coding, Effort, Failure};
use crate::delivery::{Stage, Writer};
use crate::press::Fingerprint;

/// A smaller file goes in one packet as it is.
const SMALLEST: u64 = 1_024;

/// What the names of texts end in.
const TEXTS: [&str; 10] = ["html", "css", "js", "mjs", "json", "xml", "svg", "txt", "webmanifest", "md"];

/// An output that is to have copies.
struct Original {
    path: String,
    hash: [u8; 16],
    /// Its bytes are on the stage, not in the output.
    is_staged: bool,
}

impl Printing<'_, '_> {
    /// Adds the copies that `compress` asks for. One that was made of the same bytes stays.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn compress(&self, all: &mut Outputs, watch: Watch<'_>) -> Result<(), Failure> {
        let codings = &self.site.settings.compress;
        let Some(stage) = self.stage.filter(|_| !codings.is_empty()) else { return Ok(()) };
        watch(Step::Stage("compressing", 0));
        let shown: HashSet<&Address> = all.rows[all.planned..].iter().map(|(address, _)| address).collect();
        let is_free = |address: &Address| !self.plan.has(address) && !shown.contains(address);
        let copies = all.rows.par_iter().map_init(
            || stage.writer(),
            |writer, (address, row)| {
                let Some(original) = self.original(address, row) else { return Ok(Vec::new()) };
                let mut bytes = None;
                let copies = codings.iter().map(|coding| {
                    let address = Address::new(format!("/{}.{}", original.path, coding.extension()));
                    let free = Some(address).filter(&is_free);
                    free.map_or(Ok(None), |address| self.copy(&original, *coding, address, &mut bytes, stage, writer))
                });
                copies.filter_map(Result::transpose).collect::<Result<Vec<_>, Failure>>()
            },
        );
        let copies: Vec<Vec<(Address, Row)>> = copies.collect::<Result<_, _>>()?;
        all.rows.extend(copies.into_iter().flatten());
        Ok(())
    }

    /// An output as something to be copied; none where it is no text, or small.
    fn original(&self, address: &Address, row: &Row) -> Option<Original> {
        let path = address.out_path();
        let (_, extension) = path.rsplit_once('.')?;
        if !TEXTS.contains(&extension) {
            return None;
        }
        let (hash, stat, is_staged) = match row {
            Row::Kept(row) => {
                let old = self.known.row(*row)?;
                (old.sheet.hash, old.stat?, false)
            }
            Row::Made(made) => (made.hash, made.stat.or(made.staged)?, made.stat.is_none()),
        };
        (stat.size >= SMALLEST).then_some(Original { path, hash, is_staged })
    }

    /// The row of a copy; none where it would be no smaller.
    fn copy(
        &self,
        original: &Original,
        coding: Coding,
        address: Address,
        bytes: &mut Option<Vec<u8>>,
        stage: &Stage,
        writer: &mut Writer,
    ) -> Result<Option<(Address, Row)>, Failure> {
        let made_of = [&original.hash[..], coding.name().as_bytes(), &coding.level(Effort::Once).to_le_bytes()];
        let print = Fingerprint::of_file(xxh3_64(&made_of.concat()));
        let old = self.known.output(address.as_str());
        if let Some(old) = old.filter(|old| old.stat.is_some() && old.sheet.print == print.bytes()) {
            return Ok(Some((address, Row::Kept(old.row))));
        }
        let bytes = match bytes {
            Some(bytes) => bytes,
            None => {
                let path = if original.is_staged { stage.path(&original.path) } else { self.out.join(&original.path) };
                bytes.insert(fs::read(&path).map_err(Failure::when("read", path))?)
            }
        };
        let squeezed = coding.squeeze(bytes, Effort::Once);
        if squeezed.len() >= bytes.len() {
            return Ok(None);
        }
        let hash = xxh3_128(&squeezed).to_le_bytes();
        let stat = old.and_then(|old| match old.stat {
            Some(stat) => (old.sheet.hash == hash).then_some(stat),
            None => self.stat_if_same(&address, &hash),
        });
        let staged = if stat.is_none() { Some(writer.put(&address.out_path(), &squeezed)?) } else { None };
        let (why, at) = (self.reasons.of_file(old.is_some()), self.at.0.as_second());
        let (print, old) = (print.bytes().to_vec(), old.map(|old| old.row));
        Ok(Some((address, Row::Made(Box::new(Made { hash, print, stat, staged, why, at, old, ..Made::default() })))))
    }
}
