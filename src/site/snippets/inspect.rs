//! What a snippet's HTML holds: code that needs a hash, hosts that it loads from, tags that don't close.
//!
//! In: HTML that the site's owner trusts. Out: what the Content-Security-Policy must admit, and what it never will.

use std::collections::BTreeSet;

use base64::{Engine, prelude::BASE64_STANDARD};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use sha2::{Digest, Sha256};

use super::Loads;

/// Elements that never close.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements that may stay open (HTML, “optional tags”).
const MAY_STAY_OPEN: [&str; 10] = ["p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "option"];

/// Types of scripts that a browser runs or obeys; one of another type is data.
const CODE: [&str; 7] =
    ["", "module", "text/javascript", "application/javascript", "text/ecmascript", "importmap", "speculationrules"];

/// What was seen in a piece of HTML.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Inspected {
    /// Hashes of the code and styles in it, as a Content-Security-Policy writes them.
    pub hashes: Vec<(Loads, String)>,
    /// What it loads from elsewhere: the origin.
    loads: BTreeSet<(Loads, String)>,
    /// What no policy of ours lets a browser do, in words.
    never: Vec<String>,
    /// What opens and doesn't close, or closes and wasn't open.
    unbalanced: Option<String>,
}

/// Looks through a piece of HTML.
pub fn inspect(html: &str) -> Inspected {
    let mut seen = Inspected::default();
    let mut open: Vec<String> = Vec::new();
    // The element whose text is code, and the text so far.
    let mut code: Option<(Loads, Vec<u8>)> = None;
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let token = match token {
            Ok(token) => token,
            Err(error) => match error {},
        };
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                seen.attributes(&name, &tag);
                code = code_of(&name, &tag);
                if !VOID.contains(&name.as_str()) && !tag.self_closing {
                    open.push(name);
                }
            }
            Token::String(run) => {
                if let Some((_, text)) = &mut code {
                    text.extend_from_slice(&run.value);
                }
            }
            Token::EndTag(tag) => {
                if let Some((loads, text)) = code.take() {
                    seen.hashes.push((loads, format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(&text)))));
                }
                seen.close(&text(&tag.name), &mut open);
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let left = open.iter().find(|name| !MAY_STAY_OPEN.contains(&name.as_str()));
    if let Some(name) = left.filter(|_| seen.unbalanced.is_none()) {
        seen.unbalanced = Some(format!("opens `<{name}>` and doesn't close it"));
    }
    seen
}

impl Inspected {
    fn close(&mut self, name: &str, open: &mut Vec<String>) {
        while let Some(last) = open.pop() {
            if last == name {
                return;
            }
            if !MAY_STAY_OPEN.contains(&last.as_str()) {
                open.push(last);
                break;
            }
        }
        if self.unbalanced.is_none() {
            self.unbalanced = Some(format!("closes `</{name}>` where that isn't open"));
        }
    }

    fn attributes(&mut self, name: &str, tag: &StartTag<()>) {
        for key in tag.attributes.keys().map(|key| text(key)) {
            if key.starts_with("on") && key.len() > 2 {
                self.never.push(format!("has code in the attribute `{key}`"));
            } else if key == "style" {
                self.never.push("has rules in the attribute `style`".to_owned());
            }
        }
        let rel = attribute(tag, "rel").unwrap_or_default().to_lowercase();
        let address = match name {
            "script" => attribute(tag, "src").map(|url| (Loads::Script, url)),
            "link" if rel.split_whitespace().any(|rel| rel == "stylesheet") => {
                attribute(tag, "href").map(|url| (Loads::Style, url))
            }
            "iframe" => attribute(tag, "src").map(|url| (Loads::Frame, url)),
            "img" => attribute(tag, "src").map(|url| (Loads::Img, url)),
            "video" | "audio" | "source" | "track" => attribute(tag, "src").map(|url| (Loads::Media, url)),
            "form" => attribute(tag, "action").map(|url| (Loads::Form, url)),
            "object" | "embed" | "applet" | "base" => {
                self.never.push(format!("holds `<{name}>`"));
                None
            }
            _ => None,
        };
        self.loads.extend(address.and_then(|(loads, url)| Some((loads, origin(&url)?))));
    }

    /// What is wrong, each with what to do: `sources` are admitted by site.yaml.
    pub fn faults(&self, sources: &[(Loads, String)]) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        if let Some(unbalanced) = &self.unbalanced {
            let help = "close each element in the order in which it was opened, or the rest of the page is drawn in";
            faults.push((unbalanced.clone(), help.to_owned()));
        }
        for (loads, origin) in &self.loads {
            // Pictures may come from anywhere.
            let is_free = *loads == Loads::Img && origin.starts_with("https://");
            let is_admitted = sources.iter().any(|(own, source)| own == loads && admits(source, origin));
            if !is_free && !is_admitted {
                let word = loads.as_str();
                let says =
                    format!("loads from {origin}, and browsers won't: the Content-Security-Policy doesn't admit it");
                faults.push((
                    says,
                    format!("add `csp: {{ {word}: [\"{origin}\"] }}` to it, or serve the file from `static/`"),
                ));
            }
        }
        for never in &self.never {
            let says = format!("{never}, and the Content-Security-Policy keeps browsers from heeding it");
            let help = "put code into a `<script>`, which is admitted by its hash, and rules into a `<style>`";
            faults.push((says, help.to_owned()));
        }
        faults
    }
}

/// Which code or rules the text of an element is, if it is any.
fn code_of(name: &str, tag: &StartTag<()>) -> Option<(Loads, Vec<u8>)> {
    let is_code = || {
        let kind = attribute(tag, "type").unwrap_or_default().trim().to_lowercase();
        attribute(tag, "src").is_none() && CODE.contains(&kind.as_str())
    };
    match name {
        "script" if is_code() => Some((Loads::Script, Vec::new())),
        "style" => Some((Loads::Style, Vec::new())),
        _ => None,
    }
}

/// Whether a source of a policy admits an origin (CSP 3 §6.7.2.8, without paths).
fn admits(source: &str, origin: &str) -> bool {
    let (scheme, host) = origin.split_once("://").unwrap_or((origin.trim_end_matches(':'), ""));
    let source = match source.strip_suffix(':') {
        Some(own) => return own == scheme,
        None => source.split_once("://").map_or(source, |(_, rest)| rest),
    };
    let source = source.split('/').next().unwrap_or(source);
    match source.strip_prefix("*.") {
        Some(below) => host.strip_suffix(below).is_some_and(|sub| sub.ends_with('.')),
        None => source.eq_ignore_ascii_case(host),
    }
}

/// The origin of an address elsewhere; none for one of the site itself.
fn origin(url: &str) -> Option<String> {
    let url = url.trim();
    if let Some(rest) = url.strip_prefix("//") {
        return origin(&format!("https://{rest}"));
    }
    let scheme = url.split_once(':')?.0.to_lowercase();
    let is_scheme = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    if !is_scheme || scheme.is_empty() {
        return None;
    }
    let Some(rest) = url[scheme.len()..].strip_prefix("://") else { return Some(format!("{scheme}:")) };
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest).to_lowercase();
    Some(format!("{scheme}://{host}"))
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.iter().find(|(key, _)| key.as_slice() == name.as_bytes()).map(|(_, value)| text(&value.value))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Loads, inspect};

    fn told(html: &str, sources: &[(Loads, &str)]) -> Vec<String> {
        let sources: Vec<_> = sources.iter().map(|(loads, source)| (*loads, (*source).to_owned())).collect();
        inspect(html).faults(&sources).into_iter().map(|(says, help)| format!("{says} / {help}")).collect()
    }

    #[test]
    fn code_is_admitted_by_its_hash() {
        // The example of CSP 3 §2.3.1 and its hash, from the specification.
        let seen = inspect("<script>doSomething();</script>");
        let hash = "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='";
        assert_eq!(seen.hashes, [(Loads::Script, hash.to_owned())]);
        let count = |html: &str| inspect(html).hashes.len();
        assert_eq!(count("<script type=\"application/json\">{}</script><script src=/a.js></script>"), 0);
        assert_eq!(count("<style>a{}</style><script type=module>if (a < b) x()</script>"), 2);
    }

    #[test]
    fn hosts_that_are_not_admitted_are_told() {
        let html = "<script src=\"https://count.example/c.js\" async></script>";
        let told_of = told(html, &[]);
        assert!(told_of[0].contains("loads from https://count.example"), "{told_of:?}");
        assert!(told_of[0].contains("csp: { script: [\"https://count.example\"] }"), "{told_of:?}");
        for source in ["https://count.example", "count.example", "*.example", "https://count.example/c.js"] {
            assert_eq!(told(html, &[(Loads::Script, source)]), [""; 0], "{source}");
        }
        assert_eq!(told(html, &[(Loads::Frame, "https://count.example")]).len(), 1);
        assert_eq!(told("<script src=\"/count.js\"></script><img src=\"https://a.example/p.gif\">", &[]), [""; 0]);
        assert_eq!(told("<img src=\"data:image/gif;base64,R0\"><iframe src=\"//f.example/\"></iframe>", &[]).len(), 2);
    }

    #[test]
    fn what_no_policy_admits_is_told() {
        assert_eq!(told("<p onclick=\"x()\" style=\"color:red\">a</p><object></object>", &[]).len(), 3);
    }

    #[test]
    fn what_does_not_close_is_told() {
        for (html, says) in [
            ("<div><p>a<p>b</div>", ""),
            ("<ul><li>a<li>b</ul><br><img src=/a.png>", ""),
            ("<div><b>a</div></b>", "closes `</div>`"),
            ("<div>", "opens `<div>`"),
            ("</div>", "closes `</div>`"),
            ("<script>'</div>'</script>", ""),
        ] {
            let told = told(html, &[]).concat();
            assert!(told.contains(says) && told.is_empty() == says.is_empty(), "{html}: {told}");
        }
    }

    proptest! {
        #[test]
        fn no_html_makes_it_panic(html in "[<>/a-c\"'= !-]{0,60}") {
            inspect(&html);
        }
    }
}
