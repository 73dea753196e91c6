//! Haskell Weekly: 538 issues of a newsletter without front matter, headings or dates.

use crate::{build, corpus, desk::Desk, lay, page};

#[test]
fn haskell_weekly() {
    let Some(folder) = corpus("haskell-weekly") else { return };
    let desk = Desk::bare();
    desk.write("site.yaml", "title: Haskell Weekly\nbase_url: https://haskell.example/\n");
    lay(&desk, &folder.join("newsletter"), "content/newsletter");
    let built = build(desk);
    assert_eq!((built.faulty().len(), &built.run.summary["articles"]), (0, &538.into()));
    for n in 1..=538 {
        let html = built.page(&format!("/newsletter/issue-{n}/"));
        assert!(html.contains(&format!("Issue {n}</h1>")), "issue {n}");
        assert!(!html.contains("datePublished"), "no date is made up: issue {n}");
        assert!(!html.contains("<!--"), "no comment is shown: issue {n}");
        assert!(!page::prose(&html).contains("{{"), "issue {n}");
    }
    let numbers = |address: &str| -> Vec<u32> {
        let links = page::main(&built.page(address))
            .split("href=\"/newsletter/issue-")
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>();
        let mut numbers: Vec<u32> = links.iter().filter_map(|link| link.split('/').next()?.parse().ok()).collect();
        numbers.dedup();
        numbers
    };
    let all = numbers("/archive/undated/");
    let sorted = all.is_sorted() || all.iter().rev().is_sorted();
    assert!(all.len() == 538 && sorted, "issues sort by number: {all:?}");
    let section = numbers("/newsletter/");
    assert!(section.len() == 20 && (section.is_sorted() || section.iter().rev().is_sorted()), "{section:?}");
    assert!(built.page("/newsletter/").contains("/archive/undated/"), "a link leads to the rest");
    assert!(!built.desk.read("public/rss.xml").contains("<item>"));
}
