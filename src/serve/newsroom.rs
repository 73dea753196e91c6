//! What all parts of the server share: the edition of now, the pages that were last good.
//!
//! In: editions from the editor, questions from requests. Out: pages. Never here: HTTP, files that change.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;

use super::faults::Told;
use super::round::{Page, Round};
use super::shelf::Shelf;
use super::{Tell, times};
use crate::base::{Address, EditionTime, Found, SourcePath};
use crate::walk::Names;

/// A page that is saved while it is printed is printed so many times.
const TRIES: usize = 4;

/// How long a request waits for what was saved before it came.
const PATIENCE: Duration = Duration::from_secs(5);

/// Pages are remembered as they last were good up to so many bytes.
pub(super) const MOST_GOOD: usize = 32 << 20;

/// Pages by address, and by the edition that was asked for; none for that of now.
type Good = Shelf<(Address, Option<EditionTime>)>;

/// What the editor is asked to do.
#[derive(Debug)]
pub enum Order {
    /// To take in what changed. `ticket`: all that was noticed up to it.
    TakeIn {
        /// The files.
        names: Names,
        /// The number of what was noticed; none where a request asks.
        ticket: Option<u64>,
        /// Told when it is done.
        done: Option<Sender<()>>,
    },
    /// To close the edition of another time.
    Close(EditionTime, Sender<Option<Arc<Round>>>),
    /// To see whether the clock changes anything.
    Tick,
    /// To write down what is to be known at the next start, and to go.
    Stop,
}

/// What all parts of the server share.
pub struct Newsroom {
    now: RwLock<Option<Arc<Round>>>,
    /// One other edition, with the number of the one it was asked beside.
    other: Mutex<Option<(EditionTime, u64, Arc<Round>)>>,
    orders: Mutex<Sender<Order>>,
    /// How many changes were noticed.
    noticed: AtomicU64,
    /// Up to which of them all is taken in.
    taken_in: watch::Sender<u64>,
    /// Told once the first edition is there.
    ready: watch::Sender<bool>,
    /// Pages as they last could be printed.
    good: Mutex<Good>,
    /// What the terminal was told.
    told: Mutex<Told>,
    tell: Tell,
}

impl Newsroom {
    /// A newsroom without an edition yet.
    pub fn new(orders: Sender<Order>, tell: Tell) -> Newsroom {
        Newsroom {
            now: RwLock::default(),
            other: Mutex::default(),
            orders: Mutex::new(orders),
            noticed: AtomicU64::new(0),
            taken_in: watch::Sender::new(0),
            ready: watch::Sender::new(false),
            good: Mutex::new(Shelf::new(MOST_GOOD)),
            told: Mutex::default(),
            tell,
        }
    }

    /// The edition of now, once there is one.
    pub fn now(&self) -> Option<Arc<Round>> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts an edition in the place of the last.
    pub fn set(&self, round: Round) -> Arc<Round> {
        let round = Arc::new(round);
        let last = self.now.write().unwrap_or_else(PoisonError::into_inner).replace(round.clone());
        // Whoever holds it waits for the editor, who is here; and it is known to be of the last edition anyway.
        if let Ok(mut other) = self.other.try_lock() {
            *other = None;
        }
        // A hundred thousand cards take a while to let go of.
        rayon::spawn(move || drop(last));
        self.ready.send_replace(true);
        round
    }

    /// Gives an order to the editor; none is taken once it has stopped.
    pub fn order(&self, order: Order) {
        let _ = lock(&self.orders).send(order);
    }

    /// Tells that something changed; gives the number of it.
    pub fn notice(&self) -> u64 {
        self.noticed.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Tells that all that was noticed up to a ticket is taken in.
    pub fn has_taken_in(&self, ticket: u64) {
        self.taken_in.send_if_modified(|taken| std::mem::replace(taken, ticket.max(*taken)) < ticket);
    }

    /// Waits until all that was noticed so far is taken in, and the first edition is there.
    pub async fn caught_up(&self) {
        let _ = self.ready.subscribe().wait_for(|ready| *ready).await;
        let noticed = self.noticed.load(Ordering::SeqCst);
        let mut taken_in = self.taken_in.subscribe();
        let _ = tokio::time::timeout(PATIENCE, taken_in.wait_for(|taken| *taken >= noticed)).await;
    }

    /// The time that somebody typed, in the zone of the site.
    pub fn time_of(&self, text: &str) -> Option<EditionTime> {
        let now = self.now();
        times::read(text, now.as_ref().map(|round| &round.closed().site.settings.zone))
    }

    /// The edition of a time, else that of now.
    pub fn round(&self, at: Option<EditionTime>) -> Option<Arc<Round>> {
        let now = self.now()?;
        let Some(at) = at.filter(|at| *at != now.closed().edition.at) else { return Some(now) };
        let mut other = lock(&self.other);
        if let Some((time, beside, round)) = &*other
            && (*time, *beside) == (at, now.number)
        {
            return Some(round.clone());
        }
        *other = None;
        let (done, wait) = channel();
        self.order(Order::Close(at, done));
        let round = wait.recv_timeout(PATIENCE * 6).ok()??;
        *other = Some((at, now.number, round.clone()));
        Some(round)
    }

    /// What stands at an address, with its edition. Where its file was saved meanwhile, that is taken in first.
    pub fn page(&self, address: &Address, at: Option<EditionTime>) -> Option<(Arc<Round>, Option<Arc<Page>>)> {
        let mut round = self.round(at)?;
        let mut page = round.page(address);
        for _ in 1..TRIES {
            let Some(source) = page.as_ref().and_then(|page| outrun(&round, page)) else { break };
            self.take_in(source);
            round = self.round(at)?;
            page = round.page(address);
        }
        if let Some(page) = &page {
            self.note(address, at, page);
        }
        Some((round, page))
    }

    /// Has the editor read a file, and waits for it.
    fn take_in(&self, source: SourcePath) {
        let (done, wait) = channel();
        let names = Names::Some([source].into());
        self.order(Order::TakeIn { names, ticket: None, done: Some(done) });
        let _ = wait.recv_timeout(PATIENCE);
    }

    /// Remembers a page that is good, and tells of one that isn't.
    fn note(&self, address: &Address, at: Option<EditionTime>, page: &Arc<Page>) {
        if page.bytes.is_some() && !page.is_outrun {
            lock(&self.good).keep((address.clone(), at), page);
        }
        if !page.is_outrun {
            let new = lock(&self.told).of_page(address, &page.found);
            self.say(new);
        }
    }

    /// The page of an edition as it last was good: what is under embargo now stays where it is not.
    pub fn last_good(&self, address: &Address, at: Option<EditionTime>) -> Option<Arc<Page>> {
        lock(&self.good).get(&(address.clone(), at))
    }

    /// Tells the terminal of what it wasn't told yet.
    pub fn tell_of(&self, round: &Round) {
        let (new, is_mended) = lock(&self.told).of_site(round.closed().found());
        self.say(new);
        if is_mended {
            (self.tell)(super::Said::Mended);
        }
    }

    /// Tells the terminal something.
    pub fn tell(&self, said: super::Said<'_>) {
        (self.tell)(said);
    }

    fn say(&self, new: Found) {
        if !new.is_empty() {
            (self.tell)(super::Said::Found(&new));
        }
    }
}

/// The file of a page that was saved after its edition had been closed; none where that can't be read anyway.
fn outrun(round: &Round, page: &Page) -> Option<SourcePath> {
    let (source, _) = page.source.as_ref().filter(|_| page.is_outrun)?;
    let faulty: &BTreeSet<SourcePath> = &round.closed().faulty;
    (!faulty.contains(source)).then(|| source.clone())
}

/// A lock whose holder panicked guards nothing half-done here.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
