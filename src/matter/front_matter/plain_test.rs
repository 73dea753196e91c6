//! The quick way and the full parser, held against each other.

use proptest::prelude::*;

use super::{Cut, Format, cut, plain, yaml};
use crate::base::SourcePath;
use crate::matter::Field;
use crate::matter::fields::Codes;

/// Fails where the quick way reads something else than the full parser; says whether it read at all.
fn agree(yaml: &str, part: std::ops::Range<usize>) -> bool {
    let Some(quick) = plain::read(yaml, part.clone()) else { return false };
    let source = SourcePath::new("a.md");
    let quick: Vec<(&str, &Field)> = {
        // The full parser's outcome comes without repeated keys.
        let last = |n: usize| !quick[n + 1..].iter().any(|e| crate::matter::fields::same_key(&e.key, &quick[n].key));
        quick.iter().enumerate().filter(|(n, _)| last(*n)).map(|(_, e)| (&*e.key, &e.value)).collect()
    };
    let (full, found) = yaml::parse_by_serde(&source, yaml, part, Codes::MATTER);
    assert!(!found.iter().any(|fault| fault.is_error()), "{yaml:?}: {found:?}");
    let full: Vec<(&str, &Field)> = full.entries.iter().map(|e| (&*e.key, &e.value)).collect();
    assert_eq!(quick, full, "{yaml:?}");
    true
}

#[test]
fn simple_front_matter_goes_the_quick_way() {
    for yaml in [
        "",
        "title: A story\ndate: 2026-11-23\n",
        "title: \"Quoted: yes\"\r\ntags: [\"a\", b c, \"\"]\r\n\r\n# note\r\ndraft: true\r\n",
        "tags:\n- a\n- b c\nauthors:\n  - jane-roe\n\n  - \"Jane Roe\"\nimage:\n",
        "title: Žalgiris (A, B) [c] {d} 'e' \"f\" g#g h:i\n",
        "author: >-\n  [A](https://example.org) (B),\n  C\nx: a\n  b, c\ny: \"a \\\"b\\\"\n c\nd\"\n",
        "image: /a/b.png\ncSpell:ignore: a b\nx: (a)\n",
        "order: 7\nlist: []\nissue: 4863\nslug: 2026-x\nlang: ''\n",
    ] {
        assert!(agree(yaml, 0..yaml.len()), "{yaml:?}");
    }
}

#[test]
fn doubtful_front_matter_goes_the_long_way() {
    for yaml in [
        "title: a: b\n",
        "title: a #b\n",
        "title: >\n  a\n",
        "title: >-\n  a\n   b\n",
        "a: >-\n b \n",
        "a: >-\n\n b\n",
        "a: b\n  c: d\n",
        "a: b\n\n  c\n",
        "a: \"b\n\n c\"\n",
        "a: 1.5\n",
        "a: 0x1F\n",
        "a: 012\n",
        "a: 1e5\n",
        "a: Null\n",
        "a: [b: c]\n",
        "a: [b, c,]\n",
        "a: \"b\\n\"\n",
        "a: 'it''s'\n",
        "a:\tb\n",
        "a: b\u{2028}c\n",
        "a: b\u{85}c\n",
        "- a\n",
        "a\n",
        "a:b\n",
        "true: 1\nNull: 2\n",
        "a:\n- b\n - c\n",
        "a:\n  b: c\n",
        "a: b\n- c\n",
        "a: &x b\n",
        "a:\n- b: c\n",
        "a: 1 000\n:\n",
        "...\n",
        "a: -\n",
        "a:\n-\n",
    ] {
        let quick = plain::read(yaml, 0..yaml.len());
        assert!(quick.is_none(), "{yaml:?}: {quick:?}");
    }
}

#[test]
fn both_agree_on_every_file_of_the_corpora() {
    let Some(files) = crate::matter::corpus::files() else { return };
    let (mut quick, mut all) = (0, 0);
    for (_, bytes) in &files {
        let Ok(text) = crate::copy::text_of(bytes) else { continue };
        if let Cut::At { format: Format::Yaml, inner, .. } = cut(&text) {
            all += 1;
            quick += usize::from(agree(&text, inner));
        }
    }
    println!("{quick} of {all} went the quick way");
    assert!(quick * 3 > all, "only {quick} of {all} went the quick way");
}

/// Lines that are nearly simple.
fn line() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[ -~]{0,12}",
        "[a-c0-9:#,\\[\\]{}\"' \\\\eEx+.\u{e9}\u{2028}\u{a0}_-]{0,10}",
        "\"[a-c '#:,]{0,6}\"",
        "\\[(\"[a-c]{0,2}\"|[a-c 0-9-]{0,3})(, ?(\"[a-c]{0,2}\"|[a-c 0-9.-]{0,3})){0,3},?\\]",
        "(true|True|false|null|~|yes|no|0|00|08|1_0|1e3|1e|0o7|0b1|inf|nan|2026-11-23|12:30:45)",
    ];
    let key = prop_oneof!["[a-d]", "[A-Za-z_:-]{1,4}", "(true|null|No|1)"];
    prop_oneof![
        2 => (key.clone(), "( |  )", value.clone()).prop_map(|(k, s, v)| format!("{k}:{s}\"{v}\"")),
        1 => key.clone().prop_map(|k| format!("{k}: >-")),
        2 => (" {1,3}", "[a-c :#'\"\\-]{0,6}").prop_map(|(i, v)| format!("{i}{v}")),
        6 => (key, "( |  |\t|)", value.clone()).prop_map(|(k, s, v)| format!("{k}:{s}{v}")),
        3 => (" {0,3}", value.clone()).prop_map(|(i, v)| format!("{i}- {v}")),
        1 => Just(String::new()),
        1 => "( ?#[ -~]{0,5}| +)",
        1 => "[ -~]{0,10}",
        1 => "[a-d]:",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn both_agree_on_whatever_is_written(lines in prop::collection::vec(line(), 0..6), end in "(\n|\r\n)") {
        let yaml: String = lines.iter().map(|l| format!("{l}{end}")).collect();
        agree(&yaml, 0..yaml.len());
    }

    #[test]
    fn finding_front_matter_never_panics(text in "\\PC{0,40}", fence in "(---|\\+\\+\\+|\\{\"|\n---\n|)") {
        cut(&format!("{fence}{text}\n{fence}"));
        cut(&format!("{fence}\n{text}"));
    }
}
