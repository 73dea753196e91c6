//! Every fault that a build names is really in the copy: its file is there, its line is in the file, its
//! excerpt in the line, and what it says can be seen there.

use serde_json::Value;

use crate::Built;

/// Holds all diagnostics of a build against the files.
pub fn are_all_real(built: &Built) {
    let unreal: Vec<String> = built.run.diagnostics.iter().filter_map(|fault| why_unreal(built, fault)).collect();
    assert!(unreal.is_empty(), "{} faults that aren't there:\n{}", unreal.len(), unreal.join("\n"));
}

/// Why a fault isn't there.
fn why_unreal(built: &Built, fault: &Value) -> Option<String> {
    let because = |why: &str| Some(format!("{why}: {fault}"));
    let Some(file) = fault["file"].as_str() else { return because("no file is named") };
    if !built.desk.has(file) {
        return because("there is no such file");
    }
    if fault["message"].as_str().is_none_or(str::is_empty) {
        return because("nothing is said");
    }
    let text = built.desk.read(file);
    let line = fault["line"].as_u64().map(|line| text.split('\n').nth(line as usize - 1));
    let line = match line {
        Some(None) => return because("the file has no such line"),
        Some(Some(line)) => Some(line.trim_end_matches('\r').replace('\t', " ")),
        None => None,
    };
    if let Some(excerpt) = fault["excerpt"]["text"].as_str()
        && !line.as_ref().is_some_and(|line| line.contains(excerpt))
    {
        return because("the excerpt isn't in that line");
    }
    (!shows(fault, &text, line.as_deref().unwrap_or(&text), built))
        .then(|| because("it can't be seen there").expect("a reason"))
}

/// Whether what a code says can be seen in the file's text, or in the line that is named.
fn shows(fault: &Value, text: &str, line: &str, built: &Built) -> bool {
    let message = fault["message"].as_str().unwrap_or("");
    let quoted = |open: char, close: char| {
        message.split_once(open).and_then(|(_, rest)| rest.split_once(close)).map(|(word, _)| word)
    };
    match fault["code"].as_str().unwrap_or("") {
        "undated" => !crate::front_matter(text).lines().any(|line| line.starts_with("date:")),
        "author-unknown" => quoted('“', '”').is_some_and(|slug| text.contains(slug)),
        "date-differs" => line.contains("date"),
        "tab-in-yaml" => text.contains('\t'),
        "shortcode-unknown" | "shortcode-broken" => line.contains("{{") || line.contains("{%"),
        "html-dropped" => line.contains('<'),
        "html-unbalanced" => {
            let element = quoted('<', '>').unwrap_or("").trim_start_matches('/');
            let line = line.to_lowercase();
            line.contains(&format!("<{element}")) || line.contains(&format!("</{element}"))
        }
        "alt-missing" => text.contains("image") || line.contains("<img") || line.contains("!["),
        "file-missing" => {
            let Some(path) = message.strip_suffix(" isn't there") else { return false };
            let last = path.rsplit('/').next().unwrap_or(path);
            text.contains(last) && !built.desk.has(path.trim_start_matches('/'))
        }
        "link-nowhere" => {
            let address = message.rsplit(' ').next().unwrap_or("").trim_end_matches('/');
            let last = address.rsplit('/').next().unwrap_or(address);
            text.contains(last) && !built.has(&format!("{address}/"))
        }
        "link-broken" => text.contains("](") || text.contains("href"),
        "date-unreadable" | "field-wrong" | "front-matter-unreadable" => line.trim() != "",
        "address-taken" => {
            text.contains("slug")
                || text.contains("redirect_from")
                || text.contains("aliases")
                || text.contains("permalink")
        }
        other => panic!("a fault that no corpus had so far: {other}: {fault}"),
    }
}
