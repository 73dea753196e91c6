//! Lists and data that pages get by name.

use tera::{Map, Value, value::Key};

use super::Press;
use super::view::Show;
use crate::edition::{Desk, Story, StoryId};
use crate::site::Site;
use crate::theme::{ListSpec, SectionOf};

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
    /// The declared lists of a page, by name.
    pub(super) fn lists(&self, desk: &Desk, around: Around<'_>) -> Value {
        let declared = self.site.theme.manifest.lists.iter().chain(&self.settings().lists);
        let wanted = declared.filter(|list| list.on.is_empty() || list.on.iter().any(|on| on == around.template));
        let mut map = Map::new();
        let mut made: Vec<(&str, Vec<StoryId>)> = Vec::new();
        for list in wanted {
            let ids = self.pick(list, desk, around, &made);
            map.insert(Key::from(list.name.clone()), self.cards(&ids).value());
            made.retain(|(name, _)| *name != list.name);
            made.push((&list.name, ids));
        }
        Value::from(map)
    }

    fn pick(
        &self,
        list: &ListSpec,
        desk: &Desk,
        around: Around<'_>,
        made: &[(&str, Vec<StoryId>)],
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
        let named = |groups: &[crate::edition::Group], slug: &String| {
            groups.iter().find(|g| *g.slug == **slug).map(|g| g.stories.clone()).unwrap_or_default()
        };
        let base: Vec<StoryId> = match (&list.tag, &list.series, section) {
            (Some(tag), _, _) => named(&desk.tags, tag),
            (None, Some(series), _) => named(&desk.series, series),
            (None, None, Some(section)) => desk.sections[section as usize].group.stories.clone(),
            (None, None, None) => desk.river.clone(),
        };
        let passed_over = |id: StoryId| {
            let related = own.is_some_and(|s| list.not.iter().any(|n| n == "related") && s.related.contains(&id));
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
