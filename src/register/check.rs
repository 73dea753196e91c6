//! Whether every address that readers were shown still leads somewhere.
//!
//! One pass over two sorted lists, the register's and the plan's: no look-up, no text is read, nothing is
//! allocated while all is well. Only for what has gone is it asked where it went.

use std::collections::BTreeMap;

use super::fate::{Fate, fates};
use super::front_matter_line::aliases_line;
use super::read::{line_at, place};
use super::{Register, times};
use crate::base::{Address, Code, Diagnostic, Found, Place};
use crate::edition::{Edition, Story, StoryId, Why};
use crate::plan::{Plan, Sheet};
use crate::site::Site;

impl Register {
    /// Tells of each address that has gone, and of stories that are dated later than readers were first shown them.
    /// `accepted` are addresses that may go. Gives the moment, in seconds since 1970, from which one more line has to be
    /// kept: until then the same plan is told the same.
    pub fn check(
        &self,
        edition: &Edition,
        plan: &Plan,
        site: &Site,
        accepted: &[Address],
        found: &mut Found,
    ) -> Option<i64> {
        let mut sheets = plan.sheets.iter().peekable();
        let (mut gone, mut next): (Vec<usize>, Option<i64>) = (Vec::new(), None);
        for (row, entry) in self.entries().enumerate() {
            while sheets.next_if(|(address, _)| address.as_str() < entry.address).is_some() {}
            match sheets.peek().filter(|(address, _)| address.as_str() == entry.address) {
                Some((_, sheet)) => {
                    if let Sheet::Story(id) = sheet {
                        self.tell_later(row, edition.story(*id), found);
                    }
                }
                None if entry.gone || accepted.iter().any(|address| address.as_str() == entry.address) => {}
                None => {
                    // At an earlier edition time a later story isn't there yet.
                    let due = entry.published.and_then(|at| times::instant(at, &site.settings.zone));
                    match due.filter(|due| *due > edition.at.0.as_second()) {
                        Some(due) => next = Some(next.map_or(due, |next| next.min(due))),
                        None => gone.push(row),
                    }
                }
            }
        }
        if !gone.is_empty() {
            self.tell_gone(&gone, edition, plan, site, found);
        }
        next
    }

    /// The place of a row in the file.
    fn place(&self, row: usize) -> Place {
        let span = self.spans[row];
        place(span.line, 1, line_at(&self.text, &span))
    }

    /// A date that was put later makes old copy look new.
    fn tell_later(&self, row: usize, story: &Story, found: &mut Found) {
        let (entry, card) = (self.spans[row].entry(&self.text), &story.article.card);
        let Some((published, registered)) = card.published.zip(entry.published) else { return };
        // What came from another file is another story at an old address, until the register knows it.
        if entry.source != card.source.as_str() || !times::compare(published, registered).is_gt() {
            return;
        }
        found.push(
            Diagnostic::new(Code::DateLater, Place::file(&card.source))
                .says(format!("its date is {}, and readers were first shown it on {registered}", published.iso()))
                .also(self.place(row), "as the register has it")
                .help(format!(
                    "write `date: {registered}`, and what happened since as `updated`; if the register is wrong, \
                     correct its line"
                )),
        );
    }

    fn tell_gone(&self, gone: &[usize], edition: &Edition, plan: &Plan, site: &Site, found: &mut Found) {
        let fates = fates(self, gone, edition, plan, site);
        let mut moved: BTreeMap<StoryId, Vec<&str>> = BTreeMap::new();
        for (row, fate) in gone.iter().zip(&fates) {
            if let Fate::Moved(id) = fate {
                moved.entry(*id).or_default().push(self.spans[*row].address(&self.text));
            }
        }
        // One line for all addresses of a story: two lines of `aliases` would be one too many.
        let lines: BTreeMap<StoryId, String> =
            moved.iter().map(|(id, old)| (*id, aliases_line(edition.story(*id), old, site))).collect();
        // An article with an error may have had the address: what is sound can be published without it.
        let faulty = edition.left_out.iter().find(|row| row.why == Why::Faulty).map(|row| &row.source);
        for (row, fate) in gone.iter().zip(fates) {
            let entry = self.spans[*row].entry(&self.text);
            let fault = Diagnostic::new(Code::AddressGone, self.place(*row)).culprit(None);
            found.push(match fate {
                Fate::Excused => continue,
                Fate::Moved(id) => {
                    let story = edition.story(id);
                    let says = format!("{} has no page any more: its story is at {} now", entry.address, story.address);
                    let source = Place::file(&story.article.card.source);
                    fault.says(says).also(source, "the story").help(&lines[&id])
                }
                Fate::Held(state) => {
                    let says = format!("{} has no page any more: {} is {state} now", entry.address, entry.source);
                    fault.says(says).help(format!("publish it again, or {}", farewell(entry.address)))
                }
                Fate::Lost => {
                    let says = format!("{} has no page any more, and no story has its text", entry.address);
                    fault.culprit(faulty.cloned()).says(says).help(format!(
                        "it was made from {}: bring that back, or let another story have the address (`aliases: [{}]`), \
                         or {}",
                        entry.source,
                        entry.address,
                        farewell(entry.address)
                    ))
                }
            });
        }
    }
}

/// How an address goes with the desk's consent.
fn farewell(address: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let quote = if address.chars().all(is_plain) { "" } else { "'" };
    format!(
        "leave a notice for its readers (`withdrawn: …`), or accept that they find nothing: \
         `dateline register --gone {quote}{address}{quote}` marks this line"
    )
}
