//! The one script that a previewed page carries beside what is built.
//!
//! In: a page's HTML. Out: the same with one element more. Never here: what the script does.

/// What the script is told of its page.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// The path of the page, below the site's own.
    pub path: &'a str,
    /// The hash of the page as it is built.
    pub print: u64,
    /// What lets the script through a policy that names scripts one by one.
    pub nonce: &'a str,
}

/// The page with the script before the end of its body, else at its end.
pub fn into(html: &[u8], window: &Window<'_>) -> Vec<u8> {
    let path = percent_encoding::utf8_percent_encode(window.path, percent_encoding::NON_ALPHANUMERIC);
    let script = format!(
        "<script src=\"/_dateline/live.js\" data-page=\"{path}\" data-print=\"{}\" nonce=\"{}\" defer></script>",
        hex(window.print),
        window.nonce
    );
    let end = memchr::memmem::rfind(html, b"</body>").unwrap_or(html.len());
    [&html[..end], script.as_bytes(), &html[end..]].concat()
}

/// A print as it stands in a page.
pub fn hex(print: u64) -> String {
    format!("{print:016x}")
}

#[cfg(test)]
mod tests {
    use super::{Window, into};

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let window = Window { path: "/a\"b/", print: 10, nonce: "n" };
        let script = "<script src=\"/_dateline/live.js\" data-page=\"%2Fa%22b%2F\" \
                      data-print=\"000000000000000a\" nonce=\"n\" defer></script>";
        let with = |html: &str| String::from_utf8(into(html.as_bytes(), &window)).expect("text");
        assert_eq!(with("<body>a</body></html>"), format!("<body>a{script}</body></html>"));
        assert_eq!(with("a"), format!("a{script}"));
    }
}
