//! `dateline explain`: what an output is made of, or what is made of a file.

use std::path::PathBuf;

use super::{
    args::{Format, SiteFlags},
    exit::{Exit, Stop},
    meaning,
    report::visible,
    surroundings::Surroundings,
    voice::Voice,
};
use crate::walk::{self, Answer, BuildOptions, Explanation, OnDisk, Output, Source, Unknown};

const EXAMPLES: &str = "\
Examples:
  dateline explain /town/2026/11/ferry/                  an address
  dateline explain https://courier.example/tags/ferry/   a URL below base_url
  dateline explain public/rss.xml                        a file of the output
  dateline explain content/town/ferry.md                 an article
  dateline explain templates/article.html courier        a template, of the site in courier

Exit status: 0 it was explained, 1 nothing is known of it, 2 wrong usage.";

/// Say what an output is made of, or what is made of a file.
///
/// Nothing is written. What the next build would do is told, too.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// An address, a URL, or the path of a file: of the output or of the site
    #[arg(value_name = "URL-OR-FILE")]
    pub asked: String,
    /// Which site, and how it is read.
    #[command(flatten)]
    pub site: SiteFlags,
    /// The output that is meant, instead of SITE/public
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// So many rows of a kind are printed for people.
const MOST: usize = 20;

/// Explains, and tells by the exit status whether anything is known.
pub(super) fn run(args: &Args, voice: &Voice, around: &Surroundings) -> Result<Exit, Stop> {
    let options = meaning::site_options(&args.site, args.out.as_deref(), around)?;
    let explanation = walk::explain(&options, &args.asked)?;
    match voice.format {
        Format::Json => voice.stdout(&format!("{}\n", json(&explanation, &args.asked)))?,
        Format::Text => voice.stdout(&text(&explanation, &options))?,
    }
    Ok(match explanation.answer {
        Answer::Output(_) | Answer::Source(_) => Exit::Done,
        Answer::Unknown(_) => Exit::Faults,
    })
}

/// Labels and their rows, one below the other.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn headline(&mut self, name: &str, what: &str) {
        self.0 = format!("{}: {}\n", visible(name), visible(what));
    }

    /// Nothing where there is no row.
    fn rows(&mut self, label: &str, rows: &[String]) {
        let more = rows.len().saturating_sub(MOST);
        let more = (more > 0).then(|| format!("and {more} more"));
        for (n, row) in rows.iter().take(MOST).map(String::as_str).chain(more.as_deref()).enumerate() {
            let label = if n == 0 { label } else { "" };
            self.0.push_str(&format!("  {label:<12}  {}\n", visible(row)));
        }
    }

    fn row(&mut self, label: &str, row: String) {
        self.rows(label, &[row]);
    }
}

fn text(explanation: &Explanation, options: &BuildOptions) -> String {
    let mut lines = Lines::default();
    match &explanation.answer {
        Answer::Output(output) => output_text(output, explanation.is_built, options, &mut lines),
        Answer::Source(source) => source_text(source, &mut lines),
        Answer::Unknown(Unknown { why, nearest }) => {
            lines.0 = format!("{}\n", visible(why));
            lines.rows("nearest", nearest.as_slice());
        }
    }
    if !explanation.is_built {
        lines.row("last build", format!("{} was never built here", options.out.display()));
    }
    lines.0
}

fn output_text(output: &Output, is_built: bool, options: &BuildOptions, lines: &mut Lines) {
    lines.headline(&output.address, &output.kind);
    let state = match output.on_disk {
        OnDisk::AsLeft => ", as the last build left it",
        OnDisk::Changed => ", changed since the last build",
        OnDisk::Missing => ", which isn't there",
        OnDisk::Untold => "",
    };
    lines.row("file", format!("{}{state}", options.out.join(&output.file).display()));
    let sources: Vec<String> = output.sources.iter().map(|part| format!("{} ({})", part.path, part.role)).collect();
    lines.rows("made of", &sources);
    if let Some((name, files)) = &output.template {
        let own: Vec<String> = [name.clone()].into_iter().chain(files.iter().map(|file| format!("  {file}"))).collect();
        lines.rows("template", &own);
    }
    let shared = output.shows_site.then_some("what every page shows");
    let settings: Vec<&str> = shared.into_iter().chain(output.settings.iter().map(String::as_str)).collect();
    for (label, row) in
        [("site.yaml", settings.join(", ")), ("lists", output.lists.join(", ")), ("data", output.data.join(", "))]
    {
        if !row.is_empty() {
            lines.row(label, row);
        }
    }
    lines.rows("shows", &output.shows);
    lines.rows("links to", &output.links);
    if let Some((at, why)) = &output.last {
        lines.row("last rebuilt", format!("{at}: {why}"));
    }
    match &output.due {
        Some(why) => lines.row("next build", format!("writes it: {why}")),
        None if is_built => lines.row("next build", "leaves it as it is".to_owned()),
        None => {}
    }
}

fn source_text(source: &Source, lines: &mut Lines) {
    lines.headline(&source.path, &source.kind);
    if source.is_changed {
        lines.row("changed", "since the last build".to_owned());
    }
    if let Some(left) = &source.left {
        lines.row("not built", left.why.clone());
        lines.rows("would be at", left.address.as_slice());
    }
    match source.outputs.len() {
        0 if source.left.is_some() => {}
        0 => lines.row("makes", "nothing".to_owned()),
        1 => lines.row("makes", "1 output".to_owned()),
        n => lines.row("makes", format!("{n} outputs")),
    }
    let outputs: Vec<String> = source.outputs.iter().map(|made| format!("{} ({})", made.address, made.role)).collect();
    lines.rows("", &outputs);
}

fn json(explanation: &Explanation, asked: &str) -> serde_json::Value {
    let mut object = match &explanation.answer {
        Answer::Output(output) => output_json(output),
        Answer::Source(source) => serde_json::json!({
            "what": "source",
            "path": source.path,
            "kind": source.kind,
            "changed": source.is_changed,
            "not_built": source.left.as_ref().map(|left| serde_json::json!({ "why": left.why, "address": left.address })),
            "outputs": source
                .outputs
                .iter()
                .map(|made| serde_json::json!({ "address": made.address, "role": made.role }))
                .collect::<Vec<_>>(),
        }),
        Answer::Unknown(Unknown { why, nearest }) => {
            serde_json::json!({ "what": "unknown", "why": why, "nearest": nearest })
        }
    };
    object["type"] = "explanation".into();
    object["asked"] = asked.into();
    object["built"] = explanation.is_built.into();
    object
}

fn output_json(output: &Output) -> serde_json::Value {
    let sources = output.sources.iter().map(|part| serde_json::json!({ "path": part.path, "role": part.role }));
    serde_json::json!({
        "what": "output",
        "address": output.address,
        "file": output.file,
        "kind": output.kind,
        "sources": sources.collect::<Vec<_>>(),
        "template": output.template.as_ref().map(|(name, files)| serde_json::json!({ "name": name, "files": files })),
        "shows_site": output.shows_site,
        "settings": output.settings,
        "lists": output.lists,
        "data": output.data,
        "shows": output.shows,
        "links": output.links,
        "last": output.last.as_ref().map(|(at, why)| serde_json::json!({ "at": at, "why": why })),
        "on_disk": match output.on_disk {
            OnDisk::AsLeft => "as_left",
            OnDisk::Changed => "changed",
            OnDisk::Missing => "missing",
            OnDisk::Untold => "untold",
        },
        "due": output.due,
    })
}
