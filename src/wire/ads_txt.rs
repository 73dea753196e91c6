//! `/ads.txt` (IAB Tech Lab, ads.txt 1.1): who may sell the paper's advertising space.

use super::record::{Refused, push_checked};

/// Appends the records of site.yaml; what isn't one is left out and told.
pub fn ads_txt(lines: &[&str], out: &mut String) -> Vec<Refused> {
    push_checked(lines, |line| check(line.split('#').next().unwrap_or_default().trim()), out)
}

/// `domain, account, DIRECT or RESELLER[, id]`, or a variable `name=value`.
fn check(record: &str) -> Result<(), &'static str> {
    let fields: Vec<&str> = record.split(',').map(str::trim).collect();
    if let [domain, account, relation, rest @ ..] = fields.as_slice() {
        return match (is_domain(domain), is_word(account), relation.to_ascii_uppercase().as_str(), rest) {
            (false, ..) => Err("its first field isn't a domain"),
            (_, false, ..) => Err("its second field isn't an account number"),
            (_, _, "DIRECT" | "RESELLER", []) => Ok(()),
            (_, _, "DIRECT" | "RESELLER", [id]) if is_word(id) => Ok(()),
            (_, _, "DIRECT" | "RESELLER", _) => Err("its fourth field isn't one certification number"),
            _ => Err("its third field is neither DIRECT nor RESELLER"),
        };
    }
    match record.split_once('=') {
        Some((name, value)) if is_variable(name) && !value.trim().is_empty() => Ok(()),
        _ => Err("it is neither `domain, account, DIRECT or RESELLER` nor `name=value`"),
    }
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

fn is_domain(text: &str) -> bool {
    let ends = text
        .rsplit_once('.')
        .is_some_and(|(host, top)| !host.is_empty() && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()));
    ends && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::ads_txt;

    #[test]
    fn records_and_variables_pass() {
        let mut out = String::new();
        let given =
            ["adnet.example, 12345, DIRECT, f08c", "# ours", "b.example,1,reseller", "contact=mailto:a@b.example"];
        assert_eq!(ads_txt(&given, &mut out), []);
        assert_eq!(
            out,
            "adnet.example, 12345, DIRECT, f08c\n# ours\nb.example,1,reseller\ncontact=mailto:a@b.example\n"
        );
    }

    #[test]
    fn anything_else_is_told() {
        for bad in [
            "adnet, 1, DIRECT",
            "a.example, , DIRECT",
            "a.example, 1, OWNER",
            "a.example, 1, DIRECT, a, b",
            "hello",
            "=x",
        ] {
            assert_eq!(ads_txt(&[bad], &mut String::new()).len(), 1, "{bad}");
        }
    }
}
