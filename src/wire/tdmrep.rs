//! `/.well-known/tdmrep.json` (W3C TDM Reservation Protocol): whether text and data may be mined.

use crate::base::json_string;

/// Appends the file for all below `path` (the base URL's path, `/`). `policy` is the absolute URL of
/// the terms under which a licence can be had.
pub fn tdmrep(reserved: bool, path: &str, policy: Option<&str>, out: &mut String) {
    out.push_str("[\n{\"location\":");
    json_string(&format!("{}/*", path.trim_end_matches('/')), out);
    out.push_str(if reserved { ",\"tdm-reservation\":1" } else { ",\"tdm-reservation\":0" });
    if let Some(policy) = policy.filter(|_| reserved) {
        out.push_str(",\"tdm-policy\":");
        json_string(policy, out);
    }
    out.push_str("}\n]\n");
}

#[cfg(test)]
mod tests {
    use super::tdmrep;

    #[test]
    fn the_whole_site_is_reserved() {
        let mut out = String::new();
        tdmrep(true, "/", Some("https://post.example/licence/"), &mut out);
        assert_eq!(
            out,
            "[\n{\"location\":\"/*\",\"tdm-reservation\":1,\"tdm-policy\":\"https://post.example/licence/\"}\n]\n"
        );
        out.clear();
        tdmrep(false, "/paper/", None, &mut out);
        assert_eq!(out, "[\n{\"location\":\"/paper/*\",\"tdm-reservation\":0}\n]\n");
    }
}
