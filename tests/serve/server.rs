//! A preview server that runs while a test does.
//!
//! In: a site's folder, flags. Out: answers, what the program says. It is killed when it is dropped.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use super::{
    client::{Answer, Client},
    desk::{AT, program},
};

/// A server is ready, and a change to be seen, within so long; most take milliseconds.
pub const LIMIT: Duration = Duration::from_secs(20);

/// A server at work.
pub struct Server {
    child: Child,
    /// The port it listens at.
    pub port: u16,
    stdout: Arc<Mutex<String>>,
    stderr: Arc<Mutex<String>>,
}

impl Server {
    /// Serves a site at a port that is free, at the edition time of all tests.
    #[track_caller]
    pub fn of(site: &Path) -> Server {
        Server::with(site, &["--at", AT])
    }

    /// The same with other flags. What it is ready to serve is told in JSON unless they say otherwise.
    #[track_caller]
    pub fn with(site: &Path, flags: &[&str]) -> Server {
        Server::begin(Command::new(program()), site, flags)
    }

    /// The same where the system lets it open so many files at most.
    #[track_caller]
    pub fn limited(site: &Path, files: usize) -> Server {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -n {files}; exec \"$0\" \"$@\"")]).arg(program());
        Server::begin(shell, site, &["--at", AT])
    }

    #[track_caller]
    fn begin(mut command: Command, site: &Path, flags: &[&str]) -> Server {
        command.arg("serve").arg(site).args(flags);
        if !flags.contains(&"--port") {
            command.args(["--port", "0"]);
        }
        if !flags.contains(&"--format") {
            command.args(["--format", "json"]);
        }
        for name in ["SOURCE_DATE_EPOCH", "DATELINE_AUTHOR", "NO_COLOR"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let stdout = gather(child.stdout.take().expect("piped"));
        let stderr = gather(child.stderr.take().expect("piped"));
        let mut server = Server { child, port: 0, stdout, stderr };
        server.port = server.wait_for_port();
        server
    }

    #[track_caller]
    fn wait_for_port(&mut self) -> u16 {
        let began = Instant::now();
        loop {
            if let Some(port) = port_of(&self.stdout()).or_else(|| port_of(&self.stderr())) {
                return port;
            }
            let is_over = self.child.try_wait().expect("waited for").is_some();
            assert!(!is_over && began.elapsed() < LIMIT, "it isn't ready: {}{}", self.stdout(), self.stderr());
            thread::sleep(Duration::from_millis(3));
        }
    }

    /// What it has said on stdout.
    pub fn stdout(&self) -> String {
        self.stdout.lock().expect("whole").clone()
    }

    /// What it has said on stderr.
    pub fn stderr(&self) -> String {
        self.stderr.lock().expect("whole").clone()
    }

    /// A connection to it.
    pub fn connect(&self) -> Client {
        Client::connect(self.port)
    }

    /// What it answers at a path.
    pub fn get(&self, path: &str) -> Answer {
        self.connect().get(path, &[])
    }

    /// What it answers to bytes as they are; none where it closes the connection.
    pub fn raw(&self, bytes: &[u8]) -> Option<Answer> {
        let mut client = self.connect();
        client.send(bytes);
        client.answer(false)
    }

    /// What it answers at a path once that is as it should be.
    #[track_caller]
    pub fn wait(&self, path: &str, told: &str, is_right: impl Fn(&Answer) -> bool) -> Answer {
        let began = Instant::now();
        loop {
            let answer = self.get(path);
            if is_right(&answer) {
                return answer;
            }
            let (status, text) = (answer.status, answer.text());
            assert!(began.elapsed() < LIMIT, "{told}: {path} answers {status}: {text}\n{}", self.stderr());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until it has said something on stderr.
    #[track_caller]
    pub fn wait_for_words(&self, told: &str, is_right: impl Fn(&str) -> bool) {
        let began = Instant::now();
        while !is_right(&self.stderr()) {
            assert!(began.elapsed() < LIMIT, "{told}: {}", self.stderr());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Sends it a signal by name, and waits for its end; gives the status.
    #[track_caller]
    pub fn stop(&mut self, signal: &str, limit: Duration) -> Option<i32> {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &pid]).status().expect("there is `kill`");
        assert!(sent.success());
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("waited for") {
                return status.code();
            }
            assert!(began.elapsed() < limit, "it goes on after {signal}: {}", self.stderr());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Holds that it never panicked and still answers.
    #[track_caller]
    pub fn is_well(&mut self) {
        assert!(self.child.try_wait().expect("waited for").is_none(), "it is gone: {}", self.stderr());
        assert!(!self.stderr().contains("panicked"), "{}", self.stderr());
        assert_eq!(self.get("/").status, 200);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port in what says that it is ready.
pub fn port_of(said: &str) -> Option<u16> {
    let line = said.lines().find(|line| line.contains("\"type\":\"ready\"") || line.contains("Previewing at "))?;
    let (_, rest) = line.split_once("http://")?;
    let (_, port) = rest.split('/').next()?.rsplit_once(':')?;
    port.parse().ok()
}

/// Gathers what a program says, line by line.
fn gather(from: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let all = Arc::new(Mutex::new(String::new()));
    let said = all.clone();
    thread::spawn(move || {
        let mut lines = BufReader::new(from);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            said.lock().expect("whole").push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    });
    all
}
