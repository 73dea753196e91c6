//! What becomes of raw HTML.

use crate::copy::markdown::test::{fault_in, faults, set};

#[test]
fn balanced_html_is_kept() {
    for html in [
        "<div class=\"a\" dir=\"rtl\">\n<p>b &amp; c</p>\n</div>\n",
        "<figure>\n<figcaption>a</figcaption>\n</figure>\n",
        "<details open><summary>a</summary>b</details>\n",
        "<table><caption>x</caption><tr><td colspan=\"2\">a</td></tr></table>\n",
    ] {
        assert_eq!(set(html), html);
        assert_eq!(faults(html), []);
    }
    assert_eq!(set("a <mark>b</mark><br/>c <sub>d</sub>"), "<p>a <mark>b</mark><br>c <sub>d</sub></p>\n");
}

#[test]
fn what_is_left_open_is_closed_and_told() {
    assert_eq!(set("<div><span>a\n\nb\n"), "<div><span>a\nb\n</span></div>");
    assert_eq!(faults("a\n\n<div>b\n"), [("html-unbalanced", 3)]);
    assert_eq!(set("- <b>a\n- c</b>\n"), "<ul>\n<li><b>a</b></li>\n<li>c</li>\n</ul>\n");
    assert_eq!(faults("- <b>a\n- c</b>\n"), [("html-unbalanced", 1), ("html-unbalanced", 2)]);
    assert_eq!(set("*a <b>c* d</b>"), "<p><em>a <b>c</b></em> d</p>\n");
}

#[test]
fn end_tags_that_html_does_without_are_written() {
    assert_eq!(set("<ul><li>a<li>b</ul>"), "<ul><li>a</li><li>b</li></ul>\n");
    assert_eq!(set("<p>a<p>b<div>c</div>"), "<p>a</p><p>b</p><div>c</div>\n");
    assert_eq!(
        set("<table><tr><th>a<td>b<tr><td>c</table>"),
        "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>\n"
    );
    assert_eq!(faults("<ul><li>a<li>b</ul>\n\n<p>a<p>b"), []);
}

#[test]
fn what_pages_may_not_hold_is_left_out() {
    for (given, html) in [
        ("<script>alert(1)</script>a", "a\n"),
        ("a <script>b *c*</script> d", "<p>a  d</p>\n"),
        ("a <style>b", "<p>a</p>\n"),
        ("<form action=\"x\"><p>a</p></form>", "<p>a</p>\n"),
        ("<p onclick=\"x\" style='y' class=z>a</p>", "<p class=\"z\">a</p>\n"),
        ("<object data=\"x\"><p>a</p></object>", "<p>a</p>"),
        ("<a href=\"java&#115;cript:x\">a</a>", "<p>a</p>\n"),
        ("<a href=\" &#1;JaVa\tScript&colon;x\">a</a>", "<p>a</p>\n"),
        ("<p>\n<img src=x onerror=y>", "<p>\n<img class=\"\" src=\"@x\" alt=\"\" title=\"\">\n</p>"),
        (
            "<iframe src=\"https://a.org/b\" title=\"T\">c</iframe>",
            "<p class=\"embed-link\"><a href=\"https://a.org/b\" rel=\"external\">T</a></p>\n",
        ),
        ("x <iframe src=\"//a.org\"></iframe> y", "<p>x <a href=\"//a.org\" rel=\"external\">a.org</a> y</p>\n"),
    ] {
        assert_eq!(set(given), html, "{given}");
        assert_eq!(fault_in(html, true), None);
        assert_eq!(faults(given).is_empty(), given.contains("onerror"), "{given}");
    }
}

#[test]
fn links_pictures_and_headings_are_as_in_markdown() {
    assert_eq!(set("<a href=\"/b\" title=\"c\">d</a>"), "<p><a href=\"@/b\">d</a></p>\n");
    assert_eq!(
        set("<a class=\"x\" target=\"_blank\" href=\"https://a.org?b&amp;c\">d</a>"),
        "<p><a href=\"https://a.org?b&amp;c\" rel=\"external\" class=\"x\">d</a></p>\n"
    );
    assert_eq!(
        set("<div><img src=\"a.jpg\" alt=\"b\n &eacute;\" width=3></div>"),
        "<div><img class=\"\" src=\"@a.jpg\" alt=\"b é\" title=\"\"></div>\n"
    );
    assert_eq!(set("<h1>a</h1>\n\n## b"), "<h2>a</h2>\n<h3 id=\"b\">b</h3>\n");
    assert_eq!(set("<p id=\"a\">x</p><p id=\"a\">y</p>\n\n# a"), "<p id=\"a\">x</p><p>y</p>\n<h2 id=\"a-2\">a</h2>\n");
    assert_eq!(set("<a name=\"x\"></a>b"), "<p><span id=\"x\"></span>b</p>\n");
    assert_eq!(set("[a <a href=\"/c\">b</a>](/d)"), "<p><a href=\"@/d\">a b</a></p>\n");
    assert_eq!(set("<a href=\"/d\">a [b](/c)</a>"), "<p><a href=\"@/d\">a b</a></p>\n");
}

#[test]
fn names_that_html_does_not_know_are_text() {
    assert_eq!(set("Vec<String> and </none> <jobs>"), "<p>Vec&lt;String&gt; and &lt;/none&gt; &lt;jobs&gt;</p>\n");
}

#[test]
fn comments_are_not_shown() {
    assert_eq!(set("<!-- a\n\nb -->\n\nc <!-- d --> e"), "<p>c  e</p>\n");
    assert_eq!(set("<div>a<!-- b --></div>"), "<div>a</div>\n");
}

#[test]
fn markdown_inside_of_html_is_read_where_it_says_so() {
    let given = "<aside markdown=\"1\" class=\"q\">\n  <img src=\"a.jpg\" alt=\"b\">\n  Text *c*\n  <p markdown=\"1\" class=\"r\">\n— [d](/e)\n  </p>\n</aside>\n\nf";
    assert_eq!(
        set(given),
        "<aside class=\"q\">\n<p><img class=\"\" src=\"@a.jpg\" alt=\"b\" title=\"\">\nText <em>c</em></p>\n\
         <p class=\"r\">\n— <a href=\"@/e\">d</a>\n</p>\n</aside>\n<p>f</p>\n"
    );
    assert_eq!(faults(given), []);
    assert_eq!(
        set("<div dir='rtl' markdown='1'>\n\n# a\n\n</div>"),
        "<div dir=\"rtl\">\n<h2 id=\"a\">a</h2>\n</div>\n"
    );
    assert_eq!(set("a <span markdown=\"1\">*b*</span>"), "<p>a <span><em>b</em></span></p>\n");
    assert_eq!(set("<td markdown=\"1\">*b*</td>"), "<td>\n<p><em>b</em></p>\n</td>\n");
}

#[test]
fn blocks_in_running_text_end_the_paragraph() {
    assert_eq!(set("a <div>b</div> c"), "<p>a</p>\n<div>b</div><p>c</p>\n");
    assert_eq!(set("*a <div>b</div>* c"), "<p><em>a b</em> c</p>\n");
    assert_eq!(set("# a <div>b</div>"), "<h2 id=\"a-b\">a b</h2>\n");
    assert_eq!(set("<p>a\n\n- b\n\nc</p>"), "<p>a\n</p>\n<ul>\n<li>b</li>\n</ul>\n<p>c</p>\n");
}

#[test]
fn a_link_holds_no_other_however_many_begin_in_it() {
    let ten = "<a href=\"/x\">".repeat(10);
    assert_eq!(set(&format!("{ten}a{}b", "</a>".repeat(10))), "<p><a href=\"@/x\">a</a>b</p>\n");
}
