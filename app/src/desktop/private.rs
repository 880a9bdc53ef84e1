//! Files that are nobody else's business.

use std::io::{Result, Write};
use std::path::Path;

/// Writes a new file that nobody else on this computer can read, where the system knows such a thing: files that are
/// made as temporary ones are like that from their first byte on.
///
/// # Errors
/// Why not; `AlreadyExists` where there is one of this name, which stays.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}
