//! The list of hashes in a zip, in the format of `sha256sum`.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::files::{MANIFEST, PackFiles, SIGNATURE};
use crate::finding::{Finding, FindingCode};

/// Returns the SHA-256 of `bytes` in hexadecimal.
pub(crate) fn of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Returns the list of all files except the list itself and the signature.
pub(crate) fn list(files: &PackFiles) -> String {
    listed(files).fold(String::new(), |mut list, (path, bytes)| {
        let _ = writeln!(list, "{}  {path}", of(bytes));
        list
    })
}

fn listed(files: &PackFiles) -> impl Iterator<Item = (&str, &[u8])> {
    files.iter().filter(|(path, _)| !matches!(*path, MANIFEST | SIGNATURE))
}

/// Checks that the list is right and complete, if there is one.
pub(crate) fn verify(files: &PackFiles) -> Result<(), Finding> {
    let Some(list) = files.get(MANIFEST) else { return Ok(()) };
    let mut hashes = read(list)?;
    for (path, bytes) in listed(files) {
        match hashes.remove(path) {
            None => return Err(Finding::new(FindingCode::HashUnlisted, path)),
            Some((_, hash)) if !hash.eq_ignore_ascii_case(&of(bytes)) => {
                return Err(Finding::new(FindingCode::HashWrong, path));
            }
            Some(_) => {}
        }
    }
    match hashes.into_iter().next() {
        Some((path, (line, _))) => {
            Err(Finding::new(FindingCode::HashGone, MANIFEST).at(line).with("path", path))
        }
        None => Ok(()),
    }
}

/// Parses the list: line number and hash of every path.
fn read(list: &[u8]) -> Result<BTreeMap<&str, (u32, &str)>, Finding> {
    let broken = |line: u32| Finding::new(FindingCode::HashesBroken, MANIFEST).at(line);
    let list = std::str::from_utf8(list).map_err(|_| broken(1))?;
    let mut hashes = BTreeMap::new();
    for (line, text) in (1..).zip(list.lines()) {
        let (hash, path) = text.split_once(' ').ok_or_else(|| broken(line))?;
        // A star marks binary mode, which makes no difference.
        let path = path.strip_prefix([' ', '*']).ok_or_else(|| broken(line))?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !is_hash || hashes.insert(path, (line, hash)).is_some() {
            return Err(broken(line));
        }
    }
    Ok(hashes)
}
