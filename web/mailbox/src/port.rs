//! The state of an open port in one word: the number of the opening, and a code.

use digilab_devices::error::{DeviceError, DeviceErrorCode};

/// The state of a port that the worker requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortState {
    /// The page has not answered yet.
    Opening,
    /// The port is open.
    Open,
    /// The port could not be opened, or is lost.
    Failed(DeviceErrorCode),
}

const OPEN: u32 = 1;
/// The first error code; further ones in the order of [`DeviceErrorCode::ALL`].
const FAILED_FROM: u32 = 2;
const CODE_BITS: u32 = 8;

/// Number of openings after which their count wraps around.
const OPENINGS: u32 = 1 << (u32::BITS - CODE_BITS);

impl PortState {
    /// Encodes the state as a word, for the opening `opening`.
    pub(crate) fn word(&self, opening: u32) -> u32 {
        let code = match self {
            Self::Opening => 0,
            Self::Open => OPEN,
            Self::Failed(code) => {
                let index = DeviceErrorCode::ALL.iter().position(|known| known == code).unwrap_or_default();
                FAILED_FROM + u32::try_from(index).unwrap_or_default()
            }
        };
        (opening % OPENINGS) << CODE_BITS | code
    }

    /// Decodes a word about the opening `opening`: `Opening` if it is about another one.
    pub(crate) fn of_word(word: u32, opening: u32) -> Self {
        if word >> CODE_BITS != opening % OPENINGS {
            return Self::Opening;
        }
        match word & ((1 << CODE_BITS) - 1) {
            0 => Self::Opening,
            OPEN => Self::Open,
            code => {
                let index = usize::try_from(code - FAILED_FROM).unwrap_or(usize::MAX);
                Self::Failed(DeviceErrorCode::ALL.get(index).copied().unwrap_or(DeviceErrorCode::PortFailed))
            }
        }
    }
}

/// The error `code` on the port `name`.
pub(crate) fn port_error(code: DeviceErrorCode, name: &str, reason: &str) -> DeviceError {
    let error = DeviceError::new(code).with("port", name);
    if code == DeviceErrorCode::PortFailed { error.with("reason", reason) } else { error }
}
