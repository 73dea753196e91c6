//! OpenTelemetry's blog: 372 articles in six languages, written for Hugo.

use std::collections::BTreeSet;

use crate::{Built, build, corpus, desk::Desk, front_matter, lay, page};

const LANGUAGES: [&str; 6] = ["en", "ja", "es", "pt", "uk", "zh"];

#[test]
fn otel_blog() {
    let Some(folder) = corpus("otel-blog") else { return };
    let desk = Desk::bare();
    let languages = LANGUAGES.join(", ");
    let settings = format!(
        "title: OpenTelemetry\nbase_url: https://otel.example/\nlanguages: [{languages}]\n\
         permalinks:\n  article: /:section/:slug/\n"
    );
    desk.write("site.yaml", settings);
    lay(&desk, &folder.join("content"), "content");
    let built = build(desk);
    let articles = articles(&built);
    every_article_has_its_page(&built, &articles);
    versions_are_linked_both_ways(&built, &articles);
    each_language_has_its_feed(&built);
    linked_names_are_authors(&built, &articles);
    no_tag_reaches_a_reader(&built);
    braces_in_code_survive(&built, &articles);
    republished_copy_names_its_original(&built, &articles);
}

/// A source and the address that its place and the permalink give it.
struct Article {
    file: String,
    lang: String,
    /// Without the language's prefix.
    path: String,
    head: String,
}

fn articles(built: &Built) -> Vec<Article> {
    let mut articles = Vec::new();
    for file in built.desk.files("content").into_iter().filter(|f| f.ends_with(".md") && !f.ends_with("_index.md")) {
        let (lang, rest) = file.split_once('/').expect("a language's folder");
        let stem = rest.trim_end_matches(".md").trim_end_matches("/index");
        let head = front_matter(&built.desk.read(&format!("content/{file}"))).to_owned();
        articles.push(Article {
            lang: lang.to_owned(),
            path: format!("/{}/", stem.replace("v1.0", "v1-0")),
            head,
            file: file.clone(),
        });
    }
    assert_eq!(articles.len(), 372);
    articles
}

impl Article {
    fn address(&self) -> String {
        if self.lang == "en" { self.path.clone() } else { format!("/{}{}", self.lang, self.path) }
    }
}

fn every_article_has_its_page(built: &Built, articles: &[Article]) {
    let faulty = built.faulty();
    let sound = |a: &&Article| !faulty.contains(&format!("content/{}", a.file).as_str());
    assert_eq!(built.run.summary["articles"], articles.iter().filter(sound).count());
    let missing: Vec<&str> =
        articles.iter().filter(sound).filter(|a| !built.has(&a.address())).map(|a| &*a.file).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

fn versions_are_linked_both_ways(built: &Built, articles: &[Article]) {
    let translations: Vec<&Article> = articles.iter().filter(|a| a.lang != "en").collect();
    assert_eq!(translations.len(), 116);
    for article in translations {
        let (there, back) = (built.page(&article.path), built.page(&article.address()));
        let (to, from) = (page::version(&there, &article.lang), page::version(&back, "en"));
        assert_eq!(to, Some(format!("https://otel.example{}", article.address())), "{}", article.file);
        assert_eq!(from, Some(format!("https://otel.example{}", article.path)), "{}", article.file);
        assert!(
            page::main(&there).contains(&format!("href=\"{}\"", article.address())),
            "readers see a link: {}",
            article.file
        );
        assert!(back.contains(&format!("<html lang=\"{}", article.lang)), "{}", article.file);
    }
}

fn each_language_has_its_feed(built: &Built) {
    for lang in LANGUAGES {
        let prefix = if lang == "en" { String::new() } else { format!("{lang}/") };
        let rss = built.desk.read(&format!("public/{prefix}rss.xml"));
        assert!(rss.contains(&format!("<language>{lang}</language>")), "{lang}");
        for link in rss.split("<item>").skip(1).filter_map(|item| item.split("<link>").nth(1)) {
            let others = LANGUAGES.iter().filter(|other| **other != lang && **other != "en");
            for other in others {
                assert!(!link.starts_with(&format!("https://otel.example/{other}/")), "{lang}: {link:.80}");
            }
        }
    }
}

/// `[Name](address) (Company)`: the name is the author, and has a page in the language's edition.
fn linked_names_are_authors(built: &Built, articles: &[Article]) {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for article in articles {
        let head = article.head.replace("\n  ", " ").replace('\n', "\n\n");
        let Some(field) = head.split("\n\n").find_map(|line| line.strip_prefix("author: ")) else { continue };
        for link in field.split('[').skip(1).filter_map(|rest| rest.split_once("](")).map(|(name, _)| name) {
            // One of them says in the link whom she works for.
            let name = link.split(", ").next().unwrap_or(link);
            names.insert(name.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    assert!(names.len() >= 150, "{}", names.len());
    let prefixes = LANGUAGES.map(|lang| if lang == "en" { String::new() } else { format!("/{lang}") });
    let pages = prefixes.iter().map(|prefix| built.page(&format!("{prefix}/authors/"))).collect::<String>();
    let missing: Vec<&String> =
        names.iter().filter(|name| !pages.contains(&name.replace('\'', "&#39;").replace('"', "&quot;"))).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(!pages.contains("](") && !pages.contains("(Honeycomb)"), "no mark-up and no company in a name");
}

fn no_tag_reaches_a_reader(built: &Built) {
    for address in built.pages("/") {
        let text = page::prose(&built.page(&address));
        for raw in ["{{<", "{{%", "{{", ">}}", "%}}", "{%", "<!--"] {
            assert!(!text.contains(raw), "{address} shows {raw}: {text}");
        }
    }
}

/// Each line of a fence that holds braces stands in the page's code as it was written.
fn braces_in_code_survive(built: &Built, articles: &[Article]) {
    let mut kept = 0;
    for article in articles {
        let text = built.desk.read(&format!("content/{}", article.file));
        let mut fenced = false;
        let mut code = None;
        for line in text.lines() {
            fenced ^= line.trim_start().starts_with("```");
            if fenced && line.contains("{{") && !line.contains("{{<") && !line.contains("{{%") {
                let code = code.get_or_insert_with(|| page::code(&built.page(&article.address())));
                assert!(code.contains(line.trim()), "{}: {line}", article.file);
                kept += 1;
            }
        }
    }
    assert!(kept >= 5, "{kept}");
}

fn republished_copy_names_its_original(built: &Built, articles: &[Article]) {
    let mut count = 0;
    for article in articles {
        let Some(url) = article.head.lines().find_map(|line| line.strip_prefix("canonical_url: ")) else { continue };
        count += 1;
        let url = url.trim().trim_matches(['\'', '"']);
        let html = built.page(&article.address());
        assert!(html.contains("rel=\"canonical\" href=\"") && html.contains(url), "{}: {url}", article.file);
    }
    assert!(count >= 40, "{count}");
}
