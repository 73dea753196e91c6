//! Open windows: who looks at which page, and what each is told when that changes.
//!
//! In: a window's page and its print. Out: messages for it. Never here: how they travel.

use std::sync::{Arc, Mutex};

use serde_json::json;
use tokio::sync::mpsc::{Sender, channel, error::TrySendError};

use super::faults::Faults;
use super::inject::hex;
use super::newsroom::{Newsroom, lock};
use super::round::{Page, Round};
use super::seats::{NOT_FOUND, address_of};
use super::styles;
use crate::base::{Address, EditionTime};

/// So many windows are told of changes; the eldest is let go for one more.
const MOST: usize = 256;

/// So many messages wait for a window that doesn't take them.
const WAITING: usize = 16;

/// An open window.
#[derive(Debug)]
struct Window {
    id: u64,
    /// The path that it was opened with.
    path: String,
    /// The edition that it asked for; none for that of now.
    at: Option<EditionTime>,
    /// The page as it was sent.
    print: u64,
    /// What it was last told of faults.
    faults: String,
    to: Sender<String>,
}

/// All open windows.
#[derive(Debug, Default)]
pub struct Windows(Mutex<(u64, Vec<Window>)>);

/// A page as a window would get it now.
struct Now {
    round: Arc<Round>,
    address: Address,
    /// None where nothing stands there.
    page: Option<Arc<Page>>,
    /// The hash of what is sent.
    print: u64,
    /// Whether there is anything new to be sent.
    is_sound: bool,
}

impl Windows {
    /// A window opens. Out: its number, and what will be told to it.
    pub fn open(
        &self,
        newsroom: &Newsroom,
        path: String,
        at: Option<EditionTime>,
        print: u64,
    ) -> (u64, tokio::sync::mpsc::Receiver<String>) {
        let (to, told) = channel(WAITING);
        let id = {
            let mut windows = lock(&self.0);
            windows.0 += 1;
            let id = windows.0;
            if windows.1.len() >= MOST {
                windows.1.remove(0);
            }
            windows.1.push(Window { id, path, at, print, faults: String::new(), to });
            id
        };
        // What changed between the page's answer and this is told at once.
        self.tell(newsroom, id, None);
        (id, told)
    }

    /// A window is closed.
    pub fn close(&self, id: u64) {
        lock(&self.0).1.retain(|window| window.id != id);
    }

    /// Tells every window what changed for it.
    pub fn tell_all(&self, newsroom: &Newsroom) {
        let row = |window: &Window| (window.id, window.path.clone(), window.at);
        let open: Vec<(u64, String, Option<EditionTime>)> = lock(&self.0).1.iter().map(row).collect();
        // Two windows may show one page, and both want to know how it was before.
        let last = |path: &str, at| Address::parse(path).ok().and_then(|address| newsroom.last_good(&address, at));
        let open: Vec<_> = open.into_iter().map(|(id, path, at)| (id, last(&path, at))).collect();
        for (id, last) in open {
            self.tell(newsroom, id, last.as_deref());
        }
    }

    /// Tells a window what is new of its page; `last` is the page as it last was good.
    fn tell(&self, newsroom: &Newsroom, id: u64, last: Option<&Page>) {
        let find = |windows: &mut Vec<Window>| windows.iter().position(|window| window.id == id);
        let asked = {
            let mut windows = lock(&self.0);
            find(&mut windows.1).map(|n| (windows.1[n].path.clone(), windows.1[n].at))
        };
        let Some(now) = asked.and_then(|(path, at)| Now::of(newsroom, &path, at)) else { return };
        let mut windows = lock(&self.0);
        if let Some(n) = find(&mut windows.1) {
            windows.1[n].hear(&now, last);
        }
    }
}

impl Now {
    fn of(newsroom: &Newsroom, path: &str, at: Option<EditionTime>) -> Option<Now> {
        let address = address_of(&*newsroom.round(at)?, path).unwrap_or_else(|| Address::new(path));
        let (round, page) = newsroom.page(&address, at)?;
        let sent = match &page {
            Some(page) => Some(page.clone()),
            None => newsroom.page(&Address::new(NOT_FOUND), at)?.1,
        };
        let is_sound = sent.as_ref().is_some_and(|page| page.bytes.is_some() && !page.is_outrun);
        let print = sent.map_or(0, |page| page.print);
        Some(Now { round, address, page, print, is_sound })
    }
}

impl Window {
    fn hear(&mut self, now: &Now, last: Option<&Page>) {
        if now.is_sound && now.print != self.print {
            let swap = last.filter(|last| last.print == self.print).zip(now.page.as_deref());
            let swap = swap.and_then(|(last, page)| styles::swap(last, page, &now.round));
            let print = hex(now.print);
            self.say(match swap {
                Some(swap) => json!({ "type": "styles", "swap": swap, "print": print }).to_string(),
                None => json!({ "type": "reload" }).to_string(),
            });
            self.print = now.print;
        }
        let faults = Faults::of(&now.round, &now.address, now.page.as_deref());
        let faults = faults.value(&now.round.closed().site.root).to_string();
        if faults != self.faults {
            self.say(faults.clone());
            self.faults = faults;
        }
    }

    fn say(&self, message: String) {
        match self.to.try_send(message) {
            // A window that takes no messages asks anew when it wakes.
            Ok(()) | Err(TrySendError::Full(_) | TrySendError::Closed(_)) => {}
        }
    }
}
