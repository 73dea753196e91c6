//! Bodies: the marks that the text left open are filled in.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Press;
use super::files::{is_remote, missing};
use super::resolve::Target;
use crate::base::{Address, Code, Diagnostic, Found, Place, SourcePath, html};
use crate::copy::{Body, Insert, Mark};
use crate::edition::{Desk, StoryId};

/// Where a body is printed.
pub(super) struct Page<'p> {
    /// The source that it comes from.
    pub source: &'p SourcePath,
    /// The source's whole text, for excerpts; empty where none is at hand.
    pub text: &'p str,
    /// The page's address.
    pub here: &'p Address,
    /// Its desk.
    pub desk: &'p Desk,
    /// Whether addresses must be absolute: in feeds.
    pub absolute: bool,
    /// The page's own story.
    pub story: Option<StoryId>,
    /// Anchors that were given out, with how often.
    pub anchors: RefCell<BTreeMap<String, usize>>,
    /// The entries of running coverage: their anchors, and whether a new day begins.
    pub entries: super::live::Places,
}

impl<'p> Page<'p> {
    /// A page that isn't a story's.
    pub(super) fn plain(source: &'p SourcePath, text: &'p str, here: &'p Address, desk: &'p Desk) -> Page<'p> {
        Page {
            source,
            text,
            here,
            desk,
            absolute: false,
            story: None,
            anchors: RefCell::default(),
            entries: super::live::Places::new(),
        }
    }

    pub(super) fn place(&self, mark: &Mark) -> Place {
        let range = mark.source.start as usize..mark.source.end as usize;
        if self.text.is_empty() { Place::file(self.source) } else { Place::of(self.source, self.text, range) }
    }
}

impl Press<'_> {
    /// Appends a body's HTML with its links, pictures and components.
    pub(super) fn fill(&self, body: &Body, page: &Page<'_>, out: &mut String, found: &mut Found) {
        self.fill_from(body, 0, page, out, found);
    }

    /// The same from a byte on; no mark may stand before it.
    pub(super) fn fill_from(&self, body: &Body, start: usize, page: &Page<'_>, out: &mut String, found: &mut Found) {
        out.reserve(body.html.len() + body.marks.len() * 64);
        let (mut from, mut open) = (start, Vec::new());
        for (number, mark) in body.marks.iter().enumerate() {
            let at = mark.at as usize;
            out.push_str(&body.html[from..at]);
            from = at;
            match &mark.what {
                Insert::LinkOpen { href, title } => open.push(self.open_link(href, title, mark, page, out, found)),
                Insert::LinkClose => {
                    if open.pop() == Some(true) {
                        out.push_str("</a>");
                    }
                }
                Insert::Image { src, alt, title, figure } => {
                    self.push_image(&[src, alt, title], *figure, mark, page, out, found);
                }
                Insert::Call(call) => {
                    let start = out.len();
                    self.push_component(call, mark, page, out, found);
                    let is_last_here = body.marks.get(number + 1).is_none_or(|next| next.at > mark.at);
                    from += leave_paragraph(out, start, body.html[at..].starts_with("</p>") && is_last_here);
                }
            }
        }
        out.push_str(&body.html[from..]);
    }

    /// Opens a link, unless its text is to stand alone; tells which.
    fn open_link(
        &self,
        href: &str,
        title: &str,
        mark: &Mark,
        page: &Page<'_>,
        out: &mut String,
        found: &mut Found,
    ) -> bool {
        let fault = |code, says: String| Diagnostic::new(code, page.place(mark)).says(says);
        let href = match self.resolve(href, page.source, page.here, page.absolute) {
            Target::Href(href) => href,
            Target::Unpublished => {
                let says = format!("{href} isn't published, so the link is printed as plain text");
                found.push(fault(Code::LinkUnpublished, says));
                return false;
            }
            Target::Broken => {
                let help =
                    "a link to another article counts from this file's folder, or begins with `@/` for `content/`";
                found.push(fault(Code::LinkBroken, format!("there is no article at {href}")).help(help));
                return false;
            }
            Target::Nowhere(written) => {
                found.push(fault(Code::LinkNowhere, format!("no page of this site stands at {href}")));
                written
            }
            Target::FileMissing(written) => {
                found.push(fault(Code::FileMissing, format!("{href} isn't there")));
                written
            }
        };
        out.push_str("<a href=\"");
        html(&href, out);
        if !title.is_empty() {
            out.push_str("\" title=\"");
            html(title, out);
        }
        out.push_str("\">");
        true
    }

    /// A picture of the text: `[src, alt, title]`.
    fn push_image(
        &self,
        [src, alt, title]: &[&str; 3],
        figure: bool,
        mark: &Mark,
        page: &Page<'_>,
        out: &mut String,
        found: &mut Found,
    ) {
        let Some(picture) = self.text_picture(src, page.source) else {
            let mut fault = missing(page.source, src);
            fault.place = page.place(mark);
            found.push(fault);
            return html(alt, out);
        };
        found.extend(self.picture_fault(&picture.shown, src, page.place(mark)));
        let alt = if alt.is_empty() { picture.rights.alt.as_deref().unwrap_or_default() } else { alt };
        if alt.is_empty() && !is_remote(src) {
            found.push(
                Diagnostic::new(Code::AltMissing, page.place(mark))
                    .says(format!("the picture {src} has no alternative text"))
                    .help("say in the brackets what it shows: `![a ferry at the quay](ferry.jpg)`"),
            );
        }
        if !figure {
            return self.push_picture(&picture, alt, title, page.absolute, out);
        }
        out.push_str("<figure>");
        self.push_picture(&picture, alt, "", page.absolute, out);
        out.push_str("<figcaption>");
        html(title, out);
        if let Some(credit) = picture.rights.credit_line() {
            out.push_str(" <span class=\"credit\">");
            html(credit, out);
            out.push_str("</span>");
        }
        out.push_str("</figcaption></figure>");
    }
}

/// A block can't stand in a paragraph: where what was printed from `start` on is one, the paragraph that is open ends
/// before it, and what follows is another; none where its end follows at once (`ends`). Gives how many bytes of that
/// end are not to be printed.
fn leave_paragraph(out: &mut String, start: usize, ends: bool) -> usize {
    const BLOCKS: [&str; 8] = ["<figure", "<aside", "<article", "<section", "<div", "<p", "<blockquote", "<nav"];
    let printed = out[start..].trim_start();
    let is_block = BLOCKS.iter().any(|tag| printed.strip_prefix(tag).is_some_and(|rest| rest.starts_with([' ', '>'])));
    let open = out[..start].rfind("<p>").filter(|at| !out[*at..start].contains("</p>"));
    let (Some(open), true) = (open, is_block) else { return 0 };
    if out[open + 3..start].trim().is_empty() {
        out.replace_range(open..start, "");
    } else {
        out.insert_str(start, "</p>\n");
    }
    if ends {
        "</p>".len()
    } else {
        out.push_str("\n<p>");
        0
    }
}

#[cfg(test)]
mod tests {
    use super::leave_paragraph;

    #[test]
    fn blocks_leave_their_paragraph() {
        let left = |before: &str, block: &str, ends: bool| {
            let mut out = before.to_owned();
            out.push_str(block);
            let skipped = leave_paragraph(&mut out, before.len(), ends);
            (out, skipped)
        };
        let figure = "<figure>x</figure>";
        assert_eq!(left("<p>a ", figure, true), ("<p>a </p>\n<figure>x</figure>".to_owned(), 4));
        assert_eq!(left("<p>a ", figure, false), ("<p>a </p>\n<figure>x</figure>\n<p>".to_owned(), 0));
        assert_eq!(left("<p>", figure, true), (figure.to_owned(), 4));
        assert_eq!(left("<p>a</p>\n", figure, false), (format!("<p>a</p>\n{figure}"), 0));
        assert_eq!(left("<p>a ", "<b>x</b>", true), ("<p>a <b>x</b>".to_owned(), 0));
    }
}
