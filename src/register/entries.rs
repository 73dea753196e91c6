//! The register's lines: an address each, sorted.
//!
//! The text is kept whole, and a line is six numbers into it: at 100,000 lines that is one allocation and
//! 3 MB beside the text, where owned fields would be half a million allocations.

/// Which addresses readers were shown, with what they were told of them.
#[derive(Debug, Default)]
pub struct Register {
    /// The file's text.
    pub(super) text: String,
    /// Its lines, sorted by address, an address once.
    pub(super) spans: Vec<Span>,
}

/// A line as bytes of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// Its number in the file, from 1.
    pub line: u32,
    /// Where it begins.
    pub start: u32,
    /// Where each column ends; the next one begins a byte later.
    pub ends: [u32; COLUMNS],
    /// Whether it carries the mark.
    pub gone: bool,
}

/// So many columns does every line have; the mark is one more.
pub(super) const COLUMNS: usize = 5;

/// A line of the register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'r> {
    /// Where readers found it: without the path of `base_url`, not percent-encoded.
    pub address: &'r str,
    /// What feeds call it, whatever becomes of its address.
    pub guid: &'r str,
    /// First published: an RFC 3339 time, or a day alone; none for what has no date.
    pub published: Option<&'r str>,
    /// The fingerprint of its text: xxh3-128 in hexadecimal digits; none for what has no text.
    pub text: Option<&'r str>,
    /// What its page said of changes, and a sketch of its text; none where an earlier program wrote the line.
    pub sketch: Option<&'r str>,
    /// The file that it was made from.
    pub source: &'r str,
    /// Whether the desk has accepted that nothing stands there any more.
    pub gone: bool,
}

impl Register {
    /// How many addresses it holds.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// All lines, by address.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Entry<'_>> {
        self.spans.iter().map(|span| span.entry(&self.text))
    }

    /// The line of an address.
    pub fn find(&self, address: &str) -> Option<Entry<'_>> {
        let row = self.spans.binary_search_by(|span| span.address(&self.text).cmp(address)).ok()?;
        Some(self.spans[row].entry(&self.text))
    }
}

impl Span {
    pub(super) fn address(self, text: &str) -> &str {
        &text[self.start as usize..self.ends[0] as usize]
    }

    pub(super) fn entry(self, text: &str) -> Entry<'_> {
        let column = |n: usize| &text[self.ends[n - 1] as usize + 1..self.ends[n] as usize];
        let given = |n: usize| Some(column(n)).filter(|value| *value != NONE);
        let own = given(3).map(|text| text.split_once(':').map_or((text, None), |(text, rest)| (text, Some(rest))));
        Entry {
            address: self.address(text),
            guid: column(1),
            published: given(2),
            text: own.map(|(text, _)| text),
            sketch: own.and_then(|(_, sketch)| sketch),
            source: column(4),
            gone: self.gone,
        }
    }
}

/// What a column says that has nothing to say: an empty one would be lost on editors that trim lines.
pub(super) const NONE: &str = "-";

/// The mark of a line whose address may stay without a page.
pub(super) const GONE: &str = "gone";

impl Entry<'_> {
    /// Appends the line.
    pub(super) fn push(&self, out: &mut String) {
        let (published, text) = (self.published.unwrap_or(NONE), self.text.unwrap_or(NONE));
        for column in [self.address, self.guid, published] {
            out.push_str(column);
            out.push('\t');
        }
        out.push_str(text);
        if let Some(sketch) = self.sketch {
            out.push(':');
            out.push_str(sketch);
        }
        out.push('\t');
        // The name of a file is the one column that may hold anything.
        match self.source.contains(|c: char| c.is_ascii_control()) {
            true => out.push_str(&self.source.replace(|c: char| c.is_ascii_control(), "?")),
            false => out.push_str(self.source),
        }
        if self.gone {
            out.push('\t');
            out.push_str(GONE);
        }
        out.push('\n');
    }
}
