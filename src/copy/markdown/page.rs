//! What a page's texts share: the body and the bodies of the calls in it have one set of anchors, one outline
//! and one list of faults.

use std::ops::Range;

use pulldown_cmark::Parser;

use super::{Ids, OPTIONS, Outline, Setting, Writer};
use crate::{
    base::{Code, Diagnostic, Found, Place},
    copy::{
        Body,
        shortcode::{FairCopy, NOTHING, fair_copy},
    },
};

/// A file with more faults than this is hardly an article; the rest would only cost time, the more the longer
/// it is.
const MOST_FAULTS: usize = 1000;

/// Calls may stand in calls so deep.
const DEEPEST: u32 = 16;

/// The state that a body shares with the bodies of its calls.
pub(in crate::copy) struct Page<'a> {
    /// The file's whole text.
    pub text: &'a str,
    /// What the caller said.
    pub setting: Setting<'a>,
    /// The anchors taken so far.
    pub ids: Ids,
    /// The headings above the place that is being written.
    pub outline: Outline,
    /// Footnotes numbered so far.
    pub notes: u32,
    found: Found,
    faults: usize,
    depth: u32,
}

impl<'a> Page<'a> {
    pub fn new(text: &'a str, setting: Setting<'a>) -> Self {
        let (ids, outline) = (Ids::default(), Outline::default());
        Page { text, setting, ids, outline, notes: 0, found: Found::new(), faults: 0, depth: 0 }
    }

    pub fn into_found(self) -> Found {
        self.found
    }

    /// Sets the bytes `range` of the file. `margin` columns at the head of each line belong to what stands
    /// round the text, not to the text.
    pub fn render(&mut self, range: Range<usize>, margin: usize) -> Body {
        let fair = fair_copy(self, range, margin);
        self.write(&fair, false)
    }

    /// Sets the whole text as one line.
    pub fn render_line(&mut self) -> Body {
        let mut fair = fair_copy(self, 0..self.text.len(), 0);
        // So nothing at its head begins a list, a heading or a block of HTML.
        fair.text.to_mut().insert(0, NOTHING);
        self.write(&fair, true)
    }

    /// Sets the body of a call, unless calls stand in calls without end.
    pub fn render_inner(&mut self, range: Range<usize>, margin: usize) -> Body {
        if self.depth >= DEEPEST {
            self.report(
                Code::ShortcodeBroken,
                range,
                || format!("components stand in components more than {DEEPEST} deep"),
                "take some of them apart",
            );
            return Body::default();
        }
        self.depth += 1;
        let body = self.render(range, margin);
        self.depth -= 1;
        body
    }

    fn write(&mut self, fair: &FairCopy<'a>, line: bool) -> Body {
        let parser = Parser::new_ext(&fair.text, OPTIONS);
        let mut writer = Writer::new(self, fair, line);
        for (event, range) in parser.into_offset_iter() {
            writer.event(event, range);
        }
        writer.finish()
    }

    /// Adds a fault at the bytes `range` of the file.
    pub fn report(&mut self, code: Code, range: Range<usize>, says: impl FnOnce() -> String, help: &str) {
        self.faults += 1;
        let most = MOST_FAULTS / (1 + self.text.len() / 1_000_000);
        if self.faults > most {
            return;
        }
        let place = Place::of(self.setting.source, self.text, range);
        let says = match self.faults == most {
            true => format!("{}; this file's other faults are not listed", says()),
            false => says(),
        };
        self.found.push(Diagnostic::new(code, place).says(says).help(help));
    }
}
