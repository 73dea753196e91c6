//! HTML as it is put together.
//!
//! In: our own HTML, which is known when this is compiled, and text of any sort. Out: HTML in which that text is
//! text. Never here: a way to put in somebody else's HTML.

use crate::base::{Lang, Moment, html};

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

    /// Text that a fault tells: what stands between backticks is code, and it is a sentence.
    pub fn sentence(&mut self, text: &str) -> &mut Markup {
        let text = text.trim();
        // A name of a file stays as it is.
        let word = text.split(' ').next().unwrap_or_default();
        let is_word =
            word.trim_end_matches([',', ':', '.', ';']).chars().all(|c| c.is_alphabetic() || "'’-".contains(c));
        let first = text.chars().next().filter(|_| is_word).map_or(0, char::len_utf8);
        let upper = format!("{}{}", text[..first].to_uppercase(), &text[first..]);
        for (n, part) in upper.split('`').enumerate() {
            match n % 2 {
                0 => self.text(part),
                _ => self.tag("code", part),
            };
        }
        self.raw(if text.ends_with(['.', '!', '?', ':', '…']) || text.is_empty() { "" } else { "." })
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

    /// A link whose words are of a language.
    pub fn link_in(&mut self, lang: &Lang, href: &str, text: &str) -> &mut Markup {
        self.raw("<a lang=\"").text(lang.as_str()).raw("\" href=\"").text(href).raw("\">").text(text).raw("</a>")
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
    /// The first column that holds figures, set flush right as all after it.
    figures: usize,
    html: Markup,
}

impl Table {
    /// A table with a caption and its columns' heads.
    pub fn new(caption: &str, heads: &[&'static str]) -> Table {
        Table::of_figures(caption, heads, heads.len())
    }

    /// The same with figures in the columns from that number on.
    pub fn of_figures(caption: &str, heads: &[&'static str], figures: usize) -> Table {
        let mut html = Markup::default();
        // Roles are said, as a table that isn't laid out as one is none to some screen readers.
        html.raw("<table role=\"table\"><caption>")
            .text(caption)
            .raw("</caption><thead role=\"rowgroup\"><tr role=\"row\">");
        for (n, head) in heads.iter().enumerate() {
            html.raw("<th role=\"columnheader\" scope=\"col\"").raw(class(n, figures)).raw(">").raw(head).raw("</th>");
        }
        html.raw("</tr></thead><tbody role=\"rowgroup\">\n");
        Table { heads: heads.to_vec(), figures, html }
    }

    /// A row; its first cell names it.
    pub fn row(&mut self, cells: &[Markup]) {
        self.html.raw("<tr role=\"row\">");
        for (n, (cell, head)) in cells.iter().zip(&self.heads).enumerate() {
            let (open, close) = match n {
                0 => ("<th role=\"rowheader\" scope=\"row\"", "</th>"),
                _ => ("<td role=\"cell\"", "</td>"),
            };
            self.html
                .raw(open)
                .raw(class(n, self.figures))
                .raw(" data-head=\"")
                .raw(head)
                .raw("\">")
                .add(cell)
                .raw(close);
        }
        self.html.raw("</tr>\n");
    }

    /// The whole table.
    pub fn done(mut self) -> Markup {
        self.html.raw("</tbody></table>\n");
        self.html
    }
}

fn class(column: usize, figures: usize) -> &'static str {
    if column >= figures { " class=\"figure\"" } else { "" }
}

/// A cell of text.
pub fn cell(text: &str) -> Markup {
    let mut cell = Markup::default();
    cell.text(text);
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
    fn what_a_fault_tells_is_a_sentence() {
        let sentence = |text: &str| Markup::default().sentence(text).clone().into_string();
        assert_eq!(sentence("write `a: <b>` here"), "Write <code>a: &lt;b&gt;</code> here.");
        assert_eq!(sentence("`a"), "<code>a</code>.");
        assert_eq!(sentence("žmogus, yes!"), "Žmogus, yes!");
        assert_eq!(sentence("nope.jpg isn't there"), "nope.jpg isn't there.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn a_table_names_its_rows_and_columns() {
        let mut table = Table::of_figures("Of <what>", &["What", "How much"], 1);
        table.row(&[cell("a&b"), cell("1")]);
        let html = table.done().into_string();
        assert!(html.contains("<caption>Of &lt;what&gt;</caption>"), "{html}");
        assert!(html.contains("scope=\"row\" data-head=\"What\">a&amp;b</th>"), "{html}");
        assert!(html.contains("scope=\"col\" class=\"figure\">How much</th>"), "{html}");
    }
}
