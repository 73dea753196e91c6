//! What is said at the end of a build.

use std::{fmt::Write, path::Path, time::Duration};

use serde_json::{Map, Value, json};

use super::{args::Format, report::visible, voice::Voice};
use crate::{
    base::Severity,
    walk::{NextChange, Outcome, Tally},
};

/// The end of a build in numbers.
#[derive(Clone, Debug)]
pub struct Summary<'a> {
    /// What was built, or would have been.
    pub tally: &'a Tally,
    /// Whether the output was written.
    pub delivered: bool,
    /// How many warnings were found.
    pub warnings: usize,
    /// How many errors were found.
    pub errors: usize,
    /// How long it took.
    pub took: Duration,
    /// When the site next changes by itself.
    pub next_change: Option<&'a NextChange>,
    /// Where the output is.
    pub out: &'a Path,
}

impl<'a> Summary<'a> {
    /// The summary of an outcome.
    pub fn of(outcome: &'a Outcome, took: Duration) -> Summary<'a> {
        let count = |severity| outcome.found.iter().filter(|d| d.severity == severity).count();
        Summary {
            tally: &outcome.tally,
            delivered: outcome.delivered,
            warnings: count(Severity::Warn),
            errors: count(Severity::Error),
            took,
            next_change: outcome.next_change.as_ref(),
            out: &outcome.out,
        }
    }

    /// As this voice tells it; nothing with `--quiet`.
    pub fn told(&self, voice: &Voice) -> String {
        match (voice.quiet, voice.format) {
            (true, _) => String::new(),
            (false, Format::Text) => self.text(),
            (false, Format::Json) => self.json(),
        }
    }

    /// As this voice tells it of a check, for which nothing was to be written.
    pub fn told_of_check(&self, voice: &Voice) -> String {
        match (voice.quiet, voice.format) {
            (true, _) => String::new(),
            (false, Format::Text) => {
                let articles = count(self.tally.articles, "article", "articles");
                let articles = articles.unwrap_or_else(|| "no articles".to_owned());
                let pages = count(self.tally.pages, "page", "pages").unwrap_or_else(|| "no page".to_owned());
                let (faults, took) = (self.faults(), seconds(self.took));
                let faults = if faults.is_empty() { "nothing found".to_owned() } else { faults };
                format!("Checked {articles} and {pages} in {took}: {faults}\n")
            }
            (false, Format::Json) => self.json(),
        }
    }

    /// `2 errors, 1 warning`; empty for none.
    fn faults(&self) -> String {
        let faults = [count(self.errors, "error", "errors"), count(self.warnings, "warning", "warnings")];
        faults.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// A headline and a few aligned lines.
    fn text(&self) -> String {
        let out = self.out.to_string_lossy();
        let out = visible(&out);
        let faults = self.faults();
        if !self.delivered {
            return format!("Nothing was written: {faults}. {out} is as it was.\n");
        }
        let articles = count(self.tally.articles, "article", "articles").unwrap_or_else(|| "no articles".to_owned());
        let mut text = format!("Built {out} from {articles} in {}\n", seconds(self.took));
        let made = [
            count(self.tally.pages, "page", "pages"),
            count(self.tally.feeds, "feed", "feeds"),
            count(self.tally.other_files, "other file", "other files"),
        ];
        let written =
            [(self.tally.written, "written"), (self.tally.removed, "removed"), (self.tally.unchanged, "unchanged")];
        let written = written.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{} {word}", digits(*n)));
        let left_out =
            self.tally.left_out.iter().filter(|(_, n)| *n > 0).map(|(why, n)| format!("{} {why}", digits(*n)));
        let next = self
            .next_change
            .map(|next| format!("{} ({}: {})", next.moment.iso(), visible(next.source.as_str()), next.what));
        for (label, value) in [
            ("made", made.into_iter().flatten().collect::<Vec<_>>().join(", ")),
            ("files", written.collect::<Vec<_>>().join(", ")),
            ("left out", left_out.collect::<Vec<_>>().join(", ")),
            ("found", faults),
            ("next change", next.unwrap_or_default()),
        ] {
            if !value.is_empty() {
                let _ = writeln!(text, "  {label:<11}  {value}");
            }
        }
        text
    }

    /// One JSON object on one line.
    fn json(&self) -> String {
        let left_out: Map<String, Value> =
            self.tally.left_out.iter().map(|(why, n)| (why.to_string(), (*n).into())).collect();
        let next = self
            .next_change
            .map(|next| json!({ "at": next.moment.rfc3339(), "file": next.source.as_str(), "what": next.what }));
        let summary = json!({
            "type": "summary",
            "delivered": self.delivered,
            "articles": self.tally.articles,
            "pages": self.tally.pages,
            "feeds": self.tally.feeds,
            "other_files": self.tally.other_files,
            "written": self.tally.written,
            "removed": self.tally.removed,
            "unchanged": self.tally.unchanged,
            "left_out": left_out,
            "warnings": self.warnings,
            "errors": self.errors,
            "seconds": (self.took.as_secs_f64() * 1000.0).round() / 1000.0,
            "next_change": next,
            "out": self.out.to_string_lossy(),
        });
        format!("{summary}\n")
    }
}

/// `3 pages`, `1 page`; nothing for none.
fn count(n: usize, one: &str, many: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{} {many}", digits(n))),
    }
}

/// `12,600`.
fn digits(n: usize) -> String {
    let plain = n.to_string();
    let mut out = String::with_capacity(plain.len() + plain.len() / 3);
    for (at, digit) in plain.char_indices() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `0.34 s`, `12.3 s`, `2 min 5 s`.
fn seconds(took: Duration) -> String {
    match took.as_secs() {
        0..10 => format!("{:.2} s", took.as_secs_f64()),
        10..60 => format!("{:.1} s", took.as_secs_f64()),
        long => format!("{} min {} s", long / 60, long % 60),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Summary, digits, seconds};
    use crate::{
        base::{Code, Diagnostic, Moment, Place, SiteZone, SourcePath},
        cli::{args::Format, voice::Voice},
        walk::{NextChange, Outcome, Tally},
    };

    fn outcome() -> Outcome {
        let zone = SiteZone::named("Europe/Vilnius").expect("a zone");
        let source = SourcePath::new("content/world/ferry.md");
        Outcome {
            found: vec![Diagnostic::new(Code::Undated, Place::file(&source))],
            delivered: true,
            tally: Tally {
                articles: 10_000,
                pages: 12_600,
                feeds: 1,
                other_files: 48,
                written: 31,
                removed: 0,
                unchanged: 12_618,
                left_out: vec![("in draft".into(), 2), ("under embargo".into(), 1), ("expired".into(), 0)],
            },
            next_change: Some(NextChange {
                moment: Moment::at("2026-11-24T04:00:00Z".parse().expect("a time"), &zone),
                source,
                what: "its embargo ends".into(),
            }),
            out: "public".into(),
            reasons: Vec::new(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_build_ends_with_a_headline_and_aligned_lines() {
        let outcome = outcome();
        let summary = Summary::of(&outcome, Duration::from_millis(344));
        insta::assert_snapshot!(summary.told(&Voice::plain()), @r"
        Built public from 10,000 articles in 0.34 s
          made         12,600 pages, 1 feed, 48 other files
          files        31 written, 12,618 unchanged
          left out     2 in draft, 1 under embargo
          found        1 warning
          next change  2026-11-24T06:00:00+02:00 (content/world/ferry.md: its embargo ends)
        ");
        assert_eq!(summary.told(&Voice { quiet: true, ..Voice::plain() }), "");
    }

    #[test]
    fn a_build_that_failed_says_that_nothing_changed() {
        let mut outcome = Outcome { delivered: false, ..outcome() };
        outcome.found.push(Diagnostic::new(Code::LinkBroken, outcome.found[0].place.clone()));
        let text = Summary::of(&outcome, Duration::ZERO).told(&Voice::plain());
        assert_eq!(text, "Nothing was written: 1 error, 1 warning. public is as it was.\n");
    }

    #[test]
    fn programs_get_one_line() {
        let outcome = outcome();
        let json =
            Summary::of(&outcome, Duration::from_millis(344)).told(&Voice { format: Format::Json, ..Voice::plain() });
        insta::assert_snapshot!(json, @r#"{"type":"summary","delivered":true,"articles":10000,"pages":12600,"feeds":1,"other_files":48,"written":31,"removed":0,"unchanged":12618,"left_out":{"in draft":2,"under embargo":1,"expired":0},"warnings":1,"errors":0,"seconds":0.344,"next_change":{"at":"2026-11-24T06:00:00+02:00","file":"content/world/ferry.md","what":"its embargo ends"},"out":"public"}"#);
    }

    #[test]
    fn numbers_are_easy_to_read() {
        for (n, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(digits(n), text);
        }
        for (ms, text) in [(4, "0.00 s"), (344, "0.34 s"), (12_340, "12.3 s"), (125_000, "2 min 5 s")] {
            assert_eq!(seconds(Duration::from_millis(ms)), text);
        }
    }
}
