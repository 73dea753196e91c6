//! The fingerprint of a story's text, by which it is known again under another name.
//!
//! In: a story, the site. Out: a number. Never here: front matter, which a move may change.

use xxhash_rust::xxh3::xxh3_128;

use super::silent;
use crate::base::Found;
use crate::copy::text_of;
use crate::edition::Story;
use crate::site::Site;

/// The fingerprint of a story's text: of the bytes below front matter and heading, without carriage returns and
/// without white space at both ends, so that a checkout on another system has the same. None for no text.
pub(super) fn fingerprint(story: &Story, site: &Site, found: &mut Found) -> Option<u128> {
    let bytes = site.read_again(&story.article.card.source, story.article.hash, found)?;
    of_text(text_of(&bytes).ok()?.get(story.article.text_start as usize..)?)
}

/// The fingerprint of a story's text in digits, and what the register keeps of it beside that.
pub(super) fn registered(story: &Story, site: &Site, found: &mut Found) -> Option<(String, String)> {
    let bytes = site.read_again(&story.article.card.source, story.article.hash, found)?;
    let (text, start) = (text_of(&bytes).ok()?, story.article.text_start as usize);
    let fingerprint = of_text(text.get(start..)?)?;
    Some((digits(fingerprint), silent::written(story, &text, start)))
}

fn of_text(text: &str) -> Option<u128> {
    let text = text.trim();
    if text.contains('\r') {
        return of_text(&text.replace('\r', ""));
    }
    (!text.is_empty()).then(|| xxh3_128(text.as_bytes()))
}

/// The fingerprint as the register writes it.
pub(super) fn digits(fingerprint: u128) -> String {
    format!("{fingerprint:032x}")
}

#[cfg(test)]
mod tests {
    use super::of_text;

    #[test]
    fn line_endings_and_white_space_round_it_are_no_other_text() {
        assert_eq!(of_text("Wind.\n\nRain.\n"), of_text("\r\nWind.\r\n\r\nRain."));
        assert_ne!(of_text("Wind."), of_text("Wind"));
        assert_eq!(of_text(" \r\n"), None);
    }
}
