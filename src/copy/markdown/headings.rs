//! Headings: one outline a page, an anchor each.

use pulldown_cmark::HeadingLevel;

use super::Writer;
use crate::copy::Heading;

/// A heading whose text is being written.
pub(super) struct OpenHeading {
    /// Where `<h2>` begins.
    start: usize,
    marks: usize,
    level: u8,
    id: Option<String>,
}

impl Writer<'_, '_> {
    pub(super) fn start_heading(&mut self, level: HeadingLevel, id: Option<&str>) {
        self.block();
        if self.line {
            return;
        }
        let level = self.page.outline.level(level as u8);
        let (start, marks) = (self.html.len(), self.marks.len());
        self.heading = Some(OpenHeading { start, marks, level, id: id.map(str::to_owned) });
        self.html.push_str("<h");
        self.html.push(char::from(b'0' + level));
        self.html.push('>');
    }

    pub(super) fn end_heading(&mut self) {
        self.setter.next_block();
        let Some(OpenHeading { start, marks, level, id }) = self.heading.take() else { return };
        let text = super::plain::of_html(&self.html[start + 4..]);
        if text.is_empty() && marks == self.marks.len() {
            self.html.truncate(start);
            return;
        }
        let id = match id.filter(|id| !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || c.is_control())) {
            Some(id) => self.page.ids.unique(&id),
            None => self.page.ids.of_heading(&text),
        };
        let attribute = format!(" id=\"{}\"", crate::base::attribute(&id));
        self.html.insert_str(start + 3, &attribute);
        for mark in &mut self.marks[marks..] {
            mark.at += attribute.len() as u32;
        }
        self.html.push_str("</h");
        self.html.push(char::from(b'0' + level));
        self.html.push_str(">\n");
        if !text.is_empty() {
            self.headings.push(Heading { level, id, text });
        }
    }

    /// Whether a heading is being written.
    pub fn in_heading(&self) -> bool {
        self.heading.is_some()
    }
}
