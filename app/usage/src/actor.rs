//! The actor a session belongs to, as far as the log can tell: anonymous, or a pseudonym for one school year.

use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::{Builder, Uuid};

use crate::time::school_year;

/// Domain separator that goes into a pseudonym together with its key.
const PURPOSE: &[u8] = b"digilab-usage-actor-1";

/// Returns a random 128-bit id.
///
/// # Errors
/// If the system has no source of randomness.
pub fn random_id() -> Result<Uuid, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(Builder::from_random_bytes(bytes).into_uuid())
}

/// Key of a pseudonym: made on the device, never sent, and deleted when its school year is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PseudonymKey {
    /// Year in which its school year began.
    school_year: i16,
    key: [u8; 32],
}

impl PseudonymKey {
    /// Makes a random key for the school year of `date`.
    ///
    /// # Errors
    /// If the system has no source of randomness.
    pub fn new(date: Date) -> Result<Self, getrandom::Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key)?;
        Ok(Self { school_year: school_year(date), key })
    }

    /// True if the key is of the school year of `date`. If not, it must be deleted.
    pub fn is_of(&self, date: Date) -> bool {
        self.school_year == school_year(date)
    }

    /// Returns the pseudonym: an HMAC-SHA256 (RFC 2104) over the school year, cut to the size of a UUID. It is also
    /// the erasure code for a store that holds the events.
    pub fn actor(&self) -> Uuid {
        let mut bytes = [0; 16];
        // HMAC accepts keys of any length.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) {
            mac.update(PURPOSE);
            mac.update(&self.school_year.to_be_bytes());
            let tag = mac.finalize().into_bytes();
            bytes.iter_mut().zip(tag).for_each(|(byte, of_tag)| *byte = of_tag);
        }
        Builder::from_custom_bytes(bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_the_same_for_a_school_year_and_for_one_device() {
        let (autumn, spring, next): (Date, Date, Date) =
            ("2026-08-01".parse().unwrap(), "2027-05-30".parse().unwrap(), "2027-08-01".parse().unwrap());
        let key = PseudonymKey::new(autumn).unwrap();
        assert!(key.is_of(spring) && !key.is_of(next));
        let kept: PseudonymKey = serde_json::from_str(&serde_json::to_string(&key).unwrap()).unwrap();
        assert_eq!(kept.actor(), key.actor());
        assert_ne!(PseudonymKey::new(autumn).unwrap().actor(), key.actor());
        assert_ne!(key.actor().as_bytes()[..8], key.key[..8], "the key is not told");
    }
}
