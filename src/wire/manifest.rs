//! `/manifest.webmanifest` (W3C Web App Manifest).

use crate::base::{Direction, json_string};

/// Launchers show no more characters of a short name.
const LONGEST_SHORT_NAME: usize = 12;

/// What the file says.
#[derive(Clone, Copy, Debug)]
pub struct Manifest<'a> {
    /// The paper.
    pub name: &'a str,
    /// A name of at most 12 characters; made of the name's first words when `None`.
    pub short_name: Option<&'a str>,
    /// BCP 47.
    pub language: &'a str,
    /// Which way the language runs.
    pub direction: Direction,
    /// The base URL's path, `/`.
    pub path: &'a str,
    /// `#a8071a`.
    pub theme_colour: Option<&'a str>,
    /// `#ffffff`.
    pub background_colour: Option<&'a str>,
    /// 192 and 512 pixels, and one maskable.
    pub icons: &'a [Icon<'a>],
}

/// One icon file.
#[derive(Clone, Copy, Debug)]
pub struct Icon<'a> {
    /// Its path from the host's root, or its URL.
    pub src: &'a str,
    /// `image/png`.
    pub mime: &'a str,
    /// Pixels of a side; 0 for a vector picture, which has any size.
    pub size: u32,
    /// Whether a launcher may cut it to a shape.
    pub maskable: bool,
}

/// Appends the file.
pub fn manifest(given: &Manifest<'_>, out: &mut String) {
    out.push_str("{\n\"name\":");
    json_string(given.name, out);
    let short = given.short_name.filter(|name| fits(name)).or_else(|| short_name(given.name));
    let members = [
        ("short_name", short),
        ("id", Some(given.path)),
        ("start_url", Some(given.path)),
        ("scope", Some(given.path)),
        ("display", Some("browser")),
        ("lang", Some(given.language)),
        ("dir", Some(given.direction.as_str())),
        ("theme_color", given.theme_colour),
        ("background_color", given.background_colour),
    ];
    for (name, value) in members {
        if let Some(value) = value {
            member(name, value, out);
        }
    }
    if !given.icons.is_empty() {
        out.push_str(",\n\"icons\":[");
        for (n, icon) in given.icons.iter().enumerate() {
            out.push_str(if n > 0 { ",\n{\"src\":" } else { "\n{\"src\":" });
            json_string(icon.src, out);
            match icon.size {
                0 => out.push_str(",\"sizes\":\"any\""),
                size => out.push_str(&format!(",\"sizes\":\"{size}x{size}\"")),
            }
            out.push_str(",\"type\":");
            json_string(icon.mime, out);
            out.push_str(if icon.maskable { ",\"purpose\":\"any maskable\"}" } else { "}" });
        }
        out.push_str("\n]");
    }
    out.push_str("\n}\n");
}

fn member(name: &str, value: &str, out: &mut String) {
    out.push_str(&format!(",\n\"{name}\":"));
    json_string(value, out);
}

fn fits(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= LONGEST_SHORT_NAME
}

/// As many whole words of the name as fit; `None` when its first word doesn't.
fn short_name(name: &str) -> Option<&str> {
    let name = name.trim();
    let ends = name.match_indices(char::is_whitespace).map(|(at, _)| at).chain([name.len()]);
    ends.map(|end| name[..end].trim_end()).rfind(|words| fits(words))
}

#[cfg(test)]
mod tests {
    use super::{Icon, Manifest, manifest, short_name};
    use crate::base::Direction;

    #[test]
    fn a_short_name_is_made_of_whole_words() {
        for (name, short) in [
            ("Harbour Post", Some("Harbour Post")),
            ("The Harbour Post", Some("The Harbour")),
            ("Žuvininkystės žinios", None),
            ("  ", None),
        ] {
            assert_eq!(short_name(name), short, "{name}");
        }
    }

    #[test]
    fn the_manifest_is_json() {
        let icons = [
            Icon { src: "/icon-192.png", mime: "image/png", size: 192, maskable: false },
            Icon { src: "/icon.svg", mime: "image/svg+xml", size: 0, maskable: true },
        ];
        let given = Manifest {
            name: "The \"Harbour\" Post",
            short_name: None,
            language: "en-GB",
            direction: Direction::Ltr,
            path: "/paper/",
            theme_colour: Some("#a8071a"),
            background_colour: None,
            icons: &icons,
        };
        let mut out = String::new();
        manifest(&given, &mut out);
        assert_eq!(
            out,
            "{\n\"name\":\"The \\\"Harbour\\\" Post\",\n\"short_name\":\"The\",\n\"id\":\"/paper/\",\n\"start_url\":\"/paper/\",\n\
             \"scope\":\"/paper/\",\n\"display\":\"browser\",\n\"lang\":\"en-GB\",\n\"dir\":\"ltr\",\n\
             \"theme_color\":\"#a8071a\",\n\"icons\":[\n\
             {\"src\":\"/icon-192.png\",\"sizes\":\"192x192\",\"type\":\"image/png\"},\n\
             {\"src\":\"/icon.svg\",\"sizes\":\"any\",\"type\":\"image/svg+xml\",\"purpose\":\"any maskable\"}\n]\n}\n"
        );
    }
}
