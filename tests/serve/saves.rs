//! What is saved is seen without a restart, and what isn't touched stays as it was.

use std::fs;

use super::{
    desk::{AT, Desk},
    same::Paper,
    server::Server,
};

/// A site of five articles in two sections.
pub fn five() -> Desk {
    let desk = Desk::bare();
    desk.write("site.yaml", "title: The Port Ansel Beacon\nbase_url: https://beacon.example/\n");
    for (section, name, day) in
        [("news", "ferry", 18), ("news", "lamps", 17), ("news", "tides", 2), ("sport", "derby", 9)]
    {
        story(&desk, section, name, day, &format!("Of {name}"), &format!("The text of {name}."));
    }
    desk.write("content/about.md", "---\ntitle: About\nkind: page\n---\nWho we are.\n");
    desk
}

/// Writes an article.
pub fn story(desk: &Desk, section: &str, name: &str, day: u8, title: &str, text: &str) {
    let head = format!("title: {title}\ndate: 2026-11-{day:02}\nsummary: What happened.\ntags: [{section}-{name}]");
    desk.write(&format!("content/{section}/{name}.md"), format!("---\n{head}\n---\n{text}\n"));
}

pub const FERRY: &str = "/news/2026/11/ferry/";

fn paper() -> Paper {
    Paper::of(five(), &[])
}

#[test]
fn a_text_changes_its_page_alone() {
    let mut paper = paper();
    for round in 0..5 {
        let text = format!("Word number {round}.");
        story(&paper.desk, "news", "ferry", 18, "Of ferry", &text);
        paper.server.wait(FERRY, "after a save", |page| page.has(&text));
        assert!(paper.is_right("a text") < 12, "few files are made of one text");
    }
}

#[test]
fn a_headline_changes_fronts_and_lists_too() {
    let mut paper = paper();
    for round in 0..3 {
        let title = format!("Ferry number {round}");
        story(&paper.desk, "news", "ferry", 18, &title, "The text of ferry.");
        for path in ["/", "/news/", FERRY, "/latest/", "/rss.xml"] {
            paper.server.wait(path, "after a headline was saved", |page| page.has(&title));
        }
        paper.is_right("a headline");
    }
}

#[test]
fn articles_come_move_and_go() {
    let mut paper = paper();
    let page = "/news/2026/11/storm/";
    assert_eq!(paper.server.get(page).status, 404);
    story(&paper.desk, "news", "storm", 19, "A storm", "It blows.");
    paper.server.wait(page, "a new article", |page| page.status == 200);
    paper.is_right("a new article");
    let file = |name: &str| paper.desk.path(name);
    fs::rename(file("content/news/storm.md"), file("content/news/gale.md")).expect("renamed");
    paper.server.wait("/news/2026/11/gale/", "a renamed article", |page| page.status == 200);
    paper.is_right("a renamed article");
    let file = |name: &str| paper.desk.path(name);
    fs::rename(file("content/news/gale.md"), file("content/sport/gale.md")).expect("moved");
    paper.server.wait("/sport/2026/11/gale/", "a moved article", |page| page.status == 200);
    paper.is_right("a moved article");
    fs::remove_file(paper.desk.path("content/sport/gale.md")).expect("removed");
    paper.server.wait("/sport/2026/11/gale/", "a deleted article", |page| page.status == 404);
    paper.is_right("a deleted article");
}

#[test]
fn an_article_becomes_a_folder_with_a_picture_and_files_of_its_own() {
    let mut paper = paper();
    fs::remove_file(paper.desk.path("content/news/ferry.md")).expect("removed");
    paper.desk.write("content/news/ferry/index.md", "---\ntitle: Ferry\ndate: 2026-11-18\n---\n[Plan](plan.csv)\n");
    paper.desk.write("content/news/ferry/plan.csv", "a,b\n1,2\n");
    paper.server.wait(&format!("{FERRY}plan.csv"), "a file of an article", |file| file.text() == "a,b\n1,2\n");
    paper.is_right("an article with a file");
    paper.desk.write("content/news/ferry/plan.csv", "a,b\n3,4\n");
    paper.server.wait(&format!("{FERRY}plan.csv"), "a file of an article", |file| file.text() == "a,b\n3,4\n");
    paper.is_right("an article whose file changed");
}

#[test]
fn a_new_section_stands_at_its_address() {
    let mut paper = paper();
    paper.desk.write("content/culture/_index.md", "---\ntitle: The arts\n---\nOf the arts.\n");
    story(&paper.desk, "culture", "play", 12, "A play", "It plays.");
    paper.server.wait("/culture/", "a new section", |page| page.has("The arts") && page.has("A play"));
    paper.server.wait("/culture/2026/11/play/", "its article", |page| page.status == 200);
    paper.is_right("a new section");
    // Folders of folders, moved in at one go.
    let elsewhere = Desk::bare();
    story(&elsewhere, "deep/deeper", "well", 3, "A well", "It is deep.");
    let mut copy = std::process::Command::new("cp");
    copy.arg("-r").arg(elsewhere.path("content/deep")).arg(paper.desk.path("content/"));
    assert!(copy.status().expect("there is `cp`").success());
    paper.server.wait("/deep/2026/11/well/", "folders that came at one go", |page| page.status == 200);
    story(&paper.desk, "deep/deeper", "well", 3, "A well", "It is dry.");
    paper.server.wait("/deep/2026/11/well/", "a text in a new folder", |page| page.has("It is dry."));
    paper.is_right("folders of folders");
    fs::rename(paper.desk.path("content/deep"), paper.desk.path("content/shallow")).expect("renamed");
    paper.server.wait("/shallow/2026/11/well/", "a renamed folder", |page| page.status == 200);
    story(&paper.desk, "shallow/deeper", "well", 3, "A well", "It is wet.");
    paper.server.wait("/shallow/2026/11/well/", "a text in it", |page| page.has("It is wet."));
    paper.is_right("a renamed folder");
}

#[test]
fn the_papers_name_stands_on_every_page() {
    let mut paper = paper();
    paper.desk.write("site.yaml", "title: The Other Post\nbase_url: https://beacon.example/\n");
    for path in ["/", FERRY, "/about/", "/rss.xml", "/nowhere"] {
        paper.server.wait(path, "after its name changed", |page| page.has("The Other Post"));
    }
    paper.is_right("another name");
    paper.desk.write("site.yaml", "title: The Other Post\nbase_url: https://post.example/\nlanguage: de\n");
    paper.server.wait("/", "in another language", |page| page.has("lang=\"de\""));
    paper.is_right("another language");
}

#[test]
fn data_templates_and_files_that_come_while_it_runs() {
    let mut paper = paper();
    // None of these folders was there when it started.
    paper.desk.write("static/plan.txt", "one");
    paper.server.wait("/plan.txt", "a first file in static/", |file| file.text() == "one");
    paper.desk.write("static/plan.txt", "two");
    paper.server.wait("/plan.txt", "a changed file in static/", |file| file.text() == "two");
    paper.desk.write("static/deep/er/plan.txt", "three");
    paper.server.wait("/deep/er/plan.txt", "a file in new folders", |file| file.text() == "three");
    paper.is_right("static files");
    paper.desk.write("data/weather.yaml", "sky: grey\n");
    paper.desk.write(
        "templates/404.html",
        "{% extends \"broadsheet/404.html\" %}{% block main %}<p>Sky: {{ data.weather.sky }}</p>{% endblock %}",
    );
    let settings = "title: The Port Ansel Beacon\nbase_url: https://beacon.example/\ndata: [weather]\n";
    paper.desk.write("site.yaml", settings);
    paper.server.wait("/nowhere", "a template and its data", |page| page.has("Sky: grey"));
    paper.is_right("a first template with data");
    paper.desk.write("data/weather.yaml", "sky: blue\n");
    paper.server.wait("/nowhere", "changed data", |page| page.has("Sky: blue"));
    paper.is_right("changed data");
    let text = paper.desk.read("templates/404.html").replace("Sky", "The sky");
    paper.desk.write("templates/404.html", text);
    paper.server.wait("/nowhere", "a changed template", |page| page.has("The sky: blue"));
    paper.is_right("a changed template");
    fs::remove_dir_all(paper.desk.path("templates")).expect("removed");
    paper.server.wait("/nowhere", "without the template", |page| page.status == 404 && !page.has("The sky: blue"));
    paper.is_right("without the template");
    fs::remove_dir_all(paper.desk.path("static")).expect("removed");
    paper.server.wait("/plan.txt", "without static files", |file| file.status == 404);
    paper.is_right("without static files");
}

#[test]
fn words_of_the_interface_and_settings_that_stand_elsewhere() {
    let (desk, elsewhere) = (five(), Desk::bare());
    elsewhere.write("paper.yaml", "title: First name\nbase_url: https://beacon.example/\n");
    let config = elsewhere.path("paper.yaml");
    let server = Server::with(desk.root(), &["--at", AT, "--config", &config.to_string_lossy()]);
    assert!(server.get("/").has("First name"));
    elsewhere.write("paper.yaml", "title: Second name\nbase_url: https://beacon.example/\n");
    server.wait("/", "settings that stand elsewhere", |page| page.has("Second name"));
    elsewhere.write("paper.new", "title: Third name\nbase_url: https://beacon.example/\n");
    fs::rename(elsewhere.path("paper.new"), config).expect("renamed");
    server.wait("/", "settings put in their place", |page| page.has("Third name"));
    desk.write("i18n/en.yaml", "latest: The newest of all\n");
    server.wait("/", "words of the interface", |page| page.has("The newest of all"));
    desk.write("i18n/en.yaml", "latest: Newer still\n");
    server.wait("/", "changed words", |page| page.has("Newer still"));
}

#[test]
fn a_theme_of_its_own_and_its_stylesheet() {
    let desk = five();
    desk.write("site.yaml", "title: Beacon\nbase_url: https://beacon.example/\ntheme: mine\n");
    desk.write("themes/mine/theme.yaml", "extends: broadsheet\n");
    desk.write("themes/mine/assets/style.css", "body { color: red }\n");
    let mut paper = Paper::of(desk, &[]);
    let sheet = |paper: &Paper| {
        let page = paper.server.get(FERRY).text();
        let path =
            page.split('"').find(|part| part.starts_with("/assets/") && part.ends_with(".css")).map(str::to_owned);
        paper.server.get(&path.expect("a stylesheet")).text()
    };
    assert!(sheet(&paper).contains("red"), "{}", sheet(&paper));
    paper.desk.write("themes/mine/assets/style.css", "body { color: blue }\n");
    paper.is_right("a changed stylesheet");
    assert!(sheet(&paper).contains("blue"));
    paper.desk.write("themes/mine/templates/article.html", "<!doctype html><body>{{ article.title }} alone</body>");
    paper.server.wait(FERRY, "a template of a theme", |page| page.has("Of ferry alone"));
    paper.is_right("a template of a theme");
    paper.desk.write("site.yaml", "title: Beacon\nbase_url: https://beacon.example/\ntheme: bulletin\n");
    paper.server.wait(FERRY, "another theme", |page| !page.has("Of ferry alone"));
    paper.is_right("another theme");
}
