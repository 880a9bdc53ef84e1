//! Loads a pack to use it.

use crate::files::{PACK_TOML, PackFiles};
use crate::finding::{Finding, FindingCode};
use crate::pack::Pack;
use crate::reader::reading::Reading;

/// Loads a pack.
///
/// Problems that leave it usable, such as a text that is missing in one language, are only found by
/// [`lint`](crate::lint::lint).
///
/// # Errors
/// The first finding that makes the pack unusable.
pub fn load(files: &PackFiles) -> Result<Pack, Finding> {
    Reading::of(files).pack(files).map_err(|findings| {
        // There is always a finding if there is no pack; the fallback avoids a panic.
        findings.into_iter().next().unwrap_or_else(|| Finding::new(FindingCode::FileMissing, PACK_TOML))
    })
}
