use proptest::prelude::*;

use super::read::HEAD;
use super::{Entry, Register};
use crate::base::Found;

const TEXT: &str = "0123456789abcdef0123456789abcdef";

fn parse(rows: &str) -> (Register, Found) {
    let mut found = Found::new();
    let register = Register::parse(format!("{HEAD}{rows}").into_bytes(), &mut found);
    (register, found)
}

fn told(found: &Found) -> Vec<(u32, u32, &str)> {
    found.iter().map(|fault| (fault.place.line, fault.place.column, fault.message.as_str())).collect()
}

fn row(address: &str) -> String {
    format!("{address}\thttps://a.example{address}\t2026-11-23\t{TEXT}\tcontent/x.md\n")
}

#[test]
fn lines_are_read_and_found_by_address() {
    let rows = row("/a/") + &row("/b/").replace(".md\n", ".md\tgone\n") + "\n# a remark\n" + &row("/ż/");
    let (register, found) = parse(&rows);
    assert_eq!(told(&found), []);
    assert_eq!(register.len(), 3);
    let entry = register.find("/b/").expect("an entry");
    assert_eq!((entry.guid, entry.published, entry.gone), ("https://a.example/b/", Some("2026-11-23"), true));
    assert_eq!((entry.text, entry.source), (Some(TEXT), "content/x.md"));
    assert!(register.find("/ż/").is_some_and(|entry| !entry.gone));
    assert_eq!(register.find("/c/"), None);
}

#[test]
fn a_checkout_of_another_system_is_read_alike() {
    let text = format!("\u{feff}{HEAD}{}{}", row("/a/"), row("/b/")).replace('\n', "\r\n");
    let mut found = Found::new();
    let register = Register::parse(text.into_bytes(), &mut found);
    assert_eq!((told(&found), register.len()), (vec![], 2));
    assert_eq!(register.find("/a/").expect("an entry").source, "content/x.md");
}

#[test]
fn what_cant_be_read_is_told_with_line_and_column() {
    for (row, column, words) in [
        ("/a/\n".to_owned(), 3, "this line ends before its guid"),
        (row("/a/").replace("2026-11-23", "2026-11-31"), 26, "the first publication of this line can't be read"),
        (row("/a/").replace(TEXT, "012"), 37, "the fingerprint of this line can't be read"),
        (row("/a/").replace(".md\n", ".md\tlost\n"), 83, "after the source of this line only `gone` may stand"),
        (row("/a/").replace("https://a.example/a/", ""), 5, "the guid of this line can't be read"),
        ("about us\n".to_owned(), 1, "this line doesn't begin with an address"),
    ] {
        let (register, found) = parse(&(row + &self::row("/z/")));
        assert_eq!(found.len(), 1, "{found:?}");
        let (line, at, message) = told(&found)[0];
        assert_eq!((line, at), (3, column), "{message}");
        assert!(message.starts_with(words), "{message}");
        assert_eq!(register.len(), 1, "all other lines count");
    }
}

#[test]
fn an_address_that_stands_twice_is_told_with_both_lines() {
    let (register, found) = parse(&(row("/b/") + &row("/a/") + &row("/b/")));
    assert_eq!(told(&found), [(5, 1, "/b/ stands twice in the register")]);
    assert_eq!(found[0].also[0].0.line, 3);
    assert_eq!(register.len(), 2);
}

#[test]
fn conflicts_are_told_as_such_and_once() {
    let rows = format!("<<<<<<< HEAD\n{0}=======\n{0}>>>>>>> branch\n{1}", row("/a/"), row("/b/"));
    let (register, found) = parse(&rows);
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("a merge left a conflict"), "{found:?}");
    assert_eq!((found[0].place.line, register.len()), (3, 2));
    let mut found = Found::new();
    Register::parse(format!("<<<<<<< HEAD\n{HEAD}=======\n{HEAD}>>>>>>> x\n").into_bytes(), &mut found);
    assert!(found[0].message.contains("a merge left a conflict"), "{found:?}");
}

#[test]
fn other_files_of_that_name_are_not_taken_for_a_register() {
    for (bytes, words) in [
        (&b"name\tclass\nAnn\t3b\n"[..], "isn't a register"),
        (b"", "isn't a register"),
        (b"# dateline register 2: new\n", "a later dateline"),
        (b"# dateline register 12\n", "a later dateline"),
        (b"# dateline register 1\n\xff", "isn't UTF-8"),
    ] {
        let mut found = Found::new();
        assert!(Register::parse(bytes.to_vec(), &mut found).is_empty());
        assert!(found.len() == 1 && found[0].message.contains(words), "{found:?}");
        assert_eq!(found[0].culprit, None);
    }
}

#[test]
fn a_file_full_of_faults_is_told_in_a_few() {
    let (_, found) = parse(&"x\n".repeat(500));
    assert_eq!(found.len(), 21);
    assert!(found[20].message.starts_with("480 more lines"), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        Register::parse(bytes.clone(), &mut Found::new());
        Register::parse([HEAD.as_bytes(), &bytes].concat(), &mut Found::new());
    }

    #[test]
    fn no_line_makes_it_panic(rows in "((/|<<<<<<< |=======|#|ż)?(a|ż|\t|-|2026-11-23|gone|\r|[0-9a-f]{32}){0,12}\n){0,9}") {
        let (register, _) = parse(&rows);
        for entry in register.entries() {
            prop_assert_eq!(register.find(entry.address), Some(entry));
        }
    }

    #[test]
    fn what_is_written_is_read_again(
        rows in proptest::collection::btree_map(
            "/[a-zż0-9 /._~%-]{0,12}",
            ("[!-~]{1,30}", "(2026-11-2[0-9]|2026-11-2[0-9]T08:05:00\\+02:00|-)", "([0-9a-f]{32}|-)", "[ -~ż]{1,20}", any::<bool>()),
            0..20,
        )
    ) {
        let mut text = HEAD.to_owned();
        let given = |value: &'static str, column: &str| (column != value).then(|| column.to_owned());
        let rows: Vec<_> = rows.iter().map(|(a, (g, p, t, s, gone))| (a, g, given("-", p), given("-", t), s, *gone)).collect();
        let entries = || rows.iter().map(|(address, guid, published, text, source, gone)| Entry {
            sketch: text.as_ref().map(|_| "-.0.0aZ"),
            address, guid, published: published.as_deref(), text: text.as_deref(), source, gone: *gone,
        });
        entries().for_each(|entry| entry.push(&mut text));
        let mut found = Found::new();
        let register = Register::parse(text.clone().into_bytes(), &mut found);
        prop_assert_eq!(found, vec![]);
        prop_assert!(register.entries().eq(entries()));
        let mut again = HEAD.to_owned();
        register.entries().for_each(|entry| entry.push(&mut again));
        prop_assert_eq!(again, text);
    }
}
