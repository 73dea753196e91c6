//! How the server starts and stops, and what it says of it.

use std::{
    net::{Ipv4Addr, TcpListener},
    process::{Command, Stdio},
    time::Duration,
};

use super::{
    client::Client,
    desk::{AT, Desk, program},
    safety::UPGRADE,
    server::{Server, port_of},
};

const FERRY: &str = "/news/2026/11/ferry/";

fn ferry(desk: &Desk, text: &str) {
    desk.write("content/news/ferry.md", format!("---\ntitle: Ferry returns\ndate: 2026-11-18\n---\n{text}\n"));
}

#[test]
fn a_port_that_is_asked_for_and_in_use_is_named() {
    let desk = Desk::small();
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("known").port().to_string();
    let run = desk.run(&["serve", ".", "--port", &port]);
    assert_eq!(run.status, 3, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains(&format!(":{port}")), "{}", run.stderr);
}

#[test]
fn a_site_that_isnt_there_is_a_mistake_of_the_command() {
    let desk = Desk::bare();
    let run = desk.run(&["serve", "nowhere", "--port", "0"]);
    assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("nowhere"), "{}", run.stderr);
}

#[test]
fn an_empty_folder_is_the_beginning_of_a_site() {
    let desk = Desk::bare();
    let mut server = Server::of(desk.root());
    server.is_well();
    assert_eq!(server.get(FERRY).status, 404);
    ferry(&desk, "It is back.");
    server.wait(FERRY, "a first article", |page| page.has("It is back."));
    desk.write("site.yaml", "title: The Port Ansel Beacon\n");
    server.wait("/", "first settings", |page| page.has("The Port Ansel Beacon") && page.has("Ferry returns"));
}

#[test]
fn listening_to_the_network_is_told() {
    let desk = Desk::small();
    let mut server = Server::with(desk.root(), &["--host", "0.0.0.0", "--format", "text", "--at", AT]);
    let told = "everybody in this network can read the preview";
    server.wait_for_words("what --host means", |said| said.contains(told));
    assert!(server.stderr().contains("http://127.0.0.1:"), "an address that opens: {}", server.stderr());
    server.is_well();
    let quiet = Server::with(desk.root(), &["--format", "text", "--at", AT]);
    assert_eq!(quiet.get("/").status, 200);
    assert!(!quiet.stderr().contains(told), "{}", quiet.stderr());
}

#[test]
fn signals_to_stop_end_it_well() {
    for signal in ["INT", "TERM"] {
        let desk = Desk::small();
        desk.write("static/film.mp4", vec![7; 8 << 20]);
        let mut server = Server::of(desk.root());
        // An idle connection, half a request, a window that listens, somebody who never reads.
        let mut open: Vec<_> = (0..4).map(|_| server.connect()).collect();
        assert_eq!(open[0].get("/", &[]).status, 200);
        open[1].send(b"GET / HTTP/1.1\r\nHost: local");
        assert_eq!(open[2].get("/_dateline/live?page=%2F&print=0", &UPGRADE).status, 101);
        let film = open[3].head("GET", "/film.mp4", &[]);
        open[3].send(film.as_bytes());
        assert_eq!(server.stop(signal, Duration::from_secs(3)), Some(0), "{signal}: {}", server.stderr());
    }
}

/// `dateline serve | head -n 1`, and a terminal that is closed.
#[test]
fn it_goes_on_when_nobody_listens_to_what_it_says() {
    use std::io::{BufRead, BufReader};
    for format in ["text", "json"] {
        let desk = Desk::small();
        let mut command = Command::new(program());
        command.args(["serve", ".", "--port", "0", "--at", AT, "--format", format]).current_dir(desk.root());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let (stdout, stderr) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
        let mut line = String::new();
        if format == "json" {
            BufReader::new(stdout).read_line(&mut line).expect("it is ready");
            drop(stderr);
        } else {
            BufReader::new(stderr).read_line(&mut line).expect("it is ready");
            drop(stdout);
        }
        let port = port_of(&line).unwrap_or_else(|| panic!("no port: {line}"));
        for text in ["---\ntitle: [x\n---\n", "---\ntitle: Ferry\ndate: 2026-11-18\n---\nIt is well.\n"] {
            desk.write("content/news/ferry.md", text);
            std::thread::sleep(Duration::from_millis(300));
        }
        let page = Client::connect(port).get(FERRY, &[]);
        assert!(page.status == 200 && page.has("It is well."), "{format}: {}", page.status);
        child.kill().expect("it is there");
        child.wait().expect("waited for");
    }
}

#[test]
fn it_neither_reads_nor_writes_the_output() {
    let desk = Desk::small();
    desk.write("public/index.html", "mine");
    let server = Server::of(desk.root());
    assert!(!server.get("/").has("mine"));
    ferry(&desk, "It is late.");
    server.wait(FERRY, "after a save", |page| page.has("It is late."));
    assert_eq!(desk.files("public"), ["index.html"]);
}

#[test]
fn two_servers_of_one_site_both_show_a_save() {
    let desk = Desk::small();
    let (one, other) = (Server::of(desk.root()), Server::of(desk.root()));
    assert_ne!(one.port, other.port);
    for text in ["It is late.", "It is back.", "It is gone."] {
        ferry(&desk, text);
        for server in [&one, &other] {
            server.wait(FERRY, "after a save", |page| page.has(text));
        }
    }
}

#[test]
fn what_is_saved_while_it_starts_is_seen() {
    let desk = Desk::small();
    for n in 0..800 {
        desk.write(&format!("content/news/{n}.md"), format!("---\ntitle: Story {n}\ndate: 2026-10-02\n---\nText.\n"));
    }
    for round in 0..3 {
        let server = std::thread::scope(|scope| {
            scope.spawn(|| {
                for n in 0..60 {
                    ferry(&desk, &format!("Word {round} {n}."));
                    desk.write(&format!("static/{round}-{n}.txt"), "there");
                    std::thread::sleep(Duration::from_millis(4));
                }
            });
            Server::of(desk.root())
        });
        server.wait(FERRY, "the last save", |page| page.has(&format!("Word {round} 59.")));
        for n in 0..60 {
            server.wait(&format!("/{round}-{n}.txt"), "a file that came", |file| file.status == 200);
        }
    }
}

#[test]
fn a_second_start_shows_what_was_saved_in_between() {
    let desk = Desk::small();
    for n in 0..60 {
        let text = format!("---\ntitle: Story {n}\ndate: 2026-10-{:02}\n---\nText {n}.\n", 1 + n % 28);
        desk.write(&format!("content/news/{n}.md"), text);
    }
    for (round, signal) in ["TERM", "KILL", "INT", "TERM"].into_iter().enumerate() {
        let mut server = Server::of(desk.root());
        let front = server.get("/latest/");
        assert_eq!(server.get("/news/2026/10/5/").status, 200);
        server.stop(signal, Duration::from_secs(5));
        ferry(&desk, &format!("Word {round}."));
        let title = format!("Story of round {round}");
        desk.write("content/news/5.md", format!("---\ntitle: {title}\ndate: 2026-10-06\n---\nNew.\n"));
        desk.write(&format!("content/news/new-{round}.md"), "---\ntitle: New one\ndate: 2026-11-01\n---\nNew.\n");
        let server = Server::of(desk.root());
        let page = server.get(FERRY);
        assert!(page.has(&format!("Word {round}.")), "round {round}: {}", page.text());
        assert!(server.get("/news/2026/10/5/").has(&title), "round {round}");
        assert_eq!(server.get(&format!("/news/2026/11/new-{round}/")).status, 200, "round {round}");
        assert_ne!(server.get("/latest/").header("etag"), front.header("etag"), "round {round}");
    }
}
