//! docs/themes.md teaches a theme from nothing: its files, taken from the page, make a site.

mod desk;

use std::{fs, path::Path};

use desk::Desk;

/// The files of a page: a line that names one in code and ends in a colon, then a block that holds it.
fn files(page: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(path) = line.strip_prefix('`').and_then(|rest| rest.strip_suffix("`:")) else { continue };
        let mut block = lines.by_ref().skip_while(|line| !line.starts_with("```"));
        block.next();
        let text: String = block.take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        files.push((path.to_owned(), text));
    }
    files
}

#[test]
fn the_theme_of_the_page_builds_without_a_word() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/themes.md");
    let files = files(&fs::read_to_string(page).expect("docs/themes.md"));
    assert!(files.iter().filter(|(path, _)| path.starts_with("themes/leaf/")).count() >= 6, "{files:?}");
    let desk = Desk::bare();
    files.iter().for_each(|(path, text)| desk.write(path, text));
    let run = desk.build(&["--strict"]);
    assert_eq!((run.status, run.codes()), (0, vec![]), "{}", run.stderr);
    let front = desk.read("public/index.html");
    for part in ["<h1>One street, well told</h1>", "The lamps are lit again", "Printed when there is something to say."]
    {
        assert!(front.contains(part), "{part}: {front}");
    }
    let article = desk.read("public/street/2026/11/lamps/index.html");
    assert!(article.contains("By <a") && article.contains("two men and a ladder"), "{article}");
    // What the theme doesn't have, broadsheet has, in the theme's own frame.
    let archive = desk.read("public/archive/index.html");
    assert!(archive.contains("Printed when there is something to say.") && archive.contains("<table"), "{archive}");
    let style = desk.files("public/assets").into_iter().find(|name| name.starts_with("style.")).expect("a sheet");
    let css = desk.read(&format!("public/assets/{style}"));
    assert!(css.contains("--ground:#fffdf7") && css.contains("--link:#f0b070"), "{css}");
    assert!(!css.contains("--news"), "it has no colours but its own: {css}");
    // A faint colour of the site's is told by the theme's own pairs.
    desk.write("site.yaml", format!("{}colours: {{ link: \"#ffcc99\" }}\n", desk.read("site.yaml")));
    let run = desk.build(&[]);
    assert_eq!(run.codes(), ["contrast"], "{}", run.stderr);
    let help = run.told("contrast")["help"].as_str().expect("what to do").to_owned();
    let near = help.split('"').nth(1).expect("a colour");
    // The colour that is named passes, and dark pages get a paler one of its hue.
    desk.write("site.yaml", desk.read("site.yaml").replace("#ffcc99", near));
    let run = desk.build(&["--strict"]);
    assert_eq!((run.status, run.codes()), (0, vec![]), "{help}: {}", run.stderr);
    let style = desk.files("public/assets").into_iter().find(|name| name.starts_with("style.")).expect("a sheet");
    let css = desk.read(&format!("public/assets/{style}"));
    assert!(css.contains(&format!("@media screen{{:root{{--link:{near}}}}}")), "{css}");
    let dark = "@media screen and (prefers-color-scheme:dark){:root{--link:#";
    assert!(css.contains(dark) && !css.contains(&format!("{dark}{}", &near[1..])), "{css}");
}
