//! Links and pictures: those of the site become marks, those of others are written here.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::{Target, Writer, encode, target, writer::Paragraph};
use crate::{
    base::Code,
    copy::{
        Insert,
        shortcode::{has_slot, without_slots},
    },
};

/// How an open link has to be closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// By a mark.
    Marked,
    /// By a tag.
    Tagged,
    /// Not at all: its text stands alone.
    Text,
}

/// A link whose text is being written.
pub(super) struct OpenLink {
    shape: Shape,
    /// Its text is the address itself.
    pub is_address: bool,
    /// Where it began: an empty link is taken back.
    html: usize,
    marks: usize,
    inner: usize,
    paragraph: Paragraph,
}

/// A picture whose alternative text is being gathered.
pub(super) struct OpenImage {
    src: Box<str>,
    title: Box<str>,
    /// It has a paragraph to itself.
    alone: bool,
    range: Range<usize>,
    shown: bool,
}

/// What is said of addresses that run code.
const FORBIDDEN: &str = "link to a page, or put the document among the site's files";

impl Writer<'_, '_> {
    pub(super) fn start_link(&mut self, kind: LinkType, url: &str, title: &str, range: &Range<usize>) {
        if self.alt.is_some() {
            return;
        }
        let is_address = matches!(kind, LinkType::Autolink | LinkType::Email);
        let (html, marks, paragraph) = (self.html.len(), self.marks.len(), self.paragraph);
        let mut link = OpenLink { shape: Shape::Text, is_address, html, marks, inner: html, paragraph };
        if !has_slot(url) && !self.link_is_open() {
            link.shape = self.write_link(kind, url, &without_slots(title), range);
        }
        link.inner = self.html.len();
        self.links.push(link);
    }

    fn write_link(&mut self, kind: LinkType, url: &str, title: &str, range: &Range<usize>) -> Shape {
        let source = self.fair.source_range(range);
        if kind == LinkType::Email {
            self.open_paragraph();
            self.html.push_str("<a href=\"mailto:");
            encode(url, &mut self.html);
            self.html.push_str("\">");
            return Shape::Tagged;
        }
        match target(url) {
            Target::Nowhere => Shape::Text,
            Target::Forbidden => {
                let says = || format!("a link to `{}` is left out", shortened(url));
                self.page.report(Code::HtmlDropped, source, says, FORBIDDEN);
                Shape::Text
            }
            Target::Site => {
                self.open_paragraph();
                self.mark(Insert::LinkOpen { href: url.trim().into(), title: title.into() }, source);
                Shape::Marked
            }
            to @ (Target::Here | Target::Outside | Target::Other) => {
                self.open_paragraph();
                self.html.push_str("<a href=\"");
                encode(url, &mut self.html);
                self.html.push('"');
                if to == Target::Outside {
                    self.html.push_str(" rel=\"external\"");
                }
                if !title.is_empty() {
                    self.html.push_str(" title=\"");
                    crate::base::html(title, &mut self.html);
                    self.html.push('"');
                }
                self.html.push('>');
                Shape::Tagged
            }
        }
    }

    /// Whether a link stands round what is written now; there can't be another in it.
    pub(in crate::copy) fn link_is_open(&self) -> bool {
        self.links.iter().any(|link| link.shape != Shape::Text) || self.raw_link_is_open()
    }

    pub(super) fn end_link(&mut self, end: usize) {
        if self.alt.is_some() {
            return;
        }
        let Some(link) = self.links.pop() else { return };
        let marks = link.marks + usize::from(link.shape == Shape::Marked);
        if link.shape != Shape::Text && self.html.len() == link.inner && self.marks.len() == marks {
            self.html.truncate(link.html);
            self.marks.truncate(link.marks);
            self.paragraph = link.paragraph;
            return;
        }
        match link.shape {
            Shape::Marked => {
                let end = self.fair.source_of(end);
                self.mark(Insert::LinkClose, end..end);
            }
            Shape::Tagged => self.html.push_str("</a>"),
            Shape::Text => {}
        }
    }

    pub(super) fn start_image(&mut self, url: &str, title: &str, range: &Range<usize>) {
        let alone = self.links.is_empty() && self.stands_alone(range);
        let shown = self.images.is_empty() && self.shows_image(url, self.fair.source_range(range));
        let (src, title) = (url.trim().into(), without_slots(title).into());
        self.images.push(OpenImage { src, title, alone, range: range.clone(), shown });
        self.alt.get_or_insert_default();
    }

    /// Whether a picture at `url` can be shown; says so when not.
    pub(in crate::copy) fn shows_image(&mut self, url: &str, source: Range<usize>) -> bool {
        if has_slot(url) {
            return false;
        }
        match target(url) {
            Target::Site | Target::Outside => true,
            Target::Nowhere | Target::Here => false,
            Target::Other | Target::Forbidden => {
                let says = || format!("a picture at `{}` is left out", shortened(url));
                self.page.report(Code::HtmlDropped, source, says, "put the picture among the site's files");
                false
            }
        }
    }

    /// Whether nothing but pictures is in the paragraph of the picture at `range`.
    fn stands_alone(&mut self, range: &Range<usize>) -> bool {
        if self.paragraph == Paragraph::Waiting {
            let rest = self.fair.text.get(range.end..self.paragraph_end.max(range.end)).unwrap_or_default();
            self.pictures_alone = is_pictures(rest).then_some(self.paragraph_end);
        }
        self.pictures_alone == Some(self.paragraph_end)
    }

    pub(super) fn end_image(&mut self) {
        let Some(image) = self.images.pop() else { return };
        if !self.images.is_empty() {
            return;
        }
        let alt = self.alt.take().unwrap_or_default();
        if !image.shown {
            return;
        }
        let figure = image.alone && !image.title.is_empty();
        if image.alone {
            self.paragraph = Paragraph::Bare;
        } else {
            self.open_paragraph();
        }
        let alt = without_slots(&alt).trim().into();
        let source = self.fair.source_range(&image.range);
        self.mark(Insert::Image { src: image.src, alt, title: image.title, figure }, source);
        self.setter.object();
    }
}

/// Whether a text of Markdown is pictures and nothing else.
fn is_pictures(text: &str) -> bool {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let after = rest.strip_prefix("![").and_then(|rest| Some(&rest[end_of(rest, '[', ']')?..]));
        let Some(target) = after.and_then(|after| after.strip_prefix('(')) else { return false };
        let Some(end) = end_of_target(target) else { return false };
        rest = target[end..].trim_start();
    }
    true
}

/// Behind the bracket that closes what was open, others within it paired.
fn end_of(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 1;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == open => depth += 1,
            c if c == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}

/// Behind an address and its title, which may hold brackets within its quotation marks.
fn end_of_target(text: &str) -> Option<usize> {
    let quote = text.find(['"', '\'', ')'])?;
    let mark = text[quote..].chars().next()?;
    if mark == ')' {
        return end_of(text, '(', ')');
    }
    let title = &text[quote + 1..];
    let end = title.match_indices(mark).map(|(at, _)| at).find(|at| !title[..*at].ends_with('\\'))?;
    let close = title[end + 1..].find(')')?;
    title[end + 1..end + 1 + close].trim().is_empty().then_some(quote + 1 + end + 1 + close + 1)
}

/// An address for a message.
pub(in crate::copy) fn shortened(url: &str) -> String {
    match url.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &url[..end]),
        None => url.to_owned(),
    }
}
