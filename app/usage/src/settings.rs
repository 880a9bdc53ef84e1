//! Settings of the log that a school decides.

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::report::Targets;

/// Days after which events are deleted.
const KEPT_DAYS: u16 = 400;
/// Days after which events are deleted that a city's store has.
const KEPT_DAYS_SENT: u16 = 30;
/// Maximum number of persons who share a device.
const MAX_PERSONS: u8 = 8;

/// The settings of the log, which device management can deploy as a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UsageSettings {
    /// True if events are recorded.
    pub is_on: bool,
    /// The school, by the code that the city gave it.
    pub school: Option<Code>,
    /// Number of persons who usually share a device: 1 to 8.
    pub persons_per_seat: u8,
    /// True if repeat visits can be told apart for a school year.
    pub is_pseudonymous: bool,
    /// Days for which events are kept.
    pub kept_days: u16,
    /// Days for which events are kept that a city's store has acknowledged.
    pub kept_days_sent: u16,
    /// Store that events are sent to, if any.
    pub send: Option<SendSettings>,
    /// Targets of the city for a year.
    pub targets: Targets,
}

impl Default for UsageSettings {
    fn default() -> Self {
        Self {
            is_on: true,
            school: None,
            persons_per_seat: 1,
            is_pseudonymous: false,
            kept_days: KEPT_DAYS,
            kept_days_sent: KEPT_DAYS_SENT,
            send: None,
            targets: Targets::default(),
        }
    }
}

impl UsageSettings {
    /// Returns the number of persons who share a device, clamped to 1 to 8.
    pub fn persons(&self) -> u8 {
        self.persons_per_seat.clamp(1, MAX_PERSONS)
    }
}

/// Access to a city's store: a Learning Record Store that speaks xAPI 2.0.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendSettings {
    /// Address under which `statements` are: `https://lrs.example.fi/xapi/`.
    pub address: String,
    /// Key of this lab at the store.
    pub key: String,
    /// Secret of the key.
    pub secret: String,
}

impl std::fmt::Debug for SendSettings {
    /// Leaves out the key and its secret: debug output may be seen by others.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SendSettings").field("address", &self.address).finish_non_exhaustive()
    }
}
