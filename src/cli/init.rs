//! `dateline init`: a new site that builds at once.
//!
//! Its files stand in `init/`; words between `@` signs are filled in.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Span;

use super::{
    args::Format,
    exit::{Exit, Stop},
    new::quoted,
    surroundings::Surroundings,
    voice::Voice,
};
use crate::base::{Failure, Moment, SiteZone, title_from_slug};

const EXAMPLES: &str = "\
Example:
  dateline init courier && dateline build courier";

/// Make a new site that builds at once: settings, three sample articles, pages to fill in.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The site's folder; made if it isn't there
    pub dir: PathBuf,
}

/// The files of a new site: path, text.
const FILES: [(&str, &str); 11] = [
    ("site.yaml", include_str!("init/site.yaml")),
    (".gitignore", include_str!("init/gitignore")),
    ("content/about.md", include_str!("init/about.md")),
    ("content/imprint.md", include_str!("init/imprint.md")),
    ("content/privacy.md", include_str!("init/privacy.md")),
    ("content/authors/robin-sample.md", include_str!("init/author.md")),
    ("content/town/_index.md", include_str!("init/town.md")),
    ("content/town/@YEAR@/ferry-returns.md", include_str!("init/ferry.md")),
    ("content/town/@YEAR@/library-opens-late.md", include_str!("init/library.md")),
    ("content/sport/_index.md", include_str!("init/sport.md")),
    ("content/sport/@YEAR@/rowers-win.md", include_str!("init/rowers.md")),
];

/// Writes the files and says what to do next.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    refuse_what_is_there(&args.dir)?;
    let words = words(&args.dir, around);
    let fill = |text: &str| words.iter().fold(text.to_owned(), |text, (word, value)| text.replace(word, value));
    for (path, text) in FILES {
        let path = args.dir.join(fill(path));
        if path.symlink_metadata().is_ok() {
            continue; // A dot file that was there before us stays.
        }
        let folder = path.parent().unwrap_or(&args.dir);
        fs::create_dir_all(folder).map_err(Failure::when("make", folder))?;
        fs::write(&path, fill(text)).map_err(Failure::when("write", &path))?;
    }
    let dir = args.dir.display();
    match voice.format {
        Format::Text => voice.stderr(&if voice.quiet { String::new() } else { next_steps(&args.dir) }),
        Format::Json => {
            let created = serde_json::json!({ "type": "created", "file": dir.to_string() });
            voice.stdout(&format!("{created}\n"))?;
        }
    }
    Ok(Exit::Done)
}

/// Only an empty folder is taken, or one that holds dot files (a fresh repository).
fn refuse_what_is_there(dir: &Path) -> Result<(), Stop> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(_) if dir.is_file() => {
            return Err(Stop::refused(format!("`{}` is a file", dir.display()), "name a folder for the new site"));
        }
        Err(error) => return Err(Failure { tried: "list", path: dir.to_owned(), error }.into()),
    };
    for entry in entries {
        let name = entry.map_err(Failure::when("list", dir))?.file_name();
        if !name.to_string_lossy().starts_with('.') {
            let message = format!("`{}` isn't empty: it holds `{}`", dir.display(), name.to_string_lossy());
            return Err(Stop::refused(message, "name a new folder, or an empty one"));
        }
    }
    Ok(())
}

/// The words that are filled in: the paper's title from its folder's name, and days up to this one.
fn words(dir: &Path, around: &Surroundings) -> [(&'static str, String); 5] {
    let absolute = around.folder.join(dir);
    let absolute = fs::canonicalize(&absolute).unwrap_or(absolute);
    let name = absolute.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let title = match title_from_slug(&name, true) {
        title if title.is_empty() => "The Paper".to_owned(),
        title => title,
    };
    let zone = SiteZone::named("UTC").expect("the zone data that the program carries has UTC");
    let today = Moment::at(around.now, &zone).date();
    let before = |days: i64| today.saturating_sub(Span::new().days(days));
    [
        ("@TITLE@", quoted(&title)),
        ("@YEAR@", today.year().to_string()),
        ("@TODAY@", today.to_string()),
        ("@YESTERDAY@", before(1).to_string()),
        ("@DAY_BEFORE@", before(2).to_string()),
    ]
}

fn next_steps(dir: &Path) -> String {
    let shown = dir.display().to_string();
    let shown = super::report::visible(&shown);
    let site = if dir == Path::new(".") { String::new() } else { format!(" {shown}") };
    let place = if site.is_empty() { "" } else { " --site" };
    format!(
        "Made a new site in {shown}\n\n\
         Next:\n  dateline build{site}\n  dateline new \"Your first headline\"{place}{site}\n\n\
         Then make it yours: the title and the address in site.yaml, and the pages about.md,\n\
         imprint.md and privacy.md in content/, which readers and search engines look for.\n"
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{FILES, next_steps, words};
    use crate::cli::surroundings::Surroundings;

    fn filled(dir: &str, text: &str) -> String {
        words(Path::new(dir), &Surroundings::still())
            .iter()
            .fold(text.to_owned(), |text, (word, to)| text.replace(word, to))
    }

    #[test]
    fn titles_come_from_the_folders_name() {
        for (dir, title) in
            [("the-daily-tide", "\"The Daily Tide\""), ("a/b \"c\"", "\"B \\\"c\\\"\""), ("/", "\"The Paper\"")]
        {
            assert_eq!(filled(dir, "@TITLE@"), title);
        }
        assert_eq!(filled("x", "@YEAR@ @TODAY@ @YESTERDAY@ @DAY_BEFORE@"), "2026 2026-11-23 2026-11-22 2026-11-21");
    }

    #[test]
    fn every_file_is_filled_in_and_every_head_is_yaml() {
        for (path, text) in FILES {
            let text = filled("x", text);
            assert!(!text.contains('@') || !text.contains("@YE"), "{path}");
            assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
            let head = match path.rsplit('.').next() {
                Some("md") => text.split("---\n").nth(1).expect("front matter").to_owned(),
                Some("yaml") => text,
                _ => continue,
            };
            let read: serde_yaml::Value = serde_yaml::from_str(&head).expect(path);
            assert!(read["title"].is_string(), "{path}");
        }
    }

    #[test]
    fn what_to_do_next_can_be_copied() {
        insta::assert_snapshot!(next_steps(Path::new("courier")), @r#"
        Made a new site in courier

        Next:
          dateline build courier
          dateline new "Your first headline" --site courier

        Then make it yours: the title and the address in site.yaml, and the pages about.md,
        imprint.md and privacy.md in content/, which readers and search engines look for.
        "#);
        assert!(next_steps(Path::new(".")).contains("\n  dateline build\n  dateline new \"Your first headline\"\n"));
    }
}
