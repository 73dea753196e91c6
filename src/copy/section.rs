//! A section's own page, as its `_index.md` tells.
//!
//! In: the bytes of an `_index.md`. Out: a [`SectionPage`]. Never here: the section's articles.

use super::names::Matter;
use super::{Field, Image, Reading, SideText, article, credits, details, front_matter, image, names::Slot, times};
use crate::base::{Diagnostic, Found, SourcePath};

/// What `_index.md` says of its folder.
#[derive(Clone, PartialEq, Debug)]
pub struct SectionPage {
    /// The file.
    pub source: SourcePath,
    /// The section's name; else the folder's counts.
    pub title: Option<Box<str>>,
    /// What it is about, plain text.
    pub description: Option<Box<str>>,
    /// Its place among the sections: smaller comes first.
    pub order: Option<i64>,
    /// Its colour, as written.
    pub colour: Option<Box<str>>,
    /// Its picture.
    pub image: Option<Box<Image>>,
    /// Front matter that holds for all below it.
    pub defaults: Vec<(Box<str>, Field)>,
    /// Every other key, in the file's order, in lower case with `_`.
    pub extra: Vec<(Box<str>, Field)>,
    /// The file's text.
    pub text: SideText,
}

/// Reads an `_index.md`. `None`: an error keeps it out. Its defaults are tried here, so that a fault
/// in them is told once, and not by each article below.
pub fn read_section(source: &SourcePath, bytes: &[u8], cx: &Reading<'_>) -> (Option<SectionPage>, Found) {
    let mut found = Found::new();
    let Some(text) = article::open(source, bytes, &mut found) else { return (None, found) };
    let Some(front) = front_matter::read(source, &text, &mut found) else { return (None, found) };
    let mut fields = front.fields;
    let title = fields.take_text("title", &mut found).or_else(|| fields.take_text("headline", &mut found));
    let order = fields.take_int("order", &mut found).or_else(|| fields.take_int("weight", &mut found));
    let colour = fields.take_text("colour", &mut found).or_else(|| fields.take_text("color", &mut found));
    let description = fields.take_text("description", &mut found);
    let image = fields.take("image").and_then(|entry| match image::read(&entry.value) {
        Ok(image) => Some(Box::new(image)),
        Err(wants) => {
            found.push(fields.wrong(&entry, wants));
            None
        }
    });
    let mut defaults = Vec::new();
    if let Some(inner) = fields.take_fields("defaults", &mut found) {
        defaults = inner.entries.iter().map(|entry| (Box::from(&*entry.key), entry.value.clone())).collect();
        try_defaults(inner, cx, &mut found);
    }
    let extra = fields.entries.into_iter().filter(|entry| !entry.value.is_empty());
    let extra = extra.map(|entry| (entry.key.to_lowercase().replace('-', "_").into(), entry.value)).collect();
    let text = SideText::new(&text, front.text_start);
    let source = source.clone();
    let page = SectionPage { source, title, description, order, colour, image, defaults, extra, text };
    let sound = !found.iter().any(Diagnostic::is_error);
    (sound.then_some(page), found)
}

/// Reads defaults as an article below would, for the faults alone.
fn try_defaults(fields: super::fields::Fields<'_>, cx: &Reading<'_>, found: &mut Found) {
    let matter = Matter::sort(fields, &[], found);
    times::read(&matter, None, cx, found);
    details::read(&matter, cx.zone, cx.slugs, found);
    details::withdrawn(&matter, cx.zone, found);
    details::titles(&matter, cx.zone, found);
    details::sponsor(&matter, found);
    image::lead(&matter, found);
    article::try_plain(&matter, found);
    for slot in
        [Slot::Title, Slot::Description, Slot::Summary, Slot::Kicker, Slot::Dateline, Slot::Byline, Slot::Series]
    {
        matter.text(slot, found);
    }
    for slot in [Slot::Draft, Slot::Index, Slot::Free, Slot::Syndicate] {
        matter.bool(slot, found);
    }
    matter
        .read_as(Slot::Authors, "a name, or a list of names", found, |entry| credits::credits(&entry.value, cx.slugs));
}
