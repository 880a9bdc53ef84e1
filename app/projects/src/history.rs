//! Versions of a project: a folder of plain `.rhai` files, each named by its time and kind, such as
//! `2026-03-21T10-15-30Z.run.rhai`.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use digilab_contract::project::history::{Kept, MAX_BYTES, Stamp, surplus};
use digilab_contract::project::name::{self, EXTENSION};
use digilab_contract::project::{VersionInfo, VersionKind, header};

use crate::atomic;
use crate::disk::Disk;

/// The versions of one project.
pub struct History<'a> {
    disk: &'a dyn Disk,
    folder: PathBuf,
}

/// File of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Version {
    stamp: Stamp,
    kind: VersionKind,
    size: u64,
}

impl Version {
    fn file_name(self) -> String {
        format!("{}.{}{EXTENSION}", self.stamp.name(), self.kind.id())
    }

    fn from_entry(name: &str, size: u64) -> Option<Self> {
        let (stamp, kind) = name.strip_suffix(EXTENSION)?.rsplit_once('.')?;
        Some(Self { stamp: Stamp::from_name(stamp)?, kind: VersionKind::from_id(kind)?, size })
    }
}

impl<'a> History<'a> {
    /// Opens the versions in `folder`, which need not exist.
    pub fn new(disk: &'a dyn Disk, folder: PathBuf) -> Self {
        Self { disk, folder }
    }

    /// Returns the versions, oldest first.
    fn versions(&self) -> io::Result<Vec<Version>> {
        let entries = match self.disk.list(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            entries => entries?,
        };
        let files = entries.iter().filter(|entry| !entry.is_folder);
        let mut versions: Vec<Version> =
            files.filter_map(|entry| Version::from_entry(&entry.name, entry.size)).collect();
        versions.sort();
        Ok(versions)
    }

    fn path(&self, version: Version) -> PathBuf {
        self.folder.join(version.file_name())
    }

    fn bytes(&self, version: Version) -> io::Result<Vec<u8>> {
        self.disk.read(&self.path(version), MAX_BYTES)
    }

    /// Keeps `bytes` as the newest version, unless the newest already holds them. A typed version that is run
    /// becomes a version of kind `Run`.
    ///
    /// # Errors
    /// The version cannot be written; nothing of the history is lost.
    pub fn add(&self, now_s: u64, bytes: &[u8], kind: VersionKind) -> io::Result<()> {
        let versions = self.versions()?;
        let newest = versions.last().copied();
        // After the clock was set back, the version kept last need not be the one with the latest time.
        let latest = versions.iter().rev().copied().find(|version| version.stamp.at_s <= now_s);
        for same in [latest, newest].into_iter().flatten() {
            let is_same = same.size == bytes.len() as u64 && self.bytes(same).is_ok_and(|kept| kept == bytes);
            if is_same && kind == VersionKind::Run && same.kind == VersionKind::Typing {
                return self.disk.rename(&self.path(same), &self.path(Version { kind, ..same }));
            }
            if is_same {
                return Ok(());
            }
        }
        self.disk.make_folder(&self.folder)?;
        let stamp = free_stamp(Stamp::first(now_s), &versions);
        let version = Version { stamp, kind, size: bytes.len() as u64 };
        atomic::write(self.disk, &self.path(version), bytes)
    }

    /// Removes the versions that are no longer kept. A removal that fails is tried again next time.
    pub fn prune(&self, now_s: u64) {
        let versions = self.versions().unwrap_or_default();
        let kept =
            |version: &Version| Kept { saved_s: version.stamp.at_s, size: version.size, kind: version.kind };
        let gone = surplus(&versions.iter().map(kept).collect::<Vec<_>>(), now_s);
        for version in gone.iter().filter_map(|place| versions.get(*place)) {
            let _ = self.disk.remove_file(&self.path(*version));
        }
    }

    /// Returns every version, newest first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn list(&self) -> io::Result<Vec<VersionInfo>> {
        let versions = self.versions()?;
        // Skips a version that vanishes meanwhile.
        Ok(versions.iter().rev().filter_map(|version| Some(self.read(*version).ok()?.0)).collect())
    }

    /// Returns a version and its content.
    ///
    /// # Errors
    /// `NotFound`, or the file cannot be read.
    pub fn get(&self, id: &str) -> io::Result<(VersionInfo, String)> {
        let found = self.versions()?.into_iter().find(|version| version.stamp.name() == id);
        self.read(found.ok_or(ErrorKind::NotFound)?)
    }

    fn read(&self, version: Version) -> io::Result<(VersionInfo, String)> {
        let file = String::from_utf8(self.bytes(version)?).map_err(|_| ErrorKind::InvalidData)?;
        let info = VersionInfo {
            id: version.stamp.name(),
            saved_s: version.stamp.at_s,
            lines: header::parse(&file).text.lines().count(),
            kind: version.kind,
        };
        Ok((info, file))
    }

    /// Moves every version into `folder`, next to those that are there.
    ///
    /// # Errors
    /// Some versions could not be moved; they are still in their old place.
    pub fn move_to(&self, folder: &Path) -> io::Result<()> {
        let versions = self.versions()?;
        if versions.is_empty() {
            return Ok(());
        }
        let is_there = self.disk.entry(folder).is_ok();
        if !is_there || is_same_name(&self.folder, folder) {
            self.disk.make_folder(folder.parent().unwrap_or(Path::new(".")))?;
            return self.disk.rename(&self.folder, folder);
        }
        let other = History::new(self.disk, folder.to_owned());
        let mut there = other.versions()?;
        for version in versions {
            let moved = Version { stamp: free_stamp(version.stamp, &there), ..version };
            self.disk.rename(&self.path(version), &other.path(moved))?;
            there.push(moved);
        }
        let is_empty = self.disk.list(&self.folder).is_ok_and(|left| left.is_empty());
        if is_empty {
            let _ = self.disk.remove_folder(&self.folder);
        }
        Ok(())
    }

    /// Removes half-written files of programs that have ended; only for the holder of the lock.
    pub fn tidy(&self) {
        atomic::tidy(self.disk, &self.folder);
    }
}

/// True if both paths are the same folder on a system that ignores case, so that there is nothing to move.
fn is_same_name(one: &Path, other: &Path) -> bool {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    match (name(one), name(other)) {
        (Some(first), Some(second)) => one.parent() == other.parent() && name::same(&first, &second),
        _ => false,
    }
}

/// Returns `stamp`, or the next one in its second that none of `versions` has.
fn free_stamp(mut stamp: Stamp, versions: &[Version]) -> Stamp {
    while versions.iter().any(|version| version.stamp == stamp) {
        stamp = stamp.next();
    }
    stamp
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::system_disk::SystemDisk;

    const NOW_S: u64 = 1_774_088_130;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).map(|entries| {
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
        });
        let mut names = entries.unwrap_or_default();
        names.sort();
        names
    }

    #[test]
    fn versions_are_plain_files_named_by_their_time() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::new(&SystemDisk, folder.path().join("Robo"));
        assert_eq!(history.list().unwrap(), []);
        history.add(NOW_S, b"a();\n", VersionKind::Opened).unwrap();
        history
            .add(
                NOW_S,
                "// DigiLab project\n// seed: 1\n// DigiLab end\n\nb();\nä();".as_bytes(),
                VersionKind::Run,
            )
            .unwrap();
        let found = names(&folder.path().join("Robo"));
        assert_eq!(found, ["2026-03-21T10-15-30Z-2.run.rhai", "2026-03-21T10-15-30Z.opened.rhai"]);
        let version = |id: &str, lines, kind| VersionInfo { id: id.to_owned(), saved_s: NOW_S, lines, kind };
        assert_eq!(
            history.list().unwrap(),
            [
                version("2026-03-21T10-15-30Z-2", 2, VersionKind::Run),
                version("2026-03-21T10-15-30Z", 1, VersionKind::Opened)
            ]
        );
        assert_eq!(history.get("2026-03-21T10-15-30Z").unwrap().1, "a();\n");
        for id in ["2026-03-21T10-15-31Z", "", "../Robo/2026-03-21T10-15-30Z"] {
            assert_eq!(history.get(id).unwrap_err().kind(), ErrorKind::NotFound);
        }
    }

    #[test]
    fn nothing_is_kept_twice() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::new(&SystemDisk, folder.path().to_owned());
        history.add(NOW_S, b"a", VersionKind::Typing).unwrap();
        history.add(NOW_S + 5, b"a", VersionKind::Typing).unwrap();
        assert_eq!(names(folder.path()), ["2026-03-21T10-15-30Z.typing.rhai"]);
        history.add(NOW_S + 6, b"a", VersionKind::Run).unwrap();
        history.add(NOW_S + 7, b"a", VersionKind::Typing).unwrap();
        assert_eq!(names(folder.path()), ["2026-03-21T10-15-30Z.run.rhai"]);
        // Going back to the old content is a version of its own.
        history.add(NOW_S + 8, b"b", VersionKind::Typing).unwrap();
        history.add(NOW_S + 9, b"a", VersionKind::Typing).unwrap();
        assert_eq!(names(folder.path()).len(), 3);
        // With the clock set back, not every save keeps a version.
        history.add(NOW_S - 999, b"c", VersionKind::Typing).unwrap();
        history.add(NOW_S - 990, b"c", VersionKind::Run).unwrap();
        assert_eq!(names(folder.path()).len(), 4);
    }

    #[test]
    fn pruning_leaves_what_is_no_version() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::new(&SystemDisk, folder.path().to_owned());
        let day_s = 24 * 3600;
        for (age_s, text) in [(90 * day_s, "a"), (3 * day_s + 60, "b"), (3 * day_s, "c"), (5, "d"), (0, "e")]
        {
            history.add(NOW_S - age_s, text.as_bytes(), VersionKind::Run).unwrap();
        }
        fs::write(folder.path().join("notes.rhai"), "mine").unwrap();
        fs::write(folder.path().join("2020-01-01T00-00-00Z.mine.rhai"), "mine").unwrap();
        history.prune(NOW_S);
        let texts: Vec<_> = history.list().unwrap().iter().map(|v| history.get(&v.id).unwrap().1).collect();
        assert_eq!(texts, ["e", "d", "c"]);
        assert_eq!(names(folder.path()).len(), 5);
    }

    #[test]
    fn histories_are_put_together() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        let (one, other) = (History::new(&SystemDisk, from.clone()), History::new(&SystemDisk, to.clone()));
        one.move_to(&to).unwrap();
        assert!(!to.exists());
        one.add(NOW_S, b"a", VersionKind::Run).unwrap();
        other.add(NOW_S, b"b", VersionKind::Run).unwrap();
        one.move_to(&to).unwrap();
        assert!(!from.exists());
        assert_eq!(names(&to), ["2026-03-21T10-15-30Z-2.run.rhai", "2026-03-21T10-15-30Z.run.rhai"]);
        assert_eq!(other.get("2026-03-21T10-15-30Z-2").unwrap().1, "a");
    }
}
