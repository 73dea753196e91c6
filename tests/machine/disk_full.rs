//! A disk that is full, and one that can only be read.

use std::{collections::BTreeMap, fs, path::Path};

use super::{
    Desk,
    desk::{AT, Run, files_below, program, run},
    fresh, is_right,
    mount::Mount,
    site,
};

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |path: String| (path.clone(), fs::read(folder.join(&path)).expect("read"));
    files_below(folder).into_iter().map(read).collect()
}

/// Holds that a run told of a full disk and of what it was writing.
#[track_caller]
fn tells(run: &Run, below: &Path) {
    run.is_orderly();
    assert_eq!(run.status, 3, "{}{}", run.stdout, run.stderr);
    let told = format!("{}{}", run.stdout, run.stderr);
    assert!(told.contains("No space left") && told.contains(&*below.to_string_lossy()), "{told}");
}

#[test]
fn a_disk_that_is_full_at_the_first_build() {
    for kilobytes in [100, 500, 900, 1300] {
        let Some(mount) = Mount::of(kilobytes) else { return };
        let desk = Desk::bare();
        site(&desk, 120, "first");
        let out = mount.path().join("public");
        let flags = ["--out", &*out.to_string_lossy()];
        tells(&desk.build(&flags), &mount.path());
        assert!(read(&mount.path()).is_empty(), "{kilobytes}: {:?}", read(&mount.path()).keys());
        mount.remount("size=64m");
        let run = desk.build(&flags);
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        let should: BTreeMap<_, _> = fresh(&desk).into_iter().collect();
        assert!(read(&out) == should, "{kilobytes}");
    }
}

#[test]
fn a_disk_that_is_full_when_much_has_changed() {
    for free in [0, 300, 900] {
        let Some(mount) = Mount::of(64 * 1024) else { return };
        let desk = Desk::bare();
        site(&desk, 120, "first");
        let out = mount.path().join("public");
        let flags = ["--out", &*out.to_string_lossy()];
        assert_eq!(desk.build(&flags).status, 0);
        let first = read(&out);
        site(&desk, 120, "second");
        fs::remove_file(desk.path("content/news/7.md")).expect("removed");
        let second: BTreeMap<_, _> = fresh(&desk).into_iter().collect();
        let filler = mount.path().join("filler");
        fill(&filler, free);
        tells(&desk.build(&flags), &mount.path());
        for (path, bytes) in read(&out).iter().filter(|(path, _)| !path.starts_with('.')) {
            let known = [first.get(path), second.get(path)];
            assert!(known.contains(&Some(bytes)), "{free}: {path} is neither the old page nor the new one");
        }
        fs::remove_file(&filler).expect("removed");
        let run = desk.build(&flags);
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        assert!(read(&out) == second, "{free}");
    }
}

/// Fills a disk up to so many KiB.
fn fill(filler: &Path, free: usize) {
    use std::io::Write;
    let mut file = fs::File::create(filler).expect("made");
    let block = [1; 4096];
    while file.write_all(&block).is_ok() {}
    let size = file.metadata().expect("a size").len();
    file.set_len(size.saturating_sub(free as u64 * 1024)).expect("cut");
}

#[test]
fn a_disk_that_holds_the_whole_site_and_is_full() {
    let Some(mount) = Mount::of(2 * 1024) else { return };
    let desk = Desk::bare();
    site(&desk, 120, "first");
    copy(desk.root(), &mount.path());
    let build = || {
        let mut command = std::process::Command::new(program());
        command.current_dir(mount.path()).args(["build", ".", "--at", AT]);
        run(command, std::time::Duration::from_secs(30))
    };
    let told = build();
    assert_eq!(told.status, 3, "{}", told.stderr);
    assert!(told.stderr.contains("No space left"), "{}", told.stderr);
    let left: Vec<String> = files_below(&mount.path())
        .into_iter()
        .filter(|path| !path.starts_with("content/") && path != "site.yaml" && !path.starts_with(".dateline/"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    mount.remount("size=64m");
    assert_eq!(build().status, 0);
    let should: BTreeMap<_, _> = fresh(&desk).into_iter().collect();
    assert!(read(&mount.path().join("public")) == should);
}

fn copy(from: &Path, to: &Path) {
    for path in files_below(from) {
        let target = to.join(&path);
        fs::create_dir_all(target.parent().expect("a folder above")).expect("made");
        fs::copy(from.join(&path), target).expect("copied");
    }
}

#[test]
fn a_site_that_can_only_be_read_is_built_elsewhere() {
    let Some(mount) = Mount::of(8 * 1024) else { return };
    let desk = Desk::bare();
    site(&desk, 20, "first");
    copy(desk.root(), &mount.path());
    mount.remount("ro");
    let out = desk.path("public");
    for _ in 0..2 {
        let mut command = std::process::Command::new(program());
        command.current_dir(mount.path()).args(["build", ".", "--at", AT, "--out", &*out.to_string_lossy()]);
        let run = run(command, std::time::Duration::from_secs(30));
        assert_eq!(run.status, 0, "{}", run.stderr);
        is_right(&desk, "of a folder that can only be read");
    }
    mount.remount("rw");
}
