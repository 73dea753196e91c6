//! Pictures: what is said of them, and in which copies they are shown.
//!
//! In: a picture of front matter or of a text. Out: its copies' addresses, its texts. Never here: pixels (the walk has them
//! made of what [`Press::wanted`] tells).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use xxhash_rust::xxh3::xxh3_64;

use super::Press;
use super::files::{Shown, media_type, missing};
use super::print::Bytes;
use super::views::{ImageSourceView, ImageView};
use crate::base::{Address, Code, Diagnostic, Found, Place, SourcePath};
use crate::copy::{Image, SourceType};
use crate::edition::{State, Story};
use crate::pictures::{self, Coding, Cut, ENCODER, Effort, Facts, Fault, Rights, Variant};

/// The folder of all copies. Their names hold a hash of what they are made of, so hosts may keep them for ever.
pub const FOLDER: &str = "/pictures/";

/// What a picture file says of itself; none for what is no picture.
pub type Known = Option<Result<Facts, Fault>>;

/// The pictures among the plan's files.
pub(super) struct Gallery {
    /// What each file says, read when first asked for.
    known: Vec<OnceLock<Known>>,
    /// Which pictures have copies, by file and by what is said of them.
    wanted: Mutex<BTreeMap<(usize, Rights), Use>>,
    /// None where pictures are passed on as they are.
    pub(super) effort: Option<Effort>,
}

/// How a picture is shown.
#[derive(Clone, Debug)]
struct Use {
    /// At the head of a story: it has crops too.
    leads: bool,
    /// Who shows it: of several the first by path.
    source: SourcePath,
}

/// A picture that pages show.
pub(super) struct Picture<'p> {
    /// Where its file stands.
    pub shown: Shown,
    /// What is said of it.
    pub rights: Rights,
    /// What its file says; none for a file on another host, or one that can't be read.
    facts: Option<&'p Facts>,
    /// The beginning of its copies' addresses.
    stem: String,
    /// Its copies; none where it is passed on as it is.
    copies: Vec<Variant>,
}

/// A picture whose copies are to be there, for those who make them.
#[derive(Debug)]
pub struct Wanted<'p> {
    /// Its file.
    pub file: &'p SourcePath,
    /// What the file says of itself.
    pub facts: &'p Facts,
    /// What is to be said of it.
    pub rights: Rights,
    /// Its copies with their addresses.
    pub copies: Vec<(Address, Variant)>,
    /// Who shows it.
    pub source: SourcePath,
}

impl Gallery {
    pub(super) fn of(files: usize, effort: Option<Effort>) -> Gallery {
        Gallery { known: (0..files).map(|_| OnceLock::new()).collect(), wanted: Mutex::default(), effort }
    }

    /// What is known of the files already, in the plan's order; none for what must be read.
    pub(super) fn knowing(mut self, known: impl Iterator<Item = Option<Known>>) -> Gallery {
        for (lock, known) in self.known.iter_mut().zip(known) {
            *lock = known.map_or_else(OnceLock::new, OnceLock::from);
        }
        self
    }
}

impl Picture<'_> {
    /// Width and height of the whole in pixels.
    pub fn size(&self) -> Option<(usize, usize)> {
        self.facts.filter(|facts| facts.width > 0).map(|facts| (facts.width as usize, facts.height as usize))
    }

    fn address(&self, copy: &Variant) -> Address {
        Address::new(format!("{FOLDER}{}-{}", self.stem, copy.suffix()))
    }

    /// The copies for browsers that know no newer format, the smallest first.
    fn plain(&self) -> impl Iterator<Item = &Variant> {
        self.copies.iter().filter(|copy| matches!(copy.coding, Coding::Jpeg | Coding::Png))
    }

    /// The smallest plain copy of at least that width, else the largest; with its absolute address.
    pub fn copy(&self, press: &Press<'_>, width: u32) -> Option<(String, Variant)> {
        let copy = self.plain().find(|copy| copy.width >= width).or_else(|| self.plain().last())?;
        Some((press.absolute(&self.address(copy)), *copy))
    }

    /// The same, or the whole where there are no copies, with width and height (0: not known).
    pub fn copy_or_whole(&self, press: &Press<'_>, width: u32) -> (String, u32, u32) {
        match self.copy(press, width) {
            Some((url, copy)) => (url, copy.width, copy.height),
            None => {
                let (width, height) = self.size().unwrap_or_default();
                (self.shown.absolute.clone(), width as u32, height as u32)
            }
        }
    }

    /// The crops with their absolute addresses.
    pub fn crops(&self, press: &Press<'_>) -> Vec<(String, Variant)> {
        let crops = self.facts.filter(|_| !self.copies.is_empty()).map(pictures::crops).unwrap_or_default();
        crops.into_iter().map(|crop| (press.absolute(&self.address(&crop)), crop)).collect()
    }
}

impl<'a> Press<'a> {
    /// What a file says of itself; none for what is no picture.
    fn known(&self, row: usize) -> Option<&Result<Facts, Fault>> {
        let read = || {
            let source = &self.plan.files[row].0;
            if !pictures::is_picture(source.name()) {
                return None;
            }
            pictures::read(source.name(), &self.site.read(source).ok()?)
        };
        self.gallery.known[row].get_or_init(read).as_ref()
    }

    /// What a picture file says of itself; none where it is none, or can't be read.
    pub(super) fn facts(&self, row: usize) -> Option<&Facts> {
        self.known(row)?.as_ref().ok()
    }

    /// Width and height of a picture of the site in pixels.
    pub(super) fn size(&self, row: usize) -> Option<(usize, usize)> {
        let facts = self.facts(row).filter(|facts| facts.width > 0)?;
        Some((facts.width as usize, facts.height as usize))
    }

    /// A picture of front matter; `None` when it isn't there. From then on its copies are wanted.
    pub(super) fn picture(&self, image: &Image, source: &SourcePath) -> Option<Picture<'_>> {
        self.pictured(&image.src, said(image), source, false)
    }

    /// The picture that leads a story: it has crops too.
    pub(super) fn lead_picture(&self, image: &Image, source: &SourcePath) -> Option<Picture<'_>> {
        self.pictured(&image.src, said(image), source, true)
    }

    /// A picture of a text.
    pub(super) fn text_picture(&self, link: &str, source: &SourcePath) -> Option<Picture<'_>> {
        self.pictured(link, Rights::default(), source, false)
    }

    fn pictured(&self, link: &str, said: Rights, source: &SourcePath, leads: bool) -> Option<Picture<'_>> {
        let shown = self.file(source, link)?;
        let facts = shown.row.and_then(|row| self.facts(row));
        let rights = facts.map_or_else(|| said.clone(), |facts| said.clone().over(&facts.rights));
        let mut picture = Picture { shown, rights, facts, stem: String::new(), copies: Vec::new() };
        if let (Some(row), Some(facts), Some(effort)) = (picture.shown.row, facts, self.gallery.effort) {
            picture.copies = pictures::ladder(facts, &self.site.theme.manifest.pictures.widths, effort);
            if !picture.copies.is_empty() {
                picture.stem = stem(self.plan.files[row].0.name(), facts, &picture.rights, effort);
                self.want_copies(row, &picture.rights, source, leads);
            }
        }
        Some(picture)
    }

    fn want_copies(&self, row: usize, rights: &Rights, source: &SourcePath, leads: bool) {
        let mut wanted = self.gallery.wanted.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match wanted.get_mut(&(row, rights.clone())) {
            Some(known) => {
                known.leads |= leads;
                if *source < known.source {
                    known.source = source.clone();
                }
            }
            None => drop(wanted.insert((row, rights.clone()), Use { leads, source: source.clone() })),
        }
    }

    /// The effort with which copies are made; none where pictures are passed on as they are.
    pub fn effort(&self) -> Option<Effort> {
        self.gallery.effort
    }

    /// The pictures whose copies something published shows, in the order of their files.
    pub fn wanted(&self) -> Vec<Wanted<'_>> {
        let Some(effort) = self.gallery.effort else { return Vec::new() };
        let wanted = self.gallery.wanted.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let of = |((row, rights), used): (&(usize, Rights), &Use)| {
            let (file, facts) = (&self.plan.files[*row].0, self.facts(*row)?);
            let stem = stem(file.name(), facts, rights, effort);
            let mut copies = pictures::ladder(facts, &self.site.theme.manifest.pictures.widths, effort);
            if used.leads {
                copies.extend(pictures::crops(facts));
            }
            let address = |copy: &Variant| Address::new(format!("{FOLDER}{stem}-{}", copy.suffix()));
            let copies = copies.iter().map(|copy| (address(copy), *copy)).collect();
            Some(Wanted { file, facts, rights: rights.clone(), copies, source: used.source.clone() })
        };
        wanted.iter().filter_map(of).collect()
    }

    /// The picture that has a copy at an address.
    pub fn wanted_at(&self, address: &Address) -> Option<(Wanted<'_>, Variant)> {
        if !address.as_str().starts_with(FOLDER) {
            return None;
        }
        let find = || {
            self.wanted().into_iter().find_map(|wanted| {
                let copy = wanted.copies.iter().find(|(own, _)| own == address).map(|(_, copy)| *copy);
                copy.map(|copy| (wanted, copy))
            })
        };
        find().or_else(|| {
            self.want_all_called(address.as_str().strip_prefix(FOLDER)?);
            find()
        })
    }

    /// Notes the uses of all pictures whose copies' names begin as `name` does, whether or not a page was printed that
    /// shows them.
    fn want_all_called(&self, name: &str) {
        let is_called = |path: &str| {
            let rest = name.strip_prefix(&pictures::stem(path));
            pictures::is_picture(path) && rest.is_some_and(|rest| rest.starts_with('-'))
        };
        for (source, _) in self.plan.files.iter().filter(|(source, _)| is_called(source.name())) {
            self.text_picture(source.name(), source);
        }
        for story in self.edition.stories.iter().filter(|story| matches!(story.state, State::Published | State::Kept)) {
            let card = &story.article.card;
            if let Some(image) = card.image.as_deref().filter(|image| is_called(&image.src)) {
                self.lead_picture(image, &card.source);
            }
        }
        for profile in self.edition.authors.iter().filter_map(|author| author.profile.as_ref()) {
            if let Some(image) = profile.image.as_deref().filter(|image| is_called(&image.src)) {
                self.picture(image, &profile.source);
            }
        }
    }

    /// The lead image as cards show it: none when it isn't there.
    pub(super) fn card_image(&self, image: &'a Image, story: &Story) -> Option<ImageView<'a>> {
        let picture = self.lead_picture(image, &story.article.card.source)?;
        Some(self.image_view(&picture))
    }

    /// A picture of front matter; `None` when it isn't there.
    pub(super) fn image(&self, image: &'a Image, source: &SourcePath) -> Option<ImageView<'a>> {
        Some(self.image_view(&self.picture(image, source)?))
    }

    /// A picture as templates see it.
    pub(super) fn image_view(&self, picture: &Picture<'_>) -> ImageView<'a> {
        let own = |text: &Option<Box<str>>| text.as_deref().map(|text| Cow::from(text.to_owned()));
        let rights = &picture.rights;
        let mut sets = self.sets(picture);
        let plain = sets.pop();
        let (src, size) = match picture.plain().find(|copy| copy.width >= 980).or_else(|| picture.plain().last()) {
            Some(copy) => (self.href(&picture.address(copy)), Some((copy.width as usize, copy.height as usize))),
            None => (picture.shown.href.clone(), picture.size()),
        };
        ImageView {
            media_type: media_type(&src).into(),
            src: src.into(),
            width: size.map(|size| size.0),
            height: size.map(|size| size.1),
            alt: own(&rights.alt).unwrap_or_default(),
            caption: own(&rights.caption),
            credit: rights.credit_line().map(|credit| credit.to_owned().into()),
            copyright: own(&rights.copyright),
            license: own(&rights.license),
            license_url: own(&rights.license_url),
            ai: rights.is_ai(),
            small_srcset: plain.as_ref().map(|set| set.small_srcset.clone()),
            srcset: plain.map(|set| set.srcset),
            sources: sets,
        }
    }

    /// The copies by format, the newest format first, the one that all browsers know last.
    pub(super) fn sets(&self, picture: &Picture<'_>) -> Vec<ImageSourceView<'a>> {
        let set = |copies: &[Variant]| {
            let line = |copies: &[Variant]| {
                let one = |copy: &Variant| format!("{} {}w", self.href(&picture.address(copy)), copy.width);
                copies.iter().map(one).collect::<Vec<_>>().join(", ")
            };
            let small = copies.iter().position(|copy| copy.width > SMALL).unwrap_or(copies.len()).max(1);
            ImageSourceView {
                media_type: copies[0].coding.media_type().into(),
                srcset: line(copies).into(),
                small_srcset: line(&copies[..small]).into(),
            }
        };
        picture.copies.chunk_by(|a, b| a.coding == b.coding).map(set).collect()
    }

    /// A file of `static/` as a picture: the logo, the site's card.
    pub(super) fn static_image(&self, path: &'a str, alt: &'a str) -> Option<ImageView<'a>> {
        let shown = self.static_file(path)?;
        let facts = shown.row.and_then(|row| self.facts(row));
        let rights = Rights { alt: Some(alt.into()), ..Rights::default() };
        Some(self.image_view(&Picture { shown, rights, facts, stem: String::new(), copies: Vec::new() }))
    }

    /// The crop for links that are shared.
    pub(super) fn share(&self, picture: &Picture<'_>) -> Option<(String, Variant)> {
        picture.crops(self).into_iter().find(|(_, crop)| crop.cut == Cut::Share)
    }

    /// Tells what is wrong with a story's lead image.
    pub(super) fn check_lead_image(&self, story: &Story, found: &mut Found) {
        let card = &story.article.card;
        let Some(image) = &card.image else { return };
        let Some(picture) = self.lead_picture(image, &card.source) else {
            found.push(missing(&card.source, &image.src));
            return;
        };
        found.extend(self.picture_fault(&picture.shown, &image.src, Place::file(&card.source)));
        if picture.rights.alt.is_none() {
            found.push(
                Diagnostic::new(Code::AltMissing, Place::file(&card.source))
                    .says(format!("the lead image {} has no alternative text", image.src))
                    .help("say under `image:` in `alt:` what it shows; `alt: \"\"` only when the caption says it all"),
            );
        }
    }

    /// A file as readers get it: a picture of `content/` without what isn't for them, all else as it is.
    pub fn pass_on(&self, source: &SourcePath, found: &mut Found) -> Bytes {
        let as_it_is = || Bytes::File(source.clone());
        let row = self.plan.files.binary_search_by(|(own, _)| own.cmp(source));
        let Some(facts) = row.ok().and_then(|row| self.facts(row)) else { return as_it_is() };
        if source.as_str().starts_with("static/") {
            if facts.says_where {
                found.push(
                    Diagnostic::new(Code::PicturePlace, Place::file(source))
                        .says("this picture says where it was taken, and static/ is copied as it is")
                        .help("move it to content/, where such data is taken off, or take it off yourself"),
                );
            }
            return as_it_is();
        }
        if !facts.has_more && facts.orientation == 1 && facts.format != pictures::Format::Svg {
            return as_it_is();
        }
        let clean = self.site.read(source).ok().map(|bytes| pictures::clean(&bytes, facts, &facts.rights));
        match clean {
            Some(Ok(Some(bytes))) => Bytes::Here(bytes),
            Some(Ok(None)) | None => as_it_is(),
            Some(Err(fault)) => {
                found.push(tell(&fault, source.name(), Place::file(source)));
                Bytes::None
            }
        }
    }

    /// What is wrong with a picture's file, told at the place that shows it.
    pub(super) fn picture_fault(&self, shown: &Shown, link: &str, place: Place) -> Option<Diagnostic> {
        let fault = self.known(shown.row?)?.as_ref().err()?;
        Some(tell(fault, link, place))
    }
}

/// A picture without copies, of which nothing is said but what it shows.
pub(super) fn plain_image<'a>(src: String, size: Option<(usize, usize)>, alt: Cow<'a, str>) -> ImageView<'a> {
    ImageView {
        media_type: media_type(&src).into(),
        src: src.into(),
        width: size.map(|size| size.0),
        height: size.map(|size| size.1),
        alt,
        caption: None,
        credit: None,
        copyright: None,
        license: None,
        license_url: None,
        ai: false,
        srcset: None,
        small_srcset: None,
        sources: Vec::new(),
    }
}

/// Up to this width a copy serves as a small picture beside a headline.
const SMALL: u32 = 660;

/// The beginning of the names of a picture's copies: what the file is called, and what its copies are made of.
fn stem(name: &str, facts: &Facts, rights: &Rights, effort: Effort) -> String {
    let made_of = xxh3_64(format!("{ENCODER} {:x} {rights:?} {effort:?}", facts.hash).as_bytes());
    format!("{}-{:012x}", pictures::stem(name), made_of >> 16)
}

/// What front matter says of a picture.
fn said(image: &Image) -> Rights {
    let source_type = image.source_type.map(|source| match source {
        SourceType::Photo => "digitalCapture",
        SourceType::Illustration => "digitalCreation",
        SourceType::Ai => pictures::AI[0],
    });
    Rights {
        creator: None,
        credit: image.credit.clone(),
        copyright: None,
        caption: image.caption.clone(),
        alt: image.alt.clone(),
        license: image.license.clone(),
        license_url: image.license_url.clone(),
        source_type: source_type.map(Into::into),
    }
}

/// A picture that can't be shown.
pub fn tell(fault: &Fault, link: &str, place: Place) -> Diagnostic {
    let diagnostic = |code| Diagnostic::new(code, place.clone());
    match fault {
        Fault::Broken(why) => diagnostic(Code::PictureBroken)
            .says(format!("the picture {link} can't be read: {why}"))
            .help("save it anew from the original; a copy that was cut off while it was sent looks like this"),
        Fault::TooLarge(width, height) => diagnostic(Code::PictureTooLarge)
            .says(format!("the picture {link} is {width} × {height} pixels"))
            .help("save it with at most 100 million pixels, 10,000 × 10,000; readers get 1,900 across at most"),
        Fault::Mislabelled(promised, format) => diagnostic(Code::PictureMislabelled)
            .says(format!("the picture {link} is called {}, and is a {}", promised.name(), format.name()))
            .help(format!("give it the ending of a {} file, or save it as {}", format.name(), promised.name())),
        Fault::Unshown(format) => diagnostic(Code::PictureUnshown)
            .says(format!("browsers don't show {format} pictures such as {link}"))
            .help("save it as JPEG, or as PNG if it is a drawing"),
    }
}
