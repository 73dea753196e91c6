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

#[cfg(test)]
mod tests {
    use super::harmless;

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
