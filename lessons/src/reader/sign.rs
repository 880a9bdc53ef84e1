//! Signatures: who vouches for a pack.
//!
//! A signature is Ed25519 over the bytes of the list of hashes, and so over every file. The name beside it is not
//! signed: what tells one signer from another is the key's fingerprint.

use std::fmt;

use ed25519_dalek::{Signer, VerifyingKey};
use serde::Deserialize;

use crate::archive;
use crate::files::{MANIFEST, PackFiles, SIGNATURE};
use crate::finding::{Finding, FindingCode};
use crate::load;
use crate::pack;
use crate::reader::hashes;

/// The longest name of a signer, in letters.
const MAX_NAME: usize = 100;

/// A key to sign packs with. Whoever has it can sign in its owner's name.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

/// A new key from bytes that nobody can guess: from the operating system, never from a seeded generator.
pub fn new_key(random: [u8; 32]) -> SigningKey {
    SigningKey(ed25519_dalek::SigningKey::from_bytes(&random))
}

impl SigningKey {
    /// The key as a file that `from_text` reads.
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

    /// The fingerprint that a pack signed with this key has.
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

/// Signs a zipped pack, in place of any signature before. Refuses a pack that could not be used.
///
/// `name` is what people see, 1 to 100 letters.
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

/// What `SIGNATURE` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureFile {
    name: String,
    public_key: String,
    signature: String,
}

/// Who vouches for the files; their hashes are right already.
pub(crate) fn verify(files: &PackFiles) -> Result<pack::Signature, Finding> {
    let Some(text) = files.get(SIGNATURE) else { return Ok(pack::Signature::Unsigned) };
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
    Ok(pack::Signature::SignedBy { name: file.name, fingerprint: fingerprint(&key) })
}

/// The first half of the key's SHA-256: enough that nobody can make another key with the same.
fn fingerprint(key: &VerifyingKey) -> String {
    let mut hash = hashes::of(key.as_bytes());
    hash.truncate(32);
    hash
}

fn bytes<const LENGTH: usize>(text: &str) -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

/// Whether a name can be shown: signs that are not seen could make it look like another's.
fn is_name(name: &str) -> bool {
    // What turns the direction of writing, and spaces without width.
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
