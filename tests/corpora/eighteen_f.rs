//! 18F's blog: 509 posts of a government's digital service, written for Jekyll.

use std::collections::BTreeSet;

use crate::{Built, build, corpus, desk::Desk, front_matter, lay, page};

#[test]
fn eighteen_f() {
    let Some(folder) = corpus("18f") else { return };
    let desk = Desk::bare();
    desk.write("site.yaml", "title: 18F\nbase_url: https://18f.example/\ntimezone: America/New_York\n");
    lay(&desk, &folder.join("_posts"), "content/blog");
    lay(&desk, &folder.join("assets"), "static/assets");
    let built = build(desk);
    every_post_has_its_page(&built);
    authors_and_tags_are_counted(&built);
    odd_posts_are_read(&built);
    no_tag_reaches_a_reader(&built);
    every_tag_is_named(&built);
    nothing_is_loaded_from_elsewhere(&built);
    lists_are_complete(&built);
}

fn every_post_has_its_page(built: &Built) {
    assert_eq!(built.faulty(), Vec::<&str>::new());
    assert_eq!(built.run.summary["articles"], 509);
    let permalinks = built
        .desk
        .files("content/blog")
        .iter()
        .filter(|post| {
            let text = built.desk.read(&format!("content/blog/{post}"));
            front_matter(&text).lines().any(|line| line.starts_with("permalink:"))
        })
        .count();
    let pages =
        built.pages("/blog/").into_iter().filter(|page| page.split('/').count() == 6 && !page.contains("/page/"));
    assert_eq!(pages.count(), 509 - permalinks);
    for page in
        ["/blog/2014/03/coming-soon/", "/blog/2014/03/hello-world-we-are-18f/", "/blog/2024/12/18f-project-defaults/"]
    {
        assert!(built.has(page), "{page}");
    }
}

/// The one post whose list holds a tab counts too, which other readers of YAML refuse: hence 47 for 46.
fn authors_and_tags_are_counted(built: &Built) {
    for (list, count) in
        [("/authors/melody/", 47), ("/authors/kate/", 25), ("/authors/eric/", 20), ("/tags/how-we-work/", 151)]
    {
        assert_eq!(built.listed(list).len(), count, "{list}");
    }
    let below = |folder: &str| built.pages(folder).iter().filter(|p| p.split('/').count() == 4).count();
    assert_eq!((below("/authors/"), below("/tags/")), (273, 142));
    let melody = built.page("/authors/melody/");
    assert!(page::prose(&melody).contains("Melody"), "a name is made of the slug");
}

fn odd_posts_are_read(built: &Built) {
    let tabs = built.told("tab-in-yaml");
    assert_eq!(tabs.len(), 1);
    assert!(tabs[0]["file"].as_str().is_some_and(|file| file.contains("2016-05-19-content-debt")), "{}", tabs[0]);
    assert_eq!(tabs[0]["line"], 5);
    assert!(built.page("/blog/2024/12/18f-project-defaults/").contains("datetime=\"2024-12-05"));
    let award = |page: &&String| page.ends_with("/andrew-hyder-award/");
    assert_eq!(built.pages("/blog/").iter().filter(award).count(), 3);
    assert_eq!(built.told("date-differs").len(), 45);
    let redirects = built.desk.read("public/_redirects");
    assert!(redirects.lines().count() >= 8, "{redirects}");
}

fn no_tag_reaches_a_reader(built: &Built) {
    // Its author shows braces to readers on purpose, as entities.
    let meant = "/blog/2024/07/working-with-oracle-databases-in-open-source-projects/";
    for address in built.pages("/").iter().filter(|address| *address != meant) {
        let text = page::prose(&built.page(address));
        for raw in ["{{", "}}", "{%", "%}", "{:", "<!--"] {
            assert!(!text.contains(raw), "{address} shows {raw}: {text}");
        }
    }
}

/// Each post with a tag outside code is named, with that line.
fn every_tag_is_named(built: &Built) {
    let told = [built.told("shortcode-unknown"), built.told("shortcode-broken")].concat();
    let named: BTreeSet<(&str, u64)> =
        told.iter().filter_map(|d| Some((d["file"].as_str()?, d["line"].as_u64()?))).collect();
    let (mut tags, mut unnamed) = (0, Vec::new());
    for post in built.desk.files("content/blog") {
        let file = format!("content/blog/{post}");
        let mut fenced = false;
        for (n, line) in built.desk.read(&file).lines().enumerate() {
            fenced ^= line.trim_start().starts_with("```");
            let is_tag = ["{% image", "{{site.", "{{ site.", "{% include"].iter().any(|tag| line.contains(tag));
            if is_tag && !fenced {
                tags += 1;
                if !named.contains(&(file.as_str(), n as u64 + 1)) {
                    unnamed.push(format!("{file}:{}: {line}", n + 1));
                }
            }
        }
    }
    assert!(tags > 300, "{tags}");
    assert!(unnamed.is_empty(), "{} of {tags} tags aren't named:\n{}", unnamed.len(), unnamed.join("\n"));
}

fn nothing_is_loaded_from_elsewhere(built: &Built) {
    for address in built.pages("/blog/") {
        let html = built.page(&address);
        assert!(!page::main(&html).contains("<iframe"), "{address}");
        for script in html.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap_or("");
            assert!(!tag.contains("src=\"http") && !tag.contains("src=\"//"), "{address}: {tag}");
        }
    }
}

fn lists_are_complete(built: &Built) {
    assert_eq!(built.listed("/blog/").len(), 509);
    assert_eq!(built.listed("/latest/").len(), 509);
    let months = built.pages("/archive/").into_iter().filter(|page| page.split('/').count() == 5);
    let archived: usize = months.map(|month| page::main(&built.page(&month)).matches("class=\"u-url").count()).sum();
    assert_eq!(archived, 509, "each post stands in the archive once");
    let rss = built.desk.read("public/rss.xml");
    assert!(rss.contains("<pubDate>") && rss.find("<item>").is_some());
    assert!(built.desk.files("public").iter().filter(|f| f.starts_with("sitemap-20")).count() > 100);
}
