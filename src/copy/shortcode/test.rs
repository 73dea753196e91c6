//! What becomes of tags.

use crate::copy::{
    Call, Field, Insert,
    markdown::test::{faults, set, set_in},
};

fn first_call(text: &str) -> Call {
    let (body, found) = set_in("en", text);
    assert!(found.is_empty(), "{found:?}");
    match body.marks.into_iter().map(|mark| mark.what).next() {
        Some(Insert::Call(call)) => *call,
        other => panic!("{other:?} in {text}"),
    }
}

fn args(text: &str) -> Vec<(String, Field)> {
    first_call(text).args.into_iter().map(|(name, value)| (name.into(), value)).collect()
}

fn text(text: &str) -> Field {
    Field::Text(text.into())
}

#[test]
fn every_spelling_gives_the_same_arguments() {
    let expected =
        [("src".to_owned(), text("a b")), ("n".to_owned(), Field::Integer(3)), ("ok".to_owned(), Field::Bool(true))];
    for call in [
        "{{ figure(src=\"a b\", n=3, ok=true) }}",
        "{{figure(src='a b',n=3,ok=true,)}}",
        "{{< figure src=\"a b\" n=3 ok=true >}}",
        "{{% figure src=`a b` n=3 ok=true /%}}",
        "{{<figure src=\"a b\"\n n=3 ok=true>}}",
        "{% figure src=\"a b\" n=3 ok=true %}",
        "{%- figure src: \"a b\", n: 3, ok: true -%}",
    ] {
        assert_eq!(args(call), expected, "{call}");
    }
}

#[test]
fn arguments_without_names_are_values() {
    let expected = [("value".to_owned(), text("a")), ("value2".to_owned(), text("b"))];
    for call in ["{{ image(\"a\", \"b\") }}", "{{< image a b >}}", "{% image \"a\" \"b\" %}"] {
        assert_eq!(args(call), expected, "{call}");
    }
    assert_eq!(args("{{< youtube 007 >}}"), [("value".to_owned(), text("007"))]);
}

#[test]
fn lists_maps_and_numbers_are_read() {
    let call = "{{ figure(list=[\"a\", 1.5, [-2]], map={a: null, \"b c\": \"\\\"}}\\n\"}) }}";
    assert_eq!(
        args(call),
        [
            ("list".to_owned(), Field::List(vec![text("a"), Field::Float(1.5), Field::List(vec![Field::Integer(-2)])])),
            ("map".to_owned(), Field::Map(vec![("a".into(), Field::Null), ("b c".into(), text("\"}}\n"))])),
        ]
    );
}

#[test]
fn hyphens_and_underscores_are_one_name() {
    assert_eq!(&*first_call("{% live-entry(time=\"9:00\") %}x{% end %}").name, "live_entry");
    assert_eq!(&*first_call("{% live_entry() %}x{% end %}").name, "live_entry");
}

#[test]
fn bodies_are_markdown_and_calls_nest() {
    assert_eq!(
        set("{% factbox() %}\n# A\n\n{% pullquote() %}*b*{% end %}\n{{ figure() }}\n{% end %}\n\n# A\n"),
        "<x-factbox><h2 id=\"a\">A</h2>\n<x-pullquote><p><em>b</em></p>\n</x-pullquote>\n<x-figure></x-figure>\n</x-factbox>\n\
         <h2 id=\"a-2\">A</h2>\n"
    );
    assert_eq!(
        set("{{< figure >}}a{{< /figure >}} {{< figure >}}"),
        "<x-figure><p>a</p>\n</x-figure> <x-figure></x-figure>\n"
    );
    assert_eq!(set("{% figure x %}a{% endfigure %}"), "<x-figure><p>a</p>\n</x-figure>\n");
    assert_eq!(
        set("> {% factbox() %}\n> a\n> {% end %}\n\nb"),
        "<blockquote>\n<x-factbox><p>a</p>\n</x-factbox>\n</blockquote>\n<p>b</p>\n"
    );
    assert_eq!(
        set("- x\n\n  {% factbox() %}\n  a\n  - b\n  {% end %}\n"),
        "<ul>\n<li><p>x</p>\n<x-factbox><p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</x-factbox>\n</li>\n</ul>\n"
    );
}

#[test]
fn a_call_on_its_own_line_stands_between_paragraphs() {
    assert_eq!(set("a\n{{ figure() }}\nb"), "<p>a</p>\n<x-figure></x-figure>\n<p>b</p>\n");
    assert_eq!(set("a {{ figure() }} b"), "<p>a <x-figure></x-figure> b</p>\n");
    assert_eq!(set("{{ figure() }}"), "<x-figure></x-figure>\n");
    assert_eq!(set("*a {{ figure() }}*"), "<p><em>a <x-figure></x-figure></em></p>\n");
}

#[test]
fn unknown_tags_are_told_and_never_printed() {
    for (given, html) in [
        ("a {{ nosuch(x=1) }} b", "<p>a  b</p>\n"),
        ("a {{< nosuch x >}}*in*{{< /nosuch >}} b", "<p>a <em>in</em> b</p>\n"),
        ("{% nosuch() %}*in*{% end %}", "<p><em>in</em></p>\n"),
        ("a {{ page.title | upcase }} b", "<p>a  b</p>\n"),
        ("{% include \"x.html\" a=\"b %}\" %}", ""),
        ("[x]({{ \"/a/\" | url }}) b", "<p>x b</p>\n"),
        ("![x]({{ y }}/a.jpg) b", "<p>b</p>\n"),
        ("<img src=\"{{ y }}/a.jpg\"><a href='{{ y }}'>z</a>", "<p>z</p>\n"),
        ("it {{ isn't }} b", "<p>it  b</p>\n"),
        ("{{{ a }}} b", "<p>b</p>\n"),
    ] {
        assert_eq!(set(given), html, "{given}");
        assert!(faults(given).iter().all(|fault| *fault == ("shortcode-unknown", 1)), "{given}");
        assert!(!faults(given).is_empty(), "{given}");
    }
    assert_eq!(faults("a\n\n{% if x %}\nb\n{% endif %}\n").len(), 1);
    assert_eq!(
        set("a\n\n{% if x %}\n| b |\n|---|\n{% endif %}\n\nc"),
        "<p>a</p>\n<div class=\"table\" tabindex=\"0\">\n<table>\n<thead>\n<tr><th scope=\"col\">b</th></tr>\n</thead>\n</table>\n</div>\n\
         <p>c</p>\n"
    );
}

#[test]
fn broken_calls_are_errors_with_a_place() {
    for (given, line) in [
        ("{{ figure(a=b) }}", 1),
        ("a\n{{ figure(a=\"b\" c) }}", 2),
        ("\n\n{{ figure(", 3),
        ("{% pullquote() %}a", 1),
        ("a {% end %}", 1),
        ("{{ figure(a=1, a=2) }}", 1),
        ("{{ a", 1),
        ("{% comment %} a", 1),
    ] {
        let found = set_in("en", given).1;
        let fault = found.first().unwrap_or_else(|| panic!("{given}"));
        assert_eq!(
            (fault.code.as_str(), fault.place.line),
            (if given.contains("comment") { "shortcode-unknown" } else { "shortcode-broken" }, line),
            "{given}"
        );
        assert!(fault.help.is_some() && fault.place.excerpt.is_some());
        assert!(!set(given).contains('{'), "{given}");
    }
}

#[test]
fn code_keeps_its_braces() {
    assert_eq!(set("`{{ x }}` <code>{% y %}</code>"), "<p><code>{{ x }}</code> <code>{% y %}</code></p>\n");
    assert_eq!(set("<pre>\n{{ x }}\n\n{{ y }}</pre>"), "<pre>\n{{ x }}\n\n{{ y }}</pre>\n");
    assert_eq!(set("`{% raw %}{{{% endraw %}a}}`"), "<p><code>{{a}}</code></p>\n");
    assert_eq!(faults("`{{ x }}` `{% raw %}{{{% endraw %}a}}`"), []);
}

#[test]
fn protected_braces_are_text() {
    assert_eq!(set("a {% raw %}{{ *b* }} {% c %}{% endraw %}"), "<p>a {{ <em>b</em> }} {% c %}</p>\n");
    assert_eq!(set("\\{{ a }}"), "<p>{{ a }}</p>\n");
    assert_eq!(set("{{</* a */>}}"), "<p>{{&lt; a &gt;}}</p>\n");
    assert_eq!(faults("\\{{ a }} {{</* a */>}} {% raw %}{{ a }}{% endraw %}"), []);
}

#[test]
fn comments_are_dropped_without_a_word() {
    for given in [
        "a {% comment %}{{ x }}{% endcomment %}",
        "a {{< comment >}} x {{< /comment >}}",
        "a {{% comment %}}x{{% /comment %}}",
        "a {{/* x */}}",
        "a {% # x %}",
        "a <!-- {{ x }} -->",
    ] {
        assert_eq!(set(given), "<p>a</p>\n", "{given}");
        assert_eq!(faults(given), [], "{given}");
    }
}

#[test]
fn places_in_a_file_survive_what_was_taken_out() {
    let given = "{{ figure() }} {{ nosuch() }}\n\n{% factbox() %}\n{{ other }}\n\n[x](javascript:y)\n{% end %}\n\n<b>";
    assert_eq!(
        faults(given),
        [("shortcode-unknown", 1), ("shortcode-unknown", 4), ("html-dropped", 6), ("html-unbalanced", 9)]
    );
}

#[test]
fn private_use_characters_of_the_text_stand_for_nothing() {
    assert_eq!(set("a\u{E000}0\u{E001}b\u{E002}\u{E003} {{ figure() }}"), "<p>a0b\u{E003} <x-figure></x-figure></p>\n");
}
