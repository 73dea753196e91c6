//! Texts that leave the site: in feeds and in items for other newsrooms.
//!
//! In: a story's text as its page has it. Out: the same where no page is round it: every address absolute. Never here: which
//! stories a feed holds.

use super::Press;
use crate::base::Found;
use crate::edition::Story;

/// The attributes that hold an address.
const ADDRESSES: [&str; 4] = [" href=\"", " src=\"", " poster=\"", " data-src=\""];

impl Press<'_> {
    /// The text of a story with nothing that counts from its page.
    pub(super) fn text_to_carry(&self, story: &Story, found: &mut Found) -> Option<(String, u32)> {
        let text = self.text(story, true, found)?;
        Some((carried(&text.html, &self.absolute(&story.address), &self.base().origin), text.body.words))
    }
}

/// A text whose links within the page, and to other pages of the site, have their hosts.
fn carried(text: &str, page: &str, origin: &str) -> String {
    let mut out = String::with_capacity(text.len() + 512);
    let mut rest = text;
    while let Some(start) = next_address(rest) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if rest.starts_with('#') {
            out.push_str(page);
        } else if rest.starts_with('/') && !rest.starts_with("//") {
            out.push_str(origin);
        }
    }
    out + rest
}

/// Where the next address begins.
fn next_address(text: &str) -> Option<usize> {
    ADDRESSES.iter().filter_map(|sign| Some(text.find(sign)? + sign.len())).min()
}

#[cfg(test)]
mod tests {
    use super::carried;

    #[test]
    fn what_counts_from_the_page_gets_its_host() {
        let text = "<a href=\"#fn-1\">1</a> <a href=\"/a/\">a</a> <img src=\"/b.jpg\"> <a href=\"https://c.example/\">c</a> <a href=\"//d.example/\">d</a> href=\"#x\"";
        assert_eq!(
            carried(text, "https://p.example/n/", "https://p.example"),
            "<a href=\"https://p.example/n/#fn-1\">1</a> <a href=\"https://p.example/a/\">a</a> <img src=\"https://p.example/b.jpg\"> \
             <a href=\"https://c.example/\">c</a> <a href=\"//d.example/\">d</a> href=\"https://p.example/n/#x\""
        );
    }
}
