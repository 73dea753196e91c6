//! Questions to a page's HTML.

/// The addresses that the cards of a page's `main` lead to: the first link of each `article`.
pub fn cards(html: &str) -> Vec<String> {
    let cards = main(html).split("<article").skip(1);
    cards.filter_map(|card| card.split("</article>").next()).filter_map(headline_link).collect()
}

/// The link of a card's headline.
fn headline_link(card: &str) -> Option<String> {
    let heading = card.find("<h2").or_else(|| card.find("<h3")).unwrap_or(0);
    attribute(&card[heading..], "href")
}

/// What stands between `<main` and `</main>`; the whole page where it has none.
pub fn main(html: &str) -> &str {
    let Some(start) = html.find("<main") else { return html };
    &html[start..html.find("</main>").unwrap_or(html.len())]
}

/// The first value of an attribute.
pub fn attribute(html: &str, name: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(str::to_owned)
}

/// The text of a page's `main` without code and scripts.
pub fn prose(html: &str) -> String {
    let mut text = main(html).to_owned();
    for element in ["pre", "code", "script", "style", "textarea"] {
        text = without(&text, element);
    }
    crate::visible_text::visible_text(&text)
}

/// The text of all blocks of code, without the spans that colour it.
pub fn code(html: &str) -> String {
    let blocks = html.split("<pre").skip(1).filter_map(|rest| rest.split("</pre>").next());
    let mut code = String::new();
    for piece in blocks.flat_map(|block| block.split('<')) {
        code.push_str(piece.split_once('>').map_or("", |(_, text)| text));
    }
    crate::visible_text::unescaped(&code)
}

/// The text without every `<element …>…</element>`.
fn without(html: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(&open) {
        let after = rest[start + open.len()..].chars().next();
        if !after.is_some_and(|c| c == '>' || c.is_whitespace()) {
            kept.push_str(&rest[..start + open.len()]);
            rest = &rest[start + open.len()..];
            continue;
        }
        kept.push_str(&rest[..start]);
        rest = rest[start..].find(&close).map_or("", |end| &rest[start + end + close.len()..]);
    }
    kept + rest
}

/// The address of the version in another language that a page's head names.
pub fn version(html: &str, lang: &str) -> Option<String> {
    let mark = format!("hreflang=\"{lang}\"");
    let link = html.split("<link").find(|link| {
        link.split('>')
            .next()
            .is_some_and(|tag| tag.contains(&mark) && tag.contains("alternate") && !tag.contains("rss"))
    })?;
    attribute(link, "href")
}
