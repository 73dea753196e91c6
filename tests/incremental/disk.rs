//! The site's files on the disk, and what befalls the output between two builds.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::Path,
    time::SystemTime,
};

use super::{desk::Desk, dice::Dice, edits::Room};

/// What lies on the disk of the site's own files.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Makes the disk hold `wanted` where it holds `there`: nothing else is touched.
pub fn sync(desk: &Desk, there: &Files, wanted: &Files) {
    for path in there.keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(desk.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut above = Path::new(path).parent();
        while let Some(folder) = above.filter(|folder| folder.components().count() > 1) {
            if fs::remove_dir(desk.root().join(folder)).is_err() {
                break;
            }
            above = folder.parent();
        }
    }
    for (path, bytes) in wanted {
        if there.get(path) != Some(bytes) {
            desk.write(path, bytes);
        }
    }
}

/// Writes a room's site to the disk, with the times of change that its edits ask for.
pub fn write(desk: &Desk, there: &Files, room: &mut Room) -> Files {
    let wanted = room.site.all();
    let put_back = std::mem::take(&mut room.put_back);
    let old: Vec<(String, SystemTime)> = put_back
        .into_iter()
        .filter(|path| wanted.contains_key(path))
        .filter_map(|path| {
            fs::metadata(desk.path(&path)).and_then(|meta| meta.modified()).ok().map(|time| (path, time))
        })
        .collect();
    sync(desk, there, &wanted);
    for (path, time) in old.into_iter().chain(std::mem::take(&mut room.times)) {
        if wanted.contains_key(&path) {
            set_time(&desk.path(&path), time);
        }
    }
    wanted
}

fn set_time(path: &Path, time: SystemTime) {
    let file = File::options().write(true).open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    file.set_modified(time).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Does something to the output or to the caches; tells what.
pub fn befall(desk: &Desk, dice: &mut Dice) -> String {
    let ours: Vec<String> = desk.files("public").into_iter().filter(|path| is_ours(path)).collect();
    let Some(path) = dice.some(&ours).cloned() else { return "finds no output".into() };
    let file = desk.path("public").join(&path);
    match dice.weighed(&[20, 20, 20, 15, 10, 10, 5]) {
        0 => {
            fs::remove_file(&file).expect("removed");
            format!("removes the output {path}")
        }
        1 => {
            fs::write(&file, "not what it was").expect("written");
            format!("alters the output {path}")
        }
        2 => {
            let time = fs::metadata(&file).and_then(|meta| meta.modified()).expect("a time");
            let mut bytes = fs::read(&file).expect("read");
            let at = dice.below(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1;
            }
            fs::write(&file, bytes).expect("written");
            set_time(&file, time);
            format!("alters a bit of the output {path} and puts its time back")
        }
        3 => {
            let folder = file.parent().filter(|folder| *folder != desk.path("public"));
            match folder {
                Some(folder) if !has_foreign(folder) => {
                    fs::remove_dir_all(folder).expect("removed");
                    format!("removes the output's folder of {path}")
                }
                Some(_) | None => "leaves the output alone".into(),
            }
        }
        4 => {
            let foreign = file.with_file_name(format!("foreign-{}.txt", dice.below(1000)));
            fs::write(&foreign, "theirs").expect("written");
            format!("puts {} into the output", foreign.file_name().expect("a name").to_string_lossy())
        }
        5 => {
            // Safe to delete: it is never needed.
            let _ = fs::remove_dir_all(desk.path(".dateline"));
            "removes .dateline".into()
        }
        _ => {
            let bytes = fs::read(&file).expect("read");
            fs::write(&file, bytes).expect("written");
            format!("writes the output {path} anew with the bytes it has")
        }
    }
}

/// Whether a path of the output is neither the manifest nor a file that a run put there.
pub fn is_ours(path: &str) -> bool {
    path != super::MANIFEST && !is_foreign(path)
}

/// Whether a run put this file into the output.
pub fn is_foreign(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with("foreign-"))
}

fn has_foreign(folder: &Path) -> bool {
    super::desk::files_below(folder).iter().any(|path| is_foreign(path))
}
