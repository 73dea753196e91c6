//! The editor: the one who takes in what changed, and closes editions.
//!
//! In: orders, in turn. Out: rounds for the newsroom, news for open windows. Never here: requests, HTTP.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::newsroom::{Newsroom, Order};
use super::round::Round;
use super::windows::Windows;
use super::{Clock, Said};
use crate::base::{EditionTime, SourcePath};
use crate::walk::{Closed, Names, Preview, Standing};

/// The clock is looked at so often.
const MINUTE: Duration = Duration::from_secs(60);

/// How long a file that was just emptied is given to be filled again: editors empty a file and then write it.
const HALF_WRITTEN: Duration = Duration::from_millis(40);

/// Who waits for the end of a turn.
type Waiting = Vec<Sender<()>>;

/// The editor at work.
pub struct Editor {
    standing: Standing,
    closed: Closed,
    newsroom: Arc<Newsroom>,
    clock: Clock,
    number: u64,
    /// Tells windows of a new edition, beside the work: their pages are printed for that.
    herald: Sender<()>,
    /// Writes down, beside the work, what is to be known at the next start.
    keeper: Option<JoinHandle<()>>,
}

impl Editor {
    /// An editor who has read the site.
    pub fn new(
        standing: Standing,
        closed: Closed,
        newsroom: Arc<Newsroom>,
        windows: Arc<Windows>,
        clock: Clock,
    ) -> Editor {
        let (herald, rounds) = channel();
        let room = newsroom.clone();
        std::thread::spawn(move || {
            while rounds.recv().is_ok() {
                // Only the last edition counts.
                while rounds.try_recv().is_ok() {}
                windows.tell_all(&room);
            }
        });
        let mut editor = Editor { standing, closed, newsroom, clock, number: 0, herald, keeper: None };
        editor.publish();
        editor
    }

    /// Does what is ordered until told to stop.
    pub fn work(mut self, orders: &Receiver<Order>) {
        self.keep();
        let mut put_off = None;
        loop {
            let order = match put_off.take() {
                Some(order) => order,
                None => match orders.recv_timeout(MINUTE) {
                    Ok(order) => order,
                    Err(RecvTimeoutError::Timeout) => Order::Tick,
                    Err(RecvTimeoutError::Disconnected) => break,
                },
            };
            match order {
                Order::TakeIn { names, ticket, done } => {
                    let mut waiting: Waiting = done.into_iter().collect();
                    let (mut names, mut ticket) = (names, ticket);
                    // What came meanwhile is taken in at one go.
                    while let Ok(next) = orders.try_recv() {
                        match next {
                            Order::TakeIn { names: more, ticket: later, done } => {
                                names = both(names, more);
                                ticket = ticket.max(later);
                                waiting.extend(done);
                            }
                            Order::Close(..) | Order::Tick | Order::Stop => {
                                put_off = Some(next);
                                break;
                            }
                        }
                    }
                    self.take_in(&names);
                    if let Some(ticket) = ticket {
                        self.newsroom.has_taken_in(ticket);
                    }
                    waiting.iter().for_each(|done| done.send(()).unwrap_or_default());
                }
                Order::Close(at, done) => {
                    drop(done.send(self.close(at)));
                    // Who asks for other times mustn't keep the clock from being looked at.
                    self.take_in(&Names::Some(BTreeSet::new()));
                }
                Order::Tick => self.take_in(&Names::Some(BTreeSet::new())),
                Order::Stop => break,
            }
        }
        self.keep();
        self.keeper.into_iter().for_each(|keeper| keeper.join().unwrap_or_default());
    }

    fn take_in(&mut self, names: &Names) {
        self.wait_for_writers(names);
        match self.standing.turn(&self.closed, names, (self.clock)()) {
            Ok(Some(closed)) => {
                self.closed = closed;
                self.publish();
                self.herald.send(()).unwrap_or_default();
            }
            Ok(None) => {}
            Err(failure) => self.newsroom.tell(Said::Failure(&failure)),
        }
    }

    /// A file that holds nothing now was perhaps only emptied to be written again.
    fn wait_for_writers(&self, names: &Names) {
        let Names::Some(names) = names else { return };
        let root = &self.closed.site.root;
        let is_empty =
            |name: &SourcePath| root.join(name.as_str()).metadata().is_ok_and(|meta| meta.is_file() && meta.len() == 0);
        if names.len() < 100 && names.iter().any(is_empty) {
            std::thread::sleep(HALF_WRITTEN);
        }
    }

    /// Puts the edition before the readers.
    fn publish(&mut self) -> Arc<Round> {
        self.number += 1;
        let round = self.newsroom.set(Round::new(self.number, Preview::set(self.closed.clone())));
        self.newsroom.tell_of(&round);
        round
    }

    fn close(&mut self, at: EditionTime) -> Option<Arc<Round>> {
        match self.standing.close(at, self.closed.drafts) {
            Ok(closed) => Some(Arc::new(Round::new(self.number, Preview::set(closed)))),
            Err(failure) => {
                self.newsroom.tell(Said::Failure(&failure));
                None
            }
        }
    }

    fn keep(&mut self) {
        if let Some(write) = self.standing.keeper() {
            // Cards that can't be written down are read again at the next start.
            let before = self.keeper.take();
            self.keeper = Some(std::thread::spawn(move || {
                before.into_iter().for_each(|keeper| keeper.join().unwrap_or_default());
                write().unwrap_or_default();
            }));
        }
    }
}

/// All that two say.
fn both(a: Names, b: Names) -> Names {
    match (a, b) {
        (Names::Some(mut a), Names::Some(b)) => {
            a.extend(b);
            Names::Some(a)
        }
        (Names::All, _) | (_, Names::All) => Names::All,
    }
}
