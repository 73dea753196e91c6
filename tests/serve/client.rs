//! A small HTTP client: one request, several on one connection, or bytes as they are.
//!
//! In: a port, paths, headers. Out: answers as they came. A server that is silent for too long fails its test.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpStream},
    time::Duration,
};

/// A server that says nothing for so long is stuck.
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer as it came.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers in their order, names in small letters.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

/// A connection that is kept.
pub struct Client {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Answer {
    /// The values of a header, joined as HTTP lets them be; empty where there is none.
    pub fn header(&self, name: &str) -> String {
        let values = self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        values.collect::<Vec<_>>().join(", ")
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether the body holds a text.
    pub fn has(&self, text: &str) -> bool {
        memchr::memmem::find(&self.body, text.as_bytes()).is_some()
    }
}

impl Client {
    /// Connects to a port of this machine.
    pub fn connect(port: u16) -> Client {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        stream.set_write_timeout(Some(PATIENCE)).expect("set");
        Client { stream: BufReader::new(stream), host: format!("127.0.0.1:{port}") }
    }

    /// Asks for a path, and reads the answer.
    pub fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", path, headers)
    }

    /// Asks in any way, and reads the answer. `Host` is this machine's unless it is among the headers.
    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(self.head(method, path, headers).as_bytes());
        self.answer(method == "HEAD").unwrap_or_else(|| panic!("{method} {path} was not answered"))
    }

    /// A request's head.
    pub fn head(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> String {
        let mut head = format!("{method} {path} HTTP/1.1\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            head.push_str(&format!("Host: {}\r\n", self.host));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head + "\r\n"
    }

    /// Sends bytes as they are. A server may have closed the connection before it heard all.
    pub fn send(&mut self, bytes: &[u8]) {
        let _ = self.stream.get_mut().write_all(bytes);
    }

    /// Reads an answer; none where the connection is closed before one comes.
    pub fn answer(&mut self, is_head: bool) -> Option<Answer> {
        let first = self.line().filter(|line| !line.is_empty())?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
        let status: u16 = status.unwrap_or_else(|| panic!("no status line: {first:?}"));
        let mut headers = Vec::new();
        while let Some(line) = self.line().filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no header: {line:?}"));
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        assert_eq!(answer.header("transfer-encoding"), "", "answers say how long they are");
        if is_head || status == 304 || status < 200 {
            return Some(answer);
        }
        match answer.header("content-length").parse() {
            Ok(length) => {
                answer.body = vec![0; length];
                self.stream.read_exact(&mut answer.body).expect("as long as it says");
            }
            Err(_) => drop(self.stream.read_to_end(&mut answer.body)),
        }
        Some(answer)
    }

    /// A line without its end; none where the connection is closed.
    fn line(&mut self) -> Option<String> {
        let mut line = Vec::new();
        match self.stream.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => Some(String::from_utf8_lossy(&line).trim_end().to_owned()),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                panic!("no answer within {PATIENCE:?}")
            }
            Err(_) => None,
        }
    }
}
