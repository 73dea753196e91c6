//! Open windows: who looks at which page, and what each is told when that changes.
//!
//! In: a window's page and its print. Out: messages for it. Never here: how they travel.

use std::sync::Mutex;

use serde_json::json;
use tokio::sync::mpsc::{Sender, channel, error::TrySendError};

use super::faults::Faults;
use super::newsroom::{Newsroom, lock};
use super::round::{Page, Round};
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
    /// The page it shows.
    page: Address,
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

impl Windows {
    /// A window opens. Out: its number, and what will be told to it.
    pub fn open(
        &self,
        newsroom: &Newsroom,
        page: Address,
        at: Option<EditionTime>,
        print: u64,
    ) -> (u64, tokio::sync::mpsc::Receiver<String>) {
        let (to, told) = channel(WAITING);
        let mut window = Window { id: 0, page, at, print, faults: String::new(), to };
        // What changed between the page's answer and this is told at once.
        if let Some((round, page)) = newsroom.page(&window.page, at) {
            window.tell(&round, page.as_deref(), None);
        }
        let mut windows = lock(&self.0);
        windows.0 += 1;
        window.id = windows.0;
        if windows.1.len() >= MOST {
            windows.1.remove(0);
        }
        let id = window.id;
        windows.1.push(window);
        (id, told)
    }

    /// A window is closed.
    pub fn close(&self, id: u64) {
        lock(&self.0).1.retain(|window| window.id != id);
    }

    /// Tells every window what changed for it.
    pub fn tell_all(&self, newsroom: &Newsroom, now: &Round) {
        let open: Vec<(u64, Address, Option<EditionTime>)> =
            lock(&self.0).1.iter().map(|window| (window.id, window.page.clone(), window.at)).collect();
        let open: Vec<_> = open.into_iter().map(|row| (newsroom.last_good(&row.1), row)).collect();
        for (last, (id, address, at)) in open {
            // Another edition is closed by who asks for it: its windows are told to ask.
            let page = if at.is_none() { now.page(&address) } else { None };
            if let Some(page) = &page {
                newsroom.note(&address, page);
            }
            let mut windows = lock(&self.0);
            let Some(window) = windows.1.iter_mut().find(|window| window.id == id) else { continue };
            match at {
                None => window.tell(now, page.as_deref(), last.as_deref()),
                Some(_) => window.say(json!({ "type": "reload" }).to_string()),
            }
        }
    }
}

impl Window {
    /// Tells the window what is new of its page; `last` is the page as it last was good.
    fn tell(&mut self, round: &Round, page: Option<&Page>, last: Option<&Page>) {
        let is_sound = page.is_none_or(|page| page.bytes.is_some() && !page.is_outrun);
        let print = page.map_or(0, |page| page.print);
        if is_sound && print != self.print {
            let swap = last.filter(|last| last.print == self.print).zip(page);
            let swap = swap.and_then(|(last, page)| styles::swap(last, page, round));
            match swap {
                Some(swap) => self.say(json!({ "type": "styles", "swap": swap, "print": hex(print) }).to_string()),
                None => self.say(json!({ "type": "reload" }).to_string()),
            }
            self.print = print;
        }
        let faults = Faults::of(round, &self.page, page).value(&round.closed().site.root).to_string();
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

/// A print as it stands in a page.
pub fn hex(print: u64) -> String {
    format!("{print:016x}")
}
