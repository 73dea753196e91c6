//! Every text of the development corpora is set: balanced, without braces of tags, in time.

use std::path::{Path, PathBuf};

use super::test::{fault_in, set_in, shown};

/// The folder of the corpora: `DATELINE_SHARED/corpora`, else `../shared/corpora` beside the project.
fn corpora() -> Option<PathBuf> {
    let shared = std::env::var_os("DATELINE_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    Some(shared.join("corpora")).filter(|folder| folder.is_dir())
}

/// The text without front matter, roughly.
fn body_of(text: &str) -> &str {
    let Some(rest) = text.trim_start_matches('\u{FEFF}').strip_prefix("---") else { return text };
    rest.find("\n---").map_or(text, |at| &rest[at + 4..])
}

fn language_of(path: &str) -> &str {
    ["ar", "fa", "ja", "zh-hans", "zh", "es", "pt", "uk"]
        .into_iter()
        .find(|lang| path.contains(&format!("/{lang}/")))
        .unwrap_or("en")
}

#[test]
fn corpora_are_set_in_balance() {
    let Some(folder) = corpora() else {
        println!("skipped: there is no folder of corpora");
        return;
    };
    let (mut texts, mut faults, mut codes) = (0, Vec::new(), std::collections::BTreeMap::new());
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.expect("the corpora can be walked");
        let is_text = entry.path().extension().is_some_and(|ext| ext == "md" || ext == "markdown");
        let Some(text) = is_text.then(|| std::fs::read_to_string(entry.path()).ok()).flatten() else { continue };
        let text = body_of(&text);
        let path = entry.path().display().to_string();
        let (body, found) = set_in(language_of(&path), text);
        let escaped = text.contains("\\{") || text.contains("{% raw %}") || text.contains("{%raw%}");
        if let Some(fault) = fault_in(&shown(&body), !escaped) {
            faults.push(format!("{path}: {fault}"));
        }
        texts += 1;
        for fault in found {
            *codes.entry(fault.code.as_str()).or_insert(0) += 1;
            if std::env::var_os("DATELINE_SHOW").is_some() {
                println!("{path}:{}: {}: {}", fault.place.line, fault.code, fault.message);
            }
        }
    }
    println!("{texts} texts, {codes:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
