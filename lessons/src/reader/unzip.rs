//! Unpacks a zip without trusting it.

use std::io::Read;

use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive};

use crate::files::{MAX_BYTES, MAX_FILES, Names, PackFiles, is_litter, leaves, too_large};
use crate::finding::{Finding, FindingCode};

impl PackFiles {
    /// Reads a zip. If everything is in one folder with a pack in it, the folder is the pack.
    ///
    /// # Errors
    /// A finding if the zip is too large, damaged or dangerous.
    pub fn from_zip(zip: &[u8]) -> Result<Self, Finding> {
        unzip(zip)
    }
}

fn unzip(zip: &[u8]) -> Result<PackFiles, Finding> {
    // Stored without compression, a pack needs some more space for its names.
    if zip.len() as u64 > MAX_BYTES + 1024 * 1024 {
        return Err(too_large());
    }
    let archive = ZipArchive::from_slice(zip).map_err(|error| broken("", &error.to_string()))?;
    let mut names = Names::default();
    let mut files = PackFiles::default();
    let (mut declared, mut entries, mut inflated) = (0_u64, 0_usize, 0_u64);
    for entry in archive.entries() {
        let entry = entry.map_err(|error| broken("", &error.to_string()))?;
        entries += 1;
        // Folders and litter do not count as files, but a million of them is not a pack either.
        if entries > 2 * MAX_FILES {
            return Err(Finding::new(FindingCode::TooManyFiles, "").with("max", MAX_FILES));
        }
        declared = declared.saturating_add(entry.uncompressed_size_hint());
        if declared > MAX_BYTES {
            return Err(too_large());
        }
        let Ok(path) = std::str::from_utf8(entry.file_path().as_bytes()) else {
            let path = String::from_utf8_lossy(entry.file_path().as_bytes()).escape_debug().to_string();
            return Err(Finding::new(FindingCode::NameOdd, path));
        };
        if entry.mode().is_symlink() {
            return Err(Finding::new(FindingCode::Link, path.escape_debug().to_string()));
        }
        if is_litter(path) && !leaves(path) {
            continue;
        }
        if entry.is_dir() && entry.uncompressed_size_hint() == 0 {
            // The entry is left out, but a bad name still makes the pack bad.
            Names::default().add(path.trim_end_matches('/'))?;
            continue;
        }
        names.add(path)?;
        let local = archive.get_entry(entry.wayfinder()).map_err(|error| broken(path, &error.to_string()))?;
        if local.file_path().as_bytes() != path.as_bytes() {
            return Err(broken(path, "two names"));
        }
        let room = MAX_BYTES - inflated;
        let bytes = match entry.compression_method() {
            CompressionMethod::Store => read(path, local.data(), room)?,
            CompressionMethod::Deflate => read(path, DeflateDecoder::new(local.data()), room)?,
            _ => return Err(Finding::new(FindingCode::ZipMethod, path)),
        };
        inflated += bytes.len() as u64;
        if bytes.len() as u64 != entry.uncompressed_size_hint() || crc(&bytes) != entry.crc32() {
            return Err(broken(path, "checksum"));
        }
        files.insert(path, bytes);
    }
    Ok(files.unwrapped())
}

/// Reads all of a file.
///
/// # Errors
/// A finding if it is damaged, or grows larger than `room` bytes, whatever size it declares.
fn read(path: &str, from: impl Read, room: u64) -> Result<Vec<u8>, Finding> {
    let mut bytes = Vec::new();
    from.take(room + 1).read_to_end(&mut bytes).map_err(|error| broken(path, &error.to_string()))?;
    if bytes.len() as u64 > room { Err(too_large()) } else { Ok(bytes) }
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn broken(path: &str, reason: &str) -> Finding {
    Finding::new(FindingCode::ZipBroken, path).with("reason", reason)
}
