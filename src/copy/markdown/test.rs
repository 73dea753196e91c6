//! What the text half makes of Markdown, and checks that other tests share.

use super::{Setting, body, inline};
use crate::{
    base::{Found, Lang, SourcePath},
    copy::{
        Body, Insert,
        raw_html::{Token, Tokens},
    },
};

/// Components that the tests' theme has.
fn has_component(name: &str) -> bool {
    matches!(name, "figure" | "pullquote" | "factbox" | "image" | "youtube" | "live_entry")
}

/// Sets `text` in the language `lang`.
pub(in crate::copy) fn set_in(lang: &str, text: &str) -> (Body, Found) {
    let (source, lang) = (SourcePath::new("content/a.md"), Lang::parse(lang).expect("a tag"));
    let setting = Setting { source: &source, lang: &lang, smart_punctuation: true, components: &has_component };
    body(text, 0, &setting)
}

/// Sets `text` and puts what the marks stand for into the HTML.
pub(in crate::copy) fn set(text: &str) -> String {
    shown(&set_in("en", text).0)
}

/// The codes of the faults in `text`, each with its line.
pub(in crate::copy) fn faults(text: &str) -> Vec<(&'static str, u32)> {
    set_in("en", text).1.iter().map(|fault| (fault.code.as_str(), fault.place.line)).collect()
}

/// The HTML of `body` with a stand-in for each mark.
pub(in crate::copy) fn shown(body: &Body) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for mark in &body.marks {
        out.push_str(&body.html[at..mark.at as usize]);
        at = mark.at as usize;
        match &mark.what {
            Insert::LinkOpen { href, .. } => out.push_str(&format!("<a href=\"@{}\">", crate::base::attribute(href))),
            Insert::LinkClose => out.push_str("</a>"),
            Insert::Image { src, alt, title, figure } => {
                let [src, alt, title] = [src, alt, title].map(|text| crate::base::attribute(text));
                let name = if *figure { "figure" } else { "" };
                out.push_str(&format!("<img class=\"{name}\" src=\"@{src}\" alt=\"{alt}\" title=\"{title}\">"));
            }
            Insert::Call(call) => {
                out.push_str(&format!("<x-{}>", call.name));
                out.push_str(&call.body.as_ref().map(shown).unwrap_or_default());
                out.push_str(&format!("</x-{}>", call.name));
            }
        }
    }
    out.push_str(&body.html[at..]);
    out
}

/// Says what is wrong with the nesting of `html`, or that braces of a tag stand outside of code.
pub(in crate::copy) fn fault_in(html: &str, braces: bool) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut tokens = Tokens::new(html);
    while let Some((token, range)) = tokens.next() {
        match token {
            Token::Open { name: "br" | "hr" | "img" | "input" | "source" | "track" | "wbr" | "col", .. } => {}
            Token::Open { name, attributes, .. } => {
                let is_block =
                    matches!(name, "p" | "div" | "ul" | "ol" | "table" | "h2" | "blockquote" | "pre" | "aside");
                let within = |outer: &str| {
                    open.iter().rev().take(40).take_while(|name| !name.starts_with("x-")).any(|name| *name == outer)
                };
                if is_block && within("p") || name == "a" && within("a") {
                    return Some(format!("<{name}> inside of {open:?}"));
                }
                open.push(name);
                if braces && (attributes.contains("{{") || attributes.contains("{%")) {
                    return Some(format!("braces in {attributes}"));
                }
            }
            Token::Close { name } => match open.pop() {
                Some(opened) if opened == name => {}
                opened => return Some(format!("</{name}> at {} closes {opened:?}", range.start)),
            },
            Token::Comment => return Some("a comment".to_owned()),
            Token::Text(text) => {
                let in_code = open.iter().any(|name| matches!(*name, "code" | "pre"));
                if braces && !in_code && (text.contains("{{") || text.contains("{%")) {
                    return Some(format!("braces in {text:?}"));
                }
                if text.contains('<') || text.contains(['\u{E000}', '\u{E001}', '\u{E002}']) {
                    return Some(format!("not escaped: {text:?}"));
                }
            }
        }
    }
    if html.contains("<p></p>") {
        return Some("an empty paragraph".to_owned());
    }
    open.last().map(|name| format!("<{name}> is never closed"))
}

#[test]
fn paragraphs_lists_and_spans_are_commonmark() {
    assert_eq!(
        set("A *b* **c** ~~d~~ `e<`\nf  \ng\n\n- x\n- y\n\n3. z\n\n---\n\n> q\n"),
        "<p>A <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;</code>\nf<br>\ng</p>\n<ul>\n<li>x</li>\n<li>y</li>\n\
         </ul>\n<ol start=\"3\">\n<li>z</li>\n</ol>\n<hr>\n<blockquote>\n<p>q</p>\n</blockquote>\n"
    );
    assert_eq!(
        set("- [x] a\n- [ ] b"),
        "<ul>\n<li><span class=\"box\">☑</span> a</li>\n<li><span class=\"box\">☐</span> b</li>\n</ul>\n"
    );
    assert_eq!(set("Term\n: meaning\n"), "<dl>\n<dt>Term</dt>\n<dd>meaning</dd>\n</dl>\n");
}

#[test]
fn headings_begin_at_two_and_have_anchors() {
    let (body, _) = set_in("en", "# One *x* `y`\n\n### Two {#two}\n\n# One x y\n\n#\n");
    assert_eq!(
        body.html,
        "<h2 id=\"one-x-y\">One <em>x</em> <code>y</code></h2>\n<h3 id=\"two\">Two</h3>\n<h2 id=\"one-x-y-2\">One x y</h2>\n"
    );
    let outline: Vec<_> = body.headings.iter().map(|h| (h.level, &*h.id, &*h.text)).collect();
    assert_eq!(outline, [(2, "one-x-y", "One x y"), (3, "two", "Two"), (2, "one-x-y-2", "One x y")]);
}

#[test]
fn links_within_the_site_are_marks_and_others_are_written() {
    assert_eq!(
        set("[a](../b.md#c) [d](https://e.org/ü \"t\") [f](#g) <h@i.org> <https://j.org/--k>"),
        "<p><a href=\"@../b.md#c\">a</a> <a href=\"https://e.org/%C3%BC\" rel=\"external\" title=\"t\">d</a> \
         <a href=\"#g\">f</a> <a href=\"mailto:h@i.org\">h@i.org</a> <a href=\"https://j.org/--k\" rel=\"external\">\
         https://j.org/--k</a></p>\n"
    );
    assert_eq!(set("x [](a) [b]() y"), "<p>x  b y</p>\n");
    assert_eq!(set("[a](javascript:x) ![b](data:image/png,x)"), "<p>a</p>\n");
    assert_eq!(faults("[a](javascript:x)\n\n![b](data:x)"), [("html-dropped", 1), ("html-dropped", 3)]);
}

#[test]
fn pictures_alone_lose_their_paragraph() {
    let image = |class, alt, title| format!("<img class=\"{class}\" src=\"@a.jpg\" alt=\"{alt}\" title=\"{title}\">");
    assert_eq!(set("![*b* c](a.jpg)"), format!("{}\n", image("", "b c", "")));
    assert_eq!(set("![b](a.jpg \"t\")\n\nx"), format!("{}\n<p>x</p>\n", image("figure", "b", "t")));
    let both = format!("{}\n{}\n", image("figure", "b", "t (u) v"), image("figure", "[c]", "w"));
    assert_eq!(set("![b](a.jpg \"t (u) v\")\n![[c]](a.jpg 'w')"), both);
    assert_eq!(set("![b](a.jpg \"t\") x"), format!("<p>{} x</p>\n", image("", "b", "t")));
    assert_eq!(
        set("![b](a.jpg \"t\") ![c](a.jpg) x"),
        format!("<p>{} {} x</p>\n", image("", "b", "t"), image("", "c", ""))
    );
    assert_eq!(set("x ![b](a.jpg \"t\")"), format!("<p>x {}</p>\n", image("", "b", "t")));
    assert_eq!(set("![b](a.jpg)\ny"), format!("<p>{}\ny</p>\n", image("", "b", "")));
    assert_eq!(set("[![b](a.jpg)](/c)"), format!("<p><a href=\"@/c\">{}</a></p>\n", image("", "b", "")));
}

#[test]
fn footnotes_are_linked_both_ways() {
    let html = set("A[^x] b[^y] c[^x].\n\n[^y]: Why.\n[^x]: *Ex* [l](/m)\n[^z]: never named\n");
    assert!(html.contains("<a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a>"), "{html}");
    assert!(html.contains("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"fn-1\"><p><em>Ex</em> <a href=\"@/m\">l</a> <a href=\"#fnref-1\""), "{html}");
    assert!(html.contains("↩</a></p></li>\n<li id=\"fn-2\"><p>Why. <a"), "{html}");
    assert!(!html.contains("never named"));
    assert_eq!(fault_in(&html, true), None);
}

#[test]
fn tables_say_what_heads_a_column() {
    assert_eq!(
        set("| a | |\n|:--|--:|\n| *b* | 2 |\n"),
        "<div class=\"table\" tabindex=\"0\">\n<table>\n<thead>\n<tr><th scope=\"col\" class=\"align-left\">a</th><td></td></tr>\n</thead>\n<tbody>\n\
         <tr><td class=\"align-left\"><em>b</em></td><td class=\"align-right\">2</td></tr>\n</tbody>\n\
         </table>\n</div>\n"
    );
}

#[test]
fn quotes_follow_the_language() {
    for (lang, text, html) in [
        ("en", "\"*A*\" 'b' don't '90s -- c --- d...", "“<em>A</em>” ‘b’ don’t ’90s – c — d…"),
        ("en", "He said, \"[x](/y).\" (\"z\")", "He said, “<a href=\"@/y\">x</a>.” (“z”)"),
        ("en", "\"'a' b\" \\\"c\\\" `\"d\"` 'tis 5-6 ----", "“‘a’ b” \"c\" <code>&quot;d&quot;</code> ’tis 5-6 ----"),
        ("lt", "\"a\" 'b'", "„a“ ‚b‘"),
        ("de", "\"a 'b'\"", "„a ‚b‘“"),
        ("de-CH", "\"a\"", "«a»"),
        ("pl", "\"a\"", "„a”"),
        ("fr", "\"a\" l'eau", "«\u{202F}a\u{202F}» l’eau"),
        ("es", "¿\"a\"?", "¿«a»?"),
        ("uk", "\"а\" об'єкт", "«а» об’єкт"),
        ("ar", "\"a\"", "“a”"),
        ("fi", "\"a\"", "”a”"),
        ("ja", "\"a\"", "&quot;a&quot;"),
        ("xx", "a\"b\"\nc", "a“b”\nc"),
    ] {
        assert_eq!(shown(&set_in(lang, text).0), format!("<p>{html}</p>\n"), "{lang}");
    }
}

#[test]
fn addresses_in_text_keep_their_dashes() {
    assert_eq!(set("see https://a.org/b--c... -- d"), "<p>see https://a.org/b--c... – d</p>\n");
}

#[test]
fn lines_of_chinese_and_japanese_run_on() {
    assert_eq!(set_in("ja", "日本\n語\nabc").0.html, "<p>日本語\nabc</p>\n");
    assert_eq!(set_in("ko", "한국\n어").0.html, "<p>한국\n어</p>\n");
}

#[test]
fn words_are_counted() {
    assert_eq!(set_in("en", "One two *three* four\nfive\n\n- six\n- seven eight\n\n# Nine\n").0.words, 9);
    assert_eq!(set_in("ja", "日本語日本語").0.words, 4);
    assert_eq!(set_in("en", "").0.words, 0);
}

#[test]
fn code_is_highlighted_where_its_language_is_known() {
    let (body, _) = set_in("en", "```rust\nfn f() {}\n```\n");
    assert!(
        body.has_code
            && body.html.starts_with("<pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"hl-k\">fn"),
        "{}",
        body.html
    );
    let (body, _) = set_in("ar", "```nosuch\n<{{ x }}>\n```\n\n    {% y %}\n");
    assert!(!body.has_code);
    assert_eq!(
        body.html,
        "<pre tabindex=\"0\" dir=\"ltr\"><code class=\"language-nosuch\">&lt;{{ x }}&gt;\n</code></pre>\n\
         <pre tabindex=\"0\" dir=\"ltr\"><code>{% y %}\n</code></pre>\n"
    );
}

#[test]
fn a_line_stays_a_line() {
    let (source, lang) = (SourcePath::new("content/a.md"), Lang::parse("en").expect("a tag"));
    let setting = Setting { source: &source, lang: &lang, smart_punctuation: true, components: &has_component };
    for (text, html) in [
        ("2024. \"A\" *b*", "2024. “A” <em>b</em>"),
        ("# not a heading\n\n- nor a list", "# not a heading  - nor a list"),
        ("<div>x</div>", "x"),
        ("a {{ figure() }} b", "a  b"),
    ] {
        assert_eq!(shown(&inline(text, &setting)), html);
    }
}

#[test]
fn huge_and_deep_texts_are_set_in_time() {
    for text in [
        "a ".repeat(1_000_000),
        "> ".repeat(20_000),
        "[".repeat(100_000),
        "*a _b ".repeat(50_000),
        "<div>".repeat(50_000),
        format!("{}{}", "<b>".repeat(50_000), "</i>".repeat(50_000)),
        "{{".repeat(200_000),
        "{{ '".repeat(100_000),
        "{% raw %}".repeat(100_000),
        "{% comment %}\n".repeat(50_000),
        "{{< figure >}}".repeat(50_000),
        "{% pullquote() %}".repeat(20_000),
        "{{ \"\\\"\n".repeat(50_000),
        "`{% raw %}` ".repeat(50_000),
        "# a\n".repeat(50_000),
        "a {{ figure() }} ".repeat(50_000),
        "{{ nosuch() }}{% if %}".repeat(50_000),
        "<p markdown=\"1\">".repeat(20_000),
        "- ".repeat(2_000),
        "\"'".repeat(100_000),
    ] {
        let html = set(&text);
        assert_eq!(fault_in(&html, true), None, "{}", &text[..20]);
    }
}
