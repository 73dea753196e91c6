//! Front pages as editors lay them out, each at its desk.
//!
//! In: what `_front.yaml` files say. Out: which front page has which file, and when one changes by itself. Never here: which
//! stories stand in the slots.

use std::sync::Arc;

use super::{DeskId, Edition, NextChange};
use crate::base::{Code, Diagnostic, Found, Lang, Moment, Place};
use crate::copy::FrontPage;

/// A front page's file and whose front it is.
#[derive(Debug)]
pub struct LaidOut {
    /// What it says.
    pub page: FrontPage,
    /// The desk.
    pub desk: DeskId,
    /// The section; none for the front of all.
    pub section: Option<u32>,
}

impl Edition {
    /// What editors say of a front page: of a desk's, or of one of its sections.
    pub fn front_of(&self, desk: DeskId, section: Option<u32>) -> Option<&FrontPage> {
        self.fronts.iter().find(|front| front.desk == desk && front.section == section).map(|front| &front.page)
    }

    /// All that editors say of front pages.
    pub fn fronts(&self) -> impl Iterator<Item = &FrontPage> {
        self.fronts.iter().map(|front| &front.page)
    }

    pub(super) fn set_fronts(&mut self, fronts: Vec<(FrontPage, Arc<str>, Lang)>, found: &mut Found) {
        for (page, path, lang) in fronts {
            let Some(desk) = self.desks.iter().position(|desk| desk.lang == lang) else { continue };
            let section = self.desks[desk].sections.iter().position(|section| section.path == path);
            if section.is_none() && !path.is_empty() {
                let fault = Diagnostic::new(Code::FrontSlot, Place::file(&page.source));
                found.push(fault.says(format!("there is no section `{path}`, so this front is of none")).culprit(None));
                continue;
            }
            self.fronts.push(LaidOut { page, desk: desk as DeskId, section: section.map(|n| n as u32) });
        }
        let change = self.front_changes().min_by_key(|(at, _)| *at);
        let change = change.map(|(at, page)| NextChange { at, source: page.source.clone(), what: "its slots change" });
        if let Some(change) = change.filter(|change| self.next_change.as_ref().is_none_or(|next| change.at < next.at)) {
            self.next_change = Some(change);
        }
    }

    /// When slots open and close after the edition's time.
    pub(super) fn front_changes(&self) -> impl Iterator<Item = (Moment, &FrontPage)> {
        let moments = |front| {
            let LaidOut { page, .. }: &LaidOut = front;
            page.windows().flat_map(|window| window.moments()).map(move |moment| (moment, page))
        };
        self.fronts.iter().flat_map(moments).filter(|(moment, _)| !moment.is_due(self.at))
    }
}
