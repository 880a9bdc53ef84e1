//! The files of a pack, before their contents are parsed.

use std::collections::BTreeMap;

use crate::finding::{Finding, FindingCode};

/// Maximum size of a pack's files together, and of a zip, in bytes.
pub const MAX_BYTES: u64 = MAX_MIB * 1024 * 1024;
/// [`MAX_BYTES`] in MiB.
pub const MAX_MIB: u64 = 50;
/// Maximum number of files in a pack.
pub const MAX_FILES: usize = 2_000;
/// Maximum length of a path in a pack, in bytes: with a folder in front, it must still fit into what Windows allows.
const MAX_PATH: usize = 160;
/// Maximum depth of a path, in names.
const MAX_DEPTH: usize = 6;

/// Path of the list of hashes in a zip.
pub const MANIFEST: &str = "MANIFEST.sha256";
/// Path of the signature in a zip.
pub const SIGNATURE: &str = "SIGNATURE";
/// Path of the pack's manifest.
pub const PACK_TOML: &str = "pack.toml";

/// The files of a pack by their paths, with `/` between names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackFiles(BTreeMap<String, Vec<u8>>);

impl PackFiles {
    /// Returns a file's bytes.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Returns a file's path as it is stored here, and its bytes.
    pub(crate) fn entry(&self, path: &str) -> Option<(&str, &[u8])> {
        self.0.get_key_value(path).map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Returns all files, sorted by their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Adds a file, or replaces it. Its path is checked when the pack is read or written.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    /// Removes a file and returns its bytes.
    pub fn remove(&mut self, path: &str) -> Option<Vec<u8>> {
        self.0.remove(path)
    }

    /// Strips the single top folder, if there is one with a pack in it: zipping a folder adds one.
    pub(crate) fn unwrapped(self) -> Self {
        let folder = self
            .0
            .keys()
            .next()
            .and_then(|path| path.split_once('/'))
            .map(|(folder, _)| format!("{folder}/"));
        match folder {
            Some(folder)
                if self.0.contains_key(&format!("{folder}{PACK_TOML}"))
                    && self.0.keys().all(|path| path.starts_with(&folder)) =>
            {
                let inner = |(path, bytes): (String, Vec<u8>)| (path[folder.len()..].to_owned(), bytes);
                Self(self.0.into_iter().map(inner).collect())
            }
            _ => self,
        }
    }

    /// Checks that the files can be written unchanged on any computer, and are not too many or too large.
    ///
    /// # Errors
    /// A finding about the first violation.
    pub fn check(&self) -> Result<(), Finding> {
        let mut names = Names::default();
        let mut bytes = 0;
        for (path, file) in self.iter() {
            names.add(path)?;
            bytes += file.len() as u64;
            if bytes > MAX_BYTES {
                return Err(too_large());
            }
        }
        Ok(())
    }
}

/// Returns the finding about a pack that is too large.
pub(crate) fn too_large() -> Finding {
    Finding::new(FindingCode::TooLarge, "").with("max_mib", MAX_MIB)
}

/// True for a path that systems leave behind in folders, such as `.DS_Store`. It is not part of a pack.
pub(crate) fn is_litter(path: &str) -> bool {
    path.split('/').any(|name| {
        name.starts_with('.') && !name.trim_matches('.').is_empty()
            || matches!(name, "__MACOSX" | "Thumbs.db" | "desktop.ini")
    })
}

/// Names in a pack so far, to find those that are equal on a computer that ignores case.
#[derive(Default)]
pub(crate) struct Names {
    /// The paths as written, by their lower-case forms; folders end in `/`.
    written: BTreeMap<String, String>,
    files: usize,
}

impl Names {
    /// Adds a path.
    ///
    /// # Errors
    /// A finding if the path could leave its folder, or does not name one file on every computer.
    pub fn add(&mut self, path: &str) -> Result<(), Finding> {
        check_path(path)?;
        self.files += 1;
        if self.files > MAX_FILES {
            return Err(Finding::new(FindingCode::TooManyFiles, "").with("max", MAX_FILES));
        }
        let twice = |other: &str| Finding::new(FindingCode::FileTwice, path).with("other", other);
        let small = path.to_ascii_lowercase();
        for (end, _) in path.match_indices('/') {
            let (folder, small) = (&path[..=end], &small[..=end]);
            if let Some(file) = self.written.get(&small[..end]) {
                return Err(twice(file));
            }
            let known = self.written.entry(small.to_owned()).or_insert_with(|| folder.to_owned());
            if known != folder {
                return Err(twice(known));
            }
        }
        if let Some(other) = self.written.get(&format!("{small}/")).or_else(|| self.written.get(&small)) {
            return Err(twice(other));
        }
        self.written.insert(small, path.to_owned());
        Ok(())
    }
}

fn check_path(path: &str) -> Result<(), Finding> {
    let finding = |code| Err(Finding::new(code, path.escape_debug().to_string()));
    if leaves(path) {
        return finding(FindingCode::PathEscapes);
    }
    if path.len() > MAX_PATH || path.split('/').count() > MAX_DEPTH || !path.split('/').all(is_plain) {
        return finding(FindingCode::NameOdd);
    }
    Ok(())
}

/// True if a path leads out of its folder, at least on some computers.
pub(crate) fn leaves(path: &str) -> bool {
    path.starts_with('/')
        || path.contains(['\\', ':'])
        || path.split('/').any(|name| matches!(name, "." | ".."))
}

/// True if a name means the same on every computer: ASCII letters, no spaces, none of the names that Windows
/// reserves.
fn is_plain(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_taken = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|port| matches!(port.as_bytes(), [b'0'..=b'9']));
    name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.'))
        && !is_taken
        && !stem.is_empty()
        && !name.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paths: &[&str], expected: Result<(), (FindingCode, &str)>) {
        let mut names = Names::default();
        let found = paths.iter().try_for_each(|path| names.add(path));
        let found = found.map_err(|finding| (finding.code, finding.file));
        assert_eq!(found, expected.map_err(|(code, file)| (code, file.to_owned())), "{paths:?}");
    }

    #[test]
    fn paths() {
        use FindingCode::{FileTwice, NameOdd, PathEscapes};
        check(&["pack.toml", "steps/01-led/fi.md", "steps/01-led/en.md", "assets/Led_1.png"], Ok(()));
        for path in ["../a", "a/../b", "/a", "a\\b", "C:/a", "C:a", "./a", "a/.", ".."] {
            check(&[path], Err((PathEscapes, &path.escape_debug().to_string())));
        }
        for path in
            ["", "a//b", "a/", "ä", "a b", "a.", "con", "NUL.txt", "com1.md", ".a", "1/2/3/4/5/6/7", "a*"]
        {
            check(&[path], Err((NameOdd, path)));
        }
        check(&["a\nb"], Err((NameOdd, "a\\nb")));
        check(&[&"a".repeat(161)], Err((NameOdd, &"a".repeat(161))));
        check(&["a", "a"], Err((FileTwice, "a")));
        check(&["a.md", "A.md"], Err((FileTwice, "A.md")));
        check(&["a/b", "A/c"], Err((FileTwice, "A/c")));
        check(&["a", "a/b"], Err((FileTwice, "a/b")));
        check(&["A/b", "a"], Err((FileTwice, "a")));
    }

    #[test]
    fn litter() {
        for path in [".DS_Store", "assets/.git/x", "__MACOSX/a", "a/Thumbs.db"] {
            assert!(is_litter(path), "{path}");
        }
        for path in ["a", "..", "../a", "a.b", "."] {
            assert!(!is_litter(path), "{path}");
        }
    }

    #[test]
    fn sizes() {
        let mut files = PackFiles::default();
        (0..MAX_FILES).for_each(|index| files.insert(format!("f{index}"), "x"));
        assert_eq!(files.check(), Ok(()));
        files.insert("one-more", "x");
        assert_eq!(files.check().unwrap_err().code, FindingCode::TooManyFiles);
        let mut files = PackFiles::default();
        files.insert("a", vec![0; MAX_BYTES as usize + 1]);
        assert_eq!(files.check().unwrap_err().code, FindingCode::TooLarge);
    }
}
