//! HTML as it is put together.
//!
//! In: our own HTML, which is known when this is compiled, and text of any sort. Out: HTML in which that text is
//! text. Never here: a way to put in somebody else's HTML.

use std::fmt::Write;

use crate::base::{Moment, html};

/// HTML in the making.
#[derive(Clone, Default, Debug)]
pub struct Markup(String);

impl Markup {
    /// Our own HTML.
    pub fn raw(&mut self, html: &'static str) -> &mut Markup {
        self.0.push_str(html);
        self
    }

    /// Text, between tags or in an attribute's double quotes.
    pub fn text(&mut self, text: &str) -> &mut Markup {
        html(text, &mut self.0);
        self
    }

    /// A number, in groups of three digits.
    pub fn number(&mut self, number: usize) -> &mut Markup {
        self.0.push_str(&super::words::number(number));
        self
    }

    /// What was put together elsewhere.
    pub fn add(&mut self, other: &Markup) -> &mut Markup {
        self.0.push_str(&other.0);
        self
    }

    /// An element that holds text alone.
    pub fn tag(&mut self, name: &'static str, text: &str) -> &mut Markup {
        self.raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">")
    }

    /// A link to a path of this server, or to a file by the scheme of an editor.
    pub fn link(&mut self, href: &str, text: &str) -> &mut Markup {
        self.raw("<a href=\"").text(href).raw("\">").text(text).raw("</a>")
    }

    /// A time with its words.
    pub fn time(&mut self, moment: Moment, words: &str) -> &mut Markup {
        self.raw("<time datetime=\"").text(&moment.iso()).raw("\">").text(words).raw("</time>")
    }

    /// Whether there is nothing yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The HTML.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A table, whose rows a narrow screen shows as cards.
pub struct Table {
    heads: Vec<&'static str>,
    html: Markup,
}

impl Table {
    /// A table with a caption and its columns' heads.
    pub fn new(caption: &str, heads: &[&'static str]) -> Table {
        let mut html = Markup::default();
        // Roles are said, as a table that isn't laid out as one is none to some screen readers.
        html.raw("<table role=\"table\"><caption>")
            .text(caption)
            .raw("</caption><thead role=\"rowgroup\"><tr role=\"row\">");
        for head in heads {
            html.raw("<th role=\"columnheader\" scope=\"col\">").raw(head).raw("</th>");
        }
        html.raw("</tr></thead><tbody role=\"rowgroup\">\n");
        Table { heads: heads.to_vec(), html }
    }

    /// A row; its first cell names it.
    pub fn row(&mut self, cells: &[Markup]) {
        self.html.raw("<tr role=\"row\">");
        for (n, (cell, head)) in cells.iter().zip(&self.heads).enumerate() {
            let (open, close) = match n {
                0 => ("<th role=\"rowheader\" scope=\"row\" data-head=\"", "</th>"),
                _ => ("<td role=\"cell\" data-head=\"", "</td>"),
            };
            self.html.raw(open).raw(head).raw("\">").add(cell).raw(close);
        }
        self.html.raw("</tr>\n");
    }

    /// The whole table.
    pub fn done(mut self) -> Markup {
        self.html.raw("</tbody></table>\n");
        self.html
    }
}

/// A cell of text.
pub fn cell(text: &str) -> Markup {
    let mut cell = Markup::default();
    cell.text(text);
    cell
}

/// A cell that holds a number with its unit, set flush right.
pub fn figure(text: &str) -> Markup {
    let mut cell = Markup::default();
    let _ = write!(cell.0, "<span class=\"figure\">");
    cell.text(text).raw("</span>");
    cell
}

#[cfg(test)]
mod tests {
    use super::{Markup, Table, cell};

    #[test]
    fn text_never_becomes_html() {
        let mut markup = Markup::default();
        markup.tag("p", "<script>alert(1)</script>").link("/a?b=\"><i>&c=d", "<i>");
        let html = markup.into_string();
        assert_eq!(
            html,
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><a href=\"/a?b=&quot;&gt;&lt;i&gt;&amp;c=d\">&lt;i&gt;</a>"
        );
    }

    #[test]
    fn a_table_names_its_rows_and_columns() {
        let mut table = Table::new("Of <what>", &["What", "How much"]);
        table.row(&[cell("a&b"), cell("1")]);
        let html = table.done().into_string();
        assert!(html.contains("<caption>Of &lt;what&gt;</caption>"), "{html}");
        assert!(html.contains("scope=\"row\" data-head=\"What\">a&amp;b</th>"), "{html}");
        assert!(html.contains("scope=\"col\">How much</th>"), "{html}");
    }
}
