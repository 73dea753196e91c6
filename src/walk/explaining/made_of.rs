//! What an output is made of, and whether the next build writes it.
//!
//! In: an address of the plan. Out: an [`Output`]. The one sheet is printed in memory, so that what is told is what a
//! build would do. Never here: other sheets, a write to disk.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use xxhash_rust::xxh3::xxh3_128;

use super::{Answer, OnDisk, Output, Part, Scene, files};
use crate::base::{Address, Moment, SourcePath};
use crate::edition::{StoryId, news_window};
use crate::plan::{ListPage, Sheet};
use crate::press::{Asked, Assay, Bytes, Fingerprint, Mix, Printed};
use crate::walk::known::Old;

/// What a text asks of the rest of the site.
#[derive(Default)]
struct Wanted {
    files: BTreeSet<SourcePath>,
    links: BTreeSet<String>,
    components: BTreeSet<String>,
}

impl Scene<'_> {
    /// Explains an output.
    pub(super) fn output(&self, address: &Address) -> Answer {
        let Some(sheet) = self.plan.at(address) else { return Answer::Unknown(self.unknown_address(address)) };
        let printed = self.press.print(address, sheet);
        let asks = postcard::to_allocvec(&printed.asks).unwrap_or_default();
        let asks_of = |id: StoryId| {
            let old = self.known.output(self.edition.story(id).address.as_str())?;
            Some(old.sheet.asks)
        };
        let own: &[u8] = if printed.asks.is_empty() { &[] } else { &asks };
        let print = Assay::new(self.press, self.elements, &asks_of).of(sheet, Some(own), &mut Mix::default());
        let old = self.known.output(address.as_str());
        let on_disk = self.on_disk(address, old);
        let wanted = self.wanted(sheet, address, &printed);
        let template = self.press.template_name(sheet);
        let shows_site = !matches!(sheet, Sheet::File(_) | Sheet::Asset(_));
        Answer::Output(Box::new(Output {
            address: address.to_string(),
            file: address.out_path(),
            kind: self.kind(sheet),
            sources: self.sources(sheet, &wanted.files),
            template: template.map(|name| (name.to_owned(), self.template_files(name, &wanted.components))),
            shows_site,
            settings: self.press.own_settings(sheet).iter().map(|key| (*key).to_owned()).collect(),
            lists: self.press.list_names(sheet),
            data: self.press.data_names(sheet).iter().flat_map(|name| self.data_files(name)).collect(),
            shows: self.shows(sheet, print.as_ref()),
            links: wanted.links.into_iter().collect(),
            last: old.map(|old| (self.time(old.sheet.at), old.sheet.why.to_owned())),
            on_disk,
            due: self.due(old, on_disk, &printed, print.as_ref()),
        }))
    }

    fn time(&self, seconds: i64) -> String {
        let at = Timestamp::from_second(seconds).unwrap_or_default();
        Moment::at(at, &self.site.settings.zone).rfc3339()
    }

    fn on_disk(&self, address: &Address, old: Option<Old<'_, '_>>) -> OnDisk {
        let path = self.place.out.join(address.out_path());
        match old {
            Some(Old { stat: Some(_), .. }) => OnDisk::AsLeft,
            Some(Old { stat: None, sheet, .. }) => match files::hash_at(&path) {
                Some(hash) if hash == sheet.hash => OnDisk::AsLeft,
                Some(_) => OnDisk::Changed,
                None => OnDisk::Missing,
            },
            None if path.is_file() => OnDisk::Untold,
            None => OnDisk::Missing,
        }
    }

    /// Why the next build writes an output.
    fn due(
        &self,
        old: Option<Old<'_, '_>>,
        on_disk: OnDisk,
        printed: &Printed,
        print: Option<&Fingerprint>,
    ) -> Option<String> {
        self.known.ledger.as_ref()?;
        let Some(Old { sheet: old, .. }) = old else { return Some("new".to_owned()) };
        let hash = match &printed.bytes {
            Bytes::Here(bytes) => Some(xxh3_128(bytes).to_le_bytes()),
            Bytes::File(source) => self.files.get(source).map(|file| file.hash),
            Bytes::None => return Some("an error keeps it from being printed: `dateline build` tells it".to_owned()),
        };
        if hash != Some(old.hash) {
            return Some(self.reasons.why(Some(old), print, self.elements).into_owned());
        }
        match on_disk {
            OnDisk::AsLeft | OnDisk::Untold => None,
            OnDisk::Changed => Some("its file was changed".to_owned()),
            OnDisk::Missing => Some("its file was removed".to_owned()),
        }
    }

    /// The source by which the links of a sheet's own text go, and the text's asks resolved.
    fn wanted(&self, sheet: &Sheet, address: &Address, printed: &Printed) -> Wanted {
        let mut wanted = Wanted::default();
        let Some(source) = self.text_of(sheet) else { return wanted };
        for ask in &printed.asks {
            match self.press.asked(ask, source, address) {
                Asked::Output(address) => drop(wanted.links.insert(address.to_string())),
                Asked::File(file) => drop(wanted.files.insert(file)),
                Asked::Component(name) => drop(wanted.components.insert(name)),
                Asked::Elsewhere => {}
            }
        }
        if let Sheet::Story(id) = sheet {
            wanted.files.extend(self.lead_image(*id));
        }
        wanted
    }

    /// The file that a sheet's own text stands in.
    pub(super) fn text_of(&self, sheet: &Sheet) -> Option<&SourcePath> {
        if let Sheet::Story(id) | Sheet::Notice(id) = sheet {
            return Some(&self.edition.story(*id).article.card.source);
        }
        let Sheet::List(desk, list, _) = sheet else { return None };
        self.press.text_above(*desk, *list)
    }

    /// The file of a story's lead image.
    pub(super) fn lead_image(&self, id: StoryId) -> Option<SourcePath> {
        let card = &self.edition.story(id).article.card;
        let ask = crate::press::Ask::File(card.image.as_ref()?.src.clone());
        match self.press.asked(&ask, &card.source, &self.edition.story(id).address) {
            Asked::File(file) => Some(file),
            Asked::Output(_) | Asked::Component(_) | Asked::Elsewhere => None,
        }
    }

    fn sources(&self, sheet: &Sheet, shown: &BTreeSet<SourcePath>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut add = |path: &SourcePath, role: &'static str| parts.push(Part { path: path.to_string(), role });
        if let Sheet::Story(id) | Sheet::Notice(id) | Sheet::Alias(id) = sheet {
            let story = self.edition.story(*id);
            add(&story.article.card.source, "the article");
            let profiles = story.authors.iter().filter_map(|n| self.edition.authors[*n as usize].profile.as_ref());
            let is_page = matches!(sheet, Sheet::Story(_));
            profiles.filter(|_| is_page).for_each(|profile| add(&profile.source, "profile of an author"));
            let section = story.section.map(|n| &self.edition.desk_of(story).sections[n as usize]);
            if let Some((source, _)) = section.and_then(|section| section.source.as_ref()) {
                add(source, "its section");
            }
        } else if let Sheet::File(source) = sheet {
            add(source, "the file");
        } else if let Sheet::List(_, _, page) = sheet
            && let Some(source) = self.text_of(sheet)
        {
            add(source, if *page == ListPage::Newest { "text above the list" } else { "name of the list" });
        }
        shown.iter().for_each(|file| add(file, "picture or file"));
        parts
    }

    /// All files of a template, and of the components that a text calls.
    fn template_files(&self, name: &str, components: &BTreeSet<String>) -> Vec<String> {
        let closures = &self.elements.closures;
        let own = closures.templates.get(name).into_iter();
        let called = components.iter().filter_map(|name| closures.components.get(name));
        let all: BTreeSet<String> =
            own.chain(called).flat_map(|closure| &closure.files).map(ToString::to_string).collect();
        all.into_iter().collect()
    }

    /// The files of a name under `data/`.
    fn data_files(&self, name: &str) -> Vec<String> {
        let stem = format!("data/{name}");
        let is_it = |path: &&str| path.strip_prefix(&stem).is_some_and(|rest| rest.starts_with(['.', '/']));
        self.survey.workshop.iter().map(|(path, _)| path.as_str()).filter(is_it).map(str::to_owned).collect()
    }

    /// The addresses of the stories that a sheet shows beside its own.
    fn shows(&self, sheet: &Sheet, print: Option<&Fingerprint>) -> Vec<String> {
        let address = |id: &StoryId| self.edition.story(*id).address.to_string();
        let mut shown: Vec<String> = Vec::new();
        if let Some(print) = print {
            let all: BTreeMap<u32, StoryId> =
                self.elements.addresses().iter().map(|hash| *hash as u32).zip(0..).collect();
            shown.extend(members(print.members()).filter_map(|n| all.get(&n)).map(address));
        } else {
            shown.extend(self.ids_on(sheet).iter().map(address));
        }
        let mut seen = BTreeSet::new();
        shown.retain(|address| seen.insert(address.clone()));
        shown
    }

    /// The stories of those sheets that are printed each time, where that is told cheaply.
    pub(super) fn ids_on(&self, sheet: &Sheet) -> Vec<StoryId> {
        if let Sheet::Sitemap(None, _) = sheet {
            return self.plan.mapped.get(&None).cloned().unwrap_or_default();
        }
        if let Sheet::NewsSitemap = sheet {
            return news_window(self.edition);
        }
        let Some(desk) = sheet.desk().map(|n| &self.edition.desks[usize::from(n)]) else { return Vec::new() };
        if let Sheet::Front(desk) = sheet {
            return self.press.stories_on_front(*desk);
        }
        if let Sheet::Corrections(_) | Sheet::CorrectionsFeed(_) = sheet {
            return desk.corrections.iter().map(|row| row.0).collect();
        }
        if let Sheet::Undated(_) = sheet {
            return desk.undated.clone();
        }
        if let Sheet::Feed(_, list, _) = sheet {
            let stories = list.stories(desk);
            return stories[..stories.len().min(self.site.settings.feeds.size)].to_vec();
        }
        Vec::new()
    }
}

/// The stories of packed members, by the low half of their addresses' hashes.
pub(super) fn members(packed: &[u8]) -> impl Iterator<Item = u32> {
    packed.as_chunks::<4>().0.iter().map(|row| u32::from_le_bytes(*row))
}
