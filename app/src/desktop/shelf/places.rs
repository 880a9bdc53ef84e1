//! Lesson packs in files and folders.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use digilab_contract::packs::PackError;
use digilab_lessons::files::{MAX_BYTES, MAX_MIB, PACK_TOML, PackFiles};
use digilab_lessons::finding::{Finding, FindingCode};
use digilab_lessons::folder;
use digilab_projects::errors::error_about;

/// Most packs that are read from the school's folder; a class needs no more.
const MAX_PACKS: usize = 200;

/// Reads the files of a pack that is a folder or a `.digilab` file.
///
/// # Errors
/// The files cannot be read.
pub(super) fn files(path: &Path) -> Result<PackFiles, PackError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let failed = |error: io::Error| PackError::from(error_about(&name, &error));
    let entry = fs::metadata(path).map_err(failed)?;
    if entry.is_dir() {
        return Ok(folder::read(path)?);
    }
    if entry.len() > MAX_BYTES {
        return Err(Finding::new(FindingCode::TooLarge, name).with("max_mib", MAX_MIB).into());
    }
    let mut bytes = Vec::new();
    // The file may grow while it is read.
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(failed)?;
    Ok(PackFiles::from_zip(&bytes)?)
}

/// Returns the packs directly in a folder: folders with a `pack.toml`, and `.digilab` files.
pub(super) fn packs_in(school: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(school) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_pack = |path: &PathBuf| {
        let is_named = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("digilab"));
        (is_named && path.is_file()) || path.join(PACK_TOML).is_file()
    };
    let mut packs: Vec<_> = paths.filter(is_pack).take(MAX_PACKS).collect();
    packs.sort();
    packs
}
