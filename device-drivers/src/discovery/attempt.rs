//! Ways to identify the board on a port: speed, time limit, and bytes to send.

use crate::firmata::{HostMessage, Message};

/// A way to identify the board on a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// Queries Firmata's version and firmware.
    Firmata,
    /// Queries MicroPython's banner.
    MicroPython,
    /// Only listens.
    Listen,
}

impl Attempt {
    pub(crate) fn baud(self) -> u32 {
        match self {
            Self::Firmata => 57_600,
            Self::MicroPython => 115_200,
            Self::Listen => 9_600,
        }
    }

    /// Time limit of the attempt. An Arduino that was reset by opening the port starts its boot loader (1 to 2 s),
    /// and StandardFirmata blinks its version (1.9 s measured from open to the first byte) before it sends
    /// anything.
    pub(crate) fn limit_us(self) -> u64 {
        match self {
            Self::Firmata => 4_500_000,
            Self::MicroPython => 2_500_000,
            Self::Listen => 3_500_000,
        }
    }

    /// Returns the bytes to send, each with its time in microseconds after opening.
    pub(crate) fn script(self) -> Vec<(u64, Vec<u8>)> {
        match self {
            Self::Firmata => {
                let mut queries = Vec::new();
                HostMessage::VersionQuery.encode(&mut queries);
                HostMessage::FirmwareQuery.encode(&mut queries);
                [200_000, 2_500_000, 3_500_000].map(|at_us| (at_us, queries.clone())).to_vec()
            }
            // Ctrl-C ends a program and paste mode; Ctrl-B leaves the raw prompt and prints the banner.
            Self::MicroPython => [0, 700_000, 1_500_000]
                .into_iter()
                .flat_map(|at_us| [(at_us, b"\r\x03\x03".to_vec()), (at_us + 150_000, b"\x02".to_vec())])
                .collect(),
            Self::Listen => Vec::new(),
        }
    }
}
