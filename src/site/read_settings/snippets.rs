//! `snippets`: the site's own HTML, where it stands and what it may load.

use super::rows::{Row, Rows};
use crate::base::{Found, Kind};
use crate::site::Settings;
use crate::site::snippets::{Label, Loads, Snippet, Spot};

/// The paragraph after which a snippet stands in a text where site.yaml doesn't say.
const AFTER: usize = 3;

/// No slot is higher or wider, in pixels.
const LARGEST: u32 = 2_000;

const HTML: &str = "HTML, or `html` or `file` with what is to be said of it";

/// The places on a page, as site.yaml names them.
const SPOTS: [(&str, Spot); 9] = [
    ("head", Spot::Head),
    ("body_start", Spot::BodyStart),
    ("body_end", Spot::BodyEnd),
    ("above", Spot::Above),
    ("below", Spot::Below),
    ("front", Spot::Front),
    ("before_text", Spot::BeforeText),
    ("in_text", Spot::InText(AFTER)),
    ("after_text", Spot::AfterText),
];

/// A text or a list of texts for the head, or a map of names.
pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let Some(row) = rows.take("snippets") else { return };
    let Some(mut map) = rows.open(&row) else {
        for (number, html) in
            rows.each_of(&row, "HTML", found, |text| Some(text.trim().to_owned())).into_iter().enumerate()
        {
            let name = (number + 1).to_string();
            settings.places.note(format!("snippets.{name}"), rows.place(&row));
            settings.snippets.push(of_head(name, html));
        }
        return;
    };
    for row in map.take_all() {
        let name = row.key().trim().to_lowercase().replace('_', "-");
        let is_name = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if name.is_empty() || !is_name {
            let says = format!("`{}` can't be the name of a snippet", row.key());
            found.push(map.wrong(&row, "a word of Latin letters, digits and hyphens").says(says));
            continue;
        }
        if settings.snippets.iter().any(|other| other.name == name) {
            found.push(map.wrong(&row, "named once").says(format!("the snippet `{name}` is named twice")));
            continue;
        }
        if let Some(snippet) = snippet(&map, &row, name, found) {
            settings.places.note(format!("snippets.{}", snippet.name), map.place(&row));
            settings.snippets.push(snippet);
        }
    }
}

fn of_head(name: String, html: String) -> Snippet {
    Snippet {
        name,
        html,
        file: None,
        spot: Spot::Head,
        on: Vec::new(),
        except: Vec::new(),
        label: None,
        height: None,
        width: None,
        sources: Vec::new(),
    }
}

fn snippet<'t>(map: &Rows<'t>, row: &Row<'t>, name: String, found: &mut Found) -> Option<Snippet> {
    let Some(mut inner) = map.open(row) else {
        let html = map.each_of(row, HTML, found, |text| Some(text.trim().to_owned()));
        return (!html.is_empty()).then(|| of_head(name, html.join("\n")));
    };
    let html = inner.parsed("html", "HTML", found, |text| Some(text.trim().to_owned()));
    let file = inner.parsed("file", "the name of a file in `snippets/`", found, |text| {
        let file = text.trim().trim_start_matches("snippets/");
        let fits = !file.is_empty() && file.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
        (fits && !file.contains(['\\', ':'])).then(|| file.to_owned())
    });
    let mut spot = inner.word("place", &SPOTS, found).unwrap_or(Spot::Head);
    if let Some(after) = inner.number("after", 1..=100, found) {
        match spot {
            Spot::InText(_) => spot = Spot::InText(after as usize),
            _ => {
                found.push(map.wrong(row, "left out, or `place: in_text`").says("`after` counts paragraphs of a text"))
            }
        }
    }
    let on = inner.each("on", "the name of a template, without `.html`", found, |text| {
        let name = text.trim().trim_end_matches(".html");
        (!name.is_empty()).then(|| name.to_owned())
    });
    let mut except = Vec::new();
    if let Some(row) = inner.take("except") {
        let words: Vec<(&str, Kind)> = Kind::ALL.iter().map(|kind| (kind.as_str(), *kind)).collect();
        except = inner.items(&row).iter().filter_map(|item| inner.word_of(item, &words, found)).collect();
    }
    let label = inner.read("label", "`true` for “Advertisement”, or words", found, |value| match value.as_bool() {
        Some(is_on) => Some(is_on.then_some(Label::Advertisement)),
        None => value.as_text().map(|text| Some(Label::Words(text.trim().to_owned()))),
    });
    let height = height(&mut inner, found);
    let width = inner.number("width", 1..=LARGEST, found);
    let sources = sources(&mut inner, found);
    inner.close(
        &[("pages", "on"), ("position", "place"), ("slot", "place"), ("not", "except"), ("hosts", "csp")],
        found,
    );
    if (height.is_some() || width.is_some()) && !spot.is_slot() {
        let wants = "left out where the snippet isn't a box on the page: `place` says where";
        found.push(map.wrong(row, wants).says("`height` and `width` keep room for what readers see"));
    }
    if html.is_some() == file.is_some() {
        found
            .push(map.wrong(row, HTML).says(format!("the snippet `{name}` needs `html` or a `file`, and one of them")));
        return None;
    }
    let rest = of_head(name, html.unwrap_or_default());
    let (on, label) = (on.unwrap_or_default(), label.flatten());
    Some(Snippet { file, spot, on, except, label, height, width, sources, ..rest })
}

/// Pixels, or `{narrow: 100, wide: 250}`.
fn height(inner: &mut Rows<'_>, found: &mut Found) -> Option<(u32, u32)> {
    let row = inner.take("height")?;
    if let Some(mut both) = inner.open(&row) {
        let (narrow, wide) = (both.number("narrow", 1..=LARGEST, found), both.number("wide", 1..=LARGEST, found));
        both.close(&[("small", "narrow"), ("large", "wide")], found);
        let any = narrow.or(wide)?;
        return Some((narrow.unwrap_or(any), wide.unwrap_or(any)));
    }
    let pixels =
        row.value().as_int().and_then(|pixels| u32::try_from(pixels).ok()).filter(|n| (1..=LARGEST).contains(n));
    if pixels.is_none() {
        found.push(inner.wrong(&row, "a number of pixels, or one for `narrow` and one for `wide` windows"));
    }
    pixels.map(|pixels| (pixels, pixels))
}

fn sources(inner: &mut Rows<'_>, found: &mut Found) -> Vec<(Loads, String)> {
    let Some(mut csp) = inner.map("csp", found) else { return Vec::new() };
    let mut sources = Vec::new();
    for (word, loads) in Loads::ALL {
        let wants = match loads {
            Loads::Script | Loads::Style | Loads::Connect | Loads::Frame | Loads::Form => {
                "a host such as `https://count.example`"
            }
            Loads::Img | Loads::Media | Loads::Font => "a host such as `https://pictures.example`, or `data:`",
        };
        let hosts = csp.each(word, wants, found, |text| source(text.trim(), loads)).unwrap_or_default();
        sources.extend(hosts.into_iter().map(|host| (loads, host)));
    }
    csp.close(&[("image", "img"), ("images", "img"), ("scripts", "script"), ("frames", "frame")], found);
    sources
}

/// A host, or a scheme where any host will do; never what would open the policy to any code.
fn source(text: &str, loads: Loads) -> Option<String> {
    let is_open = matches!(loads, Loads::Img | Loads::Media | Loads::Font);
    if is_open && ["data:", "blob:"].contains(&text) {
        return Some(text.to_owned());
    }
    let is_hash = matches!(loads, Loads::Script | Loads::Style)
        && text.strip_prefix("'sha256-").and_then(|hash| hash.strip_suffix("'")).is_some_and(|hash| {
            hash.len() == 44 && hash.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
        });
    let host = text.strip_prefix("https://").unwrap_or(text).split('/').next().unwrap_or_default();
    let host = host.strip_prefix("*.").unwrap_or(host);
    let is_host = host.contains('.')
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':'))
        && text.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b';' | b',' | b'\'' | b'"'));
    (is_hash || is_host).then(|| text.to_owned())
}
