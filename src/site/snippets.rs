//! HTML of the site's own that pages carry: counters, consent, appeals, advertising.
//!
//! In: `snippets` of site.yaml and the files that it names. Out: what stands where, what a browser must be let do for
//! it, and the rules that keep its room free. Never here: HTML that nobody wrote into the site.

mod inspect;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::{Settings, unreadable};
use crate::base::{Code, Diagnostic, Found, Kind, SourcePath};
use crate::theme::Theme;

use inspect::inspect;

/// From this width on, in pixels, a slot has its wide height.
const WIDE: u32 = 740;

/// Rules for every slot that stands on the page.
const RULES: &str = "\n.slot{display:flow-root;margin-block:24px}.slot .held{overflow-x:clip;margin-inline:auto}\
                     .slot-label{margin:0 0 4px;font-size:.8125rem;line-height:1.35;text-align:center;\
                     color:var(--secondary,inherit)}@media print{.slot{display:none}}";

/// Where on a page a snippet stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    /// At the end of the head.
    Head,
    /// At the beginning of the body, after the link that skips to the content.
    BodyStart,
    /// At the end of the body.
    BodyEnd,
    /// Above what the page is about.
    Above,
    /// Below it.
    Below,
    /// On fronts, between the top and the bands.
    Front,
    /// Before an article's text.
    BeforeText,
    /// Within an article's text, after a paragraph of that number.
    InText(usize),
    /// After an article's text.
    AfterText,
}

impl Spot {
    /// Whether readers see a box with room of its own; else the HTML stands as it is.
    pub fn is_slot(self) -> bool {
        !matches!(self, Spot::Head | Spot::BodyStart | Spot::BodyEnd)
    }
}

/// What stands above a slot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Label {
    /// “Advertisement”, in the page's language.
    Advertisement,
    /// These words.
    Words(String),
}

/// What a browser may load, by the directives of a Content-Security-Policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Loads {
    /// `script-src`.
    Script,
    /// `style-src`.
    Style,
    /// `img-src`.
    Img,
    /// `media-src`.
    Media,
    /// `font-src`.
    Font,
    /// `connect-src`.
    Connect,
    /// `frame-src`.
    Frame,
    /// `form-action`.
    Form,
}

impl Loads {
    /// All of them with the words that site.yaml has for them.
    pub const ALL: [(&'static str, Loads); 8] = [
        ("script", Loads::Script),
        ("style", Loads::Style),
        ("img", Loads::Img),
        ("media", Loads::Media),
        ("font", Loads::Font),
        ("connect", Loads::Connect),
        ("frame", Loads::Frame),
        ("form", Loads::Form),
    ];

    /// Its word in site.yaml.
    pub fn as_str(self) -> &'static str {
        Loads::ALL.iter().find(|(_, loads)| *loads == self).map_or("", |(word, _)| word)
    }
}

/// A piece of HTML and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snippet {
    /// Its name: a word in lower case, for the class of its slot; a number where it has none.
    pub name: String,
    /// The HTML.
    pub html: String,
    /// The file that holds it, below `snippets/`.
    pub file: Option<String>,
    /// Where it stands.
    pub spot: Spot,
    /// The templates that carry it, without `.html`; empty: all.
    pub on: Vec<String>,
    /// Kinds of stories that don't carry it.
    pub except: Vec<Kind>,
    /// What stands above it.
    pub label: Option<Label>,
    /// Pixels that are kept free for it: on narrow windows and on wide ones.
    pub height: Option<(u32, u32)>,
    /// Pixels that it is wide at most.
    pub width: Option<u32>,
    /// What a browser may load for it beside what the site serves itself: hosts, and hashes of code.
    pub sources: Vec<(Loads, String)>,
}

impl Snippet {
    /// Whether pages of that template, about a story of that kind, carry it.
    pub fn stands_on(&self, template: &str, kind: Option<Kind>) -> bool {
        let is_on = self.on.is_empty() || self.on.iter().any(|on| on == template);
        // A notice that a story is gone carries nothing but itself.
        is_on && template != "notice" && !kind.is_some_and(|kind| self.except.contains(&kind))
    }
}

/// Reads the files of snippets, looks at their HTML and tells what is wrong with it.
pub(super) fn load(root: &Path, settings: &mut Settings, found: &mut Found) {
    let Settings { snippets, places, .. } = settings;
    for snippet in snippets.iter_mut() {
        let place = places.of(&format!("snippets.{}", snippet.name));
        if let Some(file) = &snippet.file {
            let source = SourcePath::new(format!("snippets/{file}"));
            match fs::read_to_string(root.join(source.as_str())) {
                Ok(text) => snippet.html = text.replace("\r\n", "\n").trim().to_owned(),
                Err(error) => {
                    let fault = unreadable(&source, &error).culprit(None);
                    found.push(fault.also(place.clone(), "named here"));
                    continue;
                }
            }
        }
        let inspected = inspect(&snippet.html);
        for (says, help) in inspected.faults(&snippet.sources) {
            let says = format!("the snippet `{}` {says}", snippet.name);
            found.push(Diagnostic::new(Code::Snippet, place.clone()).says(says).help(help).culprit(None));
        }
        snippet.sources.extend(inspected.hashes);
    }
}

/// Adds the rules that keep the slots' room free to the style sheet.
pub(super) fn add_rules(theme: &mut Theme, settings: &Settings) {
    let slots = || settings.snippets.iter().filter(|snippet| snippet.spot.is_slot());
    if slots().next().is_none() {
        return;
    }
    let (mut rules, mut wide) = (RULES.to_owned(), String::new());
    for Snippet { name, height, width, .. } in slots() {
        if let Some(width) = width {
            let _ = write!(rules, ".slot-{name} .held{{max-inline-size:{width}px}}");
        }
        if let Some((narrow, wider)) = height {
            let _ = write!(rules, ".slot-{name} .held{{min-block-size:{narrow}px}}");
            if narrow != wider {
                let _ = write!(wide, ".slot-{name} .held{{min-block-size:{wider}px}}");
            }
        }
    }
    if !wide.is_empty() {
        let _ = write!(rules, "@media (min-width:{WIDE}px){{{wide}}}");
    }
    theme.append(super::colours::SHEET, &rules);
}
