//! Writes the parser's events as one string of HTML.
//!
//! What is open is known at any time: Markdown's own blocks and spans (each puts a floor under the raw HTML in
//! it), and raw elements above that floor. So whatever was written, all is closed in order.

use std::{mem, ops::Range};

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::{
    Page,
    code::OpenCode,
    headings::OpenHeading,
    links::{OpenImage, OpenLink},
    notes::Notes,
    tables::Table,
    text::Setter,
};
use crate::{
    base::Code,
    copy::{
        Body, Call, Heading, Insert, Mark,
        raw_html::Open,
        shortcode::{FairCopy, Stand, is_slots, line_before, rest_of_line},
    },
};

/// The state of a paragraph's own tags.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::copy) enum Paragraph {
    /// No paragraph is open.
    None,
    /// `<p>` is written as soon as there is something to say.
    Waiting,
    /// `<p>` was written.
    Set,
    /// Its text stands without `<p>`: alone, or inside of something that can't hold one.
    Bare,
}

/// Text that isn't shown, and what to go back to after it.
pub(in crate::copy) struct Mute {
    pub element: &'static str,
    pub html: usize,
    pub marks: usize,
    pub floors: usize,
    pub paragraph: Paragraph,
}

/// See the module.
pub(in crate::copy) struct Writer<'p, 'a> {
    pub page: &'p mut Page<'a>,
    pub fair: &'p FairCopy<'a>,
    pub html: String,
    pub marks: Vec<Mark>,
    pub paragraph: Paragraph,
    pub raw: Vec<Open>,
    /// The places in `raw` of the open elements of each number.
    pub raw_places: Vec<Vec<usize>>,
    /// How many of them are links that lead somewhere.
    pub raw_links: usize,
    /// How much of `raw` was open when each Markdown block or span began.
    pub floors: Vec<usize>,
    /// Where the paragraph that is open ends in the fair copy.
    pub(super) paragraph_end: usize,
    /// The end of a paragraph that holds nothing but pictures.
    pub(super) pictures_alone: Option<usize>,
    /// Markdown spans that are open.
    pub spans: u32,
    pub mute: Option<Mute>,
    /// The raw HTML of a block, gathered, and where its parts come from.
    pub gathered: Option<(String, Vec<(usize, usize)>)>,
    /// The alternative text of the picture that is open.
    pub alt: Option<String>,
    pub(super) images: Vec<OpenImage>,
    pub(super) links: Vec<OpenLink>,
    pub setter: Setter,
    pub(super) notes: Notes,
    pub(super) table: Table,
    /// All is one line: no blocks.
    pub(super) line: bool,
    pub(super) headings: Vec<Heading>,
    pub(super) heading: Option<OpenHeading>,
    pub(super) code: Option<OpenCode>,
    pub(super) has_code: bool,
}

impl<'p, 'a> Writer<'p, 'a> {
    pub fn new(page: &'p mut Page<'a>, fair: &'p FairCopy<'a>, line: bool) -> Self {
        let setter = Setter::new(page.setting.lang, page.setting.smart_punctuation);
        Writer {
            page,
            fair,
            html: String::with_capacity(fair.text.len() + fair.text.len() / 4 + 64),
            marks: Vec::new(),
            paragraph: Paragraph::None,
            raw: Vec::new(),
            raw_places: Vec::new(),
            raw_links: 0,
            floors: Vec::new(),
            paragraph_end: 0,
            pictures_alone: None,
            spans: 0,
            mute: None,
            gathered: None,
            alt: None,
            images: Vec::new(),
            links: Vec::new(),
            setter,
            notes: Notes::default(),
            table: Table::default(),
            line,
            headings: Vec::new(),
            heading: None,
            code: None,
            has_code: false,
        }
    }

    /// Closes what is open and gives the body.
    pub fn finish(mut self) -> Body {
        self.unmute(0);
        self.close_raw(0);
        self.setter.next_block();
        self.end_notes();
        debug_assert!(self.marks.is_sorted_by_key(|mark| mark.at), "marks are written in order");
        Body {
            words: self.setter.words(),
            html: self.html,
            marks: self.marks,
            headings: self.headings,
            has_code: self.has_code,
        }
    }

    pub fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => match &mut self.code {
                Some(code) => code.code.push_str(&text),
                None => self.text(&text, range),
            },
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::SoftBreak => self.soft_break(range.end),
            Event::HardBreak => match &mut self.alt {
                Some(alt) => alt.push(' '),
                None => {
                    self.put("<br>\n");
                    self.setter.next_word();
                }
            },
            Event::Code(code) => self.code_span(&code),
            Event::Html(html) => match &mut self.gathered {
                Some((gathered, places)) => {
                    places.push((gathered.len(), range.start));
                    gathered.push_str(&html);
                }
                None => self.inline_html(&html, range),
            },
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(name) => self.note_reference(&name),
            Event::Rule => {
                self.block();
                if !self.line {
                    self.html.push_str("<hr>\n");
                }
            }
            Event::TaskListMarker(done) => self.put(match done {
                true => "<span class=\"box\">☑</span> ",
                false => "<span class=\"box\">☐</span> ",
            }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let is_raw = matches!(tag, Tag::HtmlBlock);
        match tag {
            Tag::Paragraph => self.start_paragraph(&range),
            Tag::Emphasis => self.start_span("<em>"),
            Tag::Strong => self.start_span("<strong>"),
            Tag::Strikethrough => self.start_span("<del>"),
            Tag::Superscript => self.start_span("<sup>"),
            Tag::Subscript => self.start_span("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.spans += 1;
                self.start_link(link_type, &dest_url, &title, &range);
            }
            Tag::Image { dest_url, title, .. } => {
                self.spans += 1;
                self.start_image(&dest_url, &title, &range);
            }
            Tag::Heading { level, id, .. } => self.start_heading(level, id.as_deref()),
            Tag::BlockQuote(kind) => {
                let open = match kind {
                    None => "<blockquote>\n",
                    Some(BlockQuoteKind::Note) => "<blockquote class=\"note\">\n",
                    Some(BlockQuoteKind::Tip) => "<blockquote class=\"tip\">\n",
                    Some(BlockQuoteKind::Important) => "<blockquote class=\"important\">\n",
                    Some(BlockQuoteKind::Warning) => "<blockquote class=\"warning\">\n",
                    Some(BlockQuoteKind::Caution) => "<blockquote class=\"caution\">\n",
                };
                self.open_block(open);
            }
            Tag::CodeBlock(kind) => self.start_code(kind),
            Tag::HtmlBlock => self.gathered = Some((String::new(), Vec::new())),
            Tag::List(Some(1)) => self.open_block("<ol>\n"),
            Tag::List(Some(first)) => self.open_block(&format!("<ol start=\"{first}\">\n")),
            Tag::List(None) => self.open_block("<ul>\n"),
            Tag::Item => self.open_block("<li>"),
            Tag::FootnoteDefinition(name) => self.start_note(&name),
            Tag::DefinitionList => self.open_block("<dl>\n"),
            Tag::DefinitionListTitle => self.open_block("<dt>"),
            Tag::DefinitionListDefinition => self.open_block("<dd>"),
            Tag::Table(columns) => self.start_table(columns),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::MetadataBlock(_) => {}
        }
        // Raw elements that a block of HTML opens stay open after it.
        if !is_raw {
            self.floors.push(self.raw.len());
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if tag != TagEnd::HtmlBlock {
            self.unmute(self.floors.len());
            let floor = self.floors.pop().unwrap_or(0);
            self.close_raw(floor);
        }
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Emphasis => self.end_span("</em>"),
            TagEnd::Strong => self.end_span("</strong>"),
            TagEnd::Strikethrough => self.end_span("</del>"),
            TagEnd::Superscript => self.end_span("</sup>"),
            TagEnd::Subscript => self.end_span("</sub>"),
            TagEnd::Link => {
                self.spans -= 1;
                self.end_link(range.end);
            }
            TagEnd::Image => {
                self.spans -= 1;
                self.end_image();
            }
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.close_block("</blockquote>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                if let Some((html, places)) = self.gathered.take() {
                    self.html_block(&html, &places);
                }
            }
            TagEnd::List(true) => self.close_block("</ol>\n"),
            TagEnd::List(false) => self.close_block("</ul>\n"),
            TagEnd::Item => self.close_block("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::DefinitionList => self.close_block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close_block("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::MetadataBlock(_) => {}
        }
    }

    /// A block other than a paragraph begins: words and quotes end, and so does a raw `<p>`.
    pub(super) fn block(&mut self) {
        self.setter.next_block();
        self.close_raw_paragraph();
        if !self.line {
            self.end_line();
        }
    }

    /// Begins a new line of HTML, unless one has begun.
    pub fn end_line(&mut self) {
        let floor = self.marks.last().map_or(0, |mark| mark.at as usize);
        if self.html.len() > floor && !self.html.ends_with('\n') || self.html.len() == floor && !self.marks.is_empty() {
            self.html.push('\n');
        }
    }

    pub(super) fn open_block(&mut self, open: &str) {
        self.block();
        if !self.line {
            self.html.push_str(open);
        }
    }

    pub(super) fn close_block(&mut self, close: &str) {
        self.setter.next_block();
        if !self.line {
            self.html.push_str(close);
        }
    }

    fn start_span(&mut self, open: &str) {
        self.spans += 1;
        if self.alt.is_none() {
            self.open_paragraph();
            self.html.push_str(open);
        }
    }

    fn end_span(&mut self, close: &str) {
        self.spans -= 1;
        if self.alt.is_none() {
            self.html.push_str(close);
        }
    }

    fn start_paragraph(&mut self, range: &Range<usize>) {
        self.setter.next_block();
        let bare = self.line || self.fair.is_tags(&self.fair.text[range.clone()]) || self.is_set_bare();
        if self.line && !self.html.is_empty() {
            self.html.push(' ');
        }
        self.paragraph_end = range.end;
        self.paragraph = if bare { Paragraph::Bare } else { Paragraph::Waiting };
    }

    /// Writes the `<p>` that waits.
    pub fn open_paragraph(&mut self) {
        if self.paragraph == Paragraph::Waiting {
            self.paragraph = Paragraph::Set;
            self.html.push_str("<p>");
        }
    }

    pub fn end_paragraph(&mut self) {
        self.setter.next_block();
        match self.paragraph {
            Paragraph::Set => {
                self.trim_end();
                self.html.push_str("</p>\n");
            }
            Paragraph::Bare if !self.line => self.end_line(),
            Paragraph::Bare | Paragraph::Waiting | Paragraph::None => {}
        }
        self.paragraph = Paragraph::None;
    }

    /// Takes blanks off the end, as far back as nothing is marked.
    pub fn trim_end(&mut self) {
        let floor = self.marks.last().map_or(0, |mark| mark.at as usize);
        let end = self.html.trim_end().len().max(floor);
        self.html.truncate(end);
    }

    /// Puts a mark at the end of what was written.
    pub fn mark(&mut self, what: Insert, source: Range<usize>) {
        let source = source.start as u32..source.end as u32;
        self.marks.push(Mark { at: self.html.len() as u32, source, what });
    }

    /// What a placeholder stands for; it has `length` bytes at `at` of the fair copy.
    pub fn slot(&mut self, slot: usize, at: usize, length: usize) {
        let fair = self.fair;
        let Some(slot) = fair.slots.get(slot) else { return };
        match &slot.what {
            Stand::Removed => {}
            Stand::Literal(text) => {
                let mut escaped = String::with_capacity(text.len() + 8);
                crate::base::html(text, &mut escaped);
                self.put(&escaped);
            }
            Stand::Component { name, args, foreign, body, margin } => {
                let body = body.clone().map(|range| self.page.render_inner(range, *margin));
                let call = Call { name: name.clone(), args: args.clone(), foreign: *foreign, body };
                self.place_call(call, slot.source.clone(), at..at + length);
            }
        }
    }

    /// A call on a line of its own stands between paragraphs; any other in the text.
    fn place_call(&mut self, call: Call, source: Range<usize>, range: Range<usize>) {
        let in_paragraph = matches!(self.paragraph, Paragraph::Waiting | Paragraph::Set);
        let own_line =
            in_paragraph && self.spans == 0 && self.raw.len() == self.floor() && is_own_line(&self.fair.text, &range);
        if own_line {
            if self.paragraph == Paragraph::Set {
                self.end_paragraph();
            }
            self.paragraph = Paragraph::Waiting;
        } else {
            self.open_paragraph();
        }
        self.mark(Insert::Call(Box::new(call)), source);
        if own_line {
            self.html.push('\n');
        } else {
            self.setter.object();
        }
    }

    /// Tells of a tag that came to light only after all others had been taken out.
    pub fn report_leak(&mut self, at: usize) {
        let says = || "these braces are no tag that can be read".to_owned();
        let help = "braces that are meant as text stand in code or after a `\\`";
        self.page.report(Code::ShortcodeUnknown, at..at + 2, says, help);
    }

    /// Whether text is shown as typed: in a bare URL.
    pub(super) fn unlinked(&self) -> bool {
        self.links.last().is_none_or(|link| !link.is_address)
    }

    /// Moves what was written aside, and begins anew.
    pub(super) fn set_aside(&mut self) -> (String, Vec<Mark>) {
        (mem::take(&mut self.html), mem::take(&mut self.marks))
    }
}

/// Whether only blanks and quote marks share the line with the bytes `range` of `text`, or other placeholders.
fn is_own_line(text: &str, range: &Range<usize>) -> bool {
    let before = line_before(text, 0, range.start);
    let alone = |text: &str| is_slots(text.trim_start_matches([' ', '\t', '>']));
    before.is_some_and(alone) && rest_of_line(text, range.end, text.len()).is_some_and(is_slots)
}
