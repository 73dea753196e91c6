//! Whatever is written, it is set without a panic and in balance.

use proptest::prelude::*;

use super::{
    plain,
    test::{fault_in, set_in, shown},
};

/// Pieces that mean something in some language that a text may be mixed of.
#[rustfmt::skip]
const PIECES: [&str; 90] = [
    "a", " ", "\n", "\n\n", "é", "日本", "*", "**", "_", "~~", "`", "```", "```rust\n", "> ", "- ", "1. ", "# ",
    "[", "](", ")", "![", "](/x)", "](https://a.b \"t\")", "[^1]", "[^1]: ", "|", "|--|\n", "\t", "    ",
    "---\n", ": ", "- [ ] ", "<b>", "</b>", "<div>", "</div>", "<p>", "</p>", "<a href=\"/x\">",
    "<a href='#x' id=y>", "</a>", "<img src=x alt=\"y", "\">", "<!--", "-->", "<script>", "</script>",
    "<iframe src=x>", "<h1>", "<li>", "<td>", "<table>", "</table>", "<br/>", "<p markdown=\"1\">",
    "<span markdown=1>", "</span>", "<pre>", "</pre>", "<code>", "</code>", "{{", "}}", "{%", "%}",
    "{{ figure() }}", "{{ figure(a=\"", "\") }}", "{% pullquote() %}", "{% end %}", "{{< figure >}}",
    "{{< /figure >}}", "{% nosuch %}", "{{ x | y }}", "{% comment %}", "{% endcomment %}", "\"", "'", "--",
    "...", "&amp;", "&", "<", ">", "\u{E000}", "\u{E001}", "\u{E002}", "{#x}", "  \n", "<http://a.b>",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![9 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => ".{0,8}"]
}

/// Links and what they may stand in: so many of them that they stand in one another.
#[rustfmt::skip]
const NESTED: [&str; 24] = [
    "<a href=\"/x\">", "<a href=\"https://a.b\">", "<a href='#x' id=y>", "</a>", "[", "](/x)", "![", "<http://a.b>",
    "<b>", "</b>", "<p>", "</p>", "<li>", "<td>", "<h1>", "<div>", "</div>", "<span markdown=1>", "</span>", "a", "\n",
    "\n\n", "> ", "- ",
];

fn nested() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&NESTED[..]), 0..60).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mixed_texts_are_balanced(text in text()) {
        let (body, _) = set_in("en", &text);
        let mut last = 0;
        for mark in &body.marks {
            prop_assert!(mark.at >= last && body.html.is_char_boundary(mark.at as usize));
            prop_assert!(mark.source.start <= mark.source.end && mark.source.end as usize <= text.len());
            last = mark.at;
        }
        // Braces may come together from what isn't shown between them; that is no tag.
        let escaped = ["\\", "&#", "/*", "<!", "<?"].iter().any(|way| text.contains(way))
            || text.replace("{{< ", "").contains("{<")
            || text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t'));
        prop_assert_eq!(fault_in(&shown(&body), !escaped), None, "{}", body.html);
        prop_assert!(plain(&text, 0, 50).len() <= 50);
    }

    #[test]
    fn nested_links_are_balanced(text in nested()) {
        let (body, _) = set_in("en", &text);
        prop_assert_eq!(fault_in(&shown(&body), true), None, "{}", body.html);
    }

    #[test]
    fn any_text_is_set(text in "\\PC{0,200}|[\\s\\S]{0,200}") {
        let (body, _) = set_in("fr", &text);
        prop_assert_eq!(fault_in(&shown(&body), false), None, "{}", body.html);
    }
}
