//! Editions of other times: `?at=`, embargoes, drafts, the clock.

use super::{
    desk::{AT, Desk},
    saves::{FERRY, five, story},
    server::Server,
};

const SECRET: &str = "/news/2026/11/budget/";

/// A story that is under embargo until 18:00 UTC of the tests' day.
fn site() -> Desk {
    let desk = five();
    let head = "title: The budget\ndate: 2026-11-20T08:00:00Z\nembargo: 2026-11-20T18:00:00Z";
    desk.write("content/news/budget.md", format!("---\n{head}\n---\nIt is balanced.\n"));
    desk
}

#[test]
fn a_story_under_embargo_stands_in_the_edition_after_it() {
    let desk = site();
    let server = Server::of(desk.root());
    for _ in 0..3 {
        assert_eq!(server.get(SECRET).status, 404);
        assert!(!server.get("/").has("The budget"));
        let later = server.get(&format!("{SECRET}?at=2026-11-20T18:00:00Z"));
        assert!(later.status == 200 && later.has("It is balanced."), "{}", later.status);
        assert!(server.get("/?at=2026-11-20T18:00:00Z").has("The budget"));
        assert!(server.get("/rss.xml?at=2026-11-21").has("The budget"));
        assert_eq!(server.get(&format!("{SECRET}?at=2026-11-20T17:59:59Z")).status, 404);
        assert!(!server.get("/rss.xml").has("The budget"));
    }
}

#[test]
fn times_may_be_of_the_sites_zone_or_say_their_offset() {
    let desk = site();
    desk.write("site.yaml", "title: Beacon\nbase_url: https://beacon.example/\ntimezone: Europe/Vilnius\n");
    let server = Server::of(desk.root());
    for (at, status) in [
        ("2026-11-20T20:00", 200),
        ("2026-11-20T19:59", 404),
        ("2026-11-21", 200),
        ("2026-11-20", 404),
        ("2026-11-20T20:00:00%2B02:00", 200),
        ("2026-11-20T20:00:00+02:00", 200),
        ("2026-11-20T19:00:00%2B02:00", 404),
    ] {
        assert_eq!(server.get(&format!("{SECRET}?at={at}")).status, status, "{at}");
    }
}

#[test]
fn an_edition_of_the_past_has_no_later_stories() {
    let desk = site();
    let server = Server::of(desk.root());
    assert_eq!(server.get(&format!("{FERRY}?at=2026-11-10")).status, 404);
    assert_eq!(server.get("/sport/2026/11/derby/?at=2026-11-10").status, 200);
    assert_eq!(server.get(FERRY).status, 200);
}

#[test]
fn what_is_served_for_a_time_is_what_is_built_then() {
    let desk = site();
    let server = Server::of(desk.root());
    let at = "2026-11-25T00:00:00Z";
    let files = super::same::built(&desk, &["--at", at]);
    let mut client = server.connect();
    for (file, bytes) in &files {
        let path = format!("{}?at={at}", super::same::path_of(file, ""));
        let answer = client.get(&path, &[]);
        let (body, _) = super::same::without_script(&answer);
        assert!(answer.status == 200 && body == *bytes, "{path}: {}", answer.status);
    }
}

#[test]
fn a_save_counts_in_editions_of_other_times() {
    let desk = site();
    let server = Server::of(desk.root());
    let path = format!("{FERRY}?at=2026-12-24");
    assert!(server.get(&path).has("The text of ferry."));
    story(&desk, "news", "ferry", 18, "Ferry late", "It is late.");
    server.wait(&path, "after a save", |page| page.has("It is late."));
    server.wait("/?at=2026-12-24", "after a save", |page| page.has("Ferry late"));
    server.wait(FERRY, "after a save", |page| page.has("It is late."));
}

#[test]
fn a_time_that_is_none_is_refused() {
    let desk = site();
    let mut server = Server::of(desk.root());
    let far = "9".repeat(400);
    for at in ["", "now", "tomorrow", "2026-13-01", "24.12.2026", "2026-11-20T25:00", "%00", "-1", far.as_str()] {
        for path in ["/", FERRY, "/nowhere", "/rss.xml"] {
            let answer = server.get(&format!("{path}?at={at}"));
            assert_eq!(answer.status, 400, "{path} at {at:?}");
        }
    }
    for at in ["0001-01-01", "9999-12-31", "-009999-01-01T00:00:00Z", "+009999-12-30T00:00:00Z"] {
        let answer = server.get(&format!("/?at={at}"));
        assert!([200, 400].contains(&answer.status), "{at}: {}", answer.status);
    }
    server.is_well();
}

#[test]
fn many_times_in_turn_are_all_answered() {
    let desk = site();
    let mut server = Server::of(desk.root());
    for day in 1..=25 {
        let status = if day >= 18 { 200 } else { 404 };
        assert_eq!(server.get(&format!("{FERRY}?at=2026-11-{day:02}")).status, status, "day {day}");
    }
    server.is_well();
}

#[test]
fn drafts_are_shown_to_who_asks_for_them() {
    let desk = site();
    desk.write("content/news/draft.md", "---\ntitle: A draft\ndate: 2026-11-19\ndraft: true\n---\nNot yet.\n");
    let (plain, drafts) = (Server::of(desk.root()), Server::with(desk.root(), &["--drafts", "--at", AT]));
    for path in ["/news/2026/11/draft/", SECRET] {
        assert_eq!((plain.get(path).status, drafts.get(path).status), (404, 200), "{path}");
    }
}

/// Without `--at` it is now: what is dated long ago is there, what is dated for long from now isn't.
#[test]
fn without_a_time_the_clock_counts() {
    let desk = Desk::bare();
    desk.write("site.yaml", "title: Beacon\nbase_url: https://beacon.example/\n");
    for (name, year) in [("past", 2020), ("future", 2390)] {
        desk.write(&format!("content/news/{name}.md"), format!("---\ntitle: {name}\ndate: {year}-01-02\n---\nText.\n"));
    }
    let server = Server::with(desk.root(), &[]);
    assert_eq!(server.get("/news/2020/01/past/").status, 200);
    assert_eq!(server.get("/news/2390/01/future/").status, 404);
    assert_eq!(server.get("/news/2390/01/future/?at=2390-01-03").status, 200);
}
