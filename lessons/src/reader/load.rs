//! Reading a pack to use it.

use crate::files::{PACK_TOML, PackFiles};
use crate::finding::{Finding, FindingCode};
use crate::pack::Pack;
use crate::reader::reading::Reading;

/// Reads a pack, or tells the first thing that makes it unusable.
///
/// What only makes it worse, such as a text that is missing in one language, is [`lint`](crate::lint::lint)'s business.
pub fn load(files: &PackFiles) -> Result<Pack, Finding> {
    Reading::of(files).pack(files).map_err(|findings| {
        // There is always one where there is no pack; this says so without a way to fall over.
        findings.into_iter().next().unwrap_or_else(|| Finding::new(FindingCode::FileMissing, PACK_TOML))
    })
}
