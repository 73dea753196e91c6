//! The elements that an article's raw HTML may hold, and what becomes of the others.

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Treatment {
    /// Kept; never has content.
    Void,
    /// Kept; a block.
    Block,
    /// Kept; part of a table or a list, which closes others of its kind.
    Part,
    /// Kept; stands in running text.
    Phrase,
    /// Left out with all that is in it.
    Dropped,
    /// Its tags are left out, its content stays.
    Unwrapped,
    /// As [`Treatment::Unwrapped`], and nobody needs to know.
    Ignored,
    /// Becomes a link to what it would have shown.
    Frame,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub name: &'static str,
    /// What is written in its place.
    pub set_as: &'static str,
    pub treatment: Treatment,
}

use Treatment::{Block, Dropped, Frame, Ignored, Part, Phrase, Unwrapped, Void};

macro_rules! elements {
    ($($treatment:ident: $($name:literal $(=> $set_as:literal)?)+;)+) => {
        &[$($(Element { name: $name, set_as: elements!(@ $name $($set_as)?), treatment: $treatment }),+),+]
    };
    (@ $name:literal) => { $name };
    (@ $name:literal $set_as:literal) => { $set_as };
}

/// All that HTML knows, with the old ones that pasted copy still has.
pub(super) static ELEMENTS: &[Element] = elements! {
    Void: "br" "hr" "img" "input" "source" "track" "wbr" "col";
    Block: "address" "article" "aside" "blockquote" "center" => "div" "details" "dialog" "dir" => "ul" "div" "dl"
        "fieldset" "figcaption" "figure" "footer" "h1" "h2" "h3" "h4" "h5" "h6" "header" "hgroup" "legend"
        "main" => "div" "menu" "nav" "ol" "p" "pre" "search" "section" "summary" "table" "ul";
    Part: "caption" "colgroup" "dd" "dt" "li" "optgroup" "option" "tbody" "td" "tfoot" "th" "thead" "tr";
    Phrase: "a" "abbr" "acronym" => "abbr" "audio" "b" "bdi" "bdo" "big" => "span" "button" "cite" "code" "data"
        "datalist" "del" "dfn" "em" "font" => "span" "i" "ins" "kbd" "label" "mark" "meter" "output" "progress"
        "q" "rp" "rt" "ruby" "s" "samp" "select" "small" "span" "strike" => "s" "strong" "sub" "sup" "time"
        "tt" => "code" "u" "var" "video"
        "svg" "g" "path" "circle" "rect" "line" "polyline" "polygon" "ellipse" "text" "tspan" "defs"
        "lineargradient" => "linearGradient" "radialgradient" => "radialGradient" "stop"
        "clippath" => "clipPath" "symbol" "desc";
    Dropped: "script" "style" "template" "textarea" "title" "xmp" "noembed" "noframes" "math";
    Unwrapped: "applet" "base" "body" "embed" "form" "frame" "frameset" "head" "html" "link" "meta" "object"
        "param" "plaintext" "canvas" "map" "area" "blink" "marquee" "noscript" "portal" "slot";
    Ignored: "picture" "bgsound" "nobr" "basefont" "o:p";
    Frame: "iframe";
};

/// The number of the element of that name, in whatever case.
pub(super) fn number_of(name: &str) -> Option<usize> {
    ELEMENTS.iter().position(|element| element.name.eq_ignore_ascii_case(name))
}

/// Whether only running text may stand inside: a paragraph there would be torn out by browsers.
pub(super) fn holds_phrases(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "pre"
            | "summary"
            | "dt"
            | "legend"
            | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "button"
            | "cite"
            | "code"
            | "data"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
    )
}

/// The open elements that a start tag of `name` closes by itself, and those beyond which it closes nothing
/// (WHATWG HTML §13.1.2.4).
pub(super) fn closed_by(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "tr" => (&["td", "th", "tr", "caption", "colgroup"], &["table"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tbody" | "thead" | "tfoot" => {
            (&["td", "th", "tr", "tbody", "thead", "tfoot", "caption", "colgroup"], &["table"])
        }
        "option" => (&["option"], &["select", "optgroup", "datalist"]),
        "optgroup" => (&["option", "optgroup"], &["select"]),
        _ => (&[], &[]),
    }
}

/// Elements that need no end tag; whoever leaves it out has made no mistake.
pub(super) fn ends_itself(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "tfoot"
            | "option"
            | "optgroup"
            | "colgroup"
            | "caption"
            | "rp"
            | "rt"
    )
}

/// Attributes that no page may hold, or that HTML gave up; none changes what the text says.
pub(super) fn is_left_out(attribute: &str) -> bool {
    matches!(
        attribute,
        "markdown"
            | "target"
            | "align"
            | "bgcolor"
            | "valign"
            | "cellpadding"
            | "cellspacing"
            | "frameborder"
            | "color"
            | "face"
            | "clear"
            | "nowrap"
            | "hspace"
            | "vspace"
            | "border"
            | "srcdoc"
            | "formaction"
            | "action"
            | "ping"
            | "is"
            | "srcset"
            | "sizes"
            | "imagesizes"
            | "nonce"
            | "integrity"
            | "autofocus"
            | "slot"
            | "background"
            | "name"
            | "autoplay"
    )
}

/// Attributes that hold an address.
pub(super) fn is_address(attribute: &str) -> bool {
    matches!(attribute, "href" | "src" | "cite" | "poster" | "xlink:href" | "data" | "longdesc" | "usemap")
}

#[cfg(test)]
mod tests {
    use super::ELEMENTS;

    #[test]
    fn no_element_stands_twice() {
        for (at, element) in ELEMENTS.iter().enumerate() {
            assert!(ELEMENTS[at + 1..].iter().all(|other| other.name != element.name), "{}", element.name);
        }
    }
}
