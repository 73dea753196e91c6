//! XMP (ISO 16684): the texts of the IPTC Photo Metadata Standard in a packet.

use roxmltree::{Document, Node};

use super::rights::{Rights, text_of};

/// The namespaces of XMP's properties.
pub mod names {
    pub const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    pub const DC: &str = "http://purl.org/dc/elements/1.1/";
    pub const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
    pub const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
    pub const CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
    pub const EXT: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    pub const CC: &str = "http://creativecommons.org/ns#";
}

/// Reads a packet; one that isn't well formed says nothing.
pub fn read(packet: &[u8]) -> Rights {
    let text = String::from_utf8_lossy(packet);
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    let Ok(document) = Document::parse(text) else { return Rights::default() };
    let says = |space: &str, name: &str| property(&document, space, name).and_then(|text| text_of(&text));
    let web = says(names::RIGHTS, "WebStatement").or_else(|| says(names::CC, "license"));
    let source = says(names::EXT, "DigitalSourceType");
    Rights {
        creator: says(names::DC, "creator"),
        credit: says(names::PHOTOSHOP, "Credit"),
        copyright: says(names::DC, "rights"),
        caption: says(names::DC, "description"),
        alt: says(names::CORE, "AltTextAccessibility"),
        license: says(names::RIGHTS, "UsageTerms"),
        license_url: web.filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        source_type: source.and_then(|url| text_of(url.rsplit('/').next()?)),
    }
}

/// A property as an attribute or an element of a description: its text, the default language's or all members of its list.
fn property(document: &Document<'_>, space: &str, name: &str) -> Option<String> {
    let mut descriptions = document.descendants().filter(|node| node.has_tag_name((names::RDF, "Description")));
    descriptions.find_map(|description| {
        let attribute = description.attribute((space, name)).map(str::to_owned);
        attribute.or_else(|| description.children().find(|node| node.has_tag_name((space, name))).map(text))
    })
}

fn text(node: Node<'_, '_>) -> String {
    if let Some(resource) = node.attribute((names::RDF, "resource")) {
        return resource.to_owned();
    }
    let members: Vec<Node<'_, '_>> = node.descendants().filter(|n| n.has_tag_name((names::RDF, "li"))).collect();
    let own = |node: &Node<'_, '_>| node.text().unwrap_or("").to_owned();
    if node.children().any(|child| child.has_tag_name((names::RDF, "Alt"))) {
        let lang = ("http://www.w3.org/XML/1998/namespace", "lang");
        let chosen = members.iter().find(|member| member.attribute(lang) == Some("x-default"));
        return chosen.or(members.first()).map(own).unwrap_or_default();
    }
    if members.is_empty() { own(&node) } else { members.iter().map(own).collect::<Vec<_>>().join(", ") }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn attributes_elements_and_lists_are_read() {
        let packet = r#"<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="The Beacon"/>
          <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
          <dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>
          <dc:description><rdf:Alt><rdf:li xml:lang="de">Fähre</rdf:li><rdf:li xml:lang="x-default">Ferry</rdf:li></rdf:Alt></dc:description>
          <e:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</e:DigitalSourceType>
          </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#;
        let rights = read(packet.as_bytes());
        assert_eq!(rights.creator.as_deref(), Some("A, B"));
        assert_eq!(rights.credit.as_deref(), Some("The Beacon"));
        assert_eq!(rights.caption.as_deref(), Some("Ferry"));
        assert!(rights.is_ai());
    }

    #[test]
    fn rubbish_says_nothing() {
        assert!(read(b"<x").is_empty() && read(b"\xff\0").is_empty() && read(b"<a/>").is_empty());
    }
}
