//! Connections: how many, how long, how large a request may be; windows that stay connected.
//!
//! In: a listening socket. Out: answers on it. Never here: what is answered.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use http::header::{CONNECTION, HOST, ORIGIN, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, UPGRADE};
use http::{HeaderValue, Response, StatusCode};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use super::host;
use super::newsroom::Newsroom;
use super::pieces::{self, Body};
use super::respond::{Answer, Names, Request, plain, respond};
use super::windows::Windows;

/// A request's head is sent within so long, and the next one on the same connection too.
const HEAD: Duration = Duration::from_secs(30);

/// A request's head holds so many bytes at most.
const LARGEST_HEAD: usize = 64 << 10;

/// So many connections are open at once, where the system allows it; the eldest idle one goes for one more.
const MOST: usize = 4_096;

/// Files that the program needs beside its connections.
const SPARE: u64 = 128;

/// After a failure to take a connection, say for want of files, it is tried again so much later.
const BREATH: Duration = Duration::from_millis(50);

/// How long answers may still take once the server is told to stop.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// A window hears from the server so often, so that a dead one is noticed.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// All that a connection needs.
pub struct Desk {
    /// What is served.
    pub newsroom: Arc<Newsroom>,
    /// Who looks at what.
    pub windows: Arc<Windows>,
    /// How the server may be called.
    pub names: Names,
}

/// A connection, as far as others need to know of it.
struct Open {
    task: AbortHandle,
    is_busy: Arc<AtomicBool>,
}

/// Serves until `stop` says so.
pub async fn serve(listener: TcpListener, desk: Arc<Desk>, mut stop: watch::Receiver<bool>) {
    let most = most_connections();
    let mut open: VecDeque<Open> = VecDeque::new();
    loop {
        let stream = tokio::select! {
            taken = listener.accept() => taken,
            () = stopped(&mut stop) => break,
        };
        let Ok((stream, _)) = stream else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        open.retain(|connection| !connection.task.is_finished());
        if open.len() >= most && !make_room(&mut open) {
            continue;
        }
        let is_busy = Arc::new(AtomicBool::new(false));
        let task = tokio::spawn(connection(stream, desk.clone(), is_busy.clone(), stop.clone())).abort_handle();
        open.push_back(Open { task, is_busy });
    }
    drop(listener);
    let quiet = async {
        while open.iter().any(|connection| !connection.task.is_finished()) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let _ = tokio::time::timeout(LAST_WORDS, quiet).await;
    open.iter().for_each(|connection| connection.task.abort());
}

/// Waits until the server is told to stop.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Lets the eldest connection go that waits for nothing.
fn make_room(open: &mut VecDeque<Open>) -> bool {
    let idle = open.iter().position(|connection| !connection.is_busy.load(Ordering::Relaxed));
    match idle.and_then(|at| open.remove(at)) {
        Some(connection) => {
            connection.task.abort();
            true
        }
        None => false,
    }
}

/// How many connections the system bears.
#[cfg(unix)]
fn most_connections() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    let wanted = MOST as u64 + SPARE;
    let allowed = limit.maximum.map_or(wanted, |most| most.min(wanted));
    if limit.current.is_some_and(|current| current < allowed) {
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(allowed), maximum: limit.maximum });
    }
    let now = getrlimit(Resource::Nofile).current.unwrap_or(wanted);
    MOST.min(now.saturating_sub(SPARE).max(16) as usize)
}

/// How many connections the system bears.
#[cfg(not(unix))]
fn most_connections() -> usize {
    MOST
}

/// Serves one connection.
async fn connection(stream: TcpStream, desk: Arc<Desk>, is_busy: Arc<AtomicBool>, mut stop: watch::Receiver<bool>) {
    let told = stop.clone();
    let service = service_fn(move |request| {
        let (desk, is_busy, told) = (desk.clone(), is_busy.clone(), told.clone());
        async move {
            is_busy.store(true, Ordering::Relaxed);
            let answer = answer(request, &desk, told).await;
            is_busy.store(false, Ordering::Relaxed);
            Ok::<_, Infallible>(answer)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = stopped(&mut stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

async fn answer(request: hyper::Request<Incoming>, desk: &Arc<Desk>, stop: watch::Receiver<bool>) -> Response<Body> {
    if request.uri().path() == "/_dateline/live" {
        return window(request, desk, stop).map(pieces::whole);
    }
    let asked = Request {
        method: request.method().clone(),
        target: request.uri().path_and_query().map_or_else(String::new, ToString::to_string),
        headers: request.headers().clone(),
    };
    drop(request);
    desk.newsroom.caught_up().await;
    let desk = desk.clone();
    // Printing takes a processor, which the connections need.
    let answer = tokio::task::spawn_blocking(move || respond(&desk.newsroom, &desk.names, &asked)).await;
    let failed = |_| plain(StatusCode::INTERNAL_SERVER_ERROR, "The preview failed at this page.\n").into();
    match answer.unwrap_or_else(failed) {
        Answer::Here(response) => response.map(pieces::whole),
        Answer::File(head, path, part) => head.map(|()| pieces::of_file(path, part)),
    }
}

/// Opens a window's connection; only a page of this server may.
fn window(mut request: hyper::Request<Incoming>, desk: &Arc<Desk>, stop: watch::Receiver<bool>) -> Response<Bytes> {
    let headers = request.headers();
    let host = headers.get(HOST);
    let is_own = match (headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()), host.and_then(|h| h.to_str().ok()))
    {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, name)| name == host),
        (None, _) => true,
        (Some(_), None) => false,
    };
    if !desk.names.allow_one(headers) || !is_own {
        return plain(StatusCode::FORBIDDEN, "Only a page of this preview may listen.\n");
    }
    let key = headers.get(SEC_WEBSOCKET_KEY).map(|key| derive_accept_key(key.as_bytes()));
    let asked = host::asked(&request.uri().path_and_query().map(ToString::to_string).unwrap_or_default());
    let (Some(key), Ok(asked)) = (key, asked) else {
        return plain(StatusCode::BAD_REQUEST, "Pages of this preview listen here.\n");
    };
    let page = asked.query_value("page").filter(|page| host::asked(&host::encoded(page)).is_ok());
    let print = asked.query_value("print").and_then(|print| u64::from_str_radix(&print, 16).ok());
    let (Some(page), Some(print)) = (page, print) else {
        return plain(StatusCode::BAD_REQUEST, "Which page?\n");
    };
    let at = asked.query_value("at");
    let upgraded = hyper::upgrade::on(&mut request);
    let desk = desk.clone();
    tokio::spawn(async move {
        if let Ok(upgraded) = upgraded.await {
            let config = WebSocketConfig::default().max_message_size(Some(4 << 10)).max_frame_size(Some(4 << 10));
            let socket = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config)).await;
            listen(socket, desk, (page, print, at), stop).await;
        }
    });
    let mut response = plain(StatusCode::SWITCHING_PROTOCOLS, "");
    let headers = response.headers_mut();
    headers.clear();
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(key) = HeaderValue::from_str(&key) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, key);
    }
    response
}

/// Tells a window what changes, until it is closed.
async fn listen<S>(
    socket: WebSocketStream<S>,
    desk: Arc<Desk>,
    (page, print, at): (String, u64, Option<String>),
    mut stop: watch::Receiver<bool>,
) where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    desk.newsroom.caught_up().await;
    let at = at.and_then(|at| desk.newsroom.time_of(&at));
    let own = desk.clone();
    let opened = tokio::task::spawn_blocking(move || own.windows.open(&own.newsroom, page, at, print)).await;
    let Ok((id, mut told)) = opened else { return };
    let (mut to, mut from) = socket.split();
    let mut beat = tokio::time::interval(HEARTBEAT);
    loop {
        let sent = tokio::select! {
            said = told.recv() => match said {
                Some(message) => to.send(Message::text(message)).await,
                None => break,
            },
            heard = from.next() => match heard {
                Some(Ok(message)) if !message.is_close() => Ok(()),
                Some(Ok(_) | Err(_)) | None => break,
            },
            _ = beat.tick() => to.send(Message::Ping(Bytes::new())).await,
            () = stopped(&mut stop) => break,
        };
        if sent.is_err() {
            break;
        }
    }
    desk.windows.close(id);
    let _ = to.close().await;
}
