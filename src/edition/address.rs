//! Where stories and sections stand.

use crate::base::{Address, slug};
use crate::copy::Card;
use crate::site::Settings;

/// The address of an article or a standing page, below its desk's `prefix`.
pub fn of_story(card: &Card, prefix: &str, settings: &Settings) -> Address {
    if let Some(url) = &card.url {
        return url.clone();
    }
    let mut out = String::with_capacity(prefix.len() + card.section.len() + card.slug.len() + 16);
    out.push_str(prefix);
    if card.standing {
        push_folders(&mut out, &card.section, settings);
        push_part(&mut out, &card.slug);
        out.push('/');
        return Address::new(out);
    }
    let date = card.published.map(|m| m.date());
    for part in settings.permalink.split('/').filter(|p| !p.is_empty()) {
        match (part, date) {
            (":section", _) => push_folders(&mut out, &card.section, settings),
            (":slug", _) => push_part(&mut out, &card.slug),
            (":lang", _) => push_part(&mut out, card.lang.as_str()),
            (":year", Some(d)) => push_part(&mut out, &format!("{:04}", d.year())),
            (":month", Some(d)) => push_part(&mut out, &format!("{:02}", d.month())),
            (":day", Some(d)) => push_part(&mut out, &format!("{:02}", d.day())),
            (":year" | ":month" | ":day", None) => {}
            (word, _) => push_part(&mut out, word),
        }
    }
    out.push('/');
    Address::new(out)
}

/// The address of a section.
pub fn of_section(path: &str, prefix: &str, settings: &Settings) -> Address {
    let mut out = prefix.to_owned();
    push_folders(&mut out, path, settings);
    out.push('/');
    Address::new(out)
}

/// Appends folders as parts of an address, each as a slug.
fn push_folders(out: &mut String, path: &str, settings: &Settings) {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'/');
    if path.bytes().all(is_plain) {
        return push_part(out, path);
    }
    for part in path.split('/') {
        let slug = slug(part, settings.slugs);
        if slug.is_empty() {
            push_part(out, &format!("x{:08x}", xxhash_rust::xxh3::xxh3_64(part.as_bytes()) as u32));
        } else {
            push_part(out, &slug);
        }
    }
}

fn push_part(out: &mut String, part: &str) {
    if !part.is_empty() {
        out.push('/');
        out.push_str(part);
    }
}
