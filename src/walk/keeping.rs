//! The end of a build: delivery, and what the ledger keeps of it.
//!
//! In: what a round printed. Out: an [`Outcome`]; the output and the ledger as they then are. Never here: what is printed.

use rayon::prelude::*;

use super::files::Files;
use super::known::{self, Known, Record};
use super::options::Kept;
use super::printing::{Made, Row};
use super::reading::Read;
use super::verdict::{self, Round};
use super::{BuildOptions, Outcome, Step, Watch, give_back};
use crate::base::{Address, Failure, Found, Stat};
use crate::delivery::{Changes, MANIFEST, Stage, is_free};
use crate::ledger::{self, Draft, Folder, Head, OutputRow, PROGRAM, Rows, SourceRow};
use crate::site::{Site, Survey, Surveyed};

/// All that a build goes by.
pub struct Keeping<'b> {
    /// What was asked.
    pub options: &'b BuildOptions,
    /// The site's files.
    pub survey: &'b Survey,
    /// What an earlier build left.
    pub known: &'b Known<'b>,
    /// Where the ledger lies; none where nothing can be kept.
    pub folder: Option<&'b Folder>,
    /// The site.
    pub site: &'b Site,
    /// Where manuscripts were read from.
    pub read: &'b Read,
}

impl Keeping<'_> {
    /// Delivers what is sound; nothing at all when an error remains that no article can be blamed for.
    ///
    /// # Errors
    /// When the machine fails.
    pub fn deliver(&self, mut round: Round, watch: Watch<'_>) -> Result<Outcome, Failure> {
        watch(Step::Stage("delivering", 0));
        verdict::fold_repeats(&mut round.outcome.found);
        let stage = round.stage.take().filter(|_| !verdict::is_barred(&round.outcome.found, self.options));
        let Some(stage) = stage else { return Ok(round.outcome) };
        let outputs = &mut round.printed.outputs;
        if outputs.planned < outputs.rows.len() {
            outputs.rows.sort_by(|a, b| a.0.cmp(&b.0));
        }
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
        give_back(round.printed);
        Ok(round.outcome)
    }

    /// Into an output of which nothing is known: whatever lies there is compared byte by byte.
    fn deliver_all(&self, stage: Stage, round: &mut Round) -> Result<(), Failure> {
        let rows = &round.printed.outputs.rows;
        let mut paths: Vec<String> = rows.par_iter().map(|(address, _)| address.out_path()).collect();
        paths.par_sort_unstable();
        if let Some(folder) = self.folder {
            folder.mark(std::iter::empty())?;
        }
        let is_moved_whole = is_free(&self.options.out);
        let delivered = stage.deliver(&paths, &verdict::owner(self.site))?;
        if is_moved_whole {
            // A folder that gets another name leaves the files in it as they were.
            let rows = round.printed.outputs.rows.iter_mut();
            rows.filter_map(|(_, row)| row.made_mut()).for_each(|made| made.stat = made.stat.or(made.staged));
        }
        let tally = &mut round.outcome.tally;
        (tally.written, tally.removed, tally.unchanged) = (delivered.written, delivered.removed, delivered.unchanged);
        Ok(())
    }

    /// Into the output that the last build left.
    fn deliver_changes(&self, stage: Stage, round: &mut Round) -> Result<(), Failure> {
        let rows = &round.printed.outputs.rows;
        let made = rows.iter().filter_map(|(address, row)| Some((address, row.made()?)));
        let written: Vec<(&Address, &Made)> = made.filter(|(_, made)| made.stat.is_none()).collect();
        let gone = self.gone(rows);
        let mut changes = Changes { gone, ..Changes::default() };
        let paths: Vec<String> = written.iter().map(|(address, _)| address.out_path()).collect();
        changes.written = paths.iter().map(String::as_str).collect();
        if !changes.gone.is_empty() || rows.iter().any(|(_, row)| row.old().is_none()) {
            let mut all: Vec<String> = rows.par_iter().map(|(address, _)| address.out_path()).collect();
            all.par_sort_unstable();
            changes.paths = Some(all);
        }
        let tally = &mut round.outcome.tally;
        (tally.written, tally.removed) = (changes.written.len(), changes.gone.len());
        tally.unchanged = rows.len() - tally.written;
        if tally.written + tally.removed == 0 {
            return Ok(());
        }
        let reasons = written.iter().map(|(address, made)| (address.to_string(), made.why.to_string()));
        round.outcome.reasons = reasons.collect();
        if let Some(folder) = self.folder {
            folder.mark(changes.written.iter().copied().chain(changes.gone.iter().map(String::as_str)))?;
        }
        stage.deliver_changes(&changes, &verdict::owner(self.site))
    }

    /// The files of the last build that nothing makes any more.
    fn gone(&self, rows: &[(Address, Row)]) -> Vec<String> {
        let outputs = self.known.ledger.as_ref().map_or(&[][..], |ledger| &ledger.outputs);
        let mut is_due = vec![false; outputs.len()];
        rows.iter().filter_map(|(_, row)| row.old()).for_each(|n| is_due[n as usize] = true);
        let gone = outputs.iter().zip(is_due).filter(|(_, is_due)| !is_due);
        gone.map(|(output, _)| Address::new(output.address).out_path()).collect()
    }

    /// Writes the ledger, and takes the mark off.
    fn keep(&self, folder: &Folder, round: &mut Round, found: Found) -> Result<(), Failure> {
        self.look_at_written(round)?;
        let made = round.printed.outputs.rows.iter().filter_map(|(_, row)| row.made()?.stat);
        let last = made.map(|stat| stat.modified.max(stat.changed)).max();
        folder.clock_after(last.unwrap_or(0), self.known.now);
        let kept = Kept { tally: round.outcome.tally.clone(), next_change: round.outcome.next_change.clone() };
        let manifest = self.options.out.join(MANIFEST);
        let head = Head {
            program: PROGRAM.parse().unwrap_or_default(),
            asked: known::asked(self.options),
            at: self.options.at.0.as_second(),
            steady_until: round.steady_until,
            told: known::told_of(self.survey),
            leaks: std::mem::take(&mut round.printed.leaks),
            is_sound: !found.iter().any(crate::base::Diagnostic::is_error),
            found,
            summary: postcard::to_allocvec(&kept).unwrap_or_default(),
            parts: self.site.settings.prints().into_iter().map(|(key, hash)| (key.to_owned(), hash)).collect(),
            manifest: Stat::at(&manifest).map_err(Failure::when("read", manifest))?,
        };
        let sources = self.sources(&round.printed.files);
        let outputs = outputs(&round.printed.outputs.rows);
        Draft { head, sources, outputs }.write(&folder.ledger(), self.known.ledger.as_ref())?;
        folder.unmark()
    }

    /// The stats of all files that were written.
    fn look_at_written(&self, round: &mut Round) -> Result<(), Failure> {
        let rows = round.printed.outputs.rows.par_iter_mut();
        let made = rows.filter_map(|(address, row)| Some((address, row.made_mut()?)));
        made.filter(|(_, made)| made.stat.is_none()).try_for_each(|(address, made)| {
            let path = self.options.out.join(address.out_path());
            made.stat = Some(Stat::at(&path).map_err(Failure::when("read", path))?);
            Ok(())
        })
    }

    /// Every file of the survey with what is known of it; a manuscript that couldn't be read is left out, so that it
    /// is read again.
    fn sources<'r>(&'r self, files: &'r Files) -> Rows<SourceRow<'r>> {
        let Read { is_manuscript, opened, known } = self.read;
        let Survey { content, statics, workshop, found: _ } = self.survey;
        let mut rows = Rows { kept: known.clone(), made: Vec::with_capacity(opened.len()) };
        rows.made.extend(opened.iter().map(|(n, record)| row_of(&content[*n as usize], record)));
        let others = content.iter().zip(is_manuscript).filter(|(_, is_manuscript)| !**is_manuscript);
        let others = others.map(|(file, _)| file).chain(statics).chain(workshop);
        rows.made.extend(others.filter_map(|file| self.row_of_other(file, files)));
        rows.made.sort_by(|a, b| a.0.path.cmp(b.0.path));
        rows
    }

    /// The row of a file that is no manuscript.
    fn row_of_other<'r>(&self, file: &'r Surveyed, files: &'r Files) -> Option<SourceRow<'r>> {
        let stat = file.1?;
        if let Some(record) = files.get(&file.0) {
            let (source, copy) = row_of(file, record);
            let is_settled = record.is_settled && record.stat == stat;
            return Some((ledger::Source { stat, is_settled, ..source }, copy));
        }
        let is_settled = stat.is_settled(self.known.now);
        Some((ledger::Source { path: file.0.as_str(), stat, is_settled }, ledger::SourceCopy::default()))
    }
}

fn row_of<'r>(file: &'r Surveyed, record: &'r Record) -> SourceRow<'r> {
    let Record { stat, is_settled, hash, reading, card, found } = record;
    let source = ledger::Source { path: file.0.as_str(), stat: *stat, is_settled: *is_settled };
    (source, ledger::SourceCopy { hash: *hash, reading: *reading, card, found })
}

fn outputs(rows: &[(Address, Row)]) -> Rows<OutputRow<'_>> {
    let mut all = Rows { kept: Vec::with_capacity(rows.len()), made: Vec::new() };
    for (address, row) in rows {
        match row {
            Row::Kept(row) => all.kept.push(*row),
            Row::Made(made) => {
                let Made { hash, print, members, asks, found, why, at, stat, staged: _, old: _ } = &**made;
                let Some(stat) = *stat else { continue };
                let sheet = ledger::Sheet { hash: *hash, print, members, asks, found, why, at: *at };
                all.made.push((ledger::Output { address: address.as_str(), stat }, sheet));
            }
        }
    }
    all
}
