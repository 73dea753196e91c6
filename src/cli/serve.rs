//! `dateline serve`: previews the site at an address of this machine.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::time::Instant;

use serde_json::json;

use super::{
    args::{Format, SiteFlags},
    exit::{Exit, Stop},
    meaning, report,
    surroundings::Surroundings,
    voice::Voice,
};
use crate::base::Failure;
use crate::serve::{Said, ServeOptions, serve};

/// Where the preview stands unless said otherwise.
const PORT: u16 = 4000;

/// So many ports after that one are tried while others use them.
const PORTS: u16 = 50;

const EXAMPLES: &str = "\
Examples:
  dateline serve                          preview at http://127.0.0.1:4000/
  dateline serve courier --drafts --open  with drafts, in your browser at once
  dateline serve --at 2026-12-24T06:00Z   as it will be then
  dateline serve --host 0.0.0.0           for other devices in this network, your phone say

Its own pages are at /_dateline/: drafts, what is scheduled, warnings, sizes.";

/// Preview the site, and reload its pages on every save.
///
/// Each page is made when a browser asks for it, as `build` would make it. SITE/public is neither read nor written.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Which site, and how it is read.
    #[command(flatten)]
    pub site: SiteFlags,
    /// Listen at this address
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// Listen at this port; 0: at any that is free [default: 4000, or the next that is free]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes every second, where the system can't tell of them (some network drives)
    #[arg(long)]
    pub poll: bool,
}

/// Serves until Ctrl-C.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    let began = Instant::now();
    let site = meaning::reading_options(&args.site, around)?;
    let at = site.at;
    let (listener, address) = listen(&args.host, args.port, voice)?;
    let url = format!("http://{}:{}/", shown(&args.host, address.ip()), address.port());
    if !address.ip().is_loopback() {
        voice.note(&format!(
            "everybody in this network can read the preview, drafts too: it listens at {} as --host says",
            address.ip()
        ));
    }
    let is_fixed = args.site.at.is_some() || around.source_date_epoch.is_some();
    let clock = Box::new(move || if is_fixed { at } else { meaning::now() });
    let (voice, open) = (*voice, args.open);
    let tell = Box::new(move |said: Said<'_>| match said {
        Said::Ready => {
            ready(&voice, &url, began);
            if open && let Err(error) = open::that_detached(&url) {
                voice.note(&format!("the browser couldn't be opened: {error}"));
            }
        }
        Said::Found(found) => {
            let text = report::diagnostics(found, &voice);
            match voice.format {
                Format::Json => drop(voice.stdout(&text)),
                Format::Text => voice.stderr(&text),
            }
        }
        Said::Mended => voice.note("All errors are mended."),
        Said::Failure(failure) => drop(voice.tell(&Stop::Machine(copy_of(failure)))),
        Said::Note(note) => voice.note(note),
    });
    let options = ServeOptions { site, host: args.host.clone(), is_polled: args.poll };
    serve(options, listener, clock, tell)?;
    Ok(Exit::Done)
}

fn ready(voice: &Voice, url: &str, began: Instant) {
    let took = began.elapsed().as_millis();
    match voice.format {
        Format::Json => drop(voice.stdout(&format!("{}\n", json!({ "type": "ready", "url": url, "ms": took })))),
        Format::Text => voice.note(&format!("Previewing at {url} (read in {took} ms); Ctrl-C stops it")),
    }
}

/// The name that a browser can open.
fn shown(host: &str, ip: IpAddr) -> String {
    match ip {
        ip if ip.is_unspecified() => "127.0.0.1".to_owned(),
        IpAddr::V6(ip) => format!("[{ip}]"),
        IpAddr::V4(_) => host.to_owned(),
    }
}

/// Listens at the port that was asked for, else at the first that is free.
fn listen(host: &str, port: Option<u16>, voice: &Voice) -> Result<(TcpListener, SocketAddr), Stop> {
    let first = port.unwrap_or(PORT);
    let most = if port.is_some() { 1 } else { PORTS };
    let mut last = None;
    for port in (first..).take(usize::from(most)) {
        match bind(host, port) {
            Ok(listener) => {
                let address = listener.local_addr().map_err(Failure::when("listen at", host))?;
                if port != first {
                    voice.note(&format!("port {first} is in use, so the preview takes port {port}"));
                }
                return Ok((listener, address));
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(Failure::when("listen at", format!("{host}:{port}"))(error).into()),
        }
    }
    match (last, port) {
        (Some(_), Some(port)) => Err(Stop::Machine(Failure {
            tried: "listen at",
            path: format!("{host}:{port}").into(),
            error: io::Error::new(
                io::ErrorKind::AddrInUse,
                "another program uses this port; without --port the next free one is taken",
            ),
        })),
        (Some(error), None) => {
            Err(Failure::when("listen at", format!("{host}:{first} or a port after it"))(error).into())
        }
        (None, _) => Err(Stop::Misuse(format!("`{host}` has no port {first}"))),
    }
}

fn bind(host: &str, port: u16) -> io::Result<TcpListener> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let address = (host, port).to_socket_addrs()?.next().ok_or(io::ErrorKind::AddrNotAvailable)?;
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn copy_of(failure: &Failure) -> Failure {
    let error = io::Error::new(failure.error.kind(), failure.error.to_string());
    Failure { tried: failure.tried, path: failure.path.clone(), error }
}
