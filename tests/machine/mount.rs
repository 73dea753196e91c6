//! A small file system in memory, unmounted when it is dropped.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A mounted tmpfs.
pub struct Mount {
    folder: tempfile::TempDir,
}

impl Mount {
    /// Mounts one of so many KiB; none, with a word of it, where this machine doesn't let us.
    pub fn of(kilobytes: usize) -> Option<Mount> {
        let folder = tempfile::tempdir().expect("a folder");
        let mount = Mount { folder };
        if mount.call("mount", &["-t", "tmpfs", "-o", &format!("size={kilobytes}k,mode=755"), "tmpfs"]) {
            return Some(mount);
        }
        eprintln!("left out: no tmpfs can be mounted here");
        None
    }

    /// Its folder.
    pub fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Gives it another size, or makes it read-only.
    pub fn remount(&self, options: &str) {
        assert!(self.call("mount", &["-o", &format!("remount,{options}")]), "remounted with {options}");
    }

    fn call(&self, program: &str, args: &[&str]) -> bool {
        run(program, args, self.folder.path())
    }
}

fn run(program: &str, args: &[&str], folder: &Path) -> bool {
    let status = Command::new(program).args(args).arg(folder).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

impl Drop for Mount {
    fn drop(&mut self) {
        run("umount", &[], self.folder.path());
    }
}
