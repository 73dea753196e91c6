//! What a correction does to a file, form by form.

use super::{Item, Kind, correct, day, is_corrections, listed};
use crate::{base::SourcePath, cli::exit::Stop, cli::publish::head::Head};

const DATE: &str = "2026-11-23T08:05:00+02:00";

fn item(text: &str) -> Item {
    Item { date: DATE.to_owned(), kind: Kind::Correction, text: text.to_owned(), prominent: false }
}

fn tried(before: &str, item: &Item) -> Result<(String, bool), Stop> {
    correct(before, &SourcePath::new("content/a.md"), item)
}

/// What `before` becomes, with the time written as `NOW`.
fn after(before: &str) -> String {
    tried(before, &item("It's \"B\"")).unwrap_or_else(|stop| panic!("{before:?}: {stop:?}")).0.replace(DATE, "NOW")
}

const ROW: &str = "  - date: NOW\n    kind: correction\n    text: \"It's \\\"B\\\"\"\n";
const FLOW: &str = "{date: NOW, kind: correction, text: \"It's \\\"B\\\"\"}";
const TABLE: &str = "[[corrections]]\ndate = NOW\nkind = \"correction\"\ntext = \"It's \\\"B\\\"\"\n";
const JSON: &str = "{\"date\": \"NOW\", \"kind\": \"correction\", \"text\": \"It's \\\"B\\\"\"}";

#[test]
fn the_first_one_stands_last_in_the_front_matter() {
    for (before, expected) in [
        ("---\ntitle: A\n---\nText\n", format!("---\ntitle: A\ncorrections:\n{ROW}---\nText\n")),
        ("---\ntitle: |\n  A\n# c\n\n---\n", format!("---\ntitle: |\n  A\n# c\n\ncorrections:\n{ROW}---\n")),
        ("---\n---\nText", format!("---\ncorrections:\n{ROW}---\nText")),
        ("# A\n\nText\n", format!("---\ncorrections:\n{ROW}---\n\n# A\n\nText\n")),
        ("", format!("---\ncorrections:\n{ROW}---\n\n")),
        ("\u{feff}\n# A", format!("\u{feff}---\ncorrections:\n{ROW}---\n\n# A")),
        ("+++\ntitle = 'A'\n[extra]\nx = 1\n+++\nT", format!("+++\ntitle = 'A'\n[extra]\nx = 1\n\n{TABLE}+++\nT")),
        ("+++\n+++\n", format!("+++\n{TABLE}+++\n")),
        ("{\n  \"a\": 1\n}\nText", format!("{{\n  \"a\": 1,\n  \"corrections\": [{JSON}]\n}}\nText")),
        ("{}\nText", format!("{{\"corrections\": [{JSON}]}}\nText")),
        ("{\"a\":1}", format!("{{\"a\":1, \"corrections\": [{JSON}]}}")),
    ] {
        assert_eq!(after(before), expected);
    }
    let crlf = after("---\r\ntitle: A\r\n---\r\nText");
    assert_eq!(crlf, format!("---\ntitle: A\ncorrections:\n{ROW}---\nText").replace('\n', "\r\n"));
}

#[test]
fn the_next_one_stands_at_the_lists_end_as_the_list_is_written() {
    for (before, expected) in [
        (
            "---\ncorrections:\n  - date: 2026-11-20\n    text: a\n# c\nx: 1\n---\n",
            format!("---\ncorrections:\n  - date: 2026-11-20\n    text: a\n{ROW}# c\nx: 1\n---\n"),
        ),
        (
            "---\nCorrections:\n- text: a\n---\n",
            format!("---\nCorrections:\n- text: a\n{}---\n", ROW.replace("  - ", "- ").replace("    ", "  ")),
        ),
        (
            "---\ncorrections:\n  -   text: >\n        a\n\n---\n",
            format!(
                "---\ncorrections:\n  -   text: >\n        a\n{}\n---\n",
                ROW.replace("- d", "-   d").replace("    k", "      k").replace("    t", "      t")
            ),
        ),
        ("---\ncorrections: [{text: a}] # c\n---\n", format!("---\ncorrections: [{{text: a}}, {FLOW}] # c\n---\n")),
        ("---\ncorrections: [{text: a}] # ]\n---\n", format!("---\ncorrections: [{{text: a}}, {FLOW}] # ]\n---\n")),
        ("---\ncorrections: [] # c\n---\n", format!("---\ncorrections: [{FLOW}] # c\n---\n")),
        ("---\ncorrections: [\n  a,\n]\n---\n", format!("---\ncorrections: [\n  a, {FLOW}\n]\n---\n")),
        ("---\ncorrections: # c\n---\n", format!("---\ncorrections: [{FLOW}] # c\n---\n")),
        ("---\ncorrections:\nx: 1\n---\n", format!("---\ncorrections:\n{ROW}x: 1\n---\n")),
        ("---\ncorrections: []\n---\n", format!("---\ncorrections:\n{ROW}---\n")),
        (
            "+++\n[[corrections]]\ntext = 'a'\n[extra]\nx = 1\n+++\n",
            format!("+++\n[[corrections]]\ntext = 'a'\n[extra]\nx = 1\n\n{TABLE}+++\n"),
        ),
        (
            "+++\ncorrections = [{ text = 'a' }]\n+++\n",
            "+++\ncorrections = [{ text = 'a' }, { date = NOW, kind = \"correction\", text = \"It's \\\"B\\\"\" }]\n+++\n"
                .to_owned(),
        ),
        ("{\"corrections\": [{\"text\": \"a]\"}]}", format!("{{\"corrections\": [{{\"text\": \"a]\"}}, {JSON}]}}")),
        ("{\"corrections\": []}", format!("{{\"corrections\": [{JSON}]}}")),
    ] {
        assert_eq!(after(before), expected);
    }
}

#[test]
fn a_form_that_cant_be_added_to_is_refused_with_what_to_write() {
    for text in [
        "---\ncorrections: It was wrong\n---\n",
        "---\ncorrections: {text: a}\n---\n",
        "---\ncorrections: &a\n  - text: a\ncorrections: []\n---\n",
        "---\n{corrections: [], title: A}\n---\n",
        "+++\ncorrections = 'a'\n+++\n",
        "+++\n[corrections]\ntext = 'a'\n+++\n",
        "{\"corrections\": \"a]\"}",
    ] {
        match tried(text, &item("B")) {
            Err(Stop::Refused { help: Some(help), .. }) => assert!(help.contains("hand"), "{help}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn an_older_one_says_that_it_renumbers() {
    let renumbers = |before: &str| tried(before, &item("B")).expect(before).1;
    assert!(renumbers("---\ncorrections:\n  - {date: 2026-11-24, text: a}\n---\n"));
    assert!(renumbers("+++\n[[corrections]]\ndate = 2026-11-24\ntext = 'a'\n+++\n"));
    assert!(!renumbers("---\ncorrections:\n  - {date: 2026-11-22, text: a}\n---\n"));
}

proptest::proptest! {
    #[test]
    fn all_else_reads_as_before(
        form in 0..4_usize,
        said in "[a-z\"'\\\\#:\\[\\]{}\n\t\u{7f}\u{85}\u{2028}ż,-]{0,12}",
        old in proptest::collection::vec("[a-z\\]# ]{0,6}", 0..3),
        more in "(x: 1\n|# c\n|\n){0,2}",
        body in "(ż|\n|a|---){0,5}",
        prominent: bool,
    ) {
        let quoted: Vec<_> = old.iter().map(|text| format!("{{\"text\": \"{text}\"}}")).collect();
        let before = match form {
            0 => format!("---\n{more}corrections: [{}]\ntitle: A\n---\n{body}", quoted.join(", ")),
            1 => {
                let rows: String = old.iter().map(|text| format!("- text: \"{text}\"\n")).collect();
                format!("---\ntitle: A\n# d\ncorrections:\n{rows}{}---\n{body}", more.replace("x: 1\n", ""))
            }
            2 => {
                let rows: String = old.iter().map(|text| format!("[[corrections]]\ntext = \"{text}\"\n")).collect();
                format!("+++\ntitle = \"A\"\n{rows}+++\n{body}")
            }
            _ => format!("{{\"title\": \"A\", \"corrections\": [{}]}}\n{body}", quoted.join(",\n")),
        };
        let source = SourcePath::new("content/a.md");
        let said = format!("a{said}");
        let item = Item { prominent, kind: Kind::Update, ..item(said.trim()) };
        let was = Head::read(&before, &source);
        if let Ok(was) = was {
            let (new, _) = tried(&before, &item).unwrap_or_else(|stop| panic!("{before:?}: {stop:?}"));
            let now = Head::read(&new, &source).expect("what was written can be read");
            let list = now.entries.iter().find(|entry| is_corrections(entry)).expect("there");
            proptest::prop_assert_eq!(listed(list).len(), old.len() + 1);
            proptest::prop_assert_eq!(day(&listed(list)[old.len()]), Some(&DATE[..10]));
            proptest::prop_assert_eq!(&new[now.end..], &before[was.end..]);
        }
    }
}
