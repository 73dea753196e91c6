//! Many clients that ask a server for different pages at once: how long each waited.
//!
//!     rustc -O benches/clients.rs -o target/clients && target/clients PORT CLIENTS < addresses
//!
//! Addresses stand one a line. Each client keeps its connection and takes every CLIENTS-th address. Prints how many
//! answers were other than 200, and the times to the last byte.

use std::io::{BufRead, BufReader, Read, Write, stdin};
use std::net::TcpStream;
use std::time::{Duration, Instant};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (port, clients): (u16, usize) = (args[1].parse().expect("a port"), args[2].parse().expect("a number"));
    let addresses: Vec<String> = stdin().lines().map(|line| line.expect("a line")).collect();
    let began = Instant::now();
    let rows: Vec<(usize, usize, Vec<Duration>)> = std::thread::scope(|scope| {
        let client = |n: usize| {
            let own = addresses.iter().skip(n).step_by(clients).map(String::as_str).collect();
            scope.spawn(move || ask(port, own))
        };
        let running: Vec<_> = (0..clients).map(client).collect();
        running.into_iter().map(|client| client.join().expect("a client")).collect()
    });
    let took = began.elapsed();
    let (bad, bytes) = rows.iter().fold((0, 0), |(bad, bytes), row| (bad + row.0, bytes + row.1));
    let mut times: Vec<Duration> = rows.into_iter().flat_map(|row| row.2).collect();
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!(
        "{} requests by {clients} clients in {:.2} s, {:.0} a second, {:.1} MB, {bad} not 200; ms: p50 {:.1}, p90 {:.1}, p99 {:.1}, max {:.1}",
        times.len(),
        took.as_secs_f64(),
        times.len() as f64 / took.as_secs_f64(),
        bytes as f64 / 1e6,
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
}

/// Asks for pages one after the other: how many weren't 200, their bytes, how long each took.
fn ask(port: u16, addresses: Vec<&str>) -> (usize, usize, Vec<Duration>) {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_nodelay(true).expect("a setting");
    let (mut to, mut from) = (stream.try_clone().expect("a copy"), BufReader::new(stream));
    let (mut bad, mut bytes, mut times, mut body) = (0, 0, Vec::new(), Vec::new());
    for address in addresses {
        let began = Instant::now();
        write!(to, "GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").expect("sent");
        let (mut line, mut length, mut is_first) = (String::new(), 0, true);
        loop {
            line.clear();
            from.read_line(&mut line).expect("a line");
            if is_first && !line.contains(" 200 ") {
                bad += 1;
            }
            is_first = false;
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
            if line.trim().is_empty() {
                break;
            }
        }
        body.resize(length, 0);
        from.read_exact(&mut body).expect("a body");
        bytes += length;
        times.push(began.elapsed());
    }
    (bad, bytes, times)
}
