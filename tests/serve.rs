//! The preview server as browsers and others meet it: over a socket, while files are saved.

#![cfg(unix)]

#[path = "desk/mod.rs"]
mod desk;

#[path = "serve/client.rs"]
mod client;
#[path = "serve/equal.rs"]
mod equal;
#[path = "serve/same.rs"]
mod same;
#[path = "serve/saves.rs"]
mod saves;
#[path = "serve/server.rs"]
mod server;

#[path = "serve/errors.rs"]
mod errors;
#[path = "serve/host.rs"]
mod host;
#[path = "serve/safety.rs"]
mod safety;
#[path = "serve/start.rs"]
mod start;
#[path = "serve/time.rs"]
mod time;
#[path = "serve/ways.rs"]
mod ways;
