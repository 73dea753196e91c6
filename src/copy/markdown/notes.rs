//! Footnotes: numbered as they are first named, set at the end of the text.

use std::{collections::BTreeMap, fmt::Write};

use super::Writer;
use crate::copy::Mark;

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Notes {
    /// By name: the number, and how often the text names it.
    numbers: BTreeMap<String, (u32, u32)>,
    written: BTreeMap<String, (String, Vec<Mark>)>,
    /// The texts that notes stand in, and the notes' names.
    aside: Vec<(String, String, Vec<Mark>)>,
}

impl Writer<'_, '_> {
    pub(super) fn note_reference(&mut self, name: &str) {
        if self.alt.is_some() {
            return;
        }
        let (number, times) = match self.notes.numbers.get_mut(name) {
            Some((number, times)) => {
                *times += 1;
                (*number, *times)
            }
            None => {
                self.page.notes += 1;
                self.notes.numbers.insert(name.to_owned(), (self.page.notes, 1));
                (self.page.notes, 1)
            }
        };
        let id = self.page.ids.unique(&reference_id(number, times));
        self.open_paragraph();
        let linked = !self.link_is_open();
        let html = &mut self.html;
        let written = if linked {
            write!(
                html,
                "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
            )
        } else {
            write!(html, "<sup class=\"footnote-ref\" id=\"{id}\">{number}</sup>")
        };
        debug_assert!(written.is_ok(), "a string takes all that is written to it");
        self.setter.object();
    }

    pub(super) fn start_note(&mut self, name: &str) {
        self.setter.next_block();
        let (html, marks) = self.set_aside();
        self.notes.aside.push((name.to_owned(), html, marks));
    }

    pub(super) fn end_note(&mut self) {
        self.setter.next_block();
        let Some((name, html, marks)) = self.notes.aside.pop() else { return };
        let note = self.set_aside();
        (self.html, self.marks) = (html, marks);
        self.notes.written.entry(name).or_insert(note);
    }

    /// Sets the notes that the text named, in order.
    pub(super) fn end_notes(&mut self) {
        if self.notes.numbers.is_empty() {
            return;
        }
        let notes = std::mem::take(&mut self.notes);
        let mut in_order: Vec<_> =
            notes.numbers.into_iter().map(|(name, (number, times))| (number, times, name)).collect();
        in_order.sort_unstable();
        let mut written = notes.written;
        self.html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol");
        // The body of a call goes on counting where the text round it stands.
        match in_order.first() {
            Some((first, ..)) if *first > 1 => self.html.push_str(&format!(" start=\"{first}\">\n")),
            Some(_) | None => self.html.push_str(">\n"),
        }
        let mut expected = in_order.first().map_or(1, |(number, ..)| *number);
        for (number, times, name) in in_order {
            let (note, marks) = written.remove(&name).unwrap_or_default();
            let value = if number == expected { String::new() } else { format!(" value=\"{number}\"") };
            expected = number + 1;
            self.html.push_str(&format!("<li id=\"fn-{number}\"{value}>"));
            let start = self.html.len() as u32;
            let note = note.trim_end();
            let (note, tail) = note.strip_suffix("</p>").map_or((note, ""), |note| (note, "</p>"));
            self.html.push_str(note);
            let end = self.html.len() as u32;
            self.marks.extend(marks.into_iter().map(|mark| Mark { at: (start + mark.at).min(end), ..mark }));
            for time in 1..=times {
                let id = reference_id(number, time);
                self.html.push_str(&format!(
                    " <a href=\"#{id}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"↩ {number}\">↩</a>"
                ));
            }
            self.html.push_str(tail);
            self.html.push_str("</li>\n");
        }
        self.html.push_str("</ol>\n</section>\n");
    }
}

fn reference_id(number: u32, time: u32) -> String {
    if time == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{time}") }
}
