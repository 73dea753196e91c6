//! An author's profile, as `content/authors/NAME.md` tells.
//!
//! In: the bytes of a profile. Out: a [`Profile`]. Never here: what the author wrote.

use super::{Image, Reading, SideText, article, credits, front_matter, image};
use crate::base::{Code, Diagnostic, Found, SourcePath, title_from_slug};

/// An author, by the author's own file.
#[derive(Clone, PartialEq, Debug)]
pub struct Profile {
    /// The file.
    pub source: SourcePath,
    /// The last part of the author page's address.
    pub slug: Box<str>,
    /// The name as printed.
    pub name: Box<str>,
    /// A person; else an organisation.
    pub person: bool,
    /// What the author does for the paper.
    pub role: Option<Box<str>>,
    /// An address for readers' mail.
    pub email: Option<Box<str>>,
    /// A portrait.
    pub image: Option<Box<Image>>,
    /// The author's other pages, whole addresses.
    pub same_as: Vec<Box<str>>,
    /// What the author speaks, as written.
    pub languages: Vec<Box<str>>,
    /// What the author covers.
    pub topics: Vec<Box<str>>,
    /// Has left the paper.
    pub former: bool,
    /// The file's text, with the biography.
    pub text: SideText,
}

/// Reads a profile; `name` is the file's without extension and language. `None`: an error keeps it out.
pub fn read_profile(source: &SourcePath, name: &str, bytes: &[u8], cx: &Reading<'_>) -> (Option<Profile>, Found) {
    let mut found = Found::new();
    let Some(text) = article::open(source, bytes, &mut found) else { return (None, found) };
    let Some(front) = front_matter::read(source, &text, &mut found) else { return (None, found) };
    let mut fields = front.fields;
    let title = fields.take_text("title", &mut found).or_else(|| fields.take_text("name", &mut found));
    let kind = fields.take("type").is_none_or(|entry| {
        let word = entry.value.as_text().unwrap_or_default().to_ascii_lowercase();
        let known = matches!(word.as_str(), "person" | "organisation" | "organization");
        if !known {
            found.push(fields.wrong(&entry, "`person` or `organisation`"));
        }
        word == "person" || !known
    });
    let image = fields.take("image").and_then(|entry| match image::read(&entry.value) {
        Ok(image) => Some(Box::new(image)),
        Err(wants) => {
            found.push(fields.wrong(&entry, wants));
            None
        }
    });
    let same_as = fields.take("same_as").map(|entry| {
        let all = entry.value.as_texts().unwrap_or_default();
        let bad = all.iter().find(|url| credits::web(url).is_none());
        if bad.is_some() || all.is_empty() {
            let place = fields.place_of(&entry, bad.map_or("", |url| url));
            let fault = Diagnostic::new(Code::FieldWrong, place)
                .says(format!("`{}` holds something else than an address", entry.key));
            found.push(fault.help("it should be a list of whole addresses that begin with https://"));
        }
        all
    });
    let profile = Profile {
        source: source.clone(),
        slug: credits::author_slug(name, cx.slugs).into(),
        name: title.unwrap_or_else(|| title_from_slug(name, true).into()),
        person: kind,
        role: fields.take_text("role", &mut found),
        email: fields.take_text("email", &mut found),
        image,
        same_as: same_as.unwrap_or_default(),
        languages: fields.take_texts("languages", &mut found).unwrap_or_default(),
        topics: fields.take_texts("topics", &mut found).unwrap_or_default(),
        former: fields.take_bool("former", &mut found).unwrap_or(false),
        text: SideText::new(&text, front.text_start),
    };
    let sound = !found.iter().any(Diagnostic::is_error);
    (sound.then_some(profile), found)
}
