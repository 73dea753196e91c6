//! What pages cost their readers (the themes' measured acceptance): bytes by gzip, requests, scripts.

mod desk;

use std::io::Write;

use desk::Desk;
use flate2::{Compression, write::GzEncoder};
use walkdir::WalkDir;

/// What a theme may cost.
struct Budget {
    theme: &'static str,
    /// Kilobytes of gzip: the stylesheet, the front page with forty stories, an article of 800 words. Where the sheet stands
    /// in the page, the page is counted with it.
    kilobytes: [usize; 3],
    /// Requests before a scroll: front, article.
    requests: [usize; 2],
}

const BUDGETS: [Budget; 2] = [
    Budget { theme: "broadsheet", kilobytes: [10, 18, 12], requests: [10, 4] },
    Budget { theme: "bulletin", kilobytes: [5, 8, 8], requests: [3, 3] },
];

/// Words that no two stories share, so that nothing compresses better than real copy does.
const SYLLABLES: [&str; 24] = [
    "ha", "ver", "lo", "men", "ti", "sal", "ko", "brin", "da", "fe", "ru", "nes", "pla", "gor", "vi", "ton", "mar",
    "ell", "qui", "sta", "por", "an", "der", "wick",
];

/// The same words for the same seed (xorshift).
struct Pen(u64);

impl Pen {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn words(&mut self, count: usize) -> String {
        let word = |pen: &mut Pen| (0..1 + pen.below(3)).map(|_| SYLLABLES[pen.below(SYLLABLES.len())]).collect();
        let words: Vec<String> = (0..count).map(|_| word(self)).collect();
        words.join(" ")
    }
}

/// A paper of seven sections with sixty-three stories, a long one among them.
fn paper(theme: &str) -> Desk {
    let desk = Desk::bare();
    desk.write(
        "site.yaml",
        format!(
            "title: The Port Ansel Beacon\ntagline: News of the Sound\nbase_url: https://beacon.example/\ntheme: {theme}\n\
             timezone: Europe/Vilnius\norganisation:\n  legal_name: Beacon Readers' Co-operative\n  email: desk@beacon.example\n"
        ),
    );
    let mut pen = Pen(0x9e37_79b9_7f4a_7c15);
    for number in 0..63 {
        let section = ["news", "harbour", "culture", "sport", "opinion", "life", "science"][number % 7];
        let (day, hour) = (1 + number % 19, number % 24);
        let words = if number == 62 { 800 } else { 60 };
        let text: Vec<String> = (0..words / 40 + 1).map(|_| pen.words(40.min(words))).collect();
        desk.write(
            &format!("content/{section}/story-{number}.md"),
            format!(
                "---\ntitle: {}\ndescription: {}\ndate: 2026-11-{day:02}T{hour:02}:20:00\nauthors: [Edda Marrin, Samir Haddoun]\n\
                 tags: [{}, {}]\n---\n{}\n",
                pen.words(8),
                pen.words(22),
                pen.words(1),
                pen.words(1),
                text.join("\n\n"),
            ),
        );
    }
    let run = desk.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    desk
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory").len()
}

/// All pages with their paths.
fn pages(desk: &Desk) -> Vec<(String, String)> {
    let files = WalkDir::new(desk.path("public")).sort_by_file_name().into_iter().flatten();
    let pages = files.filter(|file| file.path().extension().is_some_and(|end| end == "html"));
    pages
        .map(|page| (page.path().display().to_string(), std::fs::read_to_string(page.path()).expect("a page")))
        .collect()
}

/// Start tags of that name.
fn tags<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let open = format!("<{name}");
    let tags = html.split(&*open).skip(1).filter(|rest| rest.starts_with([' ', '>', '\n']));
    tags.map(|rest| &rest[..rest.find('>').unwrap_or(rest.len())]).collect()
}

/// What a browser asks for before anybody scrolls, the page itself among it.
fn requests(html: &str) -> usize {
    let links = tags(html, "link");
    let sheets =
        links.iter().filter(|tag| ["\"stylesheet\"", "\"icon\"", "\"preload\""].iter().any(|rel| tag.contains(rel)));
    let eager = tags(html, "img").into_iter().filter(|tag| !tag.contains("loading=\"lazy\""));
    let scripts = tags(html, "script").into_iter().filter(|tag| tag.contains("src="));
    1 + sheets.count() + eager.count() + scripts.count()
}

#[test]
fn pages_cost_no_more_than_they_may() {
    for Budget { theme, kilobytes, requests: most } in BUDGETS {
        let desk = paper(theme);
        let sheet = WalkDir::new(desk.path("public/assets")).into_iter().flatten();
        let sheet = sheet.filter(|file| file.path().extension().is_some_and(|end| end == "css"));
        let sheets: Vec<Vec<u8>> = sheet.map(|file| std::fs::read(file.path()).expect("a sheet")).collect();
        assert_eq!(sheets.len(), 1, "{theme} has one stylesheet");
        let front = desk.read("public/index.html");
        let article = desk.read("public/science/2026/11/story-62/index.html");
        let bytes = [gzip(&sheets[0]), gzip(front.as_bytes()), gzip(article.as_bytes())];
        println!("{theme}: sheet {}, front {}, article {} bytes", bytes[0], bytes[1], bytes[2]);
        let stories = front.matches("/2026/11/story-").count();
        assert!(stories >= 40, "{theme}: {stories} stories on the front");
        for (what, (size, budget)) in ["sheet", "front", "article"].iter().zip(bytes.iter().zip(kilobytes)) {
            assert!(*size <= budget * 1024, "{theme}: the {what} is {size} bytes, {budget} KB is what it may be");
        }
        let is_inlined = theme == "bulletin";
        assert_eq!(front.contains("<style>"), is_inlined, "{theme}");
        assert_eq!(front.contains("rel=\"stylesheet\""), !is_inlined, "{theme}");
        for (html, most) in [&front, &article].into_iter().zip(most) {
            assert!(requests(html) <= most, "{theme}: {} requests", requests(html));
        }
    }
}

#[test]
fn only_search_brings_a_script() {
    for Budget { theme, .. } in BUDGETS {
        let desk = paper(theme);
        let pages = pages(&desk);
        assert!(pages.len() > 60, "{theme}: {} pages", pages.len());
        for (path, html) in pages {
            let code = tags(&html, "script").into_iter().filter(|tag| !tag.contains("application/ld+json")).count();
            assert!(code == 0 || path.ends_with("/search/index.html"), "{path} brings a script");
            assert!(!html.contains(" onload=") && !html.contains(" onclick="), "{path} brings a script");
        }
    }
}

#[test]
fn pages_hold_no_empty_lines() {
    for Budget { theme, .. } in BUDGETS {
        for (path, html) in pages(&paper(theme)) {
            let body = html.split("<pre").next().unwrap_or(&html);
            let empty = body.matches("\n\n").count();
            assert!(empty <= 3, "{path}: {empty} empty lines");
            assert!(!body.contains("\n  "), "{path} is indented");
        }
    }
}

#[test]
fn an_inlined_sheet_is_admitted_by_its_hash() {
    let desk = paper("bulletin");
    let front = desk.read("public/index.html");
    let sheet = front.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("a sheet");
    let hash = dateline::wire::headers::hash_source(sheet);
    assert!(desk.read("public/_headers").contains(&format!("style-src 'self' {hash};")));
}
