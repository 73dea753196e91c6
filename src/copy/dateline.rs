//! The dateline at the head of a text: `VILNIUS, Lithuania (Agency) —`.
//!
//! In: the text from its first paragraph on. Out: place, agency, and where the story begins. Never
//! here: places that nobody wrote in capitals.

use super::head::opens_block;

/// A dateline, as printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Dateline {
    /// `VILNIUS, Lithuania`, without agency and date.
    pub place: Box<str>,
    /// The agency that stands in brackets.
    pub agency: Option<Box<str>>,
    /// Where the story begins.
    pub end: usize,
}

/// A dateline is no longer than this, in bytes.
const LONGEST: usize = 160;

/// Words in capitals before a dash that are no places.
const LABELS: [&str; 34] = [
    "ANALYSIS",
    "ASEAN",
    "BREAKING",
    "CLARIFICATION",
    "COMMENT",
    "CORRECTION",
    "EDITORIAL",
    "EXCLUSIVE",
    "EXPLAINER",
    "FAQ",
    "FIFA",
    "INTERVIEW",
    "LIVE",
    "NASA",
    "NATO",
    "NB",
    "NOTE",
    "OECD",
    "OPEC",
    "OPINION",
    "PHOTOS",
    "PS",
    "REVIEW",
    "SPOILER",
    "TIP",
    "TODO",
    "UEFA",
    "UNESCO",
    "UNICEF",
    "UPDATE",
    "UPDATED",
    "VIDEO",
    "WARNING",
    "WATCH",
];

/// Reads the dateline that a text begins with.
pub(super) fn read(text: &str) -> Option<Dateline> {
    let row = &text
        [..memchr::memchr(b'\n', text.as_bytes().get(..LONGEST * 2).unwrap_or(text.as_bytes())).unwrap_or(text.len())];
    let mut window = row.len().min(LONGEST);
    while !row.is_char_boundary(window) {
        window -= 1;
    }
    let strong = ["**", "__", "*", "_"].into_iter().find(|mark| row.starts_with(mark));
    let (dash, after) = dash(&row[..window])?;
    let opened = strong.map_or(0, str::len);
    let mut head = row.get(opened..dash)?.trim().to_owned();
    let mut end = after;
    if let Some(mark) = strong {
        if head.contains(mark) {
            head = head.replacen(mark, "", 1);
        } else {
            let space = row[end..].len() - row[end..].trim_start().len();
            row[end + space..].starts_with(mark).then_some(())?;
            end += space + mark.len();
        }
    }
    let (head, agency) = agency(head.trim())?;
    let mut parts = head.split(',').map(str::trim);
    let town = parts.next()?;
    let mut place = town.to_owned();
    let mut region = false;
    for part in parts {
        is_region(part).then_some(())?;
        region = true;
        if !part.contains(|c: char| c.is_ascii_digit()) {
            place.push_str(", ");
            place.push_str(part);
        }
    }
    let sure = region || agency.is_some();
    let hyphen = row[dash..].trim_start().starts_with("- ");
    if !is_town(town) || (!sure && (hyphen || is_label(town))) {
        return None;
    }
    let story = &text[end..];
    end += story.len() - story.trim_start_matches([' ', '\t']).len();
    let next = text[end..].trim_start_matches('\r').strip_prefix('\n');
    let story = next.unwrap_or(&text[end..]);
    if story.trim_start_matches([' ', '\t']).is_empty()
        || story.starts_with(['\n', '\r'])
        || opens_block(first_bytes(story))
    {
        return None;
    }
    end = text.len() - story.len();
    Some(Dateline { place: place.into(), agency: agency.map(Into::into), end })
}

/// The first bytes of a text: what opens a block shows in them.
fn first_bytes(text: &str) -> &str {
    let mut end = text.len().min(80);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The first dash, and what comes after it.
fn dash(row: &str) -> Option<(usize, usize)> {
    row.char_indices().find_map(|(at, c)| match c {
        '—' | '–' => Some((at, at + c.len_utf8())),
        '-' if row[at..].starts_with("--") => {
            Some((at, at + row[at..].len() - row[at..].trim_start_matches('-').len()))
        }
        ' ' if row[at..].starts_with(" - ") => Some((at, at + 2)),
        _ => None,
    })
}

/// `VILNIUS (Agency)` as its parts; nothing when the brackets hold no name.
fn agency(head: &str) -> Option<(&str, Option<&str>)> {
    let Some(open) = head.strip_suffix(')') else { return Some((head, None)) };
    let (place, name) = open.rsplit_once('(')?;
    let name = name.trim();
    let named = name.chars().next().is_some_and(char::is_alphanumeric) && name.len() <= 60;
    named.then(|| (place.trim_end(), Some(name)))
}

/// `VILNIUS`, `NEW YORK`, `KYIV/WARSAW`, `KYIV and WARSAW`, `RIO de JANEIRO`, `McALLEN`.
fn is_town(town: &str) -> bool {
    const BETWEEN: [&str; 17] =
        ["am", "an", "and", "da", "de", "del", "della", "der", "do", "dos", "la", "le", "of", "on", "sur", "upon", "y"];
    let words: Vec<&str> = town.split([' ', '/']).collect();
    let last = words.len() - 1;
    let sound = |(n, word): (usize, &&str)| is_capitals(word) || (n > 0 && n < last && BETWEEN.contains(word));
    let letters = town.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && words.len() <= 7 && words.iter().enumerate().all(sound)
}

fn is_capitals(word: &str) -> bool {
    let word = word.strip_prefix("Mc").unwrap_or(word);
    let joint = |c: char| matches!(c, '.' | '\'' | '’' | '-');
    word.chars().any(char::is_uppercase) && word.chars().all(|c| c.is_uppercase() || joint(c))
}

/// `Lithuania`, `N.Y.`, `South Korea`, `Isle of Man`, `Nov. 23`.
fn is_region(part: &str) -> bool {
    const BETWEEN: [&str; 7] = ["and", "da", "de", "del", "do", "of", "the"];
    let word =
        |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || BETWEEN.contains(&word);
    part.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && part.len() <= 40
        && part.split(' ').take(6).all(word)
        && part.split(' ').count() <= 5
}

fn is_label(town: &str) -> bool {
    town.rsplit(' ').next().is_some_and(|last| LABELS.contains(&last))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn datelines_are_read_in_the_papers_ways() {
        for (text, place, agency, story) in [
            ("VILNIUS — The", "VILNIUS", None, "The"),
            ("VILNIUS, Lithuania (Agency) — The", "VILNIUS, Lithuania", Some("Agency"), "The"),
            ("VILNIUS, Nov. 23 (Agency) - The", "VILNIUS", Some("Agency"), "The"),
            ("NEW YORK – The", "NEW YORK", None, "The"),
            ("ST. LOUIS, Mo. -- The", "ST. LOUIS, Mo.", None, "The"),
            ("WINSTON-SALEM, N.C. —The", "WINSTON-SALEM, N.C.", None, "The"),
            ("KYIV/WARSAW — The", "KYIV/WARSAW", None, "The"),
            ("KYIV and WARSAW — The", "KYIV and WARSAW", None, "The"),
            ("RIO de JANEIRO — The", "RIO de JANEIRO", None, "The"),
            ("McALLEN, Texas (AP) —\nThe", "McALLEN, Texas", Some("AP"), "The"),
            ("**ŽIEŽMARIAI** — The", "ŽIEŽMARIAI", None, "The"),
            ("**ŁÓDŹ, Poland —** The", "ŁÓDŹ, Poland", None, "The"),
            ("_КИЇВ_ (УН) — The", "КИЇВ", Some("УН"), "The"),
        ] {
            let line = read(text).unwrap_or_else(|| panic!("no dateline in {text:?}"));
            assert_eq!((&*line.place, line.agency.as_deref(), &text[line.end..]), (place, agency, story), "{text:?}");
        }
    }

    #[test]
    fn other_beginnings_are_left_alone() {
        for text in [
            "",
            "—",
            "Vilnius — The",
            "VILNIUS",
            "VILNIUS —",
            "VILNIUS —\n\nThe",
            "VILNIUS - The",
            "UPDATE — The",
            "EDITOR’S NOTE — The",
            "FAQ — a",
            "I — and",
            "EU — the",
            "THE STORY so far — it",
            "WHO SAID THIS? — He",
            "**VILNIUS — The whole is bold**",
            "VILNIUS, where it rains — The",
            "* VILNIUS — The",
            "[VILNIUS](x) — The",
            "VILNIUS — - a list",
            "COVID-19 — The",
            "東京 — The",
            "VILNIUS () — The",
            "A/B — x",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert_eq!(read(&"A".repeat(1_000_000)), None);
        assert_eq!(read(&"Ž".repeat(200)), None);
    }
}
