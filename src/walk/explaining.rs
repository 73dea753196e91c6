//! The walk as far as the plan, for one output or one source: what it is made of, or what is made of it.
//!
//! In: options, and what somebody typed. Out: an [`Explanation`], or the machine's failure. Never here: a write to
//! disk, a lock, the terminal.

mod asked;
mod made_from;
mod made_of;
mod words;

use std::convert::Infallible;
use std::path::Path;

use super::files::{self, Files};
use super::known::{Known, Opened};
use super::preview::{Closed, Unseen};
use super::reasons::Reasons;
use super::registering;
use super::{BuildOptions, instead, pictures, reading};
use crate::base::{Address, Failure, Found, SourcePath};
use crate::copy::Card;
use crate::edition::{Edition, Mark, State, Why};
use crate::ledger::Folder;
use crate::plan::Plan;
use crate::press::{Elements, Press};
use crate::site::{Expired, Site, Survey};
use asked::Meant;

/// What is known of an output or a source.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// Whether there is a ledger: else the plan alone is told.
    pub is_built: bool,
    /// What it is.
    pub answer: Answer,
}

/// What somebody asked for.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Something in the output.
    Output(Box<Output>),
    /// A file of the site.
    Source(Source),
    /// Nothing that is known.
    Unknown(Unknown),
}

/// An output.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its address.
    pub address: String,
    /// Its file, below the output's folder.
    pub file: String,
    /// What it is: `article “Ferry returns”`.
    pub kind: String,
    /// The files that it is made of, each with what it is there for.
    pub sources: Vec<Part>,
    /// The template, with all files that it is made of.
    pub template: Option<(String, Vec<String>)>,
    /// Whether it shows what every page shows of site.yaml.
    pub shows_site: bool,
    /// The keys of site.yaml that it reads beside.
    pub settings: Vec<String>,
    /// The declared lists that it gets.
    pub lists: Vec<String>,
    /// The data that it gets.
    pub data: Vec<String>,
    /// The addresses of the stories that it shows.
    pub shows: Vec<String>,
    /// The addresses that its text links to.
    pub links: Vec<String>,
    /// When its bytes last changed (RFC 3339), and why.
    pub last: Option<(String, String)>,
    /// The file, against what the last build left.
    pub on_disk: OnDisk,
    /// Why the next build writes it; none if it doesn't.
    pub due: Option<String>,
}

/// A file of the output, against what the last build left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OnDisk {
    /// As it was left.
    AsLeft,
    /// Somebody changed it since.
    Changed,
    /// It isn't there.
    Missing,
    /// It is there, and no ledger tells how it was left.
    Untold,
}

/// A file that an output is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The file.
    pub path: String,
    /// What it is there for, in words.
    pub role: &'static str,
}

/// A file of the site.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path.
    pub path: String,
    /// What it is, in words.
    pub kind: String,
    /// Why nothing is made of it now.
    pub left: Option<Left>,
    /// Whether it changed since the last build.
    pub is_changed: bool,
    /// The outputs that are made of it.
    pub outputs: Vec<Made>,
}

/// Why an article has no page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Left {
    /// In words: `a draft`.
    pub why: String,
    /// Where it would stand.
    pub address: Option<String>,
}

/// An output that is made of a source.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Made {
    /// Its address.
    pub address: String,
    /// What it is to the source: `its page`, or the output's kind.
    pub role: String,
}

/// Nothing that is known.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// Why, in words.
    pub why: String,
    /// What may have been meant.
    pub nearest: Option<String>,
}

/// Where the site lies, and its output.
struct Place<'s> {
    site: &'s Path,
    out: &'s Path,
    config: Option<&'s Path>,
}

/// All that an explanation goes by.
struct Scene<'s> {
    place: Place<'s>,
    survey: &'s Survey,
    known: &'s Known<'s>,
    site: &'s Site,
    edition: &'s Edition,
    plan: &'s Plan,
    press: &'s Press<'s>,
    elements: &'s Elements,
    files: &'s Files,
    reasons: &'s Reasons<'s>,
}

/// Explains what stands at an address or in a file, in the edition that a build would make now.
///
/// # Errors
/// Only when the machine fails.
pub fn explain(options: &BuildOptions, asked: &str) -> Result<Explanation, Failure> {
    let survey = Survey::take(&options.site, options.config.as_deref());
    let folder = Folder::unmade(&options.site, &options.out);
    // A ledger that can't be used is told by the next build.
    let opened = Opened::of(&folder).and_then(|opened| Ok((opened.made()?, opened))).ok();
    let known = opened.as_ref().and_then(|(made, opened)| {
        Known::of(opened, opened.look(&options.out).ok()?, made, &folder, &options.out).ok()
    });
    let known = known.unwrap_or_default();
    let mut found = Found::new();
    let mut site = Site::open(&options.site, &instead(options), &survey, &mut found)?;
    let copy = reading::read(&site, &survey.content, &known, &|_| {}, &mut found).copy;
    site.add_colours(copy.sections.iter().filter_map(|(page, _, _)| page.placed_colour()), &mut found);
    let edition = Edition::close(copy, &site.settings, options.at, options.drafts, &mut found);
    let plan = Plan::lay_out(&edition, &site, &mut found);
    let held = registering::hold(&site, &edition, &plan, options.drafts, &mut found)?;
    let files = files::hash(&plan.files, &site, &survey, &known);
    let says = plan.files.iter().map(|(source, _)| files::says(&files, source));
    let press = Press::set(&edition, &plan, &site, options.drafts).remembering(held.register.as_ref());
    let press = press.picturing(pictures::effort(&site.settings), says);
    let elements = press.elements(plan.files.iter().map(|(source, _)| files[source].low()).collect());
    let reasons = Reasons::of(&edition, known.ledger.as_ref(), &survey, &site.settings);
    let scene = Scene {
        place: Place { site: &options.site, out: &options.out, config: options.config.as_deref() },
        survey: &survey,
        known: &known,
        site: &site,
        edition: &edition,
        plan: &plan,
        press: &press,
        elements: &elements,
        files: &files,
        reasons: &reasons,
    };
    let answer = scene.answer(asked, || all_copy(options, &survey, &known))?;
    Ok(Explanation { is_built: known.ledger.is_some(), answer })
}

/// The same of an edition that is closed already, without what a ledger knows.
pub(super) fn explain_closed(closed: &Closed, press: &Press<'_>, asked: &str) -> Explanation {
    let Closed { site, edition, plan, .. } = closed;
    let (known, files) = (Known::default(), Files::default());
    let content = &site.content;
    let manuscripts = content.manuscripts.iter().map(|manuscript| &manuscript.source);
    let sides = content.sections.iter().chain(&content.profiles).map(|side| &side.source);
    let unlooked = |source: &SourcePath| (source.clone(), None);
    let survey = Survey {
        content: manuscripts.chain(sides).chain(&content.files).map(unlooked).collect(),
        statics: site.statics.iter().map(unlooked).collect(),
        ..Survey::of_workshop(&site.root, None)
    };
    // What a page is made of doesn't depend on what stands in its pictures.
    let elements = press.elements(vec![0; plan.files.len()]);
    let scene = Scene {
        place: Place { site: &site.root, out: &site.root.join("public"), config: None },
        survey: &survey,
        known: &known,
        site,
        edition,
        plan,
        press,
        elements: &elements,
        files: &files,
        reasons: &Reasons::of(edition, None, &survey, &site.settings),
    };
    let Ok(answer) = scene.answer::<Infallible>(asked, || Ok(closed.unseen.iter().map(seat_of).collect()));
    Explanation { is_built: false, answer }
}

impl Scene<'_> {
    /// What is known of what somebody asked for; `all` gives the articles as they would stand if none were left out.
    fn answer<E>(&self, asked: &str, all: impl Fn() -> Result<Vec<Seat>, E>) -> Result<Answer, E> {
        let answer = match self.meant(asked) {
            Meant::Output(address) => self.output(&address),
            Meant::Source(source) => Answer::Source(self.source(&source, None)),
            Meant::Address(address) => match all()?.into_iter().find(|left| left.1 == address) {
                Some(left) if self.edition.at_source(&left.0) == Some(None) => {
                    Answer::Source(self.source(&left.0, None))
                }
                Some(_) | None => Answer::Unknown(self.unknown_address(&address)),
            },
            Meant::Elsewhere(why) => Answer::Unknown(Unknown { why, nearest: None }),
            Meant::File(path) => Answer::Unknown(self.unknown_file(&path)),
        };
        Ok(match answer {
            Answer::Source(source) if source.left.is_some() => {
                let row = all()?.into_iter().find(|row| row.0.as_str() == source.path);
                Answer::Source(with_address(source, row))
            }
            Answer::Source(_) | Answer::Output(_) | Answer::Unknown(_) => answer,
        })
    }
}

/// An article with its address, and why readers don't see it.
type Seat = (SourcePath, Address, Option<String>);

/// All articles as they would stand if none were left out.
fn all_copy(options: &BuildOptions, survey: &Survey, known: &Known<'_>) -> Result<Vec<Seat>, Failure> {
    let mut found = Found::new();
    let mut site = Site::open(&options.site, &instead(options), survey, &mut found)?;
    site.settings.expired = Expired::Keep;
    let copy = reading::read(&site, &survey.content, known, &|_| {}, &mut found).copy;
    let edition = Edition::close(copy, &site.settings, options.at, true, &mut found);
    let seat = |story: crate::edition::Story| {
        let card = &story.article.card;
        let why = match (story.mark, story.state) {
            (Some(Mark::Draft), _) => Some(Why::Draft),
            (Some(Mark::Embargoed), _) => Some(Why::Embargoed),
            (Some(Mark::Future), _) => Some(Why::Future),
            (None, State::Kept) => Some(Why::Expired),
            (None, State::Published | State::Withdrawn | State::Expired) => None,
        };
        (card.source.clone(), story.address.clone(), why.and_then(|why| in_words(why, card)))
    };
    Ok(edition.stories.into_iter().map(seat).collect())
}

fn seat_of(unseen: &Unseen) -> Seat {
    let card = &unseen.article.card;
    (card.source.clone(), unseen.address.clone(), in_words(unseen.why, card))
}

/// Why an article is left out, with the time that it waits for.
fn in_words(why: Why, card: &Card) -> Option<String> {
    match why {
        Why::Draft => Some("a draft".to_owned()),
        Why::Embargoed => {
            let until = card.embargo.map_or_else(String::new, |moment| format!(" until {}", moment.rfc3339()));
            Some(format!("embargoed{until}"))
        }
        Why::Future => card.published.map(|at| format!("dated in the future: {}", at.rfc3339())),
        Why::Expired => card.expires.map(|at| format!("expired since {}", at.rfc3339())),
        Why::Faulty => None,
    }
}

/// A source with what would become of it.
fn with_address(source: Source, seat: Option<Seat>) -> Source {
    let Some((_, address, Some(why))) = seat else { return source };
    Source { left: Some(Left { why, address: Some(address.to_string()) }), ..source }
}
