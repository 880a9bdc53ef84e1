//! Lesson packs named on the command line: folders and files.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use digilab_lab::text::Texts;
use digilab_lessons::files::PackFiles;
use digilab_lessons::finding::Finding;
use digilab_lessons::folder;

use crate::cli::failure::Failure;

/// Most bytes read of a file: the loader's own limit for the content of a pack, and some more.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// Name of the file that makes a folder a pack.
const MANIFEST: &str = "pack.toml";

/// A pack as it was named, and its files.
pub struct Named {
    /// Name of the pack.
    pub name: String,
    /// Files of the pack, or the reason they cannot be read.
    pub files: Result<PackFiles, Finding>,
}

/// Reads a pack from a folder or from a packed file.
///
/// # Errors
/// There is nothing of this name, or it cannot be read.
pub fn read(path: &Path, texts: &Texts) -> Result<Named, Failure> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Ok(Named { name, files: folder::read(path) });
    }
    Ok(Named { name, files: PackFiles::from_zip(&read_file(path, texts)?) })
}

/// Reads a file, but no more of it than the loader accepts.
///
/// # Errors
/// The file is missing or cannot be read.
pub fn read_file(path: &Path, texts: &Texts) -> Result<Vec<u8>, Failure> {
    let failure = |id| Failure::usage(texts.get(id, &[("path", path.display())]));
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(MAX_FILE_BYTES).read_to_end(&mut bytes)) {
        Ok(_) => Ok(bytes),
        Err(_) if !path.exists() => Err(failure("file-missing")),
        Err(_) => Err(failure("file-unreadable")),
    }
}

/// Expands the named paths: a folder that is not itself a pack stands for all packs in it.
pub fn meant(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().flat_map(|path| within(path).unwrap_or_else(|| vec![path.clone()])).collect()
}

/// Returns the packs in a folder that is not itself a pack.
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
    // A folder without any pack counts as a pack that lacks everything, and is reported so.
    (!packs.is_empty()).then_some(packs)
}
