//! From `register.tsv` to a [`Register`].
//!
//! In: bytes, which people merge and edit. Out: what can be read, and every fault with its line. Never here: a
//! panic, or a line that is guessed at.

use std::io;

use memchr::{memchr, memchr_iter};

use super::entries::{COLUMNS, GONE, NONE, Span};
use super::{Register, times};
use crate::base::{Code, Diagnostic, Failure, Found, Place, SourcePath};
use crate::site::Site;

/// The register's file, in the site's folder.
pub const FILE: &str = "register.tsv";

/// How a register begins. A later form of the file has another number.
const MARK: &str = "# dateline register 1";

/// The lines at its head: what it is, and its columns.
pub(super) const HEAD: &str = "\
# dateline register 1: every address that readers were shown. `dateline register` writes it; keep it in version control
# address\tguid\tfirst published\ttext (xxh3-128:sketch)\tsource\tgone
";

/// So many lines that can't be read are told; of more, only how many.
const MOST_TOLD: usize = 20;

/// What the columns hold, for diagnostics.
const NAMES: [&str; COLUMNS] = ["address", "guid", "first publication", "fingerprint", "source"];

impl Register {
    /// The register of a site; none where it has none.
    ///
    /// # Errors
    /// When it is there and the machine can't read it.
    pub fn open(site: &Site, found: &mut Found) -> Result<Option<Register>, Failure> {
        let source = SourcePath::new(FILE);
        match site.read(&source) {
            Ok(bytes) => Ok(Some(Register::parse(bytes, found))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failure::when("read", site.path(&source))(error)),
        }
    }

    /// Reads a register's bytes. What can't be read is told and passed over.
    pub fn parse(bytes: Vec<u8>, found: &mut Found) -> Register {
        let text = match String::from_utf8(bytes) {
            Ok(text) if text.len() < u32::MAX as usize => text,
            Ok(_) => {
                found.push(fault(Place::file(&SourcePath::new(FILE))).says("the register is larger than 4 GB"));
                return Register::default();
            }
            Err(error) => {
                let line = 1 + memchr_iter(b'\n', &error.as_bytes()[..error.utf8_error().valid_up_to()]).count();
                found.push(fault(place(line as u32, 0, "")).says("the register isn't UTF-8").help(RESTORE));
                return Register::default();
            }
        };
        if !is_ours(&text, found) {
            return Register { text, spans: Vec::new() };
        }
        let (spans, faults) = (Vec::with_capacity(text.len() / 160), Vec::new());
        let mut reader = Reader { text: &text, is_clean: is_clean(&text), spans, faults, conflict: None };
        reader.read();
        reader.settle();
        let Reader { spans, mut faults, .. } = reader;
        let more = faults.len().saturating_sub(MOST_TOLD);
        faults.truncate(MOST_TOLD);
        found.extend(faults);
        if more > 0 {
            let says = format!("{more} more lines of the register can't be read");
            found.push(fault(Place::file(&SourcePath::new(FILE))).says(says).help(RESTORE));
        }
        Register { text, spans }
    }
}

const RESTORE: &str = "take the file from version control again, then run `dateline register`";

/// Whether the text begins as a register does; any other file of that name is not to be read as one, nor replaced.
fn is_ours(text: &str, found: &mut Found) -> bool {
    let head = text.trim_start_matches('\u{feff}');
    // A merge that conflicts in the first lines puts its mark before them.
    let conflict = head.starts_with("<<<<<<<") && head.contains(MARK);
    if head.strip_prefix(MARK).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())) || conflict {
        return true;
    }
    let line = head.lines().next().unwrap_or("");
    let later = line.starts_with("# dateline register ");
    found.push(match later {
        true => fault(place(1, 1, line)).says("a later dateline wrote this register").help("build with that one"),
        false => fault(place(1, 1, line))
            .says(format!("this isn't a register of dateline's: it doesn't begin with `{MARK}`"))
            .help("put that line back, or give the file another name if it is something else"),
    });
    false
}

/// A reading under way.
struct Reader<'t> {
    text: &'t str,
    /// Whether no column can hold a control character.
    is_clean: bool,
    spans: Vec<Span>,
    faults: Found,
    /// The line of the conflict that is open, or was.
    conflict: Option<u32>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let start = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        let (mut from, mut line) = (start, 0);
        let ends = memchr_iter(b'\n', self.text.as_bytes()).chain([self.text.len()]);
        for end in ends {
            line += 1;
            let row = &self.text[from.min(end)..end];
            self.line(from, row.strip_suffix('\r').unwrap_or(row), line);
            from = end + 1;
        }
    }

    fn line(&mut self, start: usize, row: &str, line: u32) {
        match row.as_bytes().first() {
            Some(b'/') => match self.span(start, row, line) {
                Ok(span) => self.spans.push(span),
                Err((column, says)) => {
                    self.faults.push(fault(place(line, column, row)).says(says).help(RESTORE));
                }
            },
            None | Some(b'#') => {}
            Some(b'<' | b'=' | b'>' | b'|') if is_conflict(row) => {
                if row.starts_with('<') || self.conflict.is_none() {
                    self.conflict = Some(line);
                    let says = "a merge left a conflict here: two versions of these lines are in the file";
                    let help = "keep one line for each address, take the lines of `<`, `=` and `>` out, and run \
                                `dateline register`: it brings fingerprints up to date";
                    self.faults.push(fault(place(line, 1, row)).says(says).help(help));
                }
            }
            Some(_) => self.faults.push(
                fault(place(line, 1, row))
                    .says("this line doesn't begin with an address")
                    .help("an address begins with `/`; a remark begins with `#`"),
            ),
        }
    }

    /// A line's columns, each held against what it must be; else the byte, from 1, where that ends, and how.
    fn span(&self, start: usize, row: &str, line: u32) -> Result<Span, (usize, String)> {
        let (mut ends, mut from, mut rest) = ([0; COLUMNS], 0, None);
        let mut tabs = memchr_iter(b'\t', row.as_bytes());
        for (n, end) in ends.iter_mut().enumerate() {
            let tab = tabs.next();
            if tab.is_none() && n + 1 < COLUMNS {
                return Err((row.len(), format!("this line ends before its {}", NAMES[n + 1])));
            }
            let to = tab.unwrap_or(row.len());
            if let Err(wants) = check(n, &row[from..to], self.is_clean) {
                return Err((from + 1, format!("the {} of this line can't be read: {wants}", NAMES[n])));
            }
            *end = (start + to) as u32;
            (from, rest) = (to + 1, tab.map(|tab| tab + 1));
        }
        let mark = rest.map(|at| &row[at..]);
        match mark {
            None | Some("") => Ok(Span { line, start: start as u32, ends, gone: false }),
            Some(GONE) => Ok(Span { line, start: start as u32, ends, gone: true }),
            Some(_) => Err((from + 1, format!("after the source of this line only `{GONE}` may stand"))),
        }
    }

    /// Sorts the lines, and tells of addresses that stand twice.
    fn settle(&mut self) {
        let text = self.text;
        if !self.spans.is_sorted_by(|a, b| a.address(text) < b.address(text)) {
            self.spans.sort_unstable_by(|a, b| (a.address(text), a.line).cmp(&(b.address(text), b.line)));
        }
        let (faults, told) = (&mut self.faults, self.conflict.is_some());
        self.spans.dedup_by(|second, first| {
            let twice = second.address(text) == first.address(text);
            // Where a conflict is left in the file, all that stands twice comes of it.
            if twice && !told {
                let row = |span: &Span| place(span.line, 1, line_at(text, span));
                let says = format!("{} stands twice in the register", first.address(text));
                let help = "keep the line whose guid readers were shown (the older one), and run `dateline register`";
                faults.push(fault(row(second)).says(says).also(row(first), "first here").help(help));
            }
            twice
        });
    }
}

/// Whether a text holds no control characters but tabs and line ends. One look at the whole text is much quicker than
/// one at each column, so no branch leaves it early.
fn is_clean(text: &str) -> bool {
    text.bytes().fold(true, |clean, b| clean & ((b >= 0x20) & (b != 0x7f) | (b == b'\t') | (b == b'\n')))
}

/// Whether a column holds what it must; else what that is.
fn check(column: usize, value: &str, is_clean: bool) -> Result<(), &'static str> {
    let is_plain = |value: &str| !value.is_empty() && (is_clean || !value.bytes().any(|b| b < 0x20 || b == 0x7f));
    let is_digit = |b: u8| b.is_ascii_digit() | (b'a'..=b'f').contains(&b);
    let is_digits = |value: &str| value.len() == 32 && value.bytes().fold(true, |all, b| all & is_digit(b));
    let is_text = |value: &str| is_digits(value.split_once(':').map_or(value, |(digits, _)| digits));
    match column {
        0 | 1 | 4 if is_plain(value) => Ok(()),
        2 if value == NONE || times::is_moment(value) => Ok(()),
        3 if value == NONE || is_text(value) => Ok(()),
        1 => Err("it should be an absolute address, or whatever feeds have called the story"),
        2 => Err("it should be `2026-11-23`, `2026-11-23T08:05:00+02:00` or `-`"),
        3 => Err("it should be 32 digits of 0–9 and a–f, or `-`"),
        _ => Err("it should be text without control characters"),
    }
}

/// What git leaves round two versions of a line.
fn is_conflict(row: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| row.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// A fault of the register. It weighs the same whatever site.yaml says: what can't be read would be lost when the
/// register is next written.
fn fault(place: Place) -> Diagnostic {
    Diagnostic { firm: true, ..Diagnostic::new(Code::RegisterUnreadable, place).culprit(None) }
}

/// A line of the register; `column` counts bytes from 1, 0 for the whole line.
pub(super) fn place(line: u32, column: usize, row: &str) -> Place {
    let from = column.saturating_sub(1).min(row.len());
    let to = memchr(b'\t', &row.as_bytes()[from..]).map_or(row.len(), |tab| from + tab);
    // What the line itself is told by; its number is known and need not be counted.
    let mut place = Place::of(&SourcePath::new(FILE), row, from..to);
    place.line = line;
    if column == 0 {
        place.column = 0;
        place.excerpt = None;
    }
    place
}

/// The whole line of a span.
pub(super) fn line_at<'t>(text: &'t str, span: &Span) -> &'t str {
    text[span.start as usize..].lines().next().unwrap_or("")
}
