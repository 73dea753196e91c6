//! A tiny whole output with all that this room writes, for the validators of each format.

use std::{fs, path::Path};

use crate::base::{Address, Direction, Moment};

use super::{
    ads_txt::ads_txt,
    alias_page::{AliasPage, alias_page},
    atom,
    feed::{Author, Category, Enclosure, Feed, Item, Logo, Picture, Source},
    headers::{ContentPolicy, Headers, headers},
    json_feed,
    manifest::{Icon, Manifest, manifest},
    opml::{Outline, opml},
    redirects::{Redirect, redirects},
    robots::{Robots, robots},
    rss,
    samples::{day, moment},
    search,
    security_txt::{SecurityTxt, security_txt},
    sitemap,
    tdmrep::tdmrep,
    trust_txt::trust_txt,
};

const BASE: &str = "https://post.example";

/// Headline, path, published, changed, section, text.
type Told = (&'static str, &'static str, Moment, Option<Moment>, &'static str, &'static str);

fn told() -> Vec<Told> {
    vec![
        (
            "Žuvys & \"ferries\": ⛴ link]]> reopens",
            "/world/2026/11/žuvys/",
            moment("2026-11-23T06:05:00Z"),
            Some(moment("2026-11-23T10:30:00Z")),
            "world",
            "Crossings start again\u{b} — for 1 < 2 & more.",
        ),
        ("العبّارة تعود", "/world/2026/11/ar/", moment("2026-11-22T06:05:00Z"), None, "world", "تبدأ الرحلات من جديد."),
        ("東京都の渡し船が再開", "/sport/2026/11/ja/", day("2026-11-22"), None, "sport", "二年ぶりの運航。"),
        ("An old crème brûlée", "/sport/2025/01/old/", day("2025-01-02"), None, "sport", "A pudding for all."),
    ]
}

fn encoded(path: &str) -> String {
    Address::new(path).encoded()
}

fn page(language: &str, title: &str, url: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{0}</title>\
         <link rel=\"canonical\" href=\"{url}\"></head><body><main><h1>{0}</h1>{body}</main></body></html>\n",
        crate::base::attribute(title)
    )
}

/// Writes what a function of this room appends.
fn put(root: &Path, path: &str, write: impl FnOnce(&mut String)) {
    let (file, mut out) = (root.join(path), String::new());
    write(&mut out);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, out).expect("a file");
}

fn feed<'a>(self_url: &'a str, changed: Option<Moment>) -> Feed<'a> {
    Feed {
        title: "Harbour Post & Co",
        description: "News from a small fictional harbour.",
        link: "https://post.example/",
        self_url,
        language: "en-GB",
        changed,
        author: Author { name: "Harbour Post", url: Some("https://post.example/") },
        image: Some(Logo { url: "https://post.example/logo.png", width: 144, height: 48 }),
        icon: Some("https://post.example/icon-512.png"),
        favicon: Some("https://post.example/icon-192.png"),
        hubs: &["https://hub.example/"],
        copyright: Some("© Harbour Post"),
        generator: Some("dateline 0.1.0"),
    }
}

fn write_feeds(root: &Path) {
    let (mut rss_items, mut entries, mut json_items) = (Vec::new(), Vec::new(), Vec::new());
    for (n, (title, path, published, updated, section, text)) in told().into_iter().enumerate() {
        let url = format!("{BASE}{}", encoded(path));
        let section_url = format!("{BASE}/{section}/");
        let categories = [Category { term: section, label: "World & sport", domain: Some(&section_url) }];
        let item = Item {
            title,
            link: &url,
            guid: if n == 0 { "https://post.example/old/ferry/" } else { &url },
            guid_is_permalink: n > 0,
            published,
            updated,
            authors: &[Author { name: "Ona Marsh", url: Some("https://post.example/authors/ona-marsh/") }],
            categories: &categories,
            description: text,
            content_html: (n < 2).then_some("<p>All of it ]]> — <a href=\"https://post.example/\">here</a>.</p>"),
            image: (n == 0).then_some(Picture {
                url: "https://post.example/logo.png",
                mime: "image/png",
                width: 1200,
                height: 630,
                alt: Some("A ferry"),
                caption: None,
                credit: Some("Ona Marsh"),
                copyright: None,
                license: Some("CC BY"),
                license_url: Some("https://licence.example/by/"),
            }),
            source: (n == 3).then_some(Source { name: "", url: "https://other.example/s/" }),
            enclosure: (n == 3).then_some(Enclosure {
                url: "https://post.example/logo.png",
                mime: "audio/mpeg",
                bytes: 3,
                seconds: Some(60),
            }),
            language: (n == 1).then_some("ar"),
        };
        let fragment = |print: fn(&Item<'_>, &mut String)| {
            let mut out = String::new();
            print(&item, &mut out);
            out
        };
        rss_items.push(fragment(rss::item));
        entries.push(fragment(atom::entry));
        json_items.push(fragment(json_feed::item));
    }
    let changed = told().iter().map(|story| story.3.unwrap_or(story.2)).max();
    let list = |fragments: &[String], write: &dyn Fn(&[&str])| {
        write(&fragments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    list(&rss_items, &|items| {
        put(root, "rss.xml", |out| rss::feed(&feed(&format!("{BASE}/rss.xml"), changed), items, out))
    });
    list(&entries, &|items| {
        put(root, "atom.xml", |out| {
            atom::feed(&feed(&format!("{BASE}/atom.xml"), changed), items, day("2026-11-23"), out)
        });
    });
    list(&json_items, &|items| {
        put(root, "feed.json", |out| json_feed::feed(&feed(&format!("{BASE}/feed.json"), changed), items, out))
    });
    put(root, "empty/rss.xml", |out| rss::feed(&feed(&format!("{BASE}/empty/rss.xml"), None), &[], out));
    put(root, "empty/atom.xml", |out| {
        atom::feed(&feed(&format!("{BASE}/empty/atom.xml"), None), &[], day("2026-11-23"), out)
    });
    put(root, "empty/feed.json", |out| json_feed::feed(&feed(&format!("{BASE}/empty/feed.json"), None), &[], out));
    let outline = Outline {
        title: "Post & all",
        feed_url: "https://post.example/rss.xml",
        page_url: "https://post.example/",
        language: "en-GB",
    };
    put(root, "opml.xml", |out| opml("Feeds", &[outline], out));
}

fn write_sitemaps(root: &Path) {
    let urls: Vec<String> = told().iter().map(|story| format!("{BASE}{}", encoded(story.1))).collect();
    let alternates = [("en", urls[0].as_str()), ("ar", urls[1].as_str()), ("x-default", urls[0].as_str())];
    let entries: Vec<sitemap::Entry<'_>> = told()
        .iter()
        .zip(&urls)
        .enumerate()
        .map(|(n, (story, url))| sitemap::Entry {
            loc: url,
            lastmod: Some(story.3.unwrap_or(story.2)),
            images: if n == 0 { &["https://post.example/logo.png"] } else { &[] },
            alternates: if n < 2 { &alternates } else { &[] },
        })
        .collect();
    let mut files = Vec::new();
    for (n, part) in sitemap::parts(&entries).into_iter().enumerate() {
        let name = sitemap::part_name("sitemap-2026-11", n);
        put(root, &name, |out| out.push_str(&part.xml));
        files.push((format!("{BASE}/{name}"), part.changed));
    }
    let front = sitemap::Entry { loc: "https://post.example/", lastmod: None, images: &[], alternates: &[] };
    put(root, "sitemap-pages.xml", |out| out.push_str(&sitemap::parts(&[front])[0].xml));
    files.push((format!("{BASE}/sitemap-pages.xml"), None));
    let files: Vec<(&str, Option<Moment>)> = files.iter().map(|(url, changed)| (url.as_str(), *changed)).collect();
    put(root, "sitemap.xml", |out| sitemap::index(&files, out));
    let news: Vec<sitemap::News<'_>> = told()
        .into_iter()
        .zip(&urls)
        .take(2)
        .map(|(story, url)| sitemap::News { loc: url, published: story.2, title: story.0, language: "en-GB" })
        .collect();
    put(root, "news-sitemap.xml", |out| sitemap::news("Harbour Post", &news, out));
    put(root, "empty/news-sitemap.xml", |out| sitemap::news("Harbour Post", &[], out));
}

fn write_site_files(root: &Path) {
    let sitemaps = ["https://post.example/sitemap.xml", "https://post.example/news-sitemap.xml"];
    put(root, "robots.txt", |out| {
        robots(&Robots { path: "/", deny_miners: true, own: &["Disallow: /cgi/"], sitemaps: &sitemaps }, out);
    });
    put(root, ".well-known/tdmrep.json", |out| tdmrep(true, "/", Some("https://post.example/licence/"), out));
    put(root, ".well-known/security.txt", |out| {
        let given = SecurityTxt {
            contacts: &["safe@post.example"],
            expires: moment("2027-06-01T00:00:00Z"),
            languages: &["en"],
            canonical: Some("https://post.example/.well-known/security.txt"),
            policy: Some("https://post.example/licence/"),
            encryption: None,
            acknowledgments: None,
            hiring: None,
        };
        security_txt(&given, out);
    });
    put(root, "trust.txt", |out| drop(trust_txt(&["member=https://union.example/", "datatrainingallowed=no"], out)));
    put(root, "ads.txt", |out| drop(ads_txt(&["adnet.example, 12345, DIRECT, f08c47"], out)));
    let old = encoded("/old/žuvys/");
    let to = encoded("/world/2026/11/žuvys/");
    put(root, "_redirects", |out| drop(redirects(&[Redirect { from: &old, to: &to }], out)));
    put(root, "_headers", |out| {
        let given = Headers {
            path: "/",
            fingerprinted: &["assets/"],
            preloads: &[],
            policy: &ContentPolicy::default(),
            tdm_reserved: Some(None),
            live: false,
            hubs: &["https://hub.example/"],
            hub_feeds: &[("/rss.xml", "https://post.example/rss.xml")],
            own: &[],
        };
        headers(&given, out);
    });
    put(root, "old/žuvys/index.html", |out| {
        let page = AliasPage {
            language: "en-GB",
            direction: Direction::Ltr,
            target: &format!("{BASE}{to}"),
            title: told()[0].0,
            moved: "This page has moved",
        };
        alias_page(&page, out);
    });
}

fn write_manifest(root: &Path) {
    put(root, "manifest.webmanifest", |out| {
        let icon = |size| Icon {
            src: if size == 192 { "/icon-192.png" } else { "/icon-512.png" },
            mime: "image/png",
            size,
            maskable: size == 512,
        };
        let given = Manifest {
            name: "The Harbour Post",
            short_name: None,
            language: "en-GB",
            direction: Direction::Ltr,
            path: "/",
            theme_colour: Some("#a8071a"),
            background_colour: Some("#ffffff"),
            icons: &[icon(192), icon(512)],
        };
        manifest(&given, out);
    });
}

fn write_search(root: &Path) {
    let told = told();
    let paths: Vec<String> = told.iter().map(|story| encoded(story.1)).collect();
    let mut index = search::index::Index::default();
    let mut stories: Vec<search::Row<'_>> = Vec::new();
    for ((story, path), number) in told.iter().zip(&paths).rev().zip(0..) {
        index.story(number);
        index.add(search::index::Stands::Head, story.0);
        index.add(search::index::Stands::Near, story.5);
        index.term(search::index::Stands::Text, &format!("#{}", story.4));
        index.term(search::index::Stands::Text, &format!("%{}", story.2.date().year()));
        index.name("Ona Marsh");
        stories.push(search::Row {
            title: story.0,
            text: story.5,
            path,
            section: story.4,
            authors: &["Ona Marsh"],
            label: None,
            published: Some(story.2),
        });
    }
    put(root, "search/all/s0.json", |out| out.push_str(&search::rows(&stories)));
    put(root, "search/all/w0.json", |out| out.push_str(&index.pieces(1)[0]));
    let part = search::Part { path: "/search/all/", stories: stories.len(), pieces: 1, years: Some((2025, 2026)) };
    let sections = [("sport", "Sport"), ("world", "World")];
    put(root, "search/index.json", |out| {
        search::manifest(&search::Manifest { parts: &[part], sections: &sections, years: &[2026, 2025] }, out);
    });
    put(root, "search/index.html", |out| {
        let form = "<form role=\"search\" action=\"/search/\" data-index=\"/search/index.json\" data-none=\"None.\" \
            data-one=\"One.\" data-many=\"{n} stories.\" data-loading=\"Searching\" data-older=\"Older\" data-failed=\"Failed.\">\
            <label for=\"q\">Search</label> <input id=\"q\" name=\"q\" type=\"search\">\
            <select name=\"section\" aria-label=\"Section\"><option value=\"\">All</option></select>\
            <select name=\"year\" aria-label=\"Year\"><option value=\"\">All</option></select></form>\
            <p role=\"status\"></p><ol data-results></ol><script src=\"/assets/search.js\" defer></script>";
        out.push_str(&page("en-GB", "Search", "https://post.example/search/", form));
    });
    put(root, "assets/search.js", |out| out.push_str(include_str!("../../themes/broadsheet/assets/search.js")));
}

#[test]
#[ignore = "writes a folder for the validators and prints its path"]
fn a_small_site_for_the_validators() {
    let root = std::env::temp_dir().join("dateline-small-site");
    drop(fs::remove_dir_all(&root));
    put(&root, "index.html", |out| out.push_str(&page("en-GB", "Harbour Post", "https://post.example/", "")));
    put(&root, "licence/index.html", |out| {
        out.push_str(&page("en-GB", "Licence", "https://post.example/licence/", ""))
    });
    for story in told() {
        let url = format!("{BASE}{}", encoded(story.1));
        put(&root, &format!("{}index.html", &story.1[1..]), |out| out.push_str(&page("en-GB", story.0, &url, "")));
    }
    for name in ["logo.png", "icon-192.png", "icon-512.png"] {
        put(&root, name, |out| out.push_str("png"));
    }
    write_feeds(&root);
    write_sitemaps(&root);
    write_site_files(&root);
    write_manifest(&root);
    write_search(&root);
    println!("{}", root.display());
}
