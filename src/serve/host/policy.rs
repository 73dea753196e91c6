//! Opens a page's Content Security Policy to what a preview adds, and no further.

use std::borrow::Cow;

const SELF: &str = "'self'";
const NONE: &str = "'none'";

/// Directives that the preview's script needs `'self'` in; a missing one of `script-src` and `connect-src`
/// is as `default-src` says.
const NEEDED: [&str; 2] = ["script-src", "connect-src"];

/// What can't hold without TLS, or would keep the script from running at all.
const DROPPED: [&str; 3] = ["sandbox", "upgrade-insecure-requests", "block-all-mixed-content"];

/// What lets in only scripts that are named by hash or nonce, and those that they bring.
const STRICT: &str = "'strict-dynamic'";

/// A value of `Content-Security-Policy` with what the preview's own script needs (W3C Content Security Policy 3):
/// scripts and connections of the page's own origin, frames by it, and no directive that wants TLS or puts the
/// page in a sandbox. Where `'self'` counts for nothing, the script is let in by `nonce`. Each of several policies is
/// treated; what needs no change stays byte by byte.
pub fn admit_preview(csp: &str, nonce: &str) -> String {
    let policies: Vec<String> = csp.split(',').map(|policy| admit(policy, nonce)).collect();
    policies.join(",")
}

fn admit(policy: &str, nonce: &str) -> String {
    let mut directives: Vec<Cow<'_, str>> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for directive in policy.split(';') {
        let name = name_of(directive).to_ascii_lowercase();
        if DROPPED.contains(&&*name) {
            continue;
        }
        // Browsers take the first of two directives of one name.
        let is_first = !seen.contains(&name);
        directives.push(if is_first { opened(directive, &name, nonce) } else { Cow::Borrowed(directive) });
        seen.push(name);
    }
    let fallback = policy.split(';').find(|directive| name_of(directive).eq_ignore_ascii_case("default-src"));
    if let Some(fallback) = fallback.filter(|fallback| !is_open(fallback)) {
        let sources = with_ours(&fallback.trim_ascii()["default-src".len()..], nonce);
        for name in NEEDED.iter().filter(|name| !seen.iter().any(|known| known == *name)) {
            // Before what a last `;` leaves.
            let at = directives.len() - usize::from(directives.last().is_some_and(|last| last.trim_ascii().is_empty()));
            directives.insert(at, format!(" {name}{sources}").into());
        }
    }
    directives.join(";")
}

/// A directive with what it must let in.
fn opened<'d>(directive: &'d str, name: &str, nonce: &str) -> Cow<'d, str> {
    // `script-src-elem`, where there is one, counts for `<script src>` in place of `script-src`.
    let is_needed = NEEDED.contains(&name) || name == "script-src-elem";
    if !(is_needed || name == "frame-ancestors") || is_open(directive) {
        return Cow::Borrowed(directive);
    }
    let start = directive.len() - directive.trim_ascii_start().len() + name.len();
    let (head, sources) = directive.split_at(start);
    let sources = if is_needed { with_ours(sources, nonce) } else { format!(" {SELF}") };
    Cow::Owned([head, &sources].concat())
}

fn name_of(directive: &str) -> &str {
    directive.split_ascii_whitespace().next().unwrap_or_default()
}

fn holds(directive: &str, wanted: &str) -> bool {
    directive.split_ascii_whitespace().any(|source| source.eq_ignore_ascii_case(wanted))
}

/// Whether a directive lets the page's own origin in.
fn is_open(directive: &str) -> bool {
    holds(directive, SELF) && !holds(directive, STRICT)
}

/// Sources and what lets the preview's script in, which takes the place of a lone `'none'`.
fn with_ours(sources: &str, nonce: &str) -> String {
    let is_none = sources.trim_ascii().eq_ignore_ascii_case(NONE);
    let kept = if is_none { "" } else { sources.trim_ascii_end() };
    let own = if holds(sources, SELF) { String::new() } else { format!(" {SELF}") };
    let nonce = if holds(sources, STRICT) { format!(" 'nonce-{nonce}'") } else { String::new() };
    [kept, &own, &nonce].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::admit_preview;
    use crate::wire::headers::ContentPolicy;

    #[test]
    fn datelines_own_policy_stays() {
        let policy = ContentPolicy::default().value();
        assert_eq!(admit_preview(&policy, "n"), policy);
    }

    #[test]
    fn scripts_and_connections_of_the_page_are_let_in() {
        for (given, wanted) in [
            ("script-src 'none'", "script-src 'self'"),
            ("Script-Src  'NONE' ; img-src *", "Script-Src 'self'; img-src *"),
            ("script-src https://a.example;connect-src", "script-src https://a.example 'self';connect-src 'self'"),
            ("script-src 'sha256-AA=='", "script-src 'sha256-AA==' 'self'"),
            ("script-src-elem 'none'", "script-src-elem 'self'"),
            ("script-src 'sha256-AA==' 'strict-dynamic'", "script-src 'sha256-AA==' 'strict-dynamic' 'self' 'nonce-n'"),
            ("script-src 'self' 'strict-dynamic'", "script-src 'self' 'strict-dynamic' 'nonce-n'"),
            ("script-src 'none'; script-src 'none'", "script-src 'self'; script-src 'none'"),
            ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
            (
                "default-src https: 'unsafe-inline';",
                "default-src https: 'unsafe-inline'; script-src https: 'unsafe-inline' 'self'; \
                 connect-src https: 'unsafe-inline' 'self';",
            ),
            ("default-src 'none'; connect-src 'none'", "default-src 'none'; connect-src 'self'; script-src 'self'"),
        ] {
            assert_eq!(admit_preview(given, "n"), wanted, "{given}");
        }
    }

    #[test]
    fn pages_may_be_framed_by_their_own_origin() {
        assert_eq!(admit_preview("frame-ancestors 'none'", "n"), "frame-ancestors 'self'");
        assert_eq!(admit_preview("frame-ancestors https://a.example", "n"), "frame-ancestors 'self'");
        assert_eq!(
            admit_preview("frame-ancestors 'self' https://a.example", "n"),
            "frame-ancestors 'self' https://a.example"
        );
    }

    #[test]
    fn what_needs_tls_or_stops_scripts_goes() {
        assert_eq!(admit_preview("img-src *; upgrade-insecure-requests", "n"), "img-src *");
        assert_eq!(admit_preview("Sandbox allow-forms;img-src *;block-all-mixed-content;", "n"), "img-src *;");
        assert_eq!(admit_preview("sandbox", "n"), "");
        assert_eq!(admit_preview("require-trusted-types-for 'script'", "n"), "require-trusted-types-for 'script'");
    }

    #[test]
    fn each_of_several_policies_is_opened() {
        assert_eq!(
            admit_preview("script-src 'none', default-src 'self',img-src *; frame-ancestors 'none'", "n"),
            "script-src 'self', default-src 'self',img-src *; frame-ancestors 'self'"
        );
    }

    const DIRECTIVES: &str =
        "( ?(default-src|script-src|connect-src|frame-ancestors|sandbox|img-src|x|;|,| |'self'|'none'|\\*)){0,12}";

    proptest! {
        #[test]
        fn what_was_opened_needs_no_opening(policy in DIRECTIVES) {
            let once = admit_preview(&policy, "n");
            prop_assert_eq!(admit_preview(&once, "n"), once);
        }

        #[test]
        fn other_directives_stay_byte_by_byte(policy in "(img-src|style-src|report-to|;|,| |'self'|\\PC){0,12}") {
            prop_assume!(!policy.contains("default") && !policy.contains("script") && !policy.contains("connect"));
            prop_assert_eq!(admit_preview(&policy, "n"), policy);
        }
    }
}
