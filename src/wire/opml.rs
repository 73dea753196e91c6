//! OPML 2.0: the list of all feeds, for readers that take them in one go.

use super::xml::{DECLARATION, attribute, element};

/// One feed.
#[derive(Clone, Copy, Debug)]
pub struct Outline<'a> {
    /// The feed's title, plain text.
    pub title: &'a str,
    /// The RSS feed's URL.
    pub feed_url: &'a str,
    /// The page that shows the same list.
    pub page_url: &'a str,
    /// BCP 47.
    pub language: &'a str,
}

/// Appends the file. OPML wants one outline at least: with none, nothing is appended.
pub fn opml(title: &str, outlines: &[Outline<'_>], out: &mut String) {
    if outlines.is_empty() {
        return;
    }
    out.push_str(DECLARATION);
    out.push_str("<opml version=\"2.0\">\n<head>");
    element("title", title, out);
    out.push_str("</head>\n<body>\n");
    for outline in outlines {
        out.push_str("<outline");
        attribute("text", outline.title, out);
        attribute("title", outline.title, out);
        attribute("type", "rss", out);
        attribute("xmlUrl", outline.feed_url, out);
        attribute("htmlUrl", outline.page_url, out);
        attribute("language", outline.language, out);
        out.push_str("/>\n");
    }
    out.push_str("</body>\n</opml>\n");
}

#[cfg(test)]
mod tests {
    use super::{Outline, opml};

    #[test]
    fn each_feed_is_an_outline() {
        let world = Outline {
            title: "World & \"Sea\"",
            feed_url: "https://post.example/world/rss.xml",
            page_url: "https://post.example/world/",
            language: "en-GB",
        };
        let mut out = String::new();
        opml("Harbour Post", &[world], &mut out);
        assert_eq!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n\
             <head><title>Harbour Post</title></head>\n<body>\n\
             <outline text=\"World &amp; &quot;Sea&quot;\" title=\"World &amp; &quot;Sea&quot;\" type=\"rss\" \
             xmlUrl=\"https://post.example/world/rss.xml\" htmlUrl=\"https://post.example/world/\" language=\"en-GB\"/>\n\
             </body>\n</opml>\n"
        );
    }
}
