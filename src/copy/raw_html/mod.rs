//! Raw HTML in Markdown: kept as far as a page may hold it, and mended so that it is balanced.
//!
//! In: what the Markdown parser calls HTML. Out: tags that open and close in order inside of the Markdown
//! block they stand in; links and pictures of the site as marks. Never here: scripts, styles, plug-ins, forms,
//! frames, event handlers, addresses that run code. Names that HTML doesn't know are text: `Vec<String>`.

mod attributes;
mod elements;
mod lone;
mod tokens;

#[cfg(test)]
mod test;

use std::ops::Range;

pub use tokens::decoded;
pub(in crate::copy) use tokens::{Token, Tokens, attribute};

use super::{
    Insert,
    markdown::{Mute, Paragraph, Writer},
    shortcode::{NOTHING, has_slot, without_slots},
};
use crate::base::Code;
use elements::{ELEMENTS, Element, Treatment, closed_by, ends_itself, holds_phrases, number_of};

/// How an open element has to be closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    /// With its tag.
    Tag,
    /// As a heading of that level.
    Heading(u8),
    /// A link of the site, with a mark.
    Link,
    /// Its tags are left out.
    Nothing,
}

/// A raw element that is open.
pub(in crate::copy) struct Open {
    number: usize,
    end: End,
    /// Where it was opened, in bytes of the file.
    at: usize,
    /// Paragraphs of Markdown that were set in it without tags.
    paragraphs: u32,
    /// It is a block in a paragraph, which goes on after it.
    interrupts: bool,
    /// Where its tag begins and ends in the HTML, where it is taken back if nothing comes of it.
    written: Option<Range<usize>>,
}

impl Open {
    fn element(&self) -> &'static Element {
        &ELEMENTS[self.number]
    }

    /// Whether it is a link that leads somewhere.
    fn is_link(&self) -> bool {
        self.end != End::Nothing && self.element().name == "a"
    }

    /// Whether a block can't stand in it.
    fn holds_phrases(&self) -> bool {
        self.end != End::Nothing && holds_phrases(self.element().name)
    }
}

/// Where raw HTML comes from: pieces of it, and their places in the fair copy.
struct Origin<'a> {
    pieces: &'a [(usize, usize)],
}

impl Origin<'_> {
    /// The place in the fair copy of the byte `at` of the HTML.
    fn of(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).and_then(|n| self.pieces.get(n)).map_or(0, |(start, place)| place + at - start)
    }
}

impl Writer<'_, '_> {
    /// How much of the raw HTML must not be closed by what is written now.
    pub(in crate::copy) fn floor(&self) -> usize {
        self.floors.last().copied().unwrap_or(0)
    }

    /// A block of raw HTML; `pieces` tell where its parts stand in the fair copy.
    pub(in crate::copy) fn html_block(&mut self, html: &str, pieces: &[(usize, usize)]) {
        self.setter.next_block();
        if self.raw.is_empty() {
            self.end_line();
        }
        let (start, marks) = (self.html.len(), self.marks.len());
        self.tokens(html, &Origin { pieces });
        // A script without an end hides the rest of its block, and no more.
        self.unmute(self.floors.len());
        self.setter.next_block();
        if self.marks.len() == marks && self.html.get(start..).is_some_and(|html| html.trim().is_empty()) {
            self.html.truncate(start);
        } else {
            self.end_line();
        }
    }

    /// A tag or a comment in running text.
    pub(in crate::copy) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if let Some(alt) = &mut self.alt {
            if html.starts_with("<br") {
                alt.push(' ');
            }
            return;
        }
        self.tokens(html, &Origin { pieces: &[(0, range.start)] });
    }

    fn tokens(&mut self, html: &str, origin: &Origin) {
        let mut tokens = Tokens::new(html);
        while let Some((token, range)) = tokens.next() {
            let place = origin.of(range.start);
            if let Some(mute) = &self.mute {
                let ends = matches!(token, Token::Close { name } if name.eq_ignore_ascii_case(mute.element));
                if ends && mute.floors == self.floors.len() {
                    self.unmute(0);
                }
                continue;
            }
            match token {
                Token::Comment => {}
                Token::Text(text) => self.raw_text(text, place),
                Token::Close { name } => self.close_tag(name, place, range.len()),
                Token::Open { name, attributes, empty } => {
                    let source = self.fair.source_range(&(place..place + range.len()));
                    self.open_tag(Tag { name, attributes, empty, source, text: &html[range] });
                }
            }
        }
    }

    /// Text in a block of raw HTML: entities stay, what isn't one is escaped.
    fn raw_text(&mut self, text: &str, place: usize) {
        self.setter.count(text);
        let (mut from, mut at) = (0, 0);
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let escaped = match bytes[at] {
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'&' if !is_entity(&text[at..]) => "&amp;",
                0xEE => {
                    let slot = crate::copy::shortcode::slot_at(&text[at..]);
                    let length = match slot {
                        Some((_, length)) => length,
                        None if text[at..].starts_with(NOTHING) => NOTHING.len_utf8(),
                        None => {
                            at += 1;
                            continue;
                        }
                    };
                    self.put(&text[from..at]);
                    if let Some((slot, length)) = slot {
                        self.slot(slot, place + at, length);
                    }
                    at += length;
                    from = at;
                    continue;
                }
                b'{' if matches!(bytes.get(at + 1), Some(b'{' | b'%')) && !self.in_code() => {
                    self.put(&text[from..at]);
                    let source = self.fair.source_of(place + at);
                    self.report_leak(source);
                    at += 2;
                    from = at;
                    continue;
                }
                byte if byte < b' ' && !byte.is_ascii_whitespace() || byte == 127 => "",
                _ => {
                    at += 1;
                    continue;
                }
            };
            self.put(&text[from..at]);
            self.put(escaped);
            at += 1;
            from = at;
        }
        self.put(&text[from..]);
    }

    /// Whether a raw `<pre>` or `<code>` is open.
    pub(in crate::copy) fn in_code(&self) -> bool {
        self.raw.iter().rev().take(16).any(|open| open.end == End::Tag && matches!(open.element().name, "pre" | "code"))
    }

    fn open_tag(&mut self, tag: Tag<'_>) {
        let Some(number) = number_of(tag.name) else {
            let mut text = String::with_capacity(tag.text.len() + 8);
            crate::base::html(&without_slots(tag.text), &mut text);
            self.put(&text);
            return;
        };
        let element = &ELEMENTS[number];
        match element.treatment {
            Treatment::Dropped => {
                self.dropped(element, tag.source, "is left out with what is in it");
                if !tag.empty {
                    self.mute(element.name);
                }
            }
            Treatment::Unwrapped => self.dropped(element, tag.source, "is left out; what is in it stays"),
            Treatment::Ignored => {}
            Treatment::Frame => self.frame(&tag),
            Treatment::Void => self.void(element, &tag),
            Treatment::Block | Treatment::Part | Treatment::Phrase => self.open_element(number, &tag),
        }
    }

    fn dropped(&mut self, element: &Element, source: Range<usize>, what: &str) {
        let says = || format!("`<{}>` {what}", element.name);
        let help = "use a component; pages admit no scripts, styles, plug-ins or forms of their own";
        self.page.report(Code::HtmlDropped, source, says, help);
    }

    /// Hides what comes until the element ends, or the Markdown block that it stands in.
    fn mute(&mut self, element: &'static str) {
        self.mute = Some(Mute {
            element,
            html: self.html.len(),
            marks: self.marks.len(),
            floors: self.floors.len(),
            paragraph: self.paragraph,
        });
    }

    /// Ends hiding what began with at least `floors` Markdown elements open.
    pub(in crate::copy) fn unmute(&mut self, floors: usize) {
        if let Some(mute) = self.mute.take_if(|mute| mute.floors >= floors) {
            self.html.truncate(mute.html);
            self.marks.truncate(mute.marks);
            self.paragraph = mute.paragraph;
        }
    }

    fn open_element(&mut self, number: usize, tag: &Tag<'_>) {
        let element = &ELEMENTS[number];
        let name = element.name;
        let is_block = matches!(element.treatment, Treatment::Block | Treatment::Part);
        if is_block {
            self.close_implied(name);
        }
        let in_text = self.paragraph != Paragraph::None || self.spans > 0 || self.in_heading();
        let mut interrupts = false;
        if is_block && in_text && !self.stands_in_flow() {
            if self.spans > 0 || self.raw.len() > self.floor() || self.in_heading() || self.paragraph == Paragraph::Bare
            {
                let says = || format!("`<{name}>` can't stand in running text; its tags are left out");
                self.page.report(Code::HtmlUnbalanced, tag.source.clone(), says, "put it on a line of its own");
                return self.opened(number, End::Nothing, tag, false, None);
            }
            if self.paragraph == Paragraph::Set {
                self.end_paragraph();
            }
            self.paragraph = Paragraph::Bare;
            interrupts = true;
        }
        if name == "a" {
            return self.open_link(number, tag);
        }
        let end = match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => End::Heading(self.page.outline.level(level - b'0')),
            _ => End::Tag,
        };
        if !is_block {
            self.open_paragraph();
        }
        let start = self.html.len();
        self.html.push('<');
        match end {
            End::Heading(level) => self.html.extend(['h', char::from(b'0' + level)]),
            End::Tag | End::Link | End::Nothing => self.html.push_str(element.set_as),
        }
        self.attributes(tag, |_| true);
        self.html.push('>');
        if is_block {
            self.setter.next_block();
        }
        let written = (name == "p" && attribute(tag.attributes, "id").is_none()).then_some(start..self.html.len());
        self.opened(number, end, tag, interrupts, written);
    }

    /// Whether the innermost raw element above the floor is a block that interrupted the paragraph.
    fn stands_in_flow(&self) -> bool {
        let above = self.raw.get(self.floor()..).unwrap_or_default();
        above.iter().any(|open| open.interrupts) && above.last().is_some_and(|open| !holds_phrases(open.element().name))
    }

    /// Notes that an element is open; one that ends in `/>` is closed at once.
    fn opened(&mut self, number: usize, end: End, tag: &Tag<'_>, interrupts: bool, written: Option<Range<usize>>) {
        let open = Open { number, end, at: tag.source.start, paragraphs: 0, interrupts, written };
        if self.raw_places.is_empty() {
            self.raw_places.resize_with(ELEMENTS.len(), Vec::new);
        }
        self.raw_places[number].push(self.raw.len());
        self.raw_links += usize::from(open.is_link());
        self.raw.push(open);
        if tag.empty {
            self.close_last();
        }
    }

    /// Closes the innermost raw element.
    fn close_last(&mut self) {
        let Some(open) = self.raw.pop() else { return };
        self.raw_places[open.number].pop();
        self.raw_links -= usize::from(open.is_link());
        if let Some(written) = open.written.as_ref().filter(|written| self.is_empty_from(written.end)) {
            self.html.truncate(written.start);
            return self.resume(&open);
        }
        match open.end {
            End::Tag => {
                self.html.push_str("</");
                self.html.push_str(open.element().set_as);
                self.html.push('>');
            }
            End::Heading(level) => self.html.push_str(match level {
                2 => "</h2>",
                3 => "</h3>",
                4 => "</h4>",
                5 => "</h5>",
                _ => "</h6>",
            }),
            End::Link => self.mark(Insert::LinkClose, open.at..open.at),
            End::Nothing => {}
        }
        if matches!(open.element().treatment, Treatment::Block | Treatment::Part) {
            self.setter.next_block();
        }
        self.resume(&open);
    }

    /// Whether nothing was written since the HTML had `length` bytes.
    fn is_empty_from(&self, length: usize) -> bool {
        self.html.get(length..).is_some_and(|html| html.trim().is_empty())
            && self.marks.last().is_none_or(|mark| (mark.at as usize) < length)
    }

    /// Goes back to the paragraph that a block interrupted.
    fn resume(&mut self, open: &Open) {
        if open.interrupts && self.paragraph == Paragraph::Bare {
            self.paragraph = Paragraph::Waiting;
        }
    }

    /// Closes raw elements until `length` are open, and tells of those that should have had an end tag.
    pub(in crate::copy) fn close_raw(&mut self, length: usize) {
        while self.raw.len() > length {
            if let Some(open) = self.raw.last().filter(|open| !ends_itself(open.element().name)) {
                let (name, at) = (open.element().name, open.at);
                let says = || format!("`<{name}>` is never closed; it was closed where its surroundings end");
                self.page.report(Code::HtmlUnbalanced, at..at + 1 + name.len(), says, "write its end tag");
            }
            self.close_last();
        }
    }

    fn close_tag(&mut self, name: &str, place: usize, length: usize) {
        let Some(number) = number_of(name) else {
            let mut text = String::new();
            crate::base::html(&format!("</{}>", without_slots(name)), &mut text);
            return self.put(&text);
        };
        let element = &ELEMENTS[number];
        match element.treatment {
            Treatment::Dropped | Treatment::Unwrapped | Treatment::Ignored | Treatment::Frame | Treatment::Void => {}
            Treatment::Block | Treatment::Part | Treatment::Phrase => {
                let opened = self.raw_places.get(number).and_then(|places| places.last()).copied();
                match opened.filter(|opened| *opened >= self.floor()) {
                    Some(opened) => {
                        self.close_raw(opened + 1);
                        self.close_last();
                    }
                    None if element.name == "p" => {}
                    None => {
                        let source = self.fair.source_range(&(place..place + length));
                        let says = || format!("`</{}>` closes nothing that is open here; it is left out", element.name);
                        self.page.report(Code::HtmlUnbalanced, source, says, "take it out, or open the element");
                    }
                }
            }
        }
    }

    /// Closes what a start tag closes by itself: items by items, paragraphs by blocks.
    fn close_implied(&mut self, name: &'static str) {
        if !matches!(name, "caption" | "col" | "option" | "optgroup") {
            self.close_raw_paragraph();
        }
        let (closed, scope) = closed_by(name);
        let last = |name: &&str| {
            let places = number_of(name).and_then(|number| self.raw_places.get(number))?;
            places.last().copied()
        };
        let limit = scope.iter().filter_map(last).map(|at| at + 1).max().unwrap_or(0).max(self.floor());
        let first = |name: &&str| {
            let places = number_of(name).and_then(|number| self.raw_places.get(number))?;
            places.get(places.partition_point(|at| *at < limit)).copied()
        };
        if let Some(at) = closed.iter().filter_map(first).min() {
            self.close_raw(at);
        }
    }

    /// Closes a raw `<p>`, which holds no blocks.
    pub(in crate::copy) fn close_raw_paragraph(&mut self) {
        if self.raw.is_empty() {
            return;
        }
        let places = number_of("p").and_then(|number| self.raw_places.get(number));
        let Some(at) = places.and_then(|places| places.last()).copied() else { return };
        // Beyond a block that stands in it, it was closed already.
        if at >= self.floor() {
            self.close_raw(at);
        }
    }

    /// The raw element round this place that holds running text only; links and the like hold what stands
    /// round them.
    fn holder_of_phrases(&self) -> Option<usize> {
        let is_clear = |open: &Open| matches!(open.element().name, "a" | "ins" | "del") || open.end == End::Nothing;
        let at = (self.floor()..self.raw.len()).rev().find(|at| !is_clear(&self.raw[*at]))?;
        self.raw[at].holds_phrases().then_some(at)
    }

    /// Whether a paragraph of Markdown that begins here must do without `<p>`.
    pub(in crate::copy) fn is_set_bare(&mut self) -> bool {
        let Some(open) = self.holder_of_phrases().and_then(|at| self.raw.get_mut(at)) else { return false };
        open.paragraphs += 1;
        if open.paragraphs > 1 {
            self.html.push_str("<br>");
        }
        true
    }

    /// Takes an anchor; false when it is none, or when the page has it already.
    fn take_id(&mut self, id: &str) -> bool {
        let bad = id.is_empty() || id.contains(|c: char| c.is_whitespace() || c.is_control()) || has_slot(id);
        !bad && self.page.ids.take(id)
    }
}

/// A start tag and where it stands.
struct Tag<'a> {
    name: &'a str,
    attributes: &'a str,
    empty: bool,
    source: Range<usize>,
    /// All of it.
    text: &'a str,
}

/// Whether the element of that name stands in running text.
pub(in crate::copy) fn is_phrase(name: &str) -> bool {
    number_of(name).is_none_or(|number| matches!(ELEMENTS[number].treatment, Treatment::Phrase | Treatment::Void))
}

/// Whether an entity begins here.
fn is_entity(text: &str) -> bool {
    let body = text.as_bytes().get(1..).unwrap_or_default();
    let length = body.iter().take(33).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    length > 0 && body.get(length) == Some(&b';')
}
