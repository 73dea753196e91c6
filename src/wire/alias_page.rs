//! The page at an old address, for hosts that read no `_redirects`.
//!
//! It is never `noindex`: search engines follow its refresh and `canonical` to the page.

use crate::base::{Direction, html};

/// What the page says.
#[derive(Clone, Copy, Debug)]
pub struct AliasPage<'a> {
    /// BCP 47.
    pub language: &'a str,
    /// Which way the language runs.
    pub direction: Direction,
    /// The page's absolute URL.
    pub target: &'a str,
    /// The headline that stands there now.
    pub title: &'a str,
    /// "This page has moved", in the language.
    pub moved: &'a str,
}

/// Appends the page.
pub fn alias_page(page: &AliasPage<'_>, out: &mut String) {
    out.push_str("<!doctype html>\n<html lang=\"");
    html(page.language, out);
    out.push_str("\" dir=\"");
    out.push_str(page.direction.as_str());
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    html(page.title, out);
    out.push_str("</title>\n<link rel=\"canonical\" href=\"");
    html(page.target, out);
    out.push_str("\">\n<meta http-equiv=\"refresh\" content=\"0; url=");
    html(page.target, out);
    out.push_str("\">\n</head>\n<body>\n<main>\n<h1>");
    html(page.moved, out);
    out.push_str("</h1>\n<p><a href=\"");
    html(page.target, out);
    out.push_str("\">");
    html(page.title, out);
    out.push_str("</a></p>\n</main>\n</body>\n</html>\n");
}

#[cfg(test)]
mod tests {
    use super::{AliasPage, alias_page};
    use crate::base::Direction;

    #[test]
    fn the_page_leads_on_in_three_ways() {
        let mut out = String::new();
        alias_page(
            &AliasPage {
                language: "ar",
                direction: Direction::Rtl,
                target: "https://post.example/f/?a=\"&b",
                title: "<Ferry> & link",
                moved: "This page has moved",
            },
            &mut out,
        );
        assert_eq!(
            out,
            "<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>&lt;Ferry&gt; &amp; link</title>\n\
             <link rel=\"canonical\" href=\"https://post.example/f/?a=&quot;&amp;b\">\n\
             <meta http-equiv=\"refresh\" content=\"0; url=https://post.example/f/?a=&quot;&amp;b\">\n\
             </head>\n<body>\n<main>\n<h1>This page has moved</h1>\n\
             <p><a href=\"https://post.example/f/?a=&quot;&amp;b\">&lt;Ferry&gt; &amp; link</a></p>\n\
             </main>\n</body>\n</html>\n"
        );
    }
}
