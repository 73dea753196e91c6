//! `llms.txt`: what answering programs are told is here (llmstxt.org): a heading, a quotation, lists of links.

/// A link and what is said of it.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// What it says.
    pub title: &'a str,
    /// Where it leads, absolute.
    pub url: &'a str,
    /// In a few words.
    pub about: Option<&'a str>,
}

/// Appends the file: the paper's name, its tagline, and lists of links, each under its heading.
pub fn llms(title: &str, tagline: Option<&str>, lists: &[(&str, Vec<Link<'_>>)], out: &mut String) {
    out.push_str("# ");
    push_line(title, out);
    if let Some(tagline) = tagline {
        out.push_str("\n\n> ");
        push_line(tagline, out);
    }
    out.push('\n');
    for (heading, links) in lists.iter().filter(|(_, links)| !links.is_empty()) {
        out.push_str("\n## ");
        push_line(heading, out);
        out.push_str("\n\n");
        for link in links {
            out.push_str("- [");
            push_line(&link.title.replace(['[', ']'], ""), out);
            out.push_str("](");
            out.push_str(link.url);
            out.push(')');
            if let Some(about) = link.about {
                out.push_str(": ");
                push_line(about, out);
            }
            out.push('\n');
        }
    }
}

fn push_line(text: &str, out: &mut String) {
    for (n, word) in text.split_whitespace().enumerate() {
        if n > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::{Link, llms};

    #[test]
    fn headings_and_links_stand_on_their_lines() {
        let mut out = String::new();
        let links = vec![Link { title: "The [har]bour", url: "https://a.example/h/", about: Some("Boats\nand fish") }];
        llms("Paper\n# x", Some("News"), &[("Sections", links), ("Pages", Vec::new())], &mut out);
        assert_eq!(
            out,
            "# Paper # x\n\n> News\n\n## Sections\n\n- [The harbour](https://a.example/h/): Boats and fish\n"
        );
    }
}
