//! Escaping for the formats that dateline writes.

/// Appends `text` escaped for HTML text and for attributes in double quotes.
pub fn html(text: &str, out: &mut String) {
    escape(text, out, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    });
}

/// `text` escaped as [`html`] does, as a new string.
pub fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    html(text, &mut out);
    out
}

/// Appends `text` for XML 1.0, text or attribute: escaped, and without what XML forbids
/// (controls but tab, LF and CR, U+FFFE, U+FFFF; XML 1.0 §2.2).
pub fn xml(text: &str, out: &mut String) {
    let forbidden = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if text.contains(forbidden) {
        html(&text.replace(forbidden, ""), out);
    } else {
        html(text, out);
    }
}

/// Appends `text` as a JSON string with its quotes (RFC 8259 §7). `<` becomes `\u003c`, so that
/// the string may stand inside a `<script>`.
pub fn json_string(text: &str, out: &mut String) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let code = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            b'<' => "\\u003c",
            0..0x20 => "",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        if code.is_empty() {
            out.push_str(&format!("\\u{byte:04x}"))
        } else {
            out.push_str(code)
        }
        from = at + 1;
    }
    out.push_str(&text[from..]);
    out.push('"');
}

/// Copies `text` in runs; every byte that `code` knows is ASCII, so the cuts are on boundaries.
fn escape(text: &str, out: &mut String, code: impl Fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(code) = code(byte) {
            out.push_str(&text[from..at]);
            out.push_str(code);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::{attribute, json_string, xml};

    #[test]
    fn each_format_is_closed_against_its_delimiters() {
        assert_eq!(attribute("a<b & \"c\">"), "a&lt;b &amp; &quot;c&quot;&gt;");
        let mut out = String::new();
        xml("a\u{0}\u{b}b\tc\u{FFFF}", &mut out);
        assert_eq!(out, "ab\tc");
        out.clear();
        json_string("</script>\u{1}\"\\", &mut out);
        assert_eq!(out, "\"\\u003c/script>\\u0001\\\"\\\\\"");
    }
}
