//! (stand-in until the Markdown branch lands)
use super::*;
use crate::base::*;
pub struct Setting<'a> { pub source: &'a SourcePath, pub lang: &'a Lang, pub smart_punctuation: bool, pub components: &'a dyn Fn(&str) -> bool }
pub fn body(text: &str, start: usize, _s: &Setting<'_>) -> (Body, Found) {
    let mut b = Body::default();
    pulldown_cmark::html::push_html(&mut b.html, pulldown_cmark::Parser::new(&text[start..]));
    b.words = (text.len() - start) as u32 / 6;
    (b, vec![])
}
pub fn inline(text: &str, s: &Setting<'_>) -> Body { body(text, 0, s).0 }
pub fn plain(text: &str, start: usize, limit: usize) -> String { text[start..].chars().take(limit).collect() }
