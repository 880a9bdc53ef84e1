//! Files that only the person may read.

use std::io::{Result, Write};
use std::path::Path;

/// Writes a new file that other people on this computer cannot read, if the system supports that: temporary
/// files are created so, from their first byte on.
///
/// # Errors
/// The file cannot be written; `AlreadyExists` if there is one of this name, which stays as it is.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}
