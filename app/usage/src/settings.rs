//! What a school decides about the log.

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::report::Targets;

/// Days after which events are deleted.
const KEPT_DAYS: u16 = 400;
/// Days after which events are deleted that a city's store has.
const KEPT_DAYS_SENT: u16 = 30;
/// Persons that may share a device.
const MAX_PERSONS: u8 = 8;

/// The settings of the log, which device management can deploy as a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UsageSettings {
    /// Whether anything is written down.
    pub is_on: bool,
    /// The school, by the code that the city gave it.
    pub school: Option<Code>,
    /// How many persons usually share a device: 1 to 8.
    pub persons_per_seat: u8,
    /// Whether repeat visits can be told apart for a school year.
    pub is_pseudonymous: bool,
    /// How long events are kept, in days.
    pub kept_days: u16,
    /// How long events are kept that a city's store has acknowledged, in days.
    pub kept_days_sent: u16,
    /// Where events are sent to; without it, nowhere.
    pub send: Option<SendSettings>,
    /// What the city aims at in a year.
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
    /// Persons who share a device, within what can be.
    pub fn persons(&self) -> u8 {
        self.persons_per_seat.clamp(1, MAX_PERSONS)
    }
}

/// A city's store: a Learning Record Store that speaks xAPI 2.0.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendSettings {
    /// Its address, under which `statements` are: `https://lrs.example.fi/xapi/`.
    pub address: String,
    /// The key of this lab there.
    pub key: String,
    /// The key's secret.
    pub secret: String,
}

impl std::fmt::Debug for SendSettings {
    /// Without the key: what is debugged may be seen by others.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SendSettings").field("address", &self.address).finish_non_exhaustive()
    }
}
