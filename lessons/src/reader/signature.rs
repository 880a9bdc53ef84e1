//! The signature of a pack.

use ed25519_dalek::VerifyingKey;
use serde::Deserialize;

use crate::files::{MANIFEST, PackFiles, SIGNATURE};
use crate::finding::{Finding, FindingCode};
use crate::pack::Signature;
use crate::reader::hashes;

/// Maximum length of a signer's name, in characters.
const MAX_NAME: usize = 100;

/// Contents of `SIGNATURE`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureFile {
    name: String,
    public_key: String,
    signature: String,
}

/// Verifies the signature, once the hashes are verified.
pub(crate) fn verify(files: &PackFiles) -> Result<Signature, Finding> {
    let Some(text) = files.get(SIGNATURE) else { return Ok(Signature::Unsigned) };
    let broken = || Finding::new(FindingCode::SignatureBroken, SIGNATURE);
    let text = std::str::from_utf8(text).map_err(|_| broken())?;
    let file: SignatureFile = toml::from_str(text).map_err(|_| broken())?;
    let key = bytes(&file.public_key).and_then(|key| VerifyingKey::from_bytes(&key).ok());
    let signature = bytes(&file.signature).map(|signature| ed25519_dalek::Signature::from_bytes(&signature));
    let (Some(key), Some(signature), Some(manifest)) = (key, signature, files.get(MANIFEST)) else {
        return Err(broken());
    };
    if !is_name(&file.name) {
        return Err(broken());
    }
    key.verify_strict(manifest, &signature)
        .map_err(|_| Finding::new(FindingCode::SignatureWrong, SIGNATURE))?;
    Ok(Signature::SignedBy { name: file.name, fingerprint: fingerprint(&key) })
}

/// Returns the first half of the key's SHA-256: enough that nobody can make another key with the same fingerprint.
pub(crate) fn fingerprint(key: &VerifyingKey) -> String {
    let mut hash = hashes::of(key.as_bytes());
    hash.truncate(32);
    hash
}

/// Decodes hexadecimal digits to bytes; `None` if they are not exactly `LENGTH` bytes.
pub(crate) fn bytes<const LENGTH: usize>(text: &str) -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

/// True if a name can be shown: invisible characters could make it look like another name.
pub(crate) fn is_name(name: &str) -> bool {
    // Characters that change the direction of writing, and spaces without width.
    let hides = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(letter, '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    !name.trim().is_empty()
        && name.trim() == name
        && name.chars().count() <= MAX_NAME
        && !name.chars().any(hides)
}
