//! Headlines and standfirsts with the mark-up that other tools take there, as readers see them.
//!
//! In: a field's text. Out: plain text. Never here: what the field is for.

use super::head::plain;

/// Elements that other tools' headlines and standfirsts hold.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "u", "wbr",
];

/// A headline or a standfirst as readers see it: other tools take mark-up there. HTML and entities always
/// count; Markdown only where `markdown` says so, since a headline may well hold a `*`.
pub(super) fn seen(field: Box<str>, markdown: bool) -> Box<str> {
    let marks: &[char] = if markdown { &['<', '&', '*', '_', '`', '['] } else { &['<', '&'] };
    if !field.contains(marks) {
        return field;
    }
    // A word before it keeps a number or a dash at its head from being taken for a list's.
    let mut source = "x ".to_owned();
    for (at, c) in field.char_indices() {
        let is_text = match c {
            '<' => !is_inline_tag(&field[at + 1..]),
            '>' | '&' | ';' | '#' | '/' | '=' | '"' | '\'' => false,
            c => !markdown && c.is_ascii_punctuation(),
        };
        if is_text {
            source.push('\\');
        }
        source.push(if c == '\n' { ' ' } else { c });
    }
    match plain(&source).strip_prefix("x ") {
        Some(words) if !words.is_empty() => words.into(),
        Some(_) | None => field,
    }
}

/// Whether a tag of [`INLINE`] begins here, after its `<`.
fn is_inline_tag(rest: &str) -> bool {
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    #[test]
    fn fields_are_what_readers_see() {
        for (given, markdown, seen) in [
            ("Action <em>and</em> rest", false, "Action and rest"),
            ("The Interior&#39;s feeds &amp; more", false, "The Interior's feeds & more"),
            ("M*A*S*H: a_b_c [sic] & <canvas> 5 < 6", false, "M*A*S*H: a_b_c [sic] & <canvas> 5 < 6"),
            ("2026. A *Star* of [the sea](/x)", true, "2026. A Star of the sea"),
            ("- One <a href=\"/x\">link</a> [sic] & 5 * 6", true, "- One link [sic] & 5 * 6"),
            ("snake_case_name", true, "snake_case_name"),
            ("two\nlines <b>here</b>", true, "two lines here"),
            ("<b></b>", false, "<b></b>"),
        ] {
            assert_eq!(&*super::seen(given.into(), markdown), seen);
        }
    }
}
