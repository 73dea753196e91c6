//! `/.well-known/security.txt` (RFC 9116).

use crate::base::Moment;

use super::record::{Refused, is_url};

/// What site.yaml says; a `Contact` and the `Expires` are required.
#[derive(Clone, Copy, Debug)]
pub struct SecurityTxt<'a> {
    /// Addresses in the order of preference: `mailto:`, `https:`, `tel:`, or a bare e-mail address.
    pub contacts: &'a [&'a str],
    /// When this stops to hold: from site.yaml, never from the clock.
    pub expires: Moment,
    /// BCP 47.
    pub languages: &'a [&'a str],
    /// The file's own URL.
    pub canonical: Option<&'a str>,
    /// The disclosure policy's URL.
    pub policy: Option<&'a str>,
    /// The key's URL.
    pub encryption: Option<&'a str>,
    /// The URL of the page that thanks reporters.
    pub acknowledgments: Option<&'a str>,
    /// The jobs page's URL.
    pub hiring: Option<&'a str>,
}

/// Appends the file; nothing when no contact can stand. Values that can't are left out and told.
pub fn security_txt(given: &SecurityTxt<'_>, out: &mut String) -> Vec<Refused> {
    let (mut refused, start) = (Vec::new(), out.len());
    for contact in given.contacts {
        let contact = contact.trim();
        let bare = contact.contains('@') && !contact.contains(':');
        let url = if bare { format!("mailto:{contact}") } else { contact.to_owned() };
        field("Contact", &url, &["mailto:", "https:", "tel:"], out, &mut refused);
    }
    if out.len() == start {
        return refused;
    }
    out.push_str("Expires: ");
    out.push_str(&given.expires.rfc3339());
    out.push('\n');
    let links = [
        ("Encryption", given.encryption),
        ("Acknowledgments", given.acknowledgments),
        ("Policy", given.policy),
        ("Hiring", given.hiring),
        ("Canonical", given.canonical),
    ];
    for (name, url) in links {
        if let Some(url) = url {
            field(name, url.trim(), &["https:"], out, &mut refused);
        }
    }
    if !given.languages.is_empty() {
        out.push_str("Preferred-Languages: ");
        out.push_str(&given.languages.join(", "));
        out.push('\n');
    }
    refused
}

fn field(name: &str, url: &str, schemes: &[&str], out: &mut String, refused: &mut Vec<Refused>) {
    if is_url(url, schemes) {
        out.push_str(&format!("{name}: {url}\n"));
    } else {
        refused.push(Refused { line: format!("{name}: {url}"), why: "it isn't an address that security.txt may hold" });
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::moment;
    use super::{SecurityTxt, security_txt};

    fn given<'a>(contacts: &'a [&'a str]) -> SecurityTxt<'a> {
        SecurityTxt {
            contacts,
            expires: moment("2027-05-31T21:00:00Z"),
            languages: &["en", "lt"],
            canonical: Some("https://post.example/.well-known/security.txt"),
            policy: Some("http://post.example/policy/"),
            encryption: None,
            acknowledgments: None,
            hiring: None,
        }
    }

    #[test]
    fn contacts_come_first_and_mail_gets_its_scheme() {
        let mut out = String::new();
        let refused = security_txt(&given(&["safe@post.example", "https://post.example/safe/"]), &mut out);
        assert_eq!(
            out,
            "Contact: mailto:safe@post.example\nContact: https://post.example/safe/\n\
             Expires: 2027-06-01T00:00:00+03:00\nCanonical: https://post.example/.well-known/security.txt\n\
             Preferred-Languages: en, lt\n"
        );
        assert_eq!(refused.len(), 1);
    }

    #[test]
    fn without_a_contact_there_is_no_file() {
        let mut out = String::new();
        assert_eq!(security_txt(&given(&["call me", "x@y.example\nExpires: never"]), &mut out).len(), 2);
        assert_eq!(out, "");
    }
}
