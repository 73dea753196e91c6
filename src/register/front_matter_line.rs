//! The line that keeps an old address alive, as a story's own front matter would write it.

use crate::base::{Found, json_string};
use crate::copy::text_of;
use crate::edition::Story;
use crate::matter::front_matter;
use crate::site::Site;

/// What to do so that `old` addresses lead to the story: the line for its front matter, with the aliases that it has
/// already.
pub(super) fn aliases_line(story: &Story, old: &[&str], site: &Site) -> String {
    let card = &story.article.card;
    let bytes = site.read(&card.source).unwrap_or_default();
    let text = text_of(&bytes).unwrap_or_default();
    let given = front_matter::read(&card.source, &text, &mut Found::new()).is_some_and(|head| head.given);
    let aliases: Vec<&str> = card.aliases.iter().map(|alias| alias.as_str()).chain(old.iter().copied()).collect();
    let line = line(&text, given, &aliases);
    let source = &card.source;
    match (given, card.aliases.is_empty()) {
        (false, _) => format!("put these lines at the head of {source}\n{line}"),
        (true, true) => format!("add this line to the front matter of {source}\n{line}"),
        (true, false) => format!("put this line in place of the `aliases` of {source}\n{line}"),
    }
}

fn line(text: &str, given: bool, aliases: &[&str]) -> String {
    let quoted = || aliases.iter().map(|alias| quoted(alias)).collect::<Vec<_>>().join(", ");
    let plain = || aliases.iter().map(|alias| plain(alias)).collect::<Vec<_>>().join(", ");
    match text.trim_start().as_bytes().first() {
        _ if !given => format!("---\naliases: [{}]\n---", plain()),
        Some(b'+') => format!("aliases = [{}]", quoted()),
        Some(b'{') => format!("\"aliases\": [{}],", quoted()),
        Some(_) | None => format!("aliases: [{}]", plain()),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    json_string(text, &mut out);
    out
}

/// As YAML takes it in a list without quotation marks, where it does.
fn plain(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~');
    if text.chars().all(is_plain) { text.to_owned() } else { quoted(text) }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_line_is_in_the_files_own_language() {
        let old = ["/a/", "/b, c/"];
        for (text, given, expected) in [
            ("---\ntitle: x\n---\n", true, "aliases: [/a/, \"/b, c/\"]"),
            ("\n+++\n+++\n", true, "aliases = [\"/a/\", \"/b, c/\"]"),
            ("{\"title\": 1}\n", true, "\"aliases\": [\"/a/\", \"/b, c/\"],"),
            ("# Wind\n", false, "---\naliases: [/a/, \"/b, c/\"]\n---"),
        ] {
            assert_eq!(line(text, given, &old), expected);
        }
    }
}
