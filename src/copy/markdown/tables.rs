//! Tables.

use pulldown_cmark::Alignment;

use super::Writer;

/// The table that is open: Markdown can't put one into another.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Whether a row below the head was written.
    has_body: bool,
    /// Where the cell that is open began, and its text.
    cell: (usize, usize),
}

impl Writer<'_, '_> {
    pub(super) fn start_table(&mut self, columns: Vec<Alignment>) {
        self.open_block("<div class=\"table\" tabindex=\"0\">\n<table>\n");
        self.table = Table { columns, ..Table::default() };
    }

    pub(super) fn end_table(&mut self) {
        self.close_block(if self.table.has_body { "</tbody>\n</table>\n</div>\n" } else { "</table>\n</div>\n" });
    }

    pub(super) fn start_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.html.push_str("<thead>\n<tr>");
    }

    pub(super) fn end_head(&mut self) {
        self.table.in_head = false;
        self.html.push_str("</tr>\n</thead>\n");
    }

    pub(super) fn start_row(&mut self) {
        self.table.column = 0;
        let first = !std::mem::replace(&mut self.table.has_body, true);
        self.html.push_str(if first { "<tbody>\n<tr>" } else { "<tr>" });
    }

    pub(super) fn start_cell(&mut self) {
        self.setter.next_block();
        let start = self.html.len();
        self.html.push_str(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
        self.html.push_str(match self.table.columns.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            Some(Alignment::None) | None => ">",
        });
        self.table.column += 1;
        self.table.cell = (start, self.html.len());
    }

    pub(super) fn end_cell(&mut self) {
        self.setter.next_block();
        let (start, text) = self.table.cell;
        let marked = self.marks.last().is_some_and(|mark| mark.at as usize >= text);
        if self.table.in_head && self.html.len() == text && !marked {
            // A header that says nothing is no header to those who can't see the table.
            self.html.truncate(start);
            self.html.push_str("<td></td>");
        } else {
            self.html.push_str(if self.table.in_head { "</th>" } else { "</td>" });
        }
    }
}
