//! What is made from a source.
//!
//! In: a path that the survey has. Out: a [`Source`] with all outputs that show it. Never here: printing.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::made_of::members;
use super::{Left, Made, Scene, Source};
use crate::base::{Address, SourcePath};
use crate::edition::{DeskId, StoryId, Why};
use crate::plan::{ListRef, Sheet, TermsOf};
use crate::press::{Ask, Asked, Assay, Mix};

/// Outputs by address, each with what it is to the source.
type Rows = BTreeMap<String, String>;

impl Scene<'_> {
    /// Explains a source; `left`: why an article has no page, where that is known already.
    pub(super) fn source(&self, path: &SourcePath, left: Option<Left>) -> Source {
        let mut rows = Rows::new();
        let mut left = left;
        let kind = match self.edition.at_source(path) {
            Some(Some(id)) => {
                self.of_story(id, &mut rows);
                let standing = self.edition.story(id).article.card.standing;
                (if standing { "standing page" } else { "article" }).to_owned()
            }
            Some(None) => {
                left = left.or_else(|| self.why_left(path));
                "article".to_owned()
            }
            None => self.of_other(path, &mut rows).to_owned(),
        };
        let mut outputs: Vec<Made> = rows.into_iter().map(|(address, role)| Made { address, role }).collect();
        outputs.sort_by_key(|made| !made.role.starts_with("its "));
        Source { path: path.to_string(), kind, left, is_changed: self.is_changed(path), outputs }
    }

    fn is_changed(&self, path: &SourcePath) -> bool {
        let Some(ledger) = &self.known.ledger else { return false };
        let stat = self.survey.all().find(|(own, _)| own == path).and_then(|(_, stat)| *stat);
        stat.is_some() && ledger.source(path.as_str()).map(|(source, _)| source.stat) != stat
    }

    fn why_left(&self, path: &SourcePath) -> Option<Left> {
        let row = self.edition.left_out.iter().find(|row| row.source == *path)?;
        let why = match row.why {
            Why::Draft => "a draft",
            Why::Embargoed => "embargoed",
            Why::Future => "dated in the future",
            Why::Expired => "expired",
            Why::Faulty => "it has an error: `dateline build` tells it",
        };
        Some(Left { why: why.to_owned(), address: None })
    }

    fn add(&self, rows: &mut Rows, wanted: impl Fn(&Address, &Sheet) -> bool + Sync) {
        let of = self.plan.sheets.par_iter().filter(|(address, sheet)| wanted(address, sheet));
        let found: Vec<(String, String)> = of.map(|(address, sheet)| (address.to_string(), self.kind(sheet))).collect();
        for (address, kind) in found {
            rows.entry(address).or_insert(kind);
        }
    }

    /// The outputs of a story: its page, old addresses, and all that shows it.
    fn of_story(&self, id: StoryId, rows: &mut Rows) {
        let story = self.edition.story(id);
        let is_notice = matches!(self.plan.at(&story.address), Some(Sheet::Notice(_)));
        rows.insert(story.address.to_string(), (if is_notice { "its notice" } else { "its page" }).to_owned());
        self.add(rows, |_, sheet| *sheet == Sheet::Alias(id));
        let hash = self.elements.addresses()[id as usize] as u32;
        // Which stories a sheet shows doesn't depend on what texts ask.
        let nothing = |_: StoryId| Some(&[][..]);
        let assay = Assay::new(self.press, self.elements, &nothing);
        let year = story.article.card.published.map(|at| at.month().0).filter(|_| story.is_listed());
        self.add(rows, |_, sheet| {
            if let Sheet::Archive(desk) | Sheet::Year(desk, _) = sheet {
                let of = if let Sheet::Year(_, of) = sheet { Some(*of) } else { year };
                return *desk == story.desk && year.is_some() && of == year;
            }
            if let Sheet::Redirects = sheet {
                return !story.article.card.aliases.is_empty();
            }
            let print = assay.of(sheet, Some(&[]), &mut Mix::default()).filter(|_| !matches!(sheet, Sheet::Feed(..)));
            match print {
                Some(print) => members(print.members()).any(|member| member == hash),
                None => self.ids_on(sheet).contains(&id),
            }
        });
        self.add_asking(rows, &|asked| *asked == Asked::Output(story.address.clone()));
    }

    /// Adds the articles whose text asks for something, as the ledger knows it.
    fn add_asking(&self, rows: &mut Rows, wanted: &(dyn Fn(&Asked) -> bool + Sync)) {
        let asks_for_it = |address: &Address, sheet: &Sheet| {
            let Some(source) = self.text_of(sheet) else { return false };
            let Some(old) = self.known.output(address.as_str()).filter(|old| !old.sheet.asks.is_empty()) else {
                return false;
            };
            let asks: Vec<Ask> = postcard::from_bytes(old.sheet.asks).unwrap_or_default();
            asks.iter().any(|ask| wanted(&self.press.asked(ask, source, address)))
        };
        self.add(rows, asks_for_it);
    }

    /// The outputs of a file that is no article; out: what it is.
    fn of_other(&self, path: &SourcePath, rows: &mut Rows) -> &'static str {
        let name = path.as_str();
        let author = |a: &crate::edition::Author| a.profile.as_ref().is_some_and(|profile| profile.source == *path);
        if let Some(n) = self.edition.authors.iter().position(author) {
            self.of_author(n as u32, rows);
            return "profile of an author";
        }
        if let Some((desk, section)) = self.section_at(path) {
            self.of_section(desk, section, rows);
            return "page of a section";
        }
        if self.plan.file_address(path).is_some() {
            self.of_file(path, rows);
            return "picture or file";
        }
        let is_page = |sheet: &Sheet| self.press.template_name(sheet).is_some();
        if name == "site.yaml" {
            self.add(rows, |_, sheet| !matches!(sheet, Sheet::File(_)));
            return "settings: every page shows some, and the next build prints only what a change touches";
        }
        if let Some(rest) = name.strip_prefix("data/") {
            let named = |own: &String| rest.strip_prefix(own.as_str()).is_some_and(|r| r.starts_with(['.', '/']));
            self.add(rows, |_, sheet| is_page(sheet) && self.press.data_names(sheet).iter().any(named));
            return "data";
        }
        if name == crate::register::FILE {
            self.add(rows, |_, sheet| matches!(sheet, Sheet::Feed(..)));
            return "the register";
        }
        if name.contains("templates/") {
            self.of_template(path, rows);
            return "template";
        }
        if let Some((_, asset)) = name.split_once("/assets/") {
            self.add(rows, |_, sheet| is_page(sheet) || matches!(sheet, Sheet::Asset(own) if own == asset));
            return "file of the theme";
        }
        if name.starts_with("i18n/") || name.starts_with("themes/") {
            self.add(rows, |_, sheet| is_page(sheet) || matches!(sheet, Sheet::Feed(..) | Sheet::CorrectionsFeed(_)));
            return "words and settings of the theme";
        }
        "file"
    }

    fn of_author(&self, author: u32, rows: &mut Rows) {
        let signs = |id: &StoryId| self.edition.story(*id).authors.contains(&author);
        self.add(rows, |_, sheet| {
            if let Sheet::List(desk, ListRef::Author(n), _) | Sheet::Feed(desk, ListRef::Author(n), _) = sheet {
                return self.edition.desks[usize::from(*desk)].authors[*n as usize].author == Some(author);
            }
            matches!(sheet, Sheet::Terms(_, TermsOf::Authors)) || matches!(sheet, Sheet::Story(id) if signs(id))
        });
    }

    fn section_at(&self, path: &SourcePath) -> Option<(DeskId, u32)> {
        self.edition.desks.iter().zip(0..).find_map(|(desk, number)| {
            let is_it = |section: &crate::edition::Section| section.source.as_ref().is_some_and(|(own, _)| own == path);
            Some((number, desk.sections.iter().position(is_it)? as u32))
        })
    }

    fn of_section(&self, desk: DeskId, section: u32, rows: &mut Rows) {
        let sections = &self.edition.desks[usize::from(desk)].sections;
        let is_within = |n: u32| {
            let mut at = Some(n);
            while let Some(number) = at.filter(|number| *number != section) {
                at = sections[number as usize].parent;
            }
            at.is_some()
        };
        self.add(rows, |_, sheet| {
            if let Sheet::List(own, ListRef::Section(n), _) | Sheet::Feed(own, ListRef::Section(n), _) = sheet {
                return *own == desk && is_within(*n);
            }
            if let Sheet::Story(id) | Sheet::Notice(id) = sheet {
                let story = self.edition.story(*id);
                return story.desk == desk && story.section.is_some_and(is_within);
            }
            *sheet == Sheet::Front(desk)
        });
    }

    fn of_file(&self, path: &SourcePath, rows: &mut Rows) {
        let wanted = Asked::File(path.clone());
        if let Some(address) = self.plan.file_address(path)
            && (self.plan.has(address) || self.known.output(address.as_str()).is_some())
        {
            rows.insert(address.to_string(), "its copy".to_owned());
        }
        self.add(rows, |_, sheet| matches!(sheet, Sheet::Story(id) if self.lead_image(*id).as_ref() == Some(path)));
        self.add_asking(rows, &|asked| *asked == wanted);
    }

    fn of_template(&self, path: &SourcePath, rows: &mut Rows) {
        let closures = &self.elements.closures;
        let holds = |closure: &crate::theme::Closure| closure.files.contains(path);
        let templates: BTreeSet<&str> =
            closures.templates.iter().filter(|(_, closure)| holds(closure)).map(|(name, _)| name.as_str()).collect();
        self.add(rows, |_, sheet| self.press.template_name(sheet).is_some_and(|name| templates.contains(name)));
        let components: BTreeSet<&String> =
            closures.components.iter().filter(|(_, closure)| holds(closure)).map(|(name, _)| name).collect();
        self.add_asking(rows, &|asked| matches!(asked, Asked::Component(name) if components.contains(name)));
    }
}
