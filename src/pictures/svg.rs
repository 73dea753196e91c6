//! SVG without what runs or fetches.

use super::facts::Fault;

/// The same drawing without scripts, handlers of events, links to other hosts and embedded pages.
///
/// # Errors
/// When it isn't well formed.
pub fn harmless(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    match filter.filter(bytes, &mut out) {
        Ok(()) => Ok(out),
        Err(error) => Err(Fault::Broken(format!("it is no well-formed SVG: {error}").into())),
    }
}

/// Width and height of a drawing in pixels, by its own words or by the shape of its `viewBox`.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let document = roxmltree::Document::parse(std::str::from_utf8(bytes).ok()?).ok()?;
    let root = document.root_element();
    let length = |name: &str| root.attribute(name)?.trim().trim_end_matches("px").parse::<f64>().ok();
    let said = length("width").zip(length("height"));
    let (width, height) = said.or_else(|| {
        let sides: Vec<f64> =
            root.attribute("viewBox")?.split([' ', ',']).filter_map(|side| side.parse().ok()).collect();
        let [_, _, width, height] = sides[..] else { return None };
        Some((width, height))
    })?;
    let is_size = |side: f64| (1.0..100_000.0).contains(&side);
    (is_size(width) && is_size(height)).then_some((width.round() as u32, height.round() as u32))
}

#[cfg(test)]
mod tests {
    use super::{harmless, size};

    #[test]
    fn sizes_are_said_or_follow_from_the_view() {
        let of =
            |attributes: &str| size(format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}/>").as_bytes());
        assert_eq!(of("width=\"30px\" height=\"20\" viewBox=\"0 0 9 9\""), Some((30, 20)));
        assert_eq!(of("width=\"100%\" viewBox=\"0 0 640.4 320\""), Some((640, 320)));
        assert_eq!(of("viewBox=\"0,0,0,9\""), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn scripts_go_and_shapes_stay() {
        let given = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="x()"><title>T</title><script>x()</script>
          <foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject><path d="M0 0h9" fill="#123"/><image href="https://e.example/a.png"/></svg>"##;
        let out = String::from_utf8(harmless(given).expect("a drawing")).expect("text");
        assert!(out.contains("<path") && out.contains("viewBox") && out.contains("<title>T"), "{out}");
        assert!(
            !out.contains("script")
                && !out.contains("onload")
                && !out.contains("foreign")
                && !out.contains("e.example"),
            "{out}"
        );
        assert!(harmless(b"<svg").is_err());
    }
}
