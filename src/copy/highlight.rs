//! Code in colour: syntect's scopes become spans of a dozen classes.
//!
//! In: a language's name and code. Out: escaped HTML; the same for the same code. Grammars are loaded with the
//! first block that names a language they know. Never here: colours, which are the theme's.
//!
//! Classes: `hl-a` attribute names, `hl-c` comments, `hl-d` deleted lines, `hl-f` functions, `hl-h` headings,
//! `hl-i` inserted lines, `hl-k` keywords, `hl-n` numbers and constants, `hl-o` operators, `hl-s` strings,
//! `hl-t` types and tags, `hl-v` variables.

use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};

/// Blocks above this many bytes are set plain: a grammar reads some 1 MB a second.
const LONGEST_BLOCK: usize = 200_000;

/// So are blocks with a longer line: grammars may take time by its square.
const LONGEST_LINE: usize = 3_000;

/// Scopes and their classes; the first that fits the innermost scope counts. `None` sets the text plain,
/// whatever stands round it: code inside of a string.
const CLASSES: [(&str, Option<char>); 33] = [
    ("comment", Some('c')),
    ("punctuation.definition.comment", Some('c')),
    ("constant.character.escape", Some('n')),
    ("string", Some('s')),
    ("constant", Some('n')),
    ("keyword.operator", Some('o')),
    ("keyword", Some('k')),
    ("storage.type.numeric", Some('n')),
    ("storage", Some('k')),
    ("entity.name.function", Some('f')),
    ("entity.name.macro", Some('f')),
    ("entity.name.section", Some('h')),
    ("entity.name.tag", Some('t')),
    ("entity.name.label", Some('v')),
    ("entity.name", Some('t')),
    ("entity.other.attribute-name", Some('a')),
    ("entity.other.inherited-class", Some('t')),
    ("support.function", Some('f')),
    ("support.macro", Some('f')),
    ("support.type.property-name", Some('a')),
    ("support.constant", Some('n')),
    ("support", Some('t')),
    ("variable.function", Some('f')),
    ("variable.language", Some('k')),
    ("variable.parameter", Some('v')),
    ("variable.other.readwrite.assignment", Some('v')),
    ("markup.deleted", Some('d')),
    ("markup.inserted", Some('i')),
    ("markup.heading", Some('h')),
    ("meta.diff.header", Some('h')),
    ("meta.interpolation", None),
    ("meta.template.expression", None),
    ("source.shell.embedded", None),
];

struct Grammars {
    set: SyntaxSet,
    classes: Vec<(Scope, Option<char>)>,
}

fn grammars() -> &'static Grammars {
    static LOADED: OnceLock<Grammars> = OnceLock::new();
    LOADED.get_or_init(|| {
        let scope = |(name, class): &(&str, Option<char>)| Scope::new(name).ok().map(|scope| (scope, *class));
        Grammars { set: SyntaxSet::load_defaults_newlines(), classes: CLASSES.iter().filter_map(scope).collect() }
    })
}

/// The language that a fence names: the first word, without what other generators put round it.
pub(super) fn language(info: &str) -> &str {
    let info = info.trim_start_matches(['{', '.', ' ']);
    &info[..info.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':')).unwrap_or(info.len())]
}

/// Names that writers use for a language and grammars don't.
fn other_name(language: &str) -> &str {
    match language {
        "ts" | "tsx" | "jsx" | "mjs" | "cjs" | "typescript" | "node" => "js",
        "shell" | "console" | "terminal" | "shell-session" | "shellscript" | "zsh" | "ksh" => "bash",
        "golang" => "go",
        "jsonc" | "json5" | "jsonl" | "geojson" => "json",
        "c#" | "csharp" => "cs",
        "c++" => "cpp",
        "objc" => "objective-c",
        "patch" => "diff",
        "svg" => "xml",
        "py3" | "python3" => "python",
        "postgresql" | "postgres" | "mysql" | "sqlite" => "sql",
        _ => language,
    }
}

fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    if language.is_empty() {
        return None;
    }
    let language = language.to_ascii_lowercase();
    if matches!(&*language, "text" | "txt" | "plain" | "plaintext" | "none" | "nohighlight") {
        return None;
    }
    grammars().set.find_syntax_by_token(other_name(&language))
}

/// Appends `code` with spans; false, and nothing written, when the language is unknown or the code too long.
pub(super) fn set(language: &str, code: &str, out: &mut String) -> bool {
    let too_long = code.len() > LONGEST_BLOCK || code.lines().any(|line| line.len() > LONGEST_LINE);
    let Some(grammar) = grammar(language).filter(|_| !too_long) else { return false };
    let start = out.len();
    let mut spans = Spans { out, class: None, blanks: String::new() };
    let done = walk(grammar, code, &mut spans);
    spans.change(None);
    spans.write_blanks();
    if !done {
        out.truncate(start);
    }
    done
}

fn walk(grammar: &SyntaxReference, code: &str, spans: &mut Spans) -> bool {
    let known = grammars();
    let (mut state, mut stack) = (ParseState::new(grammar), ScopeStack::new());
    for line in code.split_inclusive('\n') {
        let Ok(changes) = state.parse_line(line, &known.set) else { return false };
        let mut from = 0;
        for (at, change) in &changes {
            if *at > from {
                spans.text(&line[from..*at], class_of(&stack, known));
                from = *at;
            }
            if matches!(change, ScopeStackOp::Noop) {
                continue;
            }
            if stack.apply(change).is_err() {
                return false;
            }
        }
        spans.text(&line[from..], class_of(&stack, known));
    }
    true
}

/// The class of the innermost scope that has one.
fn class_of(stack: &ScopeStack, known: &Grammars) -> Option<char> {
    let of_scope = |scope: &Scope| {
        let fits = known.classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
        fits.map(|(_, class)| *class)
    };
    stack.as_slice().iter().rev().find_map(of_scope).flatten()
}

/// Writes runs of one class as one span.
struct Spans<'a> {
    out: &'a mut String,
    class: Option<char>,
    /// Blanks after the last text: they look the same in any class, so they neither begin nor end a span.
    blanks: String,
}

impl Spans<'_> {
    fn change(&mut self, class: Option<char>) {
        if self.class == class {
            return;
        }
        if self.class.is_some() {
            self.out.push_str("</span>");
        }
        self.write_blanks();
        if let Some(class) = class {
            self.out.push_str("<span class=\"hl-");
            self.out.push(class);
            self.out.push_str("\">");
        }
        self.class = class;
    }

    fn write_blanks(&mut self) {
        plain(&self.blanks, self.out);
        self.blanks.clear();
    }

    fn text(&mut self, text: &str, class: Option<char>) {
        let end = text.trim_end().len();
        if end > 0 {
            self.change(class);
            self.write_blanks();
            plain(&text[..end], self.out);
        }
        self.blanks.push_str(&text[end..]);
    }
}

/// Appends `code` escaped, without controls that HTML forbids.
pub(super) fn plain(code: &str, out: &mut String) {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if !code.bytes().any(|b| b < b' ' || b == 127) {
        return crate::base::html(code, out);
    }
    for part in code.split(forbidden) {
        crate::base::html(part, out);
    }
}

#[cfg(test)]
mod tests {
    use super::{language, plain, set};

    #[test]
    fn code_gets_few_spans() {
        let mut out = String::new();
        assert!(set("rust", "// a\nfn f() -> u8 { \"<\" }\n", &mut out));
        assert!(out.starts_with("<span class=\"hl-c\">// a</span>\n"), "{out}");
        assert!(out.contains("<span class=\"hl-k\">fn</span>"), "{out}");
        assert!(out.contains("<span class=\"hl-s\">&quot;&lt;&quot;</span>"), "{out}");
    }

    #[test]
    fn unknown_languages_and_huge_lines_are_left_plain() {
        let mut out = String::new();
        assert!(!set("nosuch", "x", &mut out) && !set("", "x", &mut out) && !set("text", "x", &mut out));
        assert!(!set("js", &"(".repeat(100_000), &mut out));
        assert!(out.is_empty());
        plain("a\u{0}<\u{b}b", &mut out);
        assert_eq!(out, "a&lt;b");
    }

    #[test]
    fn fences_name_languages_in_many_ways() {
        for info in ["rust", "rust,ignore", "{.rust}", "rust {linenos=true}", "rust title=x"] {
            assert_eq!(language(info), "rust", "{info}");
        }
    }
}
