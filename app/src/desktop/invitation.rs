//! Reads the files of workshop invitations.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use digilab_contract::invitation::MAX_BYTES;

/// Reads at most [`MAX_BYTES`] of an invitation's file. Bytes that are not UTF-8 are replaced; such a text is
/// then rejected as an invitation.
///
/// # Errors
/// The file cannot be read.
pub fn read_invitation(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES as u64).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
