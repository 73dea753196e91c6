//! Writing an XMP packet with what is to be said of a picture, and nothing else.

use super::rights::Rights;
use super::xmp::names;
use crate::base::xml;

/// Where IPTC lists how pictures come to be.
const SOURCE_TYPES: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/// A packet; `None` where nothing is to be said.
pub fn packet(rights: &Rights) -> Option<String> {
    if rights.is_empty() {
        return None;
    }
    let mut out = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"{}\"><rdf:Description rdf:about=\"\" xmlns:dc=\"{}\" xmlns:photoshop=\"{}\" \
         xmlns:xmpRights=\"{}\" xmlns:Iptc4xmpCore=\"{}\" xmlns:Iptc4xmpExt=\"{}\">\n",
        names::RDF,
        names::DC,
        names::PHOTOSHOP,
        names::RIGHTS,
        names::CORE,
        names::EXT,
    );
    let Rights { creator, credit, copyright, caption, alt, license, license_url, source_type } = rights;
    // Those who read a credit look for a creator and for a notice beside it.
    let creator = creator.as_deref().or(credit.as_deref());
    let notice = copyright.as_deref().or(license.as_deref()).or(credit.as_deref());
    push_list("dc:creator", "Seq", "", creator, &mut out);
    push_list("dc:rights", "Alt", DEFAULT, notice, &mut out);
    push_list("dc:description", "Alt", DEFAULT, caption.as_deref(), &mut out);
    push("photoshop:Credit", credit.as_deref().or(creator), &mut out);
    push_list("Iptc4xmpCore:AltTextAccessibility", "Alt", DEFAULT, alt.as_deref(), &mut out);
    push_list("xmpRights:UsageTerms", "Alt", DEFAULT, license.as_deref(), &mut out);
    push("xmpRights:WebStatement", license_url.as_deref(), &mut out);
    let source = source_type.as_deref().map(|word| format!("{SOURCE_TYPES}{word}"));
    push("Iptc4xmpExt:DigitalSourceType", source.as_deref(), &mut out);
    out.push_str("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    Some(out)
}

const DEFAULT: &str = " xml:lang=\"x-default\"";

fn push(name: &str, value: Option<&str>, out: &mut String) {
    let Some(value) = value else { return };
    out.push_str(&format!("<{name}>"));
    xml(value, out);
    out.push_str(&format!("</{name}>\n"));
}

fn push_list(name: &str, list: &str, attribute: &str, value: Option<&str>, out: &mut String) {
    let Some(value) = value else { return };
    out.push_str(&format!("<{name}><rdf:{list}><rdf:li{attribute}>"));
    xml(value, out);
    out.push_str(&format!("</rdf:li></rdf:{list}></{name}>\n"));
}

#[cfg(test)]
mod tests {
    use super::super::xmp;
    use super::packet;
    use crate::pictures::Rights;

    #[test]
    fn a_packet_says_what_was_given() {
        let text = |text: &str| Some(text.into());
        let rights = Rights {
            creator: text("Ona <Marsh>"),
            credit: text("The Beacon & co"),
            copyright: text("© 2026"),
            caption: text("Ferry"),
            alt: text("A white ferry"),
            license: text("CC BY 4.0"),
            license_url: text("https://example.org/by"),
            source_type: text("digitalCapture"),
        };
        assert_eq!(xmp::read(packet(&rights).expect("a packet").as_bytes()), rights);
        assert_eq!(packet(&Rights::default()), None);
    }

    #[test]
    fn a_credit_alone_is_creator_and_notice() {
        let rights = Rights { credit: Some("P. Q.".into()), ..Rights::default() };
        let read = xmp::read(packet(&rights).expect("a packet").as_bytes());
        assert_eq!((read.creator.as_deref(), read.copyright.as_deref()), (Some("P. Q."), Some("P. Q.")));
    }
}
