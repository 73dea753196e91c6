//! Code, in blocks and in the text.

use std::borrow::Cow;

use pulldown_cmark::CodeBlockKind;

use super::Writer;
use crate::{
    base::Direction,
    copy::{
        highlight,
        shortcode::{NOTHING, slot_at, without_slots},
    },
};

/// A fenced block whose text is being gathered.
pub(super) struct OpenCode {
    language: String,
    pub code: String,
    fenced: bool,
}

impl Writer<'_, '_> {
    pub(super) fn code_span(&mut self, code: &str) {
        let shown = self.with_tags(code);
        if let Some(alt) = &mut self.alt {
            alt.push_str(&shown);
            return;
        }
        self.open_paragraph();
        self.html.push_str("<code>");
        self.setter.count(&shown);
        highlight::plain(&shown, &mut self.html);
        self.html.push_str("</code>");
        self.setter.object();
    }

    /// Code in which tags stand as they were written: the text round it only became code without them.
    fn with_tags<'t>(&self, code: &'t str) -> Cow<'t, str> {
        if memchr::memchr(0xEE, code.as_bytes()).is_none() {
            return code.into();
        }
        let mut out = String::with_capacity(code.len());
        let mut rest = code;
        while let Some(c) = rest.chars().next() {
            let length = match slot_at(rest) {
                Some((slot, length)) => {
                    let source = self.fair.slots.get(slot).map(|slot| slot.source.clone());
                    let tag = source.and_then(|source| self.page.text.get(source)).unwrap_or_default();
                    out.push_str(&without_slots(tag));
                    length
                }
                None => {
                    if c != NOTHING {
                        out.push(c);
                    }
                    c.len_utf8()
                }
            };
            rest = &rest[length..];
        }
        out.into()
    }

    pub(super) fn start_code(&mut self, kind: CodeBlockKind<'_>) {
        self.block();
        let (language, fenced) = match &kind {
            CodeBlockKind::Fenced(info) => (highlight::language(info), true),
            CodeBlockKind::Indented => ("", false),
        };
        self.code = Some(OpenCode { language: language.to_owned(), code: String::new(), fenced });
    }

    pub(super) fn end_code(&mut self) {
        let Some(OpenCode { language, code, fenced }) = self.code.take() else { return };
        let code = self.with_tags(&code);
        let rtl = self.page.setting.lang.direction() == Direction::Rtl;
        self.html.push_str(if rtl { "<pre tabindex=\"0\" dir=\"ltr\"><code" } else { "<pre tabindex=\"0\"><code" });
        if fenced && !language.is_empty() {
            self.html.push_str(" class=\"language-");
            crate::base::html(&language, &mut self.html);
            self.html.push('"');
        }
        self.html.push('>');
        if fenced && highlight::set(&language, &code, &mut self.html) {
            self.has_code = true;
        } else {
            highlight::plain(&code, &mut self.html);
        }
        self.html.push_str("</code></pre>\n");
    }
}
