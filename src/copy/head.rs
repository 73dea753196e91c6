//! The head of an article's text: what front matter doesn't say and the text does.
//!
//! In: the text, what is still wanted. Out: headline, standfirst, dateline, the first words, and where
//! the text goes on. Never here: the text's HTML, a guess at an author.

use std::{borrow::Cow, ops::Range};

use memchr::memmem;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{dateline, fields::one_line};

/// What front matter says, or leaves to the text.
pub(super) struct Wanted<'a> {
    /// The headline of the front matter.
    pub title: Option<&'a str>,
    /// No standfirst is given.
    pub standfirst: bool,
    /// Nothing is given that says in short what the story is.
    pub opening: bool,
    /// The dateline of the front matter.
    pub dateline: Option<&'a str>,
    /// It is journalism, so it may begin with a dateline.
    pub news: bool,
}

/// What the head of the text told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Head {
    pub title: Option<Box<str>>,
    pub standfirst: Option<Box<str>>,
    pub dateline: Option<Box<str>>,
    pub agency: Option<Box<str>>,
    pub opening: Option<Box<str>>,
    /// Where the text goes on after what was taken from it.
    pub text_start: usize,
}

/// No headline or first paragraph is looked at further than this, in bytes.
const FAR: usize = 4096;
/// The first paragraph is looked for in so many bytes.
const WINDOW: usize = 64 << 10;
/// The first words are cut to so many characters.
const OPENING: usize = 300;

/// Reads the head of the text that begins at `start`.
pub(super) fn read(text: &str, start: usize, wanted: &Wanted<'_>) -> Head {
    let mut head = Head { text_start: start, ..Head::default() };
    if let Some(heading) = heading(text, skip_unseen(text, start), 1) {
        let words = plain(&text[heading.clone()]);
        match wanted.title {
            None if !words.is_empty() => {
                head.title = Some(words);
                head.text_start = heading.end;
            }
            Some(title) if same_words(title, &words) => head.text_start = heading.end,
            Some(_) | None => {}
        }
    }
    if head.title.is_some()
        && wanted.standfirst
        && let Some(heading) = heading(text, skip_unseen(text, head.text_start), 2)
    {
        head.standfirst = Some(plain(&text[heading.clone()])).filter(|words| !words.is_empty());
        head.text_start = heading.end;
    }
    if wanted.news {
        take_dateline(text, wanted.dateline, &mut head);
    }
    if wanted.opening && head.standfirst.is_none() {
        head.opening = opening(text, head.text_start);
    }
    head
}

fn take_dateline(text: &str, given: Option<&str>, head: &mut Head) {
    let start = skip_unseen(text, head.text_start);
    let Some(line) = dateline::read(&text[start..]) else { return };
    if let Some(given) = given {
        let own = |n: usize| line.place.chars().take(n).flat_map(char::to_lowercase);
        // Another place than the desk's is part of the story.
        if !own(given.chars().count()).eq(given.chars().flat_map(char::to_lowercase)) {
            return;
        }
    }
    head.dateline = Some(line.place);
    head.agency = line.agency;
    head.text_start = start + line.end;
}

/// The start of the first line that readers would see: past blank lines and comments.
fn skip_unseen(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        let seen = at + blank;
        let line = text[at..seen].rfind('\n').map_or(at, |n| at + n + 1);
        if !text[seen..].starts_with("<!--") {
            return line;
        }
        let Some(end) = memmem::find(&text.as_bytes()[seen..], b"-->").map(|n| seen + n + 3) else { return line };
        let row_end = line_end(text, end);
        if !text[end..row_end].trim().is_empty() {
            return line;
        }
        at = (row_end + 1).min(text.len());
    }
}

fn line_end(text: &str, from: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |at| from + at)
}

/// The heading of that level that begins here, with its line break (CommonMark §4.2 and §4.3).
fn heading(text: &str, start: usize, level: usize) -> Option<Range<usize>> {
    let end = line_end(text, start);
    let row = &text[start..end];
    let bare = row.trim_start_matches(' ');
    if row.len() - bare.len() > 3 || row.len() > FAR || bare.is_empty() {
        return None;
    }
    let marks = bare.len() - bare.trim_start_matches('#').len();
    if marks > 0 {
        let ends = bare[marks..].trim_end().is_empty() || bare[marks..].starts_with([' ', '\t']);
        return (marks == level && ends).then_some(start..(end + 1).min(text.len()));
    }
    if opens_block(bare) {
        return None;
    }
    let line = if level == 1 { '=' } else { '-' };
    let mut from = (end + 1).min(text.len());
    // A headline of more than three lines is a paragraph.
    for _ in 0..3 {
        let end = line_end(text, from);
        let row = text[from..end].trim_end();
        let mark = row.trim_start_matches(' ');
        if row.len() - mark.len() <= 3 && !mark.is_empty() && mark.chars().all(|c| c == line) {
            return Some(start..(end + 1).min(text.len()));
        }
        if mark.is_empty() || opens_block(mark) || end - start > FAR {
            return None;
        }
        from = (end + 1).min(text.len());
    }
    None
}

/// Whether a line opens something else than a paragraph.
pub(super) fn opens_block(row: &str) -> bool {
    let digits = row.len() - row.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = |n: usize| matches!(row.as_bytes().get(n), None | Some(b' ' | b'\t' | b'\r' | b'\n'));
    match row.as_bytes() {
        [b'>' | b'|', ..]
        | [b'`', b'`', b'`', ..]
        | [b'~', b'~', b'~', ..]
        | [b':', b':', b':', ..]
        | [b'{', b':', ..] => true,
        [b'<', ..] => !begins_inline(row),
        [b'-' | b'*' | b'+', ..] if after(1) => true,
        [b'-' | b'*' | b'_' | b'=', ..] => {
            let mark = row.as_bytes()[0];
            row.trim_end().len() >= 3 && row.bytes().all(|b| b == mark || b.is_ascii_whitespace())
        }
        [b'#', ..] => after(row.len() - row.trim_start_matches('#').len()),
        [b'[', ..] => row.split_once(']').is_some_and(|(_, rest)| rest.starts_with(':')),
        _ if digits > 0 && digits < 10 => matches!(row.as_bytes().get(digits), Some(b'.' | b')')) && after(digits + 1),
        _ => false,
    }
}

/// Whether a line that begins with `<` begins with inline HTML or an autolink.
fn begins_inline(row: &str) -> bool {
    const INLINE: [&str; 18] = [
        "a", "abbr", "b", "bdi", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong",
        "sub", "sup",
    ];
    let name = row[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name)) || row[1..].starts_with("http")
}

/// Headings that differ only by case, punctuation or spaces say the same.
fn same_words(a: &str, b: &str) -> bool {
    let words =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let first = words(a);
    !first.is_empty() && first == words(b)
}

/// The words of a heading.
pub(super) fn plain(markdown: &str) -> Box<str> {
    let markdown = without_tags(markdown);
    let mut out = String::with_capacity(markdown.len());
    collect(&markdown, "", &mut out, |_| true);
    one_line(&out)
}

/// Appends the text of the first block that `wants` accepts. Links count as their words, pictures and HTML not at all.
fn collect(markdown: &str, definitions: &str, out: &mut String, wants: impl Fn(&Tag<'_>) -> bool) {
    let mut lookups = 0;
    let callback = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        let defined = match link.link_type {
            LinkType::Shortcut | LinkType::ShortcutUnknown => {
                lookups += 1;
                lookups <= 8
                    && memmem::find(definitions.as_bytes(), format!("[{}]:", link.reference).as_bytes()).is_some()
            }
            _ => true,
        };
        defined.then(|| ("#".into(), "".into()))
    };
    let options = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_STRIKETHROUGH;
    let (mut depth, mut pictures, mut inside) = (0usize, 0usize, false);
    for event in Parser::new_with_broken_link_callback(markdown, options, Some(callback)) {
        match event {
            Event::Start(tag) => {
                inside |= depth == 0 && wants(&tag);
                pictures += usize::from(matches!(tag, Tag::Image { .. }));
                depth += 1;
            }
            Event::End(tag) => {
                depth -= 1;
                pictures -= usize::from(tag == TagEnd::Image);
                if depth == 0 && inside {
                    return;
                }
            }
            Event::Text(words) | Event::Code(words) if inside && pictures == 0 => out.push_str(&words),
            Event::SoftBreak | Event::HardBreak if inside && pictures == 0 => out.push(' '),
            Event::InlineHtml(html) if inside && html.starts_with("<br") => out.push(' '),
            _ => {}
        }
    }
}

/// Without shortcodes, Liquid tags and footnote marks; what stands in backticks stays.
fn without_tags(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains(['{', '['])
        || !(markdown.contains("{{") || markdown.contains("{%") || markdown.contains("[^"))
    {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['{', '[', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let close = match rest.as_bytes() {
            [b'{', b'{', ..] => "}}",
            [b'{', b'%', ..] => "%}",
            [b'[', b'^', ..] => "]",
            [b'`', ..] => {
                let ticks = rest.len() - rest.trim_start_matches('`').len();
                let code = rest[ticks..].find(&rest[..ticks]).map_or(ticks, |end| end + 2 * ticks);
                out.push_str(&rest[..code]);
                rest = &rest[code..];
                continue;
            }
            _ => {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
                continue;
            }
        };
        let length = rest.find(close).map_or(rest.len(), |end| end + close.len());
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The first paragraph as plain text, cut at a word.
fn opening(text: &str, start: usize) -> Option<Box<str>> {
    let window = floor_boundary(text, (start + WINDOW).min(text.len()));
    let mut at = start;
    let mut out = String::new();
    while at < window {
        at = skip_unseen(text, at).max(at);
        if at >= window {
            break;
        }
        let row = &text[at..line_end(text, at)];
        let bare = row.trim_start();
        if bare.is_empty() {
            break;
        }
        let indented = row.len() - bare.len() > 3 || row.starts_with('\t');
        if indented || opens_block(bare) {
            at = after_block(text, at, bare);
            continue;
        }
        let end = paragraph_end(text, at);
        let slice = &text[at..floor_boundary(text, end.min(at + FAR))];
        collect(&without_tags(slice), &text[at..], &mut out, |tag| matches!(tag, Tag::Paragraph));
        let words = one_line(&out);
        if words.chars().any(char::is_alphanumeric) {
            return Some(shorten(words));
        }
        out.clear();
        debug_assert!(end > at, "a paragraph has a line");
        at = end;
    }
    None
}

/// Where what isn't a paragraph ends.
fn after_block(text: &str, at: usize, row: &str) -> usize {
    let next = (line_end(text, at) + 1).min(text.len());
    let name: String =
        row.chars().skip(1).take_while(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let fence = row.bytes().next().unwrap_or(b' ');
    if row.starts_with('<') && matches!(name.as_str(), "script" | "style" | "pre" | "textarea") {
        let close = memmem::find(&text.as_bytes()[at..], format!("</{name}").as_bytes());
        return close.map_or(text.len(), |n| (line_end(text, at + n) + 1).min(text.len()));
    }
    match fence {
        b'`' | b'~' => {
            let close = [b'\n', fence, fence, fence];
            memmem::find(&text.as_bytes()[next - 1..], &close)
                .map_or(text.len(), |n| (line_end(text, next + n) + 1).min(text.len()))
        }
        b'#' | b'-' | b'_' | b'=' | b':' | b'[' | b'{' if !row.starts_with("- ") => next,
        _ => paragraph_end(text, at).max(next),
    }
}

/// The start of the blank line that ends a paragraph.
fn paragraph_end(text: &str, start: usize) -> usize {
    let mut at = start;
    while at < text.len() {
        let end = line_end(text, at);
        if text[at..end].trim().is_empty() {
            return at.max(start);
        }
        at = end + 1;
    }
    text.len()
}

/// At most [`OPENING`] characters, cut at a word where there is one near.
fn shorten(words: Box<str>) -> Box<str> {
    if words.chars().nth(OPENING).is_none() {
        return words;
    }
    // One character less, for the ellipsis.
    let limit = words.char_indices().nth(OPENING - 1).map_or(words.len(), |(at, _)| at);
    let whole_word = words[limit..].starts_with(' ');
    let end = words[..limit].rfind(' ').filter(|space| !whole_word && *space > limit / 2).unwrap_or(limit);
    format!("{}…", words[..end].trim_end_matches([' ', ',', ';', ':', '–', '—', '('])).into()
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Head, Wanted, read};

    const ALL: Wanted<'_> = Wanted { title: None, standfirst: true, opening: true, dateline: None, news: true };

    fn rest<'t>(text: &'t str, head: &Head) -> &'t str {
        &text[head.text_start..]
    }

    #[test]
    fn headings_at_the_head_are_headline_and_standfirst() {
        for (text, title, standfirst, left) in [
            ("# A *bold* [move](x) #\n\nText", Some("A bold move"), None, "\nText"),
            ("\n<!-- note\n -->\n# A\n## B & C\nText", Some("A"), Some("B & C"), "Text"),
            ("# A {#id}\r\n\r\nText", Some("A"), None, "\r\nText"),
            ("A headline\n==========\nA standfirst\n---\nText", Some("A headline"), Some("A standfirst"), "Text"),
            ("# A\n\nText\n\n## B\n", Some("A"), None, "\nText\n\n## B\n"),
            ("## B\n\nText", None, None, "## B\n\nText"),
            ("Text\n\n# A\n", None, None, "Text\n\n# A\n"),
            ("#hashtag\n", None, None, "#hashtag\n"),
            ("    # code\n", None, None, "    # code\n"),
            ("- a\n===\n", None, None, "- a\n===\n"),
            ("# `{{ x }}` {{< y >}}\n", Some("{{ x }}"), None, ""),
            ("#\nText", None, None, "#\nText"),
            ("# A", Some("A"), None, ""),
        ] {
            let head = read(text, 0, &ALL);
            assert_eq!(
                (head.title.as_deref(), head.standfirst.as_deref(), rest(text, &head)),
                (title, standfirst, left),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_headline_that_the_text_repeats_is_skipped() {
        let given = |title| Wanted { title: Some(title), ..ALL };
        let text = "# The **ferry**, again!\n## Part one\nText";
        assert_eq!(rest(text, &read(text, 0, &given("The ferry again"))), "## Part one\nText");
        assert_eq!(rest(text, &read(text, 0, &given("The bus"))), text);
    }

    #[test]
    fn the_opening_is_the_first_real_paragraph() {
        for (text, opening) in [
            ("First *words*,\nand `code`.\n\nMore", Some("First words, and code.")),
            (
                "![a picture](a.jpg)\n\n{{< figure src=\"x\" >}}\n\n<!-- c -->\n## Head\n\n- list\n\n> quote\n\nAt [last][], [this][r] [sic].[^1]",
                Some("At last, this [sic]."),
            ),
            ("See [College]({{ \"/x/\" | url }}) and [here].\n\n[here]: x", Some("See College and here.")),
            ("```\ncode\n\ncode\n```\nText", Some("Text")),
            ("<script>\nx\n\ny\n</script>\nText", Some("Text")),
            ("<div dir=\"rtl\">\n\nText<br>more <em>so</em>", Some("Text more so")),
            ("<em>So</em> it is", Some("So it is")),
            ("{% raw %}\n\n***\n\n    code\n\nText", Some("Text")),
            ("| a |\n|---|\n\n***\n", None),
            ("<!-- never closed", None),
            ("***\n   ", None),
            ("{% raw %}\n\u{a0}", None),
            ("```", None),
            ("![](a.jpg)\n \t", None),
            ("", None),
        ] {
            assert_eq!(read(text, 0, &ALL).opening.as_deref(), opening, "{text:?}");
        }
    }

    #[test]
    fn the_opening_is_cut_at_a_word() {
        let long = read(&"word, ".repeat(100), 0, &ALL).opening.expect("an opening");
        assert!(long.ends_with("word…") && long.chars().count() <= 300, "{long}");
        let solid = read(&"字".repeat(1000), 0, &ALL).opening.expect("an opening");
        assert_eq!(solid.chars().count(), 300);
        let exact = "a".repeat(300);
        assert_eq!(read(&exact, 0, &ALL).opening.as_deref(), Some(exact.as_str()));
    }

    #[test]
    fn the_dateline_is_taken_out_of_the_text() {
        let text = "\nVILNIUS, Lithuania (Agency) — The ferry sails.";
        let head = read(text, 0, &ALL);
        assert_eq!((head.dateline.as_deref(), head.agency.as_deref()), (Some("VILNIUS, Lithuania"), Some("Agency")));
        assert_eq!(rest(text, &head), "The ferry sails.");
        assert_eq!(head.opening.as_deref(), Some("The ferry sails."));
        let given = |dateline| Wanted { dateline: Some(dateline), ..ALL };
        assert_eq!(rest(text, &read(text, 0, &given("Vilnius"))), "The ferry sails.");
        assert_eq!(rest(text, &read(text, 0, &given("RIGA"))), text);
        assert_eq!(rest(text, &read(text, 0, &Wanted { news: false, ..ALL })), text);
    }

    #[test]
    fn a_long_text_is_not_read_to_its_end() {
        let text = format!("{}\n{}", "x".repeat(5_000_000), "[a](".repeat(1_000_000));
        let head = read(&text, 0, &ALL);
        assert!(head.opening.is_some_and(|opening| opening.chars().count() <= 300));
    }
}
