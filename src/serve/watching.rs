//! Who changes files: told by the system where it can, else found by looking.
//!
//! In: a site's folder. Out: orders to take in what changed, a burst at a time. Never here: what a change means.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::newsroom::{Newsroom, Order};
use super::{Said, folders};
use crate::base::{SourcePath, Stat};
use crate::walk::Names;

/// A burst of changes is over when it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(4);

/// A burst that goes on is taken in in parts of so many quiet times.
const LONGEST: usize = 100;

/// Where nobody tells of changes, they are looked for so often.
const LOOKS: Duration = Duration::from_secs(1);

/// The folders of a site that are watched with all below them.
const FOLDERS: [&str; 7] = ["content", "data", "i18n", "snippets", "static", "templates", "themes"];

/// Those of them that hold a site's copy, and may hold a hundred thousand files.
const COPY: [&str; 2] = ["content", "static"];

/// What a burst of events named.
#[derive(Debug)]
enum Noticed {
    Path(PathBuf),
    /// The site's folder itself went or was moved.
    Root,
    /// Some events were lost.
    Lost,
}

/// How a site is watched.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The site's folder.
    pub root: PathBuf,
    /// The settings' file where it isn't site.yaml.
    pub config: Option<PathBuf>,
    /// Whether changes are only looked for.
    pub is_polled: bool,
}

/// A watch that was begun: what is changed in the folders that it was told of is kept until somebody listens.
pub struct Watching {
    watched: Watched,
    newsroom: Arc<Newsroom>,
    /// None where changes are only looked for.
    watcher: notify::Result<Option<RecommendedWatcher>>,
    noticed: Receiver<(u64, Noticed)>,
}

/// What keeps a watch going until it is dropped.
pub struct Watch {
    _stop: Sender<()>,
}

impl Watching {
    /// Begins to watch all but the folders that hold a site's copy: these are told by [`Watching::enter`].
    pub fn begin(watched: Watched, newsroom: Arc<Newsroom>) -> Watching {
        let (events, noticed) = mpsc::channel();
        let watcher = if watched.is_polled { Ok(None) } else { watcher(&watched, &newsroom, events).map(Some) };
        Watching { watched, newsroom, watcher, noticed }
    }

    /// Watches a folder of copy, before what lies in it is looked at; folders below it come on their own.
    pub fn enter(&mut self, folder: &Path) {
        if let Ok(Some(watcher)) = &mut self.watcher
            && cfg!(target_os = "linux")
            && let Err(error) = folders::watch_one(watcher, folder)
        {
            self.watcher = Err(error);
        }
    }

    /// Listens from now on, and orders what changes to be taken in.
    pub fn listen(self) -> Watch {
        let Watching { watched, newsroom, watcher, noticed } = self;
        let (stop, stopped) = channel::<()>();
        let mut is_polled = watched.is_polled || is_remote(&watched.root);
        match watcher {
            Ok(Some(watcher)) => {
                let newsroom = newsroom.clone();
                std::thread::spawn(move || listen(watcher, &watched, &newsroom, &noticed));
            }
            Ok(None) => {}
            Err(error) => {
                let note = format!("changes can't be watched ({error}); they are looked for every second instead");
                newsroom.tell(Said::Note(&note));
                is_polled = true;
            }
        }
        if is_polled {
            std::thread::spawn(move || look(&newsroom, &stopped));
        }
        Watch { _stop: stop }
    }
}

/// Has the system tell of changes. Each is noticed at once, so that requests wait until it is taken in.
fn watcher(
    watched: &Watched,
    newsroom: &Arc<Newsroom>,
    events: Sender<(u64, Noticed)>,
) -> notify::Result<RecommendedWatcher> {
    let own = watched.clone();
    let room = newsroom.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| match event {
        Ok(event) if event.need_rescan() => drop(events.send((room.notice(), Noticed::Lost))),
        Ok(event) if is_change(&event.kind) => {
            for path in event.paths {
                let noticed = if path == own.root { Noticed::Root } else { Noticed::Path(path) };
                if !matches!(&noticed, Noticed::Path(path) if !own.is_ours(path)) {
                    let _ = events.send((room.notice(), noticed));
                }
            }
        }
        Ok(_) => {}
        Err(_) => drop(events.send((room.notice(), Noticed::Lost))),
    })?;
    let is_entered = |folder: &str| COPY.contains(&folder) && cfg!(target_os = "linux");
    let folders: Vec<&str> = FOLDERS.into_iter().filter(|folder| !is_entered(folder)).collect();
    watch_all(&mut watcher, watched, &folders)?;
    if let Some(folder) = watched.config.as_ref().and_then(|config| config.parent()) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

/// Watches the site's folder, and some of those in it with all below them.
fn watch_all(watcher: &mut RecommendedWatcher, watched: &Watched, folders: &[&str]) -> notify::Result<()> {
    watcher.watch(&watched.root, RecursiveMode::NonRecursive)?;
    folders.iter().try_for_each(|folder| folders::watch(watcher, &watched.root.join(folder)))
}

/// What tells a folder from another of the same name.
fn number_of(folder: &Path) -> Option<u64> {
    Stat::at(folder).ok().map(|stat| stat.inode)
}

/// Opening and reading a file changes nothing; closing one that was written does.
fn is_change(kind: &EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if *access != AccessKind::Close(AccessMode::Write))
}

impl Watched {
    /// Whether a path may be a file that dateline reads.
    fn is_ours(&self, path: &Path) -> bool {
        self.source(path).is_some()
    }

    /// The path below the site, as sources are named.
    fn source(&self, path: &Path) -> Option<SourcePath> {
        if self.config.as_ref().is_some_and(|config| config.file_name() == path.file_name()) {
            return Some(SourcePath::new("site.yaml"));
        }
        let below = path.strip_prefix(&self.root).ok()?;
        let text = below.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        let top = text.split('/').next().unwrap_or_default();
        let is_ours = FOLDERS.contains(&top) || matches!(text.as_str(), "site.yaml" | "register.tsv");
        is_ours.then(|| SourcePath::new(text))
    }
}

/// Gathers bursts of events, and orders what they name to be taken in.
fn listen(mut watcher: RecommendedWatcher, watched: &Watched, newsroom: &Newsroom, events: &Receiver<(u64, Noticed)>) {
    let mut root = number_of(&watched.root);
    loop {
        let first = match events.recv_timeout(LOOKS) {
            Ok(first) => first,
            Err(RecvTimeoutError::Timeout) => {
                // A site's folder that was made anew is another one, which nobody watches yet.
                let now = number_of(&watched.root);
                if now.is_some() && now != root {
                    root = now;
                    let _ = watch_all(&mut watcher, watched, &FOLDERS);
                    newsroom.order(Order::TakeIn { names: Names::All, ticket: None, done: None });
                }
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let mut burst = vec![first];
        for _ in 0..LONGEST {
            match events.recv_timeout(QUIET) {
                Ok(next) => {
                    burst.push(next);
                    burst.extend(events.try_iter());
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let (mut names, mut ticket, mut is_lost) = (BTreeSet::new(), 0, false);
        for (number, noticed) in burst {
            ticket = ticket.max(number);
            match noticed {
                Noticed::Path(path) => names.extend(watched.source(&path)),
                Noticed::Root => (root, is_lost) = (None, true),
                Noticed::Lost => is_lost = true,
            }
        }
        for name in &names {
            // A folder that came just now isn't watched yet. What can't be watched is at least looked at.
            let _ = folders::watch(&mut watcher, &watched.root.join(name.as_str()));
        }
        let names = if is_lost { Names::All } else { Names::Some(names) };
        newsroom.order(Order::TakeIn { names, ticket: Some(ticket), done: None });
    }
}

/// Orders to look at everything, again and again.
fn look(newsroom: &Newsroom, stopped: &Receiver<()>) {
    while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(LOOKS) {
        let (done, wait) = channel();
        newsroom.order(Order::TakeIn { names: Names::All, ticket: None, done: Some(done) });
        if wait.recv().is_err() {
            return;
        }
    }
}

/// Whether a folder lies on a file system where others may change files without this system's knowledge.
#[cfg(target_os = "linux")]
fn is_remote(root: &Path) -> bool {
    /// NFS, SMB, CIFS, SMB 2, FUSE, 9P, VirtualBox's and VMware's shared folders, Ceph, AFS.
    const REMOTE: [u64; 10] = [
        0x6969,
        0x517B,
        0xFF53_4D42,
        0xFE53_4D42,
        0x6573_5546,
        0x0102_1997,
        0x786F_4256,
        0xBACB_ACBC,
        0x00C3_6400,
        0x5346_414F,
    ];
    rustix::fs::statfs(root).is_ok_and(|of| REMOTE.contains(&(of.f_type as u64 & 0xFFFF_FFFF)))
}

/// Whether a folder lies on a file system where others may change files without this system's knowledge.
#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::Watched;

    #[test]
    fn only_what_a_site_is_made_of_counts() {
        let watched = Watched { root: PathBuf::from("/s"), config: Some("/etc/paper.yaml".into()), is_polled: false };
        let source = |path: &str| watched.source(Path::new(path)).map(|source| source.to_string());
        assert_eq!(source("/s/content/a.md").as_deref(), Some("content/a.md"));
        assert_eq!(source("/s/site.yaml").as_deref(), Some("site.yaml"));
        assert_eq!(source("/etc/paper.yaml").as_deref(), Some("site.yaml"));
        for other in ["/s/public/index.html", "/s/.dateline/preview/ledger", "/s/site.yaml~", "/other/content/a.md"] {
            assert_eq!(source(other), None, "{other}");
        }
    }
}
