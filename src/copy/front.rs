//! A front page as its editors lay it out: `_front.yaml`.
//!
//! In: the file's bytes. Out: a [`FrontPage`], and a fault for each row that can't be what its key asks for. Never here:
//! whether a story that it names is there, the clock.

use xxhash_rust::xxh3::xxh3_64;

use super::dates::{end_of_day, read_date};
use crate::base::{Code, Diagnostic, EditionTime, Found, Moment, Place, SiteZone, SourcePath};
use crate::site::{Row, Rows};

/// What editors put on a front page; what they leave open is filled by priority and time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FrontPage {
    /// The file.
    pub source: SourcePath,
    /// What is breaking.
    pub banner: Option<Banner>,
    /// Who leads: the first of these that is published.
    pub lead: Vec<Pick>,
    /// Links below the lead.
    pub sublinks: Vec<Pick>,
    /// Beside the lead.
    pub second: Vec<Pick>,
    /// Stories round a theme, each under its title.
    pub packages: Vec<Package>,
    /// The hash of the file.
    pub hash: u64,
}

/// A line above all else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Banner {
    /// What it says, plain text.
    pub text: Box<str>,
    /// Where it leads: an address of the site, a file or a URL.
    pub link: Option<Box<str>>,
    /// When it stands.
    pub window: Window,
    /// Where it is written.
    pub place: Place,
}

/// Stories round one theme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Package {
    /// Its title.
    pub title: Box<str>,
    /// Where the title leads.
    pub link: Option<Box<str>>,
    /// Its stories.
    pub stories: Vec<Pick>,
    /// When it stands.
    pub window: Window,
    /// Where it is written.
    pub place: Place,
}

/// What is to stand in a slot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pick {
    /// A story, or several.
    pub wants: Wants,
    /// When it stands there.
    pub window: Window,
    /// Where it is written.
    pub place: Place,
}

/// What a pick names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wants {
    /// A story: its address, or its file as links name one.
    Story(Box<str>),
    /// The stories of a declared list.
    List(Box<str>),
}

/// From when until when something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Window {
    /// Not before this.
    pub from: Option<Moment>,
    /// Not from this on; a bare date meant the end of that day.
    pub until: Option<Moment>,
}

impl Window {
    /// Whether it is open at that time.
    pub fn is_open(&self, at: EditionTime) -> bool {
        self.from.is_none_or(|from| from.is_due(at)) && !self.until.is_some_and(|until| until.is_due(at))
    }

    /// When it opens and closes.
    pub fn moments(&self) -> impl Iterator<Item = Moment> {
        [self.from, self.until].into_iter().flatten()
    }
}

impl FrontPage {
    /// Every window of the page.
    pub fn windows(&self) -> impl Iterator<Item = &Window> {
        let FrontPage { banner, lead, sublinks, second, packages, source: _, hash: _ } = self;
        let packages = packages.iter().flat_map(|one| [&one.window].into_iter().chain(windows(&one.stories)));
        let banner = banner.iter().map(|banner| &banner.window);
        banner.chain(windows(lead)).chain(windows(sublinks)).chain(windows(second)).chain(packages)
    }

    /// Texts of the file that the page shows. The stories of its slots are shown with their own words.
    pub fn printed(&self) -> impl Iterator<Item = &str> {
        let banner = self.banner.iter().flat_map(|banner| [Some(&banner.text), banner.link.as_ref()]);
        let packages = self.packages.iter().flat_map(|package| [Some(&package.title), package.link.as_ref()]);
        banner.chain(packages).flatten().map(|text| &**text)
    }
}

fn windows(picks: &[Pick]) -> impl Iterator<Item = &Window> {
    picks.iter().map(|pick| &pick.window)
}

/// Reads a `_front.yaml`. What is wrong in it is told and left out; the rest counts.
pub fn read_front(source: &SourcePath, bytes: &[u8], zone: &SiteZone, found: &mut Found) -> FrontPage {
    let (text, mut faults) = (String::from_utf8_lossy(bytes), Found::new());
    if matches!(text, std::borrow::Cow::Owned(_)) {
        faults.push(Diagnostic::new(Code::NotUtf8, Place::file(source)).says("isn't UTF-8"));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut rows = Rows::of_file(source, text, &mut faults);
    let desk = Desk { zone };
    let front = FrontPage {
        source: source.clone(),
        banner: desk.banner(&mut rows, &mut faults),
        lead: desk.picks(&mut rows, "lead", &mut faults),
        sublinks: desk.picks(&mut rows, "sublinks", &mut faults),
        second: desk.picks(&mut rows, "second", &mut faults),
        packages: desk.packages(&mut rows, &mut faults),
        hash: xxh3_64(bytes),
    };
    rows.close(&[("secondary", "second"), ("package", "packages"), ("breaking", "banner")], &mut faults);
    // No article can be left out to mend a front page.
    found.extend(faults.into_iter().map(|fault| fault.culprit(None)));
    front
}

/// What reading a row needs.
struct Desk<'z> {
    zone: &'z SiteZone,
}

impl Desk<'_> {
    fn banner(&self, rows: &mut Rows<'_>, found: &mut Found) -> Option<Banner> {
        let row = rows.take("banner")?;
        let place = rows.place(&row);
        let Some(mut map) = rows.open(&row) else {
            let text = rows.text_of(&row, "a text, or `text`, `link` and `until`", found)?;
            return Some(Banner { text: text.into(), link: None, window: Window::default(), place });
        };
        let (text, link) = (map.text("text", found), map.text("link", found));
        let window = self.window(&mut map, found);
        if text.is_none() {
            found.push(rows.wrong(&row, "keys and values, with what it says as `text`"));
        }
        map.close(&[("url", "link"), ("href", "link")], found);
        Some(Banner { text: text?.into(), link: link.map(Into::into), window, place })
    }

    fn packages(&self, rows: &mut Rows<'_>, found: &mut Found) -> Vec<Package> {
        let Some(row) = rows.take("packages") else { return Vec::new() };
        let mut packages = Vec::new();
        for item in rows.items(&row) {
            let place = rows.place(&item);
            let Some(mut map) = rows.open(&item) else {
                found.push(rows.wrong(&item, "a list, each with a `title` and `stories`"));
                continue;
            };
            let (title, link) = (map.text("title", found), map.text("link", found));
            let window = self.window(&mut map, found);
            let stories = self.picks(&mut map, "stories", found);
            map.close(&[("url", "link"), ("name", "title"), ("items", "stories")], found);
            match title {
                Some(title) => {
                    let (title, link) = (title.into(), link.map(Into::into));
                    packages.push(Package { title, link, stories, window, place });
                }
                None => found.push(rows.wrong(&item, "keys and values, with the theme as `title`")),
            }
        }
        packages
    }

    /// What one slot or several are filled with; a single pick is a list of itself.
    fn picks(&self, rows: &mut Rows<'_>, key: &'static str, found: &mut Found) -> Vec<Pick> {
        let Some(row) = rows.take(key) else { return Vec::new() };
        let items = rows.items(&row);
        items.iter().filter(|item| !item.value().is_empty()).filter_map(|item| self.pick(rows, item, found)).collect()
    }

    fn pick(&self, rows: &Rows<'_>, item: &Row<'_>, found: &mut Found) -> Option<Pick> {
        const WANTS: &str = "a story's address or file, or keys and values with `story` or `list`";
        let place = rows.place(item);
        let Some(mut map) = rows.open(item) else {
            let story = rows.text_of(item, WANTS, found)?;
            return Some(Pick { wants: Wants::Story(story.into()), window: Window::default(), place });
        };
        let (story, list) = (map.text("story", found), map.text("list", found));
        let window = self.window(&mut map, found);
        map.close(&[("url", "story"), ("address", "story"), ("file", "story"), ("path", "story")], found);
        let wants = match (story, list) {
            (Some(story), None) => Wants::Story(story.into()),
            (None, Some(list)) => Wants::List(list.into()),
            (Some(_), Some(_)) | (None, None) => {
                found.push(rows.wrong(item, WANTS));
                return None;
            }
        };
        Some(Pick { wants, window, place })
    }

    fn window(&self, map: &mut Rows<'_>, found: &mut Found) -> Window {
        let wants = "a time, such as `2026-11-23 06:00`, or a day";
        let dated = |text: &str| read_date(text, self.zone).ok();
        let from = map.parsed("from", wants, found, dated).map(|dated| dated.moment);
        let until = map.parsed("until", wants, found, dated);
        let end = |dated: super::dates::Dated| match dated.moment.is_timed() {
            true => dated.moment,
            false => end_of_day(dated.written, self.zone),
        };
        Window { from, until: until.map(end) }
    }
}
