//! `dateline theme`: starts a theme of the site's own, and lists the themes that there are.
//!
//! The files of a new theme stand in `theme/`; words between `@` signs are filled in.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use serde_yaml::Value;

use super::{
    args::Format,
    exit::{Exit, Stop},
    site_folder::root_above,
    surroundings::Surroundings,
    voice::Voice,
};
use crate::{
    base::Failure,
    theme::{BUILT_IN, built_in},
};

const EXAMPLES: &str = "\
Examples:
  dateline theme new harbour
  dateline theme list";

/// The files of a new theme: path, text.
const FILES: [(&str, &str); 2] = [
    ("theme.yaml", include_str!("theme/theme.yaml")),
    ("templates/parts/footer.html", include_str!("theme/footer.html")),
];

/// Start a theme, or list those that there are.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub what: What,
}

/// What can be done with themes.
#[derive(clap::Subcommand, Debug)]
pub enum What {
    /// Make a theme that extends `broadsheet`, with one template to change
    New(NewArgs),
    /// Print the themes that the site can use; the one in use is marked
    List(ListArgs),
}

/// Flags of `theme new`.
#[derive(clap::Args, Debug)]
pub struct NewArgs {
    /// Its name: small Latin letters, digits and hyphens
    #[arg(value_parser = name)]
    pub name: String,
    /// The site's folder [default: the one you stand in, or the nearest above]
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
}

/// Flags of `theme list`.
#[derive(clap::Args, Debug)]
pub struct ListArgs {
    /// The site's folder [default: the one you stand in, or the nearest above]
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
}

/// Writes a theme's files, or prints the names of all.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    match &args.what {
        What::New(args) => start(args, voice, around),
        What::List(args) => list(args, voice, around),
    }
}

fn name(text: &str) -> Result<String, String> {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    match text {
        _ if BUILT_IN.contains(&text) => Err(format!("`{text}` is built in: choose another name")),
        _ if text.is_empty() || text.starts_with('-') || !text.bytes().all(fits) => {
            Err("a theme's name has small Latin letters, digits and hyphens".to_owned())
        }
        _ => Ok(text.to_owned()),
    }
}

fn site_root(site: Option<&PathBuf>, around: &Surroundings) -> Result<PathBuf, Stop> {
    match site {
        Some(site) if site.is_dir() => Ok(site.clone()),
        Some(site) => Err(Stop::Misuse(format!("`{}` isn't a folder", site.display()))),
        None => root_above(&around.folder)
            .ok_or_else(|| Stop::Misuse("there is no site here: name one with `--site DIR`".to_owned())),
    }
}

fn start(args: &NewArgs, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    let NewArgs { name, site } = args;
    let root = site_root(site.as_ref(), around)?;
    let folder = root.join("themes").join(name);
    if folder.symlink_metadata().is_ok() {
        let message = format!("`{}` is there already", folder.display());
        return Err(Stop::refused(message, "choose another name; nothing was written"));
    }
    for (path, text) in FILES {
        let path = folder.join(path);
        let above = path.parent().unwrap_or(&folder);
        fs::create_dir_all(above).map_err(Failure::when("make", above))?;
        let text = text.replace("@NAME@", name).replace("@VERSION@", env!("CARGO_PKG_VERSION"));
        fs::write(&path, text.replace("@NEXT@", &next_version())).map_err(Failure::when("write", &path))?;
    }
    let shown = folder.strip_prefix(&around.folder).unwrap_or(&folder).display().to_string();
    match voice.format {
        Format::Text if voice.quiet => {}
        Format::Text => voice.stderr(&next_steps(name, &super::report::visible(&shown))),
        Format::Json => {
            let created = serde_json::json!({ "type": "created", "file": shown });
            voice.stdout(&format!("{created}\n"))?;
        }
    }
    Ok(Exit::Done)
}

/// The first version that a new theme isn't made for: the next one whose interface may be other.
fn next_version() -> String {
    let number = |text: &str| text.parse::<u64>().unwrap_or(0);
    match number(env!("CARGO_PKG_VERSION_MAJOR")) {
        0 => format!("0.{}", number(env!("CARGO_PKG_VERSION_MINOR")) + 1),
        major => (major + 1).to_string(),
    }
}

fn next_steps(name: &str, shown: &str) -> String {
    format!(
        "Made the theme {name} in {shown}\n\n\
         Next:\n  write `theme: {name}` into site.yaml, or try it with `dateline serve --theme {name}`\n  \
         change {shown}/templates/parts/footer.html\n  set colours in {shown}/theme.yaml\n\n\
         All else comes from broadsheet, and stays up to date. docs/themes.md says what a theme can do.\n"
    )
}

fn list(args: &ListArgs, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    let root = site_root(args.site.as_ref(), around)?;
    let used = text_of(&fs::read_to_string(root.join("site.yaml")).unwrap_or_default(), "theme");
    let used = used.unwrap_or_else(|| BUILT_IN[0].to_owned());
    let mut themes: Vec<(String, &str, Option<String>)> = Vec::new();
    for name in BUILT_IN {
        let about = built_in(name).and_then(|layer| text_of(layer.text("theme.yaml")?, "description"));
        themes.push((name.to_owned(), "built in", about));
    }
    for name in own_themes(&root)? {
        let text = fs::read_to_string(root.join("themes").join(&name).join("theme.yaml")).unwrap_or_default();
        themes.retain(|(known, _, _)| *known != name);
        themes.push((name, "themes/", text_of(&text, "description")));
    }
    for (name, where_from, about) in &themes {
        let line = match voice.format {
            Format::Text => {
                let mark = if *name == used { "*" } else { " " };
                format!("{mark} {name:<16} {where_from:<10} {}", about.as_deref().unwrap_or("")).trim_end().to_owned()
            }
            Format::Json => {
                let is_built_in = *where_from == "built in";
                serde_json::json!({
                    "type": "theme", "name": name, "built_in": is_built_in, "description": about, "used": *name == used,
                })
                .to_string()
            }
        };
        voice.stdout(&format!("{line}\n"))?;
    }
    Ok(Exit::Done)
}

fn own_themes(root: &Path) -> Result<Vec<String>, Stop> {
    let folder = root.join("themes");
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure { tried: "list", path: folder, error }.into()),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(Failure::when("list", &folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// A text of a YAML file, read leniently: `build` tells what is wrong with it.
fn text_of(yaml: &str, key: &str) -> Option<String> {
    let value: Value = serde_yaml::from_str(yaml.trim_start_matches('\u{feff}')).ok()?;
    value.get(key)?.as_str().map(str::to_owned)
}
