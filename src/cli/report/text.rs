//! Diagnostics for people: message, place, excerpt with a caret, help.

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet, Title};

use super::visible::{visible, visible_excerpt};
use crate::{
    base::{Diagnostic, Place, Severity},
    cli::voice::Voice,
};

/// One diagnostic; ends in a new line.
pub fn diagnostic(diagnostic: &Diagnostic, voice: &Voice) -> String {
    let title = level(diagnostic.severity).primary_title(visible(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut elements = place(&diagnostic.place, AnnotationKind::Primary, None);
    for (at, words) in &diagnostic.also {
        elements.extend(place(at, AnnotationKind::Context, Some(words)));
    }
    if let Some(help) = &diagnostic.help {
        elements.push(Element::Message(Level::HELP.message(lines(help))));
    }
    render(title, elements, voice)
}

/// A message without a code and a place; ends in a new line.
pub fn message(severity: Severity, message: &str, help: Option<&str>, voice: &Voice) -> String {
    let told = render(level(severity).primary_title(lines(message)), Vec::new(), voice);
    let help = help.map(|help| render(Level::HELP.primary_title(lines(help)), Vec::new(), voice));
    told + &help.unwrap_or_default()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Off => Level::NOTE,
        Severity::Warn => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

fn render<'a>(title: Title<'a>, elements: Vec<Element<'a>>, voice: &Voice) -> String {
    let renderer = if voice.colours { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.term_width(voice.width).render(&[title.elements(elements)]);
    text.lines().filter(|line| !is_nameless(line)).flat_map(|line| [line, "\n"]).collect()
}

/// The renderer announces an excerpt without a path by a line ` ::: ` that names nothing. Ours have
/// none, because their place is said above them; see [`place`].
fn is_nameless(line: &str) -> bool {
    let mut pieces = line.split('\u{1b}').enumerate();
    let bare = pieces.all(|(n, piece)| {
        let plain = if n == 0 { piece } else { piece.split_once('m').map_or(piece, |(_, plain)| plain) };
        matches!(plain.trim(), "" | ":::")
    });
    bare && line.contains(":::")
}

/// The place, and its line with a caret below. The column is said by us: an excerpt may begin in the
/// middle of a line.
fn place<'a>(place: &'a Place, kind: AnnotationKind, words: Option<&'a str>) -> Vec<Element<'a>> {
    let mut origin = Origin::path(visible(place.file.as_str()));
    if place.line > 0 {
        origin = origin.line(place.line as usize);
    }
    if place.line > 0 && place.column > 0 {
        origin = origin.char_column(place.column as usize);
    }
    let mut elements = vec![Element::Origin(origin)];
    match &place.excerpt {
        Some((row, range)) => {
            let (row, span) = visible_excerpt(row, range.start as usize..range.end as usize);
            let annotation = kind.span(span).label(words.map(visible));
            let snippet: Snippet<'_, Annotation<'_>> = Snippet::source(row).line_start(place.line.max(1) as usize);
            elements.push(Element::Cause(snippet.annotation(annotation)));
        }
        None => elements.extend(words.map(|words| Element::Message(Level::NOTE.message(lines(words))))),
    }
    elements
}

/// Safe text that keeps its line breaks.
fn lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::diagnostic;
    use crate::{
        base::{Code, Diagnostic, Place, SourcePath},
        cli::{
            args::{VoiceFlags, When},
            surroundings::Surroundings,
            voice::Voice,
        },
    };

    fn at(file: &str, text: &str, meant: &str) -> Place {
        let start = text.find(meant).expect("the text holds it");
        Place::of(&SourcePath::new(file), text, start..start + meant.len())
    }

    fn plain(fault: Diagnostic) -> String {
        diagnostic(&fault, &Voice::plain())
    }

    #[test]
    fn place_excerpt_caret_and_help() {
        let text = "# A\n\nSee [the ferry](../ferry.md) there.\n";
        let fault = Diagnostic::new(Code::LinkBroken, at("content/a.md", text, "../ferry.md"))
            .says("there is no file `content/ferry.md`")
            .help("did you mean `../town/ferry.md`?");
        insta::assert_snapshot!(plain(fault), @r"
        error[link-broken]: there is no file `content/ferry.md`
         --> content/a.md:3:17
          |
        3 | See [the ferry](../ferry.md) there.
          |                 ^^^^^^^^^^^
          |
          = help: did you mean `../town/ferry.md`?
        ");
    }

    #[test]
    fn other_places_follow_with_their_words() {
        let (one, two) = ("---\ntitle: A\nslug: x\n---\n", "---\nslug: x\n---\n");
        let fault = Diagnostic::new(Code::AddressTaken, at("content/b.md", two, "slug: x"))
            .says("/world/x/ is already taken")
            .also(at("content/a.md", one, "slug: x"), "first claimed here")
            .also(Place::file(&SourcePath::new("content/c.md")), "and here")
            .help("give one of them another `slug`");
        insta::assert_snapshot!(plain(fault), @r"
        error[address-taken]: /world/x/ is already taken
         --> content/b.md:2:1
          |
        2 | slug: x
          | ^^^^^^^
         ::: content/a.md:3:1
          |
        3 | slug: x
          | ------- first claimed here
         ::: content/c.md
          = note: and here
          = help: give one of them another `slug`
        ");
    }

    #[test]
    fn a_whole_file_has_no_line() {
        let fault =
            Diagnostic::new(Code::NotUtf8, Place::file(&SourcePath::new("content/a.md"))).says("it isn't UTF-8");
        insta::assert_snapshot!(plain(fault), @r"
        error[not-utf8]: it isn't UTF-8
        --> content/a.md
        ");
    }

    #[test]
    fn the_column_is_the_files_where_the_excerpt_is_cut() {
        let text = format!("{}HERE{}", "x".repeat(5_000), "y".repeat(5_000));
        let fault =
            Diagnostic::new(Code::HtmlUnbalanced, at("content/a.md", &text, "HERE")).says("a tag is never closed");
        insta::assert_snapshot!(plain(fault), @r"
        warning[html-unbalanced]: a tag is never closed
         --> content/a.md:1:5001
          |
        1 | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxHEREyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...
          |                                                                                 ^^^^
        ");
    }

    #[test]
    fn wide_and_right_to_left_letters_keep_the_caret_below() {
        let text = "漢字 عربي é\u{301} HERE\n";
        let fault = Diagnostic::new(Code::Empty, at("content/漢.md", text, "HERE")).says("x");
        insta::assert_snapshot!(plain(fault), @r"
        warning[empty]: x
         --> content/漢.md:1:12
          |
        1 | 漢字 عربي é́ HERE
          |             ^^^^
        ");
    }

    #[test]
    fn nothing_from_a_file_steers_the_terminal() {
        let evil = "a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\tHERE\r";
        let fault = Diagnostic::new(Code::Empty, at(evil, evil, "HERE")).says(evil).help(evil);
        let fault = fault.also(at(evil, evil, "HERE"), evil).also(Place::file(&SourcePath::new(evil)), evil);
        let text = plain(fault.clone());
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
        let colours = VoiceFlags { color: When::Always, ..VoiceFlags::default() };
        let coloured = diagnostic(&fault, &Voice::of(&colours, &Surroundings::still()));
        let ours = coloured.replace("\u{1b}[", "");
        assert!(coloured.contains("\u{1b}[") && !ours.chars().any(|c| c.is_control() && c != '\n'), "{coloured:?}");
    }
}
