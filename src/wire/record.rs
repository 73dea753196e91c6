//! Text files of one record a line, as hosts, advertisers and robots read them.

/// A line that was left out, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The line as given.
    pub line: String,
    /// Why it can't stand.
    pub why: &'static str,
}

/// Appends the lines that `check` lets pass, trimmed, one a line; comments (`#`) and empty lines pass.
/// A given text may hold several lines.
pub fn push_checked(
    given: &[&str],
    check: impl Fn(&str) -> Result<(), &'static str>,
    out: &mut String,
) -> Vec<Refused> {
    let mut refused = Vec::new();
    for line in given.iter().flat_map(|text| text.lines()).map(str::trim) {
        let verdict = match line {
            "" => Ok(()),
            _ if line.contains(char::is_control) => Err("it holds a control character"),
            _ if line.starts_with('#') => Ok(()),
            _ => check(line),
        };
        match verdict {
            Ok(()) => {
                out.push_str(line);
                out.push('\n');
            }
            Err(why) => refused.push(Refused { line: line.to_owned(), why }),
        }
    }
    refused
}

/// Whether `text` is an absolute URL of one of `schemes` (`https:`), with something after it and no space.
pub fn is_url(text: &str, schemes: &[&str]) -> bool {
    schemes.iter().any(|scheme| {
        let rest =
            text.get(..scheme.len()).filter(|head| head.eq_ignore_ascii_case(scheme)).map(|_| &text[scheme.len()..]);
        match rest {
            Some(rest) if scheme.starts_with("http") => rest.len() > 2 && rest.starts_with("//"),
            Some(rest) => !rest.is_empty(),
            None => false,
        }
    }) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::{is_url, push_checked};

    #[test]
    fn a_refused_line_is_told_and_left_out() {
        let mut out = String::new();
        let refused =
            push_checked(&["# a", "b\r\nc", " ", "d\u{7}"], |l| if l == "c" { Err("no c") } else { Ok(()) }, &mut out);
        assert_eq!(out, "# a\nb\n\n");
        assert_eq!(refused.iter().map(|r| r.why).collect::<Vec<_>>(), ["no c", "it holds a control character"]);
    }

    #[test]
    fn an_url_needs_scheme_and_host() {
        for good in ["https://a.example/", "HTTPS://a", "mailto:a@b.example"] {
            assert!(is_url(good, &["https:", "mailto:"]), "{good}");
        }
        for bad in ["https://", "https:a", "http://a", "a@b.example", "mailto:", "https://a b", "é"] {
            assert!(!is_url(bad, &["https:", "mailto:"]), "{bad}");
        }
    }
}
