//! `dateline new`: starts an article.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use super::{
    args::Format,
    exit::{Exit, Stop},
    site_folder::{SiteFolder, root_above},
    surroundings::Surroundings,
    voice::Voice,
};
use crate::base::{Failure, Moment, slug};
use crate::matter::fields::nearest;

const EXAMPLES: &str = "\
Examples:
  dateline new \"Ferry returns after the storm\" --section town
  dateline new \"Election night\" --live
  $EDITOR \"$(dateline new \"Council votes\")\"

The date is left out: `dateline publish` stamps it. DATELINE_AUTHOR in the environment, a name or the
name of a profile in content/authors/, is filled in as the author.";

/// Start an article: a draft with its front matter filled in. Prints its path.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The headline
    pub headline: String,
    /// The section, as its folder is called [default: the one you stand in, else the first]
    #[arg(long, short, value_name = "SECTION")]
    pub section: Option<String>,
    /// Running coverage: a folder with room for pictures, and a first entry
    #[arg(long)]
    pub live: bool,
    /// The site's folder [default: the one you stand in, or the nearest above]
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
}

/// Writes the draft and prints its path.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    let headline = one_line(&args.headline);
    let site = SiteFolder::read(site_root(args, around)?)?;
    let name = slug(&headline, site.slugs);
    if name.is_empty() {
        return Err(Stop::refused("the headline has no letter or digit for an address", "give it a word"));
    }
    let section = section(args, &site, around, voice)?;
    let now = Moment::at(around.now, &site.zone);
    let folder = match &section {
        Some(section) => site.root.join("content").join(section).join(now.date().year().to_string()),
        None => site.root.join("content"),
    };
    let (plain, bundle) = (folder.join(format!("{name}.md")), folder.join(&name).join("index.md"));
    for taken in [&plain, &bundle] {
        if taken.symlink_metadata().is_ok() {
            return Err(already_there(taken));
        }
    }
    let path = if args.live { bundle } else { plain };
    write_new(&path, &draft(&headline, args.live, around))?;
    if args.live {
        write_new(&path.with_file_name("entries").join(entry_name(now)), &entry(around))?;
    }
    let shown = path.strip_prefix(&around.folder).unwrap_or(&path).display();
    match voice.format {
        Format::Text => voice.stdout(&format!("{shown}\n"))?,
        Format::Json => {
            let created = serde_json::json!({ "type": "created", "file": shown.to_string() });
            voice.stdout(&format!("{created}\n"))?;
        }
    }
    Ok(Exit::Done)
}

fn already_there(path: &Path) -> Stop {
    Stop::refused(format!("`{}` is there already", path.display()), "choose another headline, or write on in that file")
}

fn one_line(headline: &str) -> String {
    let words = headline.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn site_root(args: &Args, around: &Surroundings) -> Result<PathBuf, Stop> {
    match &args.site {
        Some(site) if site.is_dir() => Ok(site.clone()),
        Some(site) => Err(Stop::Misuse(format!("`{}` isn't a folder", site.display()))),
        None => root_above(&around.folder).ok_or_else(|| {
            Stop::Misuse(
                "there is no site here: no folder from this one upwards holds a `site.yaml` or a `content` folder; \
                 name one with `--site DIR`, or make one with `dateline init DIR`"
                    .to_owned(),
            )
        }),
    }
}

/// The section that was asked for; else the one the user stands in, else the first, else none.
fn section(args: &Args, site: &SiteFolder, around: &Surroundings, voice: &Voice) -> Result<Option<String>, Stop> {
    let sections = site.sections()?;
    if let Some(asked) = &args.section {
        let asked = asked.trim_matches('/');
        return match sections.iter().find(|section| *section == asked) {
            Some(section) => Ok(Some(section.clone())),
            None => Err(unknown(asked, &sections)),
        };
    }
    let here = around.folder.strip_prefix(site.root.join("content")).ok().and_then(Path::to_str).unwrap_or("");
    let inside = |section: &&String| {
        here.strip_prefix(section.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if let Some(section) = sections.iter().filter(inside).max_by_key(|section| section.len()) {
        return Ok(Some(section.clone()));
    }
    let Some(first) = sections.first() else { return Ok(None) };
    if sections.len() > 1 {
        voice.note(&format!("Taking the first section; `--section` chooses another of {}", sections.join(", ")));
    }
    Ok(Some(first.clone()))
}

fn unknown(asked: &str, sections: &[String]) -> Stop {
    let message = format!("there is no section `{asked}`");
    if sections.is_empty() {
        return Stop::refused(message, format!("make the folder content/{asked} to begin one"));
    }
    let listed = sections.join(", ");
    let help = match nearest(asked, sections.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? The sections are: {listed}"),
        None => format!("the sections are: {listed}; make the folder content/{asked} to begin another"),
    };
    Stop::refused(message, help)
}

/// The draft's text.
fn draft(headline: &str, live: bool, around: &Surroundings) -> String {
    let authors = around.author.as_deref().map(one_line).filter(|name| !name.is_empty());
    let authors = authors.map_or_else(String::new, |name| quoted(&name));
    let title = quoted(headline);
    let mut text = format!("---\ntitle: {title}\ndescription: \"\"\nauthors: [{authors}]\ntags: []\n");
    if live {
        text.push_str("kind: live\nlive:\n  state: live\n  order: newest\n");
    }
    text.push_str("draft: true\n---\n\n");
    text
}

/// The first entry's file, named for its time: `2026-11-23-0805-first.md`.
fn entry_name(now: Moment) -> String {
    let time = now.rfc3339();
    format!("{}-{}{}-first.md", &time[..10], &time[11..13], &time[14..16])
}

/// The first entry's text.
fn entry(around: &Surroundings) -> String {
    let author = around.author.as_deref().map(one_line).filter(|name| !name.is_empty());
    let author = author.map_or_else(String::new, |name| format!("author: {}\n", quoted(&name)));
    format!("---\ntitle: What has happened\n{author}---\n\nEach entry is a file here. Its name begins with its time.\n")
}

/// A text as YAML writes it between double quotes (YAML 1.2.2 §5.7). JSON's escapes are a part of
/// YAML's, but YAML doesn't take all that JSON leaves as it is, and folds line separators.
pub(super) fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out
}

/// Never overwrites: the file is made anew or not at all.
fn write_new(path: &Path, text: &str) -> Result<(), Stop> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Failure::when("make", folder))?;
    let file = fs::File::options().write(true).create_new(true).open(path);
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(already_there(path)),
        Err(error) => Err(Failure { tried: "write", path: path.to_owned(), error }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{draft, entry, entry_name, nearest, one_line};
    use crate::{
        base::{Moment, SiteZone},
        cli::surroundings::Surroundings,
    };

    fn drafted(headline: &str, live: bool, author: Option<&str>) -> String {
        let around = Surroundings { author: author.map(str::to_owned), ..Surroundings::still() };
        draft(headline, live, &around)
    }

    #[test]
    fn the_first_entry_is_named_for_its_time() {
        let around = Surroundings { author: Some("Ann Lee".to_owned()), ..Surroundings::still() };
        let now = Moment::at(around.now, &SiteZone::named("Europe/Vilnius").expect("a zone"));
        assert_eq!(entry_name(now), "2026-11-23-0805-first.md");
        assert!(entry(&around).starts_with("---\ntitle: What has happened\nauthor: \"Ann Lee\"\n---\n"));
    }

    #[test]
    fn a_draft_has_its_front_matter_filled_in() {
        insta::assert_snapshot!(drafted("Say \"yes\": it's #1", false, Some("Ann Lee")), @r#"
        ---
        title: "Say \"yes\": it's #1"
        description: ""
        authors: ["Ann Lee"]
        tags: []
        draft: true
        ---
        "#);
        insta::assert_snapshot!(drafted("Election night", true, None), @r#"
        ---
        title: "Election night"
        description: ""
        authors: []
        tags: []
        kind: live
        live:
          state: live
          order: newest
        draft: true
        ---
        "#);
    }

    #[test]
    fn any_headline_is_read_back_as_it_was() {
        for headline in ["a: b", "- x", "@home", "\"", "\\", "é\u{301}", "yes", "1.0", "{{ x }}", "\u{85}\u{2028}b"] {
            let text = drafted(headline, false, None);
            let head = text.trim_start_matches("---\n").split("---\n").next().expect("a head");
            let read: serde_yaml::Value = serde_yaml::from_str(head).expect(headline);
            assert_eq!(read["title"].as_str(), Some(headline));
        }
    }

    #[test]
    fn headlines_are_one_line() {
        assert_eq!(one_line(" a\n b\t\u{7}c "), "a b c");
    }

    #[test]
    fn the_nearest_name_is_offered_only_if_it_is_near() {
        let names = ["town", "sport", "world/europe"];
        assert_eq!(nearest("sprot", names), Some("sport"));
        assert_eq!(nearest("Sports", names), Some("sport"));
        assert_eq!(nearest("world/erope", names), Some("world/europe"));
        assert_eq!(nearest("finance", names), None);
    }
}
