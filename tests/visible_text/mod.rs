//! What a reader sees of a page: the text of its `main`, a block a line.

/// Elements that stand in a line of text; all others begin a new one.
const INLINE: [&str; 21] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "i", "ins", "kbd", "mark", "q", "small",
    "span", "strong", "sub", "sup", "time",
];

/// Elements whose text nobody reads.
const UNSEEN: [&str; 5] = ["head", "script", "style", "template", "svg"];

/// The text of `main` (of the whole page where it has none), a block a line, spaces folded.
pub fn visible_text(html: &str) -> String {
    let main =
        html.find("<main").map(|start| &html[start..html[start..].find("</main>").map_or(html.len(), |n| start + n)]);
    let mut text = String::new();
    let mut rest = main.unwrap_or(html);
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let end = end_of_tag(&rest[open..]).map_or(rest.len(), |n| open + n);
        let tag = &rest[open..end];
        rest = &rest[end..];
        let name: String = tag[1..].trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if UNSEEN.contains(&name.as_str()) && !tag.starts_with("</") && !tag.ends_with("/>") {
            let close = format!("</{name}");
            rest = rest.find(&close).map_or("", |n| &rest[n..]);
        }
        if !INLINE.contains(&name.as_str()) {
            text.push('\n');
        }
    }
    text.push_str(rest);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).map(|line| unescaped(&line) + "\n").collect()
}

/// The byte after the tag's `>`; one inside a quoted value doesn't end it.
fn end_of_tag(tag: &str) -> Option<usize> {
    if tag.starts_with("<!--") {
        return tag.find("-->").map(|n| n + 3);
    }
    let mut quote = None;
    for (n, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(n + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    None
}

/// The text that entities stand for.
pub fn unescaped(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
