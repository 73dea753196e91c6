//! Raw flags, as they were typed. What they mean is in [`super::meaning`].

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use super::{build, check, completions, correct, explain, init, man, new, next, publish, register, serve, theme};

const EXAMPLES: &str = "\
Examples:
  dateline init courier         a new site in the folder `courier`
  dateline build courier        write it to courier/public
  dateline check courier        report every problem and write nothing
  dateline serve courier        preview it, and see every save
  dateline new \"Ferry returns\"  start a draft
  dateline publish FILE         stamp the date and take the draft mark off
  dateline correct FILE \"TEXT\"  say what was wrong in it

Exit status: 0 done, 1 the site has errors, 2 wrong usage, 3 the machine failed.";

/// A static site generator for newsrooms: a folder of Markdown articles becomes a complete news site.
#[derive(Parser, Debug)]
#[command(name = "dateline", version, propagate_version = false, after_help = EXAMPLES)]
#[command(disable_help_subcommand = true, max_term_width = 100)]
pub struct Cli {
    /// How the program speaks.
    #[command(flatten)]
    pub voice: VoiceFlags,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands. Each has its flags in its own file.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a new site that builds at once
    Init(init::Args),
    /// Start an article: a draft with its front matter filled in
    New(new::Args),
    /// Stamp an article's date and take its draft mark off
    Publish(publish::Args),
    /// Write a correction into a published article
    Correct(correct::Args),
    /// Print when the site next changes by itself
    Next(next::Args),
    /// Write the site to SITE/public
    Build(build::Args),
    /// Read the whole site, write nothing and report every problem
    Check(check::Args),
    /// Preview the site, and reload its pages on every save
    Serve(serve::Args),
    /// Say what an output is made of, or what is made of a file
    Explain(explain::Args),
    /// Write down which addresses readers were shown, so that none of them goes unnoticed
    Register(register::Args),
    /// Start a theme of the site's own, or list those that there are
    Theme(theme::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
    /// Write the man pages to a folder
    #[command(hide = true)]
    Man(man::Args),
}

/// Flags of every command.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Output")]
pub struct VoiceFlags {
    /// Print nothing but errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print every warning, however many there are
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub color: When,
    /// Print for people, or for programs: one JSON object a line on stdout
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Format,
}

/// When to use colours.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Also into a file or a pipe
    Always,
    /// Not at all
    Never,
}

/// For whom diagnostics and summaries are printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// For people, on stderr
    #[default]
    Text,
    /// For programs, on stdout
    Json,
}

/// Flags of every command that reads a whole site.
#[derive(Args, Clone, Debug)]
pub struct SiteFlags {
    /// The site's folder
    #[arg(default_value = ".")]
    pub site: PathBuf,
    /// Where the site will stand, say `https://example.org/news` (goes before `base_url`)
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// The edition time: what is due then is published [default: now]
    #[arg(long, value_name = "TIME", value_parser = edition_time)]
    pub at: Option<Timestamp>,
    /// Show drafts, embargoed and future copy, marked as such
    #[arg(long)]
    pub drafts: bool,
    /// Use this theme (goes before `theme`)
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Read the settings from this file instead of SITE/site.yaml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// A moment as RFC 3339 writes it: with a time and an offset.
pub(super) fn edition_time(text: &str) -> Result<Timestamp, String> {
    text.trim().parse::<Timestamp>().map_err(|_| {
        "an edition time needs a date, a time and an offset, as in 2026-11-23T08:00:00Z or 2026-11-23T10:00:00+02:00"
            .to_owned()
    })
}

/// An address that pages can stand under, without the slash at its end.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    let url = text.trim();
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        let head = url.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &url[scheme.len()..])
    });
    let Some(rest) = rest else {
        return Err("it must begin with https:// or http://".to_owned());
    };
    if rest.split('/').next().is_none_or(str::is_empty) {
        return Err("it names no host".to_owned());
    }
    if url.contains(['?', '#']) || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("it can't hold a query, a fragment or spaces".to_owned());
    }
    Ok(url.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Cli, base_url, edition_time};

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_edition_time_needs_an_offset() {
        for good in ["2026-11-23T08:00:00Z", "2026-11-23T10:00:00+02:00", "2026-11-23T10:00+02:00"] {
            assert!(edition_time(good).is_ok(), "{good}");
        }
        for bad in ["2026-11-23", "2026-11-23T08:00:00", "now", "", "2026-02-31T08:00:00Z"] {
            assert!(edition_time(bad).expect_err(bad).contains("offset"), "{bad}");
        }
    }

    #[test]
    fn a_base_url_is_an_address_that_pages_can_stand_under() {
        assert_eq!(base_url("https://example.org/news/").as_deref(), Ok("https://example.org/news"));
        assert_eq!(base_url("HTTP://example.org").as_deref(), Ok("HTTP://example.org"));
        for bad in ["example.org", "https://", "https:///x", "ftp://example.org", "https://a/?b", "https://a/ b", "é"]
        {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn flags_for_all_commands_stand_before_or_after_the_command() {
        assert!(Cli::try_parse_from(["dateline", "--quiet", "build"]).expect("parses").voice.quiet);
        assert!(Cli::try_parse_from(["dateline", "build", "--quiet"]).expect("parses").voice.quiet);
        assert!(Cli::try_parse_from(["dateline", "build", "--quiet", "--verbose"]).is_err());
    }
}
