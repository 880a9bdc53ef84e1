//! Writes a pack as one file, a zip.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::files::{MANIFEST, PackFiles, SIGNATURE};
use crate::finding::{Finding, FindingCode};
use crate::reader::hashes;

/// Zips a pack, with a list of its files' hashes. The same files give the same bytes, anywhere and at any time.
///
/// An old list and an old signature are left out: a signature belongs to the files that were signed.
///
/// # Errors
/// A finding if the files break the rules of [`PackFiles::check`].
pub fn to_zip(files: &PackFiles) -> Result<Vec<u8>, Finding> {
    let mut files = files.clone();
    files.remove(SIGNATURE);
    files.remove(MANIFEST);
    let manifest = hashes::list(&files);
    files.insert(MANIFEST, manifest);
    zip(&files)
}

/// Zips files unchanged.
pub(crate) fn zip(files: &PackFiles) -> Result<Vec<u8>, Finding> {
    files.check()?;
    let mut zip = Vec::new();
    write(files, &mut zip)
        .map_err(|error| Finding::new(FindingCode::ZipBroken, "").with("reason", error.to_string()))?;
    Ok(zip)
}

fn write(files: &PackFiles, zip: &mut Vec<u8>) -> Result<(), rawzip::Error> {
    let mut archive = ZipArchiveWriter::new(zip);
    for (path, bytes) in files.iter() {
        // The earliest time of the zip format; any time would do, as long as it is always the same.
        let (mut entry, config) = archive
            .new_file(path)
            .compression_method(CompressionMethod::Deflate)
            .last_modified(UtcDateTime::from_unix(315_532_800))
            .unix_permissions(0o644)
            .start()?;
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::best()));
        writer.write_all(bytes)?;
        let (encoder, descriptor) = writer.finish()?;
        encoder.finish()?;
        entry.finish(descriptor)?;
    }
    archive.finish()?;
    Ok(())
}
