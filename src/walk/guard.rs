//! The leak check within a walk: what is looked at, and what the next build need not look at again.
//!
//! In: an edition, its plan, what an earlier build looked for. Out: what leaks. Never here: what a leak is.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::files::{self, Files};
use super::keeping::Keeping;
use super::known::Known;
use super::printing::{Outputs, Row};
use crate::base::{Address, SourcePath};
use crate::copy::FrontPage;
use crate::edition::Edition;
use crate::leaks::{Excuses, Hits, Secrets, tell, tell_files};
use crate::plan::{Plan, Sheet};
use crate::press::Bytes;
use crate::site::{Site, Survey};

/// Files of these kinds hold no words that could be compared.
const MUTE: [&str; 31] = [
    "jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "ico", "bmp", "tif", "tiff", "mp3", "m4a", "ogg", "opus",
    "wav", "flac", "mp4", "m4v", "mov", "webm", "pdf", "zip", "gz", "br", "7z", "woff", "woff2", "ttf", "otf", "wasm",
];

/// What a build looked for, for the next one.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Seen {
    /// The secrets' hashes, sorted.
    prints: Vec<u64>,
    /// Something was found that no error was: a headline, or words that published copy has too. It is told, or
    /// weighed, anew by each build.
    found: bool,
    /// Pages were compared word by word.
    closely: bool,
}

/// Looks at outputs.
pub struct Guard {
    secrets: Secrets,
    /// Outputs that stay as they are must be looked at too.
    again: bool,
    /// A way round the edition holds a secret's words or address: every word of every page is compared.
    closely: bool,
}

impl Guard {
    /// A guard that knows what no output may hold, and what the last build looked for.
    pub fn of(edition: &Edition, plan: &Plan, site: &Site, survey: &Survey, known: &Known<'_>) -> Guard {
        let secrets = Secrets::of(edition, plan, site, &|source| site.read_copy(source).ok());
        let seen = known.ledger.as_ref().and_then(|ledger| postcard::from_bytes::<Seen>(&ledger.head.leaks).ok());
        let closely = !secrets.is_empty() && holds_any(&secrets, edition, site, survey);
        let is_known = |seen: &Seen| {
            !seen.found
                && (seen.closely || !closely)
                && secrets.prints.iter().all(|print| seen.prints.binary_search(print).is_ok())
        };
        let again = !secrets.is_empty() && !seen.as_ref().is_some_and(is_known);
        Guard { secrets, again, closely }
    }

    /// Looks at what was printed. A page is made of published copy, and of files that were looked at: where none of those
    /// holds anything secret, no page does.
    pub fn look(&self, bytes: &Bytes, site: &Site) -> Hits {
        match bytes {
            _ if self.secrets.is_empty() => Hits::default(),
            Bytes::Here(bytes) if self.closely => self.secrets.look(bytes),
            Bytes::Here(_) => Hits::default(),
            Bytes::File(source) if is_mute(source.as_str()) => Hits::default(),
            Bytes::File(source) => {
                site.read(source).map_or_else(|_| Hits::default(), |bytes| self.secrets.look(&bytes))
            }
            Bytes::None => Hits::default(),
        }
    }

    /// Looks at an output that stays as it is, where it wasn't looked at for all that mustn't be there now.
    pub fn look_again(&self, path: &Path, is_copy: bool) -> Hits {
        if !self.again || !(self.closely || is_copy) || is_mute(&path.to_string_lossy()) {
            return Hits::default();
        }
        fs::read(path).map_or_else(|_| Hits::default(), |bytes| self.secrets.look(&bytes))
    }

    /// Tells what leaks. Out: what the next build is to know. The hashes of secret files join `files`.
    pub fn tell(
        &self,
        edition: &Edition,
        plan: &Plan,
        build: &Keeping<'_>,
        outputs: &mut Outputs,
        files: &mut Files,
    ) -> Vec<u8> {
        let Keeping { site, survey, known, .. } = build;
        let hits = std::mem::take(&mut outputs.hits);
        let excuses = Excuses::of(&self.secrets, &hits, edition, &|source| site.read_copy(source).ok());
        outputs.found.extend(tell(&self.secrets, &hits, &excuses, plan));
        if !self.secrets.files.is_empty() {
            let root = Address::new("/".to_owned());
            let wanted: Vec<_> = self.secrets.files.iter().map(|source| (source.clone(), root.clone())).collect();
            let own = files::hash(&wanted, site, survey, known);
            let shown: HashSet<&Address> = outputs.rows[outputs.planned..].iter().map(|(address, _)| address).collect();
            let is_out = |source: &SourcePath| {
                let address = plan.file_address(source);
                address.is_some_and(|address| plan.has(address) || shown.contains(address))
            };
            let published = files.iter().filter(|(s, _)| s.as_str().starts_with("content/") && is_out(s));
            let published: HashSet<[u8; 16]> = published.map(|(_, record)| record.hash).collect();
            let small = |size: u64| size < crate::leaks::SMALLEST;
            let secret: Vec<(&SourcePath, [u8; 16])> =
                own.iter().filter(|(_, r)| !small(r.stat.size)).map(|(source, r)| (source, r.hash)).collect();
            let hash = |row: &Row| match row {
                Row::Made(made) => made.hash,
                Row::Kept(n) => known.row(*n).map(|old| old.sheet.hash).unwrap_or_default(),
            };
            // A picture is passed on without what isn't for readers, so its file is what is compared.
            let passed_on = |address: &Address| match plan.at(address) {
                Some(Sheet::File(source)) => files.get(source),
                Some(_) => None,
                None => files.get(&SourcePath::new(format!("content{address}"))),
            };
            let copies = outputs
                .rows
                .iter()
                .map(|(address, row)| (address, passed_on(address).map_or_else(|| hash(row), |record| record.hash)));
            let leaks = tell_files(&secret, &published, copies);
            outputs.found.extend(leaks);
            files.extend(own);
        }
        let seen = Seen { prints: self.secrets.prints.clone(), found: !hits.is_empty(), closely: self.closely };
        postcard::to_allocvec(&seen).unwrap_or_default()
    }
}

/// Whether settings, templates, data, a section's page, a profile or a front holds something secret. What pages show beside
/// published copy comes from there, so where none does, no page does.
fn holds_any(secrets: &Secrets, edition: &Edition, site: &Site, survey: &Survey) -> bool {
    let content = &site.content;
    let sides = content.sections.iter().chain(&content.profiles).map(|file| &file.source);
    let ways: Vec<&SourcePath> = survey.workshop.iter().map(|(path, _)| path).chain(sides).collect();
    let holds =
        |path: &&SourcePath| !is_mute(path.as_str()) && site.read(path).is_ok_and(|bytes| secrets.hinted(&bytes));
    edition.fronts().flat_map(FrontPage::printed).any(|text| secrets.hinted(text.as_bytes()))
        || ways.par_iter().any(holds)
}

fn is_mute(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| MUTE.iter().any(|mute| mute.eq_ignore_ascii_case(end)))
}
