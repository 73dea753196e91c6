//! Lists and data that pages get by name.

use serde_json::Value as Json;
use tera::{Map, Value, value::Key};

use super::Press;
use super::view::Show;
use crate::base::{Found, Place};
use crate::edition::{Desk, Story, StoryId};
use crate::matter::Field;
use crate::site::Site;
use crate::theme::{ListSpec, SectionOf, read_lists};

/// What a declared list may be relative to.
#[derive(Clone, Copy)]
pub(super) struct Around<'s> {
    /// The template's name.
    pub template: &'s str,
    /// The page's own story.
    pub story: Option<StoryId>,
    /// The page's own section.
    pub section: Option<u32>,
}

impl Press<'_> {
    /// The declared lists of a page, by name: the theme's, the site's, the article's own.
    pub(super) fn lists(&self, desk: &Desk, around: Around<'_>, found: &mut Found) -> Value {
        let mut map = Map::new();
        for (name, ids) in self.listed(desk, around, found) {
            map.insert(Key::from(name), self.cards(&ids).value(&self.needs));
        }
        Value::from(map)
    }

    /// The stories of each declared list of a page.
    pub(super) fn listed(&self, desk: &Desk, around: Around<'_>, found: &mut Found) -> Vec<(String, Vec<StoryId>)> {
        let own = self.own_lists(around, found);
        let declared = self.site.theme.manifest.lists.iter().chain(&self.settings().lists).chain(&own);
        let wanted = declared.filter(|list| list.on.is_empty() || list.on.iter().any(|on| on == around.template));
        let mut made: Vec<(String, Vec<StoryId>)> = Vec::new();
        for list in wanted {
            let ids = self.pick(list, desk, around, &made);
            match made.iter_mut().find(|(name, _)| *name == list.name) {
                Some(row) => row.1 = ids,
                None => made.push((list.name.clone(), ids)),
            }
        }
        made
    }

    /// What the article declares under `lists`.
    fn own_lists(&self, around: Around<'_>, found: &mut Found) -> Vec<ListSpec> {
        let Some(story) = around.story.map(|id| self.story(id)) else { return Vec::new() };
        match extra_field(story, "lists") {
            Some(field) => {
                let (source, mut faults) = (&story.article.card.source, Found::new());
                let lists = read_lists(&json_of(field), &Place::file(source), &mut faults);
                found.extend(faults.into_iter().map(|fault| fault.culprit(Some(source.clone()))));
                lists
            }
            None => Vec::new(),
        }
    }

    /// The data of a page: what the theme and the site declare, and what the article itself names under `data`.
    pub(super) fn page_data(&self, around: Around<'_>) -> Value {
        let Some(own) = self.own_data(around) else { return self.data.clone() };
        let mut map = self.data.as_map().cloned().unwrap_or_default();
        for (name, value) in own {
            map.insert(Key::from(name), value);
        }
        Value::from(map)
    }

    /// What the article names under `data`.
    pub(super) fn own_data(&self, around: Around<'_>) -> Option<Vec<(String, Value)>> {
        let own = extra_field(self.story(around.story?), "data")?.as_texts()?;
        let value = |name: &str| Some((name.to_owned(), self.site.data.get(name)?.clone()));
        Some(own.iter().filter_map(|name| value(name)).collect())
    }

    /// The stories of a declared list; `made` are the lists before it.
    pub(super) fn pick<'d>(
        &self,
        list: &ListSpec,
        desk: &'d Desk,
        around: Around<'_>,
        made: &[(String, Vec<StoryId>)],
    ) -> Vec<StoryId> {
        let own = around.story.map(|id| self.story(id));
        let section = match &list.section {
            None => None,
            Some(SectionOf::Same) => match around.section {
                Some(section) => Some(section),
                None => return Vec::new(),
            },
            Some(SectionOf::Path(path)) => match desk.sections.iter().position(|s| &*s.path == path) {
                Some(section) => Some(section as u32),
                None => return Vec::new(),
            },
        };
        let named = |groups: &'d [crate::edition::Group], slug: &String| -> &'d [StoryId] {
            groups.iter().find(|g| *g.slug == **slug).map_or(&[], |g| &g.stories)
        };
        let base: &'d [StoryId] = match (&list.tag, &list.series, section) {
            (Some(tag), _, _) => named(&desk.tags, tag),
            (None, Some(series), _) => named(&desk.series, series),
            (None, None, Some(section)) => &desk.sections[section as usize].group.stories,
            (None, None, None) => &desk.river,
        };
        let passed_over = |id: StoryId| {
            let related = around.story.filter(|_| list.not.iter().any(|name| name == "related"));
            let related = related.is_some_and(|own| self.edition.related(own).contains(&id));
            related || made.iter().any(|(name, ids)| list.not.iter().any(|n| n == name) && ids.contains(&id))
        };
        let start = match own.filter(|_| list.before_self) {
            Some(own) => base.partition_point(|id| !is_before(self.story(*id), own)),
            None => 0,
        };
        let fits = |id: &StoryId| {
            let story = self.story(*id);
            Some(*id) != around.story
                && (list.kinds.is_empty() || list.kinds.contains(&story.article.card.kind))
                && (section.is_none() || (list.tag.is_none() && list.series.is_none()) || story.section == section)
                && !passed_over(*id)
        };
        base[start..].iter().copied().filter(fits).take(list.limit).collect()
    }
}

fn extra_field<'s>(story: &'s Story, key: &str) -> Option<&'s Field> {
    let extra = &story.article.details().extra;
    extra.iter().find(|(name, _)| &**name == key).map(|(_, field)| field)
}

fn json_of(field: &Field) -> Json {
    match field {
        Field::Null => Json::Null,
        Field::Bool(value) => Json::from(*value),
        Field::Integer(value) => Json::from(*value),
        Field::Float(value) => Json::from(*value),
        Field::Text(value) => Json::from(&**value),
        Field::List(items) => items.iter().map(json_of).collect(),
        Field::Map(rows) => Json::Object(rows.iter().map(|(key, value)| (key.to_string(), json_of(value))).collect()),
    }
}

/// Whether a story stands after `own` in a list that is newest first.
fn is_before(story: &Story, own: &Story) -> bool {
    (story.seconds(), &own.address) < (own.seconds(), &story.address)
}

/// The data files that the theme or the site declares, by name.
pub(super) fn data(site: &Site) -> Value {
    let mut map = Map::new();
    for name in site.theme.manifest.data.iter().chain(&site.settings.data) {
        if let Some(value) = site.data.get(name) {
            map.insert(Key::from(name.clone()), value.clone());
        }
    }
    Value::from(map)
}
