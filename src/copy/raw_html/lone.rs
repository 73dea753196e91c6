//! Raw elements that lead elsewhere or stand alone: frames, pictures, links, rules.

use super::{End, Tag, elements::Element, tokens::attribute};
use crate::{
    base::Code,
    copy::{
        Insert,
        markdown::{Paragraph, Target, Writer, encode, shortened, target},
        shortcode::{has_slot, without_slots},
    },
};

impl Writer<'_, '_> {
    /// A frame becomes a link to what it would have shown: nothing is fetched before a reader asks for it.
    pub(super) fn frame(&mut self, tag: &Tag<'_>) {
        let help = "use the component `embed` for videos, maps and posts";
        self.page.report(Code::HtmlDropped, tag.source.clone(), || "`<iframe>` becomes a link".to_owned(), help);
        let src = attribute(tag.attributes, "src").unwrap_or_default();
        let title = attribute(tag.attributes, "title").unwrap_or_default();
        let title = without_slots(&title);
        let label = if title.trim().is_empty() { src.trim() } else { title.trim() };
        let label = label.trim_start_matches("https://").trim_start_matches("//");
        let to = if has_slot(&src) { Target::Nowhere } else { target(&src) };
        if matches!(to, Target::Site | Target::Outside) {
            let block = self.spans == 0 && self.paragraph == Paragraph::None && self.holder_of_phrases().is_none();
            if block {
                self.html.push_str("<p class=\"embed-link\">");
            }
            self.open_paragraph();
            let mut text = String::new();
            crate::base::html(label, &mut text);
            if self.link_is_open() {
                self.html.push_str(&text);
            } else if to == Target::Site {
                let href = src.trim().into();
                self.mark(Insert::LinkOpen { href, title: "".into() }, tag.source.clone());
                self.html.push_str(&text);
                self.mark(Insert::LinkClose, tag.source.end..tag.source.end);
            } else {
                self.html.push_str("<a href=\"");
                encode(&src, &mut self.html);
                self.html.push_str("\" rel=\"external\">");
                self.html.push_str(&text);
                self.html.push_str("</a>");
            }
            if block {
                self.html.push_str("</p>\n");
            }
        }
        if !tag.empty {
            self.mute("iframe");
        }
    }

    pub(super) fn void(&mut self, element: &'static Element, tag: &Tag<'_>) {
        let in_media = self.raw.last().is_some_and(|open| matches!(open.element().name, "audio" | "video"));
        match element.name {
            "img" => return self.raw_image(tag),
            "source" | "track" if !in_media => return,
            "hr" if self.paragraph == Paragraph::None => self.close_raw_paragraph(),
            // A rule in running text is none.
            "hr" => return,
            _ => self.open_paragraph(),
        }
        self.html.push('<');
        self.html.push_str(element.set_as);
        self.attributes(tag, |_| true);
        self.html.push('>');
        if element.name == "br" {
            self.setter.next_word();
        }
    }

    fn raw_image(&mut self, tag: &Tag<'_>) {
        let src = attribute(tag.attributes, "src").unwrap_or_default();
        if !self.shows_image(&src, tag.source.clone()) {
            return;
        }
        self.open_paragraph();
        let plain = |name| {
            let value = attribute(tag.attributes, name).unwrap_or_default();
            without_slots(&value).split_whitespace().collect::<Vec<_>>().join(" ").into()
        };
        let what = Insert::Image { src: src.trim().into(), alt: plain("alt"), title: plain("title"), figure: false };
        self.mark(what, tag.source.clone());
        self.setter.object();
    }

    pub(super) fn open_link(&mut self, number: usize, tag: &Tag<'_>) {
        let href = attribute(tag.attributes, "href");
        let id = attribute(tag.attributes, "id").or_else(|| attribute(tag.attributes, "name"));
        let id = id.filter(|id| self.take_id(id)).map(|id| format!(" id=\"{}\"", crate::base::attribute(&id)));
        let id = id.unwrap_or_default();
        let to = match &href {
            Some(href) if !has_slot(href) && !self.link_is_open() => target(href),
            Some(_) | None => Target::Nowhere,
        };
        let href = href.unwrap_or_default();
        if to != Target::Nowhere && to != Target::Forbidden || !id.is_empty() {
            self.open_paragraph();
        }
        let end = match to {
            Target::Site => {
                if !id.is_empty() {
                    self.html.push_str(&format!("<span{id}></span>"));
                }
                let title = attribute(tag.attributes, "title").unwrap_or_default();
                let title = without_slots(&title).into();
                self.mark(Insert::LinkOpen { href: href.trim().into(), title }, tag.source.clone());
                End::Link
            }
            Target::Here | Target::Outside | Target::Other => {
                self.html.push_str(&format!("<a{id} href=\""));
                encode(&href, &mut self.html);
                self.html.push('"');
                if to == Target::Outside {
                    self.html.push_str(" rel=\"external\"");
                }
                self.attributes(tag, |name| !matches!(name, "href" | "id" | "name" | "rel"));
                self.html.push('>');
                End::Tag
            }
            Target::Nowhere | Target::Forbidden => {
                if to == Target::Forbidden {
                    let says = || format!("a link to `{}` is left out", shortened(&href));
                    self.page.report(Code::HtmlDropped, tag.source.clone(), says, "link to a page instead");
                }
                if !id.is_empty() {
                    self.html.push_str(&format!("<span{id}></span>"));
                }
                End::Nothing
            }
        };
        self.opened(number, end, tag, false, None);
    }

    /// Whether a raw `<a>` is open.
    pub(in crate::copy) fn raw_link_is_open(&self) -> bool {
        self.raw_links > 0
    }
}
