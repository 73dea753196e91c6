//! `organisation`: who publishes the paper.

use super::links::is_url;
use super::look::{LOGO, logo};
use super::rows::Rows;
use crate::base::{Address, Found};
use crate::matter::Field;
use crate::site::{Organisation, Settings};

/// The policies that a paper may have a page for, as the theme and JSON-LD know them.
const POLICIES: [&str; 15] = [
    "ethics",
    "corrections",
    "ownership",
    "masthead",
    "mission",
    "principles",
    "verification",
    "unnamed_sources",
    "anonymous_sources",
    "no_bylines",
    "diversity",
    "diversity_staffing",
    "feedback",
    "privacy",
    "ai",
];

/// A map; a text alone is the name.
pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let Some(row) = rows.take("organisation") else { return };
    let own = &mut settings.organisation;
    let Some(mut map) = rows.open(&row) else {
        own.name = rows.text_of(&row, "the publisher's name, or keys and values", found);
        return;
    };
    own.name = map.text("name", found);
    own.legal_name = map.text("legal_name", found);
    own.logo = map.parsed("logo", LOGO, found, logo);
    let profile = |text: &str| is_url(text).then(|| text.to_owned());
    own.same_as = map.each("same_as", "the URL of a profile elsewhere", found, profile).unwrap_or_default();
    own.news_publication = map.text("news_publication", found);
    if let Some(mut policies) = map.map("policies", found) {
        read_policies(&mut policies, own, found);
        policies.close(&[], found);
    }
    read_policies(&mut map, own, found);
    if let Some(mut contact) = map.map("contact", found) {
        read_contact(&mut contact, own, found);
        contact.close(&[("phone", "telephone"), ("tel", "telephone"), ("mail", "email")], found);
    }
    read_contact(&mut map, own, found);
    map.close(&[("url", "same_as"), ("phone", "telephone"), ("social", "same_as")], found);
}

/// Paths of standing pages by the policies' names. What is given already stays.
fn read_policies(map: &mut Rows<'_>, own: &mut Organisation, found: &mut Found) {
    let path = |text: &str| {
        let outside = is_url(text);
        let inside = || Address::parse(text).ok().filter(|_| !text.contains(':')).map(|a| a.as_str().to_owned());
        if outside { Some(text.to_owned()) } else { inside() }
    };
    for name in POLICIES {
        let given = map.parsed(name, "the path of a standing page, such as `/ethics/`", found, path);
        if let Some(path) = given.filter(|_| !own.policies.iter().any(|(other, _)| other == name)) {
            own.policies.push((name.to_owned(), path));
        }
    }
}

/// What readers write and call. What is given already stays.
fn read_contact(map: &mut Rows<'_>, own: &mut Organisation, found: &mut Found) {
    let mail = |text: &str| {
        let (name, host) = text.split_once('@')?;
        let sound = !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace);
        sound.then(|| text.trim_start_matches("mailto:").to_owned())
    };
    let email = map.parsed("email", "an e-mail address", found, mail);
    let telephone = map.text("telephone", found);
    let address = map.read("address", "text, or a list of its lines", found, |value| {
        let lines =
            |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
        if let Field::Text(text) = value { Some(lines(text)) } else { Some(value.as_texts()?.join(", ")) }
    });
    own.email = own.email.take().or(email);
    own.telephone = own.telephone.take().or(telephone);
    own.address = own.address.take().or(address);
}
