//! Open Source Guides: 61 undated pages in five languages, two of them written from right to left.

use crate::{Built, build, corpus, desk::Desk, lay, page};

const LANGUAGES: [(&str, &str); 5] = [("en", ""), ("ar", "/ar"), ("fa", "/fa"), ("ja", "/ja"), ("zh-hans", "/zh-hans")];

#[test]
fn open_source_guides() {
    let Some(folder) = corpus("opensource-guides") else { return };
    let desk = Desk::bare();
    desk.write(
        "site.yaml",
        "title: Open Source Guides\nbase_url: https://guides.example/\nlanguages: [en, ar, fa, ja, zh-Hans]\n",
    );
    for (lang, _) in LANGUAGES {
        lay(&desk, &folder.join(lang), &format!("content/{lang}/guides"));
    }
    let built = build(desk);
    assert_eq!((built.faulty().len(), &built.run.summary["articles"]), (0, &61.into()));
    assert_eq!(built.told("html-unbalanced"), Vec::<&serde_json::Value>::new());
    every_guide_stands_in_its_language(&built);
    guides_are_no_news(&built);
    markdown_in_html_is_read(&built);
    names_are_in_normal_form(&built);
}

/// The prefix of a language, however it is spelled in addresses.
fn prefix(built: &Built, prefix: &str) -> String {
    let spelled = prefix.replace("zh-hans", "zh-Hans");
    if built.has(&format!("{spelled}/guides/legal/")) { spelled } else { prefix.to_owned() }
}

fn every_guide_stands_in_its_language(built: &Built) {
    for (lang, path) in LANGUAGES {
        let path = prefix(built, path);
        let files = built.desk.files(&format!("content/{lang}/guides"));
        assert!(files.len() >= 12, "{lang}: {}", files.len());
        for file in files {
            let slug = file.trim_end_matches(".md");
            let html = built.page(&format!("{path}/guides/{slug}/"));
            let opening = html.split("<html").nth(1).and_then(|rest| rest.split('>').next()).unwrap_or("");
            assert!(opening.to_lowercase().contains(&format!("lang=\"{lang}\"")), "{lang}/{slug}: {opening}");
            let rtl = ["ar", "fa"].contains(&lang);
            assert_eq!(opening.contains("dir=\"rtl\""), rtl, "{lang}/{slug}: {opening}");
            if slug != "accessibility-best-practices-for-your-project" {
                for (other, _) in LANGUAGES.iter().filter(|(other, _)| *other != lang) {
                    let tag = other.replace("zh-hans", "zh-Hans");
                    assert!(page::version(&html, &tag).is_some(), "{lang}/{slug} has no link to {other}");
                }
            }
        }
    }
}

fn guides_are_no_news(built: &Built) {
    for file in built.desk.files("public").iter().filter(|f| f.ends_with("rss.xml") || f.ends_with("atom.xml")) {
        let feed = built.desk.read(&format!("public/{file}"));
        assert!(!feed.contains("<item>") && !feed.contains("<entry>"), "{file}");
    }
    assert!(!built.desk.read("public/news-sitemap.xml").contains("<loc>"));
    assert_eq!(page::cards(&built.page("/latest/")).len(), 0);
    let pages = built.desk.read("public/sitemap-pages.xml");
    assert!(pages.contains("https://guides.example/guides/legal/"), "they are in the plain sitemap");
    assert!(page::main(&built.page("/guides/")).contains("/guides/legal/"), "they are in their section");
}

fn markdown_in_html_is_read(built: &Built) {
    for address in built.pages("/").iter().filter(|page| page.contains("/guides/")) {
        let html = built.page(address);
        let main = page::main(&html);
        assert!(!main.contains("markdown=\"1\"") && !main.contains("markdown=1"), "{address}");
        let text = page::prose(&html);
        for raw in ["](http", "](/", "{{", "{%", "<aside", "<!--"] {
            assert!(
                !text.contains(raw),
                "{address} shows {raw}: {}",
                text.lines().find(|l| l.contains(raw)).unwrap_or("")
            );
        }
    }
    assert!(page::main(&built.page("/guides/best-practices/")).contains("<aside"), "pull quotes stay apart");
}

fn names_are_in_normal_form(built: &Built) {
    use unicode_normalization::is_nfc;
    for file in built.desk.files("public") {
        assert!(is_nfc(&file), "{file}");
    }
}
