//! The site's own HTML on pages: what stands in the head, in slots, within a text.
//!
//! In: the snippets of site.yaml. Out: views of those that a page carries; a text with them in it. Never here: what they
//! hold.

use std::collections::BTreeSet;

use super::Press;
use super::view::{Html, Shared, Show};
use super::views::{SlotView, SlotsView};
use crate::base::{Code, Diagnostic, Found, Kind, Place, SourcePath, html};
use crate::edition::Desk;
use crate::site::{Label, Loads, Snippet, Spot};
use crate::wire::headers::LONGEST_LINE;

impl<'a> Press<'a> {
    /// The HTML that snippets put at a place where they have no box.
    fn bare(&self, spot: Spot, template: &str, kind: Option<Kind>) -> Html {
        let all = self.settings().snippets.iter().filter(|snippet| snippet.spot == spot);
        let all = all.filter(|snippet| snippet.stands_on(template, kind)).map(|snippet| &*snippet.html);
        Html(all.collect::<Vec<_>>().join("\n"))
    }

    /// HTML for the end of the head.
    pub(super) fn head_html(&self, template: &str, kind: Option<Kind>) -> Html {
        self.bare(Spot::Head, template, kind)
    }

    /// What snippets put on a page, by place.
    pub(super) fn slots_view(&self, template: &str, kind: Option<Kind>, desk: &'a Desk) -> Shared<SlotsView<'a>> {
        let make = || {
            let boxes = |spot: Spot| {
                let all = self.settings().snippets.iter().filter(|snippet| snippet.spot == spot);
                let all = all.filter(|snippet| snippet.stands_on(template, kind));
                all.map(|snippet| self.slot_view(snippet, desk)).collect()
            };
            let view = SlotsView {
                body_start: self.bare(Spot::BodyStart, template, kind),
                body_end: self.bare(Spot::BodyEnd, template, kind),
                above: boxes(Spot::Above),
                below: boxes(Spot::Below),
                front: boxes(Spot::Front),
                before_text: boxes(Spot::BeforeText),
                after_text: boxes(Spot::AfterText),
            };
            view.value(&self.needs)
        };
        // Most sites have none, and their pages share the empty lists.
        let is_empty = self.settings().snippets.is_empty();
        Shared::made(if is_empty { self.no_slots.get_or_init(make).clone() } else { make() })
    }

    /// What the Content-Security-Policy must admit for snippets, sorted.
    pub(super) fn admitted(&self, loads: Loads) -> Vec<&'a str> {
        let all = self.settings().snippets.iter().flat_map(|snippet| &snippet.sources);
        let all = all.filter(|(own, _)| *own == loads).map(|(_, source)| source.as_str());
        all.collect::<BTreeSet<&str>>().into_iter().collect()
    }

    /// Tells of a policy that a host would cut.
    pub(super) fn tell_long_policy(&self, policy: &str, found: &mut Found) {
        if policy.len() > LONGEST_LINE {
            let says =
                "the Content-Security-Policy is longer than the 2,000 characters that Cloudflare Pages reads in a line";
            let help = "put code of snippets into files of `static/`: they need no hash";
            let fault = Diagnostic::new(Code::TooMany, Place::file(&SourcePath::new("site.yaml")));
            found.push(fault.says(says).help(help).culprit(None));
        }
    }

    fn slot_view(&self, snippet: &'a Snippet, desk: &'a Desk) -> SlotView<'a> {
        let label = snippet.label.as_ref().map(|label| match label {
            Label::Advertisement => self.words(desk).get("advertisement").into(),
            Label::Words(words) => (&**words).into(),
        });
        SlotView { name: (&*snippet.name).into(), label, html: Html(snippet.html.clone()) }
    }

    /// An article's text with the snippets that stand in it.
    pub(super) fn with_snippets(&self, text: String, kind: Kind, desk: &'a Desk) -> String {
        let in_text = |snippet: &&Snippet| matches!(snippet.spot, Spot::InText(_));
        let all = self.settings().snippets.iter().filter(in_text);
        let all: Vec<&Snippet> = all.filter(|snippet| snippet.stands_on("article", Some(kind))).collect();
        if all.is_empty() {
            return text;
        }
        let ends = ends_of_paragraphs(&text);
        let mut out = String::with_capacity(text.len() + 512);
        let mut written = 0;
        // After the last paragraph is no place within the text.
        for (number, end) in ends.iter().enumerate().take(ends.len().saturating_sub(1)) {
            for snippet in all.iter().filter(|snippet| snippet.spot == Spot::InText(number + 1)) {
                out.push_str(&text[written..*end]);
                written = *end;
                push_slot(&self.slot_view(snippet, desk), &mut out);
            }
        }
        out.push_str(&text[written..]);
        out
    }
}

/// A slot as `parts/slot.html` prints it.
fn push_slot(slot: &SlotView<'_>, out: &mut String) {
    out.push_str("\n<div class=\"slot slot-");
    html(&slot.name, out);
    out.push_str("\">");
    if let Some(label) = &slot.label {
        out.push_str("<p class=\"slot-label\">");
        html(label, out);
        out.push_str("</p>");
    }
    out.push_str("<div class=\"held\">");
    out.push_str(&slot.html.0);
    out.push_str("</div></div>");
}

/// Where the paragraphs end that stand in no other element. The text is ours: balanced, quoted, with no code in it.
fn ends_of_paragraphs(text: &str) -> Vec<usize> {
    const VOID: [&str; 12] =
        ["br", "hr", "img", "input", "source", "track", "wbr", "col", "meta", "link", "area", "embed"];
    let (mut depth, mut ends, mut at) = (0_usize, Vec::new(), 0);
    while let Some(start) = text[at..].find('<').map(|start| at + start) {
        let rest = &text[start + 1..];
        if rest.starts_with("!--") {
            at = rest.find("-->").map_or(text.len(), |end| start + 1 + end + 3);
            continue;
        }
        let Some(end) = end_of_tag(rest).map(|end| start + 1 + end + 1) else { break };
        at = end;
        let name: &str = rest.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        if name.is_empty() || VOID.contains(&name) || text[..end].ends_with("/>") {
            continue;
        }
        if !rest.starts_with('/') {
            depth += 1;
            continue;
        }
        depth = depth.saturating_sub(1);
        if depth == 0 && name == "p" {
            ends.push(end);
        }
    }
    ends
}

/// Where a tag ends, passing over `>` in quotation marks.
fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quote = None;
    rest.bytes().position(|b| match quote {
        Some(mark) => {
            if b == mark {
                quote = None;
            }
            false
        }
        None if matches!(b, b'"' | b'\'') => {
            quote = Some(b);
            false
        }
        None => b == b'>',
    })
}

#[cfg(test)]
mod tests {
    use super::ends_of_paragraphs;

    #[test]
    fn paragraphs_of_the_text_itself_are_counted() {
        let text = "<p>One <a title=\"a > b\" href=\"/x/\">link</a>.</p>\n<blockquote><p>Not this.</p></blockquote>\n\
                    <p>Two<br>lines.</p>\n<svg><path d=\"x\"/></svg><!-- <p></p> --><p>Three";
        let ends: Vec<&str> = ends_of_paragraphs(text).into_iter().map(|end| &text[end - 9..end]).collect();
        assert_eq!(ends, ["k</a>.</p>"[1..].to_owned(), "lines.</p>"[1..].to_owned()]);
        assert_eq!(ends_of_paragraphs(""), [0; 0]);
        assert_eq!(ends_of_paragraphs("<"), [0; 0]);
    }
}
