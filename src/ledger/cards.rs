//! Articles as bytes: what was read of a file, so that it needn't be opened again.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::copy::{Article, Card, Details};
use crate::site::Manuscript;

/// An article's card, its details and where its text begins.
pub fn encode(article: &Article) -> Vec<u8> {
    let row = (&article.card, &article.details, article.text_start);
    postcard::to_allocvec(&row).expect("cards are plain data, and memory is the only sink")
}

/// The article of those bytes, which were made of that manuscript; `None`: they are no article.
pub fn decode(bytes: &[u8], manuscript: &Manuscript, hash: u128) -> Option<Arc<Article>> {
    let (card, details, text_start): (Card, Option<Box<Details>>, u32) = postcard::from_bytes(bytes).ok()?;
    let card = Card {
        source: manuscript.source.clone(),
        story: manuscript.story.clone(),
        section: manuscript.section.clone(),
        // One text for all.
        lang: if card.lang == manuscript.lang { manuscript.lang.clone() } else { card.lang },
        ..card
    };
    Some(Arc::new(Article { card, details, text_start, hash, print: print_of(bytes) }))
}

/// The hash by which others know whether what they show of an article is the same.
pub fn print_of(encoded: &[u8]) -> u64 {
    xxh3_64(encoded)
}
