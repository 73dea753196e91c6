//! A preview of the site at an address of this machine: pages are printed when they are asked for, from the same
//! walk that builds, and printed again when something they are made of is saved.
//!
//! In: options, a listening socket, the clock. Out: answers to requests until told to stop. Never here: a second way
//! to make a page, a change of the output folder, a request to another machine.
//!
//! The editor's thread alone takes in changes; requests read the round of now, and wait while there is something
//! that was noticed and isn't taken in. A round is never changed: another takes its place.

mod broken;
mod connections;
mod desk;
mod editor;
mod faults;
mod folders;
pub mod host;
mod inject;
mod newsroom;
mod pieces;
mod respond;
mod round;
mod seats;
mod shelf;
mod styles;
mod times;
mod visit;
mod watching;
mod windows;

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::channel;

use tokio::sync::watch;

use crate::base::{Diagnostic, EditionTime, Failure};
use crate::walk::{BuildOptions, Standing};
use connections::Desk;
use editor::Editor;
use newsroom::{Newsroom, Order};
use respond::Names;
use watching::{Watched, Watching};
use windows::Windows;

/// The edition time of now.
pub type Clock = Box<dyn Fn() -> EditionTime + Send + Sync>;

/// Who is told what happens.
pub type Tell = Box<dyn Fn(Said<'_>) + Send + Sync>;

/// What is served, and how.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The site, as a build reads it.
    pub site: BuildOptions,
    /// The name or address that it is served under.
    pub host: String,
    /// Whether changes are looked for every second, because the system doesn't tell of them.
    pub is_polled: bool,
}

/// What happens.
#[derive(Clone, Copy, Debug)]
pub enum Said<'a> {
    /// The site is read: from now on pages are answered at once.
    Ready,
    /// Faults that weren't told yet.
    Found(&'a [Diagnostic]),
    /// The last error is mended.
    Mended,
    /// The machine failed at something; the preview goes on.
    Failure(&'a Failure),
    /// Something that is good to know.
    Note(&'a str),
}

/// Serves a site until the user or the system says stop.
///
/// # Errors
/// When the machine fails before the first page can be served.
pub fn serve(options: ServeOptions, listener: TcpListener, clock: Clock, tell: Tell) -> Result<(), Failure> {
    let (orders, ordered) = channel();
    let newsroom = Arc::new(Newsroom::new(orders, tell));
    // Whatever tells of a change names it from the root of the file system.
    let site = BuildOptions { site: absolute(options.site.site.clone()), ..options.site };
    let watched =
        Watched { root: site.site.clone(), config: site.config.clone().map(absolute), is_polled: options.is_polled };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(32)
        .enable_all()
        .build()
        .map_err(Failure::when("start", "the server"))?;
    let (stop, stopped) = watch::channel(false);
    let windows = Arc::new(Windows::default());
    let desk = Arc::new(Desk {
        newsroom: newsroom.clone(),
        windows: windows.clone(),
        names: Names { host: options.host.clone() },
    });
    let serving = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        Ok(runtime.spawn(connections::serve(listener, desk, stopped)))
    });
    let serving = serving.map_err(Failure::when("listen", "the port"))?;
    // Whatever is saved while the site is read is noticed.
    let mut watching = Watching::begin(watched, newsroom.clone());
    let drafts = site.drafts;
    let standing = Standing::set_up(site, &mut |folder| watching.enter(folder))?;
    let watch = watching.listen();
    let closed = standing.close((clock)(), drafts)?;
    let editor = Editor::new(standing, closed, newsroom.clone(), windows, clock);
    newsroom.tell(Said::Ready);
    let editing = std::thread::spawn(move || editor.work(&ordered));
    runtime.block_on(told_to_stop());
    stop.send_replace(true);
    newsroom.order(Order::Stop);
    let _ = runtime.block_on(serving);
    drop(watch);
    let _ = editing.join();
    runtime.shutdown_background();
    Ok(())
}

fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// Waits for Ctrl-C, or for the system to say that it is enough.
async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
