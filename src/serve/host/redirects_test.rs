//! Redirects as the hosts' documents tell them, and files of any text.

use proptest::prelude::*;

use super::super::asked;
use super::{Hit, Redirects};

fn found(rules: &str, target: &str) -> Option<(String, u16, bool)> {
    let asked = asked(target).expect(target);
    let hit = Redirects::parse(rules).find(&asked.path, asked.query.as_deref());
    hit.map(|Hit { to, status, is_forced }| (to, status, is_forced))
}

#[track_caller]
fn leads(rules: &str, target: &str, to: &str, status: u16) {
    assert_eq!(found(rules, target), Some((to.to_owned(), status, false)), "{target}");
}

#[test]
fn what_dateline_writes_is_read() {
    use crate::wire::redirects::{Redirect, redirects};
    let given = [
        Redirect { from: "/%C5%BCagle/", to: "/sport/%C5%BCagle/" },
        Redirect { from: "/p.html", to: "https://post.example/b/" },
    ];
    let mut text = String::new();
    redirects(&given, &mut text);
    assert_eq!(Redirects::parse(&text).left_out, []);
    leads(&text, "/%C5%BCagle", "/sport/%C5%BCagle/", 301);
    leads(&text, "/%c5%bcagle/?a=1", "/sport/%C5%BCagle/?a=1", 301);
    leads(&text, "/p.html", "https://post.example/b/", 301);
}

#[test]
fn lines_are_read_as_hosts_read_them() {
    let rules =
        "\u{feff}# old\n\n/a  /b\r\n\t/c /d 302 # why\n/app/* /app/index.html 200!\n/gone /410.html 410\n#/a /x\n";
    leads(rules, "/a", "/b", 301);
    leads(rules, "/c", "/d", 302);
    leads(rules, "/gone", "/410.html", 410);
    assert_eq!(found(rules, "/app/x"), Some(("/app/index.html".to_owned(), 200, true)));
    assert_eq!(found(rules, "/a/"), None);
    assert_eq!(found(rules, "/b"), None);
}

#[test]
fn the_earliest_line_counts() {
    let rules = "/a/* /first/:splat\n/a/b /second\n/c/d /third\n/c/* /fourth\n/c/d /fifth";
    leads(rules, "/a/b", "/first/b", 301);
    leads(rules, "/c/d", "/third", 301);
    leads(rules, "/c/e", "/fourth", 301);
}

#[test]
fn names_and_splats_are_filled_in_and_encoded() {
    leads("/news/:year/:slug /:slug-:year.html 308", "/news/2024/%C5%BCagle", "/%C5%BCagle-2024.html", 308);
    leads(
        "/a/* https://b.example:8080/:splat?from=:splat",
        "/a/x%20y/z",
        "https://b.example:8080/x%20y/z?from=x%20y%2Fz",
        301,
    );
    leads("/a/* /b/:other/:splat", "/a/c", "/b/:other/c", 301);
    leads("/żagle/* /morze/ż/:splat", "/%C5%BCagle/a", "/morze/%C5%BC/a", 301);
    leads("/a* /:splat", "/a/evil.example", "/evil.example", 301);
}

#[test]
fn a_query_is_passed_on_unless_there_is_one() {
    leads("/a /b", "/a?x=1&y=%C5%BC", "/b?x=1&y=%C5%BC", 301);
    leads("/a /b#c", "/a?x=1", "/b?x=1#c", 301);
    leads("/a /b?z=2", "/a?x=1", "/b?z=2", 301);
    leads("/a /b 404", "/a?x=1", "/b", 404);
    leads("/a /b", "/a?", "/b", 301);
    leads("/a /b", "/a?x=\"ż\"#", "/b?x=%22%C5%BC%22%23", 301);
}

#[test]
fn rules_may_want_a_query() {
    let rules = "/p id=:id lang=pl /pl/:id 301\n/p id=:id /p/:id 301\n/p id=:id q=a+b /q?x=:id\n";
    leads(rules, "/p?lang=pl&id=7", "/pl/7?lang=pl&id=7", 301);
    leads(rules, "/p?id=7", "/p/7?id=7", 301);
    leads(rules, "/p?id=a%2F..%2Fb", "/p/a%2F..%2Fb?id=a%2F..%2Fb", 301);
    leads(rules, "/p?q=a%20b&id=1%262", "/q?x=1%262", 301);
    assert_eq!(found(rules, "/p?id=7&lang=de"), None);
    assert_eq!(found(rules, "/p"), None);
}

#[test]
fn lines_that_have_no_effect_are_told() {
    let rules = "/a /b 302 Country=pl\n/a /b Language=pl\n/a /b 418\n/a\n/a 404\nhttps://old.example/* /b\n\
                 /*/a /b\n/a word /b\n/a https://api.example/ 200\n/a /b 301 x\n/../a /b\n/a?b=c /d\n/a //b 200\n";
    let redirects = Redirects::parse(rules);
    let lines: Vec<usize> = redirects.left_out.iter().map(|left_out| left_out.line).collect();
    assert_eq!(lines, (1..=13).collect::<Vec<_>>());
    assert_eq!(redirects.find("/a", None), None);
}

#[test]
fn a_request_meets_few_of_a_hundred_thousand_rules() {
    let mut rules = String::new();
    for n in 0..50_000 {
        rules.push_str(&format!("/old/{n} /new/{n}\n/archive/{n}/* /kept/{n}/:splat\n"));
    }
    let redirects = Redirects::parse(&rules);
    for path in ["/archive/77/a", "/old/77"] {
        assert_eq!(redirects.index.candidates(path).len(), 1);
        assert!(redirects.find(path, None).is_some());
    }
    assert!(redirects.index.candidates("/none/of/them").is_empty());
}

proptest! {
    #[test]
    fn any_file_is_read_and_what_it_finds_is_a_url(
        text in "((/|\\*|:a|:splat|a|ż|%| |=|\\?|#|!|301|200|http://|\n|\\PC){0,12}\n?){0,4}",
        path in "/(a|ż|/|\\PC){0,6}",
        query in proptest::option::of("\\PC{0,8}"),
    ) {
        if let Some(hit) = Redirects::parse(&text).find(&path, query.as_deref()) {
            prop_assert!(hit.to.bytes().all(|b| b.is_ascii_graphic()), "{}", hit.to);
        }
    }

    #[test]
    fn a_catch_all_leads_to_the_same_path(path in "/(a|ż|\\.| |:|/){0,9}") {
        if let Ok(first) = asked(&path) {
            let hit = Redirects::parse("/* /x/:splat 200").find(&first.path, None).expect("a rule");
            prop_assert_eq!(asked(&hit.to).expect("a path").path, ["/x", &first.path].concat());
        }
    }
}
