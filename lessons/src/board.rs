//! The boards that packs are for.

use serde::{Deserialize, Serialize};

/// A board that a pack is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackBoard {
    /// micro:bit V2.
    Microbit,
    /// micro:bit V1.
    MicrobitV1,
    /// An Arduino Uno with StandardFirmata.
    Arduino,
}

impl PackBoard {
    /// As in `pack.toml`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Microbit => "microbit",
            Self::MicrobitV1 => "microbit-v1",
            Self::Arduino => "arduino",
        }
    }
}
