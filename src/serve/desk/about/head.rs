//! What a page's head tells machines of it.
//!
//! In: HTML. Out: [`Head`]. Never here: what the page shows to readers.

use crate::serve::desk::tags::{decoded, tags};

/// What stands in a head.
#[derive(Clone, Default, Debug)]
pub struct Head {
    /// `<title>`.
    pub title: String,
    /// `<link rel="canonical">`.
    pub canonical: Option<String>,
    /// The JSON-LD, as it is written.
    pub json_ld: Vec<String>,
    /// `<meta>`: names or properties with their contents.
    metas: Vec<(String, String)>,
}

impl Head {
    /// The head of a page.
    pub fn of(html: &str) -> Head {
        let mut head = Head::default();
        for tag in tags(html) {
            match &*tag.name {
                "title" if head.title.is_empty() => head.title = decoded(tag.text).trim().to_owned(),
                "meta" => {
                    let name = tag.get("name").or_else(|| tag.get("property"));
                    if let (Some(name), Some(content)) = (name, tag.get("content")) {
                        head.metas.push((name.to_ascii_lowercase(), content.to_owned()));
                    }
                }
                "link" if tag.has_word("rel", "canonical") => head.canonical = tag.get("href").map(str::to_owned),
                "script" if tag.get("type") == Some("application/ld+json") => head.json_ld.push(tag.text.to_owned()),
                // A title in the body is a drawing's.
                "body" => break,
                _ => {}
            }
        }
        head
    }

    /// The content of a `<meta>`, unless it is empty.
    pub fn meta(&self, name: &str) -> Option<&str> {
        self.metas
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, content)| &**content)
            .filter(|text| !text.trim().is_empty())
    }

    /// Whether search engines are told to leave the page out.
    pub fn is_noindex(&self) -> bool {
        self.meta("robots").is_some_and(|robots| robots.to_ascii_lowercase().contains("noindex"))
    }

    /// The headline as a shared link has it, else the title.
    pub fn headline(&self) -> String {
        self.meta("og:title").unwrap_or(&self.title).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Head;

    #[test]
    fn a_head_is_read() {
        let head = Head::of(
            "<title>Fog &amp; ice – Beacon</title><meta name=Robots content='NoIndex'>\
             <meta property=\"og:title\" content=\"Fog &quot;n&quot; ice\"><meta name=description content=''>\
             <link rel=canonical href=/fog/><script type=\"application/ld+json\">{\"a\":1}</script>\
             <body><svg><title>no</title></svg><meta name=x content=y>",
        );
        assert_eq!((head.title.as_str(), head.headline().as_str()), ("Fog & ice – Beacon", "Fog \"n\" ice"));
        assert_eq!((head.canonical.as_deref(), head.meta("description"), head.meta("x")), (Some("/fog/"), None, None));
        assert!(head.is_noindex() && head.json_ld == ["{\"a\":1}"]);
    }
}
