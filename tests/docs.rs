//! The pages of docs/ that are written from the code: `UPDATE=1` writes them anew.

use std::{env, fs, path::Path};

use dateline::{
    base::{Code, Severity},
    press::docs::templates_md,
};

#[test]
fn templates_md_says_what_the_code_says() {
    compare("docs/templates.md", &templates_md());
}

#[test]
fn diagnostics_md_says_what_the_code_says() {
    compare("docs/diagnostics.md", &diagnostics_md());
}

const HEAD: &str = "\
# Diagnostics

Every problem that dateline finds has a code, which never changes its name. It is printed with the
file, the line, an excerpt and what to do. An *error* keeps the output as it was and ends with exit
status 1; a *warning* doesn't.

`site.yaml` can set another weight for a code:

```yaml
diagnostics:
  alt-missing: error
  undated: off
```

`--strict` makes every warning an error. `--keep-going` leaves out each article that has an error and
publishes the rest; the exit status is 1 all the same. `--format json` prints one object a line.

This page is written from the code by a test; `UPDATE=1 cargo test --test docs` writes it anew.

| code | is | means |
| --- | --- | --- |
";

fn diagnostics_md() -> String {
    let mut out = HEAD.to_owned();
    for code in Code::ALL {
        let weight = match code.severity() {
            Severity::Error => "an error",
            Severity::Warn => "a warning",
            Severity::Off => "not said",
        };
        let manual = code.manual().split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
        out.push_str(&format!("| `{code}` | {weight} | {manual} |\n"));
    }
    out
}

fn compare(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var("UPDATE").is_ok_and(|value| value == "1") {
        return fs::write(&file, text).expect("written");
    }
    let there = fs::read_to_string(&file).unwrap_or_default();
    let differs = text.lines().zip(there.lines()).position(|(now, then)| now != then);
    let line = differs.unwrap_or_else(|| text.lines().count().min(there.lines().count()));
    let (now, then) = (text.lines().nth(line).unwrap_or_default(), there.lines().nth(line).unwrap_or_default());
    assert!(
        text == there,
        "{path} is not what the code says; `UPDATE=1 cargo test --test docs` writes it anew\nline {}\n- {then}\n+ {now}",
        line + 1
    );
}
