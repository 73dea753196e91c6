//! The hashes of all files that pages can show, from the ledger where the file system vouches for it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

use super::known::{Known, Record};
use crate::base::{Address, SourcePath, Stat};
use crate::pictures::{self, is_picture};
use crate::press::Known as Says;
use crate::site::{Site, Survey};

/// The hash of a file that can't be read.
const NONE: [u8; 16] = [0; 16];

/// Files by source.
pub type Files = BTreeMap<SourcePath, Record>;

/// Hashes the files of a plan.
pub fn hash(plan: &[(SourcePath, Address)], site: &Site, survey: &Survey, known: &Known<'_>) -> Files {
    let seen = |source: &SourcePath| {
        let of = |files: &[(SourcePath, Option<Stat>)]| {
            files.binary_search_by(|(path, _)| path.cmp(source)).ok().and_then(|n| files[n].1)
        };
        of(&survey.content).or_else(|| of(&survey.statics))
    };
    let one = |(source, _): &(SourcePath, Address)| {
        let stat = seen(source);
        if let Some((row, copy)) = known.ledger.as_ref().and_then(|ledger| ledger.source(source.as_str()))
            && row.is_settled
            && Some(row.stat) == stat
            && copy.hash != NONE
        {
            let card = copy.card.to_vec();
            let record = Record { stat: row.stat, is_settled: true, hash: copy.hash, card, ..Record::default() };
            return (source.clone(), record);
        }
        let path = site.path(source);
        let read = if is_picture(source.name()) { read_picture(&path, source.name()) } else { read(&path) };
        let (hash, stat, card) = read.unwrap_or((NONE, None, Vec::new()));
        let is_settled = stat.is_some_and(|stat| stat.is_settled(known.now));
        (source.clone(), Record { stat: stat.unwrap_or_default(), is_settled, hash, card, ..Record::default() })
    };
    plan.par_iter().map(one).collect()
}

/// A file's hash, its stat if it stayed the same meanwhile, and what it says of itself, encoded.
type Seen = ([u8; 16], Option<Stat>, Vec<u8>);

fn read(path: &Path) -> io::Result<Seen> {
    let mut file = File::open(path)?;
    let before = Stat::of(&file.metadata()?);
    let hash = hash_of(&mut file)?;
    let is_same = Stat::of(&file.metadata()?) == before;
    Ok((hash, is_same.then_some(before), Vec::new()))
}

/// The same of a picture, which says who made it and how large it is.
fn read_picture(path: &Path, name: &str) -> io::Result<Seen> {
    let mut file = File::open(path)?;
    let before = Stat::of(&file.metadata()?);
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let is_same = Stat::of(&file.metadata()?) == before;
    let says: Says = pictures::read(name, &bytes);
    let card = postcard::to_allocvec(&says).unwrap_or_default();
    Ok((xxh3_128(&bytes).to_le_bytes(), is_same.then_some(before), card))
}

/// What a picture file says of itself, where that is known.
pub fn says(files: &Files, source: &SourcePath) -> Option<Says> {
    let record = files.get(source)?;
    if record.card.is_empty() {
        // What is no picture says nothing; a picture that couldn't be read is asked again.
        return (!is_picture(source.name())).then_some(None);
    }
    postcard::from_bytes(&record.card).ok()
}

/// The hash of all that can be read.
fn hash_of(file: &mut impl Read) -> io::Result<[u8; 16]> {
    let (mut hash, mut buffer) = (Xxh3Default::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hash.digest128().to_le_bytes()),
            n => hash.update(&buffer[..n]),
        }
    }
}

/// The hash of a file that lies in the output.
pub fn hash_at(path: &Path) -> Option<[u8; 16]> {
    hash_of(&mut File::open(path).ok()?).ok()
}
