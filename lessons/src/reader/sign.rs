//! Signatures of packs.
//!
//! A signature is Ed25519 over the bytes of the list of hashes, and so over every file. The name beside it is not
//! signed: signers are told apart by the key's fingerprint.

use std::fmt;

use ed25519_dalek::Signer;
use serde::Deserialize;

use crate::archive;
use crate::files::{MANIFEST, PackFiles, SIGNATURE};
use crate::finding::{Finding, FindingCode};
use crate::load;
use crate::reader::hashes;
use crate::reader::signature::{bytes, fingerprint, is_name};

/// A key to sign packs with. It must be kept secret.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

/// Makes a key from random bytes: from the operating system, never from a seeded generator.
pub fn new_key(random: [u8; 32]) -> SigningKey {
    SigningKey(ed25519_dalek::SigningKey::from_bytes(&random))
}

impl SigningKey {
    /// Returns the key as a file's text for [`from_text`](Self::from_text).
    pub fn to_text(&self) -> String {
        format!(
            "# A DigiLab signing key. Keep it secret: whoever has it can sign packs as you.\n\
             # Fingerprint: {}\n\
             secret_key = \"{}\"\n",
            self.fingerprint(),
            hex::encode(self.0.to_bytes())
        )
    }

    /// Reads a key's file.
    ///
    /// # Errors
    /// `KeyBroken` if the text contains no key.
    pub fn from_text(text: &str) -> Result<Self, Finding> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct KeyFile {
            secret_key: String,
        }
        let broken = || Finding::new(FindingCode::KeyBroken, "");
        let file: KeyFile = toml::from_str(text).map_err(|_| broken())?;
        bytes(&file.secret_key).map(new_key).ok_or_else(broken)
    }

    /// Returns the fingerprint of packs signed with this key.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.0.verifying_key())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The key itself must not get into a log.
        write!(formatter, "SigningKey({})", self.fingerprint())
    }
}

/// Signs a zipped pack and replaces any previous signature.
///
/// # Arguments
/// - `name`: the name that people see, 1 to 100 characters.
///
/// # Errors
/// A finding if the name is not allowed, or if the pack could not be used.
pub fn sign(zip: &[u8], key: &SigningKey, name: &str) -> Result<Vec<u8>, Finding> {
    if !is_name(name) {
        return Err(Finding::new(FindingCode::SignerOdd, ""));
    }
    let mut files = PackFiles::from_zip(zip)?;
    files.remove(SIGNATURE);
    load::load(&files)?;
    files.remove(MANIFEST);
    let manifest = hashes::list(&files);
    let signature = key.0.sign(manifest.as_bytes());
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    let text = format!(
        "name = \"{name}\"\npublic_key = \"{}\"\nsignature = \"{}\"\n",
        hex::encode(key.0.verifying_key().to_bytes()),
        hex::encode(signature.to_bytes())
    );
    files.insert(MANIFEST, manifest);
    files.insert(SIGNATURE, text);
    archive::zip(&files)
}
