//! Gives the program an identity: a hash over all that it is made of. A ledger that another program wrote is set aside.

use std::{env, fs, path::Path};

use xxhash_rust::xxh3::Xxh3Default;

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| ".".to_owned());
    let mut hash = Xxh3Default::new();
    for part in ["Cargo.lock", "src", "themes"] {
        println!("cargo:rerun-if-changed={part}");
        add(&Path::new(&root).join(part), part, &mut hash);
    }
    println!("cargo:rustc-env=DATELINE_PROGRAM={}", hash.digest());
}

/// Adds a file, or a folder's files in the order of their names.
fn add(path: &Path, name: &str, hash: &mut Xxh3Default) {
    if path.is_dir() {
        let mut names: Vec<String> = fs::read_dir(path)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        names.iter().for_each(|inner| add(&path.join(inner), &format!("{name}/{inner}"), hash));
    } else {
        hash.update(name.as_bytes());
        hash.update(&fs::read(path).unwrap_or_default());
    }
}
