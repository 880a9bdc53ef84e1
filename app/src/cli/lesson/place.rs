//! Where packs come from: folders and files that a command line names.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use digilab_lab::text::Texts;
use digilab_lessons::files::PackFiles;
use digilab_lessons::finding::Finding;
use digilab_lessons::folder;

use crate::cli::Failure;

/// What is larger than this, in bytes, is read by nobody: the loader's own limit for what is in a pack, and some more.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// What a pack's folder has.
const MANIFEST: &str = "pack.toml";

/// A pack as it was named, and what is in it.
pub struct Named {
    /// The name.
    pub name: String,
    /// The files, or why they cannot be read.
    pub files: Result<PackFiles, Finding>,
}

/// Reads a pack, a folder or a packed one.
///
/// # Errors
/// A sentence, if there is nothing of this name or it cannot be read.
pub fn read(path: &Path, texts: &Texts) -> Result<Named, Failure> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Ok(Named { name, files: folder::read(path) });
    }
    Ok(Named { name, files: PackFiles::from_zip(&read_file(path, texts)?) })
}

/// Reads a file.
///
/// # Errors
/// A sentence.
pub fn read_file(path: &Path, texts: &Texts) -> Result<Vec<u8>, Failure> {
    let failure = |id| Failure::usage(texts.get(id, &[("path", path.display())]));
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(MAX_FILE_BYTES).read_to_end(&mut bytes)) {
        Ok(_) => Ok(bytes),
        Err(_) if !path.exists() => Err(failure("file-missing")),
        Err(_) => Err(failure("file-unreadable")),
    }
}

/// The packs that are meant: a folder without a pack in it stands for all the packs in it.
pub fn meant(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().flat_map(|path| within(path).unwrap_or_else(|| vec![path.clone()])).collect()
}

/// The packs in a folder that is none itself.
fn within(path: &Path) -> Option<Vec<PathBuf>> {
    if !path.is_dir() || path.join(MANIFEST).is_file() {
        return None;
    }
    let mut packs: Vec<PathBuf> = std::fs::read_dir(path)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join(MANIFEST).is_file() || path.extension().is_some_and(|it| it == "digilab"))
        .collect();
    packs.sort();
    // A folder with no pack in it at all is a pack that lacks everything, which is told.
    (!packs.is_empty()).then_some(packs)
}
