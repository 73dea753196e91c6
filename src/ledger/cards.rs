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
    decode_early(bytes, hash).map(|article| settle(article, manuscript))
}

/// The article of those bytes, of whose file nothing is known yet: see [`settle`].
pub fn decode_early(bytes: &[u8], hash: u128) -> Option<Arc<Article>> {
    let (card, details, text_start): (Card, Option<Box<Details>>, u32) = postcard::from_bytes(bytes).ok()?;
    Some(Arc::new(Article { card, details, text_start, hash, print: print_of(bytes) }))
}

/// An article that was decoded early, now that its file is known.
pub fn settle(mut article: Arc<Article>, manuscript: &Manuscript) -> Arc<Article> {
    let card = &mut Arc::make_mut(&mut article).card;
    card.source = manuscript.source.clone();
    card.story = manuscript.story.clone();
    card.section = manuscript.section.clone();
    // One text for all.
    if card.lang == manuscript.lang {
        card.lang = manuscript.lang.clone();
    }
    article
}

/// The hash by which others know whether what they show of an article is the same.
pub fn print_of(encoded: &[u8]) -> u64 {
    xxh3_64(encoded)
}
