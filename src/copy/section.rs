//! A section's own page, as its `_index.md` tells.
//!
//! In: the bytes of an `_index.md`. Out: a [`SectionPage`]. Never here: the section's articles.

use super::fields::Fields;
use super::names::Matter;
use super::{Field, Image, Reading, SideText, article, credits, details, front_matter, image, names::Slot, times};
use crate::base::{Diagnostic, Found, Place, SourcePath};
use crate::theme::Colour;

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
    /// Where that stands.
    pub colour_place: Option<Place>,
    /// Its picture.
    pub image: Option<Box<Image>>,
    /// Front matter that holds for all below it.
    pub defaults: Vec<(Box<str>, Field)>,
    /// Every other key, in the file's order, in lower case with `_`.
    pub extra: Vec<(Box<str>, Field)>,
    /// The file's text.
    pub text: SideText,
}

impl SectionPage {
    /// Its colour with the place where it is written.
    pub fn placed_colour(&self) -> Option<(&str, Place)> {
        Some((self.colour.as_deref()?, self.colour_place.clone()?))
    }
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
    let (colour, colour_place) = take_colour(&mut fields, &mut found).unzip();
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
    let page = SectionPage { source, title, description, order, colour, colour_place, image, defaults, extra, text };
    let sound = !found.iter().any(Diagnostic::is_error);
    (sound.then_some(page), found)
}

/// A colour by its digits, or by the theme's name for it.
fn take_colour(fields: &mut Fields<'_>, found: &mut Found) -> Option<(Box<str>, Place)> {
    let entry = fields.take("colour").or_else(|| fields.take("color"))?;
    let text = entry.value.as_text().unwrap_or_default().trim().to_lowercase();
    let is_name = !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_'));
    let fault =
        fields.wrong(&entry, "a colour such as \"#a8071a\", in quotation marks, or a name of the theme's colours");
    if is_name || Colour::parse(&text).is_some() {
        return Some((text.into(), fault.place));
    }
    found.push(fault);
    None
}

/// Reads defaults as an article below would, for the faults alone.
fn try_defaults(fields: Fields<'_>, cx: &Reading<'_>, found: &mut Found) {
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
