//! The end of a build: delivery, and what the ledger keeps of it.
//!
//! In: what a round printed. Out: an [`Outcome`]; the output and the ledger as they then are. Never here: what is printed.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::known::{self, Known, Record};
use super::options::Kept;
use super::printing::Row;
use super::verdict::{self, Round};
use super::{BuildOptions, Outcome, Step, Watch};
use crate::base::{Address, Failure, Found, SourcePath, Stat};
use crate::delivery::{Changes, MANIFEST, Stage, is_free};
use crate::ledger::{self, Cursor, Folder, Head, Ledger, PROGRAM};
use crate::site::{Site, Survey};

/// All that a build goes by.
pub struct Keeping<'b, 'a> {
    /// What was asked.
    pub options: &'b BuildOptions,
    /// The site's files.
    pub survey: &'b Survey,
    /// What an earlier build left.
    pub known: &'b Known<'a>,
    /// Where the ledger lies; none where nothing can be kept.
    pub folder: Option<&'b Folder>,
    /// The site.
    pub site: &'b Site,
    /// What was read of each manuscript.
    pub records: &'b [(SourcePath, Record<'a>)],
}

impl<'a> Keeping<'_, 'a> {
    /// Delivers what is sound; nothing at all when an error remains that no article can be blamed for.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn deliver(&self, mut round: Round<'a>, watch: Watch<'_>) -> Result<Outcome, Failure> {
        watch(Step::Stage("delivering", 0));
        verdict::fold_repeats(&mut round.outcome.found);
        let stage = round.stage.take().filter(|_| !verdict::is_barred(&round.outcome.found, self.options));
        let Some(stage) = stage else { return Ok(round.outcome) };
        round.printed.outputs.rows.sort_by(|a, b| a.0.cmp(&b.0));
        let weighed = round.outcome.found.clone();
        if self.known.has_output() {
            self.deliver_changes(stage, &mut round)?
        } else {
            self.deliver_all(stage, &mut round)?
        }
        round.outcome.delivered = true;
        if let Some(folder) = self.folder {
            watch(Step::Stage("keeping", 0));
            self.keep(folder, &mut round, weighed)?;
        }
        Ok(round.outcome)
    }

    /// Into an output of which nothing is known: whatever lies there is compared byte by byte.
    fn deliver_all(&self, stage: Stage, round: &mut Round<'a>) -> Result<(), Failure> {
        let mut paths: Vec<String> = round.printed.outputs.rows.iter().map(|(address, _)| address.out_path()).collect();
        paths.sort_unstable();
        if let Some(folder) = self.folder {
            folder.mark(std::iter::empty())?;
        }
        let is_moved_whole = is_free(&self.options.out);
        let delivered = stage.deliver(&paths, &verdict::owner(self.site))?;
        if is_moved_whole {
            // A folder that gets another name leaves the files in it as they were.
            round.printed.outputs.rows.iter_mut().for_each(|(_, row)| row.stat = row.stat.or(row.staged));
        }
        let tally = &mut round.outcome.tally;
        (tally.written, tally.removed, tally.unchanged) = (delivered.written, delivered.removed, delivered.unchanged);
        Ok(())
    }

    /// Into the output that the last build left.
    fn deliver_changes(&self, stage: Stage, round: &mut Round<'a>) -> Result<(), Failure> {
        let rows = &round.printed.outputs.rows;
        let written: Vec<&(Address, Box<Row<'a>>)> = rows.iter().filter(|(_, row)| row.stat.is_none()).collect();
        let gone = self.gone(rows);
        let mut changes = Changes { gone, ..Changes::default() };
        let paths: Vec<String> = written.iter().map(|(address, _)| address.out_path()).collect();
        changes.written = paths.iter().map(String::as_str).collect();
        if !changes.gone.is_empty() || rows.iter().any(|(_, row)| row.is_new) {
            let mut all: Vec<String> = rows.iter().map(|(address, _)| address.out_path()).collect();
            all.par_sort_unstable();
            changes.paths = Some(all);
        }
        let tally = &mut round.outcome.tally;
        (tally.written, tally.removed) = (changes.written.len(), changes.gone.len());
        tally.unchanged = rows.len() - tally.written;
        if tally.written + tally.removed == 0 {
            return Ok(());
        }
        let reasons = written.iter().map(|(address, row)| (address.to_string(), row.why.to_string()));
        round.outcome.reasons = reasons.collect();
        if let Some(folder) = self.folder {
            folder.mark(changes.written.iter().copied().chain(changes.gone.iter().map(String::as_str)))?;
        }
        stage.deliver_changes(&changes, &verdict::owner(self.site))
    }

    /// The files of the last build that nothing makes any more; `rows` are sorted.
    fn gone(&self, rows: &[(Address, Box<Row<'a>>)]) -> Vec<String> {
        let outputs = self.known.ledger.as_ref().map_or(&[][..], |ledger| &ledger.outputs);
        let mut due = Cursor::new(rows, |(address, _)| address.as_str());
        let gone = outputs.iter().filter(|(output, _)| due.find(output.address).is_none());
        gone.map(|(output, _)| Address::new(output.address).out_path()).collect()
    }

    /// Writes the ledger, and takes the mark off.
    fn keep(&self, folder: &Folder, round: &mut Round<'a>, found: Found) -> Result<(), Failure> {
        self.look_at_written(round)?;
        let last = round
            .printed
            .outputs
            .rows
            .iter()
            .filter_map(|(_, row)| row.stat)
            .map(|stat| stat.modified.max(stat.changed));
        folder.clock_after(last.max().unwrap_or(0), self.known.now);
        let kept = Kept { tally: round.outcome.tally.clone(), next_change: round.outcome.next_change.clone() };
        let manifest = self.options.out.join(MANIFEST);
        let head = Head {
            program: PROGRAM.parse().unwrap_or_default(),
            asked: known::asked(self.options),
            at: self.options.at.0.as_second(),
            steady_until: round.steady_until,
            told: known::told_of(self.survey),
            is_sound: !found.iter().any(crate::base::Diagnostic::is_error),
            found,
            summary: postcard::to_allocvec(&kept).unwrap_or_default(),
            parts: self.site.settings.prints().into_iter().map(|(key, hash)| (key.to_owned(), hash)).collect(),
            manifest: Stat::at(&manifest).map_err(Failure::when("read", manifest))?,
        };
        let sources = self.sources(&round.printed.files);
        let outputs = round.printed.outputs.rows.iter().filter_map(|(address, row)| {
            let output = ledger::Output { address: address.as_str(), stat: row.stat? };
            let Row { hash, print, members, asks, found, why, at, stat: _, staged: _, is_new: _ } = &**row;
            Some((output, ledger::Sheet { hash: *hash, print, members, asks, found, why, at: *at }))
        });
        Ledger::new(head, sources, outputs.collect()).write(&folder.ledger(), self.known.ledger.as_ref())?;
        folder.unmark()
    }

    /// The stats of all files that were written.
    fn look_at_written(&self, round: &mut Round<'a>) -> Result<(), Failure> {
        let out = &self.options.out;
        round.printed.outputs.rows.par_iter_mut().filter(|(_, row)| row.stat.is_none()).try_for_each(
            |(address, row)| {
                let path = out.join(address.out_path());
                row.stat = Some(Stat::at(&path).map_err(Failure::when("read", path))?);
                Ok(())
            },
        )
    }

    /// Every file of the survey with what is known of it; a manuscript that couldn't be read is left out, so that it
    /// is read again.
    fn sources<'r>(&'r self, files: &'r super::files::Files) -> Vec<(ledger::Source<'r>, ledger::SourceCopy<'r>)> {
        let faulty: BTreeSet<&str> = self.faulty();
        let mut records = self.cursor();
        let mut rows = Vec::with_capacity(self.survey.content.len() + self.survey.statics.len());
        let none = ledger::SourceCopy::default();
        for (path, stat) in self.survey.all() {
            let record = records.find(path.as_str()).map(|n| &self.records[n].1);
            let Some(stat) = record.map(|record| record.stat).or(*stat).filter(|_| !faulty.contains(path.as_str()))
            else {
                continue;
            };
            let (is_settled, copy) = match (record, files.get(path)) {
                (Some(r), _) => {
                    let copy = ledger::SourceCopy { hash: r.hash, reading: r.reading, card: &r.card, found: &r.found };
                    (r.is_settled, copy)
                }
                (None, Some(file)) => {
                    (file.is_settled && file.stat == stat, ledger::SourceCopy { hash: file.hash, ..none })
                }
                (None, None) => (stat.is_settled(self.known.now), none),
            };
            rows.push((ledger::Source { path: path.as_str(), stat, is_settled }, copy));
        }
        rows.sort_by(|a, b| a.0.path.cmp(b.0.path));
        rows
    }

    fn cursor(&self) -> Cursor<'_, (SourcePath, Record<'a>)> {
        Cursor::new(self.records, |(source, _)| source.as_str())
    }

    /// Manuscripts without a record.
    fn faulty(&self) -> BTreeSet<&str> {
        let mut records = self.cursor();
        let sources = self.site.content.manuscripts.iter().map(|manuscript| manuscript.source.as_str());
        sources.filter(|source| records.find(source).is_none()).collect()
    }
}
