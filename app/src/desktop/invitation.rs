//! Reads the files of invitations to workshops.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use digilab_contract::invitation::MAX_BYTES;

/// As much of a file as an invitation may have, as text. What is no text is no invitation, and whoever reads it says so.
///
/// # Errors
/// It cannot be read.
pub fn read_invitation(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES as u64).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
