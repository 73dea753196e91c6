//! The register over a site's life: stories that move, go, come back, and are built on another machine.

mod desk;

use std::{fs, time::SystemTime};

use desk::{AT, Desk, Run};
use serde_json::Value;

const FERRY: &str = "/news/2026/11/ferry/";

/// `dateline register` with more flags; its last line of JSON.
fn register(desk: &Desk, flags: &[&str]) -> (Run, Value) {
    let run = desk.run(&[&["register", ".", "--at", AT, "--format", "json"], flags].concat());
    run.is_orderly();
    let done = run.stdout.lines().last().and_then(|line| serde_json::from_str(line).ok()).unwrap_or_default();
    (run, done)
}

/// Registers, and holds that nothing was in the way: how many addresses are new, how many lines changed, how many
/// there are.
#[track_caller]
fn registered(desk: &Desk, flags: &[&str]) -> (u64, u64, u64) {
    let (run, done) = register(desk, flags);
    assert_eq!((run.status, run.stderr.as_str(), &done["type"]), (0, "", &"registered".into()), "{}", run.stdout);
    let number = |key: &str| done[key].as_u64().expect("a number");
    (number("added"), number("changed"), number("addresses"))
}

/// A line of the register in columns.
#[track_caller]
fn line(desk: &Desk, address: &str) -> Vec<String> {
    let text = desk.read("register.tsv");
    let line = text.lines().find(|line| line.starts_with(&format!("{address}\t")));
    line.unwrap_or_else(|| panic!("no line of {address}\n{text}")).split('\t').map(str::to_owned).collect()
}

#[track_caller]
fn builds(desk: &Desk) -> Run {
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    run
}

fn help(run: &Run, code: &str) -> String {
    run.told(code)["help"].as_str().expect("help").to_owned()
}

/// The guids of the site's RSS feed, newest story first.
fn guids(desk: &Desk) -> Vec<String> {
    let text = desk.read("public/rss.xml");
    let rest =
        |item: &str| item.split_once('>').and_then(|(_, rest)| rest.split_once('<')).map(|(guid, _)| guid.into());
    text.split("<guid").skip(1).filter_map(rest).collect()
}

#[test]
fn the_first_register_holds_what_is_published_and_another_run_writes_nothing() {
    let desk = Desk::small();
    desk.write("content/news/later.md", "---\ntitle: Later\ndate: 2026-12-01\n---\nWait.\n");
    desk.write("content/news/draft.md", "---\ntitle: Draft\ndraft: true\n---\nWait.\n");
    assert_eq!(registered(&desk, &[]), (2, 0, 2));
    let text = desk.read("register.tsv");
    assert!(text.starts_with("# dateline register 1: ") && text.ends_with("content/news/lamps.md\n"), "{text}");
    let line = line(&desk, FERRY);
    assert_eq!(line[1..3], ["https://beacon.example/news/2026/11/ferry/", "2026-11-18"]);
    let digits = line[3].split_once(':').map(|(digits, sketch)| (digits.len(), sketch.matches('.').count() == 2));
    assert_eq!((digits, line[4].as_str(), line.len()), (Some((32, true)), "content/news/ferry.md", 5));
    let past = SystemTime::UNIX_EPOCH;
    let file = || fs::File::options().append(true).open(desk.path("register.tsv")).expect("opened");
    file().set_modified(past).expect("set");
    assert_eq!(registered(&desk, &[]), (0, 0, 2));
    assert_eq!(file().metadata().expect("there").modified().expect("known"), past);
    assert_eq!(desk.files("").iter().filter(|path| !path.contains('/')).count(), 2, "nothing is left beside it");
    builds(&desk);
}

#[test]
fn a_new_text_is_a_new_fingerprint_and_a_new_headline_is_none() {
    let desk = Desk::small();
    registered(&desk, &[]);
    desk.write("content/news/ferry.md", "---\ntitle: Ferry at last\ndate: 2026-11-18\n---\r\nIt is back.\r\n");
    assert_eq!(registered(&desk, &[]), (0, 0, 2));
    desk.write("content/news/ferry.md", "---\ntitle: Ferry at last\ndate: 2026-11-18\n---\nIt is gone.\n");
    assert_eq!(registered(&desk, &[]), (0, 1, 2));
}

#[test]
fn the_line_that_a_move_needs_is_printed_and_mends_it() {
    let desk = Desk::small();
    registered(&desk, &[]);
    let text = desk.read("content/news/ferry.md").replace("---\nIt", "aliases: [/f/]\n---\nIt");
    desk.write("content/harbour/boat.md", &text);
    fs::remove_file(desk.path("content/news/ferry.md")).expect("removed");
    let run = desk.build(&[]);
    assert_eq!((run.status, run.codes()), (1, vec!["address-gone"]));
    let said = help(&run, "address-gone");
    let (place, line) = said.split_once('\n').expect("two lines");
    assert_eq!(place, "put this line in place of the `aliases` of content/harbour/boat.md");
    assert_eq!(line, "aliases: [/f/, /news/2026/11/ferry/]");
    let (refused, _) = register(&desk, &[]);
    assert_eq!((refused.status, refused.codes()), (1, vec!["address-gone"]));
    assert!(desk.build(&["--keep-going"]).status == 1 && !desk.has("public"), "nobody can be left out for it");
    desk.write("content/harbour/boat.md", text.replace("aliases: [/f/]", line));
    builds(&desk);
}

#[test]
fn guids_survive_a_move_on_another_machine() {
    let desk = Desk::small();
    registered(&desk, &[]);
    builds(&desk);
    let before = guids(&desk);
    // The second machine has what is under version control and nothing else.
    let clone = Desk::bare();
    for path in ["register.tsv", "content/news/lamps.md"] {
        clone.write(path, desk.read(path));
    }
    clone.write("site.yaml", desk::SETTINGS.replace("beacon", "port"));
    let text = desk.read("content/news/ferry.md");
    clone.write("content/harbour/boat.md", text.replace("---\nIt", "aliases: [/f/, /news/2026/11/ferry/]\n---\nIt"));
    builds(&clone);
    assert_eq!(guids(&clone), before, "another address of the site changes no guid either");
    assert_eq!(registered(&clone, &[]), (2, 1, 4));
    for address in ["/f/", FERRY, "/harbour/2026/11/boat/"] {
        assert_eq!(line(&clone, address)[1], "https://beacon.example/news/2026/11/ferry/");
    }
    // A second move; the alias that came first is forgotten, and the guid tells whose it was.
    let text = clone.read("content/harbour/boat.md");
    clone.write(
        "content/harbour/ship.md",
        text.replace("/f/, /news/2026/11/ferry/", "/harbour/2026/11/boat/").replace("It is back.", "Back."),
    );
    fs::remove_file(clone.path("content/harbour/boat.md")).expect("removed");
    let run = clone.build(&[]);
    assert_eq!((run.diagnostics.len(), run.codes()), (3, vec!["address-gone", "silent-edit"]), "{}", run.stdout);
    assert!(help(&run, "address-gone").ends_with("\naliases: [/harbour/2026/11/boat/, /f/, /news/2026/11/ferry/]"));
}

#[test]
fn a_translation_that_repeats_an_alias_has_a_guid_of_its_own() {
    let desk = Desk::bare();
    desk.write("site.yaml", desk::SETTINGS.to_owned() + "languages: [en, lt]\n");
    let text = "---\ntitle: Ferry\ndate: 2026-11-18\naliases: [/f/]\n---\nIt is back.\n";
    desk.write("content/news/ferry.md", text);
    assert_eq!(registered(&desk, &[]), (2, 0, 2));
    desk.write("content/news/ferry.lt.md", text);
    builds(&desk);
    assert!(desk.read("public/lt/rss.xml").contains(">https://beacon.example/lt/news/2026/11/ferry/</guid>"));
    assert_eq!(registered(&desk, &[]), (1, 0, 3));
    assert_eq!(guids(&desk), ["https://beacon.example/f/"]);
}

#[test]
fn an_address_may_go_when_the_desk_says_so() {
    let desk = Desk::small();
    registered(&desk, &[]);
    fs::remove_file(desk.path("content/news/ferry.md")).expect("removed");
    let run = desk.build(&[]);
    assert!(help(&run, "address-gone").contains("dateline register --gone /news/2026/11/ferry/"));
    assert_eq!(registered(&desk, &["--gone", FERRY]), (0, 1, 2));
    assert_eq!(line(&desk, FERRY)[5], "gone");
    builds(&desk);
    assert_eq!(registered(&desk, &[]), (0, 0, 2));
    // It comes back, and so does the promise.
    desk.write("content/news/ferry.md", "---\ntitle: Ferry returns\ndate: 2026-11-18\n---\nIt is back.\n");
    assert_eq!(registered(&desk, &[]), (0, 1, 2));
    assert_eq!(line(&desk, FERRY).len(), 5);
}

#[test]
fn what_cant_go_is_refused() {
    let desk = Desk::small();
    for (address, words) in [(FERRY, "no register yet"), ("/nowhere/", "isn't in the register"), (FERRY, "still find")]
    {
        let before = desk.has("register.tsv").then(|| desk.read("register.tsv"));
        let (run, error) = register(&desk, &["--gone", address]);
        assert_eq!((run.status, &error["type"]), (1, &"error".into()), "{}", run.stdout);
        assert!(error["message"].as_str().is_some_and(|message| message.contains(words)), "{error}");
        assert_eq!(desk.has("register.tsv").then(|| desk.read("register.tsv")), before);
        if before.is_none() {
            registered(&desk, &[]);
        }
    }
    assert_eq!(register(&desk, &["--gone", "https://beacon.example/x/"]).0.status, 2);
}

#[test]
fn notices_and_expired_stories_keep_or_lose_their_address_as_the_site_says() {
    let desk = Desk::small();
    registered(&desk, &[]);
    let ferry = desk.read("content/news/ferry.md");
    desk.write("content/news/ferry.md", ferry.replace("---\nIt", "withdrawn: {text: Wrong., gone: true}\n---\nIt"));
    builds(&desk);
    desk.write("content/news/ferry.md", ferry.replace("---\nIt", "expires: 2026-11-19\n---\nIt"));
    builds(&desk);
    desk.write("site.yaml", desk::SETTINGS.to_owned() + "expired: remove\n");
    builds(&desk);
    assert_eq!(registered(&desk, &[]), (0, 0, 2), "no night's expiry breaks a build");
    desk.write("content/news/ferry.md", ferry.replace("---\nIt", "embargo: 2026-11-25T06:00:00Z\n---\nIt"));
    assert!(desk.build(&[]).told("address-gone")["message"].as_str().is_some_and(|m| m.ends_with("under embargo now")));
    desk.write("content/news/ferry.md", ferry.replace("title:", "title: ["));
    assert!(!desk.build(&[]).codes().contains(&"address-gone"), "what can't be read has not gone");
    assert!(!desk.build(&["--keep-going"]).codes().contains(&"address-gone"));
    assert!(desk.has("public/index.html") && !desk.has("public/news/2026/11/ferry/index.html"));
}

#[test]
fn a_build_upon_another_sees_what_became_of_the_register() {
    let desk = Desk::small();
    let verified = |desk: &Desk| {
        let run = desk.build(&["--verify"]);
        assert_eq!(run.status, 0, "{}", run.stdout);
        run.summary["written"].as_u64().expect("a number")
    };
    let before = "https://beacon.example/news/2026/11/ferry/";
    verified(&desk);
    registered(&desk, &[]);
    assert_eq!(verified(&desk), 0, "a register of what is there changes nothing");
    desk.write("register.tsv", desk.read("register.tsv").replace(before, "https://old.example/?p=7"));
    assert!(verified(&desk) > 0 && desk.read("public/news/rss.xml").contains(">https://old.example/?p=7</guid>"));
    assert_eq!(verified(&desk), 0);
    let line = "/x/\thttps://beacon.example/x/\t2026-11-20T12:30:00Z\t-\tcontent/x.md\n";
    desk.write("register.tsv", desk.read("register.tsv") + line);
    verified(&desk);
    let later = desk.build(&["--at", "2026-11-20T13:00:00Z"]);
    assert_eq!((later.status, later.codes()), (1, vec!["address-gone"]), "the line is in force by now");
    fs::remove_file(desk.path("register.tsv")).expect("removed");
    verified(&desk);
    assert_eq!(guids(&desk)[1], before);
}

#[test]
fn an_edition_of_the_past_owes_nothing_to_later_stories() {
    let desk = Desk::small();
    registered(&desk, &[]);
    assert_eq!(desk.build(&["--at", "2026-11-18T12:00:00Z", "--out", "past"]).status, 0);
}

#[test]
fn a_story_at_anothers_old_address_gets_a_guid_of_its_own() {
    let desk = Desk::small();
    registered(&desk, &[]);
    let text = desk.read("content/news/ferry.md");
    desk.write("content/news/boat.md", text.replace("---\nIt", "aliases: [/news/2026/11/ferry/]\n---\nIt"));
    fs::remove_file(desk.path("content/news/ferry.md")).expect("removed");
    registered(&desk, &[]);
    desk.write("content/news/boat.md", &text);
    desk.write("content/news/other.md", "---\ntitle: Other\ndate: 2026-11-19\nurl: /news/2026/11/ferry/\n---\nElse.\n");
    assert_eq!(registered(&desk, &[]), (0, 1, 3));
    assert_eq!(line(&desk, FERRY)[1..3], ["https://beacon.example/news/2026/11/ferry/#2026-11-19", "2026-11-19"]);
    builds(&desk);
    let mut guids = guids(&desk);
    guids.dedup();
    assert_eq!(guids.len(), 3);
}

#[test]
fn a_site_without_an_address_or_with_errors_registers_nothing() {
    let desk = Desk::small();
    desk.write("site.yaml", "title: x\n");
    let (run, _) = register(&desk, &[]);
    assert_eq!((run.status, run.codes()), (1, vec!["base-url-missing"]));
    assert_eq!(registered(&desk, &["--base-url", "https://beacon.example"]), (2, 0, 2));
    fs::remove_file(desk.path("register.tsv")).expect("removed");
    desk.write("site.yaml", desk::SETTINGS);
    desk.write("content/news/x.md", "---\ntitle: [\n---\n");
    let (run, _) = register(&desk, &[]);
    assert_eq!((run.status, run.codes(), desk.has("register.tsv")), (1, vec!["front-matter-unreadable"], false));
}

#[test]
fn a_register_that_isnt_ours_is_never_replaced() {
    let desk = Desk::small();
    desk.write("register.tsv", "name\tclass\n");
    let (run, _) = register(&desk, &[]);
    assert_eq!((run.status, run.codes()), (1, vec!["register-unreadable"]));
    assert_eq!(desk.read("register.tsv"), "name\tclass\n");
}

/// A story of several passages whose fifth sentence can be another.
fn budget(head: &str, fifth: &str) -> String {
    let sentences: Vec<String> = (0..12)
        .map(|n| match n {
            4 => fifth.to_owned(),
            n => format!("Sentence number {n} of the report says what the council of ward {n} did about bridge {n}."),
        })
        .collect();
    format!("---\ntitle: The budget\ndate: 2026-11-10\n{head}---\n{}\n", sentences.join(" "))
}

const NINE: &str = "The ferry will cost the town \"nine million\" - and that isn't all.";

/// What a build says of silent edits.
fn silent(desk: &Desk) -> Vec<String> {
    let run = builds(desk);
    let told = run.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    told.filter(|row| row["code"] == "silent-edit")
        .map(|row| row["message"].as_str().unwrap_or_default().into())
        .collect()
}

#[test]
fn a_silent_edit_is_told_and_shown() {
    let desk = Desk::small();
    let path = "content/news/budget.md";
    desk.write(path, budget("", NINE));
    registered(&desk, &[]);
    assert_eq!(silent(&desk), Vec::<String>::new());
    let typography = NINE.replace('"', "*").replace(" - ", " – ").replace("isn't", "isn’t").replace(". ", ".\n\n");
    desk.write(path, budget("", &typography));
    assert_eq!(silent(&desk), Vec::<String>::new(), "typography is no edit");
    desk.write(path, budget("", &NINE.replace("nine", "six")));
    let told = silent(&desk);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("six million") && told[0].contains("in place of"), "{told:?}");
    assert_eq!(silent(&desk), told, "a build that changes nothing says the same");
    assert_eq!(desk.build(&["--full"]).codes(), ["silent-edit"]);
    let run = desk.build(&["--strict"]);
    assert_eq!((run.status, run.codes()), (1, vec!["silent-edit"]), "{}", run.stdout);
    for said in [
        "updated: 2026-11-12\n",
        "corrections: [{ date: 2026-11-12, text: It is six million. }]\n",
        "withdrawn: { date: 2026-11-12, text: It was wrong. }\n",
    ] {
        desk.write(path, budget(said, &NINE.replace("nine", "six")));
        assert_eq!(silent(&desk), Vec::<String>::new(), "{said}");
    }
    desk.write(path, budget("", ""));
    assert!(silent(&desk)[0].contains("has changed"), "what was taken out is told too");
    registered(&desk, &[]);
    assert_eq!(silent(&desk), Vec::<String>::new(), "the register takes the text as it is");
}

#[test]
fn a_register_of_an_earlier_program_says_nothing_of_edits() {
    let desk = Desk::small();
    desk.write("content/news/budget.md", budget("", NINE));
    registered(&desk, &[]);
    let text: String = desk
        .read("register.tsv")
        .lines()
        .map(|line| {
            let columns = line.split('\t').map(|column| match column.split_once(':') {
                Some((digits, _)) if digits.len() == 32 => digits.to_owned(),
                _ => column.to_owned(),
            });
            columns.collect::<Vec<_>>().join("\t") + "\n"
        })
        .collect();
    desk.write("register.tsv", text);
    desk.write("content/news/budget.md", budget("", "Another."));
    assert_eq!(silent(&desk), Vec::<String>::new());
    let (_, changed, _) = registered(&desk, &[]);
    assert!(changed > 0, "sketches are added");
}
