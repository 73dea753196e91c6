//! The few forms of XML that the formats share.

use std::borrow::Cow;

use crate::base::xml as escaped;

/// What every XML file begins with.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Appends `<name>text</name>` and a line break.
pub fn line(name: &str, text: &str, out: &mut String) {
    element(name, text, out);
    out.push('\n');
}

/// Appends `<name>text</name>`.
pub fn element(name: &str, text: &str, out: &mut String) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    escaped(text, out);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Appends ` name="value"`.
pub fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escaped(value, out);
    out.push('"');
}

/// Appends a number as an attribute.
pub fn number(name: &str, value: u64, out: &mut String) {
    attribute(name, &value.to_string(), out);
}

/// Appends a CDATA section. Its end can't stand inside one, so `]]>` is cut in two sections
/// (XML 1.0 §2.7); what XML forbids is dropped first, or the rest could close up to a new `]]>`.
pub fn cdata(text: &str, out: &mut String) {
    let text = allowed(text);
    out.push_str("<![CDATA[");
    let mut from = 0;
    for (at, _) in text.match_indices("]]>") {
        out.push_str(&text[from..at + 2]);
        out.push_str("]]><![CDATA[");
        from = at + 2;
    }
    out.push_str(&text[from..]);
    out.push_str("]]>");
}

/// `text` without the characters that XML 1.0 §2.2 forbids.
fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if text.contains(forbidden) { Cow::Owned(text.replace(forbidden, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::cdata;

    #[test]
    fn a_cdata_section_survives_its_own_end() {
        let mut out = String::new();
        cdata("a]]>b]]\u{1}>c", &mut out);
        assert_eq!(out, "<![CDATA[a]]]]><![CDATA[>b]]]]><![CDATA[>c]]>");
    }
}
