//! Attributes of raw elements: those that a page may hold.

use super::{
    Tag,
    elements::{is_address, is_left_out},
    tokens::{attributes, decoded},
};
use crate::{
    base::Code,
    copy::{
        markdown::{Target, Writer, encode, target},
        shortcode::{has_slot, without_slots},
    },
};

impl Writer<'_, '_> {
    /// Writes the attributes of `tag` that `wanted` admits and that a page may hold; each once.
    pub(super) fn attributes(&mut self, tag: &Tag<'_>, wanted: impl Fn(&str) -> bool) {
        let mut written: Vec<String> = Vec::new();
        for (name, value) in attributes(tag.attributes) {
            let lower = name.to_ascii_lowercase();
            let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.');
            if !name.bytes().all(is_name) || !wanted(&lower) || is_left_out(&lower) || written.contains(&lower) {
                continue;
            }
            if lower.starts_with("on") || lower == "style" {
                let says = || format!("the attribute `{lower}` of `<{}>` is left out", tag.name);
                let help = "give the element a class, and the theme a rule for it";
                self.page.report(Code::HtmlDropped, tag.source.clone(), says, help);
                continue;
            }
            if self.attribute(tag, name, &lower, value) {
                written.push(lower);
            }
            if written.len() > 64 {
                break;
            }
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, name: &str, lower: &str, value: Option<&str>) -> bool {
        let Some(value) = value else {
            self.html.push(' ');
            self.html.push_str(name);
            return true;
        };
        let clean = without_slots(value);
        if is_address(lower) {
            let url = decoded(&clean);
            if has_slot(value) || target(&url) == Target::Forbidden {
                let says = || format!("the attribute `{lower}` of `<{}>` is left out", tag.name);
                self.page.report(Code::HtmlDropped, tag.source.clone(), says, "give it the address of a page or file");
                return false;
            }
            self.html.push(' ');
            self.html.push_str(name);
            self.html.push_str("=\"");
            encode(&url, &mut self.html);
            self.html.push('"');
            return true;
        }
        if lower == "id" && !self.take_id(&decoded(&clean)) {
            return false;
        }
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        let mut text = String::new();
        crate::base::html(&decoded(&clean), &mut text);
        self.html.push_str(&text);
        self.html.push('"');
        true
    }
}
