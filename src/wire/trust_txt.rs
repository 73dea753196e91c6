//! `/trust.txt` (JournalList): whom the paper belongs to and what it controls.

use super::record::{Refused, is_url, push_checked};

const ATTRIBUTES: [&str; 9] =
    ["member", "belongto", "control", "controlledby", "social", "vendor", "customer", "disclosure", "contact"];

/// Appends the attributes of site.yaml; what isn't one is left out and told.
pub fn trust_txt(lines: &[&str], out: &mut String) -> Vec<Refused> {
    push_checked(lines, check, out)
}

fn check(line: &str) -> Result<(), &'static str> {
    match line.split_once('=') {
        Some(("datatrainingallowed", "yes" | "no")) => Ok(()),
        Some(("datatrainingallowed", _)) => Err("`datatrainingallowed` is `yes` or `no`"),
        Some((name, url)) if ATTRIBUTES.contains(&name) => {
            if is_url(url, &["https:", "http:", "mailto:"]) {
                Ok(())
            } else {
                Err("its value isn't an absolute address")
            }
        }
        Some(_) | None => Err("it isn't `attribute=address`"),
    }
}

#[cfg(test)]
mod tests {
    use super::trust_txt;

    #[test]
    fn attributes_pass_and_anything_else_is_told() {
        let mut out = String::new();
        let given =
            ["member=https://union.example/", "friend=https://a.example/", "social=@post", "datatrainingallowed=no"];
        let refused = trust_txt(&given, &mut out);
        assert_eq!(out, "member=https://union.example/\ndatatrainingallowed=no\n");
        assert_eq!(refused.iter().map(|r| r.line.as_str()).collect::<Vec<_>>(), [given[1], given[2]]);
    }
}
