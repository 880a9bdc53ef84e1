//! What a school decides about the log.

use serde::{Deserialize, Serialize};

use crate::code::Code;

/// Days after which events are deleted.
const KEPT_DAYS: u16 = 400;
/// Persons that may share a device.
const MAX_PERSONS: u8 = 8;

/// The settings of the log, which device management can deploy as a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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

/// What the city aims at in a year; without a number there is no aim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Targets {
    /// Visits.
    pub visits: Option<u32>,
    /// Person-hours.
    pub person_hours: Option<u32>,
    /// Workshops.
    pub workshops: Option<u32>,
    /// Participants of workshops.
    pub participants: Option<u32>,
    /// AI pilots.
    pub ai_pilots: Option<u32>,
}
